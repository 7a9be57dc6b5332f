"""Numbers: exact decimals, written one way only."""

import re
import unicodedata
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache

from gongfu_cli.language.phrase import LONG, Phrase
from gongfu_cli.source.finding import Misread, correction

PATTERN = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_NUMBER = re.compile(PATTERN)
TWINS = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")
"""The full-width characters that a number may be typed with, and their ASCII twins."""
_LOOSE = re.compile(
    r"[+]?(-?)([0-9]+(?:[,_' ][0-9]{3})*|(?=\.[0-9]))(\.[0-9_]*)?(?:[eE]([+-]?[0-9]{1,2}))?"
    r"(?=$|[^0-9:/.\-百千万亿])"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年")
_AMBIGUOUS = re.compile(r"(?<![A-Za-z])[0-9]")
"""A digit behind the first number, but not that of a unit such as m2: which number is meant cannot be known."""
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
MAX_DIGITS = 30
_EXACT = Context(prec=4 * MAX_DIGITS)  # wide enough that no sum or difference of two numbers is ever rounded
_to = cache(Context)  # a context for so many digits


def number(text: str) -> Decimal:
    """The decimal that `text` writes, digit for digit (`12.50` keeps its zero).

    Raises Misread, with the number that was probably meant, for anything but `-?digits[.digits]` in ASCII without
    leading zeros.
    """
    if _NUMBER.fullmatch(text):
        if len(text) > MAX_DIGITS:
            length = len(text)
            message = Phrase(
                f"这个数有 {length} 位，不会是统计数字", f"a number of {length} characters is no statistic"
            )
            raise Misread(message, Phrase(f"最多 {MAX_DIGITS} 位", f"at most {MAX_DIGITS}"))
        return Decimal(text)
    meant, certain = meant_number(text)
    message = Phrase(f"“{text}”不是这里的数字写法", f"“{text}” is not a number as numbers are written here")
    hint = Phrase("只写半角数字和小数点，如 12.5", "write digits and a point only, such as 12.5")
    raise Misread(message, correction(meant) if meant else hint, meant if certain else None)


def meant_number(text: str) -> tuple[str | None, bool]:
    """The number that was probably meant by `text` or None, and whether it can have meant nothing else."""
    meant, certain = _meant(text)
    return (meant, certain) if meant and len(meant) <= MAX_DIGITS else (None, False)


def _meant(text: str) -> tuple[str | None, bool]:
    if len(text) > LONG:
        return None, False
    plain = text.translate(TWINS).strip()
    if _NUMBER.fullmatch(plain) or _GROUPED.fullmatch(plain):
        return plain.replace(",", ""), True
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = plain.replace("−", "-").replace("。", ".")
    if re.fullmatch(r"-?[0-9]+,[0-9]{1,2}", plain):
        return plain.replace(",", "."), False
    found = _LOOSE.match(plain)
    if not found or _AMBIGUOUS.search(plain, found.end()) or _YEAR.match(plain):
        return None, False
    sign, whole, decimals, exponent = found.groups()
    digits = re.sub(r"[,_' ]", "", whole).lstrip("0") or "0"
    value = sign + digits + (decimals or "").replace("_", "").rstrip(".")
    return (format(Decimal(f"{value}E{exponent}"), "f") if exponent else value), False


def decimals(value: Decimal) -> int:
    """How many decimals are printed."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def unit_of(value: Decimal) -> Fraction:
    """One unit of the last printed digit."""
    return Fraction(1, 10 ** decimals(value))


def rounded(value: Fraction, places: int, up: bool) -> Decimal:
    """`value` at so many decimals, rounded up or down, exactly."""
    scaled = value * 10**places
    whole = -((-scaled.numerator) // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return _EXACT.scaleb(Decimal(whole), -places)


def plus(a: Decimal, b: Decimal) -> Decimal:
    """a + b, exactly."""
    return _EXACT.add(a, b)


def minus(a: Decimal, b: Decimal) -> Decimal:
    """a − b, exactly."""
    return _EXACT.subtract(a, b)


def ratio(a: Decimal, b: Decimal) -> Fraction:
    """a ÷ b, exactly; `b` is not 0. Two fractions divided would be reduced three times over."""
    (upper, under), (lower, over) = a.as_integer_ratio(), b.as_integer_ratio()
    return Fraction(upper * over, under * lower)


def printed(value: Decimal) -> str:
    """The digits of a decimal, never with an exponent."""
    return format(value, "f")


def digits(value: Fraction, significant: int = 15) -> str:
    """A ratio as decimal digits: exactly where it ends within `significant` digits, else rounded to them."""
    quotient = _to(significant).divide(Decimal(value.numerator), Decimal(value.denominator))
    text = format(quotient, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
