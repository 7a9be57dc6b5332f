"""The check rules for a reader: the list of them, and the page of one."""

from collections.abc import Sequence

from gongfu_cli.checks.pages import AND, NOTES, RulePage
from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.language.terms import SEVERITIES
from gongfu_cli.sheets.phrases import in_brackets
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet


def rules_sheet(pages: Sequence[RulePage], language: Language) -> Sheet:
    """All rules with their severity and what is wrong, a line each."""
    columns = [
        Column(Phrase("代码", "Code").to(language)),
        Column(Phrase("名称", "Name").to(language)),
        Column(Phrase("级别", "Severity").to(language)),
        Column(Phrase("什么情况", "What is wrong").to(language), fold=30),
    ]
    rows = []
    for page in pages:
        tone, severity = SEVERITIES[page.severity]
        cells = [Cell(page.code, "strong"), Cell(page.name), Cell(severity.to(language), tone)]
        rows.append([*cells, Cell(page.summary.to(language))])
    title = Phrase("检查规则", "Check rules").to(language)
    closing = Phrase("gongfu rule 代码：看一条的说明和示例", "gongfu rule CODE shows one with its examples").to(
        language
    )
    return Sheet(title, (), [Grid(title, columns, [Group("", rows)])], [Cell(closing, "muted")])


def page_text(page: RulePage, language: Language) -> str:
    """One rule's page as plain text."""
    severity = SEVERITIES[page.severity][1].to(language)
    lines = [f"{page.code} {page.name} ({severity})", "", page.summary.to(language), "", page.why.to(language)]
    for label, samples in ((Phrase("错误示例", "Bad"), page.bad), (Phrase("正确示例", "Good"), page.good)):
        for sample in samples:
            lines.append("")
            for n, file in enumerate(sample):
                note = in_brackets(NOTES[file.note].to(language), language) if file.note else ""
                lines.append(f"{(AND if n else label).to(language)} · {file.name}{note}")
                lines += [f"    {line}" for line in file.text.splitlines()]
    return "\n".join(lines) + "\n"
