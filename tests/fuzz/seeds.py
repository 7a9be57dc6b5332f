"""What each target begins with, and the words of which more is made."""

import csv
import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import xlsxwriter
from samples import COUNTY, FORM, county

from gongfu_cli.book.wording import KNOWN
from gongfu_cli.checks.pages import pages
from gongfu_cli.cli.program import COMMANDS

TESTS = Path(__file__).resolve().parent.parent
SUITE = "YAML_TEST_SUITE"
"""The variable that names a checkout of the branch `data` of github.com/yaml/yaml-test-suite."""
FILES = ("indicators.yaml", "targets_2022_2025.yaml", "actuals/2025.yaml", "departments.yaml")
"""One of each kind of data file, of the county of docs/county."""
_KINDS = [file[:7] for file in FILES]
PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "content.xml", "xl/styles.xml")
"""Parts of a workbook that are replaced."""
TABLE = """嵊泗县共同富裕指标,,,,,,,
指标,单位,基期,2022年,2025年,属性,责任部门,备注
一、经济高质量发展,,,,,,,
人均生产总值,万元,16.94,18,21,评价指标,"县发改局、县统计局",
常住人口城镇化率,%,65%,68%,70%以上,评价指标,县发改局（牵头）、县建设局,按常住人口
每千人口拥有床位,张,预计5,——,保持稳定,观察指标,县卫健局,
"""
"""A county's table."""
RETURNED = """填报单位：县发改局,,,,,,
编号,指标,2024年实际值,考核结论,数据状态,数据来源,说明
1,人均生产总值,20.5,,已公布,统计年鉴,
8,居民人均可支配收入,"66,000",,初步,,
15,常住人口城镇化率,——,,,,未调查
"""
"""A form that comes back."""
MARKS = [":", ": ", "- ", "[", "]", "{", "}", "'", '"', "#", ",", "\n", "  ", "\t", "\u3000", "\r", "\r\n", "\\"]
MARKS += [
    "&a",
    "*a",
    "!!str",
    "|",
    ">",
    "? ",
    "|-\n",
    ">2+\n",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "<<",
    '"\\\n',
    "&",
    "!",
]
MARKS += ["——", "预计5", "70", "0", "-1", "1e9", "12,500", "9" * 30, "≥70", "保持稳定", "完成", "met", "illustrative"]
MARKS += ["2024", "2025", "month: 6\n", "# gongfu: ignore[GF301] 理由", "falling", "keep stable", "timing: count\n"]
MARKS += ["６７．４", "１，２３４", "－", "达到 70", "\ufeff", "\u200b", "发改局", "\xa0"]
"""What is put into files."""


FIRST = [*COMMANDS, "help", "--help"]
_OPTIONS = (
    "--show --department --category --standing --attribute --sort --path --targets --format -o --output --fail-on "
    "--data --table --lang --help -h --version --all --strict --notes --select --ignore --forbid --fix --diff "
    "--months --year --write --split --due --template --name --from --"
)
_VALUES = (
    "2020 2023 2024 2025 2026 2024-06 2025-13 ２０２４ 2024Q2 0 -1 99999999999999999999 1 8 15 19 20.1 县发改局 发改局 "
    "gap gaps summary indicators departments behind regressed no_data into_gap linear step latest 2022-01-01 "
    "2025-02-28 2025-02-30 table json csv markdown xlsx concise github junit sarif text yaml main all levers zh en fr "
    "published illustrative GF GF3 GF103 not-a-number out.json out.csv out.xlsx out.html out.docx out.md out.txt "
    "out.xml out.sarif out.yaml out data data/actuals data/actuals/2024.yaml data/indicators.yaml form.csv table.csv "
    "form.xlsx new ../up.json missing/out.json . - / actuals observation shortfall department rule GF999 score"
)
OPTIONS = _OPTIONS.split()
VALUES = [
    *_VALUES.split(),
    "",
    " ",
    "\0",
    "\x1b[31m",
    "[a]",
    ":star:",
    "=1+1",
    "\ud800",
    "{",
    "'",
    "\u202e",
    "a\nb",
    "*",
]
VALUES += ["县" * 300, "-o=out.json", "--format=json"]
"""The arguments that are drawn: a command, then options and values in any order."""
_CALLS = """
score 2024 --show gaps --sort shortfall
score 2025 -o out.xlsx
score --format json --table all
score 2024 --format csv --department 县发改局
score 2024-06 --format markdown
diff 2023 2024 --all
diff --format json --fail-on into_gap
explain 8 2024
explain 1 --format json
check --strict --notes
check --fix
check --diff
check --format sarif --select GF3
check --format junit -o out.xml
check --format github data/indicators.yaml
check -o out.xlsx
trend 1 8 --months
trend --format csv
tables --format json
init new
init new --from table.csv --name 县发改局
report 2024 -o out.html
report 2025 -o out.docx
report --split out
template 2026 -o out.xlsx --due 2025-02-28
template 2026 -o out.yaml
template 2025 --split out
import form.csv
import form.csv --write
import . --year 2024
rule GF103
schema actuals -o out.json
help score
--help
"""
"""Calls that do something."""
_EDITS = ((0,), (0, 1), (1, 3, 0, 40, 1, 21), (2, 4, 1, 9, 0, 24, 0, 7, 1, 2, 3))
"""How many marks go into which file, and where; in what surroundings."""


