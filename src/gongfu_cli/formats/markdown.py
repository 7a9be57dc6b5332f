"""Sheets as Markdown tables."""

import re
from collections.abc import Iterable, Iterator

from gongfu_cli.language.phrase import Language
from gongfu_cli.language.safe import harmless
from gongfu_cli.sheets.sheet import Cell, Grid, Sheet

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LIST = re.compile(r"^(\d*)([-+.)])(?=\s)")


def render(sheet: Sheet, language: Language) -> str:
    """A sheet as Markdown; nothing in its texts is read as markup."""
    return "\n".join(_lines(sheet, language)) + "\n"


def _lines(sheet: Sheet, language: Language) -> Iterator[str]:
    for cell in sheet.heading:
        line = _text(cell.to(language))
        yield f"**{line}**" if cell.tone in ("strong", "notice") else line
        yield ""
    for grid in sheet.grids:
        yield f"## {_escape(grid.title.to(language))}"
        yield ""
        yield from _grid(grid.shown_in("text"), language)
        yield from _paragraphs(grid.notes, language)
    yield from _paragraphs(sheet.closing, language)


def _paragraphs(cells: Iterable[Cell], language: Language) -> Iterator[str]:
    for cell in cells:
        if cell.text:
            yield _text(cell.to(language))
            yield ""


def _grid(grid: Grid, language: Language) -> Iterator[str]:
    for group in grid.groups:
        if group.heading:
            yield f"### {_escape(group.heading.to(language))}"
            yield ""
        yield "| " + " | ".join(_escape(column.title.to(language)) or " " for column in grid.columns) + " |"
        yield "|" + "|".join("---" if column.align == "left" else "---:" for column in grid.columns) + "|"
        for row in group.rows:
            yield "| " + " | ".join(_text(cell.to(language)) for cell in row) + " |"
        yield ""


def _text(text: str) -> str:
    return _LIST.sub(r"\1\\\2", _escape(text))


def _escape(text: str) -> str:
    return _ACTIVE.sub(r"\\\1", harmless(text)).replace("\\&", "&amp;").replace("\\<", "&lt;").replace("\\>", "&gt;")
