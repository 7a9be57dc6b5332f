"""Rows of a scorecard in words: values, requirements, standings, rates."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Category, Indicator, IndicatorTable, Status
from gongfu_cli.book.number import printed
from gongfu_cli.language.phrase import Language, Phrase, same
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
)
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import Standing
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.sheets.sheet import Cell, Group

STATUS_MARKS = {"illustrative": "*", "preliminary": "p"}


def name_of(named: Indicator | Category, language: Language) -> str:
    """The name of an indicator or a category, the Chinese one where there is no English one."""
    return named.name if language == "zh" else named.name_en or named.name


def name_with_unit(indicator: Indicator, language: Language) -> str:
    """The indicator's name with its unit in brackets, where it has one."""
    return name_of(indicator, language) + (in_brackets(indicator.unit, language) if indicator.unit else "")


def title_of(table: IndicatorTable, language: Language) -> str:
    """The title of the table, the Chinese one where there is no English one."""
    return table.title if language == "zh" else table.title_en or table.title


def by_category(
    table: IndicatorTable, lines: Iterable[tuple[Indicator, Sequence[Cell]]], language: Language
) -> list[Group]:
    """Lines of indicators under the names of their categories, in the order of the table."""
    groups: dict[str, list[Sequence[Cell]]] = {each.name: [] for each in table.categories}
    for indicator, cells in lines:
        groups[indicator.category].append(cells)
    return [Group(name_of(each, language), groups[each.name]) for each in table.categories if groups[each.name]]


def standing_cell(row: Scored, language: Language, standing: Standing | None = None) -> Cell:
    """Mark and words of the row's standing, or of one that it could have; before the last milestone year `achieved`
    says that it has to be kept."""
    standing = standing or row.standing
    look = STANDINGS[standing]
    early = standing == "achieved" and not row.final
    words = AT_LEVEL(year=row.course.last) if early else look.words
    short = AT_LEVEL_SHORT(year=row.course.last) if early else look.words
    if standing == "not_due" and not row.filed.surveyed:
        words = short = FLAGS["not-surveyed"]
    return Cell(f"{look.mark} {words.to(language)}", look.tone, narrow=f"{look.mark} {short.to(language)}")


def overall_cell(rows: Iterable[Scored], standing: Standing, language: Language) -> Cell:
    """Mark and words of a standing of several rows, with what `achieved` means for any of them."""
    look = STANDINGS[standing]
    early = standing == "achieved" and any(row.standing == standing and not row.final for row in rows)
    words, short = (AT_FINAL_LEVEL, AT_FINAL_LEVEL_SHORT) if early else (look.words, look.words)
    return Cell(f"{look.mark} {words.to(language)}", look.tone, narrow=f"{look.mark} {short.to(language)}")


def value_cell(row: Scored, language: Language) -> Cell:
    """The actual value as filed, with a mark where it is illustrative or preliminary."""
    if row.value is not None:
        return Cell(printed(row.value) + STATUS_MARKS.get(row.filed.status or "", ""), value=row.value)
    if row.filed.verdict:
        return Cell(ATTESTED[row.filed.verdict].to(language) + STATUS_MARKS.get(row.filed.status or "", ""))
    if not row.filed.surveyed:
        return Cell("——", "muted")
    return Cell(Phrase("未报", "none").to(language), "muted")


def previous_status(book: Book, row: Scored) -> Status | None:
    """The status of the latest earlier value."""
    return book.filed(row.indicator.id, row.previous[0]).status if row.previous else None


def previous_cell(book: Book, row: Scored) -> Cell:
    """The latest earlier value, with a mark where it is illustrative or preliminary."""
    if row.previous is None:
        return Cell("", "muted")
    text = printed(row.previous[1]) + STATUS_MARKS.get(previous_status(book, row) or "", "")
    return Cell(text, "muted", value=row.previous[1])


def requirement_text(requirement: Requirement | None) -> Phrase:
    """A requirement in signs: `≥20.00≈` is at least 20.00, interpolated."""
    if requirement is None:
        return same("")
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


def requirement_cell(row: Scored, language: Language) -> Cell:
    """The requirement for the year."""
    muted = row.requirement is not None and row.requirement.basis == "interpolated"
    value = row.requirement.value if row.requirement else None
    return Cell(requirement_text(row.requirement).to(language), "muted" if muted else "plain", value=value)


def number_cell(value: Decimal | None) -> Cell:
    """A number as it is printed, or nothing."""
    return Cell("" if value is None else printed(value), value=value)


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
    return Cell(percent(ratio, places), "plain" if ratio is not None else "muted", value=ratio)


def share(count: Tally) -> str:
    """How many are on track of how many judged; nothing where there are no rows."""
    return f"{count.on_track}/{count.judged}" if count.rows else ""


def in_brackets(text: str, language: Language) -> str:
    """A remark in the brackets of the language."""
    return f"（{text}）" if language == "zh" else f" ({text})"
