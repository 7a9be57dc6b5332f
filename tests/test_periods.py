"""Section 4.0, periods: what a year and a part of one is, and what counts in it."""

import copy
import pickle
from datetime import date
from fractions import Fraction

import pytest
from tables import asked, county, course, row

from gongfu_cli.book.folder import periods_in
from gongfu_cli.book.period import last_day, meant, meant_of, month_of, named, period, up_to, year_of
from gongfu_cli.language.phrase import Refusal
from gongfu_cli.scoring.scorecard import score

RISING = "direction: rising, baseline: 100"
JUNE, MARCH, NOVEMBER = up_to(2025, 6), up_to(2025, 3), up_to(2025, 11)


@pytest.mark.parametrize(
    ("text", "meant"),
    {
        "2025": 2025,
        "2025年": 2025,
        "２０２５": 2025,
        "2025-06": JUNE,
        "2025-6": JUNE,
        "2025年6月": JUNE,
        "２０２５年６月": JUNE,
        "２０２５－０６": JUNE,
        " 2025年 6月 ": JUNE,
        "2025-11": NOVEMBER,
        "2025Q1": MARCH,
        "2025q2": JUNE,
        "２０２５Ｑ２": JUNE,
        "2025年Q3": up_to(2025, 9),
        "2025-12": 2025,
        "2025年12月": 2025,
        "2025Q4": 2025,
        "2025H1": JUNE,
        "２０２５ｈ１": JUNE,
        "2025年上半年": JUNE,
        "2025 上半年": JUNE,
        "2025年一季度": MARCH,
        "2025年第一季度": MARCH,
        "2025年前三季度": up_to(2025, 9),
        "2025年1-6月": JUNE,
        "2025年1—11月": NOVEMBER,
        "2025年1至12月": 2025,
        "2025H2": None,
        "2025年下半年": None,
        "上半年": None,
        "2025-13": None,
        "2025-00": None,
        "2025Q5": None,
        "2025-": None,
        "25-06": None,
        "2025-06-30": None,
        "2025-1-6": None,
        "2025年2-6月": None,
        "6月": None,
        "": None,
    }.items(),
)
def test_a_period_is_written(text, meant):
    """A year, the part of one up to the end of a month, of a quarter or of the first half, in characters of full width
    too; December ends the year."""
    assert period(text) == meant
    assert type(period(text)) is type(meant)


@pytest.mark.parametrize(
    ("word", "known", "sentence"),
    [
        ("2026-06", None, None),
        ("26", None, "“26” is not a year or a month; write 2026, or 2026-06"),
        ("2025-06", [2024, JUNE], None),
        ("26", [2024, JUNE], "“26” is not a year or a month; write 2026, or 2026-06; there are 2024, 2025-06"),
        ("2025", [2024, JUNE], "there are no actuals for 2025 (actuals/2025.yaml); there are 2024, 2025-06"),
        ("2025", [], "there are no actuals for 2025 (actuals/2025.yaml)"),
        ("26", [], "“26” is not a year or a month; write 2026, or 2026-06"),
    ],
)
def test_a_period_that_is_none_or_is_not_there_is_refused_with_those_there_are(word, known, sentence):
    """Where they have to be known: what a form is made for need not be there yet."""
    try:
        found = meant(word) if known is None else meant_of(word, known)
    except Refusal as refusal:
        assert refusal.sentence.en == sentence
    else:
        assert (found, sentence) == (period(word), None)


def test_the_periods_of_a_folder_are_those_that_its_files_are_called_after(tmp_path):
    assert periods_in(tmp_path) == set()
    (tmp_path / "actuals").mkdir()
    for name in ("2025.yaml", "2025-06.yaml", "2023-6.yaml", "2022-12.yaml", "notes.yaml", "2024.yml"):
        (tmp_path / "actuals" / name).write_text("", encoding="utf-8")
    assert periods_in(tmp_path) == {2025, JUNE}


def test_a_part_year_is_the_moment_of_its_end():
    """t = y at the end of a year, t = y − 1 + m/12 at the end of month m."""
    assert Fraction(2024) + Fraction(6, 12) == JUNE
    assert 2024 + Fraction(11, 12) == NOVEMBER
    assert 2024 < up_to(2025, 1) < MARCH < JUNE < 2025
    assert sorted([2025, JUNE, 2024, MARCH]) == [2024, MARCH, JUNE, 2025]


