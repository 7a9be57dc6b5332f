"""Records as CSV for spreadsheets and programs: one row a record, machine names as headings."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gongfu_cli.document import flat
from gongfu_cli.number import digits, printed

_RUN = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def dumps(records: Iterable[dict[str, Any]]) -> str:
    """The records, with a column for every field that any of them has. Numbers are numbers; text that a spreadsheet
    would run as a formula is defused."""
    lines = [flat(record) for record in records]
    columns = list(dict.fromkeys(name for line in lines for name in line))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_field(line.get(name)) for name in columns] for line in lines)
    return stream.getvalue()


def _field(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return printed(value)
        case Fraction():
            return digits(value)
        case int():
            return str(value)
        case _:
            return defused(str(value))


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a leading apostrophe where it looks like one."""
    return f"'{text}" if text.lstrip(" ").startswith(_RUN) else text
