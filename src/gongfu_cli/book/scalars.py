"""The kinds of scalar that a file holds: how each is read, under which rule it is refused, and its JSON Schema.

Each is the mark of an annotation, `Annotated[Decimal, NUMBER]`, by which pydantic reads it.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from pydantic_core.core_schema import CoreSchema, no_info_plain_validator_function

from gongfu_cli.book import faults
from gongfu_cli.book.number import PATTERN, meant_number, number, printed
from gongfu_cli.book.row import TEXT, Unfit, misshapen
from gongfu_cli.book.wording import CELL_PATTERN, KNOWN, read_cell
from gongfu_cli.language.phrase import Phrase, same
from gongfu_cli.source.finding import Finding, Misread, Place, correction
from gongfu_cli.source.nodes import Text

NOT_SURVEYED: Final = "——"
_ID: Final = r"[A-Za-z0-9._\-\u3400-\u4dbf\u4e00-\u9fff]+"  # nothing that a shell, a page or a file name would read
_IDENTIFIER = re.compile(_ID)
_YEAR = re.compile(r"[1-9][0-9]{3}")
_ESTIMATE = "预计"
_DASHES = ("——", "—", "--")


class Baseline(NamedTuple):
    """A baseline cell: as printed, its number where it has one, and whether it is an estimate (预计)."""

    text: str
    value: Decimal | None
    estimated: bool = False

    @property
    def gloss(self) -> str:
        """What it says, in English."""
        return f"{printed(self.value)} (est.)" if self.estimated and self.value is not None else self.text


class Scalar:
    """A kind of scalar. `parse` raises Misread; `refuse` is the rule that makes it a finding; `blank` says that
    nothing written is a value of this kind too."""

    def __init__(
        self,
        parse: Callable[[str], Any],
        refuse: Callable[[Place, Misread], list[Finding]],
        schema: Mapping[str, Any],
        blank: bool = False,
    ) -> None:
        self.parse, self.refuse, self.schema, self.blank = parse, refuse, schema, blank

    def read(self, node: Any) -> Any:
        """What a node says. Raises Unfit."""
        if not isinstance(node, Text):
            raise misshapen(node, TEXT)
        try:
            return self.parse(node)
        except Misread as misread:
            raise Unfit(self.refuse(node.place, misread)) from None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return dict(self.schema)


def _identifier(text: str) -> str:
    if not _IDENTIFIER.fullmatch(text):
        raise Misread(same(text))
    return _prose(text)


def _prose(text: str) -> str:
    return sys.intern(str(text))  # names, units and ids stand in a folder again and again


def _tolerance(text: str) -> Decimal:
    meant, _ = meant_number(text)
    if meant is not None and Decimal(meant) < 0:  # however it is typed: it would be refused in digits too
        raise Misread(Phrase("容差不能是负数", "a tolerance cannot be negative"))
    return number(text)


def _switch(text: str) -> bool:
    if text not in ("true", "false"):
        raise Misread(same(text))
    return text == "true"


def _not_a_switch(place: Place, misread: Misread) -> list[Finding]:
    return faults.unknown_word(place, misread.message.en, ("true", "false"))


def _year(text: str) -> int:
    if _YEAR.fullmatch(text):
        return int(text)
    raise Misread(
        Phrase(f"“{text}”不是年份", f"“{text}” is not a year"),
        Phrase("写四位数字，如 2024", "write four digits, such as 2024"),
    )


def _month(text: str) -> int:
    plain = text.lstrip("0")
    if not re.fullmatch(r"[1-9]|1[01]", plain):
        hint = Phrase("到 12 月底就是全年：写进全年的文件", "to the end of December it is the year: use its file")
        raise Misread(Phrase(f"“{text}”不是 1 到 11 的月份", f"“{text}” is not a month from 1 to 11"), hint)
    if plain != text:
        message = Phrase(f"月份“{text}”前面不补零", f"the month “{text}” takes no leading zero")
        raise Misread(message, correction(plain), plain)
    return int(text)


def day(text: str) -> date | None:
    """The day that a text names, None where it names none: 2021-11-09, 2021/11/9 or 2021年11月9日, in digits of full
    width too."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?", plain)
    with suppress(ValueError):
        return date(*map(int, found.groups())) if found else None
    return None


