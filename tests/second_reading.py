"""Sections 2 and 3 of the contract a second time, as far as section 4 needs them: the files, and the words of a cell.

`second_statement.py` goes on from here. Numbers are fractions; what is unknown is not a number (`nan`), with which
every comparison is false, as the contract has it.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from fractions import Fraction
from math import inf, nan
from pathlib import Path
from typing import Any, NamedTuple

import yaml

Number = Fraction | float  # a float is unknown (nan), or beyond everything (inf)
UNKNOWN = nan
DASHES = ("——", "—", "--")


def number(text: str) -> Number:
    return UNKNOWN if text in ("", *DASHES) else Fraction(text)


def decimals(text: str) -> int:
    """So many are printed."""
    return len(text.partition(".")[2])


# 3. The words of a target cell

N = r"(-?\d+(?:\.\d+)?)"
BOUNDS = {
    ">=": "≥N >=N N以上 不低于N 不少于N 至少N 达到N 达N 稳定在N以上 保持在N以上 达到N以上 达N以上 提高到N 提高到N以上",
    ">": ">N 突破N 超N 超过N 高于N",
    "<=": "≤N <=N N以内 N以下 不超过N 不高于N 控制在N以内 保持在N以内 "
    "下降至N 降至N 下降至N以内 降至N以内 下降至N以下 降至N以下",
    "<": "<N 低于N",
}
PLACES = "一二三四五六七八九十"
FIXED = {"全覆盖": (">=", Fraction(100)), "清零": ("<=", Fraction(0)), "全部清零": ("<=", Fraction(0))}
WORDS = {
    "done": "完成 办结 建成 出台 印发 开工 投用 通过 获批",
    "hold": "持续巩固 保持稳定",
    "rise": "稳步提升 稳中有升 巩固提升",
    "fall": "稳步下降 逐步下降 稳中有降",
    "open": "维持在合理区间 完成上级下达指标 全省前列 全省领先 实现新突破 N左右",
}


class Cell(NamedTuple):
    """A target cell: as printed, its form, and the numbers in it."""

    text: str
    form: str  # number, bound, range, done, hold, rise, fall, open, none
    op: str = ""  # of a bound
    numbers: tuple[Number, ...] = ()  # one, or the two ends of a range
    decimals: int = 0
    fixed: bool = False  # a place in a ranking, 全覆盖, 清零
    differs: str | None = None

    @property
    def value(self) -> Number:
        """Its one number."""
        return self.numbers[0] if len(self.numbers) == 1 else UNKNOWN


def cell(written: Any) -> Cell:
    """A cell as a targets file has it. One that differs is kept and shown, and is an open wording."""
    if not isinstance(written, str):
        return Cell(written["cell"], "open", differs=written["differs"])
    words = unicodedata.normalize("NFKC", written).removeprefix("力争")
    if words in ("", *DASHES):
        return Cell(written, "none")
    if words in FIXED:
        op, fixed = FIXED[words]
        return Cell(written, "bound", op, (fixed,), fixed=True)
    if place := re.fullmatch(rf"[第前](\d+|[{PLACES}])", words):
        rank = Fraction(PLACES.find(place[1]) + 1 or place[1])
        return Cell(written, "bound", "<=", (rank,), fixed=True)
    if found := re.fullmatch(N, words) or re.fullmatch(f"{N}[–~至-]{N}", words):
        form = "number" if len(found.groups()) == 1 else "range"
        return Cell(written, form, "", tuple(map(number, found.groups())), max(map(decimals, found.groups())))
    for op, wordings in BOUNDS.items():
        for wording in wordings.split():
            if found := re.fullmatch(wording.replace("N", N), words):
                return Cell(written, "bound", op, (number(found[1]),), decimals(found[1]))
    (form,) = (
        form for form, them in WORDS.items() for each in them.split() if re.fullmatch(each.replace("N", N), words)
    )
    return Cell(written, form)


# 2. The files


class Period(NamedTuple):
    """A year, or the part of it up to the end of a month (4.0)."""

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

    value: Number = UNKNOWN
    decimals: int = 0
    surveyed: bool = True
    verdict: str | None = None
    status: str | None = None  # of the value or the verdict, as the source
    source: str | None = None
    note: str | None = None


def filed(written: Any, file: Mapping[str, Any]) -> Filed:
    given = {"value": written} if isinstance(written, str) else written
    text, verdict = given.get("value", ""), given.get("verdict")
    status, source = given.get("status", file["status"]), given.get("source", file.get("source")) or None
    if text in ("", *DASHES) and not verdict:
        status = source = None
    return Filed(number(text), decimals(text), text not in DASHES, verdict, status, source, given.get("note"))


class Row:
    """An indicator."""

    def __init__(self, written: Mapping[str, Any]) -> None:
        self.written = written
        self.id: str = written["id"]
        self.timing: str = written.get("timing", "level")
        self.level = self.timing == "level"
        self.direction: str = written["direction"]
        self.keeps = self.direction == "keep stable"
        self.side = {"rising": 1, "falling": -1, "lower": 1, "higher": -1, "either": 0}[
            written.get("worse", "either") if self.keeps else self.direction
        ]
        """1: higher is better; -1: lower is better; 0: neither."""
        baseline = written.get("baseline", "——")
        self.estimated = baseline.startswith("预计")
        self.baseline = number(baseline.removeprefix("预计"))
        self.decimals = decimals(baseline)
        self.tolerance = Fraction(written.get("tolerance", "0"))
        self.range = [number(end) for end in written["range"]] if "range" in written else [-inf, inf]

    def better(self, one: Number, other: Number) -> bool:
        """Whether one value is strictly better than another."""
        return (one - other) * self.side > 0


class Document(NamedTuple):
    """A targets file. In order: `issued`, then `replaces: false` first, then the file's name."""

    issued: str
    replaces: bool
    file: str
    source: str
    cells: dict[str, dict[int, Cell]]  # by row and milestone year
    resolved: dict[tuple[str, int], Cell]


