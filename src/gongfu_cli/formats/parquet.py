"""Rows as Parquet, a group of rows at a time. Numbers are of double precision there; the exact ones are in CSV."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gongfu_cli.language.phrase import Refusal

_GROUP = 100_000
"""So many rows make a group: what a reader skips or reads as one."""


def without_parquet() -> Refusal:
    """What to say where the library is missing."""
    return Refusal(
        "写 Parquet 的组件还没有安装：pip install pyarrow",
        "the library for Parquet is not installed: pip install pyarrow",
    )


def _arrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise without_parquet() from None
    return pyarrow


def piece(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> Any:
    """Some rows as columns of typed values."""
    arrow = _arrow()
    types = {"text": arrow.string(), "integer": arrow.int32(), "number": arrow.float64()}
    schema = arrow.schema([(name, types[kind]) for name, kind in columns.items()])
    values = (_numbers(rows, name) if kind == "number" else [row.get(name) for row in rows] for name, kind in columns.items())
    return arrow.record_batch([arrow.array(*pair) for pair in zip(values, schema.types, strict=True)], schema=schema)


def _numbers(rows: Sequence[Mapping[str, Any]], name: str) -> list[float | None]:
    return [None if (value := row.get(name)) is None else float(value) for row in rows]


def joined(pieces: Iterable[Any], columns: Mapping[str, str]) -> Iterator[bytes]:
    """The file made of some pieces, as it grows."""
    arrow, sink = _arrow(), _Sink()
    with arrow.parquet.ParquetWriter(sink, piece([], columns).schema, compression="zstd") as writer:
        waiting: list[Any] = []
        for some in pieces:
            waiting.append(some)
            if sum(batch.num_rows for batch in waiting) >= _GROUP:
                writer.write_table(arrow.Table.from_batches(waiting))
                waiting = []
                yield sink.taken()
        if waiting:
            writer.write_table(arrow.Table.from_batches(waiting))
    yield sink.taken()


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
