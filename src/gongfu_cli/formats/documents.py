"""Results as plain data for machines: `gongfu.score/1` and the like.

Values stay decimals and ratios fractions; `formats.json` writes both as JSON numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gongfu_cli.book.model import Document
from gongfu_cli.book.period import Period, month_of, year_of
from gongfu_cli.checks.run import Outcome
from gongfu_cli.scoring.bands import Band
from gongfu_cli.scoring.diff import Change, Comparison
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scorecard import Scorecard, resolutions
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.scoring.trend import Trend
from gongfu_cli.source.finding import Finding, Place

if TYPE_CHECKING:
    from gongfu_cli.sheets.tables import Holding

Json = dict[str, Any]
_NAMES = ("name", "name_en")
MEASURED = ("standing", "verdict", "margin", "shortfall", "pace", "attainment", "progress", "elapsed")
REQUIREMENT = ("op", "value", "low", "high", "basis")
"""The fields of a requirement, all of them whatever it asks."""


def score_document(card: Scorecard, rows: Iterable[Scored]) -> Json:
    """The scorecard; `rows` are those to show, while every tally counts all."""
    return {
        "schema": "gongfu.score/1",
        **_way(card),
        "targets": [_issued(document) for document in card.documents],
        "overall": _both(card, card.rows),
        "categories": [
            fields(category, *_NAMES) | _both(card, card.in_category(category.name))
            for category in card.book.table.categories
        ],
        "departments": [
            {
                "name": name,
                "name_en": card.book.register.name_en(name),
                "lead": tally_document(card.of("evaluation", card.led_by(name))),
                "support": tally_document(card.of("evaluation", card.supported_by(name))),
                "observation": tally_document(card.of("observation", card.led_by(name))),
            }
            for name in card.departments
        ],
        "indicators": [row_document(row) for row in rows],
    }


def _way(card: Scorecard) -> Json:
    """The period scored, and how."""
    return {"year": year_of(card.period), "path": card.path, "month": month_of(card.period)}


def named(table: str, document: Json) -> Json:
    """A document that says of which table it is."""
    return {"schema": document["schema"], "table": table} | document


def tables_document(documents: Mapping[str, Json]) -> Json:
    """The documents of several tables, by their names; they are of the same years."""
    first = next(iter(documents.values()))
    years = {name: first[name] for name in ("year", "month", "from", "to", "years") if name in first}
    tables = [{"table": table} | document for table, document in documents.items()]
    return {"schema": "gongfu.tables/1"} | years | {"tables": tables}


def folder_document(holdings: "Iterable[Holding]") -> Json:
    """The tables of a folder."""
    return {"schema": "gongfu.folder/1", "tables": [holding_document(holding) for holding in holdings]}


def holding_document(holding: "Holding") -> Json:
    """What a table of a folder holds."""
    table = holding.table
    return {
        "table": holding.name,
        **fields(table, "title", "title_en", "source", "baseline_year"),
        "rows": len(table.indicators),
        "milestones": list(holding.milestones),
        "years": [_period(period) for period in holding.years],
    }


def _both(card: Scorecard, rows: Sequence[Scored]) -> Json:
    return {attribute: tally_document(card.of(attribute, rows)) for attribute in ("evaluation", "observation")}


def tally_document(count: Tally) -> Json:
    """A tally."""
    names = ("rows", "judged", "on_track", "gap", "on_track_rate", "attainment", "coverage", "status", "worst")
    return fields(count, *names, "illustrative", "preliminary", "standings")


def fields(thing: object, *names: str) -> Json:
    """Attributes of a thing that are called in its document as they are in the program."""
    return {name: getattr(thing, name) for name in names}


def _issued(document: Document) -> Json:
    return {"source": document.source, "issued": document.issued.isoformat()}


def _line(place: Place | None) -> Json:
    return {"file": place.file if place else None, "line": place.line if place else None}


def row_document(row: Scored) -> Json:
    """One indicator of the scorecard."""
    indicator = row.indicator
    return {
        **fields(indicator, "id", *_NAMES, "category", "unit", "unit_en", "timing", "item", "attribute", "direction"),
        "departments": list(row.departments),
        "baseline": indicator.baseline.value,
        "actual": row.value,
        "actual_status": row.filed.status,
        "source": row.filed.source,
        "note": row.filed.note,
        "previous": {"year": row.previous[0], "actual": row.previous[1]} if row.previous else None,
        "target": {str(year): cell.text for year, cell in row.course.cells.items()},
        "requirement": requirement_document(row.requirement),
        **fields(row, *MEASURED),
        "flags": list(row.flags),
        "further": [_issued(goal.document) | {"cell": goal.cell.text, "met": goal.met} for goal in row.further],
        **_line(row.filed.place),
    }


def requirement_document(requirement: Requirement | None) -> Json | None:
    """A requirement; the numbers of a hold on an unknown baseline are null."""
    if requirement is None:
        return None
    numbers = ("low", "high") if requirement.op == "within" else ("value",) if requirement.numeric else ()
    return fields(requirement, "op", *numbers, "basis")


def explanations_document(card: Scorecard, rows: Iterable[tuple[Scored, Sequence[Band]]]) -> Json:
    """An item with what the standings of its rows rest on; of a single row its own document."""
    explained = [explain_document(card, row, bands) for row, bands in rows]
    if len(explained) == 1:
        return explained[0]
    return {"schema": "gongfu.explanations/1", **_way(card), "rows": explained}


def explain_document(card: Scorecard, row: Scored, bands: Iterable[Band]) -> Json:
    """One row with what its standing rests on; `bands` say which values would have which standing."""
    return {
        "schema": "gongfu.explain/1",
        **_way(card),
        "indicator": row_document(row),
        "indicator_note": row.indicator.note,
        "attested": row.filed.verdict,
        "earlier": [_earlier(card, row, period) for period, _ in row.earlier],
        "final": requirement_document(row.course.final),
        "rule": row.clause.number,
        "standings": [band._asdict() for band in bands],
        "places": {
            "indicator": _line(row.indicator.place),
            "targets": [
                {"year": each.year, "cell": each.cell.text, "source": each.document.source} | _line(each.place)
                for each in card.book.printed(row.indicator.id)
            ],
            "resolved": [
                {"year": given.year, "target": given.target.text, "source": given.source, **_line(given.place)}
                for given in resolutions(card, row)
            ],
        },
    }


def _earlier(card: Scorecard, row: Scored, year: Period) -> Json:
    """The value of a year before the row's, with where it comes from."""
    filed = card.book.filed(row.indicator.id, year)
    return {"year": year, "actual": filed.number, **fields(filed, "status", "source"), **_line(filed.place)}


