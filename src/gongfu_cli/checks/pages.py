"""The pages of the rules: each is its rule's docstring, and the samples on it are the rule's first tests.

A docstring is four paragraphs (English: what is wrong; why, and what to do; the same two in Chinese), then samples: a
*Bad* one for each clause of the rule, the most typical first, and a *Good* one. A sample is the text behind `Bad: FILE`
or `Good: FILE`, and behind `and: FILE` where it needs a further file. It shows only what matters: its lines stand in
the county of `docs/county`, as docs/rules.md says and the tests do. A note in brackets behind the file says what text
cannot show; `\\u3000` in a sample stands for that character.
"""

import re
from collections.abc import Mapping, Sequence
from inspect import cleandoc
from typing import NamedTuple

from gongfu_cli.book import faults
from gongfu_cli.checks import filing, reference, suppression, targets, values
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source import faults as text_faults
from gongfu_cli.source.finding import Severity
from gongfu_cli.source.rule import RULES, Rule

_MODULES = (text_faults, faults, reference, targets, values, filing, suppression)  # imported for their rules

NOTES: Mapping[str, Phrase] = {
    "whole file": Phrase("整个文件", "whole file"),
    "empty": Phrase("空文件", "empty"),
    "missing": Phrase("没有这个文件", "missing"),
    "a folder": Phrase("是文件夹", "a folder"),
    "in GB18030": Phrase("存为 GB18030", "in GB18030"),
    "in UTF-16": Phrase("存为 UTF-16", "in UTF-16"),
    "in UTF-8": Phrase("存为 UTF-8", "in UTF-8"),
    "with a damaged character": Phrase("有一个字损坏", "with a damaged character"),
    "damaged": Phrase("已损坏", "damaged"),
    "larger than 16 MiB": Phrase("大于 16 MiB", "larger than 16 MiB"),
    "a warning": Phrase("警告", "a warning"),
}
AND = Phrase("以及", "and")
"""What stands before a sample's second file."""


class SampleFile(NamedTuple):
    """What a sample writes into one file of the base county; `note` is one of `NOTES`."""

    name: str
    text: str
    note: str | None = None


Sample = Sequence[SampleFile]


class RulePage(NamedTuple):
    """What a rule means, and samples that break it and that do not."""

    code: str
    name: str
    severity: Severity
    summary: Phrase
    why: Phrase
    bad: Sequence[Sample]
    good: Sequence[Sample]


_HEAD = re.compile(r"(Bad|Good|and): (\S+)(?: \((.+)\))?")


def page(rule: Rule[...]) -> RulePage:
    """The page of a rule. Raises ValueError where its docstring is not one."""
    text, first, more = cleandoc(rule.__doc__ or "").partition("\nBad: ")
    paragraphs = [paragraph.split("\n") for paragraph in text.strip().split("\n\n")]
    bad, good = _samples(first.lstrip() + more)
    notes = {file.note for sample in (*bad, *good) for file in sample} - {None}
    if len(paragraphs) != 4 or not bad or not good or not notes <= NOTES.keys():
        raise ValueError(f"the docstring of {rule.code} is not four paragraphs, a bad and a good sample")
    summary, why = (" ".join(lines) for lines in paragraphs[:2])
    summary_zh, why_zh = ("".join(lines) for lines in paragraphs[2:])
    return RulePage(rule.code, rule.name, rule.severity, Phrase(summary_zh, summary), Phrase(why_zh, why), bad, good)


def _samples(text: str) -> tuple[list[Sample], list[Sample]]:
    """The bad samples and the good ones that a text spells out, from its first `Bad:` on."""
    samples: dict[str, list[Sample]] = {"Bad": [], "Good": []}
    files: list[SampleFile] = []
    for line in text.split("\n"):
        head = _HEAD.fullmatch(line)
        if head and head[1] != "and":
            samples[head[1]].append(files := [])
        if head:
            files.append(SampleFile(head[2], "", head[3]))
        elif files:
            files[-1] = files[-1]._replace(text=files[-1].text + line.removeprefix("    ") + "\n")
    return samples["Bad"], samples["Good"]


def pages() -> list[RulePage]:
    """The pages of all rules by code."""
    return [page(rule) for _, rule in sorted(RULES.items())]
