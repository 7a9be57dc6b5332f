"""Section 2, `data/tables/NAME/`: further tables share the register, `--table` chooses, tallies are never added up."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from gongfu_cli.book.folder import further_tables

Run = Callable[..., tuple[int, str, str]]

TABLE = """\
title: 清单
title_en: A list
source: 嵊共富办〔2021〕1号 附件3
baseline_year: {base}
categories: [{{name: 事项, name_en: Matters}}]
indicators:
  - {{id: 1, name: 甲, name_en: First, category: 事项, unit: 个, unit_en: items, attribute: evaluation,
     direction: rising, baseline: 1, departments: [{lead}]}}
  - {{id: 24.1, name: 乙, name_en: Second, category: 事项, attribute: evaluation, direction: rising, baseline: ——,
     departments: [县发改局]}}
"""
TARGETS = "source: 附件3\nissued: 2021-11-09\ntargets: {1: {2025: 5}, 24.1: {2025: 9}}\n"


@pytest.fixture
def county(data: Path) -> Path:
    """The small county with two further tables, `later` with a baseline of 2024, `levers` with values."""
    for name, base, lead in (("levers", 2020, "县统计局"), ("later", 2024, "县发改局")):
        folder = data / "tables" / name
        (folder / "actuals").mkdir(parents=True)
        (folder / "indicators.yaml").write_text(TABLE.format(base=base, lead=lead), encoding="utf-8")
        (folder / "targets_2025.yaml").write_text(TARGETS, encoding="utf-8")
    levers = data / "tables" / "levers" / "actuals" / "2025.yaml"
    levers.write_text("year: 2025\nstatus: published\nsource: 通报\nvalues: {1: 4}\n", encoding="utf-8")
    return data


def read(run: tuple[int, str, str]) -> dict[str, object]:
    code, out, _ = run
    assert code == 0
    made = json.loads(out)
    assert isinstance(made, dict)
    return made


def test_a_further_table_is_a_folder_with_an_indicator_table(county: Path) -> None:
    (county / "tables" / "notes").mkdir()
    assert further_tables(county) == ["later", "levers"]


def test_without_table_everything_concerns_the_official_one(gongfu: Run, county: Path) -> None:
    whole = read(gongfu("score", "2025", "--format", "json"))
    assert "table" not in whole and len(whole["indicators"]) == 10  # type: ignore[arg-type]


def test_table_chooses_one_and_the_document_says_so(gongfu: Run, county: Path) -> None:
    levers = read(gongfu("score", "2025", "--table", "levers", "--format", "json"))
    assert list(levers)[:2] == ["schema", "table"]
    assert (levers["schema"], levers["table"]) == ("gongfu.score/1", "levers")
    assert [(row["id"], row["standing"]) for row in levers["indicators"]] == [  # type: ignore[attr-defined]
        ("1", "behind"),
        ("24.1", "no_data"),
    ]
    main = read(gongfu("score", "2025", "--table", "main", "--format", "json"))
    assert main["table"] == "main"


def test_table_all_takes_all_the_official_one_first(gongfu: Run, county: Path) -> None:
    every = read(gongfu("score", "2025", "--table", "all", "--format", "json"))
    assert (every["schema"], every["year"]) == ("gongfu.tables/1", 2025)
    assert [table["table"] for table in every["tables"]] == ["main", "later", "levers"]  # type: ignore[attr-defined]
    alone = read(gongfu("score", "2025", "--format", "json"))
    assert every["tables"][0] == {"table": "main", **alone}  # type: ignore[index]


def test_all_of_a_folder_without_tables_is_the_official_one(gongfu: Run, data: Path) -> None:
    every = read(gongfu("score", "2025", "--table", "all", "--format", "json"))
    assert [table["table"] for table in every["tables"]] == ["main"]  # type: ignore[attr-defined]


def test_csv_names_the_table_of_each_line(gongfu: Run, county: Path) -> None:
    _, out, _ = gongfu("score", "2025", "--table", "all", "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(out)))
    assert [line["table"] for line in lines] == ["main"] * 10 + ["later"] * 2 + ["levers"] * 2
    assert lines[-2]["standing"] == "behind"


def test_the_register_is_shared(gongfu: Run, county: Path) -> None:
    """Names of the register are shown in English in every table."""
    _, out, _ = gongfu("score", "2025", "--table", "levers", "--show", "departments", "--lang", "en")
    assert "Statistics Bureau" in out


def test_a_register_of_its_own_is_not_read_and_it_is_said(gongfu: Run, county: Path) -> None:
    (county / "tables" / "levers" / "departments.yaml").write_text("departments: []\n", encoding="utf-8")
    found = json.loads(gongfu("check", "--table", "levers", "--select", "GF008", "--format", "json")[1])["findings"]
    assert [(each["file"], each["severity"], each["message"]) for each in found] == [
        ("data/tables/levers/departments.yaml", "warning", "not read: all tables share the register above")
    ]


def test_a_worksheet_of_several_tables_says_whose_it_is(gongfu: Run, county: Path) -> None:
    """A number behind its name would be that of another table where one has no gaps."""
    file = county.parent / "all.xlsx"
    for arguments, before in ((["--table", "all"], ["main ", "later ", "levers "]), (["--table", "levers"], [""])):
        assert gongfu("score", "2025", *arguments, "--show", "indicators", "-o", str(file), "--lang", "en")[0] == 0
        assert load_workbook(file).sheetnames == [f"{name}Indicators" for name in before]


def test_check_says_which_tables_it_leaves_out(gongfu: Run, county: Path) -> None:
    """Whoever wires it into a pipeline must not take one table for all of them."""
    assert gongfu("check", "--lang", "en")[2] == "further tables not checked (--table all does): later, levers\n"
    for arguments in (["--table", "all"], ["--table", "main"], ["data/indicators.yaml"]):
        assert gongfu("check", *arguments)[2] == ""


def test_departments_of_all_tables_have_one_line_and_a_column_a_table(gongfu: Run, county: Path) -> None:
    code, out, _ = gongfu("score", "2025", "--table", "all", "--show", "departments", "--lang", "en")
    lines = {line.split("  ")[0]: line.split()[-1] for line in out.splitlines() if "  " in line}
    assert code == 0
    assert lines["Department"] == "levers"
    assert lines["Statistics Bureau"] == "0/1"


def test_the_notice_above_departments_of_all_tables_counts_the_rows_of_none(gongfu: Run, county: Path) -> None:
    """They are never added up, and no value stands there that could be marked."""

    def first(*arguments: str) -> str:
        return gongfu("score", "2025", "--show", "departments", *arguments, "--lang", "en")[1].lstrip().splitlines()[0]

    levers = county / "tables" / "levers" / "actuals" / "2025.yaml"
    levers.write_text(levers.read_text(encoding="utf-8").replace("published", "illustrative"), encoding="utf-8")
    assert first("--table", "levers").startswith("Contains illustrative data: not official; marked *: 1 indicator of 2")
    assert first("--table", "all") == "Contains illustrative data: not official"
    for file in (levers, *(county / "actuals").iterdir()):
        file.write_text(file.read_text(encoding="utf-8").replace("illustrative", "published"), encoding="utf-8")
    assert first("--table", "all") == "What departments lead · 2025"


def test_a_department_that_leads_observation_indicators_only_has_a_dash_before_them(gongfu: Run, county: Path) -> None:
    """So that nobody takes 1/1 for an evaluation indicator."""
    file = county / "tables" / "levers" / "indicators.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("evaluation", "observation"), encoding="utf-8")
    _, out, _ = gongfu("score", "2025", "--table", "all", "--show", "departments", "--lang", "en")
    assert next(line for line in out.splitlines() if line.startswith("Statistics")).endswith("  –, 0/1")


def test_departments_of_all_tables_come_by_what_is_in_gap_in_a_part_year(gongfu: Run, county: Path) -> None:
    """Table by table, never added up; in a full year they stand in the order of the tables."""
    for folder, values in ((county, "{2: 9}"), (county / "tables" / "levers", "{1: 0, 24.1: 9}")):
        text = f"year: 2025\nmonth: 6\nstatus: published\nsource: 通报\nvalues: {values}\n"
        (folder / "actuals" / "2025-06.yaml").write_text(text, encoding="utf-8")

    def order(period: str) -> list[str]:
        lines = gongfu("score", period, "--table", "all", "--show", "departments", "--lang", "zh")[1].splitlines()
        return [line[:4] for line in lines if line[3:4] == "局"]

    assert order("2025-06") == ["县民社局", "县统计局", "县发改局", "县市监局"]
    assert order("2025") == ["县发改局", "县民社局", "县统计局", "县市监局"]


def test_a_table_whose_baseline_is_not_before_the_year_is_left_out_with_a_note(gongfu: Run, county: Path) -> None:
    code, out, err = gongfu("score", "2024", "--table", "all", "--format", "csv", "--lang", "en")
    assert code == 0 and "later" not in out
    assert err == "later: 2024 is not later than the baseline year, 2024\n"
    assert gongfu("score", "2024", "--table", "later")[0] == 2


def test_explain_takes_the_table_before_a_colon(gongfu: Run, county: Path) -> None:
    row = read(gongfu("explain", "levers:24.1", "2025", "--format", "json"))
    assert row["table"] == "levers"
    assert row["indicator"]["name"] == "乙"  # type: ignore[index]


def test_explain_of_all_tables_shows_the_rows_of_that_number_in_each(gongfu: Run, county: Path) -> None:
    every = read(gongfu("explain", "1", "2025", "--table", "all", "--format", "json"))
    assert [table["table"] for table in every["tables"]] == ["main", "later", "levers"]  # type: ignore[attr-defined]
    only = read(gongfu("explain", "24", "2025", "--table", "all", "--format", "json"))
    assert [table["table"] for table in only["tables"]] == ["later", "levers"]  # type: ignore[attr-defined]
    code, _, err = gongfu("explain", "77", "2025", "--table", "all", "--lang", "en")
    assert (code, err.partition(" Did")[0]) == (2, "there is no indicator “77”.")


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["levers:24.2"], "levers:24.1"),
        (["levers:Secnd"], "levers:Second"),
        (["24.2", "--table", "all"], "later:24.1"),
        (["all:24.2"], "later:24.1"),
        (["99", "--table", "all"], "main:9"),
        (["24.2", "--table", "levers"], "24.1"),
    ],
    ids=str,
)
def test_the_row_that_may_be_meant_is_written_as_it_can_be_typed(
    gongfu: Run, county: Path, arguments: list[str], meant: str
) -> None:
    """With its table, unless --table names one."""
    code, _, err = gongfu("explain", *arguments, "--lang", "en")
    assert (code, err.partition(". ")[2]) == (2, f"Did you mean “{meant}”?\n")
    assert gongfu("explain", meant, *arguments[1:])[0] == 0


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("zz", "there is no indicator “zz”. There are: {ids}, and 11 more\n"),
        ("seco", "“seco” can mean: {rows}, and 10 more\n"),
    ],
)
def test_of_very_many_rows_the_first_are_listed(gongfu: Run, county: Path, word: str, sentence: str) -> None:
    table = county / "tables" / "levers" / "indicators.yaml"
    first, row = table.read_text(encoding="utf-8").split("  - {id: 24.1", 1)
    text = first + "".join(f"  - {{id: 24.{n}{row}" for n in range(1, 31))
    table.write_text(text, encoding="utf-8")
    targets = TARGETS.replace("24.1: {2025: 9}", ", ".join(f"24.{n}: {{2025: 9}}" for n in range(1, 31)))
    (county / "tables" / "levers" / "targets_2025.yaml").write_text(targets, encoding="utf-8")
    ids = [f"24.{n}" for n in range(1, 21)]
    named = sentence.format(ids=", ".join(["1", *ids[:-1]]), rows="; ".join(f"levers:{id} Second" for id in ids))
    assert gongfu("explain", f"levers:{word}", "--lang", "en") == (2, "", named)


def test_rows_of_several_tables_that_may_be_meant_are_told_apart(gongfu: Run, county: Path) -> None:
    code, _, err = gongfu("explain", "eco", "--table", "all", "--lang", "en")
    assert (code, err) == (2, "“eco” can mean: later:24.1 Second; levers:24.1 Second\n")


def test_the_colon_may_be_of_full_width(gongfu: Run, county: Path) -> None:
    """As in a form; in a name it is a sign like any other."""
    assert gongfu("explain", "levers：24.1", "2025") == gongfu("explain", "levers:24.1", "2025")
    code, _, err = gongfu("explain", "其中：乙", "--lang", "en")
    assert (code, err.partition(". ")[0]) == (2, "there is no indicator “其中：乙”")


def test_the_number_of_an_item_means_all_its_rows(gongfu: Run, county: Path) -> None:
    whole = read(gongfu("explain", "5", "2024", "--format", "json"))
    assert (whole["schema"], whole["year"], whole["month"]) == ("gongfu.explanations/1", 2024, None)
    rows = [read(gongfu("explain", id, "2024", "--format", "json")) for id in ("5.1", "5.2")]
    assert whole["rows"] == rows
    assert rows[0]["schema"] == "gongfu.explain/1"
    texts = [gongfu("explain", id, "2024")[1] for id in ("5.1", "5.2")]
    assert gongfu("explain", "5", "2024")[1] == "\n".join(texts)
    assert read(gongfu("explain", "levers:24", "2025", "--format", "json"))["schema"] == "gongfu.explain/1"
    assert "5.1" in (out := gongfu("trend", "5")[1]) and "5.2" in out


def test_trend_of_all_tables_shows_a_number_where_it_is(gongfu: Run, county: Path) -> None:
    every = read(gongfu("trend", "24", "--table", "all", "--format", "json"))
    assert [table["table"] for table in every["tables"]] == ["levers"]  # type: ignore[attr-defined]


def test_diff_and_trend_take_tables_too(gongfu: Run, county: Path) -> None:
    changes = read(gongfu("diff", "2024", "2025", "--table", "levers", "--format", "json"))
    assert (changes["table"], changes["from"]) == ("levers", 2024)
    code, out, err = gongfu("trend", "--table", "all", "--lang", "en")
    assert code == 0 and "A list" in out
    assert err == "later: there are no actuals yet\n"


def test_a_table_that_is_not_there(gongfu: Run, county: Path) -> None:
    code, _, err = gongfu("score", "--table", "lever", "--lang", "en")
    assert (code, err) == (2, "there is no table “lever”. Did you mean “levers”?\n")
    code, _, err = gongfu("score", "--table", "x", "--lang", "zh")
    assert (code, err) == (2, "没有表“x”。有的表：main、later、levers\n")


@pytest.fixture
def own(county: Path) -> Path:
    """The same without a register, so that each table knows the bodies that it names; `levers` with two of its own."""
    (county / "departments.yaml").unlink()
    table = county / "tables" / "levers" / "indicators.yaml"
    text = TABLE.format(base=2020, lead="海事处").replace("[县发改局]", "[县发改局, 港航处]")
    table.write_text(text.replace("事项", "海洋经济").replace("Matters", "The sea"), encoding="utf-8")
    return county


@pytest.mark.parametrize(
    "command", [["score", "2025"], ["diff", "2025"], ["trend"], ["report", "2025"], ["template", "2026"]], ids=" ".join
)
def test_a_body_of_any_table_that_is_asked_for_is_known(gongfu: Run, own: Path, command: list[str]) -> None:
    """Several to a word, with commas, as everywhere."""
    output = {"report": ["-o", "page.html"], "template": ["-o", "form.xlsx"]}.get(command[0], [])
    asked = [*command, "--table", "all", *output, "--lang", "en", "--department"]
    code, _, err = gongfu(*asked, "海事处,县统计局")
    assert code == 0, err
    code, _, err = gongfu(*asked, "海事")
    assert (code, err.splitlines()[-1]) == (2, "there is no department “海事”. Did you mean “海事处”?")
    code, _, err = gongfu(*asked, "zzz")
    assert code == 2
    assert err.endswith(", 海事处, 港航处\n") and "There are: 县发改" in err
    _, _, err = gongfu(*command, *output, "--department", "海事处", "--lang", "en")
    assert err.startswith("there is no department “海事处”"), "the official table knows no such body"


@pytest.mark.parametrize("command", [["score", "2025"], ["diff", "2025"], ["trend"]], ids=" ".join)
def test_so_is_a_category(gongfu: Run, own: Path, command: list[str]) -> None:
    """In the other tables it lets nothing through."""
    asked = [*command, "--table", "all", "--lang", "en"]
    for word in ("海洋经济", "The sea"):
        code, out, err = gongfu(*asked, "--category", word, "--format", "csv")
        assert code == 0, err
        assert {line["table"] for line in csv.DictReader(io.StringIO(out))} == {"levers"}
    there_are = "经济高质量发展, 社会和谐和睦, " + ("事项, " if command[0] != "diff" else "") + "海洋经济"
    for word, hint in (("海洋", "Did you mean “海洋经济”?"), ("zzz", f"There are: {there_are}")):
        code, _, err = gongfu(*asked, "--category", word)
        assert (code, err.splitlines()[-1]) == (2, f"there is no category “{word}”. {hint}")


def test_tables_lists_them(gongfu: Run, county: Path) -> None:
    document = read(gongfu("tables", "--format", "json"))
    assert document["schema"] == "gongfu.folder/1"
    assert document["tables"][2] == {  # type: ignore[index]
        "table": "levers",
        "title": "清单",
        "title_en": "A list",
        "source": "嵊共富办〔2021〕1号 附件3",
        "baseline_year": 2020,
        "rows": 2,
        "milestones": [2025],
        "years": [2025],
    }
    _, out, _ = gongfu("tables", "--lang", "en")
    assert [line.split()[0] for line in out.splitlines()[4:]] == ["main", "later", "levers"]


def test_page_form_and_import_are_of_the_table_that_is_asked_for(gongfu: Run, county: Path, tmp_path: Path) -> None:
    assert gongfu("report", "2025", "--table", "later", "-o", "page.html")[0] == 0
    assert "A list" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert gongfu("template", "2026", "--table", "levers", "-o", "form.yaml")[0] == 0
    assert "First (items)" in (tmp_path / "form.yaml").read_text(encoding="utf-8")
    (tmp_path / "form.csv").write_text("编号,指标,2026年实际值\n1,甲,7\n", encoding="utf-8")
    assert gongfu("import", "form.csv", "--table", "levers", "--write")[0] == 0
    assert "7" in (county / "tables" / "levers" / "actuals" / "2026.yaml").read_text(encoding="utf-8")
    assert not (county / "actuals" / "2026.yaml").exists()


def test_check_looks_at_the_tables_that_are_asked_for(gongfu: Run, county: Path) -> None:
    """What the tables share is found once; without `--table` only the official one is looked at."""
    levers = county / "tables" / "levers" / "targets_2025.yaml"
    levers.write_text(TARGETS.replace("{2025: 5}", "{2025: 5%}"), encoding="utf-8")
    register = county / "departments.yaml"
    register.write_text(register.read_text(encoding="utf-8") + "  - {name: 甲局, alias: x}\n", encoding="utf-8")
    assert found(gongfu("check", "--format", "json")) == ["GF101"]
    assert found(gongfu("check", "--table", "levers", "--format", "json")) == ["GF101", "GF105"]
    every = gongfu("check", "--table", "all", "--format", "json")
    assert found(every) == ["GF101", "GF105"]
    assert json.loads(every[1])["summary"]["files"] == len({*county.rglob("*.yaml")})


def found(run: tuple[int, str, str]) -> list[str]:
    return [finding["code"] for finding in json.loads(run[1])["findings"] if finding["severity"] == "error"]


def test_a_file_of_a_further_table_is_checked_with_the_register_it_shares(gongfu: Run, county: Path) -> None:
    code, _, err = gongfu("check", "data/tables/levers/targets_2025.yaml")
    assert (code, err) == (0, "")
    assert found(gongfu("check", "data/tables/levers", "--format", "json")) == []


@pytest.mark.parametrize("options", [[], ["--data", "data"], ["--data", "data", "--table", "all"]], ids=" ".join)
@pytest.mark.parametrize("named", ["targets_2025.yaml", "actuals/2025.yaml", ""])
def test_so_it_is_where_the_data_folder_is_named_too(gongfu: Run, county: Path, options: list[str], named: str) -> None:
    levers = county / "tables" / "levers" / "targets_2025.yaml"
    levers.write_text(TARGETS.replace("{2025: 5}", "{2025: 5%}"), encoding="utf-8")
    codes = ["GF105"] if named != "actuals/2025.yaml" else []
    assert found(gongfu("check", f"data/tables/levers/{named}", *options, "--format", "json")) == codes
    assert gongfu("check", "data/indicators.yaml", *options)[0] == 0


def test_a_file_of_another_data_folder_is_none_of_the_one_that_is_named(gongfu: Run, county: Path) -> None:
    other = county.parent / "other"
    shutil.copytree(county, other)
    shutil.rmtree(other / "tables" / "later")
    for file in ("indicators.yaml", "tables/levers/indicators.yaml", "tables/later/indicators.yaml"):
        code, out, err = gongfu("check", f"data/{file}", "--data", "other", "--lang", "en")
        assert (code, out, err.startswith(f"data/{file} is no data file")) == (2, "", True), err


def test_repairs_reach_every_table_that_is_asked_for_and_what_they_share_once(gongfu: Run, county: Path) -> None:
    levers = county / "tables" / "levers" / "actuals" / "2025.yaml"
    levers.write_text(levers.read_text(encoding="utf-8").replace("4", "４"), encoding="utf-8")
    main = county / "actuals" / "2025.yaml"
    main.write_text(main.read_text(encoding="utf-8").replace("27.38", "２7.38"), encoding="utf-8")
    register = county / "departments.yaml"
    register.write_bytes("\ufeff".encode() + register.read_bytes())
    files = [
        "data/actuals/2025.yaml",
        "data/departments.yaml",
        "data/indicators.yaml",  # an alias, which is seen once the register can be read
        "data/tables/levers/actuals/2025.yaml",
    ]
    shown = gongfu("check", "--table", "all", "--diff")[1]
    assert [line.removeprefix("+++ ") for line in shown.splitlines() if line.startswith("+++")] == files
    code, _, err = gongfu("check", "--table", "all", "--fix", "--lang", "en")
    assert code == 0
    assert sorted(err.splitlines()) == [f"mended: {file}" for file in files]


# The page and the document of several tables


@pytest.fixture
def pages(county: Path, gongfu: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The text of a page, without markup."""

    def page(*arguments: str) -> str:
        file = county.parent / "page.html"
        code, _, err = gongfu("report", "2025", *arguments, "-o", str(file), "--lang", "en")
        assert (code, err.startswith("written:")) == (0, True), err
        return file.read_text(encoding="utf-8")

    return page


