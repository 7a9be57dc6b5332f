"""A scorecard for people who look rather than read: what depends on the data, without any markup."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from gongfu_cli.book.period import Period, last_day, named
from gongfu_cli.language.phrase import BETWEEN_CLAUSES, BETWEEN_WORDS, NOTHING, Phrase, listed, same
from gongfu_cli.language.terms import ATTESTED, DIRECTIONS, FLAGS, ILLUSTRATIVE, STATUSES, Look
from gongfu_cli.scoring.clause import Clause
from gongfu_cli.scoring.diff import compare
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import Standing
from gongfu_cli.scoring.tally import tally
from gongfu_cli.scoring.trend import Trend
from gongfu_cli.sheets import captions, overview, phrases, sections
from gongfu_cli.sheets.cells import by_category, led_and_supported, percent_cell, requirement_cell, value_cell
from gongfu_cli.sheets.gaps import unreported_by_lead
from gongfu_cli.sheets.series import Series, series_of
from gongfu_cli.sheets.sheet import Cell, Section
from gongfu_cli.sheets.trend import needed_cell

_ASSESSMENT = Phrase("考核结论：{verdict}", "assessment: {verdict}")
_NOT_NAMED = Phrase("未注明", "not named")
_SOURCES_NAMED = 2
"""In the line at the top; the others stand at the foot of the page."""


class IndicatorCard(NamedTuple):
    """A row of the table."""

    link: overview.Link
    unit: Phrase
    about: Phrase
    departments: Phrase
    actual: Phrase
    required: Phrase
    others: Sequence[tuple[Phrase, Phrase]]
    progress: Cell
    elapsed: Cell
    remarks: Phrase
    notes: Sequence[Phrase]
    series: Series


class Site(NamedTuple):
    """Pages that lead to each other: the file of the page for all, and those of departments by their names."""

    home: str = ""
    pages: Mapping[str, str] = MappingProxyType({})


ALONE = Site()


class Report(NamedTuple):
    """What there is to say of a table: of all of it, or of some departments, which are not listed then."""

    at: str
    """What the anchors of its parts begin with, so that several reports can stand on one page."""
    table: Phrase
    card: Scorecard
    """The rows that it is about; of departments, those that they lead, and beside them how many are supported."""
    supported: int
    notice: Phrase
    title: Phrase
    headline: Phrase
    basis: Phrase
    made: Phrase
    figures: Sequence[overview.Figure]
    shares: Sequence[tuple[Look, int]]
    gaps: Section | None
    unreported: Sequence[tuple[overview.Body, Sequence[overview.Link]]]
    off_course: Sequence[overview.Link]
    summary: Phrase
    categories: Sequence[overview.CategoryLine]
    departments: Sequence[overview.DepartmentLine]
    changes: Section | None
    further: Section | None
    indicators: Sequence[tuple[Phrase, Sequence[IndicatorCard]]]
    meanings: Mapping[tuple[Standing, Look], Collection[Clause]]
    """How the standings are shown that there are, and the clauses that gave them."""
    signs: Sequence[Phrase]
    sources: Sequence[tuple[Phrase, Phrase, Phrase]]


def report_of(
    cards: Sequence[Scorecard],
    courses: Sequence[Trend],
    departments: Sequence[str] = (),
    site: Site = ALONE,
    at: str = "",
) -> Report:
    """The report of the last of some scorecards, with what changed since the one before; `courses` are those of its
    rows. With `departments`, by their names in the year, it is about what they lead and support. `at` is what its
    anchors begin with."""
    whole, needed = cards[-1], {trend.indicator.id: needed_cell(trend).text for trend in courses}
    parts = led_and_supported(whole.rows, departments) if departments else [(NOTHING, whole.rows)]
    led, shown = parts[0][1], whole.limited_to([row for _, rows in parts for row in rows])
    ids = {row.indicator.id for row in led}
    card, *earlier = (
        given.limited_to([row for row in given.rows if row.indicator.id in ids]) for given in reversed(cards[-2:])
    )
    before = earlier[0] if earlier else None
    to, bodies = overview.links(whole, at), overview.bodies_of(whole, not departments, site.pages, at)
    names, signs = phrases.department_names(whole.book.register, departments), captions.legend(card, shown.rows)
    return Report(
        at=at,
        table=phrases.title_of(card.book.table),
        card=card,
        supported=len(shown.rows) - len(led),
        notice=_notice(shown),
        title=captions.title_of_year(card, departments),
        headline=overview.headline(card, names),
        basis=captions.basis(card, shown.rows),
        made=_made(shown),
        figures=list(overview.figures(card, before)),
        shares=[(phrases.overall_look(led, name), n) for name, n in card.of("evaluation").standings.items()],
        gaps=sections.gaps_section(card, parts, to, bodies, needed if departments else {}, signs),
        unreported=[
            (bodies[name], [to[row.indicator.id] for row in rows]) for name, rows in unreported_by_lead(card, card.rows)
        ],
        off_course=[to[row.indicator.id] for row in led if "off-course" in row.flags],
        summary=captions.summary(card, "observation"),
        categories=[] if departments else overview.category_lines(card, to),
        departments=[] if departments else overview.department_lines(card, to, bodies),
        changes=sections.changes_section(compare(before, card), to) if before else None,
        further=sections.further_section(card, to),
        indicators=[
            (heading, [_indicator(card, row, to, needed) for row in rows])
            for heading, rows in (parts if departments else by_category(whole.book.table, led))
        ],
        meanings={
            (name, phrases.overall_look(shown.rows, name)): {row.clause for row in shown.rows if row.standing == name}
            for name in tally(shown.rows).standings
        },
        signs=signs,
        sources=list(_sources(shown)),
    )


def _notice(card: Scorecard) -> Phrase:
    """The warning of illustrative data: of this year, else of the years before, which the drawings show."""
    if any("illustrative" in row.flags for row in card.rows):
        return captions.notice(card)
    years = dict.fromkeys(str(year) for year, _, status in _filed(card) if status == "illustrative")
    if not years:
        return NOTHING
    return ILLUSTRATIVE + phrases.in_brackets(Phrase("{years}年的数值", "values of {years}")(years=listed(years)))


def _indicator(card: Scorecard, row: Scored, to: overview.Links, needed: Mapping[str, Phrase]) -> IndicatorCard:
    given = row.indicator
    others = [
        (Phrase(f"{year}目标", f"{year} target"), phrases.target_text(row.course.cells[year]))
        for year in row.course.milestones
    ]
    if pace := needed[given.id]:
        others.append((Phrase(f"到{row.course.last}年，年均还需", f"needed per year to {row.course.last}"), pace))
    asked = requirement_cell(row).text
    required = Phrase(f"要求 {asked.zh}", f"required {asked.en}") if asked else Phrase("无要求", "nothing required")
    notes = [_ASSESSMENT(verdict=ATTESTED[row.filed.verdict])] if row.filed.verdict else []
    notes += [FLAGS["not-surveyed"]] if "not-surveyed" in row.flags else []
    notes += [same(note) for note in (given.note, row.filed.note) if note]
    return IndicatorCard(
        link=to[given.id],
        unit=phrases.unit_of(given),
        about=NOTHING if row.course.deliverable else DIRECTIONS[given.direction],
        departments=phrases.department_names(card.book.register, row.departments),
        actual=value_cell(row).text,
        required=required,
        others=others,
        progress=percent_cell(row.progress),
        elapsed=percent_cell(row.elapsed),
        remarks=phrases.remarks(row),
        notes=notes,
        series=series_of(card.book, row),
    )


def _made(card: Scorecard) -> Phrase:
    """Who supplied the values of the year, which they are and how far they reach; the largest sources first."""
    counts = Counter((row.filed.source or "", row.filed.status) for row in card.rows if row.filed.status)
    sources = [
        (same(source) or _NOT_NAMED)
        + phrases.in_brackets(Phrase(f"{n}个分项，", f"{n} row{'s' * (n > 1)}, ") + STATUSES[status])
        for (source, status), n in counts.most_common(_SOURCES_NAMED)
    ]
    if more := len(counts) - len(sources):
        sources.append(Phrase(f"另有 {more} 个来源", f"{more} more source{'s' * (more > 1)}"))
    reach = Phrase("截至{period}底的实际值：", "Actual values to the end of {period}: ")(period=named(card.period))
    return reach + (BETWEEN_CLAUSES.join(sources) or Phrase("无", "none"))


def _filed(card: Scorecard) -> Iterator[tuple[Period, str, str]]:
    """Period, source and status of every value and verdict that the rows rest on: of earlier part-years what was
    attested for good."""
    rows = {row.indicator.id: row for row in card.rows}
    for period in (period for period in card.book.periods if period <= card.period):
        whole = period == card.period or isinstance(period, int)
        for id in card.book.actuals[period].values:
            filed, row = card.book.filed(id, period), rows.get(id)
            if row and filed.status is not None and (whole or filed.place == row.filed.place):
                yield period, filed.source or "", filed.status


def _sources(card: Scorecard) -> Iterator[tuple[Phrase, Phrase, Phrase]]:
    yield Phrase("指标表", "Indicator table"), same(card.book.table.source), NOTHING
    for document in card.book.documents:
        decides = card.decides(document)
        if decides or document.issued <= last_day(card.period):
            aside = Phrase("据以评价", "decides") if decides else Phrase("仅列示", "shown beside")
            yield Phrase("目标", "Targets"), same(f"{document.source} ({document.issued})"), aside
    counts: dict[tuple[str, str], Counter[Period]] = {}
    for year, source, status in _filed(card):
        counts.setdefault((source, status), Counter())[year] += 1
    for (source, status), years in counts.items():
        rows = BETWEEN_WORDS.join(Phrase(f"{year}（{n}）", f"{year} ({n})") for year, n in years.items())
        yield Phrase("实际值，", "Actuals, ") + rows, same(source) or _NOT_NAMED, STATUSES[status]
