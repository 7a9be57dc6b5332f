"""What `gongfu compare` lists of each county, in which order, and how that is put together in each format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from gongfu_cli.cli.output import SHEETS, Made
from gongfu_cli.cli.session import Session
from gongfu_cli.formats import tidy
from gongfu_cli.formats.documents import Json
from gongfu_cli.formats.stream import STREAMS, Columns, Frame
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
        lambda region, card, rows: [tidy.region(Tallied.of(region, card))],
        lambda region, card, rows: [Tallied.of(region, card)],
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


class Listing(NamedTuple):
    """What is listed of the counties: which view, in which format and order."""

    view: str
    format: str
    order: str

    @property
    def is_streamed(self) -> bool:
        """Whether what is made of a county can be written before the next one comes."""
        return self.format in STREAMS and self.order == GIVEN


def make(listing: Listing, region: Region, card: Scorecard, rows: Sequence[Scored]) -> Sequence[Any]:
    """What is listed of some rows of a scorecard: a piece of the format where it is streamed, else things with what
    each is sorted by."""
    view = VIEWS[listing.view]
    records = view.records(region, card, rows)
    if listing.is_streamed:
        return [STREAMS[listing.format].piece(records, view.columns)]
    keys = map(view.keys[listing.order], records)
    things = records if listing.format in STREAMS else view.lines(region, card, rows)
    return [*zip(((key is None, key) for key in keys), things, strict=True)]


def render(listing: Listing, made: Iterator[Any], head: Json, failed: Sequence[Json], session: Session) -> Made:
    """What `make` made of the counties, as it comes, in the format, under what a document says of the run; those that
    `failed` grow meanwhile."""
    view = VIEWS[listing.view]
    if not listing.is_streamed:
        things = [thing for _, thing in sorted(made, key=itemgetter(0))]
        if listing.format not in STREAMS:
            sheet = view.sheet(things, [county["folder"] for county in failed])
            return SHEETS[listing.format]([sheet], session)
        made = iter([STREAMS[listing.format].piece(things, view.columns)])
    frame = Frame(view.columns, {"schema": view.schema, **head}, listing.view, failed, session.file is not None)
    return STREAMS[listing.format].joined(made, frame)
