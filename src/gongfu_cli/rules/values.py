"""GF4: whether the actual values can be what they say."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.book import Book
from gongfu_cli.finding import Hit, Place, rule
from gongfu_cli.model import Indicator
from gongfu_cli.number import decimals, printed, unit_of
from gongfu_cli.rules.targets import value_of
from gongfu_cli.targets import Cell, Plain, Within, Words
from gongfu_cli.words import Phrase


class Value(NamedTuple):
    """A number filed for an indicator of the table, and its place."""

    indicator: Indicator
    year: int
    number: Decimal
    place: Place


def values(book: Book) -> Iterator[Value]:
    """Every number filed, by year and in the order of the files."""
    for year in book.years:
        for id, actual in book.actuals[year].values.items():
            if actual.number is not None and id in book.indicators:
                yield Value(book.indicators[id], year, actual.number, actual.places.value("value"))


def _cells(book: Book, value: Value) -> dict[int, Cell]:
    return book.cells(value.indicator.id, book.in_force(value.year))


def _may_stand_still(book: Book, value: Value) -> bool:
    """Whether a value has reason to stay where it is: at an end of its range, or where no change is asked."""
    indicator = value.indicator
    if indicator.range and value.number in indicator.range:
        return True
    asked = [cell for cell in _cells(book, value).values() if cell.form != Words("none")]
    if indicator.direction == "keep stable" or not asked or asked[-1].form == Words("hold"):
        return True
    return isinstance(asked[-1].form, Plain) and asked[-1].form.value == indicator.baseline.value


@rule("GF401", "out-of-range")
def out_of_range(book: Book) -> Iterator[Hit]:
    """A value that the indicator cannot have."""
    numbers = [(each.indicator, each.number, each.place) for each in values(book)]
    for row in book.table.indicators:
        if row.baseline.value is not None:
            numbers.append((row, row.baseline.value, row.places.value("baseline")))
    for document in book.documents:
        for id, cells in document.targets.items():
            for year, cell in cells.items():
                ends = [cell.form.low, cell.form.high] if isinstance(cell.form, Within) else [value_of(cell.form)]
                place = document.places.value("targets", id, str(year))
                if id in book.indicators:
                    numbers += [(book.indicators[id], end, place) for end in ends if end is not None]
    for indicator, number, place in numbers:
        if indicator.range and not indicator.range[0] <= number <= indicator.range[1]:
            low, high = (printed(end) for end in indicator.range)
            yield Hit(
                place,
                Phrase(
                    f"指标 {indicator.id}（{indicator.name}）的值 {printed(number)} 不在 {low} 到 {high} 之间",
                    f"{printed(number)} is outside what indicator {indicator.id} can be, {low} to {high}",
                ),
                Phrase("核对数值和单位", "check the figure and its unit"),
            )


@rule("GF402", "slipped-unit", "warning")
def slipped_unit(book: Book) -> Iterator[Hit]:
    """A value some 10, 100 or 10 000 times the year before's or the baseline's, or that part of it."""
    for value in values(book):
        earlier = book.earlier(value.indicator.id, value.year)
        points = [(Phrase(f"{year} 年", f"that of {year}"), number) for year, number in earlier[-1:]]
        if value.indicator.baseline.value is not None:
            points.append((Phrase("基期", "the baseline"), value.indicator.baseline.value))
        for name, number in points:
            times = _slip(value.number, number)
            if times:
                yield Hit(
                    value.place,
                    Phrase(
                        f"指标 {value.indicator.id} 的值 {printed(value.number)} 约为{name.zh}值 {printed(number)} 的 {times.zh}",
                        f"{printed(value.number)} for {value.indicator.id} is about {times.en} {name.en}, {printed(number)}",
                    ),
                    Phrase(f"核对单位{'：表里是' + value.indicator.unit if value.indicator.unit else ''}", f"check the unit{': the table says ' + value.indicator.unit if value.indicator.unit else ''}"),
                )
                break


def _slip(number: Decimal, point: Decimal) -> Phrase | None:
    if number <= 0 or point <= 0:
        return None
    ratio = Fraction(number) / Fraction(point)
    for times in (10, 100, 10_000):
        if abs(ratio / times - 1) <= Fraction(1, 10):
            return Phrase(f"{times} 倍", f"{times} times")
        if abs(ratio * times - 1) <= Fraction(1, 10):
            return Phrase(f"{times} 分之一", f"1/{times} of")
    return None


@rule("GF403", "unchanged", "warning")
def unchanged(book: Book) -> Iterator[Hit]:
    """A value is exactly last year's."""
    for value in values(book):
        last = book.actual(value.indicator.id, value.year - 1)
        if last and last.number == value.number and not _may_stand_still(book, value):
            yield Hit(
                value.place,
                Phrase(
                    f"指标 {value.indicator.id} 的值与 {value.year - 1} 年完全相同：{printed(value.number)}",
                    f"{value.indicator.id} has exactly the value of {value.year - 1}: {printed(value.number)}",
                ),
                Phrase("核对是否误抄上年", "check that last year's was not copied"),
            )


