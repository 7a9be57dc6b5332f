"""Forms that come back: their cells as filed values, with a finding for whatever cannot be placed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from gongfu_cli.book.book import Book
from gongfu_cli.book.number import decimals, number
from gongfu_cli.book.scalars import NOT_SURVEYED
from gongfu_cli.checks import values
from gongfu_cli.forms import faults
from gongfu_cli.forms.form import CHOICES, COLUMNS, Form, FormRow, form, meant
from gongfu_cli.forms.heading import Head, forms_in, of_one_year
from gongfu_cli.forms.tables import Cell, text_of
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.language.terms import STATUSES
from gongfu_cli.source.finding import Finding, Place
from gongfu_cli.source.writing import tidy


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
    found = [forms_in(file, raw) for file, raw in files]
    findings = [finding for _, wrong in found for finding in wrong]
    year, heads, wrong = of_one_year((head for there, _ in found for head in there), year, book.table.baseline_year)
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
        text, wrong = _read(place, row, field, cell)
        self.findings += wrong
        if not wrong:
            self.keep(place, row.indicator.id, field, text)

    def keep(self, place: Place, id: str, field: str, text: str) -> None:
        """Keep a text, unless another was filed for the same."""
        first = self.filed.setdefault((id, field), _Filed(text, place))
        if first.text != text and (field != "value" or meant(first.text) != meant(text)):
            column = COLUMNS[field](year=self.year)
            self.findings += faults.two_values(place, id, column, (first.text, text), first.place)


def _words(choices: Mapping[str, Phrase]) -> dict[str, str]:
    """The machine's word for each word that may be chosen, in either language, in small letters."""
    words = {word: (word, *phrase, *STATUSES.get(word, ())) for word, phrase in choices.items()}
    return {text.casefold(): word for word, texts in words.items() for text in texts}


_WORDS: Final = {field: _words(choices) for field, choices in CHOICES.items()}


def _read(place: Place, row: FormRow, field: str, cell: Cell) -> tuple[str, list[Finding]]:
    """What the actuals file says for a cell that is filled in, and what is wrong with it."""
    text = text_of(cell)
    if field == "value":
        wrong = faults.not_a_figure(place, cell)
        return ("", wrong) if wrong else _figure(place, row, cell)
    if field not in CHOICES:
        return tidy(text), []
    word = _WORDS[field].get(text.casefold())
    if word is None:
        offered = [name for key, phrase in CHOICES[field].items() for name in (phrase.zh, key)]
        return "", faults.unknown_choice(place, tidy(text), offered)
    return word, faults.idle_verdict(place, row.indicator.id) if field == "verdict" and not row.open else []


def _figure(place: Place, row: FormRow, cell: Cell) -> tuple[str, list[Finding]]:
    """The number in a cell, as it is shown there, and whether it can be what it says.

    A spreadsheet keeps no final zeros: a number cell gets those that the form shows, up to the decimals that the table
    prints for the row. What was typed as text keeps its digits.
    """
    text = text_of(cell)
    if meant(text) == NOT_SURVEYED:
        return NOT_SURVEYED, []
    missing = row.decimals - decimals(number(text))
    if not isinstance(cell, str) and missing > 0:
        text += ("." if missing == row.decimals else "") + "0" * missing
    beyond = values.beyond_range(row.indicator, number(text), place)
    return text, [values.out_of_range.finding(hit) for hit in beyond]


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
