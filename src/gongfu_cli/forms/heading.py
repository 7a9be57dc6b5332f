"""The headings by which a table is known as a form: which column holds what, and for which period."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from gongfu_cli.book.period import Period, period
from gongfu_cli.forms import faults
from gongfu_cli.forms.form import COLUMNS, FIELDS, SIGNED
from gongfu_cli.forms.tables import HEAD_WITHIN, Cell, Heading, Table, Unreadable, text_of
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source.finding import Finding
from gongfu_cli.source.writing import tidy

_ALSO: Final[Mapping[str, Sequence[str]]] = {"status": ("状态",), "source": ("来源",), "note": ("备注",)}
"""What else a column may be called."""


class Head(Heading):
    """A row that may make a table a form: the field that each title names, by column, if it does; the period that it
    gives; and, `signed`, what stands above it of those who filled the form in."""

    def __init__(self, table: Table, row: int) -> None:
        named = {column: _column(title) for column, cell in enumerate(table.rows[row]) if (title := text_of(cell))}
        self.fields = {column: field for column, (field, _) in named.items()}
        columns: dict[str, int] = {}
        for column, field in self.fields.items():
            if field in ("id", "name", *FIELDS):  # the others are there to be read only
                columns.setdefault(field, column)
        super().__init__(table, row, columns)
        self.period = named[columns["value"]][1] if "value" in columns else None
        self.signed = _signed(table.rows[:row] if "value" in columns else [])


def forms_in(file: str, read: Sequence[Table] | Unreadable) -> tuple[list[Head], list[Finding]]:
    """The forms in a file that was read, and what is wrong with it and with their columns."""
    if isinstance(read, Unreadable):
        return [], faults.unreadable_form(*read)
    found = [(table, _head(table)) for table in read]
    heads = [head for _, head in found if head]
    findings = [finding for head in heads for finding in _misplaced(head)]
    others = [table.place(0, 0) for table, head in found if not head and not table.empty]
    return heads, findings + faults.no_form(file, others, bool(heads))


def _misplaced(head: Head) -> Iterator[Finding]:
    """What is wrong with the columns of a form: named a second time, or in no way that is known, or not at all."""
    table = head.table
    for column, field in head.fields.items():
        if head.columns.get(field, column) != column:
            yield from faults.repeated_column(table.place(head.row, column))
    for column, field in head.fields.items():
        if not field and table.is_filled(column, below=head.row):
            yield from faults.unknown_column(table.place(head.row, column), text_of(table.rows[head.row][column]))
    for place in table.beyond(head.row, head.fields):
        yield from faults.beyond_the_heading(place)


def _head(table: Table) -> Head | None:
    """The first row that names an id and a value column."""
    heads = (Head(table, row) for row in range(min(HEAD_WITHIN, len(table.rows))))
    return next((head for head in heads if {"id", "value"} <= head.columns.keys()), None)


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


def _column(title: str) -> tuple[str, Period | None]:
    """The field that a column's title names, if any, and its period."""
    title = plain(title)
    for field, titles in COLUMNS.items():
        for words in (*titles, field, *_ALSO.get(field, ())):
            found = re.fullmatch(re.escape(plain(words)).replace(r"\{period\}", "(.{4,9})"), title)
            if found and not found.groups():
                return field, None
            if found and (of := period(found[1])):
                return field, of
    return "", None


def plain(text: str) -> str:
    """A text as it compares: without regard to the width of its signs, to capitals and to spaces around it."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


def of_one_period(
    heads: Iterable[Head], period: Period | None, baseline: int
) -> tuple[Period | None, list[Head], list[Finding]]:
    """The forms for the period that is imported, where none is given that of the first form; a finding for the others,
    once a file."""
    kept: list[Head] = []
    findings: dict[tuple[str, Phrase], Finding] = {}
    for head in heads:
        wrong = faults.form_year(head.place("value"), head.period or period, period, baseline)
        for finding in wrong:
            findings.setdefault((head.table.file, finding.message), finding)
        if not wrong:
            period = head.period or period
            kept.append(head)
    return period, kept, list(findings.values())
