"""Illustrative data are marked wherever they are shown: by every command, in every format, in both languages."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from gongfu_cli.cli import output, program
from gongfu_cli.cli.commands import check
from gongfu_cli.cli.exit_codes import DONE

Run = Callable[..., tuple[int, str, str]]

LABEL = re.compile(
    "含示例数据|示例，非官方|示例数据，非官方|示例值，非官方|（示例）"
    "|Contains illustrative data: not official|(?<!file are )illustrative, not official|illustrative values?, not"
    '|\\(illustrative\\)|status": "illustrative"|,illustrative,|"ruleId": "GF503"'
)
"""On screens and pages and in forms; in JSON, CSV and findings (SARIF describes the rule, found or not)."""
SCORED = (["score", "2024"], ["diff", "2024", "2025"], ["trend"], ["explain", "5.1", "2025"])
"""Results that show the one illustrative value, as that of the year or as an earlier one."""
CASES: Sequence[Sequence[str]] = [
    *([*command, "--format", name] for command in SCORED for name in output.FORMATS),
    *(["score", "2025", "--format", name] for name in output.FORMATS if name != "json"),  # its `previous` is fixed
    ["score", "2024", "--show", "summary"],
    ["score", "2024", "--show", "departments"],
    ["score", "2024", "--category", "Economy"],
    ["trend", "5.1"],
    *(["check", "--format", name] for name in check.FORMATS),
    ["check", "--notes"],
    ["report", "2024"],
    ["report", "2025"],
    ["template", "2025", "--output", "made.yaml"],
    ["template", "2025", "--output", "made.xlsx"],
    ["import", "form.csv"],
    ["compare", "2024", "data"],
]
WITHOUT_DATA = {"init", "rule", "schema", "tables"}
"""Commands that show no data of the folder; that `init` marks its own is tested with it."""


@pytest.fixture(autouse=True)
def form(data: Path) -> None:
    """A returned form, for `import`."""
    Path("form.csv").write_text("No.,Actual 2024\n1,24.9\n", encoding="utf-8")


def made_by(gongfu: Run, arguments: Sequence[str], lang: str) -> str:
    """What a command shows on its screens, or writes into a file."""
    to_file = ["--output", "made"] if "xlsx" in arguments or arguments[0] == "report" else []
    code, out, err = gongfu(*arguments, *to_file, "--lang", lang)
    assert code == DONE, err
    made = next(Path().glob("made*"), None)
    if made is None:
        return out + err
    if not made.read_bytes().startswith(b"PK"):
        return made.read_text(encoding="utf-8")
    book = CalamineWorkbook.from_path(str(made))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\n".join(str(cell) for row in rows for cell in row)


def test_every_command_that_shows_data_is_here() -> None:
    assert {arguments[0] for arguments in CASES} == set(program.COMMANDS) - WITHOUT_DATA


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("arguments", CASES, ids=" ".join)
def test_every_file_and_screen_says_so(gongfu: Run, arguments: Sequence[str], lang: str) -> None:
    """“Every file, screen and page that shows them says so.”"""
    assert LABEL.search(made_by(gongfu, arguments, lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("arguments", CASES, ids=" ".join)
def test_none_says_so_of_other_data(gongfu: Run, data: Path, arguments: Sequence[str], lang: str) -> None:
    path = data / "actuals" / "2024.yaml"
    text = path.read_text(encoding="utf-8")
    assert "status: illustrative, source: 示例," in text
    path.write_text(text.replace("status: illustrative, source: 示例,", ""), encoding="utf-8")
    assert not LABEL.search(made_by(gongfu, arguments, lang))
