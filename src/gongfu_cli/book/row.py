"""Rows that pydantic reads from data with places: what is wrong with one becomes findings at its places."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Self, TypeVar, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails

from gongfu_cli.book import faults
from gongfu_cli.language.phrase import Phrase, nearest
from gongfu_cli.source.finding import Finding, Place
from gongfu_cli.source.nodes import Mapping, Node, Text, head

TEXT = Phrase("一个值", "a single value")
LIST = Phrase("一个列表", "a list")
MAPPING = Phrase("若干“名: 值”", "a mapping (name: value)")

RowType = TypeVar("RowType", bound="Row")
_UNTOLD: set[str] = set()
"""In the place of pydantic's note of the fields that were written: the node knows them, and it takes as much memory as
the row."""


class Unfit(ValueError):
    """What a validator raises: the findings about what it was given; none where they are made already."""

    def __init__(self, findings: Sequence[Finding] = ()) -> None:
        super().__init__()
        self.findings = findings


def misshapen(node: Any, wanted: Phrase) -> Unfit:
    """GF107 for a node of another shape than the one wanted."""
    return Unfit(faults.wrong_shape(head(node), wanted, node) if node is not None else ())


class Row(BaseModel):
    """Anything that is read from a mapping in a file."""

    # Every scalar has a validator of its own, so that nothing is ever coerced.
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=lambda schema: schema.pop("title", None))
    sample: ClassVar[dict[str, Any]] = {}
    """What may stand in each field, for hints: texts, and lists and mappings of them."""
    node: ClassVar[Mapping | Text]
    """What a row was read from: a mapping, or the single value that it is short for. No private attribute: pydantic
    looks these up ten times as slowly."""
    _filled: ClassVar[frozenset[str]]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Note the fields that count as left out where nothing is written; of the others, nothing is a value too."""
        cls._filled = frozenset(
            name
            for name, field in cls.model_fields.items()
            if get_origin(field.annotation) is not dict
            and not any(getattr(mark, "blank", False) for mark in field.metadata)
        )

    @property
    def place(self) -> Place:
        """The place of the row: that of its first key."""
        return head(self.node)

    def key_place(self, *route: str) -> Place:
        """The place of a key, by the route of keys that leads there; of the row, where nothing is written there."""
        *above, name = route
        inner = self._at(above)
        return inner.key(name).place if isinstance(inner, Mapping) and name in inner else self.place

    def value_place(self, *route: str) -> Place:
        """The place of a value, likewise."""
        found = self._at(route)
        return self.place if found is None else found.place

    def _at(self, route: Iterable[str]) -> Node | None:
        node: Node | None = self.node
        for name in route:
            node = node.get(name) if isinstance(node, Mapping) else None
        return node

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, node: Any, read: Any) -> Self:
        if not isinstance(node, Mapping):
            raise misshapen(node, MAPPING)
        try:
            row: Self = read({name: value for name, value in node.items() if value != "" or name not in cls._filled})
        except ValidationError as error:
            raise Unfit([*_of_fields(cls, node, error.errors(include_url=False))]) from None
        row.__dict__["node"] = node
        object.__setattr__(row, "__pydantic_fields_set__", _UNTOLD)
        return row

    @classmethod
    def short(cls, node: Text, fields: dict[str, Any]) -> Self:
        """The row that a single value is short for, all fields of which are given: restored as if from a pickle, in a
        fifth of the time that it takes to be read."""
        row = cls.__new__(cls)
        row.__setstate__(
            {
                "__dict__": {**fields, "node": node},
                "__pydantic_fields_set__": _UNTOLD,
                "__pydantic_extra__": None,
                "__pydantic_private__": None,
            }
        )
        return row


def read_row(kind: type[RowType], node: Node | None) -> tuple[RowType | None, list[Finding]]:
    """The row of a kind that a node holds, or None with a finding for each of its faults."""
    try:
        return kind.model_validate(node), []
    except ValidationError as error:
        findings = [finding for detail in error.errors(include_url=False) for finding in _of_node(detail)]
        first = next(iter(kind.sample))
        return None, faults.as_in(findings, first, kind.sample[first])


def _of_fields(kind: type[Row], node: Mapping, errors: Sequence[ErrorDetails]) -> Iterator[Finding]:
    """The findings for what pydantic found wrong with the fields of a row."""
    fields = list(kind.model_fields)
    free = [name for name in fields if name not in node]
    meant = {name: nearest(name, free) for name in node if name not in fields}
    for error in errors:
        name = str(error["loc"][0])
        if error["type"] == "extra_forbidden":
            yield from faults.unknown_field(node.key(name).place, name, fields, meant[name])
        elif error["type"] != "missing":
            yield from faults.as_in(_of_node(error), name, kind.sample[name])
        elif name not in meant.values():
            place = node.key(name).place if name in node else head(node)
            yield from faults.missing_field(place, name, kind.sample[name])


def _of_node(error: ErrorDetails) -> Sequence[Finding]:
    """The findings for what pydantic found wrong with a single node."""
    node, kind, context = error["input"], error["type"], error.get("ctx", {})
    unfit = context.get("error")
    if isinstance(unfit, Unfit):
        return unfit.findings
    if kind == "literal_error" and isinstance(node, Text):
        return faults.unknown_word(node.place, node, re.findall("'(.+?)'", context["expected"]))
    return misshapen(node, {"literal_error": TEXT, "tuple_type": LIST, "dict_type": MAPPING}[kind]).findings
