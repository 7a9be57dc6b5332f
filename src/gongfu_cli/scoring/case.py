"""A row in a period with what was filed for it: all that its standing rests on, and no book."""

from collections.abc import Sequence
from decimal import Decimal

from gongfu_cli.book.book import Filed, Point
from gongfu_cli.book.period import Period, year_of
from gongfu_cli.scoring.requirement import Course, Requirement


class Case:
    """A row in a period; in brackets the letters of docs/methodology.md.

    `requirement` (r) is that of the period (y), and `cell` the one that applies in it; what the last milestone year (Y)
    asks (R) is the `final` of its `course`. `filed` is what was filed, or is supposed, with the `value` (a); `earlier`
    are the known values of the years before, in order. Values are in the indicator's unit.
    """

    def __init__(self, course: Course, period: Period, filed: Filed, earlier: Sequence[Point]) -> None:
        self.course, self.period, self.filed, self.earlier = course, period, filed, earlier
        self.indicator, self.value = course.indicator, filed.number
        self.cell, self.requirement = course.cell(period), course.at(period)

    @property
    def baseline(self) -> Decimal | None:
        """The number of the baseline (b), where there is one."""
        return self.indicator.baseline.value

    @property
    def final(self) -> bool:
        """Whether the standing is final: the last milestone year is reached, for a goal of its own year the year's
        end."""
        if self.indicator.of_its_year and not self.course.deliverable:
            return isinstance(self.period, int)
        return self.course.last is not None and self.period >= self.course.last

    @property
    def to_be_kept(self) -> bool:
        """Whether what is achieved can still be lost: not where something is done once, nor by a count of its year."""
        return not (self.final or self.course.deliverable or self.indicator.of_its_year)

    @property
    def whole_year(self) -> Requirement | None:
        """What is asked at the end of the period's year."""
        return self.course.at(year_of(self.period))

    @property
    def has_whole_year(self) -> bool:
        """Whether a count that asks at least a number has that of its whole year already."""
        whole = self.whole_year
        at_least = self.indicator.timing == "count" and whole is not None and whole.op in (">=", ">")
        return at_least and whole is not None and self.value is not None and whole.met(self.value)

    @property
    def compared(self) -> tuple[Requirement, Decimal] | None:
        """The requirement and the value, where there is a number on both sides."""
        if self.requirement is None or not self.requirement.known or self.value is None:
            return None
        return self.requirement, self.value

    def goal(self, requirement: Requirement | None) -> Decimal | None:
        """The number that a rising or falling row has to get to for a requirement: that of a number or a bound. None
        for a hold, a range and words, where the direction is keep stable, and for a goal of its own year."""
        if requirement is None or requirement.hold or self.indicator.direction == "keep stable":
            return None
        if self.indicator.of_its_year:
            return None
        return requirement.value
