"""Forms that come back: what is read, what is refused with its cell, and what becomes of the actuals file."""

import csv
import io
import re
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook  # type: ignore[import-untyped]
from tables import county
from tables import read_forms as read

from gongfu_cli.book.folder import load
from gongfu_cli.book.model import Actuals
from gongfu_cli.book.row import read_row
from gongfu_cli.checks.run import check
from gongfu_cli.forms import calamine, workbook, yaml_file
from gongfu_cli.forms.form import filed, form
from gongfu_cli.forms.merge import changes, merged
from gongfu_cli.forms.returned import Returned
from gongfu_cli.forms.sheet_xml import formula_errors
from gongfu_cli.language.phrase import Refusal
from gongfu_cli.source.nodes import Mapping as Block
from gongfu_cli.source.nodes import Text, entries
from gongfu_cli.source.reading import parse
from gongfu_cli.source.text import ODD
from gongfu_cli.source.writing import difference, scalar, tidy

HERE = Path(__file__).parent
BOOK = county(
    "name: 生产总值, direction: rising, baseline: 10.50",
    "name: 能耗, direction: falling, baseline: 0.30",
    "name: 城镇化率, direction: rising, baseline: 60, range: [0, 100], departments: [乙局]",
    "id: 20.1, name: 满意度, direction: rising, baseline: 80, departments: [乙局]",
    targets="1: {2025: 15}, 2: {2025: 完成上级下达指标}, 3: {2025: 65}, 20.1: {2025: 90}",
    actuals={2023: "1: 12.75", 2024: "1: 13.50, 3: {value: 63, source: 公报甲}"},
)
NAMES = {each.id: each.name for each in BOOK.table.indicators}
FILES = {"甲局": {"1": 6, "2": 7}, "乙局": {"3": 6, "20.1": 7}}
"""The row of each indicator on its worksheet."""
COLUMN = {"value": "G", "verdict": "H", "status": "I", "source": "J", "note": "K", "reason": "L", "measure": "M"}


def returned(cells: Mapping[str, object], year: int = 2025) -> bytes:
    """The form of a year with some cells filled in (`{"甲局!G6": 14.2}`), as a workbook."""
    book = load_workbook(io.BytesIO(workbook.render(form(BOOK, year), "zh")))
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
        if isinstance(value, str):
            book[sheet][cell].data_type = "s"  # what begins with = too
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def back(cells: Mapping[str, object], year: int = 2025) -> Returned:
    return read([("表.xlsx", returned(cells, year))], BOOK)


def said(result: Returned) -> list[str]:
    return [f"{each.place.file} {each.code} {each.severity}: {each.message.en}" for each in result.findings]


def table(*lines: str, head: str = "编号,指标,2025年实际值,考核结论,数据状态,数据来源,说明") -> bytes:
    return "\r\n".join([head, *lines]).encode()


# What is read


def test_what_was_filled_in_comes_back() -> None:
    result = back(
        {
            "甲局!G6": 14.2,
            "甲局!H7": "未达标",
            "甲局!J7": "市局函",
            "乙局!G6": "——",
            "乙局!I7": "初步值",
            "乙局!K7": "下月公布",
            "乙局!L7": "样本不足",
            "乙局!M7": "扩大样本",
        }
    )
    assert said(result) == []
    assert result.period == 2025
    assert result.filing == {
        "1": {"value": "14.20"},
        "2": {"verdict": "missed", "source": "市局函"},
        "3": {"value": "——"},
        "20.1": {"status": "preliminary", "note": "下月公布", "reason": "样本不足", "measure": "扩大样本"},
    }


