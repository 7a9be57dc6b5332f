"""Findings as a sheet, by the department that leads the indicator on whose line each stands: ready to forward."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongfu_cli.book.book import Register
from gongfu_cli.book.folder import Folder
from gongfu_cli.checks.run import Outcome
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import SEVERITIES
from gongfu_cli.sheets.phrases import department_name, number_cell
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet
from gongfu_cli.source.finding import Finding
from gongfu_cli.source.nodes import EVERY, Listing, Mapping, Node, at, entries

_GENERAL = Phrase("公共", "General")
_TITLE = Phrase("数据检查", "Findings")


class Subject(NamedTuple):
    """An indicator as far as its row could be read."""

    name: Phrase
    departments: Sequence[str]


def findings_sheet(outcome: Outcome, folder: Folder) -> Sheet:
    """A report's findings by lead department; those on no indicator's line come first, as general."""
    columns = [
        Column(Phrase("级别", "Severity")),
        Column(Phrase("代码", "Code")),
        Column(Phrase("文件", "File"), fold=30),
        Column(Phrase("行", "Line"), "right"),
        Column(Phrase("列", "Column"), "right", drop=2),
        Column(Phrase("指标", "Indicator"), fold=26),
        Column(Phrase("牵头部门", "Lead department"), drop=1, fold=20),
        Column(Phrase("问题", "Finding"), fold=44),
        Column(Phrase("怎样改", "What to write"), fold=36),
    ]
    subjects = _subjects(folder)
    register = outcome.book.register if outcome.book else Register()
    latest = max((year for year in folder.years.values() if year), default=9999)
    groups: dict[Phrase, list[list[Cell]]] = {_GENERAL: []}
    for finding in outcome.findings:
        indicator = subjects.get((finding.place.file, finding.place.line))
        lead = NOTHING
        if indicator and indicator.departments:
            year = folder.years.get(finding.place.file) or latest
            lead = department_name(register, register.in_force(indicator.departments[0], year))
        groups.setdefault(lead or _GENERAL, []).append(_row(finding, indicator, lead))
    counts = Phrase(
        "{files} 个文件：{error} 个错误，{warning} 个警告，{note} 个提示",
        "{files} files: {error} errors, {warning} warnings, {note} notes",
    )(files=outcome.files, **{severity: outcome.count(severity) for severity in SEVERITIES})
    return Sheet(
        _TITLE,
        [Cell(_TITLE, "strong"), Cell(counts)],
        [Grid(_TITLE, columns, [Group(name, rows) for name, rows in groups.items() if rows])],
        [Cell(sentence, "muted") for sentence in outcome.skipped],
    )


def _row(finding: Finding, indicator: Subject | None, lead: Phrase) -> list[Cell]:
    tone, severity = SEVERITIES[finding.severity]
    return [
        Cell(severity, tone),
        Cell(same(f"{finding.code} {finding.name}")),
        Cell(same(finding.place.file)),
        number_cell(finding.place.line),
        number_cell(finding.place.column),
        Cell(indicator.name if indicator else NOTHING),
        Cell(lead),
        Cell(finding.message),
        Cell(finding.hint or NOTHING, "muted"),
    ]


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
    for file in (*folder.targets, *folder.years):
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
        inner: Iterable[Node | None] = [*node.names.values(), *node.values()]
    else:
        inner = node if isinstance(node, Listing) else ()
    if node is not None:
        yield from ((node.place.file, line) for line in range(node.place.line, node.place.end_line + 1))
    for value in inner:
        yield from _lines(value)
