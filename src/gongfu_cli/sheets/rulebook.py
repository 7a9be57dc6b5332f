"""The check rules for a reader: the list of them, and the page of one."""

from collections.abc import Sequence

from gongfu_cli.checks.pages import AND, NOTES, RulePage
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import SEVERITIES
from gongfu_cli.sheets.phrases import in_brackets
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet


def rules_sheet(pages: Sequence[RulePage]) -> Sheet:
    """All rules with their severity and what is wrong, a line each."""
    columns = [
        Column(Phrase("代码", "Code")),
        Column(Phrase("名称", "Name")),
        Column(Phrase("级别", "Severity")),
        Column(Phrase("什么情况", "What is wrong"), fold=30),
    ]
    rows = []
    for page in pages:
        tone, severity = SEVERITIES[page.severity]
        rows.append([Cell(same(page.code), "strong"), Cell(same(page.name)), Cell(severity, tone), Cell(page.summary)])
    title = Phrase("检查规则", "Check rules")
    closing = Phrase("gongfu rule 代码：看一条的说明和示例", "gongfu rule CODE shows one with its examples")
    return Sheet(title, (), [Grid(title, columns, [Group(NOTHING, rows)])], [Cell(closing, "muted")])


def page_text(page: RulePage) -> Phrase:
    """One rule's page as plain text."""
    title = same("{code} {name} ({severity})")(code=page.code, name=page.name, severity=SEVERITIES[page.severity][1])
    lines = [title, NOTHING, page.summary, NOTHING, page.why]
    for label, samples in ((Phrase("错误示例", "Bad"), page.bad), (Phrase("正确示例", "Good"), page.good)):
        for sample in samples:
            lines.append(NOTHING)
            for n, file in enumerate(sample):
                note = in_brackets(NOTES[file.note]) if file.note else NOTHING
                lines.append((AND if n else label) + same(f" · {file.name}") + note)
                lines += [same(f"    {line}") for line in file.text.splitlines()]
    return same("\n").join(lines) + same("\n")
