"""A row in a year with what was filed for it: all that its standing rests on, and no book."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from gongfu_cli.book.book import Filed, Point
from gongfu_cli.book.model import Attested, Indicator
from gongfu_cli.book.wording import TargetCell
from gongfu_cli.scoring.requirement import Course, Requirement


class Case(NamedTuple):
    """A row in a year; in brackets the letters of docs/methodology.md.

    `requirement` (r) is that of the year (y), `final_requirement` (R) that of the last milestone year (Y), and `cell`
    the one that applies in the year. `value` (a), `attested` and `surveyed` are what was filed, or is supposed;
    `earlier` are the known values of the years before, in order. Values are in the indicator's unit.
    """

    indicator: Indicator
    year: int
    course: Course
    cell: TargetCell | None
    requirement: Requirement | None
    final_requirement: Requirement | None
    value: Decimal | None
    attested: Attested | None
    surveyed: bool
    earlier: Sequence[Point]

    @classmethod
    def of(cls, course: Course, year: int, filed: Filed, earlier: Sequence[Point]) -> "Case":
        """The case of a year on a course."""
        return cls(
            course.indicator,
            year,
            course,
            course.cell(year),
            course.at(year),
            course.final,
            filed.number,
            filed.verdict,
            filed.surveyed,
            earlier,
        )

    @property
    def baseline(self) -> Decimal | None:
        """The number of the baseline (b), where there is one."""
        return self.indicator.baseline.value

    @property
    def final(self) -> bool:
        """Whether the last milestone year is reached, so that the standing is final."""
        return self.course.last is not None and self.year >= self.course.last

    @property
    def compared(self) -> tuple[Requirement, Decimal] | None:
        """The requirement and the value, where there is a number on both sides."""
        if self.requirement is None or not self.requirement.known or self.value is None:
            return None
        return self.requirement, self.value

    def goal(self, requirement: Requirement | None) -> Decimal | None:
        """The number that a rising or falling row has to get to for a requirement: that of a number or a bound. None
        for a hold, a range and words, and where the direction is keep stable."""
        if requirement is None or requirement.hold or self.indicator.direction == "keep stable":
            return None
        return requirement.value
