"""Machine output to the letter of section 6: score/1, diff/1, explain/1, CSV; and Markdown, where names are text."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongfu_cli.book.folder import load
from gongfu_cli.checks.run import check
from gongfu_cli.formats import csv as csv_format
from gongfu_cli.formats import markdown
from gongfu_cli.language.phrase import NOTHING, same
from gongfu_cli.scoring.bands import bands
from gongfu_cli.scoring.scorecard import score
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet

Run = Callable[..., tuple[int, str, str]]

TALLY = [
    "rows", "judged", "on_track", "gap", "on_track_rate", "attainment", "coverage", "status", "worst", "illustrative",
    "preliminary", "standings",
]  # fmt: skip
INDICATOR = [
    "id", "name", "name_en", "category", "unit", "unit_en", "timing", "item", "attribute", "direction", "departments",
    "baseline", "actual", "actual_status", "source", "note", "previous", "target", "requirement", "standing", "verdict",
    "margin", "shortfall", "pace", "attainment", "progress", "elapsed", "flags", "further", "file", "line",
]  # fmt: skip
NUMBERS = ["baseline", "actual", "margin", "shortfall", "pace", "attainment", "progress", "elapsed"]
TEXTS = [
    "id", "name", "category", "attribute", "direction", "standing",
]  # fmt: skip
TEXTS_OR_NULL = ["name_en", "unit", "unit_en", "actual_status", "source", "note", "verdict", "file"]


def document(gongfu: Run, *arguments: str, **options: Any) -> dict[str, Any]:
    code, out, err = gongfu(*arguments, "--format", "json")
    assert (code, err) == (0, "")
    return dict(json.loads(out, **options))


def as_written(gongfu: Run, *arguments: str) -> dict[str, Any]:
    """A document whose numbers are the digits that stand in it, told from text by a mark."""
    return document(gongfu, *arguments, parse_float="n{}".format, parse_int="n{}".format)


def indicators(whole: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in whole["indicators"]}


# score/1

EXAMPLE = """
{"id": "1", "name": "人均生产总值", "name_en": "GDP per capita", "category": "经济高质量发展", "unit": "万元",
 "unit_en": null, "timing": "level", "item": null, "attribute": "evaluation", "direction": "rising",
 "departments": ["县发改局"], "baseline": 16.94, "actual": 24.86, "actual_status": "published", "source": "统计公报",
 "note": null,
 "previous": {"year": 2023, "actual": 21.7},
 "target": {"2022": "18", "2025": "21"},
 "requirement": {"op": ">=", "value": 20.00, "basis": "interpolated"},
 "standing": "achieved", "verdict": "on_track", "margin": 4.86, "shortfall": null,
 "pace": 2.588235294118, "attainment": 1, "progress": 1.95073891626,
 "elapsed": 0.8, "flags": ["at-final-level", "interpolated"],
 "further": [],
 "file": "data/actuals/2024.yaml", "line": 5}
