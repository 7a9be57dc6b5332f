"""GF3: whether the targets make sense beside the baselines and beside each other."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from gongfu_cli.book import Book
from gongfu_cli.finding import Hit, Place, rule
from gongfu_cli.model import Document, Indicator
from gongfu_cli.number import decimals, printed, unit_of
from gongfu_cli.requirement import better
from gongfu_cli.targets import Bound, Cell, Form, Plain, Words
from gongfu_cli.words import Phrase


def value_of(form: Form) -> Decimal | None:
    """The number of a cell that is a number or a bound."""
    return form.value if isinstance(form, Plain | Bound) else None


def milestones(book: Book) -> Iterator[tuple[Document, Indicator, list[tuple[int, Cell]]]]:
    """For each document and each indicator that it asks something of: the years and cells, in order."""
    for document in book.documents:
        for id, cells in document.targets.items():
            asked = [(year, cell) for year, cell in sorted(cells.items()) if cell.form != Words("none")]
            if id in book.indicators and asked:
                yield document, book.indicators[id], asked


def _place(document: Document, indicator: Indicator, year: int) -> Place:
    return document.places.value("targets", indicator.id, str(year))


@rule("GF301", "target-looser", "warning")
def target_looser(book: Book) -> Iterator[Hit]:
    """The last milestone is strictly worse than the baseline."""
    for document, indicator, cells in milestones(book):
        year, cell = cells[-1]
        if indicator.direction != "keep stable" and better(indicator, indicator.baseline.value, value_of(cell.form)):
            yield Hit(
                _place(document, indicator, year),
                Phrase(
                    f"指标 {indicator.id} 的 {year} 年目标 {cell.text} 松于基期值 {indicator.baseline.text}",
                    f"the {year} target of {indicator.id}, {cell.text}, is looser than its baseline, {indicator.baseline.text}",
                ),
                Phrase("核对数值和方向；原文如此则注明理由并忽略", "check the figure and the direction; if the source says so, ignore it with the reason"),
            )


@rule("GF302", "target-retreats", "warning")
def target_retreats(book: Book) -> Iterator[Hit]:
    """A milestone is worse than the one before it."""
    for document, indicator, cells in milestones(book):
        for (before, earlier), (year, later) in zip(cells, cells[1:], strict=False):
            if indicator.direction != "keep stable" and better(indicator, value_of(earlier.form), value_of(later.form)):
                yield Hit(
                    _place(document, indicator, year),
                    Phrase(
                        f"指标 {indicator.id} 的 {year} 年目标 {later.text} 比 {before} 年的 {earlier.text} 还松",
                        f"the {year} target of {indicator.id}, {later.text}, is looser than that of {before}, {earlier.text}",
                    ),
                    Phrase("核对两格是否写反", "check whether the two cells are swapped"),
                )


@rule("GF303", "no-change-asked", "warning")
def no_change_asked(book: Book) -> Iterator[Hit]:
    """The number at the last milestone is the baseline."""
    for document, indicator, cells in milestones(book):
        year, cell = cells[-1]
        if indicator.direction == "keep stable" or not isinstance(cell.form, Plain):
            continue
        if cell.form.value == indicator.baseline.value:
            yield Hit(
                _place(document, indicator, year),
                Phrase(
                    f"指标 {indicator.id} 的 {year} 年目标就是基期值 {indicator.baseline.text}，没有要求变化",
                    f"the {year} target of {indicator.id} is its baseline, {indicator.baseline.text}: no change is asked",
                ),
                Phrase("要保持就把方向写成 keep stable；原文如此则注明理由并忽略", "if it is to be kept, make the direction keep stable; if the source says so, ignore it with the reason"),
            )


@rule("GF304", "derived-target", "warning")
def derived_target(book: Book) -> Iterator[Hit]:
    """The targets, or the baselines, of a derived indicator and of its parts contradict each other."""
    for indicator in book.table.indicators:
        derived = indicator.derived
        if not derived or derived.numerator not in book.indicators or derived.denominator not in book.indicators:
            continue
        ids = (indicator.id, derived.numerator, derived.denominator)
        baselines = [book.indicators[id].baseline for id in ids]
        yield from _contradiction(
            indicator, [each.value for each in baselines], indicator.places.value("baseline"), Phrase("基期值", "baseline")
        )
        for document in book.documents:
            for year, cell in document.targets.get(indicator.id, {}).items():
                cells = [cell, *(document.targets.get(id, {}).get(year) for id in ids[1:])]
                values = [value_of(each.form) if each else None for each in cells]
                what = Phrase(f"{year} 年目标", f"{year} target")
                yield from _contradiction(indicator, values, _place(document, indicator, year), what)


def _contradiction(indicator: Indicator, values: list[Decimal | None], place: Place, what: Phrase) -> Iterator[Hit]:
    given, numerator, denominator = values
    if given is None or numerator is None or not denominator or indicator.derived is None:
        return
    implied = Fraction(numerator) / Fraction(denominator) * Fraction(indicator.derived.factor)
    if abs(implied - Fraction(given)) > unit_of(given) / 2:
        shown = f"{float(implied):.{decimals(given) + 2}f}"
        parts = f"{printed(numerator)} ÷ {printed(denominator)} × {printed(indicator.derived.factor)} = {shown}"
        yield Hit(
            place,
            Phrase(
                f"指标 {indicator.id} 的{what.zh} {printed(given)} 与其分子分母不符：{parts}",
                f"the {what.en} of {indicator.id}, {printed(given)}, is not what its parts give: {parts}",
            ),
            Phrase("核对三个数；原文如此则注明理由并忽略", "check the three figures; if the source says so, ignore it with the reason"),
        )


@rule("GF305", "open-target", "note")
def open_target(book: Book) -> Iterator[Hit]:
    """A past or present milestone is left open and no number was ever given."""
    latest = max(book.years, default=book.table.baseline_year)
    for document, indicator, cells in milestones(book):
        for year, cell in cells:
            if cell.form == Words("open") and year <= latest and not book.resolved(indicator.id, year):
                yield Hit(
                    _place(document, indicator, year),
                    Phrase(
                        f"指标 {indicator.id} 的 {year} 年目标“{cell.text}”至今没有数",
                        f"the {year} target of {indicator.id}, “{cell.text}”, still has no number",
                    ),
                    Phrase("下达后记入 resolved，或在实绩里附 verdict", "put the number under resolved, or a verdict into the actuals"),
                )


@rule("GF306", "too-coarse", "note")
def too_coarse(book: Book) -> Iterator[Hit]:
    """One unit of the last printed digit is more than the change that is asked per year."""
    for document, indicator, cells in milestones(book):
        year, cell = cells[-1]
        target, baseline = value_of(cell.form), indicator.baseline.value
        if indicator.direction == "keep stable" or target is None or baseline is None or target == baseline:
            continue
        numbers = [value for _, each in cells if (value := value_of(each.form)) is not None] + [baseline]
        unit = min(unit_of(each) for each in numbers)
        per_year = abs(Fraction(target) - Fraction(baseline)) / (year - book.table.baseline_year)
        if unit > per_year:
            yield Hit(
                _place(document, indicator, year),
                Phrase(
                    f"指标 {indicator.id} 每年只要求变化 {float(per_year):.2g}，而数值只印到 {float(unit):g}",
                    f"{indicator.id} is asked to change by {float(per_year):.2g} a year, but is printed to {float(unit):g} only",
                ),
                Phrase("请责任部门多报一位小数", "ask the department for one more decimal"),
            )
