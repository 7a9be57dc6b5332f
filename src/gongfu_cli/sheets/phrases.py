"""Rows of a scorecard in words: names, values, requirements, standings, rates."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from gongfu_cli.book.book import Book, Filed, Register
from gongfu_cli.book.model import Category, Indicator, IndicatorTable
from gongfu_cli.book.number import printed, rounded
from gongfu_cli.book.scalars import Baseline
from gongfu_cli.book.wording import TargetCell, Words, gloss
from gongfu_cli.language import terms
from gongfu_cli.language.phrase import BETWEEN_CLAUSES, BETWEEN_NAMES, NOTHING, Phrase, same
from gongfu_cli.language.terms import STANDINGS, Look
from gongfu_cli.scoring.further import Further
from gongfu_cli.scoring.region import Region
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import Standing
from gongfu_cli.scoring.tally import Tally

_INDICATORS = Phrase("", "indicators")
_STATUS_MARKS = {"illustrative": "*", "preliminary": "p"}
_IN_OTHER_COLUMNS = ("interpolated", "illustrative", "preliminary", "not-surveyed", "at-final-level")


def name_of(named: Indicator | Category) -> Phrase:
    """The name of an indicator or a category, the Chinese one where there is no English one."""
    return Phrase(named.name, named.name_en or named.name)


def name_with_unit(indicator: Indicator) -> Phrase:
    """The indicator's name with its unit in brackets, where it has one."""
    name, unit = name_of(indicator), unit_of(indicator)
    return name + in_brackets(unit) if unit else name


def unit_of(indicator: Indicator) -> Phrase:
    """The unit, the Chinese one where there is no English one; nothing where there is none."""
    unit = indicator.unit or ""
    return Phrase(unit, indicator.unit_en or unit)


def title_of(table: IndicatorTable | Region) -> Phrase:
    """The title of the table, the Chinese one where there is no English one."""
    return Phrase(table.title, table.title_en or table.title)


def department_names(register: Register, names: Iterable[str]) -> Phrase:
    """The names of bodies, in a list."""
    return BETWEEN_NAMES.join(map(register.named, names))


def indicators_of(ids: Iterable[str], what: Phrase = _INDICATORS) -> Phrase:
    """How many indicators some rows are: `53项（54个分项）` where several rows are one, which share what stands before
    a dot in their ids (20.1 and 20.2 are no. 20); `what` kind of indicators."""
    rows = list(ids)
    number = len({id.partition(".")[0] for id in rows})
    count = Phrase(f"{what.zh}{number}项", f"{number} {what.en.removesuffix('s') if number == 1 else what.en}")
    return count + in_brackets(Phrase(f"{len(rows)}个分项", f"{len(rows)} rows")) if len(rows) != number else count


def numbers_of(ids: Iterable[str]) -> Phrase:
    """Rows by their numbers, in running text."""
    return Phrase(f"第{'、'.join(ids := list(ids))}号", f"no. {', '.join(ids)}")


def baseline_text(baseline: Baseline) -> Phrase:
    """A baseline as printed, in English what it says."""
    return Phrase(baseline.text, baseline.gloss)


def look_of(row: Scored, standing: Standing | None = None, short: bool = False) -> Look:
    """How the row's standing is shown, or one that it could have; before the last milestone year `achieved` says that
    it has to be kept, and from it on a gap that it is final: in fewer words where they have to be `short`."""
    standing = standing or row.standing
    look = STANDINGS[standing]
    if standing == "achieved" and row.to_be_kept:
        return look._replace(words=(terms.AT_LEVEL_SHORT if short else terms.AT_LEVEL)(year=row.course.last))
    if row.final and standing in terms.FINAL_GAPS:
        return look._replace(words=(terms.FINAL_GAPS_SHORT if short else terms.FINAL_GAPS)[standing])
    if standing == "not_due" and not row.filed.surveyed:
        return look._replace(words=terms.FLAGS["not-surveyed"])
    if standing == "not_due" and row.requirement is not None:
        return look._replace(words=terms.NOT_YET)
    return look


def overall_look(rows: Iterable[Scored], standing: Standing, short: bool = False) -> Look:
    """How a standing of several rows is shown, with what `achieved` means for any of them; a gap is final where it
    is for all of them."""
    look = STANDINGS[standing]
    having = [row for row in rows if row.standing == standing]
    final = [row.final for row in having]
    if standing == "not_due" and (asked := [bool(row.requirement and row.filed.surveyed) for row in having]):
        words = terms.NOT_YET if all(asked) else terms.NOT_YET_OR_NOTHING if any(asked) else look.words
        return look._replace(words=words)
    if standing == "achieved" and any(row.to_be_kept for row in having):
        return look._replace(words=terms.AT_FINAL_LEVEL_SHORT if short else terms.AT_FINAL_LEVEL)
    if standing in terms.FINAL_GAPS and final and all(final):
        return look._replace(words=(terms.FINAL_GAPS_SHORT if short else terms.FINAL_GAPS)[standing])
    return look


def filed_text(filed: Filed) -> Phrase:
    """What was filed, a value or a verdict, with a mark where it is illustrative or preliminary; else nothing."""
    mark = same(_STATUS_MARKS.get(filed.status or "", ""))
    if filed.number is not None:
        return same(printed(filed.number)) + mark
    return same(" ").join(filter(None, (filed.verdict and terms.ATTESTED[filed.verdict], mark)))


