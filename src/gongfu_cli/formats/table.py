"""Sheets for a terminal, or for a pipe, as tables that are never cut: columns are left out or folded.

Rich draws them. By itself it would cut Chinese, which has no spaces to break at, and lose the spaces that keep decimal
points below each other, in three times the time: so it is handed columns of fixed widths, and cells that are folded and
padded already.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from rich.console import Console, Group, RenderableType
from rich.segment import Segment, Segments
from rich.table import Table

from gongfu_cli.formats.tones import style
from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.language.safe import harmless
from gongfu_cli.language.terms import Tone
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Sheet

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
        parts += _grid(grid, language, width)
    if sheet.grids and sheet.closing:
        parts.append(_lines("", "plain"))
    return Group(*parts, *(_lines(cell.to(language), cell.tone, width) for cell in sheet.closing))


def _lines(text: str, tone: Tone, width: int | None = None) -> Segments:
    lines = wrap(harmless(text), width or _UNBOUNDED).split("\n")
    return Segments([Segment(line, style(tone)) for line in lines], new_lines=True)


class _Column(NamedTuple):
    """A column in a language, and how wide that is: in one piece, and folded as far as it may be."""

    title: str
    texts: Sequence[str]
    natural: int
    least: int


def _column(column: Column, cells: Iterable[Cell], language: Language, left_out: Sequence[Phrase]) -> _Column:
    title = harmless(column.title.to(language))
    narrow = column.stands_in_for in left_out if column.stands_in_for else bool(left_out)
    texts = [harmless(cell.to(language, narrow)) for cell in cells]
    if column.align == "decimal":
        texts = decimally(texts)
    natural = max(map(cell_len, [title, *texts]))
    least = min(natural, max(column.fold, cell_len(title))) if column.fold else natural
    return _Column(title, texts, natural, least)


def _grid(grid: Grid, language: Language, width: int | None) -> Iterator[RenderableType]:
    """Title, head and rule; then the rows of each group, a table of Rich's under the group's heading."""
    given = [(column, [row[n] for group in grid.groups for row in group.rows]) for n, column in enumerate(grid.columns)]
    kept = _fitting(grid.columns, [_column(*each, language, ()) for each in given], width)
    left_out = [column.title for n, column in enumerate(grid.columns) if n not in kept]
    columns = [_column(*given[n], language, left_out) for n in kept]
    widths = _widths(columns, width)
    head, body = [], []
    for n, column, room in zip(kept, columns, widths, strict=True):
        left = grid.columns[n].align == "left"
        head.append(_cell(column.title, "plain", room, left))
        body.append([_cell(text, cell.tone, room, left) for text, cell in zip(column.texts, given[n][1], strict=True)])
    yield _lines("", "plain")
    yield _lines(grid.title.to(language), "strong")
    if any(column.title for column in columns):
        yield _table(widths, [head])
    yield _lines("─" * (sum(widths) + _GAP * (len(widths) - 1)), "muted")
    rows = zip(*body, strict=True)
    for group in grid.groups:
        if group.heading:
            yield _lines(group.heading.to(language), "strong")
        yield _table(widths, islice(rows, len(group.rows)))


def _cell(text: str, tone: Tone, width: int, left: bool) -> Segments:
    """A text folded to a width and padded to it, flush left or right."""
    lines = [(line, " " * (width - cell_len(line))) for line in wrap(text, width).split("\n")]
    return Segments([Segment("\n".join(line + pad if left else pad + line for line, pad in lines), style(tone))])


def _table(widths: Sequence[int], rows: Iterable[Sequence[Segments]]) -> Table:
    """Rows of cells that are as wide as their columns, with gaps between them."""
    table = Table.grid()
    for n, width in enumerate(widths, 1):
        table.add_column(width=max(1, width + _GAP * (n < len(widths))))
    table.width = sum(column.width or 0 for column in table.columns)  # on a console that is narrower, too
    for row in rows:
        table.add_row(*row)
    return table


def _fitting(columns: Sequence[Column], drawn: Sequence[_Column], width: int | None) -> list[int]:
    """The columns that there is room for."""
    kept = list(range(len(columns)))
    while width and sum(drawn[n].least + _GAP for n in kept) - _GAP > width:
        last = max(kept, key=lambda n: columns[n].drop)
        if not columns[last].drop:
            break
        kept.remove(last)
    return kept


def _widths(columns: Sequence[_Column], width: int | None) -> list[int]:
    """The width of each column: its natural one, less what the foldable ones have to give up, widest first."""
    widths = [column.natural for column in columns]
    if width is None:
        return widths
    least = [column.least for column in columns]
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


_OPENING, _CLOSING = "（“‘《〔【「(\\[", "）”’》〕】」、，。；：！？％"
# A short remark in brackets, such as a unit, stays in one piece; else a hanzi, or a word, with its marks.
# Compiled where something is folded for the first time: that takes 3 ms, and a pipe needs no folding.
_CHUNK = (
    rf"[（(][^（(）)]{{1,8}}[）)]|[{_OPENING}]*(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef{_OPENING}]+)[{_CLOSING}]*| +|(?s:.)"
)


def wrap(text: str, width: int) -> str:
    """The text in lines of at most `width` columns: broken at spaces and between hanzi, not within a word or before
    a closing mark, unless there is no other way."""
    if cell_len(text) <= width:
        return text
    lines, line, used = [], "", 0
    for chunk in re.findall(_CHUNK, text):
        size = cell_len(chunk)
        if used + size > width and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
        if not line and chunk.isspace():
            continue
        if size > width:  # a word longer than a line
            *heads, chunk = filter(None, chop_cells(chunk, width))
            lines += heads
            size = cell_len(chunk)
        line, used = line + chunk, used + size
    return "\n".join([*lines, line.rstrip()] if line else lines)


_NUMBER = re.compile(r"(\D*\d+)((?:\.\d+)?)(\D*)")


def decimally(texts: Sequence[str]) -> list[str]:
    """Numbers padded so that, flush right, their decimal points stand below each other; other texts as they are."""
    found = [_NUMBER.fullmatch(text) for text in texts]
    most = max((cell_len(each[2]) for each in found if each), default=0)
    behind = max((cell_len(each[3]) for each in found if each), default=0)
    return [
        f"{each[1]}{each[2]}{each[3]}" + " " * (most - len(each[2]) + behind - cell_len(each[3])) if each else text
        for each, text in zip(found, texts, strict=True)
    ]
