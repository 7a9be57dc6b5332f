"""What `gongfu explain` says of a row: small county by small county, each with the sentence that has to be true."""

from collections.abc import Mapping

import pytest
from tables import county

from gongfu_cli.book.period import up_to
from gongfu_cli.county import deciding
from gongfu_cli.formats import table
from gongfu_cli.language.phrase import Language
from gongfu_cli.scoring.requirement import Path
from gongfu_cli.scoring.scorecard import Deciding, score
from gongfu_cli.sheets import captions
from gongfu_cli.sheets.explanation import explanation_sheet
from gongfu_cli.sheets.scorecard import scorecard_sheet

RISING = "direction: rising, baseline: 10"
FALLING = "direction: falling, baseline: 10"
OPEN = "2022: 完成上级下达指标, 2025: 完成上级下达指标"
LATER = "2025-02-28, replaces: true"
PLAN = "2025-02-28"


def explained(
    indicator: str,
    cells: str | Mapping[str, str],
    values: Mapping[int, str],
    year: int = 2024,
    targets: Deciding = None,
    language: Language = "zh",
) -> str:
    """The page of the one row of a county: its cells (by document), its values by year."""
    documents = {"2021-11-09": cells} if isinstance(cells, str) else cells
    book = county(
        indicator,
        targets={issued: f"1: {{{of_document}}}" for issued, of_document in documents.items()},
        actuals={of_year: f"1: {value}" for of_year, value in values.items()},
    )
    card = score(book, year, targets=targets)
    return table.render(explanation_sheet(card, card.rows[0]), language, None, color=False)


def line(text: str, label: str) -> str:
    """What stands beside a label, with its place."""
    return next(line.removeprefix(label).strip() for line in text.split("\n") if line.startswith(f"{label} "))


def lines(text: str, label: str) -> list[str]:
    return [line.removeprefix(label).strip() for line in text.split("\n") if line.startswith(f"{label} ")]


def test_the_note_of_the_row_is_shown_with_its_place() -> None:
    """Beside the note of the value, which is another; a row without one has no such line."""
    row, value = f"{RISING}, note: 按年计", "{value: 12, note: 口径变化}"
    assert line(explained(row, "2025: 20", {2024: value}), "指标说明").split("  ")[0] == "按年计"
    shown = explained(row, "2025: 20", {2024: value}, language="en")
    assert [line(shown, label).split("  ")[0] for label in ("row’s note", "note")] == ["按年计", "口径变化"]
    assert line(shown, "row’s note").endswith("indicators.yaml:1")
    assert "指标说明" not in explained(RISING, "2025: 20", {2024: value})


# Documents that do not decide


REPLACING = {"2021-11-09": "2025: 20", LATER: "2025: 30"}
ADDING = {"2021-11-09": "2025: 20", PLAN: "2025: 30"}
BEARINGS: dict[str, tuple[Mapping[str, str], int, Deciding, str, str, str]] = {
    "replaces, and is not yet in force": (
        REPLACING, 2024, None, "", "（2025-02-28 印发，2024年尚未生效）",
        "(issued 2025-02-28, not yet in force in 2024)"),
    "replaces, and is in force": (
        REPLACING, 2025, None, "（已由后来的文件取代）", "", "(replaced by a later document)"),
    "replaces, and --targets leaves it out": (
        REPLACING, 2025, "2024-12-31", "", "（不在所选文件之列）", "(not among the documents chosen)"),
    "asks for more": (ADDING, 2025, None, "", "（不取代原目标）", "(does not replace)"),
    "asks for more, and --targets takes it": (
        ADDING, 2025, "latest", "（已由后来的文件取代）", "", "(replaced by a later document)"),
}  # fmt: skip
"""A row's cells by document, the year, --targets; what stands behind each cell, and in English behind one of them."""


@pytest.mark.parametrize(("cells", "year", "targets", "first", "second", "en"), BEARINGS.values(), ids=BEARINGS)
def test_what_a_document_counts_for(
    cells: Mapping[str, str], year: int, targets: str | None, first: str, second: str, en: str
) -> None:
    """A document that replaces but is not yet in force is not said not to replace."""
    values = {2024: "15", 2025: "16"}
    goals = lines(explained(RISING, cells, values, year, deciding(targets)), "2025年目标")
    for goal, said in zip(goals, (first, second), strict=True):
        assert (said in goal) if said else ("）" not in goal)
    assert en in explained(RISING, cells, values, year, deciding(targets), "en")


# Open wordings and what settles them


def test_an_attested_verdict_is_shown_with_its_source_and_place() -> None:
    """`explain 3` says that an assessment was attested, beside a value too."""
    for value in ("{verdict: met, source: 省考核}", "{value: 0.26, verdict: met, source: 省考核}"):
        text = explained(FALLING, OPEN, {2024: value})
        assert line(text, "2024年考核结论").startswith("已达标 已公布  〔省考核〕")
        assert line(text, "2024年考核结论").endswith("actuals/2024.yaml:1")
        assert ("2024年实际" in text) == ("0.26" in value)
    missed = explained(FALLING, OPEN, {2024: "{verdict: missed, source: 省考核}"}, language="en")
    assert line(missed, "assessment 2024").startswith("missed published  [省考核]")


