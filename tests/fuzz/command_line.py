"""The command line as a target: any arguments beside any data."""

import contextlib
import csv
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock
from xml.etree import ElementTree

from fuzz.seeds import FIRST, MARKS, OPTIONS, RETURNED, TABLE, TESTS, VALUES

from gongfu_cli.cli.program import run

_GOLDEN = TESTS / "golden" / "county"
CONTENTS = {path.relative_to(_GOLDEN).as_posix(): path.read_text(encoding="utf-8") for path in _GOLDEN.rglob("*.yaml")}
MACHINE: Mapping[str, Callable[[str], object]] = {
    "json": json.loads,
    "sarif": json.loads,
    "junit": ElementTree.fromstring,
    "csv": lambda text: [*csv.reader(io.StringIO(text), strict=True)],
}
"""How what a machine reads is read."""
_OURS = {"GONGFU_DATA", "GONGFU_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"}
_OURS |= {"GITHUB_ACTIONS"}  # what it prints to a runner has a word in it that is another every time
_SURROUNDINGS: Sequence[Mapping[str, str]] = [
    {},
    {"COLUMNS": "20", "FORCE_COLOR": "1"},
    {"COLUMNS": "80", "LANG": "zh_CN.UTF-8"},
    {"GONGFU_LANG": "zh", "GONGFU_DATA": "data"},
]
_ROOM = "/dev/shm" if Path("/dev/shm").is_dir() else None


class Outside(BaseException):
    """Something was to be written outside of the folder in which the program is run."""


class Draw:
    """Choices that bytes make; where there are no more, the first."""

    def __init__(self, raw: bytes) -> None:
        self.left = iter(raw)

    def number(self, below: int) -> int:
        """A number from 0."""
        return next(self.left, 0) % below

    def of(self, known: Sequence[str]) -> str:
        """One of some texts."""
        return known[self.number(len(known))]


def commands(raw: bytes) -> None:
    """Any arguments beside any data end with code 0, 1 or 2 and without a traceback; what a machine reads can be read;
    nothing changes but what the arguments name; and if nothing did, they do the same again."""
    draw = Draw(raw)
    arguments = [draw.of(FIRST)]
    for _ in range(draw.number(8)):
        arguments.append(draw.of(OPTIONS) if draw.number(2) else draw.of(VALUES))
    with tempfile.TemporaryDirectory(dir=_ROOM) as name:
        root = Path(name).resolve()
        here = root / "here"
        _prepare(here, draw)
        surroundings = _SURROUNDINGS[draw.number(len(_SURROUNDINGS))]
        before = _state(root)
        code, out, err = _run_in(root, here, arguments, surroundings)
        after = _state(root)
        again = (code, out, err) if before != after else _run_in(root, here, arguments, surroundings)
    assert code in (0, 1, 2), (arguments, code, err)
    assert "Traceback" not in err, (arguments, err)
    assert again == (code, out, err), arguments
    wanted = [arguments[n + 1] for n, word in enumerate(arguments[:-1]) if word == "--format"]
    if code < 2 and out and wanted and not {"--help", "-h", "--version", "help"} & {*arguments}:
        MACHINE.get(wanted[-1], str)(out)
    may = [here / argument for argument in arguments[1:]]
    may += [here / "data"] * bool({"--fix", "--write"} & {*arguments})
    may = [Path(os.path.normpath(path)) for path in may]
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert all(any(path.is_relative_to(each) for each in may) for path in changed), (arguments, changed)


def _prepare(here: Path, draw: Draw) -> None:
    """A data folder with a few marks put into one of its files; a form, a table and a damaged workbook beside it."""
    contents = {f"data/{file}": text for file, text in CONTENTS.items()}
    if edits := draw.number(4):
        file = draw.of(sorted(contents))
        for _ in range(edits):
            words = re.findall(r"[\w.]+|[^\w\s]|\s+", contents[file])
            at = (draw.number(256) * 256 + draw.number(256)) % max(1, len(words))
            words[at : at + draw.number(3)] = [draw.of(MARKS)]
            contents[file] = "".join(words)
    contents |= {"form.csv": RETURNED, "table.csv": TABLE, "form.xlsx": "PK\x03\x04damaged"}
    for file, text in contents.items():
        (here / file).parent.mkdir(parents=True, exist_ok=True)
        (here / file).write_bytes(text.encode())


def _state(root: Path) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.is_file() else None for path in root.rglob("*")}


def _run_in(root: Path, here: Path, arguments: Sequence[str], surroundings: Mapping[str, str]) -> tuple[int, str, str]:
    """The exit code, stdout and stderr of the program in a folder, with these environment variables."""
    environment = {name: text for name, text in os.environ.items() if name not in _OURS} | surroundings
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with (
        contextlib.chdir(here),
        mock.patch.dict(os.environ, environment, clear=True),
        mock.patch.object(sys, "dont_write_bytecode", True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        _nothing_outside(root),
    ):
        code = run(arguments)
    for stream in (out, err):
        stream.flush()
    return code, *(stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]


# Watching what is written

_inside: list[Path] = []
"""The folder in which alone something may be written just now."""
_CHANGES = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.chmod", "os.chown", "os.link", "os.symlink"}


@contextlib.contextmanager
def _nothing_outside(root: Path) -> Iterator[None]:
    _watched()
    _inside.append(root)
    try:
        yield
    finally:
        _inside.pop()


@cache
def _watched() -> None:
    """Begin to watch, once: there is no way to end it."""
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise Outside for what would be written elsewhere, before it is."""
    if not _inside:
        return
    opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if (opened or event in _CHANGES) and isinstance(arguments[0], str | bytes | os.PathLike):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if path != os.devnull and not Path(path).is_relative_to(_inside[-1]):
            raise Outside(f"{event} {path}")
