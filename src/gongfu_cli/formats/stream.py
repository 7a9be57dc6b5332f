"""Records written as they come, so that no number of counties fills the memory: as CSV, as JSON, and as Parquet, which
DuckDB, polars, Spark and Dask read as it is."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from gongfu_cli.formats import csv, json, parquet
from gongfu_cli.formats.documents import Json, flat

Columns = Mapping[str, Literal["text", "integer", "number"]]
"""The columns of records as lines, and what stands in each."""


class Frame(NamedTuple):
    """What stands around the records: under which columns, before them what the run was about, their name, and behind
    them what could not be scored, which grows while they come. A spreadsheet wants a `bom` in a CSV file."""

    columns: Columns
    head: Json
    name: str
    failed: Sequence[Json]
    bom: bool = False


class Stream(NamedTuple):
    """How records become a file piece by piece: `piece` is made of some of them, wherever that is done, and `joined`
    puts the pieces together, in turn."""

    piece: Callable[[Sequence[Json], Columns], Any]
    joined: Callable[[Iterable[Any], Frame], Iterator[bytes]]


def _lines(records: Sequence[Json], columns: Columns) -> Sequence[Json]:
    """The records as lines: those without fields inside others are lines already."""
    return [*map(flat, records)] if any("." in name for name in columns) else records


def _csv_piece(records: Sequence[Json], columns: Columns) -> bytes:
    return csv.more([*columns], _lines(records, columns)).encode("utf-8", "replace")


def _csv(pieces: Iterable[bytes], frame: Frame) -> Iterator[bytes]:
    yield (("\ufeff" if frame.bom else "") + csv.dumps([*frame.columns], [])).encode()
    yield from pieces


def _json_piece(records: Sequence[Json], columns: Columns) -> bytes:
    return ",\n".join(f"    {json.line(record)}" for record in records).encode("utf-8", "replace")


def _json(pieces: Iterable[bytes], frame: Frame) -> Iterator[bytes]:
    head = "".join(f"  {json.line(name)}: {json.line(value)},\n" for name, value in frame.head.items())
    yield f"{{\n{head}  {json.line(frame.name)}: ".encode()
    yield from _listing(pieces)
    yield b',\n  "failed": '
    yield from _listing([_json_piece(frame.failed, {})])
    yield b"\n}\n"


def _listing(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A list of what the pieces hold, some of which may hold nothing."""
    before = b"[\n"
    for piece in filter(None, pieces):
        yield before + piece
        before = b",\n"
    yield b"[]" if before == b"[\n" else b"\n  ]"


def _parquet_piece(records: Sequence[Json], columns: Columns) -> Any:
    return parquet.piece(_lines(records, columns), columns)


def _parquet(pieces: Iterable[Any], frame: Frame) -> Iterator[bytes]:
    return parquet.joined(pieces, frame.columns)


STREAMS: Mapping[str, Stream] = {
    "json": Stream(_json_piece, _json),
    "csv": Stream(_csv_piece, _csv),
    "parquet": Stream(_parquet_piece, _parquet),
}
