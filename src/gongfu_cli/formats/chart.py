"""Small drawings as lines and marks with coordinates, for a page to put into SVG. What they show is said in words
beside them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.language.terms import Look
from gongfu_cli.sheets.series import Point, Series

WIDTH, HEIGHT = 200, 76
_LEFT, _RIGHT, _TOP, _BOTTOM = 14, 186, 8, 56  # where the values lie; the years stand below
_YEAR_WIDTH = 30
BAR = 100
"""The width of a bar."""

Spot = tuple[float, float]


class Stroke(NamedTuple):
    """A line through some spots; `kind` is its CSS class."""

    kind: str
    spots: Sequence[Spot]


class Mark(NamedTuple):
    """A mark at a spot; `kind` is its shape and CSS class."""

    kind: str
    x: float
    y: float


class Label(NamedTuple):
    """A year below the axis."""

    x: float
    text: str


class Drawing(NamedTuple):
    """Everything drawn, from the back to the front."""

    strokes: Sequence[Stroke] = ()
    marks: Sequence[Mark] = ()
    labels: Sequence[Label] = ()


class Segment(NamedTuple):
    """A part of a bar."""

    x: float
    width: float
    look: Look


def draw(series: Series) -> Drawing:
    """An indicator by year: the path of requirements, the milestones, the baseline and the actual values. Nothing is
    drawn over a year without a value."""
    base = [series.baseline] if series.baseline else []
    values = [value for line in series.path for _, value in line]
    values += [value for _, value in [*series.milestones, *series.actuals, *base]]
    spot = _scale(series.first, series.last, values)
    now = spot((series.year, None))[0]
    strokes = [
        Stroke("axis", [(_LEFT, _BOTTOM + 6), (_RIGHT, _BOTTOM + 6)]),
        Stroke("now", [(now, 2), (now, _BOTTOM + 6)]),
    ]
    for path in series.path:
        spots = [spot(point) for point in path]
        if len(spots) == 1:  # a requirement of one year alone
            (x, y) = spots[0]
            spots = [(x - 5, y), (x + 5, y)]
        strokes.append(Stroke("path", spots))
    before = [point for point in base if all(point[0] < year for year, _ in series.actuals)]
    strokes += [Stroke("course", [spot(point) for point in run]) for run in _runs([*before, *series.actuals])]
    marks = [Mark("baseline", *spot(point)) for point in base]
    marks += [Mark("milestone", *spot(point)) for point in series.milestones]
    marks += [Mark("current" if point[0] == series.year else "actual", *spot(point)) for point in series.actuals]
    labels: list[Label] = []
    for year in dict.fromkeys([series.year, series.first, series.last]):
        x = spot((year, None))[0]
        if all(abs(x - other.x) >= _YEAR_WIDTH for other in labels):
            labels.append(Label(x, str(year)))
    return Drawing(strokes, marks, labels)


def gauge(progress: Fraction, elapsed: Fraction) -> Drawing:
    """A bar of progress with a stroke where time is; a mark at the end for what goes beyond either end."""
    end = float(round(BAR * min(max(progress, Fraction(0)), Fraction(1)), 1))
    then = float(round(BAR * elapsed, 1))
    strokes = [
        Stroke("track", [(0, 7), (BAR, 7)]),
        Stroke("done", [(0, 7), (end, 7)]),
        Stroke("elapsed", [(then, 0), (then, 14)]),
    ]
    beyond = [Mark("more", BAR + 3, 7)] if progress > 1 else [Mark("less", -3, 7)] if progress < 0 else []
    return Drawing(strokes, beyond)


def shares(parts: Sequence[tuple[Look, int]]) -> list[Segment]:
    """A bar, 1000 wide, in parts as wide as their numbers."""
    whole, before, segments = sum(number for _, number in parts), 0, []
    for look, number in parts:
        segments.append(Segment(round(1000 * before / whole, 1), round(1000 * number / whole, 1), look))
        before += number
    return segments


def _scale(first: int, last: int, values: Sequence[Decimal]) -> Callable[[tuple[int, Decimal | None]], Spot]:
    """Where a year and a value lie. Exact until the last step, so that no value is too big or too close to another."""
    low, high = Fraction(min(values, default=Decimal(0))), Fraction(max(values, default=Decimal(0)))

    def spot(point: tuple[int, Decimal | None]) -> Spot:
        year, value = point
        across = Fraction(year - first, last - first) if last > first else Fraction(1, 2)
        up = (Fraction(value) - low) / (high - low) if value is not None and high > low else Fraction(1, 2)
        x, y = _LEFT + (_RIGHT - _LEFT) * across, _BOTTOM - (_BOTTOM - _TOP) * up
        return float(round(x, 1)), float(round(y, 1))

    return spot


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Two points or more of years that follow one another."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if runs[-1] and point[0] != runs[-1][-1][0] + 1:
            runs.append([])
        runs[-1].append(point)
    return [run for run in runs if len(run) > 1]
