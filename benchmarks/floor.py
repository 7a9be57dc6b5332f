"""The least that a program on these libraries takes: imports them, builds one model of each data file, draws a table.

    python benchmarks/floor.py [--json]

What it knows of the data is their shape: no places, no rules, no wordings, no scoring. Its YAML is read by libyaml, its
one command is typer's, its 62 rows of 9 columns are cells without style in columns of fixed width.
"""

import sys
from pathlib import Path
from typing import Any

import typer
import yaml
from pydantic import BaseModel

DATA = Path(__file__).resolve().parents[1] / "data"


class Indicators(BaseModel):
    title: str
    baseline_year: int
    indicators: list[dict[str, Any]]


class Targets(BaseModel):
    source: str
    targets: dict[str, dict[str, Any]]


class Actuals(BaseModel):
    year: int
    status: str
    values: dict[str, Any]


class Departments(BaseModel):
    departments: list[dict[str, Any]]


def read(name: str) -> Any:
    with (DATA / name).open("rb") as stream:
        return yaml.load(stream, getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def main(json: bool = False) -> None:
    indicators = Indicators.model_validate(read("indicators.yaml"))
    Targets.model_validate(read("targets_2022_2025.yaml"))
    Actuals.model_validate(read("actuals/2024.yaml"))
    Departments.model_validate(read("departments.yaml"))
    if not json:
        draw([str(row["name"]) for row in indicators.indicators])


def draw(names: list[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, highlight=False)
    for n in range(9):
        table.add_column(str(n), width=12, no_wrap=True)
    for name in names:
        table.add_row(*(Text(f"{name[:5]}", no_wrap=True) for _ in range(9)))
    Console(width=160, height=100, highlight=False, markup=False, emoji=False, file=sys.stdout).print(table)


if __name__ == "__main__":
    typer.run(main)
