"""Filed values into the text of an actuals file: only what changes is touched, and the result is read back."""

import re
from collections.abc import Iterable, Mapping

from gongfu_cli.book.model import Actuals
from gongfu_cli.book.reader import read_row
from gongfu_cli.forms.form import FIELDS, filed, meant
from gongfu_cli.source.finding import Place
from gongfu_cli.source.nodes import Entry, Node, Text, line_starts, parse
from gongfu_cli.source.nodes import Mapping as Block
from gongfu_cli.source.writing import scalar, tidy

Filing = Mapping[str, Mapping[str, str]]
"""Texts by field, by indicator id. A field that is not there says nothing; it deletes nothing."""

_BREAK = re.compile(r"\r\n|\r|\n")


def merged(text: str, filing: Filing, names: Mapping[str, str]) -> str:
    """`text`, which must be an actuals file without errors, with what `filing` says in it. `names` are the ids of the
    table in its order; new ones go in by that order, with the name as comment. Raises RuntimeError if the
    result would not read back as what was meant."""
    before = _read(text)
    wanted = {id: _changes(filed(before.values.get(id)), fields) for id, fields in filing.items()}
    wanted = {id: wanted[id] for id in dict.fromkeys([*names, *wanted]) if wanted.get(id)}
    result = _Splices(text).written(wanted, names)
    after = _read(result)
    expected = {id: filed(actual) for id, actual in before.values.items()}
    expected |= {id: expected.get(id, {}) | fields for id, fields in wanted.items()}
    same = (after.year, after.status, after.source) == (before.year, before.status, before.source)
    if not same or {id: filed(actual) for id, actual in after.values.items()} != expected:
        raise RuntimeError("the changed file does not read back as what was meant")
    return result


def _read(text: str) -> Actuals:
    source = parse(text.encode(), "")
    row, findings = read_row(Actuals, source.root)
    if row is None or any(each.severity == "error" for each in source.findings + findings):
        raise RuntimeError("not an actuals file without errors")
    return row


