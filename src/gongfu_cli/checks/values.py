"""GF4: whether the actual values can be what they say."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Actual, Indicator
from gongfu_cli.book.number import decimals, printed, unit_of
from gongfu_cli.book.period import Period
from gongfu_cli.book.wording import gloss, numbers, value_of
from gongfu_cli.checks.once import once
from gongfu_cli.checks.targets import working
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.scoring.requirement import Course, course_of
from gongfu_cli.source.finding import Place
from gongfu_cli.source.rule import Hit, rule


class Value(NamedTuple):
    """A number filed for an indicator of the table, and what it is written in."""

    indicator: Indicator
    period: Period
    number: Decimal
    actual: Actual

    @property
    def place(self) -> Place:
        """The place of the number."""
        return self.actual.value_place("value")


@once
def values(book: Book) -> Sequence[Value]:
    """Every number filed, by period and in the order of the files."""
    return [
        Value(book.indicators[id], period, number, actual)
        for period in book.periods
        for id, actual in book.actuals[period].values.items()
        if (number := actual.number) is not None and id in book.indicators
    ]


def _of_years(book: Book) -> Iterator[tuple[int, Value]]:
    """The numbers filed for full years, with their year: those of a part of one are not to be compared with them."""
    return ((value.period, value) for value in values(book) if isinstance(value.period, int))


def _named(value: Value) -> Phrase:
    """A value as the first words of a sentence."""
    id, number = value.indicator.id, printed(value.number)
    return Phrase(f"第{id}号指标的值 {number} ", f"{number} for indicator {id} ")


def _course(book: Book, value: Value) -> Course:
    """What the documents in force ask of a value's indicator."""
    return course_of(book, value.indicator, book.in_force(value.period))


def _may_stand_still(value: Value, course: Course) -> bool:
    """Whether a value has reason to stay where it is: at an end of its range, or where no change is asked."""
    indicator = value.indicator
    if indicator.range and value.number in indicator.range:
        return True
    if indicator.direction == "keep stable" or course.last is None or course.cells[course.last].says("hold"):
        return True
    target = value_of(course.cells[course.last].wording)
    return target is not None and target == indicator.baseline.value


@rule("GF401", "out-of-range", over=Book)
def out_of_range(book: Book) -> Iterator[Hit]:
    """A value lies outside what the indicator can be at all.

    `range` in `indicators.yaml` gives the least and the greatest value possible, such as 0 and 100 for a share in
    percent. Check the figure, its decimal point and its unit; if the range is too narrow, correct the range.

    数值超出了指标可能的范围。

    `indicators.yaml` 里的 `range` 写明最小和最大可能的值，例如百分比是 0 到 100。核对数值、小数点和单位；范围定
    得太窄的，改正范围。

    Bad: actuals/2024.yaml
        values:
          15: 107.4
    Bad: indicators.yaml
        indicators:
          - id: 15
            baseline: -65
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 100–170}
    Good: actuals/2024.yaml
        values:
          15: 67.4
    """
    for value in values(book):
        if _beyond_range(value.indicator, value.number):
            yield _out_of_range(value.indicator, value.number, value.place)
    for indicator in book.table.indicators:
        baseline = indicator.baseline.value
        if baseline is not None and _beyond_range(indicator, baseline):
            yield _out_of_range(indicator, baseline, indicator.value_place("baseline"))
        for target in book.printed(indicator.id) if indicator.range else ():
            for number in numbers(target.cell.wording):
                if _beyond_range(indicator, number):
                    yield _out_of_range(indicator, number, target.place)


def _beyond_range(indicator: Indicator, number: Decimal) -> bool:
    ends = indicator.range
    return ends is not None and not ends[0] <= number <= ends[1]


def _out_of_range(indicator: Indicator, number: Decimal, place: Place) -> Hit:
    low, high = (printed(end) for end in indicator.range or ())
    message = Phrase(
        f"第{indicator.id}号指标（{indicator.name}）的值 {printed(number)} 不在 {low} 到 {high} 之间",
        f"{printed(number)} is outside what indicator {indicator.id} can be, {low} to {high}",
    )
    return Hit(place, message, Phrase("核对数值和单位", "check the figure and its unit"))


