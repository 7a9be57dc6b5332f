"""Data files as their text and the data in it, with the faults of family GF0. Only here is a data file read."""

import errno
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from yaml import YAMLError

from gongfu_cli.language.os_errors import why
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source import faults
from gongfu_cli.source.finding import Finding, Place
from gongfu_cli.source.nodes import Node
from gongfu_cli.source.parser import Parser, fault_of
from gongfu_cli.source.text import ODD, encoding_of, lines_of


class Source:
    """A file that was read: its name as it was reached, its bytes, its text, its data and the faults of family GF0;
    `blocks` are the lines of texts that run over several lines, in which nothing is a comment."""

    def __init__(self, file: str, raw: bytes = b"", text: str = "", findings: Iterable[Finding] = ()) -> None:
        self.file, self.raw, self.text = file, raw, text
        self.root: Node | None = None
        self.findings = list(findings)
        self.blocks: set[int] = set()

    @property
    def lines(self) -> list[str]:
        """The lines as YAML counts them."""
        return lines_of(self.text)


def beginning(path: Path) -> bytes:
    """The bytes of a file, up to one more than a data file may have. Raises OSError, for what is no file too: a pipe
    or a device would keep the program waiting, or never end."""
    if not (path.is_file() or path.is_dir()) and path.exists():
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV), str(path))
    with path.open("rb") as stream:
        return stream.read(faults.MAX_BYTES + 1)


def parse(raw: bytes, file: str) -> Source:
    """The data in `raw`, with the faults of family GF0 as findings; a file with such a fault may have no root."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return Source(file, raw, findings=faults.not_utf8(file, raw))
    if "\0" in text and encoding_of(raw) == "UTF-16":
        return Source(file, raw, findings=faults.not_utf8(file, raw))
    source = Source(file, raw, text)
    clean = text
    if ODD.search(text):
        lines = source.lines
        source.findings += faults.odd_character(faults.odd_places(file, lines))
        if any(ODD.search(line[: len(line) - len(line.lstrip())].lstrip("\ufeff")) for line in lines):
            return source  # what the indent was meant to be cannot be known
        clean = ODD.sub(" ", text.removeprefix("\ufeff"))  # one for one: the places stay right
    shift = len(text) - len(clean)  # 1 where a BOM stands before the first line's first column
    parser = Parser(file, clean, shift, source.findings)
    source.blocks = parser.blocks
    try:
        source.root = parser.root()
        if clean != text and parser.blocks:
            source.findings += faults.odd_character(faults.odd_places(file, source.lines, parser.blocks))
    except YAMLError as error:
        if all(finding.fix == "" for finding in source.findings):  # any but the BOM may be what broke it
            source.findings += fault_of(error, file, source.lines, shift)
    return source


def read(path: Path, file: str, parse: Callable[[bytes, str], Source] = parse) -> Source:
    """Read and parse `path`, calling it `file`. Whatever is wrong with it is among the findings; nothing is raised.
    `parse` is there for who has read the same bytes before."""
    try:
        raw = beginning(path)
    except OSError as error:
        return Source(file, findings=faults.unreadable_file(file, why(error)))
    if len(raw) > faults.MAX_BYTES:
        what = Phrase("文件大于 16 MiB，不是这里的数据文件", "larger than 16 MiB: this is not a data file")
        return Source(file, findings=faults.too_big(Place.top(file), what))
    return parse(raw, file)
