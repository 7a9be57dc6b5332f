"""`gongfu check` as its user sees it: this text gives these findings, at these characters, in these words."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from samples import COUNTY

from gongfu_cli.cli.program import run
from gongfu_cli.source import nodes, reading
from gongfu_cli.source.rule import RULES

DATA = Path(__file__).resolve().parent.parent / "data"
TABLE = "indicators.yaml"
TARGETS = "targets_2022_2025.yaml"
REGISTER = "departments.yaml"
OF_2024 = "actuals/2024.yaml"
OF_2025 = "actuals/2025.yaml"
SHORT = {f"data/{file}": Path(file).stem.partition("_")[0] for file in COUNTY}


class County:
    """The county of the pages in `data/` of the working folder, and `gongfu check` run on it."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        for file, text in COUNTY.items():
            self.write(file, text)

    def write(self, file: str, text: str | bytes) -> None:
        path = Path("data") / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def edit(self, file: str, old: str, new: str) -> None:
        text = (Path("data") / file).read_bytes().decode()
        assert old in text
        self.write(file, text.replace(old, new, 1))

    def run(self, *arguments: str, lang: str = "en") -> tuple[int, str, str]:
        """The exit code, stdout and stderr of `gongfu check`."""
        code = run(["check", *arguments, "--lang", lang])
        shown = self.capsys.readouterr()
        return code, shown.out, shown.err

    def text(self, *arguments: str, lang: str = "en") -> str:
        """What is printed on stdout."""
        _, out, err = self.run(*arguments, lang=lang)
        assert err == ""
        return out

    def findings(self, *arguments: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.text(*arguments, "--format", "json"))["findings"]
        return found

    def places(self, *arguments: str) -> str:
        """Each finding in short: `2024:7:5-9 GF103`, file, line, columns (the end exclusive) and code."""
        return " | ".join(
            f"{SHORT[each['file']]}:{each['line']}:{each['column']}-"
            f"{'' if each['end_line'] == each['line'] else str(each['end_line']) + ':'}{each['end_column']} "
            f"{each['code']}"
            for each in self.findings(*arguments)
        )


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[County]:
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "GONGFU_DATA", "GONGFU_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    yield County(capsys)


# Which characters a finding marks


@pytest.mark.parametrize(
    ("file", "old", "new", "places"),
    [
        (OF_2024, "  15: 67.4", "  15：67.4", "2024:7:5-6 GF002"),
        (OF_2024, "  15: 67.4", "  15:67.4", "2024:7:5-6 GF002"),
        (OF_2024, "  15: 67.4", "\t15: 67.4", "2024:7:1-2 GF002"),
        (OF_2024, "67.4", ">67", "2024:7:7-10 GF002"),
        (OF_2024, "67.4", "%67", "2024:7:7-10 GF002"),
        (OF_2024, "67.4", "@67", "2024:7:7-10 GF002"),
        (OF_2024, "67.4", "'67", "2024:7:7-8 GF002"),
        (OF_2024, "67.4", '"67', "2024:7:7-8 GF002"),
        (TARGETS, "  15: {2022: 68, 2025: 70}", "  15: {2022: 68, 2025: 70", "targets:6:7-8 GF002"),
        (TARGETS, "  15: {2022: 68, 2025: 70}", "  15: {2022: 68, 2025: %70}", "targets:6:24-27 GF002"),
        (OF_2024, "  15: 67.4", "   15: 67.4", "2024:7:6-7 GF002"),
        (OF_2024, "  15: 67.4", " 15: 67.4", "2024:7:2-5 GF002"),
        (OF_2024, "source: 示例县统计年鉴", "source: 示例县: 统计年鉴", "2024:3:12-13 GF002"),
        (OF_2024, "source: 示例县统计年鉴", 'source: "示例县\\统计年鉴"', "2024:3:13-19 GF002"),
        (OF_2024, "  8: 65780", "  8: 65780\n  1: 20.11", "2024:7:3-4 GF003"),
        (TARGETS, "2025: 70", "2022: 70", "targets:6:18-22 GF003"),
        (TABLE, "    name: 常住人口城镇化率", "    name: 甲\n    name: 乙", "indicators:14:5-9 GF003"),
        (OF_2024, "67.4", "&a 67.4", "2024:7:7-9 GF005"),
        (OF_2024, "67.4", "*a", "2024:7:7-9 GF005"),
        (OF_2024, "67.4", "!!str 67.4", "2024:7:7-12 GF005"),
        (OF_2024, "  15: 67.4", "  <<: {15: 67.4}", "2024:7:3-5 GF005"),
        (OF_2024, "year: 2024", "---\nyear: 2024\n---\n", "2024:3:1-4 GF005"),
        (OF_2024, "  15: 67.4", "  ? [15]\n  : 67.4", "2024:7:5-9 GF005"),
        (OF_2024, "示例县统计年鉴", "示例县\u00a0统计\u200b年鉴", "2024:3:12-13 GF006 | 2024:3:15-16 GF006"),
        (OF_2024, "  15: 67.4", "\u300015: 67.4", "2024:7:1-2 GF006"),
        (OF_2024, "  15: 67.4", "  15:\u300067.4", "2024:7:6-7 GF006"),
        (OF_2024, "year:", "\ufeffyear:", "2024:1:1-2 GF006"),
        (OF_2024, "示例县", "示例\u0007县", "2024:3:11-12 GF006"),
        (OF_2024, "15: 67.4", "15: 67.4  # 甲\u3000乙", ""),
        (OF_2024, "15: 67.4", "15: 67.4  # 甲\u0007乙", "2024:7:16-17 GF006"),
        (
            OF_2024,
            "67.4",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[67.4]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
            "2024:7:37-38 GF007",
        ),
        (
            TABLE,
            "    direction: rising\n    baseline: 65",
            "    dirction: rising\n    baseline: 65",
            "indicators:17:5-13 GF101",
        ),
        (TABLE, "    direction: rising\n    baseline: 65", "    baseline: 65", "indicators:12:5-7 GF102"),
        (TABLE, "direction: rising\n    baseline: 65", "direction:\n    baseline: 65", "indicators:17:5-14 GF102"),
        (OF_2024, "status: published", "stattus: published", "2024:2:1-8 GF101"),
        (TABLE, '    unit: "%"\n', '    单位: "%"\n', "indicators:15:5-7 GF101"),
        (OF_2024, "67.4", "{note: 口径有变化, value: ６7.4}", "2024:7:28-32 GF103"),
        (OF_2024, "67.4", "67.4%", "2024:7:7-12 GF103"),
        (OF_2024, "67.4", "no", "2024:7:7-9 GF103"),
        (OF_2024, "67.4", "1:30", "2024:7:7-11 GF103"),
        (OF_2024, "67.4", "1_000", "2024:7:7-12 GF103"),
        (OF_2024, "67.4", "+5", "2024:7:7-9 GF103"),
        (OF_2024, "67.4", "010", "2024:7:7-10 GF103"),
        (OF_2024, "67.4", "1e3", "2024:7:7-10 GF103"),
        (OF_2024, "67.4", "67.4万元", "2024:7:7-13 GF103"),
        (OF_2024, "67.4", "6 7.4", "2024:7:7-12 GF103"),
        (TABLE, "range: [0, 100]", "range: [0, １00]", "indicators:19:16-19 GF103"),
        (TABLE, "range: [0, 100]", "range: [100, 0]", "indicators:19:12-20 GF103"),
        (TABLE, "range: [0, 100]", "range: [0]", "indicators:19:12-15 GF107"),
        (TABLE, "factor: 0.01", "factor: 1%", "indicators:22:89-91 GF103"),
        (TABLE, "    direction: rising", "    direction: raising", "indicators:17:16-23 GF104"),
        (TABLE, "    attribute: evaluation", "    attribute: 评价指标", "indicators:16:16-20 GF104"),
        (OF_2024, "status: published", "status: Published", "2024:2:9-18 GF104"),
        (TARGETS, "issued: 2021-11-09", "issued: 2021-11-09\nreplaces: yes", "targets:3:11-14 GF104"),
        (TARGETS, "2025: 70", "2025: 70%", "targets:6:24-27 GF105"),
        (TARGETS, "2025: 70", "2025: 约70", "targets:6:24-27 GF105"),
        (TARGETS, "2025: 70", "2025: 0.4–0.3", "targets:6:24-31 GF105"),
        (TARGETS, "2025: 70", "2025: 7e1", "targets:6:24-27 GF105"),
        (TARGETS, "2025: 70", "2025: 达到 70", "targets:6:24-29 GF105"),
        (TARGETS, "issued: 2021-11-09", "issued: 2021年11月9日", "targets:2:9-19 GF106"),
        (TARGETS, "issued: 2021-11-09", "issued: 2021-02-30", "targets:2:9-19 GF106"),
        (TARGETS, "2025: 70", "25: 70", "targets:6:18-20 GF106"),
        (OF_2024, "year: 2024", "year: 2023", "2024:1:7-11 GF106"),
        (TABLE, "departments: [县发改局]}", "departments: 县发改局}", "indicators:9:36-40 GF107"),
        (OF_2024, "67.4", "[67.4]", "2024:7:7-13 GF107"),
        (OF_2024, "values:", "values: 5\nold:", "2024:4:9-10 GF107 | 2024:5:1-4 GF101"),
        (OF_2024, "67.4", "{value: {a: 1}}", "2024:7:16-17 GF107"),
        (
            TABLE,
            "  - name: 城乡区域协调发展",
            "  - name: 经济高质量发展",
            "indicators:6:11-18 GF201 | indicators:14:15-23 GF204 | indicators:21:45-53 GF204",
        ),
        (OF_2024, "  15:", "  51:", "2024:7:3-5 GF202"),
        (TABLE, "numerator: 8", "numerator: 88", "indicators:22:62-64 GF202"),
        (TABLE, "[县发改局, 县民社局]", "[县发改局, 县民社区局]", "indicators:11:43-48 GF203"),
        (
            REGISTER,
            "  - name: 县民社局",
            "  - {name: 县民社局, successor: {name: 县民社区, since: 2025-01-01}}",
            "departments:3:36-40 GF203",
        ),
        (
            REGISTER,
            "  - name: 县发改局",
            "  - {name: 县发展和改革局, aliases: [县发改局]}",
            "indicators:9:37-41 GF203 | indicators:11:37-41 GF203 | indicators:20:19-23 GF203",
        ),
        (TABLE, "category: 城乡区域协调发展\n", "category: 城乡协调发展\n", "indicators:14:15-21 GF204"),
        (TARGETS, "  15: {2022: 68, 2025: 70}\n", "", "indicators:12:9-11 GF205"),
        (
            TARGETS,
            "  19: {2022: 31, 2025: 33}\n",
            "  19: {2022: 31, 2025: 33}\nresolved:\n  - {id: 15, year: 2024, target: 67, source: 某文}\n",
            "targets:9:10-12 GF206",
        ),
        (OF_2024, "67.4", "{value: 67.4, verdict: met}", "2024:7:30-33 GF206"),
        (TARGETS, "2025: 70", "2025: 60", "targets:6:24-26 GF301 | targets:6:24-26 GF302"),
        (TARGETS, "2022: 68, 2025: 70", "2022: 68, 2025: 65", "targets:6:24-26 GF302 | targets:6:24-26 GF303"),
        (TARGETS, "2022: 68", "2022: 71", "targets:6:24-26 GF302"),
        (TARGETS, "2025: 33", "2025: 32", "targets:7:24-26 GF304"),
        (TARGETS, "2022: 68", "2022: 维持在合理区间", "targets:6:14-21 GF305"),
        (TARGETS, "2022: 68, 2025: 70", "2022: 66, 2025: 67", "targets:6:24-26 GF306"),
        (OF_2024, "67.4", "167.4", "2024:7:7-12 GF401"),
        (TARGETS, "2025: 70", "2025: 170", "targets:6:24-27 GF401"),
        (TABLE, "baseline: 65", "baseline: -65", "indicators:18:15-18 GF401"),
        (OF_2024, "67.4", "6.74", "2024:7:7-11 GF402"),
        (OF_2025, "70.2", "67.4", "2025:7:7-11 GF403"),
        (OF_2025, "70.2", "70", "2025:7:7-9 GF404"),
        (OF_2024, "32.7", "31.0", "2024:8:7-11 GF405"),
        (OF_2024, "20.10", "20.1", "2024:5:6-10 GF406"),
        (OF_2024, "  15: 67.4", "  15:", "2024:7:3-5 GF501"),
        (OF_2024, "  15: 67.4\n", "", "2024:4:1-7 GF501"),
        (
            OF_2024,
            "source: 示例县统计年鉴\n",
            "",
            "2024:4:6-11 GF502 | 2024:5:6-11 GF502 | 2024:6:7-11 GF502 | 2024:7:7-11 GF502",
        ),
        (OF_2024, "status: published", "status: illustrative", "2024:2:9-21 GF503"),
        (OF_2024, "67.4", "{value: 67.4, status: illustrative}", "2024:7:15-19 GF503"),
        (
            OF_2024,
            "65780\n  15: 67.4",
            "{value: 65780, status: illustrative}\n  15: {value: 67.4, status: illustrative}",
            "2024:6:14-19 GF503",
        ),
        (OF_2024, "status: published", "status: preliminary", "2024:2:9-20 GF504"),
        (OF_2024, "67.4", "{value: 67.4, status: preliminary}", "2024:7:29-40 GF504"),
    ],
)
def test_a_fault_is_marked_at_its_characters(county: County, file: str, old: str, new: str, places: str) -> None:
    county.edit(file, old, new)
    assert county.places() == places


