"""What changed between two years: movement, cause and summary (the document gongfu.diff/1 of section 6), and what of
it is shown."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len
from tables import county

from gongfu_cli.book.folder import load
from gongfu_cli.book.number import printed
from gongfu_cli.book.period import up_to
from gongfu_cli.checks.run import check
from gongfu_cli.formats import table
from gongfu_cli.language.phrase import Language
from gongfu_cli.scoring.diff import Comparison, compare
from gongfu_cli.scoring.scorecard import score
from gongfu_cli.sheets.diff import comparison_sheet

RISING = "direction: rising, baseline: 10"
FALLING = "direction: falling, baseline: 10"
EITHER = "direction: keep stable, baseline: 10"
LOWER = "direction: keep stable, worse: lower, baseline: 10"
HIGHER = "direction: keep stable, worse: higher, baseline: 10"


def between(*rows: tuple[str, str, str, str]) -> Comparison:
    """2024 against 2023, for rows of: indicator, cells, value in 2023, value in 2024."""
    book = county(
        *(indicator for indicator, _, _, _ in rows),
        targets=", ".join(f"{n}: {{{cells}}}" for n, (_, cells, _, _) in enumerate(rows, 1)),
        actuals={
            2023: ", ".join(f"{n}: {before}" for n, (_, _, before, _) in enumerate(rows, 1)),
            2024: ", ".join(f"{n}: {after}" for n, (_, _, _, after) in enumerate(rows, 1)),
        },
    )
    return compare(score(book, 2023), score(book, 2024))


# Movement: the row, its cells, the two values.
MOVEMENT: dict[str, tuple[str, str, str, str, str]] = {
    "rising: more is better": (RISING, "2022: 20", "15", "15.1", "better"),
    "rising: less is worse": (RISING, "2022: 20", "15", "14.9", "worse"),
    "falling: less is better": (FALLING, "2022: 5", "15", "14.9", "better"),
    "falling: more is worse": (FALLING, "2022: 5", "15", "15.1", "worse"),
    "worse lower: more is better": (LOWER, "2022: 持续巩固", "15", "15.1", "better"),
    "worse lower: less is worse": (LOWER, "2022: 持续巩固", "15", "14.9", "worse"),
    "worse higher: less is better": (HIGHER, "2022: 持续巩固", "15", "14.9", "better"),
    "worse higher: more is worse": (HIGHER, "2022: 持续巩固", "15", "15.1", "worse"),
    "the same": (RISING, "2022: 20", "15", "15", "same"),
    "the same number, other digits": (RISING, "2022: 20", "15", "15.0", "same"),
    "a rise: more is better, whatever the direction": (FALLING, "2022: 稳步提升", "15", "15.1", "better"),
    "a rise: less is worse, whatever the direction": (FALLING, "2022: 稳步提升", "15", "14.9", "worse"),
    "a fall: less is better, whatever the direction": (RISING, "2022: 稳步下降", "15", "14.9", "better"),
    "a fall: more is worse, whatever the direction": (RISING, "2022: 稳步下降", "15", "15.1", "worse"),
    "a fall, kept stable": (EITHER, "2022: 逐步下降", "15", "14.9", "better"),
    "a rise: the same": (RISING, "2022: 稳步提升", "15", "15", "same"),
    "a rise asked in the later year only": (FALLING, "2022: 0.3–0.4, 2024: 稳步提升", "15", "15.1", "better"),
    "a rise asked in the earlier year only": (FALLING, "2022: 稳步提升, 2024: 5", "15", "15.1", "worse"),
    "either: nearer to the baseline from above": (EITHER, "2022: 持续巩固", "15", "14", "better"),
    "either: nearer to the baseline from below": (EITHER, "2022: 持续巩固", "5", "6", "better"),
    "either: nearer to the baseline on its other side": (EITHER, "2022: 持续巩固", "15", "7", "better"),
    "either: further from the baseline upwards": (EITHER, "2022: 持续巩固", "11", "12", "worse"),
    "either: further from the baseline downwards": (EITHER, "2022: 持续巩固", "9", "8", "worse"),
    "either: as far on the other side": (EITHER, "2022: 持续巩固", "8", "12", "same"),
    "either: nearer to the baseline by less than 1": (EITHER, "2022: 持续巩固", "11.5", "11", "better"),
    "either: further from the baseline by less than 1": (EITHER, "2022: 持续巩固", "11", "11.5", "worse"),
    "either: the baseline counts, not the target": (EITHER, "2022: 20", "11", "12", "worse"),
    "no earlier value": (RISING, "2022: 20", "", "15", "unknown"),
    "no later value": (RISING, "2022: 20", "15", "", "unknown"),
    "neither value": (RISING, "2022: 20", "", "", "unknown"),
    "not surveyed": (RISING, "2022: 20", "15", "——", "unknown"),
    "either: without a baseline": ("direction: keep stable, baseline: ——", "2022: 20", "15", "16", "unknown"),
    "nothing asked, yet better": (RISING, "2022: ——", "15", "16", "better"),
}


@pytest.mark.parametrize(("indicator", "cells", "before", "after", "expected"), MOVEMENT.values(), ids=MOVEMENT)
def test_movement(indicator: str, cells: str, before: str, after: str, expected: str) -> None:
    assert between((indicator, cells, before, after)).changes[0].movement == expected


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [("15.2", "16.4", "1.2"), ("0.3", "0.1", "-0.2"), ("15", "15.0", "0.0"), ("", "15", None), ("15", "——", None)],
)
def test_change_is_exact_in_the_unit(before: str, after: str, change: str | None) -> None:
    found = between((RISING, "2022: 20", before, after)).changes[0].change
    assert (None if found is None else printed(found)) == change


# Cause: the row, its cells, the two values; the standings, so that the case is what it says.
ATTESTED = "{{value: 15, verdict: {}, source: 考核}}"
CAUSE: dict[str, tuple[str, str, str, str, str, str | None]] = {
    "the standing is the same": (RISING, "2022: 20", "20", "21", "achieved → achieved", None),
    "the standing is the same, without verdict": (RISING, "2022: 20", "", "", "no_data → no_data", None),
    "the actual differs": (RISING, "2022: 20", "19", "20", "slightly_behind → achieved", "value"),
    "the requirement differs": (
        RISING, "2022: 18, 2024: 20, 2025: 30", "19", "19", "on_track → slightly_behind", "requirement"),
    "the words differ": (RISING, "2022: 25, 2024: 稳步提升, 2025: 30", "19", "19", "behind → on_track", "requirement"),
    "the comparison differs": (
        RISING, "2022: 20, 2024: 突破20", "20", "20", "on_track → slightly_behind", "requirement"),
    "both differ": (RISING, "2022: 18, 2024: 20, 2025: 30", "19", "16", "on_track → behind", "both"),
    "neither differs: the year itself": (RISING, "2022: 0–30, 2024: 0–30", "15", "15", "on_track → achieved", "both"),
    "neither differs, the digits do": (RISING, "2022: 0–30, 2024: 0–30.0", "15", "15.0", "on_track → achieved", "both"),
    "neither differs, a verdict does": (
        RISING, "2022: 完成上级下达指标, 2025: 完成上级下达指标", ATTESTED.format("met"), ATTESTED.format("missed"),
        "on_track → behind", "both"),
    "no verdict before": (RISING, "2022: 20", "", "20", "no_data → achieved", "data"),
    "no verdict after": (RISING, "2022: 20", "20", "", "achieved → no_data", "data"),
    "not due any more": (RISING, "2022: 20", "20", "——", "achieved → not_due", "data"),
    "no verdict on either side": (RISING, "2022: 20", "", "——", "no_data → not_due", "data"),
}  # fmt: skip


@pytest.mark.parametrize(("indicator", "cells", "before", "after", "standings", "cause"), CAUSE.values(), ids=CAUSE)
def test_cause(indicator: str, cells: str, before: str, after: str, standings: str, cause: str | None) -> None:
    change = between((indicator, cells, before, after)).changes[0]
    assert f"{change.before.standing} → {change.after.standing}" == standings
    assert change.cause == cause


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("both differ", "both changed"),
        ("neither differs: the year itself", "the time itself"),
        ("neither differs, a verdict does", "the verdict changed"),
    ],
)
def test_a_screen_says_of_no_value_that_it_changed_where_it_did_not(case: str, words: str) -> None:
    """The word for machines is `both` where neither the actual nor the requirement differs."""
    comparison = between(CAUSE[case][:4])
    sheet = comparison_sheet(comparison, comparison.changes, everything=True)
    assert words in table.render(sheet, "en", None, color=False)


def test_the_summary_counts_movements_and_crossings() -> None:
    comparison = between(
        (RISING, "2022: 20", "19", "20"),  # better, out of the gap
        (RISING, "2022: 20", "15", "16"),  # better, still in it
        (RISING, "2022: 20", "21", "20"),  # worse, still on track
        (RISING, "2022: 20", "20", "19"),  # worse, into the gap
        (RISING, "2022: 18, 2024: 20, 2025: 30", "19", "19"),  # the same value, into the gap
        (RISING, "2022: 20", "20", "——"),  # unknown, and no crossing
        (RISING, "2022: 20", "", "15"),  # unknown, and no crossing
    )
    assert comparison.summary == {"better": 2, "worse": 2, "same": 1, "unknown": 2, "into_gap": 2, "out_of_gap": 1}


def test_the_summary_of_nothing_has_every_count() -> None:
    assert between((RISING, "2022: 20", "", "")).summary == {
        "better": 0,
        "worse": 0,
        "same": 0,
        "unknown": 1,
        "into_gap": 0,
        "out_of_gap": 0,
    }


def test_changes_are_of_all_rows_in_the_order_of_the_table() -> None:
    rows = [(RISING, "2022: 20", "1", str(n)) for n in range(3)]
    changes = between(*rows).changes
    assert [(each.indicator.id, each.after.value) for each in changes] == [(str(n + 1), Decimal(n)) for n in range(3)]


# A standing that differs in name only is no change.
OPEN_THEN_RISE = "2022: 完成上级下达指标, 2024: 稳步提升"
RENAMED: dict[str, tuple[str, str, str, str, str, bool]] = {
    "on track, and the last milestone year came": (
        RISING, "2022: 15, 2024: 20", "18", "20", "on_track → achieved", True),
    "on track, and at the final level before its year": (
        RISING, "2022: 15, 2025: 20", "17", "20", "on_track → achieved", False),
    "not judged in either year": (RISING, OPEN_THEN_RISE, "", "", "target_pending → no_data", True),
    "not judged before": (RISING, "2022: 20", "", "20", "no_data → achieved", False),
    "a gap of another kind": (RISING, "2022: 20", "16", "19", "behind → slightly_behind", False),
    "into a gap in the last milestone year": (RISING, "2022: 15, 2024: 20", "18", "10", "on_track → behind", False),
    "out of one": (RISING, "2022: 15, 2024: 20", "11", "20", "behind → achieved", False),
    "the same": (RISING, "2022: 20", "20", "21", "achieved → achieved", False),
}  # fmt: skip
"""A row, its cells, its values, its standings, and whether these differ in name only."""


@pytest.mark.parametrize(
    ("indicator", "cells", "before", "after", "standings", "renamed"), RENAMED.values(), ids=RENAMED
)
def test_mere_relabelling(indicator: str, cells: str, before: str, after: str, standings: str, renamed: bool) -> None:
    change = between((indicator, cells, before, after)).changes[0]
    assert f"{change.before.standing} → {change.after.standing}" == standings
    assert change.renamed == renamed
    assert change.turned == (change.before.standing != change.after.standing and not renamed)


@pytest.mark.parametrize(
    ("before", "after", "crossing"),
    [("20", "19", "into_gap"), ("19", "20", "out_of_gap"), ("20", "21", None), ("19", "18", None), ("19", "", None)],
)
def test_a_crossing_is_between_on_track_and_gap(before: str, after: str, crossing: str | None) -> None:
    assert between((RISING, "2022: 20", before, after)).changes[0].crossing == crossing


# What is shown: the changes of standing.
PERCENT = f"{RISING}, name: 覆盖率, unit: '%'"
SOME = (
    (RISING + ", name: 甲", "2022: 20", "20", "19"),  # into a gap
    (PERCENT, "2022: 20", "19.5", "20.5"),  # out of one
    (RISING + ", name: 丙", "2022: 20", "16", "19"),  # another gap
    (RISING + ", name: 丁", "2022: 20", "", "20"),  # judged now
    (RISING + ", name: 戊", "2022: 20", "20", "21"),  # the same
    (RISING + ", name: 己", OPEN_THEN_RISE, "", ""),  # in name only
)


def shown(language: Language, width: int | None = None, everything: bool = False, rows: slice = slice(None)) -> str:
    comparison = between(*SOME[rows])
    return table.render(comparison_sheet(comparison, comparison.changes, everything), language, width, color=False)


def ids(text: str) -> list[str]:
    return re.findall(r"^(\d)  ", text, re.MULTILINE)


def test_diff_shows_what_changed_its_standing_and_the_others_as_a_count() -> None:
    assert ids(shown("zh")) == ["1", "2", "3", "4"]
    assert "未列出：等次未变的1项、仅说法不同（到了目标年，或两年均未评价）的1项；--all 全部列出。" in shown("zh")
    assert (
        "Not listed: 1 indicator with the same standing, 1 indicator whose standing differs in name only "
        "(the target year came, or not judged in either year); --all lists every row."
    ) in shown("en")


def test_what_a_part_year_does_not_judge_yet_is_counted_and_not_listed() -> None:
    """Of a part-year only what was filed is judged: the others changed nothing. What was first filed now is listed."""
    rising = "direction: rising, baseline: 10"
    values = {2024: "1: 20, 2: 20", up_to(2025, 6): "1: 9, 3: 9"}
    book = county(rising, rising, rising, targets=", ".join(f"{n}: {{2025: 20}}" for n in (1, 2, 3)), actuals=values)
    comparison = compare(score(book, 2024), score(book, up_to(2025, 6)))
    assert [(change.turned, change.pending) for change in comparison.changes] == [
        *((True, False), (False, True), (True, False)),
    ]
    text = table.render(comparison_sheet(comparison, comparison.changes), "en", None, False)
    assert "Not listed: 1 indicator not judged yet in the part of the year; --all lists every row." in text


def test_diff_shows_every_row_when_asked() -> None:
    """--all: the others follow by category."""
    assert ids(shown("zh", everything=True)) == ["1", "2", "3", "4", "5", "6"]
    assert "未列出" not in shown("zh", everything=True)


def test_the_sentence_that_sums_it_up_stays() -> None:
    for everything in (False, True):
        assert shown("zh", everything=everything).splitlines()[-1] == (
            "6项：改善 3，变差 1，持平 0，无法比较 2；新出现差距 1，差距消除 1。"
        )


def test_the_kinds_of_change_have_headings() -> None:
    headings = [line for line in shown("en").splitlines() if line in HEADINGS]
    assert headings == HEADINGS


HEADINGS = ["now a gap", "gap closed", "other changes of standing", "data came or went"]


def test_where_no_standing_changed_there_is_no_table() -> None:
    text = shown("zh", rows=slice(4, 5))
    assert "─" not in text
    assert "未列出：等次未变的1项；" in text


@pytest.mark.parametrize(
    ("language", "before", "after"), [("zh", "● 完成", "△ 接近完成"), ("en", "● achieved", "△ nearly met")]
)
def test_both_standings_are_in_words(language: Language, before: str, after: str) -> None:
    """On 80 columns, too."""
    text = shown(language, 80)
    row = next(line for line in text.splitlines() if line.startswith("1 "))
    assert row.index(before) < row.index(after)


def test_changes_of_percentages_are_in_percentage_points() -> None:
    assert "+1.0百分点" in shown("zh")
    assert "+1.0 pp" in shown("en")
    assert "Change: of percentages in percentage points (pp)" in shown("en")
    assert "-1百分点" not in shown("zh")  # the first row is no percentage


@pytest.mark.parametrize("format", ["json", "csv"])
def test_the_formats_for_machines_have_every_row(gongfu: Callable[..., tuple[int, str, str]], format: str) -> None:
    whole = gongfu("diff", "2024", "2025", "--format", format)[1]
    assert whole == gongfu("diff", "2024", "2025", "--format", format, "--all")[1]
    assert whole.count("GDP per capita") >= 1  # its standing is the same in both years


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_all_is_for_the_eye(gongfu: Callable[..., tuple[int, str, str]], format: str) -> None:
    assert "人均生产总值" not in gongfu("diff", "2024", "2025", "--format", format, "--lang", "zh")[1]
    assert "人均生产总值" in gongfu("diff", "2024", "2025", "--format", format, "--lang", "zh", "--all")[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_are_not_folded_narrower_than_eleven_hanzi(language: Language) -> None:
    """Not to twelve columns beside a wide standing."""
    book = check(load(Path(__file__).parents[1] / "data")).book
    assert book
    comparison = compare(score(book, 2023), score(book, 2024))
    text = table.render(comparison_sheet(comparison, comparison.changes), language, 80, color=False)
    head = next(line for line in text.splitlines() if line.startswith(("序号", "No.")))
    name, after = ("指标", "2023") if language == "zh" else ("Indicator", "2023")
    assert cell_len(head[: head.index(after)]) - cell_len(head[: head.index(name)]) >= 22