def test_a_form_that_was_not_filled_in_files_nothing() -> None:
    result = back({})
    assert (result.filing, list(result.forms), said(result)) == ({}, ["甲局", "乙局"], [])


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        (14, "14.00"),  # as the cell shows it: the table prints two decimals for this row
        (14.5, "14.50"),
        (14.123, "14.123"),
        (-0.5, "-0.50"),
        (0.1 + 0.2, "0.30"),  # binary arithmetic shows in no cell
        (1.1 * 3, "3.30"),
        (123456789.12, "123456789.12"),
        (1e16, "10000000000000000.00"),
        ("14.1", "14.1"),  # text keeps its digits
        (" 14.10 ", "14.10"),
        ("--", "——"),
        ("—", "——"),
    ],
)
def test_numbers(typed: object, read_as: str) -> None:
    assert back({"甲局!G6": typed}).filing == {"1": {"value": read_as}}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv(encoding: str) -> None:
    raw = table("1,生产总值,14.20,,已公布,公报,", "20.1,满意度,,,,,", "3,城镇化率,——,,,,").decode().encode(encoding)
    result = read([("表.csv", raw)], BOOK)
    assert said(result) == []
    assert result.filing == {
        "1": {"value": "14.20", "status": "published", "source": "公报"},
        "3": {"value": "——"},
    }
    assert [head.table.file for head in result.forms["乙局"]] == ["表.csv"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_with_another_delimiter(delimiter: str) -> None:
    raw = table("1,,14.2,,,,").replace(b",", delimiter.encode())
    assert read([("表.csv", raw)], BOOK).filing == {"1": {"value": "14.2"}}


def test_csv_with_the_fields_names_takes_the_year_from_outside() -> None:
    raw = table("1,14.2,illustrative", head="id,value,status")
    assert read([("表.csv", raw)], BOOK, 2025).filing == {"1": {"value": "14.2", "status": "illustrative"}}
    assert said(read([("表.csv", raw)], BOOK)) == ["表.csv!B1 GF703 error: the table does not say for which year it is"]


@pytest.mark.parametrize("name", ["form.xls", "form.ods"])
def test_other_workbooks(name: str) -> None:
    """Made by filling in the form for 2025 and saving it from LibreOffice."""
    result = read([(name, (HERE / "returned" / name).read_bytes())], BOOK)
    assert said(result) == []
    assert result.filing == {
        "1": {"value": "14.20", "status": "published", "source": "公报", "note": "=1+1"},
        "2": {"verdict": "met", "source": "市局函"},
        "3": {"value": "——"},
    }


def test_english_forms_come_back_too() -> None:
    book = load_workbook(io.BytesIO(workbook.render(form(BOOK, 2025), "en")))
    book["甲局"]["G6"], book["甲局"]["I6"] = 14.2, "published"
    stream = io.BytesIO()
    book.save(stream)
    assert read([("a.xlsx", stream.getvalue())], BOOK).filing == {"1": {"value": "14.20", "status": "published"}}


def test_the_list_for_information_asks_for_nothing() -> None:
    raw = table("1,,,,,,", "配合的指标：由牵头部门填报,,,,,,", "3,,,,,,")
    assert list(read([("表.csv", raw)], BOOK).forms) == ["甲局"]


def test_a_column_of_ones_own_may_be_empty_and_rows_may_end_early() -> None:
    raw = table("1,12.75", "3", head="编号,2025年实际值,页码")
    assert said(read([("表.csv", raw)], BOOK)) == []


def test_the_same_value_twice_is_no_conflict() -> None:
    files = [("甲.csv", table("1,,14.20,,,,")), ("乙.xlsx", returned({"甲局!G6": 14.2, "甲局!K6": "补"}))]
    result = read(files, BOOK)
    assert said(result) == []
    assert result.filing == {"1": {"value": "14.20", "note": "补"}}


# What is refused


NO_NUMBER = "is not a number as numbers are written here"
AGAIN = "enter the number again, in general format"


@pytest.mark.parametrize(
    ("cells", "finding", "hint"),
    [
        ({"G6": "约十四"}, f"G6 GF707 error: “约十四” {NO_NUMBER}", "enter a number, or —— if nothing was surveyed"),
        ({"G6": "１４．２"}, f"G6 GF707 error: “１４．２” {NO_NUMBER}", "write: 14.2"),
        ({"G6": "1,234.5"}, f"G6 GF707 error: “1,234.5” {NO_NUMBER}", "write: 1234.5"),
        ({"G6": "70%"}, f"G6 GF707 error: “70%” {NO_NUMBER}", "write: 70"),
        ({"G6": True}, "G6 GF707 error: “TRUE” is not a number", AGAIN),
        ({"G6": date(2025, 1, 2)}, "G6 GF707 error: “2025-01-02” is not a number", AGAIN),
        ({"G6": 1 / 3}, "G6 GF707 error: 0.333333333333333 was worked out and not rounded",
         "enter it with as many digits as are published"),
        ({"A7": "22", "G7": 1}, "A7 GF706 error: there is no indicator “22” in the table", "Did you mean “2”?"),
        ({"A7": None, "G7": 1}, "A7 GF706 error: something is filed in this row, but it has no id", ""),
        ({"I6": "已公开"}, "I6 GF708 error: “已公开” is not one of the words for this field",
         "Did you mean “已公布”? one of: 已公布, published, 初步值, preliminary, 示例, illustrative"),
        ({"H7": "达标"}, "H7 GF708 error: “达标” is not one of the words for this field", "write: met"),
        ({"H7": "好"}, "H7 GF708 error: “好” is not one of the words for this field",
         "one of: 已达标, met, 未达标, missed"),
        ({"H6": "已达标"}, "H6 GF709 error: the target of indicator 1 is not left open, or has its number: it takes no "
         "verdict", "empty this cell"),
        ({"H7": "已达标"}, "H7 GF711 error: the verdict on indicator 2 has no source", "name it in the source column"),
        ({"A10": 1, "G10": 14.3, "G6": 14.2}, "G10 GF710 error: indicator 1 has two for “Actual 2025”: “14.20” and "
         "“14.30”", "the first is 表.xlsx[甲局]!G6; keep one of the two"),
        ({"H5": "2025年实际值"}, "H5 GF705 error: this column has the same name as one before it", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_refused_with_its_cell(cells: dict[str, object], finding: str, hint: str) -> None:
    result = back({f"甲局!{cell}": value for cell, value in cells.items()})
    assert said(result) == [f"表.xlsx[甲局]!{finding}"]
    found = result.findings[0].hint
    assert (found.en if found else "") == hint


def test_of_what_is_to_be_done_a_verdict_is_asked_and_no_number() -> None:
    book = county("direction: rising", targets="1: {2025: 建成}", actuals={})
    for text in ("已建成", "完成80%"):
        result = read([("表.csv", f"编号,2025年实际值\n1,{text}\n".encode())], book)
        assert [(each.code, each.hint.en) for each in result.findings if each.hint] == [
            ("GF707", "empty this cell; choose the verdict, and name its source")
        ]


def test_no_hint_turns_a_verdict_into_its_opposite() -> None:
    """达标 is as like 未达标 as it is like 已达标."""
    found = [back({"甲局!H7": word}).findings[0].hint for word in ("达标", "完成", "未完成")]
    assert [hint.zh for hint in found if hint] == ["改为：已达标", "改为：已达标", "改为：未达标"]


def test_a_value_that_the_indicator_cannot_have() -> None:
    assert said(back({"乙局!G6": 107})) == [
        "表.xlsx[乙局]!G6 GF401 error: 107 is outside what indicator 3 can be, 0 to 100"
    ]


def rewritten(raw: bytes, **changes: str) -> bytes:
    """A workbook with texts replaced in the XML of its first sheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in archive.namelist():
            content = archive.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                for old, text in changes.items():
                    content = re.sub(CELLS[old], text, content)
            new.writestr(name, content)
    return stream.getvalue()


CELLS = {
    "end": r"</sheetData>(?s:.*)</worksheet>",
    "cell": r'<c r="G6"[^>]*><v>14.2</v></c>',
    "start": r"^(<\?xml[^>]*>)?\s*<worksheet",
}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FILLED = returned({"甲局!G6": 14.2})


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="G6" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        "<c r='G6' t='e'><f>1/0</f><v>#DIV/0!</v></c>",
        '<c t = "e"\nr="g6"><f/><v>#DIV/0!</v></c>',
        f'<x:c xmlns:x="{MAIN}" r="G6" t="e"><x:v>#DIV/0!</x:v></x:c>',
    ],
)
def test_a_formula_that_gives_no_number_is_not_taken_for_an_empty_cell(cell: str) -> None:
    """However the XML of the error is spelt."""
    assert said(read([("表.xlsx", rewritten(FILLED, cell=cell))], BOOK)) == [
        "表.xlsx[甲局]!G6 GF707 error: a formula that gives no number: #DIV/0!"
    ]


@pytest.mark.parametrize(
    ("cells", "place", "formula"),
    [
        ({"甲局!G6": "=1+1"}, "甲局]!G6", "=1+1"),
        ({"乙局!J7": "=A1"}, "乙局]!J7", "=A1"),
        ({"乙局!K7": "=A1"}, "乙局]!K7", "=A1"),  # the last cell of all
    ],
)
def test_a_formula_whose_result_was_not_saved_is_not_taken_for_an_empty_cell(
    cells: dict[str, str], place: str, formula: str
) -> None:
    """As programs write them; a spreadsheet works them out when it opens the file."""
    book = load_workbook(io.BytesIO(returned({})))
    for cell, text in cells.items():
        sheet, _, name = cell.partition("!")
        book[sheet][name] = text
    stream = io.BytesIO()
    book.save(stream)
    result = read([("表.xlsx", stream.getvalue())], BOOK)
    assert said(result) == [f"表.xlsx[{place} GF707 error: the file does not hold what a formula gives: {formula}"]
    assert result.findings[0].hint == ("在 Excel 或 WPS 里打开，保存一次", "open it in Excel or WPS and save it once")


def test_a_formula_that_a_program_gave_the_value_0() -> None:
    """XlsxWriter writes 0 where nothing was worked out, and has the spreadsheet work out everything on opening."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, ["编号", "2025年实际值"])
        sheet.write_row(1, 0, [1, "=7+7.2"])
    assert said(read([("表.xlsx", stream.getvalue())], BOOK)) == [
        "表.xlsx[表]!B2 GF707 error: the file does not hold what a formula gives: =7+7.2"
    ]


def test_a_formula_that_gives_a_number_or_an_empty_text() -> None:
    text = rewritten(FILLED, cell='<c r="G6" t="str"><f>IF(1,"",2)</f><v></v></c>')
    assert (said(read([("表.xlsx", text)], BOOK)), read([("表.xlsx", text)], BOOK).filing) == ([], {})
    number = rewritten(FILLED, cell='<c r="G6"><f>7+7.2</f><v>14.2</v></c>')
    assert read([("表.xlsx", number)], BOOK).filing == {"1": {"value": "14.20"}}


@pytest.mark.parametrize(
    ("attributes", "inside", "found"),
    [
        ('table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"', "<text:p>#DIV/0!</text:p>",
         "a formula that gives no number: #DIV/0!"),
        ('table:formula="of:=1+1"', "", "the file does not hold what a formula gives: =1+1"),
        ('table:formula="of:=&quot;&quot;"', "<text:p/>", None),
    ],
)  # fmt: skip
def test_formulas_of_an_ods_file(attributes: str, inside: str, found: str | None) -> None:
    form = ods_with(f"<table:table-cell {attributes}>{inside}</table:table-cell>")
    assert said(read([("表.ods", form)], BOOK)) == ([f"表.ods[甲局]!F5 GF707 error: {found}"] if found else [])


def ods_with(cell: str) -> bytes:
    """A form that came back as an ods file with this in the place of a value."""
    stream = io.BytesIO()
    old = re.compile(r'<table:table-cell[^>]*office:value="14.2"[^>]*>.*?</table:table-cell>')
    with zipfile.ZipFile(HERE / "returned" / "form.ods") as archive, zipfile.ZipFile(stream, "w") as new:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "content.xml":
                changed, times = old.subn(cell, content.decode())
                assert times == 1
                content = changed.encode()
            new.writestr(name, content)
    return stream.getvalue()


def test_everything_is_found_in_one_run() -> None:
    files = [
        ("甲.xlsx", returned({"甲局!G6": "多", "甲局!I7": "?"})),
        ("乙.csv", table("9,,1,,,,")),
        ("丙.xlsx", b"PK\x03\x04"),
        ("丁.csv", b"\xff\xff\xff"),
        ("戊.csv", b""),
        ("己.csv", "甲,乙\r\n1,2".encode()),
    ]
    assert [(each.place.file, each.code) for each in read(files, BOOK).findings] == [
        ("丙.xlsx", "GF701"),
        ("丁.csv", "GF701"),
        ("戊.csv", "GF702"),
        ("己.csv!A1", "GF702"),
        ("甲.xlsx[甲局]!G6", "GF707"),
        ("甲.xlsx[甲局]!I7", "GF708"),
        ("乙.csv!A2", "GF706"),
    ]


# What is doubted

CHECKED = county(
    "name: 生产总值, name_en: GDP, unit: 亿元, direction: rising, baseline: 10.5",
    "name: 普及率, unit: '%', direction: rising, baseline: 90, range: [0, 100], departments: [乙局]",
    "name: 收入, direction: rising, baseline: 50, departments: [乙局]",
    "name: 收入之比, direction: rising, baseline: 4.8, derived: {numerator: 3, denominator: 1}, departments: [乙局]",
    targets="1: {2025: 35}, 2: {2025: 99}, 3: {2025: 90}, 4: {2025: 6}",
    actuals={2024: "1: 27.4, 2: 94, 3: 70, 4: 5.1", 2025: "1: 27.4, 3: 84, 4: 5.0"},
    departments="{name: 甲局}, {name: 乙局, aliases: [乙], successor: {name: 丙局, since: 2025-06-01}}, {name: 丙局}",
)
"""Of 2025, 1 has last year's value, and 4 is not 84 ÷ 27.4: what is filed already is not what comes in."""


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("1,289000.0,,", "B2 GF402 warning: 289000.0 for indicator 1 is about 10000 times that of 2024, 27.4"),
        ("2,0.95,,", "B2 GF402 warning: 0.95 for indicator 2 is about 1/100 of that of 2024, 94"),
        ("2,94,,", "B2 GF403 warning: indicator 2 has exactly the value of 2024: 94"),
        ("2,99,,", "B2 GF404 note: indicator 2 has exactly the number of its target, 99"),
        ("1,28,,", "B2 GF406 note: 28 for indicator 1 has fewer decimals than the 1 in the table"),
        ("2,101,,", "B2 GF401 error: 101 is outside what indicator 2 can be, 0 to 100"),
    ],
)
def test_what_comes_in_is_asked_whether_it_can_be_at_its_cell(line: str, finding: str) -> None:
    """The plausibility rules of `check`, word for word."""
    raw = table(line, head="编号,2025年实际值,数据状态,数据来源")
    assert [text for text in said(read([("表.csv", raw)], CHECKED)) if "GF405" not in text] == [f"表.csv!{finding}"]


def test_a_published_value_without_source() -> None:
    raw = table("1,27.9,已公布,", "2,95,已公布,公报", head="编号,2026年实际值,数据状态,数据来源")
    assert said(read([("表.csv", raw)], CHECKED)) == [
        "表.csv!B2 GF502 warning: the published value of indicator 1 has no source"
    ]


def test_a_derived_value_is_compared_with_the_parts_that_come_in() -> None:
    raw = table("1,27.9", "3,85", "4,3.8", head="编号,2026年实际值")
    (finding,) = said(read([("表.csv", raw)], CHECKED))
    assert finding.startswith("表.csv!B4 GF405 warning: 3.8 for indicator 4 is not what its parts give: 85 ÷ 27.9")


def test_what_was_filed_before_and_comes_back_the_same_is_not_doubted_again() -> None:
    """Last year's value was seen when it was filed; and a comment in the file may have settled it."""
    head = "编号,2025年实际值,数据状态,数据来源"
    assert said(read([("表.csv", table("1,27.40,,", head=head))], CHECKED)) == []
    assert said(read([("表.csv", table("2,95,,", head=head))], CHECKED)) == []


def test_errors_and_doubts_are_found_in_one_run() -> None:
    raw = table("1,约三十,,", "2,0.95,,", head="编号,2025年实际值,数据状态,数据来源")
    assert [text.split(":")[0] for text in said(read([("表.csv", raw)], CHECKED))] == [
        "表.csv!B2 GF707 error",
        "表.csv!B3 GF402 warning",
    ]


@pytest.mark.parametrize("name", ["普及率", "普及率（牵头：丙局）", " 普 及 率".replace(" ", ""), "ＧＤＰ"])
def test_an_id_beside_the_name_of_another_row(name: str) -> None:
    """An error at the name, in either language; nothing of the row is taken."""
    wrong, right = ("1", "2") if "率" in name else ("2", "1")
    head = "编号,指标,2025年实际值"
    result = read([("表.csv", table(f"{wrong},{name},95.5", head=head))], CHECKED)
    assert [text.split(":")[0] for text in said(result)] == ["表.csv!B2 GF713 error"]
    assert result.filing == {}
    fine = read([("表.csv", table(f"{right},{name},95.5", "3,某名称,85", "4,,5", head=head))], CHECKED)
    assert "GF713" not in "".join(said(fine))  # a name that no row has says nothing


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("填报单位,甲局", ["表.csv!B3 GF714 warning: indicator 2 is led by 丙局, but 甲局 filled it in"]),
        ("填报单位：甲局（盖章）,", ["表.csv!B3 GF714 warning: indicator 2 is led by 丙局, but 甲局 filled it in"]),
        ("Department: 甲局,", ["表.csv!B3 GF714 warning: indicator 2 is led by 丙局, but 甲局 filled it in"]),
        ("填报单位：丙局,", []),
        ("填报单位：乙,", []),  # an alias of what became 丙局
        ("填报单位：某单位,", []),
        ("填报单位,", []),
    ],
)
def test_a_value_from_a_body_that_does_not_lead_the_row(line: str, found: list[str]) -> None:
    raw = table("编号,2025年实际值", "2,95", head=line)
    assert said(read([("表.csv", raw)], CHECKED)) == found


