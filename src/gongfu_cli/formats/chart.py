"""Small drawings as lines and marks with coordinates, for a page to put into SVG. What they show is said in words
beside them."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.book.book import Point
from gongfu_cli.book.period import Period
from gongfu_cli.language.phrase import Phrase, same
from gongfu_cli.language.terms import Look
from gongfu_cli.sheets.series import Asked, Series

WIDTH, HEIGHT = 280, 104
_LEFT, _RIGHT, _TOP, _BOTTOM = 14, 266, 20, 72  # where the values lie, with room for a figure above and below
_CEILING, _AXIS, _YEARS = 2, 90, 102
_YEAR_WIDTH = 30
_LEAST_SPAN = Fraction(1, 10)
"""The least that the height stands for, as a share of the greatest value: half a point of 98 is no cliff."""
BAR = 100
"""The width of a bar."""
_GAP = 4
"""The white between the parts of a bar that is 1000 wide."""

Spot = tuple[float, float]
Scale = Callable[[Period, Decimal], Spot]
"""Where a period and a value lie."""


class Stroke(NamedTuple):
    """A line through some spots, or around them; `kind` is its CSS class."""

    kind: str
    spots: Sequence[Spot]


class Mark(NamedTuple):
    """A mark at a spot; `kind` is its shape and CSS class."""

    kind: str
    x: float
    y: float


class Label(NamedTuple):
    """A text at a spot: its middle, or the end that its CSS class `kind` names."""

    kind: str
    x: float
    y: float
    text: Phrase


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
    """An indicator by year: the side on which the requirement is met, the milestones, the baseline, and the actual
    values with the first and the last in figures. Nothing is drawn over a year without a value."""
    base = [series.baseline] if series.baseline else []
    values = [end for run in series.path for asked in run for end in asked.ends]
    values += [value for _, value in [*series.milestones, *series.actuals, *base]]
    spot = _scale(series.first, series.last, values)
    now, _ = spot(series.year, Decimal(0))
    strokes = [stroke for run in series.path for stroke in _requirement(run, spot)]
    strokes.append(Stroke("axis", [(_LEFT, _AXIS), (_RIGHT, _AXIS)]))
    strokes.append(Stroke("now", [(now, _CEILING), (now, _AXIS)]))
    known = [*(point for point in base if all(point[0] < year for year, _ in series.actuals)), *series.actuals]
    strokes += [Stroke("course", [spot(*point) for point in run]) for run in _runs(known)]
    marks = [Mark("baseline", *spot(*point)) for point in base]
    marks += [Mark("milestone", *spot(*point)) for point in series.milestones]
    marks += [Mark("current" if point[0] == series.year else "actual", *spot(*point)) for point in series.actuals]
    return Drawing(strokes, marks, [*_years(series, spot), *_figures(series, known, spot)])


def _requirement(run: Sequence[Asked], spot: Scale) -> Iterator[Stroke]:
    """The side on which a requirement is met, and the lines that bound it."""
    lows = [spot(asked.period, asked.low) for asked in run if asked.low is not None]
    highs = [spot(asked.period, asked.high) for asked in run if asked.high is not None]
    if len(run) == 1:  # of one period alone
        lows, highs = ([(x + dx, y) for x, y in line for dx in (-5, 5)] for line in (lows, highs))
    floor, ceiling = lows or [(x, _AXIS) for x, _ in highs], highs or [(x, _CEILING) for x, _ in lows]
    yield Stroke("met", [*floor, *reversed(ceiling)])
    yield from (Stroke("path", line) for line in (lows, highs) if line)


def _years(series: Series, spot: Scale) -> list[Label]:
    """The years below the axis, as far as there is room: the one scored goes first."""
    labels: list[Label] = []
    for year in dict.fromkeys((series.year, series.first, series.last)):
        x, _ = spot(year, Decimal(0))
        if all(abs(x - other.x) >= _YEAR_WIDTH for other in labels):
            labels.append(Label("year", x, _YEARS, same(str(year))))
    return labels


def _figures(series: Series, known: Sequence[Point], spot: Scale) -> Iterator[Label]:
    """The first and the last value, each on the side of its mark that the line does not go to."""
    spots = [spot(*point) for point in known]
    for n, beside in ((0, 1), (-1, -2)) if len(known) > 1 else ((0, 0),) * len(known):
        (x, y), below = spots[n], spots[beside][1] < spots[n][1]
        yield Label("from" if x < WIDTH / 2 else "until", x, y + 15 if below else y - 8, series.values[known[n][0]])


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
    """A bar, 1000 wide, in parts as wide as their numbers, with white between them."""
    whole, before, segments = sum(number for _, number in parts), 0, []
    for look, number in parts:
        width = max(1000 * number / whole - _GAP, 1)
        segments.append(Segment(round(1000 * before / whole, 1), round(width, 1), look))
        before += number
    return segments


def _scale(first: int, last: int, values: Sequence[Decimal]) -> Scale:
    """Where a period and a value lie. Exact until the last step, so that no value is too big."""
    low, high = Fraction(min(values, default=Decimal(0))), Fraction(max(values, default=Decimal(0)))
    slack = max(Fraction(0), max(abs(low), abs(high)) * _LEAST_SPAN - (high - low)) / 2
    low, high = low - slack, high + slack

    def spot(period: Period, value: Decimal) -> Spot:
        across = Fraction(period - first) / (last - first) if last > first else Fraction(1, 2)
        up = (Fraction(value) - low) / (high - low) if high > low else Fraction(1, 2)
        x, y = _LEFT + (_RIGHT - _LEFT) * across, _BOTTOM - (_BOTTOM - _TOP) * up
        return float(round(x, 1)), float(round(y, 1))

    return spot


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Two points or more of years that follow one another."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if runs[-1] and point[0] > runs[-1][-1][0] + 1:
            runs.append([])
        runs[-1].append(point)
    return [run for run in runs if len(run) > 1]
