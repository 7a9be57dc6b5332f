"""Text for columns of fixed width, in which a hanzi takes two: folded, and with decimal points below each other."""

import re
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells

_OPENING, _CLOSING = "（“‘《〔【「(\\[", "）”’》〕】」、，。；：！？％"
# A short remark in brackets, such as a unit, stays in one piece; else a hanzi, or a word, with its marks.
# Compiled where something is folded for the first time: that takes 3 ms, and a pipe needs no folding.
_CHUNK = (
    rf"[（(][^（(）)]{{1,8}}[）)]|[{_OPENING}]*(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef{_OPENING}]+)[{_CLOSING}]*| +|(?s:.)"
)


def wrap(text: str, width: int) -> str:
    """The text in lines of at most `width` columns: broken where two spaces are if that will do, else at spaces and
    between hanzi, not within a word or before a closing mark, unless there is no other way."""
    if cell_len(text) <= width:
        return text
    parts = re.split("(  +)", text)
    chunks = parts if max(map(cell_len, parts)) <= width else re.findall(_CHUNK, text)
    lines, line, used = [], "", 0
    for chunk in chunks:
        size = cell_len(chunk)
        if used + size > width and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
        if not line and chunk.isspace():
            continue
        if size > width:  # a word longer than a line
            *heads, chunk = filter(None, chop_cells(chunk, width))
            lines += heads
            size = cell_len(chunk)
        line, used = line + chunk, used + size
    return "\n".join([*lines, line.rstrip()] if line else lines)


def cut(text: str, width: int) -> str:
    """The text in one line of at most `width` columns, which ends in … where there is more of it."""
    return text if cell_len(text) <= width else chop_cells(text, max(1, width - 1))[0].rstrip() + "…"


_NUMBER = re.compile(r"(\D{,8}\d+)((?:\.\d+)?)(\D{,8})")  # with signs and a unit, not in a sentence


def is_number(text: str) -> bool:
    """Whether the text is a number, with the signs around it and the spaces that align it."""
    return _NUMBER.fullmatch(text) is not None


def decimally(texts: Sequence[str]) -> list[str]:
    """Numbers padded so that, flush right, their decimal points stand below each other; other texts as they are."""
    numbers = [_NUMBER.fullmatch(text) for text in texts]
    most = max((cell_len(number[2]) for number in numbers if number), default=0)
    behind = max((cell_len(number[3]) for number in numbers if number), default=0)
    return [
        text + " " * (most - len(number[2]) + behind - cell_len(number[3])) if number else text
        for number, text in zip(numbers, texts, strict=True)
    ]
