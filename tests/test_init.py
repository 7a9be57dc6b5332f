"""`gongfu init`: the commented folder, and a county's table read from a spreadsheet."""

import io
import json
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from csv import writer
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from test_schemas import as_an_editor_reads

from gongfu_cli.book.folder import load
from gongfu_cli.book.model import Document, Indicator
from gongfu_cli.checks.run import check
from gongfu_cli.forms import county, county_table
from gongfu_cli.forms.county_table import CountyTable, TableRow

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).resolve().parent.parent
HEAD = "指标,单位,基期,2022年,2025年,属性,责任部门"
GDP = "人均生产总值,万元,16.94,18,21,评价指标,县发改局"


def csv(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *lines]).encode()


def workbook(rows: Sequence[Sequence[object]], merged: Mapping[tuple[int, int, int, int], object] = {}) -> bytes:
    """A workbook of one sheet; `merged` are ranges (first row and column, last row and column) with their text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("附件1")
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
        for place, text in merged.items():
            sheet.merge_range(*place, text)
    return stream.getvalue()


def table(raw: bytes) -> CountyTable:
    """The table in a file, which must be free of errors."""
    read, findings = county_table.read("指标表.csv", raw)
    assert read, findings
    return read


def row(line: str, head: str = HEAD) -> TableRow:
    """The one row of a CSV table."""
    (only,) = table(csv(line, head=head)).rows
    return only


def found(raw: bytes, file: str = "指标表.csv") -> list[str]:
    """Each finding with its cell, its sentence and its remedy."""
    findings = county_table.read(file, raw)[1]
    return [
        f"{each.place.file} {each.code} {each.message.en}" + (f" | {each.hint.en}" if each.hint else "")
        for each in findings
    ]


# The commented folder


@pytest.fixture
def daishan(gongfu: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What `gongfu init daishan --name 岱山县` writes, as the working folder."""
    assert gongfu("init", "daishan", "--name", "岱山县")[0] == 0
    monkeypatch.chdir("daishan")
    return Path()


def test_it_passes_the_check_and_scores(gongfu: Run, daishan: Path) -> None:
    assert gongfu("check", "--strict", "--ignore", "GF503") == (
        0,
        "4 files: 0 errors, 0 warnings, 0 notes (1 silenced)\n",
        "",
    )
    code, out, err = gongfu("score", "--lang", "zh")
    assert (code, err) == (0, "")
    assert "岱山县共同富裕主要目标指标 · 2024年" in out


def test_it_has_two_categories_four_kinds_of_indicator_a_document_a_register_and_a_year(daishan: Path) -> None:
    folder = load(Path("data"))
    assert folder.table and folder.register
    assert len(folder.table.categories) == 2
    assert [each.direction for each in folder.table.indicators] == ["rising", "falling", "keep stable", "falling"]
    (document,) = folder.documents.values()
    assert [cells[2025].text for cells in document.targets.values()] == [
        "15",
        "2.8以内",
        "保持稳定",
        "完成上级下达指标",
    ]
    assert len(folder.register.departments) == 4
    assert list(folder.periods.values()) == [2024]


def test_its_figures_are_marked_as_illustrative(daishan: Path) -> None:
    assert check(load(Path("data"))).findings[0].message.zh == "含 4 个示例值，非官方"


