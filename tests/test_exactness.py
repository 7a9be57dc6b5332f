"""Every number of the JSON against a second statement of section 4, over made-up counties.

`second_statement.py` says what the contract says, in plain fractions; `made_up.py` draws the counties. Of more than the
usual four: GONGFU_COUNTIES=100 python -m pytest tests/test_exactness.py
"""

import ast
import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from made_up import PERIODS, made_up
from second_reading import County, Period
from second_statement import diff, score

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
BESIDE = {"schema", "name_en", "unit_en", "file", "line"}
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
        assert (
            list(differences(score(county, period, path, targets), found, f"{period.written} {path} {targets}")) == []
        )


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


def test_the_second_statement_shares_no_code_with_the_program() -> None:
    for name in ("second_reading", "second_statement", "made_up"):
        tree = ast.parse((Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
        modules = {each.module for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
        modules |= {alias.name for each in ast.walk(tree) if isinstance(each, ast.Import) for alias in each.names}
        assert modules <= {*sys.stdlib_module_names, "collections.abc", "yaml", "second_reading", "second_statement"}