def plain(html: str) -> list[str]:
    """The lines of text of a page."""
    lines = re.sub(r"<style>.*?</style>|<[^>]*>", "", html, flags=re.DOTALL).split("\n")
    return [line.strip() for line in lines if line.strip()]


def test_the_page_of_a_department_has_all_tables_that_name_it(pages: Callable[..., str]) -> None:
    """The official one first, each with a line at the top and a part of its own; nothing is added up."""
    page = pages("--table", "all", "--department", "县统计局")
    titles = re.findall(r'<h2 id="(\S*-table)">(.*?)</h2>', page)
    assert [anchor for anchor, _ in titles] == ["main-table", "levers-table"]
    lines = re.findall(r'<th scope="row"><a href="#(\w+)-table">.*?</th>(.*?)</tr>', page, flags=re.DOTALL)
    assert [(name, re.findall(r">([^<]*)</td>", cells)) for name, cells in lines] == [
        ("main", ["2", "0/0 (1 missing)", "", "0", "1", "0", "1"]),
        ("levers", ["1", "0/1", "", "1", "0", "0", "0"]),
    ]
    assert "All tables · 2025 · Statistics Bureau" in plain(page)


def test_what_stands_in_several_tables_is_told_apart(pages: Callable[..., str]) -> None:
    page = pages("--table", "all")
    ids = re.findall(r' id="(.*?)"', page)
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in re.findall(r'href="(#.*?)"', page)} <= {f"#{id}"[1:] for id in ids}
    assert {"main-no-1", "levers-no-1", "levers-no-24.1", "later-no-1"} <= set(ids)
    assert plain(page).count("Methods and sources") == 2, "in the contents, and once below all tables"


