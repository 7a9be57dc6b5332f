"""The sums behind a requirement and a judgement, with their numbers put in. Nothing is worked out here."""

from collections.abc import Iterator
from decimal import Decimal

from gongfu_cli.book.number import decimals, digits, printed
from gongfu_cli.language.phrase import Phrase, listed, same
from gongfu_cli.scoring.requirement import Requirement, StraightLine
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets.phrases import percent


def interpolation(line: StraightLine, year: int, value: Decimal) -> Phrase:
    """How the requirement `value` of a year follows from the straight line that it lies on."""
    share = f"({year} - {line.start_year}) ÷ ({line.end_year} - {line.start_year})"
    sum_ = f"{printed(line.start)} + ({printed(line.end)} - {printed(line.start)}) × {share} = {digits(line.exact, 8)}"
    return Phrase(
        f"{sum_}，按 {decimals(value)} 位小数向宽松一侧取整为 {printed(value)}",
        f"{sum_}, rounded to its lenient side at {decimals(value)} decimals: {printed(value)}",
    )


def lenience(requirement: Requirement, number: Decimal, tolerance: Decimal) -> Phrase:
    """How a tolerance moves a number to the ends of a requirement."""
    ends = {"-": requirement.low, "+": requirement.high}
    sums = listed(
        f"{_term(number)} {sign} {printed(tolerance)} = {printed(end)}" for sign, end in ends.items() if end is not None
    )
    return Phrase(f"{sums.zh}（容差）", f"{sums.en} (tolerance)")


def changes(row: Scored) -> Iterator[tuple[Phrase, Phrase]]:
    """The two changes that a rise or fall is judged by, with their labels."""
    signs, value = row.signs, row.value
    if signs is not None and value is not None:
        yield Phrase("与起点比", "against the start"), _difference(value, signs.base, signs.overall)
        if row.previous:
            yield Phrase("与上次比", "against the last"), _difference(value, signs.previous, signs.recent)


def margin(row: Scored, margin: Decimal) -> Phrase:
    """How far the value is inside or outside the requirement."""
    side = Phrase("在要求之内", "inside") if margin >= 0 else Phrase("在要求之外", "outside")
    if not margin and row.nearest is not None:
        side = Phrase("恰在界上，严格的界不含界本身", "on the bound itself, which a strict bound does not admit")
    return Phrase(f"{printed(margin)}（{side.zh}）", f"{printed(margin)} ({side.en})")


def shortfall(row: Scored, value: Decimal, nearest: Decimal) -> Phrase:
    """How far the value is from the nearest one that would be met, as a share of that."""
    if row.shortfall is None:
        return Phrase("要求为 0，任何短缺都超过界限", "the requirement is 0: any shortfall is beyond every threshold")
    return same(f"|{printed(value)} - {_term(nearest)}| ÷ |{printed(nearest)}| = {percent(row.shortfall, 2)}")


def share_made(value: Decimal, baseline: Decimal, goal: Decimal, share: str) -> str:
    """The share made of the change from the baseline to a goal."""
    return f"({printed(value)} - {_term(baseline)}) ÷ ({printed(goal)} - {_term(baseline)}) = {share}"


def _term(value: Decimal) -> str:
    """A number as a term: a negative one in brackets."""
    return f"({printed(value)})" if value < 0 else printed(value)


def _difference(value: Decimal, other: Decimal, difference: Decimal) -> Phrase:
    return same(f"{printed(value)} - {_term(other)} = {printed(difference)}")
