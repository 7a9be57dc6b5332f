"""`gongfu score`: a year judged."""

from functools import partial
from typing import Annotated

import typer

from gongfu_cli.cli import completion, options
from gongfu_cli.cli.exit_codes import FOUND
from gongfu_cli.cli.output import FORMATS, Result, writer
from gongfu_cli.cli.usage import Context, one_of
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.language.terms import PARTS

FAILURES = ("gap", "regressed", "no_data")


def command(
    ctx: Context,
    year: options.Year = None,
    show: Annotated[
        list[str] | None,
        options.option(
            "--show",
            "PART",
            "只看某部分：indicators categories departments summary（可重复）",
            "only this part: indicators, categories, departments, summary (repeatable)",
            completion.words(*PARTS),
        ),
    ] = None,
    department: options.Department = None,
    category: options.Category = None,
    standing: options.Standing = None,
    attribute: options.Attribute = None,
    path: options.Course = "linear",
    targets: options.Targets = None,
    format: options.Format = None,
    output: options.Output = None,
    fail_on: Annotated[
        list[str] | None,
        options.choice(
            "--fail-on",
            FAILURES,
            "所选指标有这种情况时以 1 退出（可重复）",
            "exit with 1 if a row chosen has this (repeatable)",
        ),
    ] = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Write the scorecard of a year; end with 1 where a row that is chosen has what --fail-on names."""
    from gongfu_cli.cli import opening, select
    from gongfu_cli.formats import documents, records
    from gongfu_cli.sheets.scorecard import scorecard_sheet

    session = ctx.obj
    write = writer(session, FORMATS, format)
    parts = [one_of(word, PARTS, Phrase("--show ", "part for --show")) for word in show or PARTS]
    failures = [one_of(word, FAILURES, Phrase("--fail-on ", "value for --fail-on")) for word in fail_on or ()]
    book, (last,) = opening.open_book(session, data, [year])
    card = select.scorecard(book, last, path, targets)
    rows = select.rows(card, select.Filters(department, category, standing, attribute))
    write(
        Result(
            document=partial(documents.score_document, card, rows),
            lines=partial(records.score_lines, card, rows),
            sheet=partial(scorecard_sheet, card, rows, parts),
        )
    )
    if any(failure in (row.verdict, row.standing) for row in rows for failure in failures):
        raise typer.Exit(FOUND)
