"""A data folder in Python: what a notebook uses, and the commands.

Values and ratios of the typed rows are exact (`Decimal`, `Fraction`); those of `rows()` are plain numbers.
"""

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, overload

from gongfu_cli.book import folder as folders
from gongfu_cli.book import scalars
from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import MAIN, Folder
from gongfu_cli.book.period import Period, meant_of, not_after
from gongfu_cli.checks.run import Outcome, check, errors_only
from gongfu_cli.language.phrase import Phrase, Refusal, did_you_mean, no_such
from gongfu_cli.scoring.requirement import Path as Course
from gongfu_cli.scoring.scorecard import Deciding, Scorecard, score
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.source.finding import Finding

if TYPE_CHECKING:
    from gongfu_cli.formats.records import Lines
    from gongfu_cli.scoring.diff import Change

Thing = TypeVar("Thing")
SHOWN = 10
"""So many rows, or errors, are shown where an object or an exception is printed."""


class Faulty(Exception):
    """Data that cannot be scored: `count` errors in the files that are needed, listed in `findings`."""

    def __init__(self, findings: Sequence[Finding], count: int) -> None:
        super().__init__(findings, count)  # it can be sent from one process to another
        self.findings, self.count = findings, count

    def __str__(self) -> str:
        return _shown(f"{self.count} 个错误，改好才能算 error(s) to mend first:", self.findings, self.count)


class Rows(Sequence[Thing], Generic[Thing]):
    """Typed rows in their order; `rows()` has them as plain data."""

    def __init__(self, things: Sequence[Thing], lines: "Callable[[Sequence[Thing]], Lines]") -> None:
        self._things, self._lines = things, lines

    @overload
    def __getitem__(self, index: int) -> Thing: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows[Thing]": ...
    def __getitem__(self, index: int | slice) -> "Thing | Rows[Thing]":
        return Rows(self._things[index], self._lines) if isinstance(index, slice) else self._things[index]

    def __len__(self) -> int:
        return len(self._things)

    def __repr__(self) -> str:
        return _shown(f"{type(self).__name__}: {len(self)}", self._things, len(self))

    def rows(self) -> list[dict[str, Any]]:
        """A dictionary a row, each with the same keys in the same order: the columns of the CSV of the command of that
        name. In a column all are texts, whole numbers (years, lines) or floats, and None where nothing is known, as
        pandas and polars take them."""
        lines = self._lines(self._things)
        return [{name: _plain(line.get(name)) for name in lines.columns} for line in lines.lines]


def _shown(heading: str, things: Sequence[object], count: int) -> str:
    """The first of some things, a line each, and how many more there are."""
    more = [f"… {count - SHOWN}"] if count > SHOWN else []
    return "\n".join([heading, *map(str, things[:SHOWN]), *more])


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal | Fraction) else value


class Scores(Rows[Scored]):
    """The rows of a table in a period, scored. `card` has all there is: departments, categories, gaps."""

    def __init__(self, card: Scorecard) -> None:
        from gongfu_cli.formats import records  # here, and below: the commands have what they need of it

        super().__init__(card.rows, partial(records.score_lines, card))
        self.card = card

    def __repr__(self) -> str:
        tally = self.evaluation
        judged = f"{tally.judged} judged, {tally.on_track} on track, {tally.gap} gap"
        return f"{self.card.period}: {judged}\n{super().__repr__()}"

    @property
    def evaluation(self) -> Tally:
        """The tally of the evaluation indicators."""
        return self.card.of("evaluation")

    @property
    def observation(self) -> Tally:
        """The tally of the observation indicators."""
        return self.card.of("observation")


class County:
    """A data folder, or one of its further tables, as it was read; nothing that is asked of it changes it."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        title = f": {self.folder.table.title}" if self.folder.table else ""
        return f"<County {self.folder.path}{title}>"

    @property
    def baseline_year(self) -> int:
        """The year that nothing can be scored before the end of; 0 where the table could not be read."""
        return self.folder.table.baseline_year if self.folder.table else 0

    @property
    def periods(self) -> list[Period]:
        """The years, and parts of years, that can be scored, in order: those with actuals, after the baseline year."""
        return sorted(period for period in self._periods if period > self.baseline_year)

    def check(self) -> Rows[Finding]:
        """Everything that `gongfu check` finds in the files, in order. It raises nothing, whatever is wrong."""
        from gongfu_cli.formats import records

        return Rows(check(self.folder).findings, records.finding_lines)

    def score(self, period: Period | str, path: Course = "linear", targets: Deciding | str = None) -> Scores:
        """Every row in a year, or in a part of one such as `"2025-06"`. `path` is `linear` or `step`; `targets` says
        which documents decide: those in force, `"latest"` for all, or those issued by a date.

        Raises Faulty where the data have errors in a file that is needed, and Refusal where there are no actuals for
        the period, it is not later than the baseline year, or a word means nothing.
        """
        if path not in get_args(Course):
            raise Refusal(f"path 要写 linear 或 step，不是“{path}”", f"path takes linear or step, not “{path}”")
        documents = deciding(targets)
        if self.folder.table is None:
            self.book(0)
        known = meant_of(str(period), sorted(self._periods))
        book = self.book(known)
        if known <= book.table.baseline_year:
            raise Refusal(*not_after(book.table.baseline_year, known))
        return Scores(score(book, known, path, documents))

    def diff(
        self, before: Period | str, after: Period | str, path: Course = "linear", targets: Deciding | str = None
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


def deciding(targets: Deciding | str, called: str = "targets") -> Deciding:
    """Which documents decide, by a word too: `latest`, or a date. Raises Refusal, which calls it what it is called."""
    if targets is None or isinstance(targets, date):
        return targets
    if targets.lower() == "latest":
        return "latest"
    if found := scalars.day(targets):
        return found
    raise Refusal(
        f"{called} 要写 latest 或日期（如 2025-02-28），不是“{targets}”",
        f"{called} takes latest or a date such as 2025-02-28, not “{targets}”",
    )


def known_table(path: Path, name: str) -> str:
    """The name of a table, where a data folder has it. Raises Refusal."""
    known = [MAIN, *folders.further_tables(path)]
    if name not in known:
        raise no_such(Phrase("表", "table"), name, did_you_mean(name, known), known)
    return name


def load(folder: str | os.PathLike[str], table: str = MAIN) -> County:
    """Read a data folder, or a further table of it. Raises Refusal where there is no such folder or table; what is
    wrong with the files, `check` says."""
    path = Path(folder)
    if not path.is_dir():
        raise Refusal(f"没有数据文件夹 {path}", f"there is no data folder {path}")
    return County(folders.load(path, table=known_table(path, table)))
