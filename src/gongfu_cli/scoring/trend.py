"""The course of a row over the years: what was reached, at what pace, and where that pace leads."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.book.book import Book, Point
from gongfu_cli.book.model import Indicator
from gongfu_cli.book.number import decimals
from gongfu_cli.scoring.requirement import Path, Requirement
from gongfu_cli.scoring.scorecard import Deciding, Scorecard, score
from gongfu_cli.scoring.scored import Scored


class Trend(NamedTuple):
    """A row in every year there are actuals for."""

    indicator: Indicator
    baseline_year: int
    rows: Sequence[Scored]

    @property
    def points(self) -> list[Point]:
        """The known values by year, the baseline first."""
        baseline = self.indicator.baseline.value
        start = [(self.baseline_year, baseline)] if baseline is not None else []
        return start + [(row.year, row.value) for row in self.rows if row.value is not None]

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
        """The pace kept so far, in the unit per year: from the first known value to the latest."""
        points = self.points
        if len(points) < 2:
            return None
        (start, first), (end, latest) = points[0], points[-1]
        return (Fraction(latest) - Fraction(first)) / (end - start)

    @property
    def needed(self) -> Fraction | None:
        """The pace still needed from the latest value to meet the last milestone, in the unit per year; 0 where it is
        met already, None where there is no number to reach or no time left."""
        if not self.points or self.last is None or self.final is None or not self.final.known:
            return None
        year, latest = self.points[-1]
        if year >= self.last:
            return None
        if self.final.met(latest):
            return Fraction(0)
        return (Fraction(self.final.nearest(latest)) - Fraction(latest)) / (self.last - year)

    @property
    def landing(self) -> Fraction | None:
        """The value in the last milestone year if the pace kept so far goes on; None once that year is reached."""
        if self.kept is None or self.last is None or self.points[-1][0] >= self.last:
            return None
        year, latest = self.points[-1]
        return Fraction(latest) + self.kept * (self.last - year)

    @property
    def lands(self) -> bool | None:
        """Whether that value would meet the last milestone."""
        if self.landing is None or self.final is None or not self.final.known:
            return None
        return self.final.met(self.landing)

    @property
    def places(self) -> int:
        """The decimals that the row prints at most."""
        numbers = [value for _, value in self.points]
        if self.final is not None:
            numbers += [end for end in (self.final.low, self.final.high) if end is not None]
        return max(map(decimals, numbers), default=0)


def trends(
    book: Book, path: Path = "linear", targets: Deciding = None, until: int | None = None
) -> tuple[list[Scorecard], list[Trend]]:
    """The scorecards of all years later than the baseline's, up to the year `until` if one is given (which
    may have no actuals), and each row's course through them."""
    base, last = book.table.baseline_year, until or max(book.years)
    years = sorted({*book.years, last})
    cards = [score(book, year, path, targets) for year in years if base < year <= last]
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
