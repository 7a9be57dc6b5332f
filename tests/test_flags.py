"""Section 4.5: every flag with a case that has it and a near miss that has not; the further goals."""

from copy import copy
from decimal import Decimal

import pytest
from tables import county, row

from gongfu_cli.scoring.flags import flags
from gongfu_cli.scoring.requirement import Path
from gongfu_cli.scoring.scorecard import Deciding, score

RISING = "direction: rising, baseline: 10"
FALLING = "direction: falling, baseline: 40"
UNKNOWN = "direction: rising, baseline: ——"
OPEN = "2022: 完成上级下达指标, 2025: 完成上级下达指标"
SETTLED = "2021-11-09, resolved: [{id: 1, year: 2024, target: 20, source: 通知}]"
LATER = "2024-05-01, replaces: true"
BESIDE = "2024-05-01"

# Flag, the row, its cells, its value in 2024, whether it has the flag.
Case = tuple[str, str, str | dict[str, str], str, bool]

FLAGS: dict[str, Case] = {
    "the requirement is on the line": ("interpolated", RISING, "2022: 20, 2025: 40", "30", True),
    "the requirement is on the line, nothing filed": ("interpolated", RISING, "2022: 20, 2025: 40", "", True),
    "the cell of the year": ("interpolated", RISING, "2024: 20, 2025: 40", "30", False),
    "the earlier cell stands": ("interpolated", RISING, "2022: 20, 2025: 30–40", "30", False),
    "an estimate": ("estimated-baseline", "direction: rising, baseline: 预计10", "2025: 20", "15", True),
    "no estimate": ("estimated-baseline", RISING, "2025: 20", "15", False),
    "no baseline": ("estimated-baseline", UNKNOWN, "2025: 20", "15", False),
    "the last target is worse than the baseline": ("looser-target", RISING, "2022: 20, 2025: 9.9", "15", True),
    "falling: the last target is worse than the baseline": ("looser-target", FALLING, "2025: 40.1以内", "15", True),
    "a last bound is worse than the baseline": ("looser-target", RISING, "2025: 突破9", "15", True),
    "the last target equals the baseline": ("looser-target", RISING, "2025: 10", "15", False),
    "only an earlier target is worse": ("looser-target", RISING, "2022: 9, 2025: 20", "15", False),
    "a hold with a tolerance is not": ("looser-target", RISING + ", tolerance: 2", "2025: 持续巩固", "15", False),
    "a range is not": ("looser-target", RISING, "2025: 8–9", "9", False),
    "keep stable is not": (
        "looser-target", "direction: keep stable, worse: lower, baseline: 10", "2025: 9", "15", False),
    "no baseline to be looser than": ("looser-target", UNKNOWN, "2025: 9", "15", False),
    "worse": ("worse-than-baseline", RISING, "2025: 20", "9.9", True),
    "worse, and on track": ("worse-than-baseline", RISING, "2025: 9", "9.5", True),
    "falling: worse": ("worse-than-baseline", FALLING, "2025: 20", "40.1", True),
    "kept stable, worse lower: lower": (
        "worse-than-baseline", "direction: keep stable, worse: lower, baseline: 10", "2025: 9", "9.9", True),
    "kept stable, worse lower: higher": (
        "worse-than-baseline", "direction: keep stable, worse: lower, baseline: 10", "2025: 9", "10.1", False),
    "kept stable, worse higher: higher": (
        "worse-than-baseline", "direction: keep stable, worse: higher, baseline: 10", "2025: 9", "10.1", True),
    "kept stable, worse higher: lower": (
        "worse-than-baseline", "direction: keep stable, worse: higher, baseline: 10", "2025: 9", "9.9", False),
    "kept stable, either: neither is better": (
        "worse-than-baseline", "direction: keep stable, baseline: 10", "2025: 9", "5", False),
    "equal to the baseline": ("worse-than-baseline", RISING, "2025: 20", "10", False),
    "nothing filed to be worse": ("worse-than-baseline", RISING, "2025: 20", "", False),
    "no baseline to be worse than": ("worse-than-baseline", UNKNOWN, "2025: 20", "-5", False),
    "worse where a fall is asked, whatever the direction": (
        "worse-than-baseline", RISING, "2025: 稳步下降", "10.1", True),
    "better where a fall is asked": ("worse-than-baseline", RISING, "2025: 稳步下降", "9.9", False),
    "equal where a fall is asked": ("worse-than-baseline", RISING, "2025: 稳步下降", "10", False),
    "worse where a rise is asked": ("worse-than-baseline", RISING, "2025: 稳步提升", "9", True),
    "equal where a rise is asked": ("worse-than-baseline", RISING, "2025: 稳步提升", "10", False),
    "the last level is reached early": ("at-final-level", RISING, "2022: 20, 2025: 40", "40", True),
    "falling: the last level is reached early": ("at-final-level", FALLING, "2025: 30以内", "30", True),
    "a last target looser than the baseline too": ("at-final-level", RISING, "2025: 9", "9", True),
    "an open wording settled for the last year only": (
        "at-final-level", RISING, {SETTLED.replace("2024", "2025"): OPEN}, "20", True),
    "just short of the last level": ("at-final-level", RISING, "2022: 20, 2025: 40", "39.9", False),
    "a strict last bound itself": ("at-final-level", RISING, "2025: 突破40", "40", False),
    "in the last year": ("at-final-level", RISING, "2022: 20, 2024: 40", "40", False),
    "after the last year": ("at-final-level", RISING, "2022: 20", "40", False),
    "a last range": ("at-final-level", RISING, "2025: 30–40", "35", False),
    "a last hold": ("at-final-level", RISING, "2025: 持续巩固", "35", False),
    "a last rise": ("at-final-level", RISING, "2025: 稳步提升", "35", False),
    "kept stable": ("at-final-level", "direction: keep stable, worse: lower, baseline: 10", "2025: 20", "40", False),
    "not surveyed, so no level": ("at-final-level", RISING, "2025: 20", "——", False),
    "on track, and late for the last milestone": ("off-course", RISING, "2024: 12, 2025: 20", "15", True),
    "on a line, on track is on course": ("off-course", RISING, "2025: 20", "18", False),
    "falling: on track, and late": ("off-course", FALLING, "2024: 38, 2025: 20", "30", True),
    "on track, just on course": ("off-course", RISING, "2024: 12, 2025: 20", "18", False),
    "on track, just off course": ("off-course", RISING, "2024: 12, 2025: 20", "17.9", True),
    "in gap already": ("off-course", RISING, "2024: 12, 2025: 20", "11", False),
    "in the last year nothing lies ahead": ("off-course", RISING, "2024: 9", "9.5", False),
    "no progress without a baseline": ("off-course", UNKNOWN, "2024: 12, 2025: 20", "15", False),
    "no progress towards a hold": ("off-course", RISING, "2024: 9, 2025: 持续巩固", "9", False),
    "a tolerance moves the hold": ("tolerance", RISING + ", tolerance: 2", "2025: 持续巩固", "15", True),
    "a tolerance moves a number to be kept": (
        "tolerance", "direction: keep stable, baseline: 10, tolerance: 2", "2025: 9", "15", True),
    "a tolerance moves it whether met or not, filed or not": (
        "tolerance", RISING + ", tolerance: 2", "2025: 持续巩固", "", True),
    "a tolerance of 0 moves nothing": ("tolerance", RISING + ", tolerance: 0", "2025: 持续巩固", "15", False),
    "a tolerance that the cell cannot use": ("tolerance", RISING + ", tolerance: 2", "2025: 20", "15", False),
    "a tolerance on an unknown baseline": ("tolerance", UNKNOWN + ", tolerance: 2", "2025: 持续巩固", "15", False),
    "preliminary": ("preliminary", RISING, "2025: 20", "{value: 15, status: preliminary}", True),
    "a preliminary verdict": (
        "preliminary", RISING, OPEN, "{verdict: met, status: preliminary, source: 考核}", True),
    "preliminary, and nothing filed": ("preliminary", RISING, "2025: 20", "{status: preliminary}", False),
    "published": ("preliminary", RISING, "2025: 20", "15", False),
    "illustrative": ("illustrative", RISING, "2025: 20", "{value: 15, status: illustrative}", True),
    "illustrative, not surveyed": ("illustrative", RISING, "2025: 20", "{value: ——, status: illustrative}", False),
    "illustrative is not preliminary": (
        "preliminary", RISING, "2025: 20", "{value: 15, status: illustrative}", False),
    "not surveyed": ("not-surveyed", RISING, "2025: 20", "——", True),
    "not surveyed, and not due": ("not-surveyed", RISING, "2025: ——", "——", True),
    "not reported": ("not-surveyed", RISING, "2025: 20", "", False),
    "a replacing document changed a cell": (
        "revised-target", RISING, {"2021-11-09": "2025: 20", LATER: "2025: 30"}, "15", True),
    "it changed a past cell": (
        "revised-target", RISING, {"2021-11-09": "2022: 12, 2025: 20", LATER: "2022: 11"}, "15", True),
    "it changed the words and not the number": (
        "revised-target", RISING, {"2021-11-09": "2025: 20", LATER: "2025: 20以上"}, "15", True),
    "it gave words where nothing was asked": (
        "revised-target", RISING, {"2021-11-09": "2025: ——", LATER: "2025: 20"}, "15", True),
    "changed and changed back": (
        "revised-target", RISING,
        {"2021-11-09": "2025: 20", LATER: "2025: 30", f"{LATER}, source: 另一文件": "2025: 20"}, "15", True),
    "it changed the definition and not the words": (
        "revised-target", RISING,
        {"2021-11-09": "2025: 20", LATER: "2025: {cell: 20, differs: 只计城镇}"}, "15", True),
    "it changed how the definition differs": (
        "revised-target", RISING,
        {"2021-11-09": "2025: {cell: 20, differs: 只计城镇}", LATER: "2025: {cell: 20, differs: 只计农村}"}, "15",
        True),
    "it withdrew a cell": ("revised-target", RISING, {"2021-11-09": "2025: 20", LATER: "2025: ——"}, "15", True),
    "it repeats the words": ("revised-target", RISING, {"2021-11-09": "2025: 20", LATER: "2025: 20"}, "15", False),
    "it adds a year": ("revised-target", RISING, {"2021-11-09": "2025: 20", LATER: "2030: 30"}, "15", False),
    "an annex of the same notice adds a year": (
        "revised-target", RISING,
        {"2021-11-09": "2025: 20", "2021-11-09, source: 附件3, replaces: true": "2021: 12"}, "15", False),
    "it repeats the words and the definition": (
        "revised-target", RISING,
        {"2021-11-09": "2025: {cell: 20, differs: 只计城镇}", LATER: "2025: {cell: 20, differs: 只计城镇}"}, "15",
        False),
    "a document beside does not decide": (
        "revised-target", RISING, {"2021-11-09": "2025: 20", BESIDE: "2025: 30"}, "15", False),
    "a document of a later year does not decide yet": (
        "revised-target", RISING, {"2021-11-09": "2025: 20", "2025-01-01, replaces: true": "2025: 30"}, "15", False),
}  # fmt: skip


