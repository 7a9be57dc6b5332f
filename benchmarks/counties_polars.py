"""The standings of many counties in several years with polars, from the tables that counties.py exports.

    python benchmarks/counties_polars.py FOLDER tallies|rows OUTPUT

The cells that stand in a year come found and ready parsed in the tables; the requirement, the pace, the shortfall and
the standing of every row are computed here, and counted by county and year, or written row by row.
"""

import sys
from pathlib import Path

import polars as pl
from polars import col, lit, when

BASE, SLACK = 2020, 1e-9
ON_TRACK, GAP = ("achieved", "on_track"), ("slightly_behind", "behind", "regressed")
_TEXTS = {"id": pl.String, "verdict": pl.String}


def main(folder: Path, what: str, output: str) -> None:
    rows = scored(folder)
    if what == "rows":
        rows.sink_parquet(output)
    else:
        tallied(rows).sink_csv(output)


def tallied(rows: pl.LazyFrame) -> pl.LazyFrame:
    counts = {
        name: col("standing").is_in(standings).sum() for name, standings in (("on_track", ON_TRACK), ("gap", GAP))
    }
    return rows.group_by("folder", "year", "attribute").agg(pl.len().alias("rows"), **counts).sort(pl.all())


def scored(folder: Path) -> pl.LazyFrame:
    asked = requirements(
        pl.scan_csv(folder / "rows.csv", schema_overrides=_TEXTS | dict.fromkeys(_NUMBERS, pl.Float64))
    )
    filed = pl.scan_csv(folder / "actuals.csv", schema_overrides=_TEXTS | {"value": pl.Float64})
    filed = filed.sort("folder", "id", "year").with_columns(
        first=col("value").drop_nulls().first().over("folder", "id"),
        last_known=col("value").forward_fill().shift(1).over("folder", "id"),
    )
    filed = filed.with_columns(first=when(col("last_known").is_not_null()).then(col("first")))
    return judged(filed.join(asked, on=["id", "year"]))


_NUMBERS = ("tolerance", "baseline", "value_1", "upper_1", "value_2", "upper_2", "value_last")


def requirements(rows: pl.LazyFrame) -> pl.LazyFrame:
    """What is asked of each row in each year."""
    direction, baseline, scale = col("direction"), col("baseline"), lit(10.0) ** col("decimals")
    rising, falling = direction == "rising", direction == "falling"
    side = when(rising).then(lit("lower")).when(falling).then(lit("higher")).otherwise(col("worse"))
    rows = rows.with_columns(
        directed=rising | falling,
        side=side,
        sign=when(side == "lower").then(1).when(side == "higher").then(-1).otherwise(0),
        asked_1=col("form_1") != "nothing",
        asked_2=col("form_2") != "nothing",
        **{name: when(on_line(f"form_{n}")).then(col(f"value_{n}")) for n, name in ((1, "start"), (2, "finish"))},
    )
    between = col("asked_1") & col("asked_2") & (col("before") < col("year")) & (col("start") != col("finish"))
    towards = ~col("asked_1") & col("asked_2") & ((col("finish") - baseline) * col("sign") > 0)
    rows = rows.with_columns(
        between=between.fill_null(False),
        towards=towards.fill_null(False),
        nothing=~col("asked_1") & (~col("asked_2") | col("finish").is_not_null() & baseline.is_null()),
        final=(col("last") <= col("year")).fill_null(False),
    ).with_columns(later=col("between") | ~col("asked_1"))
    origin = when("towards").then(baseline).otherwise(col("start"))
    since = when("towards").then(BASE).otherwise(col("before"))
    point = origin + (col("finish") - origin) * (col("year") - since) / (col("after") - since)
    point = when(falling).then((point * scale - 1e-6).ceil()).otherwise((point * scale + 1e-6).floor()) / scale
    cell = {
        name: when("later").then(col(f"{name}_2")).otherwise(col(f"{name}_1")) for name in ("form", "value", "upper")
    }
    rows = rows.with_columns(
        form=cell["form"],
        number=when(col("between") | col("towards")).then(point).otherwise(cell["value"]),
        upper=cell["upper"],
        wanted=when(on_line("form_last") | col("directed") & col("form_last").is_in([">=", ">", "<=", "<"])).then(
            col("value_last")
        ),
        upwards=col("form_last").is_in([">=", ">"]) | (col("form_last") == "plain") & rising,
    )
    form = col("form")
    words = ["rise", "fall", "within", ">=", ">", "<=", "<"]
    about = (form == "hold") | (form == "plain") & ~col("directed")
    centre = when(form == "hold").then(baseline).otherwise(col("number"))
    op = (
        when(col("nothing") | (form == "open"))
        .then(None)
        .when(form.is_in(words))
        .then(form)
        .otherwise(col("side").replace_strict({"either": "within", "lower": ">=", "higher": "<="}, default=None))
    )
    low = when(about).then((centre - col("tolerance")).round(9)).otherwise(col("number"))
    high = (
        when(about)
        .then((centre + col("tolerance")).round(9))
        .otherwise(when(form == "within").then(col("upper")).otherwise(col("number")))
    )
    return rows.with_columns(op=op).with_columns(
        low=when(col("op").is_in([">=", ">", "within"])).then(low),
        high=when(col("op").is_in(["<=", "<", "within"])).then(high),
    )


