"""What a period asks of an indicator, on the course from its baseline through its milestones."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Document, Indicator
from gongfu_cli.book.number import decimals, minus, plus, rounded
from gongfu_cli.book.period import Period, year_of
from gongfu_cli.book.wording import Bound, Plain, TargetCell, Within, Words, numbers

Path = Literal["linear", "step"]
Basis = Literal["official", "standing", "interpolated", "baseline", "resolved"]
Op = Literal[">=", ">", "<=", "<", "within", "rise", "fall", "done"]


class StraightLine(NamedTuple):
    """The line that a period's requirement lies on, from the baseline or a milestone to the next milestone; that of a
    count, from 0 at the start of its year.

    `start` and `end` are the values at its two ends, and `exact` that of the period before it is rounded: all in the
    indicator's unit. `start_year` < period < `end_year`.
    """

    start_year: int
    start: Decimal
    end_year: int
    end: Decimal
    exact: Fraction


class Requirement(NamedTuple):
    """What an actual value has to satisfy, in the indicator's unit.

    A bound has its number in `low` (at least) or `high` (at most), `within` has both, rise, fall and done have none.
    The number of a hold is unknown (None) where the baseline is. `line` is there where the number is interpolated,
    `before_tolerance`, the baseline or the number of the cell, where the indicator's tolerance moved it to an end, and
    `words`, the cell as printed, where rise, fall or done is asked.
    """

    op: Op
    basis: Basis
    low: Decimal | None = None
    high: Decimal | None = None
    line: StraightLine | None = None
    before_tolerance: Decimal | None = None
    words: str | None = None

    @property
    def value(self) -> Decimal | None:
        """The number of a bound; None for a range and for words."""
        return None if self.op == "within" else self.low if self.low is not None else self.high

    @property
    def numeric(self) -> bool:
        """Whether it is judged by a number (a hold is, even where the number is unknown)."""
        return self.op not in ("rise", "fall", "done")

    @property
    def hold(self) -> bool:
        """Whether it asks to keep the baseline."""
        return self.basis == "baseline"

    @property
    def ends(self) -> list[Decimal]:
        """The numbers that are asked for, the lower first."""
        return [end for end in (self.low, self.high) if end is not None]

    @property
    def known(self) -> bool:
        """Whether there is a number to compare with."""
        return self.low is not None or self.high is not None

    def met(self, actual: Decimal | Fraction) -> bool:
        """Whether a value satisfies it; never, where its number is unknown or it has none."""
        if not self.known:
            return False
        if self.op == ">":
            return self.low is not None and actual > self.low
        if self.op == "<":
            return self.high is not None and actual < self.high
        return (self.low is None or actual >= self.low) and (self.high is None or actual <= self.high)

    def nearest(self, missed: Decimal) -> Decimal:
        """The value nearest to one that misses it that would be met: an end of the range, or the bound (a strict one
        too). Its number must be known."""
        return min(self.ends, key=lambda end: abs(minus(end, missed)))


def better(indicator: Indicator, a: Decimal | Fraction | None, b: Decimal | Fraction | None) -> bool:
    """Whether `a` is strictly better than `b` by the indicator's direction; false where either is unknown."""
    if a is None or b is None:
        return False
    if indicator.direction == "rising" or (indicator.direction == "keep stable" and indicator.worse == "lower"):
        return a > b
    if indicator.direction == "falling" or indicator.worse == "higher":
        return a < b
    return False


