"""Times `gongfu compare` on the data folders of a whole country, and what else could be done, side by side.

    python benchmarks/counties.py [--counties 100 300 1000 2850] [--loop 20]

The folders are made by county_data.py, 62 rows and five years each; `--years 2021..2025` are scored. Nothing is timed
before DuckDB and polars agree with gongfu on every row of some counties.
"""

import argparse
import csv
import json
import math
import shlex
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import measure
from cold_start import alike, parts, write
from county_data import generate

from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import load
from gongfu_cli.book.number import decimals
from gongfu_cli.book.wording import numbers

YEARS = range(2021, 2026)
SECONDS, MEMORY, EXPONENT = 60, 60, 1.05
COMPARE = [measure.GONGFU, "compare", "--years", f"{YEARS[0]}..{YEARS[-1]}"]
AGREEING = 20


class Way(NamedTuple):
    """What is asked of `gongfu compare`, and of which kind of counties."""

    name: str
    own: bool
    options: Sequence[str]
    output: str


WAYS = [
    Way("a line a county, CSV", False, [], "lines.csv"),
    Way("`--rows`, CSV", False, ["--rows"], "rows.csv"),
    Way("`--rows`, Parquet", False, ["--rows"], "rows.parquet"),
    Way("a line a county, CSV; tables of their own", True, [], "lines.csv"),
]


def main() -> None:
    parser = argparse.ArgumentParser(description="Time gongfu compare on many counties.")
    parser.add_argument("--counties", type=int, nargs="+", default=[100, 300, 1000, 2850])
    parser.add_argument("--loop", type=int, default=20, help="how many counties the shell loop scores")
    asked = parser.parse_args()
    sizes = sorted({1, *asked.counties})
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        counties = {own: generate(place / ("own" if own else "shared"), sizes[-1], own) for own in (False, True)}
        prepare(counties[False], place / "prepared")
        agree(counties[False][:AGREEING], place)
        print(f"{measure.machine(['gongfu-cli', 'pyarrow', 'duckdb', 'polars'])}.\n")
        grown = {way.name: growth(way, counties[way.own], sizes, place) for way in WAYS}
        print(measure.table(GROWTH, [line for name, runs in grown.items() for line in lines(name, runs)]))
        print("\n" + measure.table(AIMS, [aim(name, runs) for name, runs in grown.items()]))
        print("\n" + measure.table(BESIDE, [*beside(counties[False], asked.loop, grown, place)]))


GROWTH = ["`gongfu compare`", "counties", "wall s", "CPU s", "CPU ms a county", "MiB a worker", "MiB of the first"]
AIMS = ["`gongfu compare`", "CPU s", f"≤ {SECONDS}", "MiB a worker", f"≤ {MEMORY}", "exponent", f"≤ {EXPONENT}"]
BESIDE = ["way", "county years", "wall s", "CPU s", "CPU ms a county and year", "peak MiB"]


def growth(way: Way, counties: Sequence[Path], sizes: Sequence[int], place: Path) -> dict[int, measure.Peaks]:
    """What it takes for the first so many counties."""
    found = {}
    for size in sizes:
        folders = [folder.as_posix() for folder in counties[:size]]
        found[size] = measure.watched([*COMPARE, *way.options, "-o", str(place / way.output), *folders])
        print(way.name, size, found[size], file=sys.stderr)
    return found


def lines(name: str, runs: Mapping[int, measure.Peaks]) -> Iterator[list[str]]:
    for size, (run, main, worker) in runs.items():
        each = f"{run.cpu / size * 1000:.1f}" if size > 1 else ""
        shown = [f"{run.wall:.1f}", f"{run.cpu:.1f}", each, f"{worker:.0f}" if worker else "–", f"{main:.0f}"]
        yield [name, f"{size:,}", *shown]


def aim(name: str, runs: Mapping[int, measure.Peaks]) -> list[str]:
    """The aims beside what was measured at the largest size."""
    run, _, worker = runs[max(runs)]
    found = (run.cpu, SECONDS, ".1f"), (worker, MEMORY, ".0f"), (exponent(runs), EXPONENT, ".3f")
    return [name, *(text for value, most, how in found for text in (format(value, how), met(value <= most)))]


def met(is_met: bool) -> str:
    return "met" if is_met else "missed"


def exponent(runs: Mapping[int, measure.Peaks]) -> float:
    """The slope, by least squares, of the logarithm of the CPU time over that of the number of counties; the time that
    one county alone takes is left out of both, or the start of the program would flatter it."""
    alone = runs[1].run.cpu
    points = [(math.log(size - 1), math.log(each.run.cpu - alone)) for size, each in runs.items() if size > 1]
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def beside(
    counties: Sequence[Path], few: int, grown: Mapping[str, Mapping[int, measure.Peaks]], place: Path
) -> Iterator[list[str]]:
    """Each way of scoring all counties, or some, in all years, or one: what a county and year takes."""
    folders = " ".join(shlex.quote(str(folder)) for folder in counties[:few])
    score = f"{shlex.quote(measure.GONGFU)} score 2024 --data $d --format json"
    loop = measure.run(["/bin/sh", "-c", f"for d in {folders}; do {score}; done"])
    yield line("a loop of the shell, `gongfu score 2024 --format json`", few, loop)
    every = len(counties) * len(YEARS)
    for way in WAYS:
        run, main, worker = grown[way.name][len(counties)]
        yield line(f"`gongfu compare`, {way.name}", every, run._replace(memory=max(main, worker)))
    for name, script in SCRIPTS.items():
        for what, output in (("a line a county, CSV", "other.csv"), ("rows, Parquet", "other.parquet")):
            command = [*script, str(place / "prepared"), "tallies" if output.endswith("csv") else "rows"]
            yield line(f"{name} over prepared CSV, {what}", every, measure.run([*command, str(place / output)]))


