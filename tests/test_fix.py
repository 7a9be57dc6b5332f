"""`gongfu check --fix` repairs what has exactly one right answer, byte for byte, and touches nothing else."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import COUNTY

from gongfu_cli.book.folder import Folder, again, load
from gongfu_cli.checks import fix
from gongfu_cli.checks.fix import repaired
from gongfu_cli.checks.run import everything
from gongfu_cli.cli.program import run
from gongfu_cli.source import reading

DATA = Path(__file__).resolve().parent.parent / "data"
TABLE = "indicators.yaml"
TARGETS = "targets_2022_2025.yaml"
REGISTER = "departments.yaml"
OF_2024 = "actuals/2024.yaml"
OF_2025 = "actuals/2025.yaml"


class County:
    """The county of the pages in `data/` of the working folder, and `gongfu check` run on it."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        for file, text in COUNTY.items():
            self.write(file, text.encode())

    def write(self, file: str, content: bytes) -> None:
        path = Path("data") / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def edit(self, file: str, old: str, new: str) -> None:
        content = self.read(file)
        assert old.encode() in content
        self.write(file, content.replace(old.encode(), new.encode(), 1))

    def read(self, file: str) -> bytes:
        return (Path("data") / file).read_bytes()

    def files(self) -> dict[str, bytes]:
        return {path.as_posix(): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}

    def run(self, *arguments: str, lang: str = "en") -> tuple[int, str, str]:
        code = run(["check", *arguments, "--lang", lang])
        shown = self.capsys.readouterr()
        return code, shown.out, shown.err


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[County]:
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "GONGFU_DATA", "GONGFU_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    yield County(capsys)


# What is repaired


@pytest.mark.parametrize(
    ("file", "old", "new", "fixed"),
    [
        (OF_2024, "67.4", "６７.4", "67.4"),
        (OF_2024, "67.4", "６７．４", "67.4"),
        (OF_2024, "67.4", "'６７.4'", "67.4"),
        (OF_2024, "67.4", '"６７.4"', "67.4"),
        (OF_2024, "67.4", "－６７.4", "-67.4"),
        (OF_2024, "65780", "65,780", "65780"),
        (OF_2024, "65780", "６５,780", "65780"),
        (OF_2024, "65780", "６５，７８０", "65780"),
        (OF_2024, "65780", "1,065,780.50", "1065780.50"),
        (OF_2024, "65780", "'65,780'  # 65,780", "65780  # 65,780"),
        (OF_2024, "67.4", "{note: ７、８, value: ６7.4 }", "{note: ７、８, value: 67.4 }"),
        (TABLE, "baseline: 50000", "baseline: ５00００", "baseline: 50000"),
        (TABLE, "baseline: 65", "baseline: ６5  # ６5", "baseline: 65  # ６5"),
        (TABLE, "range: [0, 100]", "range: [０, 1００]", "range: [0, 100]"),
        (TABLE, "factor: 0.01", "factor: ０.01", "factor: 0.01"),
        (TABLE, "direction: rising", "direction: 越高越好", "direction: rising"),
        (TARGETS, "2025: 70", "2025: 达到 70", "2025: 达到70"),
        (TARGETS, "2025: 70", "2025: '7,000'", "2025: 7000"),
    ],
)
def test_the_one_right_answer_is_written(county: County, file: str, old: str, new: str, fixed: str) -> None:
    meant = county.read(file).replace(old.encode(), fixed.encode(), 1)
    county.edit(file, old, new)
    assert county.run("--fix", "--select", "GF1") == (
        0,
        "5 files: 0 errors, 0 warnings, 0 notes\n",
        f"mended: data/{file}\n",
    )
    assert county.read(file) == meant


@pytest.mark.parametrize(
    ("written", "fixed"), [("预计６５", "预计65"), ("预计65%", "预计65%"), ("预计约65", "预计约65")]
)
def test_an_estimate_stays_an_estimate(county: County, written: str, fixed: str) -> None:
    """`预计` before the number is part of the cell: losing it would change what is said. Nor is a guess written."""
    county.edit(TABLE, "baseline: 65", f"baseline: {written}")
    county.run("--fix")
    assert f"baseline: {fixed}\n" in county.read(TABLE).decode()


