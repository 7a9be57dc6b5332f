"""YAML text as plain data with places. Only here is YAML parsed and a data file read.

No scalar has a type: `no`, `010`, `1:30` and `12.50` stay the text that is written.
"""

import errno
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source import faults
from gongfu_cli.source.finding import Finding, Place

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the pure-Python parser gives the same events, slower
_BREAK = re.compile(r"\r\n|\r|\n")


class Text(str):
    """A scalar as it is written, with its place; an empty one stands where nothing is written."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place) -> "Text":
        """The text `text`, which stands at `place`."""
        made = super().__new__(cls, text)
        made.place = place
        return made


class Mapping(dict[str, "Node | None"]):
    """Keys and values in the order of the file; of a repeated key, the first. `names` are the keys with places."""

    __slots__ = ("names", "place")

    def __init__(self, values: dict[str, "Node | None"], names: dict[str, Text], place: Place) -> None:
        super().__init__(values)
        self.names, self.place = names, place


class Listing(list["Node | None"]):
    """A list."""

    __slots__ = ("place",)

    def __init__(self, items: Iterable["Node | None"], place: Place) -> None:
        super().__init__(items)
        self.place = place


Node = Text | Mapping | Listing
"""A None where a node could stand is one that a finding has already been made of."""
TAGS = Phrase("类型标签（!）", "tags (!)")
EVERY: Final = None
"""In a route: every value of a mapping, every item of a list."""


def at(node: Node | None, *route: str | int | None) -> Iterator[Node]:
    """The nodes that a route of keys and numbers leads to, `at(root, "indicators", EVERY, "id")`; none where there is
    nothing of that shape."""
    if node is None:
        return
    if not route:
        yield node
        return
    step, *rest = route
    if isinstance(node, Mapping):
        inner = list(node.values()) if step is EVERY else [node.get(step)] if isinstance(step, str) else []
    elif isinstance(node, Listing):
        inner = list(node) if step is EVERY else node[step : step + 1] if isinstance(step, int) else []
    else:
        return
    for value in inner:
        yield from at(value, *rest)


class Entry(NamedTuple):
    """A key and what stands behind it."""

    key: Text
    value: Node | None


def entries(node: Node | None, *route: str | int | None) -> Iterator[Entry]:
    """The entries of the mappings that a route leads to."""
    for block in at(node, *route):
        if isinstance(block, Mapping):
            yield from (Entry(block.names[name], value) for name, value in block.items())


def head(node: Node) -> Place:
    """A place to point at: a block of lines is shown by its first key or item."""
    if isinstance(node, Mapping) and node:
        return next(iter(node.names.values())).place
    if isinstance(node, Listing) and node and node.place.column == node.place.end_column:
        return head(node[0]) if node[0] is not None else node.place
    return node.place


class Source:
    """A file that was read: its name as it was reached, its text, its data and the faults of family GF0; `blocks` are
    the lines of texts that run over several lines, in which nothing is a comment."""

    def __init__(self, file: str, text: str = "", findings: Iterable[Finding] = ()) -> None:
        self.file, self.text = file, text
        self.root: Node | None = None
        self.findings = list(findings)
        self.blocks: set[int] = set()

    @property
    def lines(self) -> list[str]:
        """The lines as YAML counts them."""
        return _BREAK.split(self.text)


def line_starts(text: str) -> list[int]:
    """The offset of the first character of each line, as YAML counts lines."""
    return [0, *(found.end() for found in _BREAK.finditer(text))]


def read(path: Path, file: str) -> Source:
    """Read and parse `path`, calling it `file`. Whatever is wrong with it is among the findings; nothing is raised."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(faults.MAX_BYTES + 1)
    except OSError as error:
        return Source(file, findings=faults.unreadable_file(file, _why(error)))
    if len(raw) > faults.MAX_BYTES:
        what = Phrase("文件大于 16 MiB，不是这里的数据文件", "larger than 16 MiB: this is not a data file")
        return Source(file, findings=faults.too_big(Place(file, 1, 1, 1, 1), what))
    return parse(raw, file)


