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


class Result(NamedTuple):
    """What a command found out, as what its formats are written from; each is made when it is wanted."""

    document: "Callable[[], Json]"
    lines: "Callable[[], Lines]"
    sheet: "Callable[[], Sheet]"


Made = str | bytes
"""A result as it is written: a text for people, or bytes for programs, which are the same on every console."""
Content = TypeVar("Content")
Render = Callable[[Content, Session], Made]


def writer(
    session: Session, formats: Mapping[str, Render[Content]], name: str, file: Path | None
) -> Callable[[Content], None]:
    """What writes a result in the format called `name`. Raises Refusal for a name that is not among a command's
    `formats`, and for a workbook on stdout."""
    known = one_of(name, formats, Phrase("输出格式", "output format"))
    if known == "xlsx" and file is None:
        raise Refusal("--format xlsx 要用 --output 写入文件", "--format xlsx needs a file: --output FILE")
    return partial(_write, formats[known], session._replace(file=file))


def _write(render: Render[Content], session: Session, content: Content) -> None:
    put(render(content, session), session.file)


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
        raise Refusal(f"结果写不出去：{why}", f"the result cannot be written: {why}") from error


def put_difference(text: str, file: Path | None = None) -> None:
    """Put a difference out, harmless line by line."""
    put("".join(f"{harmless(line)}\n" for line in text.split("\n")[:-1]), file)


def utf8(text: str) -> bytes:
    """A text for programs."""
    return text.encode("utf-8", "replace")


def _table(result: Result, session: Session) -> str:
    from gongfu_cli.formats import table

    return table.render(result.sheet(), session.language, session.width, session.color)


def _json(result: Result, session: Session) -> bytes:
    from gongfu_cli.formats import json

    return utf8(json.dumps(result.document()))


def _csv(result: Result, session: Session) -> bytes:
    from gongfu_cli.formats import csv

    bom = "" if session.file is None else "\ufeff"  # Excel and WPS need it
    return utf8(bom + csv.dumps(*result.lines()))


def _markdown(result: Result, session: Session) -> str:
    from gongfu_cli.formats import markdown

    return markdown.render(result.sheet(), session.language)


def _workbook(result: Result, session: Session) -> bytes:
    from gongfu_cli.formats import xlsx

    return xlsx.render(result.sheet(), session.language)


FORMATS: Mapping[str, Render[Result]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "markdown": _markdown,
    "xlsx": _workbook,
}
"""The formats of the commands that score."""
