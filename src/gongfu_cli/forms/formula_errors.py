"""The cells of a workbook whose formula failed, from its XML: the library that reads workbooks shows them as empty."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from xml.etree import ElementTree

from gongfu_cli.source.faults import MAX_BYTES

_MAX_CELLS: Final = 4_000_000
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*>')
_ERROR = re.compile(rb'\bt="e"')
_ERROR_TEXT = re.compile(rb"(?:<f\b.*?</f>|<f\b[^>]*/>)?<v>(.*?)</v>", re.DOTALL)
_NAMESPACE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class FormulaError(NamedTuple):
    """What a spreadsheet could not work out, such as #DIV/0!."""

    text: str


Errors = Mapping[tuple[int, int], FormulaError]
"""Cells with an error, by row and column from 0."""


class TooBig(Exception):
    """A workbook that would take more memory than there is: the library makes room for every cell up to the
    farthest."""


def formula_errors(raw: bytes) -> Iterator[tuple[str, Errors]]:
    """The cells with an error in an xlsx file, by sheet; nothing for other zipped files. Raises TooBig."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sizes = {member.filename: member.file_size for member in archive.infolist()}
        if sum(sizes.values()) > 8 * MAX_BYTES:
            raise TooBig
        if "xl/workbook.xml" not in sizes:
            return
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        paths = {link.get("Id"): link.get("Target", "") for link in links}
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
            path = paths.get(sheet.get(f"{_NAMESPACE}id"), "") if sheet.tag.endswith("}sheet") else ""
            path = path.removeprefix("/") if path.startswith("/") else f"xl/{path}"
            if path in sizes:
                yield sheet.get("name", ""), _errors_of(archive.read(path))


def _errors_of(sheet: bytes) -> Errors:
    """The cells with an error in the XML of a sheet."""
    found: dict[tuple[int, int], FormulaError] = {}
    rows = columns = 0
    for cell in _CELL.finditer(sheet):
        row, column = int(cell[2]), _column(cell[1].decode())
        rows, columns = max(rows, row), max(columns, column)
        if _ERROR.search(cell[0]):
            text = _ERROR_TEXT.match(sheet, cell.end())
            found[row - 1, column - 1] = FormulaError(text[1].decode("utf-8", "replace") if text else "#VALUE!")
    if rows * columns > _MAX_CELLS:
        raise TooBig
    return found


def _column(letters: str) -> int:
    """The number of a column, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