def test_the_very_end_of_a_file_is_repaired(county: County) -> None:
    meant = b"year: 2024\nstatus: published\nsource: \xe7\x94\xb2\nvalues:\n  15: 67.4"
    county.write(OF_2024, meant.replace(b"67.4", "６７.4".encode()))
    county.run("--fix")
    assert county.read(OF_2024) == meant


def test_a_byte_order_mark_is_deleted(county: County) -> None:
    before = county.files()
    for file in (OF_2024, TABLE):
        county.write(file, b"\xef\xbb\xbf" + county.read(file))
    assert county.run("--fix") == (
        0,
        "5 files: 0 errors, 0 warnings, 0 notes\n",
        "mended: data/actuals/2024.yaml\nmended: data/indicators.yaml\n",
    )
    assert county.files() == before


def test_a_byte_order_mark_shifts_no_other_repair_of_its_line(county: County) -> None:
    county.write(OF_2024, "\ufeff{year: 2024, status: published, source: 甲, values: {1: ２0.10, 8: ６5780}}".encode())
    county.run("--fix")
    assert county.read(OF_2024) == "{year: 2024, status: published, source: 甲, values: {1: 20.10, 8: 65780}}".encode()


def test_gb18030_becomes_utf8(county: County) -> None:
    before = county.files()
    for file in (OF_2024, TABLE, TARGETS):
        county.write(file, county.read(file).decode().encode("gb18030"))
    assert county.run("--fix")[:2] == (0, "5 files: 0 errors, 0 warnings, 0 notes\n")
    assert county.files() == before


def test_what_a_gb18030_file_hid_is_repaired_too(county: County) -> None:
    county.edit(REGISTER, "- name: 县民社局", "- {name: 县民社局, aliases: [县人社局]}")
    meant = COUNTY[TABLE].encode()
    hidden = COUNTY[TABLE].replace("[县发改局, 县民社局]", "[县发改局, 县人社局]").replace("65\n", "６5\n")
    county.write(TABLE, hidden.encode("gb18030"))
    assert county.run("--fix")[0] == 0
    assert county.read(TABLE) == meant


def test_an_alias_becomes_the_canonical_name(county: County) -> None:
    county.edit(REGISTER, "- name: 县民社局", "- {name: 县民社局, aliases: [县人社局, 人社局]}")
    before = county.files()
    county.edit(TABLE, "[县发改局, 县民社局]", "[县发改局,  '县人社局' ]")
    county.edit(TABLE, "departments: [县民社局]", 'departments: ["人社局"]')
    county.run("--fix")
    want = before["data/indicators.yaml"].replace("[县发改局, 县民社局]".encode(), "[县发改局,  县民社局 ]".encode())
    assert county.read(TABLE) == want
    assert {name: text for name, text in county.files().items() if "indicators" not in name} == {
        name: text for name, text in before.items() if "indicators" not in name
    }


def test_an_alias_of_a_successor_is_repaired(county: County) -> None:
    county.edit(REGISTER, "- name: 县发改局", "- {name: 县发改局, aliases: [发改]}")
    county.edit(REGISTER, "- name: 县民社局", "- {name: 县民社局, successor: {name: 发改, since: 2025-01-01}}")
    county.run("--fix")
    assert "successor: {name: 县发改局, since" in county.read(REGISTER).decode()


@pytest.mark.parametrize("name", ["甲, 乙", "甲] 乙", "甲: 乙", "#甲", "甲 # 乙", "'甲", "- 甲", "*甲", "县'局"])
def test_a_canonical_name_that_needs_quotes_gets_them(county: County, name: str) -> None:
    county.write(REGISTER, f'departments: [{{name: "{name}", aliases: [旧名]}}, {{name: 县民社局}}]\n'.encode())
    county.write(TABLE, COUNTY[TABLE].replace("县发改局", "旧名").encode())
    assert county.run("--fix")[0] == 0
    register = load(Path("data")).table
    assert register
    assert [each.departments[0] for each in register.indicators] == [name, name, name, "县民社局"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("'> 70'", ">70"),
        ("＞ 70", ">70"),
        ('">= 70"', ">=70"),
        ("'－ －'", "--"),
        ("'≥ 70'", "≥70"),
        ("高于 70", "高于70"),
    ],
)
def test_a_target_that_needs_quotes_keeps_them(county: County, written: str, meant: str) -> None:
    county.edit(TARGETS, "2025: 70", f"2025: {written}")
    county.run("--fix")
    document = next(iter(load(Path("data")).documents.values()), None)
    assert document
    assert document.targets["15"][2025].text in (meant, written.strip("'\""))


