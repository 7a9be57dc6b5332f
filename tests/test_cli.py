"""The commands score, diff and explain as a user meets them: options, exit codes, sentences, files, languages."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import pytest
from rich.cells import cell_len

from gongfu_cli import __version__
from gongfu_cli.cli import program
from gongfu_cli.cli.program import run
from gongfu_cli.cli.session import Session
from gongfu_cli.language.phrase import Language, Phrase

Run = Callable[..., tuple[int, str, str]]

ALL = ["1", "2", "3", "4", "5.1", "5.2", "6", "7", "8", "9"]
COMMANDS = ["score", "diff", "explain"]
HANZI = re.compile(r"[\u4e00-\u9fff]")


def scored(gongfu: Run, *arguments: str) -> dict[str, Any]:
    code, out, err = gongfu("score", *arguments, "--format", "json")
    assert (code, err) == (0, "")
    return dict(json.loads(out))


def ids(gongfu: Run, *arguments: str) -> list[str]:
    return [each["id"] for each in scored(gongfu, *arguments)["indicators"]]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# Years


def test_score_takes_the_latest_year_there_is(gongfu: Run) -> None:
    assert scored(gongfu)["year"] == 2025
    assert scored(gongfu, "2023")["year"] == 2023


@pytest.mark.parametrize(
    ("years", "between"), [([], (2024, 2025)), (["2024"], (2023, 2024)), (["2022", "2025"], (2022, 2025))]
)
def test_diff_is_from_the_year_before(gongfu: Run, years: list[str], between: tuple[int, int]) -> None:
    code, out, _ = gongfu("diff", *years, "--format", "json")
    document = json.loads(out)
    assert (code, document["from"], document["to"]) == (0, *between)


@pytest.mark.parametrize("word", ["２０２４", "2024年", " 2024 ", "２０２４ 年"])
def test_a_year_may_be_written_as_people_write_it(gongfu: Run, word: str) -> None:
    """Full-width digits, 年 and blanks change nothing."""
    assert scored(gongfu, word)["year"] == 2024
    assert gongfu("template", word, "-o", "form.yaml")[0] == 0


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("2030", "", "data/actuals/2030.yaml has 1 error(s); it is not used here (gongfu check lists them)\n"),
        ("2026", "year: 2026\nstatus: published\nsource: 公报\nvalues:\n  1:\n  2: \n", ""),
        ("2026", "year: 2026\nstatus: published\nsource: 公报\nvalues:\n", ""),
    ],
)
def test_a_year_for_which_nothing_is_filed_is_not_the_latest(
    gongfu: Run, data: Path, name: str, content: str, note: str
) -> None:
    """An empty file, a form that nobody has filled in yet: the year before them is scored."""
    (data / "actuals" / f"{name}.yaml").write_text(content, encoding="utf-8")
    for command, year in ((["score"], '"year": 2025'), (["explain", "1"], '"year": 2025'), (["diff"], '"to": 2025')):
        code, out, err = gongfu(*command, "--format", "json")
        assert (code, err) == (0, note)
        assert year in out
    assert gongfu("score", name)[0] == (2 if note else 0)


def test_a_year_with_a_value_and_a_fault_is_the_latest(gongfu: Run, data: Path) -> None:
    """It is refused with its faults, lest an older year be taken for it."""
    (data / "actuals" / "2026.yaml").write_text("year: 2026\nvalues:\n  1: 30\n", encoding="utf-8")
    code, _, err = gongfu("score")
    assert code == 2
    assert err.startswith("data/actuals/2026.yaml:")
    (data / "actuals" / "2026.yaml").write_text("[", encoding="utf-8")
    assert gongfu("score")[0] == 2


def test_where_nothing_is_filed_at_all_the_latest_file_is_taken(gongfu: Run, data: Path) -> None:
    for file in (data / "actuals").iterdir():
        file.write_text("", encoding="utf-8")
    code, _, err = gongfu("score")
    assert code == 2
    assert "data/actuals/2025.yaml:1:1 GF004 empty-file" in err


def test_diff_skips_years_there_are_no_actuals_for(gongfu: Run, data: Path) -> None:
    (data / "actuals" / "2023.yaml").unlink()
    assert json.loads(gongfu("diff", "2024", "--format", "json")[1])["from"] == 2022


def test_explain_takes_the_latest_year_there_is(gongfu: Run) -> None:
    assert json.loads(gongfu("explain", "1", "--format", "json")[1])["year"] == 2025
    assert json.loads(gongfu("explain", "1", "2022", "--format", "json")[1])["year"] == 2022


@pytest.mark.parametrize("word", ["5.1", "公众食品和药品满意度", "Public satisfaction with food and drug safety"])
def test_explain_takes_an_id_or_a_name(gongfu: Run, word: str) -> None:
    assert json.loads(gongfu("explain", word, "--format", "json")[1])["indicator"]["id"] == "5.1"


@pytest.mark.parametrize(
    ("word", "id"),
    [
        pytest.param("人均生产", "1", id="part of a name"),
        pytest.param("失业率", "2", id="its end"),
        pytest.param("gini", "3", id="part of the English name, in any case"),
        pytest.param("人均GDP之比", "4", id="part of the name, as it is written"),
        pytest.param("人均gdp之比", "4", id="in any case"),
        pytest.param("ＧＤＰ per capita", "1", id="a whole name goes before the parts of others"),
        pytest.param("５．１", "5.1", id="full-width digits"),
        pytest.param("９", "9", id="a full-width digit"),
        pytest.param(" 9 ", "9", id="blanks around it"),
    ],
)
def test_part_of_a_name_or_full_width_digits_find_the_row(gongfu: Run, word: str, id: str) -> None:
    """`explain 死亡率`, `explain PM2.5`, `explain ５７` find the row; so does trend."""
    assert json.loads(gongfu("explain", word, "--format", "json")[1])["indicator"]["id"] == id
    assert [each["id"] for each in json.loads(gongfu("trend", word, "--format", "json")[1])["indicators"]] == [id]


# Filters


@pytest.mark.parametrize(
    ("year", "name", "expected"),
    [
        ("2024", "县发改局", ["1", "2", "4", "8"]),
        ("2024", "县发改委", ["1", "2", "4", "8"]),  # an alias
        ("2024", "Development and Reform Bureau", ["1", "2", "4", "8"]),
        ("2024", "县人社局", ["2", "5.2", "6", "7", "9"]),  # both bodies merged by the end of 2024
        ("2024", "县民政局", ["2", "5.2", "6", "7", "9"]),
        ("2024", "县民社局", ["2", "5.2", "6", "7", "9"]),
        ("2024", "Civil Affairs, Human Resources and Social Security Bureau", ["2", "5.2", "6", "7", "9"]),
        ("2023", "县人社局", ["2", "7", "9"]),
        ("2023", "Human Resources and Social Security Bureau", ["2", "7", "9"]),
        ("2023", "县民政局", ["5.2", "6", "7", "9"]),
        ("2023", "县民社局", ["2", "5.2", "6", "7", "9"]),  # the later name: all that it took over
    ],
)
def test_department_by_any_of_its_names(gongfu: Run, year: str, name: str, expected: list[str]) -> None:
    assert ids(gongfu, year, "--department", name) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ([], ALL),
        (["--category", "经济高质量发展"], ["1", "2", "3", "4"]),
        (["--category", "Economy"], ["1", "2", "3", "4"]),
        (["--category", "Economy", "--category", "社会和谐和睦"], ALL),
        (["--standing", "regressed"], ["2", "4"]),
        (["--standing", "slightly_behind"], ["5.2", "7"]),
        (["--standing", "slightly-behind"], ["5.2", "7"]),
        (["--standing", "Slightly-Behind"], ["5.2", "7"]),
        (["--standing", "no_reference", "--standing", "not-due"], ["6", "8"]),
        (["--attribute", "observation"], ["5.1", "5.2"]),
        (["--attribute", "evaluation"], ["1", "2", "3", "4", "6", "7", "8", "9"]),
        (["--attribute", "evaluation", "--attribute", "observation"], ALL),
        (["--department", "县统计局", "--department", "县市监局"], ["3", "4", "5.1", "5.2", "9"]),
        (["--department", "县统计局", "--category", "Economy"], ["3", "4"]),
        (["--department", "县统计局", "--category", "Economy", "--standing", "regressed"], ["4"]),
        (["--standing", "regressed", "--attribute", "observation"], []),
    ],
)
def test_filters_narrow_what_is_shown_and_no_tally(gongfu: Run, filters: list[str], expected: list[str]) -> None:
    whole, narrowed = scored(gongfu, "2024"), scored(gongfu, "2024", *filters)
    assert [each.pop("id") for each in narrowed.pop("indicators")] == expected
    assert narrowed == {key: value for key, value in whole.items() if key != "indicators"}


def test_filters_narrow_the_table_and_no_number_in_it(gongfu: Run) -> None:
    whole = gongfu("score", "2024", "--lang", "zh")[1].splitlines()
    code, out, _ = gongfu("score", "2024", "--lang", "zh", "--category", "社会和谐和睦")
    shown = out.splitlines()
    assert code == 0
    assert "人均生产总值" not in out
    assert "个人卫生支出占卫生总费用比例" in out
    for start in ("评价指标8项：", "观察指标1项（2个分项）："):
        assert next(line for line in whole if line.startswith(start)) in shown
    numbers = [re.sub(r"\s+", " ", line) for line in whole if line.startswith("社会和谐和睦 ")]
    assert [re.sub(r"\s+", " ", line) for line in shown if line.startswith("社会和谐和睦 ")] == numbers


def test_diff_has_the_same_filters_and_its_summary_counts_all(gongfu: Run) -> None:
    whole = json.loads(gongfu("diff", "2024", "--format", "json")[1])
    out = gongfu("diff", "2024", "--format", "json", "--standing", "regressed", "--department", "县统计局")[1]
    narrowed = json.loads(out)
    assert [each["id"] for each in narrowed["indicators"]] == ["4"]
    assert narrowed["summary"] == whole["summary"]


# What is shown

PARTS = {
    "indicators": ("指标", "Indicators"),
    "categories": ("类别：评价指标8项", "Categories: 8 evaluation indicators"),
    "departments": ("部门（n/m", "Departments (n/m"),
    "gaps": ("差距（", "Gaps ("),
    "summary": ("评价指标8项：", "8 evaluation indicators:"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "wanted",
    [[], ["summary"], ["indicators"], ["categories"], ["departments"], ["gaps"], ["summary", "indicators"]],
    ids=repr,
)
def test_show(gongfu: Run, wanted: list[str], lang: str) -> None:
    options = [word for part in wanted for word in ("--show", part)]
    code, out, err = gongfu("score", "2024", "--lang", lang, *options)
    assert (code, err) == (0, "")
    for part, words in PARTS.items():
        there = any(line.startswith(words[lang == "en"]) for line in out.splitlines())
        assert there == (part in (wanted or PARTS)), part


def test_illustrative_data_are_said_in_the_first_line(gongfu: Run) -> None:
    for command in (["score", "2024"], ["diff", "2024"], ["explain", "5.1", "2024"]):
        for shape in ("table", "markdown"):
            out = gongfu(*command, "--lang", "zh", "--format", shape)[1]
            assert "含示例数据，非官方" in out.splitlines()[0]
            out = gongfu(*command, "--lang", "en", "--format", shape)[1]
            assert "Contains illustrative data: not official" in out.splitlines()[0]
    assert "示例" not in gongfu("score", "2023", "--lang", "zh")[1]


def test_path(gongfu: Run) -> None:
    linear, step = scored(gongfu, "2024"), scored(gongfu, "2024", "--path", "step")
    assert (linear["path"], step["path"]) == ("linear", "step")
    assert linear["indicators"][0]["requirement"] == {"op": ">=", "value": 20.00, "basis": "interpolated"}
    assert step["indicators"][0]["requirement"] == {"op": ">=", "value": 18, "basis": "standing"}
    assert scored(gongfu, "2024", "--path", "linear") == linear


@pytest.mark.parametrize("command", [["diff", "2024"], ["explain", "1", "2024"]])
def test_path_for_the_other_commands(gongfu: Run, command: list[str]) -> None:
    linear = gongfu(*command, "--format", "json")[1]
    step = gongfu(*command, "--format", "json", "--path", "step")[1]
    assert '"interpolated"' in linear
    assert '"interpolated"' not in step


@pytest.mark.parametrize(
    ("options", "issued", "requirement"),
    [
        ([], ["2021-11-09"], {"op": ">=", "value": 21, "basis": "official"}),
        (["--targets", "latest"], ["2021-11-09", "2025-02-28"], {"op": ">", "value": 28, "basis": "official"}),
        (["--targets", "2025-02-28"], ["2021-11-09", "2025-02-28"], {"op": ">", "value": 28, "basis": "official"}),
        (["--targets", "2025年2月28日"], ["2021-11-09", "2025-02-28"], {"op": ">", "value": 28, "basis": "official"}),
        (["--targets", "2025-02-27"], ["2021-11-09"], {"op": ">=", "value": 21, "basis": "official"}),
        (["--targets", "1999-01-01"], ["2021-11-09"], {"op": ">=", "value": 21, "basis": "official"}),
    ],
)
def test_targets(gongfu: Run, options: list[str], issued: list[str], requirement: dict[str, Any]) -> None:
    document = scored(gongfu, "2025", *options)
    assert [each["issued"] for each in document["targets"]] == issued
    assert document["indicators"][0]["requirement"] == requirement
    explained = json.loads(gongfu("explain", "1", "2025", "--format", "json", *options)[1])
    assert explained["indicator"] == document["indicators"][0]


# Exit code 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["2024"], 0),
        (["2024", "--fail-on", "gap"], 1),
        (["2024", "--fail-on", "regressed"], 1),
        (["2024", "--fail-on", "no_data"], 0),
        (["2024", "--fail-on", "no-data"], 0),
        (["2025", "--fail-on", "gap"], 1),  # 5.2, an observation indicator
        (["2025", "--fail-on", "gap", "--attribute", "evaluation"], 0),
        (["2025", "--fail-on", "regressed"], 0),
        (["2025", "--fail-on", "no_data"], 1),
        (["2025", "--fail-on", "no-data"], 1),
        (["2025", "--fail-on", "NO-DATA"], 1),
        (["2025", "--fail-on", "regressed", "--fail-on", "no-data"], 1),
        (["2025", "--fail-on", "no-data", "--category", "Economy"], 0),  # of the rows chosen
        (["2024", "--fail-on", "gap", "--standing", "achieved"], 0),
        (["2024", "--fail-on", "gap", "--show", "summary"], 1),
    ],
)
def test_fail_on(gongfu: Run, arguments: list[str], code: int) -> None:
    failed, out, err = gongfu("score", *arguments)
    assert (failed, err) == (code, "")
    assert out == gongfu("score", *_without(arguments, "--fail-on"))[1]


def _without(arguments: list[str], option: str) -> list[str]:
    left = list(arguments)
    while option in left:
        n = left.index(option)
        del left[n : n + 2]
    return left


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["2023", "2024"], 0),
        (["2023", "2024", "--fail-on", "into_gap"], 1),
        (["2023", "2024", "--fail-on", "into-gap"], 1),
        (["2024", "2025", "--fail-on", "into_gap"], 0),
        (["2023", "2024", "--fail-on", "into_gap", "--category", "Society"], 1),
        (["2023", "2024", "--fail-on", "into_gap", "--standing", "achieved"], 0),  # of the rows chosen
    ],
)
def test_diff_fails_on_a_new_gap(gongfu: Run, arguments: list[str], code: int) -> None:
    """--fail-on into_gap"""
    failed, out, err = gongfu("diff", *arguments)
    assert (failed, err) == (code, "")
    assert out == gongfu("diff", *_without(arguments, "--fail-on"))[1]


@pytest.mark.parametrize("shape", ["table", "json", "csv", "markdown"])
def test_fail_on_writes_the_result_all_the_same(gongfu: Run, data: Path, shape: str) -> None:
    code, out, _ = gongfu("score", "2024", "--fail-on", "gap", "--format", shape, "--output", "result")
    assert (code, out) == (1, "")
    assert (data.parent / "result").stat().st_size > 100


# Exit code 2: what a user got wrong, in one sentence

YEARS = ("；有的年份：2022、2023、2024、2025", "; there are 2022, 2023, 2024, 2025")


def no_actuals(named: str, period: str) -> tuple[str, str]:
    zh, en = (
        f"没有{named}的实际值（actuals/{period}.yaml）",
        f"there are no actuals for {period} (actuals/{period}.yaml)",
    )
    return zh + YEARS[0], en + YEARS[1]


def no_period(word: str) -> tuple[str, str]:
    zh, en = (
        f"“{word}”不是年份或月份，写 2026，或 2026-06",
        f"“{word}” is not a year or a month; write 2026, or 2026-06",
    )
    return zh + YEARS[0], en + YEARS[1]


STANDINGS_ZH = (
    "achieved（完成）、on_track（符合进度）、slightly_behind（略有滞后）、behind（滞后）、regressed（倒退）、"
    "no_data（未报送）、no_reference（无可比基数）、target_pending（目标未明确）、not_due（无要求）、gap（有差距）"
)
STANDINGS = (
    "achieved、on_track、slightly_behind、behind、regressed、no_data、no_reference、target_pending、not_due、gap"
)
ENDINGS = ".txt、.json、.csv、.md、.markdown、.xlsx"
MISTAKES: dict[str, tuple[list[str], str, str]] = {
    "a year there are no actuals for": (
        ["score", "2030"], *no_actuals("2030年", "2030")),
    "the same in explain": (
        ["explain", "1", "2030"], *no_actuals("2030年", "2030")),
    "the same in diff": (
        ["diff", "2019", "2024"], *no_actuals("2019年", "2019")),
    "no year at all": (["score", "abc"], *no_period("abc")),
    "an empty year": (["score", ""], *no_period("")),
    "a year before all": (["diff", "2022"], "2022年之前没有实际值", "there are no actuals before 2022"),
    "years the wrong way round": (
        ["diff", "2024", "2023"], "先写早的年份：gongfu diff 2023 2024",
        "the earlier year goes first: gongfu diff 2023 2024"),
    "the same year twice": (["diff", "2024", "2024"], "两个年份相同", "the two years are the same"),
    "three years": (
        ["diff", "2022", "2023", "2024"], "最多两个年份，现在是 3 个", "two years at most, not 3"),
    "no such department": (
        ["score", "--department", "县发改"], "没有部门“县发改”。是否想写“县发改局”？",
        "there is no department “县发改”. Did you mean “县发改局”?"),
    "no such category": (
        ["score", "--category", "Econom"], "没有类别“Econom”。是否想写“Economy”？",
        "there is no category “Econom”. Did you mean “Economy”?"),
    "no such standing": (
        ["score", "--standing", "behnd"], f"等次没有“behnd”。是否想写“behind”？可用：{STANDINGS_ZH}",
        f"there is no standing “behnd”. Did you mean “behind”? It is one of: {STANDINGS.replace('、', ', ')}"),
    "no such attribute": (
        ["score", "--attribute", "x"], "属性没有“x”。可用：evaluation（评价指标）、observation（观察指标）",
        "there is no attribute “x”. It is one of: evaluation, observation"),
    "no such path": (
        ["score", "--path", "line"], "路径没有“line”。是否想写“linear”？可用：linear、step",
        "there is no path “line”. Did you mean “linear”? It is one of: linear, step"),
    "no such format": (
        ["diff", "--format", "jsn"], "输出格式没有“jsn”。是否想写“json”？可用：table、json、csv、markdown、xlsx",
        "there is no output format “jsn”. Did you mean “json”? It is one of: table, json, csv, markdown, xlsx"),
    "xlsx without a file": (
        ["score", "--format", "xlsx"], "--format xlsx 要用 --output 写入文件",
        "--format xlsx needs a file: --output FILE"),
    "an ending of no format": (
        ["explain", "1", "-o", "a.pdf"], f"a.pdf：这个命令写不出 .pdf；可用的结尾：{ENDINGS}",
        f"a.pdf: this command writes no .pdf; it can end in {ENDINGS.replace('、', ', ')}"),
    "a document that another command writes": (
        ["score", "-o", "a.docx"], f"a.docx：这个命令写不出 .docx；可用的结尾：{ENDINGS}（Word 文档用 gongfu report）",
        f"a.docx: this command writes no .docx; it can end in {ENDINGS.replace('、', ', ')}"
        " (gongfu report writes documents)"),
    "a page that another command writes": (
        ["score", "-o", "a.html"], f"a.html：这个命令写不出 .html；可用的结尾：{ENDINGS}（网页用 gongfu report）",
        f"a.html: this command writes no .html; it can end in {ENDINGS.replace('、', ', ')}"
        " (gongfu report writes pages)"),
    "a page with the ending of another file": (
        ["report", "-o", "a.pdf"], "a.pdf：这个命令写不出 .pdf；可用的结尾：.html、.htm、.docx",
        "a.pdf: this command writes no .pdf; it can end in .html, .htm, .docx"),
    "a template for a page": (
        ["report", "-o", "a.html", "--template", "t.docx"], "--template 只用于 Word 文档：-o 文件.docx",
        "--template is for a Word document: -o FILE.docx"),
    "a template for pages of departments": (
        ["report", "--split", "d", "--template", "t.docx"], "--template 只用于 Word 文档：-o 文件.docx",
        "--template is for a Word document: -o FILE.docx"),
    "no such template": (
        ["report", "-o", "a.docx", "--template", "t.docx"], "t.docx 无法读取：没有这个文件",
        "t.docx cannot be read: there is no such file"),
    "an ending that contradicts the format": (
        ["score", "--format", "json", "-o", "a.csv"],
        "--format json 与 a.csv 的结尾不符：去掉 --format，或让文件名以 .json 结尾",
        "--format json and the ending of a.csv contradict each other: leave out --format, or end in .json"),
    "a word nearly as on the screen": (
        ["score", "--standing", "略微滞后"], f"等次没有“略微滞后”。是否想写“略有滞后”？可用：{STANDINGS_ZH}",
        f"there is no standing “略微滞后”. Did you mean “略有滞后”? It is one of: {STANDINGS.replace('、', ', ')}"),
    "a part of a year": (
        ["score", "2024-06"], *no_actuals("2024年6月", "2024-06")),
    "a year of a form": (
        ["template", "26", "-o", "a.xlsx"], "“26”不是年份或月份，写 2026，或 2026-06",
        "“26” is not a year or a month; write 2026, or 2026-06"),
    "help for an unknown command": (
        ["help", "scor"], "没有命令“scor”。是否想写 'score'？（gongfu -h 看用法）",
        "No such command 'scor'. Did you mean 'score'? (see gongfu -h)"),
    "targets that are no date": (
        ["score", "--targets", "2025"], "--targets 要写 latest 或日期（如 2025-02-28），不是“2025”",
        "--targets takes latest or a date such as 2025-02-28, not “2025”"),
    "targets by week (defect 19)": (
        ["score", "--targets", "2025-W09"], "--targets 要写 latest 或日期（如 2025-02-28），不是“2025-W09”",
        "--targets takes latest or a date such as 2025-02-28, not “2025-W09”"),
    "no such indicator": (
        ["explain", "99"], "没有指标“99”。是否想写“9”？", "there is no indicator “99”. Did you mean “9”?"),
    "a part of several names": (
        ["trend", "满意度"], "“满意度”可指：5.1 公众食品和药品满意度、9 群众安全感满意度",
        "“满意度” can mean: 5.1 Public satisfaction with food and drug safety; 9 Public satisfaction with safety"),
    "no such indicator name": (
        ["explain", "人均生产总直"], "没有指标“人均生产总直”。是否想写“人均生产总值”？",
        "there is no indicator “人均生产总直”. Did you mean “人均生产总值”?"),
    "a number is an id, no part of a name": (
        ["explain", "11"], "没有指标“11”。是否想写“1”？", "there is no indicator “11”. Did you mean “1”?"),
    "a folder as output": (
        ["score", "-o", "new/"], "new/ 是文件夹，要写明文件名", "new/ is a folder: name a file"),
    "likewise": (
        ["report", "--output=out/new/"], "out/new/ 是文件夹，要写明文件名", "out/new/ is a folder: name a file"),
    "no such data folder": (
        ["score", "--data", "gone"], "--data：没有数据文件夹 gone", "--data: there is no data folder gone"),
    "an unknown command": (
        ["scor"], "没有命令“scor”。是否想写 'score'？（gongfu -h 看用法）",
        "No such command 'scor'. Did you mean 'score'? (see gongfu -h)"),
    "a command like no other": (
        ["zzz"], "没有命令“zzz”（gongfu -h 看用法）", "No such command 'zzz'. (see gongfu -h)"),
    "an unknown option": (
        ["score", "--zzz"], "没有选项 --zzz（gongfu score -h 看用法）",
        "there is no option --zzz (see gongfu score -h)"),
    "a misspelt option": (
        ["score", "--depatment", "x"], "没有选项 --depatment。是否想写 --department？（gongfu score -h 看用法）",
        "there is no option --depatment. Did you mean --department? (see gongfu score -h)"),
    "an option without value": (
        ["score", "--show"], "选项 --show 后面要有一个值（gongfu score -h 看用法）",
        "Option '--show' requires an argument. (see gongfu score -h)"),
    "a value for an option without": (
        ["check", "--strict=1"], "选项 --strict 后面不能有值（gongfu check -h 看用法）",
        "Option '--strict' does not take a value. (see gongfu check -h)"),
    "neither of two options": (
        ["report"], "用 -o FILE 或 --split DIR 指明写到哪里", "say where to write it: -o FILE or --split DIR"),
    "an option of the program that there is not": (
        ["--zzz"], "没有选项 --zzz（gongfu -h 看用法）", "there is no option --zzz (see gongfu -h)"),
    "an argument missing": (
        ["explain"], "缺少 ID（gongfu explain -h 看用法）", "Missing argument 'ID'. (see gongfu explain -h)"),
    "an extra argument (defect 5)": (
        ["score", "2024", "2025"], "多出的参数：2025（gongfu score -h 看用法）",
        "Got unexpected extra argument(s) (2025) (see gongfu score -h)"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("arguments", "zh", "en"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_sentence_and_exit_2(gongfu: Run, arguments: list[str], zh: str, en: str, lang: str) -> None:
    assert gongfu("--lang", lang, *arguments) == (2, "", f"{zh if lang == 'zh' else en}\n")


@pytest.mark.parametrize("option", ["--show", "--fail-on"])
def test_no_such_word_of_an_option_lists_those_there_are(gongfu: Run, option: str) -> None:
    known = {"--show": list(PARTS), "--fail-on": ["gap", "regressed", "no_data"]}[option]
    for lang, comma in (("zh", "、"), ("en", ", ")):
        code, out, err = gongfu("--lang", lang, "score", option, "zzz")
        assert (code, out) == (2, "")
        assert "zzz" in err
        assert comma.join(known) in err


def test_a_year_that_is_not_later_than_the_baseline(gongfu: Run, data: Path) -> None:
    for year in (2020, 2019):
        (data / "actuals" / f"{year}.yaml").write_text(
            f"year: {year}\nstatus: published\nsource: 公报\nvalues:\n  1: 16.94\n", encoding="utf-8"
        )
        code, out, err = gongfu("score", str(year), "--lang", "zh")
        assert (code, out, err) == (2, "", f"{year}年不晚于基期2020年\n")
        code, out, err = gongfu("diff", str(year), "2024", "--lang", "en")
        assert (code, out, err) == (2, "", f"{year} is not later than the baseline year, 2020\n")


def test_no_actuals_at_all(gongfu: Run, data: Path) -> None:
    for file in (data / "actuals").iterdir():
        file.unlink()
    assert gongfu("score", "--lang", "zh") == (2, "", "还没有任何一年的实际值（actuals/年份.yaml）\n")
    assert gongfu("diff", "--lang", "en") == (2, "", "there are no actuals yet (actuals/YEAR.yaml)\n")
    assert gongfu("score", "2024", "--lang", "en") == (2, "", "there are no actuals for 2024 (actuals/2024.yaml)\n")


def test_an_empty_data_folder_is_not_said_to_lack_actuals_only(gongfu: Run, data: Path) -> None:
    """Defect 11: who names the wrong folder has to learn that."""
    (data.parent / "empty").mkdir()
    code, out, err = gongfu("score", "--data", "empty", "--lang", "en")
    assert (code, out) == (2, "")
    assert "indicators.yaml" in err


def test_a_file_is_no_data_folder(gongfu: Run, data: Path) -> None:
    code, out, err = gongfu("score", "--data", "data/indicators.yaml", "--lang", "en")
    assert (code, out) == (2, "")
    assert "data/indicators.yaml" in err


@pytest.mark.parametrize(("question", "option"), [("is_dir", ["--data", "data"]), ("is_file", [])])
def test_a_data_folder_that_may_not_be_entered_is_a_sentence(
    gongfu: Run, monkeypatch: pytest.MonkeyPatch, question: str, option: list[str]
) -> None:
    """Defect 3: named, or met on the way up."""

    def forbidden(self: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    with monkeypatch.context() as patched:
        patched.setattr(Path, question, forbidden)
        code, _, err = gongfu("score", *option)
    assert code in (0, 2)
    assert "Traceback" not in err


def test_a_working_folder_that_is_gone_is_a_sentence(
    gongfu: Run, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Defect 3."""

    def gone() -> Path:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "cwd", gone)
    code = run(["score", "--data", str(data), "--show", "summary"])
    assert code in (0, 2)
    assert "Traceback" not in capsys.readouterr().err


