"""`gongfu explain`: an indicator in full."""

from functools import partial
from typing import Annotated

from gongfu_cli.cli import completion, options
from gongfu_cli.cli.output import FORMATS, Result, Results, writer
from gongfu_cli.cli.usage import Context


def command(
    ctx: Context,
    id: Annotated[
        str,
        options.argument(
            "ID", "编号或名称，也可如 levers:24", "an id or a name, or as in levers:24", completion.indicators_of_all
        ),
    ],
    year: options.Year = None,
    table: options.Table = None,
    path: options.Course = "linear",
    targets: options.Targets = None,
    format: options.Format = None,
    output: options.Output = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Write how the standing of an indicator comes about; of one with several rows, that of each."""
    from gongfu_cli.cli import opening, select
    from gongfu_cli.formats import documents, records
    from gongfu_cli.scoring.bands import bands
    from gongfu_cli.sheets.explanation import explanation_sheet

    named, colon, word = id.rpartition(":")
    session = ctx.obj._replace(table=named) if colon else ctx.obj
    write = writer(session, FORMATS, format)
    books, (last,) = opening.open_books(session, data, [year])
    results, sheets = {}, []
    for name, ids in select.indicators(books, word).items():
        card = select.scorecard(books[name], last, path, targets)
        rows = [row for row in card.rows if row.indicator.id in ids]
        results[name] = Result(
            document=partial(documents.explanations_document, card, [(row, bands(row)) for row in rows]),
            lines=partial(records.score_lines, card, rows),
        )
        sheets += [partial(explanation_sheet, card, row) for row in rows]
    write(Results(results, sheets))