# What is left alone


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (OF_2024, "67.4", "67,4"),
        (OF_2024, "67.4", "0,500"),
        (OF_2024, "67.4", "00,123"),
        (OF_2024, "67.4", "1,23,456"),
        (OF_2024, "67.4", "67²"),
        (OF_2024, "67.4", "10³"),
        (OF_2024, "67.4", "⑥"),
        (OF_2024, "67.4", "67.4%"),
        (OF_2024, "67.4", "67.4万"),
        (OF_2024, "67.4", "+67.4"),
        (OF_2024, "67.4", "067.4"),
        (OF_2024, "67.4", "0６７"),
        (OF_2024, "67.4", "6e1"),
        (OF_2024, "67.4", "1_000"),
        (OF_2024, "67.4", "1:30"),
        (OF_2024, "67.4", "6 7.4"),
        (OF_2024, "67.4", "67.4.1"),
        (OF_2024, "67.4", "67。4"),
        (OF_2024, "67.4", "−67"),
        (OF_2024, "67.4", "no"),
        (OF_2024, "67.4", "67.4\u3000"),
        (OF_2024, "67.4", "6\u20007.4"),
        (OF_2024, "status: published", "status: Published"),
        (OF_2024, "  15:", "  155:"),
        (OF_2024, "  15:", "  １５:"),
        (OF_2024, "  15: 67.4", "  15：67.4"),
        (OF_2024, "year: 2024", "year: ２０２４"),
        (TARGETS, "2025: 70", "2025: 7 0"),
        (TARGETS, "2025: 70", "2025: 18 70"),
        (TARGETS, "2025: 70", "2025: 70%"),
        (TARGETS, "2025: 70", "2025: 约70"),
        (TARGETS, "2025: 70", "2025: 0.4–0.3"),
        (TARGETS, "2025: 70", "2025: 10²"),
        (TARGETS, "issued: 2021-11-09", "issued: 2021/11/9"),
        (TABLE, "[县发改局]", "[县发展局]"),
        (TABLE, "direction: rising", "direction: raising"),
        (TABLE, "name: 常住人口城镇化率", "name: 常住\u200b人口城镇化率"),
    ],
)
def test_what_is_not_certain_is_never_changed(county: County, file: str, old: str, new: str) -> None:
    county.edit(file, old, new)
    before = county.files()
    _, _, err = county.run("--fix")
    assert county.files() == before
    assert err == ""


@pytest.mark.parametrize("number", ["－2", "' -2'", "-2%"])
def test_no_repair_writes_what_would_be_refused(county: County, number: str) -> None:
    """A tolerance cannot be negative, however it is typed: that is said, not how to type a negative one."""
    county.edit(TABLE, "baseline: 65", f"baseline: 65\n    tolerance: {number}")
    before = county.files()
    code, out, _ = county.run("--fix", "--select", "GF103", "--format", "concise")
    assert (code, county.files()) == (1, before)
    assert "error: a tolerance cannot be negative\n" in out


