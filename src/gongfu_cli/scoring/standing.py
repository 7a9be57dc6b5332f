"""The standings that a row can have, and the verdict that each of them is."""

from typing import Literal

Standing = Literal[
    "regressed",
    "behind",
    "slightly_behind",
    "on_track",
    "achieved",
    "no_data",
    "no_reference",
    "target_pending",
    "not_due",
]
Verdict = Literal["on_track", "gap"]
VERDICTS: dict[Standing, Verdict] = {
    "achieved": "on_track",
    "on_track": "on_track",
    "slightly_behind": "gap",
    "behind": "gap",
    "regressed": "gap",
}
"""A standing that is not here is not judged."""
WORST_FIRST: tuple[Standing, ...] = ("regressed", "behind", "slightly_behind", "on_track", "achieved")
STANDING_ORDER: tuple[Standing, ...] = (*reversed(WORST_FIRST), "no_data", "no_reference", "target_pending", "not_due")
