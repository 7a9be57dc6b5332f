"""Which actual value would have which standing: what would have to be filed for another verdict."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import NamedTuple

from gongfu_cli.book.number import decimals, rounded
from gongfu_cli.scoring import clause
from gongfu_cli.scoring.judgement import judge
from gongfu_cli.scoring.measures import Measures
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import Standing


class Band(NamedTuple):
    """Values with one standing, both ends included; None for no end."""

    low: Decimal | None
    high: Decimal | None
    standing: Standing


def bands(row: Scored) -> list[Band]:
    """What standing each value would have, from low to high, at the decimals that the row prints. Empty where no value
    would change the standing."""
    requirement = row.requirement
    decided = row.clause in (clause.NOT_DUE, clause.DELIVERABLE)
    if requirement is None or decided or (requirement.numeric and not requirement.known):
        return []
    printed = [row.baseline, row.value, *requirement.ends]
    places = max((decimals(number) for number in printed if number is not None), default=0)
    unit = Fraction(1, 10**places)
    beside = {value for point in _turning_points(row, requirement) for value in (point - unit, point, point + unit)}
    values = sorted({rounded(point, places, up=False) for point in beside})
    runs = [(standing, [*run]) for standing, run in groupby(values, key=partial(_standing, row))]
    return [
        Band(run[0] if n else None, run[-1] if n + 1 < len(runs) else None, standing)
        for n, (standing, run) in enumerate(runs)
    ]


def _standing(row: Scored, value: Decimal) -> Standing:
    """The standing that a row would have with another value."""
    return judge(Measures(row.course, row.period, row.filed._replace(number=value), row.earlier)).standing


def _turning_points(row: Scored, requirement: Requirement) -> Iterator[Fraction]:
    """The values beside which the standing may change."""
    yield from (Fraction(value) for _, value in row.earlier)
    if row.baseline is not None:
        yield Fraction(row.baseline)
    for asked in (requirement, row.course.final, row.whole_year):
        yield from map(Fraction, asked.ends if asked else ())
    for bound in map(Fraction, requirement.ends):
        for share in (clause.ALMOST, clause.NEAR, clause.NEAR_WITHOUT_PACE):
            yield from (bound + abs(bound) * share, bound - abs(bound) * share)
        if row.baseline is not None:
            baseline = Fraction(row.baseline)
            yield baseline + clause.MOST_OF_THE_WAY * (bound - baseline)
