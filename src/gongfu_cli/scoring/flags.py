"""The flags of a row, which say what its standing alone would hide."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from gongfu_cli.book.model import Document, Status
from gongfu_cli.book.number import unit_of
from gongfu_cli.book.wording import TargetCell
from gongfu_cli.scoring.case import Case
from gongfu_cli.scoring.requirement import Requirement, better

PARTS_ON_TRACK = "parts-on-track"
"""Of a derived row in gap whose two parts are on track: known once all rows are judged."""


def flags(case: Case, status: Status | None, documents: Sequence[Document]) -> list[str]:
    """The flags of a case but `PARTS_ON_TRACK`, in alphabetical order; `status` is that of what was filed,
    `documents` those that decide."""
    requirement, value, final = case.requirement, case.value, case.final_requirement
    goal = case.goal(final)
    raised = {
        "interpolated": requirement is not None and requirement.line is not None,
        "estimated-baseline": case.indicator.baseline.estimated,
        "looser-target": better(case.indicator, case.baseline, goal),
        "worse-than-baseline": better(case.indicator, case.baseline, value),
        "at-final-level": (
            not case.final and goal is not None and final is not None and value is not None and final.met(value)
        ),
        "rounding-sensitive": case.compared is not None and _rounding_decides(*case.compared),
        "preliminary": status == "preliminary",
        "illustrative": status == "illustrative",
        "not-surveyed": not case.surveyed,
        "revised-target": _revised(case.indicator.id, documents),
    }
    return sorted(flag for flag, is_raised in raised.items() if is_raised)


def _rounding_decides(requirement: Requirement, value: Decimal) -> bool:
    """Whether some value that is printed as `value`, half a unit up or down included, is judged otherwise."""
    half = unit_of(value) / 2
    low, high = Fraction(value) - half, Fraction(value) + half
    if requirement.met(value):
        return not (requirement.met(low) and requirement.met(high))
    nearest = Fraction(requirement.nearest(value))
    return requirement.met(low) or requirement.met(high) or (requirement.op == "within" and low <= nearest <= high)


def _revised(id: str, documents: Sequence[Document]) -> bool:
    """Whether a later one of the documents changed a cell of the row: its words, or how its definition differs."""
    first: dict[int, TargetCell] = {}
    return any(
        first.setdefault(year, cell) != cell
        for document in documents
        for year, cell in document.targets.get(id, {}).items()
    )
