"""Made-up counties: data folders that hold every kind of row, cell, document, value and body, the same for a seed.

Rows are drawn; their values are put where something turns: at what is asked, a printed unit or half of one beside it,
1, 5 and 10 % short of it, at a pace of 0.60, on course, at the last milestone, at the baseline, at an earlier value.
What is asked is read in the second statement, never in the program.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import inf
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from second_reading import BOUNDS, FIXED, WORDS, County, Period, read
from second_statement import Scored

PERIODS = [
    *map(Period, (2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026)),
    *(Period(2021, 1), Period(2023, 6), Period(2024, 3), Period(2025, 11), Period(2026, 4)),
]
DOCUMENTS = [
    {"source": "甲文", "issued": "2021-11-09"},
    {"source": "乙文", "issued": "2022-06-30", "replaces": "true"},
    {"source": "丙文", "issued": "2023-02-28"},
    {"source": "丁文", "issued": "2023-12-31", "replaces": "true"},
    {"source": "戊文", "issued": "2024-03-31", "replaces": "true"},
    {"source": "己文", "issued": "2024-03-31", "replaces": "false"},
    {"source": "庚文", "issued": "2026-01-01", "replaces": "true"},
]
REGISTER = [
    {"name": "甲局", "aliases": ["甲委", "甲办"], "successor": {"name": "乙局", "since": "2023-01-01"}},
    {"name": "乙局", "successor": {"name": "丙局", "since": "2025-11-30"}},
    {"name": "丙局", "aliases": ["丙委"]},
    {"name": "丁局", "name_en": "Bureau D", "successor": {"name": "戊局", "since": "2024-12-31"}},
    {"name": "戊局"},
    {"name": "己局"},
]
BODIES = ["甲局", "甲委", "甲办", "乙局", "丙局", "丙委", "丁局", "戊局", "己局"]
CATEGORIES = ["经济", "社会", "生态"]
RANKS = ["第一", "第二", "第三", "第五", "第十", "第1", "第12", "前三", "前十", "前3", "前10"]
NONE = ["——", "—", "--", ""]
SILENCED = "  # gongfu: ignore[GF401] 试验"
FULL_WIDTH = str.maketrans("0123456789.<>=~", "０１２３４５６７８９．＜＞＝～")
SHARES = {
    "numbers": {"number": 60, "its way": 30, "fixed": 3, "none": 5, "range": 2},
    "mixed": {"number": 20, "its way": 15, "other way": 8, "range": 12, "hold": 12, "rise": 8, "fall": 8}
    | {"open": 10, "place": 6, "fixed": 4, "none": 6},
    "words": {"hold": 40, "rise": 25, "fall": 25, "number": 10},
    "open": {"open": 95, "none": 5},
    "deliverables": {"done": 92, "none": 8},
}
"""What cells the rows of a kind have, out of a hundred."""


class Kind(NamedTuple):
    """What a row's numbers and cells are drawn from."""

    shares: Mapping[str, int]
    numbers: list[Fraction]  # the better ones later
    decimals: int
    ways: tuple[str, str]  # the bounds that point as the direction does
    timing: str
    milestones: list[int]
    range: list[str] | None


def made_up(folder: Path, seed: int, rows: int) -> County:
    """Write a county of so many rows; read it as the second statement does."""
    rng = Random(seed)
    (folder / "actuals").mkdir(parents=True)
    kinds = {str(n): kind(rng) for n in range(1, rows + 1)}
    indicators = [indicator(rng, id, each) for id, each in kinds.items()]
    table = {"title": "表", "source": "某文件", "baseline_year": "2020", "indicators": indicators}
    write(folder / "indicators.yaml", table | {"categories": [{"name": name} for name in (*CATEGORIES, "空")]})
    write(folder / "departments.yaml", {"departments": REGISTER})
    documents: list[dict[str, Any]] = [
        each | {"targets": {}} for n, each in enumerate(DOCUMENTS) if n == 0 or rng.random() < 0.8
    ]
    for id, each in kinds.items():
        mentions = [one for one in documents if rng.random() < (0.85 if one is documents[0] else 0.25)]
        for one in mentions or [rng.choice(documents)]:
            years = [year for year in each.milestones if one is documents[0] or rng.random() < 0.7]
            one["targets"][id] = {str(year): cell(rng, each, year) for year in years}
    write_documents(folder, documents)
    for number in resolved(rng, County(folder), kinds):
        rng.choice(documents).setdefault("resolved", []).append(number)
    write_documents(folder, documents)
    county = County(folder)
    for period in PERIODS:
        lines = values(rng, county, kinds, period)
        heading = f"year: {period.year}\n" + (f"month: {period.month}\n" if period.month else "")
        status = rng.choice(["published", "preliminary", "illustrative"])
        source = rng.choice(["source: 公报\n", "source:\n", ""])
        file = folder / "actuals" / f"{period.written}.yaml"
        file.write_text(f"{heading}status: {status}\n{source}values:\n" + "".join(lines), encoding="utf-8")
        county.add(read(file))
    return county


