"""`gongfu compare`: counties side by side."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from gongfu_cli.cli import options
from gongfu_cli.cli.exit_codes import FOUND
from gongfu_cli.cli.output import FORMATS, Made, Render, Results, format_of, writer
from gongfu_cli.cli.session import Session
from gongfu_cli.cli.usage import Context, one_of
from gongfu_cli.language.phrase import Phrase, Refusal

if TYPE_CHECKING:
    from gongfu_cli.book.period import Period
    from gongfu_cli.cli.counties import Visited
    from gongfu_cli.formats.documents import Json
    from gongfu_cli.formats.stream import Frame
    from gongfu_cli.scoring.region import Region, Tallied
    from gongfu_cli.scoring.scorecard import Scorecard
    from gongfu_cli.scoring.scored import Scored
    from gongfu_cli.sheets.counties import Seen

ORDERS = ("given", "title", "gap", "rate", "attainment", "coverage", "worst", "actual")


class Compared(NamedTuple):
    """What came of the counties, as it comes; `frame` is what stands around it. Where it is `streamed` it is in pieces
    of the format already; where not, it is `Tallied`, or rows `Shown`."""

    made: Iterator[Any]
    frame: "Frame"
    order: str
    streamed: bool


class Shown(NamedTuple):
    """A row of a county, for programs and for people."""

    record: "Json"
    seen: "Seen"


def command(
    ctx: Context,
    words: Annotated[
        list[str] | None,
        options.argument(
            "[YEAR] DIR...",
            "年份或月份（默认各县都有的最近一期），各县的数据文件夹",
            "the year or month (default: the latest that all have), and the data folders",
        ),
    ] = None,
    years: Annotated[
        str | None,
        options.option("--years", "FIRST..LAST|all", "几个年份，每年一行", "several years, a line each"),
    ] = None,
    indicator: Annotated[
        str | None,
        options.option("--indicator", "ID", "只看一项指标在各县如何", "one indicator, across the counties"),
    ] = None,
    rows: Annotated[
        bool, options.flag("--rows", "逐县逐项逐年列出", "every county, indicator and year a row of its own")
    ] = False,
    sort: Annotated[
        str,
        options.choice("--sort", ORDERS, "按某一列排列，差的在前", "the order: by a column, the worse first"),
    ] = "given",
    table: options.Table = None,
    path: options.Course = "linear",
    targets: options.Targets = None,
    jobs: Annotated[
        int | None, options.option("--jobs", "N", "用几个处理器（默认全部）", "so many processors (default: all)")
    ] = None,
    format: Annotated[
        str | None,
        options.choice(
            "--format",
            (*FORMATS, "parquet"),
            "输出格式（默认 table；xlsx、parquet 要写入文件）",
            "the format (default: table; xlsx and parquet go to a file)",
        ),
    ] = None,
    output: options.Output = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Write how counties stand, a line each, or their rows; end with 1 where one could not be scored."""
    from gongfu_cli.cli import counties, select
    from gongfu_cli.formats import stream, tidy

    session = ctx.obj._replace(table=None)
    known = format_of(session, _FORMATS, format)
    write = writer(session, _FORMATS, known)
    period, folders = _asked(words or ([str(data)] if data else []))
    between = _between(years) if years is not None else None
    if between and period:
        raise Refusal("年份和 --years 只能给一个", "give a year or --years, not both")
    if rows and sort != "given":
        raise Refusal("--rows 按所给次序列出，不能与 --sort 同用", "--rows keeps the order given and takes no --sort")
    if between is None and period is None:
        period = counties.latest(folders)
    of_rows, streamed = rows or indicator is not None, sort == "given" and known in stream.STREAMS
    wanted = counties.Wanted(
        period=period,
        between=between,
        table=table,
        indicator=indicator,
        path=select.course(path),
        targets=select.deciding(targets),
        make=partial(_piece, known, of_rows) if streamed else _shown if of_rows else _tallied,
        here=session.here,
        language=session.language,
        color=session.color and sys.stderr.isatty(),
    )
    failed: list[Visited] = []
    frame = stream.Frame(
        columns=tidy.ROWS if of_rows else tidy.REGIONS,
        head=_head("rows" if of_rows else "compare", period, between),
        name="rows" if of_rows else "regions",
        failed=lambda: [{"folder": county.folder, "errors": county.errors} for county in failed],
        bom=session.file is not None,
    )
    made = _made(session, counties.visits(folders, wanted, _jobs(jobs)), len(folders), failed)
    write(Compared(made, frame, _order(sort, indicator is not None), streamed))
    if failed:
        raise typer.Exit(FOUND)


