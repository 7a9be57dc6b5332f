"""The sums behind a requirement and a judgement, with their numbers put in. Nothing is worked out here."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from gongfu_cli.book.number import decimals, digits, printed
from gongfu_cli.book.period import Period, month_of, year_of
from gongfu_cli.language.phrase import Phrase, listed, same
from gongfu_cli.scoring.requirement import Requirement, StraightLine
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.trend import Trend
from gongfu_cli.sheets.phrases import difference_text, in_brackets, percent, requirement_text


def interpolation(line: StraightLine, period: Period, value: Decimal, counts: bool) -> Phrase:
    """How the requirement `value` of a period follows from the straight line that it lies on; that of a count, which
    begins at 0, from the year's number."""
    if counts:
        sum_ = f"{printed(line.end)} × {month_of(period)}/12"
    else:
        end = str(period) if isinstance(period, int) else f"{year_of(period) - 1} + {month_of(period)}/12"
        share = f"({end} - {line.start_year}) ÷ ({line.end_year} - {line.start_year})"
        sum_ = f"{printed(line.start)} + ({printed(line.end)} - {printed(line.start)}) × {share}"
    sum_ += f" = {digits(line.exact, 8)}"
    return Phrase(
        f"{sum_}，按 {decimals(value)} 位小数向宽松一侧取整为 {printed(value)}",
        f"{sum_}, rounded to its lenient side at {decimals(value)} decimals: {printed(value)}",
    )


def lenience(requirement: Requirement, number: Decimal, tolerance: Decimal) -> Phrase:
    """How a tolerance moves a number to the ends of a requirement, and whose tolerance that is."""
    ends = {"-": requirement.low, "+": requirement.high}
    sums = listed(
        f"{_term(number)} {sign} {printed(tolerance)} = {printed(end)}" for sign, end in ends.items() if end is not None
    )
    start = Phrase("基期", "baseline") if requirement.hold else Phrase("目标", "target")
    whose = Phrase(
        "{start} {number}，允许变动 {by}：由本表设定，文件未作规定",
        "{start} {number}, tolerance {by}: set in this table, not in the document",
    )
    return sums + in_brackets(whose(start=start, number=printed(number), by=printed(tolerance)))


def changes(row: Scored) -> Iterator[tuple[Phrase, Phrase]]:
    """The two changes that a rise or fall is judged by, with their labels."""
    signs = row.signs
    if signs is not None:
        yield Phrase("与起点比", "against the start"), _difference(row, signs.base, signs.overall)
        if row.previous:
            yield Phrase("与上次比", "against the last"), _difference(row, signs.previous, signs.recent)


def margin(row: Scored, margin: Decimal) -> Phrase:
    """How far the value is inside or outside the requirement."""
    side = Phrase("在要求之内", "inside") if margin >= 0 else Phrase("在要求之外", "outside")
    if not margin and row.nearest is not None:
        side = Phrase("正好在界限上，要求不含界限本身", "on the bound itself, which a strict bound does not admit")
    return difference_text(row.indicator, printed(margin)) + in_brackets(side)


def shortfall(row: Scored, value: Decimal, nearest: Decimal) -> Phrase:
    """How far the value is from the nearest one that would be met, as a share of that."""
    if row.shortfall is None:
        return Phrase("要求为 0，差多少都超过界限", "the requirement is 0: any shortfall is beyond every threshold")
    return same(f"|{printed(value)} - {_term(nearest)}| ÷ |{printed(nearest)}| = {percent(row.shortfall, 2)}")


def share_made(value: Decimal, baseline: Decimal, goal: Decimal, share: str) -> str:
    """The share made of the change from the baseline to a goal."""
    return f"({printed(value)} - {_term(baseline)}) ÷ ({printed(goal)} - {_term(baseline)}) = {share}"


def projection(row: Scored) -> Phrase:
    """What the average yearly change so far, if it goes on, makes of the last milestone, and how far that misses."""
    course = Trend(row.indicator, row.course.baseline_year, [row])
    (start, first), (end, latest) = course.points
    assert course.kept is not None
    assert course.landing is not None
    assert course.final is not None
    missing = abs(Fraction(course.final.nearest(latest)) - course.landing)
    return Phrase(
        "年均实际变化 {sum} = {yearly}；照此到{last}年为 {landing}，与要求 {asked} 差 {missing}",
        "average actual change per year {sum} = {yearly}; that makes {landing} in {last}, missing {asked} by {missing}",
    )(
        sum=f"({printed(latest)} - {_term(first)}) ÷ ({end} - {start})",
        yearly=difference_text(row.indicator, digits(course.kept, 6)),
        last=course.last,
        landing=digits(course.landing, 6),
        asked=requirement_text(course.final),
        missing=difference_text(row.indicator, digits(missing, 6)),
    )


def _term(value: Decimal) -> str:
    """A number as a term: a negative one in brackets."""
    return f"({printed(value)})" if value < 0 else printed(value)


def _difference(row: Scored, other: Decimal, difference: Decimal) -> Phrase:
    assert row.value is not None
    sum_ = same(f"{printed(row.value)} - {_term(other)} = ")
    return sum_ + difference_text(row.indicator, printed(difference))
