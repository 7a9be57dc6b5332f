"""The tables of annexes 2 and 3 say what the annexes say, row by row.

The lists are read here once more from their text, without any code of the program, and compared with
``data/tables/tasks/`` and ``data/tables/levers/``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "data" / "tables"
SOURCES = ROOT / "docs" / "sources"
README = (SOURCES / "README.md").read_text(encoding="utf-8")

YEARS_OF_THE_PLAN = ["2021", "2022", "2023", "2024", "2025"]
DELIVERABLES = ["完成", "建成", "出台", "开工", "投用", "通过", "获批"]
# What the sentence of a deliverable may say where the cell has one of the words that are read.
VERBS = {
    "完成": "完成|启动|编制|制定|修订|成立|设立|建立|形成|发布|分解|列入|纳入|进入|引入|引进|实现|实施|开通|夺取|达到"
    "|创建|创成|争创",
    "开工": "开工|启动",
    "建成": "建成|建立|搭建",
    "投用": "试运行|投产|上线|运行|运营|开发应用|推出",
}
# Figures that the sentence prints otherwise than the cell.
PRINTED_OTHERWISE = {
    ("levers", "20.2", "6400左右"): "约6400米",
    ("levers", "20.3", "40左右"): "约40万个",
    ("levers", "41.1", "全部清零"): "全部消薄",
    ("levers", "46.3", "17"): "十七连冠",
    ("levers", "46.3", "18"): "十八连冠",
    ("tasks", "96.2", "稳定在95以上"): "分别稳定在99%以上和95%以上",
    ("tasks", "175.1", "6"): "六大",
    ("tasks", "182.1", "清零"): "零发生",
}
# Bodies that the lists call otherwise than the register.
CALLED = {
    "枸杞乡政府": "枸杞乡",
    "县绿色小微园区指挥部": "县小微产业园区指挥部",
    "县海洋生态保护修复项目推进指挥部": "县海洋生态保护修复项目指挥部",
}
FIGURE = re.compile(r"([^\d]*)(\d+(?:\.\d+)?(?:-\d+)?)(\D*)")


class Item(NamedTuple):
    """An item of a list: the heading it stands under, its text and the bodies printed with it."""

    heading: str
    text: str
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A list as printed, and the table made of it."""

    name: str
    annex: int
    targets_file: str
    items: dict[int, Item]

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.load("indicators.yaml")["indicators"]
        return rows

    @cached_property
    def cells(self) -> dict[str, dict[str, str]]:
        cells: dict[str, dict[str, str]] = self.load(self.targets_file)["targets"]
        return cells

    def load(self, file: str) -> Any:
        """A file of the table, every scalar left as the text that is written."""
        return yaml.load((TABLES / self.name / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)

    @cached_property
    def quotations(self) -> dict[str, dict[str | None, str]]:
        """The sentences quoted above each row of the targets, by the year named with them."""
        found: dict[str, dict[str | None, str]] = {}
        quoted: dict[str | None, str] = {}
        for line in (TABLES / self.name / self.targets_file).read_text(encoding="utf-8").splitlines():
            if row := re.match(r"  ([\d.]+): ", line):
                found[row[1]], quoted = quoted, {}
            elif quotation := re.fullmatch(r"  # (?:(\d{4})年：)?“(.+)”(?:（未写年份）)?", line):
                quoted[quotation[1]] = quotation[2]
        return found


def lines_of(name: str) -> list[str]:
    text = (SOURCES / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


def read_tasks() -> dict[int, Item]:
    """Annex 2: an item is a line, `12. … (the bodies)`, under a heading `一、…`."""
    items: dict[int, Item] = {}
    heading = ""
    for line in lines_of("2021-annex-2.txt"):
        if title := re.fullmatch("[一二三四五六七八]、(.+)", line):
            heading = title[1]
        elif item := re.fullmatch(r"(\d+)\.\s*(.+。)\((.+)\)", line):
            bodies = item[3].partition("。")[0].removesuffix("按职责各自牵头负责")
            items[int(item[1])] = Item(heading, item[2], tuple(bodies.split("、")))
    return items


def read_levers() -> dict[int, Item]:
    """Annex 3: an item has a title, one or two lines of goals and the bodies; the first nine have no number."""
    lines = lines_of("2021-annex-3.txt")
    items: dict[int, Item] = {}
    heading = goals = ""
    between: list[str] = []
    for line in [*lines[lines.index("责任部门") + 1 :], "—", "2021"]:
        if title := re.fullmatch(r"(.+)\(\d+项\)", line):
            next_heading = title[1]
        elif re.match("2021|2022|建立领导小组", line):
            if between:  # the bodies of the item that ends here, and the title of the one that begins
                if goals:
                    items[len(items) + 1] = Item(heading, goals, tuple("".join(between[:-1]).split("、")))
                heading, goals, between = next_heading, "", []
            goals += line
        elif not line.isdigit():
            between.append(line)
    return items


TASKS = Table("tasks", 2, "targets_2025.yaml", read_tasks())
LEVERS = Table("levers", 3, "targets_2021_2022.yaml", read_levers())
BOTH = [TASKS, LEVERS]
each_table = pytest.mark.parametrize("table", BOTH, ids=[table.name for table in BOTH])
each_row = pytest.mark.parametrize(
    ("table", "row"),
    [pytest.param(table, row, id=f"{table.name}:{row['id']}") for table in BOTH for row in table.rows],
)


def number_of_item(row: dict[str, Any]) -> int:
    return int(row["id"].partition(".")[0])


def part_of(year: str, text: str) -> str:
    """What an item of annex 3 says for a year: from that year's name to the other's."""
    first, second = re.fullmatch("(2021.*?)(2022.*)?", text).groups("")  # type: ignore[union-attr]
    return first if year == "2021" else second


def is_deliverable(cell: str) -> bool:
    return cell.removeprefix("力争") in DELIVERABLES


# The lists


def test_annex_2_has_208_items_and_annex_3_has_53() -> None:
    assert list(TASKS.items) == list(range(1, 209))
    assert list(LEVERS.items) == list(range(1, 54))


def test_annex_3_counts_the_measures_of_annex_2_otherwise() -> None:
    """203 in its item 51, 208 in the title of annex 2: both stay as printed."""
    assert "203项举措" in LEVERS.items[51].text
    assert "(208项)" in lines_of("2021-annex-2.txt")
    assert "203项举措" in README


@each_table
def test_categories_are_the_headings_in_their_order(table: Table) -> None:
    printed = list(dict.fromkeys(item.heading for item in table.items.values()))
    assert [category["name"] for category in table.load("indicators.yaml")["categories"]] == printed


@each_table
def test_table_names_its_document(table: Table) -> None:
    for file in ("indicators.yaml", table.targets_file):
        assert table.load(file)["source"] == f"嵊共富办〔2021〕1号 附件{table.annex}"
    targets = table.load(table.targets_file)
    assert (targets["issued"], targets["replaces"]) == ("2021-11-09", "false")


# The rows


@each_table
def test_rows_stand_in_the_order_of_the_list_and_each_has_its_cells(table: Table) -> None:
    ids = [row["id"] for row in table.rows]
    assert ids == list(table.cells) == list(table.quotations)
    assert len(ids) == len(set(ids))
    assert [number_of_item(row) for row in table.rows] == sorted(number_of_item(row) for row in table.rows)


@each_table
def test_no_two_ids_are_the_same_number(table: Table) -> None:
    """A spreadsheet reads 9.10 as 9.1: where an item has ten rows, the first is 9.01."""
    numbers = [float(row["id"]) for row in table.rows]
    assert len(numbers) == len(set(numbers))


@each_row
def test_row_names_its_item_with_its_heading_and_bodies(table: Table, row: dict[str, Any]) -> None:
    number = number_of_item(row)
    item = table.items[number]
    assert row["item"] == f"附件{table.annex} 第{number}项"
    assert row["category"] == item.heading
    assert row["departments"] == [CALLED.get(body, body) for body in item.bodies]


@each_row
def test_quotation_stands_in_the_item(table: Table, row: dict[str, Any]) -> None:
    """Each cell has its own, in annex 3 from the part of the item that is about its year."""
    text = table.items[number_of_item(row)].text
    quotations = table.quotations[row["id"]]
    if None in quotations:
        assert list(quotations) == [None]
        assert quotations[None] in text
    else:
        assert list(quotations) == list(table.cells[row["id"]])
        for year, quotation in quotations.items():
            assert year
            assert quotation in part_of(year, text)


def stands_in(cell: str, unit: str, quotation: str) -> bool:
    """Whether a sentence prints a cell: its figure, with the unit behind it, and the words before and behind."""
    parts = FIGURE.fullmatch(cell)
    if not parts:
        return cell in quotation
    before, figure, behind = (re.escape(part) for part in parts.groups())
    return bool(re.search(rf"{before}(?<![\d.]){figure} ?{re.escape(unit)}{behind}", quotation))


@each_row
def test_cell_is_as_printed_less_its_unit(table: Table, row: dict[str, Any]) -> None:
    quotations = table.quotations[row["id"]]
    for year, cell in table.cells[row["id"]].items():
        quotation = quotations[year] if year in quotations else quotations[None]
        asked = cell.removeprefix("力争")
        if asked != cell:
            text = table.items[number_of_item(row)].text
            assert re.search("力争|争取|争创", text if table is TASKS else part_of(year, text))
        if printed := PRINTED_OTHERWISE.get((table.name, row["id"], cell)):
            assert printed in quotation
        elif is_deliverable(cell):
            assert re.search(VERBS.get(asked, asked), quotation)
        else:
            assert stands_in(asked, row.get("unit", ""), quotation)


@each_row
def test_deliverables_are_mixed_with_nothing_and_have_no_unit(table: Table, row: dict[str, Any]) -> None:
    cells = table.cells[row["id"]].values()
    assert len({is_deliverable(cell) for cell in cells}) == 1
    if all(map(is_deliverable, cells)):
        assert not {"unit", "unit_en", "timing"} & row.keys()


@each_table
def test_a_goal_has_the_years_of_its_list(table: Table) -> None:
    """Annex 3 sets goals for 2021 and 2022; annex 2 for 2025, or for every year of the plan."""
    for cells in table.cells.values():
        if table is LEVERS:
            assert set(cells) <= {"2021", "2022"}
        else:
            assert list(cells) in (["2025"], YEARS_OF_THE_PLAN)


@each_row
def test_row_has_names_of_its_own_in_both_languages(table: Table, row: dict[str, Any]) -> None:
    for key in ("name", "name_en"):
        assert row[key] == row[key].strip() != ""
        assert [other[key] for other in table.rows].count(row[key]) == 1
    assert not re.search(r"[\u3000-\u9fff]", row["name_en"])


@each_row
def test_a_unit_is_named_in_both_languages(table: Table, row: dict[str, Any]) -> None:
    """An English screen shows no Chinese unit; what 个 and 家 count is named."""
    assert ("unit" in row) == ("unit_en" in row)
    assert not re.search(r"[\u3000-\u9fff]", row.get("unit_en", ""))


def test_growth_is_a_rate_and_a_total_is_a_level() -> None:
    """What is reached by a year (累计), or stands (占比), is no goal of that year only."""
    for table in BOTH:
        for row in table.rows:
            timing = row.get("timing", "level")
            assert timing in ("level", "rate", "count")
            assert (timing == "rate") == bool(re.search("增幅|调整比例", row["name"])), row
            if re.search("累计|占比|参保率|率$", row["name"]):
                assert timing == "level", row


# The register

# In passages that are not kept here: the signature of the notice, and section 4 of the plan. The last is nobody.
PRINTED_ELSEWHERE = {"嵊泗县发展和改革局", "各群团组织", "领导小组成员单位", "未明确"}


def registered() -> list[str]:
    """Every name and alias of the register."""
    text = (ROOT / "data" / "departments.yaml").read_text(encoding="utf-8")
    register = yaml.load(text, Loader=yaml.BaseLoader)["departments"]
    return [name for entry in register for name in [entry["name"], *entry.get("aliases", [])]]


def test_the_bodies_of_annexes_2_3_and_6_are_registered() -> None:
    printed = {body.removesuffix("等") for table in BOTH for item in table.items.values() for body in item.bodies}
    shortcomings = "".join(lines_of("2021-annex-6.txt"))
    for column in re.findall(r"。((?:[县市]\w+?[局委部办院心](?:嵊泗分局)?、?)+)", shortcomings):
        printed |= set(column.split("、"))
    assert {"县妇联", "县旅游局", "县发改委", "县文广旅体局", "市生态环境局嵊泗分局"} <= printed
    assert printed - set(registered()) == set()


def test_every_name_of_the_register_is_printed_in_a_document() -> None:
    """No alias is guessed."""
    text = "".join("".join(path.read_text(encoding="utf-8").split()) for path in SOURCES.glob("*.txt"))
    assert {name for name in registered() if name not in text} == PRINTED_ELSEWHERE


# What is left

VERBS_OF_RESULTS = ("完成", "办结", "建成", "出台", "印发", "开工", "投用", "通过", "获批")
# Where a verb of results stands in a list and is no deliverable: a preposition, a system of institutions, others' work,
# an amount without a figure.
NO_DELIVERABLE = {
    "tasks": [
        *["通过产业链强链补链", "通过自营、出租", "通过组织实施", "对接中央、省市出台的政策文件"],
        *["全面建成覆盖城乡", "加快建成覆盖城乡", "建成整体智治、唯实惟先的现代政府"],
    ],
    "levers": ["通过援企稳岗", "通过开展日常监督", "完成“暖巢更新”项目中一定数量"],
}
# Where a figure stands in a list and is no goal: the name of a thing, the bound of what is counted, a date.
NO_GOAL = {
    "tasks": [
        *["“1+5+N”", "“1+1+N”", "“1+7+14”", "“15+3”班", "24班规模", "“7+N”", "“8090”", "“1+x”"],
        *["PM2.5和臭氧", "110千伏", "5G网络", "10人以上高危渔船", "到2025年"],
    ],
    "levers": ["3 岁以下", "“3342X”", "从8月起", "年经营性收入15万元、年总收入30万元为警戒线"],
}


def official_sentences() -> list[str]:
    """What the two overviews of the readme name as goals of the official table."""
    named = re.findall(r"^\| 第\d+项 \| (.+?) \| \d+", README.partition("## 附件2 /")[2], flags=re.MULTILINE)
    return [sentence for cell in named for sentence in re.findall("“(.+?)”", cell) or [cell]]


def rest(table: Table, number: int) -> str:
    """The text of an item without the years of annex 3 and all that is quoted above its rows."""
    text = table.items[number].text
    ids = [row["id"] for row in table.rows if number_of_item(row) == number]
    quoted = [sentence for id_ in ids for sentence in table.quotations[id_].values()]
    taken = {at for q in quoted for found in re.finditer(re.escape(q), text) for at in range(*found.span())}
    left = "".join(" " if at in taken else letter for at, letter in enumerate(text))
    return left if table is TASKS else re.sub("202[12]年?", " ", left)


def left_unread(table: Table, known: list[str], pattern: str) -> dict[int, list[str]]:
    """What of a pattern stands outside the quotations and the phrases that are known, by the item."""
    texts = {number: rest(table, number) for number in table.items}
    assert [phrase for phrase in known if not any(phrase in text for text in texts.values())] == []
    for number in texts:
        for phrase in known:
            texts[number] = texts[number].replace(phrase, " ")
    return {number: found for number, text in texts.items() if (found := re.findall(pattern, text))}


@each_table
def test_no_verb_of_results_is_left_out(table: Table) -> None:
    """None of the nine stands outside the sentences taken, but in the phrases that are named here."""
    assert left_unread(table, NO_DELIVERABLE[table.name], "|".join(VERBS_OF_RESULTS)) == {}


@each_table
def test_no_figure_is_left_out(table: Table) -> None:
    """None stands outside the sentences taken, but in the official table's and in the phrases that are named here."""
    official = [sentence for sentence in official_sentences() if any(sentence in rest(table, n) for n in table.items)]
    assert left_unread(table, [*official, *NO_GOAL[table.name]], r"\d+") == {}


@each_row
def test_what_is_only_striven_for_stays_visible(table: Table, row: dict[str, Any]) -> None:
    """力争, 争取 and 争创 are 力争 in the cell."""
    for year, cell in table.cells[row["id"]].items():
        quotations = table.quotations[row["id"]]
        if re.search("力争|争取|争创", quotations.get(year) or quotations.get(None, "")):
            assert cell.startswith("力争")


@each_row
def test_a_goal_without_a_printed_year_says_so(table: Table, row: dict[str, Any]) -> None:
    lines = (TABLES / table.name / table.targets_file).read_text(encoding="utf-8").splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith(f"  {row['id']}: "))
    above = next(at for at in range(at - 1, 0, -1) if not lines[at].startswith("  #"))
    undated = any(line.endswith("（未写年份）") for line in lines[above:at])
    assert undated == row.get("note", "").startswith("原句未写年份")


@each_table
def test_the_counts_of_the_readme_are_those_of_the_table(table: Table) -> None:
    section = README.partition(f"## 附件{table.annex} /")[2].partition("\n## ")[0]
    done = [id_ for id_, cells in table.cells.items() if all(map(is_deliverable, cells.values()))]
    numbers = len(table.rows) - len(done)
    items = {number_of_item(row) for row in table.rows}
    assert f"{len(table.items)}项中，{len(items)}项有目标，写成{len(table.rows)}行：{numbers}行有数" in section
    assert f"{len(done)}行是成果" in section


def test_what_the_official_table_has_is_named_with_both_figures() -> None:
    """Each sentence of the two overviews stands in its item, and none of them has a row."""
    named = re.findall(r"^\| 第(\d+)项 \| (.+?) \| (\d+)", README.partition("## 附件2 /")[2], flags=re.MULTILINE)
    assert [int(number) for number, _, _ in named] == [62, 114, 144, 184, 28, 31, 31, 33, 41, 42, 46, 47]
    assert [id_ for _, _, id_ in named] == ["22", "24", "15", "60", "24", "29", "30", "35", "23", "45", "60", "59"]
    for place, (number, sentences, _) in enumerate(named):
        table = TASKS if place < 4 else LEVERS
        for sentence in re.findall("“(.+?)”", sentences) or [sentences]:
            assert sentence in table.items[int(number)].text
    assert not {"62.2", "144.1", "114.1"} & set(TASKS.cells)


def test_nothing_is_reported_but_what_the_notice_itself_did() -> None:
    """It issued the four lists of task 204. No other actual value of the two tables is in the documents."""
    assert not (TABLES / "levers" / "actuals").exists()
    assert [path.name for path in (TABLES / "tasks" / "actuals").iterdir()] == ["2021.yaml"]
    values = TASKS.load("actuals/2021.yaml")["values"]
    assert list(values) == [row["id"] for row in TASKS.rows]
    assert [id_ for id_, value in values.items() if value] == ["204.1"]
    assert values["204.1"] == {"verdict": "met", "source": "嵊共富办〔2021〕1号，2021-11-09印发"}
