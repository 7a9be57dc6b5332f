"""Categories and departments: a line each, with the tallies of their rows."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from gongfu_cli.language.phrase import BETWEEN_NAMES, NOTHING, Phrase, same
from gongfu_cli.language.terms import ATTRIBUTES
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.sheets import cells, phrases
from gongfu_cli.sheets.cells import attainment_cell, number_cell
from gongfu_cli.sheets.gaps import numbered
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid


class _Part(NamedTuple):
    """Rows that have a category or a lead department in common, and their tallies."""

    name: Phrase
    rows: Sequence[Scored]
    evaluated: Tally
    observed: Tally
    supported: Tally

    @classmethod
    def of(cls, card: Scorecard, name: Phrase, rows: Sequence[Scored], supported: Sequence[Scored] = ()) -> "_Part":
        tallies = card.of("evaluation", rows), card.of("observation", rows), card.of("evaluation", supported)
        return cls(name, rows, *tallies)


def categories_grid(card: Scorecard, rows: Sequence[Scored]) -> Grid:
    """The categories of the rows."""
    fields: list[Field[_Part]] = [
        (Column(Phrase("类别", "Category"), fold=16), lambda part: Cell(part.name)),
        (Column(Phrase("分项数", "Rows"), "right", drop=1), lambda part: number_cell(part.evaluated.rows)),
        (Column(Phrase("已评价", "Judged"), "right"), lambda part: number_cell(part.evaluated.judged)),
        (Column(Phrase("达到要求", "On track"), "right"), lambda part: number_cell(part.evaluated.on_track)),
        (Column(Phrase("有差距", "Gaps"), "right"), _gaps_cell),
        (Column(Phrase("达到率", "Rate"), "right", fold=11), lambda part: cells.rate_cell(part.evaluated)),
        (Column(Phrase("平均实现率", "Attainment"), "right", drop=2), lambda part: attainment_cell(part.evaluated)),
        (Column(Phrase("最低等次", "Worst"), fold=12), _worst_cell),
        *_share_fields(Column(Phrase("观察指标", "Observation"), drop=3), lambda part: part.observed),
    ]
    named = {row.indicator.category for row in rows}
    categories = [
        _Part.of(card, phrases.name_of(category), card.in_category(category.name))
        for category in card.book.table.categories
        if category.name in named
    ]
    evaluated = (
        row.indicator.id for part in categories for row in part.rows if row.indicator.attribute == "evaluation"
    )
    count = phrases.indicators_of(evaluated, ATTRIBUTES["evaluation"])
    return Grid.of(Phrase("类别：", "Categories: ") + count, fields, [(NOTHING, categories)])


def departments_grid(card: Scorecard, names: Iterable[str]) -> Grid:
    """The departments called so."""
    fields: list[Field[_Part]] = [
        (Column(Phrase("部门", "Department"), fold=20), lambda part: Cell(part.name)),
        *_share_fields(Column(Phrase("牵头达到", "Leads on track"), "right"), lambda part: part.evaluated),
        (Column(Phrase("最低等次", "Worst"), fold=12), _worst_cell),
        (Column(Phrase("牵头有差距的指标", "Gaps it leads"), fold=18), _gap_names_cell),
        *_share_fields(Column(Phrase("配合达到", "Supports on track"), "right", drop=1), lambda part: part.supported),
        *_share_fields(Column(Phrase("牵头观察指标", "Observation led"), "right", drop=2), lambda part: part.observed),
    ]
    departments = [
        _Part.of(card, card.book.register.named(name), card.led_by(name), card.supported_by(name)) for name in names
    ]
    title = Phrase("部门（n/m：已评价 m 项，其中达到要求 n 项）", "Departments (n/m: on track of those judged)")
    return Grid.of(title, fields, [(NOTHING, departments)])


def _share_fields(column: Column, count: Callable[[_Part], Tally]) -> list[Field[_Part]]:
    """A share as people read it, 7/8; in a workbook each of its numbers by itself."""
    numbers: dict[Phrase, Callable[[Tally], int]] = {
        NOTHING: lambda tally: tally.on_track,
        Phrase("（已评价）", " (judged)"): lambda tally: tally.judged,
        Phrase("（缺）", " (missing)"): lambda tally: tally.due - tally.judged,
    }
    return [
        (column._replace(only="text"), lambda part: Cell(phrases.share(count(part)))),
        *(
            (Column(column.title + of, "right", only="workbook"), partial(_count_cell, count, number))
            for of, number in numbers.items()
        ),
    ]


def _count_cell(count: Callable[[_Part], Tally], number: Callable[[Tally], int], part: _Part) -> Cell:
    """One of the numbers of a tally; nothing where it has no rows."""
    tally = count(part)
    return number_cell(number(tally)) if tally.rows else Cell(NOTHING)


def _gaps_cell(part: _Part) -> Cell:
    return number_cell(part.evaluated.gap, "behind" if part.evaluated.gap else "plain")


def _gap_names_cell(part: _Part) -> Cell:
    return Cell(BETWEEN_NAMES.join(numbered(row) for row in part.rows if row.verdict == "gap"))


def _worst_cell(part: _Part) -> Cell:
    """The worst standing judged; “仅观察指标” where nothing but observation indicators is there."""
    if worst := part.evaluated.worst:
        short = phrases.overall_look(part.rows, worst, short=True)
        return cells.look_cell(phrases.overall_look(part.rows, worst), short)
    if not part.evaluated.rows and part.observed.rows:
        return Cell(Phrase("仅观察指标", "observation only"), "muted")
    return Cell(same("–"), "muted")
