"""Records as CSV for spreadsheets and programs: one row a record, machine names as headings."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from gongfu_cli.book.number import PATTERN, digits, printed
from gongfu_cli.language.safe import harmless

_NUMBER = re.compile(PATTERN)
_RUN = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def dumps(columns: Sequence[str], lines: Iterable[Mapping[str, Any]]) -> str:
    """The lines under their columns. Numbers are numbers; text that a spreadsheet would run as a formula is
    defused."""
    return _written([columns, *([_field(line.get(name)) for name in columns] for line in lines)])


def more(columns: Sequence[str], lines: Iterable[Mapping[str, Any]]) -> str:
    """Further lines under the same columns."""
    return _written([_field(line.get(name)) for name in columns] for line in lines)


def _written(records: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(records)
    return stream.getvalue()


def _field(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return _defused(str(value))  # a copy: one with a place would keep its file alive
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case Decimal():
            return printed(value)
        case Fraction():
            return digits(value)
        case _:
            return defused(str(value))


@lru_cache(4096)
def _defused(text: str) -> str:
    return defused(text)  # names and titles stand in every line


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a leading apostrophe where it looks like one and is no number.
    Control characters are made visible."""
    looks = text.lstrip(" ").startswith(_RUN) and not _NUMBER.fullmatch(text)
    return f"'{harmless(text)}" if looks else harmless(text)