def test_a_period_says_what_it_is():
    assert (str(JUNE), f"{JUNE}", named(JUNE).zh, named(JUNE).en) == ("2025-06", "2025-06", "2025年6月", "2025-06")
    assert (named(2025).zh, named(2025).en) == ("2025年", "2025")
    assert [(year_of(of), month_of(of)) for of in (JUNE, NOVEMBER, 2025)] == [(2025, 6), (2025, 11), (2025, None)]
    assert [last_day(of) for of in (up_to(2024, 2), JUNE, 2025)] == [
        date(2024, 2, 29),
        date(2025, 6, 30),
        date(2025, 12, 31),
    ]
    assert (up_to(2025, None), up_to(2025, 12), up_to(2025, 6)) == (2025, 2025, JUNE)


@pytest.mark.parametrize("made", [copy.copy, copy.deepcopy, lambda of: pickle.loads(pickle.dumps(of))])
def test_a_part_year_can_be_copied(made):
    assert made(JUNE) == JUNE
    assert str(made(JUNE)) == "2025-06"


def test_milestones_and_the_baseline_year_stand_at_the_end_of_theirs():
    """A milestone of 2025 is not reached in 2025-06, and the straight line is read at t."""
    line = course(RISING, "2022: 120, 2025: 150")
    assert {str(of): asked(line.at(of)) for of in (JUNE, NOVEMBER, 2025, up_to(2026, 1))} == {
        "2025-06": ">= 145 interpolated",
        "2025-11": ">= 149 interpolated",
        "2025": ">= 150 official",
        "2026-01": ">= 150 standing",
    }
    assert asked(course(RISING, "2025: 160").at(up_to(2021, 1))) == ">= 101 interpolated"


def test_the_line_is_read_at_the_month_whatever_its_slope():
    """The straight line from the baseline, rounded to its lenient side at the decimals of the row."""
    falling = course("direction: falling, baseline: 10.0", "2025: 5")
    assert asked(falling.at(up_to(2021, 1))) == "<= 10.0 interpolated"  # 9.91666…
    assert asked(falling.at(up_to(2023, 6))) == "<= 7.5 interpolated"


def test_cells_stand_in_a_part_year_as_in_a_year():
    between = course(RISING, "2022: 0.3–0.4, 2025: 0.5–0.6")
    assert [asked(between.at(of)) for of in (up_to(2021, 6), up_to(2022, 6), up_to(2023, 6), JUNE)] == [
        "0.3–0.4 standing"
    ] * 4
    stepwise = course(RISING, "2022: 120, 2025: 150", "step")
    assert [asked(stepwise.at(of)) for of in (up_to(2022, 6), JUNE)] == ["nothing", ">= 120 standing"]


def test_a_hold_and_words_stand_in_a_part_year():
    held = course("direction: keep stable, worse: lower, baseline: 100, tolerance: 2", "2022: 持续巩固, 2025: 稳步提升")
    assert [asked(held.at(of)) for of in (up_to(2022, 6), JUNE)] == [">= 98 baseline"] * 2
    assert asked(held.at(up_to(2026, 1))) == "rise standing"


def test_earlier_actuals_are_those_of_full_years():
    """“Earlier actuals” are always those of full years before the year of y."""
    values = {2023: "1", MARCH: "3", 2024: "2", JUNE: "4", 2025: "5"}
    assert row(RISING, "2025: 稳步提升", values, JUNE).earlier[:] == [(2023, 1), (2024, 2)]
    assert row(RISING, "2025: 稳步提升", values, 2025).previous == (2024, 2)
    assert row(RISING, "2025: 稳步提升", values, up_to(2026, 1)).previous == (2025, 5)


CASES = {
    "line 4 reads not due": (RISING, "2025: 150", "", "4 not_due"),
    "line 4 reads not due after the last milestone too": (RISING, "2022: 150", "", "4 not_due"),
    "a rise": (RISING, "2025: 稳步提升", "", "4 not_due"),
    "not surveyed": (RISING, "2025: 150", "——", "3 not_due"),
    "on the line at the month": (RISING, "2022: 120, 2025: 150", "145", "9 on_track"),
    "not yet on it": (RISING, "2022: 120, 2025: 150", "144.9", "11 slightly_behind"),
    "the last level is met before its year": (RISING, "2022: 120, 2025: 150", "150", "8 achieved"),
    "after the last milestone": (RISING, "2022: 120", "120", "7 achieved"),
    "worse than the baseline": (RISING, "2025: 150", "90", "10 regressed"),
    "an open wording is attested": (
        RISING, "2025: 完成上级下达指标", "{verdict: met, source: 考核}", "1 on_track"),
    "an open wording is attested as missed": (
        RISING, "2025: 完成上级下达指标", "{verdict: missed, source: 考核}", "1 behind"),
    "an open wording after its year": (
        RISING, "2022: 完成上级下达指标", "{verdict: met, source: 考核}", "1 achieved"),
    "a rise before the last milestone": (RISING, "2025: 稳步提升", "101", "6 on_track"),
    "a rise after the last milestone": (RISING, "2022: 稳步提升", "101", "6 achieved"),
    "a hold": (RISING, "2025: 持续巩固", "100", "9 on_track"),
}  # fmt: skip


