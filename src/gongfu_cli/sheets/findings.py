"""Findings as a sheet, by the department that leads the indicator on whose line each stands: ready to forward."""

from collections.abc import Iterator, Mapping

from gongfu_cli.book.book import Register
from gongfu_cli.book.folder import Folder
from gongfu_cli.book.model import Indicator, Row
from gongfu_cli.checks.run import Outcome
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import SEVERITIES
from gongfu_cli.sheets.phrases import department_name, name_of, number_cell
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet
from gongfu_cli.source.finding import Finding

_GENERAL = Phrase("公共", "General")
_TITLE = Phrase("数据检查", "Findings")


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
    lines = {(file, line): indicator for file, line, indicator in _lines(folder)}
    register = outcome.book.register if outcome.book else Register()
    latest = max((year for year in folder.years.values() if year), default=9999)
    groups: dict[Phrase, list[list[Cell]]] = {_GENERAL: []}
    for finding in outcome.findings:
        indicator = lines.get((finding.place.file, finding.place.line))
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


def _row(finding: Finding, indicator: Indicator | None, lead: Phrase) -> list[Cell]:
    tone, severity = SEVERITIES[finding.severity]
    return [
        Cell(severity, tone),
        Cell(same(f"{finding.code} {finding.name}")),
        Cell(same(finding.place.file)),
        number_cell(finding.place.line),
        number_cell(finding.place.column),
        Cell(same(f"{indicator.id} ") + name_of(indicator) if indicator else NOTHING),
        Cell(lead),
        Cell(finding.message),
        Cell(finding.hint or NOTHING, "muted"),
    ]


def _lines(folder: Folder) -> Iterator[tuple[str, int, Indicator]]:
    """The lines on which something about an indicator stands. Rows that could not be read whole are among them: it
    is their findings that have to reach someone."""
    rows = (folder.table.indicators if folder.table else None) or ()
    by_id = {row.id: row for row in rows if row.id is not None}
    for row in by_id.values():
        yield from _span(row, row)
    for document in folder.documents.values():
        yield from _under("targets", document, by_id)
        for settled in document.resolved or ():
            if settled.id in by_id:
                yield from _span(settled, by_id[settled.id])
    for actuals in folder.actuals.values():
        yield from _under("values", actuals, by_id)
        for id, actual in (actuals.values or {}).items():
            if id in by_id:
                yield from _span(actual, by_id[id])


def _span(row: Row, indicator: Indicator) -> Iterator[tuple[str, int, Indicator]]:
    for place in (row.places.row, *row.places.keys.values(), *row.places.values.values()):
        for line in range(place.line, place.end_line + 1):
            yield place.file, line, indicator


def _under(field: str, row: Row, by_id: Mapping[str, Indicator]) -> Iterator[tuple[str, int, Indicator]]:
    """The lines of the ids in a field, whether what stands behind them could be read or not."""
    for places in (row.places.keys, row.places.values):
        for route, place in places.items():
            if len(route) > 1 and route[0] == field and route[1] in by_id:
                yield place.file, place.line, by_id[route[1]]
