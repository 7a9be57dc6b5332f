"""The shape of the code: facts flow one way, so a package imports only from those below it; and functions are short."""

import ast
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "gongfu_cli"
SOURCE = Path(__file__).resolve().parent.parent / "src" / PACKAGE
LADDER = ["cli", "county", "forms", "formats", "sheets", "checks", "scoring", "book", "source", "language"]

ONLY_IN = {
    "yaml": "source.*",
    "typer": "cli.*",
    "rich": "formats.*",
    "jinja2": "formats.*",
    "xlsxwriter": "formats.*",
    "docx": "formats.docx",
    "python_calamine": "forms.calamine",
    "gongfu_cli.language.phrase.Language": "language.*, sheets.sheet, formats.*, forms.*, cli.*",
    "print": "cli.*",
    "sys.argv": "cli.*, __main__",
    "os.environ": "cli.*",
    "os.getenv": "cli.*",
}
"""What only some modules import or do."""


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
    parts = name.split(".")[1:]
    return next((found for n in range(len(parts), 0, -1) if (found := ".".join(parts[:n])) in known), "__init__")


def faults(known: Mapping[str, str]) -> list[str]:
    """A sentence for every package that is not on the ladder, imports upwards, has a circle, or does what is not its
    own."""
    found = []
    needs: dict[str, set[str]] = {}
    for module, text in sorted(known.items()):
        tree = ast.parse(text)
        names = list(imported(tree, module))
        package = module.partition(".")[0]
        if package not in (*LADDER, "__main__", "__init__"):
            found.append(f"{module} is in none of the packages {' '.join(LADDER)}")
            continue
        needs[module] = {need for name in names if (need := own(name, known)) not in (None, module)}
        for need in sorted(needs[module]):
            other = need.partition(".")[0]
            if package in LADDER and other in LADDER and LADDER.index(other) < LADDER.index(package):
                found.append(f"{module} imports {need}: {other} is above {package}")
        for what, where in ONLY_IN.items():
            reached = any(f"{name}.".startswith(f"{what}.") for name in [*names, *used(tree)])
            if reached and not any(fnmatchcase(module, each.strip()) for each in where.split(",")):
                found.append(f"{module} uses {what}, which is for {where} only")
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        found.append(f"a circle of imports: {' → '.join(error.args[1])}")
    return found


def test_every_package_imports_only_from_those_below_it_and_there_is_no_circle() -> None:
    assert faults(modules(SOURCE)) == []


PACKAGES = [name for name in LADDER if name != "county"]  # which is a module


def test_there_are_nine_packages_and_at_most_four_files_beside_them() -> None:
    folders = {each.name for each in SOURCE.iterdir() if each.is_dir() and each.name not in ("__pycache__", "data")}
    assert folders == set(PACKAGES)
    assert len([each for each in SOURCE.iterdir() if each.is_file()]) <= 4


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_has_a_sign_what_it_holds_and_what_it_may_use(package: str) -> None:
    sign = ast.get_docstring(ast.parse((SOURCE / package / "__init__.py").read_text(encoding="utf-8"))) or ""
    holds, uses = sign.split("\n\n")
    assert holds.endswith(".") and uses.startswith("Uses ")


