"""Section 2: numbers are exact decimals, written one way only."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu_cli.book.number import MAX_DIGITS, decimals, digits, minus, number, plus, printed, ratio, rounded, unit_of
from gongfu_cli.language.phrase import LONG, Phrase
from gongfu_cli.source.finding import Misread

NO_GUESS = Phrase("只写半角数字和小数点，如 12.5", "write digits and a point only, such as 12.5")

exact = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6)


@pytest.mark.parametrize("text", ["0", "7", "78", "-5", "0.5", "-0.27", "12.50", "58000", "100.00", "0.0", "1" * 30])
def test_a_number_is_read_digit_for_digit(text: str) -> None:
    assert printed(number(text)) == text


REFUSED = {
    "thousands separator": ("1,234", "1234"),
    "several separators": ("1,234,567.8", "1234567.8"),
    "full-width separator": ("1，234", "1234"),
    "full-width digits": ("７８", "78"),
    "full-width point": ("７．８", "7.8"),
    "minus sign": ("−5", "-5"),
    "percent": ("70%", "70"),
    "unit": ("5人", "5"),
    "exponent": ("1e3", "1000"),
    "negative exponent": ("1.5e-3", "0.0015"),
    "underscore": ("1_000", "1000"),
    "decimal comma": ("12,34", "12.34"),
    "space between": ("1 000", "1000"),
    "space before": (" 5", "5"),
    "leading zero": ("010", "10"),
    "zeros only": ("00", "0"),
    "negative with leading zero": ("-05", "-5"),
    "plus": ("+5", "5"),
    "no digit before the point": (".5", "0.5"),
    "no digit behind the point": ("5.", "5"),
}


@pytest.mark.parametrize(("text", "meant"), REFUSED.values(), ids=REFUSED)
def test_another_way_of_writing_is_refused_with_the_number_probably_meant(text: str, meant: str) -> None:
    with pytest.raises(Misread) as refused:
        number(text)
    assert refused.value.message == Phrase(
        f"“{text}”不是这里的数字写法", f"“{text}” is not a number as numbers are written here"
    )
    assert refused.value.hint == Phrase(f"改为：{meant}", f"write: {meant}")


@pytest.mark.parametrize("text", ["1:30", "no", "--", "——", "", "约5", "1.2.3", "2021-11-09", "1/2", "NaN", "-"])
def test_where_no_number_can_be_guessed_none_is(text: str) -> None:
    with pytest.raises(Misread) as refused:
        number(text)
    assert refused.value.hint == NO_GUESS
    assert refused.value.fix is None


@pytest.mark.parametrize("text", ["2020年 10.5", "10.5（2020年）", "2020年", "1,2,3", "10 20", "67.4 65.2", "50%-60%"])
def test_of_two_numbers_or_a_year_none_is_suggested(text: str) -> None:
    with pytest.raises(Misread) as refused:
        number(text)
    assert refused.value.hint == NO_GUESS


def test_no_number_is_guessed_in_a_text_longer_than_any_figure() -> None:
    for length, guess in ((LONG, "write: 5"), (LONG + 1, NO_GUESS.en)):
        with pytest.raises(Misread) as refused:
            number("5".rjust(length))
        assert refused.value.hint
        assert refused.value.hint.en == guess


def test_no_number_is_guessed_that_would_be_too_long() -> None:
    for length, guess in ((MAX_DIGITS, f"write: {'9' * MAX_DIGITS}"), (MAX_DIGITS + 1, NO_GUESS.en)):
        with pytest.raises(Misread) as refused:
            number("９" * length)
        assert refused.value.hint
        assert refused.value.hint.en == guess


@pytest.mark.parametrize(("text", "meant"), [("65㎡", "65"), ("5吨CO2", "5"), ("3人/km2", "3"), ("10年", "10")])
def test_a_digit_in_a_unit_is_no_second_number(text: str, meant: str) -> None:
    with pytest.raises(Misread) as refused:
        number(text)
    assert refused.value.hint == Phrase(f"改为：{meant}", f"write: {meant}")


@pytest.mark.parametrize("text", ["1,234", "７８", "１，２３４．５", " 5"])
def test_where_nothing_else_can_have_been_meant_it_is_the_fix(text: str) -> None:
    with pytest.raises(Misread) as refused:
        number(text)
    assert refused.value.hint
    assert refused.value.hint.en == f"write: {refused.value.fix}"


@pytest.mark.parametrize("text", ["70%", "010", "1e3", "12,34", "+5", "5."])
def test_a_guess_is_no_fix(text: str) -> None:
    with pytest.raises(Misread) as refused:
        number(text)
    assert refused.value.fix is None


def test_thirty_digits_are_enough() -> None:
    assert number("9" * MAX_DIGITS) == 10**MAX_DIGITS - 1
    with pytest.raises(Misread) as refused:
        number("9" * (MAX_DIGITS + 1))
    assert refused.value.message == Phrase(
        "这个数有 31 位，不会是统计数字", "a number of 31 characters is no statistic"
    )
    assert refused.value.hint == Phrase("最多 30 位", "at most 30")


@pytest.mark.parametrize("text", [" " + "9" * 31, "１" * 31, "9,999" + ",999" * 9, "1e99", "0.5e-40"])
def test_a_number_that_would_be_refused_itself_is_no_remedy(text: str) -> None:
    with pytest.raises(Misread) as refused:
        number(text)
    assert refused.value.hint == NO_GUESS
    assert refused.value.fix is None


ROUNDED = {
    "up": ("2.341", 2, True, "2.35"),
    "down": ("2.349", 2, False, "2.34"),
    "negative up": ("-2.349", 2, True, "-2.34"),
    "negative down": ("-2.341", 2, False, "-2.35"),
    "what is exact stays, up": ("2.34", 2, True, "2.34"),
    "what is exact stays, down": ("2.34", 2, False, "2.34"),
    "zeros are printed": ("20", 2, False, "20.00"),
    "to whole numbers": ("62400.3", 0, False, "62400"),
    "a third up": ("1/3", 3, True, "0.334"),
    "a third down": ("1/3", 3, False, "0.333"),
}


@pytest.mark.parametrize(("value", "places", "up", "expected"), ROUNDED.values(), ids=ROUNDED)
def test_rounded_to_a_side(value: str, places: int, up: bool, expected: str) -> None:
    assert printed(rounded(Fraction(value), places, up)) == expected


@given(value=st.fractions(), places=st.integers(0, 6))
def test_rounding_goes_less_than_one_unit_and_to_its_side(value: Fraction, places: int) -> None:
    down, up = rounded(value, places, up=False), rounded(value, places, up=True)
    assert down <= value <= up
    assert Fraction(up) - value < Fraction(1, 10**places)
    assert value - Fraction(down) < Fraction(1, 10**places)
    assert decimals(up) == decimals(down) == places


DIGITS = {
    "ends": (Fraction(1, 8), "0.125"),
    "whole": (Fraction(3), "3"),
    "round thousands keep their zeros": (Fraction(5000), "5000"),
    "does not end": (Fraction(2, 3), "0.666666666666667"),
    "small": (Fraction(1, 3000), "0.000333333333333333"),
    "negative": (Fraction(-1, 4), "-0.25"),
    "zero": (Fraction(0), "0"),
    "a tenth is a tenth": (Fraction(1, 10) + Fraction(2, 10), "0.3"),
}


@pytest.mark.parametrize(("value", "expected"), DIGITS.values(), ids=DIGITS)
def test_a_ratio_has_at_least_twelve_significant_digits(value: Fraction, expected: str) -> None:
    assert digits(value) == expected


def test_no_binary_artefacts() -> None:
    assert printed(plus(Decimal("0.1"), Decimal("0.2"))) == "0.3"
    assert printed(minus(Decimal("24.86"), Decimal("20.00"))) == "4.86"
    assert printed(minus(Decimal("1.10"), Decimal("1.1"))) == "0.00"


def test_sums_and_differences_of_the_longest_numbers_are_exact() -> None:
    large, small = number("9" * MAX_DIGITS), number("0." + "0" * (MAX_DIGITS - 3) + "1")
    assert Fraction(plus(large, small)) == Fraction(large) + Fraction(small)
    assert Fraction(minus(large, small)) == Fraction(large) - Fraction(small)


@given(a=exact, b=exact)
def test_sums_and_differences_are_exact(a: Decimal, b: Decimal) -> None:
    assert Fraction(plus(a, b)) == Fraction(a) + Fraction(b)
    assert Fraction(minus(a, b)) == Fraction(a) - Fraction(b)


@pytest.mark.parametrize(
    ("text", "places", "unit"), [("78", 0, "1"), ("12.50", 2, "0.01"), ("0.4", 1, "0.1"), ("58000", 0, "1")]
)
def test_the_last_printed_digit(text: str, places: int, unit: str) -> None:
    assert decimals(number(text)) == places
    assert unit_of(number(text)) == Fraction(unit)


@given(exact, exact.filter(bool))
def test_a_ratio_is_the_fraction_of_both(a: Decimal, b: Decimal) -> None:
    assert ratio(a, b) == Fraction(a) / Fraction(b)
