"""Results as workbooks: what a cell holds and shows, what is frozen and coloured, and that nothing is ever run."""

import io
import re
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]
from tables import county, write

from gongfu_cli.book.folder import load
from gongfu_cli.checks.run import check
from gongfu_cli.formats import xlsx
from gongfu_cli.language.phrase import NOTHING, Language, Refusal, same
from gongfu_cli.language.terms import PARTS, STANDINGS
from gongfu_cli.scoring.diff import compare
from gongfu_cli.scoring.scorecard import score
from gongfu_cli.scoring.trend import trends
from gongfu_cli.sheets.diff import comparison_sheet
from gongfu_cli.sheets.findings import findings_sheet
from gongfu_cli.sheets.scorecard import scorecard_sheet
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet
from gongfu_cli.sheets.trend import course_sheet

DATA = Path(__file__).resolve().parent.parent / "data"
HOSTILE = ["=1+1", "@SUM(A1)", "+1", "-2+3", "\x1b[31m红", "http://example.org/", "{=A1}", "'x", "a\nb", "a\tb", "1"]


def opened(sheet: Sheet, language: Language = "zh") -> Any:
    return load_workbook(io.BytesIO(xlsx.render(sheet, language)))


def one(*cells: Cell) -> Sheet:
    titles = [Column(same(f"列{n}")) for n in range(len(cells))]
    grid = Grid(same("表"), titles, [Group(NOTHING, [cells])])
    return Sheet(same("题"), [Cell(same("含示例数据"), "notice"), Cell(same("题"), "strong")], [grid])


def shown(cell: Any) -> str:
    """What a spreadsheet shows in a number cell with one of our formats."""
    found = re.match(
        r'(?:"([^"]*)")?(-?)0(\.0+)?(%)?(?:"([^"]*)")?$',
        cell.number_format.split(";")[cell.value < 0 and ";" in cell.number_format],
    )
    assert found, cell.number_format
    value = Decimal(repr(cell.value)) * (100 if found[4] else 1)
    digits = str(abs(value).quantize(Decimal(f"1{found[3] or ''}"), ROUND_HALF_UP))
    sign = "-" if value < 0 and float(digits) else ""
    return f"{found[1] or ''}{sign}{digits}{found[4] or ''}{found[5] or ''}"


@pytest.mark.parametrize(
    ("cell", "number_format", "value"),
    [
        (Cell(same("24.86"), value=Decimal("24.86")), "0.00", 24.86),
        (Cell(same("24.80*"), value=Decimal("24.80")), '0.00"*"', 24.8),
        (Cell(same("≥20.00≈"), value=Decimal("20.00")), '"≥"0.00"≈";"≥"-0.00"≈"', 20),
        (Cell(same("≥-5.0"), value=Decimal("-5.0")), '"≥"0.0;"≥"-0.0', -5),
        (Cell(same("+1.2"), value=Decimal("1.2")), '"+"0.0;"+"-0.0', 1.2),
        (Cell(same("预计55"), value=Decimal(55)), '"预计"0;"预计"-0', 55),
        (Cell(same("-0.5"), value=Decimal("-0.5")), "0.0", -0.5),
        (Cell(same("97.3%"), value=Fraction(973, 1000)), "0.0%", 0.973),
        (Cell(same("12"), value=12), "0", 12),
        (Cell(same("20.1"), value=Decimal("20.1")), "0.0", 20.1),
        (Cell(same("9"), value=9, mark="▲"), '"▲ "0;"▲ "-0', 9),
        (Cell(same("达到98以上"), value=Decimal(98)), '"达到"0"以上";"达到"-0"以上"', 98),
        (Cell(same("+0.33"), value=Fraction(1, 3)), '"+"0.00;"+"-0.00', 1 / 3),
        (Cell(same("-0.3"), value=Fraction(-1, 3)), "0.0", -1 / 3),
        (
            Cell(same("已评价 5/54（80.0%）"), value=Fraction(4, 5)),
            '"已评价 5/54（"0.0%"）";"已评价 5/54（"-0.0%"）"',
            0.8,
        ),
    ],
)
def test_a_number_is_a_number_that_is_shown_as_printed(cell: Cell, number_format: str, value: float) -> None:
    made = opened(one(cell))["表"]["A5"]
    assert (made.number_format, made.value, made.data_type) == (number_format, value, "n")
    assert shown(made) == cell.to("zh")


