"""Documents as JSON text, with exact numbers."""

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gongfu_cli.number import digits, printed


def dumps(value: Any) -> str:
    """A document as indented JSON. Decimals keep their digits, fractions get 15; the json module knows neither."""
    return "".join(_pieces(value, "\n")) + "\n"


def _pieces(value: Any, newline: str) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        inner = newline + "  "
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        yield opening
        for n, each in enumerate(value):
            yield f",{inner}" if n else inner
            if isinstance(value, dict):
                yield f"{json.dumps(each, ensure_ascii=False)}: "
                yield from _pieces(value[each], inner)
            else:
                yield from _pieces(each, inner)
        yield newline + closing
    elif isinstance(value, Decimal):
        yield printed(value)
    elif isinstance(value, Fraction):
        yield digits(value)
    else:
        yield json.dumps(value, ensure_ascii=False)
