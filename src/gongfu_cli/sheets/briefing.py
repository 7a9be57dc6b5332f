"""A report as a document to send round (通报): its sections in order, of what the page of the period says."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongfu_cli.language.phrase import BETWEEN_CLAUSES, BETWEEN_NAMES, COLON, NOTHING, Phrase, same
from gongfu_cli.language.terms import MEASURE, REASON
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.sheets import cells
from gongfu_cli.sheets.captions import explained
from gongfu_cli.sheets.changes import Changes, Goal, Goals, Move
from gongfu_cli.sheets.overview import Figure, GapLine, Link
from gongfu_cli.sheets.page import Courses, Page, concerned, page_of
from gongfu_cli.sheets.phrases import OBSERVED, in_brackets
from gongfu_cli.sheets.report import Report
from gongfu_cli.sheets.scorecard import scorecard_sheet
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet

_DIGITS = ["", *"一二三四五六七八九"]
_STOP = Phrase("。", ".")


class Section(NamedTuple):
    """A heading of some level, and what stands below it; a table's title is a heading of its own, of the next."""

    heading: Phrase
    paragraphs: Sequence[Phrase] = ()
    grids: Sequence[Grid] = ()
    level: int = 1


class Briefing(NamedTuple):
    """The document. Its notice, if any, stands on every page; the annexes have the full tables."""

    title: Phrase
    notice: Phrase
    sections: Sequence[Section]
    annexes: Sequence[Sheet]


def briefing_of(courses: Courses, departments: Sequence[str] = ()) -> Briefing:
    """The document of what the page of some tables says; of several tables each has a section of its own, with its
    parts on the level below."""
    page = page_of(courses, departments)
    annexes = [_annex(cards[-1], departments) for cards, _ in concerned(courses, departments).values()]
    title = Phrase(f"{page.title.zh}情况通报", f"Report: {page.title.en}")
    return Briefing(title, page.notice, [*_numbered(_all_sections(page))], annexes)


def _annex(card: Scorecard, departments: Sequence[str]) -> Sheet:
    """The table of all rows; of departments, of what they lead and support."""
    rows = [row for row in card.rows if not departments or {*departments} & {*row.departments}]
    return scorecard_sheet(card, rows, ["indicators"], departments)


def _all_sections(page: Page) -> Iterator[Section]:
    """The sections of all tables, and the one that is left to be written."""
    for part in page.parts:
        if page.several:
            yield Section(part.table.title)
        yield from (section._replace(level=1 + page.several) for section in _sections(part))
    yield Section(Phrase("下一步", "Next steps"), [NOTHING])


def _numbered(sections: Iterable[Section]) -> Iterator[Section]:
    """The sections with their numbers, 一、 and below it （一）."""
    outer = inner = 0
    for section in sections:
        outer, inner = (outer + 1, 0) if section.level == 1 else (outer, inner + 1)
        numeral = _numeral(inner or outer)
        number = Phrase(f"（{numeral}）", f"({inner}) ") if inner else Phrase(f"{numeral}、", f"{outer}. ")
        yield section._replace(heading=number + section.heading)


def _numeral(number: int) -> str:
    """A number below a hundred as it is written before a heading."""
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens] * (tens > 1)}{'十' * (tens > 0)}{_DIGITS[ones]}"


def _sections(report: Report) -> Iterator[Section]:
    """The sections that there is something for."""
    figures = BETWEEN_CLAUSES.join(map(_figure, report.figures))
    overview = [report.headline, figures, report.summary, report.made, report.basis]
    yield Section(Phrase("总体情况", "Overview"), [_sentence(text) for text in overview if text])
    if report.gaps or report.no_gaps:
        none, table = ([], [_gaps(report)]) if report.gaps else ([report.no_gaps], [])
        yield Section(Phrase("有差距的指标", "Gaps"), none, table)
    if report.unreported:
        lines = [body.name + COLON + BETWEEN_NAMES.join(map(_named, rows)) for body, rows in report.unreported]
        yield Section(Phrase("未报送的指标", "Not reported"), [_sentence(line) for line in lines])
    if report.further:
        yield Section(
            Phrase("进一步的目标", "Further goals"), grids=[_goals(report, goals) for goals in report.further]
        )
    if report.changes:
        moves = [_moves(report.changes)] if report.changes.moves else []
        yield Section(report.changes.title, [report.changes.summary], moves)


