"""The sections that the page and the document of a report have in common: the gaps and whose they are, what changed
since an earlier year as far as it matters, and what documents ask further, beside the promise."""

from collections.abc import Mapping, Sequence
from functools import partial

from gongfu_cli.book.model import Document
from gongfu_cli.book.period import named
from gongfu_cli.language.phrase import COLON, NOTHING, Phrase, same
from gongfu_cli.language.terms import MEASURE, MOVEMENTS, REASON, Look
from gongfu_cli.scoring.diff import Change, Comparison
from gongfu_cli.scoring.further import Further
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets import captions, cells
from gongfu_cli.sheets.diff import by_turn, summary_of
from gongfu_cli.sheets.gaps import no_gaps
from gongfu_cli.sheets.overview import Bodies, Links
from gongfu_cli.sheets.phrases import differs_text, look_of, target_text, why_unknown
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Section

_GAPS = Phrase("有差距的指标", "Gaps")
_NEEDED = Column(Phrase("年均还需", "Needed per year"), only="page")
_Asked = tuple[Scored, Further]
"""A row with one of its further goals."""
_OUTCOMES: dict[bool | None, Look] = {
    True: Look("●", "achieved", Phrase("达到", "met")),
    False: Look("▲", "behind", Phrase("未达到", "missed")),
    None: Look("－", "muted", Phrase("无法比较", "not comparable")),
}
_NONE = Phrase("没有一行的评价有实质变化。", "No standing changed in a way that matters.")


def gaps_section(
    card: Scorecard,
    parts: Sequence[tuple[Phrase, Sequence[Scored]]],
    to: Links,
    bodies: Bodies,
    needed: Mapping[str, Phrase],
    signs: Sequence[Phrase],
) -> Section | None:
    """The rows in gap of each part, with what their departments say of them; where there are none, the good news, if
    there is any. With what is `needed` per year, by the ids of all rows, a page says that and not who leads them."""
    groups = [(title, gaps) for title, rows in parts if (gaps := card.gaps(rows))]
    if not groups:
        none = no_gaps(parts[0][1])
        return Section(_GAPS, [none]) if none else None
    fields: list[Field[Scored]] = [
        (cells.NAME, lambda row: _with_unit(to[row.indicator.id].cell, row)),
        (Column(captions.previous(card), "decimal", only="page"), lambda row: cells.previous_cell(card.book, row)),
        (Column(same(str(card.period)), "decimal"), cells.value_cell),
        (cells.REQUIRED, cells.requirement_cell),
        (cells.SHORTFALL, cells.shortfall_cell),
        (Column(Phrase("等次", "Standing"), fold=10), lambda row: cells.look_cell(look_of(row, short=True))),
        (cells.LEAD._replace(fold=14, only="text" if needed else None), lambda row: bodies[row.departments[0]].cell),
        *([(_NEEDED, lambda row: Cell(needed[row.indicator.id]))] if needed else []),
        (Column(REASON, fold=20, below=True), partial(_filed_cell, "reason")),
        (Column(MEASURE, fold=20, below=True), partial(_filed_cell, "measure")),
    ]
    return Section(_GAPS, grids=[Grid.of(NOTHING, fields, groups, captions.explained(signs))])


def _with_unit(cell: Cell, row: Scored) -> Cell:
    """The unit behind a name, in Chinese only: English names say it, and are long."""
    unit = row.indicator.unit
    return cell._replace(text=cell.text + Phrase(f"（{unit}）", "")) if unit else cell


def _filed_cell(field: str, row: Scored) -> Cell:
    """A text that the department filed with the value."""
    return Cell(same(getattr(row.filed.actual, field, None) or ""))


def changes_section(comparison: Comparison, to: Links) -> Section:
    """The rows whose standing is another in more than its name, under what happened to them."""
    before, after = (same(str(card.period)) for card in (comparison.before, comparison.after))
    standing = Phrase("等次 ", "Standing ")
    fields: list[Field[Change]] = [
        (cells.NAME, lambda change: to[change.indicator.id].cell),
        (Column(before, "decimal"), lambda change: cells.value_cell(change.before)),
        (Column(after, "decimal"), lambda change: cells.value_cell(change.after)),
        (Column(Phrase("变化", "Change"), fold=10), lambda change: cells.look_cell(MOVEMENTS[change.movement])),
        (Column(standing + before, fold=14), lambda change: cells.standing_cell(change.before)),
        (Column(standing + after, fold=14), lambda change: cells.standing_cell(change.after)),
    ]
    groups = [(Phrase(words.zh, words.en.capitalize()), turned) for words, turned in by_turn(comparison.changes)]
    title = Phrase("与{before}相比", "What changed since {before}")(before=named(comparison.before.period))
    if not groups:
        return Section(title, [summary_of(comparison), _NONE])
    return Section(title, [summary_of(comparison)], [Grid.of(NOTHING, fields, groups)])


def further_section(card: Scorecard, to: Links) -> Section | None:
    """The further goals of each document that does not decide, if there are any."""
    fields: list[Field[_Asked]] = [
        (cells.NAME, lambda asked: to[asked[0].indicator.id].cell),
        (Column(Phrase("目标", "Goal"), "right", fold=16), lambda asked: _goal_cell(asked[1])),
        (Column(same(str(card.period)), "decimal"), lambda asked: cells.value_cell(asked[0])),
        (Column(Phrase("结果", "Outcome"), fold=20), lambda asked: _outcome_cell(*asked)),
    ]
    grids = []
    for document in card.book.documents:
        if asked := [(row, goal) for row in card.rows for goal in row.further if goal.document is document]:
            grids.append(Grid.of(_counted(document, [goal.met for _, goal in asked]), fields, [(NOTHING, asked)]))
    return Section(Phrase("进一步的目标", "Further goals"), grids=grids) if grids else None


def _counted(document: Document, outcomes: Sequence[bool | None]) -> Phrase:
    """A document, and how many goals it has, met, missed and not comparable."""
    met, missed, unknown = (outcomes.count(outcome) for outcome in (True, False, None))
    return Phrase(
        f"{document.source} {len(outcomes)}项：达到{met}，未达到{missed}" + f"，无法比较{unknown}" * bool(unknown),
        f"{document.source}, {len(outcomes)} goals: {met} met, {missed} missed"
        + f", {unknown} not comparable" * bool(unknown),
    )


def _goal_cell(goal: Further) -> Cell:
    return Cell(target_text(goal.cell) if goal.cell.differs is None else same(goal.cell.text))


def _outcome_cell(row: Scored, goal: Further) -> Cell:
    """Whether a goal is met, and the reason where that cannot be said."""
    look, differs = _OUTCOMES[goal.met], goal.cell.differs
    reason = why_unknown(row, goal) if differs is None else differs_text(differs)
    return cells.look_cell(look._replace(words=COLON.join(filter(None, (look.words, reason)))))
