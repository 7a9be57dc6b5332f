"""GF3: whether the targets make sense beside the baselines and beside each other."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Derived, Document, Indicator
from gongfu_cli.book.number import decimals, minus, printed, unit_of
from gongfu_cli.book.wording import Plain, TargetCell, gloss, numbers, value_of
from gongfu_cli.checks.once import once
from gongfu_cli.language.phrase import NOTHING, Phrase
from gongfu_cli.scoring.requirement import better
from gongfu_cli.source.finding import Place
from gongfu_cli.source.rule import Hit, rule


class Asked(NamedTuple):
    """What a document asks of an indicator: the cells and their years, in order; there is at least one. Those that a
    replacing document leaves as they are belong to it too."""

    document: Document
    indicator: Indicator
    cells: list[tuple[int, TargetCell]]

    def own(self, year: int) -> bool:
        """Whether the cell of a year stands in the document itself."""
        return year in self.document.targets[self.indicator.id]

    def place(self, year: int) -> Place:
        """The place of the cell of a year, which must be its own."""
        return self.document.value_place("targets", self.indicator.id, str(year))


@once
def milestones(book: Book) -> Sequence[Asked]:
    """What each document asks of each indicator that it mentions, if it asks something."""
    found: list[Asked] = []
    before: list[Document] = []
    for document in book.documents:
        together = [*before, document] if document.replaces else [document]
        if document.replaces or not before:
            before.append(document)
        for id in document.targets:
            cells = book.cells(id, together).items()
            asked = [(year, cell) for year, cell in cells if not cell.says("none")]
            if id in book.indicators and asked:
                found.append(Asked(document, book.indicators[id], asked))
    return found


def last_milestones(book: Book) -> Iterator[tuple[Asked, int, TargetCell]]:
    """Likewise, where the last cell is the document's own: with the year and cell."""
    for asked in milestones(book):
        year, cell = asked.cells[-1]
        if asked.own(year):
            yield asked, year, cell


def _name(indicator: Indicator, year: int) -> Phrase:
    """What a target cell is called, at the beginning of a sentence."""
    return Phrase(f"第{indicator.id}号指标的{year}年目标", f"the {year} target of indicator {indicator.id}")


_AS_PRINTED = Phrase("原文如此则注明理由并忽略", "if the source says so, ignore it with the reason")


@rule("GF301", "target-looser", "warning", over=Book)
def target_looser(book: Book) -> Iterator[Hit]:
    """An indicator’s last target is worse than its baseline.

    Such a target is met without doing anything, or even by losing ground; usually a figure or the direction was
    mistyped. Check both against the source. If the document really says so, leave the cell as printed and silence
    the finding on its line, with the reason.

    指标的最后一个目标比基期值还差。

    这样的目标什么也不做、甚至倒退也能完成，多半是数值或方向写错了。请对照原文核对。原文确实如此的，照录不改，在
    该行注明理由后忽略。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 60, 2025: 60}
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70}
    """
    for asked, year, cell in last_milestones(book):
        indicator = asked.indicator
        if indicator.direction != "keep stable" and better(indicator, indicator.baseline.value, value_of(cell.wording)):
            base = indicator.baseline
            rest = Phrase(
                f" {cell.text} 松于基期值 {base.text}",
                f", {gloss(cell.text)}, is looser than its baseline, {base.gloss}",
            )
            hint = Phrase("核对数值和方向；", "check the figure and the direction;").then(_AS_PRINTED)
            yield Hit(asked.place(year), _name(indicator, year) + rest, hint)


@rule("GF302", "target-retreats", "warning", over=Book)
def target_retreats(book: Book) -> Iterator[Hit]:
    """A target is worse than the one before it.

    From one milestone to the next, targets normally ask for more, so the two cells may be swapped. Compare them
    with the source. If the document really says so, silence the finding on that line, with the reason.

    后一个目标年的目标比前一个还差。

    目标通常逐期提高，倒过来的多半是两格写反了。请与原文核对。原文确实如此的，在该行注明理由后忽略。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 72, 2025: 70}
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70}
    """
    for asked in milestones(book):
        indicator = asked.indicator
        for (before, earlier), (year, later) in pairwise(asked.cells):
            own = [a_year for a_year in (year, before) if asked.own(a_year)]
            values = value_of(earlier.wording), value_of(later.wording)
            if own and indicator.direction != "keep stable" and better(indicator, *values):
                rest = Phrase(
                    f" {later.text} 比{before}年的 {earlier.text} 还松",
                    f", {gloss(later.text)}, is looser than that of {before}, {gloss(earlier.text)}",
                )
                hint = Phrase("核对两格是否写反", "check whether the two cells are swapped")
                yield Hit(asked.place(own[0]), _name(indicator, year) + rest, hint)