@pytest.mark.parametrize(
    ("file", "old", "new", "places"),
    [
        pytest.param(OF_2024, "67.4", "!甲 67.4", "2024:7:7-9 GF005", id="a tag that is not ASCII"),
        pytest.param(
            OF_2024, "  15: 67.4", "  15 67.4", "2024:7:3-10 GF002", id="the line without a colon, not the next"
        ),
        pytest.param(
            OF_2024, "67.4", "{value: 65,780}", "2024:7:15-21 GF103", id="a thousands comma in a flow mapping"
        ),
        pytest.param(TABLE, "[县发改局]", "[]", "indicators:9:36-38 GF107", id="an indicator without a department"),
        pytest.param(
            OF_2024,
            "67.4",
            "&a\n    !!str 67.4",
            "2024:7:7-9 GF005 | 2024:8:5-10 GF005",
            id="a tag on a line of its own",
        ),
        pytest.param(
            OF_2024, "67.4", "!!str\n    &a 67.4", "2024:7:7-12 GF005 | 2024:8:5-7 GF005", id="an anchor on one"
        ),
        pytest.param(
            OF_2024,
            "67.4",
            "\n    note: |\n      见 #1\u3000表",
            "2024:9:11-12 GF006",
            id="no comment, but a block of text",
        ),
        pytest.param(
            OF_2024,
            "67.4",
            "{note: '甲\n     见 #1\u3000表\n     乙'}",
            "2024:8:10-11 GF006",
            id="nor in a text in quotes",
        ),
        pytest.param(
            OF_2024, "67.4", "{value: 67.4, note: '甲\n     # gongfu: ignore[GF4] 乙'}", "", id="nor one that silences"
        ),
    ],
)
def test_a_fault_is_marked_where_it_is(county: County, file: str, old: str, new: str, places: str) -> None:
    county.edit(file, old, new)
    assert county.places() == places


@pytest.mark.parametrize("escape", ["\\e[31m", "\\u202e", "\\u3000", "\\_", "\\0", "\\x07", "\\u200b"])
def test_an_odd_character_is_found_behind_an_escape_too(county: County, escape: str) -> None:
    county.edit(TABLE, "name: 常住人口城镇化率", f'name: "常住{escape}人口"')
    assert [(each["code"], each["line"]) for each in county.findings()] == [("GF006", 13)]


# Whole blocks, carets under wide characters


