"""The shipped data says what the source documents say, cell by cell.

``docs/sources/`` keeps the text of both documents. The indicator table is read from it here once more, without any code
of the program, and compared with ``data/``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
SOURCES = ROOT / "docs" / "sources"

CATEGORIES = {
    "经济高质量发展": range(1, 14),
    "城乡区域协调发展": range(14, 18),
    "收入分配格局优化": range(18, 24),
    "公共服务优质共享": range(24, 42),
    "精神文明建设": range(42, 50),
    "全域美丽建设": range(50, 56),
    "社会和谐和睦": range(56, 62),
}
ATTRIBUTES = {"评价指标": "evaluation", "观察指标": "observation"}
MERGED_CELLS = [3, 4, 10, 13, 14, 18, 21, 36, 37, 38, 39, 51, 52, 53, 54, 55, 60, 61]
BASELINE = re.compile(r"(?:预计)?\d+(?:\.\d+)?|——")
PLAN_CELL = re.compile(r"(突破|超)?(\d+(?:\.\d+)?)(以上|以内)?")
NAME_WITH_UNIT = re.compile(r"(?P<name>.*)\((?P<unit>[^()]*)\)")

# Where the plan of 2025 asks for the further goal: words that stand in its text.
PLAN_PHRASES = {
    "1": "人均地区生产总值突破28万元",
    "10": "海洋经济增加值占地区生产总值比重超80%",
    "14": "城乡居民收入倍差保持在1.5以内",
    "15": "常住人口城镇化率达到70%",
    "20.2": "家庭年可支配收入20-60万元比例达到45%",
    "23": "渔农村集体经济经营性收入增长5%以上",
    "33": "每万老年人口拥有持证养老护理员数达到25人",
    "55": "空气优良天数占比达到98%以上",
}

PUBLISHED = {
    (2021, "10"): "78",
    (2022, "15"): "66.58",
    (2023, "14"): "1.45",
    (2023, "15"): "67.55",
}
YEARS = sorted(int(path.stem) for path in (DATA / "actuals").glob("*.yaml"))


@dataclass(frozen=True)
class Row:
    """A row of the printed table; ``targets`` are its cells, one where the source merges both years."""

    id: str
    category: str
    name: str
    unit: str | None
    baseline: str
    targets: tuple[str, ...]
    attribute: str
    departments: tuple[str, ...]

    def cells(self) -> dict[str, str]:
        return {"2022": self.targets[0], "2025": self.targets[-1]}


def load(name: str) -> Any:
    """A data file, every scalar left as the text that is written."""
    return yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def begins_a_row(token: str) -> bool:
    return token.isdigit() or token in CATEGORIES


def split_unit(printed: str) -> tuple[str, str | None]:
    match = NAME_WITH_UNIT.fullmatch(printed)
    return (match["name"], match["unit"]) if match else (printed, None)


def read_annex(text: str) -> list[Row]:
    """The rows of the annex: its text has one or several lines per cell, separated by empty ones."""
    tokens = [line.strip() for line in text.splitlines() if line.strip()]
    rest = tokens[tokens.index("责任部门") + 1 :]
    rows: list[Row] = []
    category = ""
    while rest:
        if rest[0] in CATEGORIES:
            category = rest.pop(0)
        number = rest.pop(0)
        lines: list[dict[str, Any]] = []
        shared_name = ""
        departments = ""
        while rest and not begins_a_row(rest[0]):
            name: list[str] = []
            while not BASELINE.fullmatch(rest[0]):
                name.append(rest.pop(0))
            shared_name = shared_name or name[0]
            printed = "".join(name) if not lines else shared_name + "".join(name)
            baseline = rest.pop(0)
            targets: list[str] = []
            while rest[0] not in ATTRIBUTES:
                targets.append(rest.pop(0))
            lines.append({"printed": printed, "baseline": baseline, "targets": targets, "attribute": rest.pop(0)})
            # A bracket begins a unit, so a name: the second row of no. 20.
            while rest and not begins_a_row(rest[0]) and "(" not in rest[0]:
                departments += rest.pop(0)
        for place, line in enumerate(lines, start=1):
            title, unit = split_unit(line["printed"])
            rows.append(
                Row(
                    id=number if len(lines) == 1 else f"{number}.{place}",
                    category=category,
                    name=title,
                    unit=unit,
                    baseline=line["baseline"],
                    targets=tuple(line["targets"]),
                    attribute=ATTRIBUTES[line["attribute"]],
                    departments=tuple(departments.split("、")),
                )
            )
    return rows


ANNEX = read_annex((SOURCES / "2021-annex-1.txt").read_text(encoding="utf-8"))
PLAN = (SOURCES / "2025-plan-goals.txt").read_text(encoding="utf-8")
IDS = [row.id for row in ANNEX]
INDICATORS: list[dict[str, Any]] = load("indicators.yaml")["indicators"]
BY_ID = {row["id"]: row for row in INDICATORS}
TARGETS: dict[str, dict[str, str]] = load("targets_2022_2025.yaml")["targets"]
PLAN_TARGETS: dict[str, dict[str, str]] = load("targets_2025_plan.yaml")["targets"]
REGISTER: list[dict[str, Any]] = load("departments.yaml")["departments"]

each_row = pytest.mark.parametrize("row", ANNEX, ids=[f"no.{row.id}" for row in ANNEX])
each_year = pytest.mark.parametrize("year", YEARS)


# The table itself


def test_the_annex_has_61_indicators_in_62_rows() -> None:
    ids = [str(number) for number in range(1, 62)]
    ids[19:20] = ["20.1", "20.2"]
    assert ids == IDS
    assert len(IDS) == 62


def test_54_rows_are_evaluated_and_8_observed() -> None:
    assert [row.attribute for row in ANNEX].count("evaluation") == 54
    assert [row["attribute"] for row in INDICATORS].count("evaluation") == 54
    assert [row["attribute"] for row in INDICATORS].count("observation") == 8


def test_the_annex_names_24_departments() -> None:
    assert len({name for row in ANNEX for name in row.departments}) == 24


def test_the_annex_merges_the_cells_of_18_rows() -> None:
    assert [int(row.id) for row in ANNEX if len(row.targets) == 1] == MERGED_CELLS
    assert {len(row.targets) for row in ANNEX} == {1, 2}


def test_each_category_covers_its_numbers() -> None:
    assert [category["name"] for category in load("indicators.yaml")["categories"]] == list(CATEGORIES)
    for row in ANNEX:
        assert int(row.id.partition(".")[0]) in CATEGORIES[row.category], row


# indicators.yaml


def test_indicators_are_those_of_the_annex_in_its_order() -> None:
    assert [row["id"] for row in INDICATORS] == IDS


@each_row
def test_indicator_is_transcribed_cell_by_cell(row: Row) -> None:
    written = BY_ID[row.id]
    transcribed = Row(
        id=written["id"],
        category=written["category"],
        name=written["name"],
        unit=written.get("unit"),
        baseline=written["baseline"],
        targets=row.targets,  # compared below
        attribute=written["attribute"],
        departments=tuple(written["departments"]),
    )
    assert transcribed == row


@each_row
def test_indicator_has_an_english_name_of_its_own(row: Row) -> None:
    name = BY_ID[row.id]["name_en"]
    assert name.isprintable()
    assert name == name.strip() != ""
    assert [other["name_en"] for other in INDICATORS].count(name) == 1


def test_a_unit_has_one_name_in_english() -> None:
    """An English screen shows no Chinese unit; the same unit reads the same in every row."""
    units = {(row["unit"], row.get("unit_en")) for row in INDICATORS if "unit" in row}
    assert len(units) == len({unit for unit, _ in units})
    assert all(name and not re.search(r"[\u3000-\u9fff]", name) for _, name in units)
    assert not [row["id"] for row in INDICATORS if "unit" not in row and "unit_en" in row]


# targets_2022_2025.yaml


def test_targets_are_those_of_the_annex_in_its_order() -> None:
    assert list(TARGETS) == IDS


@each_row
def test_targets_are_transcribed_as_printed(row: Row) -> None:
    assert TARGETS[row.id] == row.cells()


def test_targets_name_their_document() -> None:
    document = load("targets_2022_2025.yaml")
    assert (document["source"], document["issued"]) == ("嵊共富办〔2021〕1号 附件1", "2021-11-09")
    assert document["replaces"] == "false"


# targets_2025_plan.yaml


def test_plan_asks_further_of_eight_rows_in_2025_only() -> None:
    assert list(PLAN_TARGETS) == list(PLAN_PHRASES)
    assert {year for cells in PLAN_TARGETS.values() for year in cells} == {"2025"}


@pytest.mark.parametrize("id_", PLAN_PHRASES)
def test_further_goal_stands_in_the_plan(id_: str) -> None:
    phrase = PLAN_PHRASES[id_]
    assert phrase in PLAN
    cell = PLAN_CELL.fullmatch(PLAN_TARGETS[id_]["2025"])
    assert cell
    before, figure, after = (re.escape(part or "") for part in cell.groups())
    assert re.search(rf"{before}(?<![\d.]){figure}(?![\d.])[%人]?{after}", phrase), (PLAN_TARGETS[id_], phrase)


def test_the_comments_of_the_plan_quote_it() -> None:
    text = (DATA / "targets_2025_plan.yaml").read_text(encoding="utf-8")
    quotations = re.findall("^ +#.*：“(.+)”", text, flags=re.MULTILINE)
    assert quotations == list(PLAN_PHRASES.values())


def test_plan_names_its_document() -> None:
    document = load("targets_2025_plan.yaml")
    assert document["source"].startswith("嵊共富特领〔2025〕1号")
    assert (document["issued"], document["replaces"]) == ("2025-02-28", "false")


# departments.yaml


def test_every_department_of_the_annex_is_registered() -> None:
    names = [entry["name"] for entry in REGISTER]
    in_order = list(dict.fromkeys(name for row in ANNEX for name in row.departments))
    assert names[: len(in_order)] == in_order


def test_a_name_or_alias_belongs_to_one_entry() -> None:
    said = [name for entry in REGISTER for name in [entry["name"], *entry.get("aliases", [])]]
    assert len(said) == len(set(said))


def test_every_successor_is_registered_and_dated_as_the_plan() -> None:
    successors = [entry["successor"] for entry in REGISTER if "successor" in entry]
    assert {item["name"] for item in successors} <= {entry["name"] for entry in REGISTER}
    assert {item["since"] for item in successors} == {"2025-02-28"}


# actuals


def actuals(year: int) -> dict[str, Any]:
    document = load(f"actuals/{year}.yaml")
    assert isinstance(document, dict)
    return document


@each_year
def test_actuals_list_every_row_in_order(year: int) -> None:
    assert actuals(year)["year"] == str(year)
    assert list(actuals(year)["values"]) == IDS


@each_year
def test_nothing_but_the_known_figures_is_called_published(year: int) -> None:
    document = actuals(year)
    assert document["status"] == "illustrative"
    assert "非官方" in document["source"]
    filed = {id_: value for id_, value in document["values"].items() if isinstance(value, dict) and "status" in value}
    assert {(year, id_): value["value"] for id_, value in filed.items()} == {
        key: figure for key, figure in PUBLISHED.items() if key[0] == year
    }
    for value in filed.values():
        assert value["status"] == "published"
        assert value["source"]


def test_the_actuals_run_from_2021_on_without_a_gap() -> None:
    assert len(YEARS) >= 5
    assert list(range(2021, YEARS[-1] + 1)) == YEARS
