"""`gongfu import`: returned forms, on their way into the actuals."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from gongfu_cli.cli import disk, options, saving
from gongfu_cli.cli.exit_codes import REFUSED
from gongfu_cli.cli.output import as_table, put, put_difference
from gongfu_cli.cli.session import Session
from gongfu_cli.language.phrase import Refusal, listed

if TYPE_CHECKING:
    from gongfu_cli.book.book import Book
    from gongfu_cli.book.folder import Folder
    from gongfu_cli.book.period import Period
    from gongfu_cli.forms.merge import Filing
    from gongfu_cli.forms.returned import Returned

_SHOWN = 12


def command(
    session: Annotated[Session, options.TABLE],
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
) -> None:
    """Show what came back, what is doubtful and what changes in the actuals of their period, and write it where --write
    says so: all files, or none. Errors in a form end the command."""
    from gongfu_cli.book.period import meant
    from gongfu_cli.cli import opening
    from gongfu_cli.forms import returned

    files = [(disk.name_from(session.here)(path), disk.read(path)) for path in _files(session, forms)]
    heads, findings = returned.opened(files)
    folders = opening.open_tables(session, own=write, also=returned.tables_named(heads))
    # of the actuals, only those that are written have to be sound
    books = {name: opening.sound_book(session, folder, 0) for name, folder in folders.items()}
    result = returned.read(heads, books, meant(year) if year is not None else None)
    result = result._replace(findings=[*findings, *result.findings])
    period = _sound(session, result)
    with saving.alone(next(iter(folders.values())).shared):  # another run may have written since they were read
        concerned = [name for name in books if result.of(name)] or [*books][:1]
        changed = {name: _changed(session, folders[name], books[name], period, result.of(name)) for name in concerned}
        _show_receipt(session, result, period, [name for name, change in changed.items() if not change.before])
        _conclude(session, [*changed.values()], write)


class _Change(NamedTuple):
    """An actuals file: what it was as it was read, and its text before and after."""

    path: Path
    name: str
    read: bytes | None
    before: str
    after: str


def _changed(session: Session, folder: "Folder", book: "Book", period: "Period", filing: "Filing") -> _Change:
    """What becomes of the actuals file of a table; nothing is written yet. Refuses a file that has errors."""
    from gongfu_cli.book.folder import ACTUALS
    from gongfu_cli.forms import merge, yaml_file
    from gongfu_cli.forms.form import form

    path = folder.path / ACTUALS / f"{period}.yaml"
    name, read = folder.name(path), disk.read(path) if path.exists() else None
    if read is not None and not merge.is_sound(read):
        raise Refusal(f"{name} 有错误，先改好再导入（gongfu check）", f"{name} has errors to mend first (gongfu check)")
    before = read.decode() if read is not None else ""
    if not filing:
        return _Change(path, name, read, before, before)
    text = before or yaml_file.render(form(book, period), session.language)
    after = merge.merged(text, filing, {row.id: row.name for row in book.table.indicators})
    return _Change(path, name, read, before, after if before else disk.schema_line(path, folder.shared) + after)


def _conclude(session: Session, files: "Sequence[_Change]", write: bool) -> None:
    """Show what changes in files that were there before, and write all that change, or say why nothing is written."""
    from gongfu_cli.source.writing import difference

    changing = [file for file in files if file.after != file.before]
    for file in changing:
        if file.before:
            put(session, "\n")
            put_difference(session, difference(file.before, file.after, file.name))
    if not any(file.before or file.after for file in files):
        session.note("表里什么也没有填，没有可写入的", "nothing is filled in: there is nothing to write")
    elif not changing:
        for file in files:
            session.note(f"{file.name} 没有变化", f"{file.name}: nothing changes")
    elif write:
        remarks = saving.save_all([(file.path, file.after.encode(), saving.Read(file.read)) for file in changing])
        for file in changing:
            session.note(f"已写入 {file.path}", f"written: {file.path}")
        for remark in remarks:
            session.note(*remark)
    else:
        session.note("没有写入；加上 --write 写入", "nothing was written; --write writes it")


def _show_receipt(session: Session, result: "Returned", period: "Period", new: "Sequence[str]" = ()) -> None:
    """Who has returned what, with the values of tables for which nothing was filed before."""
    from gongfu_cli.forms.receipt import receipt_sheet

    put(session, as_table([receipt_sheet(result, period, new)], session))


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
        names = listed((file.name for file in skipped), _SHOWN)
        session.note(f"跳过 {len(skipped)} 个文件：{names.zh}", f"skipped, {len(skipped)} in all: {names.en}")
    if not found:
        folders = listed(map(str, paths))
        raise Refusal(f"{folders.zh} 里没有填报表", f"there are no forms in {folders.en}")
    return [*dict.fromkeys(found)]


def _sound(session: Session, result: "Returned") -> "Period":
    """The period of what came back; findings are printed, and errors among them end the command."""
    from gongfu_cli.cli import opening

    errors = opening.show_incoming(session, result.findings)
    if errors or result.period is None:
        if result.period is not None and result.forms:
            _show_receipt(session, result, result.period)
        raise opening.nothing_written(session, errors, REFUSED)
    return result.period
