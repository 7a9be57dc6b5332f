"""Section 4 of the contract a second time: how a county is scored, from its files to the numbers of the JSON.

Written from the contract's sentences alone, in their order, with plain fractions. It shares no code with the program
that it is compared with (`test_exactness.py`) and is made for reading, not for speed. Unknown is None, and comparing
with it is false, everywhere.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from math import ceil, floor, inf
from pathlib import Path
from typing import Any, NamedTuple

import yaml

Number = Fraction | None
DASHES = ("——", "—", "--")


def number(text: str) -> Fraction:
    return Fraction(text)


def decimals(text: str) -> int:
    """So many decimals are printed."""
    return len(text.partition(".")[2])


# 3. The words of a target cell

N = r"(-?\d+(?:\.\d+)?)"
PLACE = r"(\d+|[一二三四五六七八九十])"
BOUNDS = {
    ">=": "≥N >=N N以上 不低于N 不少于N 至少N 达到N 达N 稳定在N以上 保持在N以上 达到N以上 达N以上 提高到N 提高到N以上",
    ">": ">N 突破N 超N 超过N 高于N",
    "<=": "≤N <=N N以内 N以下 不超过N 不高于N 控制在N以内 保持在N以内 "
    "下降至N 降至N 下降至N以内 降至N以内 下降至N以下 降至N以下",
    "<": "<N 低于N",
}
WORDS = {
    "done": "完成 办结 建成 出台 印发 开工 投用 通过 获批",
    "hold": "持续巩固 保持稳定",
    "rise": "稳步提升 稳中有升 巩固提升",
    "fall": "稳步下降 逐步下降 稳中有降",
    "open": "维持在合理区间 完成上级下达指标 全省前列 全省领先 实现新突破 N左右",
}
FIXED = {"全覆盖": (">=", 100), "清零": ("<=", 0), "全部清零": ("<=", 0)}


class Cell(NamedTuple):
    """A target cell: as printed, its form, and the number or numbers in it."""

    text: str
    form: str  # number, bound, range, done, hold, rise, fall, open, none
    op: str = ""  # of a bound
    value: Number = None  # of a number or a bound, and the lower end of a range
    high: Number = None  # the upper end of a range
    decimals: int = 0
    fixed: bool = False  # a place in a ranking, 全覆盖, 清零: a bound that no month shares out
    differs: str | None = None


def cell(text: str) -> Cell:
    plain = unicodedata.normalize("NFKC", text).removeprefix("力争")
    if plain in ("", *DASHES):
        return Cell(text, "none")
    if re.fullmatch(N, plain):
        return Cell(text, "number", "", number(plain), None, decimals(plain))
    if ends := re.fullmatch(f"{N}[–~至-]{N}", plain):
        return Cell(text, "range", "", *map(number, ends.groups()), max(map(decimals, ends.groups())))
    if place := re.fullmatch(f"[第前]{PLACE}", plain):
        rank = "一二三四五六七八九十".find(place[1]) + 1 or int(place[1])
        return Cell(text, "bound", "<=", Fraction(rank), fixed=True)
    if plain in FIXED:
        op, value = FIXED[plain]
        return Cell(text, "bound", op, Fraction(value), fixed=True)
    for op, wordings in BOUNDS.items():
        for wording in wordings.split():
            if found := re.fullmatch(wording.replace("N", N), plain):
                return Cell(text, "bound", op, number(found[1]), None, decimals(found[1]))
    (form,) = [f for f, ws in WORDS.items() if any(re.fullmatch(w.replace("N", N), plain) for w in ws.split())]
    return Cell(text, form)


def printed_cell(written: Any) -> Cell:
    """A cell as a targets file has it. One that differs is kept and shown, and is an open wording."""
    if isinstance(written, str):
        return cell(written)
    return Cell(written["cell"], "open", differs=written["differs"])


# 2. The files


class Period(NamedTuple):
    """4.0. A year, or the part of it up to the end of a month."""

    year: int
    month: int | None = None

    @property
    def t(self) -> Fraction:
        return Fraction(self.year) if self.month is None else self.year - 1 + Fraction(self.month, 12)

    @property
    def whole(self) -> bool:
        return self.month is None

    @property
    def last_day(self) -> str:
        month = self.month or 12
        return f"{self.year}-{month:02}-{monthrange(self.year, month)[1]}"

    @property
    def written(self) -> int | str:
        return self.year if self.whole else f"{self.year}-{self.month:02}"


class Filed(NamedTuple):
    """What a file of actuals says of a row."""

    value: Number = None
    decimals: int = 0
    surveyed: bool = True
    verdict: str | None = None
    status: str | None = None  # of the value or the verdict
    source: str | None = None
    note: str | None = None


def filed(written: Any, file: Mapping[str, Any]) -> Filed:
    given = {"value": written} if isinstance(written, str) else written
    text, verdict = given.get("value", ""), given.get("verdict")
    value = None if text in ("", *DASHES) else number(text)
    known = value is not None or verdict is not None
    return Filed(
        value,
        decimals(text),
        text not in DASHES,
        verdict,
        given.get("status", file["status"]) if known else None,
        (given.get("source", file.get("source")) or None) if known else None,
        given.get("note"),
    )


class Document(NamedTuple):
    issued: str
    replaces: bool
    file: str
    source: str
    cells: dict[str, dict[int, Cell]]  # by row and milestone year
    resolved: dict[tuple[str, int], Cell]


class Row:
    """An indicator, with what every line of section 4 asks of it."""

    def __init__(self, written: Mapping[str, Any]) -> None:
        self.written = written
        self.id: str = written["id"]
        self.timing: str = written.get("timing", "level")
        self.direction: str = written["direction"]
        self.tolerance = number(written.get("tolerance", "0"))
        printed = written.get("baseline", "——")
        self.estimated = printed.startswith("预计")
        self.baseline = None if printed in DASHES else number(printed.removeprefix("预计"))
        self.baseline_decimals = decimals(printed)
        self.range = [number(end) for end in written["range"]] if "range" in written else [-inf, inf]
        self.keeps = self.direction == "keep stable"
        side = {"lower": 1, "higher": -1, "either": 0}[written.get("worse", "either")]
        self.better = {"rising": 1, "falling": -1}.get(self.direction, side)  # 1: higher, -1: lower, 0: neither
        self.level = self.timing == "level"


class County:
    """The files of a data folder, or of one of its further tables."""

    def __init__(self, folder: Path, register: Path | None = None) -> None:
        table = read(folder / "indicators.yaml")
        self.baseline_year = int(table["baseline_year"])
        self.categories: list[str] = [each["name"] for each in table["categories"]]
        self.rows = [Row(each) for each in table["indicators"]]
        self.documents = sorted(document(file) for file in folder.glob("targets_*.yaml"))
        self.resolved = {key: each for one in self.documents for key, each in one.resolved.items()}
        self.files: dict[Period, dict[str, Filed]] = {}
        for path in folder.glob("actuals/*.yaml"):
            self.add(read(path))
        names = register or folder / "departments.yaml"
        self.register = read(names)["departments"] if names.is_file() else []

    def add(self, actuals: Mapping[str, Any]) -> None:
        period = Period(int(actuals["year"]), int(actuals["month"]) if "month" in actuals else None)
        self.files[period] = {id: filed(each, actuals) for id, each in (actuals["values"] or {}).items()}

    def body(self, name: str, day: str) -> str:
        """Aliases count as the name; successors are followed as far as the day."""
        for body in self.register:
            if name == body["name"] or name in body.get("aliases", []):
                successor = body.get("successor")
                return self.body(successor["name"], day) if successor and successor["since"] <= day else body["name"]
        return name


def read(file: Path) -> Any:
    """A file with every scalar as the text that is written."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def document(file: Path) -> Document:
    """In the order of `issued`, then `replaces: false` first, then the file's name."""
    it = read(file)
    cells = {
        id: {int(year): printed_cell(each) for year, each in (row or {}).items()}
        for id, row in (it["targets"] or {}).items()
    }
    resolved = {(each["id"], int(each["year"])): cell(each["target"]) for each in it.get("resolved", [])}
    return Document(it["issued"], it.get("replaces") == "true", file.name, it["source"], cells, resolved)


