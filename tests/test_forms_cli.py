"""`gongfu template` and `gongfu import` from end to end."""

import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from gongfu_cli.cli.program import run
from gongfu_cli.cli.saving import paths_in

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONGFU_LANG", "en")
    for name in ("GONGFU_DATA", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def fill(form: str, to: str, **cells: object) -> None:
    book = load_workbook(form)
    for cell, value in cells.items():
        book["县发改局"][cell] = value
    book.save(to)


def test_from_the_form_to_the_scorecard(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "zh", "template", "2026", "-o", "表.xlsx"]) == 0
    fill("表.xlsx", "回.xlsx", G6=28.1, I6="已公布", J6="公报")
    assert run(["import", "回.xlsx"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith(
        "Contains illustrative data: not official\nReturns for 2026\n"
        "returned: 1 of 23 departments; filled in: 1 of 62 rows; doubtful: 0\n"
    )
    assert "---" not in shown.out  # nothing was there that could differ
    line = next(line for line in shown.out.split("\n") if line.startswith("1 "))
    assert " ".join(line.split()) == "1 GDP per capita 10,000 yuan 27.38* ≥21 28.10 published 公报"
    assert shown.err.endswith("nothing was written; --write writes it\n")
    assert not (here / "data/actuals/2026.yaml").exists()
    assert run(["import", "回.xlsx", "--write"]) == 0
    assert run(["import", "回.xlsx", "--write"]) == 0
    assert capsys.readouterr().err.endswith("data/actuals/2026.yaml: nothing changes\n")
    filed = (here / "data/actuals/2026.yaml").read_text(encoding="utf-8")
    assert "  1: {value: 28.10, status: published, source: 公报}  # " in filed
    assert run(["score", "2026", "--show", "summary"]) == 0
    assert run(["check"]) == 0


def test_a_yaml_that_is_made_names_its_schema(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Relative to where the file is, and only where there is one."""
    assert run(["template", "2026", "-o", "a.yaml"]) == 0
    assert Path("a.yaml").read_text(encoding="utf-8").startswith("# ")
    assert "$schema" not in Path("a.yaml").read_text(encoding="utf-8")
    shutil.copytree(DATA.parent / "schemas", here / "schemas")
    (here / "forms").mkdir()
    assert run(["template", "2026", "-o", "forms/a.yaml"]) == 0
    line = Path("forms/a.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert line == "# yaml-language-server: $schema=../schemas/actuals.schema.json"
    Path("back.csv").write_text("id,value\n1,28.1\n", encoding="utf-8")
    assert run(["import", "back.csv", "--year", "2026", "--write"]) == 0
    text = (here / "data/actuals/2026.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/actuals.schema.json\n# ")


def test_nothing_is_overwritten(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "2026", "-o", "a.yaml"]) == 0
    assert capsys.readouterr().err == "written: a.yaml\n"
    assert run(["template", "2026", "-o", "a.yaml"]) == 2
    assert capsys.readouterr().err == "a.yaml exists and may be filled in: name another file\n"


def test_a_value_that_differs_is_shown_and_written_in_place(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = (here / "data/actuals/2025.yaml").read_text(encoding="utf-8")
    run(["template", "2025", "-o", "a.xlsx", "--department", "县发改局"])
    fill("a.xlsx", "b.xlsx", G6=27.4)
    assert run(["import", "b.xlsx", "--write"]) == 0
    captured = capsys.readouterr()
    assert "-  1: 27.38        # 人均生产总值\n+  1: 27.40        # 人均生产总值\n" in captured.out
    new = (here / "data/actuals/2025.yaml").read_text(encoding="utf-8")
    assert new == old.replace("1: 27.38 ", "1: 27.40 ")


def test_what_is_doubtful_is_shown_at_its_cell_before_anything_is_written(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """289000 for 28.9, last year's very value, a published value without source: warnings stop nothing."""
    run(["template", "2026", "-o", "a.xlsx", "--department", "县发改局"])
    fill("a.xlsx", "b.xlsx", G6=289000, G7=38.9, I7="已公布")
    assert run(["import", "b.xlsx"]) == 0
    shown = capsys.readouterr()
    assert [line for line in shown.err.split("\n") if line.startswith("b.xlsx")] == [
        "b.xlsx[县发改局]!G6:6:7 GF402 slipped-unit",
        "b.xlsx[县发改局]!G7:7:7 GF403 unchanged",
        "b.xlsx[县发改局]!G7:7:7 GF502 no-source",
    ]
    assert shown.out.split("\n")[2] == "returned: 1 of 23 departments; filled in: 2 of 62 rows; doubtful: 2"
    assert not (here / "data/actuals/2026.yaml").exists()
    assert run(["import", "b.xlsx", "--write"]) == 0
    assert (here / "data/actuals/2026.yaml").exists()


def test_a_folder_of_forms(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who has returned, what is filled in, what is doubtful; lock files and documents are skipped, and named."""
    assert run(["template", "2026", "--split", "out"]) == 0
    back = here / "back"
    (back / "later").mkdir(parents=True)
    for name, cells in {"县教育局": {"D4": "李四", "H4": "0580-1", "G6": 0.95}, "县法院": {}}.items():
        book = load_workbook(here / "out" / f"2026-{name}.xlsx")
        for cell, value in cells.items():
            book[name][cell] = value
        book.save(back / f"{name}.xlsx")
    (back / "later" / "司法.csv").write_text("编号,2026年实际值\n59,2.00\n", encoding="utf-8")
    for name in ("~$县法院.xlsx", "说明.docx"):
        (back / name).write_bytes(b"x")
    capsys.readouterr()
    assert run(["import", "back", "--lang", "zh"]) == 0
    shown = capsys.readouterr()
    assert shown.err.startswith("跳过 2 个文件：~$县法院.xlsx、说明.docx\n")
    lines = [line.split() for line in shown.out.split("\n")]
    assert lines[0] == ["含示例数据，非官方"]  # the last values
    assert lines[2] == ["23", "个部门中", "2", "个已交回；62", "项中已填", "2", "项，存疑", "1", "项"]
    by_name = {line[0]: line[1:] for line in reversed(lines) if line}
    assert by_name["县司法局"] == ["司法.csv", "1/1"]
    assert by_name["县法院"] == ["空表", "0/1", "58"]
    assert by_name["县财政局"] == ["未交", "0/1", "38"]
    assert ["县教育局", "县教育局.xlsx", "李四", "0580-1", "1/4", "1", "26、27、28"] in lines
    assert by_name["25"] == ["普惠性幼儿园占比", "%", "100*", "≥100", "0.95", "GF402"]


def test_of_very_many_files_and_rows_the_first_are_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of what is skipped, and of what a department that returned nothing has left empty."""
    (here / "back").mkdir()
    (here / "back" / "司法.csv").write_text("编号,2026年实际值\n59,2.00\n", encoding="utf-8")
    for n in range(15):
        (here / "back" / f"{n}.txt").write_bytes(b"")
    assert run(["import", "back", "--table", "all", "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert shown.err.split("\n")[0].startswith("skipped, 15 in all: 0.txt, 1.txt, 10.txt, ")
    assert shown.err.split("\n")[0].endswith(".txt, and 3 more")
    (first,) = (line for line in shown.out.split("\n") if line.startswith("County Development and Reform Bureau"))
    number = int(re.findall("0/([0-9]+)", first)[0])
    assert first.endswith(f"  1, 2, 3, 8, 10, 13, 14, 15, 19, 21, and {number - 10} more")


def test_blank_forms_show_no_table_of_values(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "2026", "--split", "out"]) == 0
    capsys.readouterr()
    for lang, (came_in, blank) in {"zh": ("填报值", "空表"), "en": ("What came in", "blank")}.items():
        assert run(["import", "out", "--lang", lang]) == 0
        shown = capsys.readouterr().out
        assert came_in not in shown
        assert blank in shown


def test_a_workbook_for_each_department(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--split` writes one workbook a department, over none that is there."""
    assert run(["template", "2026", "--split", "forms", "--due", "2027年1月31日"]) == 0
    assert capsys.readouterr().err == "written to forms: 23 workbooks\n"
    files = sorted(path.name for path in (here / "forms").iterdir())
    assert len(files) == 23
    book = load_workbook(here / "forms" / "2026-县教育局.xlsx")
    assert book.sheetnames == ["县教育局"]
    assert book["县教育局"]["A3"].value.startswith("Due by 2027-01-31")
    assert run(["template", "2026", "--split", "forms"]) == 2
    sentence = "forms/2026-县发改局.xlsx and 22 more exist and may be filled in: name another file\n"
    assert capsys.readouterr().err == sentence
    assert run(["template", "2026", "--split", "one", "--department", "县法院"]) == 0
    assert [path.name for path in (here / "one").iterdir()] == ["2026-县法院.xlsx"]


def test_the_name_of_a_department_is_never_a_path(here: Path) -> None:
    """Names that Windows refuses, that differ in capitals only, that lead out of the folder."""
    names = ["../../局", "a/b\\c", 'x:*?"<>|y', "A局", "a局", "\x1b[31m局", "长" * 300]
    paths = paths_in(here / "out", names, ".xlsx")
    assert [path.name for path in paths][:6] == [
        ".._.._局.xlsx",
        "a_b_c.xlsx",
        "x_______y.xlsx",
        "A局.xlsx",
        "a局~2.xlsx",
        "\ufffd[31m局.xlsx",
    ]
    assert all(path.parent == here / "out" for path in paths)
    for path in paths:
        path.write_bytes(b"")


def test_findings_stop_the_import(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["template", "2026", "-o", "a.xlsx"])
    fill("a.xlsx", "b.xlsx", G6="约28", G7="１")
    assert run(["import", "b.xlsx", "--write"]) == 2
    captured = capsys.readouterr()
    assert "filled in: 0 of 62 rows" in captured.out
    assert captured.err == (
        "written: a.xlsx\n"
        "b.xlsx[县发改局]!G6:6:7 GF707 not-a-figure\n"
        "  error: “约28” is not a number as numbers are written here\n"
        "    = write digits and a point only, such as 12.5\n\n"
        "b.xlsx[县发改局]!G7:7:7 GF707 not-a-figure\n"
        "  error: “１” is not a number as numbers are written here\n"
        "    = write: 1\n\n"
        "2 error(s); nothing was written.\n"
    )
    assert not (here / "data/actuals/2026.yaml").exists()


def test_a_year_with_errors_is_not_touched(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["template", "2025", "-o", "a.xlsx"])
    (here / "data/actuals/2025.yaml").write_text("year: 2025\nvalues: x\n", encoding="utf-8")
    assert run(["import", "a.xlsx"]) == 2
    assert capsys.readouterr().err.endswith("data/actuals/2025.yaml has errors to mend first (gongfu check)\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["template", "26", "-o", "a.xlsx"], "“26” is not a year or a month; write 2026, or 2026-06\n"),
        (["template", "2020", "-o", "a.xlsx"], "2020 is not later than the baseline year, 2020\n"),
        (
            ["template", "2026", "-o", "a.doc"],
            "a.doc: this command writes no .doc; it can end in .xlsx, .yaml, .yml\n",
        ),
        (["template", "2026", "-o", "a"], "the file has to end in .xlsx or .yaml: a\n"),
        (["template", "2026"], "say where to write it: -o FILE or --split DIR\n"),
        (["template", "2026", "-o", "a.xlsx", "--split", "b"], "say where to write it: -o FILE or --split DIR\n"),
        (
            ["template", "2026", "--split", "data/indicators.yaml"],
            "data/indicators.yaml cannot be made: a part of its path is a file, not a folder\n",
        ),
        (["template", "2026", "-o", "a.xlsx", "--due", "31/1"], "“31/1” is not a date: write it as 2026-01-31\n"),
        (
            ["template", "2026", "-o", "a.xlsx", "--due", "2026-02-30"],
            "“2026-02-30” is not a date: write it as 2026-01-31\n",
        ),
        (
            ["import", "data/actuals", "--lang", "zh"],
            "跳过 5 个文件：2021.yaml、2022.yaml、2023.yaml、2024.yaml、2025.yaml\ndata/actuals 里没有填报表\n",
        ),
        (["import", "a.xlsx"], "a.xlsx cannot be read: there is no such file\n"),
        (["import", "data/departments.yaml", "--year", "x"], "“x” is not a year or a month; write 2026, or 2026-06\n"),
    ],
)
def test_refusals(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err == sentence


@pytest.mark.parametrize("due", ["2027-01-31", "2027/1/31", "２０２７年１月３１日"])
def test_a_deadline_as_people_write_it(due: str, here: Path) -> None:
    assert run(["template", "2026", "-o", "a.xlsx", "--due", due, "--lang", "zh"]) == 0
    assert load_workbook(here / "a.xlsx")["县发改局"]["A3"].value.startswith("报送截止：2027年1月31日。")


@pytest.mark.parametrize("command", [["score"], ["diff"], ["check"]])
def test_results_as_workbooks(command: list[str], here: Path) -> None:
    assert run([*command, "--format", "xlsx", "-o", "a.xlsx"]) == 0
    assert load_workbook(here / "a.xlsx").sheetnames


def test_the_copy_inside_the_program_is_not_written_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "form.csv").write_text("No.,Actual 2024\n1,24.9\n", encoding="utf-8")
    (tmp_path / "data").rename(tmp_path / "other")
    assert run(["import", "form.csv", "--write", "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("there is no data folder here")
    assert run(["import", "form.csv", "--lang", "en"]) == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_of_very_many_findings_the_first_are_shown(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And how many more there are."""
    rows = "".join(f"x{n},{n}\n" for n in range(2000))
    (tmp_path / "form.csv").write_text(f"编号,2026年实际值\n{rows}", encoding="utf-8")
    assert run(["import", "form.csv", "--lang", lang]) == 2
    said = capsys.readouterr().err
    assert said.count("GF706") == 200
    counted = {
        "zh": "另有 1800 处没有列出。\n2000 个错误，什么也没有写入。\n",
        "en": "1800 more are not shown.\n2000 error(s); nothing was written.\n",
    }
    assert said.endswith(counted[lang])


def test_forms_that_are_imported_at_the_same_time_are_all_in_the_file(tmp_path: Path) -> None:
    """What was said to be written is there, whoever else wrote meanwhile."""
    file = tmp_path / "data" / "actuals" / "2026.yaml"
    for id in map(str, range(1, 13)):
        (tmp_path / f"{id}.csv").write_text(f"编号,2026年实际值\n{id},{id}.25\n", encoding="utf-8")
    for ids in (range(1, 5), range(5, 9), range(9, 13)):
        runs = {id: background("import", f"{id}.csv", "--write") for id in map(str, ids)}
        said = {id: process.communicate(timeout=60)[1] for id, process in runs.items()}
        written = [id for id, process in runs.items() if process.returncode == 0]
        assert all(said[id].endswith("written: data/actuals/2026.yaml\n") for id in written)
        assert [text for id, text in said.items() if id not in written and "run again" not in text] == []
        assert written if sys.platform == "win32" else len(written) == len(ids)
        text = file.read_text(encoding="utf-8")
        assert [id for id in written if not re.search(rf"^  {id}: {id}\.25 ", text, re.MULTILINE)] == []
    assert run(["check"]) == 0


def background(*arguments: str) -> "subprocess.Popen[str]":
    """A run of the program in a process of its own."""
    command = [sys.executable, "-m", "gongfu_cli", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def changed(raw: bytes, n: int) -> bytes:
    """A file with a few bits turned, or cut short: the n-th of a fixed series."""
    chance = random.Random(n)
    content = bytearray(raw)
    for _ in range(chance.choice([1, 3, 30])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content[: chance.randrange(len(content))] if n % 5 == 0 else content)


FORMS = Path(__file__).parent / "returned"


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv"])
def test_a_damaged_form_is_read_or_refused(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0 or 2 with a finding, never a fault of the program, and never its death."""
    run(["template", "2026", "-o", "form.xlsx"])
    fill("form.xlsx", "form.xlsx", G6=28.1, J6="公报")
    (tmp_path / "form.csv").write_text('编号,2026年实际值,数据来源\n1,28.1,"公报"\n2,39,\n', encoding="utf-8")
    for name in ("form.xls", "form.ods"):
        shutil.copy(FORMS / name, tmp_path)
    raw = (tmp_path / f"form.{ending}").read_bytes()
    (tmp_path / "forms").mkdir()
    for n in range(DAMAGED):
        (tmp_path / "forms" / f"{n}.{ending}").write_bytes(changed(raw, n))
        capsys.readouterr()
        assert run(["import", f"forms/{n}.{ending}"]) in (0, 2), n
        assert capsys.readouterr().err


DAMAGED = int(os.environ.get("GONGFU_DAMAGED", "25"))
"""So many damaged files of each kind are tried."""


@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "xls", "et", "ods", "csv"])
@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_form_is_one_clear_finding(
    ending: str, raw: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty file, and the first bytes of an archive and of an old workbook, whatever the file's name."""
    (tmp_path / f"form.{ending}").write_bytes(raw)
    assert run(["import", f"form.{ending}"]) == 2
    code, why = ("GF701", "cannot be read: no xlsx, xls or ods workbook") if raw else ("GF702", "nothing in this file")
    said = capsys.readouterr().err
    assert (said.count(code), said.count("GF"), why in said) == (1, 1, True)


def test_an_error_does_not_hide_who_has_returned(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One wrong cell stops the writing, and what else came back is shown all the same."""
    text = "编号,指标,2026年实际值\n1,人均生产总值,2x\n15,常住人口城镇化率,70.2\n"
    Path("form.csv").write_text(text, encoding="utf-8")
    assert run(["import", "form.csv", "--write", "--lang", "en"]) == 2
    captured = capsys.readouterr()
    assert "GF707" in captured.err and "nothing was written" in captured.err
    assert "Returns for 2026" in captured.out and "filled in: 1 of" in captured.out
    assert not (here / "data/actuals/2026.yaml").exists()
