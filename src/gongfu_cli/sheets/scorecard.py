"""A scorecard as a sheet: indicators by category, categories, departments, and one line that sums it up."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongfu_cli.language.phrase import BETWEEN_NAMES, NOTHING, Phrase, same
from gongfu_cli.language.terms import Tone
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.sheets import captions, cells, phrases
from gongfu_cli.sheets.cells import number_cell, percent_cell
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet


def scorecard_sheet(card: Scorecard, rows: Sequence[Scored], parts: Iterable[str]) -> Sheet:
    """The parts of a scorecard that are asked for; `rows` are the indicators to show."""
    parts = set(parts)
    title, signs = captions.title_of_year(card), captions.legend(card, rows)
    tables = {"indicators": _indicators, "categories": _categories, "departments": _departments}
    closing = [Cell(signs, "muted")] if signs and "indicators" in parts else []
    if "summary" in parts:
        closing += [Cell(NOTHING)] if closing else []
        tones: dict[str, Tone] = {"evaluation": "strong", "observation": "plain"}
        sums = [(captions.summary(card, attribute), tone) for attribute, tone in tones.items()]
        closing += [Cell(text, tone) for text, tone in sums if text]
    return Sheet(
        title,
        [*captions.heading(title, [card]), Cell(captions.basis(card), "muted")],
        [table(card, rows) for part, table in tables.items() if part in parts],
        closing,
    )


def _indicators(card: Scorecard, rows: Sequence[Scored]) -> Grid:
    book, base = card.book, card.book.table.baseline_year
    fields: list[Field[Scored]] = [
        (cells.ID, lambda row: cells.id_cell(row, _tone(row))),
        (cells.NAME._replace(fold=26), lambda row: cells.name_cell(row, _tone(row))),
        (cells.UNIT._replace(drop=3), cells.unit_cell),
        (Column(Phrase(f"{base}基期", f"{base}"), "decimal", drop=7), cells.baseline_cell),
        (Column(captions.previous(card), "decimal", drop=4), lambda row: cells.previous_cell(book, row)),
        (
            Column(Phrase(f"{card.year}实际", f"{card.year}"), "decimal"),
            lambda row: cells.value_cell(row)._replace(tone=_tone(row)),
        ),
        (Column(Phrase("当年要求", "Required"), "decimal"), cells.requirement_cell),
        (Column(Phrase("最终目标", "Final target"), "right", drop=6, fold=8), _final_cell),
        (Column(Phrase("判断", "Standing"), fold=16), cells.standing_cell),
        (cells.LEAD._replace(drop=1, fold=22), lambda row: cells.lead_cell(card, row)),
        (
            Column(Phrase("配合部门", "Supporting"), drop=5, fold=22),
            lambda row: Cell(phrases.department_names(book.register, row.departments[1:]), "muted"),
        ),
        (Column(Phrase("备注", "Notes"), drop=2, fold=20), lambda row: Cell(phrases.remarks(row), "muted")),
    ]
    return Grid.of(Phrase("指标", "Indicators"), fields, cells.by_category(book.table, rows))


def _tone(row: Scored) -> Tone:
    return "strong" if row.verdict == "gap" else "plain"


def _final_cell(row: Scored) -> Cell:
    last = row.course.last
    return Cell(phrases.target_text(row.course.cells[last] if last is not None else None), "muted")


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


def _categories(card: Scorecard, rows: Sequence[Scored]) -> Grid:
    fields: list[Field[_Part]] = [
        (Column(Phrase("类别", "Category"), fold=16), _part_cell),
        (Column(Phrase("评价行数", "Rows"), "right", drop=1), lambda part: number_cell(part.evaluated.rows)),
        (Column(Phrase("已判断", "Judged"), "right"), lambda part: number_cell(part.evaluated.judged)),
        (Column(Phrase("达到要求", "On track"), "right"), lambda part: number_cell(part.evaluated.on_track)),
        (Column(Phrase("有差距", "Gaps"), "right"), _gaps_cell),
        (Column(Phrase("达到率", "Rate"), "right"), lambda part: cells.rate_cell(part.evaluated)),
        (
            Column(Phrase("平均实现率", "Attainment"), "right", drop=2),
            lambda part: percent_cell(part.evaluated.attainment),
        ),
        (Column(Phrase("最差", "Worst"), fold=12), _worst_cell),
        (Column(Phrase("观察指标", "Observation"), drop=3), lambda part: _share_cell(part.observed, "muted")),
    ]
    named = {row.indicator.category for row in rows}
    categories = [
        _Part.of(card, phrases.name_of(category), card.in_category(category.name))
        for category in card.book.table.categories
        if category.name in named
    ]
    return Grid.of(Phrase("类别（评价指标）", "Categories (evaluation indicators)"), fields, [(NOTHING, categories)])


def _departments(card: Scorecard, rows: Sequence[Scored]) -> Grid:
    fields: list[Field[_Part]] = [
        (Column(Phrase("部门", "Department"), fold=20), _part_cell),
        (Column(Phrase("牵头达到", "Leads on track"), "right"), lambda part: _share_cell(part.evaluated)),
        (Column(Phrase("最差", "Worst"), fold=12), _worst_cell),
        (Column(Phrase("牵头有差距的指标", "Gaps it leads"), fold=18), _gap_names_cell),
        (Column(Phrase("配合达到", "Supports on track"), "right", drop=1), lambda part: _share_cell(part.supported)),
        (Column(Phrase("牵头观察指标", "Observation led"), "right", drop=2), lambda part: _share_cell(part.observed)),
    ]
    named = {name for row in rows for name in row.departments}
    departments = [
        _Part.of(card, phrases.department_name(card.book.register, name), card.led_by(name), card.supported_by(name))
        for name in card.departments
        if name in named
    ]
    title = Phrase("部门（牵头 n/m：判断的 m 行中达到要求的 n 行）", "Departments (n/m: on track of those judged)")
    return Grid.of(title, fields, [(NOTHING, departments)])


def _part_cell(part: _Part) -> Cell:
    return Cell(part.name)


def _share_cell(count: Tally, tone: Tone = "plain") -> Cell:
    return Cell(phrases.share(count), tone)


def _gaps_cell(part: _Part) -> Cell:
    return number_cell(part.evaluated.gap, "behind" if part.evaluated.gap else "plain")


def _gap_names_cell(part: _Part) -> Cell:
    return Cell(BETWEEN_NAMES.join(_gap(row) for row in part.rows if row.verdict == "gap"))


def _gap(row: Scored) -> Phrase:
    """A row by id and name, with a remark where the evaluation's n/m does not count it."""
    name = same(f"{row.indicator.id} ") + phrases.name_of(row.indicator)
    observed = row.indicator.attribute == "observation"
    return name + phrases.in_brackets(Phrase("观察", "observation")) if observed else name


def _worst_cell(part: _Part) -> Cell:
    """The worst standing judged; “仅观察指标” where nothing but observation indicators is there."""
    if worst := part.evaluated.worst:
        short = phrases.overall_look(part.rows, worst, short=True)
        return cells.look_cell(phrases.overall_look(part.rows, worst), short)
    if not part.evaluated.rows and part.observed.rows:
        return Cell(Phrase("仅观察指标", "observation only"), "muted")
    return Cell(same("–"), "muted")
