"""A row scored: the case, its standing, and the working that the standing rests on."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.book.book import Filed, Point
from gongfu_cli.book.model import Indicator
from gongfu_cli.book.period import Period
from gongfu_cli.scoring.case import Case
from gongfu_cli.scoring.clause import Clause
from gongfu_cli.scoring.further import Further
from gongfu_cli.scoring.judgement import Signs
from gongfu_cli.scoring.requirement import Course, Requirement
from gongfu_cli.scoring.standing import VERDICTS, Standing, Verdict


class Scored(NamedTuple):
    """A row of the table in a period, with everything that its standing rests on.

    Values are in the indicator's unit, ratios are fractions of 1, nothing is rounded. None is always “unknown” or
    “not asked here”, never 0.
    """

    case: Case
    filed: Filed
    departments: Sequence[str]
    """The bodies in force on the last day of the period, each once; the first leads."""
    standing: Standing
    clause: Clause
    """What decided."""
    signs: Signs | None
    """Of a rise or fall: its start, and the changes since."""
    nearest: Decimal | None
    """Of a row that misses a number: the nearest value that would be met (v), the bound itself where it is strict."""
    shortfall: Fraction | None
    """|a − v| ÷ |v| of such a row, 0 or more; None where v is 0, which exceeds every threshold."""
    margin: Decimal | None
    """How far the value is inside (+) or outside (−) a requirement with a number."""
    pace: Fraction | None
    """The share made of the change due by now; any sign."""
    attainment: Fraction | None
    """当年要求实现率 of a row judged by a number, from 0 to 1."""
    progress: Fraction | None
    """目标完成进度, the share made of the whole change; any sign."""
    elapsed: Fraction | None
    """序时进度, the share of the time that has passed, from 0 to 1; there where `progress` is."""
    flags: Sequence[str]
    """In alphabetical order."""
    further: Sequence[Further]

    @property
    def indicator(self) -> Indicator:
        """The row of the table."""
        return self.case.indicator

    @property
    def period(self) -> Period:
        """The scored year, or part of one."""
        return self.case.period

    @property
    def course(self) -> Course:
        """The cells that decide, and what they ask in any period."""
        return self.case.course

    @property
    def requirement(self) -> Requirement | None:
        """What is asked in the period."""
        return self.case.requirement

    @property
    def previous(self) -> Point | None:
        """The latest known value of the years before."""
        return self.case.earlier[-1] if self.case.earlier else None

    @property
    def value(self) -> Decimal | None:
        """The actual value, where there is one."""
        return self.case.value

    @property
    def final(self) -> bool:
        """Whether the standing is final."""
        return self.case.final

    @property
    def to_be_kept(self) -> bool:
        """Whether what is achieved can still be lost."""
        return self.case.to_be_kept

    @property
    def verdict(self) -> Verdict | None:
        """On track, gap, or None where the row is not judged."""
        return VERDICTS.get(self.standing)