def deciding(county: County, period: Period, targets: str | None) -> list[Document]:
    """The documents whose cells decide: those in force, all (`latest`), or all issued up to a date."""
    day = "9999-12-31" if targets == "latest" else targets
    return [
        each
        for n, each in enumerate(county.documents)
        if n == 0 or (each.issued <= day if day else each.replaces and each.issued <= period.last_day)
    ]


# 4.1 The requirement for a year


class Asked(NamedTuple):
    """A requirement: what is asked, and by which cell. An open wording without number has the form `open`."""

    form: str  # that of a cell
    basis: str
    op: str
    value: Number = None
    high: Number = None  # of `within`, whose lower end is the value
    cell: Cell = Cell("", "none")  # whose requirement it is; on a line, the later one
    milestone: int = 0
    moved: bool = False  # by a tolerance

    @property
    def numeric(self) -> bool:
        return self.op in (">=", ">", "<=", "<", "within")

    def met_by(self, a: Number) -> bool:
        v, high = self.value, self.high
        if a is None or v is None:
            return False
        return {">=": a >= v, ">": a > v, "<=": a <= v, "<": a < v, "within": high is not None and v <= a <= high}[
            self.op
        ]

    def nearest(self, a: Fraction) -> Number:
        """The nearest value that would be met; the bound itself for a strict one."""
        return self.high if self.op == "within" and self.high is not None and a > self.high else self.value


