"""Rows and tallies in words: what a standing is called when, and rates that say what they rest on."""

import pytest
from tables import county, row

from gongfu_cli.book.period import up_to
from gongfu_cli.book.wording import read_cell
from gongfu_cli.language import terms
from gongfu_cli.scoring.scorecard import score
from gongfu_cli.sheets import phrases

RISING = "direction: rising, baseline: 100"

# Value in the year, the year's name before the last milestone (2030) and from it on.
CALLED = {
    "met": ("200", "已达2030年水平，须保持", "完成"),
    "slightly behind": ("199", None, "接近完成"),
    "behind": ("110", None, "未完成"),
    "regressed": ("90", "倒退", "未完成且差于基期"),
}


@pytest.mark.parametrize(("value", "before", "after"), CALLED.values(), ids=CALLED)
def test_from_the_last_milestone_on_a_miss_is_not_behind(value: str, before: str | None, after: str) -> None:
    cells = "2025: 120, 2030: 200"
    if before:
        assert phrases.look_of(row(RISING, cells, {2025: value}, 2025)).words.zh == before
    for year in (2030, 2031):
        assert phrases.look_of(row(RISING, cells, {year: value}, year)).words.zh == after


def test_the_gaps_of_a_rise_and_of_a_verdict_are_final_too() -> None:
    assert phrases.look_of(row(RISING, "2025: 稳步提升", {2025: "100"}, 2025)).words.en == "not met"
    missed = row(RISING, "2025: 完成上级下达指标", {2025: "{verdict: missed, source: 考核}"}, 2025)
    assert phrases.look_of(missed).words.en == "not met"


def test_a_tally_says_final_where_all_its_rows_are() -> None:
    book = county(RISING, RISING, targets="1: {2025: 200}, 2: {2030: 200}", actuals={2025: "1: 110, 2: 101"})
    rows = score(book, 2025).rows
    assert phrases.overall_look(rows[:1], "behind").words.en == "not met"
    assert phrases.overall_look(rows, "behind").words.en == "behind"


def test_of_rows_not_due_it_is_said_whether_anything_is_asked_of_them() -> None:
    """In a part-year what was not filed is not due yet; of some rows nothing is asked at all."""
    june = up_to(2025, 6)
    book = county(RISING, RISING, targets="1: {2025: 200}, 2: {2025: ——}", actuals={june: ""})
    rows = score(book, june).rows
    assert phrases.overall_look(rows[:1], "not_due").words == terms.NOT_YET
    assert phrases.overall_look(rows[1:], "not_due").words == terms.STANDINGS["not_due"].words
    assert phrases.overall_look(rows, "not_due").words == terms.NOT_YET_OR_NOTHING


def test_the_mark_of_a_status_is_no_letter_of_a_word() -> None:
    """12p is read as 12, metp as nothing."""
    said = {
        value: phrases.filed_text(row(RISING, "2025: 建成", {2025: value}, 2025, status="preliminary").filed).en
        for value in ("12", "{verdict: met, source: 验收}", "——", "")
    }
    assert list(said.values()) == ["12p", "met p", "", ""]


# How many rows are on track, behind and without data; the rate.
RATES = {
    "all that is due is judged": (4, 1, 0, "80.0%", "80.0%"),
    "four in five are: enough": (4, 0, 1, "100.0%", "100.0%"),
    "fewer: the count stands where the rate stood": (2, 1, 1, "已评价 3/4（66.7%）", "3/4 judged (66.7%)"),
    "two of many are no 100 %": (2, 0, 52, "已评价 2/54（100.0%）", "2/54 judged (100.0%)"),
    "nothing judged": (0, 0, 3, "已评价 0/3", "0/3 judged"),
    "nothing due": (0, 0, 0, "–", "–"),
}


