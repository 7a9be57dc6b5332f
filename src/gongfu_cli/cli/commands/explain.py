"""`gongfu explain`: an indicator in full."""

import re
from functools import partial
from typing import Annotated

from gongfu_cli.cli import completion, options
from gongfu_cli.cli.output import FORMATS, Result, writer
from gongfu_cli.cli.session import Session


def command(
    session: Annotated[Session, options.TABLE, options.FORMAT, options.OUTPUT],
    id: Annotated[
        str,
        options.argument(
            "ID", "编号或名称，也可如 levers:24", "an id or a name, or as in levers:24", completion.indicators_of_all
        ),
    ],
    year: options.Year = None,
    way: options.Way = options.USUAL_WAY,
) -> None:
    """Write how the standing of an indicator comes about; of one with several rows, that of each."""
    from gongfu_cli.cli import opening, select
    from gongfu_cli.formats import documents, records
    from gongfu_cli.scoring.bands import bands
    from gongfu_cli.sheets.explanation import explanation_sheet

    named, colon, word = re.sub("^([!-~]+)：", r"\1:", id).rpartition(":")  # a colon as Chinese keyboards have it
    session = session._replace(table=named) if colon else session
    write = writer(session, FORMATS)
    books, (last,) = opening.open_books(session, [year])
    results = {}
    for name, ids in select.indicators(books, word, in_full=bool(colon) or len(books) > 1).items():
        card = select.scorecard(books[name], last, way)
        rows = [row for row in card.rows if row.indicator.id in ids]
        results[name] = Result(
            [partial(explanation_sheet, card, row) for row in rows],
            document=partial(documents.explanations_document, card, [(row, bands(row)) for row in rows]),
            lines=partial(records.score_lines, card, rows),
        )
    write(results)
