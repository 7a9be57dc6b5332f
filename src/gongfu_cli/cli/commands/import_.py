"""`gongfu import`: returned forms, on their way into the actuals."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongfu_cli.cli import disk, options
from gongfu_cli.cli.exit_codes import REFUSED
from gongfu_cli.cli.output import put_difference
from gongfu_cli.cli.session import Session
from gongfu_cli.cli.usage import Context
from gongfu_cli.language.phrase import Phrase, Refusal, listed
from gongfu_cli.language.terms import ILLUSTRATIVE

if TYPE_CHECKING:
    from gongfu_cli.book.book import Book
    from gongfu_cli.book.folder import Folder
    from gongfu_cli.forms.returned import Returned

_SHOWN = 12


def command(
    ctx: Context,
    forms: Annotated[
        list[Path], options.argument("FILE", "交回的表：xlsx xls ods csv", "returned forms: xlsx, xls, ods, csv")
    ],
    year: Annotated[
        str | None, options.option("--year", "YEAR", "年份（默认看表头）", "the year (default: what the forms say)")
    ] = None,
    write: Annotated[
        bool, options.flag("--write", "写入实绩文件（默认只显示差异）", "write the actuals file, not only show")
    ] = False,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Show what returned forms change in the actuals of their year, and write it where --write says so."""
    from gongfu_cli.book.folder import ACTUALS
    from gongfu_cli.cli.opening import open_folder, sound_book
    from gongfu_cli.source.writing import difference

    session = ctx.obj
    folder = open_folder(session, data, own=write)
    book = sound_book(session, folder, 0)  # of the actuals, only those that are written have to be sound
    filed, result = _read(session, folder, book, forms, year)
    path = folder.path / ACTUALS / f"{filed}.yaml"
    name = folder.name(path)
    if path.exists() and filed not in book.actuals:
        raise Refusal(f"{name} 有错误，先改好再导入（gongfu check）", f"{name} has errors to mend first (gongfu check)")
    before = disk.read(path).decode() if path.exists() else ""
    first_line = "" if before else disk.schema_line(path, folder.path)
    after = first_line + _merged(session, book, filed, before, result) if result.filing else before
    put_difference(session, difference(before, after, name))
    if any(book.filed(id, filed).status == "illustrative" for id in book.indicators):
        session.note(*ILLUSTRATIVE)
    session.note(*_summary(len(result.filing), result.empty))
    if after == before:
        session.note(f"{name} 没有变化", f"{name}: nothing changes")
    elif write:
        path.parent.mkdir(exist_ok=True)
        disk.write(path, after.encode())
        session.note(f"已写入 {name}", f"written: {name}")
    else:
        session.note("没有写入；加上 --write 写入", "nothing was written; --write writes it")


def _read(
    session: Session, folder: "Folder", book: "Book", forms: Sequence[Path], year: str | None
) -> tuple[int, "Returned"]:
    """What the forms say, and of which year; findings are printed, and errors among them end the command."""
    from gongfu_cli.cli import opening, select
    from gongfu_cli.forms import returned

    contents = [(folder.name(path), disk.read(path)) for path in forms]
    result = returned.read(contents, book, select.year(year) if year is not None else None)
    opening.show_findings(session, result.findings, {})
    errors = sum(finding.severity == "error" for finding in result.findings)
    if errors or result.year is None:
        session.note(f"{errors} 个错误，什么也没有写入。", f"{errors} error(s); nothing was written.")
        raise typer.Exit(REFUSED)
    return result.year, result


def _merged(session: Session, book: "Book", year: int, before: str, result: "Returned") -> str:
    """The text of the actuals file with what was filed; of a new one where there was none."""
    from gongfu_cli.forms import merge, yaml_file
    from gongfu_cli.forms.form import form

    text = before or yaml_file.render(form(book, year), session.language)
    return merge.merged(text, result.filing, {row.id: row.name for row in book.table.indicators})


def _summary(count: int, empty: Sequence[str]) -> Phrase:
    summary = Phrase(f"填了 {count} 项", f"rows filed: {count}")
    if not empty:
        return summary
    ids = listed([*empty[:_SHOWN], *["…"] * (len(empty) > _SHOWN)])
    return summary.then(Phrase(f"，未填 {len(empty)} 项（{ids.zh}）", f"and {len(empty)} left empty ({ids.en})"))
