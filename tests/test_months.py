"""Part-years through the commands: `data/actuals/2025-06.yaml`, and everything that is said of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tables import write

from gongfu_cli.book.folder import load
from gongfu_cli.book.period import up_to
from gongfu_cli.checks.run import check

Run = Callable[..., tuple[int, str, str]]
MARCH, JUNE = up_to(2025, 3), up_to(2025, 6)


@pytest.fixture
def county(data: Path) -> Path:
    """A level, a rate, a count and a deliverable, with two part-years and a year before them."""
    shutil.rmtree(data)
    return write(
        data,
        "direction: rising, baseline: 100, departments: [甲局]",
        "timing: rate, direction: rising, departments: [乙局]",
        "timing: count, direction: rising, item: 附件3 第24项, departments: [丙局]",
        "direction: rising, departments: [丙局]",
        targets="1: {2025: 150}, 2: {2025: 6}, 3: {2025: 1000}, 4: {2025: 建成}",
        actuals={
            2024: "1: 130, 2: 5, 3: 900, 4: ",
            MARCH: "1: 130, 2: 6.5, 3: 250, 4: ",
            JUNE: "1: 145, 2: 6, 3: 400, 4: {verdict: missed, source: 督查}",
        },
    )


def standings(out: str) -> list[str]:
    return [row["standing"] for row in json.loads(out)["indicators"]]


@pytest.mark.parametrize("word", ["2025-06", "2025年6月", "2025Q2", "２０２５－０６"])
def test_score_takes_a_month(gongfu: Run, county: Path, word: str) -> None:
    """`gongfu score 2025-06` (also `2025年6月`, `2025Q2`), with `month`, `timing` and `item` in JSON."""
    code, out, err = gongfu("score", word, "--format", "json")
    document = json.loads(out)
    assert (code, err, document["year"], document["month"]) == (0, "", 2025, 6)
    assert standings(out) == ["on_track", "on_track", "behind", "behind"]
    _, _, count, deliverable = document["indicators"]
    assert (count["timing"], count["item"], count["baseline"]) == ("count", "附件3 第24项", None)
    assert count["requirement"] == {"op": ">=", "value": 500, "basis": "interpolated"}
    assert count["previous"] == {"year": 2024, "actual": 900}
    assert deliverable["requirement"] == {"op": "done", "basis": "standing"}


def test_what_was_not_filed_is_not_due(gongfu: Run, county: Path) -> None:
    (county / "actuals" / "2025-09.yaml").write_text(
        "{year: 2025, month: 9, status: published, source: 月报, values: {2: 6}}"
    )
    assert standings(gongfu("score", "2025-09", "--format", "json")[1]) == ["not_due", "on_track", "not_due", "not_due"]
    assert "未到期 3" in gongfu("score", "2025-09", "--show", "summary", "--lang", "zh")[1]


def test_the_default_is_the_latest_period_and_a_full_year_comes_after_its_months(gongfu: Run, county: Path) -> None:
    assert " · 2025年6月" in gongfu("score", "--show", "summary", "--lang", "zh")[1]
    (county / "actuals" / "2025.yaml").write_text(
        "{year: 2025, status: published, source: 公报, values: {2: 6}}", encoding="utf-8"
    )
    assert " · 2025年\n" in gongfu("score", "--show", "summary", "--lang", "zh")[1]


@pytest.mark.parametrize(("language", "month"), [("zh", "2025年6月"), ("en", "2025-06")])
def test_screens_name_the_month(gongfu: Run, county: Path, language: str, month: str) -> None:
    for arguments in (["score", "2025-06"], ["explain", "3", "2025-06"]):
        assert f" · {month}\n" in gongfu(*arguments, "--lang", language)[1]
    assert "1000 × 6/12 = 500" in gongfu("explain", "3", "2025-06", "--lang", language)[1]


def test_departments_come_by_what_is_in_gap(gongfu: Run, county: Path) -> None:
    """The 晾晒表: by counts, no index; in a full year in the order of the table."""

    def order(period: str) -> list[str]:
        lines = gongfu("score", period, "--show", "departments", "--lang", "zh")[1].splitlines()
        return [line[:2] for line in lines if line[1:2] == "局"]

    assert order("2025-06") == ["丙局", "甲局", "乙局"]
    assert order("2024") == ["甲局", "乙局", "丙局"]


def test_diff_of_two_months(gongfu: Run, county: Path) -> None:
    document = json.loads(gongfu("diff", "2025-03", "2025-06", "--format", "json")[1])
    assert (document["from"], document["to"]) == ("2025-03", "2025-06")
    assert [row["change"] for row in document["indicators"]] == [15, -0.5, 150, None]


def test_diff_heads_its_columns_with_the_month_in_words(gongfu: Run, county: Path) -> None:
    out = gongfu("diff", "2024", "2025-06", "--lang", "zh")[1]
    assert "2024年等次" in out
    assert "2025年6月等次" in out


def test_diff_goes_from_the_year_before_by_default(gongfu: Run, county: Path) -> None:
    document = json.loads(gongfu("diff", "2025-06", "--format", "json")[1])
    assert (document["from"], document["to"]) == (2024, "2025-06")


def test_diff_of_two_months_the_wrong_way_round(gongfu: Run, county: Path) -> None:
    code, _, err = gongfu("diff", "2025-06", "2025-03", "--lang", "en")
    assert (code, err) == (2, "the earlier year goes first: gongfu diff 2025-03 2025-06\n")


def test_trend_has_the_months_where_they_are_asked_for(gongfu: Run, county: Path) -> None:
    assert json.loads(gongfu("trend", "--format", "json")[1])["years"] == [2024]
    document = json.loads(gongfu("trend", "--months", "--format", "json")[1])
    assert document["years"] == [2024, "2025-03", "2025-06"]
    assert [value["year"] for value in document["indicators"][0]["values"]] == document["years"]
    assert "2025-06" in gongfu("trend", "--months", "--format", "csv")[1].splitlines()[0]


def test_trend_of_part_years_alone(gongfu: Run, county: Path) -> None:
    (county / "actuals" / "2024.yaml").unlink()
    assert json.loads(gongfu("trend", "--format", "json")[1])["years"] == ["2025-03", "2025-06"]


def test_the_page_of_a_month(gongfu: Run, county: Path, tmp_path: Path) -> None:
    assert gongfu("report", "2025-06", "-o", "page.html", "--lang", "zh")[0] == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "2025年6月" in page
    assert "截至2025年6月底的实际值" in page


def test_the_form_of_a_month_comes_back(gongfu: Run, county: Path, tmp_path: Path) -> None:
    """`template 2025-09`, and `import`: the form says its month."""
    assert gongfu("template", "2025-09", "-o", "form.yaml", "--lang", "zh")[0] == 0
    assert "year: 2025\nmonth: 9\n" in (tmp_path / "form.yaml").read_text(encoding="utf-8")
    (tmp_path / "form.csv").write_text("编号,2025年9月实际值\n3,800\n", encoding="utf-8")
    assert gongfu("import", "form.csv", "--write")[0] == 0
    written = (county / "actuals" / "2025-09.yaml").read_text(encoding="utf-8")
    assert "month: 9" in written
    assert json.loads(gongfu("score", "2025-09", "--format", "json")[1])["indicators"][2]["actual"] == 800


def test_a_form_of_another_month_is_not_imported(gongfu: Run, county: Path, tmp_path: Path) -> None:
    (tmp_path / "form.csv").write_text("No.,Actual 2025-09\n3,800\n", encoding="utf-8")
    code, _, err = gongfu("import", "form.csv", "--year", "2025", "--lang", "en")
    assert code == 2
    assert "this is a form for 2025-09, not for 2025" in err


@pytest.mark.parametrize(
    ("name", "head", "sentence"),
    [
        ("2025-09", "year: 2025", "the file is called 2025-09.yaml, but gives no month"),
        ("2025-09", "year: 2025, month: 8", "the file is called 2025-09.yaml, but its month is 8"),
        ("2025-09", "year: 2024, month: 9", "the file is called 2025-09.yaml, but its year is 2024"),
        ("2025", "year: 2025, month: 6", "the file is called 2025.yaml, but its month is 6"),
        ("2025-12", "year: 2025", "the file’s name, 2025-12.yaml, is no year, nor a month of one"),
        ("2026-6", "year: 2026", "the file’s name, 2026-6.yaml, is no year, nor a month of one"),
        ("2026Q2", "year: 2026", "the file’s name, 2026Q2.yaml, is no year, nor a month of one"),
        ("2025-09", "year: 2025, month: 09", "the month “09” takes no leading zero"),
        ("2025-09", "year: 2025, month: 12", "“12” is not a month from 1 to 11"),
    ],
)
def test_year_and_month_are_those_of_the_files_name(county: Path, name: str, head: str, sentence: str) -> None:
    """GF106."""
    text = f"{{{head}, status: published, source: 月报, values: {{}}}}"
    (county / "actuals" / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert [(found.code, found.message.en) for found in check(load(county)).findings if found.severity == "error"] == [
        ("GF106", sentence)
    ]


@pytest.mark.parametrize(
    ("name", "head", "meant"),
    [
        ("2025-12", "year: 2025", "2025.yaml"),
        ("2026-6", "year: 2026", "2026-06.yaml"),
        ("2026Q2", "year: 2026", "2026-06.yaml"),
        ("202606", "year: 2026, month: 6", "2026-06.yaml"),
        ("年报", "year: 2026", "2026.yaml"),
    ],
)
def test_a_file_is_told_its_name(county: Path, name: str, head: str, meant: str) -> None:
    """By the name that it has, where that names a period; else by the year and month inside."""
    text = f"{{{head}, status: published, source: 月报, values: {{}}}}"
    (county / "actuals" / f"{name}.yaml").write_text(text, encoding="utf-8")
    hints = [found.hint for found in check(load(county)).findings if found.severity == "error"]
    assert [hint.en for hint in hints if hint] == [f"call it {meant}"]


def codes(tmp_path: Path, of: str, value: str) -> list[str]:
    values = {2024: "1: 65", JUNE: f"1: {value}"}
    folder = write(tmp_path / "data", of, targets="1: {2025: 70.0}", actuals=values)
    return [found.code for found in check(load(folder)).findings if found.place.file.endswith("2025-06.yaml")]


LEVEL = "direction: rising, baseline: 60.0, range: [0, 100]"


@pytest.mark.parametrize(
    ("value", "found"),
    {
        "6.50": [],  # GF402 slipped-unit
        "65": ["GF406"],  # not GF403 unchanged
        "70.0": [],  # GF404 equals-target
        "": [],  # GF501 not-reported
        "101.0": ["GF401"],
        "{value: 66.0, status: illustrative}": ["GF503"],
    }.items(),
)
def test_rules_that_are_not_asked_of_part_years(tmp_path: Path, value: str, found: list[str]) -> None:
    """GF402 to GF404 and GF501 are not; the others are."""
    assert codes(tmp_path, LEVEL, value) == found


def test_an_absent_id_is_no_finding_in_a_part_year(tmp_path: Path) -> None:
    folder = write(tmp_path / "data", LEVEL, targets="1: {2025: 70.0}", actuals={JUNE: ""})
    assert [found.code for found in check(load(folder)).findings] == []


def test_a_preliminary_month_is_stale_once_a_later_year_is_filed(tmp_path: Path) -> None:
    """GF504: a later year's file; that of its own year is none."""
    for year, found in ((2025, []), (2026, ["GF504"])):
        folder = write(
            tmp_path / str(year), LEVEL, targets="1: {2025: 70.0}", status="preliminary",
            actuals={JUNE: "1: 66.0", year: "1: 67.0"},
        )  # fmt: skip
        assert [
            finding.code for finding in check(load(folder)).findings if finding.place.file.endswith("2025-06.yaml")
        ] == found
