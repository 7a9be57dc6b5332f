"""Forms that come back: their cells as filed values, with a finding for whatever cannot be placed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from gongfu_cli.book.book import Book
from gongfu_cli.book.number import decimals, number
from gongfu_cli.book.period import Period, named
from gongfu_cli.book.scalars import NOT_SURVEYED, VALUE
from gongfu_cli.checks import filing, values
from gongfu_cli.forms import faults
from gongfu_cli.forms.form import CHOICES, COLUMNS, OF_TABLE, FormRow, together
from gongfu_cli.forms.heading import Head, forms_in, of_one_period, plain
from gongfu_cli.forms.merge import Placed, alike, with_filing
from gongfu_cli.forms.sheet_xml import FormulaError
from gongfu_cli.forms.tables import Cell, tables, text_of
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.language.terms import STATUSES
from gongfu_cli.sheets.phrases import name_of
from gongfu_cli.source.finding import Finding, Place
from gongfu_cli.source.nodes import Text
from gongfu_cli.source.writing import tidy

_RULES: Final = (
    values.out_of_range,
    values.slipped_unit,
    values.unchanged,
    values.equals_target,
    values.derived_value,
    values.fewer_digits,
    filing.no_source,
)
"""Whether a value can be what it says, by the rules that `check` asks of the files."""


class Returned(NamedTuple):
    """What came back for a period: texts by field, by the ids of rows, each with its cell as its place; the findings;
    the books of the tables, by name, as they would be with all of it; and the forms, by the departments that lead their
    rows. Without a period nothing was read: a finding says why."""

    period: Period | None
    filing: Placed
    findings: Sequence[Finding]
    books: Mapping[str, Book]
    forms: Mapping[str, Sequence[Head]]

    def of(self, table: str) -> Placed:
        """What came back for a table, by the ids of its indicators."""
        name = "" if table == next(iter(self.books)) else table
        return {own: texts for id, texts in self.filing.items() for whose, own in [_whose(id)] if whose == name}


def opened(files: Iterable[tuple[str, bytes]]) -> tuple[list[Head], list[Finding]]:
    """The forms in some files, each a name and its bytes, and what is wrong with them as forms. Raises Refusal where
    workbooks cannot be read because the extra is not installed."""
    files = list(files)
    found = [forms_in(file, read) for (file, _), read in zip(files, tables(files), strict=True)]
    return [head for heads, _ in found for head in heads], [finding for _, wrong in found for finding in wrong]


def tables_named(heads: Iterable[Head]) -> set[str]:
    """The names that stand before ids in some forms."""
    ids = (_whose(text_of(cells.get("id", ""))) for head in heads for _, cells in head.rows())
    return {name for name, _ in ids if name}


def _whose(id: str) -> tuple[str, str]:
    """The name of a table that stands before an id, if any does, and the id."""
    name, colon, own = unicodedata.normalize("NFKC", id).rpartition(OF_TABLE)
    return (name.strip(), own.strip()) if colon else ("", id)


def read(heads: Sequence[Head], books: Mapping[str, Book], period: Period | None = None) -> Returned:
    """The values in some forms for a period, or for the one that they give, of the tables whose books are given by
    name; an id without a name before it is one of the first."""
    first = next(iter(books.values()))
    period, heads, findings = of_one_period(heads, period, first.table.baseline_year)
    if period is None or not heads:
        return Returned(period, {}, findings, books, {})
    cells = _Cells(books, period)
    for head in heads:
        cells.add(head)
    findings += cells.findings
    result = Returned(period, cells.filed, findings, books, cells.forms)
    merged = {name: with_filing(book, period, result.of(name)) for name, book in books.items()}
    findings += _incomplete(cells.filed, merged, period)
    for name, book in books.items():
        findings += _doubts(book, merged[name])
    return result._replace(books=merged)


class _Cells:
    """The cells of all forms, judged and read: what is filed by id and field, the forms by department, and the
    findings."""

    def __init__(self, books: Mapping[str, Book], period: Period) -> None:
        self.period, self.plain, self.register = period, next(iter(books)), next(iter(books.values())).register
        rows = together(books, period).rows
        self.asked = {row.id: row for row in rows}
        self.names: dict[str, list[str]] = {}
        """The ids of the rows with a name, in either language."""
        for row in rows:
            for name in {plain(name) for name in name_of(row.indicator)}:
                self.names.setdefault(name, []).append(row.id)
        self.bodies = {*self.register.by_name, *(name for row in rows for name in row.indicator.departments)}
        self.filed: dict[str, dict[str, Text]] = {}
        self.forms: dict[str, list[Head]] = {}
        self.findings: list[Finding] = []

    def add(self, head: Head) -> None:
        """All rows of a form. Its list for information, below a row with words for an id, asks for nothing."""
        asks = True
        for n, cells in head.rows():
            id, name = (text_of(cells.pop(field, "")) for field in ("id", "name"))
            table, own = _whose(id)
            id = own if table == self.plain else f"{table}{OF_TABLE}{own}" if table else id
            if row := self.asked.get(id):
                if (asks or cells) and head not in self.forms.setdefault(row.departments[0], []):
                    self.forms[row.departments[0]].append(head)
                self.row(head, n, row, name, cells)
            elif cells:
                self.findings += faults.unknown_row(head.place("id", n), id, self.asked)
            elif id:
                asks = False

    def row(self, head: Head, n: int, row: FormRow, name: str, cells: Mapping[str, Cell]) -> None:
        """One row of a form: whether it is the row that its id says and its department's to fill in, and its cells."""
        id, lead = row.id, row.departments[0]
        ids = self.named(name) or [id]
        if cells and id not in ids:
            self.findings += faults.other_name(head.place("name", n), id, row.indicator, tidy(name), ids)
            return
        body = re.sub(r" ?[（(].*", "", head.signed.get("body", ""))
        if cells and body in self.bodies and self.register.in_force(body, self.period) != lead:
            names = (self.register.named(name) for name in (body, lead))
            self.findings += faults.not_the_lead(head.place(next(iter(cells)), n), id, *names)
        for field, cell in cells.items():
            text, wrong = _read(head.place(field, n), row, field, cell)
            self.findings += wrong
            if not wrong:
                self.keep(id, field, Text(text, head.place(field, n)))

    def named(self, name: str) -> list[str]:
        """The ids of the rows with a name, which may have a remark in brackets behind it."""
        name = plain(name)
        return self.names.get(name) or self.names.get(re.sub(r" ?\([^()]*\)$", "", name), [])

    def keep(self, id: str, field: str, text: Text) -> None:
        """Keep a text, unless another was filed for the same."""
        first = self.filed.setdefault(id, {}).setdefault(field, text)
        if not alike(field, first, text):
            column = COLUMNS[field](period=named(self.period))
            self.findings += faults.two_values(text.place, id, column, (first, text), first.place)