@rule("GF402", "slipped-unit", "warning", over=Book)
def slipped_unit(book: Book) -> Iterator[Hit]:
    """A value is about 10, 100 or 10,000 times that of the year before or the baseline, or that part of it.

    Such a jump usually means a slipped unit: 元 for 万元, a share of 1 for one of 100, a lost decimal point. Compare
    the figure with the unit in the table. If it is right, silence the finding on its line, with the reason.

    数值约为上年值或基期值的 10 倍、100 倍、10000 倍，或几分之一。

    这样的跳变多半是单位错了：把万元写成元，把百分比写成小数，或者漏了小数点。请对照表里的单位核对。数值无误的，
    在该行注明理由后忽略。

    Bad: actuals/2025.yaml
        values:
          15: 0.702
    Bad: actuals/2024.yaml
        values:
          8: 512000
          19: 254.7
    Good: actuals/2025.yaml
        values:
          15: 70.2
    """
    known: dict[str, Value] = {}  # the last of each row but for those found: the next year's is not held against them
    for _, value in _of_years(book):
        before, baseline = known.get(value.indicator.id), value.indicator.baseline.value
        if before and (times := _slip(value.number, before.number)):
            name = Phrase(f" {before.period}年", f"that of {before.period}")
            yield _slipped(value, times, name, before.number)
        elif baseline is not None and (times := _slip(value.number, baseline)):
            yield _slipped(value, times, Phrase("基期", "the baseline"), baseline)
        else:
            known[value.indicator.id] = value


def _slipped(value: Value, times: Phrase, name: Phrase, number: Decimal) -> Hit:
    of, point, unit = _named(value), printed(number), value.indicator.unit
    message = Phrase(f"{of.zh}约为{name.zh}值 {point} 的 {times.zh}", f"{of.en}is about {times.en} {name.en}, {point}")
    hint = Phrase("核对单位", "check the unit")
    if unit:
        hint += Phrase(f"：表里是“{unit}”", f": the table says “{unit}”")
    return Hit(value.place, message, hint)


_LEAST, _MOST = Decimal("0.2"), Decimal(5)


def _slip(number: Decimal, point: Decimal) -> Phrase | None:
    if not point or _LEAST < number / point < _MOST:  # most values: spared the exact ratio
        return None
    ratio = Fraction(number) / Fraction(point)
    for times in (10, 100, 10_000):
        if abs(ratio / times - 1) <= Fraction(1, 10):
            return Phrase(f"{times} 倍", f"{times} times")
        if abs(ratio * times - 1) <= Fraction(1, 10):
            return Phrase(f"{times} 分之一", f"1/{times} of")
    return None


@rule("GF403", "unchanged", "warning", over=Book)
def unchanged(book: Book) -> Iterator[Hit]:
    """A value is exactly that of the year before.

    Statistics seldom repeat to the last digit, so last year’s figure may have been copied. Ask the department
    responsible. If nothing has changed, silence the finding on its line, with the reason. Values at an end of their
    `range`, and indicators of which no change is asked, are not reported.

    数值与上一年完全相同。

    统计数很少连末位都不变，可能是误抄了上年的数。请向责任部门核实。确实没有变化的，在该行注明理由后忽略。已
    到 `range` 两端的值，以及不要求变化的指标，不在此列。

    Bad: actuals/2024.yaml
        values:
          15: 67.4
    and: actuals/2025.yaml
        values:
          15: 67.4
    Good: actuals/2024.yaml
        values:
          15: 67.4
    and: actuals/2025.yaml
        values:
          15: 70.2
    Good: actuals/2024.yaml
        values:
          15: 100
    and: actuals/2025.yaml
        values:
          15: 100
    Good: indicators.yaml
        indicators:
          - id: 15
            direction: keep stable
    and: actuals/2025.yaml
        values:
          15: 67.4
    """
    for year, value in _of_years(book):
        id = value.indicator.id
        last = book.filed(id, year - 1).number
        if last is not None and last == value.number and not _may_stand_still(value, _course(book, value)):
            number = printed(value.number)
            message = Phrase(
                f"第{id}号指标的值与{year - 1}年完全相同：{number}",
                f"indicator {id} has exactly the value of {year - 1}: {number}",
            )
            hint = Phrase("核对是否误抄上年", "check that last year’s figure was not copied")
            yield Hit(value.place, message, hint)