def plain(row: Row, own: Cell, milestone: int, basis: str, resolved: Cell | None) -> Asked:
    """What a cell asks for by itself."""
    form = own.form
    if form == "open" and resolved:
        return plain(row, resolved, milestone, "resolved", None)._replace(cell=own)
    if form == "hold":
        return around(row, row.baseline)._replace(form=form, basis="baseline", cell=own, milestone=milestone)
    if form == "number" and row.keeps:
        return around(row, own.value)._replace(form=form, basis=basis, cell=own, milestone=milestone)
    op = {
        "number": ">=" if row.better > 0 else "<=",
        "bound": own.op,
        "range": ">=" if row.timing == "count" else "within",
    }.get(form, form)
    return Asked(form, basis, op, own.value, own.high if op == "within" else None, own, milestone)


def around(row: Row, value: Number) -> Asked:
    """One-sided, moved by the tolerance to its lenient side; with `either`, a `within`."""
    moved = row.tolerance != 0 and value is not None
    low, high = (None, None) if value is None else (value - row.tolerance, value + row.tolerance)
    if row.better == 0:
        return Asked("", "", "within", low, high, moved=moved)
    return Asked("", "", ">=" if row.better > 0 else "<=", low if row.better > 0 else high, moved=moved)


def points_its_way(row: Row, own: Cell) -> bool:
    """A number, or a bound that points as the direction does."""
    ways = {"rising": (">=", ">"), "falling": ("<=", "<")}.get(row.direction, ())
    return bool(ways) and (own.form == "number" or own.op in ways)


def lenient(value: Fraction, op: str, places: int) -> Fraction:
    """At least: rounded down. At most: rounded up."""
    unit = Fraction(1, 10**places)
    return (floor(value / unit) if op in (">=", ">") else ceil(value / unit)) * unit


