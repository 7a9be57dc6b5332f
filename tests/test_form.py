"""The form of a year: its rows, the workbook that departments fill in, and the YAML of the same."""

import io
from collections.abc import Mapping
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from tables import county

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Actuals
from gongfu_cli.book.row import read_row
from gongfu_cli.forms import workbook, yaml_file
from gongfu_cli.forms.form import Form, form
from gongfu_cli.language.phrase import Refusal
from gongfu_cli.source.reading import parse

ROWS = (
    "name: 生产总值, name_en: GDP, unit: 万元, direction: rising, baseline: 10.50, departments: [甲局]",
    "name: 能耗, direction: falling, baseline: 0.30, departments: [甲局, 乙局]",
    "name: 城镇化率, unit: '%', direction: rising, baseline: 60, range: [0, 100], departments: [乙局, 甲局]",
    "id: 20.1, name: 满意度, direction: keep stable, worse: lower, baseline: 80, departments: [丙局], category: 社会",
)
CELLS = (
    "1: {2022: 12, 2025: 15}, 2: {2022: 完成上级下达指标, 2025: 完成上级下达指标}, 3: {2022: 62, 2025: 65}, "
    "20.1: {2025: 持续巩固}"
)


def made(actuals: Mapping[int, str], status: str = "published", rows: tuple[str, ...] = ROWS) -> Book:
    return county(
        *rows,
        targets=CELLS,
        actuals=actuals,
        status=status,
        departments="{name: 甲局}, {name: 乙局}, {name: 丁局}, "
        "{name: 丙局, successor: {name: 丁局, since: 2025-02-28}}",
    )


def sheets(of: Form, language: Any = "zh") -> Any:
    return load_workbook(io.BytesIO(workbook.render(of, language)))


def test_a_row_says_what_its_department_needs_to_know() -> None:
    rows = {row.indicator.id: row for row in form(made({2022: "1: 11.2, 2: 0.28", 2023: "1: 12.75"}), 2024).rows}
    assert [row.requirement.zh for row in rows.values()] == ["≥14.00≈", "完成上级下达指标", "≥64≈", "≥80"]
    assert [row.open for row in rows.values()] == [False, True, False, False]
    assert [row.decimals for row in rows.values()] == [2, 2, 0, 0]
    assert [row.previous and (row.previous[0], str(row.previous[1])) for row in rows.values()] == [
        (2023, "12.75"),
        (2022, "0.28"),
        None,
        None,
    ]


def test_the_year_needs_no_actuals_and_may_be_the_one_after_the_latest() -> None:
    book = made({2024: "1: 13.5"})
    assert form(book, 2025).rows[0].previous == (2024, book.filed("1", 2024).number)  # type: ignore[union-attr]
    assert form(book, 2026).rows[0].requirement.zh == "≥15"
    assert (form(book, 2026).status, form(book, 2026).source) == ("preliminary", None)


def test_a_year_not_later_than_the_baseline_is_refused() -> None:
    with pytest.raises(Refusal, match="2020 is not later than the baseline year, 2020"):
        form(made({2024: "1: 13.5"}), 2020)


def test_departments_go_by_the_name_in_force_and_only_those_that_lead_get_a_sheet() -> None:
    book = made({})
    assert list(form(book, 2024).departments) == ["甲局", "乙局", "丙局"]
    assert list(form(book, 2026).departments) == ["甲局", "乙局", "丁局"]
    assert sheets(form(book, 2026, {"乙局"})).sheetnames == ["乙局"]


def test_a_number_given_for_the_year_leaves_no_room_for_a_verdict() -> None:
    resolved = "2021-11-09, resolved: [{id: 1, year: 2024, target: 0.27, source: 某函}]"
    book = county("direction: falling, baseline: 0.3", targets={resolved: "1: {2022: 完成上级下达指标}"}, actuals={})
    assert [(form(book, year).rows[0].open, form(book, year).rows[0].requirement.zh) for year in (2023, 2024)] == [
        (True, "完成上级下达指标"),
        (False, "≤0.27"),
    ]