def test_a_workbook_is_written(gongfu: Run) -> None:
    pytest.importorskip("xlsxwriter")
    code, out, err = gongfu("score", "2024", "--format", "xlsx", "--output", "result.xlsx")
    assert (code, out, err) == (0, "", "written: result.xlsx\n")
    assert Path("result.xlsx").read_bytes().startswith(b"PK")


# Data with faults


@pytest.mark.parametrize("command", [["score", "2024"], ["diff", "2023", "2024"], ["explain", "1", "2024"]])
def test_faults_are_listed_with_their_places_and_nothing_else(gongfu: Run, data: Path, command: list[str]) -> None:
    edit(data / "actuals" / "2024.yaml", "  2: 3.58", "  2: ３.58")
    edit(data / "indicators.yaml", "[县市监局, 县民政局]", "[县市监局, 县民政居]")
    code, out, err = gongfu(*command, "--lang", "en")
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert "data/actuals/2024.yaml:6:6 GF103 not-a-number" in lines
    assert any(re.fullmatch(r"data/indicators\.yaml:\d+:25 GF203 unknown-department", line) for line in lines)
    assert "    = write: 3.58" in lines
    assert lines[-1] == "2 error(s) to mend first."
    assert gongfu(*command, "--lang", "zh")[2].splitlines()[-1] == "2 个错误，改好才能算。"


