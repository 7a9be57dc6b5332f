"""What the small drawing of an indicator shows: values, requirements and milestones by year, and the same in words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongfu_cli.book.book import Book
from gongfu_cli.language.phrase import BETWEEN_CLAUSES, Phrase
from gongfu_cli.language.terms import STANDINGS, Tone
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets.phrases import filed_text, name_of, requirement_text

Point = tuple[int, Decimal]
"""A year and a value."""


class Series(NamedTuple):
    """What a small drawing shows, by year, and the same in words."""

    first: int
    year: int
    last: int
    baseline: Point | None
    path: Sequence[Sequence[Point]]
    milestones: Sequence[Point]
    actuals: Sequence[Point]
    tone: Tone
    title: Phrase
    words: Phrase


def series_of(book: Book, row: Scored) -> Series:
    """The series of a row, from the baseline year, or its first value, to its last milestone or the year scored."""
    base, baseline = book.table.baseline_year, row.indicator.baseline
    actuals = [*row.case.earlier, *([(row.year, row.value)] if row.value is not None else [])]
    first, last = min([base, *(year for year, _ in actuals)]), max(row.year, row.course.last or base)
    asked = {year: row.course.at(year) for year in range(base, last + 1)}
    words = [Phrase(f"{base}年基期 {baseline.text}", f"{base} baseline {baseline.text}")]
    for year, _ in actuals:
        filed = filed_text(book.filed(row.indicator.id, year))
        words.append(Phrase(f"{year}年实际 {filed.zh}", f"{year} actual {filed.en}"))
    for year, requirement in asked.items():
        if requirement and year > base:
            text = requirement_text(requirement)
            words.append(Phrase(f"{year}年要求 {text.zh}", f"{year} required {text.en}"))
    ends = [(year, end) for year in row.course.milestones for end in dict.fromkeys(_ends(asked.get(year)))]
    name = name_of(row.indicator)
    return Series(
        first=first,
        year=row.year,
        last=last,
        baseline=None if baseline.value is None else (base, baseline.value),
        path=[line for end in (0, 1) for line in _lines(asked, end)],
        milestones=[(year, end) for year, end in ends if end is not None],
        actuals=actuals,
        tone=STANDINGS[row.standing].tone,
        title=Phrase(f"{name.zh}，{first}—{last}年走势", f"{name.en}, {first} to {last}"),
        words=BETWEEN_CLAUSES.join(words),
    )


def _ends(requirement: Requirement | None) -> tuple[Decimal | None, Decimal | None]:
    return (requirement.low, requirement.high) if requirement else (None, None)


def _lines(asked: Mapping[int, Requirement | None], end: int) -> list[list[Point]]:
    """The lines along which one end of the requirement runs: sloped where it is interpolated, else in steps."""
    lines: list[list[Point]] = [[]]
    sloped = False
    for year, requirement in asked.items():
        was_sloped, sloped = sloped, requirement is not None and requirement.basis == "interpolated"
        value = _ends(requirement)[end]
        if value is None or (year == min(asked) and not sloped):
            lines.append([])
            continue
        line = lines[-1]
        if line and not (sloped or was_sloped) and line[-1][1] != value:
            line.append((year, line[-1][1]))
        line.append((year, value))
    return [line for line in lines if line]
