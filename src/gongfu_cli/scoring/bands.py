"""Which actual value would have which standing: what would have to be filed for another verdict."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.book.number import decimals, rounded
from gongfu_cli.scoring.standing import (
    ALMOST,
    MOST_OF_THE_WAY,
    NEAR,
    NEAR_WITHOUT_PACE,
    Scorecard,
    Scored,
    Standing,
    standing_of,
)


class Band(NamedTuple):
    """Values with one standing, both ends included; None for no end."""

    low: Decimal | None
    high: Decimal | None
    standing: Standing


def bands(card: Scorecard, row: Scored) -> list[Band]:
    """What standing each value would have, from low to high, at the decimals that the row prints."""
    r, b = row.requirement, row.indicator.baseline.value
    if r is None or (r.numeric and not r.known) or (row.judged.line in (3, 5) and row.value is None):
        return []
    points = {Fraction(value) for _, value in row.earlier} | ({Fraction(b)} if b is not None else set())
    for each in (r, row.course.final):
        points |= {Fraction(end) for end in ((each.low, each.high) if each else ()) if end is not None}
    for bound in (r.low, r.high):
        if bound is not None:
            v = Fraction(bound)
            points |= {v + sign * abs(v) * share for share in (ALMOST, NEAR, NEAR_WITHOUT_PACE) for sign in (1, -1)}
            if b is not None:
                points.add(Fraction(b) + MOST_OF_THE_WAY * (v - Fraction(b)))
    if not points:
        return []
    numbers = [each for each in (b, row.value, r.low, r.high) if each is not None]
    places = max([decimals(each) for each in numbers], default=0)
    unit = Fraction(1, 10**places)
    values = sorted({n for point in points for n in _around(point, unit)})
    standings = [standing_of(card, row, rounded(value, places, up=False)) for value in values]
    steps: list[Band] = []
    for n, standing in enumerate(standings):
        if n == 0 or standing != standings[n - 1]:
            start = rounded(values[n], places, up=False) if n else None
            steps.append(Band(start, None, standing))
        if n + 1 < len(values) and standing != standings[n + 1]:
            steps[-1] = steps[-1]._replace(high=rounded(values[n], places, up=False))
    return steps


def _around(point: Fraction, unit: Fraction) -> Iterator[Fraction]:
    """The printed values beside a point, and on it."""
    below = point // unit * unit
    yield from (below - unit, below, below + unit)