@pytest.mark.parametrize(("on_track", "behind", "missing", "zh", "en"), RATES.values(), ids=RATES)
def test_a_rate_without_its_coverage_is_not_shown_alone(
    on_track: int, behind: int, missing: int, zh: str, en: str
) -> None:
    values = ["120"] * on_track + ["105"] * behind + [""] * missing + ["——"]
    book = county(
        *[RISING] * len(values),
        targets=", ".join(f"{n}: {{2025: 120, 2030: 200}}" for n in range(1, len(values) + 1)),
        actuals={2025: ", ".join(f"{n}: {value}" for n, value in enumerate(values, 1))},
    )
    assert phrases.rate(score(book, 2025).of("evaluation")) == (zh, en)


def test_a_department_that_has_not_reported_is_not_two_of_two() -> None:
    book = county(
        *[RISING] * 3, targets="1: {2025: 120}, 2: {2025: 120}, 3: {2025: 120}", actuals={2025: "1: 120, 2: 120, 3: "}
    )
    assert phrases.share(score(book, 2025).of("evaluation")) == ("2/2（缺 1）", "2/2 (1 missing)")


TARGETS = {
    "18": ("18", "18"),
    "突破28": ("突破28", ">28"),
    "97以上": ("97以上", "≥97"),
    "0.3–0.4": ("0.3–0.4", "0.3–0.4"),
    "持续巩固": ("持续巩固", "keep and consolidate"),
    "——": ("——", "——"),
}


@pytest.mark.parametrize(("cell", "expected"), TARGETS.items(), ids=TARGETS)
def test_a_target_is_read_in_english_too(cell: str, expected: tuple[str, str]) -> None:
    assert phrases.target_text(read_cell(cell)) == expected


ASKED = {
    "逐步下降": "fall step by step",
    "稳中有降": "steady with a fall",
    "巩固提升": "consolidate and rise",
    "力争稳中有升": "steady with a rise",
}


def test_the_requirement_shows_the_words_of_the_cell_as_printed() -> None:
    """Row 39 says 逐步下降, not 稳步下降; in English what the very words mean."""
    for words, english in ASKED.items():
        for year in (2024, 2025):
            asked = row(RISING, f"2025: {words}", {year: "100"}, year).requirement
            assert phrases.requirement_text(asked) == (words, english)


DIFFERING = {"2021-11-09": "2025: 120", "2025-02-28": "2025: {cell: 达到150, differs: 只计持证人员}"}


def test_a_further_goal_of_another_definition_says_why_it_is_not_compared() -> None:
    scored = row(RISING, DIFFERING, {2025: "160"}, 2025)
    assert phrases.remarks(scored) == (
        "另有要求“达到150”（口径不同：只计持证人员），未作比较",
        "further goal ≥150 (another definition: 只计持证人员), not compared",
    )
    (goal,) = scored.further
    assert phrases.target_text(goal.cell) == (
        "达到150（口径不同：只计持证人员）",
        "≥150 (another definition: 只计持证人员)",
    )


def test_a_shortfall_is_a_share_of_what_is_asked_and_of_zero_an_amount() -> None:
    assert phrases.shortfall_text(row(RISING, "2025: 200", {2025: "190"}, 2025)).zh == "5.0%"
    falling = row("direction: falling, baseline: 40", "2025: 0", {2025: "1.5"}, 2025)
    assert phrases.shortfall_text(falling).zh == "1.5"
    assert phrases.shortfall_text(row(RISING, "2025: 200", {2025: "210"}, 2025)).zh == "–"


def test_a_requirement_that_a_tolerance_moved_says_so_wherever_it_stands() -> None:
    held = row(RISING + ", tolerance: 2", "2025: 持续巩固", {2025: "99"}, 2025)
    assert phrases.requirement_text(held.requirement) == ("≥98±", "≥98±")
    kept = row("direction: keep stable, baseline: 100, tolerance: 2", "2025: 90", {2025: "91"}, 2025)
    assert phrases.requirement_text(kept.requirement).zh == "88–92±"
