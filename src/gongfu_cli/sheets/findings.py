"""Findings as a sheet, by the department that leads the indicator on whose line each stands: ready to forward."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongfu_cli.book.book import Register
from gongfu_cli.book.folder import Folder
from gongfu_cli.checks.run import Outcome
from gongfu_cli.language.phrase import Language, Phrase, speaking
from gongfu_cli.language.terms import SEVERITIES
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet
from gongfu_cli.source.finding import Finding
from gongfu_cli.source.nodes import EVERY, Listing, Mapping, Node, at, entries

_GENERAL = Phrase("公共", "General")
_TITLE = Phrase("数据检查", "Findings")


class Subject(NamedTuple):
    """An indicator as far as its row could be read."""

    id: str
    name: str
    name_en: str | None
    departments: Sequence[str]

    def in_words(self, language: Language) -> str:
        """Its id and name."""
        return f"{self.id} {self.name if language == 'zh' else self.name_en or self.name}"


def findings_sheet(outcome: Outcome, folder: Folder, language: Language) -> Sheet:
    """A report's findings by lead department; those on no indicator's line come first, as general."""

    say = speaking(language)
    columns = [
        Column(say("级别", "Severity")),
        Column(say("代码", "Code")),
        Column(say("文件", "File"), fold=30),
        Column(say("行", "Line"), "right"),
        Column(say("列", "Column"), "right", drop=2),
        Column(say("指标", "Indicator"), fold=26),
        Column(say("牵头部门", "Lead department"), drop=1, fold=20),
        Column(say("问题", "Finding"), fold=44),
        Column(say("怎样改", "What to write"), fold=36),
    ]
    subjects = _subjects(folder)
    register = outcome.book.register if outcome.book else Register()
    latest = max((year for year in folder.years.values() if year), default=9999)
    groups: dict[str, list[list[Cell]]] = {_GENERAL.to(language): []}
    for each in outcome.findings:
        indicator = subjects.get((each.place.file, each.place.line))
        lead = ""
        if indicator and indicator.departments:
            lead = register.in_force(indicator.departments[0], folder.years.get(each.place.file) or latest)
            lead = lead if language == "zh" else register.name_en(lead) or lead
        groups.setdefault(lead or _GENERAL.to(language), []).append(_row(each, indicator, lead, language))
    counts = Phrase(
        "{files} 个文件：{error} 个错误，{warning} 个警告，{note} 个提示",
        "{files} files: {error} errors, {warning} warnings, {note} notes",
    )(files=outcome.files, **{each: outcome.count(each) for each in SEVERITIES})
    return Sheet(
        _TITLE.to(language),
        [Cell(_TITLE.to(language), "strong"), Cell(counts.to(language))],
        [Grid(_TITLE.to(language), columns, [Group(name, rows) for name, rows in groups.items() if rows])],
        [Cell(each.to(language), "muted") for each in outcome.skipped],
    )


def _row(finding: Finding, indicator: Subject | None, lead: str, language: Language) -> list[Cell]:
    tone, severity = SEVERITIES[finding.severity]
    return [
        Cell(severity.to(language), tone),
        Cell(f"{finding.code} {finding.name}"),
        Cell(finding.place.file),
        Cell(str(finding.place.line), value=finding.place.line),
        Cell(str(finding.place.column), value=finding.place.column),
        Cell(indicator.in_words(language) if indicator else ""),
        Cell(lead),
        Cell(finding.message.to(language)),
        Cell(finding.hint.to(language) if finding.hint else "", "muted"),
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
            names = [next(folder.texts(row, field), None) for field in ("name", "name_en")]
            subjects[id] = Subject(id, names[0] or "", names[1], [*folder.texts(row, "departments", EVERY)])
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
