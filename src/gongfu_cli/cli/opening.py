"""Opening the data: the folder, the book for the years that are asked for, and no book where the data have errors."""

import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import typer

from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import MAIN, Folder, further_tables, load
from gongfu_cli.book.period import Period, not_after
from gongfu_cli.cli import disk
from gongfu_cli.cli.exit_codes import REFUSED
from gongfu_cli.cli.periods import meant_by, there_are
from gongfu_cli.cli.session import ALL, Session
from gongfu_cli.county import County, Faulty, known_table
from gongfu_cli.language.phrase import Phrase, Refusal, same
from gongfu_cli.source.finding import Finding
from gongfu_cli.source.reading import Source

MOST_SHOWN = 200
"""So many findings of files that come in are listed."""


def open_folder(session: Session, *, own: bool = False) -> Folder:
    """The data folder as it was read. Where none is found it is the one that came with the program, and a line on
    stderr says whose data these are; Refusal where it has to be the user's own, or where the result would go into one
    of its files."""
    found = disk.find_data(session.data, session.environment, session.here)
    if found:
        return read_folder(session, found)
    bundled = None if own else disk.bundled_data()
    if bundled is None:
        raise Refusal(
            "这里没有数据文件夹（data/indicators.yaml）；用 gongfu init DIR 新建一个，或用 --data 指明",
            "there is no data folder here (data/indicators.yaml): make one (gongfu init DIR), or name one with --data",
        )
    folder = read_folder(session, bundled)
    if folder.table:
        title, title_en = folder.table.title, folder.table.title_en or folder.table.title
        session.note(
            f"这里没有数据文件夹，用的是程序自带的数据：{title}",
            f"there is no data folder here; these are the data that came with gongfu: {title_en}",
        )
    return folder


def read_folder(session: Session, path: Path, table: str = MAIN) -> Folder:
    """A data folder, or a table of it, by its path. Raises Refusal where the result would go into one of its files."""
    folder = load(path, disk.name_from(session.here), table=table)
    disk.refuse_data_file(session.file, folder.shared)
    return folder


def open_books(session: Session, wanted: Sequence[str | None]) -> tuple[dict[str, Book], list[Period]]:
    """The books of the tables that are asked for, by their names, for some periods in order, and the periods.

    One that is None is the latest for which anything is filed, or the full year before that of the next. A further
    table may have no actuals for it. Refuses a period that there is not; data with errors in a file that is needed are
    printed and end the command. Of several tables, those whose baseline year is not before the periods are left out
    with a note.
    """
    main = open_folder(session)
    folders = _chosen(session, main)
    if not (known := there_are([main, *folders.values()])):
        sound_book(session, main, 0)  # a folder that is none of ours is told what it lacks first of all
    periods = meant_by(wanted, main, known)
    return sound_books(session, folders, periods), periods


def sound_books(session: Session, folders: Mapping[str, Folder], periods: Sequence[Period]) -> dict[str, Book]:
    """The books of folders for some periods in order, as `sound_book` makes them, whose baseline year is before the
    first period; others are left out with a note, or refused where it is the first book."""
    chosen = {}
    books = {name: sound_book(session, folder, periods[-1]) for name, folder in folders.items()}
    for n, (name, book) in enumerate(books.items()):
        if periods[0] > book.table.baseline_year:
            chosen[name] = book
            continue
        too_early = not_after(book.table.baseline_year, periods[0])
        if n == 0:
            raise Refusal(*too_early)
        session.note(*(same(f"{name}: ") + too_early))
    return chosen


def open_tables(session: Session, *, own: bool = False, also: Collection[str] = ()) -> dict[str, Folder]:
    """The folders of the tables that are asked for, by their names, and of those that are called so too, as
    `open_folder` finds them."""
    return _chosen(session, open_folder(session, own=own), also)


def _chosen(session: Session, main: Folder, also: Collection[str] = ()) -> dict[str, Folder]:
    """The tables that `--table` asks for, by their names, the official one first; then those that are called so."""
    names = tables_of(main.shared, session.table)
    names += [name for name in further_tables(main.shared) if name in also and name not in names]
    return {name: main if name == MAIN else read_folder(session, main.shared, name) for name in names}


def tables_of(path: Path, table: str | None) -> list[str]:
    """The names of the tables of a data folder that `--table` asks for. Raises Refusal for one that it has not."""
    return [MAIN, *further_tables(path)] if table == ALL else [known_table(path, table or MAIN)]


def sound_book(session: Session, folder: Folder, last: Period) -> Book:
    """The book of a folder whose shared files, and actuals up to the period `last`, have no errors; otherwise they are
    printed and the command ends. Errors in later actuals are a line each on stderr."""
    county = County(folder)
    try:
        book = county.book(last)
    except Faulty as fault:
        show_findings(session, fault.findings, folder.sources)
        session.note(f"{fault.count} 个错误，改好才能算。", f"{fault.count} error(s) to mend first.")
        raise typer.Exit(REFUSED) from None
    for file, count in county.aside(last).items():
        session.note(*not_used(file, count))
    return book


def not_used(file: str, count: int) -> Phrase:
    """What to say of errors in a file that is not needed."""
    return Phrase(
        f"{file} 有 {count} 个错误，这里没有用到它（gongfu check 可列出）",
        f"{file} has {count} error(s); it is not used here (gongfu check lists them)",
    )


def show_findings(session: Session, findings: Sequence[Finding], sources: Mapping[str, Source]) -> None:
    """Findings for people, on stderr."""
    from gongfu_cli.formats import diagnostics

    color = session.color and sys.stderr.isatty()
    session.say(diagnostics.render(findings, sources, session.language, color))


def show_incoming(session: Session, findings: Sequence[Finding]) -> int:
    """Show what is wrong with files that come in; of very much the first, errors first, and how much more. The return
    value is how many errors there are."""
    errors = sum(finding.severity == "error" for finding in findings)
    more = len(findings) - MOST_SHOWN
    if more > 0:
        findings = sorted(findings, key=lambda finding: finding.severity != "error")[:MOST_SHOWN]
    show_findings(session, findings, {})
    if more > 0:
        session.note(f"另有 {more} 处没有列出。", f"{more} more are not shown.")
    return errors


def nothing_written(session: Session, errors: int, code: int) -> typer.Exit:
    """The end of a command because of errors in files that come in, which is said."""
    session.note(f"{errors} 个错误，什么也没有写入。", f"{errors} error(s); nothing was written.")
    return typer.Exit(code)
