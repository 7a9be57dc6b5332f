"""What changed since an earlier year as far as it matters, and what documents ask further, beside the promise."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongfu_cli.book.period import Period, named
from gongfu_cli.language.phrase import Phrase, same
from gongfu_cli.language.terms import MOVEMENTS, Look
from gongfu_cli.scoring.diff import Change, Comparison
from gongfu_cli.scoring.further import Further
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets.cells import value_cell
from gongfu_cli.sheets.diff import by_turn, summary_of
from gongfu_cli.sheets.overview import Link, Links
from gongfu_cli.sheets.phrases import differs_text, look_of, target_text, why_unknown

_OUTCOMES: dict[bool | None, Look] = {
    True: Look("●", "achieved", Phrase("达到", "met")),
    False: Look("▲", "behind", Phrase("未达到", "missed")),
    None: Look("－", "muted", Phrase("无法比较", "not comparable")),
}


class Move(NamedTuple):
    """A row whose standing is another than a year before, in more than its name."""

    row: Link
    values: tuple[Phrase, Phrase]
    movement: Look
    was: Look


class Changes(NamedTuple):
    """What changed since an earlier year; the moves under what happened to the rows."""

    title: Phrase
    years: tuple[Period, Period]
    summary: Phrase
    moves: Sequence[tuple[Phrase, Sequence[Move]]]


class Goal(NamedTuple):
    """A further goal of a row, whether it is met, and the reason where that cannot be said."""

    row: Link
    cell: Phrase
    actual: Phrase
    outcome: Look
    reason: Phrase


class Goals(NamedTuple):
    """The further goals of one document, with a sentence that counts them."""

    title: Phrase
    rows: Sequence[Goal]


def changes_of(comparison: Comparison, to: Links) -> Changes:
    """The rows whose standing is another in more than its name."""
    before, after = comparison.before.period, comparison.after.period
    title = Phrase("与{before}相比", "What changed since {before}")(before=named(before))
    moves = [
        (Phrase(words.zh, words.en.capitalize()), [_move(change, to) for change in turned])
        for words, turned in by_turn(comparison.changes)
    ]
    return Changes(title, (before, after), summary_of(comparison), moves)


def _move(change: Change, to: Links) -> Move:
    values = value_cell(change.before).text, value_cell(change.after).text
    return Move(to[change.indicator.id], values, MOVEMENTS[change.movement], look_of(change.before))


def further_goals(card: Scorecard, to: Links) -> Iterator[Goals]:
    """The further goals of each document that does not decide: how many there are, met, missed and not comparable."""
    for document in card.book.documents:
        asked = [(row, goal) for row in card.rows for goal in row.further if goal.document is document]
        if not asked:
            continue
        outcomes = [goal.met for _, goal in asked]
        met, missed, unknown = (outcomes.count(outcome) for outcome in (True, False, None))
        title = Phrase(
            f"{document.source} {len(asked)}项：达到{met}，未达到{missed}" + f"，无法比较{unknown}" * bool(unknown),
            f"{document.source}, {len(asked)} goals: {met} met, {missed} missed"
            + f", {unknown} not comparable" * bool(unknown),
        )
        yield Goals(title, [_goal(row, goal, to) for row, goal in asked])


def _goal(row: Scored, goal: Further, to: Links) -> Goal:
    cell, reason, differs = target_text(goal.cell), why_unknown(row, goal), goal.cell.differs
    if differs is not None:
        cell, reason = same(goal.cell.text), differs_text(differs)
    return Goal(to[row.indicator.id], cell, value_cell(row).text, _OUTCOMES[goal.met], reason)
