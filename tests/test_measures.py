"""Section 4.3, the measures: attainment, progress and elapsed; and the pace and margin of section 4.2."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import course, row

from gongfu_cli.book.number import printed

RISING = "direction: rising, baseline: 10"
FALLING = "direction: falling, baseline: 40"
UNKNOWN = "direction: rising, baseline: ——"
OPEN = "2022: 完成上级下达指标, 2025: 完成上级下达指标"
SETTLED = "2021-11-09, resolved: [{id: 1, year: 2025, target: 30, source: 通知}]"

# Attainment: the cell, the value, the attainment.
ATTAINMENT: dict[str, tuple[str, str, str]] = {
    "at least: a ÷ r": ("≥70", "63", "9/10"),
    "at least: 1 if met": ("≥70", "70", "1"),
    "at least: cut at 1": ("≥70", "140", "1"),
    "at least: nothing done": ("≥70", "0", "0"),
    "more than: a ÷ r": ("突破70", "63", "9/10"),
    "more than: a ÷ r at the bound itself": ("突破70", "70", "1"),
    "at least: not rounded": ("≥3", "1", "1/3"),
    "at least, a < 0: 0 if missed": ("≥70", "-1", "0"),
    "at least, r = 0: 1 if met": ("≥0", "1", "1"),
    "at least, r = 0: 1 at 0": ("≥0", "0", "1"),
    "at least, r = 0: 0 if missed": ("≥0", "-1", "0"),
    "at least, r < 0: 1 if met": ("≥-5", "-3", "1"),
    "at least, r < 0: 1 if met by a positive value": ("≥-5", "3", "1"),
    "at least, r < 0: 0 if missed": ("≥-5", "-6", "0"),
    "at least, r < 0, if by less than 1: 0 if missed": ("≥-0.5", "-0.6", "0"),
    "more than, r = 0: 0 at 0": ("'>0'", "0", "0"),
    "at most: 1 if met": ("≤1.5", "1.5", "1"),
    "at most: 1 if well met": ("≤1.5", "0.5", "1"),
    "at most: 1 at 0": ("≤1.5", "0", "1"),
    "at most: r ÷ a": ("≤1.5", "3", "1/2"),
    "less than: r ÷ a at the bound itself": ("<1.5", "1.5", "1"),
    "at most, a < 0: 1 if met": ("≤1.5", "-1", "1"),
    "at most, r = 0: 1 if met": ("≤0", "0", "1"),
    "at most, r = 0: 0 if missed": ("≤0", "0.1", "0"),
    "at most, r < 0: 1 if met": ("≤-5", "-6", "1"),
    "at most, r < 0: 0 if missed": ("≤-5", "-4", "0"),
    "at most, r < 0: 0 if missed by a positive value": ("≤-5", "4", "0"),
    "within: 1 inside": ("0.4–0.5", "0.45", "1"),
    "within: 1 at the low end": ("0.4–0.5", "0.4", "1"),
    "within: 1 at the high end": ("0.4–0.5", "0.5", "1"),
    "within: 1 − shortfall below": ("0.4–0.5", "0.3", "3/4"),
    "within: 1 − shortfall above": ("0.4–0.5", "0.6", "4/5"),
    "within: cut at 0": ("0.4–0.5", "2", "0"),
    "within: above a range that begins at 0": ("0–10", "11", "9/10"),
    "within, a < 0: 0 if missed": ("0–10", "-1", "0"),
    "within, a < 0: 1 if inside": ("-10–10", "-1", "1"),
    "within, below 0: 0 if missed": ("-10–-5", "-4", "0"),
    "a hold: a ÷ r": ("持续巩固", "9", "9/10"),
    "a hold: 1 if met": ("持续巩固", "11", "1"),
}


@pytest.mark.parametrize(("cell", "value", "expected"), ATTAINMENT.values(), ids=ATTAINMENT)
def test_attainment(cell: str, value: str, expected: str) -> None:
    assert row(RISING, f"2025: {cell}", {2025: value}, 2025).attainment == Fraction(expected)


@pytest.mark.parametrize(
    ("indicator", "cell", "value", "expected"),
    [
        (FALLING, "30", "30", "1"),
        (FALLING, "30", "40", "3/4"),
        (FALLING, "持续巩固", "50", "4/5"),
        ("direction: keep stable, worse: lower, tolerance: 2, baseline: 82", "持续巩固", "72", "9/10"),
        ("direction: keep stable, worse: higher, tolerance: 2, baseline: 82", "持续巩固", "96", "7/8"),
        ("direction: keep stable, worse: higher, tolerance: 2, baseline: 82", "持续巩固", "72", "1"),
        ("direction: keep stable, tolerance: 2, baseline: 10", "82", "72", "9/10"),
        ("direction: keep stable, tolerance: 2, baseline: 10", "78", "72", "18/19"),
        ("direction: keep stable, tolerance: 2, baseline: 10", "78", "100", "3/4"),
    ],
)
def test_attainment_follows_the_requirement_not_the_cell(indicator: str, cell: str, value: str, expected: str) -> None:
    assert row(indicator, f"2025: {cell}", {2025: value}, 2025).attainment == Fraction(expected)


def test_attainment_is_against_the_requirement_for_the_year_as_rounded() -> None:
    assert row(RISING, "2022: 20, 2025: 40", {2023: "13"}, 2023).attainment == Fraction(13, 26)


NOT_JUDGED_BY_A_NUMBER = {
    "a rise": (RISING, "2025: 稳步提升", "12"),
    "a fall": (RISING, "2025: 稳步下降", "8"),
    "an attested verdict": (RISING, OPEN, "{value: 12, verdict: met, source: 考核}"),
    "an open wording": (RISING, OPEN, "12"),
    "nothing asked": (RISING, "2025: ——", "12"),
    "not surveyed": (RISING, "2025: 20", "——"),
    "no actual": (RISING, "2025: 20", ""),
    "a hold on an unknown baseline": (UNKNOWN, "2025: 持续巩固", "12"),
    "before a first milestone without a baseline": (UNKNOWN, "2025: 20", "12"),
}


@pytest.mark.parametrize(("indicator", "cells", "value"), NOT_JUDGED_BY_A_NUMBER.values(), ids=NOT_JUDGED_BY_A_NUMBER)
def test_attainment_and_margin_are_for_rows_judged_by_a_number(indicator: str, cells: str, value: str) -> None:
    scored = row(indicator, cells, {2024: value})
    assert scored.attainment is None
    assert scored.margin is None


# Progress and elapsed: the row, its cells, its value in 2024, the progress.
PROGRESS: dict[str, tuple[str, str | dict[str, str], str, str | None]] = {
    "the share of the whole way": (RISING, "2022: 20, 2025: 30", "25", "3/4"),
    "falling": (FALLING, "2022: 35, 2025: 20", "25", "3/4"),
    "towards a bound": (RISING, "2025: 突破30", "25", "3/4"),
    "arrived": (RISING, "2025: 30", "30", "1"),
    "not cut at 1": (RISING, "2025: 30", "50", "2"),
    "not cut at 0": (RISING, "2025: 30", "0", "-1/2"),
    "at the start": (RISING, "2025: 30", "10", "0"),
    "not rounded": (RISING, "2025: 40", "20", "1/3"),
    "from an estimate": ("direction: rising, baseline: 预计10", "2025: 30", "25", "3/4"),
    "from a negative baseline": ("direction: rising, baseline: -10", "2025: 10", "5", "3/4"),
    "towards a resolved number of the last year": (RISING, {SETTLED: "2025: 完成上级下达指标"}, "25", "3/4"),
    "whatever the standing: target pending": (RISING, "2022: 完成上级下达指标, 2025: 30", "25", "3/4"),
    "whatever the standing: a rise": (RISING, "2022: 稳步提升, 2025: 30", "25", "3/4"),
    "whatever the standing: a range": (RISING, "2022: 11–12, 2025: 30", "25", "3/4"),
    "none: keep stable": ("direction: keep stable, worse: lower, baseline: 10", "2025: 30", "25", None),
    "none: the last cell is a range": (RISING, "2022: 20, 2025: 30–40", "25", None),
    "none: the last cell is a hold": (RISING, "2022: 20, 2025: 持续巩固", "25", None),
    "none: the last cell is a rise": (RISING, "2022: 20, 2025: 稳步提升", "25", None),
    "none: the last cell is open": (RISING, "2022: 20, 2025: 完成上级下达指标", "25", None),
    "none: the last target equals the baseline": (RISING, "2022: 20, 2025: 10", "25", None),
    "none: the last target is looser than the baseline": (RISING, "2022: 20, 2025: 9", "25", None),
    "none: no baseline": (UNKNOWN, "2022: 20, 2025: 30", "25", None),
    "none: no actual": (RISING, "2025: 30", "", None),
    "none: not surveyed": (RISING, "2025: 30", "——", None),
    "none: nothing asked": (RISING, "2025: ——", "25", None),
}


@pytest.mark.parametrize(("indicator", "cells", "value", "expected"), PROGRESS.values(), ids=PROGRESS)
def test_progress(indicator: str, cells: str | dict[str, str], value: str, expected: str | None) -> None:
    scored = row(indicator, cells, {2024: value})
    assert scored.progress == (Fraction(expected) if expected else None)
    assert scored.elapsed == (Fraction(4, 5) if expected else None)


def test_progress_where_step_asks_for_nothing_yet() -> None:
    scored = row(RISING, "2025: 30", {2024: "25"}, path="step")
    assert (scored.standing, scored.progress, scored.elapsed) == ("not_due", Fraction(3, 4), Fraction(4, 5))


@pytest.mark.parametrize(("year", "elapsed"), [(2021, "1/5"), (2023, "3/5"), (2025, "1"), (2026, "1"), (2030, "1")])
def test_elapsed_is_the_share_of_the_years_and_cut_at_1(year: int, elapsed: str) -> None:
    assert row(RISING, "2022: 20, 2025: 30, 2026: ——", {year: "25"}, year).elapsed == Fraction(elapsed)


@pytest.mark.parametrize("last", [2019, 2020])
def test_all_has_elapsed_where_the_last_milestone_is_not_after_the_baseline(last: int) -> None:
    assert row(RISING, f"{last}: 30", {2024: "25"}).elapsed == 1


# Pace: (a − b) ÷ (r − b).
PACE: dict[str, tuple[str, str, str, str | None]] = {
    "the share of the change due by now": (RISING, "2024: 20, 2026: 50", "15", "1/2"),
    "falling": (FALLING, "2024: 20, 2026: 10", "25", "3/4"),
    "against the requirement as rounded": (RISING, "2026: 30", "18", "8/13"),
    "of a strict bound": (RISING, "2024: 突破20", "15", "1/2"),
    "not cut at 1": (RISING, "2024: 20", "40", "3"),
    "not cut at 0": (RISING, "2024: 20", "5", "-1/2"),
    "none: r equals the baseline": (RISING, "2024: 10", "9", None),
    "none: r is worse than the baseline": (RISING, "2024: 9", "8", None),
    "none: falling, r is worse than the baseline": (FALLING, "2024: 50", "51", None),
    "none: a hold": (RISING, "2024: 持续巩固", "9", None),
    "none: a range": (RISING, "2024: 20–30", "15", None),
    "none: a rise": (RISING, "2024: 稳步提升", "15", None),
    "none: keep stable": ("direction: keep stable, worse: lower, baseline: 10", "2024: 20", "15", None),
    "none: no baseline": (UNKNOWN, "2024: 20", "15", None),
    "none: no actual": (RISING, "2024: 20", "", None),
    "none: no requirement": (RISING, "2024: ——", "15", None),
}


@pytest.mark.parametrize(("indicator", "cells", "value", "expected"), PACE.values(), ids=PACE)
def test_pace(indicator: str, cells: str, value: str, expected: str | None) -> None:
    assert row(indicator, cells, {2024: value}).pace == (Fraction(expected) if expected else None)


# Margin: how far inside (+) or outside (−), in the unit and as printed.
MARGIN: dict[str, tuple[str, str, str, str | None]] = {
    "inside at least": (RISING, "≥20.00", "24.86", "4.86"),
    "outside at least": (RISING, "≥20", "19.5", "-0.5"),
    "inside more than": (RISING, "突破28", "28.5", "0.5"),
    "at a strict bound, missed by nothing": (RISING, "突破28", "28", "0"),
    "inside at most": (FALLING, "≤1.5", "1.2", "0.3"),
    "outside at most": (FALLING, "≤1.5", "1.7", "-0.2"),
    "inside a range, to the nearer end: low": (RISING, "20–30", "22", "2"),
    "inside a range, to the nearer end: high": (RISING, "20–30", "29", "1"),
    "at the end of a range": (RISING, "20–30", "30", "0"),
    "below a range": (RISING, "20–30", "18", "-2"),
    "above a range": (RISING, "20–30", "33", "-3"),
    "a hold": (RISING + ", tolerance: 2", "持续巩固", "9", "1"),
    "a kept number": ("direction: keep stable, tolerance: 2, baseline: 10", "20", "23", "-1"),
    "negative numbers": (RISING, "≥-5", "-7.5", "-2.5"),
    "no binary artefact": (RISING, "≥0.3", "0.4", "0.1"),
}


@pytest.mark.parametrize(("indicator", "cell", "value", "expected"), MARGIN.values(), ids=MARGIN)
def test_margin(indicator: str, cell: str, value: str, expected: str) -> None:
    margin = row(indicator, f"2024: {cell}", {2024: value}).margin
    assert margin is not None
    assert printed(margin) == expected


def test_margin_is_from_the_requirement_as_rounded() -> None:
    assert row(RISING, "2022: 20, 2025: 40", {2023: "26"}, 2023).margin == 0


# Properties


numbers = st.decimals(min_value=-50, max_value=50, places=1)
cells = st.one_of(
    st.builds("2024: {}{}".format, st.sampled_from(["≥", "≤", "突破", "低于", ""]), numbers),
    st.builds(lambda low, high: f"2024: {min(low, high)}–{max(low, high)}", numbers, numbers),
    st.just("2024: 持续巩固"),
)


@given(direction=st.sampled_from(["rising", "falling", "keep stable"]), baseline=numbers, cell=cells, value=numbers)
def test_attainment_is_from_0_to_1_and_1_where_met(
    direction: str, baseline: Decimal, cell: str, value: Decimal
) -> None:
    scored = row(f"direction: {direction}, baseline: {baseline}", cell, {2024: f"{value}"})
    assert scored.attainment is not None
    assert 0 <= scored.attainment <= 1
    assert scored.verdict == "gap" or scored.attainment == 1


@given(direction=st.sampled_from(["rising", "falling", "keep stable"]), baseline=numbers, cell=cells, value=numbers)
def test_the_margin_is_not_negative_where_met_and_not_positive_where_missed(
    direction: str, baseline: Decimal, cell: str, value: Decimal
) -> None:
    scored = row(f"direction: {direction}, baseline: {baseline}", cell, {2024: f"{value}"})
    assert scored.margin is not None
    assert scored.margin >= 0 if scored.verdict == "on_track" else scored.margin <= 0


@given(baseline=numbers, last=numbers, year=st.integers(2021, 2025))
def test_on_the_exact_line_progress_is_what_has_elapsed(baseline: Decimal, last: Decimal, year: int) -> None:
    value = baseline + (last - baseline) * (year - 2020) / 5
    scored = row(f"direction: rising, baseline: {baseline}", f"2025: {last}", {year: f"{value:f}"}, year)
    assert scored.progress == (scored.elapsed if last > baseline else None)
    assert course(f"direction: rising, baseline: {baseline}", f"2025: {last}").last == 2025
