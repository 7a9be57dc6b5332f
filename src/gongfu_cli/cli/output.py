"""Putting results out: on stdout or into a file, in the format that was asked for."""

import io
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gongfu_cli.cli import disk
from gongfu_cli.cli.session import Session
from gongfu_cli.cli.usage import one_of
from gongfu_cli.language.phrase import Phrase, Refusal
from gongfu_cli.language.safe import harmless

if TYPE_CHECKING:
    from gongfu_cli.formats.documents import Json
    from gongfu_cli.formats.records import Lines
    from gongfu_cli.sheets.sheet import Sheet


class Destination(NamedTuple):
    """Where a result goes: into a file, or on stdout where that is None."""

    session: Session
    file: Path | None = None

    @property
    def width(self) -> int | None:
        """The columns there are; None for as many as it takes."""
        return self.session.width if self.file is None else None

    @property
    def color(self) -> bool:
        """Whether colours arrive."""
        return self.session.color and self.file is None


class Result(NamedTuple):
    """What a command found out, as what its formats are written from; each is made when it is wanted."""

    document: "Callable[[], Json]"
    lines: "Callable[[], Lines]"
    sheet: "Callable[[], Sheet]"


Made = str | bytes
"""A result as it is written: a text for people, or bytes for programs, which are the same on every console."""
Content = TypeVar("Content")
Render = Callable[[Content, Destination], Made]


def writer(
    session: Session, formats: Mapping[str, Render[Content]], name: str, file: Path | None
) -> Callable[[Content], None]:
    """What writes a result in the format called `name`. Raises Refusal for a name that is not among a command's
    `formats`, and for a workbook on stdout."""
    known = one_of(name, formats, Phrase("输出格式", "output format"))
    if known == "xlsx" and file is None:
        raise Refusal(Phrase("--format xlsx 要用 --output 写入文件", "--format xlsx needs a file: --output FILE"))
    return partial(_write, formats[known], Destination(session, file))


def _write(render: Render[Content], destination: Destination, content: Content) -> None:
    put(render(content, destination), destination.file)


def put(made: Made, file: Path | None = None) -> None:
    """Put what was made on stdout, or into a file, whole or not at all. Raises Refusal."""
    if file is not None:
        disk.write(file, utf8(made) if isinstance(made, str) else made)
        return
    try:
        if isinstance(made, bytes):
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8", errors="replace")
            made = made.decode()
        sys.stdout.write(made)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, AttributeError) as error:  # a full disk; stdout closed from the start
        why = getattr(error, "strerror", None) or "stdout"
        raise Refusal(Phrase(f"结果写不出去：{why}", f"the result cannot be written: {why}")) from error


def put_difference(text: str, file: Path | None = None) -> None:
    """Put a difference out, harmless line by line."""
    put("".join(f"{harmless(line)}\n" for line in text.split("\n")[:-1]), file)


def utf8(text: str) -> bytes:
    """A text for programs."""
    return text.encode("utf-8", "replace")


def json_text(document: "Json") -> bytes:
    """A document as JSON."""
    from gongfu_cli.formats import json

    return utf8(json.dumps(document))


def csv_text(lines: "Lines", destination: Destination) -> bytes:
    """Lines as CSV, with a BOM where it goes to a file: Excel and WPS need it."""
    from gongfu_cli.formats import csv

    return utf8(csv.dumps(*lines) if destination.file is None else f"\ufeff{csv.dumps(*lines)}")


def table(sheet: "Sheet", destination: Destination) -> str:
    """A sheet as a table."""
    from gongfu_cli.formats import table

    return table.render(sheet, destination.width, destination.color)


def markdown(sheet: "Sheet") -> str:
    """A sheet as Markdown."""
    from gongfu_cli.formats import markdown

    return markdown.render(sheet)


def workbook(sheet: "Sheet", destination: Destination) -> bytes:
    """A sheet as a workbook."""
    from gongfu_cli.formats import xlsx

    return xlsx.render(sheet, destination.session.language)


FORMATS: Mapping[str, Render[Result]] = {
    "table": lambda result, destination: table(result.sheet(), destination),
    "json": lambda result, _: json_text(result.document()),
    "csv": lambda result, destination: csv_text(result.lines(), destination),
    "markdown": lambda result, _: markdown(result.sheet()),
    "xlsx": lambda result, destination: workbook(result.sheet(), destination),
}
"""The formats of the commands that score."""
