"""What the shell is offered: words, and the ids, years, departments and categories of the data folder."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gongfu_cli.cli.program import run

Complete = Callable[[str], list[str]]

IDS = ["1", "2", "3", "4", "5.1", "5.2", "6", "7", "8", "9"]
YEARS = ["2022", "2023", "2024", "2025"]


@pytest.fixture
def complete(capsys: pytest.CaptureFixture[str], data: Path, monkeypatch: pytest.MonkeyPatch) -> Complete:
    """What bash is offered for a line of which the last word is being typed."""

    def offered(line: str) -> list[str]:
        words = line.split(" ")
        monkeypatch.setenv("_GONGFU_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run([])
        out, err = capsys.readouterr()
        assert (ended.value.code, err) == (0, "")
        return out.split("\n")[:-1] if out.strip() else []

    return offered


CASES: dict[str, list[str]] = {
    "gongfu scor": ["score"],
    "gongfu d": ["diff"],
    "gongfu score ": YEARS,
    "gongfu score 2022": ["2022"],
    "gongfu score 3": [],
    "gongfu diff 20": YEARS,
    "gongfu diff 2023 20": YEARS,
    "gongfu explain ": IDS,
    "gongfu compare 20": YEARS,
    "gongfu compare d": [],
    "gongfu compare 2024 ": [],
    "gongfu compare 2024 data --indicator 5": ["5.1", "5.2"],
    "gongfu compare 2024 data --table m": ["main"],
    "gongfu compare --sort ": ["given", "title", "gap", "rate", "attainment", "coverage", "worst", "actual"],
    "gongfu compare --format p": ["parquet"],
    "gongfu explain 5": ["5.1", "5.2"],
    "gongfu explain 5.1 202": YEARS,
    "gongfu score --department ": ["县发改局", "县人社局", "县民政局", "县民社局", "县统计局", "县市监局"],
    "gongfu score --department 县民": ["县民政局", "县民社局"],
    "gongfu diff --department 县统": ["县统计局"],
    "gongfu score --category ": ["经济高质量发展", "社会和谐和睦"],
    "gongfu diff --category 社": ["社会和谐和睦"],
    "gongfu score --standing no": ["no_data", "no_reference", "not_due"],
    "gongfu score --standing achieved --standing b": ["behind"],
    "gongfu score --attribute o": ["observation"],
    "gongfu score --path ": ["linear", "step"],
    "gongfu score --targets l": ["latest"],
    "gongfu score --show s": ["summary"],
    "gongfu score --fail-on ": ["gap", "regressed", "no_data"],
    "gongfu score --lang ": ["zh", "en"],
    "gongfu --lang z": ["zh"],
    "gongfu explain 1 --format j": ["json"],
    "gongfu score --fail": ["--fail-on"],
    "gongfu --lang zh score --category 经": ["经济高质量发展"],
    "gongfu --version sco": ["score"],
    "gongfu help sco": ["score"],
    "gongfu score --format ": ["table", "json", "csv", "markdown", "xlsx"],
    "gongfu rule GF50": ["GF501", "GF502", "GF503", "GF504"],
    "gongfu check --select GF60": ["GF601", "GF602"],
    "gongfu check --format s": ["sarif"],
    "gongfu schema ": ["indicators", "targets", "actuals", "departments"],
}


@pytest.mark.parametrize("line", CASES)
def test_what_is_offered(complete: Complete, line: str) -> None:
    assert complete(line) == CASES[line]


@pytest.fixture
def other(data: Path) -> Path:
    """Another data folder beside the first, with ids, years and names of its own."""
    folder = data.parent / "other"
    shutil.copytree(data, folder)
    for name, old, new in (
        ("indicators.yaml", "id: 9", "id: A9"),
        ("indicators.yaml", "社会和谐和睦", "海岛"),
        ("departments.yaml", "县统计局", "区统计局"),
    ):
        file = folder / name
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (folder / "actuals" / "2025.yaml").rename(folder / "actuals" / "2031.yaml")
    return folder


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("gongfu explain --data other A", ["A9"]),
        ("gongfu explain --data=other A", ["A9"]),
        ("gongfu score --data other 203", ["2031"]),
        ("gongfu diff --data other 2022 203", ["2031"]),
        ("gongfu score --data other --department 区", ["区统计局"]),
        ("gongfu score --data other --category 海", ["海岛"]),
        ("gongfu score 203", []),
        ("gongfu compare 2031 other --indicator A", ["A9"]),
        ("gongfu compare other data --indicator A", ["A9"]),
        ("gongfu compare data other --indicator A", []),
        ("gongfu compare --data other --indicator A", ["A9"]),
        ("gongfu compare 2031 gone --indicator 1", []),
        ("gongfu compare --indicator 1", ["1"]),
        ("gongfu compare 2024 --indicator 1", ["1"]),
    ],
)
def test_of_the_data_folder_that_is_named(complete: Complete, other: Path, line: str, expected: list[str]) -> None:
    assert complete(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("gongfu score --table l", ["levers"]),
        ("gongfu score --table levers 203", ["2031"]),
        ("gongfu score --table all 203", []),
        ("gongfu trend --table levers A", ["A9"]),
        ("gongfu score --table levers --category 海", ["海岛"]),
        ("gongfu explain levers:A", ["levers:A9"]),
        ("gongfu explain main:7", ["main:7"]),
        ("gongfu explain nothing:", []),
        ("gongfu compare 2024 other --table t", ["tasks"]),
        ("gongfu compare data --table t", []),
    ],
)
def test_of_the_table_that_is_named(complete: Complete, other: Path, line: str, expected: list[str]) -> None:
    shutil.copytree(other, other.parent / "data" / "tables" / "levers")
    shutil.copytree(other.parent / "data", other / "tables" / "tasks")
    assert complete(line) == expected


def test_of_the_data_folder_in_the_environment(
    complete: Complete, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGFU_DATA", "other")
    assert complete("gongfu score 203") == ["2031"]
    assert complete("gongfu score --data data 203") == []


def test_nothing_is_offered_without_data(complete: Complete, data: Path) -> None:
    assert complete("gongfu score --data gone 20") == []
    (data.parent / "empty").mkdir()
    assert complete("gongfu explain --data empty ") == []
    assert complete("gongfu score --data data/indicators.yaml 20") == []


@pytest.mark.parametrize("file", ["indicators.yaml", "departments.yaml", "actuals/2024.yaml"])
@pytest.mark.parametrize("text", ["[", "", "a: 1", "- b", "indicators: 1\ncategories: 2\ndepartments: 3\n"], ids=repr)
def test_faulty_data_break_nothing(complete: Complete, data: Path, file: str, text: str) -> None:
    (data / file).write_text(text, encoding="utf-8")
    for line in ("explain ", "score --department ", "score --category "):
        complete(f"gongfu {line}")
    assert complete("gongfu score 20") == YEARS


def test_without_a_register_the_bodies_of_the_table_are_offered(complete: Complete, data: Path) -> None:
    (data / "departments.yaml").unlink()
    assert complete("gongfu score --department 县发") == ["县发改局", "县发改委"]


def test_what_is_offered_is_taken(complete: Complete, capsys: pytest.CaptureFixture[str], data: Path) -> None:
    offers = {option: complete(f"gongfu score {option} ") for option in ("--department", "--category", "--standing")}
    ids = complete("gongfu explain ")
    os.environ.pop("_GONGFU_COMPLETE")
    for option, words in offers.items():
        assert words
        for word in words:
            assert run(["score", "2024", option, word]) == 0
    for id in ids:
        assert run(["explain", id, "2024"]) == 0
    capsys.readouterr()


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_through_bash(data: Path) -> None:
    program = Path(sys.executable).with_name("gongfu")
    if not program.exists():
        pytest.skip("the program is not installed beside this Python")
    script = f"""
        export PATH={program.parent}:$PATH
        eval "$(_GONGFU_COMPLETE=source_bash gongfu)"
        COMP_WORDS=(gongfu explain --data data 5); COMP_CWORD=4
        _gongfu_completion gongfu
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout.split(), done.stderr) == (["5.1", "5.2"], "")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_the_names_too(
    capsys: pytest.CaptureFixture[str], data: Path, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    monkeypatch.setenv("_GONGFU_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "gongfu explain 5")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    with pytest.raises(SystemExit):
        run([])
    out = capsys.readouterr().out
    assert "5.1" in out
    assert "公众食品和药品满意度" in out


RUN = "$(touch ran)"


def rename(data: Path, file: str, old: str, new: str) -> None:
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("id", [RUN, "`touch ran`", "9;touch ran", "9 9", "9&", "*"])
def test_an_id_that_a_shell_would_run_is_not_offered(complete: Complete, data: Path, id: str) -> None:
    rename(data, "indicators.yaml", "id: 9", f"id: '{id}'")
    assert complete("gongfu explain ") == IDS[:-1]


@pytest.mark.parametrize("option", ["--department", "--category"])
@pytest.mark.parametrize("name", [RUN, "`touch ran`", "甲;touch ran", "甲 乙", 'a"b', "a|b", "~", "!!"])
def test_nor_is_a_name(complete: Complete, data: Path, option: str, name: str) -> None:
    """Shells put a word that is offered into the line as it is."""
    offered = complete(f"gongfu score {option} ")
    rename(data, "departments.yaml", "name: 县统计局", f"name: '{name}'")
    rename(data, "indicators.yaml", "{name: 社会和谐和睦", f"{{name: '{name}'")
    left = {"县统计局", "社会和谐和睦"}
    assert complete(f"gongfu score {option} ") == [word for word in offered if word not in left]


@pytest.mark.parametrize("name", ["县发改局（县统计局）", "A-1_b.c", "甲、乙", "第1%", "x:y/z+w@v", "“引”"])
def test_other_names_are(complete: Complete, data: Path, name: str) -> None:
    rename(data, "departments.yaml", "name: 县统计局", f"name: '{name}'")
    assert name in complete("gongfu score --department ")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_name_beside_an_id_is_shown_and_not_run(
    capsys: pytest.CaptureFixture[str], data: Path, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    rename(data, "indicators.yaml", "name: 群众安全感满意度", f"name: '{RUN} `touch ran`'")
    monkeypatch.setenv("_GONGFU_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "gongfu explain 9")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    with pytest.raises(SystemExit):
        run([])
    out = capsys.readouterr().out
    assert out.startswith(('_arguments \'*: :(("9"', "9"))
    if shell == "zsh":  # the script evaluates what it is given
        assert r"\$(touch ran) \`touch ran\`" in out
    assert not Path("ran").exists()
