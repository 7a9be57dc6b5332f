"""What the library that reads workbooks does not tell of an xlsx or ods file: which formulas gave nothing, since it
shows them as empty cells, and how far its cells reach, since it makes room for all of them."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import product
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element
from xml.parsers import expat

from gongfu_cli.forms.calamine import CELLS, Fault
from gongfu_cli.source.faults import MAX_BYTES

ROWS: Final = 10_000
COLUMNS: Final = 256
"""So far may the cells of a sheet reach that are filled in."""
_ELEMENTS: Final = 2_000_000
"""So many elements may the XML of a workbook have: a form has some thousand."""
_IN_CELL: Final = 10_000
"""So many of them may be in one cell, which is kept while it goes by."""
_SHOWN: Final = 60
_CHUNK: Final = 1 << 16
_BOOK: Final = "xl/workbook.xml"
_CELL: Final = re.compile("([A-Z]{1,3})([0-9]{1,7})")


class FormulaError(NamedTuple):
    """What a spreadsheet shows for a formula that fails, such as #DIV/0!, or the formula itself, as `=A1/2`, where the
    file does not hold what it comes to."""

    text: str


Errors = dict[tuple[int, int], FormulaError]
"""Cells by row and column from 0."""


class _Unfit(Exception):
    """Raised to leave a workbook, with what is wrong with it."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def formula_errors(raw: bytes) -> dict[str, Errors] | Fault:
    """The cells of an xlsx or ods file whose formula gave nothing, by sheet, or what is wrong with the file: big is one
    that would take more memory or time than any form. Of an xls file none are known."""
    if not raw.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = _Parts(archive)
            return _of_ods(parts) if "content.xml" in parts.members and _BOOK not in parts.members else _of_xlsx(parts)
    except _Unfit as unfit:
        return unfit.fault
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, LookupError, ValueError, RuntimeError):
        return "damaged"


