"""Rows as Parquet, a group of rows at a time. Numbers are of double precision there; the exact ones are in CSV."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from gongfu_cli.formats.extras import not_installed

_GROUP = 50_000
"""So many rows make a group: what a reader skips or reads as one."""
_BATCH = 1_000
"""So many rows at least are handed to the library at a time: a row by itself would take it some 10 KiB."""

Piece = Sequence[Sequence[Any]]
"""Some rows, column by column: plain values, so that who makes them needs no library."""


def _arrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise not_installed("写 Parquet ", "library for Parquet is", "pyarrow") from None
    return pyarrow


def piece(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> Piece:
    """Some rows as columns of plain values."""
    made: Mapping[str, Callable[[Any], Any]] = {"text": str, "integer": int, "number": float}
    return [
        [None if (value := row.get(name)) is None else made[kind](value) for row in rows]
        for name, kind in columns.items()
    ]


def joined(pieces: Iterable[Piece], columns: Mapping[str, str]) -> Iterator[bytes]:
    """The file made of some pieces, as it grows. The first is waited for: processes that make them are started before
    the library is loaded, which takes more memory than they do."""
    pieces = iter(pieces)
    first = [*islice(pieces, 1)]
    arrow, sink = _arrow(), _Sink()
    types = {"text": arrow.string(), "integer": arrow.int32(), "number": arrow.float64()}
    schema = arrow.schema([(name, types[kind]) for name, kind in columns.items()])
    with arrow.parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        waiting, count = [], 0
        for some in _larger(chain(first, pieces)):
            arrays = [arrow.array(*pair) for pair in zip(some, schema.types, strict=True)]
            waiting.append(arrow.record_batch(arrays, schema=schema))
            count += waiting[-1].num_rows
            if count >= _GROUP:
                writer.write_table(arrow.Table.from_batches(waiting))
                waiting, count = [], 0
                yield sink.taken()
        if waiting:
            writer.write_table(arrow.Table.from_batches(waiting))
    yield sink.taken()


def _larger(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same rows in larger pieces."""
    waiting: list[Piece] = []
    count = 0
    for piece in pieces:
        waiting.append(piece)
        count += len(piece[0])
        if count >= _BATCH:
            yield _together(waiting)
            waiting, count = [], 0
    if waiting:
        yield _together(waiting)


def _together(pieces: Sequence[Piece]) -> Piece:
    return [[*chain.from_iterable(columns)] for columns in zip(*pieces, strict=True)]


class _Sink(io.RawIOBase):
    """What the library writes into: it is told how much was written, and what was is taken away as it comes."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._parts.append(bytes(part))
        self._length += len(part)
        return len(part)

    def tell(self) -> int:
        return self._length

    def taken(self) -> bytes:
        made, self._parts = b"".join(self._parts), []
        return made
