"""The working that a scored row carries: its clause, its line, what a tolerance moved, its base, its shortfall."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import county, course, row

from gongfu_cli.language.phrase import Phrase
from gongfu_cli.scoring import clause
from gongfu_cli.scoring.bands import bands
from gongfu_cli.scoring.clause import CLAUSES, Clause
from gongfu_cli.scoring.judgement import Signs
from gongfu_cli.scoring.requirement import StraightLine
from gongfu_cli.scoring.standing import STANDING_ORDER

DOCS = Path(__file__).resolve().parent.parent / "docs"
RISING = "direction: rising, baseline: 100"
FALLING = "direction: falling, baseline: 100"
STABLE = "direction: keep stable, baseline: 100"
UNKNOWN = "direction: rising, baseline: ——"
OPEN = "2025: 完成上级下达指标"

# The clauses. A row, its cells, its value, the year: the clause that decides, its number and its words.
Case = tuple[str, str, str, int, Clause, int, str, str]

DECIDES: dict[str, Case] = {
    "deliverable": (
        RISING, "2025: 建成", "", 2024,
        clause.DELIVERABLE, 0, "目标是完成一项任务：看结论；没有结论的，到期之前不算未报送",
        "something is to be done: the attested verdict decides; without one, no data are missing before it is due"),
    "attested": (
        RISING, OPEN, "{verdict: met, source: 考核}", 2024,
        clause.ATTESTED, 1, "目标未明确，按所附考核结论评价",
        "the target is left open: the attested verdict decides"),
    "pending": (
        RISING, OPEN, "150", 2024,
        clause.PENDING, 2, "目标未明确，既无下达数，也无考核结论",
        "the target is left open, without a number or a verdict"),
    "not due": (
        RISING, "2025: 120", "——", 2024,
        clause.NOT_DUE, 3, "没有要求，或未统计", "nothing is asked, or nothing was surveyed"),
    "no data": (
        RISING, "2025: 120", "", 2024,
        clause.NO_DATA, 4, "有要求，没有实际值；不满一年的，到年底才算未报送",
        "something is asked and no value is filed; before the year’s end that is not due yet"),
    "no baseline": (
        UNKNOWN, "2025: 持续巩固", "150", 2024,
        clause.NO_BASELINE, 5, "要求保持基期水平，而基期值不详", "the baseline is to be kept and is unknown"),
    "direction": (
        RISING, "2025: 稳步提升", "150", 2024,
        clause.DIRECTION, 6, "只看升降：与起点比、与上次比（没有起点则无可比基数）",
        "only the direction counts, against the start and against the last value (without a start: no reference)"),
    "met at the last milestone": (
        RISING, "2025: 120", "120", 2025,
        clause.MET_AT_LAST_MILESTONE, 7, "达到要求，且已到最终目标年；只管当年的目标到了年底，或数量已达全年的数",
        "met, and the last milestone year is reached; of a goal of its own year the year's end, or by a count the "
        "whole year's number"),
    "met at the final level": (
        RISING, "2025: 120", "120", 2024,
        clause.MET_AT_FINAL_LEVEL, 8, "达到要求，并已达到最终目标", "met, and the final target is met already"),
    "met": (RISING, "2025: 120", "119", 2024, clause.MET, 9, "达到要求", "met"),
    "regressed": (
        RISING, "2025: 120", "90", 2024,
        clause.REGRESSED, 10, "未达到，差于基期，且差距幅度超过 1%",
        "missed, worse than the baseline, and short by more than 1 %"),
    "nearly met": (
        RISING, "2025: 120", "119.5", 2025,
        clause.NEARLY_MET, 11,
        "未达到，但差距幅度不超过 1%；或进度达到 0.60、差距幅度不超过 10%；或算不出进度、差距幅度不超过 5%",
        "missed, but short by 1 % at most; or pace 0.60 or more and short by 10 % at most; "
        "or no pace and short by 5 % at most"),
    "missed": (
        RISING, "2025: 120", "101", 2025,
        clause.MISSED, 12, "未达到，且不属于以上情形", "missed, and none of the above"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "cells", "value", "year", "decides", "number", "zh", "en"), DECIDES.values(), ids=DECIDES
)
def test_the_clause_that_decides(
    indicator: str, cells: str, value: str, year: int, decides: Clause, number: int, zh: str, en: str
) -> None:
    scored = row(indicator, cells, {year: value}, year)
    assert scored.clause is decides
    assert (decides.number, decides.words) == (number, Phrase(zh, en))
    assert scored.standing in decides.standings


def test_the_clauses_are_all_there_in_the_order_of_their_numbers() -> None:
    assert [case[4] for case in DECIDES.values()] == list(CLAUSES)
    assert [found.number for found in CLAUSES] == list(range(13))
    assert {standing for found in CLAUSES for standing in found.standings} == set(STANDING_ORDER)


@pytest.mark.parametrize(("document", "language"), [("methodology.md", "en"), ("methodology.zh-CN.md", "zh")])
def test_each_methodology_has_the_words_of_every_clause(document: str, language: str) -> None:
    text = (DOCS / document).read_text(encoding="utf-8")
    for found in CLAUSES:
        words = found.words.zh if language == "zh" else found.words.en
        assert f"| {found.number} | {words[0].upper()}{words[1:]} |" in text


def test_the_words_name_the_thresholds_that_are_used() -> None:
    almost, near, without_pace = (f"{share * 100}%" for share in (clause.ALMOST, clause.NEAR, clause.NEAR_WITHOUT_PACE))
    assert clause.REGRESSED.words.zh.endswith(f"差距幅度超过 {almost[:-1]}%")
    assert clause.NEARLY_MET.words.zh == (
        f"未达到，但差距幅度不超过 {almost}；或进度达到 {float(clause.MOST_OF_THE_WAY):.2f}、差距幅度不超过 {near}；"
        f"或算不出进度、差距幅度不超过 {without_pace}"
    )


# The straight line, with the value before it is rounded.
LINES: dict[str, tuple[str, str, int, StraightLine | None]] = {
    "between two milestones": (
        RISING, "2022: 110, 2025: 120", 2024,
        StraightLine(2022, Decimal(110), 2025, Decimal(120), Fraction(350, 3))),
    "from the baseline": (
        RISING, "2025: 120", 2023, StraightLine(2020, Decimal(100), 2025, Decimal(120), Fraction(112))),
    "falling, to a bound": (
        FALLING, "2022: 90, 2025: 80以内", 2023,
        StraightLine(2022, Decimal(90), 2025, Decimal(80), Fraction(260, 3))),
    "not in a milestone year": (RISING, "2022: 110, 2025: 120", 2022, None),
    "not after the last": (RISING, "2022: 110, 2025: 120", 2026, None),
    "not where the cell stands": (RISING, "2022: 110, 2025: 110", 2024, None),
    "not under keep stable": (STABLE, "2022: 110, 2025: 120", 2024, None),
}  # fmt: skip


@pytest.mark.parametrize(("indicator", "cells", "year", "line"), LINES.values(), ids=LINES)
def test_the_line_that_a_requirement_lies_on(indicator: str, cells: str, year: int, line: StraightLine | None) -> None:
    requirement = course(indicator, cells).at(year)
    assert requirement
    assert requirement.line == line
    assert (requirement.basis == "interpolated") == (line is not None)


# What a tolerance moved: the baseline or the number of the cell.
MOVED: dict[str, tuple[str, str, str | None]] = {
    "a hold": (RISING + ", tolerance: 2", "持续巩固", "100"),
    "a hold, falling": (FALLING + ", tolerance: 2", "持续巩固", "100"),
    "a hold to either side": (STABLE + ", tolerance: 2.5", "持续巩固", "100"),
    "a number that is kept": (STABLE + ", worse: lower, tolerance: 2", "98.5", "98.5"),
    "not without a tolerance": (STABLE, "98.5", None),
    "not by a tolerance of 0": (STABLE + ", tolerance: 0.0", "98.5", None),
    "not a number that rises": (RISING + ", tolerance: 2", "98.5", None),
    "not a bound": (STABLE + ", tolerance: 2", "≥98", None),
    "not a range": (STABLE + ", tolerance: 2", "97–99", None),
    "not an unknown baseline": (UNKNOWN + ", tolerance: 2", "持续巩固", None),
}


@pytest.mark.parametrize(("indicator", "cell", "moved"), MOVED.values(), ids=MOVED)
def test_what_a_tolerance_moved(indicator: str, cell: str, moved: str | None) -> None:
    requirement = course(indicator, f"2025: {cell}").at(2025)
    assert requirement
    assert requirement.before_tolerance == (None if moved is None else Decimal(moved))


# Base and previous value of a rise or fall, and the changes since.
SIGNS: dict[str, tuple[str, str, dict[int, str], tuple[str, str, str, str] | None]] = {
    "from the baseline, and from the last value": (
        RISING, "稳步提升", {2022: "120", 2023: "110", 2024: "115"}, ("100", "110", "15", "5")),
    "without an earlier value both are from the baseline": (
        RISING, "稳步下降", {2024: "98.5"}, ("100", "100", "-1.5", "-1.5")),
    "without a baseline from the earliest value": (
        UNKNOWN, "稳步提升", {2022: "120", 2023: "110", 2024: "115"}, ("120", "110", "-5", "5")),
    "without a start": (UNKNOWN, "稳步提升", {2024: "115"}, None),
    "without a value": (RISING, "稳步提升", {2023: "110", 2024: ""}, None),
    "not for a number": (RISING, "120", {2023: "110", 2024: "115"}, None),
    "not where nothing is asked": (RISING, "——", {2023: "110", 2024: "115"}, None),
}  # fmt: skip


@pytest.mark.parametrize(("indicator", "cell", "values", "expected"), SIGNS.values(), ids=SIGNS)
def test_base_and_changes_of_a_rise_or_fall(
    indicator: str, cell: str, values: dict[int, str], expected: tuple[str, ...] | None
) -> None:
    signs = row(indicator, f"2025: {cell}", values).signs
    assert signs == (Signs(*map(Decimal, expected)) if expected else None)


def test_the_previous_value_is_the_latest_that_is_known() -> None:
    values = {2021: "110", 2022: "120", 2023: "——", 2024: "115"}
    assert row(RISING, "2025: 130", values).previous == (2022, Decimal(120))
    assert row(RISING, "2025: 130", {2024: "115"}).previous is None


# The nearest value that would be met, and the shortfall from it.
SHORT: dict[str, tuple[str, str, str, str | None, str | None]] = {
    "at least": (RISING, "120", "90", "120", "1/4"),
    "at most": (FALLING, "80", "100", "80", "1/4"),
    "a strict bound, missed by its own value": (RISING, "突破120", "120", "120", "0"),
    "below a range": (RISING, "110–120", "99", "110", "1/10"),
    "above a range": (RISING, "100–110", "121", "110", "1/10"),
    "a hold, from the end that the tolerance leaves": (STABLE + ", tolerance: 20", "持续巩固", "60", "80", "1/4"),
    "a negative bound": (RISING, "-4", "-5", "-4", "1/4"),
    "the nearest is 0: no share of it": (FALLING, "0", "1", "0", None),
    "met": (RISING, "120", "120", None, None),
    "nothing filed": (RISING, "120", "", None, None),
    "not surveyed": (RISING, "120", "——", None, None),
    "a rise": (RISING, "稳步提升", "90", None, None),
    "a hold without a baseline": (UNKNOWN, "持续巩固", "90", None, None),
    "nothing asked": (RISING, "——", "90", None, None),
}


@pytest.mark.parametrize(("indicator", "cell", "value", "nearest", "shortfall"), SHORT.values(), ids=SHORT)
def test_shortfall(indicator: str, cell: str, value: str, nearest: str | None, shortfall: str | None) -> None:
    scored = row(indicator, f"2025: {cell}", {2025: value}, 2025)
    assert scored.nearest == (None if nearest is None else Decimal(nearest))
    assert scored.shortfall == (None if shortfall is None else Fraction(shortfall))


numbers = st.decimals(min_value=-50, max_value=50, places=1)


@given(cell=st.sampled_from(["≥{}", "≤{}", "突破{}", "低于{}"]), bound=numbers, value=numbers)
def test_margin_and_shortfall_are_one_distance(cell: str, bound: Decimal, value: Decimal) -> None:
    scored = row(RISING, f"2025: {cell.format(bound)}", {2025: f"{value}"}, 2025)
    assert scored.margin is not None
    assert (scored.nearest is None) == (scored.verdict == "on_track")
    if scored.nearest:
        assert scored.shortfall == abs(Fraction(scored.margin)) / abs(Fraction(scored.nearest))
    else:
        assert scored.shortfall is None


# The bands re-judge the same case with other values.


# A row, its cells, its values, the year: the values of each standing, from low to high.
BANDS: dict[str, tuple[str, str, dict[int, str], int, str]] = {
    "worse than the baseline; pace 0.60 at 112; 118.8 is 1 % short": (
        RISING, "2022: 110, 2025: 120", {2025: "101.0"}, 2025,
        "to 99.9 regressed, 100.0 to 111.9 behind, 112.0 to 119.9 slightly_behind, from 120.0 achieved"),
    "before the last milestone its level too": (
        RISING, "2022: 110, 2025: 120", {2022: "105.0"}, 2022,
        "to 99.9 regressed, 100.0 to 105.9 behind, 106.0 to 109.9 slightly_behind, 110.0 to 119.9 on_track, "
        "from 120.0 achieved"),
    "where the last milestone has no number, no such level": (
        RISING, "2022: 110, 2025: 稳步提升", {2022: "105"}, 2022,
        "to 99 regressed, 100 to 105 behind, 106 to 109 slightly_behind, from 110 on_track"),
    "falling": (
        FALLING, "2025: 80", {2025: "90"}, 2025,
        "to 80 achieved, 81 to 88 slightly_behind, 89 to 100 behind, from 101 regressed"),
    "a shortfall of 1 % where the pace is less than 0.60": (
        "direction: rising, baseline: 98", "2025: 100", {2025: "98.50"}, 2025,
        "to 97.99 regressed, 98.00 to 98.99 behind, 99.00 to 99.99 slightly_behind, from 100.00 achieved"),
    "a shortfall of 10 % where the pace is more": (
        "direction: falling, baseline: 200", "2025: 100", {2025: "150"}, 2025,
        "to 100 achieved, 101 to 110 slightly_behind, 111 to 200 behind, from 201 regressed"),
    "a strict bound is missed by its own value": (
        RISING, "2022: 突破110, 2025: 120", {2022: "100"}, 2022,
        "to 99 regressed, 100 to 105 behind, 106 to 110 slightly_behind, 111 to 119 on_track, from 120 achieved"),
    "below zero": (
        "direction: rising, baseline: -100", "2025: -50", {2025: "-60.0"}, 2025,
        "to -100.1 regressed, -100.0 to -55.1 behind, -55.0 to -50.1 slightly_behind, from -50.0 achieved"),
    "a shortfall of 5 % without a baseline": (
        UNKNOWN, "2025: 100", {2025: "90.0"}, 2025,
        "to 94.9 behind, 95.0 to 99.9 slightly_behind, from 100.0 achieved"),
    "a range": (
        RISING, "2025: 110–120", {2025: "100.0"}, 2025,
        "to 99.9 regressed, 100.0 to 104.4 behind, 104.5 to 109.9 slightly_behind, 110.0 to 120.0 achieved, "
        "120.1 to 126.0 slightly_behind, from 126.1 behind"),
    "kept stable: one value": (
        STABLE, "2025: 持续巩固", {2025: "100"}, 2025,
        "to 94 behind, 95 to 99 slightly_behind, 100 to 100 achieved, 101 to 105 slightly_behind, from 106 behind"),
    "kept stable: the decimals of the tolerance's ends": (
        STABLE + ", tolerance: 2.5", "2025: 持续巩固", {2025: "100"}, 2025,
        "to 92.6 behind, 92.7 to 97.4 slightly_behind, 97.5 to 102.5 achieved, 102.6 to 107.6 slightly_behind, "
        "from 107.7 behind"),
    "a rise, from the baseline and from the last value": (
        RISING, "2025: 稳步提升", {2022: "120", 2023: "110.5", 2024: "115"}, 2024,
        "to 99 regressed, 100 to 100 behind, 101 to 110 slightly_behind, from 111 on_track"),
    "a rise without a baseline, from the first and from the last value": (
        UNKNOWN, "2025: 稳步提升", {2022: "120", 2023: "110", 2024: "115"}, 2024,
        "to 110 regressed, 111 to 120 slightly_behind, from 121 on_track"),
    "a rise of which no number is printed": (
        UNKNOWN, "2025: 稳步提升", {2022: "120", 2023: "110", 2024: ""}, 2024,
        "to 110 regressed, 111 to 120 slightly_behind, from 121 on_track"),
    "nothing filed yet": (
        RISING, "2025: 120", {2025: ""}, 2025,
        "to 99 regressed, 100 to 111 behind, 112 to 119 slightly_behind, from 120 achieved"),
}  # fmt: skip


@pytest.mark.parametrize(("indicator", "cells", "values", "year", "expected"), BANDS.values(), ids=BANDS)
def test_bands(indicator: str, cells: str, values: dict[int, str], year: int, expected: str) -> None:
    shown = []
    for low, high, standing in bands(row(indicator, cells, values, year)):
        ends = (
            f"{low} to {high}"
            if low is not None and high is not None
            else f"to {high}"
            if low is None
            else f"from {low}"
        )
        shown.append(f"{ends} {standing}")
    assert ", ".join(shown) == expected


@pytest.mark.parametrize(
    ("indicator", "cells", "value"),
    [
        (RISING, "2025: ——", "90"),
        (RISING, "2025: 120", "——"),
        (UNKNOWN, "2025: 持续巩固", "90"),
        (RISING, OPEN, "90"),
        (UNKNOWN, "2025: 稳步提升", "90"),
    ],
    ids=["nothing asked", "not surveyed", "a hold without a baseline", "left open", "a rise without a start"],
)
def test_no_bands_where_no_value_would_change_the_standing(indicator: str, cells: str, value: str) -> None:
    assert bands(row(indicator, cells, {2024: value})) == []


# What was filed, as the book settles it once.
FILED: dict[str, tuple[str, tuple[str | None, str | None, str | None, str | None]]] = {
    "a number has the status and source of its file": ("15", ("15", None, "preliminary", "公报")),
    "or its own": ("{value: 15, status: published, source: 年报}", ("15", None, "published", "年报")),
    "a verdict likewise": ("{verdict: met}", (None, "met", "preliminary", "公报")),
    "not surveyed: of nothing": ("{value: ——, status: published, source: 年报}", (None, None, None, None)),
    "nothing yet: of nothing": ("", (None, None, None, None)),
    "a status and no value: of nothing": ("{status: published, source: 年报}", (None, None, None, None)),
}


@pytest.mark.parametrize(("value", "expected"), FILED.values(), ids=FILED)
def test_what_was_filed(value: str, expected: tuple[str | None, ...]) -> None:
    book = county(RISING, targets=f"1: {{{OPEN}}}", actuals={2024: f"1: {value}"}, status="preliminary")
    filed = book.filed("1", 2024)
    number = None if expected[0] is None else Decimal(expected[0])
    assert (filed.number, filed.verdict, filed.status, filed.source) == (number, *expected[1:])
    assert filed.surveyed == ("——" not in value)
    assert filed.actual is book.actuals[2024].values["1"]
    assert filed.place and filed.place.file.endswith("2024.yaml")


@pytest.mark.parametrize(("id", "year"), [("2", 2024), ("1", 2023)], ids=["no such id", "no such year"])
def test_nothing_was_filed(id: str, year: int) -> None:
    filed = county(RISING, targets="1: {2025: 20}", actuals={2024: "1: 1"}).filed(id, year)
    assert (filed.number, filed.verdict, filed.surveyed, filed.status, filed.source) == (None, None, True, None, None)
    assert (filed.note, filed.place, filed.actual) == (None, None, None)