@pytest.mark.parametrize(("of", "cells", "value", "standing"), CASES.values(), ids=CASES)
def test_the_standing_of_a_part_year(of, cells, value, standing):
    scored = row(of, cells, {JUNE: value}, JUNE)
    assert f"{scored.clause.number} {scored.standing}" == standing


def test_in_a_full_year_line_4_still_reads_no_data():
    assert row(RISING, "2025: 150", {2025: "", JUNE: "140"}, 2025).standing == "no_data"


def test_a_number_handed_down_counts_only_at_the_years_end():
    """A number handed down for the year does not count yet in r; it does in R."""
    settled = {"2021-11-09, resolved: [{id: 1, year: 2025, target: 120, source: 通知}]": "2025: 完成上级下达指标"}
    part = row(RISING, settled, {JUNE: "130"}, JUNE)
    assert (part.requirement, part.standing) == (None, "target_pending")
    assert asked(part.course.final) == ">= 120 resolved"
    assert (part.progress, part.elapsed) == (Fraction(3, 2), Fraction(9, 10))
    assert "at-final-level" in part.flags
    assert row(RISING, settled, {2025: "130"}, 2025).standing == "achieved"


def test_a_standing_number_meets_the_number_handed_down_for_the_last_year():
    """Line 8 rests on R, which the number handed down for Y decides."""
    settled = {
        "2021-11-09, resolved: [{id: 1, year: 2025, target: 120, source: 通知}]": (
            "2022: 0.3–200, 2025: 完成上级下达指标"
        )
    }
    assert row(RISING, settled, {JUNE: "130"}, JUNE).standing == "achieved"
    assert row(RISING, settled, {JUNE: "110"}, JUNE).standing == "on_track"


def test_time_elapsed_runs_to_the_month():
    """elapsed = (t − baseline_year) / (Y − baseline_year), cut at 1."""
    assert row(RISING, "2025: 150", {JUNE: "120"}, JUNE).elapsed == Fraction(9, 10)
    assert row(RISING, "2022: 150", {JUNE: "120"}, JUNE).elapsed == 1
    assert "off-course" in row(RISING, "2022: 0–200, 2025: 150", {JUNE: "144.9"}, JUNE).flags
    assert "off-course" not in row(RISING, "2022: 0–200, 2025: 150", {JUNE: "145"}, JUNE).flags


def test_documents_are_those_of_the_periods_last_day():
    """Documents: those of the period's last day."""
    documents = {"2021-11-09": "2025: 150", "2025-06-30, replaces: true": "2025: 180"}
    assert [asked(row(RISING, documents, {of: ""}, of).course.final) for of in (up_to(2025, 5), JUNE)] == [
        ">= 150 official",
        ">= 180 official",
    ]


def test_the_first_document_is_in_force_in_every_period():
    assert asked(row(RISING, {"2025-06-30": "2025: 150"}, {MARCH: ""}, MARCH).requirement) == ">= 142 interpolated"


def test_further_goals_are_those_of_the_periods_last_day():
    """A document issued later than the last day is no further goal yet; its line is read at t."""
    documents = {"2021-11-09": "2025: 150", "2025-06-30": "2025: 180"}
    assert row(RISING, documents, {up_to(2025, 5): ""}, up_to(2025, 5)).further == ()
    (goal,) = row(RISING, documents, {JUNE: "172"}, JUNE).further
    assert (goal.cell.text, goal.met) == ("180", True)  # 100 + 80 × 0.9 = 172


def test_departments_are_those_of_the_periods_last_day():
    book = county(
        "direction: rising, baseline: 100",
        targets="1: {2025: 150}",
        actuals={up_to(2025, 1): "", up_to(2025, 2): ""},
        departments="{name: 甲局, successor: {name: 乙局, since: 2025-02-28}}, {name: 乙局}",
    )
    leads = [score(book, up_to(2025, month)).rows[0].departments for month in (1, 2)]
    assert leads == [("甲局",), ("乙局",)]
