"""Section 4 of the contract a second time: what a county's files are worth, from the requirement to the tallies.

Written from the contract's sentences alone, in their order, in plain fractions, for reading and not for speed. It
shares no code with the program, with which `test_exactness.py` compares it. The letters are the contract's: `a` the
actual, `b` the baseline, `r` the requirement for the period, `R` the one for `Y`, the last milestone. Unknown is `nan`,
with which every comparison is false.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, inf, isnan
from typing import Any, NamedTuple

from second_reading import UNKNOWN, Cell, County, Document, Number, Period, Row

Cells = Mapping[int, Cell]  # of a row, by milestone year
WAYS = {"rising": (">=", ">"), "falling": ("<=", "<"), "keep stable": ()}


# 4.1 The requirement for a period


class Asked(NamedTuple):
    """A requirement. That of an open wording without number has the operator `open` and asks for nothing."""

    cell: Cell  # whose requirement it is; on a line, the later milestone's
    milestone: int
    form: str  # of the cell, or of the number handed down for it
    basis: str
    op: str
    numbers: tuple[Number, ...] = ()  # the bound, or both ends of `within`
    moved: bool = False  # by a tolerance

    @property
    def numeric(self) -> bool:
        return bool(self.numbers)

    @property
    def value(self) -> Number:
        return self.numbers[0] if len(self.numbers) == 1 else UNKNOWN

    def met_by(self, a: Number) -> bool:
        v, *end = self.numbers
        match self.op:
            case ">=":
                return a >= v
            case ">":
                return a > v
            case "<=":
                return a <= v
            case "<":
                return a < v
        return v <= a <= end[0]

    def nearest(self, a: Number) -> Number:
        """The bound, or the end that is nearest."""
        return min(self.numbers, key=lambda v: abs(a - v))


def by_itself(row: Row, cell: Cell, milestone: int, basis: str, resolved: Cell | None = None) -> Asked:
    """What a cell asks for. An open wording has the number resolved for the year, if there is one."""
    if cell.form == "open" and resolved:
        return by_itself(row, resolved, milestone, "resolved")._replace(cell=cell)
    asked = Asked(cell, milestone, cell.form, basis, cell.form)
    match cell.form:
        case "hold":
            return around(row, row.baseline, asked._replace(basis="baseline"))
        case "number" if row.keeps:
            return around(row, cell.value, asked)
        case "number":
            return asked._replace(op=">=" if row.side > 0 else "<=", numbers=cell.numbers)
        case "bound":
            return asked._replace(op=cell.op, numbers=cell.numbers)
        case "range" if row.timing == "count":
            return asked._replace(op=">=", numbers=cell.numbers[:1])
        case "range":
            return asked._replace(op="within", numbers=cell.numbers)
    return asked


def around(row: Row, value: Number, asked: Asked) -> Asked:
    """One-sided, the value moved by the tolerance to its lenient side; with `either`, within it on both sides."""
    low, high = value - row.tolerance, value + row.tolerance
    op, numbers = {1: (">=", (low,)), -1: ("<=", (high,)), 0: ("within", (low, high))}[row.side]
    return asked._replace(op=op, numbers=numbers, moved=row.tolerance != 0 and not isnan(value))


def requirement(
    county: County, row: Row, cells: Cells, period: Period, path: str, resolving: bool = True
) -> Asked | None:
    """What is asked in a period: the cell of the milestone, a point on the line, or the cell that stands."""
    cells = {year: cell for year, cell in sorted(cells.items()) if cell.form != "none"}
    resolved = county.resolved.get((row.id, period.year)) if resolving and period.whole else None
    deliverable = any(cell.form == "done" for cell in cells.values())
    if not row.level and not deliverable:
        return of_its_year(row, cells, period, resolved)
    before = max((year for year in cells if year <= period.t), default=None)
    after = min((year for year in cells if year > period.t), default=None)
    if before == period.t:
        return by_itself(row, cells[before], before, "official", resolved)
    if path == "linear" and after and points_its_way(row, cells[after]):
        if before is None and isnan(row.baseline):
            return None
        if start := start_of_the_line(county, row, cells, before, after):
            return on_the_line(row, cells, start, after, period.t)
    if before:
        return by_itself(row, cells[before], before, "standing", resolved)
    if after and (path == "linear" or deliverable):
        return by_itself(row, cells[after], after, "standing", resolved)
    return None


def points_its_way(row: Row, cell: Cell) -> bool:
    """Whether a cell is a number, or a bound pointing as the direction does: rising ≥ >, falling ≤ <."""
    return (cell.form == "number" and not row.keeps) or cell.op in WAYS[row.direction]


def start_of_the_line(
    county: County, row: Row, cells: Cells, before: int | None, after: int
) -> tuple[int, Number] | None:
    """The milestone before, if it points that way too and has another value; before the first one the baseline, if the
    milestone is strictly better. None where there is no line."""
    end = cells[after].value
    if before is None:
        return (county.baseline_year, row.baseline) if row.better(end, row.baseline) else None
    start = cells[before]
    return (before, start.value) if points_its_way(row, start) and start.value != end else None


def on_the_line(row: Row, cells: Cells, start: tuple[int, Number], end: int, t: Fraction) -> Asked:
    asked = by_itself(row, cells[end], end, "interpolated")
    printed = max(cell.decimals for cell in cells.values() if cell.form in ("number", "bound", "range"))
    year, value = start
    point = value + (asked.value - value) * (t - year) / (end - year)
    return asked._replace(numbers=(lenient(point, asked.op, max(row.decimals, printed)),))


def lenient(value: Number, op: str, decimals: int) -> Fraction:
    """Rounded: at least, down; at most, up."""
    units = value * 10**decimals
    return Fraction(floor(units) if op in (">=", ">") else ceil(units), 10**decimals)


def of_its_year(row: Row, cells: Cells, period: Period, resolved: Cell | None) -> Asked | None:
    """`timing: rate | count`: a cell asks in its own year only, nothing before or after."""
    cell = cells.get(period.year)
    if cell is None:
        return None
    if period.month is None:
        return by_itself(row, cell, period.year, "official", resolved)
    if row.timing == "rate":
        return by_itself(row, cell, period.year, "standing")
    if cell.form in ("rise", "fall", "hold"):
        return None
    if cell.form == "range" or (points_its_way(row, cell) and not cell.fixed):
        asked = by_itself(row, cell, period.year, "interpolated")
        return asked._replace(numbers=(lenient(asked.value * period.month / 12, asked.op, cell.decimals),))
    return by_itself(row, cell, period.year, "standing")


# 4.2 to 4.5 A row in a period


VERDICTS = {"achieved": "on_track", "on_track": "on_track"} | dict.fromkeys(
    ("slightly_behind", "behind", "regressed"), "gap"
)


class Scored:
    """A row, scored."""

    def __init__(self, county: County, row: Row, period: Period, path: str, documents: list[Document]) -> None:
        self.county, self.row, self.period, self.path, self.documents = county, row, period, path, documents
        self.cells: dict[int, Cell] = {}
        for each in documents:
            self.cells |= each.cells.get(row.id, {})
        milestones = [year for year, cell in self.cells.items() if cell.form != "none"]
        self.Y = max(milestones, default=inf)
        self.r = requirement(county, row, self.cells, period, path)
        self.R = requirement(county, row, self.cells, Period(max(milestones)), path) if milestones else None
        self.filed = county.filed(row, period)
        self.a, self.b = self.filed.value, row.baseline
        if self.r and self.r.op == "done":
            self.filed = self.attested
        years = sorted(each.year for each in county.files if each.whole and each.year < period.year)
        values = [(year, county.filed(row, Period(year)).value) for year in years]
        self.earlier = [(year, value) for year, value in values if not isnan(value)]

    @property
    def attested(self) -> Any:
        """Attested once as met, a deliverable stays met; the status and the source are those of the first time."""
        periods = sorted((each for each in self.county.files if each.t <= self.period.t), key=lambda each: each.t)
        met = [each for each in (self.county.filed(self.row, one) for one in periods) if each.verdict == "met"]
        return met[0]._replace(note=self.filed.note, surveyed=self.filed.surveyed) if met else self.filed

    # 4.2 Standing

    @cached_property
    def line(self) -> str:
        """The first line of the table that applies, and the standing in it."""
        a, b, r, row, verdict = self.a, self.b, self.r, self.row, self.filed.verdict
        if r and r.op == "done":
            if verdict:
                return "0 achieved" if verdict == "met" else "0 behind"
            return "0 not_due" if self.period.t < r.milestone else "0 no_data"
        if r and r.op == "open":
            if verdict == "met":
                return "1 achieved" if self.at_the_end else "1 on_track"
            return "1 behind" if verdict == "missed" else "2 target_pending"
        if not r or not self.filed.surveyed:
            return "3 not_due"
        if isnan(a):
            return "4 no_data" if self.period.whole else "4 not_due"
        if r.form == "hold" and isnan(b):
            return "5 no_reference"
        if r.op in ("rise", "fall"):
            return f"6 {self.by_two_signs}"
        if r.met_by(a):
            if self.at_the_end or self.count_is_full:
                return "7 achieved"
            return "8 achieved" if self.at_a_better_final_level else "9 on_track"
        if row.better(b, a) and self.shortfall > Fraction("0.01") and row.level and not row.keeps and r.form != "hold":
            return "10 regressed"
        if (
            self.shortfall <= Fraction("0.01")
            or (self.pace >= Fraction("0.60") and self.shortfall <= Fraction("0.10"))
            or (isnan(self.pace) and self.shortfall <= Fraction("0.05"))
        ):
            return "11 slightly_behind"
        return "12 behind"

    @cached_property
    def standing(self) -> str:
        return self.line.split()[1]

    @cached_property
    def verdict(self) -> str | None:
        return VERDICTS.get(self.standing)

    @cached_property
    def at_the_end(self) -> bool:
        """y ≥ Y; of a goal of its own year, the year's end."""
        return self.period.t >= self.Y if self.row.level else self.period.whole

    @cached_property
    def count_is_full(self) -> bool:
        """A count that asks at least a number, and already has the whole year's."""
        if not self.r or self.row.timing != "count" or self.r.op not in (">=", ">"):
            return False
        return by_itself(self.row, self.r.cell, self.period.year, "official").met_by(self.a)

    @cached_property
    def final(self) -> Asked | None:
        """R where the direction is rising or falling and it is a number or a bound, of a level."""
        R = self.R  # noqa: N806
        return R if R and R.form in ("number", "bound") and self.row.level and not self.row.keeps else None

    @cached_property
    def at_a_better_final_level(self) -> bool:
        """R is met, and strictly better than b; where b is unknown, than r."""
        than = self.r.value if self.r and isnan(self.b) else self.b
        return bool(self.final and self.final.met_by(self.a) and self.row.better(self.final.value, than))

    @cached_property
    def pace(self) -> Number:
        """The share of the change due by now that was made."""
        a, b, r, row = self.a, self.b, self.r, self.row
        if not r or not row.level or row.keeps or r.form == "hold" or not row.better(r.value, b):
            return UNKNOWN
        return (a - b) / (r.value - b)

    @cached_property
    def shortfall(self) -> Number:
        """By a requirement with a number; where the nearest value is 0, more than everything."""
        v = self.r.nearest(self.a) if self.r and self.r.numeric else UNKNOWN
        return inf if v == 0 else abs(self.a - v) / abs(v)

    @cached_property
    def margin(self) -> Number:
        """How far inside or outside, in the unit."""
        match self.r:
            case Asked(op=">=" | ">", numbers=(v,)):
                return self.a - v
            case Asked(op="<=" | "<", numbers=(v,)):
                return v - self.a
            case Asked(op="within", numbers=(low, high)):
                return min(self.a - low, high - self.a)
        return UNKNOWN

    # 4.3 Measures

    @cached_property
    def by_number(self) -> bool:
        """Whether it is judged by a numeric requirement."""
        return self.verdict is not None and self.r is not None and self.r.numeric

    @cached_property
    def attainment(self) -> Number:
        if not self.r or not self.by_number:
            return UNKNOWN
        a, r, v, met = self.a, self.r, self.r.nearest(self.a), Fraction(self.r.met_by(self.a))
        if v <= 0 or a < 0:
            return met
        if r.op in (">=", ">"):
            return min(a / v, Fraction(1))
        if r.op in ("<=", "<"):
            return met or v / a
        return met or max(1 - self.shortfall, Fraction(0))

    @cached_property
    def progress(self) -> Number:
        if not self.final or not self.row.better(self.final.value, self.b):
            return UNKNOWN
        return (self.a - self.b) / (self.final.value - self.b)

    @cached_property
    def elapsed(self) -> Number:
        """Where progress is."""
        passed, whole = (each - self.county.baseline_year for each in (self.period.t, self.Y))
        return UNKNOWN if isnan(self.progress) else Fraction(1) if passed >= whole else passed / whole

    # 4.4 Rise and fall

    @cached_property
    def by_two_signs(self) -> str:
        base = self.earlier[0][1] if isnan(self.b) and self.earlier else self.b
        prev = self.earlier[-1][1] if self.earlier else base
        up = 1 if self.r and self.r.op == "rise" else -1
        overall, recent = (self.a - base) * up, (self.a - prev) * up
        if isnan(base):
            return "no_reference"
        if self.at_the_end:
            return "achieved" if overall > 0 else "behind" if overall == 0 else "regressed"
        if overall > 0:
            return "slightly_behind" if recent < 0 else "on_track"
        if recent > 0:
            return "slightly_behind"
        return "behind" if overall == 0 else "regressed"

    # 4.5 Flags and further goals

    @cached_property
    def flags(self) -> list[str]:
        """All but `parts-on-track`, which other rows decide."""
        a, b, r, row, final = self.a, self.b, self.r, self.row, self.final
        before = self.period.t < self.Y < inf
        wording = {"rise": a < b, "fall": a > b}.get(r.op) if r else None
        flags = {
            "interpolated": r and r.basis == "interpolated",
            "estimated-baseline": row.estimated,
            "looser-target": final and row.better(b, final.value),
            "worse-than-baseline": row.level and (row.better(b, a) if wording is None else wording),
            "at-final-level": before and final and final.met_by(a),
            "off-course": self.verdict == "on_track" and before and self.progress < self.elapsed,
            "tolerance": r and r.moved,
            "rounding-sensitive": self.rounding_decides,
            "preliminary": self.filed.status == "preliminary",
            "illustrative": self.filed.status == "illustrative",
            "not-surveyed": not self.filed.surveyed,
            "revised-target": self.revised,
        }
        return [flag for flag, holds in flags.items() if holds]

    @cached_property
    def rounding_decides(self) -> bool:
        """Of the values that the printed digits stand for, inside `range`, some meet r and some do not."""
        a, r, (least, most) = self.a, self.r, self.row.range
        if not r or not r.numeric or not least <= a <= most:
            return False
        half = Fraction(1, 2 * 10**self.filed.decimals)
        low, high = max(a - half, least), min(a + half, most)
        bounds = [v for v in r.numbers if low <= v <= high]
        return len({r.met_by(each) for each in (low, *bounds, high)}) == 2

    @cached_property
    def revised(self) -> bool:
        """Among the documents that decide, a later one changed the words or the `differs` of a cell."""
        all_words: dict[int, set[Any]] = {}
        for one in self.documents:
            for year, cell in one.cells.get(self.row.id, {}).items():
                all_words.setdefault(year, set()).add((cell.text, cell.differs))
        return any(len(words) > 1 for words in all_words.values())

    @cached_property
    def further(self) -> list[dict[str, Any]]:
        """What each document that is issued and does not decide asks for by itself, and whether `a` meets it."""
        goals = []
        for one in self.county.documents:
            if one in self.documents or one.issued > self.period.last_day:
                continue
            cells = one.cells.get(self.row.id, {})
            goal = requirement(self.county, self.row, cells, self.period, self.path, resolving=False)
            if goal:
                known = goal.numeric and not isnan(self.a) and not any(map(isnan, goal.numbers))
                met = goal.met_by(self.a) if known else None
                goals.append({"source": one.source, "issued": one.issued, "cell": goal.cell.text, "met": met})
        return goals


