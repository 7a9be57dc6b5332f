"""The headings by which a table is known as a form: which column holds what, and for which year."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from gongfu_cli.forms import faults
from gongfu_cli.forms.form import COLUMNS, FIELDS, SIGNED
from gongfu_cli.forms.tables import Cell, Table, Unreadable, text_of
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source.finding import Finding, Place
from gongfu_cli.source.writing import tidy

_HEAD_WITHIN: Final = 40
"""In the first so many rows of a sheet stands the row with the columns' names."""
_ALSO: Final[Mapping[str, Sequence[str]]] = {"status": ("状态",), "source": ("来源",), "note": ("备注",)}
"""What else a column may be called."""


class Head(NamedTuple):
    """The row of a table that makes it a form: which column holds which field, the year that it gives, and the columns
    that are named a second time, or in no way that is known; `signed` is what the form says above it of those who
    filled it in."""

    table: Table
    row: int
    columns: Mapping[str, int]
    year: int | None
    repeated: Sequence[int]
    unknown: Sequence[int]
    signed: Mapping[str, str]

    def place(self, field: str, row: int | None = None) -> Place:
        """The cell of a field in a row, or in this one."""
        return self.table.place(self.row if row is None else row, self.columns[field])

    def rows(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """The rows below, by number, each with the cells that are filled in."""
        for n, row in enumerate(self.table.rows[self.row + 1 :], self.row + 1):
            yield n, {field: row[at] for field, at in self.columns.items() if at < len(row) and text_of(row[at])}


def forms_in(file: str, read: Sequence[Table] | Unreadable) -> tuple[list[Head], list[Finding]]:
    """The forms in a file that was read, and what is wrong with it and with their columns."""
    if isinstance(read, Unreadable):
        return [], faults.unreadable_form(*read)
    found = [(table, _head(table)) for table in read]
    heads = [head for _, head in found if head]
    findings = []
    for head in heads:
        for column in head.repeated:
            findings += faults.repeated_column(head.table.place(head.row, column))
        for column in head.unknown:
            if head.table.is_filled(column, below=head.row):
                title = text_of(head.table.rows[head.row][column])
                findings += faults.unknown_column(head.table.place(head.row, column), title)
        titled = {column for column, cell in enumerate(head.table.rows[head.row]) if text_of(cell)}
        for place in head.table.beyond(head.row, titled):
            findings += faults.beyond_the_heading(place)
    others = [table.place(0, 0) for table, head in found if not head and not table.empty]
    return heads, findings + faults.no_form(file, others, bool(heads))


def _head(table: Table) -> Head | None:
    """The first row that names an id and a value column."""
    for n, row in enumerate(table.rows[:_HEAD_WITHIN]):
        columns: dict[str, int] = {}
        repeated: list[int] = []
        unknown: list[int] = []
        year = None
        for column, cell in enumerate(row):
            named = _column(text_of(cell))
            if not named:
                unknown += [column] if text_of(cell) else []
            elif named[0] in columns:
                repeated.append(column)
            elif named[0] in ("id", "name", *FIELDS):  # the others are there to be read only
                columns[named[0]] = column
                year = year or named[1]
        if {"id", "value"} <= columns.keys():
            return Head(table, n, columns, year, repeated, unknown, _signed(table.rows[:n]))
    return None


def _signed(rows: Iterable[Sequence[Cell]]) -> dict[str, str]:
    """What is written behind the words of `SIGNED`: in the same cell after a colon, or in the next one."""
    labels = {plain(word): field for field, words in SIGNED.items() for word in words}
    found: dict[str, str] = {}
    for row in rows:
        texts = [*map(text_of, row), ""]
        for text, following in pairwise(texts):
            label, _, behind = text.replace("：", ":").partition(":")
            if field := labels.get(plain(label)):
                found[field] = tidy(behind or following)
    return found


def _column(title: str) -> tuple[str, int | None] | None:
    """The field that a column's title names, and its year."""
    title = plain(title)
    for field, titles in COLUMNS.items():
        for words in (*titles, field, *_ALSO.get(field, ())):
            pattern = re.escape(plain(words)).replace(r"\{year\}", "([0-9]{4})")
            if found := re.fullmatch(pattern, title):
                return field, int(found[1]) if found.groups() else None
    return None


def plain(text: str) -> str:
    """A text as it compares: without regard to the width of its signs, to capitals and to spaces around it."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


def of_one_year(heads: Iterable[Head], year: int | None, baseline: int) -> tuple[int | None, list[Head], list[Finding]]:
    """The forms for the year that is imported, where none is given that of the first form; a finding for the others,
    once a file."""
    kept: list[Head] = []
    findings: dict[tuple[str, Phrase], Finding] = {}
    for head in heads:
        wrong = faults.form_year(head.place("value"), head.year or year, year, baseline)
        for finding in wrong:
            findings.setdefault((head.table.file, finding.message), finding)
        if not wrong:
            year = head.year or year
            kept.append(head)
    return year, kept, list(findings.values())
