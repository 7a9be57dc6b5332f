"""Nodes → typed rows, by the models' annotations.

What cannot be read becomes a finding at its place, and the rest of the row is read all the same: its field is None,
whatever its annotation says. So one run shows every fault, and rules can look at what is there; a book is made of
rows without findings only.
"""

from collections.abc import Mapping as Names
from dataclasses import MISSING, fields
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from gongfu_cli.book import faults
from gongfu_cli.book.model import Places, Route, Row
from gongfu_cli.book.scalars import Scalar
from gongfu_cli.language.phrase import Phrase, nearest
from gongfu_cli.source.finding import Finding, Misread, Place
from gongfu_cli.source.nodes import Listing, Mapping, Node, Text

RowType = TypeVar("RowType", bound=Row)

_TEXT = Phrase("一个值", "a single value")
_LIST = Phrase("一个列表", "a list")
_VALUE_OR_MAPPING = Phrase("一个值或若干“名: 值”", "a value or a mapping (name: value)")
_MAPPING = Phrase("若干“名: 值”", "a mapping (name: value)")


class _Unread(Exception):
    """A node that could not be read; the finding is already made."""


def read_row(kind: type[RowType], node: Node | None) -> tuple[RowType | None, list[Finding]]:
    """The row of a kind that a node holds, None where it is no mapping, and every finding made on the way."""
    reader = _Reader()
    try:
        row: RowType | None = reader.row(kind, node)
    except _Unread:
        row = None
    return row, reader.findings


class Shape(NamedTuple):
    """The fields of a kind of row: what each holds, and which have to be there."""

    fields: Names[str, Any]
    required: tuple[str, ...]


_SHAPES: dict[type[Row], Shape] = {}


def shape_of(kind: type[Row]) -> Shape:
    """The fields of a kind of row."""
    if kind not in _SHAPES:
        hints = get_type_hints(kind, include_extras=True)
        named = [each for each in fields(kind) if each.name != "places"]
        _SHAPES[kind] = Shape(
            {each.name: _present(hints[each.name]) for each in named},
            tuple(each.name for each in named if each.default is MISSING),
        )
    return _SHAPES[kind]


def _present(annotation: Any) -> Any:
    """`X` of `X | None`: that a field may be left out is said by its default."""
    if get_origin(annotation) in (Union, UnionType):
        return next(inner for inner in get_args(annotation) if inner is not NoneType)
    return annotation


def scalar_of(annotation: Any) -> Scalar:
    """The kind of scalar that an annotation carries."""
    return next(each for each in annotation.__metadata__ if isinstance(each, Scalar))


def _takes_blank(annotation: Any) -> bool:
    """Whether nothing written is a value of this kind, not a missing one."""
    return get_origin(annotation) is dict or (hasattr(annotation, "__metadata__") and scalar_of(annotation).blank)


class _Reader:
    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def row(self, kind: type[RowType], node: Node | None) -> RowType:
        known, required = shape_of(kind)
        shorthand = getattr(kind, "shorthand", None)
        if shorthand and isinstance(node, Text):
            places = Places(node.place, {}, {(shorthand,): node.place})
            return kind(places=places, **{shorthand: self.scalar(scalar_of(known[shorthand]), node)})
        if not isinstance(node, Mapping):
            raise self.misshapen(node, _VALUE_OR_MAPPING if shorthand else _MAPPING)
        places = Places(_head(node), {}, {})
        values: dict[str, Any] = {}
        settled: set[str | None] = set()  # fields that need no second finding
        for name, entry in node.entries.items():
            if name not in known:
                guess = nearest(name, [each for each in known if each not in node.entries])
                settled.add(guess)
                self.findings += faults.unknown_field(entry.key.place, name, list(known), guess)
                continue
            places.keys[(name,)] = entry.key.place
            if isinstance(entry.value, Text) and not entry.value.text and not _takes_blank(known[name]):
                continue  # as good as not there
            try:
                values[name] = self.value(known[name], entry.value, (name,), places)
            except _Unread:
                settled.add(name)
        for name in required:
            if name not in values and name not in settled:
                self.findings += faults.missing_field(places.key(name), name)
        return kind(places=places, **dict.fromkeys(required) | values)

    def value(self, kind: Any, node: Node | None, route: Route, places: Places) -> Any:
        """A value of an annotated kind; its place goes into `places` under `route`."""
        if node is None:
            raise _Unread
        places.values[route] = node.place
        origin, inner = get_origin(kind), get_args(kind)
        if isinstance(kind, type) and issubclass(kind, Row):
            return self.row(kind, node)
        if origin is dict:
            return self.mapping(inner[0], inner[1], node, route, places)
        if origin is tuple:
            many = inner[-1] is Ellipsis
            return self.listing(inner[:1] if many else inner, many, node, route, places)
        if not isinstance(node, Text):
            raise self.misshapen(node, _TEXT)
        if origin is Literal:
            if node.text in inner:
                return node.text
            self.findings += faults.unknown_word(node.place, node.text, inner)
            raise _Unread
        return self.scalar(scalar_of(kind), node)

    def scalar(self, kind: Scalar, node: Text) -> Any:
        try:
            return kind.parse(node.text)
        except Misread as misread:
            self.findings += kind.refuse(node.place, misread)
            raise _Unread from None

    def mapping(self, key: Any, kind: Any, node: Node, route: Route, places: Places) -> dict[Any, Any]:
        if isinstance(node, Text) and not node.text:
            return {}
        if not isinstance(node, Mapping):
            raise self.misshapen(node, _MAPPING)
        values = {}
        for name, entry in node.entries.items():
            places.keys[(*route, name)] = entry.key.place
            try:
                name_read = self.scalar(scalar_of(key), entry.key)
                values[name_read] = self.value(kind, entry.value, (*route, name), places)
            except _Unread:
                continue
        return values

    def listing(self, kinds: tuple[Any, ...], many: bool, node: Node, route: Route, places: Places) -> tuple[Any, ...]:
        if not isinstance(node, Listing):
            raise self.misshapen(node, _LIST)
        if not many and len(node.items) != len(kinds):
            raise self.misshapen(node, Phrase(f"{len(kinds)} 个值的列表", f"a list of {len(kinds)} values"))
        values = []
        for n, item in enumerate(node.items):
            try:
                values.append(self.value(kinds[0 if many else n], item, (*route, str(n)), places))
            except _Unread:
                if not many:
                    raise
        return tuple(values)

    def misshapen(self, node: Node | None, wanted: Phrase) -> _Unread:
        if node is not None:
            self.findings += faults.wrong_shape(_head(node), wanted, node)
        return _Unread()


def _head(node: Node) -> Place:
    """A place to point at: a block of lines is shown by its first key or item."""
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node.entries.values())).key.place
    if isinstance(node, Listing) and node.items and node.place.column == node.place.end_column:
        return _head(node.items[0]) if node.items[0] else node.place
    return node.place