def test_the_page_of_one_table_is_what_it_was(pages: Callable[..., str]) -> None:
    alone = pages("--table", "levers")
    assert 'id="no-24.1"' in alone and "-table" not in alone and "at a glance" not in alone
    assert pages("--table", "levers", "--department", "县统计局") == pages(
        "--table", "levers", "--department", "Statistics Bureau"
    )


def test_pages_of_departments_have_all_tables_and_lead_to_the_page_for_all(gongfu: Run, county: Path) -> None:
    folder = county.parent / "pages"
    assert gongfu("report", "2025", "--table", "all", "--split", str(folder), "--lang", "en")[0] == 0
    page = (folder / "2025-县统计局.html").read_text(encoding="utf-8")
    assert 'href="index.html"' in page and 'id="levers-no-1"' in page
    assert 'href="2025-县统计局.html"' in (folder / "index.html").read_text(encoding="utf-8")


def test_the_notice_of_several_tables_counts_the_rows_of_none(pages: Callable[..., str], county: Path) -> None:
    """They are never added up; that of one table says how many of its rows it concerns."""
    levers = county / "tables" / "levers" / "actuals" / "2025.yaml"
    levers.write_text(levers.read_text(encoding="utf-8").replace("published", "illustrative"), encoding="utf-8")

    def notice(*arguments: str) -> list[str]:
        return re.findall('<p class="notice-line" role="note">(.*?)</p>', pages(*arguments))

    assert notice("--table", "levers") == [
        "Contains illustrative data: not official; marked *: 1 indicator of 2 indicators"
    ]
    assert notice("--table", "all") == ["Contains illustrative data: not official; marked *"]


