"""Documents as JSON text, with exact numbers."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gongfu_cli.book.number import digits, printed

_scalar = json.JSONEncoder(ensure_ascii=False).encode


def dumps(value: Any) -> str:
    """A document as indented JSON. Decimals keep their digits, fractions get 15; the json module knows neither."""
    return _text(value, "\n") + "\n"


def line(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {line(entry)}" for key, entry in value.items()) + "}"
    return f"[{', '.join(map(line, value))}]" if isinstance(value, list) else _text(value, "")


def _text(value: Any, newline: str) -> str:
    inner = newline + "  "
    if isinstance(value, dict) and value:
        entries = [f"{_scalar(key)}: {_text(entry, inner)}" for key, entry in value.items()]
        return "{" + inner + f",{inner}".join(entries) + newline + "}"
    if isinstance(value, list) and value:
        return "[" + inner + f",{inner}".join([_text(item, inner) for item in value]) + newline + "]"
    if isinstance(value, Decimal):
        return printed(value)
    return digits(value) if isinstance(value, Fraction) else _scalar(value)
