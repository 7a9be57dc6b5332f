"""The form of a year: its rows, the workbook that departments fill in, and the YAML of the same."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from tables import FIRST, county

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Actuals
from gongfu_cli.book.period import Period, up_to
from gongfu_cli.book.row import read_row
from gongfu_cli.forms import workbook, yaml_file
from gongfu_cli.forms.form import Form, form, together
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
    assert [row.closed for row in rows.values()] == ["verdict", "", "verdict", "verdict"]
    assert [row.decimals for row in rows.values()] == [2, 2, 0, 0]
    assert [row.previous and (row.previous[0], str(row.previous[1])) for row in rows.values()] == [
        (2023, "12.75"),
        (2022, "0.28"),
        None,
        None,
    ]


def test_a_range_prints_decimals_too() -> None:
    (row,) = form(county("direction: rising, timing: count", targets="1: {2025: 0.25–0.5}", actuals={}), 2025).rows
    assert row.decimals == 2


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
    assert [(form(book, year).rows[0].closed, form(book, year).rows[0].requirement.zh) for year in (2023, 2024)] == [
        ("", "完成上级下达指标"),
        ("verdict", "≤0.27"),
    ]


def test_what_is_to_be_done_leaves_no_room_for_a_value() -> None:
    """A clerk writes 已完成 into the cell of the value where that is open, and 100 where it takes numbers only."""
    made_of = form(county("direction: rising, departments: [甲局]", targets="1: {2024: 建成}", actuals={}), 2024)
    assert (made_of.rows[0].closed, made_of.rows[0].requirement.zh) == ("value", "建成")
    sheet = sheets(made_of)["甲局"]
    assert [(cell.coordinate, cell.protection.locked) for cell in sheet[6][6:8]] == [("G6", True), ("H6", False)]


def test_a_worksheet_has_the_led_rows_to_fill_in_and_the_supported_ones_to_see() -> None:
    sheet = sheets(form(made({2023: "1: 12.75, 3: 61"}, status="illustrative"), 2024))["甲局"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert lines == [
        [
            "编号",
            "指标",
            "单位",
            "上年值",
            "2024年要求",
            "上年评价",
            "2024年实际值",
            "考核结论",
            "数据状态",
            "数据来源",
            "说明",
            "原因",
            "措施",
        ],
        ["1", "生产总值", "万元", 12.75, "≥14.00≈", "略有滞后", *[None] * 7],
        ["2", "能耗", None, None, "完成上级下达指标", *[None] * 8],
        [None] * 13,
        ["配合的指标：由牵头部门填报，此处仅供参考", *[None] * 12],
        ["3", "城镇化率（牵头：乙局）", "%", 61, "≥64≈", "滞后", *[None] * 7],
    ]
    assert [sheet[f"A{n}"].value for n in (1, 3)] == ["表 · 2024年填报表 · 甲局", "上年值中带 * 的是示例数据，非官方。"]
    assert "数据状态留空的，按“初步值”" in sheet["A2"].value
    assert "有差距的，写明原因和措施" in sheet["A2"].value
    assert "≈ 为推算，非官方要求" in sheet["A2"].value
    assert sheet["D6"].number_format == '0.00"*"'


def test_an_older_value_says_of_which_year_it_is() -> None:
    sheet = sheets(form(made({2022: "1: 11.20"}), 2024))["甲局"]
    assert sheet["D6"].value == "11.20 (2022)"


def test_only_the_cells_to_fill_in_are_open_and_there_is_no_password() -> None:
    sheet = sheets(form(made({}), 2024))["甲局"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked - {"D4", "F4", "H4", "I4", "K4", "L4", "M4"} == {
        "G6",
        "I6",
        "J6",
        "K6",
        "L6",
        "M6",
        "G7",
        "H7",
        "I7",
        "J7",
        "K7",
        "L7",
        "M7",
    }  # no verdict where a number decides


def test_what_is_typed_is_validated() -> None:
    sheet = sheets(form(made({}), 2024))["乙局"]
    rules = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    assert rules["G6"].formula1 == 'OR(AND(ISNUMBER(G6),G6>=0,G6<=100),G6="——",G6="—",G6="--")'
    assert rules["G6"].error == "这里只能填数（0 到 100），或填 ——（未开展统计）"
    assert rules["I6"].formula1 == '"已公布,初步值,示例"'
    assert sheets(form(made({}), 2024))["甲局"].data_validations.dataValidation[3].formula1 == '"已达标,未达标"'


def test_it_prints_on_a4_landscape_with_the_head_on_every_page() -> None:
    sheet = sheets(form(made({}), 2024))["甲局"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it needs; one wide
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "C6"
    assert sheet.column_dimensions["B"].width > 25


def test_what_is_filed_already_is_filled_in_with_its_decimals() -> None:
    second = (
        "value: 0.271, verdict: met, status: preliminary, source: 市局函, note: '=1+1', reason: 订单减少, measure: 助企"
    )
    filed = f"1: 13.50, 2: {{{second}}}, 3: ——"
    book = sheets(form(made({2024: filed}), 2024))
    first, second = ([cell.value for cell in row][6:] for row in book["甲局"].iter_rows(min_row=6, max_row=7))
    assert first == [13.5, None, None, None, None, None, None]
    assert book["甲局"]["G6"].number_format == "0.00######"
    assert second == [0.271, "已达标", "初步值", "市局函", "=1+1", "订单减少", "助企"]
    assert book["甲局"]["K7"].data_type == "s"
    assert book["乙局"]["G6"].value == "——"


def test_a_number_too_long_for_a_binary_one_is_filled_in_as_text() -> None:
    book = sheets(form(made({2024: "1: 123456789.1234567"}), 2024))
    assert book["甲局"]["G6"].value == "123456789.1234567"


def test_english() -> None:
    sheet = sheets(form(made({}), 2024), "en")["甲局"]
    assert [cell.value for cell in sheet[5]][4:8] == ["Required 2024", "Last year", "Actual 2024", "Verdict"]
    assert sheet["B6"].value == "GDP"


def test_the_same_form_has_the_same_bytes() -> None:
    book = made({2023: "1: 12"})
    assert workbook.render(form(book, 2024), "zh") == workbook.render(form(book, 2024), "zh")


def test_each_form_asks_who_filled_it_in_who_answers_for_it_how_to_reach_them_and_when() -> None:
    """Each form has 填表人、负责人、电话、日期."""
    sheet = sheets(form(made({}), 2024))["甲局"]
    labels = {cell.coordinate: cell.value for cell in sheet[4] if cell.value}
    assert labels == {"A4": "填报单位：甲局", "C4": "填表人：", "E4": "负责人：", "G4": "电话：", "J4": "日期："}
    assert {cell.coordinate for cell in sheet[4] if not cell.protection.locked} == {
        *("D4", "F4", "H4", "I4", "K4", "L4", "M4")
    }
    english = sheets(form(made({}), 2024), "en")["甲局"]
    assert [cell.value for cell in english[4] if cell.value] == [
        "Department: 甲局",
        "Filled by: ",
        "Approved by: ",
        "Phone: ",
        "Date: ",
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "报送截止：2025年1月31日。上年值中带 * 的是示例数据，非官方。"),
        ("en", "Due by 2025-01-31. Last values marked * are illustrative, not official."),
    ],
)
def test_a_deadline_stands_at_the_top(language: Any, line: str) -> None:
    due = form(made({2023: "1: 12.75"}, status="illustrative"), 2024)._replace(due=date(2025, 1, 31))
    assert sheets(due, language)["甲局"]["A3"].value == line
    assert f"# {line[:15]}" in yaml_file.render(due, language)


@pytest.mark.parametrize("pixels", [7, 8])
def test_it_prints_at_nine_points_or_more(pixels: int) -> None:
    """The page is as wide as A4 between its margins, so the scale follows from the widths of the columns, which count
    digits of the font: 7 pixels wide in Calibri, 8 in 宋体."""
    sheet = sheets(form(made({}), 2024))["甲局"]
    inches = sum(sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJK") * pixels / 96
    scale = min(1, (297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right) / inches)
    assert min(cell.font.size for row in sheet.iter_rows() for cell in row) * scale >= 9


def test_a_row_shows_what_was_to_be_said_of_it_last_year() -> None:
    """Beside last year's value and this year's requirement: the early warning, a tolerance, the standing of a gap."""
    book = county(
        "direction: rising, baseline: 10",
        "direction: keep stable, worse: lower, baseline: 50, tolerance: 2",
        "direction: rising, baseline: 10",
        targets="1: {2022: 11, 2025: 30}, 2: {2022: 保持稳定, 2025: 保持稳定}, 3: {2022: 20, 2025: 40}",
        actuals={2022: "1: 12, 2: 50, 3: 15"},
    )
    remarks = [row.remark for row in form(book, 2023).rows]
    assert [phrase.zh for phrase in remarks] == ["照此难达最终目标", "要求含允许变动", "滞后"]
    assert [phrase.en for phrase in remarks] == [
        "off course for the final target",
        "requirement less a tolerance",
        "behind",
    ]
    assert [row.remark.zh for row in form(book, 2024).rows] == [
        "照此难达最终目标（2022）",
        "要求含允许变动（2022）",
        "滞后（2022）",
    ]
    assert [cell.value for cell in sheets(form(book, 2023))["甲局"][6]][3:6] == [12, "≥17≈", "照此难达最终目标"]
    assert "；上年评价：照此难达最终目标；牵头 甲局" in yaml_file.render(form(book, 2023), "zh")


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
        "  1:            # 生产总值（万元）；要求 ≥14.00≈；2023年 12.75（示例）；上年评价：略有滞后；牵头 甲局\n"
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


# What nothing can be asked of any more

ASKED = (
    "name: 增速, direction: rising, timing: rate",
    "name: 新增, direction: rising, timing: count",
    "name: 建成, direction: rising",
    "name: 办结, direction: rising, departments: [乙局, 甲局]",
    "name: 覆盖率, direction: rising, baseline: 10",
    "name: 印发, direction: rising, timing: count",
)
GOALS = "1: {2022: 6}, 2: {2022: 6, 2024: 9}, 3: {2022: 建成}, 4: {2022: 办结}, 5: {2022: 50}, 6: {2022: 印发}"
MET = "{verdict: met, source: 函}"


def stand_in(of: Form) -> list[str]:
    """The ids of the rows in all worksheets of a form, led or supported, which are those of the YAML that are led."""
    pages = sheets(of)
    ids = [cell.value for page in pages for cell in page["A"][5:] if cell.value and cell.value.isdigit()]
    values = read_row(Actuals, parse(yaml_file.render(of, "zh").encode(), "").root)[0]
    assert values
    assert list(values.values) == sorted({*ids})
    return ids


@pytest.mark.parametrize(
    ("period", "actuals", "ids"),
    [
        (2022, {}, ["1", "2", "3", "5", "6", "4", "4"]),  # its own year
        (up_to(2022, 6), {}, ["1", "2", "3", "5", "6", "4", "4"]),
        (2023, {}, ["2", "3", "5", "6", "4", "4"]),  # a goal for 2024 is still to come
        (2024, {}, ["2", "3", "5", "6", "4", "4"]),
        (2025, {}, ["3", "5", "6", "4", "4"]),  # a level stands, a deliverable is due until it is done
        (2025, {2022: f"3: {MET}, 6: {MET}", 2024: f"4: {MET}"}, ["5"]),
        (2025, {2022: "3: {verdict: missed, source: 函}"}, ["3", "5", "6", "4", "4"]),
        (2025, {up_to(2025, 3): f"3: {MET}"}, ["5", "6", "4", "4"]),
        (up_to(2025, 6), {up_to(2025, 3): f"3: {MET}"}, ["5", "6", "4", "4"]),
        (up_to(2025, 3), {up_to(2025, 6): f"3: {MET}"}, ["3", "5", "6", "4", "4"]),
        (2025, {2025: f"1: 7, 3: {MET}"}, ["1", "3", "5", "6", "4", "4"]),  # what is filed for the period stays
        (2025, {2024: f"3: {MET}", 2025: f"3: {MET}"}, ["3", "5", "6", "4", "4"]),
    ],
)
def test_no_form_asks_for_a_goal_of_its_own_year_that_is_past_nor_for_what_is_done(
    period: Period, actuals: Mapping[Period, str], ids: list[str]
) -> None:
    """Unless something is filed for the very period; a row whose level stands is asked as before."""
    assert stand_in(form(county(*ASKED, targets=GOALS, actuals=actuals), period)) == ids


def test_a_goal_that_a_later_document_sets_beside_is_asked_for() -> None:
    book = county(ASKED[0], targets={FIRST: "1: {2022: 6}", "2025-02-28": "1: {2025: 7}"}, actuals={})
    assert [stand_in(form(book, year)) for year in (2024, 2025)] == [["1"], ["1"]]
    assert form(book, 2026).departments == []


def test_a_department_of_which_nothing_is_asked_gets_no_worksheet_and_a_table_no_title() -> None:
    """Of several tables those that still ask for something stand in its form."""
    done = {2022: f"3: {MET}, 4: {MET}, 6: {MET}"}
    book = county(*ASKED, targets=GOALS, actuals=done)
    past = county(ASKED[0], "name: 乙项, direction: rising, baseline: 1, departments: [乙局]", targets="1: {2022: 6}, "
                  "2: {2022: 6}", actuals={})  # fmt: skip
    assert form(book, 2025).departments == ["甲局"]
    assert form(book, 2025, {"乙局"}).departments == []
    whole = together({"main": book, "levers": past}, 2025)
    assert whole.departments == ["甲局", "乙局"]
    pages = sheets(whole)
    assert [cell.value for cell in pages["甲局"]["A"][5:]] == [None, "5"]
    assert [cell.value for cell in pages["甲局"]["B"][5:]] == ["表", "覆盖率"]
    assert [cell.value for cell in pages["乙局"]["A"][5:]] == [None, "levers:2"]
