"""The pages of the check rules: each is its rule's docstring, and the samples on it are the rule's first tests.

A docstring is four paragraphs (English: what is wrong; why, and what to do; the same two in Chinese), then samples.
A sample is the text behind `Bad: FILE` or `Good: FILE`; several files make one sample. It shows only what matters: its
lines stand in the county of `docs/county`, as docs/rules.md says and the tests do. A note in brackets behind the file
says what text cannot show; `\\u3000` in a sample stands for that character.
"""

import re
from collections.abc import Mapping, Sequence
from inspect import cleandoc
from typing import NamedTuple

from gongfu_cli.book import faults
from gongfu_cli.checks import filing, reference, suppression, targets, values
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source import faults as text_faults
from gongfu_cli.source.finding import RULES, Rule, Severity

_MODULES = (text_faults, faults, reference, targets, values, filing, suppression)  # imported for their rules

NOTES: Mapping[str, Phrase] = {
    "whole file": Phrase("整个文件", "whole file"),
    "empty": Phrase("空文件", "empty"),
    "missing": Phrase("没有这个文件", "missing"),
    "in GB18030": Phrase("存为 GB18030", "in GB18030"),
    "in UTF-8": Phrase("存为 UTF-8", "in UTF-8"),
}


class Sample(NamedTuple):
    """What a sample writes into one file of the base county; `note` is one of `NOTES`."""

    file: str
    text: str
    note: str | None = None


class RulePage(NamedTuple):
    """What a rule means; `bad` and `good` are one sample each, of one or more files."""

    code: str
    name: str
    severity: Severity
    summary: Phrase
    why: Phrase
    bad: Sequence[Sample]
    good: Sequence[Sample]


_HEAD = re.compile(r"(Bad|Good): (\S+)(?: \((.+)\))?")


def page(rule: Rule[...]) -> RulePage:
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
    return RulePage(
        rule.code,
        rule.name,
        rule.severity,
        Phrase(chinese[0], summary),
        Phrase(chinese[1], why),
        samples["Bad"],
        samples["Good"],
    )


def pages() -> list[RulePage]:
    """The pages of all rules by code."""
    return [page(rule) for _, rule in sorted(RULES.items())]


def find(code_or_name: str) -> RulePage | None:
    """The page of the rule with this code or name, however its letters are written."""
    given = code_or_name.strip().replace("_", "-").casefold()
    return next((page(rule) for rule in RULES.values() if given in (rule.code.casefold(), rule.name)), None)
