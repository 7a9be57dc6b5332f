"""Book, year → scorecard: every row of the table scored. Values are decimals, ratios fractions, comparisons exact."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Document, Indicator, Resolved
from gongfu_cli.scoring import measures
from gongfu_cli.scoring.case import Case
from gongfu_cli.scoring.flags import PARTS_ON_TRACK, flags
from gongfu_cli.scoring.further import further
from gongfu_cli.scoring.judgement import judge, signs
from gongfu_cli.scoring.requirement import Course, Path
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import VERDICTS, WORST_FIRST
from gongfu_cli.scoring.tally import Tally, tally

Deciding = Literal["latest"] | date | None
"""Which documents decide: those in force, all of them, or all issued up to a date."""


class Scorecard:
    """All rows of a year, scored one way; `documents` are those that decide."""

    def __init__(
        self, book: Book, year: int, path: Path, documents: Sequence[Document], rows: Sequence[Scored]
    ) -> None:
        self.book, self.year, self.path, self.documents, self.rows = book, year, path, documents, rows
        self._led, self._supported, self._in_category = (defaultdict[str, list[Scored]](list) for _ in range(3))
        for row in rows:
            lead, *others = row.departments
            self._led[lead].append(row)
            self._in_category[row.indicator.category].append(row)
            for name in others:
                self._supported[name].append(row)

    def limited_to(self, rows: Sequence[Scored]) -> "Scorecard":
        """The same scorecard with some of its rows only."""
        return Scorecard(self.book, self.year, self.path, self.documents, rows)

    def of(self, attribute: str, rows: Iterable[Scored] | None = None) -> Tally:
        """The tally of the rows (all, or those given) that are evaluation or observation indicators."""
        return tally(row for row in (self.rows if rows is None else rows) if row.indicator.attribute == attribute)

    @property
    def departments(self) -> list[str]:
        """The bodies in force, in the order in which the table first names them."""
        return list(dict.fromkeys(name for row in self.rows for name in row.departments))

    def decides(self, document: Document) -> bool:
        """Whether a document of the book is one of those that decide."""
        return any(document is deciding for deciding in self.documents)

    def gaps(self, rows: Iterable[Scored] | None = None) -> list[Scored]:
        """The rows (of all, or of those given) with the verdict gap: the worst standing first, then the largest
        shortfall. A row judged by words has none and comes last; one that misses 0 exceeds every other."""
        return sorted((row for row in (self.rows if rows is None else rows) if row.verdict == "gap"), key=_severity)

    def unreported(self, rows: Iterable[Scored] | None = None) -> list[Scored]:
        """The rows (of all, or of those given) that something is asked of and nothing is filed for."""
        return [row for row in (self.rows if rows is None else rows) if row.standing == "no_data"]

    def led_by(self, name: str) -> Sequence[Scored]:
        """The rows that a body leads."""
        return self._led.get(name, ())

    def supported_by(self, name: str) -> Sequence[Scored]:
        """The rows that a body supports and does not lead."""
        return self._supported.get(name, ())

    def in_category(self, name: str) -> Sequence[Scored]:
        """The rows of a category."""
        return self._in_category.get(name, ())


def _severity(row: Scored) -> tuple[int, bool, Fraction]:
    misses_zero = row.nearest is not None and row.shortfall is None
    return WORST_FIRST.index(row.standing), not misses_zero, -(row.shortfall or Fraction(0))


def score(book: Book, year: int, path: Path = "linear", targets: Deciding = None) -> Scorecard:
    """The scorecard of a year. The book must be free of faults and the year later than its baseline year."""
    day = date.max if targets == "latest" else targets
    documents = book.in_force(year) if day is None else book.issued_by(day)
    rows = [_scored(book, indicator, year, path, documents) for indicator in book.indicators.values()]
    on_track = {row.indicator.id for row in rows if row.verdict == "on_track"}
    return Scorecard(book, year, path, documents, [_with_parts(row, on_track) for row in rows])


def _scored(book: Book, indicator: Indicator, year: int, path: Path, documents: Sequence[Document]) -> Scored:
    id = indicator.id
    filed = book.filed(id, year)
    case = Case.of(Course(book, indicator, documents, path), year, filed, book.earlier(id, year))
    standing, clause = judge(case)
    progress, elapsed = measures.progress(case), measures.elapsed(case)
    return Scored(
        case=case,
        filed=filed,
        departments=tuple(dict.fromkeys(book.register.in_force(name, year) for name in indicator.departments)),
        standing=standing,
        clause=clause,
        signs=signs(case),
        nearest=measures.nearest(case),
        shortfall=measures.shortfall(case),
        margin=measures.margin(case),
        pace=measures.pace(case),
        attainment=measures.attainment(case),
        progress=progress,
        elapsed=elapsed if progress is not None else None,
        flags=tuple(flags(case, VERDICTS.get(standing), filed.status, documents)),
        further=tuple(further(book, case, documents, path)),
    )


def _with_parts(row: Scored, on_track: set[str]) -> Scored:
    parts = row.indicator.derived
    if parts and row.verdict == "gap" and {parts.numerator, parts.denominator} <= on_track:
        return row._replace(flags=tuple(sorted([*row.flags, PARTS_ON_TRACK])))
    return row


def resolutions(card: Scorecard, row: Scored) -> list[Resolved]:
    """The resolved numbers that the row rests on: of the year, and of the last milestone year."""
    years = (row.year, row.course.last)
    return [
        resolved
        for document in card.book.documents
        for resolved in document.resolved
        if resolved.id == row.indicator.id and resolved.year in years
    ]
