"""The course of the rows over the years as a sheet."""

from collections.abc import Sequence
from fractions import Fraction

from gongfu_cli.book.number import printed, rounded
from gongfu_cli.language.phrase import Language, Phrase, speaking
from gongfu_cli.language.terms import AT_FINAL_LEVEL, STANDINGS
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.trend import Trend, sparkline
from gongfu_cli.sheets.phrases import by_category, name_of, name_with_unit, requirement_text, title_of, value_cell
from gongfu_cli.sheets.scorecard import heading, lead_cell
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Sheet


def course_sheet(cards: Sequence[Scorecard], trends: Sequence[Trend], language: Language) -> Sheet:
    """The rows to show, by category: values and standings by year, their line, and the paces."""

    say = speaking(language)
    latest = cards[-1]
    years = [card.year for card in cards]
    columns = [
        Column(say("序号", "No.")),
        Column(say("指标", "Indicator"), fold=22, stands_in_for=say("单位", "Unit")),
        Column(say("单位", "Unit"), drop=20, fold=8),
        Column(str(latest.book.table.baseline_year), "decimal", drop=18),
        # of the years, the earliest goes first
        *(Column(str(year), "decimal", drop=len(years) - n - 1 and 5 + len(years) - n) for n, year in enumerate(years)),
        Column(say("走势", "Course")),
        Column(say("年均已有", "Kept / year"), "decimal", drop=3),
        Column(say("年均还需", "Needed / year"), "decimal", drop=2),
        Column(say("照此到期", "Landing"), "decimal", drop=1),
        Column(say("最终要求", "Final"), "decimal", drop=4),
        Column(say("牵头部门", "Lead department"), drop=19, fold=18),
    ]
    lines = {each.indicator.id: _row(latest, each, language) for each in trends}
    blank = [
        n for n, column in enumerate(columns) if column.drop in (1, 2) and not any(r[n].text for r in lines.values())
    ]
    kept = [n for n in range(len(columns)) if n not in blank]
    shown_lines = ((each.indicator, [lines[each.indicator.id][n] for n in kept]) for each in trends)
    groups = by_category(latest.book.table, shown_lines, language)
    title = f"{title_of(latest.book.table, language)} · {years[0]}–{years[-1]}"
    notices = [line for card in reversed(cards) for line in heading(card, language) if line.tone == "notice"][:1]
    shown = {row.standing for each in trends for row in each.rows}
    marks = "  ".join(f"{look.mark} {look.words.to(language)}" for name, look in STANDINGS.items() if name in shown)
    if any(row.standing == "achieved" and not row.final for each in trends for row in each.rows):
        mark = STANDINGS["achieved"].mark
        reached = Phrase(
            f"（目标年之前，{mark} 表示{AT_FINAL_LEVEL.zh}）", f" (before the final year {mark} is {AT_FINAL_LEVEL.en})"
        )
        marks += reached.to(language)
    note = say(
        "年均已有：从基期（无基期的从首个实际值）到最近一年的年均变化",
        "Kept: mean change a year from the baseline (without one, the first value) to the latest value",
    )
    if any(columns[n].drop in (1, 2) for n in kept):
        note += say(
            "；年均还需：从最近一年到最终要求；照此到期：按已有的年均变化推到最终目标年，是外推，不是预测",
            "; needed: from there to the final requirement; landing: the value in the last milestone year at the "
            "pace kept, which is no forecast",
        )
    note += say("。", ".")
    grids = [Grid(say("走势", "Courses"), [columns[n] for n in kept], groups)]
    return Sheet(title, [*notices, Cell(title, "strong")], grids, [Cell(marks, "muted"), Cell(note, "muted")])


def _row(latest: Scorecard, trend: Trend, language: Language) -> list[Cell]:
    indicator = trend.indicator
    cells = [
        Cell(indicator.id),
        Cell(name_of(indicator, language), narrow=name_with_unit(indicator, language)),
        Cell(indicator.unit or "", "muted"),
        Cell(indicator.baseline.text, "muted", value=indicator.baseline.value),
    ]
    for row in trend.rows:
        look, value = STANDINGS[row.standing], value_cell(row, language)
        cells.append(value._replace(text=f"{value.text} {look.mark}", tone=look.tone))
    values = [indicator.baseline.value, *(row.value for row in trend.rows)]
    landing = _at(trend.landing, trend)
    return [
        *cells,
        Cell(sparkline(values)),
        _pace(trend.kept, trend),
        Cell(Phrase("已达", "met").to(language), "achieved") if trend.needed == 0 else _pace(trend.needed, trend),
        landing._replace(tone="plain" if trend.lands is None else "achieved" if trend.lands else "behind"),
        Cell(requirement_text(trend.final).to(language), "muted"),
        lead_cell(latest, trend.rows[-1], language),
    ]


def _pace(pace: Fraction | None, trend: Trend) -> Cell:
    """A pace with one decimal more than the row prints, and its sign."""
    if pace is None:
        return Cell("")
    value = rounded(pace + Fraction(1, 2 * 10 ** (trend.places + 1)), trend.places + 1, up=False)
    return Cell(f"{'+' if value > 0 else ''}{printed(value)}", value=pace)


def _at(value: Fraction | None, trend: Trend) -> Cell:
    """A value at the row's decimals, rounded half up."""
    if value is None:
        return Cell("")
    return Cell(printed(rounded(value + Fraction(1, 2 * 10**trend.places), trend.places, up=False)), value=value)
