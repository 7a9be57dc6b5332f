"""Forms that come back: their cells as filed values, with a finding for whatever cannot be placed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from gongfu_cli.book.book import Book
from gongfu_cli.book.number import decimals, number
from gongfu_cli.book.scalars import NOT_SURVEYED
from gongfu_cli.checks import values
from gongfu_cli.forms import faults
from gongfu_cli.forms.form import COLUMNS, FIELDS, STATUS_WORDS, Form, FormRow, form, meant
from gongfu_cli.forms.tables import Cell, Table, Unreadable, tables, text_of
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.language.terms import ATTESTED, STATUSES
from gongfu_cli.source.finding import Finding, Place
from gongfu_cli.source.writing import tidy

_HEAD_WITHIN: Final = 40
"""In the first so many rows of a sheet stands the row with the columns' names."""
_ALSO: Final[Mapping[str, Sequence[str]]] = {"status": ("状态",), "source": ("来源",), "note": ("备注",)}
"""What else a column may be called."""


class Returned(NamedTuple):
    """What came back for a year: texts by field, by id; the ids that were asked for and left empty; the findings.
    Without a year nothing was read: a finding says why."""

    year: int | None
    filing: Mapping[str, Mapping[str, str]]
    empty: Sequence[str]
    findings: Sequence[Finding]


def read(files: Iterable[tuple[str, bytes]], book: Book, year: int | None = None) -> Returned:
    """The values in some files, each a name and its bytes, for a year, or for the one that they give. Raises Refusal
    where workbooks cannot be read because the extra is not installed."""
    found = [_forms(file, raw) for file, raw in files]
    findings = [finding for _, wrong in found for finding in wrong]
    year, heads, wrong = _of_one_year((head for there, _ in found for head in there), year, book.table.baseline_year)
    findings += wrong
    if year is None or not heads:
        return Returned(year, {}, (), findings)
    filing = _Filing(form(book, year))
    for head in heads:
        filing.add(head)
    findings += [*filing.findings, *_incomplete(filing.filed, book, year)]
    texts: dict[str, dict[str, str]] = {}
    for (id, field), filed in filing.filed.items():
        texts.setdefault(id, {})[field] = filed.text
    return Returned(year, texts, [id for id in filing.asked if id in filing.to_fill and id not in texts], findings)


# Tables → forms


