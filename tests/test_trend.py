"""The course of a row over the years: pace kept, pace needed, landing, and how they are shown."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from tables import county

from gongfu_cli.book.period import Period, up_to
from gongfu_cli.formats import table
from gongfu_cli.language.phrase import Language
from gongfu_cli.scoring.trend import Trend, sparkline, trends
from gongfu_cli.sheets.trend import course_sheet

Run = Callable[..., tuple[int, str, str]]


def trend(row: str, targets: str, actuals: dict[int, str]) -> Trend:
    return trends(county(row, targets=f"1: {targets}", actuals=actuals))[1][0]


RISING = "direction: rising, baseline: 10"
STABLE = "direction: keep stable, baseline: 10, tolerance: 1"
TO_2025 = "{2025: 20}"
JUNE = up_to(2022, 6)


@pytest.mark.parametrize(
    ("row", "targets", "actuals", "kept", "needed", "landing", "lands"),
    [
        pytest.param(RISING, TO_2025, {2021: "1: 11", 2024: "1: 16"}, "3/2", "4", "35/2", False, id="from a baseline"),
        pytest.param(RISING, TO_2025, {2022: "1: 15"}, "5/2", "5/3", "45/2", True, id="ahead of the line"),
        pytest.param(
            "direction: rising, baseline: ——",
            TO_2025,
            {2021: "1: 10", 2023: "1: 14"},
            "2",
            "3",
            "18",
            False,
            id="without a baseline, from the first value",
        ),
        pytest.param(
            "direction: rising, baseline: ——",
            TO_2025,
            {2023: "1: 14"},
            None,
            "3",
            None,
            None,
            id="one point, no pace",
        ),
        pytest.param(RISING, TO_2025, {2023: "1: 14", 2024: "1: ——"}, "4/3", "3", "50/3", False, id="a year without"),
        pytest.param(RISING, TO_2025, {2024: "1: 21"}, "11/4", "0", "95/4", True, id="met already: nothing is needed"),
        pytest.param(
            RISING, TO_2025, {up_to(2025, 6): "1: 18"}, "16/9", "2", "170/9", False, id="half a year is left: all of it"
        ),
        pytest.param(RISING, TO_2025, {2025: "1: 18"}, "8/5", None, None, None, id="the last year is reached"),
        pytest.param(RISING, TO_2025, {2022: "1: 15", 2025: "1: 18"}, "8/5", None, None, None, id="after others"),
        pytest.param(RISING, TO_2025, {2026: "1: 18"}, "4/3", None, None, None, id="and past"),
        pytest.param(
            "direction: falling, baseline: 10", "{2025: 5}", {2023: "1: 7"}, "-1", "-1", "5", True, id="falling"
        ),
        pytest.param(
            "direction: rising, baseline: 10",
            "{2025: 稳步提升}",
            {2023: "1: 13"},
            "1",
            None,
            "15",
            None,
            id="a wording has no number to reach",
        ),
        pytest.param(
            "direction: keep stable, baseline: 10, tolerance: 1",
            "{2025: 持续巩固}",
            {2023: "1: 7"},
            "-1",
            "1",
            "5",
            False,
            id="a hold is reached at its nearer end",
        ),
        pytest.param(
            "direction: rising, baseline: ——", TO_2025, {2023: "1: ——"}, None, None, None, None, id="nothing known yet"
        ),
        pytest.param(RISING, "{2025: ——}", {2023: "1: 13"}, "1", None, None, None, id="nothing asked"),
        pytest.param(
            "direction: rising, baseline: ——",
            "{2025: ——}",
            {2023: "1: ——"},
            None,
            None,
            None,
            None,
            id="nothing at all",
        ),
        pytest.param(
            "direction: rising, baseline: ——",
            "{2025: 持续巩固}",
            {2021: "1: 10", 2023: "1: 14"},
            "2",
            None,
            "18",
            None,
            id="a hold on an unknown baseline has no number to reach",
        ),
    ],
)
def test_paces(
    row: str,
    targets: str,
    actuals: dict[int, str],
    kept: str | None,
    needed: str | None,
    landing: str | None,
    lands: bool | None,
) -> None:
    """All in the indicator's unit per year; the landing in its unit."""
    found = trend(row, targets, actuals)
    wanted = [None if each is None else Fraction(each) for each in (kept, needed, landing)]
    assert [found.kept, found.needed, found.landing, found.lands] == [*wanted, lands]