def test_a_worksheet_has_the_led_rows_to_fill_in_and_the_supported_ones_to_see() -> None:
    sheet = sheets(form(made({2023: "1: 12.75, 3: 61"}, status="illustrative"), 2024))["甲局"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert lines == [
        ["编号", "指标", "单位", "上年值", "2024年要求", "2024年实际值", "考核结论", "数据状态", "数据来源", "说明"],
        ["1", "生产总值", "万元", 12.75, "≥14.00≈", *[None] * 5],
        ["2", "能耗", None, None, "完成上级下达指标", *[None] * 5],
        [None] * 10,
        ["配合的指标：由牵头部门填报，此处仅供参考", *[None] * 9],
        ["3", "城镇化率（牵头：乙局）", "%", 61, "≥64≈", *[None] * 5],
    ]
    assert [sheet[f"A{n}"].value for n in (1, 3)] == ["表 · 2024年填报表 · 甲局", "上年值中带 * 的是示例数据，非官方。"]
    assert "数据状态留空的，按“初步值”" in sheet["A2"].value
    assert "≈ 为直线推算，非官方要求" in sheet["A2"].value
    assert sheet["D5"].number_format == '0.00"*"'


def test_an_older_value_says_of_which_year_it_is() -> None:
    sheet = sheets(form(made({2022: "1: 11.20"}), 2024))["甲局"]
    assert sheet["D5"].value == "11.20 (2022)"


def test_only_the_cells_to_fill_in_are_open_and_there_is_no_password() -> None:
    sheet = sheets(form(made({}), 2024))["甲局"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"F5", "H5", "I5", "J5", "F6", "G6", "H6", "I6", "J6"}  # no verdict where a number decides


def test_what_is_typed_is_validated() -> None:
    sheet = sheets(form(made({}), 2024))["乙局"]
    rules = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    assert rules["F5"].formula1 == 'OR(AND(ISNUMBER(F5),F5>=0,F5<=100),F5="——",F5="—",F5="--")'
    assert rules["F5"].error == "这里只能填数（0 到 100），或填 ——（当年未开展统计）"
    assert rules["H5"].formula1 == '"已公布,初步值,示例"'
    assert sheets(form(made({}), 2024))["甲局"].data_validations.dataValidation[3].formula1 == '"已达标,未达标"'


def test_it_prints_on_a4_landscape_with_the_head_on_every_page() -> None:
    sheet = sheets(form(made({}), 2024))["甲局"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it needs; one wide
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "C5"
    assert sheet.column_dimensions["B"].width > 30


def test_what_is_filed_already_is_filled_in_with_its_decimals() -> None:
    filed = "1: 13.50, 2: {value: 0.271, verdict: met, status: preliminary, source: 市局函, note: '=1+1'}, 3: ——"
    book = sheets(form(made({2024: filed}), 2024))
    first, second = ([cell.value for cell in row][5:] for row in book["甲局"].iter_rows(min_row=5, max_row=6))
    assert first == [13.5, None, None, None, None]
    assert book["甲局"]["F5"].number_format == "0.00######"
    assert second == [0.271, "已达标", "初步值", "市局函", "=1+1"]
    assert book["甲局"]["J6"].data_type == "s"
    assert book["乙局"]["F5"].value == "——"


def test_a_number_too_long_for_a_binary_one_is_filled_in_as_text() -> None:
    book = sheets(form(made({2024: "1: 123456789.1234567"}), 2024))
    assert book["甲局"]["F5"].value == "123456789.1234567"


def test_english() -> None:
    sheet = sheets(form(made({}), 2024), "en")["甲局"]
    assert [cell.value for cell in sheet[4]][4:7] == ["Required 2024", "Actual 2024", "Verdict"]
    assert sheet["B5"].value == "GDP"


def test_the_same_form_has_the_same_bytes() -> None:
    book = made({2023: "1: 12"})
    assert workbook.render(form(book, 2024), "zh") == workbook.render(form(book, 2024), "zh")


def test_names_that_would_do_harm_stay_text() -> None:
    rows = (
        "name: '=1+1', unit: '@SUM(A1)', direction: rising, baseline: 1, departments: ['=甲/乙:丙*局']",
        *(f"name: '+{n}', direction: rising, baseline: 1, departments: ['-局']" for n in (2, 3)),
        ROWS[3],
    )
    book = county(*rows, targets=CELLS, actuals={})
    made_book = sheets(form(book, 2024))
    assert made_book.sheetnames[0] == "=甲 乙 丙 局"
    types = {
        cell.data_type for sheet in made_book for row in sheet.iter_rows() for cell in row if cell.value is not None
    }
    assert types == {"s"}


def test_the_same_as_yaml() -> None:
    text = yaml_file.render(form(made({2023: "1: 12.75, 2: 0.28"}, status="illustrative"), 2024), "zh")
    assert text.split("\n\n", 1)[1] == (
        "year: 2024\n"
        "status: preliminary  # 以下未单独注明的值的状态： published | preliminary | illustrative\n"
        "source:\n"
        "\n"
        "values:\n"
        "  # 经济\n"
        "  1:            # 生产总值（万元）；要求 ≥14.00≈；2023年 12.75（示例）；牵头 甲局\n"
        "  2:            # 能耗；要求 完成上级下达指标；2023年 0.28（示例）；牵头 甲局\n"
        "  3:            # 城镇化率（%）；要求 ≥64≈；牵头 乙局\n"
        "\n"
        "  # 社会\n"
        "  20.1:         # 满意度；要求 ≥80；牵头 丙局\n"
    )
    row, findings = read_row(Actuals, parse(text.encode(), "2024.yaml").root)
    assert not findings
    assert row is not None
    assert list(row.values) == ["1", "2", "3", "20.1"]
    assert all(each.value is None for each in row.values.values())


def test_yaml_keeps_what_is_filed() -> None:
    filed = "1: 13.50, 2: {verdict: met, note: '甲: 乙 # 丙'}, 3: ——, 20.1: {value: 79, status: preliminary}"
    text = yaml_file.render(form(made({2024: filed}), 2024), "en")
    assert "  1: 13.50      # GDP (万元); required ≥14.00≈; lead 甲局\n" in text
    assert "  2: {value: '', " not in text
    assert "  2: {verdict: met, note: '甲: 乙 # 丙'}  # 能耗;" in text
    assert "  3: ——         # " in text
    assert "  20.1: {value: 79, status: preliminary}  # " in text
    assert "\nstatus: published  # " in text
    assert "\nsource: 公报\n" in text
