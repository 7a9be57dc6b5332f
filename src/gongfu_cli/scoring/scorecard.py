"""Book, period → scorecard: every row of the table scored. Values are decimals, ratios fractions, comparisons exact."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Document, Resolved
from gongfu_cli.book.period import Period
from gongfu_cli.scoring.requirement import Path, course_of
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import WORST_FIRST
from gongfu_cli.scoring.tally import Tally, tally

Deciding = Literal["latest"] | date | None
"""Which documents decide: those in force, all of them, or all issued up to a date."""


class Scorecard:
    """All rows of a year or of a part of one, scored one way; `documents` are those that decide."""

    def __init__(
        self, book: Book, period: Period, path: Path, documents: Sequence[Document], rows: Sequence[Scored]
    ) -> None:
        self.book, self.period, self.path, self.documents, self.rows = book, period, path, documents, rows

    def limited_to(self, rows: Sequence[Scored]) -> "Scorecard":
        """The same scorecard with some of its rows only."""
        return Scorecard(self.book, self.period, self.path, self.documents, rows)

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

    @cached_property
    def _grouped(self) -> Mapping[tuple[str, str], Sequence[Scored]]:
        """The rows by what they have in common, found in one pass."""
        groups = defaultdict[tuple[str, str], list[Scored]](list)
        for row in self.rows:
            lead, *others = row.departments
            groups["led by", lead].append(row)
            groups["in", row.indicator.category].append(row)
            for name in others:
                groups["supported by", name].append(row)
        return groups

    def led_by(self, name: str) -> Sequence[Scored]:
        """The rows that a body leads."""
        return self._grouped.get(("led by", name), ())

    def supported_by(self, name: str) -> Sequence[Scored]:
        """The rows that a body supports and does not lead."""
        return self._grouped.get(("supported by", name), ())

    def in_category(self, name: str) -> Sequence[Scored]:
        """The rows of a category."""
        return self._grouped.get(("in", name), ())


def _severity(row: Scored) -> tuple[int, bool, Fraction]:
    misses_zero = row.nearest is not None and row.shortfall is None
    return WORST_FIRST.index(row.standing), not misses_zero, -(row.shortfall or Fraction(0))


def score(book: Book, period: Period, path: Path = "linear", targets: Deciding = None) -> Scorecard:
    """The scorecard of a period. The book must be free of faults and the period later than its baseline year."""
    day = date.max if targets == "latest" else targets
    documents = book.in_force(period) if day is None else book.issued_by(day)
    rows = {id: Scored(book, course_of(book, row, documents, path), period) for id, row in book.indicators.items()}
    for row in rows.values():
        if parts := row.indicator.derived:
            both = [rows[id].verdict for id in (parts.numerator, parts.denominator) if id in rows]
            row.parts_on_track = both == ["on_track", "on_track"]
    return Scorecard(book, period, path, documents, [*rows.values()])


def resolutions(card: Scorecard, row: Scored) -> list[Resolved]:
    """The resolved numbers that the row rests on: of the year, and of the last milestone year."""
    years = (row.period, row.course.last)
    return [
        resolved
        for document in card.book.documents
        for resolved in document.resolved
        if resolved.id == row.indicator.id and resolved.year in years
    ]