def scored(county: County, period: Period, path: str, targets: str | None) -> list[Scored]:
    """Every row of a county."""
    documents = county.deciding(period, targets)
    rows = {row.id: Scored(county, row, period, path, documents) for row in county.rows}
    for each in rows.values():
        derived = each.row.written.get("derived")
        parts = [rows[derived[part]].verdict for part in ("numerator", "denominator")] if derived else []
        if each.verdict == "gap" and parts == ["on_track", "on_track"]:
            each.flags.append("parts-on-track")
    return list(rows.values())


# 4.6 Tallies


def tally(rows: Iterable[Scored]) -> dict[str, Any]:
    rows = list(rows)
    standings = Counter(each.standing for each in rows)
    verdicts = Counter(each.verdict for each in rows)
    flags = Counter(flag for each in rows for flag in each.flags)
    judged = verdicts["on_track"] + verdicts["gap"]
    due = judged + standings["no_data"] + standings["no_reference"]
    attainments = [each.attainment for each in rows if not isnan(each.attainment)]
    worst = ("regressed", "behind", "slightly_behind", "on_track", "achieved")
    return {
        "rows": len(rows),
        "judged": judged,
        "on_track": verdicts["on_track"],
        "gap": verdicts["gap"],
        "on_track_rate": Fraction(verdicts["on_track"], judged) if judged else None,
        "attainment": sum(attainments) / len(attainments) if attainments else None,
        "coverage": Fraction(judged, due) if due else None,
        "status": "gap" if verdicts["gap"] else "on_track" if judged else None,
        "worst": next((standing for standing in worst if standings[standing]), None),
        "illustrative": flags["illustrative"],
        "preliminary": flags["preliminary"],
        "standings": {standing: count for standing, count in standings.items() if count},
    }


