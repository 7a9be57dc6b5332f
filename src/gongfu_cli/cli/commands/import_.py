"""`gongfu import`: returned forms, on their way into the actuals."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongfu_cli.cli import disk, options, saving
from gongfu_cli.cli.exit_codes import REFUSED
from gongfu_cli.cli.output import put, put_difference, save
from gongfu_cli.cli.session import Session
from gongfu_cli.cli.usage import Context
from gongfu_cli.language.phrase import Refusal, listed

if TYPE_CHECKING:
    from gongfu_cli.book.book import Book
    from gongfu_cli.book.folder import Folder
    from gongfu_cli.book.period import Period
    from gongfu_cli.forms.returned import Returned

_SHOWN = 12


def command(
    ctx: Context,
    forms: Annotated[
        list[Path],
        options.argument(
            "FILE|DIR",
            "交回的表（xlsx xls et ods csv）或文件夹",
            "returned forms (xlsx, xls, et, ods, csv), or their folder",
        ),
    ],
    year: Annotated[
        str | None,
        options.option(
            "--year", "YEAR", "年份，或如 2025-06（默认看表头）", "the year, or 2025-06 (default: what the forms say)"
        ),
    ] = None,
    write: Annotated[
        bool, options.flag("--write", "写入实绩文件（默认只显示）", "write the actuals file, not only show")
    ] = False,
    table: options.Table = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Show what came back, what is doubtful and what changes in the actuals of their year, and write it where --write
    says so. Errors in a form end the command."""
    from gongfu_cli.book.folder import ACTUALS
    from gongfu_cli.cli.opening import open_table, sound_book
    from gongfu_cli.forms import merge

    session = ctx.obj
    files = _files(session, forms)
    folder = open_table(session, data, own=write)
    book = sound_book(session, folder, 0)  # of the actuals, only those that are written have to be sound
    filed, result = _read(session, folder, book, files, year)
    path = folder.path / ACTUALS / f"{filed}.yaml"
    name = folder.name(path)
    with saving.alone(folder.shared):  # another run may have written the file since the folder was read
        read = disk.read(path) if path.exists() else None
        if read is not None and not merge.is_sound(read):
            raise Refusal(
                f"{name} 有错误，先改好再导入（gongfu check）", f"{name} has errors to mend first (gongfu check)"
            )
        before = read.decode() if read is not None else ""
        first_line = "" if before else disk.schema_line(path, folder.shared)
        after = first_line + _merged(session, book, filed, before, result) if result.filing else before
        _show(session, result, filed, name, before, after)
        if read is None and not after:
            session.note("表里什么也没有填，没有可写入的", "nothing is filled in: there is nothing to write")
        elif after == before:
            session.note(f"{name} 没有变化", f"{name}: nothing changes")
        elif write:
            path.parent.mkdir(exist_ok=True)
            save(session, path, after.encode(), saving.Read(read))
        else:
            session.note("没有写入；加上 --write 写入", "nothing was written; --write writes it")


def _show(session: Session, result: "Returned", period: "Period", name: str, before: str, after: str) -> None:
    """Who has returned what, and what changes in a file that was there before."""
    from gongfu_cli.source.writing import difference

    _show_receipt(session, result, period, values=not before)
    if before and after != before:
        put(session, "\n")
        put_difference(session, difference(before, after, name))


def _show_receipt(session: Session, result: "Returned", period: "Period", values: bool) -> None:
    """Who has returned what."""
    from gongfu_cli.formats import table
    from gongfu_cli.forms.receipt import receipt_sheet

    sheet = receipt_sheet(result, period, values)
    put(session, table.render(sheet, session.language, session.width, session.color))


def _files(session: Session, paths: Iterable[Path]) -> list[Path]:
    """The files that are named, and in folders those that may be forms; a note says which others there are."""
    from gongfu_cli.forms.tables import ENDINGS

    found: list[Path] = []
    skipped: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        next(path.iterdir(), None)  # raises where it may not be looked into; rglob finds nothing there
        for file in sorted(file for file in path.rglob("*") if file.is_file()):
            is_form = file.suffix.lower() in ENDINGS and not file.name.startswith(("~$", "."))
            (found if is_form else skipped).append(file)
    if skipped:
        names = listed([*(file.name for file in skipped[:_SHOWN]), *["…"] * (len(skipped) > _SHOWN)])
        session.note(f"跳过 {len(skipped)} 个文件：{names.zh}", f"skipped, {len(skipped)} in all: {names.en}")
    if not found:
        folders = listed(map(str, paths))
        raise Refusal(f"{folders.zh} 里没有填报表", f"there are no forms in {folders.en}")
    return [*dict.fromkeys(found)]


def _read(
    session: Session, folder: "Folder", book: "Book", files: Sequence[Path], year: str | None
) -> "tuple[Period, Returned]":
    """What the forms say, and of which year; findings are printed, and errors among them end the command."""
    from gongfu_cli.book.period import meant
    from gongfu_cli.cli import opening
    from gongfu_cli.forms import returned

    contents = [(folder.name(path), disk.read(path)) for path in files]
    result = returned.read(contents, book, meant(year) if year is not None else None)
    opening.show_incoming(session, result.findings)
    errors = sum(finding.severity == "error" for finding in result.findings)
    if errors or result.period is None:
        if result.period is not None and result.forms:
            _show_receipt(session, result, result.period, values=False)
        session.note(f"{errors} 个错误，什么也没有写入。", f"{errors} error(s); nothing was written.")
        raise typer.Exit(REFUSED)
    return result.period, result


def _merged(session: Session, book: "Book", period: "Period", before: str, result: "Returned") -> str:
    """The text of the actuals file with what was filed; of a new one where there was none."""
    from gongfu_cli.forms import merge, yaml_file
    from gongfu_cli.forms.form import form

    text = before or yaml_file.render(form(book, period), session.language)
    return merge.merged(text, result.filing, {row.id: row.name for row in book.table.indicators})
