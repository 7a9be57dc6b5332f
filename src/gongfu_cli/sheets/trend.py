"""The course of the rows over the years as a sheet."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain

from gongfu_cli.book.number import printed
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import STANDINGS
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import STANDING_ORDER
from gongfu_cli.scoring.trend import Trend, sparkline
from gongfu_cli.sheets import captions, cells
from gongfu_cli.sheets.phrases import half_up, overall_look, requirement_text, target_text, title_of
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet


def course_sheet(cards: Sequence[Scorecard], trends: Sequence[Trend]) -> Sheet:
    """The rows to show, by category: values and standings by year, their line, and the paces."""
    latest, years, count = cards[-1], [card.period for card in cards], len(cards)
    table = latest.book.table
    paces = [(column, cell, what) for column, cell, what in _PACES if any(cell(trend).text for trend in trends)]
    rows = [row for trend in trends for row in trend.rows]
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
        *((column, cell) for column, cell, _ in paces),
        (Column(Phrase("最终要求", "Final"), "decimal", drop=4, fold=12), _final_cell),
        (cells.LEAD._replace(drop=19, fold=18), lambda trend: cells.lead_cell(latest, trend.rows[-1])),
    ]
    signs = captions.signs({row.filed.status for row in rows})
    notes = [*chain(*map(captions.explained, [_marks(rows), signs, *([what] for _, _, what in paces)]))]
    title = title_of(table) + same(" · " + "–".join(dict.fromkeys(map(str, (years[0], years[-1])))))
    return Sheet(
        title,
        captions.heading(title, reversed(cards)),
        [Grid.of(Phrase("走势", "Courses"), fields, cells.by_category(table, trends), notes)],
    )


def _marks(rows: Sequence[Scored]) -> list[Phrase]:
    """What the marks of standings behind the values mean, before the last milestone year and from it on."""
    after = Phrase("（斜线后为最终目标年起的等次）", " (after the stroke: from the final year on)")
    signs = []
    for name in STANDING_ORDER:
        having = ([row for row in rows if row.standing == name and row.final == final] for final in (False, True))
        words = list(dict.fromkeys(overall_look(alike, name).words for alike in having if alike))
        if words:
            mark = same(f"{STANDINGS[name].mark} ") + Phrase("／", " / ").join(words)
            signs.append(mark + after if len(words) > 1 else mark)
            after = NOTHING if len(words) > 1 else after
    return signs


def _value_cell(n: int, trend: Trend) -> Cell:
    """The value of a year, with the mark of its standing."""
    row = trend.rows[n]
    look, cell = STANDINGS[row.standing], cells.value_cell(row)
    return cell._replace(text=cell.text + same(f" {look.mark}"), tone=look.tone)


def _line_cell(trend: Trend) -> Cell:
    points = [trend.indicator.baseline.value, *(row.value for row in trend.rows)]
    return Cell(same(sparkline(points)), points=points)


def _final_cell(trend: Trend) -> Cell:
    """What the last milestone asks, in the cell's own words where they have no number."""
    course = trend.rows[-1].course
    words = target_text(course.cell(course.last)) if course.last else NOTHING
    return Cell(requirement_text(trend.final) or words, "muted", value=trend.final.value if trend.final else None)


def needed_cell(trend: Trend) -> Cell:
    """The pace still needed to meet the last milestone; nothing where there is no number or no time."""
    return Cell(Phrase("已达", "met"), "achieved") if trend.needed == 0 else _pace_cell(trend, trend.needed)


def _pace_cell(trend: Trend, pace: Fraction | None) -> Cell:
    """A pace with one decimal more than the row prints."""
    return cells.change_cell(trend.indicator, None if pace is None else half_up(pace, trend.places + 1), pace)


def _landing_cell(trend: Trend) -> Cell:
    """The value in the last milestone year at the pace kept, at the row's decimals."""
    if trend.landing is None:
        return Cell(NOTHING)
    text = same(printed(half_up(trend.landing, trend.places)))
    return Cell(text, "plain" if trend.lands is None else "achieved" if trend.lands else "behind", value=trend.landing)


_PACES: Sequence[tuple[Column, Callable[[Trend], Cell], Phrase]] = (
    (
        Column(Phrase("年均实际变化", "Change / year"), "decimal", drop=3),
        lambda trend: _pace_cell(trend, trend.kept),
        Phrase(
            "年均实际变化：从基期（没有基期的从首个实际值）到最近一年，以指标单位/年计，百分比指标以百分点/年计。",
            "Change / year: average actual change from the baseline (without one, the first value) to the latest "
            "value, in the indicator's unit per year, for percentages in percentage points (pp) per year.",
        ),
    ),
    (
        Column(Phrase("年均还需", "Needed / year"), "decimal", drop=2),
        needed_cell,
        Phrase(
            "年均还需：从最近一年到最终要求，不足一年的为全部差额。",
            "Needed / year: from there to the final requirement; within a year all that is missing.",
        ),
    ),
    (
        Column(Phrase("照此到期", "Landing"), "decimal", drop=1),
        _landing_cell,
        Phrase(
            "照此到期：按年均实际变化推算到最终目标年，不是预测。",
            "Landing: the value in the last milestone year if that change goes on, which is no forecast.",
        ),
    ),
)
"""The columns of the paces, each with what it is; one that says nothing of any row is left out, and so is that."""
