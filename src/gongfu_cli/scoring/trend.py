"""The course of a row over the years: what was reached, at what pace, and where that pace leads."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.book.book import Book, Point
from gongfu_cli.book.model import Indicator
from gongfu_cli.book.number import decimals
from gongfu_cli.book.period import Period, year_of
from gongfu_cli.scoring.requirement import Path, Requirement
from gongfu_cli.scoring.scorecard import Deciding, Scorecard, score
from gongfu_cli.scoring.scored import Scored


class Trend(NamedTuple):
    """A row in every year there are actuals for, or in every part-year too."""

    indicator: Indicator
    baseline_year: int
    rows: Sequence[Scored]

    @property
    def points(self) -> list[Point]:
        """The known values by period, the baseline first."""
        baseline = self.indicator.baseline.value
        start: list[Point] = [(self.baseline_year, baseline)] if baseline is not None else []
        return start + [(row.period, row.value) for row in self.rows if row.value is not None]

    @property
    def last(self) -> int | None:
        """The last milestone year."""
        return self.rows[-1].course.last

    @property
    def final(self) -> Requirement | None:
        """The requirement for it."""
        return self.rows[-1].course.final

    @property
    def kept(self) -> Fraction | None:
        """The pace kept so far, in the unit per year: from the first known value to the latest; None for a goal
        of its own year, which every year begins anew."""
        points = self.points
        if len(points) < 2 or self.indicator.of_its_year:
            return None
        (start, first), (end, latest) = points[0], points[-1]
        return (Fraction(latest) - Fraction(first)) / Fraction(end - start)

    @property
    def needed(self) -> Fraction | None:
        """The pace still needed from the latest value to meet the last milestone, in the unit per year, in less than a
        year all that is missing; 0 where it is met already, None where there is no number to reach or no time left."""
        if not self.points or self.last is None or self.final is None or not self.final.known:
            return None
        if self.indicator.of_its_year:
            return None
        period, latest = self.points[-1]
        if period >= self.last:
            return None
        if self.final.met(latest):
            return Fraction(0)
        return (Fraction(self.final.nearest(latest)) - Fraction(latest)) / Fraction(max(1, self.last - period))

    @property
    def landing(self) -> Fraction | None:
        """The value in the last milestone year if the pace kept so far goes on; None once that year is reached."""
        if self.kept is None or self.last is None or self.points[-1][0] >= self.last:
            return None
        period, latest = self.points[-1]
        return Fraction(latest) + self.kept * Fraction(self.last - period)

    @property
    def lands(self) -> bool | None:
        """Whether that value would meet the last milestone."""
        if self.landing is None or self.final is None or not self.final.known:
            return None
        return self.final.met(self.landing)

    @property
    def places(self) -> int:
        """The decimals that the row prints at most."""
        asked = self.final.ends if self.final is not None else []
        return max(map(decimals, [value for _, value in self.points] + asked), default=0)


def trends(
    book: Book, path: Path = "linear", targets: Deciding = None, until: Period | None = None, months: bool = False
) -> tuple[list[Scorecard], list[Trend]]:
    """The scorecards of all years later than the baseline's, with `months`, or where there is no year, of the
    part-years too, up to the period `until` if one is given (which may have no actuals), and each row's course through
    them."""
    base, last = book.table.baseline_year, until or max(book.periods)
    known = [period for period in sorted({*book.periods, last}) if base < period <= last]
    years = [period for period in known if period in (until, year_of(period))]
    cards = [score(book, period, path, targets) for period in (known if months or not years else years)]
    courses = zip(*(card.rows for card in cards), strict=True)
    return cards, [Trend(rows[0].indicator, base, rows) for rows in courses]


_BLOCKS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[Decimal | None]) -> str:
    """The values as blocks from the lowest to the highest; a space where there is none, half-way if all are alike."""
    known = [value for value in values if value is not None]
    if len(set(known)) < 2:
        return "".join(" " if value is None else _BLOCKS[3] for value in values)
    low, high = min(known), max(known)
    steps = len(_BLOCKS) - 1
    return "".join(
        " " if value is None else _BLOCKS[round(Fraction(value - low) / Fraction(high - low) * steps)]
        for value in values
    )
