"""Rows of a scorecard in words: values, requirements, standings, rates."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from gongfu_cli.book.book import Book, Register
from gongfu_cli.book.model import Category, Indicator, IndicatorTable, Status
from gongfu_cli.book.number import printed
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import (
    AT_FINAL_LEVEL,
    AT_FINAL_LEVEL_SHORT,
    AT_LEVEL,
    AT_LEVEL_SHORT,
    ATTESTED,
    FALL,
    FLAGS,
    OPERATORS,
    RISE,
    STANDINGS,
    Look,
    Tone,
)
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import Standing
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.sheets.sheet import Cell, Group

STATUS_MARKS = {"illustrative": "*", "preliminary": "p"}


def name_of(named: Indicator | Category) -> Phrase:
    """The name of an indicator or a category, the Chinese one where there is no English one."""
    return Phrase(named.name, named.name_en or named.name)


def name_with_unit(indicator: Indicator) -> Phrase:
    """The indicator's name with its unit in brackets, where it has one."""
    name = name_of(indicator)
    return name + in_brackets(same(indicator.unit)) if indicator.unit else name


def title_of(table: IndicatorTable) -> Phrase:
    """The title of the table, the Chinese one where there is no English one."""
    return Phrase(table.title, table.title_en or table.title)


def department_name(register: Register, name: str) -> Phrase:
    """A body's name; in English where the register has an English one."""
    return Phrase(name, register.name_en(name) or name)


def by_category(table: IndicatorTable, lines: Iterable[tuple[Indicator, Sequence[Cell]]]) -> list[Group]:
    """Lines of indicators under the names of their categories, in the order of the table."""
    groups: dict[str, list[Sequence[Cell]]] = {category.name: [] for category in table.categories}
    for indicator, cells in lines:
        groups[indicator.category].append(cells)
    return [Group(name_of(category), groups[category.name]) for category in table.categories if groups[category.name]]


def look_of(row: Scored, standing: Standing | None = None, short: bool = False) -> Look:
    """How the row's standing is shown, or one that it could have; before the last milestone year `achieved` says that
    it has to be kept, in fewer words where they have to be `short`."""
    standing = standing or row.standing
    look = STANDINGS[standing]
    if standing == "achieved" and not row.final:
        return look._replace(words=(AT_LEVEL_SHORT if short else AT_LEVEL)(year=row.course.last))
    if standing == "not_due" and not row.filed.surveyed:
        return look._replace(words=FLAGS["not-surveyed"])
    return look


def overall_look(rows: Iterable[Scored], standing: Standing, short: bool = False) -> Look:
    """How a standing of several rows is shown, with what `achieved` means for any of them."""
    look = STANDINGS[standing]
    if standing == "achieved" and any(row.standing == standing and not row.final for row in rows):
        return look._replace(words=AT_FINAL_LEVEL_SHORT if short else AT_FINAL_LEVEL)
    return look


def look_cell(look: Look, short: Look) -> Cell:
    """A standing's mark and words, and its short ones for where there is less room."""
    return Cell(look.words, look.tone, narrow=short.words, mark=look.mark)


def standing_cell(row: Scored, standing: Standing | None = None) -> Cell:
    """The row's standing, or one that it could have."""
    return look_cell(look_of(row, standing), look_of(row, standing, short=True))


def marked(value: Decimal, status: Status | None) -> Phrase:
    """A value as filed, with a mark where it is illustrative or preliminary."""
    return same(printed(value) + STATUS_MARKS.get(status or "", ""))


def value_cell(row: Scored) -> Cell:
    """The actual value as filed, or the verdict, marked by its status."""
    if row.value is not None:
        return Cell(marked(row.value, row.filed.status), value=row.value)
    if row.filed.verdict:
        return Cell(ATTESTED[row.filed.verdict] + same(STATUS_MARKS.get(row.filed.status or "", "")))
    if not row.filed.surveyed:
        return Cell(same("——"), "muted")
    return Cell(Phrase("未报", "none"), "muted")


def previous_status(book: Book, row: Scored) -> Status | None:
    """The status of the latest earlier value."""
    return book.filed(row.indicator.id, row.previous[0]).status if row.previous else None


def previous_cell(book: Book, row: Scored) -> Cell:
    """The latest earlier value, marked by its status."""
    if row.previous is None:
        return Cell(NOTHING, "muted")
    value = row.previous[1]
    return Cell(marked(value, previous_status(book, row)), "muted", value=value)


def requirement_text(requirement: Requirement | None) -> Phrase:
    """A requirement in signs: `≥20.00≈` is at least 20.00, interpolated."""
    if requirement is None:
        return NOTHING
    if requirement.op == "rise":
        return RISE
    if requirement.op == "fall":
        return FALL
    if not requirement.known:
        return Phrase("保持基期", "keep baseline")
    if requirement.low is not None and requirement.high is not None:
        return same(f"{printed(requirement.low)}–{printed(requirement.high)}")
    value = requirement.value
    assert value is not None
    mark = "≈" if requirement.basis == "interpolated" else ""
    return same(f"{OPERATORS[requirement.op]}{printed(value)}{mark}")


def requirement_cell(row: Scored) -> Cell:
    """The requirement for the year."""
    muted = row.requirement is not None and row.requirement.basis == "interpolated"
    value = row.requirement.value if row.requirement else None
    return Cell(requirement_text(row.requirement), "muted" if muted else "plain", value=value)


def number_cell(number: int, tone: Tone = "plain") -> Cell:
    """A whole number: a count, a line of a file."""
    return Cell(same(str(number)), tone, value=number)


def percent(ratio: Fraction | None, places: int = 1) -> str:
    """A ratio as a percentage, rounded half up; an en dash where it is unknown."""
    if ratio is None:
        return "–"
    scaled = abs(ratio) * 100 * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if ratio < 0 and whole else ""
    digits = str(whole).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}%" if places else f"{sign}{whole}%"


def percent_cell(ratio: Fraction | None, places: int = 1) -> Cell:
    """A ratio as a percentage, with the ratio as its value."""
    return Cell(same(percent(ratio, places)), "plain" if ratio is not None else "muted", value=ratio)


def share(count: Tally) -> str:
    """How many are on track of how many judged; nothing where there are no rows."""
    return f"{count.on_track}/{count.judged}" if count.rows else ""


def in_brackets(text: Phrase) -> Phrase:
    """A remark in the brackets of each language."""
    return Phrase(f"（{text.zh}）", f" ({text.en})")
