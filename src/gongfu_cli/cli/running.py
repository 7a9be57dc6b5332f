"""What the commands share: opening the data, choosing years, and putting results out."""

import io
import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from gongfu_cli.book import scalars
from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import Folder, load
from gongfu_cli.checks.run import check, errors_only
from gongfu_cli.cli import disk, select
from gongfu_cli.cli.session import Session
from gongfu_cli.formats.documents import Json
from gongfu_cli.formats.records import Lines
from gongfu_cli.language.phrase import Phrase, Refusal, listed
from gongfu_cli.language.safe import harmless
from gongfu_cli.scoring.requirement import Path as Course
from gongfu_cli.scoring.scorecard import Deciding, Scorecard, score
from gongfu_cli.sheets.sheet import Sheet
from gongfu_cli.source.finding import Misread

DONE, FOUND, REFUSED, FAULT = 0, 1, 2, 3


def kind_of(format: str, output: Path | None, known: Sequence[str]) -> str:
    """The output format that was asked for."""
    kind = select.one_of(format, known, Phrase("输出格式", "output format"))
    if kind == "xlsx" and output is None:
        raise Refusal(Phrase("--format xlsx 要用 --output 写入文件", "--format xlsx needs a file: --output FILE"))
    return kind


def open_folder(session: Session, data: Path | None) -> Folder:
    """The data folder as it was read."""
    return load(disk.find_data(data, session.environment, session.here), disk.name_from(session.here))


def open_book(session: Session, data: Path | None, wanted: Sequence[str | None]) -> tuple[Book, list[int]]:
    """The book for some years in order, and the years.

    A year that is None is the latest there is, or the one before the next. Refuses a year that there is not; data
    with errors in a file that is needed are printed and end the command.
    """
    folder = open_folder(session, data)
    known = sorted(year for year in folder.years.values() if year is not None)
    if not known:
        sound_book(session, folder, 0)  # a folder that is none of ours is told what it lacks first of all
    base = folder.table.baseline_year if folder.table else 0
    years: list[int] = []
    for each in reversed(wanted):
        years.insert(0, _year(each, known, base, before=years[0] if years else None))
    book = sound_book(session, folder, years[-1])
    if years[0] <= book.table.baseline_year:
        base = book.table.baseline_year
        raise Refusal(
            Phrase(
                f"{years[0]} 年不晚于基期 {base} 年，无从判断",
                f"{years[0]} is not later than the baseline year, {base}",
            )
        )
    return book, years


def sound_book(session: Session, folder: Folder, last: int) -> Book:
    """The book of a folder whose shared files, and actuals up to the year `last`, have no errors; otherwise they are
    printed and the command ends. Errors in later actuals are a line each on stderr."""
    outcome = check(folder, errors_only)
    errors = [each for each in outcome.findings if each.severity == "error"]
    needed = [each for each in errors if _is_needed(folder, each.place.file, last)]
    if needed or outcome.book is None:
        from gongfu_cli.formats import diagnostics

        color = session.color and sys.stderr.isatty()
        sys.stderr.write(diagnostics.render(needed, folder.sources, session.language, color))
        session.say(Phrase(f"{len(needed)} 个错误，改好才能算。", f"{len(needed)} error(s) to mend first."))
        raise typer.Exit(REFUSED)
    for file in dict.fromkeys(each.place.file for each in errors):
        count = sum(each.place.file == file for each in errors)
        session.say(
            Phrase(
                f"{file} 有 {count} 个错误，这里没有用到它（gongfu check 可列出）",
                f"{file} has {count} error(s); it is not used here (gongfu check lists them)",
            )
        )
    return outcome.book


def _is_needed(folder: Folder, file: str, last: int) -> bool:
    if file not in folder.years:
        return True
    year = folder.years[file]
    return year is not None and year <= last


def _year(given: str | None, known: Sequence[int], base: int, before: int | None) -> int:
    if given is None:
        earlier = [year for year in known if year > base and (before is None or year < before)]
        if earlier:
            return earlier[-1]
        if before is not None:
            raise Refusal(Phrase(f"{before} 年之前没有实际值", f"there are no actuals before {before}"))
        raise Refusal(
            Phrase("还没有任何一年的实际值（actuals/年份.yaml）", "there are no actuals yet (actuals/YEAR.yaml)")
        )
    have = Phrase("；有的年份：", "; there are").then(listed(map(str, known)))
    if given in map(str, known):
        return int(given)
    if not re.fullmatch("[1-9][0-9]{3}", given):
        raise Refusal(Phrase(f"“{given}”不是年份", f"“{given}” is not a year"), have if known else None)
    raise Refusal(Phrase(f"没有 {given} 年的实际值", f"there are no actuals for {given}"), have if known else None)


def scorecard(book: Book, year: int, path: str, targets: str | None) -> Scorecard:
    """The scorecard of a year, by the words of --path and --targets."""
    return score(book, year, course_of(path), targets_of(targets))


def course_of(given: str) -> Course:
    """What --path says."""
    linear = select.one_of(given, ("linear", "step"), Phrase("路径", "path")) == "linear"
    return "linear" if linear else "step"


def targets_of(given: str | None) -> Deciding:
    """What --targets says."""
    if given is None:
        return None
    if given.lower() == "latest":
        return "latest"
    try:
        day: date = scalars.DATE.parse(given)
    except Misread:
        raise Refusal(
            Phrase(
                f"--targets 要写 latest 或日期（如 2025-02-28），不是“{given}”",
                f"--targets takes latest or a date such as 2025-02-28, not “{given}”",
            )
        ) from None
    return day


def put_sheet(session: Session, sheet: Sheet, kind: str, output: Path | None) -> None:
    """Put a sheet out as a table, as Markdown or as a workbook."""
    if kind == "xlsx":
        from gongfu_cli.formats import xlsx

        assert output is not None
        disk.write(output, xlsx.render(sheet, session.language))
    elif kind == "markdown":
        from gongfu_cli.formats import markdown

        put(markdown.render(sheet, session.language), output)
    else:
        from gongfu_cli.formats import table

        width, color = (session.width, session.color) if output is None else (None, False)
        put(table.render(sheet, session.language, width, color), output)


def put_json(value: Json, output: Path | None) -> None:
    """Put a document out as JSON."""
    from gongfu_cli.formats import json

    put(json.dumps(value), output, machine=True)


def put_csv(lines: Lines, output: Path | None) -> None:
    """Put lines out as CSV, with a BOM where it goes to a file: Excel and WPS need it."""
    from gongfu_cli.formats import csv

    text = csv.dumps(*lines)
    put(text if output is None else f"\ufeff{text}", output, machine=True)


def put_difference(text: str, output: Path | None) -> None:
    """Put a difference out, harmless line by line."""
    put("".join(f"{harmless(line)}\n" for line in text.split("\n")[:-1]), output)


def put(text: str, output: Path | None, machine: bool = False) -> None:
    """Put a text on stdout, or into a file, whole or not at all. What machines read is UTF-8 on every console."""
    if output is not None:
        disk.write(output, text.encode("utf-8", "replace"))
        return
    try:
        if machine and isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, AttributeError) as error:  # a full disk; stdout closed from the start
        why = getattr(error, "strerror", None) or "stdout"
        raise Refusal(Phrase(f"结果写不出去：{why}", f"the result cannot be written: {why}")) from error