"""


def test_the_row_of_the_contract(gongfu: Run) -> None:
    row = document(gongfu, "score", "2024")["indicators"][0]
    expected = json.loads(EXAMPLE)
    assert list(row) == list(expected)
    for measure in ("pace", "progress"):
        assert row.pop(measure) == pytest.approx(expected.pop(measure), rel=1e-11)
    assert row == expected


def test_numbers_are_written_as_filed_or_rounded(gongfu: Run) -> None:
    rows = indicators(as_written(gongfu, "score", "2024"))
    assert rows["1"]["requirement"]["value"] == "n20.00"
    assert (rows["1"]["baseline"], rows["1"]["actual"], rows["1"]["margin"]) == ("n16.94", "n24.86", "n4.86")
    assert rows["1"]["previous"] == {"year": "n2023", "actual": "n21.7"}
    assert rows["2"]["baseline"] == "n3.50"
    assert rows["4"]["baseline"] == "n0.35"  # 预计0.35
    assert rows["5.1"]["actual"] == "n87.10"
    assert rows["6"]["actual"] == "n100"
    assert (rows["7"]["actual"], rows["7"]["margin"]) == ("n72.60", "n-0.70")
    assert rows["9"]["actual"] == "n97.60"
    earlier = indicators(as_written(gongfu, "score", "2025"))
    assert earlier["7"]["previous"] == {"year": "n2024", "actual": "n72.60"}


@pytest.mark.parametrize(("measure", "value"), [("pace", "2.588235294117"), ("progress", "1.950738916256")])
def test_ratios_have_twelve_significant_digits_or_more(gongfu: Run, measure: str, value: str) -> None:
    written = indicators(as_written(gongfu, "score", "2024"))["1"][measure]
    assert written.startswith(f"n{value}")


def test_the_keys_of_score(gongfu: Run) -> None:
    whole = document(gongfu, "score", "2024")
    assert list(whole) == [
        "schema", "year", "path", "month", "targets", "overall", "categories", "departments", "indicators",
    ]  # fmt: skip
    assert (whole["schema"], whole["year"], whole["path"]) == ("gongfu.score/1", 2024, "linear")
    assert whole["targets"] == [{"source": "临共富办〔2021〕1号", "issued": "2021-11-09"}]
    assert list(whole["overall"]) == ["evaluation", "observation"]
    for category in whole["categories"]:
        assert list(category) == ["name", "name_en", "evaluation", "observation"]
    for department in whole["departments"]:
        assert list(department) == ["name", "name_en", "lead", "support", "observation"]
    for row in whole["indicators"]:
        assert list(row) == INDICATOR
        assert list(row["previous"] or ["year", "actual"]) == ["year", "actual"]
        for further in row["further"]:
            assert list(further) == ["source", "issued", "cell", "met"]


def tallies(whole: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        each[name]
        for each in (whole["overall"], *whole["categories"], *whole["departments"])
        for name in ("evaluation", "lead", "support", "observation")
        if name in each
    ]


@pytest.mark.parametrize("year", ["2022", "2023", "2024", "2025"])
def test_the_types_of_score(gongfu: Run, year: str) -> None:
    whole = document(gongfu, "score", year)
    for row in whole["indicators"]:
        for name in NUMBERS:
            assert row[name] is None or (type(row[name]) in (int, float)), name
        for name in TEXTS:
            assert isinstance(row[name], str), name
        for name in TEXTS_OR_NULL:
            assert row[name] is None or isinstance(row[name], str), name
        assert row["line"] is None or type(row["line"]) is int
        assert all(isinstance(each, str) for each in [*row["departments"], *row["flags"], *row["target"].values()])
        assert all(re.fullmatch(r"\d{4}", milestone) for milestone in row["target"])
        assert row["flags"] == sorted(row["flags"])
        assert (row["verdict"] is None) == (row["standing"] in ("no_data", "no_reference", "target_pending", "not_due"))
    for tally in tallies(whole):
        assert list(tally) == TALLY
        for name in ("rows", "judged", "on_track", "gap", "illustrative", "preliminary"):
            assert type(tally[name]) is int, name
        for name in ("on_track_rate", "attainment", "coverage"):
            assert tally[name] is None or (0 <= tally[name] <= 1 and type(tally[name]) in (int, float)), name
        assert tally["status"] in ("gap", "on_track", None)
        assert sum(tally["standings"].values()) == tally["rows"]


def test_tallies_of_the_small_county(gongfu: Run) -> None:
    whole = document(gongfu, "score", "2024")
    assert whole["overall"]["evaluation"] | {"attainment": None} == {
        "rows": 8,
        "judged": 6,
        "on_track": 3,
        "gap": 3,
        "on_track_rate": 0.5,
        "attainment": None,
        "coverage": pytest.approx(6 / 7),
        "status": "gap",
        "worst": "regressed",
        "illustrative": 0,
        "preliminary": 1,
        "standings": {
            "achieved": 1, "on_track": 2, "slightly_behind": 1, "regressed": 2, "no_reference": 1, "not_due": 1,
        },
    }  # fmt: skip
    assert whole["overall"]["observation"]["illustrative"] == 1
    assert whole["departments"][-1]["lead"] == {
        "rows": 0,
        "judged": 0,
        "on_track": 0,
        "gap": 0,
        "on_track_rate": None,
        "attainment": None,
        "coverage": None,
        "status": None,
        "worst": None,
        "illustrative": 0,
        "preliminary": 0,
        "standings": {},
    }


@pytest.mark.parametrize(
    ("year", "names"),
    [
        ("2023", ["县发改局", "县人社局", "县统计局", "县市监局", "县民政局"]),
        ("2024", ["县发改局", "县民社局", "县统计局", "县市监局"]),  # merged on 2024-06-30
    ],
)
def test_departments_stand_in_the_order_of_the_table_merged_ones_once(gongfu: Run, year: str, names: list[str]) -> None:
    assert [each["name"] for each in document(gongfu, "score", year)["departments"]] == names


def test_a_row_names_each_body_in_force_once_the_lead_first(gongfu: Run) -> None:
    rows = indicators(document(gongfu, "score", "2024"))
    assert rows["2"]["departments"] == ["县民社局", "县发改局"]  # an alias stands for the name
    assert rows["7"]["departments"] == ["县民社局"]
    assert rows["9"]["departments"] == ["县统计局", "县民社局"]


def test_target_cells_are_as_printed(gongfu: Run) -> None:
    targets = {id: row["target"] for id, row in indicators(document(gongfu, "score", "2024")).items()}
    assert targets == {
        "1": {"2022": "18", "2025": "21"},
        "2": {"2022": "3.2", "2025": "2.8以内"},
        "3": {"2022": "维持在合理区间", "2025": "维持在合理区间"},
        "4": {"2022": "0.3–0.4", "2025": "0.3–0.4"},
        "5.1": {"2022": "稳步提升", "2025": "稳步提升"},
        "5.2": {"2022": "稳步下降", "2025": "逐步下降"},
        "6": {"2022": "持续巩固", "2025": "持续巩固"},
        "7": {"2022": "保持稳定", "2025": "保持稳定"},
        "8": {"2022": "——", "2025": "60"},
        "9": {"2022": "超过97", "2025": "突破98"},
    }


REQUIREMENTS = {
    ("1", "2024"): '{"op": ">=", "value": 20.00, "basis": "interpolated"}',
    ("1", "2022"): '{"op": ">=", "value": 18, "basis": "official"}',
    ("2", "2024"): '{"op": "<=", "value": 2.94, "basis": "interpolated"}',
    ("2", "2025"): '{"op": "<=", "value": 2.8, "basis": "official"}',
    ("3", "2024"): "null",
    ("3", "2023"): '{"op": "<=", "value": 0.40, "basis": "resolved"}',
    ("4", "2024"): '{"op": "within", "low": 0.3, "high": 0.4, "basis": "standing"}',
    ("4", "2025"): '{"op": "within", "low": 0.3, "high": 0.4, "basis": "official"}',
    ("5.1", "2024"): '{"op": "rise", "basis": "standing"}',
    ("5.2", "2025"): '{"op": "fall", "basis": "official"}',
    ("7", "2024"): '{"op": "within", "low": 73.3, "high": 77.3, "basis": "baseline"}',
    ("8", "2024"): "null",
    ("8", "2025"): '{"op": ">=", "value": 60, "basis": "official"}',
    ("9", "2024"): '{"op": ">", "value": 97, "basis": "interpolated"}',
    ("9", "2025"): '{"op": ">", "value": 98, "basis": "official"}',
    ("6", "2024"): '{"op": "within", "low": null, "high": null, "basis": "baseline"}',
}


@pytest.mark.parametrize(("id", "year"), REQUIREMENTS, ids=" ".join)
def test_the_shapes_of_a_requirement(gongfu: Run, id: str, year: str) -> None:
    found = indicators(as_written(gongfu, "score", year))[id]["requirement"]
    expected = json.loads(REQUIREMENTS[id, year], parse_float="n{}".format, parse_int="n{}".format)
    assert found == expected
    assert found is None or list(found) == list(expected)


def test_a_hold_on_one_side_without_a_known_baseline(gongfu: Run, data: Path) -> None:
    table = data / "indicators.yaml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("direction: keep stable\n", "direction: keep stable\n    worse: lower\n"), "utf-8")
    rows = indicators(document(gongfu, "score", "2024"))
    assert rows["6"]["requirement"] == {"op": ">=", "value": None, "basis": "baseline"}
    assert rows["7"]["requirement"] == {"op": ">=", "value": 73.3, "basis": "baseline"}


def test_further_goals(gongfu: Run) -> None:
    plan = {"source": "临共富特领〔2025〕1号", "issued": "2025-02-28"}
    rows = indicators(document(gongfu, "score", "2025"))
    assert rows["1"]["further"] == [{**plan, "cell": "突破28", "met": False}]
    assert rows["7"]["further"] == [{**plan, "cell": "76", "met": True}]  # keep stable: 76 ± 2
    assert rows["2"]["further"] == []
    assert all(row["further"] == [] for row in document(gongfu, "score", "2024")["indicators"])
    assert all(row["further"] == [] for row in document(gongfu, "score", "2025", "--targets", "latest")["indicators"])


def test_what_is_not_known_is_null(gongfu: Run) -> None:
    row = indicators(document(gongfu, "score", "2024"))["8"]
    unknown = [
        "baseline", "actual", "actual_status", "source", "note", "previous", "requirement", "verdict", "margin",
        "shortfall", "pace", "attainment", "progress", "elapsed",
    ]  # fmt: skip
    assert {name: row[name] for name in unknown} == dict.fromkeys(unknown)
    assert (row["standing"], row["file"], row["line"]) == ("not_due", "data/actuals/2024.yaml", 13)


def test_an_indicator_that_the_file_leaves_out_has_no_place(gongfu: Run) -> None:
    row = indicators(document(gongfu, "score", "2025"))["9"]
    assert (row["standing"], row["file"], row["line"]) == ("no_data", None, None)


def test_a_verdict_and_a_note_and_the_status_of_a_value(gongfu: Run) -> None:
    rows = indicators(document(gongfu, "score", "2024"))
    names = ("actual", "actual_status", "source", "note", "standing", "attainment")
    assert [rows["3"][name] for name in names] == [None, "published", "省对县考核", None, "on_track", None]
    assert [rows["5.1"][name] for name in names] == [87.1, "illustrative", "示例", "口径变化", "on_track", None]
    assert [rows["9"][name] for name in names[:4]] == [97.6, "preliminary", "快报", None]
    assert "illustrative" in rows["5.1"]["flags"]
    assert "preliminary" in rows["9"]["flags"]
    assert "not-surveyed" in indicators(document(gongfu, "score", "2025"))["3"]["flags"]


def test_json_is_utf_8_text_without_escapes_and_ends_in_a_line(gongfu: Run) -> None:
    out = gongfu("score", "2024", "--format", "json")[1]
    assert "人均生产总值" in out
    assert "\\u" not in out
    assert out.endswith("}\n")


def test_a_surrogate_in_a_files_name_is_no_fault_of_the_program(gongfu: Run, data: Path) -> None:
    """Defect 3: a folder whose name is not UTF-8, as the system hands it over."""
    try:
        (data.parent / "d\udcff").symlink_to(data)
    except OSError:
        pytest.skip("names have to be UTF-8 here")
    for shape in ("json", "csv", "table"):
        code, _, err = gongfu("explain", "1", "2024", "--data", "d\udcff", "--format", shape)
        assert (code, err) == (0, "")


# diff/1


def test_the_keys_and_types_of_diff(gongfu: Run) -> None:
    whole = document(gongfu, "diff", "2024", "2025")
    assert list(whole) == ["schema", "from", "to", "summary", "indicators"]
    assert (whole["schema"], whole["from"], whole["to"]) == ("gongfu.diff/1", 2024, 2025)
    assert whole["summary"] == {
        "better": 4, "worse": 2, "same": 0, "unknown": 4, "into_gap": 0, "out_of_gap": 3,
    }  # fmt: skip
    assert list(whole["summary"]) == ["better", "worse", "same", "unknown", "into_gap", "out_of_gap"]
    for row in whole["indicators"]:
        assert list(row) == ["id", "name", "name_en", "unit", "from", "to", "change", "movement", "cause"]
        for side in (row["from"], row["to"]):
            assert list(side) == ["actual", "status", "requirement", "standing", "verdict"]
        assert row["movement"] in ("better", "worse", "same", "unknown")
        assert row["cause"] in ("value", "requirement", "both", "data", None)
        assert row["change"] is None or type(row["change"]) in (int, float)


def test_rows_of_diff(gongfu: Run) -> None:
    rows = indicators(as_written(gongfu, "diff", "2024", "2025"))
    assert rows["2"] == {
        "id": "2",
        "name": "城镇登记失业率",
        "name_en": "Registered urban unemployment rate",
        "unit": "%",
        "from": {
            "actual": "n3.58",
            "status": "published",
            "requirement": {"op": "<=", "value": "n2.94", "basis": "interpolated"},
            "standing": "regressed",
            "verdict": "gap",
        },
        "to": {
            "actual": "n2.8",
            "status": "preliminary",
            "requirement": {"op": "<=", "value": "n2.8", "basis": "official"},
            "standing": "achieved",
            "verdict": "on_track",
        },
        "change": "n-0.78",
        "movement": "better",
        "cause": "both",
    }
    assert (rows["7"]["change"], rows["7"]["cause"]) == ("n1.60", "value")
    assert (rows["8"]["from"]["actual"], rows["8"]["change"], rows["8"]["movement"]) == (None, None, "unknown")
    assert rows["8"]["cause"] == "data"
    assert rows["6"]["cause"] is None


def test_diff_lists_every_row_in_the_order_of_the_table(gongfu: Run) -> None:
    assert list(indicators(document(gongfu, "diff"))) == ["1", "2", "3", "4", "5.1", "5.2", "6", "7", "8", "9"]


# Every value that diff, trend and explain write carries its status


STATUSES: dict[tuple[str, int], str | None] = {
    ("2", 2024): "published", ("2", 2025): "preliminary", ("5.1", 2024): "illustrative", ("9", 2024): "preliminary",
    ("3", 2024): "published", ("8", 2024): None,
}  # fmt: skip
"""Of a value, of a verdict (3), of nothing (8)."""


def test_diff_and_trend_never_lose_the_label(gongfu: Run) -> None:
    """In JSON and in CSV."""
    changes = indicators(document(gongfu, "diff", "2024", "2025"))
    courses = indicators(document(gongfu, "trend"))
    flat_changes = {row["id"]: row for row in table(gongfu("diff", "2024", "2025", "--format", "csv")[1])}
    flat_courses = {row["id"]: row for row in table(gongfu("trend", "--format", "csv")[1])}
    for (id, year), status in STATUSES.items():
        side = "from" if year == 2024 else "to"
        assert changes[id][side]["status"] == status
        assert {value["year"]: value["status"] for value in courses[id]["values"]}[year] == status
        assert flat_changes[id][f"{side}.status"] == flat_courses[id][f"{year}.status"] == (status or "")


def test_trend_says_which_baseline_is_an_estimate(gongfu: Run) -> None:
    rows = indicators(document(gongfu, "trend"))
    assert [id for id, row in rows.items() if row["baseline_estimated"]] == ["4"]
    flat = table(gongfu("trend", "--format", "csv")[1])
    assert [row["id"] for row in flat if row["baseline_estimated"] == "true"] == ["4"]


def test_explain_has_the_status_of_earlier_values_and_the_verdict(gongfu: Run) -> None:
    whole = document(gongfu, "explain", "9", "2025")
    assert [(value["year"], value["actual"], value["status"]) for value in whole["earlier"]][-1] == (
        2024, 97.6, "preliminary",
    )  # fmt: skip
    assert list(whole["earlier"][0]) == ["year", "actual", "status", "source", "file", "line"]
    assert document(gongfu, "explain", "3", "2024")["attested"] == "met"
    assert whole["attested"] is None


def test_the_previous_value_has_its_status_in_csv(gongfu: Run) -> None:
    for command in (["explain", "9", "2025"], ["score", "2025"]):
        rows = {row["id"]: row for row in table(gongfu(*command, "--format", "csv")[1])}
        assert (rows["9"]["previous.actual"], rows["9"]["previous.status"]) == ("97.60", "preliminary")


# explain/1


def test_explain_has_the_row_of_score_and_what_it_rests_on(gongfu: Run) -> None:
    whole = as_written(gongfu, "explain", "1", "2024")
    assert list(whole) == [
        "schema", "year", "path", "month", "indicator", "indicator_note", "attested", "earlier", "final", "rule",
        "standings", "places",
    ]  # fmt: skip
    assert (whole["schema"], whole["year"], whole["path"]) == ("gongfu.explain/1", "n2024", "linear")
    assert whole["indicator"] == as_written(gongfu, "score", "2024")["indicators"][0]
    assert whole["final"] == {"op": ">=", "value": "n21", "basis": "official"}
    assert whole["rule"] == "n8"
    assert whole["standings"] == [
        {"low": None, "high": "n16.93", "standing": "regressed"},
        {"low": "n16.94", "high": "n18.77", "standing": "behind"},
        {"low": "n18.78", "high": "n19.99", "standing": "slightly_behind"},
        {"low": "n20.00", "high": "n20.99", "standing": "on_track"},
        {"low": "n21.00", "high": None, "standing": "achieved"},
    ]
    assert whole["places"] == {
        "indicator": {"file": "data/indicators.yaml", "line": "n9"},
        "targets": [
            {
                "year": "n2022", "cell": "18", "source": "临共富办〔2021〕1号",
                "file": "data/targets_2021.yaml", "line": "n4",
            },
            {
                "year": "n2025", "cell": "21", "source": "临共富办〔2021〕1号",
                "file": "data/targets_2021.yaml", "line": "n4",
            },
            {
                "year": "n2025", "cell": "突破28", "source": "临共富特领〔2025〕1号",
                "file": "data/targets_2025_plan.yaml", "line": "n5",
            },
        ],
        "resolved": [],
    }  # fmt: skip


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_what_explain_says_of_the_actual_is_its_standing(data: Path, year: int) -> None:
    """Of the ranges of values, the one that holds the actual has the row's standing; they cover every value once."""
    book = check(load(data)).book
    assert book
    for path in ("linear", "step"):
        card = score(book, year, path)
        for row in card.rows:
            steps = bands(row)
            if row.value is not None and steps:
                here = [
                    standing
                    for low, high, standing in steps
                    if (low is None or low <= row.value) and (high is None or row.value <= high)
                ]
                assert here == [row.standing], row.indicator.id
                assert (steps[0][0], steps[-1][1]) == (None, None)


