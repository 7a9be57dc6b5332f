"""Results as lines of a table, for CSV: the fields of their documents, under columns that never change."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from gongfu_cli.formats.documents import Json, course_document, diff_document, row_document
from gongfu_cli.scoring.diff import Change, Comparison
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.trend import Trend


class Lines(NamedTuple):
    """Records as lines of a table whose columns are the same whatever is shown."""

    columns: Sequence[str]
    lines: Sequence[Mapping[str, Any]]


_REQUIREMENT = ("op", "value", "low", "high", "basis")


def score_lines(card: Scorecard, rows: Iterable[Scored]) -> Lines:
    """One line an indicator, with the fields of the scorecard's document."""
    years = sorted({year for row in card.rows for year in row.course.cells})
    nested = {"previous": ("year", "actual"), "requirement": _REQUIREMENT, "target": [str(year) for year in years]}
    lines = {row.indicator.id: _flat(row_document(row), nested) for row in card.rows}
    for line in lines.values():
        line["further"] = "; ".join(f"{each['cell']} {_MET[each['met']]}" for each in line["further"])
    return Lines(list(next(iter(lines.values()), {})), [lines[row.indicator.id] for row in rows])


_MET = {True: "met", False: "missed", None: "unknown"}


def diff_lines(comparison: Comparison, changes: Iterable[Change]) -> Lines:
    """One line an indicator, with the fields of the comparison's document."""
    side = {"actual": (), "requirement": _REQUIREMENT, "standing": (), "verdict": ()}
    nested = {"from": side, "to": side}
    all_lines = {
        record["id"]: _flat(record, nested) for record in diff_document(comparison, comparison.changes)["indicators"]
    }
    columns = list(next(iter(all_lines.values()), {}))
    return Lines(columns, [all_lines[each.indicator.id] for each in changes])


def trend_lines(trends: Iterable[Trend], years: Sequence[int]) -> Lines:
    """One line an indicator, with the fields of the trend's document."""
    head = ("id", "name", "name_en", "category", "unit", "baseline")
    tail = ("last_milestone", *(f"final.{each}" for each in _REQUIREMENT), "pace_kept", "pace_needed", "landing")
    of_year = [f"{year}.{each}" for year in years for each in ("actual", "standing")]
    lines = []
    for each in trends:
        record = _flat(course_document(each), {"final": _REQUIREMENT})
        record |= {f"{row.year}.actual": row.value for row in each.rows}
        lines.append(record | {f"{row.year}.standing": row.standing for row in each.rows})
    return Lines([*head, *of_year, *tail, "landing_met"], lines)


def _flat(record: Json, nested: Mapping[str, Any]) -> dict[str, Any]:
    """A record as one line: nested fields get dotted names, all of them whatever is known; lists are joined."""
    line: dict[str, Any] = {}
    for name, value in record.items():
        if name in nested:
            inner = nested[name]
            fields = {each: (value or {}).get(each) for each in inner}
            deeper = {each: inner[each] for each in inner if inner[each]} if isinstance(inner, dict) else {}
            line |= {f"{name}.{each}": part for each, part in _flat(fields, deeper).items()}
        else:
            plain = isinstance(value, list) and all(isinstance(each, str) for each in value)
            line[name] = "; ".join(value) if plain else value
    return line