def test_its_files_name_the_schemas_beside_them_and_are_commented_in_both_languages(daishan: Path) -> None:
    for path in sorted(Path("data").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert named and (path.parent / named[1]).is_file()
        comments = " ".join(re.findall("# .*", text))
        assert re.search("[一-鿿]{4}", comments) and re.search("[a-z]+ [a-z]+ [a-z]+", comments)


def test_an_editor_finds_no_fault_either(gongfu: Run, daishan: Path) -> None:
    """What the schemas say of the files, those of a table that was read too."""
    Path("表.csv").write_bytes(csv(GDP, "失业率,%,——,2.8以内,2.7以内,,县人社局"))
    assert gongfu("init", "read", "--from", "表.csv")[0] == 0
    for path in (*Path("data").rglob("*.yaml"), *Path("read/data").rglob("*.yaml")):
        kind = "actuals" if path.parent.name == "actuals" else path.stem.partition("_")[0]
        schema = json.loads(Path(f"schemas/{kind}.schema.json").read_text(encoding="utf-8"))
        assert (
            list(Draft202012Validator(schema).iter_errors(as_an_editor_reads(path.read_text(encoding="utf-8")))) == []
        )


def test_the_schemas_are_those_of_the_command(gongfu: Run, daishan: Path) -> None:
    for path in sorted(Path("schemas").iterdir()):
        assert path.read_text(encoding="utf-8") == gongfu("schema", path.name.partition(".")[0])[1]


@pytest.mark.parametrize("name", ["岱山县", "A: b", "#1", "' \"", "{x}", "某\n县"])
def test_any_name_is_only_a_name(name: str, tmp_path: Path) -> None:
    for file, text in county.starter(name).items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    folder = load(tmp_path)
    assert folder.findings == []
    assert folder.table and folder.table.title == f"{' '.join(name.split())}共同富裕主要目标指标"


@pytest.mark.parametrize(
    "there", ["data/indicators.yaml", "indicators.yaml", "data/notes.txt", "schemas/targets.schema.json"]
)
def test_nothing_is_ever_overwritten(gongfu: Run, data: Path, there: str) -> None:
    path = Path("old") / there
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    code, out, err = gongfu("init", "old", "--lang", "zh")
    assert (code, out) == (2, "")
    assert re.fullmatch(r"old/\S+ 已经有了，不会覆盖；换一个文件夹\n", err)
    assert [each for each in Path("old").rglob("*") if each.is_file()] == [path]
    assert path.read_text(encoding="utf-8") == "mine"


def test_what_was_written_goes_again_where_the_rest_cannot_be(gongfu: Run, data: Path) -> None:
    Path("old").mkdir()
    Path("old/schemas").symlink_to("gone/away")
    assert gongfu("init", "old")[0] == 2
    assert [path for path in Path("old").rglob("*") if path.is_file()] == []


def test_the_folder_may_be_the_one_we_are_in(
    gongfu: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    code, out, err = gongfu("init", ".", "--lang", "en")
    assert (code, out) == (0, "")
    assert err.endswith("\nNext:\n  gongfu check\n  gongfu score\n")


# The headings


@pytest.mark.parametrize(
    "head",
    [
        "指标,单位,基期,2022年,2025年,属性,责任部门",
        "指标名称,计量单位,2020年,2022年目标,2025年目标值,指标属性,牵头部门",
        "主要指标,单位,基期值（2020年）,2022,2025年预期目标,指标性质,责任单位",
        "Indicator,Unit,Baseline 2020,Target 2022,2025,Attribute,Departments",
        "具体指标, 计 量 单 位 ,2020年现状值,目标值（2022年）,２０２５年,属性,主要责任部门",
    ],
)
def test_columns_are_found_by_their_headings(head: str) -> None:
    read = row(GDP, head)
    assert read[1:6] == ("人均生产总值", "", "万元", "evaluation", "rising")
    assert (read.baseline, read.targets, read.departments) == ("16.94", {2022: "18", 2025: "21"}, ["县发改局"])


def test_columns_stand_in_any_order_and_there_may_be_more_of_them() -> None:
    head = "备注,责任部门,2025年,2022年,序号,基期,配合部门,方向,单位,类别,指标"
    read = row("另表,县发改局,21,18,7,16.94,县统计局、县财政局,越高越好,万元,经济,人均生产总值", head)
    assert read == TableRow(
        id="7",
        name="人均生产总值",
        category="经济",
        unit="万元",
        attribute="",
        direction="rising",
        baseline="16.94",
        targets={2022: "18", 2025: "21"},
        departments=["县发改局", "县统计局", "县财政局"],
        note="另表",
    )


@pytest.mark.parametrize(
    ("head", "baseline_year", "assumed", "years"),
    [
        ("指标,2020年,2022年,2025年,责任部门", 2020, False, [2022, 2025]),
        ("指标,2025年,2030年,2027年,责任部门", 2025, False, [2027, 2030]),
        ("指标,基期2019年,2022年,2025年,责任部门", 2019, False, [2022, 2025]),
        ("指标,基期,2022年,2025年,责任部门", 2020, True, [2022, 2025]),
        ("指标,基期,2027年,2030年,责任部门", 2025, True, [2027, 2030]),
    ],
)
def test_the_years_are_those_of_the_headings(head: str, baseline_year: int, assumed: bool, years: list[int]) -> None:
    """A baseline without a year is that of the last year of the five-year plan before; the earliest of several years
    without any is the baseline's."""
    read = table(csv("人均生产总值,1,2,3,县发改局", head=head))
    assert (read.baseline_year, read.baseline_year_assumed, read.years) == (baseline_year, assumed, years)


def test_a_heading_may_run_over_two_rows() -> None:
    head = "序号,指标,基期,目标值,,责任部门\n,,2020年,2022年,2025年,"
    read = table(csv("1,人均生产总值,16.94,18,21,县发改局", head=head))
    assert (read.baseline_year, read.baseline_year_assumed, list(read.rows[0].targets)) == (2020, False, [2022, 2025])


def test_names_may_have_their_units_in_brackets() -> None:
    read = row("人均生产总值(万元),16.94,21,县发改局", "指标名称（单位）,2020年,2025年,责任部门")
    assert (read.name, read.unit) == ("人均生产总值", "万元")
    assert row("GDP(名义),16.94,21,县发改局", "指标名称,2020年,2025年,责任部门").name == "GDP(名义)"


def test_the_second_row_of_a_heading_may_be_shorter() -> None:
    found_in = found(csv("甲,5,6,县发改局,7", head="指标,基期,目标,责任部门,核对\n,2020年,2025年"))
    assert found_in == ["指标表.csv!E1 GF723 “核对” was not read"]


def test_the_line_above_the_heading_is_the_title() -> None:
    title = "附件1,,,\n岱山县共同富裕主要目标指标,,,\n单位：万元,,,\n指标,2020年,2025年,责任部门"
    assert table(csv("人均生产总值,16.94,21,县发改局", head=title)).title == "岱山县共同富裕主要目标指标"


# The rows


def test_categories_are_a_column_filled_down_or_rows_of_their_own() -> None:
    column = csv(
        "经济,甲,1,2,县发改局", ",乙,1,2,县发改局", "社会,丙,1,2,县发改局", head="类别,指标,2020年,2025年,责任部门"
    )
    lines = csv(
        "一、经济（2项）,,,",
        "甲,1,2,县发改局",
        "乙,1,2,县发改局",
        "二、社会,,,",
        "丙,1,2,县发改局",
        head="指标,2020年,2025年,责任部门",
    )
    for raw in (column, lines):
        assert [each.category for each in table(raw).rows] == ["经济", "经济", "社会"]


def test_merged_cells_count_for_all_that_they_cover() -> None:
    rows = [
        ["类别", "序号", "指标", "2020年", "2022年", "2025年", "责任部门"],
        ["", 1, "甲", 5, "", "", ""],
        ["", 2, "乙", 5, 6, 7.5, ""],
    ]
    merged = {(1, 0, 2, 0): "经济", (1, 4, 1, 5): "持续巩固", (1, 6, 2, 6): "县发改局"}
    one, two = table(workbook(rows, merged)).rows
    assert (one.category, one.targets, one.departments) == ("经济", {2022: "持续巩固", 2025: "持续巩固"}, ["县发改局"])
    assert (two.category, two.targets, two.departments) == ("经济", {2022: "6", 2025: "7.5"}, ["县发改局"])


def test_merged_cells_beyond_all_text_cover_nothing() -> None:
    rows = [["指标", "2020年", "2025年", "责任部门"], ["甲", 5, 6, "县发改局"]]
    (one,) = table(workbook(rows, {(0, 5, 1, 6): "", (1, 4, 9, 4): ""})).rows
    assert (one.name, one.targets, one.departments) == ("甲", {2025: "6"}, ["县发改局"])


def test_rows_are_numbered_as_printed_a_number_over_two_rows_by_parts_and_none_from_one_on() -> None:
    head = "序号,指标,2020年,2025年,责任部门"
    cells = "1,2,县发改局"
    assert [each.id for each in table(csv(f"3,甲,{cells}", f"20,乙,{cells}", f",丙,{cells}", head=head)).rows] == [
        "3",
        "20.1",
        "20.2",
    ]
    assert [each.id for each in table(csv(f",甲,{cells}", f",乙,{cells}", head=head)).rows] == ["1", "2"]


@pytest.mark.parametrize(
    ("line", "baseline", "target"),
    [
        ("城镇化率,%,65,68,70%,,县发改局", "65", "70"),
        ("城镇化率,,65%,68%,70％,,县发改局", "65", "70"),
        ("失业率,%,2.9,2.8,2.7%以内,,县人社局", "2.9", "2.7以内"),
        ("人均生产总值,万元,16.94万元,18,21万元,,县发改局", "16.94", "21"),
        ('收入,元,"50,000",60000,"70,000",,县发改局', "50000", "70000"),
        ("收入,元,,——,70000,,县发改局", "——", "70000"),
        ("排名,,预计5,,3–4,,县发改局", "预计5", "3–4"),
    ],
)
def test_cells_are_kept_as_printed_less_their_unit(line: str, baseline: str, target: str) -> None:
    read = row(line)
    assert (read.baseline, read.targets[2025]) == (baseline, target)


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("县发改局、县统计局", ["县发改局", "县统计局"]),
        ("县统计局 县发改局（牵头）", ["县发改局", "县统计局"]),
        ("县发改局；县发改局", ["县发改局"]),
        ('"Health Bureau, Bureau of Statistics"', ["Health Bureau", "Bureau of Statistics"]),
    ],
)
def test_the_first_body_leads_unless_another_is_marked(text: str, bodies: list[str]) -> None:
    assert row(f"人均生产总值,万元,16.94,18,21,,{text}").departments == bodies