def write_documents(folder: Path, documents: list[dict[str, Any]]) -> None:
    for n, one in enumerate(documents):
        write(folder / f"targets_{n}.yaml", one)


def write(file: Path, content: Any) -> None:
    """JSON is YAML too."""
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def printed(value: Fraction, decimals: int) -> str:
    """A number with so many decimals, or as many as it takes, up to five; the rest is cut off."""
    decimals = next((n for n in range(decimals, 5) if (value * 10**n).denominator == 1), 5)
    whole = int(value * 10**decimals)
    return f"{Decimal(whole).scaleb(-decimals):.{decimals}f}"


# The table


def kind(rng: Random) -> Kind:
    shares = rng.choices(list(SHARES), [45, 27, 10, 9, 9])[0]
    decimals = rng.choice([0, 0, 1, 2])
    step = Fraction(rng.choice([1, 2, 3, 5, 10, 30]), 10**decimals) * rng.choice([1, 1, 10])
    origin = rng.choice([0, 0, 10, 40, 100, 100, 1000, -20])
    numbers = [origin + n * step for n in range(-3, 10)]
    ways = rng.choice([(">=", ">"), ("<=", "<")])
    timing = rng.choices(["level", "rate", "count"], [60, 15, 25])[0]
    milestones = rng.sample(range(2021, 2027), rng.choice([1, 2, 2, 3, 4] if timing == "level" else [4, 5, 6]))
    if rng.random() < 0.05:
        milestones = [rng.choice([2019, 2020]), *milestones[: rng.choice([0, 0, 1])]]
    ends, cells = None, SHARES[shares]
    if rng.random() < 0.3:
        beyond = rng.choice([Fraction(0), Fraction(1, 2 * 10**decimals), Fraction(3)])
        ends = [printed(numbers[0] - beyond, 0), printed(numbers[-1] + beyond, 0)]
        cells = {form: share for form, share in cells.items() if form not in ("place", "fixed")}
    numbers = numbers[:: 1 if ways[0] == ">=" else -1]
    return Kind(cells, numbers, decimals, ways, timing, sorted(milestones), ends)


def indicator(rng: Random, id: str, kind: Kind) -> dict[str, Any]:
    """A row of the table, whose direction is that of its kind, or `keep stable`."""
    row: dict[str, Any] = {
        "id": id,
        "name": f"指标{id}",
        "category": rng.choice(CATEGORIES),
        "attribute": rng.choices(["evaluation", "observation"], [4, 1])[0],
        "direction": "rising" if kind.ways[0] == ">=" else "falling",
        "departments": rng.sample(BODIES, rng.choice([1, 2, 3])),
        "timing": kind.timing,
    }
    if rng.random() < 0.2:
        row["direction"] = "keep stable"
        row["worse"] = rng.choice(["lower", "higher", "either"])
    if rng.random() < (0.6 if "rise" in kind.shares else 0.9):
        baseline = printed(rng.choice(kind.numbers[1:6]), rng.choice([kind.decimals, kind.decimals, 0]))
        row["baseline"] = f"预计{baseline}" if rng.random() < 0.1 else baseline
    else:
        row["baseline"] = rng.choice(NONE[:3])
    if rng.random() < 0.3:
        row["tolerance"] = printed(abs(kind.numbers[1] - kind.numbers[0]) * rng.choice([0, 1, 2]), 0)
    if kind.range:
        row["range"] = kind.range
    if int(id) > 2 and rng.random() < 0.25:
        parts = rng.sample(range(1, int(id)), 2)
        row["derived"] = {"numerator": str(parts[0]), "denominator": str(parts[1])}
    return row | {key: f"{key}{id}" for key in ("unit", "item", "note") if rng.random() < 0.2}