def test_the_list_for_information_filled_in_by_a_body_that_supports() -> None:
    """The rows below are locked, but the protection has no password."""
    book = county(
        "name: 甲项, direction: rising, baseline: 10",
        "name: 乙项, direction: rising, baseline: 10, departments: [乙局, 甲局]",
        targets="1: {2025: 15}, 2: {2025: 15}",
        actuals={},
    )
    filled = load_workbook(io.BytesIO(workbook.render(form(book, 2024), "zh")))
    filled["甲局"]["G9"] = 12
    stream = io.BytesIO()
    filled.save(stream)
    assert said(read([("表.xlsx", stream.getvalue())], book)) == [
        "表.xlsx[甲局]!G9 GF714 warning: indicator 2 is led by 乙局, but 甲局 filled it in"
    ]


def test_who_filled_in_a_form_is_kept() -> None:
    result = back({"甲局!D4": "张三", "甲局!H4": 13800000000, "甲局!K4": date(2026, 1, 20), "甲局!G6": 14.2})
    assert said(result) == []
    (head,) = result.forms["甲局"]
    assert head.signed == {
        "body": "甲局",
        "filler": "张三",
        "head": "",
        "phone": "13800000000",
        "date": "2026-01-20",
    }


def test_two_values_in_two_files() -> None:
    result = read([("甲.csv", table("1,,14.20,,,,")), ("乙.csv", table("", "1,,14.30,,,,"))], BOOK)
    assert said(result) == ["乙.csv!C3 GF710 error: indicator 1 has two for “Actual 2025”: “14.20” and “14.30”"]
    assert result.findings[0].hint is not None
    assert result.findings[0].hint.en == "the first is 甲.csv!C2; keep one of the two"