def _suite() -> Iterator[bytes]:
    """The documents of the YAML test suite, where it is at hand."""
    if folder := os.environ.get(SUITE):
        found = sorted(Path(folder).rglob("in.yaml"))
        assert found, f"{SUITE} names no checkout of the branch `data` of yaml-test-suite"
        yield from (path.read_bytes() for path in found)


def _samples(*endings: str) -> Iterator[tuple[str, bytes]]:
    """The files of the rules' samples whose names end so."""
    for page in pages():
        for sample in (*page.bad, *page.good):
            files = county([file for file in sample if file.note != "larger than 16 MiB"])
            names = [file.name for file in sample if file.name.endswith(endings)]
            yield from ((name, files[name]) for name in names if name in files)


def _yaml() -> Iterator[bytes]:
    yield from _suite()
    yield from (raw for _, raw in _samples(".yaml"))


def _folder() -> Iterator[bytes]:
    """Files behind a byte that says of which kind they are."""
    for name, raw in [*_samples(".yaml"), *((name, text.encode()) for name, text in COUNTY.items())]:
        if name[:7] in _KINDS:
            yield bytes([_KINDS.index(name[:7])]) + raw
    yield from (bytes([n % len(FILES)]) + raw for n, raw in enumerate(_suite()))


def _words() -> Iterator[bytes]:
    yield from (form.encode() for forms in KNOWN.values() for form in forms)
    for text in [
        "预计55",
        "１，２３４",
        "1,234.5",
        "12.50 元",
        "+5",
        "1e3",
        "70%",
        "2021年11月9日",
        "true",
        "2024Q2",
        "2025-06",
    ]:
        yield text.encode()


def _comments() -> Iterator[bytes]:
    yield from (raw for _, raw in _samples(".yaml") if b"gongfu" in raw.lower())


def _forms() -> Iterator[bytes]:
    """Files behind a c, to be read as CSV, or a w, with the cells of a workbook."""
    for raw in (RETURNED.encode(), *(raw for name, raw in _samples(*FORM) if not name.startswith("指标表"))):
        yield from (b"c" + raw, b"w" + raw)


def _county() -> Iterator[bytes]:
    for raw in (TABLE.encode(), *(raw for _, raw in _samples("指标表.csv"))):
        yield from (b"c" + raw, b"w" + raw, b"w" + raw.replace(b",,", b",[1x1],"))


def _merge() -> Iterator[bytes]:
    yield b"{year: 2025, ? status: published, values: {? 15, 8: {value: 5 # five\n}}}"
    yield b"year: 2025\nstatus: published\nvalues:\n  ? 15\n  ? 8\n  : |-\n    5\n  19: {}\n"
    yield from (raw for name, raw in _samples(".yaml") if name.startswith("actuals"))
    yield from (text.encode() for name, text in COUNTY.items() if name.startswith("actuals"))
    yield from (path.read_bytes() for path in sorted((TESTS.parent / "data" / "actuals").iterdir()))


def _workbook() -> dict[str, bytes]:
    """The parts of a workbook of each kind."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_numbers": True}) as made:
        sheet = made.add_worksheet("附件1")
        for n, row in enumerate(csv.reader(io.StringIO(TABLE))):
            sheet.write_row(n, 0, row)
        sheet.write_formula("J3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("J4", "=A1", None, "")
        sheet.merge_range("A8:B9", "甲")
    parts: dict[str, bytes] = {}
    for content in (stream.getvalue(), (TESTS / "returned" / "form.ods").read_bytes()):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts |= {name: archive.read(name) for name in archive.namelist()}
    return parts


WORKBOOK = _workbook()


def _sheets() -> Iterator[bytes]:
    """Parts of a workbook behind a digit that says which they are."""
    yield from (str(n).encode() + WORKBOOK[name] for n, name in enumerate(PARTS))


def _workbooks() -> Iterator[bytes]:
    yield from _sheets()
    yield from (b"-" + path.read_bytes() for path in sorted((TESTS / "returned").iterdir()))


def _commands() -> Iterator[bytes]:
    """Choices: arguments, then edits."""
    for call in filter(None, _CALLS.split("\n")):
        first, *more = call.split()
        for language in ([], ["--lang", "zh"]):
            choices = [FIRST.index(first), len(more) + len(language)]
            for word in (*more, *language):
                choices += [1, OPTIONS.index(word)] if word in OPTIONS else [0, VALUES.index(word)]
            yield from (bytes([*choices, *edit]) for edit in _EDITS)


SEEDS: Mapping[str, Callable[[], Iterator[bytes]]] = {
    "yaml": _yaml,
    "folder": _folder,
    "repair": _folder,
    "words": _words,
    "comments": _comments,
    "forms": _forms,
    "merge": _merge,
    "county": _county,
    "sheets": _sheets,
    "workbooks": _workbooks,
    "commands": _commands,
}
"""The seeds of each target."""
WORDS: Sequence[str] = sorted(
    {*MARKS, *(form for known in KNOWN.values() for form in known)}
    | {
        word
        for text in (*COUNTY.values(), TABLE, RETURNED)
        for word in re.findall(r"[A-Za-z_]{3,}|[\u4e00-\u9fff]{2,8}", text)
    }
)
"""What files are put together from."""