def test_the_remarks_of_the_department_are_shown_with_their_places() -> None:
    """The note, and of a gap the reason and the measure."""
    value = "{value: 9, note: 初步核算, reason: 订单减少, measure: 助企}"
    for language, labels in (("zh", ("说明", "原因", "措施")), ("en", ("note", "reason", "measure"))):
        text = explained(RISING, "2025: 20", {2024: value}, language=language)
        for label, remark in zip(labels, ("初步核算", "订单减少", "助企"), strict=True):
            assert line(text, label).startswith(remark) and line(text, label).endswith("actuals/2024.yaml:1")


def test_an_open_wording_is_what_is_asked() -> None:
    """Rows 3, 4, 21: no blank where the requirement should stand."""
    text = explained(FALLING, OPEN, {2024: "9"})
    assert line(text, "要求") == "完成上级下达指标（目标未明确，须有下达数或考核结论）"
    text = explained(FALLING, OPEN, {2024: "9"}, language="en")
    assert line(text, "requirement") == "as assigned by the higher level (open until a number or a verdict comes)"


def test_where_nothing_is_asked_it_says_so() -> None:
    assert line(explained(RISING, "2025: ——", {2024: "9"}), "要求") == "无"
    assert line(explained(RISING, "2025: ——", {2024: "9"}, language="en"), "requirement") == "none"


def test_a_wording_has_its_english_beside_it() -> None:
    text = explained(RISING, "2022: 持续巩固, 2025: 突破20", {2024: "9"}, language="en")
    assert line(text, "target 2022").startswith("持续巩固 (keep and consolidate)")
    assert line(text, "target 2025").startswith("突破20 (>20)")


def test_a_goal_of_another_definition_says_how_it_differs() -> None:
    """`differs`: shown as printed, with the reason, and never compared."""
    text = explained(RISING, "2025: {cell: 达到25, differs: 只计持证人员}", {2024: "30"})
    assert line(text, "2025年目标").startswith("达到25（口径不同：只计持证人员）  〔文件2021〕")
    assert line(text, "要求") == "达到25（口径不同：只计持证人员）"
    text = explained(RISING, "2025: {cell: 达到25, differs: 只计持证人员}", {2024: "30"}, language="en")
    assert line(text, "requirement") == "≥25 (another definition: 只计持证人员)"
    assert line(text, "target 2025").startswith("达到25 (≥25) (another definition: 只计持证人员)")


# Tolerances


def test_whose_a_tolerance_is() -> None:
    """baseline − tolerance = requirement, set in this table and not in the document."""
    row = "direction: keep stable, worse: lower, tolerance: 2, baseline: 75.3"
    text = explained(row, "2025: 保持稳定", {2024: "74"})
    assert line(text, "算式").startswith("75.3 - 2 = 73.3（基期 75.3，允许变动 2：由本表设定，文件未作规定）")
    assert line(text, "算式").endswith("indicators.yaml:1")
    text = explained(row, "2025: 80", {2024: "74"}, language="en")
    assert line(text, "arithmetic").startswith(
        "80 - 2 = 78 (target 80, tolerance 2: set in this table, not in the document)"
    )


# Off course


def test_the_arithmetic_of_a_row_that_is_off_its_course() -> None:
    """照此难达: the average yearly change so far, the value in the last milestone year, and what is missing."""
    cells, values = "2022: 10, 2024: 11, 2025: 20", {2024: "16"}
    text = explained(f"{RISING}, unit: '%'", cells, values)
    assert line(text, "照此推算") == (
        "年均实际变化 (16 - 10) ÷ (2024 - 2020) = 1.5 百分点；照此到2025年为 17.5，与要求 ≥20 差 2.5 百分点"
    )
    text = explained(f"{RISING}, unit: 人, unit_en: people", cells, values, language="en")
    assert line(text, "at this pace") == (
        "average actual change per year (16 - 10) ÷ (2024 - 2020) = 1.5 people; that makes 17.5 in 2025, "
        "missing ≥20 by 2.5 people"
    )


def test_no_such_arithmetic_for_a_row_on_its_course() -> None:
    assert "照此推算" not in explained(RISING, "2022: 10, 2025: 20", {2024: "19"})


# Further goals


UNKNOWN: dict[str, tuple[str, str, str, str, str]] = {
    "no value": (RISING, "30", "——", "30：无法比较，没有实际值", "30: cannot be said: no value is filed"),
    "a wording": (
        RISING, "稳步提升", "15", "稳步提升：无法比较，目标为文字表述，没有可比的数",
        "rise steadily: cannot be said: the goal is in words, without a number to compare"),
    "a hold without a baseline": (
        "direction: rising, baseline: ——", "持续巩固", "15", "持续巩固：无法比较，基期值未知",
        "keep and consolidate: cannot be said: the baseline is unknown"),
    "another definition": (
        RISING, "{cell: 达到25, differs: 只计持证人员}", "15",
        "达到25（口径不同：只计持证人员）：无法比较，口径不同，不作比较",
        "≥25 (another definition: 只计持证人员): cannot be said: figures of two definitions are not compared"),
    "met, nothing is unknown": (RISING, "15", "15", "15：达到", "15: met"),
    "missed": (RISING, "16", "15", "16：未达到", "16: missed"),
}  # fmt: skip
"""A row, its further goal, its value, and what is said of the goal."""