def test_the_form_of_another_year() -> None:
    form_2024 = ("旧.xlsx", returned({"甲局!G6": 9}, 2024))
    result = read([("新.xlsx", returned({"甲局!G6": 14.2})), form_2024], BOOK)
    assert said(result) == ["旧.xlsx[甲局]!G5 GF703 error: this is a form for 2024, not for 2025"]
    assert result.filing == {"1": {"value": "14.20"}}
    assert said(read([form_2024], BOOK, 2025))[0].startswith("旧.xlsx[甲局]!G5 GF703 error: this is a form for 2024")


def test_a_sheet_that_is_no_form_is_mentioned() -> None:
    book = load_workbook(io.BytesIO(returned({"甲局!G6": 14.2})))
    book.create_sheet("草稿")["A1"] = "随手记"
    stream = io.BytesIO()
    book.save(stream)
    result = read([("表.xlsx", stream.getvalue())], BOOK)
    assert said(result) == ["表.xlsx[草稿]!A1 GF702 warning: no form here: no row with the columns “No., Actual YYYY”"]
    assert result.filing == {"1": {"value": "14.20"}}


DAMAGED = "cannot be read: no xlsx, xls or ods workbook and no CSV file, or a damaged one"


@pytest.mark.parametrize("raw", [b"PK\x03\x04" + b"x" * 99, b"\xd0\xcf\x11\xe0" + b"\0" * 600, returned({})[:-200]])
def test_a_damaged_workbook(raw: bytes) -> None:
    assert said(read([("表.xlsx", raw)], BOOK)) == [f"表.xlsx GF701 error: {DAMAGED}"]


