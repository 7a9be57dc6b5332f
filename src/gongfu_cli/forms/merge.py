"""Filed values into an actuals file: as if they were written, and into its text, of which only what changes is
touched; the result is read back."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Actuals
from gongfu_cli.book.period import Period, month_of, year_of
from gongfu_cli.book.row import read_row
from gongfu_cli.book.scalars import VALUE
from gongfu_cli.forms.form import DEFAULT_STATUS, FIELDS, filed
from gongfu_cli.source.finding import Place
from gongfu_cli.source.nodes import Entry, Mark, Node, Text, entries
from gongfu_cli.source.nodes import Mapping as Block
from gongfu_cli.source.reading import parse
from gongfu_cli.source.text import BREAK, line_starts, lines_of
from gongfu_cli.source.writing import scalar, tidy

Filing = Mapping[str, Mapping[str, str]]
"""Texts by field, by indicator id. A field that is not there says nothing; it deletes nothing."""
Placed = Mapping[str, Mapping[str, Text]]
"""Likewise, each with the cell of a form as its place."""
_START: Final = Place.top("")


def with_filing(book: Book, period: Period, filing: Placed) -> Book:
    """The book with what was filed for a period, as if it were written. What changes stands at its cell, so that a
    finding about it points there; what stays the same stands where it stood."""
    before = book.actuals.get(period)
    begun = {"year": year_of(period), "month": month_of(period) or "", "status": DEFAULT_STATUS}
    fields = _fields(before.node) if before else {name: Text(str(text), _START) for name, text in begun.items()}
    rows: dict[str, Node | None] = {id: row.node for id, row in before.values.items()} if before else {}
    for id, new in _differing(before, filing).items():
        had = rows.get(id)
        rows[id] = _block((_fields(had) if had is not None else {}) | {name: filing[id][name] for name in new})
    row, findings = read_row(Actuals, _block({**fields, "values": _block(rows)}))
    assert row is not None, findings
    return book.with_actuals({**book.actuals, period: row})


def _fields(node: Node) -> dict[str, Node | None]:
    """What is written of a row, by field."""
    return dict(node) if isinstance(node, Block) else {"value": node}


def _block(fields: Mapping[str, Node | None]) -> Block:
    """Some fields as a mapping of a file, each key where its value stands."""
    marks: dict[str, Mark] = {name: _START if node is None else node.place for name, node in fields.items()}
    return Block(dict(fields), marks, _START)


def _differing(before: Actuals | None, filing: Filing) -> dict[str, dict[str, str]]:
    """What a filing says otherwise than an actuals file."""
    had = before.values if before else {}
    new = {id: changes(filed(had.get(id)), fields) for id, fields in filing.items()}
    return {id: fields for id, fields in new.items() if fields}


def merged(text: str, filing: Filing, names: Mapping[str, str]) -> str:
    """`text`, which must be an actuals file without errors, with what `filing` says in it. `names` are the ids of the
    table in its order; new ones go in by that order, with the name as comment. Raises RuntimeError if the
    result would not read back as what was meant."""
    before = _read(text)
    new = _differing(before, filing)
    in_order = {id: new[id] for id in dict.fromkeys([*names, *new]) if id in new}
    result = _Splices(text, names).written(_by_name(before.node)["values"], in_order)
    after = _read(result)
    expected, found = ({id: filed(actual) for id, actual in each.values.items()} for each in (before, after))
    expected |= {id: expected.get(id, {}) | fields for id, fields in new.items()}
    same = (after.period, after.status, after.source) == (before.period, before.status, before.source)
    if not same or found != expected:
        raise RuntimeError("the changed file does not read back as what was meant")
    return result


def is_sound(raw: bytes) -> bool:
    """Whether these are the bytes of an actuals file without errors, into which something can be filed."""
    return _sound(raw) is not None


def _sound(raw: bytes) -> Actuals | None:
    source = parse(raw, "")
    row, findings = read_row(Actuals, source.root)
    return None if any(finding.severity == "error" for finding in source.findings + findings) else row


def _read(text: str) -> Actuals:
    row = _sound(text.encode())
    if row is None:
        raise RuntimeError("not an actuals file without errors")
    return row


def changes(had: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that say something else than before. Of a number only its value counts: `12.5` changes no `12.50`."""
    new = {name: text for name in FIELDS if (text := tidy(fields.get(name, "")))}
    return {name: text for name, text in new.items() if name not in had or not alike(name, had[name], text)}


