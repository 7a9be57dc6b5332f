"""What a YAML file holds, as plain data with places, and routes through it.

No scalar has a type: `no`, `010`, `1:30` and `12.50` stay the text that is written.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from gongfu_cli.source.finding import Place


class Text(str):
    """A scalar as it is written, with its place; an empty one stands where nothing is written."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place) -> "Text":
        """The text `text`, which stands at `place`."""
        made = super().__new__(cls, text)
        made.place = place
        return made

    def __getnewargs__(self) -> tuple[str, Place]:  # type: ignore[override]  # what a copy is made of
        return str(self), self.place


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
