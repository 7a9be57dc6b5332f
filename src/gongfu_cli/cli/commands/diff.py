"""`gongfu diff`: two years compared."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

from gongfu_cli.cli import completion, options
from gongfu_cli.cli.exit_codes import DONE, FOUND
from gongfu_cli.cli.output import FORMATS, Result, writer
from gongfu_cli.cli.session import Session
from gongfu_cli.cli.usage import some_of
from gongfu_cli.language.phrase import Phrase, Refusal

if TYPE_CHECKING:
    from gongfu_cli.book.book import Book
    from gongfu_cli.book.period import Period

FAILURES = ("into_gap",)


def command(
    session: Annotated[Session, options.TABLE, options.FORMAT, options.OUTPUT],
    years: Annotated[
        list[str] | None,
        options.argument(
            "YEAR",
            "两个年份，或如 2025-03 2025-06（默认最近一期与上一年）",
            "two years, or parts such as 2025-03 2025-06 (default: the latest, and the year before)",
            completion.years,
        ),
    ] = None,
    filters: options.Filters = options.ALL_ROWS,
    way: options.Way = options.USUAL_WAY,
    everything: Annotated[
        bool, options.flag("--all", "全部列出，等次未变的也列", "list every row, not only changes of standing")
    ] = False,
    fail_on: Annotated[
        list[str] | None,
        options.choice(
            "--fail-on",
            FAILURES,
            "所选指标有新出现差距的以 1 退出",
            "exit with 1 if a row chosen went into a gap",
        ),
    ] = None,
) -> int:
    """Write what changed from one year to another, the earlier first; end with 1 where a row that is chosen has what
    --fail-on names."""
    from gongfu_cli.cli import select
    from gongfu_cli.formats import documents, records
    from gongfu_cli.scoring.diff import compare
    from gongfu_cli.sheets.diff import comparison_sheet

    write = writer(session, FORMATS)
    failures = some_of(fail_on, FAILURES, Phrase("--fail-on ", "value for --fail-on"))
    books, periods = _between(session, years or [])
    filters = select.meant(filters, books.values(), periods[-1])
    results, chosen = {}, []
    for name, book in books.items():
        cards = [select.scorecard(book, period, way) for period in periods]
        comparison = compare(*cards)
        rows = select.rows(comparison.after, filters)
        ids = {row.indicator.id for row in rows}
        changes = [change for change in comparison.changes if change.indicator.id in ids]
        chosen += changes
        results[name] = Result(
            [partial(comparison_sheet, comparison, changes, everything)],
            document=partial(documents.diff_document, comparison, changes),
            lines=partial(records.diff_lines, comparison, changes),
        )
    write(results)
    return FOUND if any(change.crossing in failures for change in chosen) else DONE


def _between(session: Session, given: Sequence[str]) -> "tuple[dict[str, Book], list[Period]]":
    """The books and the two periods to compare. Raises Refusal for periods that are not two, the earlier first."""
    from gongfu_cli.cli import opening

    if len(given) > 2:
        raise Refusal(f"最多两个年份，现在是 {len(given)} 个", f"two years at most, not {len(given)}")
    wanted: list[str | None] = [None, None, *given]
    books, (before, after) = opening.open_books(session, wanted[-2:])
    if before == after:
        raise Refusal("两个年份相同", "the two years are the same")
    if before > after:
        right = f"gongfu diff {after} {before}"
        raise Refusal(f"先写早的年份：{right}", f"the earlier year goes first: {right}")
    return books, [before, after]
