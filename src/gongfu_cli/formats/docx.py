"""A briefing as a Word document: on the page of GB/T 9704, or in a template of the office's own with its styles."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.cells import cell_len

from gongfu_cli.formats.extras import not_installed
from gongfu_cli.formats.gbt9704 import complete, element, set_up
from gongfu_cli.language.phrase import COLON, NOTHING, Language, Phrase, Refusal
from gongfu_cli.language.safe import one_line
from gongfu_cli.sheets.briefing import Briefing
from gongfu_cli.sheets.sheet import Cell, Column, Grid

CELLS: Final = "共富表格"
"""The style of the cells of tables, which a template may have too."""
_SIZES: Final[Mapping[Language, tuple[float, float]]] = {"zh": (10.5, 8.5), "en": (9, 7.5)}
"""Those of the tables, and of the annex, where words are long in English."""
_PIECE, _FEW = r"[^\s\u2e80-\uffef]+", 8
"""A word or a number; and how wide a column of a few hanzi is at least."""
_ANNEX = Phrase("附件{number}", "Annex{number}")
_ANNEX_NAMED = _ANNEX + COLON


def render(briefing: Briefing, language: Language, template: bytes | None = None) -> bytes:
    """A briefing as a document, the same bytes for the same contents; with a `template` its contents stand behind
    those of that file, in its styles and on its pages. Raises Refusal where the extra is not installed, and for a
    template that is no document."""
    try:
        import docx
    except ImportError:
        raise not_installed("写 Word 文档", "library for Word documents is", "python-docx") from None
    if template is None:
        document = docx.Document()
        set_up(document, one_line(briefing.title.to(language)), language)
    else:
        try:
            document = docx.Document(io.BytesIO(template))
            document.sections[0], document.styles["Normal"]
            complete(document, language)
        except Exception as error:  # whatever may be wrong with a file of others
            raise Refusal("--template 不是 Word 文档（.docx）", "--template is no Word document (.docx)") from error
    _Writer(document, language).write(briefing)
    stream = io.BytesIO()
    document.save(stream)
    return _without_clock(stream)


def _without_clock(stream: io.BytesIO) -> bytes:
    """A zip file whose entries have the same date whenever it is made."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in made.namelist():
            copy.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


