"""The form of a year as an actuals file: every value empty, or as filed so far, with what is asked in comments."""

from itertools import groupby

from gongfu_cli.book.number import printed
from gongfu_cli.book.period import month_of, named, year_of
from gongfu_cli.forms.form import DUE, NOTHING_ASKED, Form, FormRow
from gongfu_cli.forms.merge import merged
from gongfu_cli.language.phrase import BETWEEN_CLAUSES, NOTHING, Language, Phrase, same
from gongfu_cli.sheets.phrases import name_with_unit
from gongfu_cli.source.writing import scalar, tidy

_GUIDE = Phrase(
    "# {title}：{period}实绩\n"
    "# 在冒号后填数（先空一格）；—— 表示未开展调查统计，留空表示尚未报送。\n"
    "# 需要单独注明的写成：{{value: 数, status: published, source: 来源, note: 说明}}\n"
    "# 有差距的，可在其中再写 reason: 原因, measure: 措施\n"
    "# 目标未明确、又没有下达数的，和要完成的任务，附考核结论：{{verdict: met 或 missed, source: 来源}}\n",
    "# {title}: actual values for {period}\n"
    "# Write the number after the colon and a space; —— means not surveyed, nothing means not reported yet.\n"
    "# What needs saying of a single value: {{value: number, status: published, source: ..., note: ...}}\n"
    "# Of a gap, in the same place: reason: ..., measure: ...\n"
    "# Where the target is left open and no number came, or something is to be done, a verdict:\n"
    "# {{verdict: met or missed, source: ...}}\n",
)
_STATUS = Phrase("以下未单独注明的值的状态：", "of the values below unless they say otherwise:")


def render(form: Form, language: Language) -> str:
    """The form as the text of an actuals file."""
    status = f"{form.status}  # {_STATUS.to(language)} published | preliminary | illustrative"
    lines = [
        _GUIDE(title=Phrase(tidy(form.title.zh), tidy(form.title.en)), period=named(form.period)).to(language),
        *([f"# {DUE(due=form.due).to(language)}", ""] if form.due else []),
        f"year: {year_of(form.period)}",
        *([f"month: {month}"] if (month := month_of(form.period)) else []),
        f"status: {status}",
        f"source: {scalar(form.source)}" if form.source else "source:",
        "",
        "values:",
    ]
    rows = [row for row in form.asked if row.departments[0] in form.departments]
    width = max((len(scalar(row.id)) for row in rows), default=0) + 12
    for n, (category, group) in enumerate(groupby(rows, key=lambda row: row.indicator.category)):
        lines += [""] * (n > 0) + [f"  # {tidy(category)}"]
        lines += [f"  {scalar(row.id)}:".ljust(width) + f"# {tidy(_remark(row).to(language))}" for row in group]
    return merged("\n".join(lines) + "\n", {row.id: row.filed for row in rows}, names={})  # there is a line for each


def _remark(row: FormRow) -> Phrase:
    """What a clerk needs to know: the indicator, what is asked, its last value and standing, who leads."""
    asked = row.requirement
    if asked is not NOTHING_ASKED:
        asked = Phrase(f"要求 {asked.zh}", f"required {asked.en}")
    remarks = [name_with_unit(row.indicator), asked]
    if row.previous:
        year, value = row.previous
        mark = Phrase("（示例）", " (illustrative)") if row.previous_status == "illustrative" else NOTHING
        remarks.append(Phrase(f"{year}年 ", f"{year}: ") + same(printed(value)) + mark)
    if row.remark:
        remarks.append(Phrase("上年评价：", "last year: ") + row.remark)
    return BETWEEN_CLAUSES.join([*remarks, Phrase("牵头 ", "lead ") + same(row.departments[0])])