# CSV


def table(text: str) -> list[dict[str, str]]:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def columns(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text, newline="")), [])


def test_csv_has_one_row_per_indicator(gongfu: Run) -> None:
    rows = table(gongfu("score", "2024", "--format", "csv")[1])
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5.1", "5.2", "6", "7", "8", "9"]
    first = rows[0]
    assert first["actual"] == "24.86"
    assert first["requirement.value"] == "20.00"
    assert first["standing"] == "achieved"
    assert first["departments"] == "县发改局"
    assert rows[1]["departments"] == "县民社局; 县发改局"
    assert rows[7]["actual"] == "72.60"
    assert rows[8]["actual"] == ""


def test_csv_of_diff_and_explain(gongfu: Run) -> None:
    rows = table(gongfu("diff", "2024", "--format", "csv")[1])
    assert len(rows) == 10
    assert (rows[1]["from.actual"], rows[1]["to.actual"], rows[1]["movement"]) == ("3.1", "3.58", "worse")
    explained = table(gongfu("explain", "1", "2024", "--format", "csv")[1])
    assert [row["id"] for row in explained] == ["1"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["2024", "--standing", "not_due"],
        ["2024", "--category", "Society"],
        ["2024", "--standing", "behind"],
        ["2022"],
        ["2025"],
    ],
    ids=" ".join,
)
def test_csv_columns_do_not_depend_on_the_rows_shown(gongfu: Run, arguments: list[str]) -> None:
    """Defect 8: nor on what is null in them, nor on there being any."""
    whole = columns(gongfu("score", "2024", "--format", "csv")[1])
    assert columns(gongfu("score", *arguments, "--format", "csv")[1]) == whole


