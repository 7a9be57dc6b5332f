"""Runs the mutants of a session of cosmic-ray, each in a fork of this process, which has collected the tests: a mutant
costs the tests that it meets until one fails, and no start of Python and pytest.

A fork gives the changed functions their new code where they are. A change outside of functions has had its effect when
a module was imported: its tests run in a process of their own.
"""

import gc
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from inspect import CO_OPTIMIZED
from os.path import exists
from pathlib import Path
from types import CodeType, FunctionType

import cosmic_ray.mutating
import pytest
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome

REST = {
    "book": "number targets periods deliverables requirement timing months further_tables",
    "checks": "checks rules",
    "scoring": "requirement standing measures working flags tallies diff trend timing deliverables months",
}
FIRST = {
    "book/book": "requirement deliverables months tallies silenced[left_out]",
    "book/faults": "rules[GF1] fix check",
    "book/folder": "periods further_tables compare[alike] check rules[GF0]",
    "book/json_schema": "schemas",
    "book/model": "rules[GF1] checks[factor] schemas",
    "book/number": "number",
    "book/period": "periods months",
    "book/row": "rules[GF1] check schemas",
    "book/scalars": "rules[GF1] fix[estimate] flags languages[estimate] check schemas",
    "book/wording": "targets languages[wording] schemas[pattern]",
    "checks/filing": "rules[GF5] checks deliverables",
    "checks/once": "checks",
    "checks/reference": "rules[GF2] checks check[one_mistake]",
    "checks/run": "check scale[listed]",
    "checks/suppression": "rules[GF6] check",
    "checks/targets": "rules[GF3] checks",
    "checks/values": "rules[GF4] checks",
    "scoring/bands": "working",
    "scoring/case": "standing timing",
    "scoring/clause": "standing",
    "scoring/further": "flags",
    "scoring/judgement": "standing timing",
    "scoring/scorecard": "tallies",
    "scoring/scored": "working",
    "scoring/tally": "tallies",
}
"""The tests made for a module, where they are not those of its name: they run first, then those of its package; in
brackets which of a file."""
CACHED = cache(str)
LIMIT = 60
"""Seconds of computing, and ten times as many of waiting, after which a mutant runs for ever."""
FRESH = "tests/test_rules.py::test_generated_document_is_fresh"
OPTIONS = ["-x", "-s", "-pno:cacheprovider", "-pno:xdist", "-mnot slow", "--tb=line", f"--deselect={FRESH}"]
OPTIONS.append("-Wignore::pytest.PytestAssertRewriteWarning")  # what a fork has loaded already


def files(names: str) -> list[str]:
    """The files of some tests."""
    return [f"tests/test_{name.partition('[')[0]}.py" for name in names.split()]


def first_of(path: Path) -> str:
    """The tests that are made for a module."""
    return FIRST.get(f"{path.parent.name}/{path.stem}", path.stem)


def family(names: str) -> list[str]:
    """The options by which only some tests of a file are run."""
    named = [name.rstrip("]").split("[") for name in names.split() if "[" in name]
    return ["-k", " and ".join(f"(not {file} or {family})" for file, family in named)] if named else []