def test_several_tables_without_illustrative_data_have_no_notice(pages: Callable[..., str], county: Path) -> None:
    for file in (county / "actuals").iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace("illustrative", "published"), encoding="utf-8")
    assert "llustrative" not in pages("--table", "all")


def test_the_document_has_a_section_and_an_annex_for_each_table(gongfu: Run, county: Path) -> None:
    """Behind the tables at a glance, as on the page."""
    docx = pytest.importorskip("docx")
    file = county.parent / "report.docx"
    arguments = ["report", "2025", "--table", "all", "--department", "县统计局", "-o", str(file), "--lang", "zh"]
    assert gongfu(*arguments)[0] == 0
    document = docx.Document(str(file))
    lines = [(line.style.name, line.text) for line in document.paragraphs]
    headings = [text for style, text in lines if style == "Heading 1"]
    official = "二、临海县共同富裕主要目标指标"
    assert headings == ["一、各表一览", official, "三、清单", "四、下一步", "附件1", "附件2"]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["表", "分项", "达到/已评价", "有差距", "未报送", "未到期或无要求", "配合"],
        ["临海县共同富裕主要目标指标", "2", "0/0（缺 1）", "0", "1", "0", "1"],
        ["清单", "1", "0/1", "1", "0", "0", "0"],
    ]
    assert "牵头的分项，各表分别计算，不相加；配合的由他人牵头。" in [text for _, text in lines]
    below = [text for style, text in lines if style == "Heading 2"]
    assert below[-2:] == ["（一）总体情况", "（二）有差距的指标"]
    assert "附件2：清单 · 2025年 · 县统计局" in [text for _, text in lines]