def diff_document(comparison: Comparison, changes: Iterable[Change]) -> Json:
    """What changed between two years; `changes` are those to show, while the summary counts all."""
    return {
        "schema": "gongfu.diff/1",
        "from": _period(comparison.before.period),
        "to": _period(comparison.after.period),
        "summary": dict(comparison.summary),
        "indicators": [change_document(change) for change in changes],
    }


def _period(period: Period) -> int | str:
    """A year, or a part-year as the text `2025-06`."""
    return period if isinstance(period, int) else str(period)


def change_document(change: Change) -> Json:
    """What changed in one row."""
    return {
        **fields(change.indicator, "id", *_NAMES, "unit"),
        "from": side_document(change.before),
        "to": side_document(change.after),
        **fields(change, "change", "movement", "cause"),
    }


def side_document(row: Scored) -> Json:
    """A row in one of several years."""
    requirement = requirement_document(row.requirement)
    filed = {"actual": row.value, "status": row.filed.status}
    return {**filed, "requirement": requirement, **fields(row, "standing", "verdict")}


def trend_document(cards: Sequence[Scorecard], trends: Iterable[Trend]) -> Json:
    """The course of the rows to show; paces in the indicator's unit per year."""
    return {
        "schema": "gongfu.trend/1",
        "years": [_period(card.period) for card in cards],
        "path": cards[-1].path,
        "indicators": [
            course_document(trend)
            | {"values": [{"year": _period(row.period), **side_document(row)} for row in trend.rows]}
            for trend in trends
        ],
    }


def course_document(trend: Trend) -> Json:
    """The course of one row, without its values."""
    return {
        **fields(trend.indicator, "id", *_NAMES, "category", "unit"),
        "departments": list(trend.rows[-1].departments),
        "baseline": trend.indicator.baseline.value,
        "baseline_estimated": trend.indicator.baseline.estimated,
        "last_milestone": trend.last,
        "final": requirement_document(trend.final),
        "pace_kept": trend.kept,
        "pace_needed": trend.needed,
        "landing": trend.landing,
        "landing_met": trend.lands,
    }


def check_document(outcome: Outcome) -> Json:
    """The findings, with places 1-based in code points."""
    return {
        "schema": "gongfu.check/1",
        "findings": [finding_document(finding) for finding in outcome.findings],
        "summary": {
            "errors": outcome.count("error"),
            "warnings": outcome.count("warning"),
            "notes": outcome.count("note"),
            **fields(outcome, "suppressed", "files"),
        },
    }


def finding_document(finding: Finding) -> Json:
    """A finding, with its place."""
    return {
        **fields(finding, "code", "name", "severity"),
        **finding.place._asdict(),
        "message": finding.message.en,
        "message_zh": finding.message.zh,
        "hint": finding.hint.en if finding.hint else None,
    }


def flat(record: Json) -> Json:
    """A record as one line: fields inside others get dotted names, lists are joined."""
    line: Json = {}
    for name, value in record.items():
        if isinstance(value, dict):
            line |= {f"{name}.{part}": inner for part, inner in flat(value).items()}
        else:
            line[name] = "; ".join(value) if isinstance(value, list) else value
    return line
