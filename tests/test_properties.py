"""What has to hold whatever the numbers are: properties, over a made-up county of `test_exactness.py`."""

import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from made_up import printed, write
from second_reading import WORDS, Cell, County, Period, cell, read
from second_statement import Scored, scored
from tables import row
from test_exactness import ROWS, SCORED, Made, document, made

from gongfu_cli.book.folder import load
from gongfu_cli.checks.run import check
from gongfu_cli.formats.documents import diff_document
from gongfu_cli.scoring.diff import compare
from gongfu_cli.scoring.scorecard import score

__all__ = ["made"]

SEED = 0
Change = Callable[[str], str]
"""What becomes of a cell, a value or a baseline."""


def rewritten(
    folder: Path, to: Path, asked: Change, value: Change, fields: Callable[[dict[str, Any]], dict[str, Any]]
) -> Path:
    """A county like another: with other cells, other values and baselines, and other fields of its rows."""
    (to / "actuals").mkdir(parents=True)
    for file in sorted(folder.rglob("*.yaml")):
        it = read(file)
        for each in it.get("indicators", ()):
            each["baseline"] = value(each["baseline"])
            each.update(fields(each))
        for cells in it.get("targets", {}).values():
            for year, each in cells.items():
                cells[year] = each | {"cell": asked(each["cell"])} if isinstance(each, dict) else asked(each)
        for each in it.get("resolved", ()):
            each["target"] = asked(each["target"])
        for id, each in it.get("values", {}).items():
            it["values"][id] = each | {"value": value(each.get("value", ""))} if isinstance(each, dict) else value(each)
        write(to / file.relative_to(folder), it)
    return to


