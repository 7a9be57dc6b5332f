"""A row scored: the case, its standing, and the working that the standing rests on."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from gongfu_cli.book.book import Book, Filed, Point
from gongfu_cli.book.model import Document, Indicator
from gongfu_cli.book.period import Period
from gongfu_cli.scoring.case import Case
from gongfu_cli.scoring.flags import flags
from gongfu_cli.scoring.further import Further, further
from gongfu_cli.scoring.judgement import Signs, judge, signs
from gongfu_cli.scoring.measures import Measures
from gongfu_cli.scoring.requirement import Course, Path, Requirement
from gongfu_cli.scoring.standing import VERDICTS, Verdict


class Scored(Measures):
    """A row of the table in a period: `standing`, the `clause` that decided, and what the standing rests on.

    `documents` are those that decide, `filed` what was filed. `parts_on_track` says of a derived row whether both its
    parts are, which is known once all rows are judged.
    """

    parts_on_track = False

    def __init__(self, book: Book, case: Case, filed: Filed, documents: Sequence[Document], path: Path) -> None:
        super().__init__(case)
        self.filed = filed
        self.standing, self.clause = judge(self)
        self._book, self._documents, self._path = book, documents, path

    def __repr__(self) -> str:
        return f"<{self.indicator.id} {self.indicator.name} {self.period}: {self.value}, {self.standing}>"

    @property
    def indicator(self) -> Indicator:
        """The row of the table."""
        return self.case.indicator

    @property
    def period(self) -> Period:
        """The scored year, or part of one."""
        return self.case.period

    @property
    def course(self) -> Course:
        """The cells that decide, and what they ask in any period."""
        return self.case.course

    @property
    def requirement(self) -> Requirement | None:
        """What is asked in the period."""
        return self.case.requirement

    @property
    def previous(self) -> Point | None:
        """The latest known value of the years before."""
        return self.case.earlier[-1] if self.case.earlier else None

    @property
    def value(self) -> Decimal | None:
        """The actual value, where there is one."""
        return self.case.value

    @property
    def final(self) -> bool:
        """Whether the standing is final."""
        return self.case.final

    @property
    def to_be_kept(self) -> bool:
        """Whether what is achieved can still be lost."""
        return self.case.to_be_kept

    @property
    def verdict(self) -> Verdict | None:
        """On track, gap, or None where the row is not judged."""
        return VERDICTS.get(self.standing)

    @cached_property
    def departments(self) -> Sequence[str]:
        """The bodies in force on the last day of the period, each once; the first leads."""
        in_force = self._book.register.in_force
        return tuple(dict.fromkeys(in_force(name, self.period) for name in self.indicator.departments))

    @cached_property
    def signs(self) -> Signs | None:
        """Of a rise or fall: its start, and the changes since."""
        return signs(self.case)

    @cached_property
    def flags(self) -> Sequence[str]:
        """What the standing alone would hide, in alphabetical order."""
        return tuple(flags(self, self.verdict, self.filed.status, self.parts_on_track))

    @cached_property
    def further(self) -> Sequence[Further]:
        """What documents that do not decide ask for besides."""
        return tuple(further(self._book, self.case, self._documents, self._path))
