"""Sheets as Excel workbooks: one worksheet a table, numbers that are numbers, and nothing that is ever run."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from gongfu_cli.formats.extras import not_installed
from gongfu_cli.language.phrase import Language, Phrase, Refusal
from gongfu_cli.language.safe import harmless
from gongfu_cli.language.terms import STANDINGS, Tone
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Sheet

Style = Mapping[str, object]
Number = Decimal | Fraction | int

STYLES: Mapping[Tone, Style] = {
    "plain": {},
    "strong": {"bold": True},
    "muted": {"font_color": "#595959"},
    "notice": {"bold": True, "font_color": "#9C0F7B"},
    "achieved": {"font_color": "#0B5A2B", "bg_color": "#C9E7D0"},
    "on_track": {"font_color": "#0B5A2B", "bg_color": "#E6F4E9"},
    "slightly_behind": {"font_color": "#6B4500", "bg_color": "#FFF0C2"},
    "behind": {"font_color": "#8A1C00", "bg_color": "#FBDACC"},
    "regressed": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#A61C1C"},
}
BODY: Style = {"border": 1, "border_color": "#D0D5DB", "text_wrap": True, "valign": "vcenter"}
HEAD: Style = {**BODY, "bold": True, "bg_color": "#D9E2EC", "border_color": "#9AA5B1", "align": "center"}
GROUP: Final = Phrase("分组", "Group")
EXACT_DIGITS: Final = 14
"""Digits that a cell's binary number surely keeps; a number with more is written as text."""
EVERYWHERE: Final = "A1:XFD1048576"
LINE: Final = 15.75
"""The height of a line of text, in points."""
_LONGEST: Final = 32_767
_WIDEST = 44


def without_excel() -> Refusal:
    """What to say where the libraries for workbooks are missing."""
    return not_installed("读写 Excel 工作簿", "libraries for Excel workbooks are", "XlsxWriter python-calamine")