@pytest.mark.parametrize("command", [["score", "2024"], ["diff", "2024"]])
def test_csv_has_no_column_for_what_other_columns_hold(gongfu: Run, command: list[str]) -> None:
    """Defect 8: `requirement` beside `requirement.op`, always empty."""
    names = columns(gongfu(*command, "--format", "csv")[1])
    assert [name for name in names if any(other.startswith(f"{name}.") for other in names)] == []


def test_csv_has_a_bom_in_files_only(gongfu: Run, data: Path) -> None:
    out = gongfu("score", "2024", "--format", "csv")[1]
    assert not out.startswith("\ufeff")
    gongfu("score", "2024", "--format", "csv", "--output", "result.csv")
    written = (data.parent / "result.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfid,")
    assert b"\r\n" in written
    for command in (["score", "2024", "--format", "json"], ["score", "2024"], ["diff", "--format", "markdown"]):
        gongfu(*command, "--output", "other")
        assert not (data.parent / "other").read_bytes().startswith(b"\xef\xbb\xbf")


RUN = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", " =1+1"]


@pytest.mark.parametrize("text", RUN, ids=repr)
def test_text_that_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert csv_format.defused(text) == "'" + text.replace("\t", "\ufffd").replace("\r", "\ufffd")
    written = csv_format.dumps(["name"], [{"name": text}])
    assert table(written) == [{"name": csv_format.defused(text)}]


