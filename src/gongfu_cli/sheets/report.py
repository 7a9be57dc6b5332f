"""A scorecard as a page for people who look rather than read: what depends on the data, without any markup."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.language.phrase import BETWEEN_WORDS, NOTHING, Phrase, listed, same
from gongfu_cli.language.terms import DIRECTIONS, FLAGS, ILLUSTRATIVE, STATUSES, Look
from gongfu_cli.scoring import clause
from gongfu_cli.scoring.clause import Clause
from gongfu_cli.scoring.diff import Comparison
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import Standing
from gongfu_cli.sheets import captions, overview, phrases
from gongfu_cli.sheets.cells import by_category, value_cell
from gongfu_cli.sheets.series import Series, series_of

_MEANINGS: Mapping[Standing, Sequence[Clause]] = {
    "achieved": (clause.MET_AT_LAST_MILESTONE, clause.MET_AT_FINAL_LEVEL),
    "on_track": (clause.MET,),
    "regressed": (clause.REGRESSED,),
    "slightly_behind": (clause.NEARLY_MET,),
    "behind": (clause.MISSED,),
    "no_data": (clause.NO_DATA,),
    "no_reference": (clause.NO_BASELINE, clause.DIRECTION),
    "target_pending": (clause.PENDING,),
    "not_due": (clause.NOT_DUE,),
}
"""The clauses that say what each standing means, in the order in which they are tried."""


class IndicatorCard(NamedTuple):
    """A row of the table."""

    link: overview.Link
    unit: str
    about: Phrase
    departments: Phrase
    actual: Phrase
    required: Phrase
    others: Sequence[tuple[Phrase, Phrase]]
    progress: Fraction | None
    elapsed: Fraction | None
    progress_text: str
    elapsed_text: Phrase
    remarks: Phrase
    notes: Sequence[Phrase]
    series: Series


class Report(NamedTuple):
    """The page, from its first line to its last."""

    notice: Phrase
    reminder: Phrase
    title: Phrase
    basis: Phrase
    figures: Sequence[overview.Figure]
    shares: Sequence[tuple[Look, int]]
    summary: Phrase
    categories: Sequence[overview.CategoryLine]
    changes: overview.Changes | None
    departments: Sequence[overview.DepartmentLine]
    indicators: Sequence[tuple[Phrase, Sequence[IndicatorCard]]]
    meanings: Sequence[tuple[Look, Phrase]]
    signs: Phrase
    sources: Sequence[tuple[Phrase, Phrase, Phrase]]


def report_of(card: Scorecard, comparison: Comparison | None) -> Report:
    """The page of a scorecard, and of what changed since an earlier one."""
    to, warning, groups = overview.links(card), _notice(card), by_category(card.book.table, card.rows)
    return Report(
        notice=warning,
        reminder=ILLUSTRATIVE if warning else NOTHING,
        title=captions.title_of_year(card),
        basis=captions.basis(card, card.rows),
        figures=list(overview.figures(card)),
        shares=[(phrases.overall_look(card.rows, name), n) for name, n in card.of("evaluation").standings.items()],
        summary=captions.summary(card, "observation"),
        categories=overview.category_lines(card, to),
        changes=overview.changes_of(comparison, to) if comparison else None,
        departments=overview.department_lines(card, to),
        indicators=[(name, [_indicator(card, row, to) for row in rows]) for name, rows in groups],
        meanings=[
            (phrases.overall_look(card.rows, name), Phrase("；或", "; or ").join(line.words for line in clauses))
            for name, clauses in _MEANINGS.items()
        ],
        signs=captions.legend(card, card.rows),
        sources=list(_sources(card)),
    )


def _notice(card: Scorecard) -> Phrase:
    """The warning of illustrative data: of this year, else of the years before, which the drawings show."""
    if any("illustrative" in row.flags for row in card.rows):
        return captions.notice(card)
    years = dict.fromkeys(str(year) for year, _, status in _filed(card) if status == "illustrative")
    if not years:
        return NOTHING
    return ILLUSTRATIVE + phrases.in_brackets(Phrase("{years}年的数值", "values of {years}")(years=listed(years)))


def _indicator(card: Scorecard, row: Scored, to: overview.Links) -> IndicatorCard:
    given, base, elapsed = row.indicator, card.book.table.baseline_year, phrases.percent(row.elapsed)
    others = [(Phrase(f"{base}基期", f"{base} baseline"), same(given.baseline.text))]
    if row.previous:
        year = row.previous[0]
        others.append((Phrase(f"{year}实际", f"{year} actual"), phrases.filed_text(phrases.last_filed(card.book, row))))
    for year in row.course.milestones:
        others.append((Phrase(f"{year}目标", f"{year} target"), same(row.course.cells[year].text)))
    asked = phrases.requirement_text(row.requirement) or same(row.case.cell.text if row.case.cell else "")
    required = Phrase(f"要求 {asked.zh}", f"required {asked.en}") if asked else Phrase("无要求", "nothing required")
    notes = [value_cell(row).text] if row.filed.verdict else []
    notes += [FLAGS["not-surveyed"]] if "not-surveyed" in row.flags else []
    notes += [same(note) for note in (given.note, row.filed.note) if note]
    return IndicatorCard(
        link=to[given.id],
        unit=given.unit or "",
        about=DIRECTIONS[given.direction],
        departments=phrases.department_names(card.book.register, row.departments),
        actual=value_cell(row).text,
        required=required,
        others=others,
        progress=row.progress,
        elapsed=row.elapsed,
        progress_text=phrases.percent(row.progress),
        elapsed_text=Phrase(f"序时进度 {elapsed}", f"time elapsed {elapsed}"),
        remarks=phrases.remarks(row),
        notes=notes,
        series=series_of(card.book, row),
    )


def _filed(card: Scorecard) -> Iterator[tuple[int, str, str]]:
    """Year, source and status of every value and verdict that the page rests on."""
    for year in (year for year in card.book.years if year <= card.year):
        for id in card.book.actuals[year].values:
            filed = card.book.filed(id, year)
            if id in card.book.indicators and filed.status is not None:
                yield year, filed.source or "", filed.status


def _sources(card: Scorecard) -> Iterator[tuple[Phrase, Phrase, Phrase]]:
    yield Phrase("指标表", "Indicator table"), same(card.book.table.source), NOTHING
    for document in card.book.documents:
        decides = card.decides(document)
        if decides or document.issued.year <= card.year:
            aside = Phrase("据以判断", "decides") if decides else Phrase("仅列示", "shown beside")
            yield Phrase("目标", "Targets"), same(f"{document.source} ({document.issued})"), aside
    counts: dict[tuple[str, str], Counter[int]] = {}
    for year, source, status in _filed(card):
        counts.setdefault((source, status), Counter())[year] += 1
    for (source, status), years in counts.items():
        rows = BETWEEN_WORDS.join(Phrase(f"{year}（{n}）", f"{year} ({n})") for year, n in years.items())
        yield Phrase("实际值，", "Actuals, ") + rows, same(source) or Phrase("未注明", "not named"), STATUSES[status]