def test_a_fault_is_shown_with_its_line_and_a_caret(gongfu: Run, data: Path) -> None:
    edit(data / "actuals" / "2024.yaml", "  2: 3.58", "  2: ３.58  # 说明")
    assert gongfu("score", "2024", "--lang", "zh")[2].splitlines()[:6] == [
        "data/actuals/2024.yaml:6:6 GF103 not-a-number",
        "  错误：“３.58”不是这里的数字写法",
        "    |",
        "  6 |   2: ３.58  # 说明",
        "    |      ^^^^^",
        "    = 改为：3.58",
    ]


@pytest.mark.parametrize("year", ["2024", "2025"])
def test_a_fault_in_an_earlier_year_counts_for_later_ones(gongfu: Run, data: Path, year: str) -> None:
    (data / "actuals" / "2023.yaml").write_text("[", encoding="utf-8")
    code, out, err = gongfu("score", year)
    assert (code, out) == (2, "")
    assert err.startswith("data/actuals/2023.yaml:")


@pytest.mark.parametrize("command", [["score", "2024"], ["diff", "2022", "2023"], ["explain", "1", "2024"]])
def test_a_fault_in_a_later_year_is_one_line(gongfu: Run, data: Path, command: list[str]) -> None:
    (data / "actuals" / "2025.yaml").write_text("[", encoding="utf-8")
    code, out, err = gongfu(*command, "--lang", "zh")
    assert code == 0
    assert "人均生产总值" in out
    assert err == "data/actuals/2025.yaml 有 1 个错误，这里没有用到它（gongfu check 可列出）\n"
    err = gongfu(*command, "--lang", "en")[2]
    assert err == "data/actuals/2025.yaml has 1 error(s); it is not used here (gongfu check lists them)\n"


