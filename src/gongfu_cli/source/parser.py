"""Nodes from the events of the YAML parser, with the faults of what it cannot read. Only here is YAML parsed.

Events, because only they tell where an alias or a tag stands, and because no depth of nesting and no tree of aliases
costs anything before it is refused.
"""

import re
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import yaml

from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source import faults
from gongfu_cli.source.finding import Finding, Place
from gongfu_cli.source.nodes import OFFSET, Layout, Listing, Mapping, Node, Text
from gongfu_cli.source.syntax import Stumble
from gongfu_cli.source.text import ODD, lines_of

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the pure-Python parser gives the same events, slower
_CONTROL = re.compile(r"[tnr][0-9A-Fa-f]*|[xuU]0*[9AaDd]")
"""What stands behind the backslash of an escape for a tab or a line break."""
_DEEP = Phrase(f"嵌套超过 {faults.MAX_DEPTH} 层", f"nested deeper than {faults.MAX_DEPTH} levels")
_TAGS = Phrase("类型标签（!）", "tags (!)")


class _TooDeep(yaml.YAMLError):
    """Raised to leave the parser; the finding is already made."""


class Parser:
    """The data in the text of a file, whose first line is shifted by so many columns. What is wrong with it goes to
    `findings`, the lines of texts that run over several lines to `blocks`."""

    def __init__(self, file: str, text: str, shift: int, findings: list[Finding]) -> None:
        self.file, self.text, self.findings = file, text, findings
        self.layout = Layout(file, text, shift)
        self.blocks: set[int] = set()

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return lines_of(self.text)

    def place(self, event: yaml.Event) -> Place:
        """Where an event stands."""
        return self.layout.place(_mark(event))

    def refuse(self, event: yaml.Event, pattern: str, feature: Phrase) -> None:
        """GF005 for a feature, at what the pattern's group matches in the text of an event, perhaps on a later line."""
        mark, place = event.start_mark, self.place(event)
        assert mark is not None
        found = re.compile(pattern).match(self.text, mark.index)
        start, end = found.span(1) if found else (mark.index, mark.index + 1)
        *above, before = lines_of(self.text[mark.index : start])
        column = len(before) + (0 if above else place.column - 1)
        place = Place.on_line(self.file, mark.line + len(above), column, column + end - start)
        self.findings += faults.yaml_feature(place, feature)

    def root(self) -> Node | None:
        """The root of the one document, or None. Raises YAMLError where the text is not YAML or nested too deep."""
        root: Node | None = None
        documents = 0
        self.next: Callable[[], yaml.Event] = _LOADER(self.text).get_event
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "(---|)", Phrase("多个文档（---）", "several documents in one file (---)"))
                    return None
                root = self.node(self.next(), 1)
        if documents == 0 or (isinstance(root, Text) and not root and not root.place.column > 1):
            self.findings += faults.empty_file(self.file)
            return None
        return root

    def node(self, event: yaml.Event, depth: int) -> Node | None:
        """What begins with an event; None where a finding is made of it."""
        if isinstance(event, yaml.ScalarEvent) and depth <= faults.MAX_DEPTH and event.anchor is event.tag is None:
            if event.style:
                return self.styled(event)
            text = str.__new__(Text, event.value)  # nearly all are of this kind: the constructor would take longer
            text.mark, text.layout = _mark(event), self.layout
            return text
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, r"(\*\S*)", Phrase("引用（*）", "aliases (*)"))
            return None
        if depth > faults.MAX_DEPTH:
            self.findings += faults.too_big(self.place(event), _DEEP)
            raise _TooDeep
        assert isinstance(event, yaml.NodeEvent)
        if event.anchor is not None:
            self.refuse(event, r"(?:!\S*\s+)?(&\S*)", Phrase("锚点（&）", "anchors (&)"))
        if getattr(event, "tag", None) is not None:
            self.refuse(event, r"(?:&\S*\s+)?(!\S*)", _TAGS)
        if isinstance(event, yaml.ScalarEvent):
            return self.styled(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node | None] = []
            while not isinstance(inner := self.next(), yaml.SequenceEndEvent):
                items.append(self.node(inner, depth + 1))
            return Listing(items, _mark(event, inner if event.flow_style else event), self.layout)
        return self.mapping(event, depth)

    def styled(self, event: yaml.ScalarEvent) -> Text | None:
        """A single value, which may be in quotes or a block of text; None for a bound without its quotes, `>5`, of
        which YAML makes a block."""
        if event.style:
            place, lines = self.place(event), self.lines
            if event.style in ("|", ">") and not (
                event.value.strip() and re.match(r"[|>][+-]?\s*(#|$)", lines[place.line - 1][place.column - 1 :])
            ):
                stumble = Stumble(self.file, lines, "block", place.line - 1, place.column - 1)
                self.findings += faults.yaml_syntax(stumble)
                return None
            if place.end_line > place.line:  # the last line too, unless a comment follows
                is_whole = place.end_column > 1 and "#" not in lines[place.end_line - 1][place.end_column - 1 :]
                self.blocks.update(range(place.line + 1, place.end_line + is_whole))
            if event.style == '"' and (odd := ODD.search(event.value) or self._escaped_control(event)):
                self.findings += faults.odd_character([(place, odd.group())])
        return Text(event.value, _mark(event), self.layout)

    def _escaped_control(self, event: yaml.ScalarEvent) -> re.Match[str] | None:
        """A tab or a line break in a text in double quotes, where it is written as an escape."""
        assert event.start_mark is not None and event.end_mark is not None
        written = self.text[event.start_mark.index : event.end_mark.index]
        escapes = re.findall(r"\\(.[0-9A-Fa-f]*)", written)
        return re.search(r"[\t\n\r]", event.value) if any(map(_CONTROL.fullmatch, escapes)) else None

    def mapping(self, event: yaml.Event, depth: int) -> Mapping:
        """The entries up to the end of a mapping; of a key that is given twice, the first."""
        made = Mapping({}, {}, _mark(event), self.layout)
        owner, number = None, None  # the key and the value just read: the value may be the first half of a number
        while not isinstance(inner := self.next(), yaml.MappingEndEvent):
            key = self.node(inner, depth + 1)
            value = self.node(self.next(), depth + 1)
            if number is not None and value == "" and isinstance(key, Text) and _goes_on(number, key):
                number = Text(f"{number},{key}", number.place.to(key.place))
                if owner is not None:
                    made[owner] = number
                continue
            owner, number = None, value if isinstance(value, Text) else None
            if not isinstance(key, Text):
                if key is not None:
                    feature = Phrase("复合键", "lists or mappings as keys")
                    self.findings += faults.yaml_feature(key.place, feature)
                continue
            name = sys.intern(str(key))  # the same few names, and the same ids in every file
            if name == "<<":
                self.findings += faults.yaml_feature(key.place, Phrase("合并键（<<）", "merge keys (<<)"))
            elif name in made:
                self.findings += faults.repeated_key(name, made.key(name).place, key.place)
            else:
                owner, made[name], made.marks[name] = name, value, key.mark
        return made


