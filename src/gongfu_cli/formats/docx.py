"""A briefing as a Word document: in the template of `gbt9704/`, or in one of the office's own with its styles."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from rich.cells import cell_len

from gongfu_cli.formats.extras import not_installed
from gongfu_cli.language.phrase import COLON, Language, Phrase, Refusal
from gongfu_cli.language.safe import one_line
from gongfu_cli.sheets.briefing import Briefing
from gongfu_cli.sheets.sheet import Cell, Column, Grid

TEMPLATE: Final = Path(__file__).with_name("gbt9704")
"""The parts of our template: the page and the type of GB/T 9704, the standard for official documents."""
HEADINGS: Final = ("Title", "Heading 1", "Heading 2", "Heading 3")
CELLS, ANNEX_CELLS, FRAME = "共富表格", "共富附件表格", "共富表格框线"
"""The styles of tables, which a template may have too: of their cells, in the annex, and of the lines around them."""
_PIECE, _FEW, _DIGIT = r"[^\s\u2e80-\uffef]+", 8, 4 / 3
"""A word or a number; how wide a column of a few hanzi is at least, in half hanzi; and how wide a digit may be, in the
typeface that stands for one that is not installed."""
_ANNEX = Phrase("附件", "Annex")


def render(briefing: Briefing, language: Language, template: bytes | None = None) -> bytes:
    """A briefing as a document, the same bytes for the same contents; with a `template` its contents stand behind
    those of that file, in its styles and on its pages. Raises Refusal where the extra is not installed, and for a
    template that is no document."""
    try:
        import docx
    except ImportError:
        raise not_installed("写 Word 文档", "library for Word documents is", "python-docx") from None
    document = standard = _standard(language)
    standard.core_properties.title = one_line(briefing.title.to(language))[:255]
    if template is not None:
        try:
            document = docx.Document(io.BytesIO(template))
            _complete(document, standard)
        except Exception as error:  # whatever may be wrong with a file of others
            raise Refusal("--template 不是 Word 文档（.docx）", "--template is no Word document (.docx)") from error
    _Writer(document, language).write(briefing)
    return _saved(document)


def _standard(language: Language) -> Any:
    """A document of our template; for English, whose words are long, in bold headings and smaller cells."""
    import docx
    from docx.shared import Pt

    document = docx.Document(str(TEMPLATE))
    if language == "en":
        for name in HEADINGS:
            document.styles[name].font.bold = True
        document.styles[CELLS].font.size, document.styles[ANNEX_CELLS].font.size = Pt(9), Pt(7.5)
    return document


def _complete(document: Any, standard: Any) -> None:
    """Give a template what it lacks of our styles and of the measures of its pages; what it has stays."""
    normal, page = document.styles["Normal"].style_id, standard.sections[0]._sectPr
    for style in standard.styles:
        if style.name in (*HEADINGS, CELLS, ANNEX_CELLS, FRAME) and style.name not in document.styles:
            for other in style.element.xpath("w:basedOn | w:next"):
                other.val = normal
            document.styles.element.append(style.element)
    document.element.body.get_or_add_sectPr()
    for section in document.sections:
        own = section._sectPr
        for measures, ours in ((own.get_or_add_pgSz(), page.pgSz), (own.get_or_add_pgMar(), page.pgMar)):
            measures.attrib.update({**ours.attrib, **measures.attrib})


def _saved(document: Any) -> bytes:
    """A document as a file, whose parts have the same date whenever it is made."""
    made, fixed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in parts.namelist():
            copy.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


class _Writer:
    """A document in the making. What stands in it is text only: no field, no link, no markup."""

    def __init__(self, document: Any, language: Language) -> None:
        self.document, self.language = document, language
        self.styles = {(style.type.name, style.name): style for style in document.styles}

    def write(self, briefing: Briefing) -> None:
        self.notice(briefing.notice)
        self.paragraph(briefing.title, "Title")
        for section in briefing.sections:
            self.paragraph(section.heading, f"Heading {section.level}")
            for text in section.paragraphs:
                self.paragraph(text, "Body Text")
            for grid in section.grids:
                if grid.title:
                    self.paragraph(grid.title, f"Heading {section.level + 1}")
                self.grid(grid, CELLS)
        several = len(briefing.annexes) > 1
        names = [_ANNEX + Phrase(f"{n}", f" {n}") if several else _ANNEX for n, _ in enumerate(briefing.annexes, 1)]
        for name, annex in zip(names, briefing.annexes, strict=True):
            self.paragraph(name + COLON + annex.title, "Body Text")
        for name, annex in zip(names, briefing.annexes, strict=True):
            self.landscape()
            self.paragraph(name, "Heading 1").paragraph_format.first_line_indent = 0
            self.paragraph(annex.title, "Title")
            for grid in annex.grids:
                self.grid(grid, ANNEX_CELLS)

    def paragraph(self, text: Phrase, style: str) -> Any:
        """A paragraph at the end, in a style."""
        return self.document.add_paragraph(one_line(text.to(self.language)), self.style(style))

    def style(self, name: str) -> Any:
        """The style of paragraphs of that name, or the one of all if there is none."""
        return self.styles.get(("PARAGRAPH", name)) or self.document.styles["Normal"]

    def notice(self, notice: Phrase) -> None:
        """The notice, in every header that a page may have."""
        for n, section in enumerate(self.document.sections if notice else ()):
            for header in (section.header, section.even_page_header, section.first_page_header):
                if n == 0 or not header.is_linked_to_previous:
                    empty = next((line for line in header.paragraphs if not line.text), None)
                    (empty or header.add_paragraph()).add_run(one_line(notice.to(self.language))).bold = True

    def landscape(self) -> None:
        """Begin a page that lies on its side, for the annex."""
        from docx.enum.section import WD_ORIENT

        section = self.document.add_section()
        if section.page_width < section.page_height:
            page, sides = section._sectPr.pgSz, section._sectPr.pgMar
            page.w, page.h, page.orient = page.h, page.w, WD_ORIENT.LANDSCAPE
            sides.top, sides.right, sides.bottom, sides.left = sides.right, sides.bottom, sides.left, sides.top

    def grid(self, grid: Grid, cells: str) -> None:
        """A table as wide as the page, in a style of cells, with its head on each page, and the lines below it."""
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Pt

        grid, section, style = grid.shown_in("text"), self.document.sections[-1], self.style(cells)
        room = section.page_width - section.left_margin - section.right_margin
        rows: list[Sequence[Cell]] = [[Cell(column.title, "strong") for column in grid.columns]]
        for group in grid.groups:
            rows += [[Cell(group.heading, "strong")]] if group.heading else []
            rows += group.rows
        texts = [[one_line(cell.to(self.language)) for cell in row] for row in rows if len(row) == len(grid.columns)]
        widths = _widths(grid.columns, texts, room, style.font.size or Pt(10.5))
        table = self.document.add_table(0, len(grid.columns), self.styles.get(("TABLE", FRAME)))
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in rows:
            self.row(table, grid.columns, row, style)
        for note in grid.notes:
            self.paragraph(note.text, CELLS)

    def row(self, table: Any, columns: Sequence[Column], cells: Sequence[Cell], style: Any) -> None:
        """A row of a table, in one piece: its head if it is the first; the heading of a group if it is of one cell."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement

        row, first, heading = table.add_row(), len(table.rows) == 1, len(cells) == 1
        for mark in ["w:cantSplit", "w:tblHeader"] if first else ["w:cantSplit"]:
            row._tr.get_or_add_trPr().append(OxmlElement(mark))
        places = row.cells
        for place, column, cell in zip(places, columns, cells, strict=False):
            line = place.paragraphs[0]
            line.style = style
            line.paragraph_format.keep_with_next = first or heading or None
            if column.align != "left" and not heading:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.add_run(one_line(cell.to(self.language))).bold = cell.tone == "strong" or None
        if heading:
            places[0].merge(places[-1])


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int, size: int) -> list[int]:
    """How wide columns are that fill the room together: numbers and words in one piece, if there is room for them; what
    is left over goes to columns by how much of their texts is beyond half of that, whose rows run over several lines
    or soon would."""
    least, more = [], []
    for column, texts in zip(columns, zip(*rows, strict=True), strict=True):
        lengths = [cell_len(text) for text in texts]
        pieces = re.findall(_PIECE, " ".join(texts))
        widths = [cell_len(piece) * (_DIGIT if re.search(r"\d", piece) else 1) for piece in pieces]
        needed = max([max(lengths) if column.fold is None else min(max(lengths), _FEW), *widths])
        least.append(needed + 2)
        more.append(0 if column.fold is None else sum(max(0, length - needed / 2) for length in lengths))
    spare = room - sum(least) * size / 2
    if spare < 0 or not any(more):
        return [int(width * room / sum(least)) for width in least]
    return [int(width * size / 2 + spare * part / sum(more)) for width, part in zip(least, more, strict=True)]
