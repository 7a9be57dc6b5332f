"""The Word document of `gongfu report`: its page and type, what it says, and that nothing from a file is ever run."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from tables import county, write

from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import load
from gongfu_cli.checks.run import check
from gongfu_cli.cli.program import run
from gongfu_cli.formats.docx import CELLS, FRAME, render
from gongfu_cli.language.phrase import Language, Refusal, same
from gongfu_cli.scoring.trend import trends
from gongfu_cli.sheets.briefing import Briefing, briefing_of
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Section, Sheet

LANGUAGES: tuple[Language, ...] = ("zh", "en")
DATA = Path(__file__).resolve().parent.parent / "data"
GAP = county(
    "direction: rising, baseline: 10, unit: 万元, name: 人均收入, name_en: Income",
    "direction: rising, baseline: 10, name: 就业率",
    "direction: rising, baseline: 10, name: 绿化率, departments: [乙局]",
    targets={
        "2021-11-09": "1: {2024: 20}, 2: {2024: 20}, 3: {2024: 20}",
        "2024-02-28, source: 2024年行动方案": "2: {2024: 40}",
    },
    actuals={
        2023: "1: 20, 2: 12, 3: 20",
        2024: "1: {value: 15, reason: 企业订单减少, measure: 出台助企政策}, 2: 30, 3: ",
    },
)
HOSTILE = "<w:p/>{PAGE}\x07\u202e=1+1\n\tHYPERLINK http://example.org"
SHOWN = "<w:p/>{PAGE}\ufffd\ufffd=1+1 HYPERLINK http://example.org"


def briefing(book: Book, year: int = 2024, departments: Sequence[str] = ()) -> Briefing:
    return briefing_of({"": trends(book, "linear", until=year)}, departments)


def shipped() -> Book:
    book = check(load(DATA)).book
    assert book
    return book


def opened(made: bytes) -> Any:
    return docx.Document(io.BytesIO(made))


def document(book: Book = GAP, language: Language = "zh", template: bytes | None = None) -> Any:
    return opened(render(briefing(book), language, template))


def texts(document: Any, style: str | None = None) -> list[str]:
    return [line.text for line in document.paragraphs if style is None or line.style.name == style]


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_that_of_the_standard(language: Language) -> None:
    """A4 with 37 mm above, 35 below, 28 to the left and 26 to the right; the annex lies on its side."""
    made = document(language=language)
    upright, annex = made.sections
    sides = ("top_margin", "bottom_margin", "left_margin", "right_margin")
    assert [round(getattr(upright, side).mm) for side in sides] == [37, 35, 28, 26]
    assert (round(upright.page_width.mm), round(upright.page_height.mm)) == (210, 297)
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)
    assert sorted(round(getattr(annex, side).mm) for side in sides) == [26, 28, 35, 37]


@pytest.mark.parametrize(
    ("style", "typeface", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_the_type_is_that_of_the_standard(style: str, typeface: str, size: int) -> None:
    """二号小标宋 the title, 三号 the rest: 仿宋 the text, 黑体 and 楷体 the headings; 四号宋体 the page number."""
    font = document().styles[style].font
    assert (font.element.rPr.rFonts.get(qn("w:eastAsia")), font.size.pt) == (typeface, size)


def test_a_page_has_22_lines_of_28_to_29_points() -> None:
    spacing = document().styles["Body Text"].paragraph_format.line_spacing.pt
    assert 28 <= spacing <= 29
    assert int(Mm(225) / Pt(spacing)) == 22


@pytest.mark.parametrize(
    ("language", "bold", "sizes"), [("zh", None, {10.5, 8.5}), ("en", True, {9, 7.5})], ids=LANGUAGES
)
def test_english_has_bold_headings_and_smaller_tables(language: Language, bold: bool | None, sizes: set[float]) -> None:
    """In Chinese the typeface tells a heading; English words are long, most of all in the annex."""
    made = document(language=language)
    for style in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        assert made.styles[style].font.bold == bold
    used = [
        {cell.paragraphs[0].style.font.size.pt for row in table.rows for cell in row.cells} for table in made.tables
    ]
    assert set.union(*used) == sizes and used[-1] == {min(sizes)}


def test_typefaces_name_what_stands_for_them() -> None:
    """Where a typeface is not installed, another is named for it."""
    with zipfile.ZipFile(io.BytesIO(render(briefing(GAP), "zh"))) as parts:
        fonts = parts.read("word/fontTable.xml").decode()
    named = dict(re.findall(r'<w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"/>', fonts))
    assert named == {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体", "黑体": "SimHei"}


def test_page_numbers_stand_outside() -> None:
    """— 1 —, to the right on odd pages and to the left on even ones."""
    made = document()
    section = made.sections[0]
    assert made.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        (line,) = footer.paragraphs
        assert line.alignment == WD_ALIGN_PARAGRAPH[side]
        assert [run.text for run in line.runs] == ["— ", " —"]
        assert [field.get(qn("w:instr")) for field in line._p.iter(qn("w:fldSimple"))] == ["PAGE"]


@pytest.mark.parametrize(
    ("language", "title", "headings"),
    [
        (
            "zh",
            "表 · 2024年情况通报",
            [
                "一、总体情况",
                "二、有差距的指标",
                "三、未报送的指标",
                "四、进一步的目标",
                "五、与2023年相比",
                "六、下一步",
            ],
        ),
        (
            "en",
            "Report: 表 · 2024",
            [
                "1. Overview",
                "2. Gaps",
                "3. Not reported",
                "4. Further goals",
                "5. What changed since 2023",
                "6. Next steps",
            ],
        ),
    ],
)
def test_its_sections(language: Language, title: str, headings: list[str]) -> None:
    """The headline, the gaps, who has not reported, further goals, changes, a heading left for 下一步, the annex."""
    made = document(language=language)
    assert texts(made, "Title") == [title, title.removesuffix("情况通报").removeprefix("Report: ")]
    assert texts(made, "Heading 1") == [*headings, {"zh": "附件", "en": "Annex"}[language]]


def test_a_section_without_anything_is_not_there() -> None:
    book = county("direction: rising, baseline: 10", targets="1: {2024: 20}", actuals={2024: "1: 30"})
    made = document(book)
    assert texts(made, "Heading 1") == ["一、总体情况", "二、有差距的指标", "三、下一步", "附件"]
    assert "已评价的1项均无差距。" in texts(made)


def test_the_headline_comes_first() -> None:
    lines = texts(document(), "Body Text")
    assert lines[0] == "3项评价指标中，已评价2项，1项达到要求，1项有差距，1项未报送。"
    assert lines[1].startswith("达到率 已评价 2/3（50.0%）（2023年 ") and lines[1].endswith("。")
    whole = document(
        county(
            *["direction: rising, baseline: 10"] * 2,
            targets="1: {2024: 20}, 2: {2024: 20}",
            actuals={2024: "1: 30, 2: 15"},
        )
    )
    assert texts(whole, "Body Text")[1].startswith("达到率 50.0%（1/2）；有差距 1 个分项；")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "zh",
            [
                ["指标", "2024", "要求", "差距幅度", "等次", "牵头部门", "原因", "措施"],
                ["1 人均收入（万元）", "15", "≥20", "25.0%", "▲ 未完成", "甲局", "企业订单减少", "出台助企政策"],
            ],
        ),
        (
            "en",
            [
                ["Indicator", "2024", "Required", "Shortfall", "Standing", "Lead department", "Reason", "Measure"],
                ["1 Income", "15", "≥20", "25.0%", "▲ not met", "甲局", "企业订单减少", "出台助企政策"],
            ],
        ),
    ],
)
def test_gaps_have_their_shortfall_their_lead_the_reason_and_the_measure(
    language: Language, expected: list[list[str]]
) -> None:
    assert cells(document(language=language).tables[0]) == expected


def test_without_reasons_there_is_no_column_for_them() -> None:
    book = county("direction: rising, baseline: 10", targets="1: {2024: 20}", actuals={2024: "1: 15"})
    assert cells(document(book).tables[0])[0][-1] == "牵头部门"


def test_who_has_not_reported() -> None:
    assert "乙局：3 绿化率。" in texts(document())
    assert "乙局: 3 绿化率." in texts(document(language="en"))


def test_further_goals_and_changes() -> None:
    """The further goals of each document under its name, and the rows whose standing is another than before."""
    made = document()
    assert texts(made, "Heading 2") == ["2024年行动方案 1项：达到0，未达到1"]
    _, goals, moves, _ = map(cells, made.tables)
    assert goals == [["指标", "目标", "2024", "结果"], ["2 就业率", "40", "30", "▲ 未达到"]]
    assert moves[0] == ["指标", "2023", "2024", "变化", "等次 2023", "等次 2024"]
    assert {row[0] for row in moves[1:]} >= {"1 人均收入", "2 就业率"}


def test_the_annex_is_the_full_table() -> None:
    """Every row, as `gongfu score` shows it."""
    book = shipped()
    made = document(book)
    rows = [row for row in cells(made.tables[-1])[1:] if row[0] != row[1]]
    assert [row[0] for row in rows] == [indicator.id for indicator in book.table.indicators]
    assert cells(made.tables[-1])[0][-3:] == ["牵头部门", "配合部门", "备注"]


def test_tables_repeat_their_head_and_keep_rows_whole() -> None:
    for table in document(shipped()).tables:
        marks = [{mark.tag for mark in row._tr.trPr} for row in table.rows]
        assert qn("w:tblHeader") in marks[0] and not any(qn("w:tblHeader") in mark for mark in marks[1:])
        assert all(qn("w:cantSplit") in mark for mark in marks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_are_as_wide_as_the_page_and_their_words_whole(language: Language) -> None:
    made = document(shipped(), language)
    for table, room in zip(made.tables, [156] * (len(made.tables) - 1) + [225], strict=True):
        assert sum(column.width for column in table.columns) == pytest.approx(Mm(room), rel=0.01)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_stay_in_one_piece(language: Language) -> None:
    """In whatever typeface stands for Times New Roman: its digits may be a third wider."""
    for table in document(shipped(), language).tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                size = cell.paragraphs[0].style.font.size
                for number in re.findall(r"[^\s\u2e80-\uffef]*\d[^\s\u2e80-\uffef]*", cell.text):
                    merged = row.cells[0]._tc is row.cells[-1]._tc
                    assert merged or column.width > len(number) * size * 2 / 3 + 2 * Mm(1), number


@pytest.mark.parametrize(
    ("language", "notice"), [("zh", "含示例数据，非官方"), ("en", "Contains illustrative data: not official")]
)
def test_illustrative_figures_are_marked_on_every_page(language: Language, notice: str) -> None:
    """In the headers of odd, even and first pages, of the document and of the annex; without any, nothing is said."""
    for section in document(shipped(), language).sections:
        for header in (section.header, section.even_page_header, section.first_page_header):
            assert header.paragraphs[0].text.startswith(notice)
    assert not any(line.text for line in document(GAP, language).sections[0].header.paragraphs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_data_have_the_same_bytes(language: Language) -> None:
    """No clock and no name is in it."""
    made = render(briefing(GAP), language)
    assert made == render(briefing(GAP), language)
    properties = opened(made).core_properties
    assert (properties.created.year, properties.modified.year, properties.author) == (2000, 2000, "")
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_text_from_files_is_text() -> None:
    """It never becomes a field, a link or markup, and what cannot be seen is shown as such."""
    text = same(HOSTILE)
    grid = Grid(text, [Column(text), Column(text)], [Group(text, [[Cell(text), Cell(text)]])], [Cell(text)])
    made = render(Briefing(text, text, [Section(text, [text], [grid])], [Sheet(text, grids=[grid])]), "zh")
    assert {*texts(opened(made))} - {"", "附件"} == {SHOWN, f"附件：{SHOWN}"}
    assert {text for table in opened(made).tables for row in cells(table) for text in row} == {SHOWN}
    assert opened(made).sections[0].header.paragraphs[0].text == SHOWN
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        inside = b"".join(parts.read(name) for name in parts.namelist()).decode(errors="replace")
    assert re.findall('<w:fldSimple w:instr="(.*?)"', inside) == ["PAGE", "PAGE"]
    assert not re.search("<w:(instrText|hyperlink)", inside)


ORDER = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]


def test_properties_of_tables_stand_in_the_order_of_the_schema() -> None:
    """Word repairs a document in which they do not."""
    for table in document().tables:
        places = [ORDER.index(part.tag.rpartition("}")[2]) for part in table._tbl.tblPr]
        assert all(one < other for one, other in pairwise(places))


# A template of the office's own


def template() -> bytes:
    own = docx.Document()
    own.add_paragraph("某县人民政府文件")
    own.styles["Heading 1"].font.size = Pt(19)
    own.sections[0].left_margin = Mm(50)
    own.sections[0].header.paragraphs[0].text = "内部资料"
    return saved(own)


def test_the_content_goes_into_a_template_with_its_styles() -> None:
    """Behind what it holds, on its pages and in its styles."""
    made = document(shipped(), template=template())
    assert texts(made)[0] == "某县人民政府文件"
    assert texts(made, "Heading 1")[0] == "一、总体情况"
    assert made.styles["Heading 1"].font.size == Pt(19)
    assert round(made.sections[0].left_margin.mm) == 50
    above, notice = made.sections[0].header.paragraphs
    assert above.text == "内部资料" and notice.text.startswith("含示例数据，非官方")


def test_a_template_gets_the_headings_that_it_has_no_style_for() -> None:
    own = docx.Document()
    for name in ("Title", "Heading 1", "Heading 2", "Body Text"):
        own.styles[name].delete()
    made = document(template=saved(own))
    assert texts(made, "Heading 1")[0] == "一、总体情况"
    assert made.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    assert texts(made, "Normal")[0].startswith("3项评价指标中")


def test_a_template_gets_the_styles_of_tables_that_it_has_none_for() -> None:
    """They stand on its own text, whatever that is called inside the file."""
    own = docx.Document()
    own.styles["Normal"].font.name = "Arial"
    own.styles["Normal"].element.set(qn("w:styleId"), "a")
    own.styles["Heading 1"].delete()
    made = document(template=saved(own))
    for table in made.tables:
        style = table.cell(0, 0).paragraphs[0].style
        assert style.base_style.name == "Normal" and style.base_style.font.name == "Arial"
        assert table.style.name == FRAME
    assert made.styles["Heading 1"].next_paragraph_style.name == "Normal"


def test_tables_do_not_follow_the_text_of_a_template() -> None:
    """Its lines may lie on a grid, and its paragraphs begin two characters in: a table would take twice the pages."""
    own = docx.Document()
    own.styles["Normal"].element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")
    made = document(template=saved(own))
    for table in made.tables:
        paragraph = table.cell(0, 0).paragraphs[0].style.element.pPr
        assert paragraph.ind.get(qn("w:firstLineChars")) == "0"
        assert paragraph.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"


def test_a_template_keeps_its_styles_of_tables() -> None:
    own = docx.Document()
    for name, kind in ((CELLS, WD_STYLE_TYPE.PARAGRAPH), (FRAME, WD_STYLE_TYPE.TABLE)):
        own.styles.add_style(name, kind).font.size = Pt(12)
    made = document(template=saved(own))
    assert {table.style.font.size for table in made.tables} == {Pt(12)}
    gaps, *_, annex = (table.cell(0, 0).paragraphs[0].style for table in made.tables)
    assert (gaps.name, gaps.font.size) == (CELLS, Pt(12)) and annex.font.size == Pt(8.5)


@pytest.mark.parametrize("empty", [True, False])
def test_a_template_gets_the_page_that_it_does_not_name(empty: bool) -> None:
    own = docx.Document()
    named = own.sections[0]._sectPr
    for part in [*named] if empty else [named]:
        part.getparent().remove(part)
    section = document(template=saved(own)).sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height, section.left_margin)] == [210, 297, 28]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html></html>", b"\xd0\xcf\x11\xe0" * 200, "xlsx"])
def test_what_is_no_document_is_one_sentence(content: bytes | str) -> None:
    if isinstance(content, str):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as parts:
            parts.writestr("[Content_Types].xml", "<Types/>")
        content = stream.getvalue()
    with pytest.raises(Refusal) as refused:
        render(briefing(GAP), "zh", content)
    assert refused.value.sentence == ("--template 不是 Word 文档（.docx）", "--template is no Word document (.docx)")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence that says how to install it."""
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(Refusal, match=r"Word documents is not installed: .+ -m pip install python-docx$"):
        render(briefing(GAP), "zh")