@pytest.mark.parametrize(("flag", "indicator", "cells", "value", "has"), FLAGS.values(), ids=FLAGS)
def test_flag(flag: str, indicator: str, cells: str | dict[str, str], value: str, has: bool) -> None:
    assert (flag in row(indicator, cells, {2024: value}).flags) == has


# Rounding-sensitive: half a unit of the last printed digit up or down, that value included, changes whether r is met.
ROUNDING: dict[str, tuple[str, str, str, bool]] = {
    "met, half a unit down still meets it": (RISING, "≥20.45", "20.5", False),
    "met by less than half a unit": (RISING, "≥20.46", "20.5", True),
    "missed by less than half a unit": (RISING, "≥20.54", "20.5", True),
    "missed, half a unit up just meets it": (RISING, "≥20.55", "20.5", True),
    "missed by more than half a unit": (RISING, "≥20.56", "20.5", False),
    "a strict bound met, half a unit down is its own value": (RISING, "突破20.45", "20.5", True),
    "a strict bound missed, half a unit up is its own value": (RISING, "突破20.55", "20.5", False),
    "a strict bound missed by its own value": (RISING, "突破20.5", "20.5", True),
    "met by less, but the zero printed makes the unit smaller": (RISING, "≥20.46", "20.50", False),
    "whole numbers: half of one": (RISING, "≥20", "20", True),
    "whole numbers: met by one": (RISING, "≥20", "21", False),
    "at most, met": (FALLING, "≤20", "20.0", True),
    "at most, half a unit up still meets it": (FALLING, "≤20.05", "20.0", False),
    "at most, missed, half a unit down just meets it": (FALLING, "≤19.95", "20.0", True),
    "at most, missed by more": (FALLING, "≤19.94", "20.0", False),
    "within, near the low end": (RISING, "20–30", "20.0", True),
    "within, near the high end": (RISING, "20–30", "30.0", True),
    "within, in the middle": (RISING, "20–30", "25", False),
    "within, just above": (RISING, "20–30", "30.1", False),
    "within, missed by more than half a unit": (RISING, "20–30", "19.9", False),
    "within, half of a whole unit reaches it": (RISING, "20.5–30", "20", True),
    "within, a range narrower than the digit": (RISING, "20.2–20.3", "20", True),
    "a hold": (RISING, "持续巩固", "10", True),
    "a hold, well met": (RISING, "持续巩固", "11", False),
    "what lies beyond the range does not count": (f"{RISING}, range: [0, 20]", "20", "20", True),
    "met at the end of the range: more cannot be": (f"{FALLING}, range: [0, 40]", "≤40", "40", False),
    "met at the low end of the range: more would miss": (f"{FALLING}, range: [0, 40]", "清零", "0", True),
    "the end of the range itself counts": (f"{RISING}, range: [0, 20.3]", "20.3", "20", True),
    "not for a rise": (RISING, "稳步提升", "10", False),
    "not for a fall": (RISING, "稳步下降", "10", False),
    "not where nothing is asked": (RISING, "——", "10", False),
    "not where the target is open": (RISING, "完成上级下达指标", "10", False),
    "not where nothing is filed": (RISING, "20", "", False),
    "not where the hold is unknown": (UNKNOWN, "持续巩固", "10", False),
}  # fmt: skip


