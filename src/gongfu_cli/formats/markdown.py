"""Sheets as Markdown tables."""

import re
from collections.abc import Iterator

from gongfu_cli.language.safe import harmless
from gongfu_cli.sheets.sheet import Cell, Grid, Sheet

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def render(sheet: Sheet) -> str:
    """A sheet as Markdown; nothing in its texts is read as markup."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    for line in sheet.heading:
        yield f"**{_text(line)}**" if line.tone in ("strong", "notice") else _text(line)
        yield ""
    for grid in sheet.grids:
        yield f"## {_escape(grid.title)}"
        yield ""
        yield from _grid(grid)
    for line in sheet.closing:
        if line.text:
            yield _text(line)
            yield ""


def _grid(grid: Grid) -> Iterator[str]:
    for group in grid.groups:
        if group.heading:
            yield f"### {_escape(group.heading)}"
            yield ""
        yield "| " + " | ".join(_escape(column.title) or " " for column in grid.columns) + " |"
        yield "|" + "|".join("---" if column.align == "left" else "---:" for column in grid.columns) + "|"
        for row in group.rows:
            yield "| " + " | ".join(_text(cell) for cell in row) + " |"
        yield ""


def _text(cell: Cell) -> str:
    return re.sub(r"^(\d*)([-+.)])(?=\s)", r"\1\\\2", _escape(cell.text))  # no list items


def _escape(text: str) -> str:
    return _ACTIVE.sub(r"\\\1", harmless(text)).replace("\\&", "&amp;").replace("\\<", "&lt;").replace("\\>", "&gt;")
