"""`gongfu template` and `gongfu import` from end to end."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from gongfu_cli.cli.program import run

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONGFU_LANG", "en")
    monkeypatch.delenv("GONGFU_DATA", raising=False)
    return tmp_path


def fill(form: str, to: str, **cells: object) -> None:
    book = load_workbook(form)
    for cell, value in cells.items():
        book["县发改局"][cell] = value
    book.save(to)


def test_from_the_form_to_the_scorecard(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "zh", "template", "2026", "-o", "表.xlsx"]) == 0
    fill("表.xlsx", "回.xlsx", F5=28.1, H5="已公布", I5="公报")
    assert run(["import", "回.xlsx"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("--- /dev/null\n+++ data/actuals/2026.yaml\n")
    assert "+  1: {value: 28.10, status: published, source: 公报}  # " in shown.out
    assert shown.err.endswith("nothing was written; --write writes it\n")
    assert not (here / "data/actuals/2026.yaml").exists()
    assert run(["import", "回.xlsx", "--write"]) == 0
    assert run(["import", "回.xlsx", "--write"]) == 0
    assert capsys.readouterr().err.endswith("data/actuals/2026.yaml: nothing changes\n")
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
    fill("a.xlsx", "b.xlsx", F5=27.4)
    assert run(["import", "b.xlsx", "--write"]) == 0
    captured = capsys.readouterr()
    assert "-  1: 27.38        # 人均生产总值\n+  1: 27.40        # 人均生产总值\n" in captured.out
    new = (here / "data/actuals/2025.yaml").read_text(encoding="utf-8")
    assert new == old.replace("1: 27.38 ", "1: 27.40 ")


def test_findings_stop_the_import(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["template", "2026", "-o", "a.xlsx"])
    fill("a.xlsx", "b.xlsx", F5="约28", F6="１")
    assert run(["import", "b.xlsx", "--write"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "written: a.xlsx\n"
        "b.xlsx[县发改局]!F5:5:6 GF707 not-a-figure\n"
        "  error: “约28” is not a number as numbers are written here\n"
        "    = write digits and a point only, such as 12.5\n\n"
        "b.xlsx[县发改局]!F6:6:6 GF707 not-a-figure\n"
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
        (["template", "26", "-o", "a.xlsx"], "“26” is not a year; write four digits, as 2026\n"),
        (["template", "2020", "-o", "a.xlsx"], "2020 is not later than the baseline year, 2020\n"),
        (
            ["template", "2026", "-o", "a.doc"],
            "a.doc: this command writes no .doc; it can end in .xlsx, .yaml, .yml\n",
        ),
        (["template", "2026", "-o", "a"], "the file has to end in .xlsx or .yaml: a\n"),
        (["import", "a.xlsx"], "a.xlsx cannot be read: there is no such file\n"),
        (["import", "data/departments.yaml", "--year", "x"], "“x” is not a year; write four digits, as 2026\n"),
    ],
)
def test_refusals(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err == sentence


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
