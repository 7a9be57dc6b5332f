"""`gongfu trend` and `report`."""

from pathlib import Path
from typing import Annotated

import typer

from gongfu_cli.cli import completion, disk, options, select
from gongfu_cli.cli.running import course_of, kind_of, open_book, put_csv, put_json, put_sheet, scorecard, targets_of
from gongfu_cli.cli.session import Session
from gongfu_cli.formats import documents, records
from gongfu_cli.scoring.diff import compare
from gongfu_cli.scoring.trend import trends


def trend(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None,
        options.argument(
            "[ID]...", "指标编号或名称（默认全部）", "ids or names of indicators (default: all)", completion.indicators
        ),
    ] = None,
    department: options.Department = None,
    category: options.Category = None,
    path: options.Course = "linear",
    targets: options.Targets = None,
    format: options.Format = "table",
    output: options.Output = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """The course over the years: values, standings, the pace kept and the pace needed."""
    from gongfu_cli.sheets.course import course_sheet

    session: Session = ctx.obj
    kind = kind_of(format, output, options.FORMATS)
    book, _ = open_book(session, data, [None])
    cards, courses = trends(book, course_of(path), targets_of(targets))
    wanted = {select.indicator(book, each).id for each in ids or ()}
    filtered = select.rows(cards[-1], select.Filters(department or (), category or ()))
    shown = {row.indicator.id for row in filtered} & (wanted or set(book.indicators))
    courses = [each for each in courses if each.indicator.id in shown]
    if kind == "json":
        put_json(documents.trend_document(cards, courses), output)
    elif kind == "csv":
        put_csv(records.trend_lines(courses, [card.year for card in cards]), output)
    else:
        put_sheet(session, course_sheet(cards, courses), kind, output)


def report(
    ctx: typer.Context,
    output: Annotated[Path, options.option("--output/-o", "FILE", "写入的网页文件", "the page to write")],
    year: options.Year = None,
    path: options.Course = "linear",
    targets: options.Targets = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Write the page to send round (HTML, ready to print)."""
    from gongfu_cli.formats import html
    from gongfu_cli.sheets.report import report_of

    session: Session = ctx.obj
    book, (last,) = open_book(session, data, [year])
    card = scorecard(book, last, path, targets)
    before = max((each for each in book.years if book.table.baseline_year < each < last), default=None)
    comparison = compare(scorecard(book, before, path, targets), card) if before is not None else None
    disk.write(output, html.render(report_of(card, comparison), session.language).encode("utf-8"))
