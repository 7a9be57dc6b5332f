"""Returned files as tables of cells, with what each cell holds and nothing made of it."""

import csv
import io
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from importlib.util import find_spec
from math import isfinite
from typing import Final, NamedTuple

from gongfu_cli.book.number import digits
from gongfu_cli.formats.xlsx import without_excel
from gongfu_cli.forms import calamine
from gongfu_cli.forms.sheet_xml import COLUMNS, ROWS, Errors, FormulaError, formula_errors
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source.finding import Place

ENDINGS: Final = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv")
"""How the names of files end that may be tables. A file that is named is read whatever its name."""
HEAD_WITHIN: Final = 40
"""In the first so many rows of a sheet stands the row with the columns' names."""
TYPED_DIGITS: Final = 15
"""What a spreadsheet lets people type; digits beyond it come from binary arithmetic."""


Cell = str | int | float | bool | date | datetime | time | timedelta | FormulaError
"""What a cell holds, an empty one a text of no length. The cells of a CSV file are all texts."""


class Table(NamedTuple):
    """A sheet of a workbook, or a CSV file, whose `sheet` is empty."""

    file: str
    sheet: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    """The first and the last cell of each range that is merged; its text is in the first."""

    def filled(self) -> "Table":
        """The table with the text of a merged range in each of its cells."""
        rows = [list(row) for row in self.rows]
        for (top, left), (bottom, right) in self.merged:
            first = [cell for row in self.rows[top : top + 1] for cell in row[left : left + 1]]
            for row in rows[top : bottom + 1] if first else ():  # empty ones may lie beyond all cells
                row[left : right + 1] = first * len(row[left : right + 1])
        return self._replace(rows=rows)

    def place(self, row: int, column: int) -> Place:
        """A cell, as `填报表.xlsx[县发改局]!G7`."""
        name = f"{self.file}[{self.sheet}]" if self.sheet else self.file
        return Place(f"{name}!{_letters(column)}{row + 1}", row + 1, column + 1, row + 1, column + 2)

    def beyond(self, head: int, columns: Container[int]) -> Iterator[Place]:
        """The first cell of each row below a heading that is in none of the heading's columns: one that is filled in,
        or, in a CSV file, whose rows should be equally long, any beyond its end."""
        end = len(self.rows[head])
        for n, row in enumerate(self.rows[head + 1 :], head + 1):
            for column, cell in enumerate(row):
                if column not in columns and (text_of(cell) or (not self.sheet and column >= end)):
                    yield self.place(n, column)
                    break

    def is_filled(self, column: int, below: int) -> bool:
        """Whether any cell of a column is filled in below a row."""
        return any(text_of(row[column]) for row in self.rows[below + 1 :] if column < len(row))

    @property
    def empty(self) -> bool:
        """Whether no cell is filled in."""
        return not any(text_of(cell) for row in self.rows for cell in row)