class Head(NamedTuple):
    """The row of a table that makes it a form: which column holds which field, the year that it gives, and the columns
    that are named a second time, or in no way that is known."""

    table: Table
    row: int
    columns: Mapping[str, int]
    year: int | None
    repeated: Sequence[int]
    unknown: Sequence[int]

    def place(self, field: str, row: int | None = None) -> Place:
        """The cell of a field in a row, or in this one."""
        return self.table.place(self.row if row is None else row, self.columns[field])

    def rows(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """The rows below, by number, each with the cells that are filled in."""
        for n, row in enumerate(self.table.rows[self.row + 1 :], self.row + 1):
            yield n, {field: row[at] for field, at in self.columns.items() if at < len(row) and text_of(row[at])}


def _forms(file: str, raw: bytes) -> tuple[list[Head], list[Finding]]:
    """The forms in a file, and what is wrong with it and with their columns."""
    try:
        found = [(table, _head(table)) for table in tables(file, raw)]
    except Unreadable as unreadable:
        return [], faults.unreadable_form(file, unreadable.why)
    heads = [head for _, head in found if head]
    findings = []
    for head in heads:
        for column in head.repeated:
            findings += faults.repeated_column(head.table.place(head.row, column))
        for column in head.unknown:
            if any(head.table.column(column, below=head.row)):
                title = text_of(head.table.rows[head.row][column])
                findings += faults.unknown_column(head.table.place(head.row, column), title)
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
            elif named[0] in ("id", *FIELDS):  # the others are there to be read only
                columns[named[0]] = column
                year = year or named[1]
        if {"id", "value"} <= columns.keys():
            return Head(table, n, columns, year, repeated, unknown)
    return None


def _column(title: str) -> tuple[str, int | None] | None:
    """The field that a column's title names, and its year."""
    title = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", title)).casefold()
    for field, titles in COLUMNS.items():
        for words in (*titles, field, *_ALSO.get(field, ())):
            pattern = re.escape(unicodedata.normalize("NFKC", words).casefold()).replace(r"\{year\}", "([0-9]{4})")
            if found := re.fullmatch(pattern, title):
                return field, int(found[1]) if found.groups() else None
    return None


def _of_one_year(
    heads: Iterable[Head], year: int | None, baseline: int
) -> tuple[int | None, list[Head], list[Finding]]:
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


# Forms → values


class _Filed(NamedTuple):
    """What is filed for a field, and its cell."""

    text: str
    place: Place


class _Filing:
    """The cells of all forms, judged and read: what is filed by id and field, the ids that the forms ask for, and the
    findings."""

    def __init__(self, form: Form) -> None:
        self.year = form.year
        self.asked = {row.indicator.id: row for row in form.rows}
        self.to_fill: set[str] = set()
        self.filed: dict[tuple[str, str], _Filed] = {}
        self.findings: list[Finding] = []

    def add(self, head: Head) -> None:
        """All rows of a form. Its list for information, below a row with words for an id, asks for nothing."""
        asks = True
        for n, cells in head.rows():
            id = text_of(cells.pop("id", ""))
            if id in self.asked:
                self.to_fill |= {id} if asks else set()
                for field, cell in cells.items():
                    self.cell(head.place(field, n), self.asked[id], field, cell)
            elif cells:
                self.findings += faults.unknown_row(head.place("id", n), id, self.asked)
            elif id:
                asks = False

    def cell(self, place: Place, row: FormRow, field: str, cell: Cell) -> None:
        """One cell that is filled in."""
        wrong = _judged(place, row, field, cell)
        self.findings += wrong
        if not wrong:
            self.keep(place, row.indicator.id, field, _read(row, field, cell))

    def keep(self, place: Place, id: str, field: str, text: str) -> None:
        """Keep a text, unless another was filed for the same."""
        first = self.filed.setdefault((id, field), _Filed(text, place))
        if first.text != text and (field != "value" or meant(first.text) != meant(text)):
            column = COLUMNS[field](year=self.year)
            self.findings += faults.two_values(place, id, column, (first.text, text), first.place)


_CHOICES: Final[Mapping[str, Mapping[str, Phrase]]] = {"verdict": ATTESTED, "status": STATUS_WORDS}


def _words(choices: Mapping[str, Phrase]) -> dict[str, str]:
    """The machine's word for each word that may be chosen, in either language, in small letters."""
    words = {word: (word, *phrase, *STATUSES.get(word, ())) for word, phrase in choices.items()}
    return {text.casefold(): word for word, texts in words.items() for text in texts}


_WORDS: Final = {field: _words(choices) for field, choices in _CHOICES.items()}


def _judged(place: Place, row: FormRow, field: str, cell: Cell) -> list[Finding]:
    """What is wrong with a cell that is filled in."""
    text = text_of(cell)
    match field:
        case "value":
            return faults.not_a_figure(place, cell) or _out_of_range(place, row, _figure(row, cell))
        case "verdict" | "status" if text.casefold() not in _WORDS[field]:
            offered = [word for key, phrase in _CHOICES[field].items() for word in (phrase.zh, key)]
            return faults.unknown_choice(place, tidy(text), offered)
        case "verdict" if not row.open:
            return faults.idle_verdict(place, row.indicator.id)
        case _:
            return []


def _out_of_range(place: Place, row: FormRow, text: str) -> list[Finding]:
    if text == NOT_SURVEYED:
        return []
    return [values.out_of_range.finding(hit) for hit in values.beyond_range(row.indicator, number(text), place)]


def _read(row: FormRow, field: str, cell: Cell) -> str:
    """What the actuals file says for a cell with nothing wrong."""
    match field:
        case "value":
            return _figure(row, cell)
        case "verdict" | "status":
            return _WORDS[field][text_of(cell).casefold()]
        case _:
            return tidy(text_of(cell))


def _figure(row: FormRow, cell: Cell) -> str:
    """The number in a cell, as it is shown there.

    A spreadsheet keeps no final zeros: a number cell gets those that the form shows, up to the decimals that the table
    prints for the row. What was typed as text keeps its digits.
    """
    text = text_of(cell)
    if isinstance(cell, str):
        return NOT_SURVEYED if meant(text) == NOT_SURVEYED else text
    missing = row.decimals - decimals(number(text))
    return text + ("." if missing == row.decimals else "") + "0" * missing if missing > 0 else text


def _incomplete(filed: Mapping[tuple[str, str], _Filed], book: Book, year: int) -> Iterator[Finding]:
    """A verdict without its source would make the file one that cannot be scored; a status or a source beside an
    emptied value would be taken for that of the value filed before."""
    actuals = book.actuals.get(year)
    for (id, field), (_, place) in filed.items():
        if field == "verdict":
            before = book.filed(id, year).actual
            if not ((id, "source") in filed or (before and before.source) or (actuals and actuals.source)):
                yield from faults.verdict_without_source(place, id)
        elif field != "note" and not {(id, "value"), (id, "verdict")} & filed.keys() and book.filed(id, year).status:
            yield from faults.status_without_value(place, id, COLUMNS[field])