def test_a_fault_in_a_target_document_stops_every_year(gongfu: Run, data: Path) -> None:
    edit(data / "targets_2025_plan.yaml", "突破28", "突破28万元")
    for year in ("2022", "2025"):
        code, out, err = gongfu("score", year)
        assert (code, out) == (2, "")
        assert err.startswith("data/targets_2025_plan.yaml:5:13 GF105 unreadable-target\n")


def test_a_file_that_is_not_there_is_a_finding(gongfu: Run, data: Path) -> None:
    (data / "indicators.yaml").unlink()
    code, out, err = gongfu("score", "2024", "--data", "data")
    assert (code, out) == (2, "")
    assert err.startswith("data/indicators.yaml:1:1 ")


def test_names_with_terminal_codes_are_shown_harmless(gongfu: Run, data: Path) -> None:
    """Defect 12: a file's name in a note."""
    edit(data / "indicators.yaml", "name: 人均生产总值", 'name: "红[red]色[/red] :star:"')
    (data / "actuals" / "2025\x1b[31m.yaml").write_text("[", encoding="utf-8")
    code, out, err = gongfu("score", "2024", "--lang", "zh")
    assert code == 0
    assert "[red]色[/red] :star:" in out
    edit(data / "indicators.yaml", 'name: "红', 'name: "\\e[31m红')
    code, out, refused = gongfu("score", "2024", "--lang", "zh")
    assert (code, out) == (2, "")
    assert "GF006" in refused
    err += refused
    assert "\x1b" not in out
    assert "\x1b" not in err


