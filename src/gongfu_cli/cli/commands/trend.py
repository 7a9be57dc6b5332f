"""`gongfu trend`: the course over the years."""

from functools import partial
from typing import Annotated

from gongfu_cli.cli import completion, options
from gongfu_cli.cli.exit_codes import DONE, REFUSED
from gongfu_cli.cli.output import FORMATS, Result, writer
from gongfu_cli.cli.session import Session


def command(
    session: Annotated[Session, options.TABLE, options.FORMAT, options.OUTPUT],
    ids: Annotated[
        list[str] | None,
        options.argument(
            "ID", "指标编号或名称（默认全部）", "ids or names of indicators (default: all)", completion.indicators
        ),
    ] = None,
    department: options.Department = None,
    category: options.Category = None,
    months: Annotated[
        bool, options.flag("--months", "不满一年的（如 2025-06）也列出", "the parts of years too, such as 2025-06")
    ] = False,
    way: options.Way = options.USUAL_WAY,
) -> int:
    """Write the values, standings and paces of the indicators, year by year, or month by month."""
    from gongfu_cli.cli import opening, select
    from gongfu_cli.formats import documents, records
    from gongfu_cli.scoring.trend import trends
    from gongfu_cli.sheets.trend import course_sheet

    write = writer(session, FORMATS)
    books, (last,) = opening.open_books(session, [None])
    filters = select.meant(options.Filters(department, category), books.values(), last)
    results = {}
    named = [select.indicators(books, id) for id in ids or ()]
    for name, book in books.items():
        if not book.periods:
            session.note(f"{name}：还没有实际值", f"{name}: there are no actuals yet")
            continue
        cards, courses = trends(book, *select.way(way), months=months)
        wanted = {id for found in named for id in found.get(name, ())} if ids else set(book.indicators)
        if not wanted:
            continue
        shown = wanted & {row.indicator.id for row in select.rows(cards[-1], filters)}
        courses = [course for course in courses if course.indicator.id in shown]
        results[name] = Result(
            [partial(course_sheet, cards, courses)],
            document=partial(documents.trend_document, cards, courses),
            lines=partial(records.trend_lines, courses, [card.period for card in cards]),
        )
    if not results:
        return REFUSED
    write(results)
    return DONE
