"""What changed between two years as a sheet."""

from collections.abc import Sequence

from gongfu_cli.book.number import printed
from gongfu_cli.language.phrase import Language, Phrase, speaking
from gongfu_cli.language.terms import CAUSES, CROSSINGS, MOVEMENTS, STANDINGS, Tone
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
from gongfu_cli.sheets.scorecard import heading, lead_cell
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet

_TONES: dict[str | None, Tone] = {"into_gap": "behind", "out_of_gap": "achieved", None: "plain"}


def comparison_sheet(comparison: Comparison, changes: Sequence[Change], language: Language) -> Sheet:
    """The changes to show: those that crossed into or out of a gap first, then by category."""

    say = speaking(language)
    before, after = comparison.before, comparison.after
    columns = [
        Column(say("序号", "No.")),
        Column(say("指标", "Indicator"), fold=22, stands_in_for=say("单位", "Unit")),
        Column(say("单位", "Unit"), drop=4, fold=8),
        Column(str(before.year), "decimal"),
        Column(str(after.year), "decimal"),
        Column(say("变化", "Change"), "decimal", drop=3),
        Column(""),
        Column(say(f"{after.year}要求", f"Required {after.year}"), "decimal", drop=5),
        Column(say(f"{before.year}判断", f"Standing {before.year}"), fold=14),
        Column(say(f"{after.year}判断", f"Standing {after.year}"), fold=16),
        Column(say("原因", "Cause"), drop=2, fold=12),
        Column(say("牵头部门", "Lead department"), drop=1, fold=20),
    ]
    groups = []
    for crossing, words in CROSSINGS.items():
        rows = [_row(comparison, each, language) for each in changes if each.crossing == crossing]
        if rows:
            groups.append(Group(words.to(language), rows))
    others = ((each.indicator, _row(comparison, each, language)) for each in changes if not each.crossing)
    groups += by_category(after.book.table, others, language)
    title = f"{title_of(after.book.table, language)} · {before.year} → {after.year}"
    notices = [line for line in (*heading(after, language), *heading(before, language)) if line.tone == "notice"][:1]
    return Sheet(
        title,
        [*notices, Cell(title, "strong")],
        [Grid(say("变化", "Changes"), columns, groups)],
        [Cell(_summary(comparison).to(language), "strong")],
    )


def _row(comparison: Comparison, each: Change, language: Language) -> list[Cell]:
    indicator, (tone, movement) = each.indicator, MOVEMENTS[each.movement]
    change = "" if each.change is None else f"{'+' if each.change > 0 else ''}{printed(each.change)}"
    return [
        Cell(indicator.id),
        Cell(name_of(indicator, language), _TONES[each.crossing], narrow=name_with_unit(indicator, language)),
        Cell(indicator.unit or "", "muted"),
        value_cell(each.before, language),
        value_cell(each.after, language),
        Cell(change, value=each.change),
        Cell(movement.to(language), tone),
        requirement_cell(each.after, language),
        standing_cell(each.before, language)._replace(narrow=STANDINGS[each.before.standing].mark),
        standing_cell(each.after, language),
        Cell(CAUSES[each.cause].to(language) if each.cause else "", "muted"),
        lead_cell(comparison.after, each.after, language),
    ]


def _summary(comparison: Comparison) -> Phrase:
    count = comparison.summary
    return Phrase(
        f"{len(comparison.changes)} 行：改善 {count['better']}，变差 {count['worse']}，持平 {count['same']}，"
        f"无法比较 {count['unknown']}；新出现差距 {count['into_gap']}，差距消除 {count['out_of_gap']}。",
        f"{len(comparison.changes)} rows: {count['better']} better, {count['worse']} worse, {count['same']} the same, "
        f"{count['unknown']} cannot be compared; {count['into_gap']} into a gap, {count['out_of_gap']} out of one.",
    )
