"""Times whole cold processes side by side: gongfu, its libraries alone, and the same standings by pandas and DuckDB.

    python benchmarks/cold_start.py [--rounds N]

Every round runs every process once, in an order drawn anew, so that what else the machine does falls on all alike.
Nothing is timed before pandas and DuckDB agree with gongfu on every row.
"""

import argparse
import csv
import json
import math
import random
import sys
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import measure

from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import load
from gongfu_cli.book.number import decimals
from gongfu_cli.book.wording import Bound, Plain, TargetCell, Within, Words, numbers

YEAR, MILESTONES = 2024, (2022, 2025)
JSON = [measure.GONGFU, "score", str(YEAR), "--format", "json"]
IMPORTS = "import typer, rich.table, yaml; from pydantic import BaseModel"
FLOOR = [sys.executable, str(Path(__file__).with_name("floor.py"))]


class Case(NamedTuple):
    name: str
    command: Sequence[str]
    terminal: bool = False


class Aim(NamedTuple):
    what: str
    case: str
    reference: str
    limit: float


AIMS = [
    Aim("JSON, against the libraries imported, (a)", "score json", "imports", 1.5),
    Aim("table, against the libraries imported, (a)", "score table", "imports", 1.85),
    Aim("check, against the libraries imported, (a)", "check", "imports", 1.5),
    Aim("JSON, against the libraries used, (d) without its table", "score json", "floor json", 1.25),
    Aim("table, against the libraries used, (d)", "score table", "floor table", 1.25),
    Aim("JSON, against DuckDB", "score json", "duckdb", 1.0),
    Aim("table, against pandas", "score table", "pandas", 1.0),
]


