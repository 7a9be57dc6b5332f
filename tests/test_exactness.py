"""Every number of the JSON against a second statement of section 4, over made-up counties.

`second_statement.py` says what the contract says, in plain fractions; `made_up.py` draws the counties. Of more than the
usual four: GONGFU_COUNTIES=100 python -m pytest tests/test_exactness.py
"""

import ast
import contextlib
import inspect
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import inf
from pathlib import Path
from types import CodeType, FrameType
from typing import Any
from unicodedata import normalize

import pytest
import second_reading
import second_statement
from made_up import NONE, PERIODS, made_up
from second_reading import BOUNDS, FIXED, PLACES, WORDS, County, Period
from second_statement import Scored, diff, score, scored

from gongfu_cli.cli.program import run

SEEDS = range(int(os.environ.get("GONGFU_COUNTIES", "4")))
ROWS = 120
SCORED = [each for each in PERIODS if each.t > 2020]
DECIDING: list[tuple[str, str | None]] = [
    ("linear", None),
    ("step", None),
    ("linear", "latest"),
    ("linear", "2023-12-31"),
    ("step", "2021-01-01"),
]
"""`--path` and `--targets`, by turns."""
BESIDE = {"schema", "table", "name_en", "unit_en", "file", "line"}
"""What the documents have beside what the second statement says."""