def _words(choices: Mapping[str, Phrase]) -> dict[str, str]:
    """The machine's word for each word that may be chosen, in either language, in small letters."""
    words = {word: (word, *phrase, *STATUSES.get(word, ())) for word, phrase in choices.items()}
    return {text.casefold(): word for word, texts in words.items() for text in texts}


_WORDS: Final = {field: _words(choices) for field, choices in CHOICES.items()}


def _read(place: Place, row: FormRow, field: str, cell: Cell) -> tuple[str, list[Finding]]:
    """What the actuals file says for a cell that is filled in, and what is wrong with it."""
    text = text_of(cell)
    if field == "value" or isinstance(cell, FormulaError):
        wrong = faults.not_a_figure(place, cell, row.closed == "value")
        return ("", wrong) if wrong else (_figure(row, cell), [])
    if field not in CHOICES:
        return tidy(text), []
    word = _WORDS[field].get(text.casefold())
    if word is None:
        offered = [name for key, phrase in CHOICES[field].items() for name in (phrase.zh, key)]
        return "", faults.unknown_choice(place, tidy(text), offered)
    return word, faults.idle_verdict(place, row.id) if field == row.closed else []


def _figure(row: FormRow, cell: Cell) -> str:
    """The number in a cell, as it is shown there.

    A spreadsheet keeps no final zeros: a number cell gets those that the form shows, up to the decimals that the table
    prints for the row. What was typed as text keeps its digits.
    """
    text = text_of(cell)
    if VALUE.parse(text) == NOT_SURVEYED:
        return NOT_SURVEYED
    if isinstance(cell, str) or decimals(number(text)) >= row.decimals:
        return text
    return f"{number(text):.{row.decimals}f}"


def _incomplete(filing: Placed, merged: Mapping[str, Book], period: Period) -> Iterator[Finding]:
    """A verdict without its source would make the file one that cannot be scored; a status or a source beside an
    emptied value would be taken for that of the value filed before."""
    for id, texts in filing.items():
        table, own = _whose(id)
        filed = merged[table or next(iter(merged))].filed(own, period)
        for field, text in texts.items():
            if field == "verdict" and not filed.source:
                yield from faults.verdict_without_source(text.place, id)
            elif field in ("status", "source") and filed.status and not {"value", "verdict"} & texts.keys():
                yield from faults.status_without_value(text.place, id, COLUMNS[field])


def _doubts(book: Book, merged: Book) -> list[Finding]:
    """What the check rules find in a book with filings that they do not find without them, by file and cell."""
    known = {finding for rule in _RULES for finding in rule(book)}
    new = [finding for rule in _RULES for finding in rule(merged) if finding not in known]
    return sorted(new, key=lambda finding: (finding.place.file.rpartition("!")[0], finding.place[1:]))
