"""`gongfu score`: a year judged."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

from gongfu_cli.cli import options
from gongfu_cli.cli.exit_codes import DONE, FOUND
from gongfu_cli.cli.output import FORMATS, Result, writer
from gongfu_cli.cli.session import ALL, Session
from gongfu_cli.cli.usage import one_of, some_of
from gongfu_cli.language.phrase import Phrase, Refusal
from gongfu_cli.language.terms import ORDERS, PARTS

if TYPE_CHECKING:
    from gongfu_cli.scoring.scorecard import Scorecard
    from gongfu_cli.sheets.sheet import Sheet

FAILURES = ("gap", "regressed", "no_data")


def command(
    session: Annotated[Session, options.TABLE, options.FORMAT, options.OUTPUT],
    year: options.Year = None,
    show: Annotated[
        list[str] | None,
        options.choice("--show", PARTS, "只看某部分（可重复）", "only this part (repeatable)"),
    ] = None,
    filters: options.Filters = options.ALL_ROWS,
    sort: Annotated[
        str,
        options.choice("--sort", ORDERS, "按指标表、差距或牵头部门排列", "the order of the indicators"),
    ] = "table",
    way: options.Way = options.USUAL_WAY,
    fail_on: Annotated[
        list[str] | None,
        options.choice(
            "--fail-on",
            FAILURES,
            "所选指标有这种情况时以 1 退出（可重复）",
            "exit with 1 if a row chosen has this (repeatable)",
        ),
    ] = None,
) -> int:
    """Write the scorecard of a year; end with 1 where a row that is chosen has what --fail-on names."""
    from gongfu_cli.cli import opening, select
    from gongfu_cli.formats import documents, records

    write = writer(session, FORMATS)
    named = some_of(show, PARTS, Phrase("--show ", "part for --show"))
    parts = named or [part for part in PARTS if part != "categories" or not filters.department]
    failures = some_of(fail_on, FAILURES, Phrase("--fail-on ", "value for --fail-on"))
    order = one_of(sort, ORDERS, Phrase("次序", "order"))
    books, (last,) = opening.open_books(session, [year])
    filters = select.meant(filters, books.values(), last)
    results, cards, chosen = {}, {}, []
    for name, book in books.items():
        card = cards[name] = select.scorecard(book, last, way)
        rows = select.ordered(card, select.rows(card, filters), order)
        chosen += rows
        results[name] = Result(
            [partial(_sheet, card, rows, parts, select.bodies(card, filters), order)],
            document=_in_parts if show else partial(documents.score_document, card, rows),
            lines=_in_parts if show else partial(records.score_lines, card, rows),
        )
    if session.table == ALL and parts == ["departments"]:
        results = {ALL: Result([partial(_joint_sheet, cards)], _in_parts, _in_parts)}
    write(results)
    return FOUND if any(failure in (row.verdict, row.standing) for row in chosen for failure in failures) else DONE


def _sheet(*asked: Any) -> "Sheet":
    from gongfu_cli.sheets.scorecard import scorecard_sheet  # programs that read JSON do not wait for it

    return scorecard_sheet(*asked)


def _joint_sheet(cards: "Mapping[str, Scorecard]") -> "Sheet":
    from gongfu_cli.sheets.tables import departments_sheet

    return departments_sheet(cards)


def _in_parts() -> NoReturn:
    """What to say where parts are asked for in a format for programs."""
    raise Refusal(
        "JSON 和 CSV 总是完整的，不能与 --show 同用；要选指标，用 --standing、--department 等",
        "JSON and CSV are always whole and take no --show; rows are chosen by --standing, --department and others",
    )
