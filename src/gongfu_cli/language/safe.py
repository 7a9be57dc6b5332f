"""Text from data files made harmless: for terminals and pages, in anchors and names of files."""

import re
from collections.abc import Iterable

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_LONGEST = 60
"""Of a name: with three bytes a character it still fits a file system."""


def harmless(text: str) -> str:
    """A text without anything that a terminal obeys or that cannot be seen; each such character becomes U+FFFD."""
    return _UNSAFE.sub("\ufffd", text)


def names_for(texts: Iterable[str], prefix: str) -> dict[str, str]:
    """A name for each text that can be an anchor or, with an ending, a file on any system: the prefix, then letters,
    digits and `.-_`. No two are alike, in capitals or not."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for text in dict.fromkeys(texts):
        stem = name = prefix + re.sub(r"[^\w.-]+", "-", text)[:_LONGEST].strip("-")
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names[text] = name
    return names
