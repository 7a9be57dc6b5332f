"""`gongfu compare`: which counties and periods are meant, what is written of them, what becomes of those that cannot be
scored, and that nothing depends on the number of processes."""

import contextlib
import csv
import io
import json
import multiprocessing
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tables import write

from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import Alike, load
from gongfu_cli.book.period import Period, up_to
from gongfu_cli.checks.run import check
from gongfu_cli.cli import counties, side_by_side
from gongfu_cli.cli.commands import compare
from gongfu_cli.formats import progress, tidy
from gongfu_cli.formats.extras import not_installed
from gongfu_cli.scoring.region import Region
from gongfu_cli.scoring.scorecard import Scorecard

Run = Callable[..., tuple[int, str, str]]

JUNE = up_to(2025, 6)
INDICATORS = (
    "direction: rising, baseline: 10, name: 收入, name_en: Income, unit: 元",
    "direction: falling, baseline: 10, name: 差距, attribute: observation",
)
TARGETS = "1: {2025: 20}, 2: {2025: 5}"
ACTUALS: dict[str, dict[Period, str]] = {
    "a": {2023: "1: 16, 2: 8", 2024: "1: 19, 2: 7", JUNE: "1: 20"},
    "b": {2023: "1: 12", 2024: "1: 13"},
    "c": {2022: "1: 11", 2023: "1: {value: 15, status: preliminary}, 2: {value: 9, status: illustrative}"},
}


def county(folder: str, actuals: dict[Period, str], title: str = "表") -> None:
    write(Path(folder), *INDICATORS, targets=TARGETS, actuals=actuals)
    rename(folder, "title: 表", f"title: {title}")


def rename(folder: str, old: str, new: str) -> None:
    file = Path(folder) / "indicators.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(autouse=True)
def three(data: Path) -> None:
    """Three counties, a, b and c, in the working folder, beside `data`; `broken`, `empty` and a `file`."""
    for name, actuals in ACTUALS.items():
        county(name, actuals, f"{'丙乙甲'['abc'.index(name)]}县")
    county("broken", {2023: "1: ５", 2024: "1: x, 9: 1"})
    Path("empty").mkdir()
    Path("file").write_text("", encoding="utf-8")


def document(gongfu: Run, *arguments: str) -> Any:
    """What is written as JSON."""
    return json.loads(gongfu("compare", *arguments, "--format", "json")[1])


def lines(document: Any) -> list[tuple[Any, ...]]:
    """Folder, year and month of each record of a document, and the id of a row."""
    records = document.get("regions", document.get("rows"))
    return [tuple(each[name] for name in ("folder", "year", "month", "id") if name in each) for each in records]


# The document


def test_the_document_of_a_period(gongfu: Run) -> None:
    """Counties in the order given, with both tallies; behind them what could not be scored, and why."""
    code, out, _ = gongfu("compare", "2024", "b", "broken", "a", "--format", "json", "--lang", "en")
    said = "error(s), not scored; gongfu check --data broken lists them all"
    assert code == 1
    assert json.loads(out) == {
        "schema": "gongfu.compare/1",
        "year": 2024,
        "month": None,
        "regions": [
            {
                "folder": "b",
                "table": "main",
                "title": "乙县",
                "title_en": None,
                "year": 2024,
                "month": None,
                "evaluation": tally(judged=1, gap=1, attainment=0.722222222222222, worst="behind"),
                "observation": tally(judged=0, coverage=0, no_data=1),
            },
            {
                "folder": "a",
                "table": "main",
                "title": "丙县",
                "title_en": None,
                "year": 2024,
                "month": None,
                "evaluation": tally(judged=1, attainment=1, worst="on_track"),
                "observation": tally(judged=1, gap=1, attainment=0.857142857142857, worst="behind"),
            },
        ],
        "failed": [
            {
                "folder": "broken",
                "errors": 3,
                "message": f"3 {said}",
                "message_zh": "3 个错误，没有评价；gongfu check --data broken 可全部列出",
            }
        ],
    }


def tally(
    judged: int,
    gap: int = 0,
    attainment: float | None = None,
    worst: str | None = None,
    coverage: int = 1,
    **standings: int,
) -> dict[str, Any]:
    """The tally of one row."""
    return {
        "rows": 1,
        "judged": judged,
        "on_track": judged - gap,
        "gap": gap,
        "on_track_rate": (judged - gap) / judged if judged else None,
        "attainment": attainment,
        "coverage": coverage,
        "status": "gap" if gap else "on_track" if judged else None,
        "worst": worst,
        "illustrative": 0,
        "preliminary": 0,
        "standings": standings or {worst: 1},
    }


