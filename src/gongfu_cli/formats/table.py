"""Sheets for a terminal, or for a pipe, as tables that are never cut: columns are left out or folded."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.language.safe import harmless
from gongfu_cli.language.terms import Tone
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Sheet

STYLES: dict[Tone, str] = {
    "plain": "",
    "strong": "bold",
    "muted": "bright_black",
    "notice": "magenta",
    "achieved": "green",
    "on_track": "green",
    "slightly_behind": "yellow",
    "behind": "bold red",
    "regressed": "bold reverse red",
}
_STYLES = {tone: Style.parse(style) for tone, style in STYLES.items()}
_GAP = 2
_UNBOUNDED = 100_000


def render(sheet: Sheet, language: Language, width: int | None, color: bool) -> str:
    """A sheet as text, `width` columns wide at most (None: as wide as it needs), with ANSI colours or without."""
    paint = _painted if color else _plain
    lines = [line for cell in sheet.heading for line in _lines(cell, language, width, paint)]
    for grid in sheet.grids:
        lines += _grid(grid, language, width, paint)
    if sheet.grids and sheet.closing:
        lines.append("")
    lines += [line for cell in sheet.closing for line in _lines(cell, language, width, paint)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


Paint = Callable[[str, Tone], str]


def _plain(text: str, tone: Tone) -> str:
    return text


def _painted(text: str, tone: Tone) -> str:
    return _STYLES[tone].render(text, color_system=ColorSystem.STANDARD)


def _lines(cell: Cell, language: Language, width: int | None, paint: Paint) -> list[str]:
    return [paint(line, cell.tone) for line in wrap(harmless(cell.to(language)), width or _UNBOUNDED).split("\n")]


def _grid(grid: Grid, language: Language, width: int | None, paint: Paint) -> Iterator[str]:
    rows = [list(row) for group in grid.groups for row in group.rows]
    cells = [[row[n] for row in rows] for n in range(len(grid.columns))]
    titles = [column.title.to(language) for column in grid.columns]
    texts = [_column_texts(column, each, language, ()) for column, each in zip(grid.columns, cells, strict=True)]
    kept = _fitting(grid.columns, titles, texts, width)
    left_out = [column.title for n, column in enumerate(grid.columns) if n not in kept]
    texts = [_column_texts(column, each, language, left_out) for column, each in zip(grid.columns, cells, strict=True)]
    columns = [grid.columns[n] for n in kept]
    widths = _widths(columns, [titles[n] for n in kept], [texts[n] for n in kept], width)
    yield ""
    yield paint(harmless(grid.title.to(language)), "strong")
    if any(titles[n] for n in kept):
        yield from _row(columns, widths, [(titles[n], "plain") for n in kept], paint)
    yield paint("─" * (sum(widths) + _GAP * (len(widths) - 1)), "muted")
    lines = zip(*(texts[n] for n in kept), strict=True)
    for group in grid.groups:
        if group.heading:
            yield paint(harmless(group.heading.to(language)), "strong")
        for row in group.rows:
            shown = [(text, row[n].tone) for n, text in zip(kept, next(lines), strict=True)]
            yield from _row(columns, widths, shown, paint)


def _row(
    columns: Sequence[Column], widths: Sequence[int], row: Sequence[tuple[str, Tone]], paint: Paint
) -> Iterator[str]:
    """The lines of a row, as many as its tallest cell has. Drawn here and not by rich's Table, which strips the
    spaces that keep decimal points below each other, and takes a third of the time of the whole command."""
    folded = [wrap(text, width).split("\n") for (text, _), width in zip(row, widths, strict=True)]
    for texts in zip_longest(*folded, fillvalue=""):
        yield (" " * _GAP).join(
            paint(_padded(text, width, column), tone)
            for text, width, column, (_, tone) in zip(texts, widths, columns, row, strict=True)
        )


def _padded(text: str, width: int, column: Column) -> str:
    pad = " " * (width - cell_len(text))
    return text + pad if column.align == "left" else pad + text


_OPENING, _CLOSING = "（“‘《〔【「(\\[", "）”’》〕】」、，。；：！？％"
# A short remark in brackets, such as a unit, stays in one piece; else a hanzi, or a word, with its marks.
_CHUNK = re.compile(
    rf"[（(][^（(）)]{{1,8}}[）)]|[{_OPENING}]*(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef{_OPENING}]+)[{_CLOSING}]*| +|.",
    re.DOTALL,
)


def wrap(text: str, width: int) -> str:
    """The text in lines of at most `width` columns: broken at spaces and between hanzi, not within a word or before
    a closing mark, unless there is no other way."""
    if cell_len(text) <= width:
        return text
    lines, line, used = [], "", 0
    for chunk in _CHUNK.findall(text):
        size = cell_len(chunk)
        if used + size > width and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
        if not line and chunk.isspace():
            continue
        while size > width:  # a word longer than a line
            head = _head(chunk, width)
            lines.append(head)
            chunk = chunk[len(head) :]
            size = cell_len(chunk)
        line, used = line + chunk, used + size
    return "\n".join([*lines, line.rstrip()] if line else lines)


def _head(text: str, width: int) -> str:
    """As much of a text as fits, one character at least."""
    head = text[:1]
    for character in text[1:]:
        if cell_len(head + character) > width:
            break
        head += character
    return head


def _column_texts(column: Column, cells: Sequence[Cell], language: Language, left_out: Sequence[Phrase]) -> list[str]:
    narrow = column.stands_in_for in left_out if column.stands_in_for else bool(left_out)
    texts = [harmless(cell.to(language, narrow)) for cell in cells]
    return decimally(texts) if column.align == "decimal" else texts


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


def _natural(title: str, texts: Sequence[str]) -> int:
    return max([cell_len(title), *map(cell_len, texts)])


def _least(column: Column, title: str, texts: Sequence[str]) -> int:
    natural = _natural(title, texts)
    return min(natural, max(column.fold, cell_len(title))) if column.fold else natural


def _fitting(
    columns: Sequence[Column], titles: Sequence[str], texts: Sequence[Sequence[str]], width: int | None
) -> list[int]:
    """The columns that there is room for."""
    kept = list(range(len(columns)))
    while width and sum(_least(columns[n], titles[n], texts[n]) + _GAP for n in kept) - _GAP > width:
        last = max(kept, key=lambda n: columns[n].drop)
        if not columns[last].drop:
            break
        kept.remove(last)
    return kept


def _widths(
    columns: Sequence[Column], titles: Sequence[str], texts: Sequence[Sequence[str]], width: int | None
) -> list[int]:
    """The width of each column: its natural one, less what the foldable ones have to give up, widest first."""
    widths = [_natural(*each) for each in zip(titles, texts, strict=True)]
    if width is None:
        return widths
    least = [_least(*each) for each in zip(columns, titles, texts, strict=True)]
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