@pytest.mark.parametrize(
    ("values", "line"),
    [
        pytest.param(["1", "2", "3", "4", "5", "6", "7", "8"], "▁▂▃▄▅▆▇█", id="eight steps"),
        pytest.param(["3", "1", "2"], "█▁▅", id="up and down"),
        pytest.param(["5", "5"], "▄▄", id="all alike: half-way"),
        pytest.param([None, "1", None, "2"], " ▁ █", id="a year without a value"),
        pytest.param(["-2", "-1"], "▁█", id="below zero"),
        pytest.param([None], " ", id="nothing at all"),
        pytest.param([], "", id="no years"),
    ],
)
def test_sparkline(values: list[str | None], line: str) -> None:
    assert sparkline([None if each is None else Decimal(each) for each in values]) == line


def test_every_sign_of_a_sparkline_is_in_gbk() -> None:
    sparkline([Decimal(each) for each in range(8)]).encode("gbk")


def test_the_last_milestone_is_that_of_the_latest_year() -> None:
    documents = {"2021-11-09": "1: {2023: 20}", "2023-02-28, replaces: true": "1: {2025: 30}"}
    found = trends(county(RISING, targets=documents, actuals={2022: "1: 11", 2024: "1: 14"}))[1][0]
    assert found.final is not None
    assert (found.last, found.final.value, found.needed) == (2025, 30, 16)


@pytest.mark.parametrize(
    ("row", "cell", "value", "places"),
    [
        ("direction: rising, baseline: 10.25", "20.5", "13", 2),
        ("direction: rising, baseline: 10", "20.5", "13.125", 3),
        ("direction: rising, baseline: 10", "20.5", "13", 1),
        ("direction: falling, baseline: 10", "5.25", "7", 2),
        ("direction: rising, baseline: 10", "——", "13.5", 1),
        ("direction: rising, baseline: ——", "稳步提升", "——", 0),
    ],
)
def test_places_are_the_most_decimals_that_the_row_prints(row: str, cell: str, value: str, places: int) -> None:
    assert trend(row, f"{{2025: {cell}}}", {2024: f"1: {value}"}).places == places


def test_the_years_are_those_later_than_the_baseline() -> None:
    book = county(RISING, targets="1: {2025: 20}", actuals={2019: "1: 9", 2020: "1: 10", 2021: "1: 11", 2023: "1: 13"})
    cards, found = trends(book)
    assert [card.period for card in cards] == [2021, 2023]
    assert found[0].points == [(2020, Decimal(10)), (2021, Decimal(11)), (2023, Decimal(13))]


@pytest.mark.parametrize(
    ("periods", "shown", "with_months"),
    [([2021, JUNE, 2023], [2021, 2023], [2021, JUNE, 2023]), ([JUNE], [JUNE], [JUNE])],
)
def test_part_years_are_shown_when_asked_for_or_where_there_is_no_year(
    periods: list[Period], shown: list[Period], with_months: list[Period]
) -> None:
    book = county(RISING, targets="1: {2025: 20}", actuals=dict.fromkeys(periods, "1: 11"))
    assert [card.period for card in trends(book)[0]] == shown
    assert [card.period for card in trends(book, months=True)[0]] == with_months


def test_the_sheet_shows_values_marks_and_paces() -> None:
    book = county(RISING, targets="1: {2025: 20}", actuals={2021: "1: 11.0", 2023: "1: 13.5", 2024: "1: ——"})
    text = table.render(course_sheet(*trends(book)), "zh", None, color=False)
    row = next(line for line in text.split("\n") if line.startswith("1 "))
    assert row.split()[2:] == [
        "10",
        "11.0",
        "▲",
        "13.5",
        "▲",
        "——",
        "－",
        "▁▃█",
        "+1.17",
        "+3.25",
        "15.8",
        "≥20",
        "甲局",
    ]


def shown(row: str, targets: str, actuals: dict[int, str], language: Language = "zh") -> str:
    book = county(row, targets=f"1: {targets}", actuals=actuals)
    return table.render(course_sheet(*trends(book)), language, None, color=False)


