"""`gongfu init`: a data folder for another county."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

from gongfu_cli.cli import disk, options, saving
from gongfu_cli.cli.exit_codes import FOUND
from gongfu_cli.cli.output import utf8
from gongfu_cli.cli.session import Session
from gongfu_cli.language.phrase import Phrase, listed, same
from gongfu_cli.language.terms import DIRECTIONS

if TYPE_CHECKING:
    from gongfu_cli.forms.county_table import CountyTable


def command(
    session: Session,
    folder: Annotated[Path, options.argument("DIR", "新文件夹", "the new folder")],
    name: Annotated[
        str | None, options.option("--name", "NAME", "县名，写进标题", "the county's name, for the title")
    ] = None,
    table: Annotated[
        Path | None,
        options.option(
            "--from",
            "FILE",
            "读入已有的指标表：xlsx xls et ods csv（默认写四项示例）",
            "read an existing table: xlsx, xls, et, ods, csv (default: four samples)",
        ),
    ] = None,
) -> None:
    """Write a data folder, `DIR/data`, and the schemas beside it; never over anything that is there."""
    from gongfu_cli.book import json_schema
    from gongfu_cli.book.folder import ACTUALS
    from gongfu_cli.formats import json
    from gongfu_cli.forms import county

    if table is None:
        read, texts = None, county.starter(name)
    else:
        read = _read(session, table)
        texts = county.written(read, table.name, name)
    files = {f"data/{file}": text for file, text in texts.items()}
    files |= {f"schemas/{kind}.schema.json": json.dumps(json_schema.schema(kind)) for kind in json_schema.NAMES}
    saving.save_new(folder, {file: utf8(text) for file, text in files.items()})
    (folder / "data" / ACTUALS).mkdir(exist_ok=True)  # where the years go, though there may be none yet
    session.note(
        f"已写入 {folder / 'data'} 和 {folder / 'schemas'}", f"written: {folder / 'data'} and {folder / 'schemas'}"
    )
    for line in (*(_assumed(read) if read else ()), *_next(session, folder, read)):
        session.note(*line)


def _read(session: Session, file: Path) -> "CountyTable":
    """The table in a spreadsheet; findings are printed, and errors among them end the command."""
    from gongfu_cli.cli.opening import nothing_written, show_incoming
    from gongfu_cli.forms import county_table

    name = disk.name_from(session.here)(file)
    table, findings = county_table.read(name, disk.read(file))
    errors = show_incoming(session, findings)
    if table is None:
        raise nothing_written(session, errors, FOUND)
    return table


def _assumed(table: "CountyTable") -> Iterator[Phrase]:
    """What the table does not print, and what was taken in its place."""
    from gongfu_cli.forms.county_table import RISES
    from gongfu_cli.sheets.phrases import in_brackets

    yield Phrase(
        f"读入 {len(table.rows)} 个分项。以下内容原表没有，由程序推定，请核对；没有把握的，文件中标有 # check：",
        f"{len(table.rows)} rows. What is not printed was assumed: look at it. What is doubtful is marked # check.",
    )
    if table.baseline_year_assumed:
        yield Phrase(f"  基期年 {table.baseline_year}", f"  the baseline year, {table.baseline_year}")
    without = [row.id for row in table.rows if not row.attribute]
    if without:
        yield Phrase("  评价指标：", "  evaluation indicators: ") + _ids(without, table)
    by_reason: dict[tuple[str, Phrase], list[str]] = {}
    for row in table.rows:
        if row.why:
            by_reason.setdefault((row.direction, row.why), []).append(row.id)
    for (direction, why), ids in by_reason.items():
        plain = Phrase(f"{len(ids)} 个分项", f"{len(ids)} of {len(table.rows)} rows")  # many, and not marked
        which = plain if why == RISES else _ids(ids, table)
        yield same("  ") + DIRECTIONS[direction] + in_brackets(why) + Phrase("：", ": ") + which


def _ids(ids: Sequence[str], table: "CountyTable") -> Phrase:
    return Phrase("全部", "all") if len(ids) == len(table.rows) else listed(ids)


def _next(session: Session, folder: Path, table: "CountyTable | None") -> Iterator[Phrase]:
    """What to do next, as commands."""
    yield Phrase("下一步：", "Next:")
    if folder.resolve() != session.here.resolve():
        yield same(f"  cd {quote(str(folder))}")
    yield same("  gongfu check")
    yield same(
        f"  gongfu template {table.years[0]} -o data/actuals/{table.years[0]}.yaml" if table else "  gongfu score"
    )
