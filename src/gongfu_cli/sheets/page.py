"""The page of a report: of one table, or of several one after another, which are never added up."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gongfu_cli.book.period import named
from gongfu_cli.language.phrase import DOT, NOTHING, Phrase
from gongfu_cli.language.terms import ALL_TABLES, ILLUSTRATIVE, Look
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.trend import Trend
from gongfu_cli.sheets.captions import BETWEEN_SIGNS
from gongfu_cli.sheets.phrases import department_names
from gongfu_cli.sheets.report import ALONE, Report, Site, report_of

Courses = Mapping[str, tuple[Sequence[Scorecard], Sequence[Trend]]]
"""The scorecards of tables up to the period of a report, and the courses of their rows, by the tables' names."""


class Page(NamedTuple):
    """The page, from its first line to its last; what the standings and signs mean is said once for all its parts."""

    title: Phrase
    notice: Phrase
    reminder: Phrase
    home: str
    parts: Sequence[Report]
    meanings: Sequence[tuple[Look, Phrase]]
    signs: Phrase

    @property
    def several(self) -> bool:
        """Whether there are several tables."""
        return len(self.parts) > 1


def page_of(courses: Courses, departments: Sequence[str] = (), site: Site = ALONE) -> Page:
    """The page of a period over some tables; with `departments`, by their names in the period, it is about what they
    lead and support, and tables that name none of them are left out."""
    chosen = concerned(courses, departments)
    parts = [
        report_of(*given, departments, site, f"{name}-" if len(chosen) > 1 else "") for name, given in chosen.items()
    ]
    title = parts[0].title if len(parts) == 1 else _title(courses, departments)
    return paged(parts, title, site.home if departments else "")


def paged(parts: Sequence[Report], title: Phrase, home: str = "") -> Page:
    """Some reports as one page."""
    notice = next(filter(None, (part.notice for part in parts)), NOTHING)
    meanings = (line for lines in zip(*(part.meanings for part in parts), strict=True) for line in lines)
    return Page(
        title=title,
        notice=notice,
        reminder=ILLUSTRATIVE if notice else NOTHING,
        home=home,
        parts=parts,
        meanings=list(dict.fromkeys(meanings)),
        signs=BETWEEN_SIGNS.join(dict.fromkeys(sign for part in parts for sign in part.signs)),
    )


def concerned(courses: Courses, departments: Sequence[str]) -> Courses:
    """The tables that name any of some departments; the first where none does."""
    naming = {name: given for name, given in courses.items() if {*departments} & {*given[0][-1].departments}}
    return naming or (dict([*courses.items()][:1]) if departments else courses)


def _title(courses: Courses, departments: Sequence[str]) -> Phrase:
    """What several tables are of: their period, and the departments that it is about."""
    card = next(iter(courses.values()))[0][-1]
    names = department_names(card.book.register, departments)
    return DOT.join(filter(None, (ALL_TABLES, named(card.period), names)))