def test_an_alias_of_two_departments_is_left_alone(county: County) -> None:
    county.write(
        REGISTER, "departments: [{name: 县发改局, aliases: [发改]}, {name: 县民社局, aliases: [发改]}]\n".encode()
    )
    county.edit(TABLE, "[县发改局]", "[发改]")
    before = county.files()
    county.run("--fix")
    assert county.files() == before


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(COUNTY[OF_2024].encode("utf-16"), id="UTF-16 with BOM"),
        pytest.param(COUNTY[OF_2024].encode("utf-16-le"), id="UTF-16 LE"),
        pytest.param(COUNTY[OF_2024].encode("utf-16-be"), id="UTF-16 BE"),
        pytest.param(COUNTY[OF_2024].encode().replace("鉴".encode(), "鉴".encode()[:2]), id="UTF-8 that lost a byte"),
        pytest.param(COUNTY[OF_2024].encode().replace("鉴".encode(), b"\xe9\x89\xb4\xb4"), id="UTF-8 that won a byte"),
        pytest.param(COUNTY[OF_2024].encode()[:52], id="UTF-8 that is cut"),
        pytest.param(b"year: 2024\n\xff\xff\n", id="bytes"),
    ],
)
def test_no_other_encoding_is_guessed_at(county: County, content: bytes) -> None:
    county.write(OF_2024, content)
    assert county.run("--fix")[0] == 1
    assert county.read(OF_2024) == content


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_utf8_that_lost_a_byte_is_not_taken_for_gb18030(lost: int) -> None:
    """Wherever it was: read as GB18030 the whole file would turn into other characters."""
    whole = COUNTY[TABLE].encode()
    for start in [n for n, byte in enumerate(whole) if byte >= 0xE0]:
        damaged = whole[: start + lost] + whole[start + lost + 1 :]
        found = reading.parse(damaged, TABLE).findings
        assert [each.code for each in found] == ["GF001"]
        assert "GB18030" not in found[0].message.en, start


@pytest.mark.parametrize("style", ["|", ">", "|-", ">+"])
@pytest.mark.parametrize(
    ("file", "old", "number"), [(OF_2024, "  8: 65780\n", "65,780"), (OF_2024, "  15: 67.4\n", "６７.4")]
)
def test_a_block_scalar_takes_no_line_with_it(county: County, file: str, old: str, number: str, style: str) -> None:
    key = old.partition(":")[0]
    county.edit(file, old, f"{key}: {style}\n    {number}\n")
    county.run("--fix")
    assert county.run("--select", "GF002")[0] == 0


def test_a_target_in_a_block_scalar_takes_no_line_with_it(county: County) -> None:
    county.edit(TARGETS, "  15: {2022: 68, 2025: 70}\n", "  15:\n    2022: |\n      68\n    2025: 70\n")
    county.run("--fix")
    assert county.run("--select", "GF002")[0] == 0
    assert "    2025: 70\n" in county.read(TARGETS).decode()


def test_silenced_and_unwanted_faults_are_left_alone(county: County) -> None:
    county.edit(REGISTER, "- name: 县民社局", "- {name: 县民社局, aliases: [县人社局]}")
    county.edit(TABLE, "[县发改局, 县民社局]", "[县发改局, 县人社局]")
    county.edit(TABLE, "县人社局]}", "县人社局]}  # gongfu: ignore[GF203] 原表如此")
    county.edit(OF_2024, "65780", "65,780")
    before = county.files()
    county.run("--fix", "--ignore", "GF103")
    assert county.files() == before
    county.run("--fix", "--select", "GF2")
    assert county.files() == before


def test_only_the_files_that_are_named_are_repaired(county: County) -> None:
    county.edit(OF_2024, "65780", "65,780")
    county.edit(OF_2025, "70210", "70,210")
    code, out, err = county.run("--fix", "data/actuals/2025.yaml")
    assert (code, err) == (0, "mended: data/actuals/2025.yaml\n")
    assert "2024.yaml:6" not in out
    assert county.read(OF_2025) == COUNTY[OF_2025].encode()
    assert b"65,780" in county.read(OF_2024)


# Byte for byte


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "   ", "  # 完"])
def test_everything_else_stays(county: County, end: str, last: str) -> None:
    def text(eighth: str, fifteenth: str) -> bytes:
        lines = [
            "# 说明：６５,780 不是数  ",
            "year: 2024   ",
            "status:  published # ７",
            "source: '示例县 ７,８００'",
            "",
            "values: ",
            "  1:   20.10",
            f"  8: {eighth}   # ６",
            "  15: { value:  " + fifteenth + ' ,note: "７\\""}',
            f"  19: 32.7{last}",
        ]
        return end.join(lines).encode()

    county.write(OF_2024, text("65,780", "６７.４"))
    assert county.run("--fix")[0] == 0
    assert county.read(OF_2024) == text("65780", "67.4")