def last_filed(book: Book, row: Scored) -> Filed:
    """What was filed for the latest earlier value, which may be nothing."""
    return book.filed(row.indicator.id, row.previous[0]) if row.previous else Filed()


def requirement_text(requirement: Requirement | None) -> Phrase:
    """A requirement in signs: `≥20.00≈` is at least 20.00, interpolated, `≥73.3±` what a tolerance has moved; a rise or
    fall in the words printed."""
    if requirement is None:
        return NOTHING
    if requirement.words is not None:
        return Phrase(requirement.words, gloss(requirement.words))
    if not requirement.known:
        return Phrase("保持基期", "keep baseline")
    mark = "≈" if requirement.basis == "interpolated" else "±" if requirement.before_tolerance is not None else ""
    if requirement.low is not None and requirement.high is not None:
        return same(f"{printed(requirement.low)}–{printed(requirement.high)}{mark}")
    value = requirement.value
    assert value is not None
    return same(f"{terms.OPERATORS[requirement.op]}{printed(value)}{mark}")


def differs_text(how: str) -> Phrase:
    """That a goal has another definition than the indicator, and which."""
    return Phrase(f"口径不同：{how}", f"another definition: {how}")


def target_text(cell: TargetCell | None) -> Phrase:
    """A target cell as printed, in English what it says, and how its definition differs; nothing where there is
    none."""
    if cell is None:
        return NOTHING
    text = Phrase(cell.text, gloss(cell.text))
    return text if cell.differs is None else text + in_brackets(differs_text(cell.differs))


def why_unknown(row: Scored, goal: Further) -> Phrase:
    """Why it cannot be said whether a further goal is met; nothing where it can."""
    if goal.met is not None:
        return NOTHING
    if row.value is None:
        return Phrase("没有实际值", "no value is filed")
    if goal.cell.differs is not None:
        return Phrase("口径不同，不作比较", "figures of two definitions are not compared")
    if goal.cell.wording == Words("hold"):
        return Phrase("基期值未知", "the baseline is unknown")
    return Phrase("目标为文字表述，没有可比的数", "the goal is in words, without a number to compare")


def difference_text(indicator: Indicator, number: str) -> Phrase:
    """A difference of two values with its unit; that of percentages is in percentage points."""
    unit = Phrase("百分点", "percentage points") if indicator.unit == "%" else unit_of(indicator)
    return Phrase(f"{number} {unit.zh}".rstrip(), f"{number} {unit.en}".rstrip())


def shortfall_text(row: Scored) -> Phrase:
    """How far a row falls short of a number, as a percentage of it; a dash where it misses no number, and where the
    number is 0 by how much."""
    if row.shortfall is None and row.nearest is not None and row.margin is not None:
        return same(printed(abs(row.margin)))
    return same(percent(row.shortfall))


def remarks(row: Scored) -> Phrase:
    """Further goals that are missed or cannot be compared, and the flags that no other column shows."""
    goals = [goal for goal in row.further if goal.met is False or goal.cell.differs]
    flags = [terms.FLAGS[flag] for flag in row.flags if flag not in _IN_OTHER_COLUMNS]
    return BETWEEN_CLAUSES.join([*map(_further_goal, goals), *flags])


def _further_goal(goal: Further) -> Phrase:
    """That a further goal is missed, or why it is not compared."""
    text, differs = goal.cell.text, goal.cell.differs
    asked = Phrase(f"另有要求“{text}”", f"further goal {gloss(text)}")
    if differs is None:
        return asked + Phrase("未达到", " missed")
    return asked + in_brackets(differs_text(differs)) + Phrase("，未作比较", ", not compared")


def percent(ratio: Fraction | None, places: int = 1) -> str:
    """A ratio as a percentage, rounded half up; an en dash where it is unknown."""
    if ratio is None:
        return "–"
    number = half_up(abs(ratio) * 100, places)
    return f"{'-' if ratio < 0 and number else ''}{printed(number)}%"


def half_up(value: Fraction, places: int) -> Decimal:
    """A value at so many decimals, a half rounded up."""
    return rounded(value + Fraction(1, 2 * 10**places), places, up=False)


ENOUGH = Fraction(80, 100)
"""Below this coverage a rate is no figure to lead with."""


def enough(count: Tally) -> bool:
    """Whether so many of the rows due are judged that a rate says something of them all."""
    return count.coverage is None or count.coverage >= ENOUGH


def rate(count: Tally) -> Phrase:
    """The share on track of the rows judged; where too few of those due are judged, how many, and the share behind."""
    share = same(percent(count.on_track_rate))
    if enough(count):
        return share
    judged = f"{count.judged}/{count.due}"
    covered = Phrase(f"已评价 {judged}", f"{judged} judged")
    return covered + in_brackets(share) if count.judged else covered


def share(count: Tally) -> Phrase:
    """How many are on track of how many judged, and how many could not be; nothing where there are no rows."""
    if not count.rows:
        return NOTHING
    judged, missing = same(f"{count.on_track}/{count.judged}"), count.due - count.judged
    return judged + in_brackets(Phrase(f"缺 {missing}", f"{missing} missing")) if missing else judged


def in_brackets(text: Phrase) -> Phrase:
    """A remark in the brackets of each language."""
    return Phrase(f"（{text.zh}）", f" ({text.en})")


OBSERVED = in_brackets(Phrase("观察", "observation"))
"""What stands behind the name of an observation indicator."""