def on_line(form: str) -> pl.Expr:
    """Whether a straight line can run through a cell."""
    up, down = col(form).is_in(["plain", ">=", ">"]), col(form).is_in(["plain", "<=", "<"])
    return up & (col("direction") == "rising") | down & (col("direction") == "falling")


def judged(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The standing of every row."""
    a, b, low, high, op, form = (col(name) for name in ("value", "baseline", "low", "high", "op", "form"))
    above, below = (a > low) | (a == low) & (op != ">"), (a < high) | (a == high) & (op != "<")
    nearest = when((a < low) | high.is_null()).then(low).when((a > high) | low.is_null()).then(high).otherwise(a)
    bound = when(op != "within").then(pl.coalesce("low", "high"))
    wished = when(form == "rise").then(1).when(form == "fall").then(-1)
    base = pl.coalesce("baseline", "first")
    rows = rows.with_columns(
        met=(low.is_null() | above) & (high.is_null() | below) & (low.is_not_null() | high.is_not_null()),
        met_last=when("upwards")
        .then((a > col("wanted")) | (a == col("wanted")) & (col("form_last") != ">"))
        .otherwise((a < col("wanted")) | (a == col("wanted")) & (col("form_last") != "<")),
        shortfall=when(nearest == 0).then(float("inf")).otherwise((a - nearest).abs() / nearest.abs()),
        pace=when(col("directed") & (form != "hold") & ((bound - b) * col("sign") > 0)).then((a - b) / (bound - b)),
        bound=bound,
        base=base,
        wished=wished,
        overall=(a - base) * wished,
        recent=(a - pl.coalesce(col("last_known"), base)) * wished,
    )
    overall, recent, final, vague = col("overall"), col("recent"), col("final"), (form == "open") & ~col("nothing")
    short, pace, hold, course = col("shortfall"), col("pace"), form == "hold", col("wished").is_not_null()
    gained = col("met_last") & ((col("wanted") - pl.coalesce(b, col("bound"))) * col("sign") > 0)
    cases = [
        (vague & (col("verdict") == "met") & final, "achieved"),
        (vague & (col("verdict") == "met"), "on_track"),
        (vague & (col("verdict") == "missed"), "behind"),
        (vague, "target_pending"),
        (col("nothing") | (col("surveyed") == 0), "not_due"),
        (a.is_null(), "no_data"),
        (hold & b.is_null() | course & col("base").is_null(), "no_reference"),
        (course & final & (overall > 0), "achieved"),
        (course & final & (overall == 0), "behind"),
        (course & ~final & (overall > 0) & ~(recent < 0), "on_track"),
        (course & ~final & ((overall > 0) | (recent > 0)), "slightly_behind"),
        (course & (overall == 0), "behind"),
        (course, "regressed"),
        (col("met") & (final | gained), "achieved"),
        (col("met"), "on_track"),
        (((b - a) * col("sign") > 0) & (short > 0.01 + SLACK) & col("directed") & ~hold, "regressed"),
        (short <= 0.01 + SLACK, "slightly_behind"),
        ((pace >= 0.6 - SLACK) & (short <= 0.1 + SLACK) | pace.is_null() & (short <= 0.05 + SLACK), "slightly_behind"),
    ]
    standing = lit("behind")
    for applies, name in reversed(cases):
        standing = when(applies).then(lit(name)).otherwise(standing)
    columns = ("folder", "year", "id", "attribute", "value", "op", "low", "high", "standing")
    return rows.with_columns(standing=standing).select(columns)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