# The command


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: Language) -> None:
    """`gongfu report 2024 -o FILE.docx` writes the document; --department makes it about one."""
    folder = write(
        tmp_path / "data",
        "direction: rising, baseline: 10, departments: [甲局]",
        "direction: rising, baseline: 10, departments: [乙局]",
        targets="1: {2024: 20}, 2: {2024: 20}",
        actuals={2024: "1: 15, 2: 15"},
    )
    own = tmp_path / "own.docx"
    own.write_bytes(template())
    file = tmp_path / "通报.docx"
    given = ["report", "2024", "-o", str(file), "--data", str(folder), "--lang", language]
    assert run([*given, "--template", str(own), "--department", "甲局"]) == 0
    assert capsys.readouterr().err == {"zh": f"已写入 {file}\n", "en": f"written: {file}\n"}[language]
    made = docx.Document(str(file))
    assert texts(made)[0] == "某县人民政府文件"
    assert [row[0] for row in cells(made.tables[-1])][-1] == "1"


def test_a_template_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(template())
    given = ["report", "2024", "-o", str(own), "--template", str(own), "--data", str(DATA), "--lang"]
    assert run([*given, "zh"]) == 2 and capsys.readouterr().err == f"{own} 是模板，结果写到另一个文件\n"
    assert run([*given, "en"]) == 2 and capsys.readouterr().err == f"{own} is the template: write to another file\n"
    assert texts(docx.Document(str(own))) == ["某县人民政府文件"]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="there is no LibreOffice")
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints(tmp_path: Path, language: Language) -> None:
    """LibreOffice opens it and prints its pages, the annex among them on its side."""
    file = tmp_path / "report.docx"
    plain = tmp_path / "plain.txt"
    plain.write_text("1")
    file.write_bytes(render(briefing(shipped()), language))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(plain), str(file)], check=False, capture_output=True)
    if not plain.with_suffix(".pdf").exists():
        pytest.skip("LibreOffice has no Writer here")
    boxes = re.findall(rb"/MediaBox\s*\[0 0 (\d+)", file.with_suffix(".pdf").read_bytes())
    assert {b"595", b"841"} == {*boxes}
    assert 6 <= len(boxes) <= 14