def asked(
    row: Row, cells: Mapping[int, Cell], period: Period, path: str, county: County, resolving: bool = True
) -> Asked | None:
    """The requirement for a period."""
    milestones = sorted(year for year, each in cells.items() if each.form != "none")
    resolved = county.resolved.get((row.id, period.year)) if resolving and period.whole else None
    deliverable = any(each.form == "done" for each in cells.values())
    if not row.level and not deliverable:
        return asked_of_its_year(row, cells, period, resolved) if period.year in milestones else None
    reached = [year for year in milestones if year <= period.t]
    coming = [year for year in milestones if year > period.t]
    if reached and reached[-1] == period.t:
        return plain(row, cells[reached[-1]], reached[-1], "official", resolved)
    if path == "linear" and not deliverable and coming and points_its_way(row, cells[coming[0]]):
        to, end = coming[0], cells[coming[0]]
        start: tuple[int, Number] | None = None
        if reached:
            if points_its_way(row, cells[reached[-1]]) and cells[reached[-1]].value != end.value:
                start = reached[-1], cells[reached[-1]].value
        elif row.baseline is None:
            return None
        elif better(row, end.value, row.baseline):
            start = county.baseline_year, row.baseline
        if start:
            return on_the_line(row, cells, start, to, period)
    if reached:
        return plain(row, cells[reached[-1]], reached[-1], "standing", resolved)
    if coming and (path == "linear" or deliverable):
        return plain(row, cells[coming[0]], coming[0], "standing", resolved)
    return None


def on_the_line(row: Row, cells: Mapping[int, Cell], start: tuple[int, Number], to: int, period: Period) -> Asked:
    year, value = start
    end = plain(row, cells[to], to, "interpolated", None)
    assert value is not None and end.value is not None
    at = value + (end.value - value) * (period.t - year) / (to - year)
    printed = [each.decimals for each in cells.values() if each.form in ("number", "bound", "range")]
    return end._replace(value=lenient(at, end.op, max([row.baseline_decimals, *printed])))


def asked_of_its_year(row: Row, cells: Mapping[int, Cell], period: Period, resolved: Cell | None) -> Asked | None:
    """`timing: rate | count`: a cell asks in its own year only."""
    own = cells[period.year]
    if period.whole:
        return plain(row, own, period.year, "official", resolved)
    if row.timing == "rate":
        return plain(row, own, period.year, "standing", None)
    if own.form in ("rise", "fall", "hold"):
        return None
    if (points_its_way(row, own) or own.form == "range") and not own.fixed:
        whole = plain(row, own, period.year, "interpolated", None)
        assert whole.value is not None and period.month is not None
        return whole._replace(value=lenient(whole.value * period.month / 12, whole.op, own.decimals))
    return plain(row, own, period.year, "standing", None)


def better(row: Row, a: Number, b: Number) -> bool:
    """Whether a is strictly better than b."""
    return a is not None and b is not None and (a - b) * row.better > 0


# 4.2 to 4.5 A row in a period


