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
    return bool(re.search(rf"{before}(?:每千人拥有|双)?(?<![\d.]){figure}(?![\d.])(?:[%人个]|亿单位)?{behind}", phrase))


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
    """Rows 51 (a place in a ranking) and 55 (a direction, beside its number) are rows of the plan's own table."""
    assert phrase in PLAN
    assert phrase in (DATA / "targets_2025_plan.yaml").read_text(encoding="utf-8")
    assert phrase in (SOURCES / "README.md").read_text(encoding="utf-8")
    assert phrase in [goal.sentence for goal in GOALS if goal.table == "plan_2025"]


def test_the_comments_of_the_plan_quote_it() -> None:
    text = (DATA / "targets_2025_plan.yaml").read_text(encoding="utf-8")
    quotations = re.findall("^ +#.*：“(.+)”", text, flags=re.MULTILINE)
    assert quotations == list(PLAN_PHRASES.values())


def test_plan_names_its_document() -> None:
    document = load("targets_2025_plan.yaml")
    assert document["source"].startswith("嵊共富特领〔2025〕1号")
    assert (document["issued"], document["replaces"]) == ("2025-02-28", "false")


# The tables of the lists

LISTS = {"plan_2025": "2025-plan-goals.txt", "reforms": "2021-annex-4.txt"}
DELIVERED = ("完成", "办结", "建成", "出台", "印发", "开工", "投用", "通过", "获批")
UNSTATED = "未明确"
SENTENCE_OF_ROW = re.compile(r"^ +# 原句：“(.+)”\n  - id: (\S+)$", flags=re.MULTILINE)
PRINTED_VERB = re.compile(r"^ +# 原文“(.+)”\n  (\S+): ", flags=re.MULTILINE)
BODY_OF_A_REFORM = re.compile(r".{2,11}(?:局|中心|办|委)、?")

# Where one of the nine verbs stands in a list and is no deliverable: a preposition, or the aim of the whole plan.
NO_DELIVERABLE = {
    "plan_2025": ["以完成“十四五”规划目标为基础"],
    "reforms": ["通过清退“僵尸”企业", "通过招商引资这一件事信息化平台"],
}
# Where a figure stands in a list and is no goal of its table: a date, the name of a thing, a slip of the print.
NO_GOAL = {
    "plan_2025": [
        *["2025年是嵊泗县", "到2025年底", "落实2025年市级压减计划", "家庭年可支配收入20-60万群体比例达到45%"],
        *["马迹山40万吨码头", "5A景区", "药物4—12周长处方", "“四好农村公路2.0”", "加快7#海上风电", "5G网络"],
    ],
    "reforms": ["1+7+14渔业安全管理体系", "低收入群体增收。4.", "围绕“152”工作体系"],
}
# Three more documents that the one 出台 of a reform governs.
ALSO_ISSUED = (
    "《加快推进海钓业高质量发展的若干指导意见》",
    "《嵊泗县休闲海钓管理暂行办法》",
    "《嵊泗县休闲海钓船标准规范(试行)》",
)


@dataclass(frozen=True)
class Goal:
    """A row of a list's table: ``sentence`` is printed, ``verb`` what is printed where ``cell`` says it otherwise."""

    table: str
    id: str
    item: str
    sentence: str
    cell: str
    verb: str | None
    fields: dict[str, Any]

    @property
    def delivered(self) -> bool:
        return self.cell in DELIVERED


def goals(table: str) -> list[Goal]:
    folder = f"tables/{table}"
    sentences = {id_: sentence for sentence, id_ in SENTENCE_OF_ROW.findall(text_of(f"{folder}/indicators.yaml"))}
    verbs = {id_: verb for verb, id_ in PRINTED_VERB.findall(text_of(f"{folder}/targets_2025.yaml"))}
    cells = load(f"{folder}/targets_2025.yaml")["targets"]
    return [
        Goal(table, row["id"], row["item"], sentences[row["id"]], cells[row["id"]]["2025"], verbs.get(row["id"]), row)
        for row in load(f"{folder}/indicators.yaml")["indicators"]
    ]