def _date(text: str) -> date:
    meant = day(text)
    if meant and text == meant.isoformat():
        return meant
    hint = Phrase("写成 年-月-日，如 2021-11-09", "write year-month-day, such as 2021-11-09")
    message = Phrase(f"“{text}”不是日期", f"“{text}” is not a date")
    raise Misread(message, correction(meant.isoformat()) if meant else hint)


def _baseline(text: str) -> Baseline:
    if text in _DASHES:
        return Baseline(str(text), None)
    if text.startswith(_ESTIMATE):
        try:
            return Baseline(str(text), number(text.removeprefix(_ESTIMATE)), estimated=True)
        except Misread as misread:
            meant, certain = meant_number(text.removeprefix(_ESTIMATE))
            if meant is None:
                raise
            meant = _ESTIMATE + meant
            raise Misread(misread.message, correction(meant), meant if certain else None) from None
    return Baseline(str(text), number(text))


BY_VERDICT: Final = Phrase("写结论：{verdict: met, source: …}", "write a verdict: {verdict: met, source: …}")
"""How it is said that something was done."""
_ATTESTED = frozenset({"met", "missed", "达标", "已达标", "未达标", "已完成", "未完成", *KNOWN["done"]})


def _value(text: str) -> Decimal | Literal["——"] | None:
    if not text:
        return None
    if text in _ATTESTED:
        raise Misread(Phrase(f"“{text}”是结论，不是数", f"“{text}” is a verdict, not a number"), BY_VERDICT)
    return NOT_SURVEYED if text in _DASHES else number(text)


_DASHES_PATTERN = "|".join(_DASHES)
_NAME = {"type": ["string", "number"]}


def _number_or(pattern: str, *others: str) -> dict[str, Any]:
    """A JSON number, or a text that is one of ours: editors read YAML with types, we do not."""
    return {"type": ["number", "string", *others], "pattern": f"^(?:{PATTERN}{pattern})$"}


IDENTIFIER = Scalar(_identifier, faults.bad_id, {**_NAME, "pattern": f"^{_ID}$"})
# Any text will do: nothing is ever refused.
PROSE = Scalar(_prose, faults.bad_date, {**_NAME, "minLength": 1})
NUMBER = Scalar(number, faults.not_a_number, _number_or(""))
TOLERANCE = Scalar(_tolerance, faults.not_a_number, _number_or(""))
# `true` and `false` are no texts to an editor, unless they are in quotes.
SWITCH = Scalar(_switch, _not_a_switch, {"type": ["boolean", "string"], "pattern": "^(?:true|false)$"})
YEAR = Scalar(
    _year,
    faults.bad_date,
    {"type": ["integer", "string"], "minimum": 1000, "maximum": 9999, "pattern": "^[1-9][0-9]{3}$"},
)
MONTH = Scalar(
    _month,
    faults.bad_date,
    {"type": ["integer", "string"], "minimum": 1, "maximum": 11, "pattern": "^(?:[1-9]|1[01])$"},
)
DATE = Scalar(_date, faults.bad_date, {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
PRINTED = Scalar(read_cell, faults.unreadable_target, {"type": ["number", "string"], "pattern": CELL_PATTERN})
TARGET = Scalar(PRINTED.parse, PRINTED.refuse, {**PRINTED.schema, "type": ["number", "string", "null"]}, blank=True)
BASELINE = Scalar(_baseline, faults.not_a_number, _number_or(f"|预计{PATTERN}|{_DASHES_PATTERN}"))
VALUE = Scalar(_value, faults.not_a_number, _number_or(f"|{_DASHES_PATTERN}|", "null"), blank=True)