class _Parts:
    """The XML files in a workbook, by their names in small letters; how many elements went by in all of them, and which
    one the cell began with that goes by."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.count, self.began = archive, 0, 0
        self.members = {member.filename.lower(): member for member in archive.infolist()}
        if sum(member.file_size for member in self.members.values()) > 8 * MAX_BYTES:
            raise _Unfit("big")

    def elements(self, file: str, begun: Collection[str], whole: Collection[str] = ()) -> Iterator[Element]:
        """The elements of a file with some names, which have no namespaces here, as they go by: those `begun` as they
        begin, with nothing in them yet, the others whole. A document type is refused: it is where entities multiply."""
        found: list[Element] = []
        inside: list[Element] = []  # a whole one that has begun, and what has begun in it

        def start(name: str, attributes: dict[str, str]) -> None:
            self.count += 1
            self.began = self.began if inside else self.count
            if self.count > _ELEMENTS or self.count - self.began > _IN_CELL:
                raise _Unfit("big")
            element = Element(_plain(name), attributes)
            if inside:
                inside[-1].append(element)
            if inside or element.tag in whole:
                inside.append(element)
            elif element.tag in begun:
                found.append(element)

        def text(text: str) -> None:
            if inside:
                inside[-1].text = f"{inside[-1].text or ''}{text}"[:_SHOWN]

        def end(_: str) -> None:
            if inside:
                element = inside.pop()
                if not inside:
                    found.append(element)

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, text, end
        with self.archive.open(self.members[file]) as xml:
            chunk = None
            while chunk != b"":
                chunk = xml.read(_CHUNK)
                parser.Parse(chunk, not chunk)
                yield from found
                found.clear()


def _refuse(*_: object) -> None:
    raise _Unfit("big")


def _plain(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def _given(element: Element, name: str, default: str = "") -> str:
    """What an attribute says, in whatever namespace; the words of all, where several have the name."""
    return " ".join(text for key, text in element.items() if _plain(key) == name) or default


def _of_xlsx(parts: _Parts) -> dict[str, Errors]:
    links = parts.elements("xl/_rels/workbook.xml.rels", ["Relationship"])
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = [*parts.elements(_BOOK, ["sheet", "calcPr"])]
    # a program that works nothing out says that everything is to be worked out on opening: a 0 is nothing too
    nothing = ("", "0") if any(_given(each, "fullCalcOnLoad") in ("1", "true") for each in book) else ("",)
    sheets: dict[str, Errors] = {}
    for sheet in book:
        path = targets.get(_given(sheet, "id"), "").lower().lstrip("/")
        path = path if path.startswith("xl/") else f"xl/{path}"
        if path in parts.members:
            sheets |= _errors(parts.elements(path, ["row"], ["c"]), partial(_in_xlsx, nothing), _given(sheet, "name"))
    return sheets


def _in_xlsx(nothing: Collection[str], cell: Element) -> FormulaError | bool:
    """What the formula of a cell shows where it gave nothing, else whether the cell is filled in."""
    parts = {part.tag: part.text or "" for part in cell if part.tag in ("f", "v", "is")}
    kind, value = cell.get("t"), parts.get("v", "").strip()
    if parts and kind == "e":
        return FormulaError(value or "#VALUE!")
    if "f" in parts and value in nothing and kind != "str":  # a text may well be empty
        return FormulaError("=" + parts["f"])
    return bool(parts)


def _of_ods(parts: _Parts) -> dict[str, Errors]:
    if [*parts.elements("meta-inf/manifest.xml", ["encryption-data"])]:
        raise _Unfit("locked")
    return _errors(parts.elements("content.xml", ["table", "table-row"], ["table-cell", "covered-table-cell"]), _in_ods)


def _in_ods(cell: Element) -> FormulaError | bool:
    """What the formula of a cell shows where it gave nothing, else whether the cell is filled in."""
    formula, kinds, lines = _given(cell, "formula"), _given(cell, "value-type").split(), cell.findall("p")
    text = "".join(part for line in lines for part in line.itertext())
    if "error" in kinds:
        return FormulaError(text or "#VALUE!")
    if formula and not kinds and not lines:  # an empty text is a line without characters
        return FormulaError("=" + formula.partition("=")[2][:_SHOWN])
    return bool(formula or kinds or text)


def _errors(
    elements: Iterable[Element], read: Callable[[Element], FormulaError | bool], sheet: str = ""
) -> dict[str, Errors]:
    """What is wrong with the cells of a sheet, or of several. An xlsx file says where a row or a cell stands, or it is
    the next one; an ods file, in how many rows or columns it stands."""
    sheets: dict[str, Errors] = {}
    row = rows = column = kept = 0
    for each in elements:
        if each.tag == "table":
            sheet, row, rows = _given(each, "name"), 0, 0
        elif each.tag in ("row", "table-row"):
            row, column = int(each.get("r", row + rows + 1)) - 1, 0
            rows = int(_given(each, "number-rows-repeated", "1"))
        else:
            if "r" in each.attrib:
                column, row = _reference(each.attrib["r"])
            end_row, end_column = row + rows, column + int(_given(each, "number-columns-repeated", "1"))
            found = read(each)
            if found and (min(row, column) < 0 or end_row > ROWS or end_column > COLUMNS):
                raise _Unfit("big")
            if isinstance(found, FormulaError):
                kept += (end_row - row) * (end_column - column)
                if kept > CELLS:
                    raise _Unfit("big")
                cells = product(range(row, end_row), range(column, end_column))
                sheets.setdefault(sheet, {}).update(dict.fromkeys(cells, found))
            column = end_column
    return sheets


def _reference(text: str) -> tuple[int, int]:
    """The column and the row of a cell, counted from 0. Raises ValueError."""
    found = _CELL.fullmatch(text.upper())
    if not found or found[2] == "0":
        raise ValueError(f"no cell: {text}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1, int(found[2]) - 1
