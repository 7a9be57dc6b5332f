"""A data folder in Python: what a notebook uses, and the commands.

Values and ratios of the typed rows are exact (`Decimal`, `Fraction`); those of `rows()` are plain numbers.
"""

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from gongfu_cli.book import folder as folders
from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import MAIN, Folder
from gongfu_cli.book.period import Period, meant_of, named
from gongfu_cli.checks.run import Outcome, check, errors_only
from gongfu_cli.language.phrase import Refusal
from gongfu_cli.scoring.requirement import Path as Course
from gongfu_cli.scoring.scorecard import Deciding, Scorecard, score
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.source.finding import Finding

if TYPE_CHECKING:
    from gongfu_cli.formats.records import Lines
    from gongfu_cli.scoring.diff import Change

Thing = TypeVar("Thing")


class Faulty(Exception):
    """Data that cannot be scored: `count` errors in the files that are needed, listed in `findings`."""

    def __init__(self, findings: Sequence[Finding], count: int) -> None:
        place, first = findings[0].place, findings[0]
        at = f"{place.file}:{place.line}:{place.column}"
        super().__init__(f"{count} error(s) to mend first; {at}: {first.code} {first.message.en}")
        self.findings, self.count = findings, count


class Rows(Sequence[Thing], Generic[Thing]):
    """Typed rows in their order; `rows()` has them as plain data."""

    def __init__(self, things: Sequence[Thing], lines: "Callable[[Sequence[Thing]], Lines]") -> None:
        self._things, self._lines = things, lines

    @overload
    def __getitem__(self, index: int) -> Thing: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Thing]: ...
    def __getitem__(self, index: int | slice) -> Thing | Sequence[Thing]:
        return self._things[index]

    def __len__(self) -> int:
        return len(self._things)

    def rows(self) -> list[dict[str, Any]]:
        """A dictionary a row, with the columns of the CSV of the command of that name: texts, numbers, True, False and
        None, as pandas and polars take them. Numbers are floats here."""
        lines = self._lines(self._things)
        return [{name: _plain(line.get(name)) for name in lines.columns} for line in lines.lines]


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal | Fraction) else value


class Scores(Rows[Scored]):
    """The rows of a table in a period, scored. `card` has all there is: departments, categories, gaps."""

    def __init__(self, card: Scorecard) -> None:
        from gongfu_cli.formats import records  # here, and below: the commands have what they need of it

        super().__init__(card.rows, partial(records.score_lines, card))
        self.card = card

    @property
    def evaluation(self) -> Tally:
        """The tally of the evaluation indicators."""
        return self.card.of("evaluation")

    @property
    def observation(self) -> Tally:
        """The tally of the observation indicators."""
        return self.card.of("observation")


class County:
    """A data folder, or one of its further tables, as it was read."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    @property
    def baseline_year(self) -> int:
        """The year that nothing can be scored before the end of; 0 where the table could not be read."""
        return self.folder.table.baseline_year if self.folder.table else 0

    @property
    def periods(self) -> list[Period]:
        """The years, and parts of years, that can be scored, in order: those with actuals, after the baseline year."""
        return sorted(period for period in self._periods if period > self.baseline_year)

    def check(self) -> Rows[Finding]:
        """Everything that `gongfu check` finds in the files, in order."""
        from gongfu_cli.formats import records

        return Rows(check(self.folder).findings, records.finding_lines)

    def score(self, period: Period | str, path: Course = "linear", targets: Deciding = None) -> Scores:
        """Every row in a year, or in a part of one such as `"2025-06"`. `path` is `linear` or `step`; `targets` says
        which documents decide: those in force, `"latest"` for all, or those issued by a date.

        Raises Faulty where the data have errors in a file that is needed, and Refusal where there are no actuals for
        the period, or it is not later than the baseline year.
        """
        if self.folder.table is None:
            self.book(0)
        known = meant_of(str(period), sorted(self._periods))
        book = self.book(known)
        must_be_later(known, book.table.baseline_year)
        return Scores(score(book, known, path, targets))

    def diff(
        self, before: Period | str, after: Period | str, path: Course = "linear", targets: Deciding = None
    ) -> "Rows[Change]":
        """What changed in every row from one period to a later one. Raises as `score` does."""
        from gongfu_cli.formats import records
        from gongfu_cli.scoring.diff import compare

        comparison = compare(*(self.score(period, path, targets).card for period in (before, after)))
        return Rows(comparison.changes, partial(records.diff_lines, comparison))

    def book(self, last: Period) -> Book:
        """What the shared files say, and the actuals up to a period. Raises Faulty."""
        needed = [finding for finding in self._outcome.findings if self._stops(finding, last)]
        if needed or self._outcome.book is None:
            raise Faulty(needed, sum(self._stops(finding, last) for finding in self._outcome.all))
        return self._outcome.book

    def aside(self, last: Period) -> Mapping[str, int]:
        """How many errors the files have that are not needed up to a period, by their names."""
        others = (each for each in self._outcome.all if each.severity == "error" and not self._stops(each, last))
        return Counter(finding.place.file for finding in others)

    @property
    def _periods(self) -> set[Period]:
        """Those that there are actuals for, of a further table those of the official one too."""
        own = {period for period in self.folder.periods.values() if period is not None}
        return own if self.folder.chosen == MAIN else own | folders.periods_in(self.folder.shared)

    @cached_property
    def _outcome(self) -> Outcome:
        return check(self.folder, errors_only)

    def _stops(self, finding: Finding, last: Period) -> bool:
        """Whether it is an error in a file that is needed up to a period."""
        period = self.folder.periods.get(finding.place.file, last)
        return finding.severity == "error" and period is not None and period <= last


def must_be_later(period: Period, baseline_year: int) -> None:
    """Refusal for a period in which nothing can be scored."""
    if period <= baseline_year:
        raise Refusal(
            f"{named(period).zh}不晚于基期{baseline_year}年，无法评价",
            f"{period} is not later than the baseline year, {baseline_year}",
        )


def load(folder: str | os.PathLike[str], table: str = MAIN) -> County:
    """Read a data folder, or a further table of it. Nothing is raised: what is wrong with the files, `check` says."""
    return County(folders.load(Path(folder), table=table))
