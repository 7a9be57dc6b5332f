"""What a reader sees, before any format and in no language yet: phrase, tone and alignment of every cell."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, TypeVar

from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.language.terms import Tone

Medium = Literal["text", "workbook", "page"]
"""What a table is shown in: lines to read, on a screen or on paper; a spreadsheet, which has room for more columns; or
a page, whose cells may lead elsewhere."""


class Cell(NamedTuple):
    """A text with its tone. `narrow` is what it says where columns had to be left out; `value` is the number
    behind the text, for formats that hold numbers; `mark` is the sign of a standing, which goes before its words;
    `points` are the numbers of a drawing, for formats that draw themselves; `parts` are those of a legend, each
    beginning with the sign or the title that it explains, for tables that leave out columns; `link` is where it leads
    to on a page, an anchor or a file."""

    text: Phrase
    tone: Tone = "plain"
    narrow: Phrase | None = None
    value: Decimal | Fraction | int | None = None
    mark: str = ""
    points: Sequence[Decimal | None] = ()
    parts: Sequence[Phrase] = ()
    link: str = ""

    def to(self, language: Language, narrow: bool = False) -> str:
        """What the cell says in a language, its mark included."""
        text = (self.narrow if narrow and self.narrow is not None else self.text).to(language)
        return f"{self.mark} {text}".rstrip() if self.mark else text


class Column(NamedTuple):
    """A column, and how it gives way where there is no room.

    With a `fold` it may be made that narrow, its texts running over several lines (or, `cut`, ending in …); a decimal
    stays in one piece. Then columns go, those with the highest `drop` first, 0 never; before one with a `tight` goes,
    all are made as narrow as theirs says. Cells say their `narrow` text where any column had to go, or only where the
    one titled `stands_in_for` had to. A column may be there for one `Medium` only. What stands `below` is a line of its
    own on a page, under the row and behind the title.
    """

    title: Phrase
    align: Literal["left", "right", "decimal"] = "left"
    drop: int = 0
    fold: int | None = None
    stands_in_for: Phrase | None = None
    cut: bool = False
    tight: int | None = None
    only: Medium | None = None
    below: bool = False


Line = TypeVar("Line")
"""What a line of a table is about."""
Field = tuple[Column, Callable[[Line], Cell]]
"""A column, and what stands in it on a line."""


class Group(NamedTuple):
    """Rows under a heading, which may say nothing."""

    heading: Phrase
    rows: Sequence[Sequence[Cell]]


class Grid(NamedTuple):
    """A table, and lines below it."""

    title: Phrase
    columns: Sequence[Column]
    groups: Sequence[Group]
    notes: Sequence[Cell] = ()

    @classmethod
    def of(
        cls,
        title: Phrase,
        fields: Sequence[Field[Line]],
        groups: Iterable[tuple[Phrase, Iterable[Line]]],
        notes: Sequence[Cell] = (),
    ) -> "Grid":
        """A table of some fields; its lines stand in groups under their headings."""
        filled = [Group(heading, [[cell(line) for _, cell in fields] for line in lines]) for heading, lines in groups]
        return cls(title, [column for column, _ in fields], filled, notes)

    def shown_in(self, medium: Medium) -> "Grid":
        """The table without the columns that are for another medium only, and, to be read, those that say nothing."""
        rows = [row for group in self.groups for row in group.rows]
        idle = {
            n for n, _ in enumerate(self.columns) if medium == "text" and rows and not any(row[n].text for row in rows)
        }
        kept = [n for n, column in enumerate(self.columns) if column.only in (None, medium) and n not in idle]
        groups = [Group(heading, [[row[n] for n in kept] for row in rows]) for heading, rows in self.groups]
        return self._replace(columns=[self.columns[n] for n in kept], groups=groups)

    def below(self, row: Sequence[Cell]) -> list[tuple[Phrase, Cell]]:
        """What stands below a row on a page, behind the titles of its columns."""
        both = zip(self.columns, row, strict=True)
        return [(column.title, cell) for column, cell in both if column.below and cell.text]


class Section(NamedTuple):
    """A heading of some level, and what stands below it; a table's title is a heading of its own, of the next."""

    heading: Phrase
    paragraphs: Sequence[Phrase] = ()
    grids: Sequence[Grid] = ()
    level: int = 1


class Sheet(NamedTuple):
    """Lines above, tables, lines below."""

    title: Phrase
    heading: Sequence[Cell] = ()
    grids: Sequence[Grid] = ()
    closing: Sequence[Cell] = ()
    of: str = ""
    """The name of the table of the data folder that it is of, where there are several."""
