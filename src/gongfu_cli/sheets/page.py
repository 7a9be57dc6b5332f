"""The page of a report: of one table, or of several one after another, which are never added up."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from gongfu_cli.language.phrase import NOTHING, Phrase
from gongfu_cli.language.terms import ALL_TABLES, ILLUSTRATIVE, Look
from gongfu_cli.scoring.clause import Clause
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.standing import STANDING_ORDER, Standing
from gongfu_cli.scoring.trend import Trend
from gongfu_cli.sheets.captions import BETWEEN_SIGNS, title_of_year
from gongfu_cli.sheets.cells import number_cell
from gongfu_cli.sheets.phrases import share
from gongfu_cli.sheets.report import ALONE, Report, Site, report_of
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Section

Courses = Mapping[str, tuple[Sequence[Scorecard], Sequence[Trend]]]
"""The scorecards of tables up to the period of a report, and the courses of their rows, by the tables' names."""
_MARKED = ILLUSTRATIVE + Phrase("，以 * 标出", "; marked *")
"""The notice of several tables, which are never added up: how many rows it concerns stands in the part of each."""
_EACH = Phrase("各表分别计算，不相加。", "Each table by itself; they are never added up.")
_LED = Phrase(
    "牵头的分项，各表分别计算，不相加；配合的由他人牵头。",
    "Rows that it leads, each table by itself, never added up; those it supports are led by others.",
)


class Page(NamedTuple):
    """The page, from its first line to its last; what the standings and signs mean is said once for all its parts."""

    title: Phrase
    notice: Phrase
    reminder: Phrase
    home: str
    tables: Section | None
    """The tables at a glance, if there are several."""
    parts: Sequence[Report]
    meanings: Sequence[tuple[Look, Phrase]]
    signs: Phrase


def page_of(courses: Courses, departments: Sequence[str] = (), site: Site = ALONE) -> Page:
    """The page of a period over some tables; with `departments`, by their names in the period, it is about what they
    lead and support, and tables that name none of them are left out."""
    chosen = concerned(courses, departments)
    parts = [
        report_of(*given, departments, site, f"{name}-" if len(chosen) > 1 else "") for name, given in chosen.items()
    ]
    first, *others = parts
    title = title_of_year(first.card, departments, ALL_TABLES) if others else first.title
    return paged(parts, title, site.home if departments else "")


def paged(parts: Sequence[Report], title: Phrase, home: str = "") -> Page:
    """Some reports as one page."""
    several = len(parts) > 1
    notice = next(filter(None, (part.notice for part in parts)), NOTHING)
    if notice and several:
        notice = _MARKED
    meanings: dict[tuple[Standing, Look], set[Clause]] = {}
    for standing, look, clauses in ((*key, found) for part in parts for key, found in part.meanings.items()):
        meanings.setdefault((standing, look), set()).update(clauses)
    return Page(
        title=title,
        notice=notice,
        reminder=ILLUSTRATIVE if notice else NOTHING,
        home=home,
        tables=_tables_section(parts) if several else None,
        parts=parts,
        meanings=[
            (look, Phrase("；或", "; or ").join(clause.words for clause in sorted(meanings[standing, look])))
            for standing, look in sorted(meanings, key=lambda shown: STANDING_ORDER.index(shown[0]))
        ],
        signs=BETWEEN_SIGNS.join(dict.fromkeys(sign for part in parts for sign in part.signs)),
    )


def _tables_section(parts: Sequence[Report]) -> Section:
    """A line for each table: how many rows there are and how they stand; of departments, how those that they lead do,
    and how many they support."""
    numbers: dict[Phrase, Callable[[Report], Cell]] = {
        Phrase("分项", "Rows"): lambda part: number_cell(len(part.card.rows)),
        Phrase("达到/已评价", "On track/judged"): lambda part: Cell(share(part.card.of("evaluation"))),
        Phrase("观察指标", "Observation"): lambda part: Cell(share(part.card.of("observation"))),
        Phrase("有差距", "With a gap"): lambda part: number_cell(len(part.card.gaps())),
        Phrase("未报送", "Not reported"): lambda part: number_cell(len(part.card.unreported())),
        Phrase("未到期或无要求", "Not due"): lambda part: number_cell(_not_due(part)),
    }
    of_all = bool(parts[0].departments)
    if not of_all:
        numbers[Phrase("配合", "Supports")] = lambda part: number_cell(part.supported)
    fields: list[Field[Report]] = [
        (Column(Phrase("表", "Table"), fold=24), lambda part: Cell(part.table, link=f"#{part.at}table")),
        *((Column(title, "right", fold=14), cell) for title, cell in numbers.items()),
    ]
    title = Phrase("各表一览", "The tables at a glance")
    return Section(title, [_EACH if of_all else _LED], [Grid.of(NOTHING, fields, [(NOTHING, parts)])])


def _not_due(part: Report) -> int:
    return sum(row.standing == "not_due" for row in part.card.rows)


def concerned(courses: Courses, departments: Sequence[str]) -> Courses:
    """The tables that name any of some departments; the first where none does."""
    naming = {name: given for name, given in courses.items() if {*departments} & {*given[0][-1].departments}}
    return naming or (dict([*courses.items()][:1]) if departments else courses)