@pytest.mark.parametrize("text", ["", "人均", "a=b", "1-2", "——", "≥70", "'x", "0.3–0.4", "〔2021〕"])
def test_other_text_is_left_alone(text: str) -> None:
    assert csv_format.defused(text) == text


def test_csv_numbers_are_numbers_even_below_zero(gongfu: Run) -> None:
    row = table(gongfu("score", "2024", "--format", "csv")[1])[7]
    assert row["margin"] == "-0.70"


def test_csv_defuses_every_text_of_the_files(gongfu: Run, data: Path) -> None:
    table_file = data / "indicators.yaml"
    text = table_file.read_text(encoding="utf-8")
    text = text.replace("name: 人均生产总值", 'name: "=HYPERLINK(1)"').replace("unit: 万元", 'unit: "@元"')
    table_file.write_text(text, encoding="utf-8")
    row = table(gongfu("score", "2024", "--format", "csv")[1])[0]
    assert (row["name"], row["unit"]) == ("'=HYPERLINK(1)", "'@元")


# Markdown

HOSTILE = [
    "a|b",
    "`code`",
    "*bold* _it_",
    "[link](http://x)",
    "<script>x</script>",
    "![image](x)",
    "# heading",
    "a\\|b",
    "&lt;",
    "~~x~~",
    "{{x}}",
    "a\nb",
    "\x1b[31m",
]


