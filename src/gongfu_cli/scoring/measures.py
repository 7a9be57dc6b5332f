"""How far a value is from what is asked. Exact: nothing here is rounded."""

from decimal import Decimal
from fractions import Fraction

from gongfu_cli.book.number import minus
from gongfu_cli.scoring.case import Case
from gongfu_cli.scoring.requirement import Requirement, better


def margin(case: Case) -> Decimal | None:
    """How far the value is inside (+) or outside (−) the requirement, in the unit; None without a number on both
    sides."""
    if case.compared is None:
        return None
    requirement, value = case.compared
    inside = [minus(value, requirement.low)] if requirement.low is not None else []
    inside += [minus(requirement.high, value)] if requirement.high is not None else []
    return min(inside)


def nearest(case: Case) -> Decimal | None:
    """The value nearest to one that misses the requirement (v) that would be met, the bound itself where it is strict;
    None where nothing is missed."""
    if case.compared is None:
        return None
    requirement, value = case.compared
    return None if requirement.met(value) else requirement.nearest(value)


def shortfall(case: Case) -> Fraction | None:
    """|a − v| ÷ |v|, 0 or more. None where nothing is missed, and where v is 0: that exceeds every threshold."""
    target = nearest(case)
    if not target or case.value is None:
        return None
    return abs(Fraction(case.value) - Fraction(target)) / abs(Fraction(target))


def attainment(case: Case) -> Fraction | None:
    """当年要求实现率, from 0 to 1: a ÷ r for at least, r ÷ a for at most, 1 − shortfall for a range, 1 where it is met.
    Where the bound is not positive or the value is negative, no share means anything: 1 if met, else 0. None without
    a number on both sides."""
    if case.compared is None:
        return None
    requirement, value = case.compared
    if requirement.met(value):
        return Fraction(1)
    bound = Fraction(requirement.nearest(value))
    if bound <= 0:
        return Fraction(0)
    if requirement.low is None:
        return bound / Fraction(value)
    return max(Fraction(0), 1 - abs(Fraction(value) - bound) / bound)  # for at least: a ÷ r


def pace(case: Case) -> Fraction | None:
    """(a − b) ÷ (r − b): the share made of the change that is due by now; below 0 where the value is worse than the
    baseline, above 1 where more was done. None where there is no such change."""
    return _share_made(case, case.requirement)


def progress(case: Case) -> Fraction | None:
    """目标完成进度, (a − b) ÷ (R − b): the share made of the whole change, as `pace` is of the change due by now."""
    return _share_made(case, case.final_requirement)


def elapsed(case: Case) -> Fraction | None:
    """序时进度, from 0 to 1: the share that has passed of the years from the baseline's to the last milestone; None
    where there is no milestone."""
    start, last = case.course.baseline_year, case.course.last
    if last is None:
        return None
    return min(Fraction(1), Fraction(case.period - start) / (last - start)) if start < last else Fraction(1)


def _share_made(case: Case, requirement: Requirement | None) -> Fraction | None:
    goal, baseline, value = case.goal(requirement), case.baseline, case.value
    if goal is None or baseline is None or value is None or not better(case.indicator, goal, baseline):
        return None
    return Fraction(minus(value, baseline)) / Fraction(minus(goal, baseline))
