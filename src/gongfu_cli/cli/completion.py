"""What the shell is offered to complete: words, and the ids, years, departments and categories of the data found."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from gongfu_cli.book.folder import Folder, load
from gongfu_cli.cli import disk
from gongfu_cli.language.phrase import Refusal
from gongfu_cli.source.nodes import EVERY, Node, at


def words(*known: str) -> Callable[[str], list[str]]:
    """What completes one of a few words."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return complete


def _folder(ctx: typer.Context) -> Folder | None:
    try:
        data = ctx.params.get("data")
        return load(disk.find_data(Path(data) if data else None, os.environ, Path.cwd()))
    except Refusal:
        return None


def indicators(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of the table with the names beside them."""
    folder = _folder(ctx)
    rows = at(folder.root(folder.table_name), "indicators", EVERY) if folder else ()
    return _named(folder, rows, "id", "name", incomplete)


def years(ctx: typer.Context, incomplete: str) -> list[str]:
    """The years there are actuals for."""
    folder = _folder(ctx)
    known = sorted(year for year in (folder.years.values() if folder else ()) if year)
    return [str(year) for year in known if str(year).startswith(incomplete)]


def departments(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The bodies of the register, or else those of the table."""
    folder = _folder(ctx)
    if folder is None:
        return []
    register = [*at(folder.root(folder.register_name), "departments", EVERY)]
    if register:
        return _named(folder, register, "name", "name_en", incomplete)
    names = folder.texts(folder.root(folder.table_name), "indicators", EVERY, "departments", EVERY)
    return [(name, "") for name in dict.fromkeys(names) if name.startswith(incomplete)]


def categories(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The categories of the table."""
    folder = _folder(ctx)
    rows = at(folder.root(folder.table_name), "categories", EVERY) if folder else ()
    return _named(folder, rows, "name", "name_en", incomplete)


def _named(
    folder: Folder | None, rows: Iterable[Node], field: str, beside: str, incomplete: str
) -> list[tuple[str, str]]:
    """A field of each row with another beside it, where the first begins with what was typed."""
    return [
        (value, next(folder.texts(row, beside), ""))
        for row in rows
        if folder
        for value in folder.texts(row, field)
        if value.startswith(incomplete)
    ]


def rules(incomplete: str) -> list[tuple[str, str]]:
    """The codes of the check rules with their names."""
    from gongfu_cli.source.rule import RULES

    return [(code, rule.name) for code, rule in sorted(RULES.items()) if code.startswith(incomplete.upper())]
