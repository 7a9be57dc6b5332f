"""The examples of docs/scale.md, as they stand there: the tidy rows read by engines, and folders scored on one."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongfu_cli import load

DOCUMENT = Path(__file__).parent.parent / "docs" / "scale.md"
Run = Callable[..., tuple[int, str, str]]


def example(language: str, having: str) -> str:
    """The only block of code in the document that is in a language and has some words."""
    blocks = re.findall(rf"```{language}\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    (found,) = (block for block in blocks if having in block)
    return found


def results(code: str) -> dict[str, Any]:
    """What the names of a block stand for once it has run."""
    names: dict[str, Any] = {}
    exec(code, names)
    return names


@pytest.fixture
def counties(data: Path) -> Path:
    """Four counties beside the working folder's data: b to d have other values than a in 2024."""
    folder = data.parent / "counties"
    for n, name in enumerate("abcd"):
        shutil.copytree(data, folder / name)
        file = folder / name / "actuals" / "2024.yaml"
        file.write_text(
            file.read_text(encoding="utf-8").replace("1: 24.86", f"1: {24.86 - 3 * n:.2f}"), encoding="utf-8"
        )
    return folder


@pytest.fixture
def parquet(counties: Path, gongfu: Run) -> Path:
    """The tidy rows of the counties in all years, where the examples look for them."""
    folders = [f"counties/{each.name}" for each in sorted(counties.iterdir())]
    code, _, err = gongfu("compare", "--years", "all", "--rows", *folders, "-o", "rows.parquet")
    assert code == 0, err
    return Path("rows.parquet")


def standings(counties: Path, *years: int) -> Counter[tuple[int, str]]:
    cards = [(year, load(county).score(year)) for county in counties.iterdir() for year in years]
    return Counter((year, row.standing) for year, card in cards for row in card)


def test_duckdb_reads_the_rows_as_they_are(parquet: Path, counties: Path) -> None:
    import duckdb

    gaps = {each.name: load(each).score(2024).evaluation.gap for each in counties.iterdir()}
    found = duckdb.sql(example("sql", "FROM 'rows.parquet'")).fetchall()
    assert found == [(f"counties/{name}", gaps[name]) for name in sorted(gaps, key=lambda name: (-gaps[name], name))]
    types = dict(duckdb.sql("SELECT column_name, column_type FROM (DESCRIBE FROM 'rows.parquet')").fetchall())
    assert (types["title"], types["year"], types["actual"]) == ("VARCHAR", "INTEGER", "DOUBLE")


def test_polars_reads_the_rows_as_they_are(parquet: Path, counties: Path) -> None:
    cards = [load(each).score(2024) for each in counties.iterdir()]
    expected = Counter(row.departments[0] for card in cards for row in card if row.verdict == "gap")
    found = results(example("python", "polars.scan_parquet"))["gaps"]
    assert found.rows() == sorted(expected.items())


@pytest.mark.slow
@pytest.mark.filterwarnings(
    "ignore:The inplace keyword in DataFrame.reset_index is deprecated"
)  # by Dask, of pandas 3.1
def test_dask_reads_the_rows_as_they_are(parquet: Path, counties: Path) -> None:
    counts = results(example("python", "dask.dataframe"))["counts"]
    assert counts.to_dict() == standings(counties, 2022, 2023, 2024, 2025)


def test_pandas_and_polars_take_rows_as_they_are(counties: Path) -> None:
    names = results(example("python", "pandas.DataFrame"))
    in_pandas, in_polars = names["frames"]
    card = load(counties / "a").score(2024)
    assert list(in_pandas["standing"]) == in_polars["standing"].to_list() == [row.standing for row in card]
    exact = [row.value for row in card]
    assert in_polars["actual"].to_list() == [None if value is None else float(value) for value in exact]
    assert str(in_pandas["actual"].dtype) == "float64" and str(in_polars["actual"].dtype) == "Float64"
    assert in_polars.to_dicts() == names["rows"]


@pytest.mark.slow
def test_dask_scores_folders_on_its_local_cluster(counties: Path, data: Path) -> None:
    """Two processes, ended with the program; a county with an error does not stop the others."""
    expected = standings(counties, 2023, 2024)
    shutil.copytree(data, counties / "e")
    (counties / "e" / "actuals" / "2024.yaml").write_text("year: 2024\nstatus: published\nvalues: {1: 12,5}\n")
    expected[None, None] = 1  # type: ignore[index]
    script = data.parent / "example.py"
    script.write_text(example("python", "LocalCluster"), encoding="utf-8")
    ran = subprocess.run([sys.executable, script.name], cwd=data.parent, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr  # where a slow machine makes Dask say that it waits
    lines = [f"{year} {standing} {count}" for (year, standing), count in expected.items()]
    assert sorted(ran.stdout.splitlines()) == sorted(lines)