@pytest.mark.parametrize(
    "cell",
    [
        Cell(same("——")),
        Cell(same("20.1")),  # a text that is no number stays a text
        Cell(same("70%"), value=Decimal("0.7")),  # a value in per cent is no ratio
        Cell(same("12"), value=Decimal("12.4")),
        Cell(same("1234567890.123456"), value=Decimal("1234567890.123456")),  # more digits than a cell keeps
        Cell(same("约5"), value=Decimal("5.5")),
        Cell(same('5"'), value=5),
        Cell(same("1/3"), value=Fraction(1, 3)),
    ],
)
def test_what_no_number_can_show_is_text(cell: Cell) -> None:
    made = opened(one(cell))["表"]["A5"]
    assert (made.value, made.data_type) == (cell.to("zh"), "s")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_run(text: str) -> None:
    said = same(text)
    grid = Grid(said, [Column(said)], [Group(said, [[Cell(said)]])])
    raw = xlsx.render(Sheet(said, [Cell(said)], [grid], [Cell(said)]), "zh")
    book = load_workbook(io.BytesIO(raw))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert all(ord(character) >= 32 for cell in cells for character in cell.value)
    assert b"<f>" not in b"".join(_parts(raw))


def _parts(raw: bytes) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]


def test_the_shipped_scorecard() -> None:
    book = check(load(DATA)).book
    assert book
    card = score(book, 2024)
    sheet = scorecard_sheet(card, card.rows, PARTS)
    made = opened(sheet)
    assert made.sheetnames == ["指标", "类别", "部门", "差距"]
    for grid, page in zip((grid.shown_in("workbook") for grid in sheet.grids), made, strict=True):
        assert page["A1"].value.startswith("含示例数据，非官方")
        assert page["A1"].font.color.rgb == "FF9C0F7B"
        texts = [(group.heading, cell) for group in grid.groups for row in group.rows for cell in row]
        grouped = any(group.heading for group in grid.groups)
        first, last = len(sheet.heading) + 3, len(sheet.heading) + 2 + sum(len(group.rows) for group in grid.groups)
        lines = list(page.iter_rows(min_row=first, max_row=last))
        written = [cell for line in lines for cell in line[grouped:]]
        for (_, cell), other in zip(texts, written, strict=True):
            assert (
                shown(other) if other.data_type == "n" and other.value is not None else other.value or ""
            ) == cell.to("zh")
        if grouped:
            assert [line[0].value for line in lines] == [group.heading.zh for group in grid.groups for _ in group.rows]
            assert page.cell(first - 1, 1).value == "分组"
        assert page.freeze_panes == f"{'C' if not grouped else 'D'}{first}"
        assert page.auto_filter.ref.startswith(f"A{first - 1}:")
        assert page.print_title_rows == f"${first - 1}:${first - 1}"
    assert not {cell.data_type for cell in made["指标"]["B"][5:67]} - {"n"}  # all ids are numbers
    closing = [cell.value for cell in made["指标"]["A"][-3:]]
    assert closing[1].startswith("评价指标53项（54个分项）：")
    assert made["指标"].max_row > made["类别"].max_row


def test_standings_are_coloured_by_their_marks_too() -> None:
    regressed = STANDINGS["regressed"]
    look = Cell(regressed.words, regressed.tone, mark=regressed.mark)
    page = opened(one(Cell(same("1")), look))["表"]
    assert (page["B5"].value, page["B5"].fill.fgColor.rgb) == ("▼ 倒退", "FFA61C1C")
    (formatting,) = page.conditional_formatting
    assert str(formatting.sqref) == "B5"
    assert [rule.text for rule in formatting.rules] == ["●", "○", "△", "▲", "▼", "□", "◇", "※", "－"]
    assert formatting.rules[4].dxf.fill.bgColor.rgb == "FFA61C1C"