# A form of several tables, and what comes back in it

Rows = list[tuple[str, ...]]


def form_of(gongfu: Run, county: Path, *arguments: str) -> Rows:
    """The rows of the form of the statistics bureau: id, name and value."""
    file = county.parent / "form.xlsx"
    file.unlink(missing_ok=True)
    code, _, err = gongfu("template", "2025", "--department", "县统计局", *arguments, "-o", str(file), "--lang", "zh")
    assert code == 0, err
    sheet = load_workbook(file)["县统计局"]
    lines = [tuple(str(row[n].value or "") for n in (0, 1, 6)) for row in sheet.iter_rows(min_row=6)]
    return [line for line in lines if any(line)]


def returned(county: Path, *rows: str, name: str = "表.csv") -> str:
    """A form that came back as a CSV file; each row is an id, a name and a value."""
    file = county.parent / name
    file.write_text("\n".join(["编号,指标,2025年实际值", *rows]) + "\n", encoding="utf-8")
    return str(file)


def filed(county: Path) -> dict[str, str]:
    """The actuals of 2025 of each table, as text."""
    files = {"main": county / "actuals" / "2025.yaml"}
    files |= {name: county / "tables" / name / "actuals" / "2025.yaml" for name in ("later", "levers")}
    return {name: file.read_text(encoding="utf-8") if file.is_file() else "" for name, file in files.items()}