class Scored:
    """A row, scored."""

    def __init__(self, county: County, row: Row, period: Period, path: str, documents: list[Document]) -> None:
        self.county, self.row, self.period, self.path, self.documents = county, row, period, path, documents
        self.cells: dict[int, Cell] = {}
        for each in documents:
            self.cells.update(each.cells.get(row.id, {}))
        milestones = [year for year, each in self.cells.items() if each.form != "none"]
        self.filed = county.files.get(period, {}).get(row.id, Filed())
        self.a, self.b = self.filed.value, row.baseline
        self.Y = max(milestones, default=None)
        self.r = asked(row, self.cells, period, path, county)
        self.R = asked(row, self.cells, Period(self.Y), path, county) if self.Y is not None else None
        years = sorted(each for each in county.files if each.whole and each.year < period.year)
        self.earlier = [
            (each.year, value) for each in years if (value := county.files[each].get(row.id, Filed()).value) is not None
        ]
        if self.r and self.r.form == "done":
            upto = sorted((each for each in county.files if each.t <= period.t), key=lambda each: each.t)
            attested = [county.files[each].get(row.id, Filed()) for each in upto]
            first = next((each for each in attested if each.verdict == "met"), self.filed)
            self.filed = first._replace(note=self.filed.note)

    # 4.2 Standing

    @cached_property
    def final(self) -> bool:
        """y ≥ Y; of a goal of its own year, the year's end."""
        return self.period.whole if not self.row.level else self.Y is not None and self.period.t >= self.Y

    @cached_property
    def line(self) -> str:
        """The line of the table that applies, and the standing that it gives: `7 achieved`."""
        a, b, r, row = self.a, self.b, self.r, self.row
        verdict = self.filed.verdict
        if r and r.form == "done":
            if verdict:
                return "0 achieved" if verdict == "met" else "0 behind"
            return "0 not_due" if self.period.t < r.milestone else "0 no_data"
        if r and r.form == "open":
            if verdict == "met":
                return "1 achieved" if self.final else "1 on_track"
            return "1 behind" if verdict else "2 target_pending"
        if not r or not self.filed.surveyed:
            return "3 not_due"
        if a is None:
            return "4 no_data" if self.period.whole else "4 not_due"
        if r.form == "hold" and b is None:
            return "5 no_reference"
        if r.form in ("rise", "fall"):
            return f"6 {self.by_two_signs}"
        if r.met_by(a):
            if self.final or self.count_is_full:
                return "7 achieved"
            return "8 achieved" if self.final_level_is_reached else "9 on_track"
        short = self.shortfall
        assert short is not None
        if better(row, b, a) and short > Fraction("0.01") and row.level and not row.keeps and r.form != "hold":
            return "10 regressed"
        if (
            short <= Fraction("0.01")
            or (self.pace is not None and self.pace >= Fraction("0.60") and short <= Fraction("0.10"))
            or (self.pace is None and short <= Fraction("0.05"))
        ):
            return "11 slightly_behind"
        return "12 behind"

    @cached_property
    def count_is_full(self) -> bool:
        """A count that asks at least a number already has the whole year's."""
        if self.row.timing != "count" or not self.r or self.r.op not in (">=", ">"):
            return False
        year = asked(self.row, self.cells, Period(self.period.year), self.path, self.county, resolving=False)
        return year is not None and year.met_by(self.a)

    @cached_property
    def final_level_is_reached(self) -> bool:
        assert self.r
        R, than = self.R_number, self.b if self.b is not None else self.r.value if self.r.op != "within" else None
        return R is not None and self.row.level and R.met_by(self.a) and better(self.row, R.value, than)

    @cached_property
    def R_number(self) -> Asked | None:  # noqa: N802
        """R where it is a number or a bound and the direction is rising or falling."""
        return self.R if self.R and self.R.form in ("number", "bound") and not self.row.keeps else None

    @cached_property
    def standing(self) -> str:
        return self.line.split()[1]

    @cached_property
    def verdict(self) -> str | None:
        return {
            "achieved": "on_track",
            "on_track": "on_track",
            "slightly_behind": "gap",
            "behind": "gap",
            "regressed": "gap",
        }.get(self.standing)

    @cached_property
    def by_number(self) -> bool:
        """Whether it is judged by a numeric requirement."""
        return self.verdict is not None and self.r is not None and self.r.numeric

    @cached_property
    def pace(self) -> Number:
        a, b, r = self.a, self.b, self.r
        if not r or not r.numeric or r.op == "within" or r.form == "hold" or self.row.keeps or not self.row.level:
            return None
        if a is None or b is None or r.value is None or not better(self.row, r.value, b):
            return None
        return (a - b) / (r.value - b)

    @cached_property
    def shortfall(self) -> Fraction | float | None:
        """Infinite where the nearest value is 0."""
        if not self.r or not self.r.numeric or self.a is None:
            return None
        v = self.r.nearest(self.a)
        return None if v is None else inf if v == 0 else abs(self.a - v) / abs(v)

    @cached_property
    def margin(self) -> Number:
        a, r = self.a, self.r
        if a is None or not r or not r.numeric or r.value is None:
            return None
        if r.op == "within":
            return None if r.high is None else min(a - r.value, r.high - a)
        return a - r.value if r.op in (">=", ">") else r.value - a

    # 4.3 Measures

    @cached_property
    def attainment(self) -> Number:
        a, r = self.a, self.r
        if not self.by_number or a is None or not r:
            return None
        v, met = r.value, r.met_by(a)
        if r.op == "within":
            assert r.value is not None and r.high is not None
            v = min(r.value, r.high, key=lambda end: abs(a - end))
        assert v is not None
        if v <= 0 or a < 0:
            return Fraction(met)
        if r.op in (">=", ">"):
            return min(a / v, Fraction(1))
        if met:
            return Fraction(1)
        return v / a if r.op in ("<=", "<") else max(1 - abs(a - v) / v, Fraction(0))

    @cached_property
    def progress(self) -> Number:
        R = self.R_number
        if not R or R.value is None or self.a is None or self.b is None or not self.row.level:
            return None
        return (self.a - self.b) / (R.value - self.b) if better(self.row, R.value, self.b) else None

    @cached_property
    def elapsed(self) -> Number:
        if self.progress is None or self.Y is None:
            return None
        passed, whole = (each - self.county.baseline_year for each in (self.period.t, self.Y))
        return passed / whole if passed < whole else Fraction(1)

    # 4.4 Rise and fall

    @cached_property
    def by_two_signs(self) -> str:
        assert self.r and self.a is not None
        base = self.b if self.b is not None else self.earlier[0][1] if self.earlier else None
        if base is None:
            return "no_reference"
        prev = self.earlier[-1][1] if self.earlier else base
        sign = 1 if self.r.form == "rise" else -1
        overall, recent = (self.a - base) * sign, (self.a - prev) * sign
        if self.final:
            return "achieved" if overall > 0 else "behind" if overall == 0 else "regressed"
        if overall > 0:
            return "slightly_behind" if recent < 0 else "on_track"
        if recent > 0:
            return "slightly_behind"
        return "behind" if overall == 0 else "regressed"

    # 4.5 Flags and further goals

    @cached_property
    def flags(self) -> list[str]:
        a, b, r, row, R = self.a, self.b, self.r, self.row, self.R_number
        before = self.Y is not None and self.period.t < self.Y
        by_wording = {"rise": 1, "fall": -1}.get(r.form if r else "", row.better)
        holds = {
            "interpolated": r is not None and r.basis == "interpolated",
            "estimated-baseline": row.estimated,
            "looser-target": row.level and R is not None and better(row, b, R.value),
            "worse-than-baseline": row.level and a is not None and b is not None and (a - b) * by_wording < 0,
            "at-final-level": row.level and before and R is not None and R.met_by(a),
            "off-course": self.verdict == "on_track"
            and before
            and self.progress is not None
            and self.elapsed is not None
            and self.progress < self.elapsed,
            "tolerance": r is not None and r.moved,
            "rounding-sensitive": self.rounding_decides,
            "preliminary": self.filed.status == "preliminary",
            "illustrative": self.filed.status == "illustrative",
            "not-surveyed": not self.filed.surveyed,
            "revised-target": self.revised,
        }
        return [name for name, it_does in holds.items() if it_does]

    @cached_property
    def rounding_decides(self) -> bool:
        a, r = self.a, self.r
        least, most = self.row.range
        if a is None or not r or not r.numeric or not least <= a <= most:
            return False
        half = Fraction(1, 10**self.filed.decimals) / 2
        low, high = max(a - half, least), min(a + half, most)
        ends = [end for end in (r.value, r.high) if end is not None and low <= end <= high]
        return len({r.met_by(each) for each in (low, high, *ends)}) == 2  # type: ignore[arg-type]

    @cached_property
    def revised(self) -> bool:
        """Whether a later document changed the words, or the `differs`, of a cell."""
        seen: dict[int, tuple[str, str | None]] = {}
        for one in self.documents:
            for year, each in one.cells.get(self.row.id, {}).items():
                if seen.setdefault(year, (each.text, each.differs)) != (each.text, each.differs):
                    return True
        return False

    @cached_property
    def further(self) -> list[dict[str, Any]]:
        goals = []
        for one in self.county.documents:
            if one in self.documents or one.issued > self.period.last_day:
                continue
            cells = one.cells.get(self.row.id, {})
            goal = asked(self.row, cells, self.period, self.path, self.county, resolving=False)
            if goal:
                known = self.a is not None and goal.numeric and goal.value is not None
                met = goal.met_by(self.a) if known else None
                goals.append({"source": one.source, "issued": one.issued, "cell": goal.cell.text, "met": met})
        return goals