MEDIA = county(
    "id: 1, direction: rising, baseline: 10, departments: [甲局, 乙局]",
    "id: 20.1, direction: rising, baseline: 10",
    "id: 3a, direction: rising, baseline: 10",
    targets="1: {2022: 20, 2025: 40}, 20.1: {2022: 20, 2025: 40}, 3a: {2022: 20, 2025: 40}",
    actuals={2022: "1: 25.0, 20.1: 15", 2023: "1: 28, 20.1: 16", 2024: "1: 30.0, 20.1: {value: 20, source: 年鉴}"},
)


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("zh", ["差距幅度", "要求实现率", "目标完成进度", "序时进度", "数据来源"]),
        ("en", ["Shortfall", "Attainment", "Progress", "Elapsed", "Source"]),
    ],
)
def test_shortfall_attainment_progress_and_source_have_columns(language: Language, titles: list[str]) -> None:
    card = score(MEDIA, 2024)
    page = opened(scorecard_sheet(card, card.rows, ["indicators"]), language).worksheets[0]
    head, *rows = ([cell.value for cell in row] for row in page.iter_rows(min_row=4, max_row=7))
    columns = [head.index(title) for title in titles]
    assert [[row[n] for n in columns] for row in rows] == [
        [pytest.approx(3 / 33), pytest.approx(30 / 33), pytest.approx(20 / 30), 0.8, "公报"],
        [pytest.approx(13 / 33), pytest.approx(20 / 33), pytest.approx(10 / 30), 0.8, "年鉴"],
        [None, None, None, None, None],
    ]
    assert [row[1] for row in rows] == [1, 20.1, "3a"]


def test_the_early_warning_and_a_tolerance_are_remarks() -> None:
    book = county(
        "direction: rising, baseline: 10",
        "direction: keep stable, worse: lower, baseline: 50, tolerance: 2",
        targets="1: {2022: 11, 2025: 30}, 2: {2022: 保持稳定, 2025: 保持稳定}",
        actuals={2022: "1: 12, 2: 50"},
    )
    card = score(book, 2022)
    page = opened(scorecard_sheet(card, card.rows, ["indicators"]))["指标"]
    column = [cell.value for cell in page[4]].index("备注") + 1
    assert [page.cell(row, column).value for row in (5, 6)] == ["照此难达最终目标", "要求含允许变动"]


def test_of_a_share_each_number_has_a_column() -> None:
    """On the screen 0/2 with one missing; in a workbook three numbers, which can be added up."""
    card = score(MEDIA, 2024)
    sheet = scorecard_sheet(card, card.rows, ["departments"])
    page = opened(sheet)["部门"]
    lines = [[cell.value for cell in row] for row in page.iter_rows(min_row=4, max_row=6)]
    assert lines[0][:4] == ["部门", "牵头达到", "牵头达到（已评价）", "牵头达到（缺）"]
    assert [line[:4] for line in lines[1:]] == [["甲局", 0, 2, 1], ["乙局", None, None, None]]
    (grid,) = (grid.shown_in("text") for grid in sheet.grids)
    assert [column.title.zh for column in grid.columns[:3]] == ["部门", "牵头达到", "最低等次"]
    assert grid.groups[0].rows[0][1].text.zh == "0/2（缺 1）"


@pytest.mark.filterwarnings("ignore:Sparkline Group")
def test_a_course_is_a_native_sparkline() -> None:
    """It is drawn from cells that hold the numbers alone, behind the table and hidden."""
    cards, courses = trends(MEDIA)
    raw = xlsx.render(course_sheet(cards, courses), "zh")
    page = load_workbook(io.BytesIO(raw))["走势"]
    head = [cell.value for cell in page[3]]
    line = head.index("走势") + 1
    assert [page.cell(row, line).value for row in (4, 5, 6)] == [None] * 3
    drawn = re.findall(r"<xm:f>走势!(\w+):(\w+)</xm:f><xm:sqref>(\w+)</xm:sqref>", b"".join(_parts(raw)).decode())
    assert sorted(cell for _, _, cell in drawn) == [page.cell(row, line).coordinate for row in (4, 5, 6)]
    first, last, _ = min(drawn, key=lambda found: found[2])
    assert [cell.value for cell in page[f"{first}:{last}"][0]] == [10, 25, 28, 30]
    assert page.column_dimensions[re.sub(r"[0-9]", "", first)].hidden
    assert b'displayHidden="1"' in b"".join(_parts(raw))


def test_columns_are_wide_enough_for_hanzi_and_rows_high_enough_for_what_is_folded() -> None:
    columns = [Column(same("名")), Column(same("长"), fold=20)]
    rows = [[Cell(same("城镇化率城镇化率")), Cell(same("长" * 40))]]
    page = opened(Sheet(same("题"), (), [Grid(same("表"), columns, [Group(NOTHING, rows)])]))["表"]
    assert page.column_dimensions["A"].width > 16
    assert 20 < page.column_dimensions["B"].width < 26
    assert page.row_dimensions[3].height > 4 * 15


def test_a_sheet_without_tables() -> None:
    page = opened(Sheet(same("只有小结"), [Cell(same("一"), "notice")], (), [Cell(same("二"))]))["只有小结"]
    assert [page["A1"].value, page["A2"].value] == ["一", "二"]


