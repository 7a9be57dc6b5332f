"""What a text that is no YAML was probably meant to be: the mistakes that people make, each with its remedy."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source.finding import Place, correction
from gongfu_cli.source.rule import Hit
from gongfu_cli.source.text import comment_start


class Stumble(NamedTuple):
    """Where in the lines of a file the parser gave up, its words for it, and where it had begun what it could not
    finish (lines and columns from 0)."""

    file: str
    lines: Sequence[str]
    problem: str
    line: int
    column: int
    opened: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The line."""
        return self.lines[self.line]

    def near(self) -> Iterator[tuple[int, str]]:
        """The line and the two before it that hold anything, nearest first, without their comments."""
        before = ((n, self.lines[n][: comment_start(self.lines[n])]) for n in range(self.line, -1, -1))
        return islice(((n, line) for n, line in before if line.strip()), 3)

    def place(self, line: int, start: int, end: int) -> Place:
        """A span of a line, counted from 0."""
        return Place.on_line(self.file, line, start, end)


def explained(stumble: Stumble) -> Hit:
    """What is wrong, as precisely as it can be told, and at the place where it was written."""
    for recognise in (_full_width_colon, _missing_space, _tab, _unquoted, _unclosed):
        if hit := recognise(stumble):
            return hit
    if stumble.opened and re.search("expected ':'|simple key", stumble.problem):
        stumble = stumble._replace(line=stumble.opened[0], column=stumble.opened[1])
        word = stumble.text[stumble.column : comment_start(stumble.text)].rstrip()
    else:
        word = stumble.text[stumble.column :].split(" ")[0]
    place = stumble.place(stumble.line, stumble.column, stumble.column + len(word))
    for words, (message, hint) in _PROBLEMS.items():
        if re.search(words, stumble.problem):
            return Hit(place, message, hint)
    return Hit(place, Phrase("这里不合 YAML 语法", "this is not YAML"))


def _full_width_colon(stumble: Stumble) -> Hit | None:
    # It makes the line part of one long text, so the parser stumbles on a line after it.
    for n, line in stumble.near():
        before, colon, after = line.partition("：")
        if colon and not re.search(r":(\s|$)|[\"']", before) and not re.search(r":(\s|$)", after):
            return Hit(
                stumble.place(n, len(before), len(before) + 1),
                Phrase("这里是全角冒号“：”，YAML 只认半角冒号加空格", "a full-width colon “：” where YAML wants “: ”"),
                correction(f"{before.strip()}: {after.strip()}"),
            )
    return None


def _missing_space(stumble: Stumble) -> Hit | None:
    if not re.search("mapping values|expected ':'|simple key", stumble.problem):
        return None
    for n, line in stumble.near():
        found = re.fullmatch(r"\s*(?:- )?([^\s:\"']+):([^\s:].*)", line)
        if found and not found[2].startswith("//"):
            return Hit(
                stumble.place(n, found.end(1), found.end(1) + 1),
                Phrase("冒号后面缺一个空格", "there is no space after the colon"),
                correction(f"{found[1]}: {found[2].strip()}"),
            )
    return None


def _tab(stumble: Stumble) -> Hit | None:
    tab = stumble.text[: len(stumble.text) - len(stumble.text.lstrip())].find("\t")
    if tab < 0:
        return None
    return Hit(
        stumble.place(stumble.line, tab, tab + 1),
        Phrase("缩进用了制表符（Tab），YAML 只许用空格", "a tab in the indent: YAML indents with spaces only"),
        Phrase("把制表符换成空格", "put spaces in its place"),
    )


def _unquoted(stumble: Stumble) -> Hit | None:
    signs = [
        sign
        for sign in re.finditer(r"(?:^|(?<=[:,\[{]\s))[>|%@`]", stumble.text)
        if sign.start() <= stumble.column and not stumble.problem.startswith("mapping values")
    ]
    if not signs:
        return None
    start, sign = signs[-1].start(), signs[-1].group()
    value = re.split(r"\s#|[,}\]]", stumble.text[start:])[0].strip()
    return Hit(
        stumble.place(stumble.line, start, start + len(value)),
        Phrase(f"以“{sign}”开头的值要加引号", f"a value that begins with “{sign}” needs quotes"),
        correction(f"'{value}'"),
    )


def _unclosed(stumble: Stumble) -> Hit | None:
    if stumble.opened is None or not re.search(r"end of stream|',' or '[]}]'", stumble.problem):
        return None
    line, column = stumble.opened
    sign = stumble.lines[line][column : column + 1]
    if sign not in ("'", '"', "[", "{"):
        return None
    return Hit(
        stumble.place(line, column, column + 1),
        Phrase(f"这里的“{sign}”没有配对", f"the “{sign}” that opens here is never closed"),
        Phrase("在该结束的地方补上另一半", "close it where it should end"),
    )


_PROBLEMS = {
    "mapping values": (
        Phrase("这里不该出现“: ”", "“: ” is not expected here"),
        Phrase(
            "检查上一行：冒号后是否缺空格、缩进是否对齐；值里含“: ”要加引号",
            "look at the line above for a colon without a space or a wrong indent; quote a value that holds “: ”",
        ),
    ),
    "could not find expected ':'|simple key": (
        Phrase("这一行缺冒号（“名: 值”）", "a colon is missing here (“name: value”)"),
        Phrase("冒号后要有一个空格", "put a colon and a space after the name"),
    ),
    "expected <block end>|did not find expected (key|'-'|<document start>)|indentation": (
        Phrase("这一行的缩进与上文对不齐", "the indent of this line fits nothing above it"),
        Phrase("与同级的上一行左对齐", "align it with the line it belongs beside"),
    ),
    "escape": (
        Phrase("双引号里的“\\”后面不是合法的转义", "not a known escape after “\\” in double quotes"),
        Phrase("改用单引号", "use single quotes"),
    ),
}
"""What the parser says, as a pattern, and what is said to the user."""