@pytest.mark.parametrize(("indicator", "cell", "value", "has"), ROUNDING.values(), ids=ROUNDING)
def test_rounding_sensitive(indicator: str, cell: str, value: str, has: bool) -> None:
    flags = row(indicator, f"2025: {cell}", {2025: value}, 2025).flags
    assert ("rounding-sensitive" in flags) == has


def test_a_value_that_cannot_be_is_not_sensitive_to_rounding() -> None:
    case = row(RISING, "2025: 20", {2025: "20"}, 2025)
    beyond = copy(case)
    beyond.indicator = case.indicator.model_copy(update={"range": (Decimal(0), Decimal(19))})
    assert "rounding-sensitive" in flags(case, None, False)
    assert "rounding-sensitive" not in flags(beyond, None, False)


def test_the_status_of_the_file_holds_for_values_that_name_none() -> None:
    assert "illustrative" in row(RISING, "2025: 20", {2024: "15"}, status="illustrative").flags
    assert "preliminary" in row(RISING, "2025: 20", {2024: "15"}, status="preliminary").flags
    published = row(RISING, "2025: 20", {2024: "{value: 15, status: published}"}, status="illustrative")
    assert "illustrative" not in published.flags
    assert "illustrative" not in row(RISING, "2025: 20", {2024: ""}, status="illustrative").flags