# Directions, which are seldom printed


@pytest.mark.parametrize(
    ("cells", "direction", "worse", "why"),
    [
        ("人均生产总值,万元,16.94,18,21", "rising", "", "the target is above the baseline, or a lower bound"),
        ("优良天数比率,%,98,97以上,97以上", "rising", "", "the target is above the baseline, or a lower bound"),
        ("失业率,%,2.9,2.8,2.7", "falling", "", "the target is below the baseline, or an upper bound"),
        ("收入倍差,,1.4,1.5以内,1.5以内", "falling", "", "the target is below the baseline, or an upper bound"),
        ("恩格尔系数,%,30,稳步下降,稳步下降", "falling", "", "the target is below the baseline, or an upper bound"),
        ("万人成讼率,%,65,75,70", "rising", "", "its figures do not show which way"),
        ("生产安全死亡率,,1,2,3", "rising", "", "by its name it may be to fall"),
        ("单位GDP能耗,,0.29,完成上级下达指标,完成上级下达指标", "rising", "", "by its name it may be to fall"),
        ("海洋经济占比,%,78,持续巩固,持续巩固", "keep stable", "lower", "the target is to hold; lower is worse"),
        ("死亡率,%,78,持续巩固,持续巩固", "keep stable", "higher", "the target is to hold; higher is worse"),
    ],
)
def test_a_direction_that_is_not_printed_is_assumed_for_a_reason(
    cells: str, direction: str, worse: str, why: str
) -> None:
    read = row(f"{cells},,县发改局")
    assert (read.direction, read.worse, read.why.en) == (direction, worse, why)


