"""Sheets for a terminal, or for a pipe, as tables that fit: columns are folded, or left out, which a line below says.

Rich draws them. By itself it would cut Chinese, which has no spaces to break at, and lose the spaces that keep decimal
points below each other, in three times the time: so it is handed columns of fixed widths, and cells that are folded and
padded already.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.segment import Segment, Segments
from rich.table import Table

from gongfu_cli.formats.folding import cut, decimally, is_number, wrap
from gongfu_cli.formats.tones import style
from gongfu_cli.language.phrase import BETWEEN_WORDS, Language, Phrase
from gongfu_cli.language.safe import harmless
from gongfu_cli.language.terms import Tone
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Sheet

LEFT_OUT = Phrase(
    "此处未列：{columns}。加宽终端可见，或用管道（| less -S）。",
    "Left out here: {columns}. A wider terminal shows them, or a pipe (| less -S).",
)
"""What stands below a table that some columns had to go from."""
_GAP = 2
_UNBOUNDED = 100_000


def render(sheet: Sheet, language: Language, width: int | None, color: bool) -> str:
    """A sheet as text, `width` columns wide at most (None: as wide as it needs), with ANSI colours or without."""
    text = StringIO()
    console = Console(
        file=text,
        color_system="standard" if color else None,
        width=_UNBOUNDED,
        height=1,
        no_color=False,
        force_terminal=color,
        legacy_windows=False,
    )
    console.print(drawing(sheet, language, width), soft_wrap=True)
    return "\n".join(line.rstrip() for line in text.getvalue().split("\n"))


def drawing(sheet: Sheet, language: Language, width: int | None) -> Group:
    """A sheet, `width` columns wide at most, for a console of Rich's to print with `soft_wrap`."""
    parts: list[RenderableType] = [_lines(cell.to(language), cell.tone, width) for cell in sheet.heading]
    for grid in sheet.grids:
        parts += _grid(grid.shown_in("text"), language, width)
    if sheet.grids and sheet.closing:
        parts.append(_lines("", "plain"))
    return Group(*parts, *(_lines(cell.to(language), cell.tone, width) for cell in sheet.closing))


def _lines(text: str, tone: Tone, width: int | None = None) -> Segments:
    lines = wrap(harmless(text), width or _UNBOUNDED).split("\n")
    return Segments([Segment(line, style(tone)) for line in lines], new_lines=True)


class _Column(NamedTuple):
    """A column in a language, and how wide that is: in one piece, folded, and folded as far as it may be."""

    column: Column
    cells: Sequence[Cell]
    title: str
    texts: Sequence[str]
    natural: int
    least: int
    tight: int


def _column(column: Column, cells: Sequence[Cell], language: Language, left_out: Sequence[Phrase] = ()) -> _Column:
    title = harmless(column.title.to(language))
    narrow = column.stands_in_for in left_out if column.stands_in_for else bool(left_out)
    texts = [harmless(cell.to(language, narrow)) for cell in cells]
    whole = [title]
    if column.align == "decimal":
        texts = decimally(texts)
        whole += filter(is_number, texts)
    natural = max(map(cell_len, [title, *texts]))
    least = min(natural, max(column.fold, *map(cell_len, whole))) if column.fold else natural
    tight = min(least, max(column.tight, *map(cell_len, whole))) if column.tight else least
    return _Column(column, cells, title, texts, natural, least, tight)


