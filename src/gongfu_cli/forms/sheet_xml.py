"""What the library that reads workbooks does not tell of an xlsx or ods file: which formulas gave nothing, since it
shows them as empty cells, and how far its cells reach, since it makes room for all of them."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Final, NamedTuple
from xml.parsers import expat

from gongfu_cli.source.faults import MAX_BYTES

ROWS: Final = 10_000
COLUMNS: Final = 256
"""So far may the cells of a sheet reach that are filled in."""
_ELEMENTS: Final = 2_000_000
"""So many elements may the XML of a workbook's sheets have: a form has some thousand."""
_SHOWN: Final = 60
_CELL: Final = re.compile("([A-Z]{1,3})([0-9]{1,7})")
Attributes = Mapping[str, str]


class FormulaError(NamedTuple):
    """What a spreadsheet shows for a formula that fails, such as #DIV/0!, or the formula itself, as `=A1/2`, where the
    file does not hold what it comes to."""

    text: str


Errors = Mapping[tuple[int, int], FormulaError]
"""Cells by row and column from 0."""


class TooBig(Exception):
    """A workbook that would take more memory or time than any form."""


class Locked(Exception):
    """A workbook that asks for a password."""


def formula_errors(raw: bytes) -> Iterator[tuple[str, Errors]]:
    """The cells of an xlsx or ods file whose formula gave nothing, by sheet. Raises TooBig, Locked, and what zipfile
    and expat raise for a damaged file, or one that is no such workbook."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = {member.filename.lower(): member for member in archive.infolist()}
        if sum(member.file_size for member in members.values()) > 8 * MAX_BYTES:
            raise TooBig
        if "content.xml" in members and "xl/workbook.xml" not in members:
            if any(_elements(archive.open(members["meta-inf/manifest.xml"]), "encryption-data").values()):
                raise Locked
            yield from _OdsCells().read(archive.open(members["content.xml"])).items()
            return
        links = _elements(archive.open(members["xl/_rels/workbook.xml.rels"]), "Relationship")["Relationship"]
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        book = _elements(archive.open(members["xl/workbook.xml"]), "sheet", "calcPr")
        # a program that works nothing out says that everything is to be worked out on opening
        is_stale = any(each.get("fullCalcOnLoad") in ("1", "true") for each in book["calcPr"])
        cells = _Cells()
        for sheet in book["sheet"]:
            path = targets.get(sheet.get("id"), "").lower().lstrip("/")
            path = path if path.startswith("xl/") else f"xl/{path}"
            if path in members:
                yield sheet.get("name", ""), cells.read(archive.open(members[path]), is_stale)


def _parse(
    xml: IO[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Run through XML without keeping it, and close it. A document type is refused: it is where entities multiply."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    with xml:
        parser.ParseFile(xml)


def _refuse(*_: object) -> None:
    raise TooBig


def _plain(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def _elements(xml: IO[bytes], *names: str) -> Mapping[str, Sequence[Attributes]]:
    """The elements with these names, without their namespaces: the attributes of each."""
    found: dict[str, list[Attributes]] = {name: [] for name in names}

    def start(name: str, attributes: Attributes) -> None:
        if _plain(name) in found:
            found[_plain(name)].append({_plain(key): text for key, text in attributes.items()})

    _parse(xml, start)
    return found


class _Cells:
    """The cells of sheets as their XML goes by."""

    def __init__(self) -> None:
        self.elements = 0

    def read(self, xml: IO[bytes], is_stale: bool) -> Errors:
        """The cells of a sheet whose formula gave nothing; in a stale workbook a 0 is nothing too."""
        self.errors: dict[tuple[int, int], FormulaError] = {}
        self.nothing = ("", "0") if is_stale else ("",)
        self.row = self.column = 0
        self.parts: dict[str, str] = {}
        self.part = self.kind = ""
        _parse(xml, self.start, self.end, self.text)
        return self.errors

    def start(self, name: str, attributes: Attributes) -> None:
        self.elements += 1
        if self.elements > _ELEMENTS:
            raise TooBig
        match _plain(name):
            case "row":
                self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            case "c":
                self.column += 1
                if "r" in attributes:
                    self.column, self.row = _reference(attributes["r"])
                self.parts, self.kind = {}, attributes.get("t", "n")
            case "f" | "v" | "is" as part:
                self.parts[part], self.part = "", part

    def text(self, text: str) -> None:
        if self.part and len(self.parts[self.part]) < _SHOWN:
            self.parts[self.part] += text[:_SHOWN]

    def end(self, name: str) -> None:
        if _plain(name) == self.part:
            self.part = ""
        if _plain(name) != "c" or not self.parts:
            return
        if self.row > ROWS or self.column > COLUMNS:
            raise TooBig
        value = self.parts.get("v", "").strip()
        if self.kind == "e":
            self.errors[self.row - 1, self.column - 1] = FormulaError(value or "#VALUE!")
        elif "f" in self.parts and value in self.nothing and self.kind != "str":  # a text may well be empty
            self.errors[self.row - 1, self.column - 1] = FormulaError("=" + self.parts["f"])


class _OdsCells:
    """The cells of an ods file as its XML goes by. What is the same in several rows or columns is written once."""

    def read(self, xml: IO[bytes]) -> Mapping[str, Errors]:
        """The cells whose formula gave nothing, by sheet."""
        self.sheets: dict[str, dict[tuple[int, int], FormulaError]] = {}
        self.sheet = ""
        self.elements = self.row = self.column = 0
        self.rows = self.columns = 1
        self.formula, self.kinds = "", set[str]()
        self.lines: list[str] | None = None
        _parse(xml, self.start, self.end, self.text)
        return self.sheets

    def start(self, name: str, attributes: Attributes) -> None:
        self.elements += 1
        if self.elements > _ELEMENTS:
            raise TooBig
        given = {_plain(key): text for key, text in attributes.items()}
        match _plain(name):
            case "table":
                self.sheet, self.row = given.get("name", ""), 0
            case "table-row":
                self.rows, self.column = int(given.get("number-rows-repeated", 1)), 0
            case "table-cell" | "covered-table-cell":
                self.columns = int(given.get("number-columns-repeated", 1))
                self.formula, self.lines = given.get("formula", ""), None
                self.kinds = {text for key, text in attributes.items() if _plain(key) == "value-type"}
            case "p":
                self.lines = self.lines or []

    def text(self, text: str) -> None:
        if self.lines is not None and len(self.lines) < _SHOWN:
            self.lines.append(text[:_SHOWN])

    def end(self, name: str) -> None:
        match _plain(name):
            case "table-row":
                self.row += self.rows
            case "table-cell" | "covered-table-cell":
                if self.formula or self.kinds or self.lines:
                    self.cell()
                self.column += self.columns
                self.lines = None

    def cell(self) -> None:
        """A cell that is filled in."""
        rows, columns = self.row + self.rows, self.column + self.columns
        if rows > ROWS or columns > COLUMNS:
            raise TooBig
        if "error" in self.kinds:
            error = FormulaError("".join(self.lines or ["#VALUE!"]))
        elif self.formula and not self.kinds and self.lines is None:  # an empty text is a line without characters
            error = FormulaError("=" + self.formula.partition("=")[2][:_SHOWN])
        else:
            return
        for row in range(self.row, rows):
            for column in range(self.column, columns):
                self.sheets.setdefault(self.sheet, {})[row, column] = error


def _reference(text: str) -> tuple[int, int]:
    """The column and the row of a cell, counted from 1. Raises ValueError."""
    found = _CELL.fullmatch(text.upper())
    if not found or found[2] == "0":
        raise ValueError(f"no cell: {text}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(found[2])