def test_documents_that_decide_by_request_revise_too() -> None:
    documents = {"2021-11-09": "2025: 20", BESIDE: "2025: 30"}
    assert "revised-target" in row(RISING, documents, {2024: "15"}, targets="latest").flags


def test_flags_are_sorted() -> None:
    flags = row("direction: rising, baseline: 预计10", "2025: 9", {2024: "9"}, status="illustrative").flags
    assert flags == (
        "at-final-level",
        "estimated-baseline",
        "illustrative",
        "looser-target",
        "rounding-sensitive",
        "worse-than-baseline",
    )


PARTS = {
    "both parts on track": ("30", "100", "100", True),
    "both parts on track, the row too": ("41", "100", "100", False),
    "one part in gap": ("30", "90", "100", False),
    "the other part in gap": ("30", "100", "90", False),
    "a part without data": ("30", "100", "", False),
}  # fmt: skip


@pytest.mark.parametrize(("value", "numerator", "denominator", "has"), PARTS.values(), ids=PARTS)
def test_parts_on_track(value: str, numerator: str, denominator: str, has: bool) -> None:
    book = county(
        f"{RISING}, derived: {{numerator: 2, denominator: 3}}",
        RISING,
        RISING,
        targets="1: {2025: 40}, 2: {2025: 100}, 3: {2025: 100}",
        actuals={2025: f"1: {value}, 2: {numerator}, 3: {denominator}"},
    )
    scored = score(book, 2025).rows
    assert ("parts-on-track" in scored[0].flags) == has
    assert all("parts-on-track" not in each.flags for each in scored[1:])


# Further goals: documents by date, the value in 2024, path, targets; source, cell and whether it is met for each.
Goal = tuple[str, str, bool | None]

