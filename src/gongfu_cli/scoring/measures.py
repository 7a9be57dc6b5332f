"""How far a value is from what is asked. Exact: nothing here is rounded."""

from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from gongfu_cli.book.number import minus, ratio
from gongfu_cli.scoring.case import Case
from gongfu_cli.scoring.requirement import Requirement, better


class Measures(Case):
    """A case with its measures. Each is worked out when it is first asked for: a count of standings needs few of them.

    Values are in the indicator's unit, ratios fractions of 1. None is always “unknown” or “not asked here”, never 0.
    """

    @cached_property
    def margin(self) -> Decimal | None:
        """How far the value is inside (+) or outside (−) the requirement; None without a number on both sides."""
        if self.compared is None:
            return None
        requirement, value = self.compared
        inside = [minus(value, requirement.low)] if requirement.low is not None else []
        inside += [minus(requirement.high, value)] if requirement.high is not None else []
        return min(inside)

    @cached_property
    def nearest(self) -> Decimal | None:
        """The value nearest to one that misses the requirement (v) that would be met, the bound itself where it is
        strict; None where nothing is missed."""
        if self.compared is None:
            return None
        requirement, value = self.compared
        return None if requirement.met(value) else requirement.nearest(value)

    @cached_property
    def shortfall(self) -> Fraction | None:
        """|a − v| ÷ |v|, 0 or more. None where nothing is missed, and where v is 0: that exceeds every threshold."""
        if not self.nearest or self.value is None:
            return None
        return abs(ratio(minus(self.value, self.nearest), self.nearest))

    @cached_property
    def attainment(self) -> Fraction | None:
        """要求实现率, from 0 to 1: a ÷ r for at least, r ÷ a for at most, 1 − shortfall for a range, 1 where it is
        met. Where the bound is not positive or the value is negative, no share means anything: 1 if met, else 0. None
        without a number on both sides."""
        if self.compared is None:
            return None
        requirement, value = self.compared
        if self.nearest is None:
            return Fraction(1)
        if self.nearest <= 0 or self.shortfall is None:
            return Fraction(0)
        if requirement.low is None:
            return ratio(self.nearest, value)
        return max(Fraction(0), 1 - self.shortfall)  # for at least: a ÷ r

    @cached_property
    def pace(self) -> Fraction | None:
        """(a − b) ÷ (r − b): the share made of the change that is due by now; below 0 where the value is worse than
        the baseline, above 1 where more was done. None where there is no such change."""
        return _share_made(self, self.requirement)

    @cached_property
    def progress(self) -> Fraction | None:
        """目标完成进度, (a − b) ÷ (R − b): the share made of the whole change, as `pace` of the change due by now."""
        return _share_made(self, self.course.final)

    @cached_property
    def elapsed(self) -> Fraction | None:
        """序时进度, from 0 to 1: the share that has passed of the years from the baseline's to the last milestone;
        there where `progress` is."""
        start, last = self.course.baseline_year, self.course.last
        if last is None or self.progress is None:
            return None
        return min(Fraction(1), Fraction(self.period - start) / (last - start)) if start < last else Fraction(1)


def _share_made(case: Case, requirement: Requirement | None) -> Fraction | None:
    goal, baseline, value = case.goal(requirement), case.baseline, case.value
    if goal is None or baseline is None or value is None or not better(case.indicator, goal, baseline):
        return None
    return ratio(minus(value, baseline), minus(goal, baseline))