def pair(rows: Iterable[Scored]) -> dict[str, Any]:
    """The headline tally, and the same of observation indicators beside it."""
    rows = list(rows)
    return {
        attribute: tally(each for each in rows if each.row.written["attribute"] == attribute)
        for attribute in ("evaluation", "observation")
    }


def departments(rows: list[Scored], bodies: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """By department in the order of the table: a row counts once, as lead if the body leads it under either name."""
    found = []
    for name in dict.fromkeys(name for names in bodies.values() for name in names):
        lead = pair(each for each in rows if name == bodies[each.row.id][0])
        support = pair(each for each in rows if name in bodies[each.row.id][1:])
        found.append(
            {
                "name": name,
                "lead": lead["evaluation"],
                "support": support["evaluation"],
                "observation": lead["observation"],
            }
        )
    return found


# 6. The documents


def score(county: County, period: Period, path: str = "linear", targets: str | None = None) -> dict[str, Any]:
    """What `score --format json` says."""
    rows = scored(county, period, path, targets)
    names = {each.row.id: each.row.written["departments"] for each in rows}
    bodies = {id: list(dict.fromkeys(county.body(name, period.last_day) for name in names[id])) for id in names}
    in_category = {name: [each for each in rows if each.row.written["category"] == name] for name in county.categories}
    return {
        "year": period.year,
        "month": period.month,
        "path": path,
        "targets": [{"source": each.source, "issued": each.issued} for each in county.deciding(period, targets)],
        "overall": pair(rows),
        "categories": [{"name": name, **pair(some)} for name, some in in_category.items()],
        "departments": departments(rows, bodies),
        "indicators": [{**indicator(each), "departments": bodies[each.row.id]} for each in rows],
    }


def indicator(it: Scored) -> dict[str, Any]:
    fields = ("id", "name", "category", "unit", "item", "attribute", "direction")
    in_gap = it.by_number and it.verdict == "gap" and it.shortfall < inf
    return {
        **{field: it.row.written.get(field) for field in fields},
        "timing": it.row.timing,
        "baseline": known(it.b),
        "actual": known(it.a),
        "actual_status": it.filed.status,
        "source": it.filed.source,
        "note": it.filed.note,
        "previous": dict(zip(("year", "actual"), it.earlier[-1], strict=True)) if it.earlier else None,
        "target": {str(year): cell.text for year, cell in it.cells.items()},
        "requirement": asks(it.r),
        "standing": it.standing,
        "verdict": it.verdict,
        "margin": known(it.margin),
        "shortfall": known(it.shortfall) if in_gap else None,
        "pace": known(it.pace),
        "attainment": known(it.attainment),
        "progress": known(it.progress),
        "elapsed": known(it.elapsed),
        "flags": sorted(it.flags),
        "further": it.further,
    }


def known(value: Number) -> Number | None:
    return None if isnan(value) else value


def asks(r: Asked | None) -> dict[str, Any] | None:
    if not r or r.op == "open":
        return None
    names = ("low", "high") if r.op == "within" else ("value",) if r.numeric else ()
    return {"op": r.op, **dict(zip(names, map(known, r.numbers), strict=True)), "basis": r.basis}


def diff(
    county: County, start: Period, end: Period, path: str = "linear", targets: str | None = None
) -> dict[str, Any]:
    """What `diff --format json` says."""
    pairs = list(zip(*(scored(county, each, path, targets) for each in (start, end)), strict=True))
    moves = Counter(movement(*each) for each in pairs)
    verdicts = Counter((old.verdict, new.verdict) for old, new in pairs)
    return {
        "from": start.written,
        "to": end.written,
        "summary": {
            **{move: moves[move] for move in ("better", "worse", "same", "unknown")},
            "into_gap": verdicts["on_track", "gap"],
            "out_of_gap": verdicts["gap", "on_track"],
        },
        "indicators": [
            {
                **{field: new.row.written.get(field) for field in ("id", "name", "unit")},
                "from": side(old),
                "to": side(new),
                "change": known(new.a - old.a),
                "movement": movement(old, new),
                "cause": cause(old, new),
            }
            for old, new in pairs
        ],
    }


def side(it: Scored) -> dict[str, Any]:
    return {
        "actual": known(it.a),
        "status": it.filed.status,
        "requirement": asks(it.r),
        "standing": it.standing,
        "verdict": it.verdict,
    }


def movement(old: Scored, new: Scored) -> str:
    """By direction; rise and fall by the later wording; `either`: nearer to the baseline, or further from it."""
    change = new.a - old.a
    if change == 0:
        return "same"
    match new.r, new.row.side:
        case Asked(op="rise"), _:
            pass
        case Asked(op="fall"), _:
            change = -change
        case _, 0:
            change = abs(old.a - new.b) - abs(new.a - new.b)
        case _, better:
            change *= better
    return "unknown" if isnan(change) else "better" if change > 0 else "worse" if change < 0 else "same"


def cause(old: Scored, new: Scored) -> str | None:
    """Why the standing differs. The basis is where a requirement comes from, no part of what it asks."""
    if old.standing == new.standing:
        return None
    if None in (old.verdict, new.verdict):
        return "data"
    before, after = ({**(asks(each.r) or {}), "basis": None} for each in (old, new))
    by_value, by_requirement = known(old.a) != known(new.a), before != after
    return "both" if by_value == by_requirement else "value" if by_value else "requirement"
