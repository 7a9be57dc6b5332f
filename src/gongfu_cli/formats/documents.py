"""Results as plain data for machines: `gongfu.score/1` and the like.

Values stay decimals and ratios fractions; `formats.json` writes both as JSON numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gongfu_cli.book.model import Category, Document, Indicator
from gongfu_cli.checks.run import Outcome
from gongfu_cli.scoring.bands import Band
from gongfu_cli.scoring.diff import Change, Comparison
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scorecard import Scorecard, resolutions
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.scoring.trend import Trend
from gongfu_cli.source.finding import Place

Json = dict[str, Any]


def score_document(card: Scorecard, rows: Iterable[Scored]) -> Json:
    """The scorecard; `rows` are those to show, while every tally counts all."""
    return {
        "schema": "gongfu.score/1",
        "year": card.year,
        "path": card.path,
        "targets": [_issued(document) for document in card.documents],
        "overall": _both(card, card.rows),
        "categories": [
            _names(category) | _both(card, card.in_category(category.name)) for category in card.book.table.categories
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


def _both(card: Scorecard, rows: Sequence[Scored]) -> Json:
    return {attribute: tally_document(card.of(attribute, rows)) for attribute in ("evaluation", "observation")}


def tally_document(count: Tally) -> Json:
    """A tally."""
    return {
        "rows": count.rows,
        "judged": count.judged,
        "on_track": count.on_track,
        "gap": count.gap,
        "on_track_rate": count.on_track_rate,
        "attainment": count.attainment,
        "coverage": count.coverage,
        "status": count.status,
        "worst": count.worst,
        "illustrative": count.illustrative,
        "preliminary": count.preliminary,
        "standings": dict(count.standings),
    }


def _names(named: Indicator | Category) -> Json:
    return {"name": named.name, "name_en": named.name_en}


def _issued(document: Document) -> Json:
    return {"source": document.source, "issued": document.issued.isoformat()}


def _line(place: Place | None) -> Json:
    return {"file": place.file if place else None, "line": place.line if place else None}


def row_document(row: Scored) -> Json:
    """One indicator of the scorecard."""
    indicator = row.indicator
    return {
        "id": indicator.id,
        **_names(indicator),
        "category": indicator.category,
        "unit": indicator.unit,
        "attribute": indicator.attribute,
        "direction": indicator.direction,
        "departments": list(row.departments),
        "baseline": indicator.baseline.value,
        "actual": row.value,
        "actual_status": row.filed.status,
        "source": row.filed.source,
        "note": row.filed.note,
        "previous": {"year": row.previous[0], "actual": row.previous[1]} if row.previous else None,
        "target": {str(year): cell.text for year, cell in row.course.cells.items()},
        "requirement": requirement_document(row.requirement),
        "standing": row.standing,
        "verdict": row.verdict,
        "margin": row.margin,
        "pace": row.pace,
        "attainment": row.attainment,
        "progress": row.progress,
        "elapsed": row.elapsed,
        "flags": list(row.flags),
        "further": [_issued(goal.document) | {"cell": goal.cell.text, "met": goal.met} for goal in row.further],
        **_line(row.filed.place),
    }


def requirement_document(requirement: Requirement | None) -> Json | None:
    """A requirement; the numbers of a hold on an unknown baseline are null."""
    if requirement is None:
        return None
    numbers: Mapping[str, Any] = {}
    if requirement.op == "within":
        numbers = {"low": requirement.low, "high": requirement.high}
    elif requirement.numeric:
        numbers = {"value": requirement.value}
    return {"op": requirement.op, **numbers, "basis": requirement.basis}


def explain_document(card: Scorecard, row: Scored, bands: Iterable[Band]) -> Json:
    """One row with what its standing rests on; `bands` say which values would have which standing."""
    id = row.indicator.id
    return {
        "schema": "gongfu.explain/1",
        "year": card.year,
        "path": card.path,
        "indicator": row_document(row),
        "final": requirement_document(row.course.final),
        "rule": row.clause.number,
        "standings": [band._asdict() for band in bands],
        "places": {
            "indicator": _line(row.indicator.places.row),
            "targets": [
                {"year": year, "cell": cell.text, "source": document.source}
                | _line(document.places.value("targets", id, str(year)))
                for document in card.book.documents
                for year, cell in document.targets.get(id, {}).items()
            ],
            "resolved": [
                {"year": given.year, "target": given.target.text, "source": given.source, **_line(given.places.row)}
                for given in resolutions(card, row)
            ],
        },
    }


def diff_document(comparison: Comparison, changes: Iterable[Change]) -> Json:
    """What changed between two years; `changes` are those to show, while the summary counts all."""
    return {
        "schema": "gongfu.diff/1",
        "from": comparison.before.year,
        "to": comparison.after.year,
        "summary": dict(comparison.summary),
        "indicators": [change_document(change) for change in changes],
    }


def change_document(change: Change) -> Json:
    """What changed in one row."""
    return {
        "id": change.indicator.id,
        **_names(change.indicator),
        "unit": change.indicator.unit,
        "from": _side(change.before),
        "to": _side(change.after),
        "change": change.change,
        "movement": change.movement,
        "cause": change.cause,
    }


def _side(row: Scored) -> Json:
    return {
        "actual": row.value,
        "requirement": requirement_document(row.requirement),
        "standing": row.standing,
        "verdict": row.verdict,
    }


def trend_document(cards: Sequence[Scorecard], trends: Iterable[Trend]) -> Json:
    """The course of the rows to show; paces in the indicator's unit per year."""
    return {
        "schema": "gongfu.trend/1",
        "years": [card.year for card in cards],
        "path": cards[-1].path,
        "indicators": [
            course_document(trend) | {"values": [{"year": row.year, **_side(row)} for row in trend.rows]}
            for trend in trends
        ],
    }


def course_document(trend: Trend) -> Json:
    """The course of one row, without its values."""
    return {
        "id": trend.indicator.id,
        **_names(trend.indicator),
        "category": trend.indicator.category,
        "unit": trend.indicator.unit,
        "departments": list(trend.rows[-1].departments),
        "baseline": trend.indicator.baseline.value,
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
        "findings": [
            {
                "code": finding.code,
                "name": finding.name,
                "severity": finding.severity,
                **finding.place._asdict(),
                "message": finding.message.en,
                "message_zh": finding.message.zh,
                "hint": finding.hint.en if finding.hint else None,
            }
            for finding in outcome.findings
        ],
        "summary": {
            "errors": outcome.count("error"),
            "warnings": outcome.count("warning"),
            "notes": outcome.count("note"),
            "suppressed": outcome.suppressed,
            "files": outcome.files,
        },
    }