def test_one_that_is_printed_is_not() -> None:
    read = row("死亡率,3,1,正向,县发改局", "指标,2020年,2025年,方向,责任部门")
    assert (read.direction, read.why.en) == ("rising", "")


def test_what_was_assumed_is_listed_and_marked(gongfu: Run, data: Path) -> None:
    Path("表.csv").write_bytes(csv(GDP, "失业率,%,2.9,2.8,2.7,,县人社局", "能耗,,1,2,3,,县发改局"))
    assert gongfu("init", "new", "--from", "表.csv", "--lang", "en") == (
        0,
        "",
        """\
written: new/data and new/schemas
3 rows. What is not printed was assumed: look at it. What is doubtful is marked # check.
  the baseline year, 2020
  evaluation indicators: 2, 3
  higher is better (the target is above the baseline, or a lower bound): 1 of 3 rows
  lower is better (the target is below the baseline, or an upper bound): 2
  higher is better (by its name it may be to fall): 3
Next:
  cd new
  gongfu check
  gongfu template 2022 -o data/actuals/2022.yaml
""",
    )
    text = Path("new/data/indicators.yaml").read_text(encoding="utf-8")
    assert re.findall(r"(\S+:.*?)  # check", text) == [
        "source: 表.csv",
        "baseline_year: 2020",
        "attribute: evaluation",
        "direction: falling",
        "attribute: evaluation",
        "direction: rising",
    ]


# What cannot be read


