"""Findings as a sheet, by the department that leads the indicator on whose line each stands: ready to forward."""

from collections.abc import Iterator, Mapping

from gongfu_cli.book.book import Register
from gongfu_cli.book.folder import Folder
from gongfu_cli.book.model import Indicator, Row
from gongfu_cli.checks.run import Outcome
from gongfu_cli.language.phrase import Language, Phrase, speaking
from gongfu_cli.language.terms import SEVERITIES
from gongfu_cli.sheets.phrases import name_of
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet
from gongfu_cli.source.finding import Finding

_GENERAL = Phrase("公共", "General")
_TITLE = Phrase("数据检查", "Findings")


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
    lines = {(file, line): indicator for file, line, indicator in _lines(folder)}
    register = outcome.book.register if outcome.book else Register()
    latest = max((year for year in folder.years.values() if year), default=9999)
    groups: dict[str, list[list[Cell]]] = {_GENERAL.to(language): []}
    for each in outcome.findings:
        indicator = lines.get((each.place.file, each.place.line))
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


def _row(finding: Finding, indicator: Indicator | None, lead: str, language: Language) -> list[Cell]:
    tone, severity = SEVERITIES[finding.severity]
    return [
        Cell(severity.to(language), tone),
        Cell(f"{finding.code} {finding.name}"),
        Cell(finding.place.file),
        Cell(str(finding.place.line), value=finding.place.line),
        Cell(str(finding.place.column), value=finding.place.column),
        Cell(f"{indicator.id} {name_of(indicator, language)}" if indicator else ""),
        Cell(lead),
        Cell(finding.message.to(language)),
        Cell(finding.hint.to(language) if finding.hint else "", "muted"),
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
