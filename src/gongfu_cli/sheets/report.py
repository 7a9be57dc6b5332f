"""A scorecard as a page for people who look rather than read: what depends on the data, without any markup."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.language.phrase import BETWEEN_WORDS, NOTHING, Phrase, listed, same
from gongfu_cli.language.terms import DIRECTIONS, FLAGS, ILLUSTRATIVE, STATUSES, Look
from gongfu_cli.scoring.diff import Comparison
from gongfu_cli.scoring.standing import Scorecard, Scored, Standing
from gongfu_cli.sheets import overview, scorecard
from gongfu_cli.sheets.explanation import LINES
from gongfu_cli.sheets.phrases import in_brackets, marked, name_of, overall_look, percent, requirement_text, value_cell
from gongfu_cli.sheets.series import Series, series_of

_MEANINGS: Mapping[Standing, Sequence[int]] = {
    "achieved": (7, 8),
    "on_track": (9,),
    "regressed": (10,),
    "slightly_behind": (11,),
    "behind": (12,),
    "no_data": (4,),
    "no_reference": (5, 6),
    "target_pending": (2,),
    "not_due": (3,),
}
"""The lines of the judgement that say what each standing means, in the order in which they are tried."""


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
    to, warning = overview.links(card), _notice(card)
    in_categories = [(name_of(category), card.in_category(category.name)) for category in card.book.table.categories]
    return Report(
        notice=warning,
        reminder=ILLUSTRATIVE if warning else NOTHING,
        title=scorecard.title(card),
        basis=scorecard.basis(card),
        figures=list(overview.figures(card)),
        shares=[(overall_look(card.rows, name), n) for name, n in card.of("evaluation").standings.items()],
        summary=scorecard.summary(card, "observation"),
        categories=overview.category_lines(card, to),
        changes=overview.changes_of(comparison, to) if comparison else None,
        departments=overview.department_lines(card, to),
        indicators=[(name, [_indicator(card, row, to) for row in rows]) for name, rows in in_categories if rows],
        meanings=[
            (overall_look(card.rows, name), Phrase("；或", "; or ").join(LINES[n] for n in numbers))
            for name, numbers in _MEANINGS.items()
        ],
        signs=scorecard.legend(card, card.rows),
        sources=list(_sources(card)),
    )


def _notice(card: Scorecard) -> Phrase:
    """The warning of illustrative data: of this year, else of the years before, which the drawings show."""
    if any("illustrative" in row.flags for row in card.rows):
        return scorecard.notice(card)
    years = dict.fromkeys(str(year) for year, _, status in _filed(card) if status == "illustrative")
    if not years:
        return NOTHING
    return ILLUSTRATIVE + in_brackets(Phrase("{years}年的数值", "values of {years}")(years=listed(years)))


def _indicator(card: Scorecard, row: Scored, to: overview.Links) -> IndicatorCard:
    given, base, elapsed = row.indicator, card.book.table.baseline_year, percent(row.elapsed)
    others = [(Phrase(f"{base}基期", f"{base} baseline"), same(given.baseline.text))]
    for year, value in row.earlier[-1:]:
        others.append((Phrase(f"{year}实际", f"{year} actual"), marked(value, card.book.status(given.id, year))))
    for year in row.course.milestones:
        others.append((Phrase(f"{year}目标", f"{year} target"), same(row.course.cells[year].text)))
    asked = requirement_text(row.requirement) or same(row.cell.text if row.cell else "")
    required = Phrase(f"要求 {asked.zh}", f"required {asked.en}") if asked else Phrase("无要求", "nothing required")
    notes = [value_cell(row).text] if row.actual and row.actual.verdict else []
    notes += [FLAGS["not-surveyed"]] if "not-surveyed" in row.flags else []
    notes += [same(note) for note in (given.note, row.actual.note if row.actual else None) if note]
    return IndicatorCard(
        link=to[given.id],
        unit=given.unit or "",
        about=DIRECTIONS[given.direction],
        departments=scorecard.departments_of(card, row.departments),
        actual=value_cell(row).text,
        required=required,
        others=others,
        progress=row.progress,
        elapsed=row.elapsed,
        progress_text=percent(row.progress),
        elapsed_text=Phrase(f"序时进度 {elapsed}", f"time elapsed {elapsed}"),
        remarks=scorecard.remarks(row),
        notes=notes,
        series=series_of(card.book, row),
    )


def _filed(card: Scorecard) -> Iterator[tuple[int, str, str]]:
    """Year, source and status of every value and verdict that the page rests on."""
    for year in (year for year in card.book.years if year <= card.year):
        of_year = card.book.actuals[year]
        for id, actual in of_year.values.items():
            if id in card.book.indicators and (actual.number is not None or actual.verdict):
                yield year, actual.source or of_year.source or "", actual.status or of_year.status


def _sources(card: Scorecard) -> Iterator[tuple[Phrase, Phrase, Phrase]]:
    yield Phrase("指标表", "Indicator table"), same(card.book.table.source), NOTHING
    for document in card.book.documents:
        decides = any(document is deciding for deciding in card.documents)
        if decides or document.issued.year <= card.year:
            aside = Phrase("据以判断", "decides") if decides else Phrase("仅列示", "shown beside")
            yield Phrase("目标", "Targets"), same(f"{document.source} ({document.issued})"), aside
    counts: dict[tuple[str, str], Counter[int]] = {}
    for year, source, status in _filed(card):
        counts.setdefault((source, status), Counter())[year] += 1
    for (source, status), years in counts.items():
        rows = BETWEEN_WORDS.join(Phrase(f"{year}（{n}）", f"{year} ({n})") for year, n in years.items())
        yield Phrase("实际值，", "Actuals, ") + rows, same(source) or Phrase("未注明", "not named"), STATUSES[status]