def cell(rng: Random, kind: Kind, year: int) -> Any:
    """The cell of a milestone; the later, the better, mostly."""
    form = rng.choices(list(kind.shares), list(kind.shares.values()))[0]
    later = 3 + kind.milestones.index(year) * 2
    values = [
        rng.choice(kind.numbers[min(later, 10) : later + 3] if rng.random() < 0.75 else kind.numbers) for _ in "12"
    ]
    number, other = (printed(each, kind.decimals) for each in sorted(values))
    if form == "none":
        return rng.choice(NONE)
    if form in ("its way", "other way"):
        way = rng.choice([op for op in BOUNDS if (op in kind.ways) == (form == "its way")])
        text = rng.choice(BOUNDS[way].split()).replace("N", number)
    elif form == "range":
        text = number + rng.choice("–-～至" if values[0] >= 0 <= values[1] else "–～至") + other
    else:
        words = {"number": ["N"], "place": RANKS, "fixed": list(FIXED)}
        text = rng.choice(words.get(form) or WORDS[form].split()).replace("N", number)
    if form != "done" and rng.random() < 0.05:
        return {"cell": text, "differs": rng.choice(["另一口径", "只计持证人员"])}
    text = "力争" * (rng.random() < 0.05) + text
    return text.translate(FULL_WIDTH) if rng.random() < 0.05 and "-" not in text else text


def resolved(rng: Random, county: County, kinds: Mapping[str, Kind]) -> Iterator[dict[str, str]]:
    """Numbers of single years, for wordings that are open in those in force."""
    for row in county.rows:
        for year in range(2021, 2027):
            r = Scored(county, row, Period(year), "linear", county.deciding(Period(year), None)).r
            if r and r.form == "open" and rng.random() < 0.3:
                number, other = (printed(each, 1) for each in sorted(rng.choices(kinds[row.id].numbers, k=2)))
                target = rng.choice([number, f"{rng.choice(list(BOUNDS))}{number}", f"{number}至{other}"])
                yield {"id": row.id, "year": str(year), "target": target, "source": "市下达"}


# The values


def values(rng: Random, county: County, kinds: Mapping[str, Kind], period: Period) -> Iterator[str]:
    """The lines of the values of a period."""
    if not_scored := period.t <= county.baseline_year:
        period = Period(county.baseline_year + 1)
    documents = county.deciding(period, rng.choice([None, None, None, "latest"]))
    for row in county.rows:
        it = Scored(county, row, period, rng.choice(["linear", "linear", "step"]), documents)
        in_force = Scored(county, row, period, "linear", county.deciding(period, None)).r
        if rng.random() < (0.8 if not_scored else 0.05):
            continue
        own: dict[str, str] = {}
        if rng.random() < 0.3:
            own["status"] = rng.choice(["published", "preliminary", "illustrative"])
        if rng.random() < 0.2:
            own |= {"source": rng.choice(["某局", "年鉴"]), "note": "口径"}
        if in_force and in_force.form in ("done", *["open"][not_scored:]) and rng.random() < 0.5:
            own |= {"verdict": rng.choice(["met", "missed"]), "source": "通报"}
        if not (in_force and in_force.form == "done"):
            own["value"] = value(rng, it, kinds[row.id].decimals)
        short = own["value"] if own.keys() == {"value"} else own
        number = own.get("value", "")
        outside = number not in NONE and not row.range[0] <= Fraction(number) <= row.range[1]
        yield f"  {row.id}: {json.dumps(short, ensure_ascii=False)}{SILENCED if outside else ''}\n"


def value(rng: Random, it: Scored, decimals: int) -> str:
    if rng.random() < 0.12:
        return rng.choice(NONE)
    least, most = it.row.range if rng.random() < 0.9 else (-inf, inf)
    at = rng.choice(list(turns(it, Fraction(1, 10**decimals))) or [Fraction(rng.randint(-20, 120))])
    if rng.random() < 0.1:
        return printed(Fraction(round(max(least, min(most, at)))), 0)
    more = rng.choice([0, 0, 0, 1])
    return printed(Fraction(max(least, min(most, at))), decimals + more)


def turns(it: Scored, unit: Fraction) -> Iterator[Fraction]:
    """Where something turns."""
    start, end = it.county.baseline_year, it.Y
    for v in (v for r in (it.r, it.r, it.R) if r for v in r.numbers if isinstance(v, Fraction)):
        for by in (0, unit, unit / 2, v / 100, v / 20, v / 10, v / 10 + unit, v / 100 + unit / 10):
            yield from (v + by, v - by)
        if isinstance(it.b, Fraction):
            yield from (it.b + (v - it.b) * 6 / 10 + by for by in (0, unit / 10, -unit / 10))
            if start < end < inf:
                yield from (it.b + (v - it.b) * (it.period.t - start) / (end - start) + by for by in (0, unit, -unit))
    for near in (it.b, *it.row.range, *(value for _, value in it.earlier[:1] + it.earlier[-1:])):
        if isinstance(near, Fraction):
            yield from (near, near + unit, near - unit)
    yield Fraction(0)
