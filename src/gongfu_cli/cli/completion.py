"""What the shell is offered to complete: words, and the ids, years, departments and categories of the data found."""

import os
from collections.abc import Callable
from pathlib import Path

import typer

from gongfu_cli.book.folder import Folder, load
from gongfu_cli.cli import disk
from gongfu_cli.language.phrase import Refusal


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
    rows = folder.table.indicators or () if folder and folder.table else ()
    return [(row.id, row.name or "") for row in rows if row.id and row.id.startswith(incomplete)]


def years(ctx: typer.Context, incomplete: str) -> list[str]:
    """The years there are actuals for."""
    folder = _folder(ctx)
    known = sorted(year for year in (folder.years.values() if folder else ()) if year)
    return [str(year) for year in known if str(year).startswith(incomplete)]


def departments(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The bodies of the register, and those of the table."""
    folder = _folder(ctx)
    rows = folder.register.departments or () if folder and folder.register else ()
    named = [(row.name, row.name_en or "") for row in rows if row.name]
    if folder and folder.table and not named:
        names = (name for row in folder.table.indicators or () for name in row.departments or ())
        named = [(name, "") for name in dict.fromkeys(names)]
    return [each for each in named if each[0].startswith(incomplete)]


def categories(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The categories of the table."""
    folder = _folder(ctx)
    rows = folder.table.categories or () if folder and folder.table else ()
    return [(row.name, row.name_en or "") for row in rows if row.name and row.name.startswith(incomplete)]


def rules(incomplete: str) -> list[tuple[str, str]]:
    """The codes of the check rules with their names."""
    from gongfu_cli.source.finding import RULES

    return [(code, rule.name) for code, rule in sorted(RULES.items()) if code.startswith(incomplete.upper())]
