"""The pages of the check rules: each is its rule's docstring, and the samples on it are the rule's first tests.

A docstring is four paragraphs (English: what is wrong; why, and what to do; the same two in Chinese), then samples.
A sample is the text behind `Bad: FILE` or `Good: FILE`; several files make one sample. It shows only what matters: a
line takes the place of the base county's line with the same key in the same block, other lines are added. A note in
brackets behind the file says what text cannot show; `\\u3000` in a sample stands for that character.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from inspect import cleandoc
from typing import NamedTuple

from gongfu_cli.finding import RULES, Rule, Severity
from gongfu_cli.rules import filing, reference, shape, suppression, targets, text, values
from gongfu_cli.vocabulary import SEVERITIES
from gongfu_cli.words import Phrase

_MODULES = (text, shape, reference, targets, values, filing, suppression)  # imported for their rules

NOTES: Mapping[str, Phrase] = {
    "whole file": Phrase("整个文件", "whole file"),
    "empty": Phrase("空文件", "empty"),
    "missing": Phrase("没有这个文件", "missing"),
    "in GB18030": Phrase("存为 GB18030", "in GB18030"),
    "in UTF-8": Phrase("存为 UTF-8", "in UTF-8"),
}
FAMILIES: Mapping[str, Phrase] = {
    "GF0": Phrase("文件读不读得出来", "Can the file be read at all?"),
    "GF1": Phrase("字段、词语、数字、日期对不对", "Are its fields, words, numbers and dates in order?"),
    "GF2": Phrase("所引用的是不是都有，是不是只有一个", "Is what the files name there, and once?"),
    "GF3": Phrase("目标与基期、目标与目标是否相称", "Do the targets make sense beside the baselines?"),
    "GF4": Phrase("实绩有没有可能", "Can the actual values be right?"),
    "GF5": Phrase("实绩是否报齐、来源是否写明", "Are the actuals complete, and is their source given?"),
    "GF6": Phrase("忽略注释用得对不对", "Are comments that silence findings in order?"),
}
COUNTY: Mapping[str, str] = {
    "indicators.yaml": """\
title: 示例县共同富裕主要指标
source: 示例县办〔2021〕1号
baseline_year: 2020
categories:
  - name: 经济高质量发展
  - name: 城乡区域协调发展
indicators:
  - {id: 1, name: 人均生产总值, category: 经济高质量发展, unit: 万元, attribute: evaluation, direction: rising,
     baseline: 16.94, departments: [县发改局]}
  - {id: 8, name: 居民人均可支配收入, category: 经济高质量发展, unit: 元, attribute: evaluation, direction: rising,
     baseline: 50000, departments: [县发改局, 县民社局]}
  - id: 15
    name: 常住人口城镇化率
    category: 城乡区域协调发展
    unit: "%"
    attribute: evaluation
    direction: rising
    baseline: 65
    range: [0, 100]
    departments: [县发改局]
  - {id: 19, name: 人均收入与人均生产总值之比, category: 城乡区域协调发展, unit: "%", attribute: observation,
     direction: rising, baseline: 29.5, derived: {numerator: 8, denominator: 1, factor: 0.01}, departments: [县民社局]}
""",
    "departments.yaml": "departments:\n  - name: 县发改局\n  - name: 县民社局\n",
    "targets_2022_2025.yaml": """\
source: 示例县办〔2021〕1号
issued: 2021-11-09
targets:
  1: {2022: 18, 2025: 21}
  8: {2022: 56000, 2025: 69000}
  15: {2022: 68, 2025: 70}
  19: {2022: 31, 2025: 33}
""",
    "actuals/2024.yaml": """\
year: 2024
status: published
source: 示例县统计年鉴
values:
  1: 20.10
  8: 65780
  15: 67.4
  19: 32.7
""",
    "actuals/2025.yaml": """\
year: 2025
status: published
source: 示例县统计年鉴
values:
  1: 21.35
  8: 70210
  15: 70.2
  19: 32.9
