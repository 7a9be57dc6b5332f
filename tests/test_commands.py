"""Every command through the program's entry point: in both languages, on good, faulty and missing data, in each of its
formats; and what is loaded for the little that needs no data."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from gongfu_cli.cli import output, program
from gongfu_cli.cli.exit_codes import DONE, FOUND, REFUSED
from gongfu_cli.language.phrase import Phrase

Run = Callable[..., tuple[int, str, str]]

PLACE = "data/actuals/2024.yaml:6:6 GF103 not-a-number"
"""The fault of the faulty data: a full-width digit."""
MISSING = Phrase("--data：没有数据文件夹 gone\n", "--data: there is no data folder gone\n")


class End(NamedTuple):
    """How a run ends: its exit code, and what its stdout (or the file it writes) and its stderr say among the rest;
    nothing stands for an empty one."""

    code: int
    out: Phrase | None
    err: Phrase | None


class Case(NamedTuple):
    """A command line, and how it ends on each kind of data; a file that is named `made` is written by it."""

    arguments: Sequence[str]
    good: End
    faulty: End = End(REFUSED, None, Phrase("1 个错误，改好才能算。", "1 error(s) to mend first."))
    missing: End = End(REFUSED, None, MISSING)


def both(text: str) -> Phrase:
    return Phrase(text, text)


def regardless(end: End) -> tuple[End, End, End]:
    """One end for good, faulty and missing data."""
    return end, end, end


GDP = Phrase("人均生产总值", "GDP per capita")
CASES: dict[str, Case] = {
    "score": Case(["2024"], End(DONE, Phrase("评价指标8项：", "8 evaluation indicators:"), None)),
    "diff": Case(["2023", "2024"], End(DONE, Phrase("· 2023年 → 2024年\n\n变化", "· 2023 → 2024\n\nChanges"), None)),
    "explain": Case(
        ["1", "2024"], End(DONE, Phrase("1 人均生产总值（万元） · 2024", "1 GDP per capita (万元) · 2024"), None)
    ),
    "check": Case(
        [],
        End(DONE, Phrase("8 个文件：0 个错误，", "8 files: 0 errors, "), None),
        End(FOUND, Phrase(f"{PLACE}\n  错误：“３.58”", f"{PLACE}\n  error: “３.58”"), None),
    ),
    "trend": Case(["1"], End(DONE, Phrase("· 2022–2025\n\n走势", "· 2022–2025\n\nCourses"), None)),
    "compare": Case(
        ["2024", "data"],
        End(DONE, Phrase("各县对照 · 2024年\n", "Counties side by side · 2024\n"), None),
        End(FOUND, Phrase("没有评价：data\n", "Not scored: data\n"), Phrase(PLACE, PLACE)),
        End(
            FOUND,
            Phrase("没有评价：gone\n", "Not scored: gone\n"),
            Phrase("gone：没有这个文件夹\n", "gone: there is no such folder\n"),
        ),
    ),
    "tables": Case(
        [],
        End(DONE, both("main"), None),
        End(DONE, both("main"), Phrase("这里没有用到它", "it is not used here")),
    ),
    "init": Case(
        ["made", "--name", "岱山县"],
        *regardless(
            End(
                DONE,
                None,
                Phrase(
                    "已写入 made/data 和 made/schemas\n下一步：\n  cd made\n  gongfu check\n",
                    "written: made/data and made/schemas\nNext:\n  cd made\n  gongfu check\n",
                ),
            )
        ),
    ),
    "report": Case(
        ["2024", "-o", "made"],
        End(
            DONE,
            Phrase("<title>临海县共同富裕主要目标指标 · 2024", "<title>Main common-prosperity indicators of Linhai"),
            Phrase("已写入 made\n", "written: made\n"),
        ),
    ),
    "template": Case(
        ["2026", "-o", "made.yaml"],
        End(
            DONE,
            Phrase("：2026年实绩\n# 在冒号后填数", ": actual values for 2026\n# Write the number"),
            Phrase("已写入 made.yaml\n", "written: made.yaml\n"),
        ),
    ),
    "import": Case(
        ["form.csv"],
        End(
            DONE,
            both("\n-  1: 24.86\n+  1: 24.90\n"),
            Phrase("没有写入；加上 --write", "nothing was written; --write"),
        ),
        End(
            REFUSED,
            None,
            Phrase("data/actuals/2024.yaml 有错误，先改好再导入", "data/actuals/2024.yaml has errors to mend first"),
        ),
    ),
    "rule": Case(
        ["GF103"], *regardless(End(DONE, Phrase("数字不是只用半角数字", "A number is not written in plain"), None))
    ),
    "schema": Case(["targets"], *regardless(End(DONE, both('"title": "gongfu targets"'), None))),
}


@pytest.fixture(autouse=True)
def form(data: Path) -> None:
    """A returned form, for `import`."""
    Path("form.csv").write_text("No.,Actual 2024\n1,24.90\n", encoding="utf-8")


def faulty(data: Path) -> None:
    path = data / "actuals" / "2024.yaml"
    text = path.read_text(encoding="utf-8")
    assert "  2: 3.58" in text
    path.write_text(text.replace("  2: 3.58", "  2: ３.58"), encoding="utf-8")


def written() -> str:
    """What a command wrote into the file `made`."""
    return "".join(path.read_text(encoding="utf-8") for path in Path().glob("made*") if path.is_file())


def assert_end(run: tuple[int, str, str], end: End, lang: str) -> None:
    code, out, err = run
    assert code == end.code, err
    for text, part in ((out + written(), end.out), (err, end.err)):
        assert (part[lang == "en"] in text) if part else text == ""


def test_every_command_is_here() -> None:
    assert list(CASES) == list(program.COMMANDS)


both_languages = pytest.mark.parametrize("lang", ["zh", "en"])
every_command = pytest.mark.parametrize("command", CASES)


@both_languages
@every_command
def test_on_good_data(gongfu: Run, command: str, lang: str) -> None:
    assert_end(gongfu(command, *CASES[command].arguments, "--lang", lang), CASES[command].good, lang)


@both_languages
@every_command
def test_on_faulty_data(gongfu: Run, data: Path, command: str, lang: str) -> None:
    faulty(data)
    assert_end(gongfu(command, *CASES[command].arguments, "--lang", lang), CASES[command].faulty, lang)


@both_languages
@every_command
def test_without_data(gongfu: Run, command: str, lang: str) -> None:
    run = gongfu(command, *CASES[command].arguments, "--lang", lang, "--data", "gone")
    assert_end(run, CASES[command].missing, lang)


@every_command
def test_as_a_process(data: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gongfu_cli", command, *CASES[command].arguments, "--lang", "zh"],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert_end((done.returncode, done.stdout, done.stderr), CASES[command].good, "zh")


# Formats

STARTS = {
    "table": "含示例数据",
    "markdown": "**含示例数据",
    "json": "{\n",
    "csv": "\ufeffid,",
    "compare csv": "\ufefffolder,",
    "xlsx": "PK",
    "parquet": "PAR1",
    "text": "data/actuals/2022.yaml:4:1 GF501 not-reported\n",
    "concise": "data/actuals/2022.yaml:4:1 GF501 not-reported 警告",
    "github": "::warning file=data/actuals/2022.yaml",
    "junit": "<?xml",
    "sarif": '{\n  "$schema"',
}
FORMATS = {
    name: list(import_module(f"gongfu_cli.cli.commands.{name}").FORMATS)
    for name in ("score", "diff", "explain", "check", "trend", "compare")
}


@pytest.mark.parametrize(("command", "format"), [(name, format) for name in FORMATS for format in FORMATS[name]])
def test_every_format_is_its_own(gongfu: Run, command: str, format: str) -> None:
    asked = [command, *CASES[command].arguments, "--lang", "zh", "--format", format]
    assert gongfu(*asked, "--output", "made") == (DONE, "", "已写入 made\n")
    assert Path("made").read_bytes().startswith(STARTS.get(f"{command} {format}", STARTS[format]).encode())
    code, out, err = gongfu(*asked)
    if format in ("xlsx", "parquet"):
        assert (code, out, err) == (REFUSED, "", f"--format {format} 要用 --output 写入文件\n")
    else:
        assert (code, err) == (DONE, "")
        assert out.encode() == Path("made").read_bytes().removeprefix("\ufeff".encode())


@pytest.mark.parametrize("command", FORMATS)
def test_no_other_format(gongfu: Run, command: str) -> None:
    code, out, err = gongfu(command, *CASES[command].arguments, "--lang", "en", "--format", "pdf")
    known = ", ".join(FORMATS[command])
    assert (code, out, err) == (REFUSED, "", f"there is no output format “pdf”. It is one of: {known}\n")


def test_the_commands_that_score_have_the_same_formats() -> None:
    common = {command: names for command, names in FORMATS.items() if command != "check"}
    assert common.pop("compare") == [*output.FORMATS, "parquet"]
    assert all(names == list(output.FORMATS) for names in common.values())


# Streams that cannot be written

posix = pytest.mark.skipif(os.name != "posix", reason="a POSIX shell is needed")
CLOSED = Phrase("结果无法输出：已经关闭\n", "the result cannot be written: it is closed\n")
FULL = Phrase("结果无法输出：磁盘已满\n", "the result cannot be written: the disk is full\n")
PAGES = [["-h"], ["--version"], ["score", "-h"], ["help", "check"], []]


def in_shell(arguments: Sequence[str], redirection: str) -> tuple[int, str, str]:
    """The program as a process whose streams a shell redirects."""
    command = ["sh", "-c", f'"$@" {redirection}', "sh", sys.executable, "-m", "gongfu_cli", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def lang_of(n: int) -> str:
    """The two languages in turn: every process takes its time."""
    return ("zh", "en")[n % 2]


@posix
@every_command
def test_a_closed_stdout_is_a_sentence(data: Path, command: str) -> None:
    """Unless the result goes into a file."""
    lang = lang_of(len(command))
    ended = in_shell([command, *CASES[command].arguments, "--lang", lang], ">&-")
    if command in ("init", "report", "template"):
        assert_end(ended, CASES[command].good, lang)
    else:
        assert ended == (REFUSED, "", CLOSED[lang == "en"])


@posix
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_a_closed_stdout_is_a_sentence_for_help_too(data: Path, page: list[str]) -> None:
    assert in_shell(["--lang", "zh", *page], ">&-") == (REFUSED, "", CLOSED.zh)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("page", [["score", "2024"], ["check"], *PAGES], ids=" ".join)
def test_a_full_disk_is_a_sentence(data: Path, page: list[str]) -> None:
    assert in_shell(["--lang", "en", *page], ">/dev/full") == (REFUSED, "", FULL.en)


@posix
@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    "arguments", [["score", "2024"], ["report", "-o", "made"], ["score", "zzz"], ["-h"]], ids=" ".join
)
def test_where_nothing_can_be_told_all_else_is_as_ever(data: Path, arguments: list[str], redirection: str) -> None:
    """A closed stderr sends no note to stdout."""
    if redirection != "2>&-" and not Path("/dev/full").exists():
        pytest.skip("no full device here")
    code, out, _ = in_shell(arguments, "")
    assert in_shell(arguments, redirection) == (code, out, "")


@posix
def test_with_both_closed_the_exit_code_is_left(data: Path) -> None:
    assert in_shell(["score", "2024"], ">&- 2>&-") == (REFUSED, "", "")
    assert in_shell(["score", "2024", "-o", "made"], ">&- 2>&-") == (DONE, "", "")
    assert in_shell(["zzz"], ">&- 2>&-") == (REFUSED, "", "")


# What is loaded

LIGHT = {"cli", "language"}
HEAVY = {"pydantic", "yaml", "rich", "jinja2", "xlsxwriter"}
SCRIPT = """
import sys
from gongfu_cli.cli.program import run
try:
    run(sys.argv[1:])
