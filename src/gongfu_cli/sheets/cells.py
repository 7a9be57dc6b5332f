"""The columns, cells and groups of rows that several tables have."""

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeVar

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Indicator, IndicatorTable
from gongfu_cli.book.number import PATTERN, printed
from gongfu_cli.book.period import named
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import Look, Tone
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import Standing
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.sheets import phrases
from gongfu_cli.sheets.sheet import Cell, Column


class OfIndicator(Protocol):
    """What is about one indicator: a row scored, what changed in it, its course."""

    @property
    def indicator(self) -> Indicator:
        """The indicator."""


Row = TypeVar("Row", bound=OfIndicator)

ID = Column(Phrase("序号", "No."))
UNIT = Column(Phrase("单位", "Unit"), fold=8)
NAME = Column(Phrase("指标", "Indicator"), fold=22, stands_in_for=UNIT.title)
REQUIRED = Column(Phrase("要求", "Required"), "decimal", fold=10)
SHORTFALL = Column(Phrase("差距幅度", "Shortfall"), "decimal")
LEAD = Column(Phrase("牵头部门", "Lead department"))


def by_category(table: IndicatorTable, rows: Iterable[Row]) -> list[tuple[Phrase, list[Row]]]:
    """Rows under the names of their categories, in the order of the table; no category without any."""
    groups: dict[str, list[Row]] = {category.name: [] for category in table.categories}
    for row in rows:
        groups[row.indicator.category].append(row)
    return [
        (phrases.name_of(category), groups[category.name]) for category in table.categories if groups[category.name]
    ]


def led_and_supported(rows: Sequence[Scored], bodies: Collection[str]) -> list[tuple[Phrase, list[Scored]]]:
    """The rows that some bodies lead, and those that they only support, under headings that say so."""
    led = [row for row in rows if row.departments[0] in bodies]
    supported = [row for row in rows if row.departments[0] not in bodies and {*bodies} & {*row.departments}]
    return [(Phrase("牵头", "Led"), led), (Phrase("配合", "Supported"), supported)]


def id_cell(row: OfIndicator, tone: Tone = "plain") -> Cell:
    """The indicator's id, a number where it is one."""
    id = row.indicator.id
    return Cell(same(id), tone, value=Decimal(id) if re.fullmatch(PATTERN, id) else None)


def name_cell(row: OfIndicator, tone: Tone = "plain") -> Cell:
    """The indicator's name, with the unit where that has no column."""
    return Cell(phrases.name_of(row.indicator), tone, narrow=phrases.name_with_unit(row.indicator))


def unit_cell(row: OfIndicator) -> Cell:
    """The indicator's unit."""
    return Cell(phrases.unit_of(row.indicator), "muted")


def baseline_cell(row: OfIndicator) -> Cell:
    """The baseline as printed in the table."""
    baseline = row.indicator.baseline
    return Cell(phrases.baseline_text(baseline), "muted", value=baseline.value)


def actual(card: Scorecard) -> Column:
    """The column of the period's values."""
    return Column(named(card.period) + Phrase("实际", ""), "decimal")


def value_cell(row: Scored) -> Cell:
    """The actual value as filed, or the verdict, marked by its status; where nothing is filed, whether it should be."""
    filed = row.filed
    if text := phrases.filed_text(filed):
        return Cell(text, value=filed.number)
    if not filed.surveyed:
        return Cell(same("——"), "muted")
    return Cell(same("–") if row.standing == "not_due" else Phrase("未报", "none"), "muted")


def previous_cell(book: Book, row: Scored) -> Cell:
    """The latest earlier value, marked by its status."""
    filed = phrases.last_filed(book, row)
    return Cell(phrases.filed_text(filed), "muted", value=filed.number)


def change_cell(indicator: Indicator, change: Decimal | None, exact: Fraction | None = None) -> Cell:
    """A change with its sign, in the indicator's unit, of percentages in percentage points; `exact` is the number
    behind it where it is rounded. Nothing where it is unknown."""
    if change is None:
        return Cell(NOTHING)
    points = Phrase("百分点", " pp") if indicator.unit == "%" else NOTHING
    return Cell(same(f"{'+' if change > 0 else ''}{printed(change)}") + points, value=exact or change)


def requirement_cell(row: Scored) -> Cell:
    """The requirement for the year: a number, marked where it is interpolated or a tolerance moved it, or the words
    of the target."""
    asked, cell = row.requirement, row.cell
    if asked is None:
        return Cell(phrases.target_text(cell), "muted", narrow=Phrase(cell.text, "open") if cell else None)
    if not asked.numeric:
        return Cell(phrases.target_text(cell))
    tone: Tone = "muted" if asked.basis == "interpolated" else "plain"
    return Cell(phrases.requirement_text(asked), tone, value=asked.value)


def shortfall_cell(row: Scored) -> Cell:
    """How far a row with a gap falls short of what is asked; a dash where no number is missed."""
    if row.verdict != "gap":
        return Cell(NOTHING)
    return Cell(phrases.shortfall_text(row), value=row.shortfall)


def look_cell(look: Look, short: Look | None = None) -> Cell:
    """A mark and words, and short ones, if any, for where there is less room."""
    return Cell(look.words, look.tone, narrow=short and short.words, mark=look.mark)


def standing_cell(row: Scored, standing: Standing | None = None) -> Cell:
    """The row's standing, or one that it could have."""
    return look_cell(phrases.look_of(row, standing), phrases.look_of(row, standing, short=True))


def lead_cell(card: Scorecard, row: Scored) -> Cell:
    """The body that leads a row."""
    return Cell(card.book.register.named(row.departments[0]))


def number_cell(number: int, tone: Tone = "plain") -> Cell:
    """A whole number: a count, a line of a file."""
    return Cell(same(str(number)), tone, value=number)


def percent_cell(ratio: Fraction | None) -> Cell:
    """A ratio as a percentage, with the ratio as its value."""
    return Cell(same(phrases.percent(ratio)), "plain" if ratio is not None else "muted", value=ratio)


def rate_cell(count: Tally) -> Cell:
    """The share on track of the rows judged, after their number where that is too small."""
    return Cell(phrases.rate(count), "plain" if count.judged else "muted", value=count.on_track_rate)


def attainment_cell(count: Tally) -> Cell:
    """The mean attainment; a dash where too little is judged."""
    return percent_cell(count.attainment if phrases.enough(count) else None)
