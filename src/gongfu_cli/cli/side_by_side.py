"""What `gongfu compare` lists of each county, in which order, and how that is put together in each format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from gongfu_cli.cli.counties import Visited
from gongfu_cli.cli.output import FORMATS, Made, Results
from gongfu_cli.cli.session import Session
from gongfu_cli.formats import tidy
from gongfu_cli.formats.documents import Json
from gongfu_cli.formats.stream import STREAMS, Columns, Frame
from gongfu_cli.language.phrase import NOTHING
from gongfu_cli.scoring.region import Region, Tallied
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import WORST_FIRST
from gongfu_cli.sheets import counties
from gongfu_cli.sheets.sheet import Sheet

GIVEN = "given"
Key = Callable[[Json], Any]


class View(NamedTuple):
    """What is listed of each county: as records under their columns for programs, as lines of a sheet for people; and
    what a record is sorted by, in each order that there is. `schema` is that of the document."""

    schema: str
    columns: Columns
    records: Callable[[Region, Scorecard, Sequence[Scored]], list[Json]]
    lines: Callable[[Region, Scorecard, Sequence[Scored]], Sequence[Any]]
    sheet: Callable[[Sequence[Any], Sequence[str]], Sheet]
    keys: Mapping[str, Key]


def _tallied(region: Region, card: Scorecard, rows: Sequence[Scored]) -> list[Tallied]:
    return [Tallied.of(region, card)]


def _regions(region: Region, card: Scorecard, rows: Sequence[Scored]) -> list[Json]:
    return [tidy.region(line) for line in _tallied(region, card, rows)]


def _worst(standing: str | None) -> int | None:
    return WORST_FIRST.index(standing) if standing in WORST_FIRST else None


def _actual(record: Json) -> Any:
    """The value, the other way round where little is good."""
    value = record["actual"]
    return value if value is None or record["direction"] != "falling" else -value


def _of_all(name: str) -> Key:
    return lambda record: record["evaluation"][name]


VIEWS: Mapping[str, View] = {
    "regions": View(
        "gongfu.compare/1",
        tidy.REGIONS,
        _regions,
        _tallied,
        counties.tallied_sheet,
        {
            GIVEN: lambda record: 0,
            "title": itemgetter("title"),
            "gap": lambda record: -record["evaluation"]["gap"],
            "rate": _of_all("on_track_rate"),
            "attainment": _of_all("attainment"),
            "coverage": _of_all("coverage"),
            "worst": lambda record: _worst(record["evaluation"]["worst"]),
        },
    ),
    "rows": View(
        "gongfu.rows/1",
        tidy.ROWS,
        tidy.rows,
        counties.seen,
        counties.rows_sheet,
        {
            GIVEN: lambda record: 0,
            "title": itemgetter("title"),
            "actual": _actual,
            "attainment": itemgetter("attainment"),
            "worst": lambda record: _worst(record["standing"]),
        },
    ),
}
"""How counties stand, and rows of theirs, by what they are called in a document."""


def frame(name: str, head: Json, failed: Sequence[Visited], *, bom: bool) -> Frame:
    """What stands around the records of a view; `failed` may still grow while they come."""
    view = VIEWS[name]
    return Frame(view.columns, {"schema": view.schema, **head}, name, lambda: [*map(_failure, failed)], bom)


def _failure(county: Visited) -> Json:
    why = county.why or NOTHING
    return {"folder": county.folder, "errors": county.errors, "message": why.en, "message_zh": why.zh}


def is_streamed(format: str, order: str) -> bool:
    """Whether what is made of a county can be written before the next one comes."""
    return format in STREAMS and order == GIVEN


def make(name: str, format: str, order: str, region: Region, card: Scorecard, rows: Sequence[Scored]) -> Sequence[Any]:
    """What a view makes of some rows of a scorecard: a piece of the format where it is streamed, else things with what
    each is sorted by."""
    view = VIEWS[name]
    records = view.records(region, card, rows)
    if is_streamed(format, order):
        return [STREAMS[format].piece(records, view.columns)]
    keys = map(view.keys[order], records)
    things = records if format in STREAMS else view.lines(region, card, rows)
    return [*zip(((key is None, key) for key in keys), things, strict=True)]


def render(format: str, order: str, made: Iterator[Any], frame: Frame, session: Session) -> Made:
    """What `make` made of the counties, as it comes, in a format."""
    if not is_streamed(format, order):
        things = [thing for _, thing in sorted(made, key=itemgetter(0))]
        if format not in STREAMS:
            sheet = VIEWS[frame.name].sheet(things, [str(county["folder"]) for county in frame.failed()])
            return FORMATS[format](Results({}, [lambda: sheet]), session)
        made = iter([STREAMS[format].piece(things, frame.columns)])
    return STREAMS[format].joined(made, frame)