@rule("GF303", "no-change-asked", "warning", over=Book)
def no_change_asked(book: Book) -> Iterator[Hit]:
    """An indicator’s last target is its baseline, so no change is asked.

    For an indicator that should rise or fall this is seldom meant: it is met from the first day. If the level is to
    be kept, make its `direction` `keep stable`; if the document really says so, silence the finding on that line,
    with the reason.

    指标的最后一个目标就是基期值，没有要求变化。

    对要求上升或下降的指标来说，这很少是本意：一开始就已经完成。如果是要保持水平，把 `direction` 写
    成 `keep stable`；原文确实如此的，在该行注明理由后忽略。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 65, 2025: 65}
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70}
    """
    for asked, year, cell in last_milestones(book):
        indicator = asked.indicator
        if indicator.direction == "keep stable" or not isinstance(cell.wording, Plain):
            continue
        base = indicator.baseline
        if cell.wording.value == base.value:
            rest = Phrase(
                f"就是基期值 {base.text}，没有要求变化", f" is its baseline, {base.gloss}: no change is asked"
            )
            hint = Phrase("要保持就把方向写成 keep stable；", "if it is to be kept, make the direction keep stable;")
            yield Hit(asked.place(year), _name(indicator, year) + rest, hint.then(_AS_PRINTED))


@rule("GF304", "derived-target", "warning", over=Book)
def derived_target(book: Book) -> Iterator[Hit]:
    """The target or the baseline of a derived indicator does not agree with those of its two parts.

    What is `derived` from two other indicators follows from them: in the sample, 19 is 8 ÷ 1 × 0.01, that is 69000
    ÷ 21 × 0.01 = 32.86. A gap of more than half a unit of the last printed digit means that one of three figures is
    mistyped, or that the document contradicts itself; then silence the finding with that reason.

    推算指标的目标或基期值与它的分子、分母不符。

    由另外两项指标推算（`derived`）的指标，数值随它们而定：示例中 19 号是 8 号 ÷ 1 号 × 0.01，
    即 69000 ÷ 21 × 0.01 = 32.86。相差超过末位的半个单位，说明三个数里有一个写错了，或者原文自相矛盾；后一种情况
    请注明理由后忽略。

    Bad: targets_2022_2025.yaml
        targets:
          1: {2022: 18, 2025: 21}
          8: {2022: 56000, 2025: 69000}
          19: {2022: 31, 2025: 32}
    Bad: indicators.yaml
        indicators:
          - {id: 19, name: 人均收入与人均生产总值之比, category: 城乡区域协调发展, unit: "%", attribute: observation,
             direction: rising, baseline: 28.5, derived: {numerator: 8, denominator: 1, factor: 0.01},
             departments: [县民社局]}
    Good: targets_2022_2025.yaml
        targets:
          1: {2022: 18, 2025: 21}
          8: {2022: 56000, 2025: 69000}
          19: {2022: 31, 2025: 33}
    """
    for indicator in book.table.indicators:
        derived = indicator.derived
        if not derived or derived.numerator not in book.indicators or derived.denominator not in book.indicators:
            continue
        ids = (indicator.id, derived.numerator, derived.denominator)
        baselines = [book.indicators[id].baseline.value for id in ids]
        yield from _contradiction(indicator, baselines, indicator.value_place("baseline"), Phrase("基期值", "baseline"))
        for each in book.printed(indicator.id):
            cells = [each.document.targets.get(id, {}).get(each.year) for id in ids]
            values = [value_of(cell.wording) if cell else None for cell in cells]
            what = Phrase(f" {each.year}年目标", f"{each.year} target")
            yield from _contradiction(indicator, values, each.place, what)


def _contradiction(indicator: Indicator, values: list[Decimal | None], place: Place, what: Phrase) -> Iterator[Hit]:
    given, numerator, denominator = values
    if given is None or numerator is None or not denominator or indicator.derived is None:
        return
    implied = Fraction(numerator) / Fraction(denominator) * Fraction(indicator.derived.factor)
    if abs(implied - Fraction(given)) > unit_of(given) / 2:
        parts = working(indicator.derived, numerator, denominator, decimals(given) + 2)
        message = Phrase(
            f"第{indicator.id}号指标的{what.zh} {printed(given)} 与其分子分母不符：{parts}",
            f"the {what.en} of indicator {indicator.id}, {printed(given)}, is not what its parts give: {parts}",
        )
        yield Hit(place, message, Phrase("核对三个数；", "check the three figures;").then(_AS_PRINTED))


