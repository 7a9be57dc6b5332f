"""Two scorecards → what changed between their years."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from gongfu_cli.book.model import Indicator
from gongfu_cli.book.number import minus
from gongfu_cli.scoring.requirement import better
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored

Movement = Literal["better", "worse", "same", "unknown"]
Cause = Literal["value", "requirement", "both", "data"]


class Change(NamedTuple):
    """A row in two years."""

    before: Scored
    after: Scored

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.after.indicator

    @property
    def change(self) -> Decimal | None:
        """The later actual less the earlier, in the indicator's unit; None where either is unknown."""
        a, b = self.after.value, self.before.value
        return None if a is None or b is None else minus(a, b)

    @property
    def movement(self) -> Movement:
        """Whether the actual got better, by the direction, or by the wording of the later year where that is a rise
        or fall; where either side is worse, by the distance from the baseline."""
        a, b = self.after.value, self.before.value
        if a is None or b is None:
            return "unknown"
        if a == b:
            return "same"
        op = self.after.requirement.op if self.after.requirement else None
        if op in ("rise", "fall"):
            return "better" if (a > b) == (op == "rise") else "worse"
        if better(self.indicator, a, b):
            return "better"
        if better(self.indicator, b, a):
            return "worse"
        baseline = self.indicator.baseline.value
        if baseline is None:
            return "unknown"
        nearer = abs(minus(b, baseline)) - abs(minus(a, baseline))
        return "better" if nearer > 0 else "worse" if nearer < 0 else "same"

    @property
    def cause(self) -> Cause | None:
        """Why the standing differs; None where it does not."""
        if self.before.standing == self.after.standing:
            return None
        if self.before.verdict is None or self.after.verdict is None:
            return "data"
        value = self.before.value != self.after.value
        requirement = _asked(self.before) != _asked(self.after)
        if value == requirement:
            return "both"
        return "value" if value else "requirement"

    @property
    def renamed(self) -> bool:
        """Whether the standing differs in name only: judged in neither year, or on track in both, and in between the
        last milestone year came."""
        before, after = self.before, self.after
        if before.standing == after.standing or before.verdict != after.verdict:
            return False
        return after.verdict is None or (after.verdict == "on_track" and after.final and not before.final)

    @property
    def pending(self) -> bool:
        """Whether the standing differs for now only: nothing is judged yet in the later period, a part-year."""
        is_open = not isinstance(self.after.period, int) and self.after.standing == "not_due"
        return is_open and self.before.standing != self.after.standing

    @property
    def turned(self) -> bool:
        """Whether the standing differs, in more than its name and for more than now."""
        return self.before.standing != self.after.standing and not self.renamed and not self.pending

    @property
    def crossing(self) -> Literal["into_gap", "out_of_gap"] | None:
        """Whether the verdict went from on track to gap or back."""
        verdicts = (self.before.verdict, self.after.verdict)
        if verdicts == ("on_track", "gap"):
            return "into_gap"
        return "out_of_gap" if verdicts == ("gap", "on_track") else None


def _asked(row: Scored) -> object:
    requirement = row.requirement
    return requirement and (requirement.op, requirement.low, requirement.high)


class Comparison(NamedTuple):
    """Every row of the table in two years."""

    before: Scorecard
    after: Scorecard
    changes: Sequence[Change]

    @property
    def summary(self) -> Mapping[str, int]:
        """How many rows moved each way, and how many went into and out of a gap."""
        counts = Counter(str(change.movement) for change in self.changes)
        counts.update(change.crossing for change in self.changes if change.crossing)
        return {name: counts[name] for name in ("better", "worse", "same", "unknown", "into_gap", "out_of_gap")}


def compare(before: Scorecard, after: Scorecard) -> Comparison:
    """What changed from one scorecard to the other; both are of the same book."""
    return Comparison(before, after, [Change(*rows) for rows in zip(before.rows, after.rows, strict=True)])