SAMPLES: dict[str, tuple[dict[str, str], list[str]]] = {
    "downwards is right": (
        {"scoring.standing": "from gongfu_cli.book.book import Book", "book.book": "", "language.phrase": ""},
        [],
    ),
    "outside is free": ({"scoring.standing": "import json\nfrom decimal import Decimal"}, []),
    "upwards": (
        {"book.book": "from gongfu_cli.scoring.standing import score", "scoring.standing": ""},
        ["book.book imports scoring.standing: scoring is above book"],
    ),
    "beside": ({"book.folder": "import gongfu_cli.book.book", "book.book": ""}, []),
    "a circle": (
        {"book.folder": "from gongfu_cli.book import book", "book.book": "from gongfu_cli.book import folder"},
        ["a circle of imports: book.book → book.folder → book.book"],
    ),
    "in a function": (
        {"language.phrase": "def late():\n    from gongfu_cli.cli import program", "cli.program": "", "__init__": ""},
        ["language.phrase imports cli.program: cli is above language"],
    ),
    "relative": (
        {"source.nodes": "from ..book.model import a", "book.model": ""},
        ["source.nodes imports book.model: book is above source"],
    ),
    "the version": ({"cli.program": "from gongfu_cli import __version__", "__init__": ""}, []),
    "not placed": ({"forecast": ""}, [f"forecast is in none of the packages {' '.join(LADDER)}"]),
    "yaml elsewhere": ({"book.folder": "import yaml"}, ["book.folder uses yaml, which is for source.* only"]),
    "yaml in its place": ({"source.nodes": "from yaml import compose"}, []),
    "a part of rich": (
        {"sheets.sheet": "from rich.text import Text"},
        ["sheets.sheet uses rich, which is for formats.* only"],
    ),
    "rich in its place": ({"formats.table": "import rich.text"}, []),
    "a language in a sheet": (
        {"sheets.trend": "from gongfu_cli.language.phrase import Language, Phrase", "language.phrase": ""},
        [
            "sheets.trend uses gongfu_cli.language.phrase.Language, "
            "which is for language.*, sheets.sheet, formats.*, forms.*, cli.* only"
        ],
    ),
    "a language in a format": (
        {"formats.table": "from gongfu_cli.language.phrase import Language", "language.phrase": ""},
        [],
    ),
    "print": ({"scoring.standing": "print(1)"}, ["scoring.standing uses print, which is for cli.* only"]),
    "argv by name": (
        {"scoring.standing": "from sys import argv"},
        ["scoring.standing uses sys.argv, which is for cli.*, __main__ only"],
    ),
    "os.environ": (
        {"book.folder": "import os\nos.environ['A']"},
        ["book.folder uses os.environ, which is for cli.* only"],
    ),
    "all of them in a command": ({"cli.scoring": "import os, sys, typer\nprint(sys.argv, os.environ)"}, []),
    "printed is not print": (
        {"scoring.standing": "from gongfu_cli.book.number import printed\nprinted(1)", "book.number": ""},
        [],
    ),
}


@pytest.mark.parametrize(("known", "expected"), SAMPLES.values(), ids=SAMPLES)
def test_what_the_ladder_finds(known: dict[str, str], expected: list[str]) -> None:
    assert faults(known) == expected


# Functions that can be read without scrolling

LINES, BRANCHES = 60, 12
FORKS = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.match_case)
LARGER: dict[str, str] = {}
"""Functions that may be larger, and why."""


def functions(tree: ast.AST, name: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function below a node, those in classes and functions too, with its full name."""
    for node in ast.iter_child_nodes(tree):
        inner = f"{name}.{node.name}" if isinstance(node, ast.FunctionDef | ast.ClassDef) else name
        if isinstance(node, ast.FunctionDef):
            yield inner, node
        yield from functions(node, inner)


def size(function: ast.FunctionDef) -> tuple[int, int]:
    """The lines of a function without its docstring, and its branches."""
    page = function.body[:1] if ast.get_docstring(function) is not None else []
    parts = [(node.lineno, node.end_lineno or 0) for node in (function, *page)]
    whole, *docstring = (end - start + 1 for start, end in parts)
    return whole - sum(docstring), sum(isinstance(node, FORKS) for node in ast.walk(function))


def larger(known: Mapping[str, str]) -> list[str]:
    """The functions over 60 lines or 12 branches."""
    return [
        name
        for module, text in sorted(known.items())
        for name, function in functions(ast.parse(text), module)
        for lines, branches in [size(function)]
        if lines > LINES or branches > BRANCHES
    ]


def test_functions_are_short() -> None:
    assert larger(modules(SOURCE)) == sorted(LARGER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f():\n" + "    x\n" * 59, []),
        ("def f():\n" + "    x\n" * 60, ["m.f"]),
        ('def f():\n    """A page.\n\n    Of three lines."""\n' + "    x\n" * 59, []),
        ("class A:\n    def f(self):\n" + "        if x: y\n" * 12, []),
        ("class A:\n    def f(self):\n" + "        if x: y\n" * 13, ["m.A.f"]),
        ("def f():\n    x = a" + " if b else c" * 13, ["m.f"]),
    ],
)
def test_what_is_larger(text: str, expected: list[str]) -> None:
    assert larger({"m": text}) == expected