def test_a_document_without_anything_is_one_too(gongfu: Run) -> None:
    assert document(gongfu, "gone") == {
        "schema": "gongfu.compare/1",
        "year": None,
        "month": None,
        "regions": [],
        "failed": [
            {"folder": "gone", "errors": 1, "message": "there is no such folder", "message_zh": "没有这个文件夹"}
        ],
    }


def test_the_tallies_are_those_of_score(gongfu: Run) -> None:
    """Of any county, whether a full year or a part of one is asked for."""
    chance = random.Random(7)
    names = [f"made/{n}" for n in range(20)]
    for name in names:
        periods = (2022, 2023, 2024, JUNE)
        county(name, {each: f"1: {chance.randint(5, 25)}, 2: {chance.randint(1, 15)}" for each in periods})
    for period in ("2022", "2024", "2025-06"):
        regions = document(gongfu, period, *names)["regions"]
        assert [region["folder"] for region in regions] == names
        for region in regions:
            score = json.loads(gongfu("score", period, "--data", region["folder"], "--format", "json")[1])
            assert {name: region[name] for name in ("evaluation", "observation")} == score["overall"]


def test_the_rows_are_those_of_score(gongfu: Run) -> None:
    """A value with its status, the requirement as plain columns, the file as it was reached."""
    document_ = document(gongfu, "2023", "a", "c", "--rows")
    assert (document_["schema"], lines(document_)) == (
        "gongfu.rows/1",
        [("a", 2023, None, "1"), ("a", 2023, None, "2"), ("c", 2023, None, "1"), ("c", 2023, None, "2")],
    )
    row = document_["rows"][2]
    scored = json.loads(gongfu("score", "2023", "--data", "c", "--format", "json")[1])["indicators"][0]
    assert list(row) == list(tidy.ROWS)
    assert (row["actual"], row["actual_status"], row["lead"], row["flags"]) == (
        15,
        "preliminary",
        "甲局",
        "interpolated; preliminary",
    )
    assert {name: row[name] for name in ("op", "value", "basis")} == scored["requirement"]
    alike = set(row) & set(scored) - {"departments", "flags", "target"}
    assert {name: row[name] for name in alike} == {name: scored[name] for name in alike}
    assert (row["file"], row["line"]) == ("c/actuals/2023.yaml", 1)


# Which periods

PERIODS: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {
    "the latest year that all have, where none is given": (
        ["a", "b", "c"], [("a", 2023, None), ("b", 2023, None), ("c", 2023, None)]),
    "of those with actuals": (["a", "b", "empty"], [("a", 2024, None), ("b", 2024, None)]),
    "the latest of any, where they have none in common": (["b", "later"], [("later", 2026, None)]),
    "a year": (["2024", "a", "b"], [("a", 2024, None), ("b", 2024, None)]),
    "a part of a year": (["2025-06", "a"], [("a", 2025, 6)]),
    "in other words": (["2025年6月", "a"], [("a", 2025, 6)]),
    "the first half": (["2025年上半年", "a"], [("a", 2025, 6)]),
    "a year that one has not": (["2024", "a", "c"], [("a", 2024, None)]),
    "several, of each county those that it has": (
        ["--years", "2022..2023", "a", "c"], [("a", 2023, None), ("c", 2022, None), ("c", 2023, None)]),
    "the later one first": (["--years", "2023..2022", "c"], [("c", 2022, None), ("c", 2023, None)]),
    "with a dash": (["--years", "2022-2023", "c"], [("c", 2022, None), ("c", 2023, None)]),
    "in full width": (["--years", "２０２２～２０２３", "c"], [("c", 2022, None), ("c", 2023, None)]),
    "one of them": (["--years", "2022", "c"], [("c", 2022, None)]),
    "all full years": (["--years", "all", "a"], [("a", 2023, None), ("a", 2024, None)]),
    "not the baseline year": (["--years", "ALL", "based"], [("based", 2021, None)]),
    "a folder called like a year": (["2023", "./2024"], [("2024", 2023, None)]),
    "a folder once, however often and however it is named": (
        ["2023", "a", "b", "./a", "b/"], [("a", 2023, None), ("b", 2023, None)]),
    "--data names one too": (["2023", "--data", "a"], [("a", 2023, None)]),
    "behind the others": (["2023", "--data", "a", "b"], [("b", 2023, None), ("a", 2023, None)]),
}  # fmt: skip


@pytest.mark.parametrize("case", PERIODS)
def test_which_periods(gongfu: Run, case: str) -> None:
    arguments, expected = PERIODS[case]
    county("later", {2026: "1: 20"})
    county("based", {2020: "1: 10", 2021: "1: 12"})
    county("2024", {2023: "1: 12"})
    assert lines(document(gongfu, *arguments)) == expected


