"""A data folder → typed rows → a book, with every fault of its files on the way."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from gongfu_cli.book import faults
from gongfu_cli.book.book import Book, Register
from gongfu_cli.book.model import Actuals, Departments, Document, IndicatorTable, Row
from gongfu_cli.book.reader import read_row
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source import faults as text_faults
from gongfu_cli.source import nodes
from gongfu_cli.source.finding import Finding, Place
from gongfu_cli.source.nodes import Source

RowType = TypeVar("RowType", bound=Row)

INDICATORS = "indicators.yaml"
DEPARTMENTS = "departments.yaml"
TARGETS = "targets_*.yaml"
ACTUALS = "actuals"


@dataclass
class Folder:
    """The files of a data folder as far as they could be read, and what is wrong with them (families GF0 and GF1).

    Rows with findings may have fields that are None; `book` leaves no doubt: it is made of sound files only.
    """

    path: Path
    name: Callable[[Path], str]
    instead: Mapping[str, bytes] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    table: IndicatorTable | None = None
    documents: dict[str, Document] = field(default_factory=dict)
    all_targets: bool = True
    """Whether it is known which indicators the documents mention."""
    register: Departments | None = None
    actuals: dict[str, Actuals] = field(default_factory=dict)
    years: dict[str, int | None] = field(default_factory=dict)
    """The year of each actuals file, by its name; None where the name is no year."""

    def read(self, path: Path, kind: type[RowType]) -> RowType | None:
        """The row that is the whole of a file; its source and findings are kept."""
        name = self.name(path)
        read = nodes.parse(self.instead[name], name) if name in self.instead else nodes.read(path, name)
        self.sources[name], self.paths[name] = read, path
        self.findings += read.findings
        row, findings = read_row(kind, read.root)
        self.findings += without_doubles(findings, read.findings)
        return row

    @property
    def ids(self) -> list[str] | None:
        """The ids of the table; None where it could not be read far enough to know them all."""
        unread = {"GF005", "GF107"} & {each.code for each in self.findings if each.place.file == self.table_name}
        if self.table is None or not self.table.indicators or unread:
            return None
        ids = [row.id for row in self.table.indicators]
        return None if None in ids else ids

    @property
    def table_name(self) -> str:
        """What the indicator table is called."""
        return self.name(self.path / INDICATORS)

    def book(self, faulty: frozenset[str]) -> Book | None:
        """The book of the files that are not `faulty`; None where there is no table or no document."""
        documents = [each for file, each in self.documents.items() if file not in faulty]
        if self.table is None or self.table_name in faulty or not documents:
            return None
        actuals = [each for file, each in self.actuals.items() if file not in faulty]
        return Book(
            self.table,
            sorted(documents, key=lambda each: each.issued),
            Register(self.register.departments if self.register else ()),
            {each.year: each for each in actuals},
        )


def load(path: Path, name: Callable[[Path], str] = str, instead: Mapping[str, bytes] | None = None) -> Folder:
    """Read a data folder. `name` says how a file is called in findings and results; `instead` has the contents to
    read for some of them in place of what is on disk. Raises nothing."""
    folder = Folder(path, name, instead or {})
    folder.table = folder.read(path / INDICATORS, IndicatorTable)
    folder.findings += _rows(folder.table) if folder.table else []
    if (path / DEPARTMENTS).exists() or (path / DEPARTMENTS).is_symlink():
        folder.register = folder.read(path / DEPARTMENTS, Departments)
    for file in sorted(path.glob(TARGETS)):
        document = folder.read(file, Document)
        folder.all_targets = folder.all_targets and document is not None and document.targets is not None
        if document:
            folder.documents[name(file)] = document
    if not any(path.glob(TARGETS)):
        missing = Phrase(f"文件夹里没有 {TARGETS}", f"there is no {TARGETS} in this folder")
        folder.findings += text_faults.unreadable_file(name(path / TARGETS), missing)
    try:
        filed = sorted(each for each in (path / ACTUALS).iterdir() if each.suffix == ".yaml")
    except FileNotFoundError:
        filed = []
    except OSError:
        filed = []
        why = Phrase("这个文件夹打不开", "this folder cannot be opened")
        folder.findings += text_faults.unreadable_file(name(path / ACTUALS), why)
    for file in (*path.glob("*.yml"), *(path / ACTUALS).glob("*.yml")):
        if re.fullmatch(r"indicators|departments|targets_.*|[0-9]{4}", file.stem):
            why = Phrase("没有读：文件名要以 .yaml 结尾", "not read: its name has to end in .yaml")
            folder.findings += text_faults.unreadable_file(name(file), why, "warning")
    for file in filed:
        actuals = folder.read(file, Actuals)
        folder.years[name(file)] = year = int(file.stem) if re.fullmatch(r"[1-9][0-9]{3}", file.stem) else None
        if actuals:
            folder.actuals[name(file)] = actuals
            if actuals.year is not None and actuals.year != year:
                folder.findings += faults.other_year(actuals.places.value("year"), actuals.year, file.name)
    return folder


def without_doubles(findings: Iterable[Finding], first: Iterable[Finding]) -> list[Finding]:
    """The findings that are not about a text which holds an odd character: that is one mistake, not two."""
    odd: dict[tuple[str, int], list[Place]] = {}
    for each in first:
        if each.code == "GF006":
            odd.setdefault((each.place.file, each.place.line), []).append(each.place)
    return [
        each
        for each in findings
        if not any(
            place.column < each.place.end_column and each.place.column < place.end_column
            for place in odd.get((each.place.file, each.place.line), ())
        )
    ]


def _rows(table: IndicatorTable) -> list[Finding]:
    """There are rows; a range has its smaller end first, no tolerance is negative, somebody answers for every row."""
    findings = faults.missing_field(table.places.key("indicators"), "indicators") if table.indicators == () else []
    for row in table.indicators or ():
        if row.range and row.range[0] > row.range[1]:
            findings += faults.backward_range(row.places.value("range"), row.range)
        if row.tolerance < 0:
            findings += faults.negative_tolerance(row.places.value("tolerance"))
        if row.departments == ():
            findings += faults.no_department(row.places.value("departments"))
    return findings