def main() -> None:
    parser = argparse.ArgumentParser(description="Time whole cold processes side by side.")
    parser.add_argument("--rounds", type=int, default=40, help="how often each process is timed (default 40)")
    rounds = parser.parse_args().rounds
    if measure.installed_in_place():
        print("Note: gongfu is an editable install; an ordinary one starts a little faster.", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        export(load(measure.ROOT / "data").book(frozenset()), Path(folder))
        others = {name: [sys.executable, str(Path(__file__).with_name(f"score_{name}.py")), folder] for name in OTHERS}
        for name, command in others.items():
            compare(name, json.loads(measure.output(command)))
        cases = [
            Case("python", [sys.executable, "-c", "pass"]),
            Case("imports", [sys.executable, "-c", IMPORTS]),
            Case("floor json", [*FLOOR, "--json"]),
            Case("floor table", FLOOR),
            Case("version", [measure.GONGFU, "--version"]),
            Case("score json", JSON),
            Case("score table", JSON[:3]),
            Case("score terminal", JSON[:3], terminal=True),
            Case("check", [measure.GONGFU, "check"]),
            *(Case(name, command) for name, command in others.items()),
        ]
        runs = timed(cases, rounds)
    packages = ("gongfu-cli", "typer", "pydantic", "rich", "PyYAML", *OTHERS)
    print(f"{measure.machine(packages)}. {rounds} rounds.\n")
    print(timings(runs), results(runs), sep="\n\n")


OTHERS = ("pandas", "duckdb")
WHAT = {
    "python": "`python -c pass`",
    "imports": f'(a) `python -c "{IMPORTS}"`',
    "floor json": "(d) without its table: the libraries used, one model of each file",
    "floor table": "(d) the libraries used, one model of each file, a table of 62 × 9",
    "version": "`gongfu --version`",
    "score json": "`gongfu score 2024 --format json`",
    "score table": "`gongfu score 2024`, to a pipe",
    "score terminal": "`gongfu score 2024`, to a terminal of 120 columns",
    "check": "`gongfu check`, on the shipped data",
    "pandas": "(b) the standings by pandas",
    "duckdb": "(c) the standings by DuckDB",
}


def timed(cases: Sequence[Case], rounds: int) -> dict[str, list[measure.Run]]:
    """Every case in every round, the first two (which write and read the bytecode) left out."""
    runs: dict[str, list[measure.Run]] = {case.name: [] for case in cases}
    order = random.Random(0)
    for n in range(-2, rounds):
        for case in order.sample(cases, len(cases)):
            run = measure.run(case.command, terminal=case.terminal)
            if n >= 0:
                runs[case.name].append(run)
    return runs


def timings(runs: dict[str, list[measure.Run]]) -> str:
    rows = []
    for name, each in runs.items():
        wall, cpu = (median(getattr(run, field) for run in each) * 1000 for field in ("wall", "cpu"))
        multiples = [measure.ratio(each, runs["imports"], field) for field in ("wall", "cpu")]
        memory = median(run.memory for run in each)
        shown = [f"{wall:.0f}", f"{cpu:.0f}", *(f"{number:.2f}" for number in multiples), f"{memory:.0f}"]
        rows.append([WHAT[name], *shown])
    return measure.table(["process", "wall ms", "CPU ms", "wall ÷ (a)", "CPU ÷ (a)", "peak MiB"], rows)


def results(runs: dict[str, list[measure.Run]]) -> str:
    rows = []
    for aim in AIMS:
        if aim.case in runs:
            wall, cpu = (measure.ratio(runs[aim.case], runs[aim.reference], field) for field in ("wall", "cpu"))
            met = [name for name, number in (("wall", wall), ("CPU", cpu)) if number <= aim.limit]
            said = {0: "missed", 1: f"{''.join(met)} only", 2: "met"}[len(met)]
            rows.append([aim.what, f"≤ {aim.limit:g}", f"{wall:.2f}", f"{cpu:.2f}", said])
    return measure.table(["ratio", "aim", "wall", "CPU", ""], rows)


def export(book: Book | None, folder: Path) -> None:
    """The data folder as two CSV tables, the target cells ready parsed."""
    assert book is not None, "the data folder has errors"
    documents = book.in_force(YEAR)
    names = ["id", "direction", "worse", "tolerance", "baseline", "decimals"]
    names += [f"{part}_{n}" for n in (1, 2) for part in ("form", "value", "upper")]
    rows: list[list[Any]] = []
    for each in book.table.indicators:
        cells = book.cells(each.id, documents)
        later = cells.keys() - set(MILESTONES) - {year for year in cells if year < MILESTONES[0]}
        assert not later, f"{each.id} has other milestones than {MILESTONES}"  # an earlier one no longer decides
        parsed = [part for year in MILESTONES for part in parts(cells.get(year))]
        printed = [number for number in (each.baseline.value, *parsed) if isinstance(number, Decimal)]
        printed += [number for cell in cells.values() for number in numbers(cell.wording)]
        most = max(map(decimals, printed), default=0)
        rows.append([each.id, each.direction, each.worse, each.tolerance, each.baseline.value, most, *parsed])
    write(folder / "rows.csv", names, rows)
    filed = [
        [id, year, actual.number, int(actual.surveyed), actual.verdict]
        for year in book.years
        for id, actual in book.actuals[year].values.items()
    ]
    write(folder / "actuals.csv", ["id", "year", "value", "surveyed", "verdict"], filed)


def parts(cell: TargetCell | None) -> tuple[str, Decimal | None, Decimal | None]:
    """The form of a cell, its number (of a range, the lower) and the upper number of a range."""
    match cell.wording if cell else Words("none"):
        case Plain(value):
            return "plain", value, None
        case Bound(op, value):
            return op, value, None
        case Within(low, high):
            return "within", low, high
        case Words(kind):
            return ("nothing" if kind == "none" else kind), None, None


def write(path: Path, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([names, *rows])


def compare(name: str, found: Sequence[dict[str, Any]]) -> None:
    """Exit where another way gives a requirement or standing that gongfu does not."""
    rows = json.loads(measure.output(JSON))["indicators"]
    theirs = {each["id"]: each for each in found}
    if theirs.keys() != {row["id"] for row in rows}:
        sys.exit(f"{name} has {len(theirs)} rows, gongfu {len(rows)}")
    unlike = [row["id"] for row in rows if not alike(row, theirs[row["id"]])]
    if unlike:
        for row in rows:
            if row["id"] in unlike:
                print(row["id"], row["standing"], row["requirement"], theirs[row["id"]], file=sys.stderr)
        sys.exit(f"{name} differs from gongfu in {len(unlike)} of {len(rows)} rows")
    print(f"{name} agrees with gongfu on all {len(rows)} rows.", file=sys.stderr)


def alike(row: dict[str, Any], other: dict[str, Any]) -> bool:
    asked = row["requirement"] or {"op": None}
    numbers = [number for number in (other["low"], other["high"]) if number is not None]
    expected = [asked[key] for key in ("value", "low", "high") if asked.get(key) is not None]
    return (
        row["standing"] == other["standing"]
        and (asked["op"] or "") == (other["op"] or "")
        and len(numbers) == len(expected)
        and all(math.isclose(a, b, rel_tol=1e-12) for a, b in zip(numbers, expected, strict=True))
    )


if __name__ == "__main__":
    main()
