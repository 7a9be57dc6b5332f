"""The ladder of modules: facts flow one way, so a module imports only from lines below its own."""

import ast
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

PACKAGE = "gongfu_cli"
SOURCE = Path(__file__).resolve().parent.parent / "src" / PACKAGE

# From the top. Modules on one line do not import each other. `formats.*` stands for every module of a folder that no
# line names, `formats` for its `__init__`. A line may name what is not there yet.
LADDER = """
    __main__
    cli
    commands.*
    commands, options
    completion, session, usage
    formats.*
    formats.chart, formats.xlsx
    formats.safe
    formats
    sheets.report
    sheets.*
    sheets.scorecard
    fix, returned
    merge
    form
    sheets.phrases
    sheets
    lines
    document
    bands, check, diff, pages, select, trend, writing
    rules.filing, rules.reference, rules.suppression, rules.values
    rules.targets
    load, schemas, score
    requirement
    book, hover
    reader
    model
    scalars
    rules.shape
    source, targets
    number, rules.text
    files, finding, vocabulary
    words
    rules, __init__
"""

# What only some modules import or do.
COMMANDS = "__main__, cli, commands, commands.*, completion, options, session, usage"
ONLY_IN = {
    "yaml": "source",
    "typer": COMMANDS,
    "rich": "formats.*",
    "jinja2": "formats.*",
    "xlsxwriter": "formats.*",
    "python_calamine": "returned",
    "pydantic": "schemas",
    "print": COMMANDS,
    "sys.argv": COMMANDS,
    "os.environ": COMMANDS,
    "os.getenv": COMMANDS,
}


def listed(names: str, module: str) -> bool:
    return any(fnmatchcase(module, name.strip()) for name in names.split(","))


def line_of(module: str) -> int | None:
    """The line on which a module stands, counted from the top; a line that names it goes before a pattern."""
    lines = LADDER.split("\n")
    named = [n for n, names in enumerate(lines) if module in [name.strip() for name in names.split(",")]]
    return next(iter(named + [n for n, names in enumerate(lines) if listed(names, module)]), None)


def modules(folder: Path) -> dict[str, str]:
    """The text of every module by its name inside the package; a folder's `__init__` has the folder's name."""
    files = {
        path.relative_to(folder).with_suffix("").as_posix().replace("/", "."): path for path in folder.rglob("*.py")
    }
    return {name.removesuffix(".__init__"): path.read_text(encoding="utf-8") for name, path in files.items()}


def imported(tree: ast.AST, module: str) -> Iterator[str]:
    """The full name of everything that is imported anywhere in a module, in functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = f"{PACKAGE}.{module}".split(".")[: -node.level] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def used(tree: ast.AST) -> Iterator[str]:
    """The names and the attributes of names that stand in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def own(name: str, known: Mapping[str, str]) -> str | None:
    """The module of the package that an import reaches, or None where it leaves the package."""
    if name.partition(".")[0] != PACKAGE:
        return None
    inside = name.removeprefix(PACKAGE).removeprefix(".")
    parts = inside.split(".")
    return next((found for n in range(len(parts), 0, -1) if (found := ".".join(parts[:n])) in known), "__init__")


def faults(known: Mapping[str, str]) -> list[str]:
    """A sentence for every module that is not placed, imports from beside or above, or does what is not its own."""
    found = []
    for module, text in sorted(known.items()):
        tree = ast.parse(text)
        names = list(imported(tree, module))
        needs = sorted({need for name in names if (need := own(name, known)) is not None})
        line = line_of(module)
        if line is None:
            found.append(
                f"{module} is not on the ladder: add it to LADDER in tests/test_layers.py, on a line above all that it "
                f"imports ({', '.join(needs) or 'nothing'}) and below all that import it"
            )
            continue
        for need in needs:
            below = line_of(need)
            if below is not None and below <= line:
                found.append(f"{module} imports {need}, which is not on a line below it")
        for what, where in ONLY_IN.items():
            reached = any(f"{name}.".startswith(f"{what}.") for name in [*names, *used(tree)])
            if reached and not listed(where, module):
                found.append(f"{module} uses {what}, which is for {where} only")
    return found