class Workbook:
    """A workbook in the making: formats are made once, texts made harmless, numbers written as they are printed."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.names: set[str] = set()
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def format(self, *styles: Style) -> Any:
        """The cell format of some styles, later ones first."""
        merged = {name: value for style in styles for name, value in style.items()}
        key = tuple(sorted(merged.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(merged)
        return self.formats[key]

    def sheet(self, name: str) -> Any:
        """A new worksheet that prints on A4 landscape."""
        sheet = self.workbook.add_worksheet(sheet_name(name, self.names))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.75)
        sheet.set_footer("&C&10&A  &P / &N", {"scale_with_doc": False})
        return sheet

    def text(self, sheet: Any, row: int, column: int, text: str, *styles: Style) -> None:
        """A text in a cell, never a formula or a link."""
        text = harmless(text.replace("\n", " ").replace("\t", " "))
        text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        if text:
            sheet.write_string(row, column, text, self.format(*styles))
        else:
            sheet.write_blank(row, column, None, self.format(*styles))

    def cell(self, sheet: Any, row: int, column: int, text: str, value: Number | None, *styles: Style) -> None:
        """A cell of a table: its number, shown with the signs that are printed around it, or its text."""
        pattern = None if value is None else number_format(value, text)
        if value is None or pattern is None:
            self.text(sheet, row, column, text, *styles)
        else:
            style = self.format({"align": "right"}, *styles, {"num_format": pattern})
            sheet.write_number(row, column, float(value), style)


@contextmanager
def workbook(stream: io.BytesIO) -> Iterator[Workbook]:
    """A workbook that is written to `stream`, the same bytes for the same contents. Raises Refusal where the extra is
    not installed."""
    try:
        import xlsxwriter
    except ImportError:
        raise without_excel() from None
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    made = xlsxwriter.Workbook(stream, options)
    made.set_properties({"created": datetime(2000, 1, 1), "comments": ""})
    yield Workbook(made)
    made.close()


def render(sheet: Sheet, language: Language) -> bytes:
    """A sheet as a workbook."""
    return render_all([sheet], language)


def render_all(sheets: Iterable[Sheet], language: Language) -> bytes:
    """Sheets as one workbook: a worksheet for each table with the lines above on each; those below the tables of a
    sheet stand on its first."""
    stream = io.BytesIO()
    with workbook(stream) as book:
        for sheet in sheets:
            for n, grid in enumerate(sheet.grids):
                _grid(book, sheet, grid.shown_in("workbook"), language, closing=n == 0)
            if not sheet.grids:
                page = book.sheet(sheet.title.to(language))
                page.set_column(0, 0, 120)
                _lines(book, page, 0, [*sheet.heading, *sheet.closing], language, {"text_wrap": True})
    return stream.getvalue()


def _grid(book: Workbook, sheet: Sheet, grid: Grid, language: Language, closing: bool) -> None:
    page = book.sheet(f"{sheet.of} {re.split('[（(：:]', grid.title.to(language))[0]}".strip())
    _lines(book, page, 0, sheet.heading, language)
    columns, lines = _ungrouped(grid)
    titles = [column.title.to(language) for column in columns]
    texts = [[cell.to(language) for cell in cells] for cells in lines]
    widths = [
        _width(column, [f"{title}   ", *(row[n] for row in texts)])
        for n, (column, title) in enumerate(zip(columns, titles, strict=True))
    ]
    head = len(sheet.heading) + 1
    first, last = head + 1, head + len(lines)
    for n, (title, width) in enumerate(zip(titles, widths, strict=True)):
        book.text(page, head, n, title, HEAD)
        page.set_column(n, n, padded(width))
    for row, (cells, words) in enumerate(zip(lines, texts, strict=True), first):
        for n, (column, cell, text) in enumerate(zip(columns, cells, words, strict=True)):
            align = {"align": "left" if column.align == "left" else "right"}
            if cell.points:
                _draw(book, page, row, n, cell.points, len(columns))
            else:
                book.cell(page, row, n, text, cell.value, BODY, align, STYLES[cell.tone])
        page.set_row(row, height(zip(words, widths, strict=True)))
    page.freeze_panes(first, min(len(columns), 2 + len(columns) - len(grid.columns)))
    page.autofilter(head, 0, last, len(columns) - 1)
    page.repeat_rows(head)
    if lines:
        page.ignore_errors({"number_stored_as_text": EVERYWHERE})
        _conditions(book, page, lines, first)
    _lines(book, page, last + 2, [*grid.notes, *(sheet.closing if closing else ())], language)


def _ungrouped(grid: Grid) -> tuple[Sequence[Column], Sequence[Sequence[Cell]]]:
    """The columns and rows of a grid, the headings of its groups as a first column."""
    if not any(group.heading for group in grid.groups):
        return grid.columns, [row for group in grid.groups for row in group.rows]
    rows = [[Cell(group.heading, "muted"), *row] for group in grid.groups for row in group.rows]
    return [Column(GROUP, fold=16), *grid.columns], rows


def _width(column: Column, texts: Iterable[str]) -> int:
    """How many columns of text a column is wide."""
    return min(max(map(_room, texts)), max(column.fold or _WIDEST, 12)) + 1


def _lines(book: Workbook, page: Any, first: int, cells: Iterable[Cell], language: Language, *styles: Style) -> None:
    """Lines above or below a table, in its first column."""
    for row, cell in enumerate(cells, first):
        book.text(page, row, 0, cell.to(language), STYLES[cell.tone], *styles)


def _conditions(book: Workbook, page: Any, lines: Sequence[Sequence[Cell]], first: int) -> None:
    """Columns of standings are coloured by their marks, so that what is changed or pasted there is coloured too."""
    for n in range(len(lines[0])):
        if any(row[n].mark for row in lines):
            for look in STANDINGS.values():
                style = book.format(STYLES[look.tone])
                rule = {"type": "text", "criteria": "begins with", "value": look.mark, "format": style}
                page.conditional_format(first, n, first + len(lines) - 1, n, rule)


def _draw(book: Workbook, page: Any, row: int, column: int, points: Sequence[Decimal | None], end: int) -> None:
    """Draw some points as a sparkline. It reads them from hidden cells behind the table: those that people see hold
    words too, which it would take for 0."""
    from xlsxwriter.utility import quote_sheetname, xl_range

    first, last = end + 1, end + len(points)
    for n, point in enumerate(points, first):
        if point is not None:
            page.write_number(row, n, float(point))
    page.set_column(first, last, None, None, {"hidden": True})
    page.write_blank(row, column, None, book.format(BODY))
    cells = f"{quote_sheetname(page.get_name())}!{xl_range(row, first, row, last)}"
    page.add_sparkline(row, column, {"range": cells, "show_hidden": True, "markers": True})


def number_format(value: Number, text: str) -> str | None:
    """The number format that shows a number as a text does, `≥20.00≈` as `"≥"0.00"≈"`; None where it would not be
    shown or kept exactly. Of a fraction the text has a rounded decimal or percentage."""
    for found in re.finditer(r"-?\d+(\.\d+)?(%?)", text):
        decimals, percent = found[1] or "", found[2]
        number = Fraction(found[0].rstrip("%")) / (100 if percent else 1)
        unit = Fraction(1, 10 ** (len(decimals.lstrip(".")) + 2 * bool(percent)))
        off = abs(number - Fraction(value))
        if off * 2 <= unit if isinstance(value, Fraction) else not off and not percent:
            break
    else:
        return None
    before, behind = text[: found.start()], text[found.end() :]
    if '"' in before + behind or significant(found[0].rstrip("%")) > EXACT_DIGITS:
        return None
    before, behind = (f'"{harmless(words)}"' if words else "" for words in (before, behind))
    pattern = f"0{_zeros(decimals)}{percent}{behind}"
    return f"{before}{pattern};{before}-{pattern}" if before else pattern


def _zeros(decimals: str) -> str:
    """The decimals of a number, each as a zero, with the point before them."""
    return re.sub("[0-9]", "0", decimals)


def significant(text: str) -> int:
    """How many digits of a printed number count."""
    return len(text.lstrip("-").replace(".", "").lstrip("0"))


def _room(text: str) -> int:
    """How many columns a text takes: a hanzi, and what is as wide as one in Chinese fonts, two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def padded(width: int) -> float:
    """The width of a spreadsheet column for so many columns of text."""
    return width * 1.08 + 1.6


def height(cells: Iterable[tuple[str, int]]) -> float:
    """The height of a row in points, from its texts and the widths of their columns."""
    return LINE * max((-(-_room(text) // width) for text, width in cells if text), default=1) + 3


def sheet_name(name: str, taken: set[str]) -> str:
    """A worksheet's name from any text: without the signs that Excel refuses, 31 long at most, once only."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", harmless(name)).strip("' ") or "Sheet"
    plain = f"{plain}_" if plain.casefold() == "history" else plain
    chosen, n = _cut(plain, 31), 1
    while chosen.casefold() in taken:
        n += 1
        chosen = _cut(plain, 30 - len(str(n))) + f"~{n}"
    taken.add(chosen.casefold())
    return chosen


def _cut(text: str, units: int) -> str:
    """As much of a text as fits into so many UTF-16 units."""
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text.rstrip("' ")
