"""Results as lines of a table, for CSV: the fields of their documents, under columns that never change."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from gongfu_cli.book.period import Period
from gongfu_cli.formats import documents
from gongfu_cli.formats.documents import REQUIREMENT, Json
from gongfu_cli.scoring.diff import Change, Comparison
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.trend import Trend
from gongfu_cli.source.finding import Finding, Place

if TYPE_CHECKING:
    from gongfu_cli.sheets.tables import Holding


class Lines(NamedTuple):
    """Records as lines of a table whose columns are the same whatever is shown."""

    columns: Sequence[str]
    lines: Sequence[Mapping[str, Any]]


_MET = {True: "met", False: "missed", None: "unknown"}


def score_lines(card: Scorecard, rows: Iterable[Scored]) -> Lines:
    """One line an indicator, with the fields of the scorecard's document."""
    years = sorted({year for row in card.rows for year in row.course.cells})
    previous, target = ("year", "actual", "status"), [str(year) for year in years]
    inner = {"previous": previous, "target": target, "requirement": REQUIREMENT}
    records = []
    for row in rows:
        record = documents.row_document(row)
        record["further"] = [f"{goal.cell.text} {_MET[goal.met]}" for goal in row.further]
        if row.previous:
            record["previous"]["status"] = card.book.filed(row.indicator.id, row.previous[0]).status
        records.append(record)
    return _lines(documents.row_document(card.rows[0]), inner, records)


def diff_lines(comparison: Comparison, changes: Iterable[Change]) -> Lines:
    """One line an indicator, with the fields of the comparison's document."""
    side = ("actual", "status", *(f"requirement.{name}" for name in REQUIREMENT), "standing", "verdict")
    names = documents.change_document(comparison.changes[0])
    return _lines(names, {"from": side, "to": side}, [documents.change_document(change) for change in changes])


def trend_lines(trends: Iterable[Trend], periods: Sequence[Period]) -> Lines:
    """One line an indicator, with the fields of the trend's document."""
    head = ("id", "name", "name_en", "category", "unit", "baseline", "baseline_estimated")
    tail = ("last_milestone", "final", "pace_kept", "pace_needed", "landing", "landing_met")
    of_years = {str(period): ("actual", "status", "standing") for period in periods}
    records = [
        documents.course_document(trend) | {str(row.period): documents.side_document(row) for row in trend.rows}
        for trend in trends
    ]
    return _lines([*head, *of_years, *tail], {**of_years, "final": REQUIREMENT}, records)


def finding_lines(findings: Iterable[Finding]) -> Lines:
    """One line a finding, with the fields of its document."""
    records = [documents.finding_document(finding) for finding in findings]
    names = ("code", "name", "severity", *Place._fields, "message", "message_zh", "hint")
    return _lines(names, {}, records)


def folder_lines(holdings: "Sequence[Holding]") -> Lines:
    """One line a table, with the fields of its document."""
    records = [documents.holding_document(holding) for holding in holdings]
    for record in records:
        record |= {name: [str(year) for year in record[name]] for name in ("milestones", "years")}
    return _lines(records[0], {}, records)


def by_table(tables: Mapping[str, Lines]) -> Lines:
    """The lines of several tables, the name of each before its lines, under the columns that any of them has."""
    columns = list(dict.fromkeys(column for lines in tables.values() for column in lines.columns))
    return Lines(
        ["table", *columns], [{"table": name, **line} for name, lines in tables.items() for line in lines.lines]
    )


def _lines(names: Iterable[str], inner: Mapping[str, Sequence[str]], records: Iterable[Json]) -> Lines:
    """Records under the names of their fields; `inner` are the fields inside others, all of them whatever is known."""
    columns = [f"{name}.{part}" if part else name for name in names for part in inner.get(name, ("",))]
    return Lines(columns, [documents.flat(record) for record in records])