""",
}
"""The county that the samples stand in, file by file. `check` finds nothing in it."""


class Sample(NamedTuple):
    """What a sample writes into one file of the base county; `note` is one of `NOTES`."""

    file: str
    text: str
    note: str | None = None


class Page(NamedTuple):
    """What a rule means; `bad` and `good` are one sample each, of one or more files."""

    code: str
    name: str
    severity: Severity
    summary: Phrase
    why: Phrase
    bad: Sequence[Sample]
    good: Sequence[Sample]


_HEAD = re.compile(r"(Bad|Good): (\S+)(?: \((.+)\))?")


def page(rule: Rule[...]) -> Page:
    """The page of a rule. Raises ValueError where its docstring is not one."""
    paragraphs: list[list[str]] = [[]]
    samples: dict[str, list[Sample]] = {"Bad": [], "Good": []}
    which = None
    for line in cleandoc(rule.__doc__ or "").split("\n"):
        head = _HEAD.fullmatch(line)
        if head:
            which = samples[head[1]]
            which.append(Sample(head[2], "", head[3]))
        elif which:
            which[-1] = which[-1]._replace(text=which[-1].text + line.removeprefix("    ") + "\n")
        elif line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    notes = {sample.note for sample in samples["Bad"] + samples["Good"]} - {None}
    if len(paragraphs) != 5 or not all(samples.values()) or not notes <= NOTES.keys():
        raise ValueError(f"the docstring of {rule.code} is not four paragraphs, a bad and a good sample")
    summary, why = " ".join(paragraphs[0]), " ".join(paragraphs[1])
    chinese = ["".join(each) for each in paragraphs[2:4]]
    return Page(
        rule.code,
        rule.name,
        rule.severity,
        Phrase(chinese[0], summary),
        Phrase(chinese[1], why),
        samples["Bad"],
        samples["Good"],
    )


def pages() -> list[Page]:
    """The pages of all rules by code."""
    return [page(rule) for _, rule in sorted(RULES.items())]


def find(code_or_name: str) -> Page | None:
    """The page of the rule with this code or name, however its letters are written."""
    given = code_or_name.strip().replace("_", "-").casefold()
    return next((page(rule) for rule in RULES.values() if given in (rule.code.casefold(), rule.name)), None)


def county(samples: Iterable[Sample]) -> dict[str, bytes]:
    """The files of the base county with a sample written into them."""
    files = {file: text.encode() for file, text in COUNTY.items()}
    for sample in samples:
        lines = sample.text.splitlines()
        if sample.note not in ("whole file", "empty", "missing"):
            lines = _merged(COUNTY.get(sample.file, "").splitlines(), lines)
        shown = "".join(f"{line}\n" for line in lines)
        meant = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), shown)
        files[sample.file] = meant.encode("gb18030" if sample.note == "in GB18030" else "utf-8")
        if sample.note == "missing":
            del files[sample.file]
    return files


def _merged(base: list[str], fragment: list[str]) -> list[str]:
    """The lines of a block with those of a fragment in their place; what the fragment gives twice is there twice."""
    blocks = _blocks(base)
    given = set()
    for block in _blocks(fragment):
        key = _key(block)
        place = next((n for n, each in enumerate(blocks) if _key(each) == key), None)
        if place is None or key in given:
            blocks.append(block)
        else:
            blocks[place] = block[:1] + (_merged(blocks[place][1:], block[1:]) if block[1:] else [])
        given.add(key)
    return [line for block in blocks for line in block]


def _blocks(lines: list[str]) -> list[list[str]]:
    """Lines in blocks: each line of the outermost indent with those below it that are indented further."""
    blocks: list[list[str]] = []
    for line in lines:
        if blocks and _indent(line) > _indent(blocks[0][0]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key(block: list[str]) -> str:
    """What a block is known by: a list item by its first line, anything else by what stands before the colon."""
    first = block[0].strip()
    return first if first.startswith("- ") else first.partition(":")[0]


_INTRODUCTION = Phrase(
    "`gongfu check` 一次找出数据文件里的所有问题，每一条都写明文件、行、列、规则代码和名称，以及该怎么改。\n\n"
    "- **级别。** 错误（error）必须改正，否则相关年份无法评分，`check` 以 1 退出；警告（warning）应当核对，"
    "加上 `--strict` 时也以 1 退出；提示（note）仅供参考。\n"
    "- **选择规则。** `--select` 只用所列的规则，`--ignore` 不用所列的规则；可以写代码（`GF301`）、"
    "代码的开头（`GF3`）或名称（`target-looser`）。\n"
    "- **忽略一处。** 在该行末尾或上一行写 `# gongfu: ignore[GF301] 理由`，几个代码用逗号隔开。"
    "理由必须写明（GF601），没有问题可忽略的要删去（GF602）。GF0、GF1 两类不能忽略：读不出来的文件无从评分。\n"
    "- **正式使用。** `--forbid illustrative` 把每个示例值都作为错误（GF503）。",
    "`gongfu check` finds every fault of the data files in one run, each with its file, line and column, the code and "
    "name of the rule, and what to write instead.\n\n"
    "- **Severity.** An *error* has to be corrected: years that depend on it cannot be scored, and `check` exits "
    "with 1. A *warning* should be looked into; with `--strict`, `check` exits with 1 for it too. A *note* is for "
    "information.\n"
    "- **Choosing rules.** `--select` runs only the rules it lists, `--ignore` leaves out those it lists. Both take "
    "codes (`GF301`), beginnings of codes (`GF3`) and names (`target-looser`).\n"
    "- **Silencing one place.** `# gongfu: ignore[GF301] reason`, at the end of the line or on the line above, "
    "silences that rule there; commas separate several codes. The reason has to be given (GF601), and a comment "
    "with nothing to silence has to go (GF602). GF0 and GF1 cannot be silenced: what cannot be read cannot be "
    "scored.\n"
    "- **In earnest.** `--forbid illustrative` makes every illustrative value an error (GF503).",
)
_SAMPLES = Phrase(
    "示例只写出要紧的几行：每一行取代下列示例县同一文件、同一段里同名的一行，其余照旧。",
    "A sample shows only the lines that matter: each takes the place of the line with the same name in the same block "
    "of the county below, whose other lines stay as they are.",
)


def markdown(pages: Sequence[Page]) -> str:
    """The document of all rules, in both languages."""
    parts = ["# Check rules 检查规则", _INTRODUCTION.en, _INTRODUCTION.zh]
    rows = ["| Code 代码 | Name 名称 | Severity 级别 | What is wrong 错在哪里 |", "|---|---|---|---|"]
    for each in pages:
        anchor = f"#{each.code.lower()}-{each.name}"
        summary = f"{each.summary.en}<br>{each.summary.zh}"
        rows.append(f"| [{each.code}]({anchor}) | {each.name} | {_severity(each)} | {summary} |")
    parts.append("\n".join(rows))
    for family, question in FAMILIES.items():
        parts.append(f"## {family} {question.en} {question.zh}")
        for each in pages:
            if each.code.startswith(family):
                parts += [f"### {each.code} {each.name}", f"*{_severity(each)}*"]
                parts += [f"**{each.summary.en}**", each.why.en, f"**{each.summary.zh}**", each.why.zh]
                parts += [_shown(Phrase("错误示例", "Bad"), sample) for sample in each.bad]
                parts += [_shown(Phrase("正确示例", "Good"), sample) for sample in each.good]
    parts += ["## The county of the samples 示例县", _SAMPLES.en, _SAMPLES.zh]
    parts += [f"`{file}`\n\n```yaml\n{text}```" for file, text in COUNTY.items()]
    return "\n\n".join(parts) + "\n"


def _severity(page: Page) -> str:
    words = SEVERITIES[page.severity][1]
    return f"{words.en} {words.zh}"


def _shown(label: Phrase, sample: Sample) -> str:
    note = NOTES[sample.note] if sample.note else None
    head = f"{label.en} {label.zh} · `{sample.file}`" + (f" ({note.en} {note.zh})" if note else "")
    return f"{head}\n\n```yaml\n{sample.text}```" if sample.text else head
