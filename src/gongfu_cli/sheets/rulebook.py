"""The check rules for a reader: the list of them, and the page of one."""

from collections.abc import Sequence

from gongfu_cli.checks.pages import AND, NOTES, RulePage
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import SEVERITIES
from gongfu_cli.sheets.cells import look_cell
from gongfu_cli.sheets.phrases import in_brackets
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet


def rules_sheet(pages: Sequence[RulePage]) -> Sheet:
    """All rules with their severity and what is wrong, a line each."""
    fields: list[Field[RulePage]] = [
        (Column(Phrase("代码", "Code")), lambda page: Cell(same(page.code), "strong")),
        (Column(Phrase("名称", "Name")), lambda page: Cell(same(page.name))),
        (Column(Phrase("级别", "Severity")), lambda page: look_cell(SEVERITIES[page.severity])),
        (Column(Phrase("什么情况", "What is wrong"), fold=30), lambda page: Cell(page.summary)),
    ]
    title = Phrase("检查规则", "Check rules")
    closing = [
        Phrase("gongfu rule 代码：看一条的说明和示例", "gongfu rule CODE shows one with its examples"),
        Phrase(
            "忽略一处：在该行或上一行的注释里写 # gongfu: ignore[GF301] 理由",
            "to silence one place, in a comment on its line or the line above: # gongfu: ignore[GF301] reason",
        ),
    ]
    return Sheet(title, (), [Grid.of(title, fields, [(NOTHING, pages)])], [Cell(line, "muted") for line in closing])


def page_text(page: RulePage) -> Phrase:
    """One rule's page as plain text."""
    title = same("{code} {name} ({severity})")(code=page.code, name=page.name, severity=SEVERITIES[page.severity].words)
    lines = [title, NOTHING, page.summary, NOTHING, page.why]
    for label, samples in ((Phrase("错误示例", "Bad"), page.bad), (Phrase("正确示例", "Good"), page.good)):
        for sample in samples:
            lines.append(NOTHING)
            for n, file in enumerate(sample):
                note = in_brackets(NOTES[file.note]) if file.note else NOTHING
                lines.append((AND if n else label) + same(f" · {file.name}") + note)
                lines += [same(f"    {line}") for line in file.text.splitlines()]
    return same("\n").join(lines) + same("\n")