def test_a_form_of_all_tables_names_the_table_of_each_row(gongfu: Run, county: Path) -> None:
    """Those of the official table are as they were; each table has its title, which stands beside no id."""
    alone = form_of(gongfu, county)
    whole = form_of(gongfu, county, "--table", "all")
    led, supported = alone[: len(alone) - 2], alone[len(alone) - 2 :]
    assert supported[0][0].startswith("配合的指标")
    title = whole[0][1]
    assert whole == [
        ("", title, ""),
        *led,
        ("", "清单（数据状态留空的，按“已公布”）", ""),
        ("levers:1", "甲", "4"),
        supported[0],
        ("", title, ""),
        *supported[1:],
    ]
    assert form_of(gongfu, county, "--table", "levers") == [("1", "甲", "4")]


@pytest.mark.parametrize("arguments", [[], ["--table", "all"], ["--table", "main"]], ids=str)
def test_each_value_goes_into_the_file_of_its_table(gongfu: Run, county: Path, arguments: list[str]) -> None:
    """An id behind the name of a table and a colon, of whatever width, is one of that table, whatever is asked for."""
    before = filed(county)
    form = returned(county, "9,群众安全感满意度,97.3", "levers:1,甲,5", "later：24.1,乙,9")
    code, out, err = gongfu("import", form, *arguments, "--write", "--lang", "en")
    after = filed(county)
    assert code == 0, err
    assert [line for line in err.splitlines() if line.startswith("written")] == [
        f"written: data/{file}"
        for file in ("actuals/2025.yaml", "tables/later/actuals/2025.yaml", "tables/levers/actuals/2025.yaml")
    ]
    assert "97.3" in after["main"] and "97.3" not in before["main"]
    assert after["levers"] == before["levers"].replace("1: 4", "1: 5")
    assert "24.1: 9" in after["later"] and "97.3" not in after["later"]
    assert "later:24.1" in out, "its first values are listed"
    scored = read(gongfu("score", "2025", "--table", "levers", "--format", "json"))
    assert scored["indicators"][0]["actual"] == 5  # type: ignore[index]