@pytest.mark.parametrize(
    ("file", "old", "new", "block"),
    [
        (
            OF_2024,
            "67.4",
            "{note: 口径有变化（含𠮷乡）, value: ６7.4}",
            """\
data/actuals/2024.yaml:7:33 GF103 not-a-number
  error: “６7.4” is not a number as numbers are written here
    |
  7 |   15: {note: 口径有变化（含𠮷乡）, value: ６7.4}
    |                                           ^^^^^
    = write: 67.4
""",
        ),
        (
            TABLE,
            "[县发改局, 县民社局]",
            "[县发改局, 县民社区局]",
            """\
data/indicators.yaml:11:43 GF203 unknown-department
  error: “县民社区局” is not in the register of departments
     |
  11 |      baseline: 50000, departments: [县发改局, 县民社区局]}
     |                                               ^^^^^^^^^^
     = Did you mean “县民社局”? To add a body to the register: - {name: 县民社区局}
""",
        ),
        (
            OF_2024,
            "source: 示例县统计年鉴",
            "source: 示例县\xa0统计年鉴",
            """\
data/actuals/2024.yaml:3:12 GF006 odd-character
  error: an odd character, U+00A0 NO-BREAK SPACE
    |
  3 | source: 示例县\xa0统计年鉴
    |               ^
    = put a plain space
""",
        ),
        (
            TABLE,
            "factor: 0.01",
            "factor: 1e-2",
            """\
data/indicators.yaml:22:89 GF103 not-a-number
  error: “1e-2” is not a number as numbers are written here
     |
  22 | … , derived: {numerator: 8, denominator: 1, factor: 1e-2}, departments: [县民社局]}
     |                                                     ^^^^
     = write: 0.01
""",
        ),
        (
            OF_2024,
            "  15: 67.4",
            "\t15: 67.4",
            """\
data/actuals/2024.yaml:7:1 GF002 yaml-syntax
  error: a tab in the indent: YAML indents with spaces only
    |
  7 |  15: 67.4
    | ^
    = put spaces in its place
""",
        ),
        (
            TABLE,
            "direction: rising\n    baseline: 65",
            "direction: raising\n    baseline: 65",
            """\
data/indicators.yaml:17:16 GF104 unknown-word
  error: “raising” is not one of the words for this field
     |
  17 |     direction: raising
     |                ^^^^^^^
     = Did you mean “rising”? one of: rising, falling, keep stable
""",
        ),
        (
            OF_2024,
            "  15: 67.4",
            "  15：67.4",
            """\
data/actuals/2024.yaml:7:5 GF002 yaml-syntax
  error: a full-width colon “：” where YAML wants “: ”
    |
  7 |   15：67.4
    |     ^^
    = write: 15: 67.4
""",
        ),
    ],
)
def test_block_of_a_finding(county: County, file: str, old: str, new: str, block: str) -> None:
    county.edit(file, old, new)
    assert county.text().startswith(f"{block}\n")


def test_chinese_block_and_closing(county: County) -> None:
    county.edit(TARGETS, "2025: 70", "2025: 60")
    county.edit(OF_2024, "65780", "65,780")
    assert (
        county.text(lang="zh")
        == """\
data/actuals/2024.yaml:6:6 GF103 not-a-number
  错误：“65,780”不是这里的数字写法
    |
  6 |   8: 65,780
    |      ^^^^^^
    = 改为：65780

data/targets_2022_2025.yaml:6:24 GF301 target-looser
  警告：第15号指标的2025年目标 60 松于基期值 65
    |
  6 |   15: {2022: 68, 2025: 60}
    |                        ^^
    = 核对数值和方向；原文如此则注明理由并忽略

data/targets_2022_2025.yaml:6:24 GF302 target-retreats
  警告：第15号指标的2025年目标 60 比2022年的 68 还松
    |
  6 |   15: {2022: 68, 2025: 60}
    |                        ^^
    = 核对两格是否写反

GF206、GF208 和 GF3–GF5 各类没有检查这些有错的文件：data/actuals/2024.yaml
5 个文件：1 个错误，2 个警告，0 个提示
"""
    )


def test_a_missing_file_has_no_excerpt(county: County) -> None:
    (Path("data") / TARGETS).unlink()
    assert (
        county.text()
        == """\
data/targets_*.yaml:1:1 GF008 unreadable-file
  error: there is no targets_*.yaml in this folder

GF206, GF208 and families GF3 to GF5 were not run: they need these files without errors: data/targets_*.yaml
4 files: 1 error, 0 warnings, 0 notes
"""
    )


def test_a_gb18030_file_is_named_as_such(county: County) -> None:
    county.write(OF_2024, COUNTY[OF_2024].encode("gb18030"))
    assert county.text().startswith(
        """\
data/actuals/2024.yaml:3:10 GF001 not-utf8
  error: the file is encoded in GB18030, not UTF-8
    = save it as UTF-8, or: iconv -f GB18030 -t UTF-8

"""
    )


def test_nothing_found(county: County) -> None:
    assert county.run() == (0, "5 files: 0 errors, 0 warnings, 0 notes\n", "")
    assert county.run(lang="zh") == (0, "5 个文件：0 个错误，0 个警告，0 个提示\n", "")


def test_shipped_data_passes_strict_with_its_oddities_silenced(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DATA.parent)
    code, out, _ = county.run("--strict")
    assert code == 0
    assert "0 errors, 0 warnings" in out
    assert re.search(r"\(\d+ silenced\)\n$", out)


# All of it in one run, one finding a mistake


def test_faults_of_many_files_are_found_in_one_run_and_sorted(county: County) -> None:
    county.edit(TABLE, "[县发改局, 县民社局]", "[县发改局, 县民社区局]")
    county.edit(TABLE, "direction: rising\n    baseline: 65", "dirction: rising\n    baseline: 65%")
    county.edit(TARGETS, "{2022: 68, 2025: 70}", "{2022: 约68, 2025: 70%}")
    county.edit(OF_2024, "status: published", "status: final")
    county.edit(OF_2024, "67.4", "６7.4")
    county.edit(OF_2025, "year: 2025", "year：2025")
    county.edit(REGISTER, "  - name: 县民社局", "  - name: 县民社局\n  - name: 县民社局")
    assert county.places() == (
        "2024:2:9-14 GF104 | 2024:7:7-11 GF103 | 2025:1:5-6 GF002 | departments:4:11-15 GF201 | "
        "indicators:11:43-48 GF203 | indicators:17:5-13 GF101 | indicators:18:15-18 GF103 | "
        "targets:6:14-17 GF105 | targets:6:25-28 GF105"
    )


def test_the_report_says_what_was_not_run_and_why(county: County) -> None:
    county.edit(TARGETS, "2025: 70}", "2025: 60}")
    county.edit(TABLE, "baseline: 65", "baseline: 65%")
    out = county.text("--format", "concise")
    assert "GF301" not in out
    assert out.splitlines()[-2:] == [
        "GF206, GF208 and families GF3 to GF5 were not run: they need these files without errors: data/indicators.yaml",
        "5 files: 1 error, 0 warnings, 0 notes",
    ]