def line(name: str, county_years: int, run: measure.Run) -> list[str]:
    each = f"{run.cpu / county_years * 1000:.2f}"
    return [name, f"{county_years:,}", f"{run.wall:.1f}", f"{run.cpu:.1f}", each, f"{run.memory:.0f}"]


HERE = Path(__file__).parent
SCRIPTS = {name: [sys.executable, str(HERE / f"counties_{name.lower()}.py")] for name in ("DuckDB", "polars")}


def prepare(counties: Sequence[Path], folder: Path) -> None:
    """The data folders as two CSV tables: what is asked of each row in each year, the cells found and their wordings
    ready parsed; and what was filed. All counties have the same table."""
    folder.mkdir()
    first = book_of(counties[0])
    names = ["id", "year", "attribute", "direction", "worse", "tolerance", "baseline", "decimals"]
    names += ["before", "after", "last", *(f"{part}_{n}" for n in (1, 2) for part in ("form", "value", "upper"))]
    asked = [asked_of(first, id, year) for id in first.indicators for year in YEARS]
    write(folder / "rows.csv", [*names, "form_last", "value_last"], asked)
    with (folder / "actuals.csv").open("w", encoding="utf-8", newline="") as stream:
        written = csv.writer(stream)
        written.writerow(["folder", "id", "year", "value", "surveyed", "verdict"])
        for county in counties:
            filed = book_of(county).filed
            for id in first.indicators:
                found = [(year, filed(id, year)) for year in YEARS]
                written.writerows([county, id, y, each.number, int(each.surveyed), each.verdict] for y, each in found)


def book_of(folder: Path) -> Book:
    book = load(folder).book(frozenset())
    assert book is not None, f"{folder} has errors"
    return book


def asked_of(book: Book, id: str, year: int) -> list[Any]:
    """A row in a year: the milestones before and after it, with their cells, and the cell of the last."""
    row, cells = book.indicators[id], book.cells(id, book.in_force(year))
    asking = [each for each, cell in cells.items() if parts(cell)[0] != "nothing"]
    before = max((each for each in asking if each <= year), default=None)
    after = min((each for each in asking if each > year), default=None)
    last = max(asking, default=None)
    printed = [number for cell in cells.values() for number in numbers(cell.wording)]
    most = max(map(decimals, [*printed, *([row.baseline.value] if row.baseline.value is not None else [])]), default=0)
    of_row = [id, year, row.attribute, row.direction, row.worse, row.tolerance, row.baseline.value, most]
    of_cells = [part for each in (before, after) for part in parts(cells[each] if each else None)]
    return [*of_row, before, after, last, *of_cells, *parts(cells[last] if last else None)[:2]]


def agree(counties: Sequence[Path], place: Path) -> None:
    """Exit where DuckDB or polars gives a row a requirement or standing that `gongfu compare --rows` does not."""
    ours = place / "ours.json"
    measure.output([*COMPARE, "--rows", "-o", str(ours), *map(str, counties)])
    rows = {key(row): row for row in json.loads(ours.read_text(encoding="utf-8"))["rows"]}
    for name, script in SCRIPTS.items():
        theirs = place / "theirs.parquet"
        measure.output([*script, str(place / "prepared"), "rows", str(theirs)])
        found = {key(row): row for row in parquet(theirs) if Path(row["folder"]) in counties}
        if found.keys() != rows.keys():
            sys.exit(f"{name} has {len(found)} rows, gongfu {len(rows)}")
        unlike = [row for row in rows if not alike(requirement(rows[row]), found[row])]
        for row in islice(unlike, 20):
            print(row, rows[row], found[row], sep="\n", file=sys.stderr)
        if unlike:
            sys.exit(f"{name} differs from gongfu in {len(unlike)} of {len(rows)} rows")
        print(f"{name} agrees with gongfu on all {len(rows)} rows of {len(counties)} counties.", file=sys.stderr)


def key(row: Mapping[str, Any]) -> tuple[str, int, str]:
    return row["folder"], row["year"], row["id"]


def requirement(row: dict[str, Any]) -> dict[str, Any]:
    """A tidy row as one of a scorecard."""
    asked = {name: row[name] for name in ("op", "value", "low", "high")}
    return row | {"requirement": asked if row["op"] else None}


def parquet(file: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet

    return pyarrow.parquet.read_table(file).to_pylist()


if __name__ == "__main__":
    main()
