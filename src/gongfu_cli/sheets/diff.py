"""What changed between two years as a sheet."""

from collections.abc import Callable, Iterable, Sequence

from gongfu_cli.book.period import named
from gongfu_cli.language.phrase import BETWEEN_WORDS, DOT, NOTHING, Phrase, same
from gongfu_cli.language.terms import CAUSES, CROSSINGS, MOVEMENTS, Tone
from gongfu_cli.scoring.diff import Change, Comparison
from gongfu_cli.sheets import captions, cells
from gongfu_cli.sheets.phrases import indicators_of, title_of
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet

_TONES: dict[str | None, Tone] = {"into_gap": "behind", "out_of_gap": "achieved", None: "plain"}
_OTHERWISE = Phrase("其他等次变化", "other changes of standing")
_NOT_LISTED = Phrase("未列出：{counts}；--all 全部列出。", "Not listed: {counts}; --all lists every row.")
_IN_COMMON: dict[Phrase, Callable[[Change], bool]] = {
    Phrase("等次未变的{count}", "{count} with the same standing"): lambda change: (
        not (change.renamed or change.pending)
    ),
    Phrase(
        "仅说法不同（到了目标年，或两年均未评价）的{count}",
        "{count} whose standing differs in name only (the target year came, or not judged in either year)",
    ): lambda change: change.renamed and not change.pending,
    Phrase("年中尚无评价的{count}", "{count} not judged yet in the part of the year"): lambda change: change.pending,
}
"""What the rows that are left out have in common."""
_VERDICT = Phrase("考核结论变化", "the verdict changed")
_TIME = Phrase("评价时点不同", "the time itself")
_POINTS = Phrase("变化：百分比指标以百分点计", "Change: of percentages in percentage points (pp)")


def comparison_sheet(comparison: Comparison, changes: Sequence[Change], everything: bool = False) -> Sheet:
    """Of the changes chosen, those of a standing: into and out of a gap first. The others are counted, or, where
    `everything` is to be shown, follow by category."""
    others = [change for change in changes if not change.turned]
    groups = by_turn(changes)
    if everything:
        groups += cells.by_category(comparison.after.book.table, others)
    shown = [change for _, rows in groups for change in rows]
    both = same(" → ").join(named(card.period) for card in (comparison.before, comparison.after))
    title = title_of(comparison.after.book.table) + DOT + both
    grid = Grid.of(Phrase("变化", "Changes"), _fields(comparison), groups, _notes(shown))
    not_listed = NOTHING if everything else _not_listed(others)
    return Sheet(
        title,
        captions.heading(title, [comparison.after, comparison.before]),
        [grid] if groups else [],
        [*([Cell(not_listed)] if not_listed else []), Cell(summary_of(comparison), "strong")],
    )


def _notes(shown: Sequence[Change]) -> list[Cell]:
    """What the marks and the changes mean."""
    rows = [row for change in shown for row in (change.before, change.after)]
    asked = {flag for change in shown for flag in change.after.flags if flag in ("interpolated", "tolerance")}
    signs = captions.signs(asked | {row.filed.status for row in rows}, rows)
    points = [_POINTS] if any(change.indicator.unit == "%" for change in shown) else []
    return [*captions.explained(signs), *captions.explained(points)]


_HEADINGS = [*CROSSINGS.values(), _OTHERWISE, CAUSES["data"]]


def by_turn(changes: Iterable[Change]) -> list[tuple[Phrase, list[Change]]]:
    """The changes of a standing under what happened: into and out of a gap first; no heading without any."""
    groups: dict[Phrase, list[Change]] = {words: [] for words in _HEADINGS}
    for change in changes:
        if change.turned:
            groups[_heading(change)].append(change)
    return [(words, turned) for words, turned in groups.items() if turned]


def _heading(change: Change) -> Phrase:
    """What a change of standing is listed under."""
    if change.crossing:
        return CROSSINGS[change.crossing]
    return CAUSES["data"] if change.cause == "data" else _OTHERWISE


def _fields(comparison: Comparison) -> list[Field[Change]]:
    before, after = comparison.before.period, comparison.after.period
    return [
        (cells.ID, cells.id_cell),
        (cells.NAME, lambda change: cells.name_cell(change, _TONES[change.crossing])),
        (cells.UNIT._replace(drop=5), cells.unit_cell),
        (Column(same(str(before)), "decimal"), lambda change: cells.value_cell(change.before)),
        (Column(same(str(after)), "decimal"), lambda change: cells.value_cell(change.after)),
        (Column(Phrase("变化", "Change"), "decimal", drop=3), _difference_cell),
        (Column(Phrase("改善情况", "Movement"), drop=4), lambda change: cells.look_cell(MOVEMENTS[change.movement])),
        (
            Column(Phrase(f"{named(after).zh}要求", f"Required {after}"), "decimal", drop=6, fold=10),
            lambda change: cells.requirement_cell(change.after),
        ),
        (
            Column(Phrase(f"{named(before).zh}等次", f"Standing {before}"), fold=11),
            lambda change: cells.standing_cell(change.before),
        ),
        (
            Column(Phrase(f"{named(after).zh}等次", f"Standing {after}"), fold=11),
            lambda change: cells.standing_cell(change.after),
        ),
        (Column(Phrase("原因", "Cause"), drop=2, fold=12), _cause_cell),
        (cells.LEAD._replace(drop=1, fold=16), lambda change: cells.lead_cell(comparison.after, change.after)),
    ]


def _difference_cell(change: Change) -> Cell:
    return cells.change_cell(change.indicator, change.change)


def _cause_cell(change: Change) -> Cell:
    words = CAUSES[change.cause] if change.cause else NOTHING
    if change.cause == "both" and change.before.value == change.after.value:  # neither the value nor the requirement
        words = _VERDICT if change.before.filed.verdict != change.after.filed.verdict else _TIME
    return Cell(words, "muted")


def _not_listed(others: Sequence[Change]) -> Phrase:
    """How many rows are left out, and what they have in common; nothing where there are none."""
    counts = []
    for words, is_so in _IN_COMMON.items():
        if ids := [change.indicator.id for change in others if is_so(change)]:
            counts.append(words(count=indicators_of(ids)))
    return _NOT_LISTED(counts=BETWEEN_WORDS.join(counts)) if counts else NOTHING


def summary_of(comparison: Comparison) -> Phrase:
    """One sentence: how many rows moved each way, and how many went into and out of a gap."""
    count = comparison.summary
    what = indicators_of(change.indicator.id for change in comparison.changes)
    return Phrase(
        f"{what.zh}：改善 {count['better']}，变差 {count['worse']}，持平 {count['same']}，"
        f"无法比较 {count['unknown']}；新出现差距 {count['into_gap']}，差距消除 {count['out_of_gap']}。",
        f"{what.en}: {count['better']} better, {count['worse']} worse, {count['same']} the same, "
        f"{count['unknown']} cannot be compared; {count['into_gap']} into a gap, {count['out_of_gap']} out of one.",
    )
