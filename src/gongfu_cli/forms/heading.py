"""The headings by which a table is known as a form: which column holds what, and for which period."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Head(Heading):
    """The heading that makes a table a form, and the period that it gives; `signed` is what the form says above it of
    those who filled it in."""

    period: Period | None
    signed: Mapping[str, str]


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
    titles = {column: text for column, cell in enumerate(table.rows[head.row]) if (text := text_of(cell))}
    fields = {column: _column(title)[0] for column, title in titles.items()}
    for column, field in fields.items():
        if head.columns.get(field, column) != column:
            yield from faults.repeated_column(table.place(head.row, column))
    for column, field in fields.items():
        if not field and table.is_filled(column, below=head.row):
            yield from faults.unknown_column(table.place(head.row, column), titles[column])
    for place in table.beyond(head.row, titles):
        yield from faults.beyond_the_heading(place)


def _head(table: Table) -> Head | None:
    """The first row that names an id and a value column."""
    for n, row in enumerate(table.rows[:HEAD_WITHIN]):
        named = [_column(text_of(cell)) for cell in row]
        columns: dict[str, int] = {}
        for column, (field, _) in enumerate(named):
            if field in ("id", "name", *FIELDS):  # the others are there to be read only
                columns.setdefault(field, column)
        if {"id", "value"} <= columns.keys():
            return Head(table, n, columns, named[columns["value"]][1], _signed(table.rows[:n]))
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
