"""The periods that values are filed for: a year, or the part of one up to the end of a month.

A period counts as the moment of its end, in years: 2024 is the end of 2024, the part-year 2025-06 is 2024½. So periods
compare with one another, with milestones and with the baseline year, and differ by years.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil

from gongfu_cli.language.phrase import NOTHING, Phrase, Refusal, listed

_MONTHS = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12, "H1": 6, "一季度": 3, "第一季度": 3, "上半年": 6, "前三季度": 9}
_MONTHS |= {f"1{to}{month}月": month for to in "-–—~至" for month in range(2, 13)}
"""What else a part of a year is called, and the month that it ends with."""
_WRITTEN = re.compile(
    rf"([1-9][0-9]{{3}})\s*(?:年?|[-./年]\s*(?:0?([1-9])|(1[0-2]))\s*月?|年?\s*({'|'.join(_MONTHS)}))", re.IGNORECASE
)
FILE_NAME = re.compile(r"[1-9][0-9]{3}(?:-(?:0[1-9]|1[01]))?")
"""What the files of actuals are called: 2025, 2025-06."""


class PartYear(Fraction):
    """The part of a year up to the end of a month from 1 to 11, printed `2025-06`; made by `up_to`."""

    __slots__ = ()

    def __str__(self) -> str:
        return f"{year_of(self)}-{month_of(self):02}"

    def __repr__(self) -> str:
        return f"PartYear({self})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


Period = int | PartYear


def period(text: str) -> Period | None:
    """The period that a text names, None where it names none: 2025, 2025年, 2025-06, 2025年6月, 2025年1-6月, 2025Q2,
    2025H1 or 2025年上半年, in characters of full width too. The part of a year up to December is the year."""
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    year, *month, part = found.groups()
    return up_to(int(year), _MONTHS[part.upper()] if part else int(next(filter(None, month), 12)))


def meant(word: str, there_are: Phrase = NOTHING) -> Period:
    """The period that a word names, whether or not there are actuals for it. Raises Refusal, with what to write and,
    behind it, which ones `there_are`."""
    found = period(word)
    if found is None:
        hint = Phrase("，写 2026，或 2026-06", "; write 2026, or 2026-06") + there_are
        raise Refusal(f"“{word}”不是年份或月份", f"“{word}” is not a year or a month", hint)
    return found


def meant_of(word: str, known: Sequence[Period]) -> Period:
    """Likewise, one of those that there are actuals for."""
    have = Phrase("；有的年份：", "; there are ") + listed(map(str, known)) if known else NOTHING
    found = meant(word, have)
    if found not in known:
        file = f"actuals/{found}.yaml"
        raise Refusal(f"没有{named(found).zh}的实际值（{file}）", f"there are no actuals for {found} ({file})", have)
    return found


def up_to(year: int, month: int | None) -> Period:
    """A year up to the end of a month; None or 12 for the whole year."""
    return year if month is None or month == 12 else PartYear((year - 1) * 12 + month, 12)


def year_of(period: Period) -> int:
    """The year that a period is, or is a part of."""
    return ceil(period)


def month_of(period: Period) -> int | None:
    """The month at whose end a part-year ends; None for a year."""
    return None if isinstance(period, int) else int((period - year_of(period) + 1) * 12)


@cache
def last_day(period: Period) -> date:
    """The day on which a period ends."""
    year, month = year_of(period), month_of(period) or 12
    return date(year, month, monthrange(year, month)[1])


def not_after(baseline: int, period: Period) -> Phrase:
    """What to say of a period that nothing can be asked for."""
    return Phrase(
        f"{named(period).zh}不晚于基期{baseline}年", f"{period} is not later than the baseline year, {baseline}"
    )


def named(period: Period) -> Phrase:
    """A period in running text: 2025年 or 2025年6月; 2025 or 2025-06."""
    month = month_of(period)
    return Phrase(f"{year_of(period)}年{month}月" if month else f"{period}年", f"{period}")
