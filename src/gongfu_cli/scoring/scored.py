"""A row scored: the case, its standing, and the working that the standing rests on."""

from collections.abc import Sequence
from functools import cached_property

from gongfu_cli.book.book import Book, Filed, Point
from gongfu_cli.book.period import Period
from gongfu_cli.scoring.flags import flags
from gongfu_cli.scoring.further import Further, further
from gongfu_cli.scoring.judgement import Signs, judge, signs
from gongfu_cli.scoring.measures import Measures
from gongfu_cli.scoring.requirement import Course
from gongfu_cli.scoring.standing import VERDICTS, Verdict


class Scored(Measures):
    """A row of the table in a period: `standing`, the `clause` that decided, and what the standing rests on.

    `parts_on_track` says of a derived row whether both its parts are, which is known once all rows are judged.
    """

    parts_on_track = False

    def __init__(self, book: Book, course: Course, period: Period) -> None:
        id = course.indicator.id
        super().__init__(course, period, _counting(book, course, period), book.earlier(id, period))
        self.standing, self.clause = judge(self)
        self._book = book

    def __repr__(self) -> str:
        return f"<{self.indicator.id} {self.indicator.name} {self.period}: {self.value}, {self.standing}>"

    @property
    def previous(self) -> Point | None:
        """The latest known value of the years before."""
        return self.earlier[-1] if self.earlier else None

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
        return signs(self)

    @cached_property
    def flags(self) -> Sequence[str]:
        """What the standing alone would hide, in alphabetical order."""
        return tuple(flags(self, self.verdict, self.parts_on_track))

    @cached_property
    def further(self) -> Sequence[Further]:
        """What documents that do not decide ask for besides."""
        return tuple(further(self._book, self))


def _counting(book: Book, course: Course, period: Period) -> Filed:
    """What was filed for a row in a period; of a deliverable the first attestation that it is met, with any value and
    note of the period itself."""
    id = course.indicator.id
    filed, done = book.filed(id, period), book.first_met(id, period) if course.deliverable else None
    return done._replace(number=filed.number, surveyed=filed.surveyed, note=filed.note) if done else filed
