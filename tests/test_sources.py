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
PLAIN_CELL = re.compile(r"([^\d.]*)(\d+(?:\.\d+)?)(\D*)")
NAME_WITH_UNIT = re.compile(r"(?P<name>.*)\((?P<unit>[^()]*)\)")

# Where annex 3 sets the goal for 2021: the number of its item, and words that stand in its text.
ANNEX_3_PHRASES = {
    "23": ("41", "年经营性收入增幅达到5%以上"),
    "24": ("28", "实现全县托位数达到每千人拥有2.98个"),
    "29": ("31", "技能人才占从业人员比重高于33.4%"),
    "30": ("31", "高技能人才占技能人才比重高于22%"),
    "35": ("33", "实现从810元/月提高至910元/月"),
    "45": ("42", "志愿者占常住人口比重14,.15%"),
    "59": ("47", "律师万人比达到2.24"),
    "60": ("46", "群众安全感满意度达到97.5%以上"),
}
# Its cells that are not written as printed.
A_YEAR, A_SLIP = "35", "45"

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
    "60": "巩固提升群众安全感满意率",
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
ANNEX_3 = (SOURCES / "2021-annex-3.txt").read_text(encoding="utf-8")
PLAN = (SOURCES / "2025-plan-goals.txt").read_text(encoding="utf-8")
IDS = [row.id for row in ANNEX]
INDICATORS: list[dict[str, Any]] = load("indicators.yaml")["indicators"]
BY_ID = {row["id"]: row for row in INDICATORS}
TARGETS: dict[str, dict[str, str]] = load("targets_2022_2025.yaml")["targets"]
TARGETS_2021: dict[str, dict[str, str]] = load("targets_2021.yaml")["targets"]
PLAN_TARGETS: dict[str, dict[str, Any]] = load("targets_2025_plan.yaml")["targets"]
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


# targets_2021.yaml


def stands_in(cell: str, phrase: str) -> bool:
    """Whether a cell has the figure of a phrase and no words but its own, in their order; units may stand between."""
    parts = PLAIN_CELL.fullmatch(cell)
    if not parts:
        return cell in phrase
    before, figure, behind = (re.escape(part) for part in parts.groups())
    return bool(re.search(rf"{before}(?:每千人拥有)?(?<![\d.]){figure}(?![\d.])[%人个]?{behind}", phrase))


def items_of_annex_3() -> dict[str, str]:
    """The text of each item by its number, of those that are numbered in the text."""
    _, *parts = re.split(r"\n(\d\d)\s*\n", ANNEX_3)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_annex_3_sets_goals_for_2021_for_eight_rows() -> None:
    assert list(TARGETS_2021) == list(ANNEX_3_PHRASES)
    assert {year for cells in TARGETS_2021.values() for year in cells} == {"2021"}


@pytest.mark.parametrize("id_", ANNEX_3_PHRASES)
def test_goal_for_2021_stands_in_the_item_that_its_comment_names(id_: str) -> None:
    item, phrase = ANNEX_3_PHRASES[id_]
    assert phrase in items_of_annex_3()[item]
    text = (DATA / "targets_2021.yaml").read_text(encoding="utf-8")
    comments = text.partition(f"\n  {id_}: ")[0].rpartition("}")[2]
    assert f"附件3第{item}项：“{phrase}”" in comments
    if id_ not in (A_YEAR, A_SLIP):
        assert stands_in(TARGETS_2021[id_]["2021"], phrase)


def test_the_minimum_allowance_is_printed_by_the_month_and_written_by_the_year() -> None:
    """910 yuan a month are 10920 a year, as 810 are the 9720 of the table's baseline."""
    before, after = map(int, re.findall(r"(\d+)元/月", ANNEX_3_PHRASES[A_YEAR][1]))
    assert (BY_ID[A_YEAR]["baseline"], TARGETS_2021[A_YEAR]["2021"]) == (str(before * 12), str(after * 12))


def test_a_slip_of_the_source_is_put_right() -> None:
    printed = re.search(r"[\d,.]+", ANNEX_3_PHRASES[A_SLIP][1])
    assert printed
    assert TARGETS_2021[A_SLIP]["2021"] == printed[0].replace(",", "")


def test_goals_for_2021_are_official_and_name_their_document() -> None:
    document = load("targets_2021.yaml")
    assert (document["source"], document["issued"]) == ("嵊共富办〔2021〕1号 附件3", "2021-11-09")
    assert document["replaces"] == "true"