FURTHER: dict[str, tuple[str, dict[str, str], str, list[Goal]]] = {
    "one document has none beside it": (RISING, {"2021-11-09": "2025: 20"}, "15", []),
    "met": (RISING, {"2021-11-09": "2024: 20", BESIDE: "2024: 突破28"}, "28.1", [("文件2024", "突破28", True)]),
    "missed by its own value": (
        RISING, {"2021-11-09": "2024: 20", BESIDE: "2024: 突破28"}, "28", [("文件2024", "突破28", False)]),
    "issued on 31 December": (
        RISING, {"2021-11-09": "2024: 20", "2024-12-31": "2024: 30"}, "25", [("文件2024", "30", False)]),
    "issued a day later: not yet": (RISING, {"2021-11-09": "2024: 20", "2025-01-01": "2024: 30"}, "25", []),
    "one that replaces is in force": (RISING, {"2021-11-09": "2024: 20", LATER: "2024: 30"}, "25", []),
    "one that does not mention the row": (RISING, {"2021-11-09": "2024: 20", BESIDE: ""}, "25", []),
    "one that asks for nothing": (RISING, {"2021-11-09": "2024: 20", BESIDE: "2024: ——"}, "25", []),
    "several, by date": (
        RISING, {"2021-11-09": "2024: 20", "2023-01-01": "2024: 26", BESIDE: "2024: 24"}, "25",
        [("文件2023", "26", False), ("文件2024", "24", True)]),
    "on its own line from the baseline, met": (
        RISING, {"2021-11-09": "2024: 20", BESIDE: "2025: 30"}, "26", [("文件2024", "30", True)]),
    "on its own line from the baseline, missed": (
        RISING, {"2021-11-09": "2024: 20", BESIDE: "2025: 30"}, "25.9", [("文件2024", "30", False)]),
    "alone: not from the milestones of the other document": (
        UNKNOWN, {"2021-11-09": "2022: 20", BESIDE: "2025: 30"}, "26", []),
    "its last cell stands": (
        RISING, {"2021-11-09": "2024: 20", BESIDE: "2022: 30"}, "26", [("文件2024", "30", False)]),
    "no actual": (RISING, {"2021-11-09": "2024: 20", BESIDE: "2024: 30"}, "", [("文件2024", "30", None)]),
    "not surveyed": (RISING, {"2021-11-09": "2024: 20", BESIDE: "2024: 30"}, "——", [("文件2024", "30", None)]),
    "a hold, met": (
        RISING, {"2021-11-09": "2024: 20", BESIDE: "2024: 持续巩固"}, "10", [("文件2024", "持续巩固", True)]),
    "a hold, missed": (
        RISING, {"2021-11-09": "2024: 20", BESIDE: "2024: 持续巩固"}, "9", [("文件2024", "持续巩固", False)]),
    "a hold on an unknown baseline: the number asked for is unknown": (
        UNKNOWN, {"2021-11-09": "2024: 20", BESIDE: "2024: 持续巩固"}, "9", [("文件2024", "持续巩固", None)]),
    "a rise": (
        RISING, {"2021-11-09": "2024: 20", BESIDE: "2024: 稳步提升"}, "25", [("文件2024", "稳步提升", None)]),
    "an open wording": (
        RISING, {"2021-11-09": "2024: 20", BESIDE: "2024: 完成上级下达指标"}, "25",
        [("文件2024", "完成上级下达指标", None)]),
    "a range": (RISING, {"2021-11-09": "2024: 20", BESIDE: "2024: 24–26"}, "25", [("文件2024", "24–26", True)]),
    "of another definition: never compared": (
        RISING, {"2021-11-09": "2024: 20", BESIDE: "2024: {cell: 达到25, differs: 只计持证人员}"}, "26",
        [("文件2024", "达到25", None)]),
    "of another definition, on no line": (
        RISING, {"2021-11-09": "2024: 20", BESIDE: "2025: {cell: 达到25, differs: 只计持证人员}"}, "26",
        [("文件2024", "达到25", None)]),
    "of another definition, a resolved number serves cells in force only": (
        RISING,
        {SETTLED: OPEN, BESIDE: "2024: {cell: 25, differs: 只计城镇}"}, "26", [("文件2024", "25", None)]),
}  # fmt: skip


@pytest.mark.parametrize(("indicator", "documents", "value", "expected"), FURTHER.values(), ids=FURTHER)
def test_further_goals(indicator: str, documents: dict[str, str], value: str, expected: list[Goal]) -> None:
    further = row(indicator, documents, {2024: value}).further
    assert [(each.document.source, each.cell.text, each.met) for each in further] == expected


def further_cells(path: Path = "linear", targets: Deciding = None) -> list[str]:
    documents = {"2021-11-09": "2023: 20", "2023-01-01": "2025: 30", "2024-01-01": "2023: 40"}
    return [each.cell.text for each in row(RISING, documents, {2024: "25"}, 2024, path, targets).further]


def test_a_document_that_decides_is_no_further_goal() -> None:
    assert further_cells() == ["30", "40"]
    assert further_cells(targets="latest") == []


def test_further_goals_take_the_path_of_the_scorecard() -> None:
    assert further_cells(path="step") == ["40"]
