"""The clause that applies to a case, and the standing that it gives."""

from decimal import Decimal
from typing import NamedTuple

from gongfu_cli.book.number import minus
from gongfu_cli.book.wording import Words
from gongfu_cli.scoring import clause
from gongfu_cli.scoring.case import Case
from gongfu_cli.scoring.clause import Clause
from gongfu_cli.scoring.measures import Measures
from gongfu_cli.scoring.requirement import Requirement, better
from gongfu_cli.scoring.standing import Standing


class Judgement(NamedTuple):
    """A standing, and the clause that decided."""

    standing: Standing
    clause: Clause


class Signs(NamedTuple):
    """What a rise or fall is judged by, as in the German sustainability indicators; in the indicator's unit.

    `base` is the baseline, or the earliest earlier value where there is none; `previous` the latest earlier value, or
    `base` where there is none. `overall` is the change since `base`, `recent` that since `previous`.
    """

    base: Decimal
    previous: Decimal
    overall: Decimal
    recent: Decimal


def judge(case: Measures) -> Judgement:
    """The standing of a case, with its measures, by the first clause that applies."""
    decides = _applying(case)
    if decides is clause.DELIVERABLE:
        return Judgement(_delivered(case), decides)
    if decides is clause.NO_DATA:
        return Judgement("no_data" if isinstance(case.period, int) else "not_due", decides)
    if decides is clause.ATTESTED:
        return Judgement(_attested(case), decides)
    if decides is clause.DIRECTION:
        return Judgement(_by_direction(case), decides)
    (standing,) = decides.standings
    return Judgement(standing, decides)


def signs(case: Case) -> Signs | None:
    """The two changes that a rise or fall is judged by; None for other requirements, and where a value is missing."""
    requirement, value = case.requirement, case.value
    if requirement is None or requirement.op not in ("rise", "fall") or value is None:
        return None
    base = case.baseline
    if base is None and case.earlier:
        _, base = case.earlier[0]
    if base is None:
        return None
    previous = case.earlier[-1][1] if case.earlier else base
    return Signs(base, previous, minus(value, base), minus(value, previous))


def _applying(case: Measures) -> Clause:
    requirement, value = case.requirement, case.value
    if requirement is not None and requirement.op == "done":
        return clause.DELIVERABLE
    if requirement is None and case.cell is not None and case.cell.wording == Words("open"):
        return clause.ATTESTED if case.filed.verdict else clause.PENDING
    if requirement is None or not case.filed.surveyed:
        return clause.NOT_DUE
    if value is None:
        return clause.NO_DATA
    if requirement.hold and not requirement.known:
        return clause.NO_BASELINE
    if not requirement.numeric:
        return clause.DIRECTION
    return _met(case, value, requirement) if requirement.met(value) else _missed(case, value, requirement)


def _met(case: Case, value: Decimal, requirement: Requirement) -> Clause:
    if case.final or case.has_whole_year:
        return clause.MET_AT_LAST_MILESTONE
    final = case.course.final
    start = case.baseline if case.baseline is not None else requirement.value
    if final is not None and final.met(value) and better(case.indicator, case.goal(final), start):
        return clause.MET_AT_FINAL_LEVEL
    return clause.MET


def _missed(case: Measures, value: Decimal, requirement: Requirement) -> Clause:
    short, made = case.shortfall, case.pace
    almost = short is not None and short <= clause.ALMOST
    level = not case.indicator.of_its_year
    directed = level and case.indicator.direction != "keep stable" and not requirement.hold
    if directed and not almost and better(case.indicator, case.baseline, value):
        return clause.REGRESSED
    if made is None:
        near = clause.NEAR_WITHOUT_PACE
    else:
        near = clause.NEAR if made >= clause.MOST_OF_THE_WAY else clause.ALMOST
    return clause.NEARLY_MET if short is not None and short <= near else clause.MISSED


def _delivered(case: Case) -> Standing:
    if case.filed.verdict is not None:
        return "achieved" if case.filed.verdict == "met" else "behind"
    return "no_data" if case.course.due(case.period) else "not_due"


def _attested(case: Case) -> Standing:
    if case.filed.verdict == "missed":
        return "behind"
    return "achieved" if case.final else "on_track"


def _by_direction(case: Case) -> Standing:
    found = signs(case)
    if found is None or case.requirement is None:
        return "no_reference"
    overall, recent = found.overall, found.recent
    if case.requirement.op == "fall":
        overall, recent = -overall, -recent
    if case.final:
        return "achieved" if overall > 0 else "regressed" if overall < 0 else "behind"
    if overall > 0:
        return "slightly_behind" if recent < 0 else "on_track"
    if recent > 0:
        return "slightly_behind"
    return "regressed" if overall < 0 else "behind"