Made = Callable[[int], tuple[Path, County]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The made-up county of a seed, and its folder."""
    counties: dict[int, tuple[Path, County]] = {}

    def make(seed: int) -> tuple[Path, County]:
        if seed not in counties:
            folder = tmp_path_factory.mktemp("county") / "data"
            counties[seed] = folder, made_up(folder, seed, ROWS)
        return counties[seed]

    return make


def ways(seed: int) -> Iterator[tuple[Period, str, str | None]]:
    """How the county of a seed is scored: every period, by one of the ways to decide."""
    for n, period in enumerate(SCORED):
        yield period, *DECIDING[(seed + n) % len(DECIDING)]


def document(
    command: str, folder: Path, *periods: Period, path: str, targets: str | None, more: Iterable[str] = ()
) -> Any:
    """What a command prints as JSON, every number exactly as written."""
    arguments = [command, *(str(each.written) for each in periods), "--data", str(folder), "--path", path, *more]
    arguments += ["--targets", targets] if targets else []
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()) as errors:
        code = run([*arguments, "--format", "json", "--lang", "en"])
    assert code == 0, (out.getvalue() + errors.getvalue())[:2000]
    return json.loads(out.getvalue(), parse_float=Fraction, parse_int=Fraction)


def differences(expected: Any, found: Any, where: str = "") -> Iterator[str]:
    """Where a document says something else than the second statement, a line each."""
    if isinstance(expected, dict) and isinstance(found, dict):
        found = {key: each for key, each in found.items() if not (where.endswith(".standings") and each == 0)}
        if unshared := (found.keys() ^ expected.keys()) - BESIDE:
            yield f"{where}: {sorted(unshared)} in one of them only"
        for key in expected.keys() & found.keys():
            yield from differences(expected[key], found[key], f"{where}.{key}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for n, (one, other) in enumerate(zip(expected, found, strict=True)):
            name = one.get("id", one.get("name", n)) if isinstance(one, dict) else n
            yield from differences(one, other, f"{where}[{name}]")
    elif not same(expected, found):
        yield f"{where}: {expected} expected, {found} found"


def same(expected: Any, found: Any) -> bool:
    """Numbers are the same exactly, or in twelve digits where they have more; true is no number."""
    if isinstance(expected, bool) or isinstance(found, bool) or not isinstance(found, Fraction):
        return expected is found or (isinstance(expected, str) and expected == found)
    if not isinstance(expected, int | Fraction):
        return False
    goes_on = (Fraction(expected) * 10**12).denominator != 1
    return found == expected or (goes_on and abs(found - expected) <= abs(expected) * Fraction(5, 10**12))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_field_of_score_is_what_the_contract_says(made: Made, seed: int) -> None:
    folder, county = made(seed)
    for period, path, targets in ways(seed):
        found = document("score", folder, period, path=path, targets=targets)
        assert len(found["indicators"]) == ROWS
        said = score(county, period, path, targets)
        assert list(differences(said, found, f"{period.written} {path} {targets}")) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_field_of_diff_is_what_the_contract_says(made: Made, seed: int) -> None:
    folder, county = made(seed)
    before: Period | None = None
    for period, path, targets in sorted(ways(seed), key=lambda way: way[0].t):
        if before:
            found = document("diff", folder, before, period, path=path, targets=targets)
            assert len(found["indicators"]) == ROWS
            assert list(differences(diff(county, before, period, path, targets), found, str(period.written))) == []
        before = period


@pytest.mark.parametrize("table", ["main", "plan_2025", "levers", "tasks", "reforms"])
def test_every_field_of_the_shipped_tables_is_what_the_contract_says(table: str) -> None:
    data = Path(__file__).parent.parent / "data"
    county = County(data if table == "main" else data / "tables" / table, data / "departments.yaml")
    for period, (path, targets) in zip(map(Period, range(2021, 2026)), DECIDING, strict=True):
        found = document("score", data, period, path=path, targets=targets, more=["--table", table])
        assert len(found["indicators"]) == len(county.rows) > 0
        assert list(differences(score(county, period, path, targets), found, str(period.written))) == []


# What was compared: nothing that section 4 tells apart is missing

CLAUSES = {
    *("0 achieved", "0 behind", "0 not_due", "0 no_data", "1 achieved", "1 on_track", "1 behind", "2 target_pending"),
    *("3 not_due", "4 no_data", "4 not_due", "5 no_reference", "6 no_reference", "6 achieved", "6 on_track"),
    *("6 slightly_behind", "6 behind", "6 regressed", "7 achieved", "8 achieved", "9 on_track", "10 regressed"),
    *("11 slightly_behind", "12 behind"),
}
FLAGS = {
    *("interpolated", "estimated-baseline", "looser-target", "worse-than-baseline", "at-final-level", "off-course"),
    *("tolerance", "rounding-sensitive", "preliminary", "illustrative", "not-surveyed", "revised-target"),
    "parts-on-track",
}
BASES = {
    "level": {"official", "standing", "interpolated", "baseline", "resolved"},
    "rate": {"official", "standing", "baseline", "resolved"},
    "count": {"official", "standing", "interpolated", "baseline", "resolved"},
}


def half_a_unit(it: Scored) -> Fraction:
    return Fraction(1, 2 * 10**it.filed.decimals)


EDGES: dict[str, Callable[[Scored], bool]] = {
    "a shortfall of 1 %": lambda it: it.verdict == "gap" and it.shortfall == Fraction("0.01"),
    "a shortfall of 5 %": lambda it: it.verdict == "gap" and it.shortfall == Fraction("0.05"),
    "a shortfall of 10 %": lambda it: it.verdict == "gap" and it.shortfall == Fraction("0.10"),
    "a pace of 0.60": lambda it: it.verdict == "gap" and it.pace == Fraction("0.60"),
    "a nearest value of 0": lambda it: it.verdict == "gap" and it.shortfall == inf,
    "a strict bound missed by its own value": lambda it: it.verdict == "gap" and it.shortfall == 0,
    "exactly what is asked": lambda it: it.verdict == "on_track" and it.margin == 0,
    "a requirement below 0": lambda it: it.by_number and it.r is not None and it.r.nearest(it.a) < 0,
    "an actual below 0, a requirement above": lambda it: it.by_number and it.a < 0 < it.r.nearest(it.a),  # type: ignore[union-attr]
    "on course, exactly": lambda it: it.progress == it.elapsed < 1,
    "a pace below 0": lambda it: it.pace < 0,
    "the baseline, exactly": lambda it: it.by_number and it.a == it.b,
    "no milestone": lambda it: not it.cells or it.R is None,
    "no milestone after the baseline year": lambda it: it.county.baseline_year >= it.Y,
    "a count that is full before the year ends": lambda it: (
        it.line == "7 achieved" and not it.period.whole and it.count_is_full
    ),
    "an attestation of before": lambda it: it.line == "0 achieved" and it.filed != it.county.filed(it.row, it.period),
    "outside `range`": lambda it: it.by_number and not it.row.range[0] <= it.a <= it.row.range[1],
    "at an end of `range`": lambda it: it.by_number and it.a in it.row.range,
    "a band inside what the digits leave open": lambda it: (
        it.rounding_decides
        and len(it.r.numbers) == 2
        and all(0 < abs(it.a - v) < half_a_unit(it) for v in it.r.numbers)
    ),
    "a further goal met": lambda it: any(each["met"] is True for each in it.further),
    "a further goal missed": lambda it: any(each["met"] is False for each in it.further),
    "a further goal in words": lambda it: any(each["met"] is None for each in it.further) and it.filed.surveyed,
    "two further goals": lambda it: len(it.further) > 1,
}


@pytest.fixture(scope="module")
def everything(made: Made) -> list[Scored]:
    """Every row of the first four counties, in every way in which it is compared."""
    return [
        it
        for seed in range(4)
        for period, path, targets in ways(seed)
        for it in scored(made(seed)[1], period, path, targets)
    ]


def test_every_standing_by_every_line_every_flag_and_every_basis_was_compared(everything: list[Scored]) -> None:
    assert {it.line for it in everything} == CLAUSES
    assert {flag for it in everything for flag in it.flags} == FLAGS
    numeric = [it for it in everything if it.r and it.r.op not in ("done", "open", "rise", "fall")]
    assert {timing: {it.r.basis for it in numeric if it.r and it.row.timing == timing} for timing in BASES} == BASES
    assert {it.r.op for it in everything if it.r} == {*BOUNDS, "within", "rise", "fall", "done", "open"}
    assert {it.verdict for it in everything} == {"on_track", "gap", None}
    sides = {(it.row.direction, it.row.side, it.row.timing) for it in everything}
    assert len(sides) == 5 * 3


@pytest.mark.parametrize("edge", EDGES)
def test_every_edge_was_compared(everything: list[Scored], edge: str) -> None:
    assert sum(EDGES[edge](it) for it in everything) >= 3


def test_every_wording_was_compared(everything: list[Scored]) -> None:
    deciding = {cell.text for it in everything for cell in it.cells.values()}
    written = {
        re.sub(r"(?:(?<!\d)-)?\d+(?:\.\d+)?", "N", normalize("NFKC", text).removeprefix("力争")) for text in deciding
    }
    wordings = {each for some in (*BOUNDS.values(), *WORDS.values()) for each in some.split()}
    ranges = {f"N{dash}N" for dash in "–-~至"}
    assert written - {f"{word}{n}" for word in "第前" for n in (*PLACES, "N")} == {
        "N",
        *wordings,
        *FIXED,
        *ranges,
        *NONE,
    }
    assert {"第一", "第N", "前N"} <= written
    assert any(text.startswith("力争") for text in deciding)
    assert any(cell.differs for it in everything for cell in it.cells.values())


def test_every_movement_and_every_cause_was_compared(made: Made) -> None:
    changes = [
        each
        for seed in range(4)
        for before, after in pairwise(sorted(SCORED, key=lambda each: each.t))
        for each in diff(made(seed)[1], before, after)["indicators"]
    ]
    assert {each["movement"] for each in changes} == {"better", "worse", "same", "unknown"}
    assert {each["cause"] for each in changes} == {"value", "requirement", "both", "data", None}


def test_no_line_of_the_second_statement_is_idle(made: Made) -> None:
    """Were a line never run, a sentence of the contract would not be compared."""
    ran: set[tuple[str, int]] = set()

    def watch(frame: FrameType, event: str, _: object) -> Any:
        ran.add((frame.f_code.co_filename, frame.f_lineno))
        return watch

    files = (second_reading.__file__, second_statement.__file__)
    before = sys.gettrace()
    sys.settrace(lambda frame, event, arg: watch(frame, event, arg) if frame.f_code.co_filename in files else None)
    try:
        for seed in range(4):
            county = County(made(seed)[0])
            for period, path, targets in ways(seed):
                score(county, period, path, targets)
            diff(county, Period(2023), Period(2025))
    finally:
        sys.settrace(before)
    lines = {
        (file, line)
        for file in files
        for line in lines_of(compile(Path(file).read_text(encoding="utf-8"), file, "exec"))
    }
    assert sorted(lines - ran) == []


def lines_of(code: CodeType) -> Iterator[int]:
    """The lines of the functions of a module."""
    for inner in (each for each in code.co_consts if isinstance(each, CodeType)):
        if inner.co_flags & inspect.CO_OPTIMIZED:
            yield from (line for _, _, line in inner.co_lines() if line and line != inner.co_firstlineno)
        yield from lines_of(inner)


def test_the_second_statement_shares_no_code_with_the_program() -> None:
    for name in ("second_reading", "second_statement", "made_up"):
        tree = ast.parse((Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
        modules = {each.module for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
        modules |= {alias.name for each in ast.walk(tree) if isinstance(each, ast.Import) for alias in each.names}
        assert modules <= {*sys.stdlib_module_names, "collections.abc", "yaml", "second_reading", "second_statement"}
