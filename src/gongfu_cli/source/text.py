"""What can be told of a text before it is parsed: its encoding, its lines and comments, what cannot be seen in it."""

import re

BREAK = re.compile(r"\r\n|\r|\n")
"""A line break, as YAML counts lines."""
ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
    "\ufff9-\ufffb\ufffe\uffff]"
)
"""A character that looks like nothing or like a plain space: controls, no-break and other odd spaces, zero-width and
direction marks, the line separators that only YAML knows. Tab, LF and CR have their own places in YAML."""
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""")


def encoding_of(raw: bytes) -> str | None:
    """`UTF-16` or `GB18030` where the bytes look like that, else None."""
    head = raw[:4096]
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or head.count(0) * 8 > len(head):
        return "UTF-16"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if any(character > "\u07ff" for character in raw[: error.start].decode("utf-8")):
            return None  # UTF-8 that was damaged: hanzi were read before the fault
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return "GB18030"


def lines_of(text: str) -> list[str]:
    """The lines of a text, as YAML counts them."""
    return BREAK.split(text)


def line_starts(text: str) -> list[int]:
    """The offset of the first character of each line."""
    return [0, *(found.end() for found in BREAK.finditer(text))]


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
