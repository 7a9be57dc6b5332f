"""Counties side by side: a line each, or one indicator in each of them. They are listed, and never ranked."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from gongfu_cli.book.period import Period, named
from gongfu_cli.language.phrase import DOT, NOTHING, Phrase, listed, same
from gongfu_cli.language.terms import ILLUSTRATIVE, STANDINGS
from gongfu_cli.scoring.region import Region, Tallied
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets import captions, cells, phrases
from gongfu_cli.sheets.cells import attainment_cell, number_cell, percent_cell
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet

_MOST = 20
"""So many counties that could not be scored are named."""
Line = TypeVar("Line", "Seen", Tallied)


class Seen(NamedTuple):
    """A row of a county's scorecard, as the cells of a line; a county's own book stays where it was read."""

    region: Region
    period: Period
    cells: Sequence[Cell]
    signs: Collection[str]
    """What is marked on it: its flags, and the status of its value."""


_OF_ROW: Sequence[tuple[Column, Callable[[Scorecard, Scored], Cell]]] = [
    (cells.ID, lambda card, row: cells.id_cell(row)),
    (cells.NAME, lambda card, row: cells.name_cell(row)),
    (cells.UNIT._replace(drop=4), lambda card, row: cells.unit_cell(row)),
    (Column(Phrase("实际", "Actual"), "decimal"), lambda card, row: cells.value_cell(row)),
    (cells.REQUIRED, lambda card, row: cells.requirement_cell(row)),
    (cells.SHORTFALL._replace(drop=1), lambda card, row: cells.shortfall_cell(row)),
    (Column(Phrase("等次", "Standing"), fold=12), lambda card, row: cells.standing_cell(row)),
    (cells.LEAD._replace(drop=2, fold=12), lambda card, row: cells.lead_cell(card, row)),
]


def seen(region: Region, card: Scorecard, rows: Iterable[Scored]) -> list[Seen]:
    """Rows of a scorecard, as lines to show."""
    return [
        Seen(region, card.period, [cell(card, row) for _, cell in _OF_ROW], {*row.flags, row.filed.status or ""})
        for row in rows
    ]


def tallied_sheet(lines: Sequence[Tallied], failed: Sequence[str]) -> Sheet:
    """How counties stand, a line each, or one a period; and which could not be scored."""
    fields: list[Field[Tallied]] = [
        *_where(lines),
        (Column(Phrase("标题", "Title"), drop=2, fold=24), lambda line: Cell(phrases.title_of(line.region), "muted")),
        (Column(Phrase("已评价", "Judged"), "right"), lambda line: number_cell(line.evaluation.judged)),
        (Column(Phrase("达到要求", "On track"), "right"), lambda line: number_cell(line.evaluation.on_track)),
        (Column(Phrase("有差距", "Gaps"), "right"), lambda line: number_cell(line.evaluation.gap)),
        (Column(Phrase("达到率", "Rate"), "right", fold=11), lambda line: cells.rate_cell(line.evaluation)),
        (Column(Phrase("平均实现率", "Attainment"), "right", drop=3), lambda line: attainment_cell(line.evaluation)),
        (Column(Phrase("覆盖率", "Coverage"), "right", drop=4), lambda line: percent_cell(line.evaluation.coverage)),
        (Column(Phrase("最低等次", "Worst"), fold=12), _worst_cell),
        (Column(Phrase("观察指标", "Observation"), "right", drop=5), _observed_cell),
        (Column(Phrase("示例值", "Illustrative"), "right", drop=1), _illustrative_cell),
    ]
    return _sheet(lines, fields, failed, illustrative=any(map(_illustrative, lines)))


def rows_sheet(lines: Sequence[Seen], failed: Sequence[str]) -> Sheet:
    """Rows of counties, a line each, likewise."""
    fields: list[Field[Seen]] = [
        *_where(lines),
        *((column, partial(_nth_cell, n)) for n, (column, _) in enumerate(_OF_ROW)),
    ]
    marked = {sign for line in lines for sign in line.signs} - {"off-course"}  # of which there is no remark here
    notes = captions.explained(captions.signs(marked))
    return _sheet(lines, fields, failed, illustrative="illustrative" in marked, notes=notes)


def _where(lines: Sequence[Line]) -> Iterator[Field[Line]]:
    """The folder; the table and the period where there are several."""
    yield Column(Phrase("数据文件夹", "Folder"), fold=14), lambda line: Cell(same(line.region.folder), "strong")
    if len({line.region.table for line in lines}) > 1:
        yield Column(Phrase("表", "Table")), lambda line: Cell(same(line.region.table))
    if len({line.period for line in lines}) > 1:
        yield Column(Phrase("年份", "Year")), lambda line: Cell(same(str(line.period)), value=_whole(line.period))


def _whole(period: Period) -> int | None:
    return period if isinstance(period, int) else None


def _sheet(
    lines: Sequence[Line],
    fields: Sequence[Field[Line]],
    failed: Sequence[str],
    *,
    illustrative: bool,
    notes: Sequence[Cell] = (),
) -> Sheet:
    title = Phrase("各县对照", "Counties side by side")
    if periods := sorted({line.period for line in lines}):
        ends = named(periods[0]), named(periods[-1])
        title += DOT + (ends[0] if len(periods) == 1 else same("–").join(ends))
    heading = [Cell(ILLUSTRATIVE, "notice")] if illustrative else []
    grids = [Grid.of(title, fields, [(NOTHING, lines)], notes)] if lines else []
    not_scored = Phrase("没有评价：", "Not scored: ") + listed(failed, _MOST)
    return Sheet(title, heading, grids, [Cell(not_scored, "notice")] if failed else [])


def _nth_cell(n: int, line: Seen) -> Cell:
    return line.cells[n]


def _observed_cell(line: Tallied) -> Cell:
    return Cell(phrases.share(line.observation))


def _worst_cell(line: Tallied) -> Cell:
    worst = line.evaluation.worst
    return cells.look_cell(STANDINGS[worst]) if worst else Cell(same("–"), "muted")


def _illustrative_cell(line: Tallied) -> Cell:
    """How many values are not official; nothing where all are."""
    count = _illustrative(line)
    return number_cell(count, "notice") if count else Cell(NOTHING)


def _illustrative(line: Tallied) -> int:
    return line.evaluation.illustrative + line.observation.illustrative