def unescaped(text: str) -> str:
    entities = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
    return re.sub(r"\\(.)|(&(?:amp|lt|gt);)", lambda found: found[1] or entities[found[2]], text)


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_markdown_reads_nothing_in_a_name_as_markup(text: str) -> None:
    columns = [Column(same("x")), Column(same("y"), "decimal")]
    grid = Grid(same("t"), columns, [Group(NOTHING, [[Cell(same(text)), Cell(same("1"))]])])
    lines = markdown.render(Sheet(same("t"), grids=[grid]), "en").splitlines()
    row = next(line for line in lines if line.endswith("| 1 |"))
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 3
    cell = row.removeprefix("| ").removesuffix(" | 1 |")
    bare = re.sub(r"\\.", "", cell)
    assert not re.search(r"[`*_\[\]<>#|~{}!\x00-\x1f]", bare)
    assert unescaped(cell) == re.sub(r"[\x00-\x1f]", "\ufffd", text)


def test_markdown_of_headings_titles_and_lines() -> None:
    hostile = same("a|b <c> *d*")
    sheet = Sheet(hostile, [Cell(hostile)], [Grid(hostile, [Column(hostile)], [Group(hostile, [])])], [Cell(hostile)])
    text = markdown.render(sheet, "en")
    assert text.count("a\\|b &lt;c&gt; \\*d\\*") == 5
    assert "<c>" not in text


@pytest.mark.parametrize("text", ["- item", "+ item", "1. item", "1) item"], ids=repr)
def test_markdown_lines_are_no_lists(text: str) -> None:
    """Defect 18: a heading line or closing line that looks like a list item."""
    first = markdown.render(Sheet(same("t"), [Cell(same(text))]), "en").splitlines()[0]
    assert not re.match(r"[-+]\s|\d+[.)]\s", first)


@pytest.mark.parametrize("command", [["score", "2024"], ["diff", "2024"], ["explain", "1", "2024"]], ids=" ".join)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_markdown_tables_have_as_many_cells_in_every_row(gongfu: Run, command: list[str], lang: str) -> None:
    code, out, _ = gongfu(*command, "--format", "markdown", "--lang", lang)
    assert code == 0
    blocks = [block.splitlines() for block in out.split("\n\n") if block.startswith("|")]
    assert blocks
    for block in blocks:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block}) == 1
        assert re.fullmatch(r"\|(---:?\|)+", block[1])