def test_what_is_missing_beside_a_value_is_said_of_the_row_of_its_table(gongfu: Run, county: Path) -> None:
    form = returned(county, "levers:1,甲,")
    Path(form).write_text("编号,2025年实际值,数据来源\nlevers:1,,月报\n", encoding="utf-8")
    assert "indicator levers:1 " in gongfu("import", form, "--lang", "en")[2]


def test_the_form_of_all_tables_comes_back_as_it_went_out(gongfu: Run, county: Path) -> None:
    before = filed(county)
    form_of(gongfu, county, "--table", "all")
    code, _, err = gongfu("import", str(county.parent / "form.xlsx"), "--write", "--lang", "en")
    assert (code, filed(county)) == (0, before)
    assert "nothing changes" in err


def test_a_plain_id_is_one_of_the_table_that_is_asked_for(gongfu: Run, county: Path) -> None:
    form = returned(county, "24.1,乙,8", "levers:1,甲,5")
    assert gongfu("import", form, "--table", "levers", "--write")[0] == 0
    assert "24.1: 8" in filed(county)["levers"] and "1: 5" in filed(county)["levers"]
    assert gongfu("import", form, "--lang", "en")[0] == 2, "the official table has no 24.1"


FAULTY = {
    "no such table": ("leverz:1,甲,5", "GF706 unknown-row", "there is no indicator “leverz:1” in the table"),
    "no such row in it": ("levers:8,甲,5", "GF706 unknown-row", "there is no indicator “levers:8” in the table"),
    "the name of another row": (
        "levers:1,乙,5", "GF713 other-name", "levers:1 is “First”, but the name beside it is “乙”"),
    "no number": ("levers:1,甲,五", "GF707 not-a-figure", "“五” is not a number"),
    "outside its range": ("later:24.1,乙,5", "GF401 out-of-range", "is outside"),
}  # fmt: skip


@pytest.mark.parametrize(("row", "rule", "sentence"), FAULTY.values(), ids=FAULTY)
def test_what_is_wrong_is_found_at_its_cell_and_nothing_is_written(
    gongfu: Run, county: Path, row: str, rule: str, sentence: str
) -> None:
    table = county / "tables" / "later" / "indicators.yaml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("id: 24.1,", "id: 24.1, range: [6, 10],"), encoding="utf-8")
    before = filed(county)
    code, _, err = gongfu(
        "import", returned(county, "9,群众安全感满意度,97.3", "levers:24.1,乙,9", row), "--write", "--lang", "en"
    )
    assert (code, filed(county)) == (2, before)
    assert rule in err and sentence in err and "表.csv!" in err


