"""What many counties take, counted and never timed: memory stays flat, what they share is read once, and so many are
under way at a time."""

import gc
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gongfu_cli.cli import counties
from gongfu_cli.formats import parquet
from gongfu_cli.source import reading

Run = Callable[..., tuple[int, str, str]]
FEW, MANY = 5, 15


@pytest.fixture
def folders(data: Path) -> list[str]:
    """Counties with the same table, documents and register, byte for byte."""
    for n in range(MANY):
        shutil.copytree(data, data.parent / "counties" / f"{n:02}")
    return [f"counties/{n:02}" for n in range(MANY)]


def with_tables_of_their_own(folders: Sequence[str]) -> None:
    for folder in folders:
        for file in (Path(folder) / "indicators.yaml", *Path(folder).glob("targets_*.yaml")):
            file.write_text(f"# {folder}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")


# Memory

WAYS: dict[str, list[str]] = {
    "a line a county": ["--format", "json"],
    "a line a county, in order": ["--format", "csv", "--sort", "gap"],
    "one indicator": ["--indicator", "1", "--format", "csv"],
    "rows as CSV": ["--rows", "--format", "csv"],
    "rows as JSON": ["--rows", "--format", "json"],
    "rows as Parquet": ["--rows", "-o", "rows.parquet"],
}


@pytest.fixture
def without_collector() -> Iterator[None]:
    """As in the program, where a cycle of references lives for ever."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def left_behind(compare: Callable[..., tuple[int, str, str]], folders: Sequence[str]) -> int:
    """How many objects more there are once counties were compared, all that led to them let go."""
    before = len(gc.get_objects())
    code, _, err = compare(*folders)
    assert code == 0, err
    return len(gc.get_objects()) - before


@pytest.mark.usefixtures("without_collector")
@pytest.mark.parametrize("own", [False, True], ids=["the same tables", "tables of their own"])
@pytest.mark.parametrize("options", WAYS.values(), ids=WAYS)
def test_no_county_leaves_anything_behind(folders: list[str], gongfu: Run, options: list[str], own: bool) -> None:
    if own:
        with_tables_of_their_own(folders)
    compare = partial(gongfu, "compare", "--years", "all", "--jobs", "1", *options)
    left_behind(compare, folders)  # what is kept once for all
    more = [left_behind(compare, folders) - left_behind(compare, folders[:FEW]) for _ in range(2)]
    assert min(more) < MANY - FEW  # not one object a county; what a library loads late falls on one try


STREAMED = {name: options for name, options in WAYS.items() if not {"--sort", "-o"} & {*options}}


@pytest.mark.usefixtures("without_collector")
@pytest.mark.parametrize("options", STREAMED.values(), ids=STREAMED)
def test_no_county_waits_for_the_last(
    folders: list[str], gongfu: Run, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    """When the last county comes there are as many objects as when an early one came."""
    alive = []
    visit = counties.Visitor.__call__

    def counted(visitor: counties.Visitor, path: Path) -> counties.Visited:
        alive.append(len(gc.get_objects()))
        return visit(visitor, path)

    monkeypatch.setattr(counties.Visitor, "__call__", counted)
    assert gongfu("compare", "--years", "all", "--jobs", "1", *options, *folders)[0] == 0
    assert len(alive) == MANY and alive[-1] - alive[FEW] < MANY - FEW


def test_a_cycle_that_keeps_each_county_would_be_seen(
    folders: list[str], gongfu: Run, monkeypatch: pytest.MonkeyPatch, without_collector: None
) -> None:
    class Circle:
        def __init__(self, county: object) -> None:
            self.itself, self.county = self, county

    scored = counties.County
    monkeypatch.setattr(counties, "County", lambda folder: Circle(scored(folder)).county)
    compare = partial(gongfu, "compare", "--years", "all", "--jobs", "1")
    left_behind(compare, folders)
    assert left_behind(compare, folders) - left_behind(compare, folders[:FEW]) >= MANY - FEW


# What is read once


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a file of each name is parsed."""
    counts: Counter[str] = Counter()
    parse = reading.parse

    def counted(raw: bytes, name: str) -> reading.Source:
        counts[name] += 1
        return parse(raw, name)

    monkeypatch.setattr(reading, "parse", counted)
    return counts


def test_what_counties_share_is_parsed_once(folders: list[str], gongfu: Run, parsed: Counter[str]) -> None:
    assert gongfu("compare", "2024", *folders, "--jobs", "1")[0] == 0
    shared = ("indicators.yaml", "departments.yaml", "targets_2021.yaml", "targets_2025_plan.yaml")
    assert {name: parsed[name] for name in shared} == dict.fromkeys(shared, 1)
    assert parsed["actuals/2024.yaml"] == MANY


def test_a_table_of_other_bytes_is_parsed_for_itself(folders: list[str], gongfu: Run, parsed: Counter[str]) -> None:
    with_tables_of_their_own(folders[3:4])
    assert gongfu("compare", "2024", *folders, "--jobs", "1")[0] == 0
    assert (parsed["indicators.yaml"], parsed["targets_2021.yaml"], parsed["departments.yaml"]) == (2, 2, 1)


# What is under way


class Later(NamedTuple):
    """What a process will have made, once it is asked for."""

    make: Callable[[], Any]
    taken: Callable[[], None]

    def result(self) -> Any:
        self.taken()
        return self.make()


class Processes:
    """In the place of processes: counts what was handed out and not yet taken back."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.out = 0

    def submit(self, function: Callable[..., Any], *given: Any) -> Later:
        self.out += 1
        most.append(self.out)
        return Later(partial(function, *given), self.take)

    def take(self) -> None:
        self.out -= 1

    def shutdown(self, **_: Any) -> None:
        assert self.out == 0


most: list[int] = []


@pytest.mark.parametrize("jobs", [2, 5])
@pytest.mark.parametrize("count", [200, 1000])
def test_as_many_are_under_way_for_many_counties_as_for_few(
    monkeypatch: pytest.MonkeyPatch, jobs: int, count: int
) -> None:
    monkeypatch.setattr(futures, "ProcessPoolExecutor", Processes)
    monkeypatch.setattr(counties, "_visit_some", lambda paths: [*map(counties.Visited, paths)])
    most.clear()
    paths = [Path(str(n)) for n in range(count)]
    wanted: Any = None  # which the processes would be begun with
    assert [visited.folder for visited in counties.visits(paths, wanted, jobs)] == [*map(str, paths)]
    assert max(most) == 3 * jobs + 1


def test_parquet_is_written_group_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more rows wait than make a group, however many come."""
    monkeypatch.setattr(parquet, "_GROUP", 10)
    monkeypatch.setattr(parquet, "_BATCH", 5)
    taken = 0

    def pieces() -> Iterator[parquet.Piece]:
        nonlocal taken
        for n in range(100):
            taken += 1
            yield parquet.piece([{"a": f"{n}"}], {"a": "text"})

    waited = [taken for _ in parquet.joined(pieces(), {"a": "text"})]
    assert waited == [*range(10, 101, 10), 100]


def test_a_process_that_scores_does_without_the_library_of_parquet() -> None:
    """It takes more memory than the counties; the first piece is there before any process loads it."""
    code = """
import sys
from gongfu_cli.formats import parquet
def pieces():
    assert "pyarrow" not in sys.modules
    yield parquet.piece([{"a": "1"}], {"a": "text"})
    assert "pyarrow" in sys.modules
assert b"".join(parquet.joined(pieces(), {"a": "text"})).startswith(b"PAR1")
"""
    subprocess.run([sys.executable, "-c", code], check=True)
