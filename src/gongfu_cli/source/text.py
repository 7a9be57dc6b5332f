"""What can be told of a text before it is parsed: its encoding, its lines and comments, what cannot be seen in it."""

import re
from array import array
from collections.abc import Sequence

from gongfu_cli.language.safe import CONTROLS, UNSEEN

BREAK = re.compile(r"\r\n|\r|\n")
"""A line break, as YAML counts lines."""
ODD = re.compile(rf"[{CONTROLS}{UNSEEN}\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000](?<![\t\n\r])")
"""A character that looks like nothing or like a plain space: controls, what draws nothing, spaces but the plain one
(and the blank Braille pattern). Tab, LF and CR have their own places in YAML."""
_NEARLY_ALL = 0.95
_EXCERPT = 40
_ASCII = re.compile(r"[\x00-\x7f]+")
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""")


def encoding_of(raw: bytes) -> str | None:
    """`UTF-16` or `GB18030` where the bytes are certainly that, else None.

    GB18030 takes nearly any bytes for hanzi: those of other encodings come out as rare ones. So nearly all of them
    have to be in GB 2312, the hanzi in common use, and the bytes must not be mostly good UTF-8 that was damaged.
    """
    head = raw[:4096]
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or head.count(0) * 8 > len(head):
        return "UTF-16"
    hanzi, as_utf8 = (_beyond_ascii(raw, encoding) for encoding in ("gb18030", "utf-8"))
    common = len(hanzi.encode("gb2312", "ignore")) // 2
    damaged_utf8 = as_utf8.count("\ufffd") * 2 < len(as_utf8)
    certain = hanzi and "\ufffd" not in hanzi and common >= _NEARLY_ALL * len(hanzi) and not damaged_utf8
    return "GB18030" if certain else None


def _beyond_ascii(raw: bytes, encoding: str) -> str:
    return _ASCII.sub("", raw.decode(encoding, "replace"))


def readings(raw: bytes) -> list[tuple[str, str]]:
    """How the first line that is no UTF-8 would read, by encoding."""
    try:
        raw.decode("utf-8")
        line = b""
    except UnicodeDecodeError as error:
        line = raw[raw.rfind(b"\n", 0, error.start) + 1 :].split(b"\n", 1)[0]
    return [(encoding, line.decode(encoding, "replace").strip()[:_EXCERPT]) for encoding in ("UTF-8", "GB18030")]


def lines_of(text: str) -> list[str]:
    """The lines of a text, as YAML counts them."""
    return BREAK.split(text)


def line_starts(text: str) -> Sequence[int]:
    """The offset of the first character of each line."""
    return array("L", [0, *(found.end() for found in BREAK.finditer(text))])


def comment_start(line: str) -> int:
    """Where the comment of a line begins (its length where there is none); a `#` within quotes begins none."""
    n, value = 0, True  # whether a value may begin here
    while n < len(line):
        character = line[n]
        if character == "#" and (n == 0 or line[n - 1].isspace()):
            return n
        if value and character in "\"'":
            quoted = _QUOTED.match(line, n)
            if not quoted:  # the text goes on in the next line
                return len(line)
            n, value = quoted.end(), False
            continue
        if not character.isspace():
            value = character in "[{," or (character in ":-" and line[n + 1 : n + 2].isspace())
        n += 1
    return len(line)