@pytest.mark.parametrize(("row", "goal", "value", "zh", "en"), UNKNOWN.values(), ids=UNKNOWN)
def test_why_it_cannot_be_said_whether_a_further_goal_is_met(row: str, goal: str, value: str, zh: str, en: str) -> None:
    cells = {"2021-11-09": "2025: 12", PLAN: f"2025: {goal}"}
    assert line(explained(row, cells, {2025: value}, 2025), "另有要求") == f"{zh}  〔文件2025〕"
    assert line(explained(row, cells, {2025: value}, 2025, language="en"), "further goal") == f"{en}  [文件2025]"


# Differences of percentages


def test_differences_of_percentages_are_in_percentage_points() -> None:
    row = "direction: rising, baseline: 10, unit: '%'"
    assert line(explained(row, "2025: 20", {2025: "18"}, 2025), "余量") == "-2 百分点（在要求之外）"
    text = explained(row, "2025: 稳步提升", {2024: "12", 2025: "15"}, 2025, language="en")
    assert line(text, "against the start") == "15 - 10 = 5 percentage points"
    assert line(text, "against the last") == "15 - 12 = 3 percentage points"


# The line on what decides


def basis(year: int, path: Path, language: Language, shown: slice = slice(None)) -> str:
    book = county(
        RISING, RISING, targets="1: {2022: 15, 2025: 20}, 2: {2022: 持续巩固}", actuals={2024: "1: 18", 2025: "1: 20"}
    )
    card = score(book, year, path)
    sheet = scorecard_sheet(card, card.rows[shown], ["indicators"])
    return sheet.heading[-1].to(language)


def test_straight_lines_are_spoken_of_where_one_is_shown() -> None:
    """The 2025 heading does not speak of straight lines, as nothing is interpolated; --path step never does."""
    decides = "目标依据：文件2021 (2021-11-09)。"
    assert basis(2024, "linear", "zh") == f"{decides}目标年之间按直线推算（≈）"
    assert basis(2025, "linear", "zh") == decides
    assert basis(2024, "linear", "zh", slice(1, 2)) == decides  # the row that lies on a line is not shown
    assert basis(2024, "step", "zh") == basis(2025, "step", "zh") == f"{decides}两个目标年之间不推算"
    assert basis(2024, "linear", "en") == "Targets: 文件2021 (2021-11-09). Between milestones: a straight line (≈)"
    assert basis(2025, "linear", "en") == "Targets: 文件2021 (2021-11-09)."
    assert basis(2024, "step", "en") == "Targets: 文件2021 (2021-11-09). Nothing is interpolated"


def test_of_a_count_in_a_part_of_a_year_its_share_is_spoken_of() -> None:
    """A count begins at 0 every year: what is asked of it by June lies on no line between milestones."""
    count, june = "timing: count, direction: rising, baseline: ——", up_to(2025, 6)
    book = county(count, RISING, targets="1: {2025: 1000}, 2: {2022: 15, 2025: 20}", actuals={june: "1: 500, 2: 18"})
    card = score(book, june)
    said = [captions.basis(card, rows) for rows in (card.rows[:1], card.rows[1:], card.rows)]
    decides, share = "Targets: 文件2021 (2021-11-09).", "its share of the year (≈)"
    line = "Between milestones: a straight line (≈)"
    assert [each.en for each in said] == [
        f"{decides} Of a count: {share}",
        f"{decides} {line}",
        f"{decides} {line}. Of a count: {share}",
    ]
    assert said[2].zh == "目标依据：文件2021 (2021-11-09)。目标年之间按直线推算（≈）；年中的数量按序时进度折算（≈）"


def test_where_nothing_is_asked_yet_it_is_said_why_and_what_will_be() -> None:
    """Without a baseline no line leads to the first milestone; a goal of its own year just asks in that year only."""
    text = explained("direction: rising, baseline: ——", "2025: 20", {}, language="en")
    assert line(text, "requirement") == "none (nothing is worked out before the first milestone, 2025)"
    assert line(text, "requirement 2025") == "≥20"
    text = explained("timing: count, direction: rising, baseline: ——", "2022: 1000", {}, language="en")
    assert line(text, "requirement") == "none"
    assert line(text, "requirement 2022") == "≥1000"


def test_what_is_to_be_done_has_no_direction_and_no_baseline() -> None:
    """More of it is not better, and it began with nothing; a row with numbers has both."""
    done, numbered = explained("direction: rising", "2025: 建成", {}), explained(RISING, "2025: 20", {})
    for label in ("方向", "2020年基期"):
        assert lines(done, label) == []
        assert lines(numbered, label) != []
