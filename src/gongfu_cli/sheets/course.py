"""The course of the rows over the years as a sheet."""

from collections.abc import Sequence
from fractions import Fraction

from gongfu_cli.book.number import printed, rounded
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import AT_FINAL_LEVEL, STANDINGS
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.trend import Trend, sparkline
from gongfu_cli.sheets.phrases import by_category, name_of, name_with_unit, requirement_text, title_of, value_cell
from gongfu_cli.sheets.scorecard import first_notice, lead_cell
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Sheet


def course_sheet(cards: Sequence[Scorecard], trends: Sequence[Trend]) -> Sheet:
    """The rows to show, by category: values and standings by year, their line, and the paces."""
    table, unit = cards[-1].book.table, Phrase("单位", "Unit")
    years, count = [card.year for card in cards], len(cards)
    columns = [
        Column(Phrase("序号", "No.")),
        Column(Phrase("指标", "Indicator"), fold=22, stands_in_for=unit),
        Column(unit, drop=20, fold=8),
        Column(same(str(table.baseline_year)), "decimal", drop=18),
        # of the years, the earliest goes first
        *(Column(same(str(year)), "decimal", drop=count - n - 1 and 5 + count - n) for n, year in enumerate(years)),
        Column(Phrase("走势", "Course")),
        Column(Phrase("年均已有", "Kept / year"), "decimal", drop=3),
        Column(Phrase("年均还需", "Needed / year"), "decimal", drop=2),
        Column(Phrase("照此到期", "Landing"), "decimal", drop=1),
        Column(Phrase("最终要求", "Final"), "decimal", drop=4),
        Column(Phrase("牵头部门", "Lead department"), drop=19, fold=18),
    ]
    rows = [_row(cards[-1], trend) for trend in trends]
    # what looks ahead says nothing once the last milestone year is reached
    ahead = [n for n, column in enumerate(columns) if column.drop in (1, 2)]
    blank = [n for n in ahead if not any(row[n].text for row in rows)]
    kept = [n for n in range(len(columns)) if n not in blank]
    shown = [[row[n] for n in kept] for row in rows]
    groups = by_category(table, zip([trend.indicator for trend in trends], shown, strict=True))
    title = title_of(table) + same(f" · {years[0]}–{years[-1]}")
    return Sheet(
        title,
        [*first_notice(reversed(cards)), Cell(title, "strong")],
        [Grid(Phrase("走势", "Courses"), [columns[n] for n in kept], groups)],
        [Cell(_marks(trends), "muted"), Cell(_note(ahead=blank != ahead), "muted")],
    )


def _marks(trends: Sequence[Trend]) -> Phrase:
    """What the marks behind the values mean."""
    rows = [row for trend in trends for row in trend.rows]
    standings = {row.standing for row in rows}
    marks = same("  ").join(same(f"{look.mark} ") + look.words for name, look in STANDINGS.items() if name in standings)
    if not any(row.standing == "achieved" and not row.final for row in rows):
        return marks
    mark, words = STANDINGS["achieved"].mark, AT_FINAL_LEVEL
    return marks + Phrase(f"（目标年之前，{mark} 表示{words.zh}）", f" (before the final year {mark} is {words.en})")


def _note(ahead: bool) -> Phrase:
    """What the paces are; `ahead` where there is time left for those that look ahead."""
    note = Phrase(
        "年均已有：从基期（无基期的从首个实际值）到最近一年的年均变化",
        "Kept: mean change a year from the baseline (without one, the first value) to the latest value",
    )
    if ahead:
        note += Phrase(
            "；年均还需：从最近一年到最终要求；照此到期：按已有的年均变化推到最终目标年，是外推，不是预测",
            "; needed: from there to the final requirement; landing: the value in the last milestone year at the "
            "pace kept, which is no forecast",
        )
    return note + Phrase("。", ".")


def _row(latest: Scorecard, trend: Trend) -> list[Cell]:
    indicator = trend.indicator
    cells = [
        Cell(same(indicator.id)),
        Cell(name_of(indicator), narrow=name_with_unit(indicator)),
        Cell(same(indicator.unit or ""), "muted"),
        Cell(same(indicator.baseline.text), "muted", value=indicator.baseline.value),
    ]
    for row in trend.rows:
        look, value = STANDINGS[row.standing], value_cell(row)
        cells.append(value._replace(text=value.text + same(f" {look.mark}"), tone=look.tone))
    values = [indicator.baseline.value, *(row.value for row in trend.rows)]
    landing = _at(trend.landing, trend)
    return [
        *cells,
        Cell(same(sparkline(values))),
        _pace(trend.kept, trend),
        Cell(Phrase("已达", "met"), "achieved") if trend.needed == 0 else _pace(trend.needed, trend),
        landing._replace(tone="plain" if trend.lands is None else "achieved" if trend.lands else "behind"),
        Cell(requirement_text(trend.final), "muted"),
        lead_cell(latest, trend.rows[-1]),
    ]


def _pace(pace: Fraction | None, trend: Trend) -> Cell:
    """A pace with one decimal more than the row prints, and its sign."""
    if pace is None:
        return Cell(NOTHING)
    value = rounded(pace + Fraction(1, 2 * 10 ** (trend.places + 1)), trend.places + 1, up=False)
    return Cell(same(f"{'+' if value > 0 else ''}{printed(value)}"), value=pace)


def _at(value: Fraction | None, trend: Trend) -> Cell:
    """A value at the row's decimals, rounded half up."""
    if value is None:
        return Cell(NOTHING)
    half_up = rounded(value + Fraction(1, 2 * 10**trend.places), trend.places, up=False)
    return Cell(same(printed(half_up)), value=value)
