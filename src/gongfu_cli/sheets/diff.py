"""What changed between two years as a sheet."""

from collections.abc import Sequence

from gongfu_cli.book.number import printed
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import CAUSES, CROSSINGS, MOVEMENTS, Tone
from gongfu_cli.scoring.diff import Change, Comparison
from gongfu_cli.sheets import captions, cells
from gongfu_cli.sheets.phrases import title_of
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet

_TONES: dict[str | None, Tone] = {"into_gap": "behind", "out_of_gap": "achieved", None: "plain"}


def comparison_sheet(comparison: Comparison, changes: Sequence[Change]) -> Sheet:
    """The changes to show: those that crossed into or out of a gap first, then by category."""
    before, after = comparison.before.year, comparison.after.year
    table = comparison.after.book.table
    fields: list[Field[Change]] = [
        (cells.ID, cells.id_cell),
        (cells.NAME, lambda change: cells.name_cell(change, _TONES[change.crossing])),
        (cells.UNIT._replace(drop=4), cells.unit_cell),
        (Column(same(str(before)), "decimal"), lambda change: cells.value_cell(change.before)),
        (Column(same(str(after)), "decimal"), lambda change: cells.value_cell(change.after)),
        (Column(Phrase("变化", "Change"), "decimal", drop=3), _difference_cell),
        (Column(NOTHING), _movement_cell),
        (
            Column(Phrase(f"{after}要求", f"Required {after}"), "decimal", drop=5),
            lambda change: cells.requirement_cell(change.after),
        ),
        (
            Column(Phrase(f"{before}判断", f"Standing {before}"), fold=14),
            lambda change: cells.standing_cell(change.before)._replace(narrow=NOTHING),
        ),
        (
            Column(Phrase(f"{after}判断", f"Standing {after}"), fold=16),
            lambda change: cells.standing_cell(change.after),
        ),
        (Column(Phrase("原因", "Cause"), drop=2, fold=12), _cause_cell),
        (cells.LEAD._replace(drop=1, fold=20), lambda change: cells.lead_cell(comparison.after, change.after)),
    ]
    crossed = [
        (words, [change for change in changes if change.crossing == crossing]) for crossing, words in CROSSINGS.items()
    ]
    others = cells.by_category(table, (change for change in changes if not change.crossing))
    title = title_of(table) + same(f" · {before} → {after}")
    return Sheet(
        title,
        captions.heading(title, [comparison.after, comparison.before]),
        [Grid.of(Phrase("变化", "Changes"), fields, [*(group for group in crossed if group[1]), *others])],
        [Cell(summary_of(comparison), "strong")],
    )


def _difference_cell(change: Change) -> Cell:
    difference = change.change
    text = "" if difference is None else f"{'+' if difference > 0 else ''}{printed(difference)}"
    return Cell(same(text), value=difference)


def _movement_cell(change: Change) -> Cell:
    tone, words = MOVEMENTS[change.movement]
    return Cell(words, tone)


def _cause_cell(change: Change) -> Cell:
    return Cell(CAUSES[change.cause] if change.cause else NOTHING, "muted")


def summary_of(comparison: Comparison) -> Phrase:
    """One sentence: how many rows moved each way, and how many went into and out of a gap."""
    count = comparison.summary
    return Phrase(
        f"{len(comparison.changes)} 行：改善 {count['better']}，变差 {count['worse']}，持平 {count['same']}，"
        f"无法比较 {count['unknown']}；新出现差距 {count['into_gap']}，差距消除 {count['out_of_gap']}。",
        f"{len(comparison.changes)} rows: {count['better']} better, {count['worse']} worse, {count['same']} the same, "
        f"{count['unknown']} cannot be compared; {count['into_gap']} into a gap, {count['out_of_gap']} out of one.",
    )