@rule("GF404", "equals-target", "note")
def equals_target(book: Book) -> Iterator[Hit]:
    """A value is exactly the target's number."""
    for value in values(book):
        cell = _cells(book, value).get(value.year)
        if cell and value_of(cell.form) == value.number and not _may_stand_still(book, value):
            yield Hit(
                value.place,
                Phrase(
                    f"指标 {value.indicator.id} 的值恰好等于当年目标 {cell.text}",
                    f"{value.indicator.id} has exactly the number of its target, {cell.text}",
                ),
                Phrase("核对是否把目标当成了实绩", "check that the target was not filed as the actual"),
            )


@rule("GF405", "derived-value", "warning")
def derived_value(book: Book) -> Iterator[Hit]:
    """A derived value contradicts its parts beyond what the printed digits allow."""
    for value in values(book):
        derived = value.indicator.derived
        parts = [book.actual(id, value.year) for id in (derived.numerator, derived.denominator)] if derived else []
        numbers = [part.number for part in parts if part and part.number is not None]
        if derived is None or len(numbers) != 2:
            continue
        (low, high), (below, above) = (_printed_as(number) for number in numbers)
        if below <= 0 <= above:
            continue
        ends = [end / divisor * Fraction(derived.factor) for end in (low, high) for divisor in (below, above)]
        least, most = _printed_as(value.number)
        if most < min(ends) or least > max(ends):
            exact = Fraction(numbers[0]) / Fraction(numbers[1]) * Fraction(derived.factor)
            shown = f"{float(exact):.{decimals(value.number) + 1}f}"
            parts_shown = f"{printed(numbers[0])} ÷ {printed(numbers[1])} × {printed(derived.factor)} = {shown}"
            yield Hit(
                value.place,
                Phrase(
                    f"指标 {value.indicator.id} 的值 {printed(value.number)} 与其分子分母不符：{parts_shown}",
                    f"{printed(value.number)} for {value.indicator.id} is not what its parts give: {parts_shown}",
                ),
                Phrase("核对三个数", "check the three figures"),
            )


def _printed_as(number: Decimal) -> tuple[Fraction, Fraction]:
    """The least and the greatest value that is printed as `number`."""
    half = unit_of(number) / 2
    return Fraction(number) - half, Fraction(number) + half


@rule("GF406", "fewer-digits", "note")
def fewer_digits(book: Book) -> Iterator[Hit]:
    """A value has fewer decimals than the row's baseline and cells print."""
    for value in values(book):
        baseline = value.indicator.baseline.value
        shown = [baseline] if baseline is not None else []
        for cell in _cells(book, value).values():
            number = value_of(cell.form)
            shown += [number] if number is not None else []
        most = max((decimals(number) for number in shown), default=0)
        if decimals(value.number) < most:
            yield Hit(
                value.place,
                Phrase(
                    f"指标 {value.indicator.id} 的值 {printed(value.number)} 少于表中所印的 {most} 位小数",
                    f"{printed(value.number)} for {value.indicator.id} has fewer decimals than the {most} of the table",
                ),
                Phrase("请报全小数位；末位是 0 也写出", "file all decimals, a final 0 too"),
            )