@pytest.mark.parametrize(
    ("raw", "findings"),
    [
        (
            csv("人均生产总值,万元,约17,18,约21,评价,县发改局"),
            [
                "指标表.csv!C2 GF722 “约17” is not a number as numbers are written here | write digits and a point",
                "指标表.csv!E2 GF722 the target “约21” is not a wording that is known | the wordings known: ",
            ],
        ),
        (
            csv("人均生产总值,万元,2020年 16.94,18,21,好,"),
            [
                "指标表.csv!C2 GF722 “2020年 16.94” is not a number as numbers are written here | write digits and a "
                "point only, such as 12.5",
                "指标表.csv!F2 GF722 “好” is not one of the words for this field | one of: evaluation, observation",
                "指标表.csv!G2 GF722 nobody answers for this row",
            ],
        ),
        (csv(",万元,1,2,3,,县发改局", GDP), ["指标表.csv!A2 GF722 this row has no name of an indicator"]),
        (csv("甲,万元,1,2,3,,（牵头）、"), ["指标表.csv!G2 GF722 nobody answers for this row"]),
        (
            csv("1,甲,1,2,局", "2,乙,1,2,局", "1,丙,1,2,局", head="序号,指标,2020年,2025年,责任部门"),
            ["指标表.csv!A4 GF722 the number “1” is given twice"],
        ),
        (
            csv(",甲,1,2,局", "2,乙,1,2,局", head="序号,指标,2020年,2025年,责任部门"),
            ["指标表.csv!A2 GF722 the first row has no number, and others have"],
        ),
        (
            csv("甲,5,3,局", head="指标,基期2025年,2022年,责任部门"),
            ["指标表.csv!C1 GF722 no year after the baseline year, 2025"],
        ),
        (
            csv("甲,1", head="指标,2025年"),
            [
                "指标表.csv!A1 GF721 no county's table here: no column for the baseline (基期)",
                "指标表.csv!A1 GF721 no county's table here: no column for those who answer for it (责任部门)",
            ],
        ),
        (
            csv("甲,1,2,3,局", head="指标,2020年,2025年,2025年,责任部门"),
            ["指标表.csv!D1 GF705 this column has the same name as one before it"],
        ),
        (csv("甲,5", head="名目,数"), ["指标表.csv!A1 GF721 no county's table here: no column for the indicators"]),
        (b"", ["指标表.csv GF721 no county's table here: no column for the indicators"]),
        (b"PK\x03\x04 damaged", ["指标表.csv GF701 cannot be read: no xlsx, xls or ods workbook"]),
    ],
)
def test_what_cannot_be_read_is_found_at_its_cell(raw: bytes, findings: list[str]) -> None:
    read = found(raw)
    assert len(read) == len(findings), read
    assert all(one.startswith(start) for one, start in zip(read, findings, strict=True)), read


def test_no_row_of_a_csv_is_lost_in_another() -> None:
    """A stray quote is an error at its row, and so is a comma among the digits of a number."""
    swallowed = csv(GDP, '收入,元,61,68,73,,"县发改局', "能耗,吨,0.3,0.28,0.25,,县发改局")
    assert [one.split(",")[0] for one in found(swallowed)] == ["指标表.csv!A3 GF701 a quote here has no partner"]
    assert "指标表.csv!H2 GF715" in found(csv("收入,元,61,240,68,73,,县发改局"))[0]


def test_bodies_on_lines_of_their_own_in_a_workbook() -> None:
    rows = [["指标", "2020年", "2025年", "责任部门"], ["甲", 1, 2, "县发改局\n县统计局"]]
    assert table(workbook(rows)).rows[0].departments == ["县发改局", "县统计局"]


def test_a_cell_of_a_workbook_is_named_with_its_sheet() -> None:
    rows = [["附件1"], ["指标", "2020年", "2025年", "责任部门"], ["甲", 1, "约2", "局"]]
    assert found(workbook(rows), "指标表.xlsx")[0].startswith("指标表.xlsx[附件1]!C3 GF722 the target “约2” is not")


def test_with_an_error_nothing_is_written(gongfu: Run, data: Path) -> None:
    Path("表.csv").write_bytes(csv("人均生产总值,万元,16.94,18,约21,评价,县发改局"))
    code, out, err = gongfu("init", "new", "--from", "表.csv", "--lang", "zh")
    assert (code, out) == (1, "")
    assert err.startswith("表.csv!E2:2:5 GF722 unread-cell\n  错误：目标“约21”不是认得的写法\n")
    assert err.endswith("1 个错误，什么也没有写入。\n")
    assert not Path("new").exists()