def alike(name: str, one: str, other: str) -> bool:
    """Whether two texts of a field say the same."""
    read = VALUE.parse if name == "value" else tidy
    return bool(read(one) == read(other))


def _entry(fields: Mapping[str, str]) -> str:
    """What stands behind an id."""
    return scalar(fields["value"]) if set(fields) == {"value"} else f"{{{_pairs(fields)}}}"


def _pairs(fields: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {scalar(text)}" for name, text in fields.items())


def _by_name(node: Node | None) -> dict[str, Entry]:
    return {entry.key: entry for entry in entries(node)}


class _Splices:
    """Changes to a text, by the places that its source gives. `names` are those of the rows, by id."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self.text, self.names = text, names
        self.starts = line_starts(text)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.edits: list[tuple[int, int, str]] = []

    def written(self, values: Entry, wanted: Filing) -> str:
        """The text with other fields of some ids among its values."""
        present = _by_name(values.value)
        new: dict[int, dict[str, str]] = {}  # what goes in after an entry (-1: before the first), by its number
        for id, fields in wanted.items():
            if id in present:
                self.change(present[id], fields)
            else:
                position = _place_after(id, list(present), list(self.names))
                new.setdefault(position, {})[id] = f"{scalar(id)}: {_entry(fields)}"
        for position, pairs in new.items():
            if isinstance(values.value, Block) and self.is_flow(values.value):
                self.add_pairs(values.value, position, ", ".join(pairs.values()))
            else:
                self.add_lines(values, position, pairs)
        parts, done = [], 0
        for start, end, replacement in sorted(self.edits, key=lambda edit: edit[:2]):
            parts += [self.text[done:start], replacement]
            done = end
        return "".join([*parts, self.text[done:]])

    # where things are

    def match(self, pattern: str, offset: int) -> re.Match[str] | None:
        return re.compile(pattern).match(self.text, offset)

    def start(self, place: Place) -> int:
        return self.starts[place.line - 1] + place.column - 1

    def stop(self, place: Place) -> int:
        return self.starts[place.end_line - 1] + place.end_column - 1

    def span(self, entry: Entry) -> tuple[int, int]:
        """From where to where the scalar behind a key stands; behind the colon, where nothing does."""
        assert isinstance(entry.value, Text)
        start, end = self.start(entry.value.place), self.stop(entry.value.place)
        if start < end:
            return start, start + len(self.text[start:end].rstrip())  # the end of a block of text is on a later line
        key = self.stop(entry.key.place)
        colon = self.match(r"\s*:", key)
        return (colon.end(), colon.end()) if colon else (key, key)

    def is_flow(self, node: Node | None) -> bool:
        return node is not None and self.text.startswith("{", self.start(node.place))

    def end(self, entry: Entry) -> int:
        """Where what stands behind a key ends."""
        if isinstance(entry.value, Text):
            return self.span(entry)[1]
        assert isinstance(entry.value, Block)
        inner = list(entries(entry.value))
        last = self.end(inner[-1]) if inner else self.start(entry.value.place) + 1
        closing = self.match(r"(?:\s|,|#[^\r\n]*)*\}", last) if self.is_flow(entry.value) else None
        return closing.end() if closing else last

    def block_end(self, entry: Entry) -> int | None:
        """Where the lines of a block of text end with which an entry does, blank ones included: they may belong to
        it."""
        node = entry.value
        while isinstance(node, Block) and node and not self.is_flow(node):
            node = list(node.values())[-1]
        is_block = isinstance(node, Text) and self.text.startswith(("|", ">"), self.start(node.place))
        return self.stop(node.place) if node is not None and is_block else None

    # what changes

    def insert(self, offset: int, text: str) -> None:
        self.edits.append((offset, offset, text))

    def change(self, entry: Entry, fields: Mapping[str, str]) -> None:
        """Fields of an id that is there."""
        node = entry.value
        if isinstance(node, Text):
            self.replace(entry, _entry(({"value": str(node)} if node else {}) | dict(fields)))
            return
        assert isinstance(node, Block)
        present = _by_name(node)
        more = {name: text for name, text in fields.items() if name not in present}
        for name in fields.keys() - more.keys():
            self.replace(present[name], scalar(fields[name]))
        if more and self.is_flow(node):
            self.add_pairs(node, len(present) - 1, _pairs(more))
            return
        indent = self.newline + " " * (node.place.column - 1)
        for name, text in more.items():
            self.insert(self.start(node.place), f"{name}: {scalar(text)}{indent}")

    def replace(self, entry: Entry, new: str) -> None:
        """The scalar behind a key; a comment behind it keeps its column where there is room."""
        start, end = self.span(entry)
        if start == end:
            new = f" {new}" if self.text[start - 1] == ":" else f"{self.before_colon(entry)}: {new}"
        gap = self.match(" +(?=#)", end)
        if gap:
            room = len(gap.group()) - (len(new) - (end - start))
            new, end = new + " " * max(2, room), gap.end()
        self.edits.append((start, end, new))

    def before_colon(self, entry: Entry) -> str:
        """What has to stand between a key and its colon: nothing, or a new line, behind a key written `? key`."""
        before = self.text[: self.start(entry.key.place)].rstrip()
        return f"{self.newline}{' ' * len(lines_of(before[:-1])[-1])}" if before.endswith("?") else ""

    def add_pairs(self, block: Block, position: int, pairs: str) -> None:
        """New entries between braces, after the entry of that number, or before the first."""
        present = list(entries(block))
        if position >= 0:
            self.insert(self.end(present[position]), f", {pairs}")
        else:
            self.insert(self.start(block.place) + 1, pairs + ", " * bool(present))

    def add_lines(self, values: Entry, position: int, pairs: Mapping[str, str]) -> None:
        """New ids on lines of their own, with their names, after the entry of that number, or before the first."""
        present = list(entries(values.value))
        indent = " " * (values.value.place.column - 1 if present and values.value is not None else 2)
        comments = {id: f"  # {tidy(self.names[id])}" if self.names.get(id) else "" for id in pairs}
        lines = [f"{indent}{pair}{comments[id]}" for id, pair in pairs.items()]
        at = self.block_end(present[position]) if position >= 0 else None
        if at is not None and self.text[at - 1] not in "\r\n":
            at, position = None, position - 1  # a line break at its end would become part of the text
        if at is None and present and position < 0:
            first = present[0].key.place.line
            while first > 1 and self.text[self.starts[first - 2] :].lstrip(" \t").startswith("#"):
                first -= 1  # a comment belongs to the line below it
            at = self.starts[first - 1]
        if at is not None:
            self.insert(at, "".join(line + self.newline for line in lines))
            return
        line_end = BREAK.search(self.text, self.end(present[position] if present else values))
        self.insert(line_end.start() if line_end else len(self.text), "".join(self.newline + line for line in lines))


def _place_after(id: str, present: Sequence[str], order: Sequence[str]) -> int:
    """The number of the entry that a new id goes in after: the one before it in the table that is there."""
    before = [known for known in order[: order.index(id)] if known in present] if id in order else present
    return present.index(before[-1]) if before else -1