class _Writer:
    """A document in the making. What stands in it is text only: no field, no link, no markup."""

    def __init__(self, document: Any, language: Language) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        self.document, self.language = document, language
        self.styles = {style.name: style for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
        if CELLS not in self.styles:
            style = self.styles[CELLS] = document.styles.add_style(CELLS, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.font.size = document.styles["Normal"], Pt(_SIZES[language][0])
            style.paragraph_format.line_spacing, style.paragraph_format.first_line_indent = 1.0, Pt(0)
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)

    def write(self, briefing: Briefing) -> None:
        size, small = _SIZES[self.language]
        self.notice(briefing.notice)
        self.paragraph(briefing.title, "Title")
        for section in briefing.sections:
            self.paragraph(section.heading, f"Heading {section.level}")
            for text in section.paragraphs:
                self.paragraph(text, "Body Text")
            for grid in section.grids:
                if grid.title:
                    self.paragraph(grid.title, f"Heading {section.level + 1}")
                self.grid(grid, size)
        several = len(briefing.annexes) > 1
        numbers = [Phrase(f"{n}", f" {n}") if several else NOTHING for n, _ in enumerate(briefing.annexes, 1)]
        for number, annex in zip(numbers, briefing.annexes, strict=True):
            self.paragraph(_ANNEX_NAMED(number=number) + annex.title, "Body Text")
        for number, annex in zip(numbers, briefing.annexes, strict=True):
            self.landscape()
            self.paragraph(_ANNEX(number=number), "Heading 1").paragraph_format.first_line_indent = 0
            self.paragraph(annex.title, "Title")
            for grid in annex.grids:
                self.grid(grid, small)

    def paragraph(self, text: Phrase, style: str) -> Any:
        """A paragraph at the end, in a style of that name if there is one."""
        known = self.styles.get(style) or self.document.styles["Normal"]
        return self.document.add_paragraph(one_line(text.to(self.language)), known)

    def notice(self, notice: Phrase) -> None:
        """The notice, in every header that a page may have."""
        for n, section in enumerate(self.document.sections if notice else ()):
            for header in (section.header, section.even_page_header, section.first_page_header):
                if n == 0 or not header.is_linked_to_previous:
                    empty = next((line for line in header.paragraphs if not line.text), None)
                    (empty or header.add_paragraph()).add_run(one_line(notice.to(self.language))).bold = True

    def landscape(self) -> None:
        """Begin a page that lies on its side, for the annex."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        if section.page_width < section.page_height:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
            sides = ("top_margin", "right_margin", "bottom_margin", "left_margin")
            widths = [getattr(section, side) for side in sides]
            for side, width in zip(sides, widths[1:] + widths[:1], strict=True):
                setattr(section, side, width)

    def grid(self, grid: Grid, size: float) -> None:
        """A table as wide as the page, with its head on each page, and the lines below it."""
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Pt

        grid, section = grid.shown_in("text"), self.document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        titles = [Cell(column.title, "strong") for column in grid.columns]
        rows = [titles, *(row for group in grid.groups for row in group.rows)]
        texts = [[one_line(cell.to(self.language)) for cell in row] for row in rows]
        table = self.document.add_table(0, len(titles))
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        _frame(table)
        for column, width in zip(table.columns, _widths(grid.columns, texts, room, Pt(size)), strict=True):
            column.width = width
        self.row(table, grid.columns, titles, size)
        element(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for group in grid.groups:
            if group.heading:
                heading = self.row(table, grid.columns, [Cell(group.heading, "strong")], size)
                heading[0].merge(heading[-1])
            for row in group.rows:
                self.row(table, grid.columns, row, size)
        for note in grid.notes:
            self.paragraph(note.text, CELLS)

    def row(self, table: Any, columns: Sequence[Column], cells: Sequence[Cell], size: float) -> Any:
        """A row of a table, in one piece; its cells."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        row = table.add_row()
        element(row._tr.get_or_add_trPr(), "w:cantSplit")
        places = row.cells
        for place, column, cell in zip(places, columns, cells, strict=False):
            line = place.paragraphs[0]
            line.style = self.styles[CELLS]
            line.paragraph_format.keep_with_next = len(cells) == 1 or len(table.rows) == 1 or None
            if column.align != "left" and len(cells) > 1:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = line.add_run(one_line(cell.to(self.language)))
            run.font.size, run.font.bold = Pt(size), True if cell.tone == "strong" else None
        return places


def _frame(table: Any) -> None:
    """Lines around all cells of a table, and less room in them than Word leaves."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    room = "".join(f'<w:{side} w:w="57" w:type="dxa"/>' for side in ("left", "right"))
    properties = table._tbl.tblPr
    for behind, tag, inside in (("tblLayout", "tblBorders", lines), ("tblLook", "tblCellMar", room)):
        properties.find(qn(f"w:{behind}")).addprevious(parse_xml(f"<w:{tag} {nsdecls('w')}>{inside}</w:{tag}>"))


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int, size: int) -> list[int]:
    """How wide columns are that fill the room together: numbers and words in one piece, if there is room for them; what
    is left over goes where texts run over several lines."""
    least, more = [], []
    for column, texts in zip(columns, zip(*rows, strict=True), strict=True):
        whole = max(map(cell_len, texts))
        piece = max(map(cell_len, re.findall(_PIECE, " ".join(texts))), default=0)
        needed = whole if column.fold is None else max(piece, min(whole, _FEW))
        least.append(needed + 2)
        more.append(max(0, min(whole, column.fold or 0) - needed))
    spare = room - sum(least) * size // 2
    if spare < 0 or not any(more):
        return [width * room // sum(least) for width in least]
    return [width * size // 2 + spare * part // sum(more) for width, part in zip(least, more, strict=True)]