def test_what_is_left_out_is_a_warning(gongfu: Run, data: Path) -> None:
    Path("表.csv").write_bytes(csv(f"{GDP},12", "注：据年鉴,,,,,,,", head=f"{HEAD},页码"))
    code, _, err = gongfu("init", "new", "--from", "表.csv", "--lang", "zh")
    assert code == 0
    assert re.findall("GF723|没有读入.*", err) == ["GF723", "没有读入“页码”", "GF723", "没有读入“注：据年鉴”"]


# The shipped table, out and back


def test_the_shipped_table_comes_back_from_a_workbook(tmp_path: Path) -> None:
    shipped = load(ROOT / "data")
    assert shipped.table
    document = shipped.documents[str(ROOT / "data" / "targets_2022_2025.yaml")]
    raw = workbook(
        [
            ["指标", "序号", "单位", "基期", "2022年", "2025年", "属性", "责任部门", "类别"],
            *(_printed(indicator, document) for indicator in shipped.table.indicators),
        ]
    )
    read, findings = county_table.read("指标表.xlsx", raw)
    assert read
    assert {finding.code for finding in findings} <= {"GF724"}
    for file, text in county.written(read, "指标表.xlsx", "嵊泗县").items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    back = load(tmp_path)
    assert [finding for finding in check(back).findings if finding.severity == "error"] == []
    assert back.table
    assert len(back.table.indicators) == 62
    for one, other in zip(shipped.table.indicators, back.table.indicators, strict=True):
        for field in ("id", "name", "category", "unit", "attribute", "departments"):
            assert getattr(one, field) == getattr(other, field)
        assert (one.baseline.value, one.baseline.estimated) == (other.baseline.value, other.baseline.estimated)
    (targets,) = back.documents.values()
    for id, cells in document.targets.items():
        assert {year: cell.wording for year, cell in cells.items()} == {
            year: cell.wording for year, cell in targets.targets[id].items()
        }


def _printed(indicator: Indicator, document: Document) -> list[object]:
    cells = [indicator.baseline.text, *(document.targets[indicator.id][year].text for year in (2022, 2025))]
    attribute = {"evaluation": "评价指标", "observation": "观察指标"}[indicator.attribute]
    figures = [float(text) if re.fullmatch(r"[0-9.]+", text) else text for text in cells]
    bodies = "、".join(indicator.departments)
    return [indicator.name, indicator.id, indicator.unit or "", *figures, attribute, bodies, indicator.category]


# Whatever a spreadsheet holds

WORDS = [
    "指标",
    "2020年",
    "单位",
    "%",
    "65%",
    "1,234",
    "≥70",
    "持续巩固",
    "——",
    "约5",
    "1",
    "2.50",
    "一、经济",
    "注：甲",
]
SIGNS = ["a:b", "a: b", "#x", "'y", '"z', "{q}", "[p]", "-", "=", "1\n2", "&a", "*b", "!c", "%", "@d", "——", "null"]
TEXTS = st.one_of(st.sampled_from([*WORDS, *SIGNS]), st.text(max_size=6))


FIGURES = st.sampled_from(["", "——", "1", "2.50", "65%", "1,234"])
ROWS = st.tuples(TEXTS, TEXTS, TEXTS, FIGURES, st.one_of(FIGURES, st.sampled_from(["≥70", "持续巩固", "3–4"])), TEXTS)


@given(st.lists(st.one_of(ROWS, st.lists(TEXTS, max_size=6)), max_size=4))
def test_whatever_is_read_is_written_as_files_without_a_fault_of_form(rows: list[Sequence[str]]) -> None:
    stream = io.StringIO()
    writer(stream).writerows([["序号", "指标", "单位", "2020年", "2025年", "责任部门"], *rows])
    read, findings = county_table.read("表.csv", stream.getvalue().encode("utf-8", "replace"))
    assert (read is None) == any(finding.severity == "error" for finding in findings)
    if read:
        with tempfile.TemporaryDirectory() as folder:
            for file, text in county.written(read, "表.csv", None).items():
                Path(folder, file).write_text(text, encoding="utf-8")
            assert [finding for finding in load(Path(folder)).findings if finding.severity == "error"] == []