def test_a_fault_in_one_year_leaves_the_others_checked(county: County) -> None:
    county.edit(OF_2024, "20.10", "2O.10")
    county.edit(OF_2025, "70.2", "0.702")
    assert county.places() == "2024:5:6-11 GF103 | 2025:7:7-12 GF402"


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (TABLE, "[县发改局]", "[县发\u3000改局]", "GF006"),
        (TABLE, "category: 城乡区域协调发展\n", "category: 城乡\u200b区域协调发展\n", "GF006"),
        (TABLE, "id: 15", "id: 1\u200b5", "GF006"),
        (TARGETS, "  15:", "  1\u200b5:", "GF006"),
        (OF_2024, "  15:", "  15\xa0:", "GF006"),
        (OF_2024, "status: published", "status: pub\u200blished", "GF006"),
        (OF_2024, "67.4", "6\u30007.4", "GF006"),
        (OF_2024, "67.4", '"6\u200b7\\u200b.4"', "GF006, GF006"),  # one as it is, one written as an escape
        (TARGETS, "{2022: 68, 2025: 70}", '{2022: "6\u200b8\\u200b", 2025: 约70}', "GF006, GF006, GF105"),
        (TABLE, "category: 城乡", "categry: 城乡", "GF101"),
        (TARGETS, "targets:", "target:", "GF101"),
        (OF_2024, "values:", "value:", "GF101"),
        (TABLE, "- id: 15", "- ID: 15", "GF101"),
        (OF_2024, "  8: 65780", "  8: 65780\n  8: 65,781", "GF003"),
        (TABLE, "numerator: 8,", "numerater: 8,", "GF101"),
        (TABLE, "baseline: 65", "baseline: &a 65", "GF005"),
        (OF_2024, "  8: 65780", "  88: *a", "GF005"),
        (OF_2024, "67.4", "6,7.4\u3000", "GF103, GF006"),  # beside the number, not in it
        (TARGETS, "targets:\n", "resolved: [{id: 15, year: 2024, target: , source: 通知}]\ntargets:\n", "GF206"),
        (TABLE, "baseline: 65", "baseline: *a", "GF005"),
        (TABLE, "baseline: 65", "baseline: [65]", "GF107"),
        (TABLE, "[县发改局, 县民社局]", "[县发改局, [县民社局]]", "GF107"),
        (TABLE, "[县发改局, 县民社局]", "", "GF102"),
        (TARGETS, "15: {2022: 68, 2025: 70}", "15: 70", "GF107"),
        (TARGETS, "2025: 70", "2O25: 70", "GF106"),
        (TARGETS, "2025: 70", "2025: {cell: 70}", "GF102"),
        (TARGETS, "2025: 70", "2025: {differs: 只计户籍人口}", "GF102"),
        (TARGETS, "2025: 70", "2025: {cell: 70, difers: 只计户籍人口}", "GF101"),
        (TARGETS, "2025: 70", "2025: {cell: 约70, differs: 只计户籍人口}", "GF105"),
        (TARGETS, "  15:", "  155:", "GF202"),
        (OF_2024, "year: 2024", "year: 2o24", "GF106"),
        (OF_2024, "year: 2024", "yaer: 2024", "GF101"),
        (OF_2024, "year: 2024\n", "", "GF102"),
        (REGISTER, "- name: 县民社局", "- nane: 县民社局", "GF101"),
        (REGISTER, "- name: 县民社局", "- aliases: [县人社局]", "GF102"),
        (REGISTER, "departments:\n  - name: 县发改局\n  - name: 县民社局", "departments: 县发改局", "GF107"),
        (TABLE, "- name: 城乡区域协调发展", "- nane: 城乡区域协调发展", "GF101"),
        (TABLE, "categories:\n  - name: 经济高质量发展\n  - name: 城乡区域协调发展", "categories: 经济", "GF107"),
        (TARGETS, "targets:\n", "targets: 5\nresolved: []\nold:\n", "GF107, GF101"),
    ],
)
def test_one_mistake_is_one_finding(county: County, file: str, old: str, new: str, code: str) -> None:
    county.edit(file, old, new)
    assert ", ".join(each["code"] for each in county.findings()) == code


def test_aliases_that_could_not_be_read_may_be_any_name(county: County) -> None:
    county.edit(REGISTER, "- name: 县民社局", "- {name: 县民社局, alias: [县人社局]}")
    county.edit(TABLE, "[县发改局, 县民社局]", "[县发改局, 县人社局]")
    assert [each["code"] for each in county.findings()] == ["GF101"]


def test_a_bom_does_not_hide_what_else_breaks_the_file(county: County) -> None:
    county.write(OF_2024, "\ufeff" + COUNTY[OF_2024].replace("67.4", ">67.4"))
    assert county.places() == "2024:1:1-2 GF006 | 2024:7:7-12 GF002"


def test_a_verdict_without_a_source_is_found_once(county: County) -> None:
    """By GF206, as a verdict; not as a value besides, by GF502."""
    county.edit(TARGETS, "2025: 70}", "2025: 完成上级下达指标}  # gongfu: ignore[GF305] 待定")
    county.edit(OF_2025, "source: 示例县统计年鉴\n", "")
    county.edit(OF_2025, "15: 70.2", "15: {value: 70.2, verdict: met}")
    assert county.places() == "2025:4:6-11 GF502 | 2025:5:6-11 GF502 | 2025:6:30-33 GF206 | 2025:7:7-11 GF502"


# Did you mean


@pytest.mark.parametrize(
    ("file", "old", "new", "hint"),
    [
        (OF_2024, "  15:", "  155:", "Did you mean “15”?"),
        (
            TABLE,
            "[县发改局]",
            "[县发展改革局]",
            "Did you mean “县发改局”? To add a body to the register: - {name: 县发展改革局}",
        ),
        (TABLE, "category: 城乡区域协调发展\n", "category: 城乡协调发展\n", "Did you mean “城乡区域协调发展”?"),
        (TABLE, "    range:", "    rnage:", "Did you mean “range”?"),
        (TABLE, "    range:", "    Range:", "Did you mean “range”?"),
        (
            OF_2024,
            "status: published",
            "status: prelim",
            "Did you mean “preliminary”? one of: published, preliminary, illustrative",
        ),
        (OF_2024, "67.4", "{value: 67.4, verdict: mte}", "Did you mean “met”? one of: met, missed"),
        (
            TABLE,
            "    range:",
            "    备注:",
            "the fields here are: id, name, name_en, category, unit, unit_en, attribute, direction, baseline, "
            "departments, worse, tolerance, range, derived, note, item, timing",
        ),
    ],
)
def test_what_was_probably_meant(county: County, file: str, old: str, new: str, hint: str) -> None:
    county.edit(file, old, new)
    assert [each["hint"] for each in county.findings()] == [hint]


@pytest.mark.parametrize(
    ("file", "old", "new", "zh", "en"),
    [
        (TABLE, "    direction: rising\n", "", "填上，如：direction: rising", "fill in, such as: direction: rising"),
        (
            TABLE,
            "attribute: evaluation\n    direction: rising\n    baseline: 65",
            "attribute: evaluation\n    direction:\n    baseline: 65",
            "填上，如：direction: rising",
            "fill in, such as: direction: rising",
        ),
        (TARGETS, "issued: 2021-11-09\n", "", "填上，如：issued: 2021-11-09", "fill in, such as: issued: 2021-11-09"),
        (TARGETS, "issued: 2021-11-09", "issued: 2021/11/9", "改为：2021-11-09", "write: 2021-11-09"),
        (TARGETS, "issued: 2021-11-09", "issued: ２０２１年１１月９日", "改为：2021-11-09", "write: 2021-11-09"),
        (
            TARGETS,
            "issued: 2021-11-09",
            "issued: 2021/2/30",  # there is no such day
            "写成 年-月-日，如 2021-11-09",
            "write year-month-day, such as 2021-11-09",
        ),
        (TABLE, "direction: rising\n", "direction: 越高越好\n", "改为：rising", "write: rising"),
        (TABLE, "direction: rising\n", "direction: 正向\n", "改为：rising", "write: rising"),
        (TABLE, "direction: rising\n", "direction: 逆向指标\n", "改为：falling", "write: falling"),
        (TABLE, "direction: rising\n", "direction: 越低越好\n", "改为：falling", "write: falling"),
        (TABLE, "direction: rising\n", "direction: 保持稳定\n", "改为：keep stable", "write: keep stable"),
        (TABLE, "attribute: evaluation\n", "attribute: 评价\n", "改为：evaluation", "write: evaluation"),
        (TABLE, "attribute: evaluation\n", "attribute: 观察指标\n", "改为：observation", "write: observation"),
        (OF_2024, "status: published", "status: 已公布", "改为：published", "write: published"),
        (OF_2024, "status: published", "status: 快报数", "改为：preliminary", "write: preliminary"),
        (TARGETS, "issued:", "replaces: 是\nissued:", "改为：true", "write: true"),
        (
            TABLE,
            "direction: rising\n",
            "direction: 好\n",
            "可用：rising（越高越好）、falling（越低越好）、keep stable（保持稳定）",
            "one of: rising, falling, keep stable",
        ),
        (
            TABLE,
            "[县发改局]\n",
            "县发改局\n",
            "写法如：departments: [县发改局, 县统计局]",
            "as in: departments: [县发改局, 县统计局]",
        ),
        (TABLE, "[0, 100]", "0-100", "写法如：range: [0, 100]", "as in: range: [0, 100]"),
        (
            TARGETS,
            "15: {2022: 68, 2025: 70}",
            "15: 70",
            "写法如：targets: {1: {2022: 18, 2025: 21}}",
            "as in: targets: {1: {2022: 18, 2025: 21}}",
        ),
        (
            TABLE,
            "  - name: 城乡区域协调发展\n",
            "  - 城乡区域协调发展\n",
            "写法如：categories: [{name: 经济高质量发展}]",
            "as in: categories: [{name: 经济高质量发展}]",
        ),
        (
            TABLE,
            "[县发改局]\n",
            "[县海洋与渔业局]\n",
            "名录里没有的，加上一行：- {name: 县海洋与渔业局}",
            "To add a body to the register: - {name: 县海洋与渔业局}",
        ),
        (
            OF_2024,
            "67.4",
            "2020年 10.5",
            "只写半角数字和小数点，如 12.5",
            "write digits and a point only, such as 12.5",
        ),
    ],
)
def test_a_hint_shows_what_to_write(county: County, file: str, old: str, new: str, zh: str, en: str) -> None:
    county.edit(file, old, new)
    assert {each["hint"] for each in county.findings()} == {en}
    assert f"= {zh}\n" in county.text(lang="zh")


