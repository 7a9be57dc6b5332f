"""Returned files as tables of cells, with what each cell holds and nothing made of it. Only here is a workbook read."""

import csv
import io
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

from gongfu_cli.formats.xlsx import without_excel
from gongfu_cli.forms.formula_errors import FormulaError, TooBig, formula_errors
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source.finding import Place

ENDINGS: Final = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv")
"""How the names of files end that may be tables. A file that is named is read whatever its name."""
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

    def filled(self) -> list[list[Cell]]:
        """The rows with the text of a merged range in each of its cells."""
        rows = [list(row) for row in self.rows]
        for (top, left), (bottom, right) in self.merged:
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [self.rows[top][left]] * len(row[left : right + 1])
        return rows

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
                if column not in columns and (text_of(cell) or (self.is_csv and column >= end)):
                    yield self.place(n, column)
                    break

    @property
    def is_csv(self) -> bool:
        """Whether it came without a sheet's name."""
        return not self.sheet

    def is_filled(self, column: int, below: int) -> bool:
        """Whether any cell of a column is filled in below a row."""
        return any(text_of(row[column]) for row in self.rows[below + 1 :] if column < len(row))

    @property
    def empty(self) -> bool:
        """Whether no cell is filled in."""
        return not any(text_of(cell) for row in self.rows for cell in row)


class Unreadable(Exception):
    """A file of which no table can be made, where and why."""

    def __init__(self, place: Place, why: Phrase) -> None:
        super().__init__(why.en)
        self.place, self.why = place, why


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


def tables(file: str, raw: bytes) -> list[Table]:
    """The sheets of a file, by its name and its bytes. Raises Unreadable, and Refusal where it is a workbook and the
    extra that reads them is not installed."""
    return _workbook(file, raw) if raw[:2] == b"PK" or raw[:4] == b"\xd0\xcf\x11\xe0" else [_csv(file, raw)]


def text_of(cell: Cell) -> str:
    """A cell as text, without what surrounds it; a number with the digits that a spreadsheet shows, 15 at most."""
    match cell:
        case bool():
            return str(cell).upper()
        case int() | float():
            return _digits(cell)
        case datetime():
            return cell.isoformat(" ")
        case FormulaError(text):
            return text
        case _:
            return str(cell).strip()


def _digits(number: int | float) -> str:
    """The shortest digits that mean a spreadsheet's number, 15 at most."""
    exact = Decimal(repr(number))
    if len(exact.as_tuple().digits) > TYPED_DIGITS:
        exact = Decimal(f"{number:.{TYPED_DIGITS}g}")
    text = format(exact, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _csv(file: str, raw: bytes) -> Table:
    text = _decoded(file, raw)
    if "\0" in text:
        raise Unreadable(Place.top(file), NO_TABLE)
    delimiter = max(",\t;", key=text.partition("\n")[0].count)
    rows: list[list[str]] = []
    table = Table(file, "", rows)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if any("\n" in cell or "\r" in cell for cell in row):
                raise csv.Error
            rows.append(row)
    except csv.Error:
        raise Unreadable(table.place(len(rows), 0), SWALLOWED) from None
    return table


def _decoded(file: str, raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    raise Unreadable(Place.top(file), OTHER_ENCODING)


def _workbook(file: str, raw: bytes) -> list[Table]:
    try:
        import python_calamine
    except ImportError:
        raise without_excel() from None
    try:
        errors = dict(formula_errors(raw)) if raw[:2] == b"PK" else {}
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        found = []
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
            for (row, column), error in errors.get(name, {}).items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = error
            found.append(Table(file, name, rows, sheet.merged_cell_ranges or ()))
        return found
    except TooBig:
        raise Unreadable(Place.top(file), TOO_BIG) from None
    except python_calamine.PasswordError:
        raise Unreadable(Place.top(file), LOCKED) from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of the library is no Exception
        raise Unreadable(Place.top(file), NO_TABLE) from None


def _letters(column: int) -> str:
    """A column counted from 0, as spreadsheets name it."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
