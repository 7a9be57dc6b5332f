"""Sections 4.1 to 4.5 for goals of their own year: a rate, and a count, which begins at 0 every year."""

from fractions import Fraction

import pytest
from tables import asked, course, row

from gongfu_cli.book.period import up_to
from gongfu_cli.scoring.bands import bands
from gongfu_cli.scoring.trend import Trend
from gongfu_cli.sheets.phrases import look_of

RATE = "timing: rate, direction: rising, baseline: 100"
COUNT = "timing: count, direction: rising, baseline: ——"
FEWER = "timing: count, direction: falling, baseline: ——"
STABLE = "timing: count, direction: keep stable, worse: lower, tolerance: 1, baseline: 100"
MARCH, JUNE, NOVEMBER = up_to(2025, 3), up_to(2025, 6), up_to(2025, 11)

# The row, its cells, what is asked by period.
REQUIREMENTS = {
    # a cell asks in its own year only, nothing before or after, no line
    "a rate asks in its own year only": (
        RATE, "2022: 6, 2025: 8", {
            2021: "nothing", 2022: ">= 6 official", 2023: "nothing", 2024: "nothing", 2025: ">= 8 official",
            2026: "nothing", up_to(2024, 6): "nothing", up_to(2026, 1): "nothing"}),
    "a count asks in its own year only": (
        COUNT, "2022: 600, 2025: 800", {
            2021: "nothing", 2022: ">= 600 official", 2023: "nothing", 2025: ">= 800 official", 2026: "nothing",
            up_to(2024, 6): "nothing", up_to(2026, 1): "nothing"}),
    "—— asks for nothing in its year": (COUNT, "2022: 600, 2025: ——", {2025: "nothing", JUNE: "nothing"}),
    "words ask in their own year only": (
        RATE, "2025: 稳步提升", {2024: "nothing", 2025: "rise official", 2026: "nothing"}),
    "a hold in its own year": (RATE, "2025: 持续巩固", {2024: "nothing", 2025: ">= 100 baseline", 2026: "nothing"}),
    # In a part-year a rate's cell stands as it is.
    "a rate's number in a part of its year": (RATE, "2025: 8", {MARCH: ">= 8 standing", NOVEMBER: ">= 8 standing"}),
    "a rate's bound": (RATE, "2025: 突破8", {JUNE: "> 8 standing"}),
    "a rate's range": (RATE, "2025: 6–8", {JUNE: "6–8 standing", 2025: "6–8 official"}),
    "a rate's rise": (RATE, "2025: 稳步提升", {JUNE: "rise standing"}),
    "a rate's hold": (RATE, "2025: 持续巩固", {JUNE: ">= 100 baseline"}),
    # Of a count, cell × m/12 is asked, rounded to its lenient side at the cell's decimals.
    "a count's number": (COUNT, "2025: 1000", {
        MARCH: ">= 250 interpolated", JUNE: ">= 500 interpolated", NOVEMBER: ">= 916 interpolated"}),
    "a count's number of two decimals": (COUNT, "2025: 10.00", {NOVEMBER: ">= 9.16 interpolated"}),
    "the cell's decimals, not those of the row's other cells": (
        COUNT, "2022: 10.00, 2025: 10", {NOVEMBER: ">= 9 interpolated"}),
    "the cell's decimals, not those of the baseline": (
        "timing: count, direction: rising, baseline: 1.00", "2025: 10", {NOVEMBER: ">= 9 interpolated"}),
    "falling: up": (FEWER, "2025: 10", {MARCH: "<= 3 interpolated", JUNE: "<= 5 interpolated", 2025: "<= 10 official"}),
    "a bound pointing its way": (COUNT, "2025: 突破10", {MARCH: "> 2 interpolated", 2025: "> 10 official"}),
    "falling: a bound pointing its way": (
        FEWER, "2025: 10以内", {MARCH: "<= 3 interpolated", 2025: "<= 10 official"}),
    "falling: a strict bound pointing its way": (FEWER, "2025: 低于10", {MARCH: "< 3 interpolated"}),
    "a negative number: down is less": (COUNT, "2025: -10", {MARCH: ">= -3 interpolated"}),
    # of a range its lower end, at the more decimals of its two ends
    "a range: at least its lower end": (COUNT, "2025: 10–20", {2025: ">= 10 official", MARCH: ">= 2 interpolated"}),
    "a range: at the more decimals of its ends": (COUNT, "2025: 10–20.5", {MARCH: ">= 2.5 interpolated"}),
    "falling: a range is at least its lower end": (
        FEWER, "2025: 10–20", {2025: ">= 10 official", MARCH: ">= 2 interpolated"}),
    "kept stable: a range is at least its lower end": (
        STABLE, "2025: 10–20", {2025: ">= 10 official", MARCH: ">= 2 interpolated"}),
    # a rank, 全覆盖, 清零, a bound pointing the other way and a number under keep stable stand as they are
    "a rank": (FEWER, "2025: 前三", {MARCH: "<= 3 standing", 2025: "<= 3 official"}),
    "a rank under rising": (COUNT, "2025: 第1", {MARCH: "<= 1 standing"}),
    "全覆盖": (COUNT, "2025: 全覆盖", {MARCH: ">= 100 standing", 2025: ">= 100 official"}),
    "清零": (FEWER, "2025: 清零", {MARCH: "<= 0 standing"}),
    "rising: at most": (COUNT, "2025: 10以内", {MARCH: "<= 10 standing"}),
    "falling: at least": (FEWER, "2025: ≥10", {MARCH: ">= 10 standing"}),
    "a number under keep stable": (STABLE, "2025: 10", {MARCH: ">= 9 standing", 2025: ">= 9 official"}),
    "a bound under keep stable": (STABLE, "2025: ≥10", {MARCH: ">= 10 standing"}),
    # rise, fall and hold ask for nothing until the year's end
    "a rise": (COUNT, "2025: 稳步提升", {MARCH: "nothing", 2025: "rise official"}),
    "a fall": (COUNT, "2025: 稳步下降", {MARCH: "nothing", 2025: "fall official"}),
    "a hold": (STABLE, "2025: 持续巩固", {MARCH: "nothing", 2025: ">= 99 baseline"}),
    # an open wording has its number at the year's end only
    "an open wording": (
        COUNT,
        {"2021-11-09, resolved: [{id: 1, year: 2025, target: 10–12, source: 通知}]": "2025: 完成上级下达指标"},
        {JUNE: "nothing", 2025: ">= 10 resolved"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("path", ["linear", "step"])
@pytest.mark.parametrize(("of", "cells", "expected"), REQUIREMENTS.values(), ids=REQUIREMENTS)
def test_what_is_asked(of, cells, expected, path):
    """`--path` concerns levels alone."""
    on = course(of, cells, path)
    assert {period: asked(on.at(period)) for period in expected} == expected


CASES = {
    # 7: met, and the goal is of its own year and this is the year's end
    "7 a rate at its year's end": (RATE, "2022: 6, 2025: 8", "6", 2022, "7 achieved"),
    "7 a count at its year's end": (COUNT, "2022: 6, 2025: 8", "6", 2022, "7 achieved"),
    "9 a rate in a part of its year": (RATE, "2025: 8", "9", JUNE, "9 on_track"),
    "9 a count in a part of its year": (COUNT, "2025: 10", "5", JUNE, "9 on_track"),
    # 7: a count that asks at least a number already has the whole year's
    "7 a count has the whole year's": (COUNT, "2025: 10", "10", JUNE, "7 achieved"),
    "9 a count has not quite the whole year's": (COUNT, "2025: 10", "9.9", JUNE, "9 on_track"),
    "9 a strict count has not more than the whole year's": (COUNT, "2025: 突破10", "10", JUNE, "9 on_track"),
    "7 a strict count has the whole year's": (COUNT, "2025: 突破10", "10.1", JUNE, "7 achieved"),
    "7 a range's lower end": (COUNT, "2025: 10–20", "10", JUNE, "7 achieved"),
    "7 全覆盖": (COUNT, "2025: 全覆盖", "100", JUNE, "7 achieved"),
    "7 falling, at least": (FEWER, "2025: ≥10", "10", JUNE, "7 achieved"),
    "7 kept stable, worse lower": (STABLE, "2025: 10", "9", JUNE, "7 achieved"),
    "9 at most: the year may still bring more": (FEWER, "2025: 10", "0", JUNE, "9 on_track"),
    "9 清零": (FEWER, "2025: 清零", "0", JUNE, "9 on_track"),
    "9 kept stable, on both sides": (
        "timing: count, direction: keep stable, baseline: ——", "2025: 10", "10", JUNE, "9 on_track"),
    # 8 is for levels alone
    "9 a rate that satisfies the last goal": (RATE, "2025: 108, 2026: 110", "110", JUNE, "9 on_track"),
    # 10 is for levels alone
    "12 worse than the baseline": (RATE, "2025: 108", "90", JUNE, "12 behind"),
    # 11: there is no pace
    "11 short by 5 %": (RATE, "2025: 200", "190", JUNE, "11 slightly_behind"),
    "12 short by more than 5 %, though most of the way was made": (RATE, "2025: 200", "189", JUNE, "12 behind"),
    "11 a count": (COUNT, "2025: 400", "190", JUNE, "11 slightly_behind"),
    "12 a count": (COUNT, "2025: 400", "189", JUNE, "12 behind"),
    # 1 and 6 read the year's end for Y
    "1 attested at the year's end": (
        RATE, "2022: 全省前列, 2025: 8", "{verdict: met, source: 考核}", 2022, "1 achieved"),
    "1 attested in a part of the year": (
        RATE, "2025: 全省前列", "{verdict: met, source: 考核}", JUNE, "1 on_track"),
    "1 attested as missed": (RATE, "2025: 全省前列", "{verdict: missed, source: 考核}", JUNE, "1 behind"),
    "2 neither": (COUNT, "2025: 全省前列", "3", JUNE, "2 target_pending"),
    "6 a rise at the year's end": (RATE, "2022: 稳步提升, 2025: 8", "101", 2022, "6 achieved"),
    "6 a rise in a part of the year": (RATE, "2025: 稳步提升", "101", JUNE, "6 on_track"),
    "6 no change at the year's end": (RATE, "2022: 稳步提升, 2025: 8", "100", 2022, "6 behind"),
    # 3: nothing is asked
    "3 a count's rise in a part of the year": (COUNT, "2025: 稳步提升", "5", JUNE, "3 not_due"),
    "3 another year": (RATE, "2022: 6, 2025: 8", "5", 2023, "3 not_due"),
    # 4
    "4 nothing filed in a part of the year": (COUNT, "2025: 10", "", JUNE, "4 not_due"),
    "4 nothing filed in the year": (COUNT, "2025: 10", "", 2025, "4 no_data"),
    # 5
    "5 a hold without a baseline": (
        "timing: rate, direction: rising", "2025: 持续巩固", "5", 2025, "5 no_reference"),
}  # fmt: skip


@pytest.mark.parametrize(("of", "cells", "value", "period", "standing"), CASES.values(), ids=CASES)
def test_the_standing(of, cells, value, period, standing):
    scored = row(of, cells, {period: value}, period)
    assert f"{scored.clause.number} {scored.standing}" == standing


def test_a_rise_of_a_rate_follows_two_signs_until_its_years_end():
    """Before the year's end, overall better and recent worse is slightly behind; at it, overall alone decides."""
    values = {2024: "120", JUNE: "110", 2025: "110"}
    assert row(RATE, "2025: 稳步提升", values, JUNE).standing == "slightly_behind"
    assert row(RATE, "2025: 稳步提升", values, 2025).standing == "achieved"


@pytest.mark.parametrize("timing", ["rate", "count"])
@pytest.mark.parametrize("period", [JUNE, 2025])
def test_a_goal_of_its_own_year_has_no_pace_and_no_progress(timing, period):
    """Pace and progress are for levels, and elapsed is there where progress is; attainment is for all."""
    scored = row(f"timing: {timing}, direction: rising, baseline: 100", "2025: 400", {period: "150"}, period)
    assert (scored.pace, scored.progress, scored.elapsed) == (None, None, None)
    assert scored.attainment == Fraction(150, 200 if (timing, period) == ("count", JUNE) else 400)


@pytest.mark.parametrize(
    ("flag", "cells", "value"),
    [("looser-target", "2025: 90", "95"), ("worse-than-baseline", "2025: 110", "95"),
     ("worse-than-baseline", "2025: 稳步提升", "95"), ("at-final-level", "2024: 110, 2025: 120", "125")],
)  # fmt: skip
def test_three_flags_are_for_levels_only(flag, cells, value):
    level = row("timing: level, direction: rising, baseline: 100", cells, {2024: value})
    assert flag in level.flags
    for timing in ("rate", "count"):
        assert flag not in row(f"timing: {timing}, direction: rising, baseline: 100", cells, {2024: value}).flags
        part = {up_to(2024, 6): value}
        assert flag not in row(f"timing: {timing}, direction: rising, baseline: 100", cells, part, up_to(2024, 6)).flags


def test_the_share_of_a_count_is_marked_as_interpolated():
    assert "interpolated" in row(COUNT, "2025: 1000", {JUNE: "500"}, JUNE).flags
    assert "interpolated" not in row(COUNT, "2025: 全覆盖", {JUNE: "50"}, JUNE).flags
    assert "interpolated" not in row(COUNT, "2025: 1000", {2025: "500"}, 2025).flags


def test_rounding_may_decide_about_a_share():
    assert "rounding-sensitive" in row(COUNT, "2025: 1000", {JUNE: "500"}, JUNE).flags
    assert "rounding-sensitive" not in row(COUNT, "2025: 1000", {JUNE: "510"}, JUNE).flags


def test_margin_and_shortfall_are_against_the_share():
    scored = row(COUNT, "2025: 1000", {JUNE: "400"}, JUNE)
    assert (scored.margin, scored.shortfall) == (-100, Fraction(1, 5))


def test_a_further_goal_of_a_count_is_its_share_too():
    documents = {"2021-11-09": "2025: 100", "2025-02-28": "2025: 200"}
    (goal,) = row(COUNT, documents, {JUNE: "99"}, JUNE).further
    assert (goal.cell.text, goal.met) == ("200", False)
    (goal,) = row(COUNT, documents, {JUNE: "100"}, JUNE).further
    assert goal.met is True


def test_no_further_goal_where_its_document_asks_for_nothing():
    documents = {"2021-11-09": "2024: 1, 2025: 100", "2025-02-28": "2026: 200"}
    assert row(COUNT, documents, {JUNE: "99"}, JUNE).further == ()


def test_a_baseline_may_be_left_out():
    """`baseline` may be left out, which is ——."""
    scored = row("timing: count, direction: rising", "2025: 10", {2025: "10"}, 2025)
    assert (scored.baseline, scored.indicator.baseline.text) == (None, "——")


def test_a_goal_of_its_own_year_has_no_course_over_the_years():
    """What a count makes in a year says nothing of the next."""
    scored = row("timing: count, direction: rising, baseline: 5", "2024: 10, 2026: 20", {2024: "10"})
    trend = Trend(scored.indicator, 2020, [scored])
    assert (trend.kept, trend.needed, trend.landing, trend.lands) == (None, None, None, None)


@pytest.mark.parametrize(
    ("of", "value", "period", "words"),
    [
        (RATE, "10", 2025, "完成"),
        (RATE, "1", 2025, "未完成"),
        (RATE, "1", JUNE, "滞后"),
        (COUNT, "10", JUNE, "完成"),
        (COUNT, "1", JUNE, "滞后"),
    ],
)
def test_a_standing_at_the_years_end_is_final(of, value, period, words):
    """There is nothing to be kept or made up for: 完成 and 未完成, not 须保持 and 滞后."""
    assert look_of(row(of, "2025: 10, 2026: 12", {period: value}, period)).words.zh == words


def test_the_values_of_a_count_and_their_standings():
    """The whole year's number is a turning point: from it on the year's goal is achieved."""
    found = bands(row(COUNT, "2025: 1000", {JUNE: "800"}, JUNE))
    assert [(band.low, band.standing) for band in found[-2:]] == [(500, "on_track"), (1000, "achieved")]