class Heading:
    """The row of a table that names its columns, the last one where it runs over several; and the column of each
    field."""

    def __init__(self, table: Table, row: int, columns: dict[str, int]) -> None:
        self.table, self.row, self.columns = table, row, columns

    def place(self, field: str, row: int | None = None) -> Place:
        """The cell of a field in a row, or in this one; in the first column, where it has none."""
        return self.table.place(self.row if row is None else row, self.columns.get(field, 0))

    def rows(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """The rows below, by number, each with the cells that are filled in."""
        for n, row in enumerate(self.table.rows[self.row + 1 :], self.row + 1):
            yield n, {field: row[at] for field, at in self.columns.items() if at < len(row) and text_of(row[at])}


class Unreadable(NamedTuple):
    """A file of which no table can be made, where and why."""

    place: Place
    why: Phrase


NO_TABLE = Phrase(
    "读不出来：不是 xlsx、xls、ods 工作簿，也不是 CSV，或者文件已损坏",
    "cannot be read: no xlsx, xls or ods workbook and no CSV file, or a damaged one",
)
OTHER_ENCODING = Phrase(
    "读不出来：CSV 既不是 UTF-8 编码，也不是 GB18030；请另存为 UTF-8",
    "cannot be read: a CSV file in neither UTF-8 nor GB18030; save it again in UTF-8",
)
SWALLOWED = Phrase(
    "这一行有引号没有配对，或者格内换了行，下面的行会被并进来；一格写在一行里，引号成对",
    "a quote here has no partner, or a cell has a line break, and takes in the rows below: keep a cell on one line",
)
LOCKED = Phrase("工作簿加了打开密码：去掉密码再交", "the workbook asks for a password: take it off first")
TOO_BIG = Phrase("工作表里有填到很远处的格，不是填报表", "a sheet has cells far outside any form")
_FAULTS: Final[Mapping[calamine.Fault, Phrase]] = {"damaged": NO_TABLE, "locked": LOCKED, "big": TOO_BIG}


def tables(files: Iterable[tuple[str, bytes]]) -> Iterator["list[Table] | Unreadable"]:
    """The sheets of each file, a name and its bytes, or why there are none. Raises Refusal where one is a workbook and
    the extra that reads them is not installed."""
    files = list(files)
    if any(_is_workbook(raw) for _, raw in files) and find_spec("python_calamine") is None:
        raise without_excel()
    read = [formula_errors(raw) if _is_workbook(raw) else _csv(file, raw) for file, raw in files]
    workbooks = [raw for (_, raw), one in zip(files, read, strict=True) if isinstance(one, dict)]
    sheets = iter(calamine.read(workbooks))  # in one go
    for (file, _), one in zip(files, read, strict=True):
        found = _tables(file, next(sheets), one) if isinstance(one, dict) else one
        yield Unreadable(Place.top(file), _FAULTS[found]) if isinstance(found, str) else found


def _is_workbook(raw: bytes) -> bool:
    return raw.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def text_of(cell: Cell) -> str:
    """A cell as text, without what surrounds it; a number with the digits that a spreadsheet shows, 15 at most."""
    match cell:
        case bool():
            return str(cell).upper()
        case int() | float() if isfinite(cell):
            return digits(Fraction(cell), TYPED_DIGITS)
        case float():
            return str(Decimal(cell))
        case datetime():
            return cell.isoformat(" ")
        case FormulaError(text):
            return text
        case _:
            return str(cell).strip()


def _csv(file: str, raw: bytes) -> list[Table] | Unreadable:
    text = _decoded(raw)
    if text is None:
        return Unreadable(Place.top(file), OTHER_ENCODING)
    if "\0" in text:
        return Unreadable(Place.top(file), NO_TABLE)
    delimiter = max(",\t;", key=text.partition("\n")[0].count)
    rows: list[list[str]] = []
    table = Table(file, "", rows)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if any("\n" in cell or "\r" in cell for cell in row):
                raise csv.Error
            if len(rows) == ROWS or len(row) > COLUMNS:
                return Unreadable(table.place(len(rows), 0), TOO_BIG)
            rows.append(row)
    except csv.Error:
        return Unreadable(table.place(len(rows), 0), SWALLOWED)
    return [table]


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return None


def _tables(
    file: str, sheets: Sequence[calamine.Sheet] | calamine.Fault, errors: Mapping[str, Errors]
) -> list[Table] | calamine.Fault:
    """The sheets of a workbook with the errors of their formulas, which may be beyond all other cells."""
    if isinstance(sheets, str):
        return sheets
    for name, rows, _ in sheets:
        for (row, column), error in errors.get(name, {}).items():
            rows += ([] for _ in range(len(rows), row + 1))
            rows[row] += [""] * (column + 1 - len(rows[row]))
            rows[row][column] = error
    return [Table(file, name, rows, merged) for name, rows, merged in sheets]


def _letters(column: int) -> str:
    """A column counted from 0, as spreadsheets name it."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
