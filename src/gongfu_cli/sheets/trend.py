"""The course of the rows over the years as a sheet."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from gongfu_cli.book.number import printed
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import AT_FINAL_LEVEL, STANDINGS
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.trend import Trend, sparkline
from gongfu_cli.sheets import captions, cells
from gongfu_cli.sheets.phrases import change_text, half_up, requirement_text, title_of
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet


def course_sheet(cards: Sequence[Scorecard], trends: Sequence[Trend]) -> Sheet:
    """The rows to show, by category: values and standings by year, their line, and the paces."""
    latest, years, count = cards[-1], [card.year for card in cards], len(cards)
    table = latest.book.table
    ahead = [(column, cell) for column, cell in _AHEAD if any(cell(trend).text for trend in trends)]
    fields: list[Field[Trend]] = [
        (cells.ID, cells.id_cell),
        (cells.NAME, cells.name_cell),
        (cells.UNIT._replace(drop=20), cells.unit_cell),
        (Column(same(str(table.baseline_year)), "decimal", drop=18), cells.baseline_cell),
        # of the years, the earliest goes first
        *(
            (Column(same(str(year)), "decimal", drop=count - n - 1 and 5 + count - n), partial(_value_cell, n))
            for n, year in enumerate(years)
        ),
        (Column(Phrase("走势", "Course")), _line_cell),
        (Column(Phrase("年均已有", "Kept / year"), "decimal", drop=3), lambda trend: _pace_cell(trend, trend.kept)),
        *ahead,
        (
            Column(Phrase("最终要求", "Final"), "decimal", drop=4),
            lambda trend: Cell(requirement_text(trend.final), "muted"),
        ),
        (cells.LEAD._replace(drop=19, fold=18), lambda trend: cells.lead_cell(latest, trend.rows[-1])),
    ]
    title = title_of(table) + same(f" · {years[0]}–{years[-1]}")
    return Sheet(
        title,
        captions.heading(title, reversed(cards)),
        [Grid.of(Phrase("走势", "Courses"), fields, cells.by_category(table, trends))],
        [Cell(_marks(trends), "muted"), Cell(_note(ahead=bool(ahead)), "muted")],
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


def _value_cell(n: int, trend: Trend) -> Cell:
    """The value of a year, with the mark of its standing."""
    row = trend.rows[n]
    look, cell = STANDINGS[row.standing], cells.value_cell(row)
    return cell._replace(text=cell.text + same(f" {look.mark}"), tone=look.tone)


def _line_cell(trend: Trend) -> Cell:
    return Cell(same(sparkline([trend.indicator.baseline.value, *(row.value for row in trend.rows)])))


def _needed_cell(trend: Trend) -> Cell:
    return Cell(Phrase("已达", "met"), "achieved") if trend.needed == 0 else _pace_cell(trend, trend.needed)


def _pace_cell(trend: Trend, pace: Fraction | None) -> Cell:
    """A pace with one decimal more than the row prints, and its sign."""
    return Cell(change_text(pace, trend.places + 1), value=pace)


def _landing_cell(trend: Trend) -> Cell:
    """The value in the last milestone year at the pace kept, at the row's decimals."""
    if trend.landing is None:
        return Cell(NOTHING)
    text = same(printed(half_up(trend.landing, trend.places)))
    return Cell(text, "plain" if trend.lands is None else "achieved" if trend.lands else "behind", value=trend.landing)


_AHEAD: Sequence[Field[Trend]] = (
    (Column(Phrase("年均还需", "Needed / year"), "decimal", drop=2), _needed_cell),
    (Column(Phrase("照此到期", "Landing"), "decimal", drop=1), _landing_cell),
)
"""Columns that say nothing once the last milestone year is reached."""
