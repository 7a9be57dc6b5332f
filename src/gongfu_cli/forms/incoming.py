"""What comes in, before anything is written: the book as it would be, and what the check rules find new in it."""

from collections.abc import Mapping
from typing import Final

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Actuals
from gongfu_cli.book.period import Period, month_of, year_of
from gongfu_cli.book.row import read_row
from gongfu_cli.checks import filing, values
from gongfu_cli.forms.form import DEFAULT_STATUS, filed
from gongfu_cli.forms.merge import changes
from gongfu_cli.source.finding import Finding, Place
from gongfu_cli.source.nodes import Mapping as Block
from gongfu_cli.source.nodes import Mark, Node, Text

Filing = Mapping[str, Mapping[str, Text]]
"""What forms say: texts by field, by indicator id, each with its cell as its place."""
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


def with_filing(book: Book, period: Period, filing: Filing) -> Book:
    """The book with what was filed for a period, as if it were written. What changes stands at its cell, so that a
    finding about it points there; what stays the same stands where it stood."""
    before = book.actuals.get(period)
    start = Place.top("")
    fields: dict[str, Node | None] = {"year": Text(str(year_of(period)), start), "status": Text(DEFAULT_STATUS, start)}
    if month := month_of(period):
        fields["month"] = Text(str(month), start)
    if before:
        fields = _fields(before.node)
    rows: dict[str, Node | None] = {id: row.node for id, row in before.values.items()} if before else {}
    for id, texts in filing.items():
        had = book.filed(id, period).actual
        new = {name: texts[name] for name in changes(filed(had), texts)}
        if new:
            rows[id] = _block((_fields(had.node) if had else {}) | new)
    row, findings = read_row(Actuals, _block({**fields, "values": _block(rows)}))
    assert row is not None, findings
    return book.with_actuals({**book.actuals, period: row})


def _fields(node: Block | Text) -> dict[str, Node | None]:
    """What is written of a row, by field."""
    return {"value": node} if isinstance(node, Text) else dict(node)


def _block(fields: Mapping[str, Node | None]) -> Block:
    """Some fields as a mapping of a file, each key where its value stands."""
    start = Place.top("")
    marks: dict[str, Mark] = {name: node.place if node is not None else start for name, node in fields.items()}
    return Block(dict(fields), marks, start)


def doubts(book: Book, merged: Book) -> list[Finding]:
    """What the check rules find in a book with filings that they do not find without them, by file and cell."""
    known = {finding for rule in _RULES for finding in rule(book)}
    new = [finding for rule in _RULES for finding in rule(merged) if finding not in known]
    return sorted(new, key=lambda finding: (finding.place.file.rpartition("!")[0], finding.place[1:]))
