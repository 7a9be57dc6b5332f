"""`docs/testing.md` names tests that there are, and counts what can be counted."""

import os
import re
from importlib import import_module
from pathlib import Path

from gongfu_cli.checks.pages import pages

TESTS = Path(__file__).parent
FILE = TESTS.parent / "docs" / "testing.md"
PAGE = FILE.read_text(encoding="utf-8")
MUTANTS = (TESTS.parent / "docs" / "mutants.md").read_text(encoding="utf-8")


def test_the_files_that_are_named_are_there() -> None:
    named = re.findall(r"`(test_\w+\.py)`", PAGE)
    assert len(named) > 15
    assert [name for name in named if not (TESTS / name).is_file()] == []


def test_the_tests_that_are_named_are_there() -> None:
    named = re.findall(r"`(test_\w+)\.(test_\w+)`", PAGE)
    assert len(named) > 8
    assert [name for name in named if not callable(getattr(import_module(name[0]), name[1], None))] == []


def counted(text: str) -> str:
    """The page with the right figures."""
    for pattern, count in (
        (r"The \d+ (rules of `check`)", f"The {sum(page.code < 'GF7' for page in pages())} \\1"),
        (
            r"[\d,]+ (mutants of `book/`, `checks/` and `scoring/`); the \d+ (that live)",
            "{:,} \\1; the {} \\2".format(*mutants()),
        ),
    ):
        text, found = re.subn(pattern, count, text)
        assert found == 1, pattern
    return re.sub(r"\d+( [\w ]+ \(`(test_\w+)\.([A-Z]+)`\))", _length, text)


def _length(found: re.Match[str]) -> str:
    return f"{len(getattr(import_module(found[2]), found[3]))}{found[1]}"


def mutants() -> tuple[int, int]:
    """How many there are, and how many live, as docs/mutants.md has them."""
    rows = re.findall(r"(?m)^\| `\w+/` \| (\d+) \| \d+ \| (\d+) \|$", MUTANTS)
    return sum(int(all) for all, _ in rows), sum(int(alive) for _, alive in rows)


def test_what_can_be_counted_is_so_many() -> None:
    """After a change: GONGFU_UPDATE_GOLDEN=1 python -m pytest tests/test_testing.py"""
    right = counted(PAGE)
    if os.environ.get("GONGFU_UPDATE_GOLDEN"):
        FILE.write_text(right, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == right
    assert len(re.findall(r"\d+ [\w ]+ \(`test_\w+\.[A-Z]+`\)", PAGE)) == 9