def test_a_workbook_with_a_password() -> None:
    stream, locked = io.BytesIO(), b"<manifest:encryption-data/></manifest:manifest>"
    with zipfile.ZipFile(HERE / "returned" / "form.ods") as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</manifest:manifest>", locked))
    files = [("表.xlsx", (HERE / "returned" / "locked.xlsx").read_bytes()), ("表.ods", stream.getvalue())]
    assert said(read(files, BOOK)) == [
        f"表.{ending} GF701 error: the workbook asks for a password: take it off first" for ending in ("xlsx", "ods")
    ]


SWALLOWED = (
    "a quote here has no partner, or a cell has a line break, and takes in the rows below: keep a cell on one line"
)
BEYOND = "this cell is outside the columns of the heading"


@pytest.mark.parametrize(
    ("second", "third", "fourth"),
    [
        ('1,14.2,"公报 2026', "2,39.00,公报", "3,63,公报"),  # to the end of the file
        ('1,14.2,"公报 2026', '2,39.00,公报"', "3,63,公报"),  # the row below closes it
        ('1,14.2,"公报 2026', '2,39.00,"公报"', "3,63,公报"),
        ('1,14.2,"公报"甲', "2,39.00,公报", "3,63,公报"),
        ('1,14.2,"公报\r2026"', "2,39.00,公报", "3,63,公报"),
    ],
)
def test_a_row_of_a_csv_takes_in_no_other(second: str, third: str, fourth: str) -> None:
    """A stray quote, or a line break inside a field, is an error at its row, and nothing is filed."""
    result = read([("表.csv", table(second, third, fourth, head="编号,2025年实际值,数据来源"))], BOOK)
    assert (said(result), result.filing) == ([f"表.csv!A2 GF701 error: {SWALLOWED}"], {})


@pytest.mark.parametrize(
    ("line", "cell"),
    [("1,69,240", "C"), ("1,69,", "C"), ("1,69,240,公报", "C")],
)
def test_a_row_of_a_csv_that_is_longer_than_its_heading(line: str, cell: str) -> None:
    """`69,240` is never filed as `69`."""
    result = read([("表.csv", table(line, "3,63", head="编号,2025年实际值"))], BOOK)
    assert said(result)[0] == f"表.csv!{cell}2 GF715 error: {BEYOND}"
    moved = read([("表.csv", table("1,69,240,", head="编号,2025年实际值,数据来源"))], BOOK)
    assert said(moved)[0] == f"表.csv!D2 GF715 error: {BEYOND}"


def test_a_cell_of_a_workbook_beside_the_heading() -> None:
    """A note in the margin is not lost in silence."""
    assert said(back({"甲局!N6": "下月补"})) == [f"表.xlsx[甲局]!N6 GF715 error: {BEYOND}"]


def test_a_file_that_is_no_text() -> None:
    assert said(read([("表.csv", b"1,\0,2")], BOOK)) == [f"表.csv GF701 error: {DAMAGED}"]
    assert said(read([("表.csv", b"\xff\xff")], BOOK)) == [
        "表.csv GF701 error: cannot be read: a CSV file in neither UTF-8 nor GB18030; save it again in UTF-8"
    ]


def test_a_year_that_is_given_has_to_be_later_than_the_baseline_year() -> None:
    assert said(read([("表.csv", table("1,12.5", head="id,value"))], BOOK, 2020)) == [
        "表.csv!B1 GF703 error: 2020 is not later than the baseline year, 2020"
    ]


def test_a_number_with_more_digits_than_any_statistic() -> None:
    assert said(back({"甲局!G6": 1e40})) == ["表.xlsx[甲局]!G6 GF707 error: a number of 41 characters is no statistic"]


def test_a_cell_at_the_far_end_of_a_sheet() -> None:
    result = back({"甲局!XFD1048576": 1})
    assert said(result) == ["表.xlsx GF701 error: a sheet has cells far outside any form"]


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='XFD1048576'><v>1</v></c>",
        '<c r="xfd1048576"><v>1</v></c>',
        f'<x:c xmlns:x="{MAIN}" r="XFD1048576"><x:v>1</x:v></x:c>',
        "<c r='AVL6' t='inlineStr'><is><t>x</t></is></c>",
    ],
)
def test_a_far_cell_however_it_is_spelt(cell: str) -> None:
    """No workbook makes the program ask for more memory than there is."""
    assert said(read([("表.xlsx", rewritten(FILLED, cell=cell))], BOOK)) == [
        "表.xlsx GF701 error: a sheet has cells far outside any form"
    ]


@pytest.mark.parametrize(
    "cell",
    [
        f"<c r='G6'>{'<is/>' * 10_001}</c>",
        f"<c r='G6'>{'<is>' * 10_001}{'</is>' * 10_001}</c>",
        "<c r='G6'/></row><row r='0'><c><v>1</v></c>",
    ],
    ids=["wide", "deep", "above all rows"],
)
def test_a_cell_that_no_form_has(cell: str) -> None:
    """What it is made of is kept in memory; what stands nowhere is in no table."""
    assert said(read([("表.xlsx", rewritten(FILLED, cell=cell))], BOOK)) == [
        "表.xlsx GF701 error: a sheet has cells far outside any form"
    ]


def test_a_cell_to_the_left_of_a_sheet() -> None:
    """In an ods file a cell stands as many columns on as the one before it says."""
    form = ods_with(
        '<table:table-cell table:number-columns-repeated="-9"/>'
        '<table:table-cell table:formula="of:=1/0" calcext:value-type="error"/>'
    )
    assert said(read([("表.ods", form)], BOOK)) == ["表.ods GF701 error: a sheet has cells far outside any form"]


def test_no_more_errors_are_kept_than_there_may_be_cells() -> None:
    """A few lines of an ods file can say millions of them, in each sheet anew."""
    many = (
        '<table:table-cell/></table:table-row></table:table><table:table table:name="{}">'
        '<table:table-row table:number-rows-repeated="10000">'
        '<table:table-cell table:number-columns-repeated="{}" table:formula="of:=1/0" calcext:value-type="error"/>'
    )
    assert formula_errors(ods_with(many.format("b", 200) + many.format("c", 57))) == "big"


def test_far_cells_without_content_do_no_harm() -> None:
    """Whole columns with a border are common."""
    far = '<c r="G6" s="1"><v>14.2</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/>'
    result = read([("表.xlsx", rewritten(FILLED, cell=far))], BOOK)
    assert (said(result), result.filing) == ([], {"1": {"value": "14.20"}})


