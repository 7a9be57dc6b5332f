"""`gongfu diff`: two years compared."""

from functools import partial
from typing import Annotated

from gongfu_cli.cli import completion, options
from gongfu_cli.cli.output import FORMATS, Result, writer
from gongfu_cli.cli.usage import Context
from gongfu_cli.language.phrase import Refusal


def command(
    ctx: Context,
    years: Annotated[
        list[str] | None,
        options.argument(
            "YEAR",
            "两个年份（默认最近一年与上一年）",
            "the two years (default: the latest and the one before)",
            completion.years,
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
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Write what changed from one year to another; the earlier goes first."""
    from gongfu_cli.cli import opening, select
    from gongfu_cli.formats import documents, records
    from gongfu_cli.scoring.diff import compare
    from gongfu_cli.sheets.diff import comparison_sheet

    session = ctx.obj
    write = writer(session, FORMATS, format)
    given = years or []
    if len(given) > 2:
        raise Refusal(f"最多两个年份，现在是 {len(given)} 个", f"two years at most, not {len(given)}")
    wanted: list[str | None] = [None, None, *given]
    book, (before, after) = opening.open_book(session, data, wanted[-2:])
    if before == after:
        raise Refusal("两个年份相同", "the two years are the same")
    if before > after:
        right = f"gongfu diff {after} {before}"
        raise Refusal(f"先写早的年份：{right}", f"the earlier year goes first: {right}")
    comparison = compare(select.scorecard(book, before, path, targets), select.scorecard(book, after, path, targets))
    rows = select.rows(comparison.after, select.Filters(department, category, standing, attribute))
    ids = {row.indicator.id for row in rows}
    changes = [change for change in comparison.changes if change.indicator.id in ids]
    write(
        Result(
            document=partial(documents.diff_document, comparison, changes),
            lines=partial(records.diff_lines, comparison, changes),
            sheet=partial(comparison_sheet, comparison, changes),
        )
    )