def test_every_module_is_on_the_ladder_and_imports_only_from_lines_below_its_own() -> None:
    assert faults(modules(SOURCE)) == []


def test_the_modules_are_found() -> None:
    found = modules(SOURCE)
    assert {"__init__", "score", "rules", "rules.text"} <= found.keys()
    assert "from gongfu_cli.requirement import" in found["score"]


SAMPLES: dict[str, tuple[dict[str, str], list[str]]] = {
    "downwards is right": ({"score": "from gongfu_cli.book import Book", "book": "", "words": ""}, []),
    "outside is free": ({"score": "import json\nfrom decimal import Decimal"}, []),
    "upwards": (
        {"book": "from gongfu_cli.score import score", "score": ""},
        ["book imports score, which is not on a line below it"],
    ),
    "beside": (
        {"load": "import gongfu_cli.score", "score": ""},
        ["load imports score, which is not on a line below it"],
    ),
    "a module as a name of its package": (
        {"source": "from gongfu_cli.rules import shape, text", "rules": "", "rules.shape": "", "rules.text": ""},
        ["source imports rules.shape, which is not on a line below it"],
    ),
    "in a function": (
        {"words": "def late():\n    from gongfu_cli import cli", "cli": "", "__init__": ""},
        ["words imports cli, which is not on a line below it"],
    ),
    "relative": (
        {"rules.text": "from .shape import a\nfrom ..words import b", "rules.shape": "", "words": ""},
        ["rules.text imports rules.shape, which is not on a line below it"],
    ),
    "a folder's line": (
        {"sheets.rows": "from gongfu_cli.formats.csv import write", "formats.csv": ""},
        ["sheets.rows imports formats.csv, which is not on a line below it"],
    ),
    "the version": ({"cli": "from gongfu_cli import __version__", "__init__": ""}, []),
    "not placed": (
        {"forecast": "from gongfu_cli.score import score\nfrom gongfu_cli.book import Book", "score": "", "book": ""},
        [
            "forecast is not on the ladder: add it to LADDER in tests/test_layers.py, on a line above all that it "
            "imports (book, score) and below all that import it"
        ],
    ),
    "yaml elsewhere": ({"load": "import yaml"}, ["load uses yaml, which is for source only"]),
    "yaml in its place": ({"source": "from yaml import compose"}, []),
    "a part of rich": ({"sheets": "from rich.text import Text"}, ["sheets uses rich, which is for formats.* only"]),
    "rich in its place": ({"formats.table": "import rich.text"}, []),
    "pydantic": ({"model": "import pydantic"}, ["model uses pydantic, which is for schemas only"]),
    "print": ({"score": "print(1)"}, [f"score uses print, which is for {COMMANDS} only"]),
    "sys.argv": ({"score": "import sys\nsys.argv[1:]"}, [f"score uses sys.argv, which is for {COMMANDS} only"]),
    "argv by name": ({"score": "from sys import argv"}, [f"score uses sys.argv, which is for {COMMANDS} only"]),
    "os.environ": ({"load": "import os\nos.environ['A']"}, [f"load uses os.environ, which is for {COMMANDS} only"]),
    "all of them in a command": ({"commands.score": "import os, sys, typer\nprint(sys.argv, os.environ)"}, []),
    "printed is not print": ({"score": "from gongfu_cli.number import printed\nprinted(1)", "number": ""}, []),
}


@pytest.mark.parametrize(("known", "expected"), SAMPLES.values(), ids=SAMPLES)
def test_what_the_ladder_finds(known: dict[str, str], expected: list[str]) -> None:
    assert faults(known) == expected


def test_no_module_stands_on_two_lines() -> None:
    names = [name.strip() for line in LADDER.split("\n") for name in line.split(",") if name.strip()]
    assert len(names) == len(set(names))
