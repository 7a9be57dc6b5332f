"""The flags of a row, which say what its standing alone would hide."""

from decimal import Decimal

from gongfu_cli.book.model import Indicator
from gongfu_cli.book.number import decimals, minus, plus
from gongfu_cli.scoring.case import Case
from gongfu_cli.scoring.measures import Measures
from gongfu_cli.scoring.requirement import Requirement, better
from gongfu_cli.scoring.standing import Verdict


def flags(case: Measures, verdict: Verdict | None, parts: bool) -> list[str]:
    """The flags of a case with its measures, in alphabetical order; `parts`: whether both parts of a derived row are on
    track."""
    requirement, value, final = case.requirement, case.value, case.course.final
    goal = case.goal(final)
    raised = {
        "interpolated": requirement is not None and requirement.line is not None,
        "estimated-baseline": case.indicator.baseline.estimated,
        "looser-target": better(case.indicator, case.baseline, goal),
        "worse-than-baseline": _worse(case),
        "at-final-level": (
            not case.final and goal is not None and final is not None and value is not None and final.met(value)
        ),
        "off-course": verdict == "on_track" and not case.final and _late(case),
        "tolerance": requirement is not None and requirement.before_tolerance is not None,
        "rounding-sensitive": case.compared is not None and _rounding_decides(case.indicator, *case.compared),
        "preliminary": case.filed.status == "preliminary",
        "illustrative": case.filed.status == "illustrative",
        "not-surveyed": not case.filed.surveyed,
        "revised-target": case.course.revised,
        "parts-on-track": verdict == "gap" and parts,
    }
    return sorted(flag for flag, is_raised in raised.items() if is_raised)


def _worse(case: Case) -> bool:
    """Whether the value is worse than the baseline, where the goal is a level: by the direction, or by a wording that
    says which way."""
    value, baseline = case.value, case.baseline
    if case.indicator.of_its_year or value is None or baseline is None:
        return False
    if case.requirement is not None and case.requirement.op in ("rise", "fall"):
        return value < baseline if case.requirement.op == "rise" else value > baseline
    return better(case.indicator, baseline, value)


def _late(case: Measures) -> bool:
    """Whether less of the whole change is made than of the time has passed: at the average yearly change so far the
    last milestone is missed."""
    progress, elapsed = case.progress, case.elapsed
    return progress is not None and elapsed is not None and progress < elapsed


def _rounding_decides(indicator: Indicator, requirement: Requirement, value: Decimal) -> bool:
    """Whether some value that is printed as `value`, half a unit up or down included, is judged otherwise; among the
    values there can be at all, and never where the value itself cannot be."""
    half = Decimal(5).scaleb(-decimals(value) - 1)
    low, high = minus(value, half), plus(value, half)
    if indicator.range:
        least, greatest = indicator.range
        if not least <= value <= greatest:
            return False
        low, high = max(low, least), min(high, greatest)
    if requirement.met(value):
        return not (requirement.met(low) and requirement.met(high))
    nearest = requirement.nearest(value)
    return requirement.met(low) or requirement.met(high) or (requirement.op == "within" and low <= nearest <= high)