@pytest.mark.parametrize("word", ["完成", "建成", "已达标", "met", "missed"])
def test_who_says_that_it_is_done_is_told_how_to_write_a_verdict(county: County, word: str) -> None:
    county.edit(OF_2024, "15: 67.4", f"15: {word}")
    (finding,) = county.findings("--select", "GF103")
    assert finding["message"] == f"“{word}” is a verdict, not a number"
    assert finding["hint"] == "write a verdict: {verdict: met, source: …}"


def test_what_is_to_be_done_is_asked_for_as_a_verdict(county: County) -> None:
    """The hint of GF501 is not that of a number; `——` is one that has no effect."""
    county.edit(TARGETS, "15: {2022: 68, 2025: 70}", "15: {2022: 开工, 2025: 建成}")
    county.edit(OF_2024, "15: 67.4", "15: ——")
    county.edit(OF_2025, "15: 70.2", "15:")
    found = {(each["code"], each["file"]): each["hint"] for each in county.findings("--select", "GF2,GF501")}
    assert found["GF208", "data/actuals/2024.yaml"] == "write a verdict: {verdict: met, source: …}"
    assert found["GF501", "data/actuals/2025.yaml"].endswith("if so, write a verdict with its source (verdict: met)")


def test_findings_of_a_rule_at_one_place_stand_in_the_order_of_the_table(county: County) -> None:
    """Not in that of their sentences, where 15 comes before 8."""
    county.write("actuals/2026.yaml", "year: 2026\nstatus: published\nsource: 公报\nvalues:\n  1: 22.60\n")
    messages = [each["message"] for each in county.findings("--select", "GF501") if "2026" in each["file"]]
    assert [re.findall("indicator ([0-9]+)", message) for message in messages] == [["8"], ["15"], ["19"]]


def test_a_file_of_another_shape_is_shown_how_it_begins(county: County) -> None:
    county.write(OF_2024, "- 24.86\n")
    assert [each["hint"] for each in county.findings() if each["code"] == "GF107"] == ["as in: year: 2024"]


# Comments that silence

LOOSE = "  15: {2022: 68, 2025: 60}"
BOTH = "GF301 at 6, GF302 at 6"


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        pytest.param(LOOSE, BOTH, id="none"),
        pytest.param(f"{LOOSE}  # gongfu: ignore[GF301, GF302] 原文如此", "", id="same line, two codes"),
        pytest.param(f"{LOOSE}  # gongfu: ignore[GF301] 原文如此", "GF302 at 6", id="one of two"),
        pytest.param(f"  # gongfu: ignore[GF3] 原文如此\n{LOOSE}", "", id="line above, prefix"),
        pytest.param(f"  # gongfu: ignore[GF301] 甲\n  # gongfu: ignore[GF302] 乙\n{LOOSE}", "", id="stacked"),
        pytest.param(f"  # gongfu: ignore[GF301] 甲\n  # 说明\n\n{LOOSE}  # gongfu: ignore[GF302] 乙", "", id="apart"),
        pytest.param(f"{LOOSE}  # gongfu: ignore[target-looser,Target_Retreats] 原文如此", "", id="names"),
        pytest.param(f"{LOOSE}  #gongfu:ignore[gf3]原文如此", "", id="tight"),
        pytest.param(f"{LOOSE}  # gongfu: ignore[GF3]", "GF601 at 6", id="no reason"),
        pytest.param(f"{LOOSE}  # gongfu: ignore[GF3]： …", "GF601 at 6", id="a reason without a word"),
        pytest.param(f"{LOOSE}  # gongfu: ignore 原文如此", f"{BOTH}, GF601 at 6", id="no code"),
        pytest.param(f"{LOOSE}  # gongfu: ignore[] 原文如此", f"{BOTH}, GF601 at 6", id="empty brackets"),
        pytest.param(f"{LOOSE}  # gongfu: ignore[GF999] 原文如此", f"{BOTH}, GF602 at 6", id="no such rule"),
        pytest.param(f"{LOOSE}  # gongfu: ignore[GF401] 原文如此", f"{BOTH}, GF602 at 6", id="unused"),
        pytest.param(f"{LOOSE}\n  # gongfu: ignore[GF3] 原文如此", f"{BOTH}, GF602 at 7", id="line below"),
        pytest.param(
            "# gongfu: ignore[GF3] 原文如此\n  8: {2022: 56000, 2025: 69000}", "GF602 at 6", id="unused above"
        ),
        pytest.param(f"{LOOSE}  # 城镇化率 # gongfu: ignore[GF3] 原文如此", "", id="behind another comment"),
        pytest.param(f"{LOOSE}  # 城镇化率，gongfu: ignore[GF3] 原文如此", "", id="within a comment"),
        pytest.param(f"{LOOSE}  # gongfu: ignore[GF301] 甲 gongfu: ignore[GF302] 乙", "", id="two in a comment"),
        pytest.param(f"{LOOSE}  # gongfu: ignore[GF301] gongfu: ignore[GF302] 乙", "GF601 at 6", id="one bare of two"),
        pytest.param("  15: {2022: '68', 2025: \"60\"}  # gongfu: ignore[GF3] 原文如此", "", id="behind quotes"),
        pytest.param(
            "  15: {2022: 约68, 2025: 70}  # gongfu: ignore[GF105] 原文如此", "GF105 at 6, GF602 at 6", id="GF1"
        ),
        pytest.param(
            "  15: {2022: &a 68, 2025: 70}  # gongfu: ignore[GF0] 原文如此", "GF005 at 6, GF602 at 6", id="GF0"
        ),
        pytest.param("  51: {2022: 68, 2025: 70}  # gongfu: ignore[GF202] 另表", "GF205 in indicators", id="GF2"),
    ],
)
def test_comments_silence_what_they_name(county: County, lines: str, left: str) -> None:
    county.edit(TARGETS, "  15: {2022: 68, 2025: 70}", lines)
    if lines.startswith("# gongfu: ignore[GF3] 原文如此\n  8"):
        county.edit(TARGETS, "  8: {2022: 56000, 2025: 69000}\n", "  15: {2022: 68, 2025: 70}\n")
    shift = (lines.partition("  15")[0] if "15:" in lines else "").count("\n")
    found = [
        f"{each['code']} at {each['line'] - shift}" if "targets" in each["file"] else f"{each['code']} in indicators"
        for each in county.findings()
    ]
    assert ", ".join(found) == left


