"""Where each rule over the book begins and ends: small counties, and the whole sentences of what is found in them."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from tables import write

from gongfu_cli.book.folder import load
from gongfu_cli.checks.run import Wanted, check, errors_only, everything
from gongfu_cli.source.finding import Finding


class Case(NamedTuple):
    """What is written, and the sentences that a rule makes of it; `status` is that of the files of actuals."""

    rows: str | list[str]
    targets: str | Mapping[str, str]
    actuals: Mapping[int, str]
    found: list[str]
    status: str = "published"


def findings(folder: Path, case: Case, wanted: Wanted = everything) -> list[Finding]:
    rows = [case.rows] if isinstance(case.rows, str) else case.rows
    write(folder, *rows, targets=case.targets, actuals=case.actuals, status=case.status)
    return check(load(folder), wanted).findings


def sentences(folder: Path, case: Case, code: str) -> list[str]:
    return [finding.message.en for finding in findings(folder, case) if finding.code == code]


RISING = "direction: rising, baseline: 10"
FALLING = "direction: falling, baseline: 10"
STABLE = "direction: keep stable, worse: lower, baseline: 10"
UNKNOWN = "direction: rising, baseline: ——"
DERIVED = [  # 3 is 1 ÷ 2 × 100
    "direction: rising, baseline: 10",
    "direction: rising, baseline: 40",
    "direction: rising, baseline: 25, derived: {numerator: 1, denominator: 2, factor: 100}",
]


def resolved(*entries: str) -> str:
    """A document that holds resolved numbers: id, year, target and source."""
    return f"2021-11-09, resolved: [{', '.join(f'{{{entry}}}' for entry in entries)}]"


OPEN = "完成上级下达指标"
SETTLED = resolved("id: 1, year: 2024, target: 20, source: 通知")
NOT_OPEN = "the target of indicator 1 for 2024 is not left open"
RESOLUTION: dict[str, Case] = {
    "of an open cell": Case(RISING, {SETTLED: f"1: {{2024: {OPEN}}}"}, {2024: "1: 11"}, []),
    "of an open cell that still stands": Case(
        RISING, {SETTLED: f"1: {{2022: {OPEN}, 2025: 30}}"}, {2024: "1: 11"}, []),
    "of a bound": Case(
        RISING, {resolved("id: 1, year: 2024, target: ≤0.27, source: 通知"): f"1: {{2024: {OPEN}}}"}, {}, []),
    "of a number": Case(RISING, {SETTLED: "1: {2024: 20}"}, {2024: "1: 11"}, [NOT_OPEN]),
    "of another year": Case(RISING, {SETTLED: f"1: {{2023: 19, 2024: 20, 2025: {OPEN}}}"}, {}, [NOT_OPEN]),
    "of a row that nothing asks of": Case(RISING, {SETTLED: "1: {2025: ——}"}, {}, [NOT_OPEN]),
    "open in a document that was replaced": Case(
        RISING, {SETTLED: f"1: {{2024: {OPEN}}}", "2023-11-09, replaces: true": "1: {2024: 25}"}, {}, []),
    "open only where two documents are read together": Case(
        RISING, {SETTLED: f"1: {{2022: {OPEN}, 2024: 25}}", "2023-11-09, replaces: true": "1: {2024: ——}"}, {}, []),
    "words for a number": Case(
        RISING, {resolved("id: 1, year: 2024, target: 持续巩固, source: 通知"): f"1: {{2024: {OPEN}}}"}, {},
        ["“持续巩固” is not a number"]),
    "without a source": Case(
        RISING, {resolved("id: 1, year: 2024, target: 20"): f"1: {{2024: {OPEN}}}"}, {},
        ["a resolved number without its source"]),
    "one after another": Case(
        RISING,
        {resolved("id: 1, year: 2023, target: 持续巩固", "id: 1, year: 2024, target: 20"): f"1: {{2022: {OPEN}}}"}, {},
        ["“持续巩固” is not a number", "a resolved number without its source"]),
    "of a cell of another definition": Case(
        RISING, {SETTLED: "1: {2024: {cell: 20, differs: 只计城镇}}"}, {2024: "1: 11"}, []),
    "a verdict on a cell of another definition": Case(
        RISING, "1: {2024: {cell: 20, differs: 只计城镇}}", {2024: "1: {value: 11, verdict: met, source: 考核}"}, []),
    "a verdict on an open cell": Case(
        RISING, f"1: {{2024: {OPEN}}}", {2024: "1: {value: 11, verdict: met, source: 考核}"}, []),
    "a verdict with the source of its file": Case(
        RISING, f"1: {{2024: {OPEN}}}", {2024: "1: {value: 11, verdict: met}"}, []),
    "a verdict on a number": Case(
        RISING, "1: {2024: 20}", {2024: "1: {value: 11, verdict: met, source: 考核}"},
        ["the target of indicator 1 for 2024 is not left open, nor anything to be done: it takes no verdict"]),
    "a verdict on what a later document made a number": Case(
        RISING, {"2021-11-09": f"1: {{2024: {OPEN}}}", "2023-11-09, replaces: true": "1: {2024: 25}"},
        {2024: "1: {value: 11, verdict: met, source: 考核}"},
        ["the target of indicator 1 for 2024 is not left open, nor anything to be done: it takes no verdict"]),
    "a verdict beside a number": Case(
        RISING, {SETTLED: f"1: {{2024: {OPEN}}}"}, {2024: "1: {value: 11, verdict: met, source: 考核}"},
        ["indicator 1 has both a resolved number and a verdict for 2024"]),
    "a verdict beside the number of another year": Case(
        RISING, {SETTLED: f"1: {{2023: {OPEN}}}"}, {2023: "1: {value: 11, verdict: met, source: 考核}"}, []),
    "a verdict after a value without": Case(
        [RISING, RISING], "1: {2024: 20}, 2: {2024: 20}", {2024: "1: 11, 2: {value: 11, verdict: met, source: 考核}"},
        ["the target of indicator 2 for 2024 is not left open, nor anything to be done: it takes no verdict"]),
}  # fmt: skip

LOOSER: dict[str, Case] = {
    "worse than the baseline": Case(
        RISING, "1: {2025: 9.9}", {}, ["the 2025 target of indicator 1, 9.9, is looser than its baseline, 10"]),
    "falling": Case(
        FALLING, "1: {2025: 10.1}", {}, ["the 2025 target of indicator 1, 10.1, is looser than its baseline, 10"]),
    "not the baseline itself": Case(RISING, "1: {2025: 10}", {}, []),
    "not where it is kept stable": Case(STABLE, "1: {2025: 9}", {}, []),
    "not an earlier target": Case(RISING, "1: {2022: 9, 2025: 20}", {}, []),
    "the last that asks for something": Case(
        RISING, "1: {2022: 9, 2025: ——}", {}, ["the 2022 target of indicator 1, 9, is looser than its baseline, 10"]),
    "not where nothing is asked": Case(RISING, "1: {2025: ——}", {}, []),
    "not a range": Case(RISING, "1: {2025: 5–6}", {}, []),
    "not without a baseline": Case(UNKNOWN, "1: {2025: 9}", {}, []),
    "in each document": Case(
        RISING, {"2021-11-09": "1: {2025: 20}", "2022-11-09": "1: {2025: 8}"}, {},
        ["the 2025 target of indicator 1, 8, is looser than its baseline, 10"]),
    "not where a document only adds an earlier year": Case(
        RISING, {"2021-11-09": "1: {2025: 20}", "2021-11-09, source: 附件3, replaces: true": "1: {2021: 9}"}, {}, []),
    "where a document adds the last year": Case(
        RISING, {"2021-11-09": "1: {2025: 20}", "2022-11-09, replaces: true": "1: {2030: 9}"}, {},
        ["the 2030 target of indicator 1, 9, is looser than its baseline, 10"]),
    "not of another definition": Case(RISING, "1: {2025: {cell: 9, differs: 只计城镇}}", {}, []),
}  # fmt: skip

RETREATS: dict[str, Case] = {
    "worse than the one before": Case(
        RISING, "1: {2022: 20, 2025: 19.9}", {},
        ["the 2025 target of indicator 1, 19.9, is looser than that of 2022, 20"]),
    "falling": Case(
        FALLING, "1: {2022: 5, 2025: 5.1}", {},
        ["the 2025 target of indicator 1, 5.1, is looser than that of 2022, 5"]),
    "the same": Case(RISING, "1: {2022: 20, 2025: 20}", {}, []),
    "not where it is kept stable": Case(STABLE, "1: {2022: 20, 2025: 19}", {}, []),
    "each pair of neighbours": Case(
        RISING, "1: {2022: 20, 2023: 18, 2024: 22, 2025: 21}", {},
        ["the 2023 target of indicator 1, 18, is looser than that of 2022, 20",
         "the 2025 target of indicator 1, 21, is looser than that of 2024, 22"]),
    "past a year without": Case(
        RISING, "1: {2022: 20, 2023: ——, 2025: 19}", {},
        ["the 2025 target of indicator 1, 19, is looser than that of 2022, 20"]),
    "from one document to another that adds a year": Case(
        RISING, {"2021-11-09": "1: {2022: 20}", "2022-11-09, replaces: true": "1: {2025: 19}"}, {},
        ["the 2025 target of indicator 1, 19, is looser than that of 2022, 20"]),
    "from a document that replaced the first": Case(
        RISING,
        {"2021-11-09": "1: {2022: 20}", "2022-11-09, replaces: true": "1: {2023: 25}",
         "2023-11-09, replaces: true": "1: {2025: 22}"}, {},
        ["the 2025 target of indicator 1, 22, is looser than that of 2023, 25"]),
    "not from one that replaced nothing": Case(
        RISING,
        {"2021-11-09": "1: {2022: 20}", "2022-11-09": "1: {2023: 25}", "2023-11-09, replaces: true": "1: {2025: 22}"},
        {}, []),
    "from a year that a document adds before": Case(
        RISING, {"2021-11-09": "1: {2022: 20}", "2021-11-09, source: 附件3, replaces: true": "1: {2021: 21}"}, {},
        ["the 2022 target of indicator 1, 20, is looser than that of 2021, 21"]),
    "once, by the document that is in force": Case(
        RISING, {"2021-11-09": "1: {2022: 20, 2025: 19}", "2022-11-09, replaces: true": "1: {2030: 30}"}, {},
        ["the 2025 target of indicator 1, 19, is looser than that of 2022, 20"]),
    "not against a document that replaces nothing": Case(
        RISING, {"2021-11-09": "1: {2022: 20}", "2022-11-09": "1: {2025: 19}"}, {}, []),
}  # fmt: skip

NO_CHANGE: dict[str, Case] = {
    "the baseline, in other digits": Case(
        RISING, "1: {2022: 12, 2025: 10.0}", {},
        ["the 2025 target of indicator 1 is its baseline, 10: no change is asked"]),
    "not an earlier target": Case(RISING, "1: {2022: 10, 2025: 12}", {}, []),
    "not the earlier target of another document": Case(
        RISING, {"2021-11-09": "1: {2025: 12}", "2021-11-09, source: 附件3, replaces: true": "1: {2021: 10}"}, {}, []),
    "not a bound": Case(RISING, "1: {2025: ≥10}", {}, []),
    "not where it is kept stable": Case(STABLE, "1: {2025: 10}", {}, []),
    "one row after another": Case(
        [STABLE, RISING], "1: {2025: 10}, 2: {2025: 10}", {},
        ["the 2025 target of indicator 2 is its baseline, 10: no change is asked"]),
}  # fmt: skip

DERIVED_TARGET: dict[str, Case] = {
    "as its parts give": Case(DERIVED, "1: {2025: 20}, 2: {2025: 50}, 3: {2025: 40}", {}, []),
    "half a unit off is rounding, either way": Case(
        DERIVED, "1: {2022: 11, 2025: 9}, 2: {2022: 40, 2025: 40}, 3: {2022: 27, 2025: 23}", {}, []),
    "more than half a unit": Case(
        DERIVED, "1: {2022: 10.9, 2025: 9}, 2: {2022: 40, 2025: 40}, 3: {2022: 28, 2025: 22.0}", {},
        ["the 2022 target of indicator 3, 28, is not what its parts give: 10.9 ÷ 40 × 100 = 27.25",
         "the 2025 target of indicator 3, 22.0, is not what its parts give: 9 ÷ 40 × 100 = 22.500"]),
    "the baseline": Case(
        [*DERIVED[:2], DERIVED[2].replace("25", "26")], "1: {2025: 20}, 2: {2025: 50}, 3: {2025: 40}", {},
        ["the baseline of indicator 3, 26, is not what its parts give: 10 ÷ 40 × 100 = 25.00"]),
    "not against words": Case(DERIVED, "1: {2025: 20}, 2: {2025: 50}, 3: {2025: 稳步提升}", {}, []),
    "not from words above": Case(DERIVED, "1: {2025: 稳步提升}, 2: {2025: 50}, 3: {2025: 44}", {}, []),
    "not from words below": Case(DERIVED, "1: {2025: 20}, 2: {2025: 稳步提升}, 3: {2025: 44}", {}, []),
    "not from a year that is missing above": Case(DERIVED, "1: {2022: 20}, 2: {2025: 50}, 3: {2025: 44}", {}, []),
    "not from a year that is missing below": Case(DERIVED, "1: {2025: 20}, 2: {2022: 50}, 3: {2025: 44}", {}, []),
    "not by 0": Case(DERIVED, "1: {2025: 20}, 2: {2025: 0}, 3: {2025: 44}", {}, []),
    "from 0": Case(
        DERIVED, "1: {2025: 0}, 2: {2025: 50}, 3: {2025: 44}", {},
        ["the 2025 target of indicator 3, 44, is not what its parts give: 0 ÷ 50 × 100 = 0.00"]),
    "not without baselines": Case(
        [UNKNOWN, DERIVED[1], DERIVED[2]], "1: {2025: 20}, 2: {2025: 50}, 3: {2025: 40}", {}, []),
    "before a row that is not": Case(
        [DERIVED[2].replace("1, denominator: 2", "2, denominator: 3"), *DERIVED[:2]],
        "1: {2025: 44}, 2: {2025: 20}, 3: {2025: 50}", {},
        ["the 2025 target of indicator 1, 44, is not what its parts give: 20 ÷ 50 × 100 = 40.00"]),
}  # fmt: skip

OPEN_TARGET: dict[str, Case] = {
    "in a year of which there are actuals": Case(
        RISING, "1: {2024: 完成上级下达指标}", {2024: "1: 11"},
        ["the 2024 target of indicator 1, “as assigned by the higher level”, still has no number"]),
    "and in one before": Case(
        RISING, "1: {2022: 完成上级下达指标}", {2024: "1: 11"},
        ["the 2022 target of indicator 1, “as assigned by the higher level”, still has no number"]),
    "not in one that is still to come": Case(RISING, "1: {2025: 完成上级下达指标}", {2024: "1: 11"}, []),
    "not before there are any": Case(RISING, "1: {2021: 完成上级下达指标}", {}, []),
    "not with a resolved number": Case(RISING, {SETTLED: "1: {2024: 完成上级下达指标}"}, {2024: "1: 11"}, []),
    "of another definition": Case(
        RISING, "1: {2024: {cell: 20, differs: 只计城镇}}", {2024: "1: 11"},
        ["the 2024 target of indicator 1, “20” (another definition), still has no number"]),
    "not of another definition where a number decides": Case(
        RISING, {"2021-11-09": "1: {2024: 20}", "2022-11-09": "1: {2024: {cell: 20, differs: 只计城镇}}"},
        {2024: "1: 11"}, []),
    "not with a verdict": Case(
        RISING, "1: {2024: 稳步提升, 2025: 完成上级下达指标}", {2024: "1: 11"}, []),
    "not where a later document has a number": Case(
        RISING, {"2021-11-09": "1: {2024: 完成上级下达指标}", "2023-11-09, replaces: true": "1: {2024: 12}"},
        {2024: "1: 11"}, []),
}  # fmt: skip

TOO_COARSE: dict[str, Case] = {
    "less than a unit a year": Case(
        RISING, "1: {2025: 14}", {},
        ["indicator 1 is asked to change by 0.8 a year, but is printed to 1 only"]),
    "not a unit a year": Case(RISING, "1: {2025: 15}", {}, []),
    "falling": Case(
        FALLING, "1: {2025: 6}", {}, ["indicator 1 is asked to change by 0.8 a year, but is printed to 1 only"]),
    "the finest of the printed numbers counts: a cell": Case(RISING, "1: {2022: 11.5, 2025: 14}", {}, []),
    "or the baseline": Case("direction: rising, baseline: 10.0", "1: {2025: 14}", {}, []),
    "an end of a range too": Case(RISING, "1: {2022: 11–11.5, 2025: 14}", {}, []),
    "in decimals": Case(
        "direction: rising, baseline: 1.0", "1: {2025: 1.2}", {},
        ["indicator 1 is asked to change by 0.04 a year, but is printed to 0.1 only"]),
    "not where no change is asked": Case(RISING, "1: {2025: 10}", {}, []),
    "not where the target is looser: no improvement is asked": Case(RISING, "1: {2025: 9}", {}, []),
    "falling: not where the target is looser": Case(FALLING, "1: {2025: 11}", {}, []),
    "not of an earlier year that another document adds": Case(
        RISING, {"2021-11-09": "1: {2025: 20}", "2022-11-09, replaces: true": "1: {2023: 11}"}, {}, []),
    "not where it is kept stable": Case(STABLE, "1: {2025: 11}", {}, []),
    "not of a range": Case(RISING, "1: {2025: 11–12}", {}, []),
    "not without a baseline": Case(UNKNOWN, "1: {2025: 11}", {}, []),
    "not of the baseline's year": Case(RISING, "1: {2020: 11}", {}, []),
    "in a year after it": Case(
        "direction: rising, baseline: 10", "1: {2021: 10.5}", {}, []),
    "one row after others": Case(
        [STABLE, RISING, RISING, RISING], "1: {2025: 11}, 2: {2020: 11}, 3: {2025: 10}, 4: {2025: 11}", {},
        ["indicator 4 is asked to change by 0.2 a year, but is printed to 1 only"]),
}  # fmt: skip

PERCENT = "direction: rising, baseline: 65, range: [0, 100]"
OUT_OF_RANGE: dict[str, Case] = {
    "at its ends": Case([PERCENT, PERCENT], "1: {2025: 70}, 2: {2025: 70}", {2024: "1: 0, 2: 100"}, []),
    "beyond them": Case(
        [PERCENT, PERCENT], "1: {2025: 70}, 2: {2025: 70}", {2024: "1: -0.1, 2: 100.1"},
        ["-0.1 is outside what indicator 1 can be, 0 to 100", "100.1 is outside what indicator 2 can be, 0 to 100"]),
    "a baseline": Case(
        PERCENT.replace("65", "165"), "1: {2025: 70}", {}, ["165 is outside what indicator 1 can be, 0 to 100"]),
    "no baseline": Case(PERCENT.replace("65", "——"), "1: {2025: 70}", {}, []),
    "an end of a target": Case(
        PERCENT, "1: {2025: 70–101}", {}, ["101 is outside what indicator 1 can be, 0 to 100"]),
    "without a range": Case(RISING, "1: {2025: 2000}", {2024: "1: 1000"}, []),
}  # fmt: skip

YEAR_BEFORE = "direction: rising, baseline: ——"
SLIPPED: dict[str, Case] = {
    "10 times the baseline, or nearly": Case(
        [RISING, RISING], "1: {2025: 20}, 2: {2025: 20}", {2024: "1: 90, 2: 110"},
        ["90 for indicator 1 is about 10 times the baseline, 10",
         "110 for indicator 2 is about 10 times the baseline, 10"]),
    "not much less nor more": Case(
        [RISING, RISING], "1: {2025: 20}, 2: {2025: 20}", {2024: "1: 89.9, 2: 110.1"}, []),
    "100 times": Case(
        [RISING, RISING], "1: {2025: 20}, 2: {2025: 20}", {2024: "1: 900, 2: 1100"},
        ["900 for indicator 1 is about 100 times the baseline, 10",
         "1100 for indicator 2 is about 100 times the baseline, 10"]),
    "not 1,000 times": Case(RISING, "1: {2025: 20}", {2024: "1: 10000"}, []),
    "10,000 times": Case(
        [RISING, RISING], "1: {2025: 20}, 2: {2025: 20}", {2024: "1: 90000, 2: 110000"},
        ["90000 for indicator 1 is about 10000 times the baseline, 10",
         "110000 for indicator 2 is about 10000 times the baseline, 10"]),
    "1/10 of it, or nearly": Case(
        [RISING, RISING], "1: {2025: 20}, 2: {2025: 20}", {2024: "1: 0.9, 2: 1.1"},
        ["0.9 for indicator 1 is about 1/10 of the baseline, 10",
         "1.1 for indicator 2 is about 1/10 of the baseline, 10"]),
    "neither less nor more": Case(
        [RISING, RISING], "1: {2025: 20}, 2: {2025: 20}", {2024: "1: 0.89, 2: 1.11"}, []),
    "1/100 of it": Case(
        RISING, "1: {2025: 20}", {2024: "1: 0.1"}, ["0.1 for indicator 1 is about 1/100 of the baseline, 10"]),
    "1/10000 of it": Case(
        [RISING, RISING], "1: {2025: 20}, 2: {2025: 20}", {2024: "1: 0.0009, 2: 0.0011"},
        ["0.0009 for indicator 1 is about 1/10000 of the baseline, 10",
         "0.0011 for indicator 2 is about 1/10000 of the baseline, 10"]),
    "below 0": Case(
        RISING.replace("10", "-10"), "1: {2025: 20}", {2024: "1: -100"},
        ["-100 for indicator 1 is about 10 times the baseline, -10"]),
    "not of another sign": Case(RISING, "1: {2025: 20}", {2024: "1: -100"}, []),
    "not 0": Case(RISING, "1: {2025: 20}", {2024: "1: 0"}, []),
    "not beside 0": Case(RISING.replace("10", "0"), "1: {2025: 20}", {2024: "1: 10"}, []),
    "the value before, the latest": Case(
        YEAR_BEFORE, "1: {2025: 20}", {2022: "1: 1", 2023: "1: 3", 2024: "1: 30"},
        ["30 for indicator 1 is about 10 times that of 2023, 3"]),
    "the value before comes before the baseline": Case(
        RISING, "1: {2025: 20}", {2023: "1: 11", 2024: "1: 110"},
        ["110 for indicator 1 is about 10 times that of 2023, 11"]),
    "the baseline where the value before agrees not": Case(
        RISING, "1: {2025: 20}", {2023: "1: 30", 2024: "1: 100"},
        ["100 for indicator 1 is about 10 times the baseline, 10"]),
    "a value that slipped is not held against the next": Case(
        YEAR_BEFORE, "1: {2025: 20}", {2022: "1: 10", 2023: "1: 100", 2024: "1: 11"},
        ["100 for indicator 1 is about 10 times that of 2022, 10"]),
    "nor of another row": Case(
        [YEAR_BEFORE, YEAR_BEFORE], "1: {2025: 20}, 2: {2025: 20}",
        {2022: "1: 10, 2: 10", 2023: "1: 100, 2: 10", 2024: "1: 11, 2: 100"},
        ["100 for indicator 1 is about 10 times that of 2022, 10",
         "100 for indicator 2 is about 10 times that of 2023, 10"]),
    "a first value without a baseline": Case(YEAR_BEFORE, "1: {2025: 20}", {2024: "1: 30"}, []),
}  # fmt: skip

SAME = "indicator 1 has exactly the value of 2023: 12"
UNCHANGED: dict[str, Case] = {
    "the value of the year before": Case(RISING, "1: {2025: 20}", {2023: "1: 12", 2024: "1: 12"}, [SAME]),
    "in other digits": Case(
        RISING, "1: {2025: 20}", {2023: "1: 12", 2024: "1: 12.0"}, ["indicator 1 has exactly the value of 2023: 12.0"]),
    "not of two years before": Case(RISING, "1: {2025: 20}", {2022: "1: 12", 2024: "1: 12"}, []),
    "not at the low end of its range": Case(
        RISING + ", range: [12, 30]", "1: {2025: 20}", {2023: "1: 12", 2024: "1: 12"}, []),
    "within its range": Case(
        RISING + ", range: [0, 30]", "1: {2025: 20}", {2023: "1: 12", 2024: "1: 12"}, [SAME]),
    "not where it is kept stable": Case(STABLE, "1: {2025: 20}", {2023: "1: 12", 2024: "1: 12"}, []),
    "not where nothing is asked": Case(RISING, "1: {2025: ——}", {2023: "1: 12", 2024: "1: 12"}, []),
    "not where the last cell is a hold": Case(
        RISING, "1: {2022: 11, 2025: 持续巩固}", {2023: "1: 12", 2024: "1: 12"}, []),
    "where an earlier cell is": Case(RISING, "1: {2022: 持续巩固, 2025: 20}", {2023: "1: 12", 2024: "1: 12"}, [SAME]),
    "not where the last target is the baseline": Case(
        RISING, "1: {2022: 11, 2025: 10}", {2023: "1: 12", 2024: "1: 12"}, []),
    "where an earlier target is": Case(RISING, "1: {2022: 10, 2025: 20}", {2023: "1: 12", 2024: "1: 12"}, [SAME]),
    "past a last cell that asks for nothing": Case(
        RISING, "1: {2022: 10, 2025: ——}", {2023: "1: 12", 2024: "1: 12"}, []),
    "where neither target nor baseline is a number": Case(
        UNKNOWN, "1: {2025: 稳步提升}", {2023: "1: 12", 2024: "1: 12"}, [SAME]),
    "not where nothing is filed": Case(RISING, "1: {2025: 20}", {2023: "1: ", 2024: "1: "}, []),
}  # fmt: skip

EQUALS: dict[str, Case] = {
    "the number of the year's target": Case(
        RISING, "1: {2024: 20, 2025: 30}", {2024: "1: 20.0"}, ["indicator 1 has exactly the number of its target, 20"]),
    "a bound": Case(
        RISING, "1: {2024: 突破20, 2025: 30}", {2024: "1: 20"},
        ["indicator 1 has exactly the number of its target, >20"]),
    "not of another year": Case(RISING, "1: {2023: 20, 2025: 20}", {2024: "1: 20"}, []),
    "not where it is kept stable": Case(STABLE, "1: {2024: 20}", {2024: "1: 20"}, []),
    "not words": Case(RISING, "1: {2024: 稳步提升}", {2024: "1: 20"}, []),
}  # fmt: skip

FACTOR = [*DERIVED[:2], DERIVED[2].replace("100", "102.5")]
PARTS = "1: {2025: 30}, 2: {2025: 60}, 3: {2025: 50}"
DERIVED_VALUE: dict[str, Case] = {
    "as its parts give": Case(DERIVED, PARTS, {2024: "1: 20, 2: 50, 3: 40"}, []),
    "too little for any rounding": Case(
        DERIVED, PARTS, {2024: "1: 20, 2: 50, 3: 37"},
        ["37 for indicator 3 is not what its parts give: 20 ÷ 50 × 100 = 40.0"]),
    "the rounding of all three is allowed for, downwards": Case(
        DERIVED, PARTS, {2024: "1: 20.0, 2: 50.0, 3: 39.5"},
        ["39.5 for indicator 3 is not what its parts give: 20.0 ÷ 50.0 × 100 = 40.00"]),
    "and upwards": Case(
        DERIVED, PARTS, {2024: "1: 20.0, 2: 50.0, 3: 40.5"},
        ["40.5 for indicator 3 is not what its parts give: 20.0 ÷ 50.0 × 100 = 40.00"]),
    "just within it": Case(DERIVED, PARTS, {2024: "1: 20, 2: 50, 3: 39"}, []),
    "at its very ends: 0.5 ÷ 2.5 and 1.5 ÷ 1.5": Case(
        FACTOR, PARTS, {2023: "1: 1, 2: 2, 3: 20", 2024: "1: 1, 2: 2, 3: 103"}, []),
    "beyond them": Case(
        FACTOR, PARTS, {2023: "1: 1, 2: 2, 3: 19", 2024: "1: 1, 2: 2, 3: 104"},
        ["19 for indicator 3 is not what its parts give: 1 ÷ 2 × 102.5 = 51.2",
         "104 for indicator 3 is not what its parts give: 1 ÷ 2 × 102.5 = 51.2"]),
    "a factor that is left out is 1": Case(
        [*DERIVED[:2], DERIVED[2].replace(", factor: 100", "")], PARTS, {2024: "1: 20.0, 2: 50.0, 3: 0.60"},
        ["0.60 for indicator 3 is not what its parts give: 20.0 ÷ 50.0 × 1 = 0.400"]),
    "one part is missing": Case(DERIVED, PARTS, {2024: "1: 20, 2: , 3: 30"}, []),
    "the other is": Case(DERIVED, PARTS, {2024: "2: 50, 3: 30"}, []),
    "not by what may be 0": Case(DERIVED, PARTS, {2024: "1: 20, 2: 0.0, 3: 30"}, []),
    "nor by what may just be": Case(DERIVED, PARTS, {2024: "1: 20, 2: 0, 3: 30"}, []),
    "whatever the value": Case(DERIVED, PARTS, {2024: "1: 20, 2: 0, 3: 9000"}, []),
    "the rows after such a one": Case(
        [*DERIVED, DERIVED[2].replace("denominator: 2", "denominator: 1")],
        PARTS + ", 4: {2025: 50}", {2024: "1: 20, 2: 0, 3: 30, 4: 30"},
        ["30 for indicator 4 is not what its parts give: 20 ÷ 20 × 100 = 100.0"]),
    "the rows after one without a part": Case(
        [*DERIVED, DERIVED[2].replace("denominator: 2", "denominator: 1")],
        PARTS + ", 4: {2025: 50}", {2024: "1: 20, 2: , 3: 30, 4: 30"},
        ["30 for indicator 4 is not what its parts give: 20 ÷ 20 × 100 = 100.0"]),
    "by less than 0": Case(
        DERIVED, PARTS, {2024: "1: 20, 2: -50, 3: 40"},
        ["40 for indicator 3 is not what its parts give: 20 ÷ -50 × 100 = -40.0"]),
}  # fmt: skip

FEWER: dict[str, Case] = {
    "than the baseline": Case(
        "direction: rising, baseline: 10.00", "1: {2025: 20}", {2024: "1: 12.5"},
        ["12.5 for indicator 1 has fewer decimals than the 2 in the table"]),
    "than a cell": Case(
        UNKNOWN, "1: {2022: 11.5, 2025: 20}", {2024: "1: 12"},
        ["12 for indicator 1 has fewer decimals than the 1 in the table"]),
    "not as many": Case("direction: rising, baseline: 10.0", "1: {2025: 20}", {2024: "1: 12.5"}, []),
    "not where no number is printed": Case(UNKNOWN, "1: {2025: 稳步提升}", {2024: "1: 12"}, []),
}  # fmt: skip

NOT_REPORTED: dict[str, Case] = {
    "its line is empty": Case(RISING, "1: {2025: 20}", {2024: "1: "}, ["indicator 1 (某指标) is not reported yet"]),
    "its line is missing": Case(RISING, "1: {2025: 20}", {2024: ""}, ["indicator 1 (某指标) is not in the file"]),
    "by its English name": Case(
        RISING + ", name_en: Income", "1: {2025: 20}", {2024: "1: "}, ["indicator 1 (Income) is not reported yet"]),
    "not where nothing was surveyed": Case(RISING, "1: {2025: 20}", {2024: "1: ——"}, []),
    "not where nothing is asked": Case(RISING, "1: {2025: ——}", {2024: "1: "}, []),
    "not up to the year of the baseline": Case(
        RISING, "1: {2025: 20}", {2019: "", 2020: "", 2021: ""}, ["indicator 1 (某指标) is not in the file"]),
    "the rows after one that is reported": Case(
        [RISING, RISING], "1: {2025: 20}, 2: {2025: 20}", {2024: "1: 12"}, ["indicator 2 (某指标) is not in the file"]),
}  # fmt: skip

ONE, TWO = "1: {2025: 20}", "1: {2025: 20}, 2: {2025: 20}"
FOUR = f"{TWO}, 3: {{2025: 20}}, 4: {{2025: 20}}"
OWN = "{{value: 12, status: {}}}"
ILLUSTRATIVE: dict[str, Case] = {
    "each value of a file, but for what is no value or says otherwise": Case(
        [RISING] * 4, FOUR, {2024: f"1: 12, 2: ——, 3: {OWN.format('published')}, 4: 13"},
        ["2 illustrative values, not official"], "illustrative"),
    "a value that says so": Case(
        [RISING] * 2, TWO, {2024: f"1: 12, 2: {OWN.format('illustrative')}"}, ["1 illustrative value, not official"]),
    "none": Case(RISING, ONE, {2024: "1: 12"}, []),
    "a file without values": Case(RISING, ONE, {2024: "1: "}, [], "illustrative"),
}  # fmt: skip

STALE_2023 = "still preliminary for 2023, and there is a file for 2024"
STALE: dict[str, Case] = {
    "a value of an earlier year": Case(
        RISING, ONE, {2023: f"1: {OWN.format('preliminary')}", 2024: "1: 13"}, [STALE_2023]),
    "not of the latest": Case(RISING, ONE, {2023: "1: 12", 2024: f"1: {OWN.format('preliminary')}"}, []),
    "in every earlier year": Case(
        RISING, ONE, {2022: "1: 11", 2023: "1: 12", 2024: "1: 13"},
        ["still preliminary for 2022, and there is a file for 2024", STALE_2023], "preliminary"),
    "the values of a file together": Case(
        [RISING] * 2, TWO, {2023: "1: 12, 2: 13", 2024: "1: 13"}, [STALE_2023], "preliminary"),
    "and each that says so": Case(
        [RISING] * 2, TWO, {2023: f"1: {OWN.format('preliminary')}, 2: 13", 2024: "1: 13"},
        [STALE_2023, STALE_2023], "preliminary"),
    "only those": Case(
        RISING, ONE, {2023: f"1: {OWN.format('preliminary')}", 2024: "1: 13"}, [STALE_2023], "preliminary"),
    "not a value that says otherwise": Case(
        RISING, ONE, {2023: f"1: {OWN.format('published')}", 2024: "1: 13"}, [], "preliminary"),
}  # fmt: skip

NO_WORSE = "indicator 1 is not to be kept stable: worse has no effect"
NO_TOLERANCE = "no target of indicator 1 has a use for the tolerance"
LENIENT = f"{STABLE}, tolerance: 2"
IDLE: dict[str, Case] = {
    "worse of a rising one": Case(f"{RISING}, worse: lower", ONE, {}, [NO_WORSE]),
    "of a falling one, though it is what goes without saying": Case(
        f"{FALLING}, worse: either", "1: {2025: 5}", {}, [NO_WORSE]),
    "worse of one to be kept stable": Case(STABLE, ONE, {}, []),
    "left empty": Case(f"{RISING}, worse: ", ONE, {}, []),
    "a tolerance of a number, kept stable": Case(LENIENT, ONE, {}, []),
    "of a number that rises": Case(f"{RISING}, tolerance: 2", ONE, {}, [NO_TOLERANCE]),
    "of 0": Case(f"{RISING}, tolerance: 0", ONE, {}, []),
    "of a bound": Case(LENIENT, "1: {2025: ≥20}", {}, [NO_TOLERANCE]),
    "of a range": Case(LENIENT, "1: {2025: 20–30}", {}, [NO_TOLERANCE]),
    "of a hold, whichever the direction": Case(f"{FALLING}, tolerance: 2", "1: {2025: 持续巩固}", {}, []),
    "of one cell among others": Case(LENIENT, "1: {2022: ≥20, 2025: 20}", {}, []),
    "of another definition": Case(LENIENT, "1: {2025: {cell: 20, differs: 另一口径}}", {}, [NO_TOLERANCE]),
    "in a document that decides nothing": Case(
        LENIENT, {"2021-11-09": "1: {2025: ≥20}", "2025-02-28": "1: {2025: 20}"}, {}, []),
    "of a number handed down": Case(
        LENIENT, {resolved("id: 1, year: 2024, target: 20, source: 通知"): f"1: {{2024: {OPEN}}}"}, {}, []),
    "both": Case(f"{RISING}, worse: lower, tolerance: 2", ONE, {}, [NO_WORSE, NO_TOLERANCE]),
}  # fmt: skip

CIRCLE = "an indicator is derived from itself: "
ITSELF: dict[str, Case] = {
    "by its numerator": Case(f"{RISING}, derived: {{numerator: 1, denominator: 2}}", ONE, {}, [f"{CIRCLE}1 → 1"]),
    "by its denominator": Case(f"{RISING}, derived: {{numerator: 2, denominator: 1}}", ONE, {}, [f"{CIRCLE}1 → 1"]),
    "by way of another": Case(
        [f"{RISING}, derived: {{numerator: 2, denominator: 3}}", f"{RISING}, derived: {{numerator: 3, denominator: 1}}",
         RISING], "", {}, [f"{CIRCLE}1 → 2 → 1"]),
    "by way of very many": Case(
        [f"{RISING}, derived: {{numerator: {n % 7 + 1}, denominator: 8}}" for n in range(1, 8)] + [RISING], "", {},
        [f"{CIRCLE}1 → 2 → 3 → 4 → 5 → … → 1"]),
    "by way of five": Case(
        [f"{RISING}, derived: {{numerator: {n % 5 + 1}, denominator: 6}}" for n in range(1, 6)] + [RISING], "", {},
        [f"{CIRCLE}1 → 2 → 3 → 4 → 5 → 1"]),
    "at the end of a long way": Case(
        [f"{RISING}, derived: {{numerator: {part}, denominator: 7}}" for part in (2, 3, 4, 5, 6, 5)] + [RISING], "", {},
        [f"{CIRCLE}5 → 6 → 5"]),
    "two ways to one part": Case(
        [f"{RISING}, derived: {{numerator: 2, denominator: 3}}", f"{RISING}, derived: {{numerator: 4, denominator: 3}}",
         f"{RISING}, derived: {{numerator: 4, denominator: 4}}", RISING], "", {}, []),
    "of one that is not there": Case(f"{RISING}, derived: {{numerator: 7, denominator: 8}}", ONE, {}, []),
}  # fmt: skip

CASES: dict[str, dict[str, Case]] = {
    "GF206": RESOLUTION,
    "GF207": ITSELF,
    "GF208": IDLE,
    "GF301": LOOSER,
    "GF302": RETREATS,
    "GF303": NO_CHANGE,
    "GF304": DERIVED_TARGET,
    "GF305": OPEN_TARGET,
    "GF306": TOO_COARSE,
    "GF401": OUT_OF_RANGE,
    "GF402": SLIPPED,
    "GF403": UNCHANGED,
    "GF404": EQUALS,
    "GF405": DERIVED_VALUE,
    "GF406": FEWER,
    "GF501": NOT_REPORTED,
    "GF503": ILLUSTRATIVE,
    "GF504": STALE,
}


@pytest.mark.parametrize(
    ("code", "case"),
    [pytest.param(code, case, id=f"{code} {name}") for code, cases in CASES.items() for name, case in cases.items()],
)
def test_what_is_found(code: str, case: Case, tmp_path: Path) -> None:
    assert sentences(tmp_path / "data", case, code) == case.found


def test_illustrative_values_of_a_file_that_says_otherwise_are_found_at_the_first(tmp_path: Path) -> None:
    own = OWN.format("illustrative")
    found = findings(tmp_path / "data", Case([RISING] * 2, TWO, {2024: f"2: {own}, 1: {own}"}, []))
    text = (tmp_path / "data" / "actuals" / "2024.yaml").read_text("utf-8")
    (illustrative,) = (finding for finding in found if finding.code == "GF503")
    assert text[illustrative.place.column - 1 :].startswith("12, status: illustrative}, 1:")


@pytest.mark.parametrize("parts", ["numerator: 2, denominator: 7", "numerator: 7, denominator: 2"])
def test_a_row_of_parts_that_are_not_there_is_passed_over_where_that_is_silenced(parts: str, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "data", f"{RISING}, derived: {{{parts}}}", RISING, targets="1: {2025: 40}, 2: {2025: 20}", actuals={}
    )
    table = folder / "indicators.yaml"
    table.write_text(table.read_text("utf-8").rstrip() + "  # gongfu: ignore[GF202] 试\n", encoding="utf-8")
    outcome = check(load(folder))
    assert outcome.book
    assert [finding.code for finding in outcome.findings] == []


def test_the_body_that_leads_is_asked_for_a_value(tmp_path: Path) -> None:
    case = Case(f"{RISING}, departments: [乙局, 甲局]", ONE, {2024: "1: "}, [])
    hints = [finding.hint and finding.hint.en for finding in findings(tmp_path / "data", case)]
    assert hints == ["ask 乙局 for it; write —— if nothing was surveyed"]


def test_errors_alone_may_be_wanted(tmp_path: Path) -> None:
    case = Case(PERCENT, "1: {2025: 60}", {2024: "1: 107"}, [])
    assert {finding.code for finding in findings(tmp_path / "a", case)} == {"GF301", "GF401"}
    assert {finding.code for finding in findings(tmp_path / "b", case, errors_only)} == {"GF401"}


SUCCESSORS: dict[str, tuple[str, list[str]]] = {
    "one of another": ("{name: 甲, successor: {name: 乙, since: 2022-01-01}}, {name: 乙}", []),
    "one of itself": ("{name: 甲, successor: {name: 甲, since: 2022-01-01}}", ["甲 → 甲"]),
    "one of itself by an alias": (
        "{name: 甲, aliases: [甲办], successor: {name: 甲办, since: 2022-01-01}}", ["甲办 → 甲办"]),
    "in turn": (
        "{name: 甲, successor: {name: 乙, since: 2022-01-01}}, {name: 乙, successor: {name: 甲, since: 2024-01-01}}",
        ["甲 → 乙 → 甲"]),
    "one that leads into a circle": (
        "{name: 丙, successor: {name: 甲, since: 2022-01-01}}, {name: 甲, successor: {name: 乙, since: 2022-01-01}}, "
        "{name: 乙, successor: {name: 甲, since: 2024-01-01}}", ["甲 → 乙 → 甲"]),
}  # fmt: skip


@pytest.mark.parametrize(("register", "circles"), SUCCESSORS.values(), ids=SUCCESSORS)
def test_successors_that_lead_back_to_themselves(tmp_path: Path, register: str, circles: list[str]) -> None:
    write(tmp_path / "data", RISING, targets=ONE, actuals={}, departments=f"{register}, {{name: 甲局}}")
    found = [finding.message for finding in check(load(tmp_path / "data")).findings if finding.code == "GF207"]
    assert [message.en for message in found] == [f"the successors lead in a circle: {circle}" for circle in circles]
    assert [message.zh for message in found] == [f"承接关系绕成一圈：{circle}" for circle in circles]