def _asked(words: Sequence[str]) -> "tuple[Period | None, list[Path]]":
    """The period, where the first word is one, and the folders."""
    from gongfu_cli.book.period import period

    first = period(words[0]) if words else None
    folders = [Path(word) for word in (words if first is None else words[1:])]
    if not folders:
        raise Refusal(
            "要给出各县的数据文件夹：gongfu compare 2024 县名/…", "name the data folders: gongfu compare 2024 DIR…"
        )
    return first, folders


def _between(years: str) -> tuple[int, int]:
    """The first and the last year that --years asks for."""
    if years.strip().lower() == "all":
        return 0, 9999
    found = re.fullmatch(r"\s*([0-9]{4})\s*(?:\.\.|[-–—~～至到])\s*([0-9]{4})\s*", years)
    if not found or found[1] > found[2]:
        raise Refusal(
            f"--years 要写 2021..2025 或 all，不是“{years}”", f"--years takes 2021..2025 or all, not “{years}”"
        )
    return int(found[1]), int(found[2])


def _jobs(jobs: int | None) -> int:
    from gongfu_cli.cli.counties import processors

    if jobs is not None and jobs < 1:
        raise Refusal("--jobs 至少是 1", "--jobs is 1 at least")
    return jobs or processors()


def _order(sort: str, of_rows: bool) -> str:
    left_out = ("gap", "rate", "coverage") if of_rows else ("actual",)
    return one_of(sort, [name for name in ORDERS if name not in left_out], Phrase("次序", "order"))


def _head(schema: str, period: "Period | None", between: tuple[int, int] | None) -> "Json":
    """What a document says of the run: the period, or the years it was limited to."""
    from gongfu_cli.book.period import month_of, year_of

    year, month = (year_of(period), month_of(period)) if period else (None, None)
    years = {"years": "all" if between == (0, 9999) else list(between)} if between else {}
    return {"schema": f"gongfu.{schema}/1", "year": year, "month": month, **years}


def _made(session: Session, visits: "Iterable[Visited]", total: int, failed: "list[Visited]") -> Iterator[Any]:
    """What was made of the counties; what could not be scored is said on stderr, and noted."""
    if sys.stderr.isatty():
        from gongfu_cli.formats import progress

        visits = progress.shown(visits, total, Phrase("评价各县", "Scoring counties"), session.language)
    for visited in visits:
        if visited.report is not None:
            failed.append(visited)
            session.say(visited.report)
        yield from visited.made


def _tallied(region: "Region", card: "Scorecard", rows: "Sequence[Scored]") -> "list[Tallied]":
    from gongfu_cli.scoring.region import Tallied

    return [Tallied.of(region, card)]


def _shown(region: "Region", card: "Scorecard", rows: "Sequence[Scored]") -> list[Shown]:
    from gongfu_cli.formats import tidy
    from gongfu_cli.sheets.counties import seen

    return [*map(Shown, tidy.rows(region, card, rows), seen(region, card, rows))]


def _piece(format: str, of_rows: bool, region: "Region", card: "Scorecard", rows: "Sequence[Scored]") -> list[Any]:
    from gongfu_cli.formats import stream, tidy

    if of_rows:
        return [stream.STREAMS[format].piece(tidy.rows(region, card, rows), tidy.ROWS)]
    lines = [tidy.region(line) for line in _tallied(region, card, rows)]
    return [stream.STREAMS[format].piece(lines, tidy.REGIONS)]


def _worse_first(order: str, line: Any) -> tuple[bool, Any]:
    """What a line is sorted by: those with nothing to sort by come last."""
    from gongfu_cli.scoring.standing import STANDING_ORDER

    if isinstance(line, Shown):
        value = line.record["standing" if order == "worst" else order]
    else:
        value = line.region.title if order == "title" else getattr(line.evaluation, order)
    if order == "worst":
        value = -STANDING_ORDER.index(value) if value else None
    return value is None, -value if order == "gap" else value


def _render(name: str, compared: Compared, session: Session) -> Made:
    from gongfu_cli.formats import stream, tidy
    from gongfu_cli.sheets import counties

    made, frame = compared.made, compared.frame
    if not compared.streamed:
        lines = [*made]
        if compared.order != "given":
            lines.sort(key=partial(_worse_first, compared.order))
        of_rows = frame.columns is tidy.ROWS
        if name not in stream.STREAMS:
            failed = [str(county["folder"]) for county in frame.failed()]
            seen = [line.seen for line in lines] if of_rows else []
            shown = counties.rows_sheet(seen, failed) if of_rows else counties.tallied_sheet(lines, failed)
            return FORMATS[name](Results({}, [lambda: shown]), session)
        records = [line.record if of_rows else tidy.region(line) for line in lines]
        made = iter([stream.STREAMS[name].piece(records, frame.columns)] if records else [])
    return stream.STREAMS[name].joined(made, frame)


_FORMATS: Mapping[str, Render[Compared]] = {name: partial(_render, name) for name in (*FORMATS, "parquet")}
