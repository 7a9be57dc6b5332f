"""What changed between two years as a sheet."""

from collections.abc import Sequence

from gongfu_cli.book.number import printed
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import CAUSES, CROSSINGS, MOVEMENTS, Tone
from gongfu_cli.scoring.diff import Change, Comparison
from gongfu_cli.sheets.phrases import (
    by_category,
    name_of,
    name_with_unit,
    requirement_cell,
    standing_cell,
    title_of,
    value_cell,
)
from gongfu_cli.sheets.scorecard import first_notice, lead_cell
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet

_TONES: dict[str | None, Tone] = {"into_gap": "behind", "out_of_gap": "achieved", None: "plain"}


def comparison_sheet(comparison: Comparison, changes: Sequence[Change]) -> Sheet:
    """The changes to show: those that crossed into or out of a gap first, then by category."""
    before, after = comparison.before.year, comparison.after.year
    table, unit = comparison.after.book.table, Phrase("单位", "Unit")
    columns = [
        Column(Phrase("序号", "No.")),
        Column(Phrase("指标", "Indicator"), fold=22, stands_in_for=unit),
        Column(unit, drop=4, fold=8),
        Column(same(str(before)), "decimal"),
        Column(same(str(after)), "decimal"),
        Column(Phrase("变化", "Change"), "decimal", drop=3),
        Column(NOTHING),
        Column(Phrase(f"{after}要求", f"Required {after}"), "decimal", drop=5),
        Column(Phrase(f"{before}判断", f"Standing {before}"), fold=14),
        Column(Phrase(f"{after}判断", f"Standing {after}"), fold=16),
        Column(Phrase("原因", "Cause"), drop=2, fold=12),
        Column(Phrase("牵头部门", "Lead department"), drop=1, fold=20),
    ]
    groups = []
    for crossing, words in CROSSINGS.items():
        rows = [_row(comparison, change) for change in changes if change.crossing == crossing]
        if rows:
            groups.append(Group(words, rows))
    others = ((change.indicator, _row(comparison, change)) for change in changes if not change.crossing)
    groups += by_category(table, others)
    title = title_of(table) + same(f" · {before} → {after}")
    return Sheet(
        title,
        [*first_notice([comparison.after, comparison.before]), Cell(title, "strong")],
        [Grid(Phrase("变化", "Changes"), columns, groups)],
        [Cell(summary_of(comparison), "strong")],
    )


def _row(comparison: Comparison, change: Change) -> list[Cell]:
    indicator, (tone, movement) = change.indicator, MOVEMENTS[change.movement]
    difference = "" if change.change is None else f"{'+' if change.change > 0 else ''}{printed(change.change)}"
    return [
        Cell(same(indicator.id)),
        Cell(name_of(indicator), _TONES[change.crossing], narrow=name_with_unit(indicator)),
        Cell(same(indicator.unit or ""), "muted"),
        value_cell(change.before),
        value_cell(change.after),
        Cell(same(difference), value=change.change),
        Cell(movement, tone),
        requirement_cell(change.after),
        standing_cell(change.before)._replace(narrow=NOTHING),
        standing_cell(change.after),
        Cell(CAUSES[change.cause] if change.cause else NOTHING, "muted"),
        lead_cell(comparison.after, change.after),
    ]


def summary_of(comparison: Comparison) -> Phrase:
    """One sentence: how many rows moved each way, and how many went into and out of a gap."""
    count = comparison.summary
    return Phrase(
        f"{len(comparison.changes)} 行：改善 {count['better']}，变差 {count['worse']}，持平 {count['same']}，"
        f"无法比较 {count['unknown']}；新出现差距 {count['into_gap']}，差距消除 {count['out_of_gap']}。",
        f"{len(comparison.changes)} rows: {count['better']} better, {count['worse']} worse, {count['same']} the same, "
        f"{count['unknown']} cannot be compared; {count['into_gap']} into a gap, {count['out_of_gap']} out of one.",
    )