@rule("GF404", "equals-target", "note", over=Book)
def equals_target(book: Book) -> Iterator[Hit]:
    """A value is exactly the number of that year’s target.

    That happens, but it also happens that the target is filed in the place of the result. Ask the department
    responsible for the figure as surveyed. If it is right, nothing has to be done.

    数值恰好等于当年的目标。

    确有这样的情况，但也有人把目标当成实绩填了。请向责任部门核实统计数。无误的不必处理。

    Bad: actuals/2025.yaml
        values:
          15: 70
    Good: actuals/2025.yaml
        values:
          15: 70.2
    """
    for year, value in _of_years(book):
        id, course = value.indicator.id, _course(book, value)
        cell = course.cells.get(year)
        if cell and value_of(cell.wording) == value.number and not _may_stand_still(value, course):
            message = Phrase(
                f"第{id}号指标的值恰好等于当年目标 {cell.text}",
                f"indicator {id} has exactly the number of its target, {gloss(cell.text)}",
            )
            hint = Phrase("核对是否把目标当成了实绩", "check that the target was not filed as the actual")
            yield Hit(value.place, message, hint)


@rule("GF405", "derived-value", "warning", over=Book)
def derived_value(book: Book) -> Iterator[Hit]:
    """A derived value does not agree with the values of its two parts.

    In the sample, 19 is 8 ÷ 1 × 0.01, that is 65780 ÷ 20.10 × 0.01 = 32.73. The rounding of all three is allowed
    for, so one of them is wrong, or they were not surveyed alike. Correct the figure, or give the difference as the
    reason when you silence the finding.

    推算指标的值与它的分子、分母不符。

    示例中 19 号是 8 号 ÷ 1 号 × 0.01，即 65780 ÷ 20.10 × 0.01 = 32.73。三个数的四舍五入都已计入，仍不符就是其中
    有错，或者口径不一。改正数值，或注明口径差异后忽略。

    Bad: actuals/2024.yaml
        values:
          1: 20.10
          8: 65780
          19: 31.2
    Bad: actuals/2024.yaml
        values:
          1: 20.10
          8: 65780
          19: 34.2
    Good: actuals/2024.yaml
        values:
          1: 20.10
          8: 65780
          19: 32.7
    """
    for value in values(book):
        derived = value.indicator.derived
        if derived is None:
            continue
        numerator = book.filed(derived.numerator, value.period).number
        denominator = book.filed(derived.denominator, value.period).number
        if numerator is None or denominator is None:
            continue
        (low, high), (below, above) = _printed_as(numerator), _printed_as(denominator)
        if below <= 0 <= above:
            continue
        ends = [end / divisor * Fraction(derived.factor) for end in (low, high) for divisor in (below, above)]
        least, most = _printed_as(value.number)
        if most < min(ends) or least > max(ends):
            parts = working(derived, numerator, denominator, decimals(value.number) + 1)
            message = _named(value) + Phrase(f"与其分子分母不符：{parts}", f"is not what its parts give: {parts}")
            yield Hit(value.place, message, Phrase("核对三个数", "check the three figures"))


def _printed_as(number: Decimal) -> tuple[Fraction, Fraction]:
    """The least and the greatest value that is printed as `number`."""
    half = unit_of(number) / 2
    return Fraction(number) - half, Fraction(number) + half


@rule("GF406", "fewer-digits", "note", over=Book)
def fewer_digits(book: Book) -> Iterator[Hit]:
    """A value has fewer decimals than the table prints for its indicator.

    With a digit missing, rounding may decide between on track and gap. Ask for the figure in full, and write its
    final zeros too: `20.10`, not `20.1`.

    数值的小数位少于表中所印。

    少了一位，是否达到要求就可能取决于四舍五入。请报全小数位，末位是 0 也要写出：写 `20.10`，不写 `20.1`。

    Bad: actuals/2024.yaml
        values:
          1: 20.1
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68.00, 2025: 70.00}
    Good: actuals/2024.yaml
        values:
          1: 20.10
    """
    for value in values(book):
        most = _course(book, value).places
        if decimals(value.number) < most:
            message = _named(value) + Phrase(
                f"少于表中所印的 {most} 位小数", f"has fewer decimals than the {most} in the table"
            )
            yield Hit(value.place, message, Phrase("请报全小数位；末位是 0 也写出", "file all decimals, a final 0 too"))
