"""`gongfu explain`: one indicator in full."""

from functools import partial
from typing import Annotated

from gongfu_cli.cli import completion, options
from gongfu_cli.cli.output import FORMATS, Result, Results, writer
from gongfu_cli.cli.usage import Context


def command(
    ctx: Context,
    id: Annotated[str, options.argument("ID", "指标编号或名称", "the indicator's id or name", completion.indicators)],
    year: options.Year = None,
    table: options.Table = None,
    path: options.Course = "linear",
    targets: options.Targets = None,
    format: options.Format = None,
    output: options.Output = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Write how the standing of an indicator comes about."""
    from gongfu_cli.cli import opening, select
    from gongfu_cli.formats import documents, records
    from gongfu_cli.scoring.bands import bands
    from gongfu_cli.sheets.explanation import explanation_sheet

    named, colon, word = id.rpartition(":")
    session = ctx.obj._replace(table=named) if colon else ctx.obj
    write = writer(session, FORMATS, format)
    book, (last,) = opening.open_book(session, data, [year])
    card = select.scorecard(book, last, path, targets)
    indicator = select.indicator(book, word)
    row = next(row for row in card.rows if row.indicator is indicator)
    result = Result(
        document=partial(documents.explain_document, card, row, bands(row)),
        lines=partial(records.score_lines, card, [row]),
        sheet=partial(explanation_sheet, card, row),
    )
    write(Results({session.table or "": result}))