def _changes(had: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that say something else than before. Of a number only its value counts: `12.5` changes no `12.50`."""
    new = {name: text for name in FIELDS if (text := tidy(fields.get(name, "")))}
    return {name: text for name, text in new.items() if name not in had or not _alike(name, had[name], text)}


def _alike(name: str, one: str, other: str) -> bool:
    return meant(one) == meant(other) if name == "value" else tidy(one) == tidy(other)


def _entry(fields: Mapping[str, str]) -> str:
    """What stands behind an id."""
    if set(fields) == {"value"}:
        return scalar(fields["value"])
    return f"{{{_pairs(fields)}}}"


def _pairs(fields: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {scalar(fields[name])}" for name in FIELDS if name in fields)


class _Splices:
    """Changes to a text, by the places that its source gives."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = line_starts(text)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.edits: list[tuple[int, int, str]] = []

    def written(self, wanted: Filing, names: Mapping[str, str]) -> str:
        root = parse(self.text.encode(), "").root
        assert isinstance(root, Block)
        values = root.entries["values"]
        new: dict[int, list[str]] = {}  # what goes in after an entry (-1: before the first), by its number
        entries = values.value.entries if isinstance(values.value, Block) else {}
        for id, fields in wanted.items():
            if id in entries:
                self.change(entries[id], fields)
            else:
                new.setdefault(self.after(id, list(entries), list(names)), []).append(id)
        for position, ids in new.items():
            self.insert(values, position, [(id, _entry(wanted[id]), names.get(id, "")) for id in ids])
        parts, at = [], 0
        for start, end, replacement in sorted(self.edits, key=lambda edit: edit[:2]):
            parts += [self.text[at:start], replacement]
            at = end
        return "".join([*parts, self.text[at:]])

    def after(self, id: str, present: list[str], order: list[str]) -> int:
        """The number of the entry that a new id goes in after: the one before it in the table that is there."""
        before = [other for other in order[: order.index(id)] if other in present] if id in order else present
        return present.index(before[-1]) if before else -1

    # where things are

    def offset(self, place: Place, end: bool = False) -> int:
        line, column = (place.end_line, place.end_column) if end else (place.line, place.column)
        return self.starts[line - 1] + column - 1

    def span(self, entry: Entry) -> tuple[int, int]:
        """From where to where the scalar behind a key stands; at the colon, where nothing does."""
        assert isinstance(entry.value, Text)
        start, end = self.offset(entry.value.place), self.offset(entry.value.place, end=True)
        if start == end:
            key = self.offset(entry.key.place, end=True)
            colon = re.compile(r"\s*:").match(self.text, key)
            return (colon.end(), colon.end()) if colon else (key, key)
        return start, start + len(self.text[start:end].rstrip())  # the end of a block of text is on a later line

    def is_flow(self, node: Node | None) -> bool:
        return node is not None and self.text.startswith("{", self.offset(node.place))

    def end(self, entry: Entry) -> int:
        """Where what stands behind a key ends."""
        if isinstance(entry.value, Text):
            return self.span(entry)[1]
        assert isinstance(entry.value, Block)
        inner = list(entry.value.entries.values())
        last = self.end(inner[-1]) if inner else self.offset(entry.value.place) + 1
        if not self.is_flow(entry.value):
            return last
        closing = re.compile(r"(?:\s|,|#[^\r\n]*)*\}").match(self.text, last)
        assert closing
        return closing.end()

    def line_end(self, offset: int) -> int:
        found = _BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    # what changes

    def change(self, entry: Entry, fields: Mapping[str, str]) -> None:
        """Fields of an id that is there."""
        node = entry.value
        if isinstance(node, Text):
            self.replace(entry, _entry(({"value": node.text} if node.text else {}) | dict(fields)))
            return
        assert isinstance(node, Block)
        for name in fields:
            if name in node.entries:
                self.replace(node.entries[name], scalar(fields[name]))
        more = _pairs({name: text for name, text in fields.items() if name not in node.entries})
        if not more:
            return
        if not node.entries:
            self.edits.append((self.offset(node.place) + 1, self.offset(node.place) + 1, more))
        elif self.is_flow(node):
            at = self.end(list(node.entries.values())[-1])
            self.edits.append((at, at, f", {more}"))
        else:
            first = next(iter(node.entries.values())).key.place
            for name in FIELDS:
                if name in fields and name not in node.entries:
                    line = f"{name}: {scalar(fields[name])}{self.newline}{' ' * (first.column - 1)}"
                    self.edits.append((self.offset(first), self.offset(first), line))

    def replace(self, entry: Entry, new: str) -> None:
        """The scalar behind a key; a comment behind it keeps its column where there is room."""
        start, end = self.span(entry)
        if start == end:
            new = f" {new}" if self.text[start - 1] == ":" else f": {new}"
        gap = re.compile(r" +(?=#)").match(self.text, end)
        if gap:
            room = len(gap.group()) - (len(new) - (end - start))
            new, end = new + " " * max(2, room), gap.end()
        self.edits.append((start, end, new))

    def insert(self, values: Entry, position: int, new: Iterable[tuple[str, str, str]]) -> None:
        """New ids after the entry of that number, or before the first."""
        block = values.value
        entries = list(block.entries.values()) if isinstance(block, Block) else []
        if self.is_flow(block):
            pairs = ", ".join(f"{scalar(id)}: {entry}" for id, entry, _ in new)
            if position >= 0:
                at, pairs = self.end(entries[position]), f", {pairs}"
            elif entries:
                at, pairs = self.offset(entries[0].key.place), f"{pairs}, "
            else:
                at = self.offset(block.place) + 1 if block else 0
            self.edits.append((at, at, pairs))
            return
        indent = " " * (entries[0].key.place.column - 1 if entries else 2)
        lines = [f"{indent}{scalar(id)}: {entry}" + (f"  # {tidy(name)}" if name else "") for id, entry, name in new]
        if entries and position < 0:
            first = entries[0].key.place.line
            while first > 1 and self.text[self.starts[first - 2] :].lstrip(" \t").startswith("#"):
                first -= 1  # a comment belongs to the line below it
            at = self.starts[first - 1]
            self.edits.append((at, at, "".join(line + self.newline for line in lines)))
        else:
            at = self.line_end(self.end(entries[position]) if entries else self.span(values)[1])
            self.edits.append((at, at, "".join(self.newline + line for line in lines)))
