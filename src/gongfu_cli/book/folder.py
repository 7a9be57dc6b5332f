"""A data folder → typed rows → a book, with every fault of its files on the way."""

import re
import sys
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import is_
from pathlib import Path
from typing import TypeVar

from gongfu_cli.book import faults
from gongfu_cli.book.book import Book, Register
from gongfu_cli.book.model import Actuals, Departments, Document, IndicatorTable
from gongfu_cli.book.period import FILE_NAME, Period, month_of, period, up_to, year_of
from gongfu_cli.book.row import Row, read_row
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source import faults as text_faults
from gongfu_cli.source import reading
from gongfu_cli.source.finding import Finding, Place
from gongfu_cli.source.nodes import EVERY, Node, Text, at
from gongfu_cli.source.reading import Source

RowType = TypeVar("RowType", bound=Row)

INDICATORS = "indicators.yaml"
DEPARTMENTS = "departments.yaml"
TARGETS = "targets_*.yaml"
ACTUALS = "actuals"
TABLES = "tables"
MAIN = "main"
"""What the table of the data folder itself is called, beside the further ones."""


class Alike:
    """What several data folders have alike: of the same bytes under the same name the same row is made once, and of
    the same rows one book, which their actuals are put into. The latest few are kept."""

    def __init__(self) -> None:
        self.parse = lru_cache(32)(reading.parse)
        self.row = lru_cache(32)(_row)
        self._books: deque[tuple[Sequence[Row], Book]] = deque(maxlen=8)

    def __reduce__(self) -> tuple[type["Alike"], tuple[()]]:  # a folder that is sent elsewhere goes without
        return Alike, ()

    def book(self, table: IndicatorTable, documents: Sequence[Document], register: Departments | None) -> Book:
        """The book of a table, its documents in order and its register, without actuals."""
        rows = [table, *documents, *([register] if register else [])]
        for known, book in self._books:
            if len(known) == len(rows) and all(map(is_, known, rows)):
                return book
        book = Book(table, documents, Register(register.departments if register else ()), {})
        self._books.append((rows, book))
        return book


def _row(kind: type[RowType], source: Source) -> tuple[RowType | None, list[Finding]]:
    return read_row(kind, source.root)


class Folder:
    """The files of a data folder as far as they could be read, and what is wrong with them (families GF0 and GF1).

    A file is typed only if it is sound. What stands in the others, `root` and `texts` still show: so one run finds
    every fault.
    """

    def __init__(
        self,
        shared: Path,
        name: Callable[[Path], str],
        instead: Mapping[str, bytes],
        chosen: str = MAIN,
        alike: Alike | None = None,
    ) -> None:
        self.shared, self.name, self.instead, self.chosen, self.alike = shared, name, instead, chosen, alike or Alike()
        self.path = shared if chosen == MAIN else shared / TABLES / chosen
        self.paths: dict[str, Path] = {}
        self.sources: dict[str, Source] = {}
        self.findings: list[Finding] = []
        self.unread: set[Place] = set()
        """Where something stands of which nothing could be made."""
        self.table: IndicatorTable | None = None
        self.register: Departments | None = None
        self.documents: dict[str, Document] = {}
        self.actuals: dict[str, Actuals] = {}
        self.targets: list[str] = []
        """The names of the targets files."""
        self.periods: dict[str, Period | None] = {}
        """The period of each actuals file, by its name; None where the name is none."""

    @property
    def table_name(self) -> str:
        """What the indicator table is called."""
        return self.name(self.path / INDICATORS)

    @property
    def register_name(self) -> str:
        """What the register of departments is called."""
        return self.name(self.shared / DEPARTMENTS)

    def read(self, path: Path, kind: type[RowType]) -> RowType | None:
        """The row that is the whole of a file, if it is sound; its source and findings are kept."""
        name = self.name(path)
        shared = kind is not Actuals  # which are each folder's own
        parse = self.alike.parse if shared else reading.parse
        source = parse(self.instead[name], name) if name in self.instead else reading.read(path, name, parse)
        self.sources[name], self.paths[name] = source, path
        row, findings = (self.alike.row if shared else _row)(kind, source)
        self.unread |= {finding.place for finding in findings}
        self.findings += [*source.findings, *without_doubles(findings, source.findings)]
        return row

    def root(self, file: str) -> Node | None:
        """The data of a file, whatever is wrong with it."""
        return self.sources[file].root if file in self.sources else None

    def texts(self, node: Node | None, *route: str | int | None) -> Iterator[Text]:
        """The single values that a route leads to from a node and that could be read."""
        for value in at(node, *route):
            if isinstance(value, Text) and value and not (self.unread and value.place in self.unread):
                yield value

    @property
    def ids(self) -> list[Text] | None:
        """The ids of the table; None where it could not be read far enough to know them all."""
        table = self.root(self.table_name)
        rows, ids = [*at(table, "indicators", EVERY)], [*self.texts(table, "indicators", EVERY, "id")]
        return ids if rows and len(ids) == len(rows) and not self.has(self.table_name, "GF005", "GF107") else None

    def has(self, file: str, *codes: str) -> bool:
        """Whether there is a finding of one of these rules in a file."""
        return any(finding.place.file == file and finding.code in codes for finding in self.findings)

    def book(self, faulty: frozenset[str]) -> Book:
        """The book of the files, without the actuals that are `faulty`. The table and the documents must be sound."""
        assert self.table is not None
        documents = sorted(self.documents.values(), key=lambda document: (document.issued, document.replaces))
        book = self.alike.book(self.table, documents, self.register)
        return book.with_actuals({row.period: row for file, row in self.actuals.items() if file not in faulty})