@pytest.mark.parametrize(
    ("comment", "instead"),
    [
        ("# gongfu：ignore［GF301］原文如此", "# gongfu: ignore[GF301] 原文如此"),
        ("# gongfu: ignore【GF301，GF302】原文如此", "# gongfu: ignore[GF301, GF302] 原文如此"),
        ("# gongfu: ignore[GF301、GF302] 原文如此", "# gongfu: ignore[GF301, GF302] 原文如此"),
        ("# gongfu: ignore(GF301) 原文如此", "# gongfu: ignore[GF301] 原文如此"),
        ("# gongfu: ignore[GF301 原文如此", "# gongfu: ignore[GF301] 原文如此"),
        ("# gongfu: ignore GF301 原文如此", "# gongfu: ignore[GF301] 原文如此"),
        ("# gongfu: ignore GF301 GF302 原文如此", "# gongfu: ignore[GF301, GF302] 原文如此"),
        ("# gongfu ignore[GF301] 原文如此", "# gongfu: ignore[GF301] 原文如此"),
        ("# Gongfu: Ignore[gf301] 原文如此", "# gongfu: ignore[GF301] 原文如此"),
        ("# 城镇化率；GONGFU IGNORE GF301 原文如此", "# gongfu: ignore[GF301] 原文如此"),
        ("# gongfu ignore 原文如此", "# gongfu: ignore[GF…] 原文如此"),
        ("# ｇongfu: ignore[GF301] 原文如此", "# gongfu: ignore[GF301] 原文如此"),
        ("# ＧＯＮＧＦＵ：ｉｇｎｏｒｅ［ＧＦ３０１］原文如此", "# gongfu: ignore[GF301] 原文如此"),
        ("# gongfu: ignores[GF301] 原文如此", "# gongfu: ignore[GF301] 原文如此"),
        ("# gongfu ignored GF301 原文如此", "# gongfu: ignore[GF301] 原文如此"),
    ],
)
def test_a_near_miss_silences_nothing_and_is_told_how_to_be_written(county: County, comment: str, instead: str) -> None:
    county.edit(TARGETS, "  15: {2022: 68, 2025: 70}", f"{LOOSE}  {comment}")
    *loose, near = county.findings()
    assert [finding["code"] for finding in loose] == ["GF301", "GF302"]
    assert (near["code"], near["hint"]) == ("GF602", f"write: {instead}")


def test_a_full_width_number_sign_begins_no_comment(county: County) -> None:
    county.edit(
        TARGETS, "  15: {2022: 68, 2025: 70}", "  ＃ gongfu：ignore［GF301］原文如此\n  15: {2022: 68, 2025: 70}"
    )
    assert "write: # gongfu: ignore[GF301] 原文如此" in [finding["hint"] for finding in county.findings()]


@pytest.mark.parametrize("arguments", [("check", "-h"), ("rule",), ("rule", "GF601"), ("rule", "GF602")])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_how_to_silence_a_finding_stands_where_people_look(
    gongfu: Callable[..., tuple[int, str, str]], arguments: tuple[str, ...], lang: str
) -> None:
    assert "# gongfu: ignore[GF301] " in gongfu(*arguments, "--lang", lang)[1]


@pytest.mark.parametrize(
    "comment", ["gongfu ignores this", "gongfu ignored it", "see gongfu.ignore", "gongfu check --ignore GF301"]
)
def test_a_comment_about_the_program_is_none(county: County, comment: str) -> None:
    county.edit(TARGETS, "  15: {2022: 68, 2025: 70}", f"  15: {{2022: 68, 2025: 70}}  # {comment}")
    assert county.findings() == []


@pytest.mark.parametrize(
    "name",
    [
        "'某 # gongfu: ignore[GF301] 理由'",
        '"某 # gongfu: ignore[GF301] 理由"',
        "某#gongfu:ignore[GF301] 理由",
        "'it''s # gongfu: ignore[GF301] 理由'",
        '"a \\" # gongfu: ignore[GF301] 理由"',
        "|\n      # gongfu: ignore[GF301] 理由",
    ],
)
def test_a_comment_within_a_text_is_none(county: County, name: str) -> None:
    county.edit(TABLE, "name: 常住人口城镇化率", f"name: {name}")
    assert county.places() == ""


@pytest.mark.parametrize("note", ["'甲\\'", '"甲\\\\"', "5 'a", '5 "a'])
def test_a_comment_behind_a_text_is_one(county: County, note: str) -> None:
    county.edit(OF_2024, "  15: 67.4", f"  15: {{value: 6.74, note: {note} }} # gongfu: ignore[GF402] 核实无误")
    assert county.places() == ""


def test_a_comment_is_not_unused_where_its_rule_did_not_see_the_file(county: County) -> None:
    county.edit(OF_2024, "20.10", "20.1  # gongfu: ignore[GF406] 原报如此")
    county.edit(OF_2024, "65780", "65,780")
    assert county.places() == "2024:6:6-12 GF103"


def test_a_comment_is_not_unused_where_another_year_could_not_be_compared(county: County) -> None:
    county.edit(OF_2025, "70.2", "67.4  # gongfu: ignore[GF403] 核实无误")
    county.edit(OF_2024, "65780", "65,780")
    assert county.places() == "2024:6:6-12 GF103"


def test_a_comment_is_unused_whatever_rules_are_asked_for(county: County) -> None:
    county.edit(OF_2024, "20.10", "20.10  # gongfu: ignore[GF406] 原报如此")
    idle = "2024:5:13-44 GF602".replace("44", str(13 + len("# gongfu: ignore[GF406] 原报如此")))
    assert county.places() == idle
    assert county.places("--select", "GF6") == idle
    assert county.places("--ignore", "GF602") == ""
    county.edit(OF_2024, "20.10  #", "20.1  #")
    assert county.places("--select", "GF6") == ""


def test_every_comment_that_names_no_rule_is_found(county: County) -> None:
    county.edit(OF_2024, "20.10", "20.10  # gongfu: ignore[GF998] 原文如此")
    county.edit(OF_2024, "67.4", "67.4  # gongfu: ignore[GF999] 原文如此")
    assert [(each["code"], each["line"]) for each in county.findings()] == [("GF602", 5), ("GF602", 7)]


def test_the_closing_line_counts_what_was_silenced(county: County) -> None:
    county.edit(TARGETS, "  15: {2022: 68, 2025: 70}", f"{LOOSE}  # gongfu: ignore[GF3] 原文如此")
    assert county.text() == "5 files: 0 errors, 0 warnings, 0 notes (2 silenced)\n"
    assert county.text(lang="zh") == "5 个文件：0 个错误，0 个警告，0 个提示（另有 2 个已注明理由忽略）\n"


# Options


@pytest.fixture
def faulty(county: County) -> County:
    """A warning at line 6 of the targets twice, an error and a note in 2024."""
    county.edit(TARGETS, "2025: 70", "2025: 60")
    county.edit(OF_2024, "67.4", "167.4")
    county.edit(OF_2024, "20.10", "20.1")
    return county