# targets_2025_plan.yaml


def test_plan_asks_further_of_nine_rows_in_2025_only() -> None:
    assert list(PLAN_TARGETS) == list(PLAN_PHRASES)
    assert {year for cells in PLAN_TARGETS.values() for year in cells} == {"2025"}


@pytest.mark.parametrize("id_", PLAN_PHRASES)
def test_further_goal_stands_in_the_plan_verbs_included(id_: str) -> None:
    phrase, cell = PLAN_PHRASES[id_], PLAN_TARGETS[id_]["2025"]
    assert phrase in PLAN
    assert stands_in(cell["cell"] if isinstance(cell, dict) else cell, phrase)


def test_certified_carers_are_another_definition() -> None:
    """The plan counts 持证 carers only, the table all."""
    assert PLAN_TARGETS["33"]["2025"] == {"cell": "达到25", "differs": "只计持证人员"}
    assert [id_ for id_, cells in PLAN_TARGETS.items() if isinstance(cells["2025"], dict)] == ["33"]


def test_the_plan_s_verbs_are_kept() -> None:
    verbs = {id_: PLAN_TARGETS[id_]["2025"] for id_ in ("1", "14", "15", "20.2", "55", "60")}
    assert verbs == {
        "1": "突破28",
        "14": "保持在1.5以内",
        "15": "达到70",
        "20.2": "达到45",
        "55": "达到98以上",
        "60": "巩固提升",
    }


@pytest.mark.parametrize("phrase", ["确保PM2.5平均浓度继续保持全省第一", "空气质量优良天数比率稳中有升"])
def test_what_belongs_to_a_table_of_the_plan_s_own_is_not_lost(phrase: str) -> None:
    """Rows 51 (a place in a ranking) and 55 (a direction, beside its number)."""
    assert phrase in PLAN
    assert phrase in (DATA / "targets_2025_plan.yaml").read_text(encoding="utf-8")
    assert phrase in (SOURCES / "README.md").read_text(encoding="utf-8")


def test_the_comments_of_the_plan_quote_it() -> None:
    text = (DATA / "targets_2025_plan.yaml").read_text(encoding="utf-8")
    quotations = re.findall("^ +#.*：“(.+)”", text, flags=re.MULTILINE)
    assert quotations == list(PLAN_PHRASES.values())


def test_plan_names_its_document() -> None:
    document = load("targets_2025_plan.yaml")
    assert document["source"].startswith("嵊共富特领〔2025〕1号")
    assert (document["issued"], document["replaces"]) == ("2025-02-28", "false")


# Tolerances


def test_no_tolerance_but_that_of_row_38() -> None:
    """A tolerance is nobody's promise: the one there is says whose choice it is."""
    assert {row["id"]: row["tolerance"] for row in INDICATORS if "tolerance" in row} == {"38": "2"}
    assert "本项目整理时所定" in BY_ID["38"]["note"]


# departments.yaml


def test_every_department_of_the_annex_is_registered() -> None:
    names = [entry["name"] for entry in REGISTER]
    in_order = list(dict.fromkeys(name for row in ANNEX for name in row.departments))
    assert names[: len(in_order)] == in_order


def test_a_name_or_alias_belongs_to_one_entry() -> None:
    said = [name for entry in REGISTER for name in [entry["name"], *entry.get("aliases", [])]]
    assert len(said) == len(set(said))


def test_one_body_took_over_from_two_and_is_dated_as_the_plan() -> None:
    successors = {entry["name"]: entry["successor"] for entry in REGISTER if "successor" in entry}
    taken_over = {"name": "县民社局", "since": "2025-02-28"}
    assert successors == {"县人社局": taken_over, "县民政局": taken_over}
    assert taken_over["name"] in [entry["name"] for entry in REGISTER]


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("县资规局", "县资源规划局"),
        ("县市监局", "县市场监管局"),
        ("县文旅局", "县文广旅体局"),
        ("县纪委监委", "县纪委县监委机关"),
        ("市生态环境局嵊泗分局", "市生态环境局"),
    ],
)
def test_another_short_name_of_a_body_is_an_alias(name: str, alias: str) -> None:
    """The plan of 2025, and annex 6 for the last, call the same body so."""
    (entry,) = [entry for entry in REGISTER if entry["name"] == name]
    assert alias in entry["aliases"]


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