# Exit code 3: the program's own faults


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("zh", f"这是 gongfu {__version__} 自己的错误，不是数据的错。请把以上内容连同所用命令报给维护者。"),
        ("en", f"This is a fault of gongfu {__version__}, not of the data. Please report it with your command."),
    ],
)
def test_a_fault_of_the_program(gongfu: Run, monkeypatch: pytest.MonkeyPatch, lang: str, sentence: str) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the cause")

    monkeypatch.setattr("gongfu_cli.cli.select.scorecard", broken)
    code, out, err = gongfu("score", "2024", "--lang", lang)
    assert (code, out) == (3, "")
    assert "RuntimeError: the cause" in err
    assert err.splitlines()[-1] == sentence


def test_an_interrupted_run(gongfu: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gongfu_cli.cli.select.scorecard", interrupted)
    code, out, err = gongfu("score", "2024")
    assert (code, out) == (130, "")
    assert "Traceback" not in err


# Where the data are


def test_data_by_option_then_environment_then_nearest_folder(
    gongfu: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first_file() -> str:
        return str(scored(gongfu, "2024", *option)["indicators"][0]["file"])

    for name in ("given", "named"):
        (data.parent / name).symlink_to(data)
    (data.parent / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(data.parent / "deep" / "er")
    option: list[str] = []
    assert first_file().endswith("/data/actuals/2024.yaml")
    monkeypatch.setenv("GONGFU_DATA", "../../named")
    assert first_file() == "../../named/actuals/2024.yaml"
    option = ["--data", "../../given"]
    assert first_file() == "../../given/actuals/2024.yaml"
    option = []
    monkeypatch.setenv("GONGFU_DATA", "")
    assert first_file().endswith("/data/actuals/2024.yaml")


def test_the_nearest_data_folder_goes_before_those_above(
    gongfu: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = data.parent / "inner"
    inner.mkdir()
    (inner / "data").mkdir()  # one without a table is no data folder
    monkeypatch.chdir(inner)
    assert ids(gongfu, "2024") == ALL


def test_the_data_that_come_with_the_program(gongfu: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data / "actuals")
    (data / "indicators.yaml").rename(data / "other.yaml")
    title = "嵊泗高质量发展建设共同富裕示范区海岛样板县主要目标指标"
    code, out, err = gongfu("score", "--format", "json", "--lang", "zh")
    assert (code, err) == (0, f"这里没有数据文件夹，用的是程序自带的数据：{title}\n")
    document = json.loads(out)
    assert len(document["indicators"]) == 62
    assert Path(document["indicators"][0]["file"]).is_absolute()


@pytest.fixture
def nowhere(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder without data."""
    (data.parent / "empty").mkdir()
    data.rename(data.parent / "elsewhere")
    monkeypatch.chdir(data.parent / "empty")


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize(
    "command",
    [
        ["score"],
        ["diff"],
        ["explain", "1"],
        ["trend", "1"],
        ["report", "-o", "a.html"],
        ["template", "2026", "-o", "a.xlsx"],
    ],
)
def test_whose_data_these_are_is_one_line_on_stderr(gongfu: Run, command: list[str]) -> None:
    """The bundled county is named wherever it stands in for the user's own."""
    code, _, err = gongfu(*command, "--lang", "en")
    assert code == 0
    line = "there is no data folder here; these are the data that came with gongfu: Main target indicators of Shengsi"
    assert [line in each for each in err.splitlines()].count(True) == 1
    assert err.startswith(line)


@pytest.mark.usefixtures("nowhere")
@pytest.mark.parametrize("command", [["check"], ["check", "--fix"], ["check", "--format", "github"]])
def test_check_never_passes_somebody_elses_data(gongfu: Run, command: list[str]) -> None:
    """In an empty folder a CI job is red, and the sentence says what to do."""
    zh, en = (gongfu(*command, "--lang", lang) for lang in ("zh", "en"))
    assert zh == (2, "", "这里没有数据文件夹（data/indicators.yaml）；用 gongfu init DIR 新建一个，或用 --data 指明\n")
    assert en == (
        2,
        "",
        "there is no data folder here (data/indicators.yaml): make one (gongfu init DIR), or name one with --data\n",
    )
    assert gongfu(*command, "--data", "../elsewhere")[0] == 0


def test_a_folder_named_in_the_environment_has_to_be_there(gongfu: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGFU_DATA", "gone")
    code, out, err = gongfu("score", "--lang", "zh")
    assert (code, out) == (2, "")
    assert "$GONGFU_DATA：没有数据文件夹 gone" in err


def test_files_are_named_relative_to_the_working_folder(gongfu: Run, data: Path) -> None:
    rows = {each["id"]: each for each in scored(gongfu, "2024")["indicators"]}
    assert (rows["1"]["file"], rows["1"]["line"]) == ("data/actuals/2024.yaml", 5)
    rows = {each["id"]: each for each in scored(gongfu, "2024", "--data", str(data))["indicators"]}
    assert (rows["9"]["file"], rows["9"]["line"]) == ("data/actuals/2024.yaml", 14)
    out = gongfu("explain", "1", "2024")[1]
    for place in ("data/indicators.yaml:12", "data/targets_2021.yaml:4", "data/actuals/2024.yaml:5"):
        assert re.search(rf"{re.escape(place)}$", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("worse", "sum_"),
    [
        ("lower", r"75\.3 [-−] 2 = 73\.3"),
        ("higher", r"75\.3 \+ 2 = 77\.3"),
        ("either", r"75\.3 - 2 = 73\.3, 75\.3 \+ 2 = 77\.3"),
    ],
)
def test_explain_puts_the_numbers_in(gongfu: Run, data: Path, worse: str, sum_: str) -> None:
    """Defect 21: a tolerance counts on the side that `worse` names."""
    edit(data / "indicators.yaml", "    tolerance: 2\n", f"    tolerance: 2\n    worse: {worse}\n")
    assert re.search(sum_, gongfu("explain", "7", "2024", "--lang", "en")[1])


def test_explain_names_what_settles_an_open_wording(gongfu: Run) -> None:
    """Defect 22: the number given for a single year has a source and a place of its own."""
    out = gongfu("explain", "3", "2023", "--lang", "zh")[1]
    assert "省对县考核" in out
    assert "data/targets_2025_plan.yaml:8" in out


# Files written


@pytest.mark.parametrize("shape", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize("command", [["score", "2024"], ["diff", "2024"], ["explain", "1", "2024"]])
def test_output_is_what_stdout_would_have_shown(gongfu: Run, data: Path, command: list[str], shape: str) -> None:
    shown = gongfu(*command, "--format", shape, "--lang", "zh")[1]
    file = data.parent / "结果"
    assert gongfu(*command, "--format", shape, "--lang", "zh", "-o", "结果") == (0, "", "已写入 结果\n")
    bom = "\ufeff" if shape == "csv" else ""
    assert file.read_bytes().decode("utf-8").replace("\r\n", "\n") == bom + shown.replace("\r\n", "\n")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("command", "file", "start"),
    [
        (["score", "2024"], "s.xlsx", "PK"),
        (["score", "2024"], "S.XLSX", "PK"),
        (["score", "2024"], "s.csv", "\ufeffid,"),
        (["score", "2024"], "s.json", '{\n  "schema": "gongfu.score/1"'),
        (["diff", "2024"], "d.md", "**"),
        (["explain", "1", "2024"], "e.markdown", "**"),
        (["trend", "1"], "t.txt", ""),
        (["trend", "1"], "t", ""),
        (["score", "2024", "--format", "md"], "s.md", "**"),
        (["score", "2024", "--format", "json"], "s", "{"),
        (["check"], "c.json", '{\n  "schema": "gongfu.check/1"'),
        (["check"], "c.sarif", "{"),
        (["check", "--format", "sarif"], "c.sarif.json", "{"),
        (["check"], "c.xml", "<?xml"),
        (["report", "2024"], "r.htm", ""),
        (["template", "2026"], "t.yml", "#"),
        (["schema", "targets"], "t.json", "{"),
    ],
)
def test_the_ending_of_a_file_gives_its_format(
    gongfu: Run, command: list[str], file: str, start: str, lang: str
) -> None:
    """And every file that is written is named on stderr."""
    note = {"zh": f"已写入 {file}\n", "en": f"written: {file}\n"}[lang]
    assert gongfu(*command, "-o", file, "--lang", lang) == (0, "", note)
    assert Path(file).read_bytes().startswith(start.encode())


def test_md_is_markdown(gongfu: Run) -> None:
    assert gongfu("score", "2024", "--format", "md") == gongfu("score", "2024", "--format", "markdown")


WRITERS = [
    ["score"],
    ["diff"],
    ["explain", "1"],
    ["trend"],
    ["report"],
    ["check"],
    ["check", "--diff"],
    ["template", "2026"],
]


@pytest.mark.parametrize("spelling", ["name", "absolute", "link", "hard link", "case", "another file"])
@pytest.mark.parametrize("command", WRITERS, ids=" ".join)
def test_no_result_is_written_onto_a_data_file(gongfu: Run, data: Path, command: list[str], spelling: str) -> None:
    """By whatever way the file is reached."""
    table, output = data / "indicators.yaml", data.parent / "result"
    (data / "notes.yaml").write_text("not read\n", encoding="utf-8")
    match spelling:
        case "name":
            output = Path("data/../data/indicators.yaml")
        case "absolute":
            output = table.absolute()
        case "link":
            output.symlink_to(table)
        case "hard link":
            os.link(table, output)
        case "case":
            output = data / "INDICATORS.YAML"
            output.symlink_to(table)  # where the two are not the same file anyway
        case "another file":
            output.symlink_to(data / "notes.yaml")
    before = {path: path.read_bytes() for path in data.rglob("*.yaml")}
    code, out, err = gongfu(*command, "-o", str(output), "--lang", "en")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert {path: path.read_bytes() for path in data.rglob("*.yaml")} == before
    if spelling in ("link", "hard link", "another file") and command[0] != "template":
        assert err == f"{output} is a data file, and no result is written over it: name another file\n"
        zh = gongfu(*command, "-o", str(output), "--lang", "zh")[2]
        assert zh == f"{output} 是数据文件，不写结果；换一个文件名\n"


def test_a_file_beside_the_data_is_written(gongfu: Run, data: Path) -> None:
    for file in ("data/score.json", "data/actuals/score.csv"):
        assert gongfu("score", "2024", "-o", file)[0] == 0
    assert gongfu("template", "2026", "-o", "data/actuals/2026.yaml")[0] == 0


def test_a_new_file_has_the_mode_of_new_files_and_an_old_one_keeps_its_own(gongfu: Run, data: Path) -> None:
    new, old, plain = data.parent / "new", data.parent / "old", data.parent / "plain"
    plain.write_text("")
    old.write_text("before")
    old.chmod(0o600)
    for name in ("new", "old"):
        assert gongfu("score", "2024", "--output", name)[0] == 0
    assert new.stat().st_mode == plain.stat().st_mode
    assert old.stat().st_mode & 0o777 == 0o600
    assert old.read_bytes() == new.read_bytes()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("step", ["chmod", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    gongfu: Run, data: Path, monkeypatch: pytest.MonkeyPatch, step: str, lang: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    (data.parent / "old").write_text("before")
    before = sorted(data.parent.iterdir())
    with monkeypatch.context() as patched:
        patched.setattr(Path, step, full)
        code, out, err = gongfu("score", "2024", "--output", "old", "--lang", lang)
    assert (code, out) == (2, "")
    assert err == {"zh": "old 无法写入：磁盘已满\n", "en": "old cannot be written: the disk is full\n"}[lang]
    assert (data.parent / "old").read_text() == "before"
    assert sorted(data.parent.iterdir()) == before


IS_A_FOLDER = Phrase("这是一个文件夹，不是文件", "this is a folder, not a file")
NO_SUCH_FOLDER = Phrase("没有这个文件夹", "there is no such folder")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "why"),
    [
        (".", IS_A_FOLDER),
        ("data", IS_A_FOLDER),
        ("gone/result", NO_SUCH_FOLDER),
        ("data/indicators.yaml/result", NO_SUCH_FOLDER),
    ],
)
def test_a_place_that_cannot_be_written_is_one_sentence(gongfu: Run, name: str, why: Phrase, lang: str) -> None:
    code, out, err = gongfu("score", "2024", "--output", name, "--lang", lang)
    assert (code, out) == (2, "")
    assert err == {"zh": f"{name} 无法写入：{why.zh}\n", "en": f"{name} cannot be written: {why.en}\n"}[lang]


def test_a_link_stays_a_link(gongfu: Run, data: Path) -> None:
    """Defect 1: what the link leads to is written, be it a file or a device."""
    target, link = data.parent / "target", data.parent / "link"
    target.write_text("before")
    link.symlink_to(target)
    assert gongfu("score", "2024", "--output", "link")[0] == 0
    assert link.is_symlink()
    assert target.read_text() != "before"


def test_a_pipe_stays_a_pipe(gongfu: Run, data: Path) -> None:
    """Defect 1: what is no regular file is never replaced by one (as root that would be /dev/stdout)."""
    pipe = data.parent / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        gongfu("score", "2024", "--show", "summary", "--output", "pipe")
        assert pipe.is_fifo()
    finally:
        os.close(reader)


# Languages


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "en"),
        (["--lang", "zh"], {}, "zh"),
        (["--lang=zh"], {"GONGFU_LANG": "en"}, "zh"),
        (["--lang", "en"], {"GONGFU_LANG": "zh", "LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang", "zh_CN"], {}, "zh"),
        (["--lang", "EN"], {"LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"GONGFU_LANG": "zh"}, "zh"),
        ([], {"GONGFU_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"GONGFU_LANG": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_TW"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "C"}, "en"),
        ([], {"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"LC_ALL": "C", "LC_MESSAGES": "zh_CN.UTF-8"}, "en"),
        ([], {"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_language(
    gongfu: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: dict[str, str], lang: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    word = {"zh": "人均生产总值", "en": "GDP per capita"}
    for given in (["score", "2024", *arguments], [*arguments, "score", "2024"]):
        code, out, _ = gongfu(*given)
        assert code == 0
        assert word[lang] in out
        assert word["en" if lang == "zh" else "zh"] not in out


def test_a_language_that_there_is_not(gongfu: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "the languages are zh and en, not “fr”\n"
    assert gongfu("score", "--lang", "fr") == (2, "", sentence)
    monkeypatch.setenv("GONGFU_LANG", "fr")
    assert gongfu("score") == (2, "", sentence)
    assert gongfu("score", "2024", "--lang", "en")[0] == 0


def test_json_and_csv_do_not_depend_on_the_language(gongfu: Run) -> None:
    for command in (["score", "2024"], ["diff", "2024"], ["explain", "2", "2024"]):
        for shape in ("json", "csv"):
            zh, en = (gongfu(*command, "--format", shape, "--lang", lang) for lang in ("zh", "en"))
            assert zh == en


# Help

PAGES = [[], *([command] for command in program.COMMANDS)]
FRAME = re.compile(
    r"usage|options|arguments|commands?\b|\[args\]|default:|required|show |install|exit|completion for", re.IGNORECASE
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "gongfu")
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_in_chinese_has_no_english_frame(gongfu: Run, page: list[str], flag: str) -> None:
    """Defect 6: the usage line."""
    code, out, err = gongfu("--lang", "zh", *page, flag)
    assert (code, err) == (0, "")
    options = re.sub(r"--?[a-z][a-z-]*", "", out)
    assert FRAME.findall(options) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "gongfu")
def test_help_in_english_has_no_chinese(gongfu: Run, page: list[str]) -> None:
    code, out, err = gongfu("--lang", "en", *page, "-h")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: {' '.join(['gongfu', *page])} ")
    assert not HANZI.search(out)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_cuts_no_description(gongfu: Run, lang: str) -> None:
    """Defect 7."""
    out = gongfu("--lang", lang, "-h")[1].split("Commands:" if lang == "en" else "命令：")[-1]
    assert "..." not in out
    for command in program.COMMANDS:
        assert re.search(rf"^  {command}  +\S", out, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "gongfu")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_fits_into_80_columns(gongfu: Run, monkeypatch: pytest.MonkeyPatch, page: list[str], lang: str) -> None:
    """A hanzi takes two."""
    monkeypatch.setenv("COLUMNS", "80")
    lines = gongfu("--lang", lang, *page, "-h")[1].splitlines()
    assert [line for line in lines if sum(1 + (east_asian_width(sign) in "WF") for sign in line) > 80] == []


@pytest.mark.parametrize("name", program.COMMANDS)
def test_every_option_and_argument_has_help_in_both_languages(name: str) -> None:
    def helps(language: Language) -> list[str]:
        command = program.command(name, language)
        session = Session(language, {}, Path())
        context = command.make_context(name, [], obj=session, resilient_parsing=True)
        return [parameter.help for parameter in command.get_params(context)]

    english, chinese = helps("en"), helps("zh")
    assert len(english) == len(chinese) > 2
    assert all(english) and not any(HANZI.search(text) for text in english)
    assert all(HANZI.search(text) for text in chinese)


USAGE = {
    "score": "[YEAR]",
    "diff": "[YEAR]...",
    "explain": "{ID} [YEAR]",
    "check": "[FILE]...",
    "trend": "[ID]...",
    "compare": "[YEAR] [DIR]...",
    "tables": "",
    "init": "{DIR}",
    "report": "[YEAR]",
    "template": "{YEAR}",
    "import": "{FILE|DIR}...",
    "rule": "[CODE]",
    "schema": "[NAME]",
}


@pytest.mark.parametrize("command", program.COMMANDS)
def test_help_names_every_argument_and_no_type_of_python(gongfu: Run, command: str) -> None:
    zh, en = (gongfu("--lang", lang, command, "-h")[1] for lang in ("zh", "en"))
    assert zh.splitlines()[0] == f"用法： gongfu {command} [选项] {USAGE[command]}".rstrip()
    assert en.splitlines()[0] == f"Usage: gongfu {command} [OPTIONS] {USAGE[command]}".rstrip()
    assert "<" not in zh + en


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_names_every_option(gongfu: Run, command: str, lang: str) -> None:
    out = gongfu(command, "--lang", lang, "-h")[1]
    common = ["--path", "--targets", "--format", "--output", "--data", "--lang", "-h", "-o"]
    filters = ["--department", "--category", "--standing", "--attribute"]
    own = {"score": [*filters, "--show", "--sort", "--fail-on"], "diff": filters, "explain": []}[command]
    for option in (*common, *own):
        assert re.search(rf"(?<![\w-]){option}\b", out), option


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_of_a_command_by_the_word_help(gongfu: Run, lang: str) -> None:
    for command in program.COMMANDS:
        assert gongfu("--lang", lang, "help", command) == gongfu("--lang", lang, command, "-h")
    assert gongfu("help", "score", "--lang", lang) == gongfu("score", "-h", "--lang", lang)
    for words in (["help"], ["help", "-h"], ["help", "help"]):
        assert gongfu("--lang", lang, *words) == gongfu("--lang", lang)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page) or "gongfu")
def test_help_has_an_example_and_the_exit_codes(gongfu: Run, page: list[str]) -> None:
    zh, en = (gongfu("--lang", lang, *page, "-h")[1] for lang in ("zh", "en"))
    assert re.search(r"^  示例：\n    gongfu \S", zh, re.MULTILINE)
    assert re.search(r"^  Examples:\n    gongfu \S", en, re.MULTILINE)
    assert zh.splitlines()[-1] == "  退出码：0 完成；1 查出问题，或符合 --fail-on；2 做不了；3 gongfu 自身的错误"
    assert en.splitlines()[-1] == "  Exit codes: 0 done; 1 findings, or --fail-on met; 2 not done; 3 our fault"


def test_every_example_of_the_help_works(gongfu: Run) -> None:
    """One after the other, for a form that one of them writes another one reads."""
    for help in program.COMMANDS.values():
        for example in help.examples:
            assert gongfu(*example.split()[1:])[0] in (0, 1), example


def test_the_program_alone_is_its_help(gongfu: Run) -> None:
    assert gongfu("--lang", "zh") == gongfu("--lang", "zh", "-h")


def test_version(gongfu: Run) -> None:
    assert gongfu("--version") == (0, f"gongfu {__version__}\n", "")


def test_version_runs_no_command(gongfu: Run) -> None:
    """Defect 20."""
    assert gongfu("--version", "score") == (0, f"gongfu {__version__}\n", "")


# Colours


@pytest.mark.parametrize(
    ("environment", "terminal", "colored"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
    ids=repr,
)
def test_colours(
    gongfu: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], terminal: bool, colored: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    out = gongfu("score", "2024", "--lang", "zh")[1]
    assert ("\x1b[" in out) == colored
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert "▼ 倒退" in plain  # with or without colour, a mark and a word
    assert max(len(line) for line in plain.splitlines()) <= 120


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("columns", [60, 100])
def test_columns_decides_how_wide_a_screen_is(
    gongfu: Run, monkeypatch: pytest.MonkeyPatch, columns: int, terminal: bool
) -> None:
    """In a pipe as at a terminal."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    out = re.sub(r"\x1b\[[0-9;]*m", "", gongfu("score", "2024", "--lang", "zh")[1])
    assert max(map(cell_len, out.splitlines())) in (columns - 1, columns)


@pytest.mark.parametrize("columns", ["", "0", "wide", "9" * 5000], ids=["empty", "0", "a word", "no width"])
def test_a_pipe_is_as_wide_as_it_needs_where_columns_says_nothing(
    gongfu: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    whole = gongfu("score", "2024", "--lang", "zh")[1]
    monkeypatch.setenv("COLUMNS", columns)
    assert gongfu("score", "2024", "--lang", "zh")[1] == whole


def test_a_file_is_as_wide_as_it_needs(gongfu: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = gongfu("score", "2024", "--lang", "zh")[1]
    monkeypatch.setenv("COLUMNS", "60")
    gongfu("score", "2024", "--lang", "zh", "--output", "result")
    assert Path("result").read_text(encoding="utf-8") == whole


def test_a_file_has_no_colours(gongfu: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert gongfu("score", "2024", "--output", "result") == (0, "", "written: result\n")
    assert b"\x1b" not in (data.parent / "result").read_bytes()


# Processes: pipes, encodings


def process(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHONIO"))}
    return subprocess.Popen(
        [sys.executable, "-m", "gongfu_cli", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=keep | environment,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["score", "2024"], 0),
        (["explain", "1", "2024", "--format", "json"], 0),
        (["score", "2024", "--fail-on", "gap"], 1),
        (["check", "--strict"], 1),
        (["compare", "2024", "data"], 0),
        (["compare", "2024", "data", "--rows", "--format", "csv"], 0),
        (["-h"], 0),
        (["--version"], 0),
    ],
)
def test_a_reader_that_has_seen_enough(data: Path, arguments: list[str], code: int) -> None:
    """Defect 4: exit 1 means findings, or --fail-on met."""
    with process(*arguments, PYTHONUNBUFFERED="1") as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_behind_stdout_is_a_sentence(data: Path) -> None:
    """Defect 4."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gongfu_cli", "score", "2024"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize(("encoding", "lang"), [("gbk", "zh"), ("ascii", "en")])
def test_a_stdout_that_lacks_some_signs(data: Path, encoding: str, lang: str) -> None:
    with process("score", "2024", "--lang", lang, PYTHONIOENCODING=encoding) as running:
        out, err = running.communicate()
    assert (running.returncode, err) == (0, b"")
    text = out.decode(encoding)
    if encoding == "gbk":
        assert "▼" in text
        assert "?" not in text


def test_a_mistake_on_a_stderr_that_lacks_some_signs(data: Path) -> None:
    with process("score", "2030", "--lang", "zh", PYTHONIOENCODING="ascii") as running:
        out, err = running.communicate()
    assert (running.returncode, out) == (2, b"")
    assert b"2030" in err
    assert b"Traceback" not in err


@pytest.mark.parametrize("command", [["score", "2025"], ["diff", "2024"], ["explain", "1", "2024"]], ids=repr)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sign_is_in_gbk(gongfu: Run, command: list[str], lang: str) -> None:
    """Defect 9: a Chinese Windows console has no others (− U+2212 in explain)."""
    out = gongfu(*command, "--lang", lang)[1]
    lacking = {sign for sign in out if sign.encode("gbk", "replace") == b"?" and sign != "?"}
    assert lacking == set()


def test_json_loses_nothing_whatever_the_encoding(data: Path) -> None:
    """Text for programs is UTF-8 on every console."""
    with process("explain", "1", "2024", "--format", "json", PYTHONIOENCODING="cp1252") as running:
        out, _ = running.communicate()
    assert json.loads(out.decode("utf-8"))["indicator"]["name"] == "人均生产总值"


def test_filters_take_the_words_on_the_screen(gongfu: Run) -> None:
    for said, word in (("滞后", "behind"), ("符合进度", "on_track"), ("on track", "on_track")):
        shown = gongfu("score", "2024", "--standing", said, "--format", "json")
        assert shown == gongfu("score", "2024", "--standing", word, "--format", "json")
        assert shown[0] == 0


def test_github_actions_obeys_no_name_of_a_table(gongfu: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name from the data at a line's start is no command to a runner: every text for people is shielded."""
    for name in ("indicators.yaml", "departments.yaml"):
        file = data / name
        file.write_text(file.read_text(encoding="utf-8").replace("县发改局", "'::error::甲'"), encoding="utf-8")
    plain = gongfu("score", "2024", "--lang", "zh")
    assert "\n::error::甲" in plain[1]
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    code, out, _ = gongfu("score", "2024", "--lang", "zh")
    assert code == 0
    assert re.fullmatch(rf"::stop-commands::(\w{{32}})\n{re.escape(plain[1])}::\1::\n", out)


def test_a_dash_as_output_is_stdout(gongfu: Run, tmp_path: Path) -> None:
    assert gongfu("score", "2024", "-o", "-", "--format", "csv") == gongfu("score", "2024", "--format", "csv")
    assert not (tmp_path / "-").exists()
    assert gongfu("score", "2024", "-o", "-", "--format", "xlsx", "--lang", "en")[0] == 2