# 4.6 Tallies

JUDGED = ["regressed", "behind", "slightly_behind", "on_track", "achieved"]  # the worst first


def tally(rows: Iterable[Scored]) -> dict[str, Any]:
    rows = list(rows)
    standings = {name: len(list(group)) for name, group in groupby(sorted(each.standing for each in rows))}
    on_track, gap = (sum(each.verdict == verdict for each in rows) for verdict in ("on_track", "gap"))
    judged = on_track + gap
    due = judged + standings.get("no_data", 0) + standings.get("no_reference", 0)
    attained = [each.attainment for each in rows if each.attainment is not None]
    return {
        "rows": len(rows),
        "judged": judged,
        "on_track": on_track,
        "gap": gap,
        "on_track_rate": Fraction(on_track, judged) if judged else None,
        "attainment": sum(attained, Fraction(0)) / len(attained) if attained else None,
        "coverage": Fraction(judged, due) if due else None,
        "status": "gap" if gap else "on_track" if judged else None,
        "worst": next((name for name in JUDGED if name in standings), None),
        "illustrative": sum("illustrative" in each.flags for each in rows),
        "preliminary": sum("preliminary" in each.flags for each in rows),
        "standings": standings,
    }


# 6. The documents


def score(county: County, period: Period, path: str = "linear", targets: str | None = None) -> dict[str, Any]:
    """What `score --format json` has to say."""
    documents = deciding(county, period, targets)
    rows = scored(county, period, path, documents)
    day = period.last_day
    bodies = {each.row.id: [county.body(name, day) for name in each.row.written["departments"]] for each in rows}
    evaluation, observation = (
        [each for each in rows if each.row.written["attribute"] == attribute]
        for attribute in ("evaluation", "observation")
    )
    return {
        "year": period.year,
        "month": period.month,
        "path": path,
        "targets": [{"source": each.source, "issued": each.issued} for each in documents],
        "overall": {"evaluation": tally(evaluation), "observation": tally(observation)},
        "categories": [
            {
                "name": name,
                "evaluation": tally(each for each in evaluation if each.row.written["category"] == name),
                "observation": tally(each for each in observation if each.row.written["category"] == name),
            }
            for name in county.categories
        ],
        "departments": [
            {
                "name": name,
                "lead": tally(each for each in evaluation if bodies[each.row.id][0] == name),
                "support": tally(
                    each for each in evaluation if name in bodies[each.row.id] and bodies[each.row.id][0] != name
                ),
                "observation": tally(each for each in observation if bodies[each.row.id][0] == name),
            }
            for name in dict.fromkeys(name for each in rows for name in bodies[each.row.id])
        ],
        "indicators": [entry(each, bodies[each.row.id]) for each in rows],
    }


