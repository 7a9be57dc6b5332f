"""A scorecard as a sheet: indicators, categories, departments, then what matters most: the gaps, who has not reported
what, and a line that sums it up."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from gongfu_cli.book.wording import value_of
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import Tone
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets import captions, cells, phrases
from gongfu_cli.sheets.cells import percent_cell
from gongfu_cli.sheets.gaps import gaps_grid, no_gaps, off_course_line, unreported_lines
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet
from gongfu_cli.sheets.tallies import categories_grid, departments_grid

_NAMED = 3
"""So many supporting bodies are named where there is little room."""
_Groups = Sequence[tuple[Phrase, Sequence[Scored]]]
"""Rows under headings, which may say nothing."""


def scorecard_sheet(
    card: Scorecard, rows: Sequence[Scored], parts: Collection[str], bodies: Sequence[str] = (), order: str = "table"
) -> Sheet:
    """The parts of a scorecard that are asked for; `rows` are the indicators to show, in their `order`. Where it is
    about some `bodies`, gaps and sums are of what they lead."""
    own = [row for row in rows if row.departments[0] in bodies] if bodies else rows
    grids: list[Grid] = []
    closing: list[Cell] = []
    if "indicators" in parts:
        grids.append(_indicators(card, _groups(card, rows, bodies, order), captions.legend(card, rows)))
    if "categories" in parts:
        grids.append(categories_grid(card, rows))
    if "departments" in parts:
        named = bodies or {name for row in rows for name in row.departments}
        grids.append(departments_grid(card, [name for name in _by_gaps(card) if name in named]))
    if "gaps" in parts:
        if gaps := card.gaps(own):
            signs = captions.signs({flag for row in gaps for flag in row.flags})
            grids.append(gaps_grid(card, gaps, () if "indicators" in parts else captions.explained(signs)))
        elif none := no_gaps(own):
            closing.append(Cell(none))
        closing += [*unreported_lines(card, own), *off_course_line(own)]
    if "summary" in parts:
        closing += _summaries(card, bodies)
    title = captions.title_of_year(card, bodies)
    filled = [grid for grid in grids if any(group.rows for group in grid.groups)]
    return Sheet(title, [*captions.heading(title, [card]), Cell(captions.basis(card, rows), "muted")], filled, closing)


def _by_gaps(card: Scorecard) -> list[str]:
    """The departments in the order of the table; in a part-year, when there is still time, those that lead the most
    gaps first."""
    if isinstance(card.period, int):
        return card.departments
    return sorted(card.departments, key=lambda name: -len(card.gaps(card.led_by(name))))


def _summaries(card: Scorecard, bodies: Sequence[str]) -> list[Cell]:
    """The sum of it all: of the county, or of what each of the bodies leads."""
    tones: dict[str, Tone] = {"evaluation": "strong", "observation": "plain"}
    sums = [
        Cell(text, tone)
        for body in bodies or (None,)
        for attribute, tone in tones.items()
        if (text := captions.summary(card, attribute, body))
    ]
    idle = [card.book.register.named(body) for body in bodies if not card.led_by(body)]
    return sums + [Cell(Phrase(f"{body.zh}没有牵头的指标。", f"{body.en} leads no indicator.")) for body in idle]


def _groups(card: Scorecard, rows: Sequence[Scored], bodies: Sequence[str], order: str) -> _Groups:
    """The rows under headings that fit their order: categories, who leads, or what is led and what is supported."""
    if order == "department":
        leads = dict.fromkeys(row.departments[0] for row in rows)
        return [(card.book.register.named(lead), [row for row in rows if row.departments[0] == lead]) for lead in leads]
    if bodies:
        return [(heading, group) for heading, group in cells.led_and_supported(rows, bodies) if group]
    return [(NOTHING, rows)] if order == "shortfall" else cells.by_category(card.book.table, rows)


def _indicators(card: Scorecard, groups: _Groups, signs: Sequence[Phrase]) -> Grid:
    book, base = card.book, card.book.table.baseline_year
    fields: list[Field[Scored]] = [
        (cells.ID, lambda row: cells.id_cell(row, _tone(row))),
        (cells.NAME._replace(fold=26, tight=20), lambda row: cells.name_cell(row, _tone(row))),
        (cells.UNIT._replace(drop=4), cells.unit_cell),
        (Column(Phrase(f"{base}年基期", f"{base}"), "decimal", drop=8), cells.baseline_cell),
        (Column(captions.previous(card), "decimal", drop=5), lambda row: cells.previous_cell(book, row)),
        (cells.actual(card), lambda row: cells.value_cell(row)._replace(tone=_tone(row))),
        (cells.REQUIRED, cells.requirement_cell),
        (cells.SHORTFALL._replace(drop=3), cells.shortfall_cell),
        (Column(Phrase("最终目标", "Final target"), "right", drop=7, fold=8), _final_cell),
        (Column(Phrase("等次", "Standing"), fold=16, tight=13), cells.standing_cell),
        (Column(Phrase("牵头部门", "Lead"), drop=1, fold=22, tight=12), lambda row: cells.lead_cell(card, row)),
        *_supporting(card),
        (Column(Phrase("备注", "Notes"), drop=2, fold=20), lambda row: Cell(phrases.remarks(row), "muted")),
        (
            Column(Phrase("要求实现率", "Attainment"), "right", only="workbook"),
            lambda row: _share_cell(row.attainment),
        ),
        (Column(Phrase("目标完成进度", "Progress"), "right", only="workbook"), lambda row: _share_cell(row.progress)),
        (Column(Phrase("序时进度", "Elapsed"), "right", only="workbook"), lambda row: _share_cell(row.elapsed)),
        (
            Column(Phrase("数据来源", "Source"), fold=24, only="workbook"),
            lambda row: Cell(same(row.filed.source or ""), "muted"),
        ),
    ]
    return Grid.of(Phrase("指标", "Indicators"), fields, groups, captions.explained(signs))


def _supporting(card: Scorecard) -> list[Field[Scored]]:
    """Who supports a row; of many only the first and how many more there are, but for a workbook, which has room."""
    column, register = Column(Phrase("配合部门", "Supporting"), drop=6, fold=22), card.book.register

    def first(row: Scored) -> Cell:
        bodies = row.departments[1:]
        shown = phrases.department_names(register, bodies if len(bodies) <= _NAMED + 1 else bodies[:_NAMED])
        if len(bodies) > _NAMED + 1:
            shown += Phrase(f"等{len(bodies)}个", f" and {len(bodies) - _NAMED} more")
        return Cell(shown, "muted")

    return [
        (column._replace(only="text"), first),
        (
            column._replace(only="workbook"),
            lambda row: Cell(phrases.department_names(register, row.departments[1:]), "muted"),
        ),
    ]


def _tone(row: Scored) -> Tone:
    return "strong" if row.verdict == "gap" else "plain"


def _final_cell(row: Scored) -> Cell:
    cell = row.course.cells[row.course.last] if row.course.last is not None else None
    return Cell(phrases.target_text(cell), "muted", value=value_of(cell.wording) if cell else None)


def _share_cell(ratio: Fraction | None) -> Cell:
    """A ratio as a percentage, nothing where it is unknown."""
    return percent_cell(ratio) if ratio is not None else Cell(NOTHING)
