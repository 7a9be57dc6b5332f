"""What a YAML file holds, as plain data with places, and routes through it.

No scalar has a type: `no`, `010`, `1:30` and `12.50` stay the text that is written.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from gongfu_cli.source.finding import Place
from gongfu_cli.source.text import line_starts

Mark = int | Place
"""Where something stands: its place, or two offsets packed into a number, of which a `Layout` makes the place when
there is something to say. Nearly nothing is ever pointed at, and a place takes three times the memory of a number."""
OFFSET: Final = 32
"""A mark is `start << OFFSET | end`."""
_LAST = (1 << OFFSET) - 1


class Layout:
    """The text of a file in lines, the first of which is shifted by so many columns: turns marks into places."""

    __slots__ = ("_starts", "file", "shift", "text")

    def __init__(self, file: str, text: str, shift: int = 0) -> None:
        self.file, self.text, self.shift = file, text, shift
        self._starts: Sequence[int] = ()

    def place(self, mark: int) -> Place:
        """The place of a span of the text."""
        return Place(self.file, *self._position(mark >> OFFSET), *self._position(mark & _LAST))

    def _position(self, offset: int) -> tuple[int, int]:
        self._starts = self._starts or line_starts(self.text)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1 + (self.shift if line == 1 else 0)


_NOWHERE = Layout("", "")


class _Standing:
    """What stands somewhere: `mark` says where in the text that `layout` is of."""

    __slots__ = ()
    mark: Mark
    layout: Layout

    @property
    def place(self) -> Place:
        """The place."""
        return self.layout.place(self.mark) if isinstance(self.mark, int) else self.mark


class Text(_Standing, str):
    """A scalar as it is written, with its place; an empty one stands where nothing is written."""

    __slots__ = ("layout", "mark")

    def __new__(cls, text: str, mark: Mark, layout: Layout = _NOWHERE) -> "Text":
        """The text `text`, which stands at `mark`."""
        made = str.__new__(cls, text)  # not by super(), which takes twice as long
        made.mark, made.layout = mark, layout
        return made

    def __getnewargs__(self) -> tuple[str, Place]:  # type: ignore[override]  # what a copy is made of
        return str(self), self.place


class Mapping(_Standing, dict[str, "Node | None"]):
    """Keys and values in the order of the file; of a repeated key, the first. `marks` says where each key stands."""

    __slots__ = ("layout", "mark", "marks")

    def __init__(
        self, values: dict[str, "Node | None"], marks: dict[str, Mark], mark: Mark, layout: Layout = _NOWHERE
    ) -> None:
        super().__init__(values)
        self.marks, self.mark, self.layout = marks, mark, layout

    def key(self, name: str) -> Text:
        """A key that is there, with its place."""
        return Text(name, self.marks[name], self.layout)


class Listing(_Standing, list["Node | None"]):
    """A list."""

    __slots__ = ("layout", "mark")

    def __init__(self, items: Iterable["Node | None"], mark: Mark, layout: Layout = _NOWHERE) -> None:
        super().__init__(items)
        self.mark, self.layout = mark, layout


Node = Text | Mapping | Listing
"""A None where a node could stand is one that a finding has already been made of."""
EVERY: Final = None
"""In a route: every value of a mapping, every item of a list."""


def at(node: Node | None, *route: str | int | None) -> Iterator[Node]:
    """The nodes that a route of keys and numbers leads to, `at(root, "indicators", EVERY, "id")`; none where there is
    nothing of that shape."""
    found = [node]
    for step in route:
        inner: list[Node | None] = []
        for outer in found:
            if isinstance(outer, Mapping):
                inner += outer.values() if step is EVERY else [outer.get(step)] if isinstance(step, str) else ()
            elif isinstance(outer, Listing):
                inner += outer if step is EVERY else outer[step : step + 1] if isinstance(step, int) else ()
        found = inner
    return (node for node in found if node is not None)


class Entry(NamedTuple):
    """A key and what stands behind it."""

    key: Text
    value: Node | None


def entries(node: Node | None, *route: str | int | None) -> Iterator[Entry]:
    """The entries of the mappings that a route leads to."""
    for block in at(node, *route):
        if isinstance(block, Mapping):
            yield from (Entry(block.key(name), value) for name, value in block.items())


def head(node: Node) -> Place:
    """A place to point at: a block of lines is shown by its first key or item."""
    if isinstance(node, Mapping) and node:
        return node.key(next(iter(node))).place
    if isinstance(node, Listing) and node and node.place.column == node.place.end_column:
        return head(node[0]) if node[0] is not None else node.place
    return node.place
