"""The clauses that give a row its standing, in the order in which they are tried."""

from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.language.phrase import Phrase
from gongfu_cli.scoring.standing import Standing

ALMOST = Fraction(1, 100)
"""Up to this shortfall a miss is slight, whatever the pace, and nothing has regressed."""
MOST_OF_THE_WAY = Fraction(60, 100)
"""From this pace on a miss is slight up to a shortfall of `NEAR`."""
NEAR = Fraction(10, 100)
NEAR_WITHOUT_PACE = Fraction(5, 100)
"""Up to this shortfall a miss is slight where there is no pace."""


class Clause(NamedTuple):
    """A line of the table: its number, when it applies, and the standing that it gives, or those of which the case
    decides one."""

    number: int
    words: Phrase
    standings: tuple[Standing, ...]


DELIVERABLE = Clause(
    0,
    Phrase(
        "目标是完成一项任务：看结论；没有结论的，到期之前不算未报送",
        "something is to be done: the attested verdict decides; without one, no data are missing before it is due",
    ),
    ("achieved", "behind", "not_due", "no_data"),
)
ATTESTED = Clause(
    1,
    Phrase("目标未明确，按所附考核结论评价", "the target is left open: the attested verdict decides"),
    ("on_track", "achieved", "behind"),
)
PENDING = Clause(
    2,
    Phrase("目标未明确，既无下达数，也无考核结论", "the target is left open, without a number or a verdict"),
    ("target_pending",),
)
NOT_DUE = Clause(3, Phrase("没有要求，或未统计", "nothing is asked, or nothing was surveyed"), ("not_due",))
NO_DATA = Clause(
    4,
    Phrase(
        "有要求，没有实际值；不满一年的，到年底才算未报送",
        "something is asked and no value is filed; before the year’s end that is not due yet",
    ),
    ("no_data", "not_due"),
)
NO_BASELINE = Clause(
    5, Phrase("要求保持基期水平，而基期值不详", "the baseline is to be kept and is unknown"), ("no_reference",)
)
DIRECTION = Clause(
    6,
    Phrase(
        "只看升降：与起点比、与上次比（没有起点则无可比基数）",
        "only the direction counts, against the start and against the last value (without a start: no reference)",
    ),
    ("achieved", "on_track", "slightly_behind", "behind", "regressed", "no_reference"),
)
MET_AT_LAST_MILESTONE = Clause(
    7,
    Phrase(
        "达到要求，且已到最终目标年；只管当年的目标到了年底，或数量已达全年的数",
        "met, and the last milestone year is reached; of a goal of its own year the year's end, or by a count the "
        "whole year's number",
    ),
    ("achieved",),
)
MET_AT_FINAL_LEVEL = Clause(
    8, Phrase("达到要求，并已达到最终目标", "met, and the final target is met already"), ("achieved",)
)
MET = Clause(9, Phrase("达到要求", "met"), ("on_track",))
REGRESSED = Clause(
    10,
    Phrase("未达到，差于基期，且差距幅度超过 1%", "missed, worse than the baseline, and short by more than 1 %"),
    ("regressed",),
)
NEARLY_MET = Clause(
    11,
    Phrase(
        "未达到，但差距幅度不超过 1%；或进度达到 0.60、差距幅度不超过 10%；或算不出进度、差距幅度不超过 5%",
        "missed, but short by 1 % at most; or pace 0.60 or more and short by 10 % at most; "
        "or no pace and short by 5 % at most",
    ),
    ("slightly_behind",),
)
MISSED = Clause(12, Phrase("未达到，且不属于以上情形", "missed, and none of the above"), ("behind",))

CLAUSES = (
    DELIVERABLE,
    ATTESTED,
    PENDING,
    NOT_DUE,
    NO_DATA,
    NO_BASELINE,
    DIRECTION,
    MET_AT_LAST_MILESTONE,
    MET_AT_FINAL_LEVEL,
    MET,
    REGRESSED,
    NEARLY_MET,
    MISSED,
)
"""All of them: the first that applies decides."""