class Mutants:
    """A plugin of pytest that runs the collected tests once for each mutant of a session."""

    def __init__(self, database: str) -> None:
        self.database = database

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests once."""
        self.items: list[pytest.Function] = session.items
        with use_db(self.database, WorkDB.Mode.open) as db:
            todo = db.pending_work_items
            paths = {item.mutations[0].module_path for item in todo}
            if missing := [file for path in paths for file in files(first_of(path)) if not Path(file).exists()]:
                raise SystemExit(f"FIRST names no tests of a module: {missing}")
            self.original = {path: code_of(path) for path in paths}
            if failed := self.killer(None):
                raise SystemExit(f"this fails where nothing is changed: {failed}")
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
            cosmic_ray.mutating.run_tests = self.outcome
            for n, item in enumerate(todo, 1):
                db.set_result(item.job_id, mutate_and_test(item.mutations, item.mutations[0].module_path, 0))
                print(f"\r{n} of {len(todo)}", end="", flush=True)
        return True

    def outcome(self, path: Path, _: float) -> tuple[TestOutcome, str]:
        """What became of a mutant, in the words of cosmic-ray, which has changed the file."""
        killer = self.killer(path)
        return (TestOutcome.KILLED if killer else TestOutcome.SURVIVED), killer

    def killer(self, path: Path | None) -> str:
        """The test that fails with a file as it is now; nothing where none does."""
        with tempfile.TemporaryFile() as said:
            child = os.fork()
            if not child:
                os.setsid()
                resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
                signal.alarm(10 * LIMIT)
                for stream in (1, 2):
                    os.dup2(said.fileno(), stream)
                try:
                    failed = self.first_failure(path)
                except BaseException as error:  # some cannot be compiled
                    failed = repr(error)
                sys.stdout.flush()
                said.truncate(0)
                said.write(failed.encode())
                said.flush()
                os._exit(bool(failed))
            _, status = os.waitpid(child, 0)
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)  # what it started and left
            said.seek(0)
            return (said.read().decode(errors="replace").strip("\0") or "ended") if status else ""

    def first_failure(self, path: Path | None) -> str:
        """The same, in the fork."""
        if path is None:
            modules = " ".join(map(first_of, self.original))
            rest = " ".join(REST[each] for each in {path.parent.name for path in self.original})
            return self.run(self.chosen(modules.split(), rest.split()))
        first, rest = first_of(path), REST[path.parent.name]
        if put_in_place(self.original[path], code_of(path)):
            if failed := self.run(self.chosen(first.split(), rest.split())):
                return failed
            rest = ""  # what it made when it was imported is yet to be tried
        for name in [*sys.modules]:
            if name.partition(".")[0] == "gongfu_cli" or name.startswith(("test_", "tables", "samples", "conftest")):
                del sys.modules[name]
        for names in (first, rest):
            if names and pytest.main([*OPTIONS, *files(names), *family(names)]):
                return f"a test among {names}"
        return ""

    def chosen(self, first: list[str], rest: list[str]) -> list[pytest.Function]:
        """The tests made for a module first, then those of its package, and of all of them those with many examples
        last."""
        places: dict[tuple[bool, int], list[pytest.Function]] = {}
        for item in self.items:
            for n, wanted in enumerate([*first, *rest]):
                file, _, family = wanted.rstrip("]").partition("[")
                if item.path.stem == f"test_{file}" and family in item.nodeid:
                    places.setdefault((hasattr(item.obj, "hypothesis"), n), []).append(item)
                    break
        return [item for place in sorted(places) for item in places[place]]

    def run(self, items: Sequence[pytest.Function]) -> str:
        """The first of some tests that fails."""
        for item, following in zip(items, (*items[1:], None), strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if item.session.testsfailed:
                return item.nodeid
        return ""


def code_of(path: Path) -> CodeType:
    """The code of a file as it is now."""
    return compile(path.read_text(encoding="utf-8"), str(path.resolve()), "exec")


def put_in_place(old: CodeType, new: CodeType) -> bool:
    """Give the functions of a changed file their new code; False where something else is changed."""
    if _once(old) != _once(new):
        return False
    codes = {(code.co_qualname, code.co_firstlineno): code for code in _nested(new)}
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_filename == old.co_filename:
            each.__code__ = codes[each.__code__.co_qualname, each.__code__.co_firstlineno]
        elif type(each) is type(CACHED):
            each.cache_clear()
    return True


def _once(code: CodeType) -> object:
    """What of a code runs when its module is imported: all but the functions, which have their names here."""

    def constant(each: object) -> object:
        if not isinstance(each, CodeType):
            return type(each), each
        return each.co_name if _is_function(each) else _once(each)

    return code.co_code, code.co_names, [*map(constant, code.co_consts)]


def _is_function(code: CodeType) -> bool:
    """Not the body of a class, nor a comprehension."""
    return bool(code.co_flags & CO_OPTIMIZED) and (code.co_name[0] != "<" or code.co_name == "<lambda>")


def _nested(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _nested(each)


if __name__ == "__main__":
    database, package = sys.argv[1:]
    modules = map(first_of, Path("src/gongfu_cli", package).glob("*.py"))
    wanted = dict.fromkeys(file for names in (*modules, REST[package]) for file in files(names))
    raise SystemExit(pytest.main([*OPTIONS, *filter(exists, wanted)], plugins=[Mutants(database)]))
