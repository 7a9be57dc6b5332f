"""What a year asks of an indicator, on the course from its baseline through its milestones."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Document, Indicator
from gongfu_cli.book.number import decimals, minus, plus, rounded
from gongfu_cli.book.wording import Bound, Plain, TargetCell, Within, Words, numbers

Path = Literal["linear", "step"]
Basis = Literal["official", "standing", "interpolated", "baseline", "resolved"]
Op = Literal[">=", ">", "<=", "<", "within", "rise", "fall"]


class StraightLine(NamedTuple):
    """The line that a year's requirement lies on, from the baseline or a milestone to the next milestone.

    `start` and `end` are the values at its two ends, and `exact` that of the year before it is rounded: all in the
    indicator's unit. `start_year` < year < `end_year`.
    """

    start_year: int
    start: Decimal
    end_year: int
    end: Decimal
    exact: Fraction


class Requirement(NamedTuple):
    """What an actual value has to satisfy, in the indicator's unit.

    A bound has its number in `low` (at least) or `high` (at most), `within` has both, rise and fall have none. The
    number of a hold is unknown (None) where the baseline is. `line` is there where the number is interpolated,
    `before_tolerance`, the baseline or the number of the cell, where the indicator's tolerance moved it to an end, and
    `words`, the cell as printed, where rise or fall is asked.
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
        return self.op not in ("rise", "fall")

    @property
    def hold(self) -> bool:
        """Whether it asks to keep the baseline."""
        return self.basis == "baseline"

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
        ends = [end for end in (self.low, self.high) if end is not None]
        return min(ends, key=lambda end: abs(minus(end, missed)))


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
    """What the cells of `documents` ask of an indicator of the book, year by year.

    `cells` are the cells that decide by year, `milestones` the years whose cells ask for something, and `last` the last
    of these.
    """

    __slots__ = ("_path", "_resolved", "baseline_year", "cells", "indicator", "last", "milestones")

    def __init__(self, book: Book, indicator: Indicator, documents: Sequence[Document], path: Path = "linear") -> None:
        self.indicator = indicator
        self.cells = book.cells(indicator.id, documents)
        self.milestones = [year for year, cell in self.cells.items() if cell.wording != Words("none")]
        self.last = max(self.milestones, default=None)
        self.baseline_year = book.table.baseline_year
        self._resolved, self._path = book.resolved(indicator.id), path

    def cell(self, year: int) -> TargetCell | None:
        """The cell that applies in a year; on the line between two milestones, the later one's."""
        return self._applying(year)[0]

    def at(self, year: int) -> Requirement | None:
        """The requirement for a year, or None where nothing is asked or an open wording has no number."""
        cell, line = self._applying(year)
        if cell is None:
            return None
        if line is not None:
            return self._bound(cell, "interpolated", self._lenient(line.exact), line)
        basis: Basis = "official" if year in self.milestones else "standing"
        match cell.wording:
            case Words("open"):
                settled = self._resolved.get(year)
                return self._read(settled, "resolved") if settled else None
            case Words("hold"):
                return self._about(self.indicator.baseline.value, "baseline")
            case Words("rise" | "fall" as kind):
                return Requirement(kind, basis, words=cell.text)
            case _:
                return self._read(cell, basis)

    @property
    def final(self) -> Requirement | None:
        """The requirement for the last milestone year."""
        return self.at(self.last) if self.last is not None else None

    def _applying(self, year: int) -> tuple[TargetCell | None, StraightLine | None]:
        """The cell that applies in a year, and the line that leads to it, if the year is on one."""
        before = max((milestone for milestone in self.milestones if milestone <= year), default=None)
        after = min((milestone for milestone in self.milestones if milestone > year), default=None)
        if before is None:
            if after is None or self._path == "step":
                return None, None
            return self._towards_first(year, after)
        if after is None or before == year or self._path == "step":
            return self.cells[before], None
        start, end = self._on_line(self.cells[before]), self._on_line(self.cells[after])
        if start is None or end is None or start == end:
            return self.cells[before], None
        return self.cells[after], _line(before, start, after, end, year)

    def _towards_first(self, year: int, first: int) -> tuple[TargetCell | None, StraightLine | None]:
        cell, baseline = self.cells[first], self.indicator.baseline.value
        end = self._on_line(cell)
        if end is None:
            return cell, None
        if baseline is None:
            return None, None
        if not better(self.indicator, end, baseline):
            return cell, None
        return cell, _line(self.baseline_year, baseline, first, end, year)

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

    def _lenient(self, value: Fraction) -> Decimal:
        """An interpolated value at the row's printed decimals, rounded to the side that asks for less."""
        baseline = self.indicator.baseline.value
        printed = [] if baseline is None else [baseline]
        printed += [number for cell in self.cells.values() for number in numbers(cell.wording)]
        places = max(map(decimals, printed))
        return rounded(value, places, up=self.indicator.direction == "falling")

    def _read(self, cell: TargetCell, basis: Basis) -> Requirement:
        match cell.wording:
            case Within(low, high):
                return Requirement("within", basis, low, high)
            case Plain(value) if self.indicator.direction == "keep stable":
                return self._about(value, basis)
            case Plain(value) | Bound(_, value):
                return self._bound(cell, basis, value)
        raise AssertionError(f"no number in {cell.text!r}")

    def _bound(self, cell: TargetCell, basis: Basis, value: Decimal, line: StraightLine | None = None) -> Requirement:
        op: Op = "<=" if self.indicator.direction == "falling" else ">="
        if isinstance(cell.wording, Bound):
            op = cell.wording.op
        at_least = op in (">=", ">")
        return Requirement(op, basis, value if at_least else None, None if at_least else value, line)

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


def _line(start_year: int, start: Decimal, end_year: int, end: Decimal, year: int) -> StraightLine:
    share = Fraction(year - start_year, end_year - start_year)
    exact = Fraction(start) + (Fraction(end) - Fraction(start)) * share
    return StraightLine(start_year, start, end_year, end, exact)