def test_a_sheet_has_so_many_rows_and_columns() -> None:
    """10,000 and 256."""
    long = table(*["1,14.20"] * 10_000, head="编号,2025年实际值")
    wide = table("1,14.20", head="编号,2025年实际值" + "," * 255)
    sentence = "GF701 error: a sheet has cells far outside any form"
    assert said(read([("长.csv", long), ("宽.csv", wide)], BOOK)) == [
        f"长.csv!A10001 {sentence}",
        f"宽.csv!A1 {sentence}",
    ]


def test_ranges_that_are_merged_over_and_over() -> None:
    merged = "<mergeCells>" + '<mergeCell ref="A1:IV5000"/>' * 3 + "</mergeCells></worksheet>"
    raw = rewritten(FILLED, end=f"</sheetData>{merged}")
    assert said(read([("表.xlsx", raw)], BOOK)) == ["表.xlsx GF701 error: a sheet has cells far outside any form"]


def test_a_document_type_is_refused() -> None:
    """Entities multiply."""
    start = '<!DOCTYPE worksheet [<!ENTITY a "14">]><worksheet'
    assert [one.code for one in read([("表.xlsx", rewritten(FILLED, start=start))], BOOK).findings] == ["GF701"]


@pytest.mark.parametrize("fault", ["os.abort()", "bytearray(1 << 40)", "threading.Event().wait()", "[*iter(int, 1)]"])
def test_a_workbook_over_which_the_library_dies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: str) -> None:
    """By a crash, by asking for more memory than there is, or by never coming back: a finding at that file, and the
    others are read."""
    program = Path(calamine.__file__).read_text(encoding="utf-8").replace("SECONDS: Final = 20", "SECONDS: Final = 1")
    dies = f"    import threading\n    if raw.endswith(b'!'): {fault}\n"
    (tmp_path / "calamine.py").write_text(
        program.replace("    import python_calamine\n", f"{dies}    import python_calamine\n"), encoding="utf-8"
    )
    monkeypatch.setattr(calamine, "__file__", str(tmp_path / "calamine.py"))
    ods = (HERE / "returned" / "form.ods").read_bytes()
    result = read([("甲.xlsx", FILLED), ("丙.xls", b"\xd0\xcf\x11\xe0!"), ("乙.ods", ods)], BOOK)
    assert said(result) == [f"丙.xls GF701 error: {DAMAGED}"]
    assert [head.table.file for head in result.forms["甲局"]] == ["甲.xlsx", "乙.ods"]


def test_a_workbook_that_unpacks_to_more_than_any_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongfu_cli.forms.sheet_xml.MAX_BYTES", 1000)
    assert said(back({})) == ["表.xlsx GF701 error: a sheet has cells far outside any form"]


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = returned({})
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(Refusal, match=r"not installed: .+ -m pip install XlsxWriter python-calamine"):
        read([("表.xlsx", raw)], BOOK)
    assert not read([("表.csv", table("1,,14.20,,,,"))], BOOK).findings


# Scalars


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("14.20", "14.20"),
        ("-1", "-1"),
        ("——", "——"),
        ("示例县统计年鉴（2025）", "示例县统计年鉴（2025）"),
        ("", "''"),
        ("it's", "'it''s'"),
        ("a: b", "'a: b'"),
        ("a #b", "'a #b'"),
        ("- x", "'- x'"),
        ("{a}", "'{a}'"),
        ("两\n行\t字", "两 行 字"),
        ("全\u3000角\u00a0空", "全 角 空"),
        ("\x1b[31m红\u200b", "'[31m红'"),
        ("*x &y !z", "'*x &y !z'"),
        ("---", "'---'"),
        ("…", "'…'"),
    ],
)
def test_scalars(text: str, written: str) -> None:
    assert scalar(text) == written


@given(st.text())
def test_a_scalar_reads_back_wherever_it_stands(text: str) -> None:
    written = f"{scalar(text)}: {scalar(text)}  # x\nb: {{a: {scalar(text)}, b: [{scalar(text)}]}}\n"
    source = parse(written.encode(), "f")
    assert source.findings == []
    assert isinstance(source.root, Block)
    first = next(entries(source.root))
    assert isinstance(first.value, Text)
    assert (first.key, first.value) == (tidy(text), tidy(text))
    assert not ODD.search(tidy(text))


# Into the file

HEAD = "# 二〇二五\nyear: 2025\nstatus: published   # 默认\nsource: 公报\n\nvalues:\n"


