"""Section 4.1: the requirement that a year puts on a row. Each case is named after the sentence it proves."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tables import asked, course, row

RISING = "direction: rising, baseline: 10"
FALLING = "direction: falling, baseline: 40"

COURSES: dict[str, tuple[str, str, dict[int, str]]] = {
    # At a milestone, its cell.
    "at a milestone, its cell": (
        RISING,
        "2022: 20, 2025: 41",
        {2022: ">= 20 official", 2025: ">= 41 official"},
    ),
    "at a milestone, its cell, looser than the one before": (
        RISING,
        "2022: 41, 2025: 20",
        {2022: ">= 41 official", 2025: ">= 20 official"},
    ),
    # In another year a cell stands:
    "before the first milestone the first stands": (
        RISING,
        "2023: 0.3–0.4, 2025: 0.5–0.6",
        {2021: "0.3–0.4 standing", 2022: "0.3–0.4 standing"},
    ),
    "between two milestones the earlier stands": (
        RISING,
        "2022: 0.3–0.4, 2025: 0.5–0.6",
        {2023: "0.3–0.4 standing", 2024: "0.3–0.4 standing"},
    ),
    "after the last milestone the last stands": (
        RISING,
        "2022: 20, 2025: 41",
        {2026: ">= 41 standing", 2035: ">= 41 standing"},
    ),
    "words stand like numbers": (
        RISING,
        "2022: 稳步提升, 2024: 稳步下降",
        {2021: "rise standing", 2023: "rise standing", 2024: "fall official", 2025: "fall standing"},
    ),
    # … except where the requirement lies on a straight line:
    "on a line between two milestones that are numbers": (
        RISING,
        "2022: 20, 2025: 41",
        {2023: ">= 27 interpolated", 2024: ">= 34 interpolated"},
    ),
    "on a line between three milestones, each time the two next": (
        RISING,
        "2022: 20, 2024: 40, 2026: 42",
        {2023: ">= 30 interpolated", 2025: ">= 41 interpolated"},
    ),
    "on a line between two that get looser": (
        RISING,
        "2022: 40, 2024: 20",
        {2023: ">= 30 interpolated"},
    ),
    "falling: on a line between two milestones": (
        FALLING,
        "2022: 30, 2025: 24",
        {2023: "<= 28 interpolated", 2024: "<= 26 interpolated"},
    ),
    "on a line between bounds pointing that way, with the later cell's operator": (
        RISING,
        "2022: ≥20, 2025: 超41",
        {2022: ">= 20 official", 2023: "> 27 interpolated", 2024: "> 34 interpolated", 2025: "> 41 official"},
    ),
    "on a line from a strict bound to a number": (
        RISING,
        "2022: 超20, 2025: 41",
        {2022: "> 20 official", 2023: ">= 27 interpolated"},
    ),
    "falling: on a line between bounds pointing that way": (
        FALLING,
        "2022: 30以内, 2025: 低于24",
        {2023: "< 28 interpolated"},
    ),
    "falling: on a line from a strict bound": (
        FALLING,
        "2022: <30, 2025: ≤24",
        {2023: "<= 28 interpolated"},
    ),
    "no line from a bound pointing the other way": (
        RISING,
        "2022: ≤20, 2025: 41",
        {2023: "<= 20 standing"},
    ),
    "no line to a bound pointing the other way": (
        RISING,
        "2022: 20, 2025: <41",
        {2023: ">= 20 standing"},
    ),
    "falling: no line to a bound pointing the other way": (
        FALLING,
        "2022: 30, 2025: ≥24",
        {2023: "<= 30 standing"},
    ),
    "falling: no line from a strict bound pointing the other way": (
        FALLING,
        "2022: '>30', 2025: 24",
        {2023: "> 30 standing"},
    ),
    "no line between equal values": (
        RISING,
        "2022: 20, 2025: ≥20.0",
        {2023: ">= 20 standing", 2024: ">= 20 standing"},
    ),
    "no line between equal values, the earlier operator stands": (
        RISING,
        "2022: 20, 2025: 超20",
        {2023: ">= 20 standing"},
    ),
    "no line to a range": (RISING, "2022: 20, 2025: 30–40", {2023: ">= 20 standing"}),
    "no line from words": (RISING, "2022: 稳步提升, 2025: 41", {2023: "rise standing"}),
    "no line to words": (RISING, "2022: 20, 2025: 持续巩固", {2023: ">= 20 standing"}),
    "no line where direction is keep stable": (
        "direction: keep stable, worse: lower, baseline: 10",
        "2022: 20, 2025: 41",
        {2021: ">= 20 standing", 2023: ">= 20 standing"},
    ),
    "no line between bounds where direction is keep stable": (
        "direction: keep stable, worse: lower, baseline: 10",
        "2022: ≥20, 2025: ≥41",
        {2021: ">= 20 standing", 2023: ">= 20 standing"},
    ),
    # … and before a first milestone strictly better than a known baseline, on the line from the baseline:
    "before a first milestone, on the line from the baseline": (
        RISING,
        "2025: 40",
        {2021: ">= 16 interpolated", 2022: ">= 22 interpolated", 2024: ">= 34 interpolated"},
    ),
    "falling: before a first milestone, on the line from the baseline": (
        FALLING,
        "2025: ≤30",
        {2021: "<= 38 interpolated", 2024: "<= 32 interpolated"},
    ),
    "from the baseline, with the operator of the first milestone": (
        RISING,
        "2022: 突破20, 2025: 41",
        {2021: "> 15 interpolated"},
    ),
    "from an estimated baseline too": (
        "direction: rising, baseline: 预计10",
        "2022: 20",
        {2021: ">= 15 interpolated"},
    ),
    "from a baseline of zero": ("direction: rising, baseline: 0", "2022: 20", {2021: ">= 10 interpolated"}),
    "from a negative baseline": ("direction: rising, baseline: -10", "2022: 20", {2021: ">= 5 interpolated"}),
    "a first milestone equal to the baseline stands": (
        RISING,
        "2023: 10, 2025: 41",
        {2021: ">= 10 standing", 2022: ">= 10 standing"},
    ),
    "a first milestone looser than the baseline stands": (
        RISING,
        "2023: 8",
        {2021: ">= 8 standing", 2022: ">= 8 standing"},
    ),
    "falling: a first milestone looser than the baseline stands": (
        FALLING,
        "2023: 44",
        {2022: "<= 44 standing"},
    ),
    "a first milestone that is a bound the other way stands": (
        RISING,
        "2023: ≤20",
        {2022: "<= 20 standing"},
    ),
    "before a first milestone that is such a cell without a known baseline: no requirement": (
        "direction: rising, baseline: ——",
        "2023: 20, 2025: 40",
        {2021: "nothing", 2022: "nothing", 2023: ">= 20 official", 2024: ">= 30 interpolated"},
    ),
    "a first bound without a known baseline: no requirement": (
        "direction: falling, baseline: ——",
        "2023: 20以内",
        {2021: "nothing", 2022: "nothing"},
    ),
    "a first range stands without a known baseline": (
        "direction: rising, baseline: ——",
        "2023: 30–40",
        {2022: "30–40 standing"},
    ),
    "a first bound the other way stands without a known baseline": (
        "direction: rising, baseline: ——",
        "2023: ≤20",
        {2022: "<= 20 standing"},
    ),
    # Rounding: the lenient side, at the most decimals printed in the row's baseline and cells.
    "a rising value is rounded down": (
        RISING,
        "2022: 20, 2025: 40",
        {2021: ">= 15 interpolated", 2023: ">= 26 interpolated", 2024: ">= 33 interpolated"},
    ),
    "a falling value is rounded up": (
        FALLING,
        "2022: 30, 2025: 20",
        {2023: "<= 27 interpolated", 2024: "<= 24 interpolated"},
    ),
    "a negative rising value is rounded down": (
        "direction: rising, baseline: -10",
        "2023: -9",
        {2021: ">= -10 interpolated", 2022: ">= -10 interpolated"},
    ),
    "a negative falling value is rounded up": (
        "direction: falling, baseline: -9",
        "2023: -10",
        {2021: "<= -9 interpolated", 2022: "<= -9 interpolated"},
    ),
    "at the decimals of the baseline": (
        "direction: rising, baseline: 16.94",
        "2022: 18, 2025: 21",
        {2021: ">= 17.47 interpolated", 2023: ">= 19.00 interpolated", 2024: ">= 20.00 interpolated"},
    ),
    "at the decimals of the later cell": (RISING, "2022: 20, 2025: 41.0", {2023: ">= 27.0 interpolated"}),
    "at the decimals of the earlier cell": (RISING, "2022: 20.00, 2025: 40", {2023: ">= 26.66 interpolated"}),
    "at the decimals of a cell beyond the line": (
        RISING,
        "2022: 20, 2025: 40, 2030: 50.0",
        {2023: ">= 26.6 interpolated"},
    ),
    "at the decimals of a range beyond the line": (
        RISING,
        "2022: 20, 2025: 40, 2030: 0.25–41.125",
        {2023: ">= 26.666 interpolated"},
    ),
    "falling, at the decimals printed": (FALLING, "2022: 30.0, 2025: 20", {2023: "<= 26.7 interpolated"}),
    # A hold: the baseline, less lenience of the tolerance, on the side that direction or `worse` names.
    "a hold, rising": (RISING, "2022: 持续巩固", {2021: ">= 10 baseline", 2024: ">= 10 baseline"}),
    "a hold, falling": (FALLING, "2022: 保持稳定", {2022: "<= 40 baseline"}),
    "a hold, rising, less the tolerance": (RISING + ", tolerance: 2", "2022: 持续巩固", {2022: ">= 8 baseline"}),
    "a hold, falling, plus the tolerance": (FALLING + ", tolerance: 0.5", "2022: 持续巩固", {2022: "<= 40.5 baseline"}),
    "a hold, rising, whatever `worse` says": (RISING + ", worse: higher", "2022: 持续巩固", {2022: ">= 10 baseline"}),
    "a hold, worse lower": (
        "direction: keep stable, worse: lower, tolerance: 1, baseline: 77",
        "2022: 持续巩固",
        {2022: ">= 76 baseline"},
    ),
    "a hold, worse higher": (
        "direction: keep stable, worse: higher, tolerance: 2, baseline: 77",
        "2022: 持续巩固",
        {2022: "<= 79 baseline"},
    ),
    "a hold, worse either": (
        "direction: keep stable, worse: either, tolerance: 2, baseline: 77",
        "2022: 持续巩固",
        {2022: "75–79 baseline"},
    ),
    "a hold without `worse` is either, without tolerance exact": (
        "direction: keep stable, baseline: 77",
        "2022: 持续巩固",
        {2022: "77–77 baseline"},
    ),
    "a hold on an unknown baseline": ("direction: rising, baseline: ——", "2022: 持续巩固", {2022: ">= ? baseline"}),
    # A number under keep stable: the number, moved by the tolerance to its lenient side, or with `either` within.
    "a kept number, worse lower": (
        "direction: keep stable, worse: lower, tolerance: 2, baseline: 70",
        "2022: 78, 2025: 80",
        {2021: ">= 76 standing", 2022: ">= 76 official", 2023: ">= 76 standing", 2025: ">= 78 official"},
    ),
    "a kept number, worse higher": (
        "direction: keep stable, worse: higher, tolerance: 2, baseline: 70",
        "2022: 78",
        {2022: "<= 80 official"},
    ),
    "a kept number, worse either": (
        "direction: keep stable, worse: either, tolerance: 0.5, baseline: 70",
        "2022: 78",
        {2022: "77.5–78.5 official"},
    ),
    "a kept number without a baseline": (
        "direction: keep stable, worse: lower, tolerance: 2, baseline: ——",
        "2023: 78",
        {2022: ">= 76 standing"},
    ),
    "a bound is not moved by a tolerance": (
        "direction: keep stable, worse: lower, tolerance: 2, baseline: 70",
        "2022: ≥78",
        {2022: ">= 78 official"},
    ),
    "a rising number is not moved by a tolerance": (RISING + ", tolerance: 2", "2022: 78", {2022: ">= 78 official"}),
    # An open wording without a resolved number, and what asks for nothing.
    "an open wording has no requirement": (
        RISING,
        "2022: 完成上级下达指标, 2025: 维持在合理区间",
        {2021: "nothing", 2022: "nothing", 2023: "nothing", 2025: "nothing", 2026: "nothing"},
    ),
    "—— is not a milestone: before it the later one counts": (
        RISING,
        "2022: ——, 2025: 40",
        {2021: ">= 16 interpolated", 2022: ">= 22 interpolated", 2025: ">= 40 official"},
    ),
    "—— is not a milestone: the line runs through": (
        RISING,
        "2022: 20, 2023: —, 2024: '', 2025: 41",
        {2023: ">= 27 interpolated", 2024: ">= 34 interpolated"},
    ),
    "—— is not a milestone: after the last the last stands": (
        RISING,
        "2022: 20, 2025: --",
        {2023: ">= 20 standing", 2025: ">= 20 standing"},
    ),
    "—— only: no requirement": (RISING, "2022: ——, 2025: ——", {2021: "nothing", 2025: "nothing"}),
}  # fmt: skip


@pytest.mark.parametrize(("indicator", "cells", "expected"), COURSES.values(), ids=COURSES)
def test_linear(indicator: str, cells: str, expected: dict[int, str]) -> None:
    asks = course(indicator, cells)
    assert {year: asked(asks.at(year)) for year in expected} == expected


STEPS: dict[str, tuple[str, str, dict[int, str]]] = {
    "nothing is interpolated between milestones": (
        RISING,
        "2022: 20, 2025: 41",
        {2022: ">= 20 official", 2023: ">= 20 standing", 2024: ">= 20 standing", 2025: ">= 41 official"},
    ),
    "before the first milestone no cell stands": (RISING, "2022: 20, 2025: 41", {2021: "nothing"}),
    "before the first milestone no range stands": (RISING, "2022: 0.3–0.4", {2021: "nothing"}),
    "before the first milestone no hold stands": (RISING, "2022: 持续巩固", {2021: "nothing", 2022: ">= 10 baseline"}),
    "before the first milestone no rise stands": (RISING, "2022: 稳步提升", {2021: "nothing", 2022: "rise official"}),
    "after the last milestone the last stands": (RISING, "2022: 20, 2025: 41", {2026: ">= 41 standing"}),
    "a cell that asks for nothing is no milestone": (RISING, "2022: ——, 2025: 41", {2022: "nothing", 2024: "nothing"}),
}


@pytest.mark.parametrize(("indicator", "cells", "expected"), STEPS.values(), ids=STEPS)
def test_step(indicator: str, cells: str, expected: dict[int, str]) -> None:
    asks = course(indicator, cells, path="step")
    assert {year: asked(asks.at(year)) for year in expected} == expected


# An open wording has the resolved number of that very year, if there is one, as its requirement, else none.


def resolved(year: int, target: str) -> str:
    return f"2021-11-09, resolved: [{{id: 1, year: {year}, target: {target}, source: 通知}}]"


RESOLVED: dict[str, tuple[str, dict[str, str], dict[int, str]]] = {
    "at a milestone": (
        RISING,
        {resolved(2022, "20"): "2022: 完成上级下达指标"},
        {2021: "nothing", 2022: ">= 20 resolved", 2023: "nothing"},
    ),
    "where the wording stands": (
        FALLING,
        {resolved(2024, "≤0.27"): "2022: 完成上级下达指标, 2025: 完成上级下达指标"},
        {2022: "nothing", 2023: "nothing", 2024: "<= 0.27 resolved", 2025: "nothing"},
    ),
    "before the first milestone": (
        FALLING,
        {resolved(2021, "0.3"): "2022: 完成上级下达指标"},
        {2021: "<= 0.3 resolved", 2022: "nothing"},
    ),
    "as a range": (RISING, {resolved(2022, "3–4"): "2022: 维持在合理区间"}, {2022: "3–4 resolved"}),
    "kept stable, moved by the tolerance": (
        "direction: keep stable, worse: higher, tolerance: 2, baseline: 10",
        {resolved(2022, "20"): "2022: 维持在合理区间"},
        {2022: "<= 22 resolved"},
    ),
    "no line runs to or from it": (
        RISING,
        {resolved(2023, "30"): "2023: 完成上级下达指标, 2025: 50"},
        {2022: "nothing", 2023: ">= 30 resolved", 2024: "nothing", 2025: ">= 50 official"},
    ),
    "whichever document holds it, whenever issued": (
        RISING,
        {"2021-11-09": "2022: 完成上级下达指标", resolved(2022, "20").replace("2021", "2030"): ""},
        {2022: ">= 20 resolved"},
    ),
}


@pytest.mark.parametrize(("indicator", "documents", "expected"), RESOLVED.values(), ids=RESOLVED)
def test_an_open_wording_with_a_resolved_number(
    indicator: str, documents: dict[str, str], expected: dict[int, str]
) -> None:
    asks = course(indicator, documents)
    assert {year: asked(asks.at(year)) for year in expected} == expected


# A cell of another definition is kept, and in force an open wording: nothing is compared with it.

DIFFERING = "{cell: 达到30, differs: 只计持证人员}"
ANOTHER_DEFINITION: dict[str, tuple[dict[str, str], dict[int, str]]] = {
    "asks nothing without a resolved number": (
        {"2021-11-09": f"2022: 20, 2025: {DIFFERING}"},
        {2022: ">= 20 official", 2025: "nothing", 2026: "nothing"},
    ),
    "has the resolved number of that very year": (
        {resolved(2025, "24"): f"2022: 20, 2025: {DIFFERING}"},
        {2025: ">= 24 resolved", 2026: "nothing"},
    ),
    "no line runs to it": (
        {"2021-11-09": f"2022: 20, 2025: {DIFFERING}"},
        {2023: ">= 20 standing", 2024: ">= 20 standing"},
    ),
    "no line runs from the baseline to it": ({"2021-11-09": f"2025: {DIFFERING}"}, {2023: "nothing"}),
    "no line runs from it": (
        {"2021-11-09": f"2022: {DIFFERING}, 2025: 40"},
        {2022: "nothing", 2024: "nothing", 2025: ">= 40 official"},
    ),
    "its decimals are not the row's": (
        {"2021-11-09": "2022: 20, 2025: 41, 2030: {cell: 50.25, differs: 只计持证人员}"},
        {2023: ">= 27 interpolated"},
    ),
    "—— still asks for nothing": (
        {"2021-11-09": "2022: 20, 2025: {cell: ——, differs: 只计持证人员}"},
        {2025: ">= 20 standing"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("documents", "expected"), ANOTHER_DEFINITION.values(), ids=ANOTHER_DEFINITION)
def test_a_cell_of_another_definition(documents: dict[str, str], expected: dict[int, str]) -> None:
    asks = course(RISING, documents)
    assert {year: asked(asks.at(year)) for year in expected} == expected


def test_a_cell_of_another_definition_is_kept_as_printed() -> None:
    cell = course(RISING, f"2025: {DIFFERING}").cells[2025]
    assert (cell.text, cell.differs) == ("达到30", "只计持证人员")


def test_a_cell_of_another_definition_is_pending_or_takes_a_verdict() -> None:
    cells = f"2025: {DIFFERING}"
    assert row(RISING, cells, {2025: "26"}, 2025).standing == "target_pending"
    assert row(RISING, cells, {2025: "{value: 26, verdict: met, source: 考核}"}, 2025).standing == "achieved"


# The cell that applies, and the requirement for the last milestone.


def test_on_a_line_the_cell_that_applies_is_the_later() -> None:
    cells = course(RISING, "2022: 20, 2025: 41")
    applying = [cells.cell(year) for year in (2021, 2022, 2023, 2025, 2026)]
    assert [cell and cell.text for cell in applying] == ["20", "20", "41", "41", "41"]


def test_the_cell_that_stands_is_the_earlier() -> None:
    cells = course(RISING, "2022: 0.3–0.4, 2025: 0.5–0.6")
    applying = [cells.cell(year) for year in (2021, 2022, 2023, 2025, 2026)]
    assert [cell and cell.text for cell in applying] == ["0.3–0.4", "0.3–0.4", "0.3–0.4", "0.5–0.6", "0.5–0.6"]


def test_where_nothing_is_asked_no_cell_applies() -> None:
    assert course(RISING, "2022: ——").cell(2022) is None
    assert course(RISING, "2022: 20", path="step").cell(2021) is None
    assert course("direction: rising, baseline: ——", "2022: 20").cell(2021) is None


@pytest.mark.parametrize(
    ("cells", "last", "final"),
    [
        ("2022: 20, 2025: 41", 2025, ">= 41 official"),
        ("2022: 20, 2025: ——", 2022, ">= 20 official"),
        ("2022: 20, 2025: 完成上级下达指标", 2025, "nothing"),
        ("2022: ——", None, "nothing"),
    ],
)
def test_the_last_milestone_is_the_last_cell_that_asks_for_something(cells: str, last: int | None, final: str) -> None:
    asks = course(RISING, cells)
    assert asks.last == last
    assert asked(asks.final) == final


@pytest.mark.parametrize(
    ("indicator", "cells", "places"),
    [
        ("direction: rising, baseline: 1.00", "2025: 20", 2),
        ("direction: rising, baseline: 10", "2022: 11.5, 2025: 20.25–30", 2),
        ("direction: rising, baseline: ——", "2025: 稳步提升", 0),
    ],
)
def test_the_decimals_of_a_row_are_the_most_that_its_baseline_and_cells_print(
    indicator: str, cells: str, places: int
) -> None:
    assert course(indicator, cells).places == places


def test_the_interpolated_number_is_the_one_compared() -> None:
    """The exact line asks for 26.67 in 2023; 26 is compared, so 26 is enough and 25.9 is not."""
    assert row(RISING, "2022: 20, 2025: 40", {2023: "26"}, 2023).verdict == "on_track"
    assert row(RISING, "2022: 20, 2025: 40", {2023: "25.9"}, 2023).verdict == "gap"


@pytest.mark.parametrize("cell", ["稳步提升", "稳步下降", "建成", "持续巩固"])
def test_what_has_no_number_is_met_by_none(cell: str) -> None:
    """Nor has a hold whose baseline is unknown."""
    requirement = course("direction: rising, baseline: ——", f"2025: {cell}").at(2025)
    assert requirement
    assert not any(requirement.met(Decimal(value)) for value in ("-1000000", "0", "1000000"))


# Properties


numbers = st.decimals(min_value=-1000, max_value=1000, places=2)


@given(falling=st.booleans(), ends=st.tuples(numbers, numbers), since=st.integers(1, 9), until=st.integers(1, 9))
def test_a_line_lies_between_its_ends_and_never_asks_more_than_the_exact_line(
    falling: bool, ends: tuple[Decimal, Decimal], since: int, until: int
) -> None:
    start, end = ends
    assume(start != end)
    indicator = f"direction: {'falling' if falling else 'rising'}, baseline: 0"
    requirement = course(indicator, f"2022: {start}, {2022 + since + until}: {end}").at(2022 + since)
    assert requirement
    assert requirement.basis == "interpolated"
    assert requirement.value is not None
    assert min(ends) <= requirement.value <= max(ends)
    exact = Fraction(start) + (Fraction(end) - Fraction(start)) * since / (since + until)
    lenience = Fraction(requirement.value) - exact if falling else exact - Fraction(requirement.value)
    assert 0 <= lenience < Fraction(1, 100)


@given(falling=st.booleans(), baseline=numbers, change=st.decimals(min_value="0.01", max_value=100, places=2))
def test_from_the_baseline_each_year_asks_no_less_than_the_year_before(
    falling: bool, baseline: Decimal, change: Decimal
) -> None:
    indicator = f"direction: {'falling' if falling else 'rising'}, baseline: {baseline}"
    asks = course(indicator, f"2025: {baseline - change if falling else baseline + change}")
    values = [requirement.value for year in range(2021, 2026) if (requirement := asks.at(year))]
    steps = [value for value in values if value is not None]
    assert len(steps) == 5
    assert steps == sorted(steps, reverse=falling)