def document(file: Path) -> Document:
    it = read(file)
    cells = {id: {int(year): cell(each) for year, each in row.items()} for id, row in it["targets"].items() if row}
    resolved = {(each["id"], int(each["year"])): cell(each["target"]) for each in it.get("resolved", [])}
    return Document(it["issued"], it.get("replaces") == "true", file.name, it["source"], cells, resolved)


def read(file: Path) -> Any:
    """A file, every scalar the text that is written."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


class County:
    """The files of a data folder, or of one of its further tables, whose register is the folder's."""

    def __init__(self, folder: Path, register: Path | None = None) -> None:
        table = read(folder / "indicators.yaml")
        self.baseline_year = int(table["baseline_year"])
        self.categories: list[str] = [each["name"] for each in table["categories"]]
        self.rows = [Row(each) for each in table["indicators"]]
        self.documents = sorted(document(file) for file in folder.glob("targets_*.yaml"))
        self.resolved = {key: each for one in self.documents for key, each in one.resolved.items()}
        self.files: dict[Period, dict[str, Filed]] = {}
        for file in folder.glob("actuals/*.yaml"):
            self.add(read(file))
        self.register: list[dict[str, Any]] = read(register or folder / "departments.yaml")["departments"]

    def add(self, actuals: Mapping[str, Any]) -> None:
        period = Period(int(actuals["year"]), int(actuals["month"]) if "month" in actuals else None)
        self.files[period] = {id: filed(each, actuals) for id, each in (actuals["values"] or {}).items()}

    def filed(self, row: Row, period: Period) -> Filed:
        return self.files.get(period, {}).get(row.id, Filed())

    def deciding(self, period: Period, targets: str | None) -> list[Document]:
        """The documents whose cells decide: those in force, all (`latest`), or all issued up to a date."""
        if targets:
            return [each for each in self.documents if targets == "latest" or each.issued <= targets] or self.documents[
                :1
            ]
        first, *later = self.documents
        return [first, *(each for each in later if each.replaces and each.issued <= period.last_day)]

    def body(self, name: str, day: str) -> str:
        """A department's name on a day: an alias counts as the name, successors are followed."""
        body = next(each for each in self.register if name in (each["name"], *each.get("aliases", ())))
        successor = body.get("successor")
        return self.body(successor["name"], day) if successor and successor["since"] <= day else body["name"]