def test_a_table_without_rows() -> None:
    page = opened(Sheet(same("题"), (), [Grid(same("表"), [Column(same("列"))], [])]))["表"]
    assert page["A2"].value == "列"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["部门（牵头 n/m：说明）"], ["部门（牵头 n m：说明）"]),
        (["a/b", "A b", "a*b"], ["a b", "A b~2", "a b~3"]),
        (["[]:*?/\\", "''"], ["Sheet", "Sheet~2"]),
        (["History"], ["History_"]),
        (["长" * 40, "长" * 40], ["长" * 31, "长" * 29 + "~2"]),
        (["😀" * 20], ["😀" * 15]),
    ],
)
def test_names_of_worksheets(names: list[str], expected: list[str]) -> None:
    taken: set[str] = set()
    assert [xlsx.sheet_name(name, taken) for name in names] == expected


def test_the_same_sheet_has_the_same_bytes() -> None:
    assert xlsx.render(one(Cell(same("1"), value=1)), "zh") == xlsx.render(one(Cell(same("1"), value=1)), "zh")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(Refusal, match=r"not installed: .+ -m pip install XlsxWriter python-calamine"):
        xlsx.render(one(Cell(same("1"))), "zh")


def test_a_comparison() -> None:
    book = county(
        "direction: rising, baseline: 10",
        targets="1: {2022: 20, 2025: 40}",
        actuals={2023: "1: 30.0", 2024: "1: 20.5"},
    )
    comparison = compare(score(book, 2023), score(book, 2024))
    page = opened(comparison_sheet(comparison, comparison.changes), "en")["Changes"]
    assert [cell.value for cell in page[3]][:3] == ["Group", "No.", "Indicator"]
    assert [cell.value for cell in page[4]][4:7] == [30, 20.5, -9.5]


ROWS = (
    "direction: rising, baseline: 10",
    "direction: rising, baseline: 10, departments: [乙局]",
    "direction: rising, baseline: 10, departments: [丙局]",
)
TARGETS = "1: {2022: 20, 2025: 40}, 2: {2022: 20, 2025: 40}, 3: {2025: 5}"


def test_findings_by_the_department_that_leads(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    write(folder, *ROWS, targets=TARGETS, actuals={})
    values = ["year: 2024", "status: published", "values:", "  1: 30", "  2: 1,0", "  3: {value: 30, sauce: x}"]
    (folder / "actuals" / "2024.yaml").write_text("\n".join(values) + "\n", encoding="utf-8")
    (folder / "departments.yaml").write_text(
        "departments:\n  - name: 甲局\n  - {name: 乙局, name_en: Second, successor: {name: 丁局, since: 2024-01-01}}\n"
        "  - name: 丙局\n  - name: 丁局\n",
        encoding="utf-8",
    )
    for name, mark in {"indicators.yaml": "{id", "targets_1.yaml": "3: {"}.items():
        text = (folder / name).read_text(encoding="utf-8").replace(mark, f"\n {mark}")
        (folder / name).write_text(text, encoding="utf-8")
    read = load(folder, lambda path: path.name)
    sheet = findings_sheet(check(read), [read])
    rows = [(group.heading.zh, [cell.text.zh for cell in row]) for group in sheet.grids[0].groups for row in group.rows]
    assert [(heading, row[1][:5], *row[2:4], *row[5:7]) for heading, row in rows] == [
        ("丁局", "GF103", "2024.yaml", "5", "2 某指标", "丁局"),
        ("丙局", "GF101", "2024.yaml", "6", "3 某指标", "丙局"),
        ("丙局", "GF301", "targets_1.yaml", "2", "3 某指标", "丙局"),
    ]
    assert rows[0][1][-1] == "改为：1.0"
    assert sheet.heading[1].text.zh == "4 个文件：2 个错误，1 个警告，0 个提示"
    assert sheet.heading[1].text.en == "4 files: 2 errors, 1 warning, 0 notes"
    page = opened(sheet)["数据检查"]
    assert [cell.value for cell in page[5]][:6] == ["丁局", "错误", "GF103 not-a-number", "2024.yaml", 5, 6]


def test_findings_on_no_indicators_line_are_general() -> None:
    read = load(DATA, lambda path: path.name)
    sheet = findings_sheet(check(read), [read])
    assert sheet.grids[0].groups[0].heading.en == "General"
    assert {row[5].text.en for row in sheet.grids[0].groups[0].rows} == {""}
    assert all(row[5].text.en for group in sheet.grids[0].groups[1:] for row in group.rows)