def _mark(event: Any, last: Any = None) -> int:
    """Where an event of the parser stands, or what begins with it and ends with another."""
    mark: int = event.start_mark.index << OFFSET | (last or event).end_mark.index
    return mark


def _goes_on(number: Text, key: Text) -> bool:
    """Whether a key without a value is the second half of a number with a thousands comma, `{2022: 12,500}`."""
    return (
        re.fullmatch(r".*?[0-9]{1,3}(,[0-9]{3})*", number) is not None
        and re.fullmatch(r"[0-9]{3}(\.[0-9]+)?", key) is not None
        and (number.place.end_line, number.place.end_column + 1) == (key.place.line, key.place.column)
    )


def fault_of(error: yaml.YAMLError, file: str, lines: Sequence[str], shift: int) -> list[Finding]:
    """What is said of a file that cannot be parsed, at a place that is in the file."""

    def position(mark: yaml.Mark | None) -> tuple[int, int] | None:
        if mark is None:
            return None
        line, column = mark.line, mark.column + (shift if mark.line == 0 else 0)
        if line < len(lines) and lines[line].strip():
            return line, min(column, len(lines[line]))
        line = max((n for n, text in enumerate(lines[: line + 1]) if text.strip()), default=0)
        return line, len(lines[line])

    opened = position(getattr(error, "context_mark", None))
    if "tag" in (getattr(error, "context", None) or "") and opened:
        line, start = opened
        word = lines[line][start:].split(" ")[0]
        return faults.yaml_feature(Place.on_line(file, line, start, start + len(word)), _TAGS)
    line, column = position(getattr(error, "problem_mark", None)) or (0, 0)
    problem = getattr(error, "problem", None) or ""
    if "nesting depth" in problem:  # libyaml reads ahead, from 0.2.6 on up to a limit of its own
        return [*faults.too_big(Place.on_line(file, line, column, column + 1), _DEEP)]
    return faults.yaml_syntax(Stumble(file, lines, problem, line, column, opened))