def _grid(grid: Grid, language: Language, width: int | None) -> Iterator[RenderableType]:
    """Title, head and rule; the rows of each group, a table of Rich's under the group's heading; the lines below."""
    cells = [[row[n] for group in grid.groups for row in group.rows] for n in range(len(grid.columns))]
    kept, tight = _fitting([_column(*given, language) for given in zip(grid.columns, cells, strict=True)], width)
    left_out = [column.title for column in grid.columns if all(column is not fitting.column for fitting in kept)]
    columns = [_column(fitting.column, fitting.cells, language, left_out) for fitting in kept]
    widths = _widths(columns, width, tight)
    yield _lines("", "plain")
    yield _lines(grid.title.to(language), "strong", width)
    if any(column.title for column in columns):
        yield _table(widths, [map(_head, columns, widths)])
    yield _lines("─" * (sum(widths) + _GAP * (len(widths) - 1)), "muted")
    rows = zip(*map(_body, columns, widths), strict=True)
    for group in grid.groups:
        if group.heading:
            yield _lines(group.heading.to(language), "strong")
        yield _table(widths, islice(rows, len(group.rows)))
    shown = [column.column.stands_in_for for column in columns]
    if missed := [title for title in left_out if title and title not in shown]:
        yield _lines(LEFT_OUT(columns=BETWEEN_WORDS.join(missed)).to(language), "muted", width)
    texts = "\n".join(text for column in columns for text in (column.title, *column.texts)) if left_out else ""
    for note in grid.notes:
        if said := _said(note, texts, language) if left_out else note.to(language):
            yield _lines(said, note.tone, width)


def _said(note: Cell, texts: str, language: Language) -> str:
    """A line below a table that columns had to go from, `texts` being what stands in the others: of a legend, the parts
    that explain what is there."""
    parts = [part.to(language) for part in note.parts]
    return "  ".join(part for part in parts if _explained(part) in texts) if parts else note.to(language)


def _explained(part: str) -> str:
    """What a part of a legend explains: its sign, or what stands before its colon."""
    first = part.split(" ")[0]
    return first if len(first) == 1 else re.split("[:：]", part)[0]


def _head(column: _Column, width: int) -> Segments:
    return _cell(wrap(column.title, width), "plain", width, column.column.align == "left")


def _body(column: _Column, width: int) -> list[Segments]:
    fit, left = cut if column.column.cut else wrap, column.column.align == "left"
    return [
        _cell(fit(text, width), cell.tone, width, left) for text, cell in zip(column.texts, column.cells, strict=True)
    ]


def _cell(text: str, tone: Tone, width: int, left: bool) -> Segments:
    """Lines that fit a width, padded to it, flush left or right; the padding takes no colour."""
    segments = []
    for line in text.split("\n"):
        padding, words = Segment(" " * (width - cell_len(line))), Segment(line, style(tone))
        segments += [words, padding] if left else [padding, words]
        segments.append(Segment.line())
    return Segments(segments[:-1])


def _table(widths: Sequence[int], rows: Iterable[Iterable[Segments]]) -> Table:
    """Rows of cells that are as wide as their columns, with gaps between them."""
    table = Table.grid()
    for n, width in enumerate(widths, 1):
        table.add_column(width=max(1, width + _GAP * (n < len(widths))))
    table.width = sum(column.width or 0 for column in table.columns)  # on a console that is narrower, too
    for row in rows:
        table.add_row(*row)
    return table


def _fitting(columns: Sequence[_Column], width: int | None) -> tuple[list[_Column], bool]:
    """The columns that there is room for, and whether they have to be tight: that comes before one goes that can be."""
    kept, tight = list(columns), False
    while width and sum((column.tight if tight else column.least) + _GAP for column in kept) - _GAP > width:
        last = max(kept, key=lambda column: column.column.drop)
        if not tight and (last.column.tight or not last.column.drop):
            tight = True
        elif last.column.drop:
            kept.remove(last)
        else:
            break
    return kept, tight


def _widths(columns: Sequence[_Column], width: int | None, tight: bool) -> list[int]:
    """The width of each column: its natural one, less what the foldable ones have to give up, widest first."""
    widths = [column.natural for column in columns]
    if width is None:
        return widths
    least = [column.tight if tight else column.least for column in columns]
    over = sum(widths) + _GAP * (len(widths) - 1) - width
    while over > 0:
        n = max(range(len(widths)), key=lambda n: widths[n] - least[n])
        if widths[n] == least[n]:
            n = max(range(len(widths)), key=lambda n: widths[n])  # no room at all: fold even what should not be
            if widths[n] <= 2:
                break
            least[n] = 2
        widths[n] -= 1
        over -= 1
    return widths
