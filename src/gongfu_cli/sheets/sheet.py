"""What a reader sees, before any format: text, tone and alignment of every cell, in one language."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from gongfu_cli.language.terms import Tone


class Cell(NamedTuple):
    """A text with its tone. `narrow` is what it says where columns had to be left out; `value` is the number
    behind the text, for formats that hold numbers."""

    text: str
    tone: Tone = "plain"
    narrow: str | None = None
    value: Decimal | Fraction | int | None = None


@dataclass(frozen=True)
class Column:
    """A column. Those with the highest `drop` go first where there is no room; 0 stays. A column with a `fold` may be
    made that narrow, its texts running over several lines. Its cells say their `narrow` text where any column had to
    go, or only where the one titled `stands_in_for` had to."""

    title: str
    align: Literal["left", "right", "decimal"] = "left"
    drop: int = 0
    fold: int | None = None
    stands_in_for: str | None = None


class Group(NamedTuple):
    """Rows under a heading."""

    heading: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Grid:
    """A table."""

    title: str
    columns: Sequence[Column]
    groups: Sequence[Group]


@dataclass(frozen=True)
class Sheet:
    """Lines above, tables, lines below."""

    title: str
    heading: Sequence[Cell] = ()
    grids: Sequence[Grid] = ()
    closing: Sequence[Cell] = field(default=())