class Course:
    """What the cells of `documents`, those that decide, ask of an indicator of the book, period by period.

    `cells` are the cells that decide by year, `milestones` the years whose cells ask for something, `last` the last
    of these. `deliverable` says whether what they ask for is to be done once, and `revised` whether a later document
    changed a cell: its words, or how its definition differs.
    """

    def __init__(self, book: Book, indicator: Indicator, documents: Sequence[Document], path: Path = "linear") -> None:
        self.indicator, self.documents, self.path = indicator, documents, path
        self.cells = book.cells(indicator.id, documents)
        self.milestones = [year for year, cell in self.cells.items() if cell.wording != Words("none")]
        self.last = max(self.milestones, default=None)
        self.baseline_year = book.table.baseline_year
        self.deliverable = any(self.cells[year].wording == Words("done") for year in self.milestones)
        self.revised = any(self.cells[year] != cell for _, _, year, cell in book.printed(indicator.id, documents))
        self._resolved = book.resolved(indicator.id)
        self._asked: dict[Period, tuple[TargetCell | None, Requirement | None]] = {}

    def cell(self, period: Period) -> TargetCell | None:
        """The cell that applies in a period; on the line between two milestones, the later one's."""
        return self._in(period)[0]

    def at(self, period: Period) -> Requirement | None:
        """The requirement for a period, or None where nothing is asked or an open wording has no number."""
        return self._in(period)[1]

    def _in(self, period: Period) -> tuple[TargetCell | None, Requirement | None]:
        if period not in self._asked:
            cell, line = self._applying(period)
            self._asked[period] = cell, self._requirement(cell, line, period)
        return self._asked[period]

    def _requirement(self, cell: TargetCell | None, line: StraightLine | None, period: Period) -> Requirement | None:
        if cell is None:
            return None
        if line is not None:
            return self._bound(cell, "interpolated", self._lenient(cell, line.exact), line)
        basis: Basis = "official" if period in self.milestones else "standing"
        match cell.wording:
            case Words("open"):
                settled = self._resolved.get(period) if isinstance(period, int) else None
                return self._read(settled, "resolved") if settled else None
            case Words("hold"):
                return self._about(self.indicator.baseline.value, "baseline")
            case Words("rise" | "fall" | "done" as kind):
                return Requirement(kind, basis, words=cell.text)
            case _:
                return self._read(cell, basis)

    @property
    def final(self) -> Requirement | None:
        """The requirement for the last milestone year."""
        return self.at(self.last) if self.last is not None else None

    @cached_property
    def places(self) -> int:
        """The most decimals that are printed in the row's baseline and in its cells."""
        baseline = self.indicator.baseline.value
        printed = [number for cell in self.cells.values() for number in numbers(cell.wording)]
        return max(map(decimals, printed if baseline is None else [*printed, baseline]), default=0)

    def due(self, period: Period) -> bool:
        """Whether the milestone of the cell that stands is reached: before the first the first stands."""
        return any(milestone <= period for milestone in self.milestones)

    def _applying(self, period: Period) -> tuple[TargetCell | None, StraightLine | None]:
        """The cell that applies in a period, and the line that leads to it, if the period is on one."""
        if self.indicator.of_its_year and not self.deliverable:
            return self._of_its_year(period)
        before = max((milestone for milestone in self.milestones if milestone <= period), default=None)
        after = min((milestone for milestone in self.milestones if milestone > period), default=None)
        stepwise = self.path == "step" and not self.deliverable
        if before is None:
            if after is None or stepwise:
                return None, None
            return self._towards_first(period, after)
        if after is None or before == period or stepwise:
            return self.cells[before], None
        start, end = self._on_line(self.cells[before]), self._on_line(self.cells[after])
        if start is None or end is None or start == end:
            return self.cells[before], None
        return self.cells[after], _line(before, start, after, end, period)

    def _of_its_year(self, period: Period) -> tuple[TargetCell | None, StraightLine | None]:
        """The cell of the period's own year; in a part of it, of a count the line from 0 to its number, while words ask
        for nothing yet, and what cannot be shared out over the year stands as it is."""
        year = year_of(period)
        if year not in self.milestones:
            return None, None
        cell = self.cells[year]
        if period == year or self.indicator.timing == "rate":
            return cell, None
        match cell.wording:
            case Words("rise" | "fall" | "hold"):
                return None, None
            case Within(low, _):
                share: Decimal | None = low
            case Bound(state=True):
                share = None
            case _:
                share = self._on_line(cell)
        return cell, _line(year - 1, Decimal(0), year, share, period) if share is not None else None

    def _towards_first(self, period: Period, first: int) -> tuple[TargetCell | None, StraightLine | None]:
        cell, baseline = self.cells[first], self.indicator.baseline.value
        end = self._on_line(cell)
        if end is None:
            return cell, None
        if baseline is None:
            return None, None
        if not better(self.indicator, end, baseline):
            return cell, None
        return cell, _line(self.baseline_year, baseline, first, end, period)

    def _on_line(self, cell: TargetCell) -> Decimal | None:
        """The number of a cell that a straight line can run through: a number, or a bound that points the
        indicator's way."""
        way = {"rising": (">=", ">"), "falling": ("<=", "<")}.get(self.indicator.direction, ())
        match cell.wording:
            case Plain(value) if way:
                return value
            case Bound(op, value) if op in way:
                return value
        return None

    def _lenient(self, cell: TargetCell, value: Fraction) -> Decimal:
        """An interpolated value at the row's printed decimals, of a count at its cell's, rounded to the side that asks
        for less."""
        own = max(map(decimals, numbers(cell.wording)))
        return rounded(value, own if self.indicator.of_its_year else self.places, up=self._op(cell) in ("<=", "<"))

    def _read(self, cell: TargetCell, basis: Basis) -> Requirement:
        match cell.wording:
            case Within(low, high):
                if self.indicator.timing == "count":
                    return self._bound(cell, basis, low)
                return Requirement("within", basis, low, high)
            case Plain(value) if self.indicator.direction == "keep stable":
                return self._about(value, basis)
            case Plain(value) | Bound(_, value):
                return self._bound(cell, basis, value)
        raise AssertionError(f"no number in {cell.text!r}")

    def _bound(self, cell: TargetCell, basis: Basis, value: Decimal, line: StraightLine | None = None) -> Requirement:
        op = self._op(cell)
        at_least = op in (">=", ">")
        return Requirement(op, basis, value if at_least else None, None if at_least else value, line)

    def _op(self, cell: TargetCell) -> Op:
        """What a number, a bound, or the lower end of a range asks for."""
        match cell.wording:
            case Bound(op):
                return op
            case Within():
                return ">="
        return "<=" if self.indicator.direction == "falling" else ">="

    def _about(self, value: Decimal | None, basis: Basis) -> Requirement:
        """`value` less the tolerance, on the side or sides that count as worse."""
        tolerance = self.indicator.tolerance
        low = minus(value, tolerance) if value is not None else None
        high = plus(value, tolerance) if value is not None else None
        moved = value if tolerance else None
        worse = {"rising": "lower", "falling": "higher"}.get(self.indicator.direction, self.indicator.worse)
        if worse == "lower":
            return Requirement(">=", basis, low=low, before_tolerance=moved)
        if worse == "higher":
            return Requirement("<=", basis, high=high, before_tolerance=moved)
        return Requirement("within", basis, low, high, before_tolerance=moved)


def course_of(book: Book, indicator: Indicator, documents: Sequence[Document], path: Path = "linear") -> Course:
    """The course of a row of the book. It follows from the table and the documents alone: so it is worked out once for
    all periods, and for all books that have the same."""
    key = (indicator.id, path, *map(id, documents))
    course = book.courses.get(key)
    if course is None:
        course = book.courses[key] = Course(book, indicator, documents, path)
    assert isinstance(course, Course)
    return course


def _line(start_year: int, start: Decimal, end_year: int, end: Decimal, period: Period) -> StraightLine:
    share = Fraction(period - start_year) / (end_year - start_year)
    exact = Fraction(start) + (Fraction(end) - Fraction(start)) * share
    return StraightLine(start_year, start, end_year, end, exact)