def scored(county: County, period: Period, path: str, documents: list[Document]) -> list[Scored]:
    rows = {row.id: Scored(county, row, period, path, documents) for row in county.rows}
    for each in rows.values():
        parts = each.row.written.get("derived")
        if parts and each.verdict == "gap":
            if all(rows[parts[part]].verdict == "on_track" for part in ("numerator", "denominator")):
                each.flags.append("parts-on-track")
    return list(rows.values())


def entry(it: Scored, bodies: list[str]) -> dict[str, Any]:
    row = it.row
    short = it.shortfall if it.by_number and it.verdict == "gap" else None
    return {
        "id": row.id,
        **{key: row.written.get(key) for key in ("name", "category", "unit", "item", "attribute", "direction")},
        "timing": row.timing,
        "departments": list(dict.fromkeys(bodies)),
        "baseline": row.baseline,
        "actual": it.a,
        "actual_status": it.filed.status,
        "source": it.filed.source,
        "note": it.filed.note,
        "previous": {"year": it.earlier[-1][0], "actual": it.earlier[-1][1]} if it.earlier else None,
        "target": {str(year): each.text for year, each in sorted(it.cells.items())},
        "requirement": requirement(it.r),
        "standing": it.standing,
        "verdict": it.verdict,
        "margin": it.margin,
        "shortfall": None if short == inf else short,
        "pace": it.pace,
        "attainment": it.attainment,
        "progress": it.progress,
        "elapsed": it.elapsed,
        "flags": sorted(it.flags),
        "further": it.further,
    }


