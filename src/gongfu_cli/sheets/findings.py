"""Findings as a sheet, by the department that leads the indicator on whose line each stands: ready to forward."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongfu_cli.book.book import Register
from gongfu_cli.book.folder import Folder
from gongfu_cli.checks.run import Outcome
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import SEVERITIES
from gongfu_cli.sheets.cells import LEAD, NAME, look_cell, number_cell
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet
from gongfu_cli.source.finding import Finding
from gongfu_cli.source.nodes import EVERY, Listing, Mapping, Node, at, entries

_GENERAL = Phrase("公共", "General")
_TITLE = Phrase("数据检查", "Findings")


class Subject(NamedTuple):
    """An indicator as far as its row could be read."""

    name: Phrase
    departments: Sequence[str]


_NOBODY = Subject(NOTHING, ())


class _Line(NamedTuple):
    """A finding, and the indicator that it is about with the department that leads it, if any."""

    finding: Finding
    indicator: Phrase
    lead: Phrase


_FIELDS: Sequence[Field[_Line]] = (
    (Column(Phrase("级别", "Severity")), lambda line: look_cell(SEVERITIES[line.finding.severity])),
    (Column(Phrase("代码", "Code")), lambda line: Cell(same(f"{line.finding.code} {line.finding.name}"))),
    (Column(Phrase("文件", "File"), fold=30), lambda line: Cell(same(line.finding.place.file))),
    (Column(Phrase("行", "Line"), "right"), lambda line: number_cell(line.finding.place.line)),
    (Column(Phrase("列", "Column"), "right", drop=2), lambda line: number_cell(line.finding.place.column)),
    (NAME._replace(fold=26, stands_in_for=None), lambda line: Cell(line.indicator)),
    (LEAD._replace(drop=1, fold=20), lambda line: Cell(line.lead)),
    (Column(Phrase("问题", "Finding"), fold=44), lambda line: Cell(line.finding.message)),
    (Column(Phrase("怎样改", "What to write"), fold=36), lambda line: Cell(line.finding.hint or NOTHING, "muted")),
)


def findings_sheet(outcome: Outcome, folders: Sequence[Folder]) -> Sheet:
    """A report's findings by lead department; those on no indicator's line come first, as general."""
    subjects = {place: subject for folder in folders for place, subject in _subjects(folder).items()}
    periods = {file: period for folder in folders for file, period in folder.periods.items()}
    register = outcome.book.register if outcome.book else Register()
    latest = max((period for period in periods.values() if period), default=9999)
    groups: dict[Phrase, list[_Line]] = {_GENERAL: []}
    for finding in outcome.findings:
        name, departments = subjects.get((finding.place.file, finding.place.line), _NOBODY)
        lead = NOTHING
        if departments:
            period = periods.get(finding.place.file) or latest
            lead = register.named(register.in_force(departments[0], period))
        groups.setdefault(lead or _GENERAL, []).append(_Line(finding, name, lead))
    return Sheet(
        _TITLE,
        [Cell(_TITLE, "strong"), Cell(outcome.summary)],
        [Grid.of(_TITLE, _FIELDS, [(name, lines) for name, lines in groups.items() if lines])],
        [Cell(sentence, "muted") for sentence in outcome.skipped],
    )


def _subjects(folder: Folder) -> dict[tuple[str, int], Subject]:
    """The lines on which something about an indicator stands, by file and line, and which one. Rows that could not be
    read whole are among them: it is their findings that have to reach someone."""
    lines: dict[tuple[str, int], Subject] = {}
    subjects: dict[str, Subject] = {}

    def note(node: Node | None, id: str) -> None:
        if id in subjects:
            lines.update(dict.fromkeys(_lines(node), subjects[id]))

    for row in at(folder.root(folder.table_name), "indicators", EVERY):
        for id in folder.texts(row, "id"):
            zh, en = (next(folder.texts(row, field), "") for field in ("name", "name_en"))
            name = Phrase(f"{id} {zh}", f"{id} {en or zh}")
            subjects[id] = Subject(name, [*folder.texts(row, "departments", EVERY)])
            note(row, id)
    for file in (*folder.targets, *folder.periods):
        for field in ("targets", "values"):
            for key, value in entries(folder.root(file), field):
                note(key, key)
                note(value, key)
        for settled in at(folder.root(file), "resolved", EVERY):
            for id in folder.texts(settled, "id"):
                note(settled, id)
    return lines


def _lines(node: Node | None) -> Iterator[tuple[str, int]]:
    """The file and the lines of a node and all that is in it."""
    if isinstance(node, Mapping):
        inner: Iterable[Node | None] = [*map(node.key, node), *node.values()]
    else:
        inner = node if isinstance(node, Listing) else ()
    if node is not None:
        yield from ((node.place.file, line) for line in range(node.place.line, node.place.end_line + 1))
    for value in inner:
        yield from _lines(value)