@pytest.mark.parametrize(
    ("before", "filing", "after"),
    [
        ("  1: 9      # 甲\n", {"1": {"value": "10.5"}}, "  1: 10.5   # 甲\n"),
        ("  1:        # 甲\n", {"1": {"value": "10.5"}}, "  1: 10.5   # 甲\n"),
        ("  1: # 甲\n", {"1": {"value": "10.5"}}, "  1: 10.5  # 甲\n"),
        ("  1:\n", {"1": {"value": "——"}}, "  1: ——\n"),
        ("  1: ''\n", {"1": {"value": "1"}}, "  1: 1\n"),
        ("  1: 9.50\n", {"1": {"value": "9.5"}}, "  1: 9.50\n"),
        ("  1: 9\n", {"1": {"reason": "减产", "measure": "转产"}}, "  1: {value: 9, reason: 减产, measure: 转产}\n"),
        ("  1: 9.50\n", {"1": {"value": "9.5", "note": "新"}}, "  1: {value: 9.50, note: 新}\n"),
        ("  1: {value: 9, note: 旧}  # 甲\n", {"1": {"value": "10"}}, "  1: {value: 10, note: 旧}  # 甲\n"),
        ("  1: {value: 9 }\n", {"1": {"source": "a, b"}}, "  1: {value: 9, source: 'a, b' }\n"),
        ("  1: {value: 9,\n    note: 旧,}\n", {"1": {"status": "preliminary"}},
         "  1: {value: 9,\n    note: 旧, status: preliminary,}\n"),
        ("  1: {value: , note: 旧}\n", {"1": {"value": "3"}}, "  1: {value: 3 , note: 旧}\n"),
        ("  1: {value}\n", {"1": {"value": "3"}}, "  1: {value: 3}\n"),
        ("  1: {}\n", {"1": {"value": "3"}}, "  1: {value: 3}\n"),
        ("  1:\n    value: 9  # 旧\n    note: |\n      一\n      二\n\n  3: 1\n", {"1": {"value": "10", "note": "三"}},
         "  1:\n    value: 10  # 旧\n    note: 三\n\n  3: 1\n"),
        ("  1:\n    # 注\n    note: 旧\n", {"1": {"value": "10", "status": "published"}},
         "  1:\n    # 注\n    value: 10\n    status: published\n    note: 旧\n"),
        ("  1: '9'\n", {"1": {"value": "10"}}, "  1: 10\n"),
        ("  3: 9\n", {"1": {"value": "1"}, "20.1": {"value": "2"}},
         "  1: 1  # 生产总值\n  3: 9\n  20.1: 2  # 满意度\n"),
        ("  # 甲\n  3: 9\n\n# 尾\n", {"2": {"verdict": "met", "source": "函"}},
         "  2: {verdict: met, source: 函}  # 能耗\n  # 甲\n  3: 9\n\n# 尾\n"),
        ("  1: {value: 1,\n      note: x}   # 注\n\n  # 乙\n  3: 9", {"2": {"value": "1"}, "20.1": {"value": "2"}},
         "  1: {value: 1,\n      note: x}   # 注\n  2: 1  # 能耗\n\n  # 乙\n  3: 9\n  20.1: 2  # 满意度"),
        ("  1:\n    note: |+\n      一\n\n\n  3: 9\n", {"2": {"value": "1"}},
         "  1:\n    note: |+\n      一\n\n\n  2: 1  # 能耗\n  3: 9\n"),
        ("  1: 9\n  2:\n    note: |\n      一", {"3": {"value": "1"}},
         "  1: 9\n  3: 1  # 城镇化率\n  2:\n    note: |\n      一"),
        ("  1:\n    note: >+\n      一", {"3": {"value": "1"}}, "  3: 1  # 城镇化率\n  1:\n    note: >+\n      一"),
        ("", {"1": {"value": "1"}, "2": {"value": "2"}}, "  1: 1  # 生产总值\n  2: 2  # 能耗\n"),
        ("  ? 1\n", {"1": {"value": "1"}}, "  ? 1\n  : 1\n"),
        ("  ? 1", {"1": {"value": "1"}}, "  ? 1\n  : 1"),
        ("  ?   1  # 甲\n", {"1": {"value": "1"}, "2": {"value": "2"}}, "  ?   1\n  : 1  # 甲\n  2: 2  # 能耗\n"),
        ("  ? 3\n  : 9\n", {"1": {"value": "1"}, "3": {"value": "8"}}, "  1: 1  # 生产总值\n  ? 3\n  : 8\n"),
        ("  1:\n    ? note\n    : 旧\n", {"1": {"value": "1"}}, "  1:\n    value: 1\n    ? note\n    : 旧\n"),
        ("  1: {? value}\n", {"1": {"value": "3"}}, "  1: {? value\n      : 3}\n"),
    ],
)  # fmt: skip
def test_only_what_changes_is_touched(before: str, filing: dict[str, dict[str, str]], after: str) -> None:
    assert merged(HEAD + before, filing, NAMES) == HEAD + after
    crlf = (HEAD + before).replace("\n", "\r\n")
    assert merged(crlf, filing, NAMES) == (HEAD + after).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("values: {}  # 空", "values: {1: 1, 20.1: 2}  # 空"),
        ("values: {3: 4}", "values: {1: 1, 3: 4, 20.1: 2}"),
        ("values: {? 3}", "values: {1: 1, ? 3, 20.1: 2}"),
        ("values:  # 空\n", "values:  # 空\n  1: 1  # 生产总值\n  20.1: 2  # 满意度\n"),
        ("values:", "values:\n  1: 1  # 生产总值\n  20.1: 2  # 满意度"),
    ],
)
def test_values_of_every_shape(before: str, after: str) -> None:
    head = "year: 2025\nstatus: published\n"
    assert merged(head + before, {"20.1": {"value": "2"}, "1": {"value": "1"}}, NAMES) == head + after


def test_an_empty_field_deletes_nothing_and_nothing_new_changes_nothing() -> None:
    text = HEAD + "  1: {value: 9, note: 旧}\n"
    assert merged(text, {"1": {}, "2": {"value": ""}, "3": {}}, NAMES) == text


def test_the_difference_is_a_unified_diff() -> None:
    before, after = HEAD + "  1: 9\n", HEAD + "  1: 10\n"
    assert difference(before, after, "data/actuals/2025.yaml") == (
        "--- data/actuals/2025.yaml\n+++ data/actuals/2025.yaml\n@@ -4,4 +4,4 @@\n"
        " source: 公报\n \n values:\n-  1: 9\n+  1: 10\n"
    )
    assert difference("", "a\n", "n.yaml") == "--- /dev/null\n+++ n.yaml\n@@ -0,0 +1 @@\n+a\n"
    assert difference(before, before, "n.yaml") == ""


PROSE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "value": st.decimals(-(10**6), 10**6, places=3).map(lambda number: format(number.normalize(), "f"))
        | st.just("——"),
        "status": st.sampled_from(["published", "preliminary", "illustrative"]),
        "source": PROSE.filter(tidy),
        "note": PROSE.filter(tidy),
    },
)
FILINGS = st.fixed_dictionaries({}, optional=dict.fromkeys(["1", "2", "20.1"], FIELDS))
STATUS = {"published": "已公布", "preliminary": "初步值", "illustrative": "示例"}


def loaded(text: str) -> dict[str, dict[str, str]]:
    row, findings = read_row(Actuals, parse(text.encode(), "f").root)
    assert row is not None
    assert not findings
    return {id: filed(each) for id, each in row.values.items() if filed(each)}


def alike(fields: Mapping[str, str]) -> dict[str, object]:
    """Fields as they compare: numbers by value, texts without what a scalar leaves out."""
    return {name: Decimal(text) if name == "value" and text != "——" else tidy(text) for name, text in fields.items()}


@settings(max_examples=40)
@given(FILINGS)
def test_nothing_is_lost_between_the_form_and_the_file(filing: dict[str, dict[str, str]]) -> None:
    cells: dict[str, object] = {}
    for id, fields in filing.items():
        sheet = next(name for name, rows in FILES.items() if id in rows)
        for name, text in fields.items():
            value: Any = STATUS[text] if name == "status" else text
            if name == "value" and text != "——":
                value = float(text)
            cells[f"{sheet}!{COLUMN[name]}{FILES[sheet][id]}"] = value
    result = back(cells)
    assert "error" not in {finding.severity for finding in result.findings}
    text = merged(yaml_file.render(form(BOOK, 2025), "zh"), result.filing, NAMES)
    assert {id: alike(fields) for id, fields in loaded(text).items()} == {
        id: alike(fields) for id, fields in filing.items() if fields
    }