def _sentence(text: Phrase) -> Phrase:
    """A text that ends in a stop."""
    return text if text.zh.endswith(_STOP.zh) else text + _STOP


def _figure(figure: Figure) -> Phrase:
    """A headline figure in running text."""
    text = same(" ").join(filter(None, (figure.label, figure.value, figure.of)))
    return text + in_brackets(figure.note) if figure.note else text


def _named(row: Link) -> Phrase:
    """A row by its number and name, with a remark where it is an observation indicator."""
    return same(f"{row.id} ") + row.name + (OBSERVED if row.observed else NOTHING)


def _gaps(report: Report) -> Grid:
    """The gaps with their shortfall and lead, and the reasons and measures where any were filed."""
    fields: list[Field[GapLine]] = [
        (cells.NAME, lambda gap: Cell(_named(gap.row) + _unit(gap))),
        (Column(same(str(report.year)), "decimal"), lambda gap: Cell(gap.actual)),
        (cells.REQUIRED, lambda gap: Cell(gap.required)),
        (cells.SHORTFALL, lambda gap: Cell(gap.shortfall)),
        (Column(Phrase("等次", "Standing"), fold=10), lambda gap: cells.look_cell(gap.standing)),
        (cells.LEAD._replace(fold=14), lambda gap: Cell(gap.lead.name)),
    ]
    lines = [gap for _, rows in report.gaps for gap in rows]
    if any(gap.reason for gap in lines):
        fields.append((Column(REASON, fold=20), lambda gap: Cell(gap.reason)))
    if any(gap.measure for gap in lines):
        fields.append((Column(MEASURE, fold=20), lambda gap: Cell(gap.measure)))
    return Grid.of(NOTHING, fields, report.gaps, explained(report.signs))


def _unit(gap: GapLine) -> Phrase:
    """The unit behind a name; English names say theirs."""
    return in_brackets(gap.unit)._replace(en="") if gap.unit else NOTHING


def _goals(report: Report, goals: Goals) -> Grid:
    """The further goals of a document, and whether they are met."""
    fields: list[Field[Goal]] = [
        (cells.NAME, lambda goal: Cell(_named(goal.row))),
        (Column(Phrase("目标", "Goal"), "right", fold=16), lambda goal: Cell(goal.cell)),
        (Column(same(str(report.year)), "decimal"), lambda goal: Cell(goal.actual)),
        (Column(Phrase("结果", "Outcome"), fold=20), _outcome),
    ]
    return Grid.of(goals.title, fields, [(NOTHING, goals.rows)])


def _outcome(goal: Goal) -> Cell:
    reason = COLON + goal.reason if goal.reason else NOTHING
    return cells.look_cell(goal.outcome)._replace(text=goal.outcome.words + reason)


def _moves(changes: Changes) -> Grid:
    """The rows whose standing changed."""
    before, after = (same(str(year)) for year in changes.years)
    standing = Phrase("评价 ", "Standing ")
    fields: list[Field[Move]] = [
        (cells.NAME, lambda move: Cell(_named(move.row))),
        (Column(before, "decimal"), lambda move: Cell(move.values[0])),
        (Column(after, "decimal"), lambda move: Cell(move.values[1])),
        (Column(Phrase("变化", "Change"), fold=10), lambda move: cells.look_cell(move.movement)),
        (Column(standing + before, fold=14), lambda move: cells.look_cell(move.was)),
        (Column(standing + after, fold=14), lambda move: cells.look_cell(move.row.standing)),
    ]
    return Grid.of(NOTHING, fields, changes.moves)