finally:
    print(*sys.modules, file=sys.stderr)
"""


def loaded(*arguments: str, **environment: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | environment,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return set(done.stderr.splitlines()[-1].split())


def completing(line: str) -> dict[str, str]:
    return {"_GONGFU_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}


@pytest.mark.parametrize(
    ("arguments", "line", "commands"),
    [
        (["--version"], "", set()),
        (["--help"], "", set()),
        ([], "", set()),
        (["zzz"], "", set()),
        (["score", "--help"], "", {"score"}),
        (["check", "--help"], "", {"check"}),
        (["score", "--zzz"], "", {"score"}),
        ([], "gongfu sc", set()),
        ([], "gongfu --la", set()),
        ([], "gongfu score --for", {"score"}),
        ([], "gongfu score --format j", {"score"}),
        ([], "gongfu score --standing b", {"score"}),
    ],
)
def test_only_the_command_that_is_asked_for_is_loaded(
    data: Path, arguments: list[str], line: str, commands: set[str]
) -> None:
    names = loaded(*arguments, **(completing(line) if line else {}))
    package = {name.removeprefix("gongfu_cli.") for name in names if name.startswith("gongfu_cli.")}
    assert {name.partition(".")[0] for name in package} == LIGHT
    assert {name.rpartition(".")[2] for name in package if name.startswith("cli.commands.")} == commands
    assert not names & HEAVY


def test_plug_ins_of_pydantic_are_not_looked_for(data: Path) -> None:
    """What the search loads takes a twelfth of every command, and there are none."""
    command = [sys.executable, "-X", "importtime", "-m", "gongfu_cli", "score", "2024", "-o", "score.txt"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "pydantic.main" in names
    assert not names & {"importlib.metadata", "zipfile"}
