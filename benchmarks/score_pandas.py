"""The standings of 2024 with pandas, from the tables that cold_start.py exports.

Targets, their wordings and the rounding come ready parsed in the tables; the requirement, the pace, the shortfall and
the standing of every row are computed here.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

BASE, FIRST, LAST, YEAR = 2020, 2022, 2025, 2024
SLACK = 1e-9  # binary floats: what is equal on paper may differ here


def main(folder: Path) -> None:
    rows = pd.read_csv(folder / "rows.csv", dtype={"id": str}, index_col="id")
    filed = pd.read_csv(folder / "actuals.csv", dtype={"id": str})
    now = filed[filed["year"] == YEAR].set_index("id").reindex(rows.index)
    known = filed[(filed["year"] < YEAR) & filed["value"].notna()].sort_values("year")
    past = known.groupby("id")["value"].agg(["first", "last"]).reindex(rows.index)

    a, b, tolerance, scale = now["value"], rows["baseline"], rows["tolerance"], 10.0 ** rows["decimals"]
    rising, falling = rows["direction"] == "rising", rows["direction"] == "falling"
    directed = rising | falling
    side = rows["worse"].where(~directed, np.where(rising, "lower", "higher"))
    sign = side.map({"lower": 1, "higher": -1, "either": 0})

    # The requirement: the cell that stands, or a point on the line between two cells, or from the baseline.
    asked_1, asked_2 = rows["form_1"] != "nothing", rows["form_2"] != "nothing"
    start, end = (on_line(rows, n, rising, falling) for n in (1, 2))
    between = asked_1 & asked_2 & start.notna() & end.notna() & (start != end)
    towards = ~asked_1 & asked_2 & ((end - b) * sign > 0)
    nothing = ~asked_2 & ~asked_1 | ~asked_1 & end.notna() & b.isna()
    later = between | ~asked_1
    form = rows["form_2"].where(later, rows["form_1"])
    value, upper = rows["value_2"].where(later, rows["value_1"]), rows["upper_2"].where(later, rows["upper_1"])
    origin = b.where(towards, start)
    share = np.where(towards, (YEAR - BASE) / (LAST - BASE), (YEAR - FIRST) / (LAST - FIRST))
    point = (origin + (end - origin) * share) * scale
    point = np.where(falling, np.ceil(point - SLACK * scale), np.floor(point + SLACK * scale)) / scale
    value = value.where(~(between | towards), point)
    about = (form == "hold") | (form == "plain") & ~directed
    hold, within, course, vague = form == "hold", form == "within", form.isin(["rise", "fall"]), form == "open"
    centre = b.where(hold, value)
    plain = (form == "plain") & directed
    at_least = form.isin([">=", ">"]) | plain & rising | about & (side == "lower")
    at_most = form.isin(["<=", "<"]) | plain & falling | about & (side == "higher")
    range_ = within | about & (side == "either")
    low = value.where(~about, (centre - tolerance).round(9)).where((at_least | range_) & ~nothing)
    high = value.where(~about, (centre + tolerance).round(9)).where(~within, upper).where((at_most | range_) & ~nothing)
    op = np.select(
        [nothing | vague, course | form.isin([">", "<"]), range_, at_least, at_most],
        ["", form, "within", ">=", "<="],
        default="",
    )
    strict = form.isin([">", "<"])
    met = satisfied(a, low, high, strict) & (low.notna() | high.notna())

    # The requirement of the last milestone.
    form_last = rows["form_2"].where(asked_2, rows["form_1"])
    numeric = directed & form_last.isin(["plain", ">=", ">", "<=", "<"])
    last = rows["value_2"].where(asked_2, rows["value_1"]).where(numeric)
    upwards = form_last.isin([">=", ">"]) | (form_last == "plain") & rising
    met_last = satisfied(a, last.where(upwards), last.where(~upwards), form_last.isin([">", "<"])) & last.notna()
    final = np.where(asked_2, LAST, FIRST) <= YEAR

    bound = low.where(~range_, np.nan).fillna(high.where(~range_, np.nan))
    nearest = low.where((a < low) | high.isna(), high.where((a > high) | low.isna(), a))
    shortfall = ((a - nearest).abs() / nearest.abs()).where(nearest != 0, np.inf)
    pace = ((a - b) / (bound - b)).where(directed & ~hold & ((bound - b) * sign > 0))

    base, wished = b.fillna(past["first"]), np.where(form == "rise", 1, -1)
    overall, recent = (a - base) * wished, (a - past["last"].fillna(base)) * wished
    attested = now["verdict"]
    standing = np.select(
        [
            vague & (attested == "met") & final,
            vague & (attested == "met"),
            vague & (attested == "missed"),
            vague,
            nothing | (now["surveyed"] == 0),
            a.isna(),
            hold & b.isna() | course & base.isna(),
            course & final & (overall > 0),
            course & final & (overall == 0),
            course & (overall > 0) & ~(recent < 0),
            course & ~final & ((overall > 0) | (recent > 0)),
            course & (overall == 0),
            course,
            met & (final | met_last & ((last - b.fillna(bound)) * sign > 0)),
            met,
            ((b - a) * sign > 0) & (shortfall > 0.01 + SLACK) & directed & ~hold,
            shortfall <= 0.01 + SLACK,
            (pace >= 0.6 - SLACK) & (shortfall <= 0.1 + SLACK) | pace.isna() & (shortfall <= 0.05 + SLACK),
        ],
        [
            *("achieved", "on_track", "behind", "target_pending", "not_due", "no_data", "no_reference"),
            *("achieved", "behind", "on_track", "slightly_behind", "behind", "regressed"),
            *("achieved", "on_track", "regressed", "slightly_behind", "slightly_behind"),
        ],
        default="behind",
    )
    result = pd.DataFrame({"id": rows.index, "op": op, "low": low.array, "high": high.array, "standing": standing})
    print(result.to_json(orient="records"))


def on_line(rows: pd.DataFrame, n: int, rising: "pd.Series[bool]", falling: "pd.Series[bool]") -> "pd.Series[float]":
    """The numbers of the cells that a straight line can run through."""
    form = rows[f"form_{n}"]
    up, down = form.isin(["plain", ">=", ">"]) & rising, form.isin(["plain", "<=", "<"]) & falling
    return rows[f"value_{n}"].where(up | down)


def satisfied(
    a: "pd.Series[float]", low: "pd.Series[float]", high: "pd.Series[float]", strict: "pd.Series[bool]"
) -> "pd.Series[bool]":
    above, below = (a > low) | (a == low) & ~strict, (a < high) | (a == high) & ~strict
    return (low.isna() | above) & (high.isna() | below) & a.notna()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
