"""What the shell is offered to complete: words, and the ids, years, departments and categories of the data found."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gongfu_cli.cli import disk
from gongfu_cli.language.phrase import Refusal

if TYPE_CHECKING:
    from gongfu_cli.book.folder import Folder


def words(*known: str) -> Callable[[str], list[str]]:
    """What completes one of a few words."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return complete


def _folder(ctx: typer.Context) -> "Folder | None":
    from gongfu_cli.book.folder import load

    try:
        data = ctx.params.get("data")
        return load(disk.find_data(Path(data) if data else None, os.environ, Path.cwd()))
    except Refusal:
        return None


def indicators(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of the table with the names beside them."""
    folder = _folder(ctx)
    rows = folder.table.indicators or () if folder and folder.table else ()
    return [(row.id, row.name or "") for row in rows if row.id and row.id.startswith(incomplete)]


def years(ctx: typer.Context, incomplete: str) -> list[str]:
    """The years there are actuals for."""
    folder = _folder(ctx)
    known = sorted(year for year in (folder.years.values() if folder else ()) if year)
    return [str(year) for year in known if str(year).startswith(incomplete)]


def departments(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The bodies of the register, or where there is none those of the table."""
    folder = _folder(ctx)
    rows = folder.register.departments or () if folder and folder.register else ()
    bodies = [(row.name, row.name_en or "") for row in rows if row.name]
    if folder and folder.table and not bodies:
        names = (name for row in folder.table.indicators or () for name in row.departments or ())
        bodies = [(name, "") for name in dict.fromkeys(names)]
    return [(name, name_en) for name, name_en in bodies if name.startswith(incomplete)]


def categories(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The categories of the table."""
    folder = _folder(ctx)
    rows = folder.table.categories or () if folder and folder.table else ()
    return [(row.name, row.name_en or "") for row in rows if row.name and row.name.startswith(incomplete)]


def rules(incomplete: str) -> list[tuple[str, str]]:
    """The codes of the check rules with their names."""
    from gongfu_cli.checks import pages

    return [(page.code, page.name) for page in pages.pages() if page.code.startswith(incomplete)]
