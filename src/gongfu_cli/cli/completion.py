"""What the shell is offered to complete: words, and the ids, years, departments and categories of the data found."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gongfu_cli.cli import disk
from gongfu_cli.cli.session import ALL
from gongfu_cli.language.phrase import Refusal
from gongfu_cli.language.safe import harmless

if TYPE_CHECKING:
    from gongfu_cli.book.folder import Folder

_READ_BY_SHELLS = re.compile(r"[\x00-\x20!-$&-*,;-?\[-^`{-~]")
"""A sign that a shell would read as its own: what holds one is not offered, since shells insert words as they are."""


def words(*known: str) -> Callable[[str], list[str]]:
    """What completes one of a few words."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return complete


def _folder(ctx: typer.Context, table: str | None = None) -> "Folder | None":
    """The table of the data found that is named, else the one that --table names, else the official one."""
    from gongfu_cli.book.folder import MAIN, further_tables, load

    try:
        found = disk.find_data(_named_data(ctx), os.environ, Path.cwd()) or disk.bundled_data()
    except (Refusal, OSError):
        return None
    table = table or ctx.params.get("table")
    table = MAIN if table in (None, ALL) else table
    return load(found, table=table) if found and table in (MAIN, *further_tables(found)) else None


def _named_data(ctx: typer.Context) -> Path | None:
    """The data folder that the line names: of several to compare the first."""
    from gongfu_cli.cli.periods import period_and_folders

    given = ctx.params
    folders = [Path(given["data"])] if given.get("data") else []
    if "dirs" in given:  # behind an option without its value arguments are not told apart
        words = [given["year"], *(given["dirs"] or ()), *ctx.args]
        folders = [*period_and_folders([word for word in words if word])[1], *folders]
    return folders[0] if folders else None


def indicators(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of the table with the names beside them."""
    return _indicators(_folder(ctx), incomplete)


def indicators_of_all(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Likewise, and behind the name of a table and a colon those of that table."""
    table, colon, id = incomplete.rpartition(":")
    return [(f"{table}{colon}{known}", name) for known, name in _indicators(_folder(ctx, table), id)]


def _indicators(folder: "Folder | None", incomplete: str) -> list[tuple[str, str]]:
    return _named(folder, "indicators.yaml", "indicators", ("id", "name"), incomplete)


def years(ctx: typer.Context, incomplete: str) -> list[str]:
    """The years and part-years there are actuals for."""
    folder = _folder(ctx)
    known = sorted(period for period in (folder.periods.values() if folder else ()) if period)
    return [str(period) for period in known if str(period).startswith(incomplete)]


def tables(ctx: typer.Context, incomplete: str) -> list[str]:
    """The tables of the folder."""
    from gongfu_cli.book.folder import MAIN, further_tables

    folder = _folder(ctx)
    known = [MAIN, *(further_tables(folder.shared) if folder else ()), ALL]
    return [name for name in known if name.startswith(incomplete)]


def departments(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The bodies of the register, or else those of the table."""
    from gongfu_cli.source.nodes import EVERY

    folder = _folder(ctx)
    if folder is None or folder.register_name in folder.sources:
        return _named(folder, "departments.yaml", "departments", ("name", "name_en"), incomplete)
    names = folder.texts(folder.root(folder.table_name), "indicators", EVERY, "departments", EVERY)
    return [(name, "") for name in dict.fromkeys(names) if _is_offered(name, incomplete)]


def categories(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The categories of the table."""
    return _named(_folder(ctx), "indicators.yaml", "categories", ("name", "name_en"), incomplete)


def _named(
    folder: "Folder | None", file: str, listing: str, fields: tuple[str, str], incomplete: str
) -> list[tuple[str, str]]:
    """A field of each row in a list of a file, with another beside it, where it begins with what was typed."""
    from gongfu_cli.source.nodes import EVERY, at

    if folder is None:
        return []
    rows = at(folder.root(folder.name(folder.path / file)), listing, EVERY)
    pairs = [(word, next(folder.texts(row, fields[1]), "")) for row in rows for word in folder.texts(row, fields[0])]
    return [(word, harmless(beside)) for word, beside in pairs if _is_offered(word, incomplete)]


def _is_offered(word: str, incomplete: str) -> bool:
    return word.startswith(incomplete) and not _READ_BY_SHELLS.search(word)


def rules_of_all(incomplete: str) -> list[tuple[str, str]]:
    """The codes of all rules with their names, those of `import` too."""
    import gongfu_cli.forms.county_faults
    import gongfu_cli.forms.faults  # noqa: F401, likewise

    return rules(incomplete)


def rules(incomplete: str) -> list[tuple[str, str]]:
    """The codes of the rules of `check` with their names."""
    from gongfu_cli.checks import pages

    return [(page.code, page.name) for page in pages.pages() if page.code.startswith(incomplete)]