def requirement(r: Asked | None) -> dict[str, Any] | None:
    if not r or r.form == "open":
        return None
    if r.op == "within":
        return {"op": r.op, "low": r.value, "high": r.high, "basis": r.basis}
    return {"op": r.op, "value": r.value, "basis": r.basis} if r.numeric else {"op": r.op, "basis": r.basis}


def diff(
    county: County, start: Period, end: Period, path: str = "linear", targets: str | None = None
) -> dict[str, Any]:
    """What `diff --format json` has to say."""
    sides = [scored(county, each, path, deciding(county, each, targets)) for each in (start, end)]
    pairs = list(zip(*sides, strict=True))
    moves = [movement(*pair) for pair in pairs]
    return {
        "from": start.written,
        "to": end.written,
        "summary": {
            **{name: moves.count(name) for name in ("better", "worse", "same", "unknown")},
            "into_gap": sum((old.verdict, new.verdict) == ("on_track", "gap") for old, new in pairs),
            "out_of_gap": sum((old.verdict, new.verdict) == ("gap", "on_track") for old, new in pairs),
        },
        "indicators": [
            {
                **{key: new.row.written.get(key) for key in ("id", "name", "unit")},
                "from": side(old),
                "to": side(new),
                "change": new.a - old.a if new.a is not None and old.a is not None else None,
                "movement": move,
                "cause": cause(old, new),
            }
            for (old, new), move in zip(pairs, moves, strict=True)
        ],
    }


def side(it: Scored) -> dict[str, Any]:
    return {
        "actual": it.a,
        "status": it.filed.status,
        "requirement": requirement(it.r),
        "standing": it.standing,
        "verdict": it.verdict,
    }


def movement(old: Scored, new: Scored) -> str:
    """By the direction; by the wording of rise and fall; `either`: nearer to the baseline or further from it."""
    if old.a is None or new.a is None:
        return "unknown"
    change = new.a - old.a
    form = new.r.form if new.r else ""
    if change == 0:
        return "same"
    if form in ("rise", "fall"):
        change *= 1 if form == "rise" else -1
    elif new.row.better:
        change *= new.row.better
    elif new.b is None:
        return "unknown"
    else:
        change = abs(old.a - new.b) - abs(new.a - new.b)
    return "better" if change > 0 else "worse" if change < 0 else "same"


def cause(old: Scored, new: Scored) -> str | None:
    """Why the standing differs. Where a requirement comes from, its basis, is no part of what it asks."""
    if old.standing == new.standing:
        return None
    if old.verdict is None or new.verdict is None:
        return "data"
    asks = [{**requirement(each.r), "basis": None} if each.r and each.r.form != "open" else None for each in (old, new)]
    differ = old.a != new.a, asks[0] != asks[1]
    return {(True, False): "value", (False, True): "requirement"}.get(differ, "both")