def further_tables(path: Path) -> list[str]:
    """The names of the further tables of a data folder, in order."""
    return sorted(table.parent.name for table in path.glob(f"{TABLES}/*/{INDICATORS}"))


def periods_in(path: Path) -> set[Period]:
    """The periods that a data folder has actuals for, by the names of their files; none where it cannot be listed."""
    try:
        stems = [file.stem for file in (path / ACTUALS).glob("*.yaml")]
    except OSError:
        return set()
    return {found for stem in stems if FILE_NAME.fullmatch(stem) and (found := period(stem))}


def load(
    path: Path,
    name: Callable[[Path], str] = str,
    instead: Mapping[str, bytes] | None = None,
    table: str = MAIN,
    alike: Alike | None = None,
) -> Folder:
    """Read a data folder, or a further table of it, which shares its departments. `name` says how a file is called in
    findings and results; `instead` has the contents to read for some of them in place of what is on disk; `alike`
    spares what other folders have alike. Raises nothing."""
    folder = Folder(path, name, instead or {}, table, alike)
    path = folder.path
    folder.table = folder.read(path / INDICATORS, IndicatorTable)
    register = folder.shared / DEPARTMENTS
    if register.exists() or register.is_symlink():
        folder.register = folder.read(register, Departments)
    if path != folder.shared and (path / DEPARTMENTS).exists():
        why = Phrase("没有读：各表共用上层的部门名录", "not read: all tables share the register above")
        folder.findings += text_faults.unreadable_file(folder.name(path / DEPARTMENTS), why, "warning")
    _load_targets(folder)
    for file in (*path.glob("*.yml"), *(path / ACTUALS).glob("*.yml")):
        if re.fullmatch(r"indicators|departments|targets_.*|[0-9]{4}(-[0-9]{2})?", file.stem):
            why = Phrase("没有读：文件名要以 .yaml 结尾", "not read: its name has to end in .yaml")
            folder.findings += text_faults.unreadable_file(name(file), why, "warning")
    for file in _actuals_files(folder):
        _load_actuals(folder, file)
    return folder


def again(folder: Folder, instead: Mapping[str, bytes] | None = None) -> Folder:
    """The same folder read anew, with other contents of some files."""
    return load(folder.shared, folder.name, instead, folder.chosen)


def _load_targets(folder: Folder) -> None:
    for path in sorted(folder.path.glob(TARGETS)):
        file = folder.name(path)
        folder.targets.append(file)
        if document := folder.read(path, Document):
            folder.documents[file] = document
    if not folder.targets:
        missing = Phrase(f"文件夹里没有 {TARGETS}", f"there is no {TARGETS} in this folder")
        folder.findings += text_faults.unreadable_file(folder.name(folder.path / TARGETS), missing)


def _load_actuals(folder: Folder, path: Path) -> None:
    file = folder.name(path)
    named = folder.periods[file] = period(path.stem) if FILE_NAME.fullmatch(path.stem) else None
    if actuals := folder.read(path, Actuals):
        folder.actuals[file] = actuals
    root = folder.root(file)
    month = next(folder.texts(root, "month"), None)
    for year in folder.texts(root, "year"):
        if named is None:
            meant = period(path.stem) or up_to(int(year), int(month) if month else None)
            folder.findings += faults.no_period(year.place, path.name, meant)
        elif int(year) != year_of(named):
            folder.findings += faults.other_year(year.place, int(year), path.name)
        elif month_of(named) and not any(at(root, "month")):
            folder.findings += faults.no_month(year.place, month_of(named), path.name)
        elif month and int(month) != month_of(named):
            folder.findings += faults.other_month(month.place, int(month), path.name)


def _actuals_files(folder: Folder) -> list[Path]:
    try:
        return sorted(file for file in (folder.path / ACTUALS).iterdir() if file.suffix == ".yaml")
    except FileNotFoundError:
        return []
    except OSError:
        why = Phrase("这个文件夹打不开", "this folder cannot be opened")
        folder.findings += text_faults.unreadable_file(folder.name(folder.path / ACTUALS), why)
        return []


def without_doubles(findings: Iterable[Finding], first: Iterable[Finding]) -> list[Finding]:
    """The findings that are not about a text which holds an odd character: that is one mistake, not two."""
    # The spans of a line, by their ends; one lies over another only where both are of one text.
    odd = defaultdict[tuple[str, int], list[tuple[int, int]]](list)
    for place in sorted(finding.place for finding in first if finding.code == "GF006"):
        odd[place.file, place.line].append((place.end_column, place.column))
    return [
        finding
        for finding in findings
        if not _any_at(finding.place, odd.get((finding.place.file, finding.place.line), ()))
    ]


def _any_at(place: Place, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether any of the spans of a line, by their ends, shares a character with a place."""
    n = bisect_right(spans, (place.column, sys.maxsize))
    return n < len(spans) and spans[n][1] < place.end_column