def test_a_change_per_year_says_its_unit() -> None:
    """年均实际变化, in the indicator's unit per year; of percentages in percentage points per year."""
    course = ("{2025: 20}", {2021: "1: 11.0", 2024: "1: 14"})
    text = shown(f"{RISING}, unit: '%'", *course)
    assert "年均实际变化" in text
    assert "+1.00百分点  +6.00百分点" in text
    assert "以指标单位/年计，百分比指标以百分点/年计。\n年均还需：从最近一年到最终要求，不足一年的为全部差额。" in text
    text = shown(f"{RISING}, unit: '%'", *course, "en")
    assert "+1.00 pp" in text
    assert (
        "in the indicator's unit per year, for percentages in percentage points (pp) per year.\nNeeded / year:" in text
    )
    assert "百分点  " not in shown(f"{RISING}, unit: 元", *course)


def test_what_a_pace_is_stands_below_where_there_is_its_column() -> None:
    """A count begins anew every year and has no pace; without a number to reach none is needed."""
    assert "年均" not in shown("timing: count, direction: rising, baseline: ——", TO_2025, {2024: "1: 13"})
    text = shown(RISING, "{2025: 稳步提升}", {2024: "1: 13"})
    assert "年均实际变化：" in text and "照此到期：" in text and "年均还需" not in text


def test_statuses_are_marked_and_the_marks_explained() -> None:
    """trend shows status marks, * and p."""
    values = {2021: "1: {value: 11, status: illustrative}", 2024: "1: {value: 14, status: preliminary}"}
    text = shown(RISING, TO_2025, values)
    assert "11* ▲" in text
    assert "14p ▲" in text
    assert "* 示例数据，非官方  p 初步值" in text
    assert "* illustrative, not official  p preliminary" in shown(RISING, TO_2025, values, "en")
    assert "非官方" not in shown(RISING, TO_2025, {2021: "1: 11"})


def test_marks_read_otherwise_from_the_last_milestone_year_on() -> None:
    values = {2024: "1: 13", 2025: "1: 14"}
    assert "▲ 滞后／未完成（斜线后为最终目标年起的等次）" in shown(RISING, TO_2025, values)
    assert "▲ behind / not met (after the stroke: from the final year on)" in shown(RISING, TO_2025, values, "en")
    assert "▲ 滞后\n" in shown(RISING, TO_2025, {2024: "1: 13"})


def test_not_due_reads_as_it_does_of_several_rows() -> None:
    """Of a count in March nothing is filed, of a level nothing is asked yet: that is no matter of the final year."""
    rows = "timing: count, direction: rising, baseline: ——", "direction: rising, baseline: ——"
    book = county(*rows, targets="1: {2025: 100}, 2: {2025: 20}", actuals={up_to(2025, 3): "1: , 2: "})
    text = table.render(course_sheet(*trends(book)), "zh", None, color=False)
    assert "－ 未到期或无要求\n" in text


def test_the_title_names_the_years_and_one_alone_once() -> None:
    for language in get_args(Language):
        title = shown(RISING, TO_2025, {2022: "1: 11", 2024: "1: 13"}, language).splitlines()[0]
        assert title.endswith(" · 2022–2024")
        assert shown(RISING, TO_2025, {2024: "1: 13"}, language).splitlines()[0].endswith(" · 2024")


def test_the_final_requirement_is_in_its_own_words_where_it_has_no_number() -> None:
    assert "完成上级下达指标" in shown(RISING, "{2025: 完成上级下达指标}", {2024: "1: 13"})
    assert "as assigned by the" in shown(RISING, "{2025: 完成上级下达指标}", {2024: "1: 13"}, "en")


def test_json_csv_and_filters(gongfu: Run, data: Path) -> None:
    code, out, _ = gongfu("trend", "1", "--format", "json")
    whole = json.loads(out)
    assert (code, whole["schema"], whole["years"]) == (0, "gongfu.trend/1", [2022, 2023, 2024, 2025])
    assert [each["id"] for each in whole["indicators"]] == ["1"]
    assert [each["year"] for each in whole["indicators"][0]["values"]] == whole["years"]
    lines = list(csv.DictReader(io.StringIO(gongfu("trend", "--format", "csv")[1])))
    assert {"2024.actual", "2024.standing", "pace_kept", "pace_needed", "landing"} <= set(lines[0])
    name = whole["indicators"][0]["departments"][0]
    shown = json.loads(gongfu("trend", "--department", name, "--format", "json")[1])["indicators"]
    assert shown
    assert all(name in each["departments"] for each in shown)
    code, out, err = gongfu("trend", "nowhere", "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith("there is no indicator “nowhere”.")
