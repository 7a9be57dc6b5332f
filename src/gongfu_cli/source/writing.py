"""Text as it is written into data files, and what a change of a file comes to."""

import difflib
import re
from typing import Final

from gongfu_cli.source.text import ODD, lines_of

_PLAIN: Final = re.compile(r"(?:[^\W_]|[（《“—.]|-(?=[0-9]))[^\n:#,\[\]{}&*!|>'\"%@`]*")


def tidy(text: str) -> str:
    """A text on one line: line breaks and odd spaces become plain spaces, what cannot be seen is left out."""
    seen = ODD.sub(lambda found: " " if found.group().isspace() else "", text)
    return " ".join(seen.split())


def scalar(text: str) -> str:
    """A text as a YAML scalar that can stand anywhere, as a key too: plain where that is safe, else in quotes."""
    text = tidy(text)
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def difference(before: str, after: str, name: str) -> str:
    """What changes in a file, as a unified diff; nothing where nothing does."""
    old, new = (_lines(text) for text in (before, after))
    return "".join(
        f"{line}\n" for line in difflib.unified_diff(old, new, name if before else "/dev/null", name, lineterm="")
    )


def _lines(text: str) -> list[str]:
    lines = lines_of(text)
    return lines if lines[-1] else lines[:-1]
