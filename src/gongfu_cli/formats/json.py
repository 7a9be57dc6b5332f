"""Documents as JSON text, with exact numbers."""

import json
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from gongfu_cli.book.number import digits, printed

_scalar = json.JSONEncoder(ensure_ascii=False).encode
_key = cache(_scalar)  # the same few names in every row


def dumps(value: Any) -> str:
    """A document as indented JSON. Decimals keep their digits, fractions get 15; the json module knows neither."""
    return _text(value, "\n") + "\n"


def _text(value: Any, newline: str) -> str:
    if isinstance(value, str) or value is None:
        return _scalar(value)
    inner = newline + "  "
    if isinstance(value, dict) and value:
        entries = [f"{_key(key)}: {_text(entry, inner)}" for key, entry in value.items()]
        return "{" + inner + f",{inner}".join(entries) + newline + "}"
    if isinstance(value, list) and value:
        return "[" + inner + f",{inner}".join([_text(item, inner) for item in value]) + newline + "]"
    if isinstance(value, Decimal):
        return printed(value)
    return digits(value) if isinstance(value, Fraction) else _scalar(value)