def test_the_years_of_a_document_are_those_that_there_are(gongfu: Run) -> None:
    """A list of numbers whatever was asked for."""
    for asked, years in (("all", [2022, 2023, 2024]), ("2023..2040", [2023, 2024])):
        made = document(gongfu, "--years", asked, "a", "b", "c")
        assert (made["year"], made["month"], made["years"]) == (None, None, years)


def test_a_year_for_which_nothing_is_filed_yet_is_not_meant(gongfu: Run) -> None:
    """A form written by `gongfu template` is there long before its values."""
    for name in ("a", "b"):
        assert gongfu("template", "2026", "--data", name, "-o", f"{name}/actuals/2026.yaml")[0] == 0
    assert document(gongfu, "a", "b")["year"] == 2024
    county("d", {2026: "1: 20"})
    assert document(gongfu, "a", "b", "d")["year"] == 2026  # somebody has filed, and nothing else is common to all


# What cannot be done

REFUSED: dict[str, tuple[list[str], str, str]] = {
    "no folder": (["2024"], "要给出各县的数据文件夹：gongfu compare 2024 县名/…",
        "name the data folders: gongfu compare 2024 DIR…"),
    "nothing at all": ([], "要给出各县的数据文件夹：gongfu compare 2024 县名/…",
        "name the data folders: gongfu compare 2024 DIR…"),
    "a year that none has": (
        ["2030", "a", "b"], "没有2030年的实际值（actuals/2030.yaml）；有的年份：2023、2024、2025-06",
        "there are no actuals for 2030 (actuals/2030.yaml); there are 2023, 2024, 2025-06"),
    "years that none has": (["--years", "2030..2031", "b"], "没有这些年份的实际值；有的年份：2023、2024",
        "there are no actuals for these years; there are 2023, 2024"),
    "both": (["2024", "--years", "all", "a"], "年份和 --years 只能给一个", "give a year or --years, not both"),
    "no years": (["--years", "2025-06", "a"], "--years 要写 2021..2025 或 all，不是“2025-06”",
        "--years takes 2021..2025 or all, not “2025-06”"),
    "no processor": (["--jobs", "0", "a"], "--jobs 要写 1 或更大的整数，不是“0”",
        "--jobs takes a whole number from 1, not “0”"),
    "no number": (["--jobs", "two", "a"], "--jobs 要写 1 或更大的整数，不是“two”",
        "--jobs takes a whole number from 1, not “two”"),
    "an order of rows": (["--sort", "actual", "a"],
        "次序没有“actual”。可用：given、title、gap、rate、attainment、coverage、worst",
        "there is no order “actual”. It is one of: given, title, gap, rate, attainment, coverage, worst"),
    "an order of counties": (["--sort", "gap", "--rows", "a"],
        "次序没有“gap”。可用：given、title、actual、attainment、worst",
        "there is no order “gap”. It is one of: given, title, actual, attainment, worst"),
    "parquet on stdout": (["--format", "parquet", "a"], "--format parquet 要用 --output 写入文件",
        "--format parquet needs a file: --output FILE"),
    "a workbook on stdout": (["--format", "xlsx", "a"], "--format xlsx 要用 --output 写入文件",
        "--format xlsx needs a file: --output FILE"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(gongfu: Run, case: str) -> None:
    """Before any county is read: exit 2."""
    arguments, zh, en = REFUSED[case]
    assert gongfu("compare", *arguments, "--lang", "zh") == (2, "", f"{zh}\n")
    assert gongfu("compare", *arguments, "--lang", "en") == (2, "", f"{en}\n")


FAILED: dict[str, tuple[list[str], str, str]] = {
    "no folder there": (["2024", "a", "gone"], "gone：没有这个文件夹", "gone: there is no such folder"),
    "a file": (["2024", "a", "file"], "file：是文件，不是文件夹", "file: it is a file, not a folder"),
    "no actuals in any": (["a/actuals"], "", "a/actuals/indicators.yaml:1:1 GF008 unreadable-file"),
    "no data in it": (["2024", "a", "empty"], "empty：2 个错误，没有评价；gongfu check --data empty 可全部列出",
        "empty: 2 error(s), not scored; gongfu check --data empty lists them all"),
    "a fault": (["2023", "a", "broken"],
        "broken/actuals/2023.yaml:1:57 GF103 not-a-number\n  错误：“５”不是这里的数字写法",
        "broken/actuals/2023.yaml:1:57 GF103 not-a-number\n  error: “５” is not a number as numbers are written here"),
    "not that year": (["2024", "a", "c"], "c：没有2024年的实际值（actuals/2024.yaml）；有的年份：2022、2023",
        "c: there are no actuals for 2024 (actuals/2024.yaml); there are 2022, 2023"),
    "none of the years": (["--years", "2024..2025", "a", "c"], "c：没有2024年的实际值",
        "c: there are no actuals for 2024"),
    "not before the baseline year": (["2020", "based"], "based：2020年不晚于基期2020年",
        "based: 2020 is not later than the baseline year, 2020"),
    "no such indicator": (["2024", "--indicator", "3", "b"], "b：没有指标“3”。有的指标：1、2",
        "b: there is no indicator “3”. There are: 1, 2"),
    "no such table": (["2024", "--table", "plan", "b"], "b：没有表“plan”。有的表：main",
        "b: there is no table “plan”. There are: main"),
    "a name that cannot be": (["2024", "a", "x" * 300], "文件名太长", "the file's name is too long"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAILED)
def test_what_fails(gongfu: Run, case: str) -> None:
    """A county that cannot be scored is said on stderr and named, the others are scored: exit 1."""
    arguments, zh, en = FAILED[case]
    county("based", {2020: "1: 10", 2021: "1: 12"})
    for lang, sentence in (("zh", zh), ("en", en)):
        code, out, err = gongfu("compare", *arguments, "--lang", lang)
        assert code == 1
        assert sentence in err
        assert out.splitlines()[-1] == f"{'没有评价：' if lang == 'zh' else 'Not scored: '}{arguments[-1]}"
    made = document(gongfu, *arguments)
    assert [county["folder"] for county in made["failed"]][-1:] == arguments[-1:]
    assert all(county["errors"] > 0 and county["message"] and county["message_zh"] for county in made["failed"])
    assert bool(made["regions" if "regions" in made else "rows"]) == ("a" in arguments)


def test_a_fault_in_a_year_that_is_not_read_is_one_line(gongfu: Run) -> None:
    county("d", {2023: "1: 12", 2025: "1: x, 2: y"})
    code, _, err = gongfu("compare", "2023", "a", "d", "--lang", "en")
    assert (code, err) == (
        0, "d/actuals/2025.yaml has 2 error(s); it is not used here (gongfu check lists them)\n")  # fmt: skip


def test_of_very_many_that_fail_the_first_are_told_and_the_others_counted(gongfu: Run) -> None:
    names = [f"gone/{n}" for n in range(50)]
    code, out, err = gongfu("compare", "2024", "a", *names, "--lang", "en", "--jobs", "1")
    told = [f"{name}: there is no such folder\n" for name in names[: compare.MOST_TOLD]]
    more = "30 more counties have faults and are not listed: --format json lists those not scored\n"
    assert (code, err) == (1, "".join(told) + more)
    assert out.endswith(f"Not scored: {', '.join(names[:20])}, and 30 more\n")
    assert [each["folder"] for each in document(gongfu, "2024", "a", *names)["failed"]] == names


def test_of_very_many_errors_of_a_county_the_first_are_shown(gongfu: Run) -> None:
    county("d", {2024: ", ".join(f"{n}: 1" for n in range(3, 100))})
    _, _, err = gongfu("compare", "2024", "d", "--lang", "en")
    assert err.count("GF202") == counties.MOST_SHOWN
    assert err.endswith("d: 97 error(s), not scored; gongfu check --data d lists them all\n")


@pytest.mark.parametrize(
    "name", ["e\x1b[31msc", "nl\n::error::x", "\u202ertl", "=1+1", "|a|[b](c)<i>", ":smile:"], ids=repr
)
@pytest.mark.parametrize("format", ["table", "markdown", "csv", "json"])
def test_a_name_reaches_no_terminal_as_it_is(gongfu: Run, name: str, format: str) -> None:
    """Neither of a county that is scored nor of one that is not; a program reads it as it is."""
    shutil.copytree("a", name)
    shutil.copytree("broken", f"{name}2")
    code, out, err = gongfu("compare", "2024", name, f"{name}2", "--format", format)
    assert code == 1
    assert not {"\x1b", "\u202e"} & {*out, *err} or (format == "json" and "\x1b" not in out + err)
    assert not [line for line in (out + err).split("\n") if line.startswith(("::", "=1+1,"))]
    if format == "json":
        assert json.loads(out)["regions"][0]["folder"] == name


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is always a text")
@pytest.mark.parametrize("format", ["json", "csv", "md", "parquet", "xlsx", "txt"])
def test_a_name_may_hold_bytes_that_are_no_text(gongfu: Run, format: str) -> None:
    for name in ("a", "broken"):
        shutil.copytree(name, os.fsdecode(b"\xff" + name.encode()))
    code, _, err = gongfu("compare", "2024", os.fsdecode(b"\xffa"), os.fsdecode(b"\xffbroken"), "-o", f"made.{format}")
    assert (code, "Traceback" in err, Path(f"made.{format}").exists()) == (1, False, True)


# Tables and indicators


@pytest.fixture
def tables() -> None:
    """A further table of a, which has no actuals of its own, and one whose baseline year is later."""
    for name, year in (("plan", 2020), ("young", 2023)):
        write(
            Path("a/tables") / name,
            "direction: rising, baseline: 10, name: 项目",
            "id: 7, direction: rising, baseline: 1",
            targets="1: {2025: 20}, 7: {2025: 2}",
            actuals={},
        )
        rename(f"a/tables/{name}", "baseline_year: 2020", f"baseline_year: {year}")


TABLES: dict[str, tuple[list[str], list[str], int]] = {
    "one, of those that have it": (["2024", "a", "b", "--table", "plan"], ["a plan"], 1),
    "all, the official one first": (["2024", "b", "a", "--table", "all"], ["b main", "a main", "a plan", "a young"],
        0),
    "without those that cannot be scored yet": (["2023", "a", "--table", "all"], ["a main", "a plan"], 0),
    "several years": (["--years", "all", "a", "--table", "plan"], ["a plan", "a plan"], 0),
    "one indicator, in every table that has it": (["2024", "a", "--table", "all", "--indicator", "7"], ["a plan",
        "a young"], 0),
    "by its name": (["2024", "a", "--table", "all", "--indicator", "收入"], ["a main"], 0),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES)
def test_further_tables(gongfu: Run, tables: None, case: str) -> None:
    arguments, expected, code = TABLES[case]
    made = document(gongfu, *arguments)
    assert [f"{each['folder']} {each['table']}" for each in made.get("regions", made.get("rows"))] == expected
    assert len(made["failed"]) == code


INDICATOR: dict[str, tuple[str, list[str]]] = {
    "all rows of an item": ("5", ["data 5.1", "data 5.2"]),
    "one of them": ("5.2", ["data 5.2"]),
    "in every county that has it": ("1", ["data 1", "a 1"]),
    "by its name": ("公众食品和药品满意度", ["data 5.1"]),
    "in English, of any case": ("income", ["data 4", "a 1"]),
}


@pytest.mark.parametrize("case", INDICATOR)
def test_one_indicator(gongfu: Run, case: str) -> None:
    word, expected = INDICATOR[case]
    made = document(gongfu, "2024", "data", "a", "--indicator", word)
    assert [f"{row['folder']} {row['id']}" for row in made["rows"]] == expected


# The order

ORDERS: dict[str, tuple[list[str], str]] = {
    "as given": (["--sort", "given"], "cabd"),
    "by title": (["--sort", "title"], "dabc"),
    "most gaps first, as many as given": (["--sort", "gap"], "cbad"),
    "the lowest rate first, none last": (["--sort", "rate"], "cbad"),
    "the lowest attainment first, none last": (["--sort", "attainment"], "bcad"),
    "the lowest coverage first": (["--sort", "coverage"], "dcab"),
    "the worst standing first, none last": (["--sort", "worst"], "bcad"),
    "the lowest value first, none last": (["--indicator", "1", "--sort", "actual"], "bcad"),
    "the highest first where little is good": (["--indicator", "2", "--sort", "actual"], "cadb"),
    "the worst row first, what is not judged last": (["--indicator", "1", "--sort", "worst"], "bcad"),
    "the lowest attainment of a row first": (["--indicator", "1", "--sort", "attainment"], "bcad"),
    "rows by title": (["--indicator", "1", "--sort", "title"], "dabc"),
}


@pytest.mark.parametrize("format", ["json", "csv", "markdown"])
@pytest.mark.parametrize("case", ORDERS)
def test_the_order(gongfu: Run, case: str, format: str) -> None:
    arguments, expected = ORDERS[case]
    county("d", {2023: "2: 3"}, "丁县")
    out = gongfu("compare", "2023", "c", "a", "b", "d", *arguments, "--format", format)[1]
    starts = {"json": '"folder": "', "csv": "\n", "markdown": "\n| "}[format]
    assert "".join(part[0] for part in out.split(starts) if part[1:2] in (",", " ", '"')) == expected


def test_the_orders_of_the_help_are_those_that_there_are() -> None:
    assert set(compare.ORDERS) == {order for view in side_by_side.VIEWS.values() for order in view.keys}


# Formats


@pytest.mark.parametrize("what", [[], ["--rows"], ["--rows", "--sort", "actual"]], ids=str)
def test_json_csv_and_parquet_hold_the_same(gongfu: Run, what: list[str]) -> None:
    """In JSON with its inner fields, elsewhere under columns with points; numbers are numbers in each."""
    import pyarrow.parquet

    asked = ("compare", "2023", "a", "b", "c", *what)
    made = json.loads(gongfu(*asked, "--format", "json")[1])
    records = [*map(flat, made["rows" if what else "regions"])]
    for ending in ("csv", "parquet"):
        assert gongfu(*asked, "-o", f"made.{ending}", "--lang", "en") == (0, "", f"written: made.{ending}\n")
    table = pyarrow.parquet.read_table("made.parquet")
    columns = tidy.ROWS if what else tidy.REGIONS
    text = Path("made.csv").read_bytes().decode("utf-8-sig")
    assert table.column_names == [*columns] == text.split("\r\n")[0].split(",")
    read = csv.DictReader(io.StringIO(text, newline=""))
    for record, cells, line in zip(records, table.to_pylist(), read, strict=True):
        expected = {name: record.get(name) for name in columns}
        typed = {name: number_or_text(line[name], columns[name]) for name in columns}
        for name, value in expected.items():
            alike = pytest.approx(value, rel=1e-14) if isinstance(value, float) else value
            assert (name, cells[name], typed[name]) == (name, alike, alike)


def flat(record: dict[str, Any], before: str = "") -> dict[str, Any]:
    inner = [
        flat(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
        for name, value in record.items()
    ]
    return {name: value for each in inner for name, value in each.items()}


def number_or_text(cell: str, kind: str) -> object:
    return (cell if kind == "text" else float(cell)) if cell else None


@pytest.mark.parametrize("what", [[], ["--rows"], ["--indicator", "2"]], ids=str)
def test_a_sheet_is_the_same_in_each_format_for_people(gongfu: Run, what: list[str]) -> None:
    asked = ("compare", "2023", "a", "c", *what, "--lang", "zh")
    assert gongfu(*asked, "-o", "made.xlsx")[0] == 0
    sheet = load_workbook("made.xlsx").worksheets[0]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for text in (gongfu(*asked)[1], gongfu(*asked, "--format", "markdown")[1]):
        assert "含示例数据，非官方" in text
        assert {"a", "c", "数据文件夹"} <= {*text.replace("|", " ").split()}
    assert {"a", "c", "数据文件夹", "含示例数据，非官方"} <= cells


def test_without_its_library_parquet_is_a_sentence(gongfu: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever makes the pieces; nothing is written."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    sentence = not_installed("写 Parquet ", "library for Parquet is", "pyarrow").sentence
    for lang, said in (("zh", sentence.zh), ("en", sentence.en)):
        for what in ([], ["--rows"]):
            assert gongfu("compare", "2024", "a", *what, "-o", "made.parquet", "--lang", lang) == (2, "", f"{said}\n")
    assert sentence.en.endswith("-m pip install pyarrow")
    assert not Path("made.parquet").exists()


# Files

INTO: dict[str, tuple[str, str]] = {
    "a hard link to the table": ("link.csv", "a/indicators.yaml"),
    "a link to actuals": ("soft.json", "b/actuals/2024.yaml"),
    "a link to a further table": ("soft.md", "a/tables/plan/indicators.yaml"),
    "a link to actuals of one": ("soft", "a/tables/plan/actuals/2023.yaml"),
}


@pytest.mark.parametrize("case", INTO)
def test_no_data_file_is_written_over(gongfu: Run, case: str) -> None:
    output, target = INTO[case]
    write(Path("a/tables/plan"), *INDICATORS, targets=TARGETS, actuals={2023: "1: 1"})
    before = Path(target).read_bytes()
    (os.link if "hard" in case else os.symlink)(target, output)
    sentence = f"{output} is a data file, and no result is written over it: name another file\n"
    assert gongfu("compare", "2024", "b", "a", "-o", output, "--lang", "en") == (2, "", sentence)
    assert Path(target).read_bytes() == before


def test_a_result_is_written_over_an_earlier_one(gongfu: Run) -> None:
    for _ in range(2):
        assert gongfu("compare", "2024", "a", "-o", "a/made.csv", "--lang", "en") == (0, "", "written: a/made.csv\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("what", [[], ["--rows"]], ids=str)
def test_a_full_disk_is_a_sentence(what: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "gongfu_cli", "compare", "a", *what, "--format", "csv", "--lang", "en"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (2, b"the result cannot be written: the disk is full\n")


# Processes

forks = pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="a replaced function is not inherited")
threads = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
Make = Callable[..., Sequence[object]]


@pytest.fixture
def many() -> list[str]:
    """More counties than one process scores alone."""
    names = [f"many/{n:02}" for n in range(2 * counties.FEW)]
    for n, name in enumerate(names):
        county(name, {2023: f"1: {10 + n / 4}, 2: {n}", 2024: f"1: {n}"})
    return names


@threads
@pytest.mark.parametrize("format", ["table", "json", "csv", "parquet"])
@pytest.mark.parametrize(
    "what",
    [
        ["2024"],
        ["--years", "all", "--rows"],
        ["2023", "--sort", "gap"],
        ["2023", "--indicator", "1", "--sort", "actual"],
    ],
    ids=str,
)
def test_nothing_depends_on_the_number_of_processes(gongfu: Run, many: list[str], what: list[str], format: str) -> None:
    """Neither what is written nor what is said, nor their order; every third county has faults."""
    for name in many[::3]:
        (Path(name) / "actuals" / "2024.yaml").write_text("year: 2024\n", encoding="utf-8")
    made = []
    for jobs in ("1", "2", "3"):
        run = gongfu("compare", *what, *many, "--format", format, "--jobs", jobs, "-o", "made")
        made.append((run, Path("made").read_bytes()))
    assert made[0] == made[1] == made[2]
    assert made[0][0][0] == (1 if what[0] != "2023" else 0)


def test_what_is_wanted_can_be_sent_to_a_process_however_it_was_started() -> None:
    for format in compare.FORMATS:
        make = partial(side_by_side.make, side_by_side.Listing("rows", format, "given"))
        wanted = counties.Wanted([2024], None, None, "linear", None, make)
        assert str(pickle.loads(pickle.dumps(wanted))) == str(wanted)


def in_a_process(act: Callable[[], None], make: Make, *arguments: object) -> Sequence[object]:
    """What `make` makes, but in a process that was started something happens first."""
    if multiprocessing.parent_process():
        act()
    return make(*arguments)


def replaced(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    monkeypatch.setattr(side_by_side, "make", partial(in_a_process, act, side_by_side.make))


def assert_nothing_left() -> None:
    assert multiprocessing.active_children() == []
    assert not Path("made.csv").exists()
    assert [*Path().glob(".gongfu-*")] == []


@forks
@threads
def test_ctrl_c_ends_it_all(gongfu: Run, many: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No process, no file, no word is left."""

    def once() -> None:
        with contextlib.suppress(FileExistsError):
            Path("sent").mkdir()
            os.kill(os.getppid(), signal.SIGINT)

    replaced(monkeypatch, once)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever started the tests may ignore it
    try:
        assert gongfu("compare", "2023", *many, "--rows", "--jobs", "2", "-o", "made.csv") == (130, "", "")
    finally:
        signal.signal(signal.SIGINT, before)
    assert_nothing_left()


@forks
@threads
def test_ctrl_c_is_not_for_the_processes(gongfu: Run, many: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal sends it to all of them: the first one ends the others."""
    replaced(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGINT))
    assert gongfu("compare", "2023", *many, "--jobs", "2", "--lang", "en", "-o", "made.csv")[::2] == (
        0,
        "written: made.csv\n",
    )


@forks
@threads
def test_a_process_that_was_killed_is_a_sentence(gongfu: Run, many: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    replaced(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    run = gongfu("compare", "2023", *many, "--jobs", "2", "--lang", "en", "-o", "made.csv")
    assert run == (2, "", "a process was ended: try again with --jobs 1\n")
    assert_nothing_left()


@forks
@threads
def test_no_more_counties_are_scored_once_nobody_reads(many: list[str]) -> None:
    wanted = counties.Wanted([2023], None, None, "linear", None, tallied)
    visits = counties.visits([*map(Path, many)], wanted, 2)
    assert next(visits).folder == many[0]
    del visits
    assert multiprocessing.active_children() == []


def tallied(region: Region, card: Scorecard, rows: object) -> list[str]:
    return [f"{region.folder} {card.period}"]


PARENT = """
import os, sys
from pathlib import Path
from gongfu_cli.cli import counties

def make(region, card, rows):
    print(os.getpid(), flush=True)
    return []

if __name__ == "__main__":
    wanted = counties.Wanted([2023], None, None, "linear", None, make)
    for visited in counties.visits([*map(Path, sys.argv[1:])], wanted, 2):
        os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(os.name != "posix", reason="no such signal")
def test_the_processes_end_with_the_one_that_started_them(many: list[str]) -> None:
    """However that one ended: stdout, which they share, is closed once the last is gone."""
    done = subprocess.run([sys.executable, "-c", PARENT, *many], stdout=subprocess.PIPE, check=False, timeout=300)
    assert done.returncode == -signal.SIGKILL


# The bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """stderr as a terminal; made in a test, for between its phases pytest has its own."""
    for name, value in {"TERM": "xterm", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    return made


def test_no_bar_within_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    assert [*progress.shown(range(100), 100, "Scoring", lambda: 0)] == [*range(100)]
    assert stderr.getvalue() == ""


def test_no_bar_for_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    clock = iter([0, 0, 5])
    assert [*progress.shown([1, 2], 2, "Scoring", clock.__next__)] == [1, 2]
    assert stderr.getvalue() == ""


def test_the_bar_comes_after_a_second_and_goes_in_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is said meanwhile stands on lines of its own; what goes to stdout goes there."""
    stderr = terminal(monkeypatch)
    clock = iter([0, 0.5, 1.5])
    seen = []
    for n in progress.shown(range(4), 4, "Scoring", clock.__next__):
        seen.append(("Scoring" in stderr.getvalue(), n))
        print(n)
        print(f"county {n} failed", file=sys.stderr)
    assert seen == [(False, 0), (False, 1), (True, 2), (True, 3)]
    assert capsys.readouterr().out == "0\n1\n2\n3\n"
    shown = stderr.getvalue()
    assert [f"county {n} failed\n" in shown for n in range(4)] == [True] * 4
    assert shown.rstrip().endswith("\x1b[2K")  # its line is cleared


def test_a_run_that_is_stopped_takes_its_bar_away(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = terminal(monkeypatch)
    clock = iter([0, 2])
    things = progress.shown(range(4), 4, "Scoring", clock.__next__)
    assert [next(things), next(things)] == [0, 1]
    assert "\x1b[?25l" in stderr.getvalue()  # without a cursor
    del things
    assert "\x1b[?25h" in stderr.getvalue()


def bars(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    asked: list[int] = []

    def shown(things: Any, total: int, what: str) -> Any:
        asked.append(total)
        return things

    monkeypatch.setattr(progress, "shown", shown)
    return asked


@pytest.mark.parametrize(
    ("arguments", "stderr", "stdout", "bar"),
    [
        (["--format", "csv"], True, False, True),
        (["--format", "csv"], False, False, False),
        (["--format", "csv"], True, True, False),
        (["--format", "csv", "--sort", "gap"], True, True, True),
        (["--format", "table"], True, True, True),
        (["-o", "made.csv"], True, True, True),
        (["-o", "made.csv"], False, True, False),
    ],
    ids=str,
)
def test_where_there_may_be_a_bar(
    gongfu: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], stderr: bool, stdout: bool, bar: bool
) -> None:
    """At a terminal, unless lines of the result come to it one by one."""
    asked = bars(monkeypatch)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: stderr)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: stdout)
    assert gongfu("compare", "2024", "a", "b", *arguments)[0] == 0
    assert asked == ([2] if bar else [])


# Memory


def test_a_county_is_let_go_of_before_the_next_is_read() -> None:
    """However many there are, only what was made of them is kept."""
    import gc
    import weakref

    kept: list[weakref.ref[Scorecard]] = []

    def make(region: Region, card: Scorecard, rows: object) -> list[int]:
        alive.append(sum(each() is not None for each in kept))
        kept.append(weakref.ref(card))
        return []

    alive: list[int] = []
    wanted = counties.Wanted([2023], None, None, "linear", None, make)
    gc.disable()
    try:
        assert len([*counties.visits([Path(name) for name in ("a", "b", "c") * 3], wanted, 1)]) == 9
    finally:
        gc.enable()
    assert max(alive) <= 1


def test_what_counties_share_is_read_once() -> None:
    """The same bytes under the same name make the same table."""
    shutil.copytree("a", "again")
    alike = counties.Visitor(counties.Wanted([2023], None, None, "linear", None, tallied)).alike
    first, second = (load(Path(name), lambda path: path.name, alike=alike) for name in ("a", "again"))
    assert first.table is second.table


def test_folders_share_what_they_have_alike_and_nothing_else(tmp_path: Path) -> None:
    """The table, the documents and the book of them are made once where all of them are the same."""
    alike, books = Alike(), list[Book]()
    for name in ("one", "more", "less", "bodies", "again"):
        targets = {"2021-11-09": "1: {2025: 120}"} | ({"2022-11-09": "1: {2025: 130}"} if name != "less" else {})
        actuals = {2024: "1: 110" if name == "more" else "1: 1"}
        bodies = "{name: 甲局, name_en: First}" if name == "bodies" else "{name: 甲局}"
        folder = write(
            tmp_path / name, "direction: rising, baseline: 100", targets=targets, actuals=actuals, departments=bodies
        )
        book = check(load(folder, lambda path: path.name, alike=alike)).book
        assert book
        books.append(book)
    assert [len(book.documents) for book in books] == [2, 2, 1, 2, 2]
    assert [book.filed("1", 2024).number for book in books] == [1, 110, 1, 1, 1]
    assert [book.register.name_en("甲局") for book in books] == [None, None, None, "First", None]
    assert [book.table is books[0].table for book in books] == [True, True, False, False, True]