def working(derived: Derived, numerator: Decimal, denominator: Decimal, places: int) -> str:
    """How a derived value follows from those of its parts, `69000 ÷ 21 × 0.01 = 32.86`, to so many decimals."""
    value = Fraction(numerator) / Fraction(denominator) * Fraction(derived.factor)
    return f"{printed(numerator)} ÷ {printed(denominator)} × {printed(derived.factor)} = {float(value):.{places}f}"


@rule("GF305", "open-target", "note", over=Book)
def open_target(book: Book) -> Iterator[Hit]:
    """A target whose year has come is still left open and has no number.

    As long as only words such as `完成上级下达指标` stand there, the indicator cannot be judged for that year. Once the
    number is known, enter it under `resolved` with its source. If only the outcome is known, file `verdict: met` or
    `verdict: missed` with the actual value, and silence the note with that reason.

    目标年份已到，目标仍未明确，没有数。

    只有“完成上级下达指标”这类措辞，当年就无法评价。得知下达数后，连同来源记入 `resolved`。只知道考核结论的，
    在实绩里写 `verdict: met`（完成）或 `verdict: missed`（未完成），并注明理由忽略这条提示。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 完成上级下达指标, 2025: 70}
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 完成上级下达指标, 2025: 70}
        resolved:
          - {id: 15, year: 2022, target: 67, source: 市下达任务书}
    """
    latest = max(book.years, default=book.table.baseline_year)
    for asked in milestones(book):
        indicator = asked.indicator
        for year, cell in asked.cells:
            is_open = cell.says("open") and asked.own(year) and year not in book.resolved(indicator.id)
            if is_open and year <= latest and _decides(book, indicator, year, cell):
                other = Phrase("（口径不同）", " (another definition)") if cell.differs else NOTHING
                words = Phrase(f"“{cell.text}”", f", “{gloss(cell.text)}”") + other
                rest = words + Phrase("至今没有数", ", still has no number")
                hint = Phrase(
                    "下达后记入 resolved，或在实绩里附 verdict",
                    "put the number under resolved, or a verdict into the actuals",
                )
                yield Hit(asked.place(year), _name(indicator, year) + rest, hint)


def _decides(book: Book, indicator: Indicator, year: int, cell: TargetCell) -> bool:
    """Whether an open cell is left open: a later document may have settled it."""
    return book.cells(indicator.id, book.in_force(year)).get(year, cell).says("open")


@rule("GF306", "too-coarse", "note", over=Book)
def too_coarse(book: Book) -> Iterator[Hit]:
    """The figures are printed too coarsely to show the change that is asked per year.

    In the bad sample 65 is to become 67 in five years, 0.4 a year, but the figures have no decimals: steady
    progress looks like none for years, and then rounding decides. Ask the department responsible for one more
    decimal.

    数值印得太粗，看不出每年所要求的变化。

    错误示例中五年里要从 65 到 67，每年 0.4，而数值没有小数：稳步推进也会几年看不出变化，结论取决于四舍五入。请
    责任部门多报一位小数。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 66, 2025: 67}
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 65.8, 2025: 67.0}
    """
    for asked, year, cell in last_milestones(book):
        indicator = asked.indicator
        target, baseline = value_of(cell.wording), indicator.baseline.value
        years = year - book.table.baseline_year
        if indicator.direction == "keep stable" or target is None or baseline is None:
            continue
        if not better(indicator, target, baseline):
            continue  # no improvement is asked
        places = max(decimals(number) for _, cell in asked.cells for number in (*numbers(cell.wording), baseline))
        if minus(target, baseline).copy_abs() < years * Decimal(1).scaleb(-places):  # less than the last digit a year
            unit, change = Fraction(1, 10**places), abs(Fraction(target) - Fraction(baseline)) / years
            message = Phrase(
                f"第{indicator.id}号指标每年只要求变化 {float(change):.2g}，而数值只印到 {float(unit):g}",
                f"indicator {indicator.id} is asked to change by {float(change):.2g} a year, but is printed to "
                f"{float(unit):g} only",
            )
            hint = Phrase("请责任部门多报一位小数", "ask the department for one more decimal")
            yield Hit(asked.place(year), message, hint)