def test_mode_of_the_file_stays(county: County) -> None:
    county.edit(OF_2024, "65780", "65,780")
    (Path("data") / OF_2024).chmod(0o640)
    county.run("--fix")
    assert (Path("data") / OF_2024).stat().st_mode & 0o777 == 0o640


def test_a_symbolic_link_stays_one(county: County) -> None:
    county.write("../kept/2024.yaml", COUNTY[OF_2024].replace("65780", "65,780").encode())
    (Path("data") / OF_2024).unlink()
    (Path("data") / OF_2024).symlink_to(Path("kept/2024.yaml").absolute())
    county.run("--fix")
    assert (Path("data") / OF_2024).is_symlink()
    assert Path("kept/2024.yaml").read_bytes() == COUNTY[OF_2024].encode()


def test_fixing_twice_is_fixing_once(county: County) -> None:
    county.edit(REGISTER, "- name: 县民社局", "- {name: 县民社局, aliases: [县人社局]}")
    county.edit(TABLE, "[县发改局, 县民社局]", "[县发改局, 县人社局]")
    county.edit(OF_2024, "65780", "６５,780")
    county.edit(OF_2024, "67.4", "67,4")
    county.write(TARGETS, b"\xef\xbb\xbf" + county.read(TARGETS))
    county.run("--fix")
    once = county.files()
    assert county.run("--fix")[2] == ""
    assert county.files() == once


# The official table's; a further one is a folder that is repaired by itself.
SHIPPED = {
    path.relative_to(DATA).as_posix(): path.read_bytes()
    for path in sorted(DATA.rglob("*.yaml"))
    if DATA / "tables" not in path.parents
}
WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def numbers(file: str) -> list[tuple[str, int, int]]:
    """Where the plain numbers of a shipped file stand: actual values, baselines, tolerances."""
    pattern = r"  [\d.]+: +(?:\{value: )?(-?\d[\d.]*)" if file.startswith("actuals") else r"    [a-z]+: (-?\d[\d.]*)$"
    found = re.finditer(rf"(?m)^(?!    id){pattern}", SHIPPED[file].decode())
    return [(file, each.start(1), each.end(1)) for each in found]


NUMBERS = [each for file in SHIPPED if file == TABLE or file.startswith("actuals") for each in numbers(file)]
REGISTERED = re.findall(r"name: (\w+),.*aliases: \[([^\]]+)\]", SHIPPED[REGISTER].decode())


def faulted(text: str, how: int) -> str:
    """A number with a fault that has one right answer."""
    if how == 0:
        return text.translate(WIDE)
    if how == 1:
        return f"'{text.translate(WIDE)}'"
    if how == 2 and len(text.partition(".")[0]) > 3 and "-" not in text:
        whole, point, rest = text.partition(".")
        return f"{int(whole):,}{point}{rest}"
    return text[:-1] + text[-1].translate(WIDE)


def undone(faults: dict[str, bytes]) -> dict[str, bytes]:
    """What a repair makes of the shipped files with these in the place of some of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in (SHIPPED | faults).items():
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_bytes(content)
        return repaired(load(folder, lambda path: path.relative_to(folder).as_posix()), everything)


@pytest.mark.slow
@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.sampled_from(NUMBERS), st.integers(0, 3)), min_size=1, max_size=8, unique_by=lambda each: each[0]
    )
)
def test_faults_at_random_numbers_of_the_shipped_files_are_undone(
    places: list[tuple[tuple[str, int, int], int]],
) -> None:
    faults: dict[str, bytes] = {}
    for (file, start, end), how in sorted(places, reverse=True):
        text = faults.get(file, SHIPPED[file]).decode()
        faults[file] = (text[:start] + faulted(text[start:end], how) + text[end:]).encode()
    assert undone(faults) == {file: SHIPPED[file] for file in faults}


@pytest.mark.parametrize("how", ["bom", "gb18030"])
def test_encodings_of_the_shipped_files_are_undone(how: str) -> None:
    faults = {
        file: b"\xef\xbb\xbf" + raw if how == "bom" else raw.decode().encode("gb18030") for file, raw in SHIPPED.items()
    }
    assert undone(faults) == SHIPPED


def test_aliases_in_the_shipped_table_are_undone() -> None:
    """All at once, in GB18030 besides."""
    text = SHIPPED[TABLE].decode()
    for name, aliases in REGISTERED:
        for alias in aliases.split(", "):
            text = re.sub(rf"(?<=[\[ ]){name}(?=[,\]])", alias, text, count=1)
    assert text != SHIPPED[TABLE].decode()
    assert undone({TABLE: text.encode("gb18030")}) == {TABLE: SHIPPED[TABLE]}


# --diff


def test_diff_shows_and_writes_nothing(county: County) -> None:
    county.edit(OF_2024, "65780", "65,780  # 元")
    before = county.files()
    code, out, err = county.run("--diff")
    assert (code, err) == (1, "")
    assert (
        out
        == """\
