"""A report as a document to send round (通报): its sections in order, of what the page of the year says."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongfu_cli.language.phrase import BETWEEN_CLAUSES, BETWEEN_NAMES, NOTHING, Phrase, same
from gongfu_cli.language.terms import MEASURE, REASON, Look
from gongfu_cli.sheets import cells
from gongfu_cli.sheets.changes import Changes, Goal, Goals, Move
from gongfu_cli.sheets.overview import Figure, GapLine, Link
from gongfu_cli.sheets.phrases import in_brackets
from gongfu_cli.sheets.report import Report
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet

_NUMERALS = "一二三四五六七八九十"
_STOP = Phrase("。", ".")


class Section(NamedTuple):
    """A heading, and what stands below it; a table's title is a heading of its own."""

    heading: Phrase
    paragraphs: Sequence[Phrase] = ()
    grids: Sequence[Grid] = ()


class Briefing(NamedTuple):
    """The document. Its notice, if any, stands on every page; the annex has the full table."""

    title: Phrase
    notice: Phrase
    sections: Sequence[Section]
    annex: Sheet


def briefing_of(report: Report, annex: Sheet) -> Briefing:
    """The document of a report; `annex` is the full table of its rows."""
    sections = [
        section._replace(heading=Phrase(f"{numeral}、", f"{number}. ") + section.heading)
        for number, (numeral, section) in enumerate(zip(_NUMERALS, _sections(report), strict=False), 1)
    ]
    title = Phrase(f"{report.title.zh}情况通报", f"Report: {report.title.en}")
    return Briefing(title, report.notice, sections, annex)


def _sections(report: Report) -> Iterator[Section]:
    """The sections that there is something for, and the one that is left to be written."""
    figures = BETWEEN_CLAUSES.join(map(_figure, report.figures))
    overview = [report.headline, figures, report.summary, report.made, report.basis]
    yield Section(Phrase("总体情况", "Overview"), [_sentence(text) for text in overview if text])
    none = Phrase("没有差距。", "There are no gaps.")
    yield Section(Phrase("有差距的指标", "Gaps"), [] if report.gaps else [none], [_gaps(report)] if report.gaps else [])
    if report.unreported:
        lines = [
            body.name + Phrase("：", ": ") + BETWEEN_NAMES.join(map(_named, rows)) for body, rows in report.unreported
        ]
        yield Section(Phrase("未报送的指标", "Not reported"), [_sentence(line) for line in lines])
    if report.further:
        yield Section(
            Phrase("进一步的目标", "Further goals"), grids=[_goals(report, goals) for goals in report.further]
        )
    if report.changes:
        moves = [_moves(report.changes)] if report.changes.moves else []
        yield Section(report.changes.title, [report.changes.summary], moves)
    yield Section(Phrase("下一步", "Next steps"), [NOTHING])


def _sentence(text: Phrase) -> Phrase:
    """A text that ends in a stop."""
    return text if text.zh.endswith(_STOP.zh) else text + _STOP


def _figure(figure: Figure) -> Phrase:
    """A headline figure in running text."""
    of = Phrase(f" {figure.of.zh}", f" {figure.of.en}") if figure.of else NOTHING
    text = Phrase(f"{figure.label.zh} ", f"{figure.label.en} ") + figure.value + of
    return text + in_brackets(figure.note) if figure.note else text


def _named(row: Link) -> Phrase:
    """A row by its number and name, with a remark where it is an observation indicator."""
    observed = in_brackets(Phrase("观察", "observation")) if row.observed else NOTHING
    return same(f"{row.id} ") + row.name + observed


def _look(look: Look) -> Cell:
    return Cell(look.words, look.tone, mark=look.mark)


def _gaps(report: Report) -> Grid:
    """The gaps with their shortfall and lead, and the reasons and measures where any were filed."""
    fields: list[Field[GapLine]] = [
        (cells.NAME, lambda gap: Cell(_named(gap.row) + _unit(gap))),
        (Column(same(str(report.year)), "decimal"), lambda gap: Cell(gap.actual)),
        (cells.REQUIRED, lambda gap: Cell(gap.required)),
        (cells.SHORTFALL, lambda gap: Cell(gap.shortfall)),
        (Column(Phrase("等次", "Standing"), fold=10), lambda gap: _look(gap.standing)),
        (cells.LEAD._replace(fold=14), lambda gap: Cell(gap.lead.name)),
    ]
    lines = [gap for _, rows in report.gaps for gap in rows]
    if any(gap.reason for gap in lines):
        fields.append((Column(REASON, fold=20), lambda gap: Cell(gap.reason)))
    if any(gap.measure for gap in lines):
        fields.append((Column(MEASURE, fold=20), lambda gap: Cell(gap.measure)))
    return Grid.of(NOTHING, fields, report.gaps, [Cell(report.signs, "muted")] if report.signs else [])


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
    reason = Phrase("：", ": ") + goal.reason if goal.reason else NOTHING
    return _look(goal.outcome)._replace(text=goal.outcome.words + reason)


def _moves(changes: Changes) -> Grid:
    """The rows whose standing changed."""
    before, after = (same(str(year)) for year in changes.years)
    standing = Phrase("评价 ", "Standing ")
    fields: list[Field[Move]] = [
        (cells.NAME, lambda move: Cell(_named(move.row))),
        (Column(before, "decimal"), lambda move: Cell(move.values[0])),
        (Column(after, "decimal"), lambda move: Cell(move.values[1])),
        (Column(Phrase("变化", "Change"), fold=10), lambda move: _look(move.movement)),
        (Column(standing + before, fold=14), lambda move: _look(move.was)),
        (Column(standing + after, fold=14), lambda move: _look(move.row.standing)),
    ]
    return Grid.of(NOTHING, fields, changes.moves)