ALL = "GF406 GF401 GF301 GF302"


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ([], ALL),
        (["--select", "GF301"], "GF301"),
        (["--select", "gf3"], "GF301 GF302"),
        (["--select", "target-looser"], "GF301"),
        (["--select", "Target_Looser"], "GF301"),
        (["--select", "GF301,GF401"], "GF401 GF301"),
        (["--select", "GF301, out-of-range"], "GF401 GF301"),
        (["--select", "GF301", "--select", "GF4"], "GF406 GF401 GF301"),
        (["--select", ""], ALL),
        (["--select", "GF1"], ""),
        (["--ignore", "GF3"], "GF406 GF401"),
        (["--ignore", "fewer-digits,GF302"], "GF401 GF301"),
        (["--ignore", "GF3", "--ignore", "GF4"], ""),
        (["--select", "GF3", "--ignore", "GF302"], "GF301"),
    ],
)
def test_select_and_ignore(faulty: County, options: list[str], codes: str) -> None:
    assert " ".join(each["code"] for each in faulty.findings(*options)) == codes


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("GF999", "there is no rule “GF999”."),
        ("GF3O1", "there is no rule “GF3O1”. Did you mean “GF301”?"),
        ("target-loser", "there is no rule “target-loser”. Did you mean “target-looser”?"),
        ("GF3,targetlooser", "there is no rule “targetlooser”. Did you mean “target-looser”?"),
    ],
)
def test_an_unknown_rule_is_refused(faulty: County, option: str, given: str, sentence: str) -> None:
    code, out, err = faulty.run(option, given)
    assert (code, out) == (2, "")
    assert err.startswith(sentence)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("GF0", "there is no rule “GF0”. There are: GF001, GF002, GF003, GF004, GF005, GF006, GF007, GF008\n"),
        ("gf72", "there is no rule “gf72”. There are: GF721, GF722, GF723, GF724\n"),
        ("GF721x", "there is no rule “GF721x”. Did you mean “GF721”?\n"),
        ("zz", "there is no rule “zz”.\n"),
        (" ", "there is no rule “ ”.\n"),
    ],
)
def test_the_rules_that_a_code_begins_are_offered(
    given: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rule", given, "--lang", "en"]) == 2
    assert capsys.readouterr().err == sentence


def test_of_many_rules_the_first_are_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "GF", "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("there is no rule “GF”. There are: GF001, GF002, ")
    assert int(re.findall("and ([0-9]+) more\n", err)[0]) == len(RULES) - 20


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--ignore", "GF401"], 0),
        (["--strict", "--ignore", "GF401"], 1),
        (["--strict", "--select", "GF406"], 0),
        (["--strict", "--select", "GF3"], 1),
        (["--select", "GF3"], 0),
        (["--forbid", "illustrative", "--ignore", "GF401"], 0),
    ],
)
def test_exit_code(faulty: County, options: list[str], code: int) -> None:
    assert faulty.run(*options)[0] == code


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["--format", "jsn"], "json"),
        (["--forbid", "prelim"], "illustrative"),
        (["--strct"], "--strict"),
        (["--format", "xlsx"], "--output"),
        (["--data", "nowhere"], "nowhere"),
        (["data/actuals/2030.yaml"], "data/actuals/2030.yaml"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_cannot_be_done_is_one_sentence(county: County, options: list[str], part: str, lang: str) -> None:
    code, out, err = county.run(*options, lang=lang)
    assert (code, out) == (2, "")
    assert part in err
    assert err.count("\n") == 1
    assert bool(re.search("[一-鿿]", err)) == (lang == "zh")


def test_forbid_illustrative_finds_each_value(county: County) -> None:
    county.edit(OF_2024, "status: published", "status: illustrative")
    county.edit(OF_2024, "67.4", "{value: 67.4, status: published}")
    county.edit(OF_2025, "70.2", "{value: 70.2, status: illustrative}")
    county.edit(OF_2025, "21.35", "")
    assert county.places() == "2024:2:9-21 GF503 | 2025:5:3-4 GF501 | 2025:7:15-19 GF503"
    assert county.run("--forbid", "illustrative")[0] == 1
    found = county.findings("--forbid", "illustrative")
    assert {(each["code"], each["severity"]) for each in found} == {("GF501", "note"), ("GF503", "error")}
    assert county.places("--forbid", "illustrative") == (
        "2024:5:6-11 GF503 | 2024:6:6-11 GF503 | 2024:8:7-11 GF503 | 2025:5:3-4 GF501 | 2025:7:15-19 GF503"
    )


# Files


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        (["data/actuals/2024.yaml"], "GF406 GF401"),
        (["data/targets_2022_2025.yaml"], "GF301 GF302"),
        (["data/targets_2022_2025.yaml", "data/actuals/2024.yaml"], ALL),
        (["./data/actuals/../targets_2022_2025.yaml"], "GF301 GF302"),
        (["data/departments.yaml"], ""),
        (["data"], ALL),
        (["--data", "data", "data/actuals/2024.yaml"], "GF406 GF401"),
    ],
)
def test_findings_of_the_files_that_are_named(faulty: County, files: list[str], codes: str) -> None:
    assert " ".join(each["code"] for each in faulty.findings(*files)) == codes
    assert faulty.run(*files)[0] == int("GF401" in codes)


def test_a_file_is_checked_against_the_rest_of_its_folder(county: County) -> None:
    county.edit(OF_2024, "  15:", "  51:")
    assert county.places("data/actuals/2024.yaml") == "2024:7:3-5 GF202"


