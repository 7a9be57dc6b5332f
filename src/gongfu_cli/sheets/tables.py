"""The tables of a data folder side by side: what each holds, and how the departments stand in each."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from gongfu_cli.book.model import IndicatorTable
from gongfu_cli.book.period import Period, named
from gongfu_cli.language.phrase import BETWEEN_WORDS, NOTHING, Phrase, listed, same
from gongfu_cli.language.terms import ILLUSTRATIVE
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.sheets import captions, phrases
from gongfu_cli.sheets.cells import number_cell
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet


class Holding(NamedTuple):
    """What a table of a data folder holds: `milestones` are the years of its targets, `years` those with actuals."""

    name: str
    table: IndicatorTable
    milestones: Sequence[int]
    years: Sequence[Period]


def tables_sheet(holdings: Sequence[Holding]) -> Sheet:
    """The tables of a folder, a line each."""
    fields: list[Field[Holding]] = [
        (Column(Phrase("表", "Table")), lambda holding: Cell(same(holding.name), "strong")),
        (Column(Phrase("标题", "Title"), fold=24), lambda holding: Cell(phrases.title_of(holding.table))),
        (Column(Phrase("分项", "Rows"), "right"), lambda holding: number_cell(len(holding.table.indicators))),
        (Column(Phrase("目标年", "Milestones"), fold=12), lambda holding: _years(holding.milestones)),
        (Column(Phrase("已有年份", "Filed"), fold=12), lambda holding: _years(holding.years)),
        (Column(Phrase("出处", "Source"), drop=1, fold=24), lambda holding: Cell(same(holding.table.source), "muted")),
    ]
    title = Phrase("数据文件夹里的表", "Tables of the data folder")
    return Sheet(title, grids=[Grid.of(title, fields, [(NOTHING, holdings)])])


def _years(years: Sequence[Period]) -> Cell:
    return Cell(listed(map(str, years)) if years else same("–"))


def departments_sheet(cards: Mapping[str, Scorecard]) -> Sheet:
    """How the departments stand as leads, one line a department, one column a table: on track of those judged. The
    tables are never added up."""
    first = next(iter(cards.values()))
    names = list(dict.fromkeys(name for card in cards.values() for name in card.departments))
    fields: list[Field[str]] = [
        (Column(Phrase("部门", "Department"), fold=20), lambda name: Cell(first.book.register.named(name))),
        *((Column(same(table), "right", fold=9), partial(_led_cell, card)) for table, card in cards.items()),
    ]
    title = Phrase("各部门牵头情况 · {period}", "What departments lead · {period}")(period=named(first.period))
    leads = [name for name in names if any(card.led_by(name) for card in cards.values())]
    if not isinstance(first.period, int):  # when there is still time, those with the most gaps first, table by table
        leads.sort(key=lambda name: [-len(card.gaps(card.led_by(name))) for card in cards.values()])
    warning = [Cell(ILLUSTRATIVE, "notice")] if any(map(captions.notice, cards.values())) else []
    return Sheet(title, warning, [Grid.of(title, fields, [(NOTHING, leads)], [Cell(_SHARES, "muted")])])


_SHARES = Phrase(
    "n/m：已评价的 m 项中达到要求的 n 项；缺：应评价而未能评价的项；顿号后为观察指标；各表的标题见 gongfu tables",
    "n/m: on track of those judged; missing: due and not judged; after a comma: observation indicators; gongfu tables "
    "has the titles of the tables",
)


def _led_cell(card: Scorecard, name: str) -> Cell:
    led = card.led_by(name)
    evaluated, observed = (phrases.share(card.of(attribute, led)) for attribute in ("evaluation", "observation"))
    return Cell(BETWEEN_WORDS.join([evaluated or same("–"), observed]) if observed else evaluated)
