"""Counties as records under columns that are the same for all of them: tidy rows, region × indicator × period, and how
each county stands."""

from collections.abc import Iterable

from gongfu_cli.book.period import Period, month_of, year_of
from gongfu_cli.formats.documents import MEASURED, REQUIREMENT, Json, fields, requirement_document, tally_document
from gongfu_cli.formats.stream import Columns
from gongfu_cli.scoring.region import Region, Tallied
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import STANDING_ORDER

_OF_INDICATOR = ("id", "name", "name_en", "category", "unit", "unit_en", "attribute", "direction", "timing", "item")
_OF_REGION: Columns = {
    **dict.fromkeys(("folder", "table", "title", "title_en"), "text"),
    **dict.fromkeys(("year", "month"), "integer"),
}
ROWS: Columns = {
    **_OF_REGION,
    **dict.fromkeys((*_OF_INDICATOR, "lead", "departments"), "text"),
    **dict.fromkeys(("baseline", "actual"), "number"),
    **dict.fromkeys(("actual_status", "target", "op"), "text"),
    **dict.fromkeys(("value", "low", "high"), "number"),
    **dict.fromkeys(("basis", "standing", "verdict"), "text"),
    **dict.fromkeys(("margin", "shortfall", "pace", "attainment", "progress", "elapsed"), "number"),
    **dict.fromkeys(("flags", "source", "note", "file"), "text"),
    "line": "integer",
}
"""The columns of tidy rows; `target` is the cell that applies, `value`, `low` and `high` are the numbers of
the requirement."""


def rows(region: Region, card: Scorecard, chosen: Iterable[Scored]) -> list[Json]:
    """The tidy rows of some rows of a scorecard, with exact numbers."""
    of_all = _of_region(region, card.period)
    return [of_all | _row(region, row) for row in chosen]


def _row(region: Region, row: Scored) -> Json:
    indicator, filed = row.indicator, row.filed
    return {
        **fields(indicator, *_OF_INDICATOR),
        "lead": row.departments[0],
        "departments": "; ".join(row.departments),
        "baseline": indicator.baseline.value,
        "actual": row.value,
        "actual_status": filed.status,
        "target": row.cell.text if row.cell else None,
        **dict.fromkeys(REQUIREMENT),
        **(requirement_document(row.requirement) or {}),
        **fields(row, *MEASURED),
        "flags": "; ".join(row.flags),
        "source": filed.source,
        "note": filed.note,
        "file": f"{region.folder}/{filed.place.file}" if filed.place else None,
        "line": filed.place.line if filed.place else None,
    }


_TALLY: Columns = {
    **dict.fromkeys(("rows", "judged", "on_track", "gap"), "integer"),
    **dict.fromkeys(("on_track_rate", "attainment", "coverage"), "number"),
    **dict.fromkeys(("status", "worst"), "text"),
    **dict.fromkeys(("illustrative", "preliminary"), "integer"),
    **{f"standings.{standing}": "integer" for standing in STANDING_ORDER},
}
REGIONS: Columns = {
    **_OF_REGION,
    **{f"{of}.{name}": kind for of in ("evaluation", "observation") for name, kind in _TALLY.items()},
}
"""The columns of counties, a line each."""


def region(line: Tallied) -> Json:
    """How a county stands in a period."""
    return {
        **_of_region(line.region, line.period),
        "evaluation": tally_document(line.evaluation),
        "observation": tally_document(line.observation),
    }


def _of_region(region: Region, period: Period) -> Json:
    return {**region._asdict(), "year": year_of(period), "month": month_of(period)}