@settings(max_examples=40)
@given(FILINGS, FILINGS)
def test_a_second_filing_touches_only_its_own_lines(
    first: dict[str, dict[str, str]], second: dict[str, dict[str, str]]
) -> None:
    before = merged(yaml_file.render(form(BOOK, 2025), "zh"), first, NAMES)
    after = merged(before, second, NAMES)
    old, new = before.split("\n"), after.split("\n")
    assert len(old) == len(new)
    for one, other in zip(old, new, strict=True):
        assert one == other or any(one.startswith(f"  {id}:") for id in second)
    assert {id: alike(fields) for id, fields in loaded(after).items()} == {
        id: alike(first.get(id, {}) | second.get(id, {})) for id in NAMES if first.get(id) or second.get(id)
    }


@st.composite
def _entries(draw: st.DrawFn, id: str) -> str:
    """An entry as a person may write it: a scalar, a mapping between braces, a mapping on lines of its own."""
    comment = draw(st.sampled_from(["", "  # 注", " #"]))
    value = draw(st.sampled_from(["9", "'9.50'", "——", ""]))
    blank = draw(st.sampled_from(["", "\n", "\n\n", "\n    \n", "\n  # 注\n", "\n# 注\n\n"]))
    note = "note: " + draw(st.sampled_from(["|", "|-", "|+", ">", ">-", ">+", "|2+", ">1-"]))
    block = (
        note
        + draw(st.sampled_from(["", "  # 注"]))
        + draw(st.sampled_from(["\n      一", "\n      一\n      # 二", "\n      一\n\n        三", "\n\n      一 "]))
    )
    other = draw(st.sampled_from(["note: 一", 'note: "一\n      二"', "note: 一\n      二", block, block, block]))
    lines = [f"value: {value}{comment}", "status: preliminary"]
    lines.insert(draw(st.sampled_from([2, 2, 0])), other)
    mapping = f"  {id}:{comment}\n" + "".join(f"    {line}\n" for line in lines) + blank
    return draw(
        st.sampled_from(
            [
                f"  {id}: {value}{comment}\n{blank}",
                f"  {id}: {{value: {value or 8}, note: 一}}{comment}\n{blank}",
                f"  {id}: {{value: 9,{comment}\n    note: '二' ,}}\n{blank}",
                mapping,
                mapping,
                mapping,
            ]
        )
    )


@st.composite
def _actuals(draw: st.DrawFn) -> str:
    """An actuals file that `check` accepts."""
    ids = draw(st.lists(st.sampled_from([*NAMES]), unique=True, max_size=3))
    text = HEAD + "".join(draw(_entries(id)) for id in ids)
    if draw(st.booleans()):
        text = text.replace("source: 公报\n", "") + draw(st.sampled_from(["source: 公报\n", "source: |\n  公报\n"]))
    text = text.rstrip("\n") if draw(st.booleans()) else text
    source = parse(text.encode(), "")
    row, findings = read_row(Actuals, source.root)
    assume(row is not None and "error" not in {finding.severity for finding in (*source.findings, *findings)})
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def exactly(text: str) -> dict[str, dict[str, str]]:
    """What a file files, to the last line break."""
    row, _ = read_row(Actuals, parse(text.encode(), "").root)
    assert row
    return {id: fields for id, actual in row.values.items() if (fields := filed(actual))}


@settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
@given(_actuals(), FILINGS)
def test_whatever_is_filed_into_whatever_file_nothing_else_changes(
    text: str, filing: dict[str, dict[str, str]]
) -> None:
    """Blocks of text of all kinds, comments, Windows line ends, no line end at the end, braces."""
    old = exactly(text)
    filing |= {next(id for id in NAMES if id not in old): {"value": "7"}}
    wanted = {id: old.get(id, {}) | changes(old.get(id, {}), fields) for id, fields in filing.items()}
    assert exactly(merged(text, filing, NAMES)) == old | {id: fields for id, fields in wanted.items() if fields}


def test_the_shipped_years_come_back_byte_for_byte() -> None:
    data = HERE.parent / "data"
    book = check(load(data)).book
    assert book
    for year in book.years:
        result = read([("表.xlsx", workbook.render(form(book, year), "zh"))], book)
        text = (data / "actuals" / f"{year}.yaml").read_bytes().decode()
        assert said(result) == []
        assert merged(text, result.filing, {each.id: each.name for each in book.table.indicators}) == text
        filled = {id for id, actual in book.actuals[year].values.items() if filed(actual)}
        assert set(result.filing) == filled


def test_a_file_with_errors_is_not_changed() -> None:
    with pytest.raises(RuntimeError, match="not an actuals file without errors"):
        merged(HEAD + "  1: x\n", {"1": {"value": "1"}}, NAMES)


def test_a_csv_that_a_spreadsheet_wrote_comes_back_whole() -> None:
    stream = io.StringIO(newline="")
    note = '一行，"引号",=1+1'
    csv.writer(stream).writerows([["编号", "2025年实际值", "说明"], ["1", "14.20", note]])
    result = read([("表.csv", stream.getvalue().encode("gb18030"))], BOOK)
    assert result.filing == {"1": {"value": "14.20", "note": '一行，"引号",=1+1'}}


def test_a_column_that_is_not_known_is_not_lost_in_silence() -> None:
    """What stands in a column whose name is not known could not be placed, so nothing is."""
    text = "编号,2025年实际值,状态,来源,出处页码\n1,12.50,已公布,年鉴,第 7 页\n"
    result = read([("表.csv", text.encode())], BOOK, None)
    assert [(each.code, each.message.zh) for each in result.findings] == [("GF704", "填报表没有“出处页码”这一列")]
    known = read([("表.csv", text.replace(",出处页码", "").replace(",第 7 页", "").encode())], BOOK, None)
    assert known.findings == []
    assert dict(known.filing["1"]) == {"value": "12.50", "status": "published", "source": "年鉴"}


def test_a_status_beside_an_emptied_value_is_not_taken_for_that_of_the_old_one() -> None:
    text = "编号,2024年实际值,数据状态\n1,,已公布\n"
    found = read([("表.csv", text.encode())], BOOK, None).findings
    assert [(each.code, each.message.zh) for each in found] == [("GF712", "第1号指标填了数据状态，却没有填值")]
    assert read([("表.csv", text.replace("2024", "2025").encode())], BOOK, None).findings == []