def _why(error: OSError) -> Phrase:
    if isinstance(error, IsADirectoryError):
        return Phrase("这是一个文件夹，不是文件", "this is a folder, not a file")
    if isinstance(error, FileNotFoundError):
        return Phrase("没有这个文件", "there is no such file")
    if isinstance(error, PermissionError):
        return Phrase("没有读取这个文件的权限", "no permission to read this file")
    if error.errno == errno.ELOOP:
        return Phrase("符号链接绕成了圈", "a loop of symbolic links")
    return Phrase("文件读不出来", "the file cannot be read").then(Phrase(*[f"({os.strerror(error.errno or 0)})"] * 2))


def parse(raw: bytes, file: str) -> Source:
    """The data in `raw`, with the faults of family GF0 as findings; a file with such a fault may have no root."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return Source(file, findings=faults.not_utf8(file, raw))
    if "\0" in text and faults.encoding_of(raw) == "UTF-16":
        return Source(file, findings=faults.not_utf8(file, raw))
    source = Source(file, text)
    clean = text
    if faults.ODD.search(text):
        lines = source.lines
        source.findings += faults.odd_character(faults.odd_places(file, lines))
        if any(faults.ODD.search(line[: len(line) - len(line.lstrip())].lstrip("\ufeff")) for line in lines):
            return source  # what the indent was meant to be cannot be known
        clean = faults.ODD.sub(" ", text.removeprefix("\ufeff"))  # one for one: the places stay right
    shift = len(text) > len(clean)  # the BOM stands before the first line's first column
    try:
        builder = _Builder(file, clean, int(shift), source.findings)
        source.blocks = builder.blocks
        source.root = builder.build()
    except yaml.YAMLError as error:
        if all(each.fix == "" for each in source.findings):  # any but the BOM may be what broke it
            source.findings += _broken(error, source, int(shift))
    return source


def _broken(error: yaml.YAMLError, source: Source, shift: int) -> list[Finding]:
    """What is said of a file that cannot be parsed, at a place that is in the file."""
    lines = source.lines

    def at(mark: yaml.Mark | None) -> tuple[int, int] | None:
        if mark is None:
            return None
        line, column = mark.line, mark.column + (shift if mark.line == 0 else 0)
        if line < len(lines) and lines[line].strip():
            return line, min(column, len(lines[line]))
        line = max((n for n, text in enumerate(lines[: line + 1]) if text.strip()), default=0)
        return line, len(lines[line])

    line, column = at(getattr(error, "problem_mark", None)) or (0, 0)
    opened = at(getattr(error, "context_mark", None))
    if "tag" in (getattr(error, "context", None) or "") and opened:
        start, end = opened[1] + 1, opened[1] + 1 + len(lines[opened[0]][opened[1] :].split(" ")[0])
        return faults.yaml_feature(Place(source.file, opened[0] + 1, start, opened[0] + 1, end), TAGS)
    problem = getattr(error, "problem", None) or ""
    stumble = faults.Stumble(problem, line, column, opened)
    return faults.yaml_syntax(source.file, lines, stumble)


def _goes_on(number: Text, key: Text, value: Node | None) -> bool:
    """Whether a key without a value is the second half of a number with a thousands comma, `{2022: 12,500}`."""
    return (
        isinstance(value, Text)
        and not value
        and re.fullmatch(r".*?[0-9]{1,3}(,[0-9]{3})*", number) is not None
        and re.fullmatch(r"[0-9]{3}(\.[0-9]+)?", key) is not None
        and (number.place.end_line, number.place.end_column + 1) == (key.place.line, key.place.column)
    )


class _TooDeep(yaml.YAMLError):
    """Raised to leave the parser; the finding is already made."""


class _Builder:
    """Nodes from the parser's events. Events, because only they tell where an alias or a tag stands, and because no
    depth of nesting and no tree of aliases costs anything before it is refused."""

    def __init__(self, file: str, text: str, shift: int, findings: list[Finding]) -> None:
        self.file, self.text, self.shift, self.findings = file, text, shift, findings
        self.blocks: set[int] = set()
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None
        first = self.shift if start.line == 0 else 0
        last = self.shift if end.line == 0 else 0
        return Place(self.file, start.line + 1, start.column + 1 + first, end.line + 1, end.column + 1 + last)

    def refuse(self, event: yaml.Event, pattern: str, feature: Phrase) -> None:
        place = self.place(event)
        assert event.start_mark is not None
        found = re.match(pattern, self.text[event.start_mark.index :])
        self.findings += faults.yaml_feature(place.part(0, found.end() if found else 1), feature)

    def build(self) -> Node | None:
        """The root of the one document, or None."""
        root: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    feature = Phrase("多个文档（---）", "several documents in one file (---)")
                    self.refuse(event, "---|", feature)
                    return None
                root = self.node(next(self.events), 1)
        if documents == 0 or (isinstance(root, Text) and not root and not root.place.column > 1):
            self.findings += faults.empty_file(self.file)
            return None
        return root

    def node(self, event: yaml.Event, depth: int) -> Node | None:
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, r"\*\S*", Phrase("引用（*）", "aliases (*)"))
            return None
        if depth > faults.MAX_DEPTH:
            what = Phrase(f"嵌套超过 {faults.MAX_DEPTH} 层", f"nested deeper than {faults.MAX_DEPTH} levels")
            self.findings += faults.too_big(self.place(event), what)
            raise _TooDeep
        assert isinstance(event, yaml.NodeEvent)
        if event.anchor is not None:
            self.refuse(event, r"(![^\s]*\s+)?&\S*", Phrase("锚点（&）", "anchors (&)"))
        if getattr(event, "tag", None) is not None:
            self.refuse(event, r"(&\S*\s+)?!\S*", TAGS)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node | None] = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(inner, depth + 1))
            return Listing(items, self.place(event).to(self.place(inner)) if event.flow_style else self.place(event))
        return self.mapping(event, depth)

    def scalar(self, event: yaml.ScalarEvent) -> Text | None:
        place = self.place(event)
        if event.style in ("|", ">"):
            lines = _BREAK.split(self.text)
            if not event.value.strip() or not re.match(r"[|>][+-]?\s*(#|$)", lines[place.line - 1][place.column - 1 :]):
                # a bound without its quotes, `>5`, of which YAML makes a block of text
                stumble = faults.Stumble("block", place.line - 1, place.column - 1)
                self.findings += faults.yaml_syntax(self.file, lines, stumble)
                return None
            self.blocks.update(range(place.line + 1, place.end_line))
        if event.style == '"' and (odd := faults.ODD.search(event.value)):
            self.findings += faults.odd_character([(place, odd.group())])
        return Text(event.value, place)

    def mapping(self, event: yaml.Event, depth: int) -> Mapping:
        values: dict[str, Node | None] = {}
        names: dict[str, Text] = {}
        owner, number = None, None  # the key and the value just read: the value may be the first half of a number
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key = self.node(inner, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Text):
                if key is not None:
                    feature = Phrase("复合键", "lists or mappings as keys")
                    self.findings += faults.yaml_feature(key.place, feature)
            elif key == "<<":
                self.findings += faults.yaml_feature(key.place, Phrase("合并键（<<）", "merge keys (<<)"))
            elif number is not None and _goes_on(number, key, value):
                number = Text(f"{number},{key}", number.place.to(key.place))
                if owner is not None:
                    values[owner] = number
                continue
            elif key in names:
                self.findings += faults.repeated_key(key, names[key].place, key.place)
            else:
                values[key], names[key] = value, key
            owner = key if isinstance(key, Text) and names.get(key) is key else None
            number = value if isinstance(value, Text) else None
        return Mapping(values, names, self.place(event))