def test_several_files_are_written_all_or_none(gongfu: Run, county: Path) -> None:
    """Where the last cannot be, one that was changed is what it was, and a new one is gone again."""
    later = county / "tables" / "later" / "actuals" / "2025.yaml"
    later.write_text("year: 2025\nstatus: published\nsource: 公报\nvalues: {}\n", encoding="utf-8")
    (county / "tables" / "levers" / "actuals" / "2025.yaml").chmod(0o444)
    (county / "actuals" / "2025.yaml").unlink()
    before = filed(county)
    form = returned(county, "9,,97.3", "later:1,,3", "levers:1,,5")
    code, _, err = gongfu("import", form, "--year", "2025", "--write", "--lang", "en")
    assert (code, filed(county)) == (2, before)
    assert "levers/actuals/2025.yaml cannot be written: the file is read-only" in err and "\nwritten:" not in err
    assert not (county / "actuals" / "2025.yaml").exists() and not list(county.rglob(".gongfu-*"))


def test_template_of_all_tables_is_no_actuals_file(gongfu: Run, county: Path) -> None:
    code, _, err = gongfu("template", "2025", "--table", "all", "-o", "form.yaml", "--lang", "en")
    assert (code, err) == (2, "a YAML actuals file is of one table: --table NAME, or -o FILE.xlsx\n")


def test_a_table_that_asks_for_nothing_yet_is_not_in_the_form(gongfu: Run, county: Path) -> None:
    file = county.parent / "form.xlsx"
    code, _, err = gongfu("template", "2024", "--table", "all", "-o", str(file), "--lang", "en")
    assert code == 0
    assert err.splitlines()[0] == "later: 2024 is not later than the baseline year, 2024"
    ids = {cell.value for sheet in load_workbook(file) for cell in sheet["A"]}
    assert "levers:1" in ids and "later:1" not in ids


def settled(county: Path) -> None:
    """In `levers` the goal of 1 is one of 2024 alone, and 24.1 is done."""
    levers = county / "tables" / "levers"
    table = (levers / "indicators.yaml").read_text(encoding="utf-8")
    table = table.replace("id: 1,", "id: 1, timing: count,").replace("[县发改局]", "[县统计局]")
    (levers / "indicators.yaml").write_text(table, encoding="utf-8")
    targets = TARGETS.replace("1: {2025: 5}", "1: {2024: 5}").replace("24.1: {2025: 9}", "24.1: {2025: 建成}")
    (levers / "targets_2025.yaml").write_text(targets, encoding="utf-8")
    (levers / "actuals" / "2025.yaml").unlink()
    done = "year: 2024\nstatus: published\nsource: 通报\nvalues: {1: 4, 24.1: {verdict: met}}\n"
    (levers / "actuals" / "2024.yaml").write_text(done, encoding="utf-8")


def test_what_is_past_or_done_is_in_no_form_and_a_table_of_such_rows_is_left_out(gongfu: Run, county: Path) -> None:
    settled(county)
    titles = {"", form_of(gongfu, county, "--table", "all")[0][1]}
    assert [row for row in form_of(gongfu, county, "--table", "all") if {*row} != titles] == form_of(gongfu, county)
    for arguments in (
        ["-o", "a.xlsx"],
        ["-o", "a.yaml"],
        ["--split", "a"],
        ["-o", "a.xlsx", "--department", "县统计局"],
    ):
        code, _, err = gongfu("template", "2025", "--table", "levers", *arguments, "--lang", "en")
        assert (code, err) == (2, "there is nothing to file for 2025: no rows, or their goals are past or done\n")
        assert not (county.parent / arguments[1]).exists()


def test_an_older_form_that_asks_for_it_is_read_and_what_is_empty_in_it_is_not_missing(
    gongfu: Run, county: Path
) -> None:
    settled(county)
    blank = returned(county, "9,群众安全感满意度,97.3", "levers:1,甲,", "levers:24.1,乙,")
    code, out, err = gongfu("import", blank, "--table", "all", "--lang", "en")
    rows = len(read(gongfu("score", "2025", "--format", "json"))["indicators"])  # type: ignore[arg-type]
    assert (code, f"of {rows + 2} rows" in out, "levers" in out) == (0, True, False), "2 rows are of the table `later`"
    code, out, err = gongfu("import", returned(county, "1,甲,", "24.1,乙,"), "--table", "levers", "--lang", "en")
    assert (code, "filled in: 0 of 0 rows" in out) == (0, True), err
    given = returned(county, "levers:1,甲,5", "levers:24.1,乙,")
    code, out, err = gongfu("import", given, "--table", "all", "--write", "--lang", "en")
    assert (code, f"of {rows + 3} rows" in out) == (0, True), err
    assert "  1: 5" in filed(county)["levers"] and "24.1" not in filed(county)["levers"]
    assert gongfu("check", "--table", "levers", "--strict")[0] == 0


def test_every_department_has_a_workbook_of_all_tables(gongfu: Run, county: Path) -> None:
    folder = county.parent / "forms"
    assert gongfu("template", "2025", "--table", "all", "--split", str(folder))[0] == 0
    ids = [cell.value for cell in load_workbook(folder / "2025-县统计局.xlsx")["县统计局"]["A"]]
    assert "levers:1" in ids and "later:1" not in ids
