"""Putting results out: on stdout or into a file, in the format that was asked for or that the file's name ends in."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gongfu_cli.cli import saving
from gongfu_cli.cli.session import ALL, Session, drop
from gongfu_cli.cli.usage import one_of
from gongfu_cli.language.phrase import Phrase, Refusal, listed
from gongfu_cli.language.safe import harmless

if TYPE_CHECKING:
    from gongfu_cli.formats.documents import Json
    from gongfu_cli.formats.records import Lines
    from gongfu_cli.sheets.sheet import Sheet


class Result(NamedTuple):
    """What a command found out of a table: the sheets that people see, and what the formats for programs are written
    from. Each is made when it is wanted."""

    sheets: "Sequence[Callable[[], Sheet]]"
    document: "Callable[[], Json]"
    lines: "Callable[[], Lines]"


Results = Mapping[str, Result]
"""What a command found out, by the names of the tables that it looked at."""
Made = str | bytes | Iterator[bytes]
"""A result as it is written: a text for people, or bytes for programs, which are the same on every console, all of them
or as they come."""
Content = TypeVar("Content")
Render = Callable[[Content, Session], Made]


ENDINGS: Mapping[str, Sequence[str]] = {
    "table": (".txt",),
    "text": (".txt",),
    "concise": (".txt",),
    "github": (".txt",),
    "json": (".json",),
    "sarif": (".sarif", ".json"),
    "junit": (".xml",),
    "csv": (".csv",),
    "markdown": (".md", ".markdown"),
    "xlsx": (".xlsx",),
    "parquet": (".parquet",),
    "html": (".html", ".htm"),
    "docx": (".docx",),
    "yaml": (".yaml", ".yml"),
    "diff": (".diff", ".patch"),
}
"""How the files of each format may end, the usual ending first."""


def writer(session: Session, formats: Mapping[str, Render[Content]]) -> Callable[[Content], None]:
    """What writes a result in the format that is meant, among those a command has. Raises as `format_of` does."""
    render = formats[format_of(session, formats)]
    return lambda content: put(session, render(content, session))


def format_of(session: Session, formats: Iterable[str]) -> str:
    """Which of a command's formats is meant: the one that --format names, itself or its ending (`md` is markdown), else
    the first that the file's ending stands for, else the first. Raises Refusal for a name or an ending of none of them,
    for two that contradict each other, and for a workbook on stdout."""
    formats, file, name = list(formats), session.file, session.format
    known = None
    if name is not None:
        short = (format for format in formats if f".{name.strip().lower()}" in ENDINGS[format])
        known = one_of(next(short, name), formats, Phrase("输出格式", "output format"))
        if known in ("xlsx", "parquet") and file is None:
            raise Refusal(f"--format {known} 要用 --output 写入文件", f"--format {known} needs a file: --output FILE")
    if file is None or not file.suffix:
        return known or formats[0]
    by_ending = [format for format in formats if file.suffix.lower() in ENDINGS[format]]
    if not by_ending:
        raise _no_such_ending(file, formats)
    if known is not None and known not in by_ending:
        ending = ENDINGS[known][0]
        raise Refusal(
            f"--format {known} 与 {file} 的结尾不符：去掉 --format，或让文件名以 {ending} 结尾",
            f"--format {known} and the ending of {file} contradict each other: leave out --format, or end in {ending}",
        )
    return known or by_ending[0]


def one_place(session: Session, split: Path | None) -> None:
    """Raise Refusal where not one of --output and --split says where to write."""
    if (session.output is None) == (split is None):
        raise Refusal("用 -o FILE 或 --split DIR 指明写到哪里", "say where to write it: -o FILE or --split DIR")


def _no_such_ending(file: Path, formats: Sequence[str]) -> Refusal:
    """What to say to a file's name that ends like none of the formats."""
    endings = listed(dict.fromkeys(ending for format in formats for ending in ENDINGS[format]))
    hint = Phrase("；可用的结尾：", "; it can end in ") + endings
    for kinds, what in (
        (ENDINGS["html"], Phrase("网页", "pages")),
        (ENDINGS["docx"], Phrase("Word 文档", "documents")),
    ):
        if file.suffix.lower() in kinds:
            hint = hint.then(Phrase(f"（{what.zh}用 gongfu report）", f"(gongfu report writes {what.en})"))
    return Refusal(f"{file}：这个命令写不出 {file.suffix}", f"{file}: this command writes no {file.suffix}", hint)


def put(session: Session, made: Made) -> None:
    """Put what was made on stdout, or into the session's file, whole or not at all, and say so. Raises Refusal, and
    OSError where stdout cannot be written."""
    if session.file is not None:
        remark = saving.save(session.file, utf8(made) if isinstance(made, str) else made)
        session.note(f"已写入 {session.file}", f"written: {session.file}")
        if remark:
            session.note(*remark)
        return
    try:
        if isinstance(made, str):
            texts: Iterable[str] = [session.shielded(made)]
        else:
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8", errors="replace")
            texts = (part.decode() for part in ([made] if isinstance(made, bytes) else made))
        for text in texts:
            sys.stdout.write(text)
            sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        drop(sys.stdout)


def put_difference(session: Session, text: str) -> None:
    """Put a difference out, harmless line by line."""
    format_of(session, ["diff"])
    put(session, "".join(f"{harmless(line)}\n" for line in text.split("\n")[:-1]))


def utf8(text: str) -> bytes:
    """A text for programs."""
    return text.encode("utf-8", "replace")


def as_table(sheets: "Sequence[Sheet]", session: Session) -> str:
    """Sheets for a screen."""
    from gongfu_cli.formats import table

    return "\n".join(table.render(sheet, session.language, session.width, session.color) for sheet in sheets)


def _markdown(sheets: "Sequence[Sheet]", session: Session) -> str:
    from gongfu_cli.formats import markdown

    return "\n".join(markdown.render(sheet, session.language) for sheet in sheets)


def _workbook(sheets: "Sequence[Sheet]", session: Session) -> bytes:
    from gongfu_cli.formats import xlsx

    return xlsx.render_all(sheets, session.language)


SHEETS: "Mapping[str, Render[Sequence[Sheet]]]" = {"table": as_table, "markdown": _markdown, "xlsx": _workbook}
"""The formats that people read."""


def _sheets(format: str, results: Results, session: Session) -> Made:
    several = len(results) > 1
    made = [sheet()._replace(of=name * several) for name, result in results.items() for sheet in result.sheets]
    return SHEETS[format](made, session)


def _json(results: Results, session: Session) -> bytes:
    from gongfu_cli.formats import documents, json

    made = {name: result.document() for name, result in results.items()}
    if session.table == ALL:
        return utf8(json.dumps(documents.tables_document(made)))
    ((name, document),) = made.items()
    return utf8(json.dumps(documents.named(name, document) if session.table else document))


def _csv(results: Results, session: Session) -> bytes:
    from gongfu_cli.formats import csv, records

    bom = "" if session.file is None else "\ufeff"  # Excel and WPS need it
    made = {name: result.lines() for name, result in results.items()}
    lines = records.by_table(made) if session.table else next(iter(made.values()))
    return utf8(bom + csv.dumps(*lines))


FORMATS: Mapping[str, Render[Results]] = {
    "table": partial(_sheets, "table"),
    "json": _json,
    "csv": _csv,
    "markdown": partial(_sheets, "markdown"),
    "xlsx": partial(_sheets, "xlsx"),
}
"""The formats of the commands that score."""