def text_of(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def reforms() -> list[tuple[str, list[str]]]:
    """The text of each reform of annex 4 and its departments; the first nine have lost their numbers in the source."""
    tokens = [line.strip() for line in (SOURCES / LISTS["reforms"]).read_text(encoding="utf-8").splitlines()]
    rows = [("", "")]
    for token in tokens[tokens.index("责任部门") + 1 :]:
        text, bodies = rows[-1]
        if BODY_OF_A_REFORM.fullmatch(token):
            rows[-1] = (text, bodies + token)
        elif token and not token.isdigit():
            rows[-1:] = [(text, bodies), (token, "")] if bodies else [(text + token, "")]
    return [(text, bodies.split("、")) for text, bodies in rows]


REFORMS = reforms()
GOALS = [goal for table in LISTS for goal in goals(table)]
CANONICAL = {name: entry["name"] for entry in REGISTER for name in [entry["name"], *entry.get("aliases", [])]}

each_list = pytest.mark.parametrize("table", LISTS)
each_goal = pytest.mark.parametrize("goal", GOALS, ids=[f"{goal.table}-{goal.id}" for goal in GOALS])


def passage(item: str) -> tuple[str, list[str] | None]:
    """The text of an item and, where the list gives them in a column, its departments."""
    if reform := re.fullmatch(r"附件4 第(\d+)项", item):
        return REFORMS[int(reform[1]) - 1]
    section, _, number = item.rpartition(")")
    if not section:
        return PLAN.partition(f"{item}、工作目标\n")[2].partition("\n")[0], None
    part = PLAN.partition(f"\n{section.removeprefix('三')})")[2].partition("\n(")[0]
    (line,) = [line for line in part.splitlines() if line.startswith(f"{number}.")]
    return line, None


def printed_departments(goal: Goal) -> list[str]:
    """Those of the item's column, or of the first bracket behind the sentence; the last item that is named decides."""
    text, column = passage(goal.item.split("；")[-1])
    if column:
        return column
    bracket = re.search(r"\(责任单位:(.*?)\)", text[text.index(goal.sentence) :])
    return bracket[1].split("、") if bracket else [UNSTATED]


def test_annex_4_has_34_reforms() -> None:
    assert len(REFORMS) == 34


@each_list
def test_a_list_asks_each_of_its_rows_for_something_in_2025_only(table: str) -> None:
    cells = load(f"tables/{table}/targets_2025.yaml")["targets"]
    ids = [goal.id for goal in GOALS if goal.table == table]
    assert list(cells) == ids
    assert len(set(ids)) == len(ids)
    assert {year for asked in cells.values() for year in asked} == {"2025"}


@each_goal
def test_sentence_of_a_goal_stands_in_the_items_that_it_names(goal: Goal) -> None:
    for item in goal.item.split("；"):
        assert goal.sentence in passage(item)[0]


@each_goal
def test_cell_of_a_goal_is_what_its_sentence_says(goal: Goal) -> None:
    """The figure with its words, or the verb; the verb as printed is quoted where the cell has the nearest one."""
    if goal.verb:
        assert all(part in goal.sentence for part in goal.verb.split("……"))
    if goal.delivered:
        assert goal.verb or goal.cell in goal.sentence or goal.sentence in ALSO_ISSUED
    elif goal.cell.startswith("力争"):
        assert "力争" in goal.sentence
        assert stands_in(goal.cell.removeprefix("力争"), goal.sentence)
    else:
        assert stands_in(goal.cell, goal.sentence) or goal.cell in (goal.verb or "")


@each_goal
def test_what_is_only_striven_for_stays_visible(goal: Goal) -> None:
    """力争 stands in the cell where it stands in the sentence."""
    assert goal.cell.startswith("力争") == ("力争" in goal.sentence)


@each_goal
def test_departments_of_a_goal_are_those_printed_in_their_order(goal: Goal) -> None:
    assert goal.fields["departments"] == [CANONICAL[name] for name in printed_departments(goal)]


@each_goal
def test_a_goal_without_a_printed_department_says_so(goal: Goal) -> None:
    assert (goal.fields["departments"] == [UNSTATED]) == ("未印责任单位" in goal.fields.get("note", ""))


@each_goal
def test_timing_follows_the_sentence(goal: Goal) -> None:
    """What grows by a share is a rate, what is made in the year a count, a share a level; a deliverable is neither."""
    timing, unit = goal.fields.get("timing"), goal.fields.get("unit")
    if goal.delivered:
        assert (timing, unit) == (None, None)
    elif re.search("增速|增幅|提升幅度", goal.fields["name"]):
        assert (timing, unit) == ("rate", "%")
    else:
        assert timing in (None, "count")
        assert timing != "count" or unit != "%"


@each_goal
def test_goal_has_no_baseline_since_none_is_printed(goal: Goal) -> None:
    assert "baseline" not in goal.fields


@each_list
def test_rows_of_a_list_have_english_names_and_units(table: str) -> None:
    rows = [goal.fields for goal in GOALS if goal.table == table]
    assert len({row["name_en"] for row in rows}) == len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert ("unit" in row) == ("unit_en" in row)
        assert not re.search(r"[\u3000-\u9fff]", row["name_en"] + row.get("unit_en", ""))


def test_no_goal_of_a_list_repeats_a_further_goal_of_the_official_table() -> None:
    assert not {goal.sentence for goal in GOALS} & set(PLAN_PHRASES.values())


def rest(table: str) -> str:
    """The text of a list without the sentences that became rows, nor the numbers of its items."""
    plan = re.sub(r"^\d+\.", "", PLAN, flags=re.MULTILINE)
    text = plan if table == "plan_2025" else "\n".join(text for text, _ in REFORMS)
    for sentence in sorted({goal.sentence for goal in GOALS if goal.table == table}, key=len, reverse=True):
        text = text.replace(sentence, "▇")
    return text


@each_list
def test_no_deliverable_of_a_list_is_left_out(table: str) -> None:
    """None of the nine verbs stands outside the sentences taken, but in the phrases that are named here."""
    text = rest(table)
    for phrase in NO_DELIVERABLE[table]:
        assert phrase in text
        text = text.replace(phrase, "")
    assert not [verb for verb in DELIVERED if verb in text]


@each_list
def test_no_figure_of_a_list_is_left_out(table: str) -> None:
    """None stands outside the sentences taken, but in the official table's and in the phrases that are named here."""
    text = rest(table)
    assert all(phrase in text for phrase in NO_GOAL[table])
    for phrase in [*PLAN_PHRASES.values(), *NO_GOAL[table]]:
        text = text.replace(phrase, "")
    assert not re.findall(r"\d+", text)


@pytest.mark.parametrize(("table", "rows", "delivered", "items"), [("plan_2025", 84, 41, 22), ("reforms", 39, 34, 21)])
def test_readme_counts_what_was_taken(table: str, rows: int, delivered: int, items: int) -> None:
    taken = [goal for goal in GOALS if goal.table == table]
    assert len(taken) == rows
    assert sum(goal.delivered for goal in taken) == delivered
    assert len({item for goal in taken for item in goal.item.split("；")}) == items
    readme = (SOURCES / "README.md").read_text(encoding="utf-8")
    assert f"`{table}`：{rows}行，{rows - delivered}行有数或措辞，{delivered}行是事项" in readme


def test_the_plan_s_bodies_and_those_of_annex_4_are_registered() -> None:
    brackets = [bracket.split("、") for bracket in re.findall(r"责任单位:(.*?)\)", PLAN)]
    columns = [bodies for _, bodies in REFORMS]
    assert not [name for names in brackets + columns for name in names if name not in CANONICAL]


def test_names_for_many_bodies_are_marked() -> None:
    for entry in REGISTER:
        names_many = bool(re.search("^各|^部门|单位$|相关", entry["name"]))
        assert entry["name_en"].endswith("(collective)") == names_many, entry


def test_the_lists_report_nothing_as_achieved() -> None:
    """Neither list prints an achieved value, so the tables ship without actuals."""
    assert not [path for table in LISTS for path in (DATA / "tables" / table).glob("actuals/*")]


# docs/shortcomings.md

SHORTCOMINGS = (SOURCES.parent / "shortcomings.md").read_text(encoding="utf-8")
LINKED = re.compile(r"`(main|plan_2025|levers|tasks|reforms):([\w.-]+)` ([^；|]+?)(?=；| \|)")


def printed_in(name: str) -> str:
    """A list as one line, since its cells run over several."""
    return "".join((SOURCES / name).read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("heading", "annex", "items"), [("25项短板", "2021-annex-6.txt", 25), ("7个案例", "2021-annex-5.txt", 7)]
)
def test_each_shortcoming_and_each_case_is_linked_under_its_words(heading: str, annex: str, items: int) -> None:
    part = SHORTCOMINGS.partition(f"## {heading}")[2].partition("## ")[0]
    rows = re.findall(r"^\| (\d+) \| (.+?)<br>.+? \| (.+) \|$", part, flags=re.MULTILINE)
    assert [number for number, _, _ in rows] == [str(number) for number in range(1, items + 1)]
    for _, words, linked in rows:
        assert words in printed_in(annex)
        assert linked.startswith(("`", "没有行"))


def test_links_name_rows_of_the_tables() -> None:
    tables = {"main": DATA} | {folder.name: folder for folder in (DATA / "tables").iterdir()}
    names = {
        (table, row["id"]): row["name"]
        for table, folder in tables.items()
        for row in load(str(folder.relative_to(DATA) / "indicators.yaml"))["indicators"]
    }
    links = LINKED.findall(SHORTCOMINGS)
    assert len(links) == len(re.findall(r"`\w+:[\w.-]+` \S", SHORTCOMINGS.partition("## ")[2]))
    assert not [link for link in links if link[0] in tables and names.get(link[:2]) != link[2]]


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


def test_bodies_that_took_over_are_dated_as_the_plan() -> None:
    """The plan of 2025 no longer names the bodies before the arrow; their matters are listed under those behind it."""
    successors = {entry["name"]: entry["successor"] for entry in REGISTER if "successor" in entry}
    taken_over = {"name": "县民社局", "since": "2025-02-28"}
    assert successors == {
        "县人社局": taken_over,
        "县民政局": taken_over,
        "县海洋与渔业局": {"name": "县海洋经济发展局", "since": "2025-02-28"},
        "人行嵊泗支行": {"name": "中国人民银行舟山市分行嵊泗营业管理部", "since": "2025-02-28"},
    }
    for old, new in successors.items():
        assert new["name"] in [entry["name"] for entry in REGISTER]
        assert old not in PLAN
        assert new["name"] in PLAN


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("县资规局", "县资源规划局"),
        ("县市监局", "县市场监管局"),
        ("县文旅局", "县文广旅体局"),
        ("县纪委监委", "县纪委县监委机关"),
        ("市生态环境局嵊泗分局", "市生态环境局"),
        ("县洋管中心", "洋管中心"),
        ("县编办", "县委编办"),
        ("国网嵊泗公司", "国网嵊泗县供电公司"),
        ("各有关乡镇", "各相关乡镇"),
    ],
)
def test_another_short_name_of_a_body_is_an_alias(name: str, alias: str) -> None:
    """Another of the lists calls the same body so."""
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
