"""Section 4.2, the standing: every line of its table and every threshold; section 4.4, rise and fall."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import county, row

from gongfu_cli.scoring.scorecard import score

RISING = "direction: rising, baseline: 100"
FALLING = "direction: falling, baseline: 100"
STABLE = "direction: keep stable, baseline: 100"
UNKNOWN = "direction: rising, baseline: ——"
OPEN = "2022: 完成上级下达指标, 2025: 完成上级下达指标"
SETTLED = "2021-11-09, resolved: [{id: 1, year: 2024, target: 120, source: 通知}]"
ATTESTED = {"met": "{verdict: met, source: 考核}", "missed": "{value: 150, verdict: missed, source: 考核}"}

# What the row is, its cells, its value, the year: the line of the table that applies, and the standing.
Case = tuple[str, str | dict[str, str], str, int, str]

LINES: dict[str, Case] = {
    # 1: the cell is an open wording without number; a verdict is attested
    "1 attested as met": (RISING, OPEN, ATTESTED["met"], 2024, "1 on_track"),
    "1 attested as met in the last year": (RISING, OPEN, ATTESTED["met"], 2025, "1 achieved"),
    "1 attested as met after the last year": (RISING, OPEN, ATTESTED["met"], 2026, "1 achieved"),
    "1 attested as missed": (RISING, OPEN, ATTESTED["missed"], 2024, "1 behind"),
    "1 attested as missed in the last year": (RISING, OPEN, ATTESTED["missed"], 2025, "1 behind"),
    "1 attested before the first milestone": (RISING, OPEN, ATTESTED["met"], 2021, "1 on_track"),
    "1 attested where nothing was surveyed": (
        RISING, OPEN, "{value: ——, verdict: met, source: 考核}", 2024, "1 on_track"),
    "1 not where a number settles it": (RISING, {SETTLED: OPEN}, "121", 2024, "9 on_track"),
    # 2: the cell is an open wording without number
    "2 a value and no verdict": (RISING, OPEN, "150", 2024, "2 target_pending"),
    "2 nothing filed": (RISING, OPEN, "", 2024, "2 target_pending"),
    "2 not surveyed": (RISING, OPEN, "——", 2024, "2 target_pending"),
    "2 in the last year": (RISING, OPEN, "150", 2025, "2 target_pending"),
    "2 the number is of another year": (RISING, {SETTLED: OPEN}, "150", 2023, "2 target_pending"),
    "2 not where a number settles it": (RISING, {SETTLED: OPEN}, "110", 2024, "12 behind"),
    "2 not where a number settles it, nothing filed": (RISING, {SETTLED: OPEN}, "", 2024, "4 no_data"),
    # 3: no requirement, or the actual is ——
    "3 nothing is asked": (RISING, "2022: ——, 2025: ——", "150", 2024, "3 not_due"),
    "3 nothing is asked, nothing filed": (RISING, "2025: ——", "", 2024, "3 not_due"),
    "3 before a first milestone without a baseline": (UNKNOWN, "2025: 120", "150", 2024, "3 not_due"),
    "3 not at that milestone": (UNKNOWN, "2025: 120", "150", 2025, "7 achieved"),
    "3 not surveyed": (RISING, "2025: 120", "——", 2024, "3 not_due"),
    "3 not surveyed in the last year": (RISING, "2025: 120", "——", 2025, "3 not_due"),
    "3 not surveyed, a rise": (RISING, "2025: 稳步提升", "——", 2024, "3 not_due"),
    "3 not surveyed, a hold on an unknown baseline": (UNKNOWN, "2025: 持续巩固", "——", 2024, "3 not_due"),
    # 4: no actual
    "4 not reported yet": (RISING, "2025: 120", "", 2024, "4 no_data"),
    "4 a note and no value": (RISING, "2025: 120", "{note: 待报}", 2024, "4 no_data"),
    "4 a rise": (RISING, "2025: 稳步提升", "", 2024, "4 no_data"),
    "4 a hold on an unknown baseline": (UNKNOWN, "2025: 持续巩固", "", 2024, "4 no_data"),
    "4 not with a value of 0": (RISING, "2025: 120", "0", 2024, "10 regressed"),
    # 5: a hold whose baseline is unknown
    "5 a hold without a baseline": (UNKNOWN, "2025: 持续巩固", "150", 2024, "5 no_reference"),
    "5 a hold without a baseline in the last year": (UNKNOWN, "2025: 持续巩固", "150", 2025, "5 no_reference"),
    "5 not a hold with one": (RISING, "2025: 持续巩固", "150", 2024, "9 on_track"),
    "5 not a number without one": (UNKNOWN, "2022: 120", "150", 2024, "7 achieved"),
    # 6: rise or fall
    "6 a rise": (RISING, "2025: 稳步提升", "101", 2024, "6 on_track"),
    "6 a fall": (RISING, "2025: 稳步下降", "99", 2024, "6 on_track"),
    "6 only where the cell in force says so": (RISING, "2022: 120, 2025: 稳步提升", "120", 2024, "9 on_track"),
    # 7: met, and y ≥ Y
    "7 met in the last year": (RISING, "2022: 110, 2025: 120", "120", 2025, "7 achieved"),
    "7 met after the last year": (RISING, "2022: 110, 2025: 120", "120", 2027, "7 achieved"),
    "7 a hold met in the last year": (STABLE, "2025: 持续巩固", "100", 2025, "7 achieved"),
    "7 a target looser than the baseline": (RISING, "2025: 90", "95", 2025, "7 achieved"),
    "7 not the year before": (STABLE, "2025: 持续巩固", "100", 2024, "9 on_track"),
    "7 the last year is that of the last cell that asks": (RISING, "2022: 110, 2025: ——", "110", 2024, "7 achieved"),
    # 8: met, R satisfied too, direction rising or falling, and R strictly better than b (where unknown: than r)
    "8 the level of the last year is reached": (RISING, "2022: 110, 2025: 120", "120", 2023, "8 achieved"),
    "8 falling": (FALLING, "2022: 90, 2025: 80", "80", 2023, "8 achieved"),
    "8 not just short of that level": (RISING, "2022: 110, 2025: 120", "119.9", 2023, "9 on_track"),
    "8 falling, not just short of that level": (FALLING, "2022: 90, 2025: 80", "80.1", 2023, "9 on_track"),
    "8 not at a strict last bound itself": (RISING, "2022: 110, 2025: 超120", "120", 2022, "9 on_track"),
    "8 not where the last target equals the baseline": (RISING, "2025: 100", "130", 2024, "9 on_track"),
    "8 not where the last target is looser than the baseline": (RISING, "2025: 90", "130", 2024, "9 on_track"),
    "8 not where direction is keep stable": (
        "direction: keep stable, worse: lower, baseline: 100", "2022: 110, 2025: 120", "130", 2023, "9 on_track"),
    "8 not a hold": (RISING, "2022: 持续巩固, 2025: 持续巩固", "130", 2023, "9 on_track"),
    "8 not where the last cell is a hold": (RISING, "2022: 110, 2025: 持续巩固", "130", 2023, "9 on_track"),
    "8 not where the last cell is a range": (RISING, "2022: 110, 2025: 120–140", "130", 2023, "9 on_track"),
    "8 not where the last cell is words": (RISING, "2022: 110, 2025: 稳步提升", "130", 2023, "9 on_track"),
    "8 baseline unknown, R better than r": (UNKNOWN, "2022: 110, 2025: 120", "120", 2022, "8 achieved"),
    "8 baseline unknown, R better than r on the line": (UNKNOWN, "2022: 110, 2025: 120", "120", 2024, "8 achieved"),
    "8 baseline unknown, R equal to r": (UNKNOWN, "2022: 120, 2025: 120", "130", 2024, "9 on_track"),
    "8 baseline unknown, R looser than r": (UNKNOWN, "2022: 120, 2025: 110", "130", 2022, "9 on_track"),
    "8 baseline known, R looser than r, yet better than b": (RISING, "2022: 120, 2025: 110", "130", 2022, "8 achieved"),
    "8 baseline unknown, r a range": (UNKNOWN, "2022: 110–140, 2025: 120", "130", 2022, "9 on_track"),
    # 9: met
    "9 met": (RISING, "2022: 110, 2025: 120", "110", 2022, "9 on_track"),
    "9 not one digit less": (RISING, "2022: 110, 2025: 120", "109.9", 2022, "11 slightly_behind"),
    "9 a strict bound just met": (RISING, "2022: 突破110, 2025: 120", "110.01", 2022, "9 on_track"),
    "9 a strict upper bound just met": (FALLING, "2022: 低于90, 2025: 80", "89.99", 2022, "9 on_track"),
    "9 within a range, at its low end": (RISING, "2022: 110–115, 2025: 120", "110", 2022, "9 on_track"),
    "9 within a range, at its high end": (RISING, "2022: 110–115, 2025: 120", "115", 2022, "9 on_track"),
    "9 worse than the baseline, yet met": (RISING, "2022: 90, 2025: 120", "90", 2022, "9 on_track"),
    # 10: a worse than b, shortfall > 1 %, not keep stable, not a hold
    "10 worse than the baseline": (RISING, "2025: 110", "99.9", 2025, "10 regressed"),
    "10 falling": (FALLING, "2025: 90", "100.1", 2025, "10 regressed"),
    "10 not at the baseline itself": (RISING, "2025: 110", "100", 2025, "12 behind"),
    "10 falling, not at the baseline itself": (FALLING, "2025: 90", "100", 2025, "12 behind"),
    "10 not with a shortfall of exactly 1 %": (RISING, "2025: 100", "99", 2025, "11 slightly_behind"),
    "10 just beyond 1 %": (RISING, "2025: 100", "98.99", 2025, "10 regressed"),
    "10 a range": (RISING, "2025: 110–120", "99", 2025, "10 regressed"),
    "10 before 11: no pace and a shortfall under 5 %": (RISING, "2025: 100", "98", 2025, "10 regressed"),
    "10 not where direction is keep stable": (
        "direction: keep stable, worse: lower, baseline: 100", "2025: 100", "90", 2025, "12 behind"),
    "10 not a hold": (RISING, "2025: 持续巩固", "90", 2025, "12 behind"),
    "10 not where the baseline is unknown": (UNKNOWN, "2025: 110", "50", 2025, "12 behind"),
    # 11: shortfall ≤ 1 %
    "11 a shortfall of exactly 1 %, whatever the pace": (
        "direction: rising, baseline: 98", "2025: 100", "99", 2025, "11 slightly_behind"),
    "11 just beyond 1 %, pace under 0.60": (
        "direction: rising, baseline: 98", "2025: 100", "98.99", 2025, "12 behind"),
    "11 falling, a shortfall of exactly 1 %": (
        "direction: falling, baseline: 102", "2025: 100", "101", 2025, "11 slightly_behind"),
    "11 falling, just beyond 1 %, pace under 0.60": (
        "direction: falling, baseline: 102", "2025: 100", "101.01", 2025, "12 behind"),
    "11 a strict bound missed by its own value": (
        "direction: rising, baseline: 27.9", "2025: 突破28", "28", 2025, "11 slightly_behind"),
    "11 a strict upper bound missed by its own value": (
        "direction: falling, baseline: 1.6", "2025: 低于1.5", "1.5", 2025, "11 slightly_behind"),
    # 11: or pace ≥ 0.60 and shortfall ≤ 10 %
    "11 pace of exactly 0.60": (
        "direction: rising, baseline: 90", "2025: 100", "96", 2025, "11 slightly_behind"),
    "11 pace just under 0.60": (
        "direction: rising, baseline: 90", "2025: 100", "95.99", 2025, "12 behind"),
    "11 falling, pace of exactly 0.60": (
        "direction: falling, baseline: 110", "2025: 100", "104", 2025, "11 slightly_behind"),
    "11 falling, pace just under 0.60": (
        "direction: falling, baseline: 110", "2025: 100", "104.01", 2025, "12 behind"),
    "11 a shortfall of exactly 10 %": (
        "direction: rising, baseline: 50", "2025: 100", "90", 2025, "11 slightly_behind"),
    "11 a shortfall just beyond 10 %": (
        "direction: rising, baseline: 50", "2025: 100", "89.99", 2025, "12 behind"),
    "11 falling, a shortfall of exactly 10 %": (
        "direction: falling, baseline: 200", "2025: 100", "110", 2025, "11 slightly_behind"),
    "11 falling, a shortfall just beyond 10 %": (
        "direction: falling, baseline: 200", "2025: 100", "110.01", 2025, "12 behind"),
    "11 with a pace under 0.60, 5 % is not enough": (
        "direction: rising, baseline: 95", "2025: 100", "96", 2025, "12 behind"),
    # 11: or no pace and shortfall ≤ 5 %
    "11 no baseline, a shortfall of exactly 5 %": (UNKNOWN, "2025: 100", "95", 2025, "11 slightly_behind"),
    "11 no baseline, just beyond 5 %": (UNKNOWN, "2025: 100", "94.99", 2025, "12 behind"),
    "11 a hold, a shortfall of exactly 5 %": (RISING, "2025: 持续巩固", "95", 2025, "11 slightly_behind"),
    "11 a hold, just beyond 5 %": (RISING, "2025: 持续巩固", "94.99", 2025, "12 behind"),
    "11 kept stable, a shortfall of exactly 5 % below": (STABLE, "2025: 100", "95", 2025, "11 slightly_behind"),
    "11 kept stable, just beyond 5 % below": (STABLE, "2025: 100", "94.99", 2025, "12 behind"),
    "11 kept stable, a shortfall of exactly 5 % above": (STABLE, "2025: 100", "105", 2025, "11 slightly_behind"),
    "11 kept stable, just beyond 5 % above": (STABLE, "2025: 100", "105.01", 2025, "12 behind"),
    "11 kept stable, counted from the tolerance": (
        STABLE + ", tolerance: 20", "2025: 100", "126", 2025, "11 slightly_behind"),
    "11 a range, a shortfall of exactly 5 %": (
        "direction: rising, baseline: 1", "2025: 100–120", "95", 2025, "11 slightly_behind"),
    "11 a range, just beyond 5 %": (
        "direction: rising, baseline: 1", "2025: 100–120", "94.99", 2025, "12 behind"),
    "11 a range, a shortfall of exactly 5 % above it": (
        "direction: rising, baseline: 1", "2025: 90–100", "105", 2025, "11 slightly_behind"),
    # v = 0 exceeds every threshold
    "11 not where the nearest value is 0": (
        "direction: rising, baseline: -100", "2025: 0", "-0.01", 2025, "12 behind"),
    "11 falling, not where the nearest value is 0": (FALLING, "2025: 0", "0.01", 2025, "12 behind"),
    "11 not a strict bound of 0 missed by 0": (FALLING, "2025: <0", "0", 2025, "12 behind"),
    "10 where the nearest value is 0": (
        "direction: rising, baseline: -1", "2025: 0", "-1.01", 2025, "10 regressed"),
    "7 where the bound is 0": (FALLING, "2025: 0", "0", 2025, "7 achieved"),
    # 12: otherwise
    "12 otherwise": (RISING, "2025: 200", "120", 2025, "12 behind"),
    "12 an interpolated requirement": (RISING, "2025: 200", "110", 2024, "12 behind"),
}  # fmt: skip


@pytest.mark.parametrize(("indicator", "cells", "value", "year", "expected"), LINES.values(), ids=LINES)
def test_line(indicator: str, cells: str | dict[str, str], value: str, year: int, expected: str) -> None:
    scored = row(indicator, cells, {year: value}, year)
    assert f"{scored.clause.number} {scored.standing}" == expected


def test_an_indicator_that_the_file_leaves_out_has_no_data() -> None:
    book = county(RISING, RISING, targets="1: {2025: 120}, 2: {2025: 120}", actuals={2024: "2: 120"})
    assert [each.standing for each in score(book, 2024).rows] == ["no_data", "achieved"]


def test_step_asks_for_nothing_before_the_first_milestone() -> None:
    assert row(RISING, "2025: 120", {2024: "1"}, path="step").standing == "not_due"
    assert row(RISING, OPEN, {2021: "1"}, 2021, path="step").standing == "not_due"


@pytest.mark.parametrize(
    ("standing", "verdict"),
    [
        ("achieved", "on_track"),
        ("on_track", "on_track"),
        ("slightly_behind", "gap"),
        ("behind", "gap"),
        ("regressed", "gap"),
        ("no_data", None),
        ("no_reference", None),
        ("target_pending", None),
        ("not_due", None),
    ],
)
def test_the_verdict_of_a_standing(standing: str, verdict: str | None) -> None:
    indicator, cells, value, year, _ = next(case for case in LINES.values() if case[-1].endswith(f" {standing}"))
    scored = row(indicator, cells, {year: value}, year)
    assert (scored.standing, scored.verdict) == (standing, verdict)


# 4.4 Rise and fall


Course = tuple[str, dict[int, str], str, str]  # baseline, earlier actuals, actual, standing

BEFORE_THE_LAST_YEAR: dict[str, Course] = {
    "overall better, recent better": ("10", {2023: "11"}, "12", "on_track"),
    "overall better, recent equal": ("10", {2023: "12"}, "12", "on_track"),
    "overall better, recent worse": ("10", {2023: "13"}, "12", "slightly_behind"),
    "overall equal, recent better": ("10", {2023: "9"}, "10", "slightly_behind"),
    "overall equal, recent equal": ("10", {2023: "10"}, "10", "behind"),
    "overall equal, recent worse": ("10", {2023: "11"}, "10", "behind"),
    "overall worse, recent better": ("10", {2023: "8"}, "9", "slightly_behind"),
    "overall worse, recent equal": ("10", {2023: "9"}, "9", "regressed"),
    "overall worse, recent worse": ("10", {2023: "9.5"}, "9", "regressed"),
    "no earlier actual: recent is against the baseline, better": ("10", {}, "10.1", "on_track"),
    "no earlier actual: recent is against the baseline, equal": ("10", {}, "10", "behind"),
    "no earlier actual: recent is against the baseline, worse": ("10", {}, "9.9", "regressed"),
    "better by less than 1, both": ("10", {2023: "10.2"}, "10.5", "on_track"),
    "overall better, recent worse, by less than 1": ("10", {2023: "11.5"}, "11", "slightly_behind"),
    "overall equal, recent better by less than 1": ("10", {2023: "9.5"}, "10", "slightly_behind"),
    "overall worse by less than 1": ("10", {2023: "9.5"}, "9.5", "regressed"),
    "recent is against the latest earlier actual": ("10", {2022: "20", 2023: "11"}, "12", "on_track"),
    "recent is against the latest earlier actual that is known": (
        "10", {2021: "11", 2022: "13", 2023: "——"}, "12", "slightly_behind"),
    "overall is against the baseline, not the earliest actual": ("10", {2022: "20", 2023: "11"}, "12", "on_track"),
    "a later actual does not count": ("10", {2023: "11", 2025: "13"}, "12", "on_track"),
    "an estimated baseline counts": ("预计10", {}, "11", "on_track"),
    "no baseline: overall is against the earliest actual": ("——", {2022: "10", 2023: "13"}, "12", "slightly_behind"),
    "no baseline: better than the one earlier actual": ("——", {2023: "10"}, "12", "on_track"),
    "no baseline: equal to the one earlier actual": ("——", {2023: "12"}, "12", "behind"),
    "no baseline: worse than the one earlier actual": ("——", {2023: "13"}, "12", "regressed"),
    "no earlier point": ("——", {}, "12", "no_reference"),
    "no earlier point that is known": ("——", {2022: "", 2023: "——"}, "12", "no_reference"),
    "no earlier point, though a later one": ("——", {2025: "10"}, "12", "no_reference"),
}  # fmt: skip
FROM_THE_LAST_YEAR_ON: dict[str, Course] = {
    "overall better, recent better": ("10", {2023: "11"}, "12", "achieved"),
    "overall better, recent worse": ("10", {2023: "13"}, "12", "achieved"),
    "overall equal, recent better": ("10", {2023: "9"}, "10", "behind"),
    "overall equal, recent worse": ("10", {2023: "11"}, "10", "behind"),
    "overall worse, recent better": ("10", {2023: "8"}, "9", "regressed"),
    "overall worse, recent worse": ("10", {2023: "9.5"}, "9", "regressed"),
    "overall better by less than 1": ("10", {2023: "11"}, "10.5", "achieved"),
    "overall worse by less than 1": ("10", {2023: "8"}, "9.5", "regressed"),
    "no baseline: overall is against the earliest actual": ("——", {2022: "10", 2023: "13"}, "12", "achieved"),
    "no earlier point": ("——", {}, "12", "no_reference"),
}
DIRECTIONS = ["rising", "falling", "keep stable"]  # the wording, not the direction, says which way is better


def negative(value: str) -> str:
    return value if value in ("", "——") else f"预计-{value[2:]}" if value.startswith("预计") else f"-{value}"


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(
    ("baseline", "earlier", "value", "expected"), BEFORE_THE_LAST_YEAR.values(), ids=BEFORE_THE_LAST_YEAR
)
def test_before_the_last_year(
    baseline: str, earlier: dict[int, str], value: str, expected: str, direction: str
) -> None:
    rise = row(f"direction: {direction}, baseline: {baseline}", "2025: 稳步提升", earlier | {2024: value})
    mirrored = {year: negative(each) for year, each in (earlier | {2024: value}).items()}
    fall = row(f"direction: {direction}, baseline: {negative(baseline)}", "2025: 稳步下降", mirrored)
    assert (rise.standing, fall.standing) == (expected, expected)


@pytest.mark.parametrize("last", [2024, 2022])
@pytest.mark.parametrize(
    ("baseline", "earlier", "value", "expected"), FROM_THE_LAST_YEAR_ON.values(), ids=FROM_THE_LAST_YEAR_ON
)
def test_from_the_last_year_on_overall_alone_decides(
    baseline: str, earlier: dict[int, str], value: str, expected: str, last: int
) -> None:
    rise = row(f"direction: rising, baseline: {baseline}", f"{last}: 稳步提升", earlier | {2024: value})
    mirrored = {year: negative(each) for year, each in (earlier | {2024: value}).items()}
    fall = row(f"direction: falling, baseline: {negative(baseline)}", f"{last}: 逐步下降", mirrored)
    assert (rise.standing, fall.standing) == (expected, expected)


# Properties


def expected_standing(b: int, r: int, a: int, final: bool) -> str:
    """Table 4.2 for `at least r`, said again in whole numbers: r is a milestone, and the last one where `final`, else
    it is followed by one of r + 50."""
    if a >= r:
        top = r if final else r + 50
        return "achieved" if final or (a >= top and top > b) else "on_track"
    missing = (r - a) * 100  # r > a ≥ 0, so r > 0
    if missing <= r:
        return "slightly_behind"
    if a < b:
        return "regressed"
    # From here on b ≤ a < r, so there is a pace.
    return "slightly_behind" if (a - b) * 10 >= 6 * (r - b) and missing <= 10 * r else "behind"


amounts = st.integers(0, 400)


@given(b=amounts, r=amounts, a=amounts, final=st.booleans())
def test_standings_of_a_rising_bound_agree_with_the_table_said_again(b: int, r: int, a: int, final: bool) -> None:
    cells = f"2024: {r}" if final else f"2024: {r}, 2026: {r + 50}"
    assert row(f"direction: rising, baseline: {b}", cells, {2024: str(a)}).standing == expected_standing(b, r, a, final)


@given(r=st.integers(100, 300), a=st.integers(80, 300), share=st.integers(0, 100), final=st.booleans())
def test_standings_near_a_rising_bound_agree_too(r: int, a: int, share: int, final: bool) -> None:
    b = max(0, r - share)
    cells = f"2024: {r}" if final else f"2024: {r}, 2026: {r + 50}"
    assert row(f"direction: rising, baseline: {b}", cells, {2024: str(a)}).standing == expected_standing(b, r, a, final)


values = st.decimals(min_value=-100, max_value=100, places=1)


@given(b=values, r=values, a=values, last=values)
def test_falling_mirrors_rising_in_what_is_met(b: Decimal, r: Decimal, a: Decimal, last: Decimal) -> None:
    rising = row(f"direction: rising, baseline: {b}", f"2024: {r}, 2026: {last}", {2024: f"{a}"})
    falling = row(f"direction: falling, baseline: {-b}", f"2024: {-r}, 2026: {-last}", {2024: f"{-a}"})
    assert (rising.clause, rising.standing) == (falling.clause, falling.standing)
    assert rising.margin == falling.margin
    assert rising.pace == falling.pace


@given(b=values, r=values, a=values, better=st.decimals(min_value=0, max_value=50, places=1))
def test_a_better_value_never_has_a_worse_verdict(b: Decimal, r: Decimal, a: Decimal, better: Decimal) -> None:
    order = ["regressed", "behind", "slightly_behind", "on_track", "achieved"]
    indicator, cells = f"direction: rising, baseline: {b}", f"2024: {r}, 2026: {r + 10}"
    worse_standing = row(indicator, cells, {2024: f"{a}"}).standing
    better_standing = row(indicator, cells, {2024: f"{a + better}"}).standing
    assert order.index(better_standing) >= order.index(worse_standing)


def test_thresholds_are_compared_exactly() -> None:
    """A shortfall of one part in 10¹² beyond 1 % is beyond 1 %; in binary floats it would be lost."""
    assert row("direction: rising, baseline: 98", "2025: 100", {2025: "99"}, 2025).standing == "slightly_behind"
    just_beyond = row("direction: rising, baseline: 98", "2025: 100", {2025: "98.99999999999999999"}, 2025)
    assert just_beyond.standing == "behind"
    assert just_beyond.pace == Fraction("0.99999999999999999") / 2
