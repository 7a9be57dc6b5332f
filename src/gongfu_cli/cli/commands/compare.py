"""`gongfu compare`: counties side by side."""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from gongfu_cli.cli import completion, disk, options, output
from gongfu_cli.cli.exit_codes import DONE, FOUND
from gongfu_cli.cli.session import Session
from gongfu_cli.cli.usage import one_of
from gongfu_cli.language.phrase import Phrase, Refusal, listed

if TYPE_CHECKING:
    from gongfu_cli.book.period import Period
    from gongfu_cli.cli.counties import Visited
    from gongfu_cli.formats.documents import Json

ORDERS = ("given", "title", "gap", "rate", "attainment", "coverage", "worst", "actual")
MOST_TOLD = 20
"""Of so many counties it is said what is wrong with them; the others are counted."""


FORMATS = (*output.FORMATS, "parquet")
_FORMAT = options.format(
    FORMATS,
    "输出格式（默认 table；后两种要写入文件）",
    "the format (default: table; the last two go to a file)",
)

Year = Annotated[
    str | None,
    options.argument(
        "YEAR",
        "年份，或截至某月如 2025-06（默认各县都有的最近一期）",
        "the year, or a part such as 2025-06 (default: the latest that all have)",
        completion.years,
    ),
]
Dirs = Annotated[list[str] | None, options.argument("DIR", "各县的数据文件夹", "the data folders, one a county")]
Years = Annotated[
    str | None, options.option("--years", "FIRST..LAST|all", "几个年份，每年一行", "several years, a line each")
]
Indicator = Annotated[
    str | None,
    options.option(
        "--indicator", "ID", "只看一项指标在各县如何", "one indicator, across the counties", completion.indicators
    ),
]
Rows = Annotated[bool, options.flag("--rows", "逐县逐项逐年列出", "every county, indicator and year a row of its own")]
Sort = Annotated[
    str, options.choice("--sort", ORDERS, "按某一列排列，差的在前", "the order: by a column, the worse first")
]
Jobs = Annotated[
    str | None, options.option("--jobs", "N", "用几个处理器（默认全部）", "so many processors (default: all)")
]


def command(
    session: Annotated[Session, options.TABLE, _FORMAT, options.OUTPUT],
    year: Year = None,
    dirs: Dirs = None,
    years: Years = None,
    indicator: Indicator = None,
    rows: Rows = False,
    sort: Sort = "given",
    way: options.Way = options.USUAL_WAY,
    jobs: Jobs = None,
) -> int:
    """Write how counties stand, a line each, or their rows; end with 1 where one could not be scored."""
    from gongfu_cli.cli import counties, select, side_by_side
    from gongfu_cli.cli.periods import period_and_folders
    from gongfu_cli.formats import progress

    format = output.format_of(session, FORMATS)
    first, named = period_and_folders([*([year] if year else []), *(dirs or [])])
    folders = [*dict.fromkeys([*named, *([session.data] if session.data else [])])]
    if not folders:
        raise Refusal(
            "要给出各县的数据文件夹：gongfu compare 2024 县名/…", "name the data folders: gongfu compare 2024 DIR…"
        )
    for folder in folders:
        disk.refuse_data_file(session.file, folder)
    view = "rows" if rows or indicator is not None else "regions"
    order = one_of(sort, side_by_side.VIEWS[view].keys, Phrase("次序", "order"))
    listing = side_by_side.Listing(view, format, order)
    periods = _periods(first, years, folders, session.table)
    make = partial(side_by_side.make, listing)
    wanted = counties.Wanted(periods, session.table, indicator, *select.way(way), make)
    visits = counties.visits(folders, wanted, _jobs(jobs))
    rows_come = listing.is_streamed and session.file is None and sys.stdout.isatty()
    if sys.stderr.isatty() and not rows_come:  # else a bar would stand among them
        visits = progress.shown(visits, len(folders), Phrase("评价各县", "Scoring counties").to(session.language))
    failed: list[Json] = []
    told, head = _told(session, visits, failed), _head(periods, several=years is not None)
    output.put(session, side_by_side.render(listing, told, head, failed, session))
    return FOUND if failed else DONE


def _periods(first: "Period | None", years: str | None, folders: Sequence[Path], table: str | None) -> "list[Period]":
    """The periods that are asked for, in order, of those that any of the folders has actuals for. Raises Refusal where
    none has them; where there are none at all, each county says so."""
    from gongfu_cli.book.period import meant_of
    from gongfu_cli.cli import counties

    if first is not None and years is not None:
        raise Refusal("年份和 --years 只能给一个", "give a year or --years, not both")
    if first is None and years is None:
        return counties.latest(folders)
    known = counties.known(folders, table)
    if first is not None:
        return [meant_of(str(first), known) if known else first]
    start, end = _span(years or "")
    found = [year for year in known if isinstance(year, int) and start <= year <= end]
    if known and not found:
        have = Phrase("；有的年份：", "; there are ") + listed(map(str, known))
        raise Refusal("没有这些年份的实际值", "there are no actuals for these years", have)
    return [*found]


def _span(years: str) -> tuple[int, int]:
    """The first and the last year that --years asks for."""
    plain = unicodedata.normalize("NFKC", years).strip().lower()
    if plain == "all":
        return 0, 9999
    found = re.fullmatch(r"([0-9]{4})(?:\s*(?:\.{2,3}|[-–—~至到])\s*([0-9]{4}))?", plain)
    if not found:
        raise Refusal(
            f"--years 要写 2021..2025 或 all，不是“{years}”", f"--years takes 2021..2025 or all, not “{years}”"
        )
    start, end = sorted((int(found[1]), int(found[2] or found[1])))
    return start, end


def _jobs(jobs: str | None) -> int:
    """On how many processors --jobs wants the counties scored."""
    from gongfu_cli.cli.counties import processors

    if jobs is None:
        return processors()
    if not re.fullmatch("0*[1-9][0-9]{0,3}", jobs):
        raise Refusal(f"--jobs 要写 1 或更大的整数，不是“{jobs}”", f"--jobs takes a whole number from 1, not “{jobs}”")
    return int(jobs)


def _head(periods: "Sequence[Period]", *, several: bool) -> "Json":
    """What a document says of the run: the period, or the years that there are of those asked for."""
    from gongfu_cli.book.period import month_of, year_of

    one = periods[0] if periods and not several else None
    head = {"year": year_of(one), "month": month_of(one)} if one else {"year": None, "month": None}
    return {**head, "years": [*periods]} if several else head


def _told(session: Session, visits: "Iterable[Visited]", failed: "list[Json]") -> Iterator[Any]:
    """What was made of the counties. Those that could not be scored are noted; of the first it is said why."""
    from gongfu_cli.cli import counties

    faulty = 0
    for county in visits:
        if why := county.why:
            message = {"message": why.en, "message_zh": why.zh}
            failed.append({"folder": county.folder, "errors": county.errors, **message})
        faulty += bool(why or county.notes)
        if faulty <= MOST_TOLD:
            counties.tell(session, county)
        yield from county.made
    if faulty > MOST_TOLD:
        more = faulty - MOST_TOLD
        session.note(
            f"另有 {more} 个县也有问题，没有列出；--format json 可列出没有评价的",
            f"{more} more counties have faults and are not listed: --format json lists those not scored",
        )