@pytest.fixture(scope="module")
def county(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county whose numbers have a decimal at least, so that the point can be moved; without `range`, which they would
    leave, and `derived`, whose parts may be left out."""
    to = tmp_path_factory.mktemp("county") / "data"

    def fields(it: dict[str, Any]) -> dict[str, Any]:
        it.pop("range", None)
        it.pop("derived", None)
        return {"tolerance": with_a_decimal(it.get("tolerance", "0"))}

    return rewritten(made(SEED)[0], to, with_a_decimal, with_a_decimal, fields)


def changed(text: str, number: Change) -> str:
    """A text with another number in it, but for a place in a ranking; a minus is no part of the number."""
    narrow = unicodedata.normalize("NFKC", text).replace("~", "～")
    return narrow if re.match("(力争)?[第前]", narrow) else re.sub(r"\d+(\.\d+)?", lambda it: number(it[0]), narrow)


def with_a_decimal(text: str) -> str:
    return changed(text, lambda number: number if "." in number else f"{number}.0")


@cache
def rows(folder: Path, period: Period, path: str = "linear") -> dict[str, dict[str, Any]]:
    """The rows of a county, as the JSON of `score` has them."""
    return {each["id"]: each for each in document("score", folder, period, path=path, targets=None)["indicators"]}


def having(county: Path, such: Callable[[Cell], bool]) -> set[str]:
    """The rows that have such a cell, in any document, or such a resolved number."""
    it = County(county)
    cells = [(id, cell) for one in it.documents for id, row in one.cells.items() for cell in row.values()]
    return {id for id, cell in [*cells, *((id, cell) for (id, _), cell in it.resolved.items())] if such(cell)}


def in_words(cell: Cell) -> bool:
    """A place in a ranking, 全覆盖, 清零: the number cannot be changed."""
    return cell.fixed


# A better value is never worse

ORDER = ["regressed", "behind", "slightly_behind", "on_track", "achieved"]


def better_side(it: Scored) -> int:
    """1 where higher is better, -1 where lower is; 0 where what is asked, now or at the last milestone, points another
    way than the row, or two ways. Of rise and fall the wording says it, whatever the direction."""
    ways = {">=": 1, ">": 1, "rise": 1, "<=": -1, "<": -1, "fall": -1}
    way = ways.get(it.r.op, 0) if it.r else 0
    wanted = {it.row.side, *(ways[each.op] for each in [it.final] if each)}
    return way if (it.r and it.r.op in ("rise", "fall")) or wanted == {way} else 0


@pytest.mark.parametrize("period", SCORED, ids=lambda period: str(period.written))
def test_a_better_value_never_has_a_worse_standing_or_margin(county: Path, period: Period, tmp_path: Path) -> None:
    """But where a requirement points another way than the row: see the next test."""
    rng = Random(SEED)
    sides = {it.row.id: better_side(it) for it in scored(County(county), period, "linear", None)}
    by = {id: rng.choice([1, 10, 100, 1000, 10000]) * Fraction(side, 1000) for id, side in sides.items()}
    shutil.copytree(county, tmp_path / "data")
    file = tmp_path / "data" / "actuals" / f"{period.written}.yaml"
    it = read(file)
    for id, each in it["values"].items():
        text = each["value"] if isinstance(each, dict) else each
        if re.match(r"-?\d", text):
            better = printed(Fraction(text) + by[id], 1)
            it["values"][id] = each | {"value": better} if isinstance(each, dict) else better
    write(file, it)
    before, after = rows(county, period), rows(tmp_path / "data", period)
    better_off = [id for id, side in sides.items() if side and before[id]["verdict"] and before[id]["requirement"]]
    assert len(better_off) > 10
    for id in better_off:
        old, new = before[id], after[id]
        assert ORDER.index(new["standing"]) >= ORDER.index(old["standing"]), (old, new)
        assert old["margin"] is None or new["margin"] == old["margin"] + abs(by[id])


def test_a_last_milestone_that_points_another_way_than_the_row_can_make_a_better_value_worse() -> None:
    """The exception that follows from line 8: to be at the last level is more than to be on track, and 80 at most is
    left by going up."""
    standings = [
        row("direction: rising, baseline: 70", "2022: ≥72, 2025: ≤80", {2023: each}, 2023).standing
        for each in ("80", "81")
    ]
    assert standings == ["achieved", "on_track"]


# The unit does not matter, nor which way is up


def times_ten(text: str) -> str:
    return changed(text, lambda number: f"{Decimal(number).scaleb(1):f}")


@pytest.fixture(scope="module")
def larger(county: Path) -> Path:
    """The county with every number times ten: the point a place further to the right."""
    to = county.parent / "larger"
    return rewritten(county, to, times_ten, times_ten, lambda it: {"tolerance": times_ten(it["tolerance"])})


@pytest.mark.parametrize("path", ["linear", "step"])
@pytest.mark.parametrize("period", SCORED, ids=lambda period: str(period.written))
def test_ten_times_every_number_changes_no_standing_and_no_ratio(
    county: Path, larger: Path, period: Period, path: str
) -> None:
    left_out = having(county, in_words)
    before, after = rows(county, period, path), rows(larger, period, path)
    assert len(before.keys() - left_out) > ROWS / 2
    for id in before.keys() - left_out:
        old, new = before[id], after[id]
        for field in ("standing", "verdict", "shortfall", "pace", "attainment", "progress", "elapsed", "flags"):
            assert new[field] == old[field], (id, field)
        assert [each["met"] for each in new["further"]] == [each["met"] for each in old["further"]]
        assert new["margin"] == times(old["margin"], 10)
        for number in ("value", "low", "high"):
            assert (new["requirement"] or {}).get(number) == times((old["requirement"] or {}).get(number), 10)


def times(value: Fraction | None, factor: int) -> Fraction | None:
    return None if value is None else value * factor


MIRRORED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "rise": "fall", "fall": "rise"}
OTHER_WAY = {"rising": "falling", "falling": "rising", "lower": "higher", "higher": "lower"}


def opposite(text: str) -> str:
    """A value, or a baseline, with its sign changed."""
    return re.sub(r"-?\d+(\.\d+)?", lambda it: str(-Decimal(it[0])), text)


def mirrored(text: str) -> str:
    """A cell that asks for the same, the other way round."""
    it = cell(text)
    if it.form in ("rise", "fall"):
        return WORDS[MIRRORED[it.form]].split()[0]
    numbers = [printed(-Fraction(each), it.decimals) for each in reversed(it.numbers)]
    return text if it.fixed or not numbers else MIRRORED.get(it.op, "") + "至".join(numbers)


def counts_of_the_year(rows: dict[str, dict[str, Any]]) -> set[str]:
    return {id for id, it in rows.items() if it["timing"] == "count"}


@pytest.fixture(scope="module")
def turned_round(county: Path) -> Path:
    """The county with the signs, directions and bounds the other way round."""

    def fields(it: dict[str, Any]) -> dict[str, Any]:
        return {key: OTHER_WAY.get(it[key], it[key]) for key in ("direction", "worse") if key in it}

    return rewritten(county, county.parent / "turned round", mirrored, opposite, fields)


@pytest.mark.parametrize("period", SCORED, ids=lambda period: str(period.written))
def test_a_mirrored_indicator_mirrors_its_result(county: Path, turned_round: Path, period: Period) -> None:
    """Not its attainment, a ratio that knows where 0 is, nor `revised-target`, which is about words; nor of a count
    what is not the same in both directions: only of what is asked at least a month can have the whole year's, and a
    range asks for its lower end."""
    before, after = rows(county, period), rows(turned_round, period)
    left_out = having(county, in_words) | having(county, lambda cell: cell.form == "range") & counts_of_the_year(before)
    compared = before.keys() - (left_out if period.whole else left_out | counts_of_the_year(before))
    assert len(compared) > ROWS / 2
    for id in compared:
        old, new = before[id], after[id]
        for field in ("standing", "verdict", "margin", "shortfall", "pace", "progress", "elapsed"):
            assert new[field] == old[field], (id, field)
        assert {*new["flags"]} - {"revised-target"} == {*old["flags"]} - {"revised-target"}, id
        assert [each["met"] for each in new["further"]] == [each["met"] for each in old["further"]]
        asked, asks = old["requirement"] or {}, new["requirement"] or {}
        assert asks.get("op") == MIRRORED.get(asked.get("op"), asked.get("op"))
        assert asks.get("basis") == asked.get("basis")
        for number, opposed in {"value": "value", "low": "high", "high": "low"}.items():
            assert asks.get(number) == times(asked.get(opposed), -1)


# What is counted is counted once


@pytest.mark.parametrize("seed", range(2))
def test_what_departments_lead_and_what_categories_hold_sum_to_the_whole(made: Made, seed: int) -> None:
    for period in SCORED:
        it = document("score", made(seed)[0], period, path="linear", targets=None)
        for attribute, led in (("evaluation", "lead"), ("observation", "observation")):
            whole = counts(it["overall"][attribute])
            assert sum((counts(each[led]) for each in it["departments"]), Counter()) == whole
            assert sum((counts(each[attribute]) for each in it["categories"]), Counter()) == whole


def counts(tally: dict[str, Any]) -> Counter[str]:
    names = ("rows", "judged", "on_track", "gap", "illustrative", "preliminary")
    standings = {f"standing {name}": int(count) for name, count in tally["standings"].items()}
    return Counter({name: int(tally[name]) for name in names} | standings)


FILTERS: list[tuple[list[str], Callable[[dict[str, Any]], bool]]] = [
    (["--department", "丙委"], lambda it: "丙局" in it["departments"]),
    (["--category", "社会"], lambda it: it["category"] == "社会"),
    (["--standing", "gap"], lambda it: it["verdict"] == "gap"),
    (["--standing", "not_due"], lambda it: it["standing"] == "not_due"),
    (["--attribute", "observation"], lambda it: it["attribute"] == "observation"),
    (["--category", "经济", "--standing", "behind"], lambda it: (it["category"], it["standing"]) == ("经济", "behind")),
]


@pytest.mark.parametrize(("options", "chosen"), FILTERS, ids=[" ".join(options) for options, _ in FILTERS])
def test_a_filter_changes_no_tally(made: Made, options: list[str], chosen: Callable[[dict[str, Any]], bool]) -> None:
    period = Period(2026)
    whole, part = (
        document("score", made(SEED)[0], period, path="linear", targets=None, more=more) for more in ([], options)
    )
    assert part["overall"] == whole["overall"]
    assert part["indicators"] == [each for each in whole["indicators"] if chosen(each)] != []
    for kind in ("categories", "departments"):
        assert [each for each in whole[kind] if each in part[kind]] == part[kind] != []


def test_a_comparison_the_other_way_round_is_the_reverse(made: Made) -> None:
    """But for the movement of a row that asks for rise or fall in one of the two: the later wording says which way is
    better."""
    book = check(load(made(SEED)[0])).book
    assert book
    opposite = {"better": "worse", "worse": "better", "into_gap": "out_of_gap", "out_of_gap": "into_gap"}
    cards = [score(book, period) for period in sorted(book.actuals) if period > 2020]
    for before, after in combinations(cards, 2):
        there, back = (diff_document(it, it.changes) for it in (compare(before, after), compare(after, before)))
        assert (there["from"], there["to"]) == (back["to"], back["from"])
        for name in ("into_gap", "out_of_gap"):
            assert there["summary"][name] == back["summary"][opposite[name]]
        for one, other in zip(there["indicators"], back["indicators"], strict=True):
            assert (one["from"], one["to"], one["cause"]) == (other["to"], other["from"], other["cause"])
            assert one["change"] == (None if other["change"] is None else -other["change"])
            wordings = {(each["requirement"] or {}).get("op") for each in (one["from"], one["to"])} & {"rise", "fall"}
            if not wordings or one["from"]["requirement"] == one["to"]["requirement"]:
                assert one["movement"] == opposite.get(other["movement"], other["movement"]), one
