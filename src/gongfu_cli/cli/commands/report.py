"""`gongfu report`: the page to send round."""

from pathlib import Path
from typing import Annotated

from gongfu_cli.cli import options
from gongfu_cli.cli.output import format_of, put
from gongfu_cli.cli.usage import Context


def command(
    ctx: Context,
    output: Annotated[Path, options.option("--output/-o", "FILE", "写入的网页文件", "the page to write")],
    year: options.Year = None,
    path: options.Course = "linear",
    targets: options.Targets = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Write the page of a year, with what changed since the year before it, if there is one."""
    from gongfu_cli.cli import opening, select
    from gongfu_cli.formats import html
    from gongfu_cli.scoring.diff import compare
    from gongfu_cli.sheets.report import report_of

    session = ctx.obj
    format_of(session, ["html"])
    book, (last,) = opening.open_book(session, data, [year])
    card = select.scorecard(book, last, path, targets)
    earlier = [year for year in book.years if book.table.baseline_year < year < last]
    comparison = compare(select.scorecard(book, max(earlier), path, targets), card) if earlier else None
    put(session, html.render(report_of(card, comparison), session.language).encode())
