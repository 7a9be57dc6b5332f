"""The requirement that a year puts on an indicator: the path from the baseline through the milestones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from gongfu_cli.book.model import Indicator
from gongfu_cli.book.number import decimals, minus, plus, rounded
from gongfu_cli.book.wording import Bound, Plain, TargetCell, Within, Words, numbers

Path = Literal["linear", "step"]
Basis = Literal["official", "standing", "interpolated", "baseline", "resolved"]
Op = Literal[">=", ">", "<=", "<", "within", "rise", "fall"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """What an actual value has to satisfy.

    A bound has its number in `low` (at least) or `high` (at most), `within` has both, rise and fall have none. The
    number of a hold is unknown (None) where the baseline is.
    """

    op: Op
    basis: Basis
    low: Decimal | None = None
    high: Decimal | None = None

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

    def nearest(self, actual: Decimal) -> Decimal:
        """The value nearest to `actual` that would be met: the end of the range, or the bound (a strict one too)."""
        if self.low is not None and (self.high is None or actual < self.low):
            return self.low
        if self.high is not None and (self.low is None or actual > self.high):
            return self.high
        return actual


def better(indicator: Indicator, a: Decimal | Fraction | None, b: Decimal | Fraction | None) -> bool:
    """Whether `a` is strictly better than `b` by the indicator's direction; false where either is unknown."""
    if a is None or b is None:
        return False
    if indicator.direction == "rising" or (indicator.direction == "keep stable" and indicator.worse == "lower"):
        return a > b
    if indicator.direction == "falling" or indicator.worse == "higher":
        return a < b
    return False


@dataclass(frozen=True)
class Course:
    """The cells that decide for an indicator, and what they ask for in each year."""

    indicator: Indicator
    cells: Mapping[int, TargetCell]
    resolved: Callable[[int], TargetCell | None]
    baseline_year: int
    path: Path = "linear"

    @cached_property
    def milestones(self) -> list[int]:
        """The years whose cells ask for something."""
        return [year for year, cell in sorted(self.cells.items()) if cell.wording != Words("none")]

    @property
    def last(self) -> int | None:
        """The last milestone year."""
        return max(self.milestones, default=None)

    def cell(self, year: int) -> TargetCell | None:
        """The cell that applies in a year; on the line between two milestones, the later one's."""
        return self._applying(year)[0]

    def at(self, year: int) -> Requirement | None:
        """The requirement for a year, or None where nothing is asked or an open wording has no number."""
        cell, line = self._applying(year)
        if cell is None:
            return None
        if line is not None:
            return self._bound(cell, "interpolated", self._lenient(line))
        basis: Basis = "official" if year in self.milestones else "standing"
        match cell.wording:
            case Words("open"):
                settled = self.resolved(year)
                return self._read(settled, "resolved") if settled else None
            case Words("hold"):
                return self._about(self.indicator.baseline.value, "baseline")
            case Words("rise" | "fall" as kind):
                return Requirement(kind, basis)
            case _:
                return self._read(cell, basis)

    @property
    def final(self) -> Requirement | None:
        """The requirement for the last milestone year."""
        return self.at(self.last) if self.last is not None else None

    def _applying(self, year: int) -> tuple[TargetCell | None, Fraction | None]:
        """The cell that applies in a year, and the value on the line that leads to it, if the year is on one."""
        milestones = self.milestones
        before = max((each for each in milestones if each <= year), default=None)
        after = min((each for each in milestones if each > year), default=None)
        if before is None:
            if after is None or self.path == "step":
                return None, None
            return self._towards_first(year, after)
        if after is None or before == year or self.path == "step":
            return self.cells[before], None
        start, end = self._on_line(self.cells[before]), self._on_line(self.cells[after])
        if start is None or end is None or start == end:
            return self.cells[before], None
        return self.cells[after], _between(before, start, after, end, year)

    def _towards_first(self, year: int, first: int) -> tuple[TargetCell | None, Fraction | None]:
        cell, baseline = self.cells[first], self.indicator.baseline.value
        end = self._on_line(cell)
        if end is None:
            return cell, None
        if baseline is None:
            return None, None
        if not better(self.indicator, end, baseline):
            return cell, None
        return cell, _between(self.baseline_year, baseline, first, end, year)

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

    def _bound(self, cell: TargetCell, basis: Basis, value: Decimal) -> Requirement:
        op: Op = (
            cell.wording.op
            if isinstance(cell.wording, Bound)
            else "<="
            if self.indicator.direction == "falling"
            else ">="
        )
        return Requirement(op, basis, low=value) if op in (">=", ">") else Requirement(op, basis, high=value)

    def _about(self, value: Decimal | None, basis: Basis) -> Requirement:
        """`value` less the tolerance, on the side or sides that count as worse."""
        worse = {"rising": "lower", "falling": "higher"}.get(self.indicator.direction, self.indicator.worse)
        low = minus(value, self.indicator.tolerance) if value is not None else None
        high = plus(value, self.indicator.tolerance) if value is not None else None
        if worse == "lower":
            return Requirement(">=", basis, low=low)
        if worse == "higher":
            return Requirement("<=", basis, high=high)
        return Requirement("within", basis, low, high)


def _between(start_year: int, start: Decimal, end_year: int, end: Decimal, year: int) -> Fraction:
    share = Fraction(year - start_year, end_year - start_year)
    return Fraction(start) + (Fraction(end) - Fraction(start)) * share