--- data/actuals/2024.yaml
+++ data/actuals/2024.yaml
@@ -3,6 +3,6 @@
 source: 示例县统计年鉴
 values:
   1: 20.10
-  8: 65,780  # 元
+  8: 65780  # 元
   15: 67.4
   19: 32.7
"""
    )
    assert county.files() == before
    assert county.run("--diff", "--fix")[1] == out
    assert county.files() == before


def test_diff_of_nothing(county: County) -> None:
    assert county.run("--diff") == (0, "", "")
    county.edit(OF_2024, "65780", "65,78")
    assert county.run("--diff") == (0, "", "")


def test_diff_to_a_file(county: County) -> None:
    county.edit(OF_2024, "65780", "65,780")
    shown = county.run("--diff")[1]
    assert county.run("--diff", "--output", "repair.diff") == (1, "", "written: repair.diff\n")
    assert Path("repair.diff").read_bytes() == shown.encode()
    assert county.run("--diff", "--output", "repair.txt")[0] == 2


@pytest.mark.parametrize("format", ["json", "text", "diff"])
def test_a_difference_has_no_other_format(county: County, format: str) -> None:
    county.edit(OF_2024, "65780", "65,780")
    sentence = "--diff writes a difference, and takes no --format\n"
    assert county.run("--diff", "--format", format) == (2, "", sentence)
    assert county.run("--diff", "--format", format, "--output", "repair.diff") == (2, "", sentence)


def test_diff_of_lines_with_windows_ends_shows_no_damage(county: County) -> None:
    county.write(OF_2024, COUNTY[OF_2024].replace("65780", "65,780").replace("\n", "\r\n").encode())
    out = county.run("--diff")[1]
    assert "\ufffd" not in out
    assert [line.rstrip("\r") for line in out.split("\n") if line[:1] in "+-"][2:4] == ["-  8: 65,780", "+  8: 65780"]


def test_diff_of_an_encoding_shows_the_text_to_be(county: County) -> None:
    county.write(OF_2024, COUNTY[OF_2024].encode("gb18030"))
    out = county.run("--diff")[1]
    assert "+source: 示例县统计年鉴\n" in out
    assert "\x1b" not in out


# Where nothing can be written


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("broken", ["make", "replace"])
def test_a_folder_that_cannot_be_written_is_one_sentence(
    county: County, monkeypatch: pytest.MonkeyPatch, broken: str, lang: str
) -> None:
    county.edit(OF_2024, "65780", "65,780")
    before = county.files()

    def refuse(*_: object, **__: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        if broken == "make":
            patch.setattr(tempfile, "mkstemp", refuse)
        else:
            patch.setattr(Path, "replace", refuse)
        code, out, err = county.run("--fix", lang=lang)
    assert (code, out) == (2, "")
    assert (
        err
        == {
            "en": "data/actuals/2024.yaml cannot be written: no permission\n",
            "zh": "data/actuals/2024.yaml 无法写入：没有权限\n",
        }[lang]
    )
    assert county.files() == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_read_only_folder_is_one_sentence(county: County) -> None:
    county.edit(OF_2024, "65780", "65,780")
    before = county.files()
    folder = Path("data/actuals")
    folder.chmod(0o555)
    try:
        code, out, err = county.run("--fix")
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert county.files() == before
    finally:
        folder.chmod(0o755)


def test_a_difference_is_shown_harmless(county: County) -> None:
    """What stands in the files reaches the terminal without its control codes, on unchanged lines too."""
    county.edit(OF_2024, "  8: 65780\n", "  8: 65,780  # \u202e\u200b注\n")
    code, out, err = county.run("--diff")
    assert code == 1
    assert "+  8: 65780  # \ufffd\ufffd注" in out
    assert "\u202e" not in out + err


# Where something happens meanwhile


def change(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"65,780", b"65,780\n  1: 5.9"))


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("meanwhile", [change, remove])
def test_a_file_that_changed_in_between_is_left_alone_and_said(
    county: County, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Path], None], lang: str
) -> None:
    """The bytes that were checked are mended, and are compared with the disk just before they are replaced."""
    county.edit(OF_2024, "65780", "65,780")

    def late(*arguments: object) -> dict[str, bytes]:
        made = repaired(*arguments)  # type: ignore[arg-type]
        meanwhile(Path("data") / OF_2024)
        return made

    monkeypatch.setattr(fix, "repaired", late)
    code, out, err = county.run("--fix", lang=lang)
    left = county.files()
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert ("又被改动" if lang == "zh" else "changed after it was read") in err
    assert b"65780" not in b"".join(left.values())
    assert not any(".gongfu-" in name for name in left)


def test_what_came_after_the_check_is_no_business_of_its_repair(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.edit(OF_2024, "65780", "65,780")
    later = COUNTY[OF_2024].replace("2024", "2026").replace("65780", "65,780").encode()

    def again_later(*arguments: Any) -> Folder:
        county.write("actuals/2026.yaml", later)
        return again(*arguments)

    monkeypatch.setattr(fix, "again", again_later)
    assert county.run("--fix")[2] == "mended: data/actuals/2024.yaml\n"
    assert county.read("actuals/2026.yaml") == later


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_a_repair_by_root_leaves_the_file_to_its_owner(county: County) -> None:
    county.edit(OF_2024, "65780", "65,780")
    path = Path("data") / OF_2024
    os.chown(path, 12345, 23456)
    path.chmod(0o600)
    assert county.run("--fix")[2] == "mended: data/actuals/2024.yaml\n"
    assert (path.stat().st_uid, path.stat().st_gid, path.stat().st_mode & 0o777) == (12345, 23456, 0o600)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_read_only_file_is_not_mended(county: County, lang: str) -> None:
    county.edit(OF_2024, "65780", "65,780")
    (Path("data") / OF_2024).chmod(0o444)
    before = county.files()
    said = {
        "en": "data/actuals/2024.yaml cannot be written: the file is read-only\n",
        "zh": "data/actuals/2024.yaml 无法写入：这个文件是只读的\n",
    }
    assert county.run("--fix", lang=lang) == (2, "", said[lang])
    assert county.files() == before


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hard_links_that_keep_the_old_content_are_said(county: County, lang: str) -> None:
    county.edit(OF_2024, "65780", "65,780")
    os.link(Path("data") / OF_2024, "other")
    said = {
        "en": "data/actuals/2024.yaml has other hard links, which keep the old content",
        "zh": "data/actuals/2024.yaml 另有硬链接，那些名下仍是旧内容",
    }
    assert county.run("--fix", lang=lang)[2].splitlines()[1:] == [said[lang]]


def test_a_name_that_leaves_no_room_for_another_is_mended(county: County) -> None:
    name = "targets_" + "a" * 238 + ".yaml"
    (Path("data") / TARGETS).rename(Path("data") / name)
    county.edit(name, "2025: 70", "2025: 达到 70")
    assert county.run("--fix")[2] == f"mended: data/{name}\n"
    assert "2025: 达到70" in county.read(name).decode()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_polite_kill_of_the_program_leaves_nothing_behind(county: County, name: str) -> None:
    county.edit(OF_2024, "65780", "65,780")
    before = county.files()
    killed = f"""
import os, signal
from gongfu_cli.cli.program import run
os.fsync = lambda _: signal.raise_signal(signal.{name})
raise SystemExit(run(["check", "--fix"]))
"""
    done = subprocess.run([sys.executable, "-c", killed], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 128 + getattr(signal, name)
    assert "Traceback" not in done.stderr
    assert county.files() == before