def test_files_are_named_as_they_were_reached(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    county.edit(OF_2024, "67.4", "6x")
    monkeypatch.chdir("data")
    assert [each["file"] for each in county.findings("actuals/2024.yaml")] == ["actuals/2024.yaml"]
    assert [each["file"] for each in county.findings(".")] == ["actuals/2024.yaml"]
    monkeypatch.chdir("actuals")
    assert [each["file"] for each in county.findings("2024.yaml")] == ["2024.yaml"]


@pytest.mark.parametrize("name", ["data/notes.yaml", "data/actuals/notes.txt", "data/indicators.yml", "data/actuals"])
def test_a_file_that_is_no_data_file_is_refused(county: County, name: str) -> None:
    if not Path(name).exists():
        county.write(name.removeprefix("data/"), "a: 1\n")
    code, out, err = county.run(name)
    assert (code, out) == (2, "")
    assert name in err
    assert err.count("\n") == 1


def test_a_near_miss_does_not_hide_what_another_comment_silences_in_vain(county: County) -> None:
    county.edit(TARGETS, "15: {2022: 68, 2025: 70}", "15: {2022: 68, 2025: 70}  # gongfu：ignore［GF301］照录")
    county.edit(OF_2024, "15: 67.4", "15: 67.4  # gongfu: ignore[GF402] 核对过")
    county.edit(OF_2024, "8: 65780", "8: 65780  # gongfu: ignore")
    assert sorted(each["code"] for each in county.findings()) == ["GF601", "GF602", "GF602"]


def test_a_file_in_the_place_of_the_folder_of_actuals_is_found(county: County) -> None:
    shutil.rmtree("data/actuals")
    county.write("actuals", "2024\n")
    assert [f"{each['file']} {each['code']} {each['message']}" for each in county.findings()] == [
        "data/actuals GF008 this folder cannot be opened"
    ]


def test_files_of_two_counties_are_refused(county: County) -> None:
    for file, text in COUNTY.items():
        county.write(f"../other/{file}", text)
    code, out, err = county.run("data/indicators.yaml", "other/indicators.yaml")
    assert (code, out) == (2, "")
    assert "one data folder at a time" in err
    assert county.run("other/indicators.yaml")[0] == 0
    code, out, err = county.run("--data", "data", "other/indicators.yaml")
    assert (code, out) == (2, "")
    assert "other/indicators.yaml" in err


def test_the_closing_line_counts_the_files_that_are_named(faulty: County) -> None:
    """With what was silenced in them, not elsewhere."""
    faulty.edit(OF_2024, "167.4", "167.4  # gongfu: ignore[GF401] 核实无误")
    assert faulty.text("data/actuals/2024.yaml").splitlines()[-1] == "1 file: 0 errors, 0 warnings, 1 note (1 silenced)"
    assert faulty.text("data/departments.yaml").splitlines()[-1] == "1 file: 0 errors, 0 warnings, 0 notes"


# Formats


def test_concise_is_one_line_a_finding(faulty: County) -> None:
    assert (
        faulty.text("--format", "concise", "--notes")
        == """\
data/actuals/2024.yaml:5:6 GF406 fewer-digits note: 20.1 for indicator 1 has fewer decimals than the 2 in the table
data/actuals/2024.yaml:7:7 GF401 out-of-range error: 167.4 is outside what indicator 15 can be, 0 to 100
data/targets_2022_2025.yaml:6:24 GF301 target-looser warning: the 2025 target of indicator 15, 60, is looser than its \
baseline, 65
data/targets_2022_2025.yaml:6:24 GF302 target-retreats warning: the 2025 target of indicator 15, 60, is looser than \
that of 2022, 68
5 files: 1 error, 2 warnings, 1 note
"""
    )
    assert faulty.text("--format", "concise", "--notes", "--select", "GF406", lang="zh") == (
        "data/actuals/2024.yaml:5:6 GF406 fewer-digits 提示：第1号指标的值 20.1 少于表中所印的 2 位小数\n"
        "5 个文件：0 个错误，0 个警告，1 个提示\n"
    )


@pytest.mark.parametrize("format", ["text", "concise"])
def test_a_screen_counts_the_notes_and_lists_them_when_asked(faulty: County, format: str) -> None:
    """check shows errors and warnings and counts the notes in one line (--notes)."""
    for lang, count in (("en", "1 note not listed: see --notes."), ("zh", "另有 1 个提示，--notes 列出。")):
        brief = faulty.text("--format", format, lang=lang)
        assert "GF401" in brief
        assert "GF301" in brief
        assert "GF406" not in brief
        assert brief.splitlines()[-2] == count
        whole = faulty.text("--format", format, "--notes", lang=lang)
        assert "GF406" in whole
        assert count not in whole
        assert whole.splitlines()[-1] == brief.splitlines()[-1]


@pytest.mark.parametrize("format", ["json", "github", "junit", "sarif"])
def test_the_formats_for_machines_have_every_note(faulty: County, format: str) -> None:
    text = faulty.text("--format", format)
    assert "GF406" in text
    assert text == faulty.text("--format", format, "--notes")


def test_the_notes_change_no_exit_code(county: County) -> None:
    county.edit(OF_2024, "67.4", "67")
    for options in ([], ["--strict"], ["--notes"], ["--notes", "--strict"]):
        assert county.run(*options)[0] == 0


def test_json_is_that_of_the_contract(county: County) -> None:
    county.edit(OF_2024, "67.4", "{note: 口径变化, value: 67.4%}")
    county.edit(TARGETS, "2025: 33}", "2025: 32}  # gongfu: ignore[GF304] 原文如此")
    assert (
        county.text("--format", "json")
        == """\
{
  "schema": "gongfu.check/1",
  "findings": [
    {
      "code": "GF103",
      "name": "not-a-number",
      "severity": "error",
      "file": "data/actuals/2024.yaml",
      "line": 7,
      "column": 27,
      "end_line": 7,
      "end_column": 32,
      "message": "“67.4%” is not a number as numbers are written here",
      "message_zh": "“67.4%”不是这里的数字写法",
      "hint": "write: 67.4"
    }
  ],
  "summary": {
    "errors": 1,
    "warnings": 0,
    "notes": 0,
    "suppressed": 1,
    "files": 5
  }
}
"""
    )


def test_json_of_nothing(county: County) -> None:
    document = json.loads(county.text("--format", "json", lang="zh"))
    assert document == {
        "schema": "gongfu.check/1",
        "findings": [],
        "summary": {"errors": 0, "warnings": 0, "notes": 0, "suppressed": 0, "files": 5},
    }


def test_json_has_null_for_no_hint(county: County) -> None:
    county.write(OF_2024, "")
    assert [each["hint"] for each in county.findings()] == [None]


@pytest.mark.parametrize("format", ["text", "concise"])
def test_github_actions_gets_annotations_after_the_text(
    faulty: County, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    plain = faulty.text("--format", format)
    annotations = faulty.text("--format", "github")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    # No line of the text may be taken for a command.
    stopped = rf"::stop-commands::(\w+)\n{re.escape(plain)}::\1::\n{re.escape(annotations)}"
    assert re.fullmatch(stopped, faulty.text("--format", format))
    assert annotations.count("\n::") == 3
    assert "::error file=data/actuals/2024.yaml,line=7,col=7,endLine=7,endColumn=12,title=GF401" in annotations


@pytest.mark.parametrize("format", ["json", "github", "junit", "sarif"])
def test_github_actions_leaves_machine_formats_alone(
    faulty: County, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    plain = faulty.text("--format", format)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert faulty.text("--format", format) == plain


@pytest.mark.parametrize("format", ["text", "concise", "json", "github", "junit", "sarif"])
def test_output_goes_to_a_file(faulty: County, format: str) -> None:
    shown = faulty.text("--format", format)
    assert faulty.run("--format", format, "--output", "found") == (1, "", "written: found\n")
    assert Path("found").read_bytes() == shown.encode()


def test_colour_only_where_it_is_wanted(faulty: County, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = faulty.text()
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = faulty.text()
    assert "\x1b[1;31mGF401" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert faulty.run("--output", "found.txt")[0] == 1
    assert Path("found.txt").read_bytes() == plain.encode()
    monkeypatch.setenv("NO_COLOR", "1")
    assert faulty.text() == plain


# Reading


@pytest.mark.parametrize(
    "text", ["no", "010", "1:30", "1_000", "12.50", "——", "~", "null", "1e3", "0x1f", "2024-01-01"]
)
def test_a_scalar_has_no_type(text: str) -> None:
    read = reading.parse(f"a: {text}\n".encode(), "a.yaml")
    assert isinstance(read.root, nodes.Mapping)
    value = read.root["a"]
    assert isinstance(value, nodes.Text)
    assert (value, value.place[1:]) == (text, (1, 4, 1, 4 + len(text)))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_yaml_counts_them(end: str) -> None:
    read = reading.parse(f"甲: 1{end}{end}乙: 2".encode(), "a.yaml")
    assert isinstance(read.root, nodes.Mapping)
    assert read.root.key("乙").place == ("a.yaml", 3, 1, 3, 2)
    assert read.lines == ["甲: 1", "", "乙: 2"]


def each_place(node: nodes.Node | None, seen: Callable[[nodes.Text], None]) -> None:
    if isinstance(node, nodes.Text):
        seen(node)
    elif isinstance(node, nodes.Listing):
        for item in node:
            each_place(item, seen)
    elif isinstance(node, nodes.Mapping):
        for entry in nodes.entries(node):
            seen(entry.key)
            each_place(entry.value, seen)


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.name)
def test_every_scalar_of_the_shipped_files_stands_where_its_place_says(path: Path, bom: str) -> None:
    read = reading.parse(bom.encode() + path.read_bytes(), path.name)
    lines = read.lines
    scalars: list[nodes.Text] = []
    each_place(read.root, scalars.append)
    assert len(scalars) > 15
    for each in scalars:
        _, line, column, end_line, end = each.place
        assert end_line == line
        assert lines[line - 1][column - 1 : end - 1].strip("\"'") == each


def test_a_targets_file_that_cannot_be_parsed_is_one_finding(county: County) -> None:
    """What it mentions is not known, so no indicator is said to be without targets for its sake."""
    county.write(
        "targets_2025_plan.yaml", b"source: \xe6\x96\xb9\xe6\xa1\x88\nissued: 2025-02-28\ntargets:\n  15: {2025: 71}\n"
    )
    county.edit(TARGETS, "  15: {2022: 68, 2025: 70}", "  15: {2022: >68, 2025: 70}")
    assert [each["code"] for each in county.findings()] == ["GF002"]


def test_a_silenced_part_never_becomes_a_fault_of_the_program(county: County) -> None:
    county.edit(TABLE, "{numerator: 8,", "{numerator: 88,")
    county.edit(OF_2024, "19: 32.7", "19: 20.1")
    end = "factor: 0.01}, departments: [县民社局]}"
    county.edit(TABLE, end, f"{end}  # gongfu: ignore[GF202] 另表")
    assert [each for each in county.findings() if each["severity"] == "error"] == []
    assert run(["score", "2024", "--show", "summary"]) == 0


def test_a_silenced_resolution_never_becomes_a_fault_of_the_program(county: County) -> None:
    county.edit(TARGETS, "  15: {2022: 68, 2025: 70}", "  15: {2022: 完成上级下达指标, 2025: 70}")
    with (Path("data") / TARGETS).open("a", encoding="utf-8") as stream:
        stream.write("resolved:\n  # gongfu: ignore[GF206] 待补\n")
        stream.write("  - {id: 15, year: 2024, target: 持续巩固, source: 甲}\n")
    assert [each for each in county.findings() if each["severity"] == "error"] == []
    assert run(["score", "2024", "--show", "summary"]) == 0
