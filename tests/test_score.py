"""What `gongfu score` shows, sentence by sentence: the gaps and whose they are, who has not reported, a department's
own view, rates that are not shown without their coverage."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from tables import county

from gongfu_cli.scoring.scorecard import score
from gongfu_cli.sheets.scorecard import scorecard_sheet

Run = Callable[..., tuple[int, str, str]]

SHIPPED = Path(__file__).parents[1] / "data"
LANGUAGES = ["zh", "en"]
WORST_FIRST = ["regressed", "behind", "slightly_behind"]
MARKS = ("▼", "▲", "△")

both_languages = pytest.mark.parametrize("lang", LANGUAGES)


def screen(gongfu: Run, *arguments: str, lang: str = "zh") -> list[str]:
    code, out, err = gongfu("score", *arguments, "--lang", lang)
    assert (code, err) == (0, "")
    return out.splitlines()


def document(gongfu: Run, *arguments: str) -> dict[str, Any]:
    return dict(json.loads(gongfu("score", *arguments, "--format", "json")[1]))


def start(lines: list[str], words: str) -> int:
    """Where the line stands that begins so."""
    return next(n for n, line in enumerate(lines) if line.startswith(words))


def gap_lines(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(MARKS)]


def listed(lines: list[str]) -> list[str]:
    """The ids in the first column of a table, in order."""
    return [found[1] for line in lines if (found := re.match(r"(?:[▼▲△] )?(\d+(?:\.\d)?)  ", line))]


# The gaps


@both_languages
def test_every_gap_and_whose_it_is_stands_on_the_last_screen_of_80_by_24(
    gongfu: Run, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """The prompt takes the 24th row. Each gap has one line, with the beginning of the lead's name at least."""
    monkeypatch.setenv("COLUMNS", "80")
    last = screen(gongfu, "2024", "--data", str(SHIPPED), lang=lang)[-23:]
    scored = document(gongfu, "2024", "--data", str(SHIPPED))
    english = {body["name"]: body["name_en"] for body in scored["departments"]}
    gaps = {row["id"]: row for row in scored["indicators"] if row["verdict"] == "gap"}
    lines = gap_lines(last)
    assert {line.split()[1] for line in lines} == set(gaps)
    assert len(lines) == len(gaps) >= 10
    for line in lines:
        row = gaps[line.split()[1]]
        name, lead = row["name"], row["departments"][0]
        if lang == "en":
            name, lead = row["name_en"], english[lead]
        whose = line.split("  ")[-1].removesuffix("…")
        assert lead.startswith(whose)
        assert whose == lead or cell_len(whose) >= 10
        assert name[:8] in line
        assert f"{row['actual']}" in line
        assert "%" in line.rpartition(whose)[0]
    assert max(map(cell_len, last)) <= 80


@both_languages
def test_the_gaps_come_worst_first_then_by_shortfall(gongfu: Run, lang: str) -> None:
    rows = [row for row in document(gongfu, "2024")["indicators"] if row["verdict"] == "gap"]
    rows.sort(key=lambda row: (WORST_FIRST.index(row["standing"]), -(row["shortfall"] or 0)))
    assert listed(gap_lines(screen(gongfu, "2024", lang=lang))) == [row["id"] for row in rows] == ["2", "4", "7", "5.2"]


GAPS = {
    "zh": [
        "差距（▼ 倒退 2、△ 略有滞后 2；第5.2号为观察指标）",
        "▼ 2 城镇登记失业率 3.58 ≤2.94≈ 21.8% 县民社局",
        "▼ 4 居民人均可支配收入与人均GDP之比 0.285 0.3–0.4 5.0% 县发改局",
        "△ 7 民生支出占一般公共预算支出比例 72.60 73.3–77.3± 1.0% 县民社局",
        "△ 5.2 个人卫生支出占卫生总费用比例 27.0 稳步下降 – 县市监局",
    ],
    "en": [
        "Gaps (▼ 2 regressed, △ 2 slightly behind; observation: no. 5.2)",
        "▼ 2 Registered urban unemployment rate 3.58 ≤2.94≈ 21.8% "
        "Civil Affairs, Human Resources and Social Security Bureau",
        "▼ 4 Per capita disposable income as a share of GDP per capita 0.285 0.3–0.4 5.0% "
        "Development and Reform Bureau",
        "△ 7 Expenditure on people’s livelihood as a share of general public budget expenditure 72.60 73.3–77.3± 1.0% "
        "Civil Affairs, Human Resources and Social Security Bureau",
        "△ 5.2 Out-of-pocket payments as a share of total health expenditure 27.0 fall steadily – "
        "Market Regulation Bureau",
    ],
}


@both_languages
def test_a_gap_is_number_name_actual_requirement_shortfall_and_lead(gongfu: Run, lang: str) -> None:
    """One that is judged by words has no shortfall. The title counts them, and names the observation indicators."""
    lines = screen(gongfu, "2024", lang=lang)
    title, *rows = GAPS[lang]
    assert title in lines
    assert [re.sub(" +", " ", line) for line in gap_lines(lines)] == rows


@both_languages
def test_the_gaps_and_who_has_not_reported_are_the_last_before_the_summary(gongfu: Run, lang: str) -> None:
    lines = screen(gongfu, "2025", lang=lang)
    departments, gaps, unreported, summary = (
        start(lines, words)
        for words in {
            "zh": ("部门（", "差距（", "□ ", "评价指标8项："),
            "en": ("Departments (", "Gaps (", "□ ", "8 evaluation indicators:"),
        }[lang]
    )
    assert departments < gaps < unreported < summary
    assert summary == len(lines) - 2


@both_languages
def test_who_has_not_reported_what_is_a_line_for_each_body(gongfu: Run, data: Path, lang: str) -> None:
    """In the order of the table, with what it leads."""
    (data / "actuals" / "2026.yaml").write_text(
        "year: 2026\nstatus: published\nsource: 公报\nvalues: {2: 3, 4: 0.3, 5.1: 90, 9: 98}\n", encoding="utf-8"
    )
    lines = screen(gongfu, "2026", lang=lang)
    assert [line for line in lines if line.startswith("□ ")] == {
        "zh": [
            "□ 县发改局未报送：第1号人均生产总值、第8号3个“1小时交通圈”人口覆盖率",
            "□ 县民社局未报送：第6号生活垃圾无害化处理率、第7号民生支出占一般公共预算支出比例",
            "□ 县市监局未报送：第5.2号个人卫生支出占卫生总费用比例（观察）",
        ],
        "en": [
            "□ Development and Reform Bureau has not reported: 1 GDP per capita; "
            "8 Population coverage of the three one-hour transport circles",
            "□ Civil Affairs, Human Resources and Social Security Bureau has not reported: "
            "6 Harmless treatment rate of household waste; "
            "7 Expenditure on people’s livelihood as a share of general public budget expenditure",
            "□ Market Regulation Bureau has not reported: "
            "5.2 Out-of-pocket payments as a share of total health expenditure (observation)",
        ],
    }[lang]


@both_languages
def test_where_there_is_no_gap_a_line_says_among_how_many(gongfu: Run, lang: str) -> None:
    lines = screen(gongfu, "2024", "--department", "县统计局", lang=lang)
    assert not gap_lines(lines)
    assert {"zh": "已评价的2项均无差距。", "en": "No gap among those judged: 2 indicators."}[lang] in lines


@both_languages
def test_show_gaps_is_the_gaps_and_who_has_not_reported(gongfu: Run, lang: str) -> None:
    """With the signs that stand in them, and nothing else below."""
    for year in ("2024", "2025"):
        whole, gaps = (screen(gongfu, year, *show, lang=lang) for show in ([], ["--show", "gaps"]))
        assert gaps[:3] == whole[:3]
        assert gap_lines(gaps) == gap_lines(whole)
        assert [line for line in gaps if line[:1] == "□"] == [line for line in whole if line[:1] == "□"]
        assert not [line for line in gaps if line.startswith(("评价指标", "Evaluation"))]
    (legend,) = [line for line in screen(gongfu, "2024", "--show", "gaps", lang=lang) if line.startswith("≈ ")]
    assert re.findall("[≈±*●]|照此难达|off course", legend) == ["≈", "±"]


def test_the_workbook_has_the_gaps_on_a_sheet_of_their_own(gongfu: Run) -> None:
    calamine = pytest.importorskip("python_calamine")
    assert gongfu("score", "2024", "--lang", "zh", "--show", "gaps", "-o", "made.xlsx", "--format", "xlsx")[0] == 0
    book = calamine.CalamineWorkbook.from_path("made.xlsx")
    assert book.sheet_names == ["差距"]
    rows = book.get_sheet_by_name("差距").to_python()
    assert [row[0] for row in rows if isinstance(row[0], float)] == [2, 4, 7, 5.2]


@pytest.mark.parametrize("format", ["json", "csv"])
def test_a_format_for_programs_is_whole_and_takes_no_show(gongfu: Run, format: str) -> None:
    refused = {
        "zh": "JSON 和 CSV 总是完整的，不能与 --show 同用；要选指标，用 --standing、--department 等\n",
        "en": "JSON and CSV are always whole and take no --show; "
        "rows are chosen by --standing, --department and others\n",
    }
    for lang, sentence in refused.items():
        asked = ["score", "2024", "--show", "gaps", "--format", format, "--lang", lang]
        assert gongfu(*asked) == (2, "", sentence)
        assert gongfu(*asked, "--output", "made") == (2, "", sentence)
        assert not Path("made").exists()


def test_standing_gap_is_every_standing_with_that_verdict(gongfu: Run) -> None:
    ids = [row["id"] for row in document(gongfu, "2024", "--standing", "gap")["indicators"]]
    assert ids == ["2", "4", "5.2", "7"]
    wider = document(gongfu, "2024", "--standing", "gap", "--standing", "no_reference")["indicators"]
    assert [row["id"] for row in wider] == ["2", "4", "5.2", "6", "7"]


@pytest.mark.parametrize(
    ("shown", "standing"),
    [
        ("有差距", "gap"),
        ("未完成", "behind"),
        ("nearly met", "slightly_behind"),
        ("未完成且差于基期", "regressed"),
        ("差于基期", "regressed"),
    ],
)
def test_a_standing_may_be_called_as_screens_call_it(gongfu: Run, shown: str, standing: str) -> None:
    """From the last milestone on, too."""
    assert gongfu("score", "2025", "--standing", shown) == gongfu("score", "2025", "--standing", standing)


# The order of the indicators

SORTED = {
    "table": ["1", "2", "3", "4", "5.1", "5.2", "6", "7", "8", "9"],
    "shortfall": ["2", "4", "7", "5.2", "1", "3", "5.1", "6", "8", "9"],
    "department": ["1", "4", "8", "2", "6", "7", "3", "9", "5.1", "5.2"],
}
HEADINGS = {
    "table": {"zh": ["经济高质量发展", "社会和谐和睦"], "en": ["Economy", "Society"]},
    "shortfall": {"zh": [], "en": []},
    "department": {
        "zh": ["县发改局", "县民社局", "县统计局", "县市监局"],
        "en": [
            "Development and Reform Bureau",
            "Civil Affairs, Human Resources and Social Security Bureau",
            "Statistics Bureau",
            "Market Regulation Bureau",
        ],
    },
}


@both_languages
@pytest.mark.parametrize("order", SORTED)
def test_sort(gongfu: Run, order: str, lang: str) -> None:
    """By the table under its categories; by shortfall, the gaps first; or by who leads, in the order of the table."""
    lines = screen(gongfu, "2024", "--sort", order, "--show", "indicators", lang=lang)
    assert listed(lines) == SORTED[order]
    known = [heading for by_language in HEADINGS.values() for heading in by_language[lang]]
    assert [line for line in lines if line in known] == HEADINGS[order][lang]


@pytest.mark.parametrize("order", SORTED)
def test_json_and_csv_are_in_that_order_too(gongfu: Run, order: str) -> None:
    assert [row["id"] for row in document(gongfu, "2024", "--sort", order)["indicators"]] == SORTED[order]
    csv = gongfu("score", "2024", "--sort", order, "--format", "csv")[1].splitlines()
    assert [line.partition(",")[0] for line in csv[1:]] == SORTED[order]


def test_no_other_order(gongfu: Run) -> None:
    refused = gongfu("score", "--lang", "en", "--sort", "standing")
    assert refused == (2, "", "there is no order “standing”. It is one of: table, shortfall, department\n")


# The columns


@both_languages
def test_the_lead_stands_in_a_screen_of_80_columns(gongfu: Run, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    """All columns that can go before it have; a line below names them, but for the unit, which is behind the name."""
    monkeypatch.setenv("COLUMNS", "80")
    lines = screen(gongfu, "2024", "--data", str(SHIPPED), "--show", "indicators", lang=lang)
    head = lines[start(lines, {"zh": "序号", "en": "No."}[lang])]
    assert head.endswith({"zh": "牵头部门", "en": "Lead"}[lang])
    left_out = {
        "zh": "此处未列：2020年基期、2023、差距幅度、最终目标、配合部门、备注。",
        "en": "Left out here: 2020, 2023, Shortfall, Final target, Supporting, Notes. ",
    }[lang]
    assert any(line.startswith(left_out) for line in lines)


@both_languages
@pytest.mark.parametrize("part", ["indicators", "categories", "departments"])
def test_no_column_goes_in_silence(gongfu: Run, monkeypatch: pytest.MonkeyPatch, part: str, lang: str) -> None:
    """It stands in the table or in the line below; the unit, where it has no column, behind each name."""
    asked = ("2024", "--show", part)
    lines = screen(gongfu, *asked, lang=lang)
    titles = set(re.split("  +", lines[start(lines, "─") - 1])) - {"单位", "Unit"}
    for columns in range(70, 220, 30):
        monkeypatch.setenv("COLUMNS", str(columns))
        text = "".join("".join(screen(gongfu, *asked, lang=lang)).split())
        assert [title for title in titles if "".join(title.split()) not in text] == []


@both_languages
def test_the_requirement_is_the_wording_where_it_is_open(gongfu: Run, lang: str) -> None:
    """As printed; in English with what it means."""
    lines = screen(gongfu, "2024", "--data", str(SHIPPED), "--show", "indicators", lang=lang)
    wording = {
        "zh": {"3": "完成上级下达指标", "4": "完成上级下达指标", "21": "维持在合理区间", "39": "逐步下降"},
        "en": {
            "3": "as assigned by the higher level",
            "4": "as assigned",
            "21": "within a reasonable range",
            "39": "fall step",
        },
    }[lang]
    for id, words in wording.items():
        assert words in lines[start(lines, f"{id}  ")]


@both_languages
def test_a_row_of_which_nothing_is_asked_is_not_said_to_be_unreported(gongfu: Run, lang: str) -> None:
    lines = screen(gongfu, "2024", "--data", str(SHIPPED), "--show", "indicators", lang=lang)
    not_reported = {"zh": "未报", "en": "none"}[lang]
    assert not_reported in lines[start(lines, "49 ")]
    assert not_reported not in lines[start(lines, "16 ")]
    assert " – " in lines[start(lines, "16 ")]


@both_languages
def test_a_tolerance_that_moves_a_requirement_is_marked_and_remarked(gongfu: Run, lang: str) -> None:
    lines = screen(gongfu, "2024", lang=lang)
    row = lines[start(lines, "7  ")]
    assert "73.3–77.3±" in row
    assert {"zh": "要求含允许变动", "en": "requirement less a tolerance"}[lang] in row
    assert {"zh": "± 含允许变动", "en": "± less a tolerance"}[lang] in "\n".join(lines)


@both_languages
def test_a_row_that_is_off_course_is_remarked(gongfu: Run, lang: str) -> None:
    """On track this year, and at the average change so far not in the last milestone year; the legend says so."""
    lines = screen(gongfu, "2024", lang=lang)
    words = {"zh": "照此难达", "en": "off course"}[lang]
    assert words in lines[start(lines, "9  ")]
    assert words in next(line for line in lines if line.startswith("● "))
    assert "off-course" in document(gongfu, "2024")["indicators"][-1]["flags"]


@both_languages
def test_the_early_warning_stands_on_the_last_screen_of_80_by_24(
    gongfu: Run, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """The remarks have no room there. A department is warned of what it leads."""
    monkeypatch.setenv("COLUMNS", "80")
    words = {"zh": "照此难达最终目标：", "en": "off course for the final target: "}[lang]
    last = screen(gongfu, "2024", "--data", str(SHIPPED), lang=lang)[-23:]
    rows = document(gongfu, "2024", "--data", str(SHIPPED))["indicators"]
    warned = [line.partition(words)[2] for line in last if words in line]
    assert re.findall(r"[\d.]+", "".join(warned)) == [row["id"] for row in rows if "off-course" in row["flags"]] != []
    own = screen(gongfu, "2024", "--data", str(SHIPPED), "--department", "县教育局", "--show", "gaps", lang=lang)
    assert [re.findall(r"[\d.]+", line.partition(words)[2]) for line in own if words in line] == [["26"]]


@both_languages
def test_the_marks_explained_below_the_gaps_alone_are_those_in_it(gongfu: Run, data: Path, lang: str) -> None:
    """Last year's illustrative values have no column there."""
    file = data / "actuals" / "2023.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("status: published", "status: illustrative", 1), "utf-8")
    lines = screen(gongfu, "2024", "--show", "gaps", lang=lang)
    assert gap_lines(lines)
    (legend,) = [line for line in lines if line.startswith("≈ ")]
    assert "*" in lines[0]
    assert "* " not in legend


@both_languages
def test_the_lead_stays_where_a_requirement_is_a_sentence(
    gongfu: Run, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """A goal of another definition is folded: the one number in it makes it none."""
    monkeypatch.setenv("COLUMNS", "80")
    asked = ["2025", "--data", str(SHIPPED), "--targets", "latest", "--standing", "target_pending"]
    lines = screen(gongfu, *asked, "--show", "indicators", lang=lang)
    assert {"zh": "牵头部门", "en": "Lead"}[lang] in lines[start(lines, {"zh": "序号", "en": "No."}[lang])]


# The view of a department

VIEW = {
    "zh": {
        "title": "临海县共同富裕主要目标指标 · 2024年 · 县市监局",
        "groups": ["牵头", "配合"],
        "departments": ["县市监局"],
        "gaps": ["差距（△ 略有滞后 1；第5.2号为观察指标）"],
        "summary": [
            "县市监局牵头的观察指标1项（2个分项）：已评价 2，达到要求 1，有差距 1（略有滞后 1）；达到率 50.0%。"
        ],
    },
    "en": {
        "title": "Main common-prosperity indicators of Linhai County · 2024 · Market Regulation Bureau",
        "groups": ["Led", "Supported"],
        "departments": ["Market Regulation Bureau"],
        "gaps": ["Gaps (△ 1 slightly behind; observation: no. 5.2)"],
        "summary": [
            "1 observation indicator (2 rows) led by Market Regulation Bureau: 2 judged, 1 on track, "
            "1 with a gap (1 slightly behind); rate 50.0%."
        ],
    },
}


@both_languages
def test_a_department_sees_what_it_leads_and_supports_its_gaps_and_its_own_sum(gongfu: Run, lang: str) -> None:
    """No other body has a row in the department table; the sum of the county does not stand there as if it were its
    own."""
    lines, view = screen(gongfu, "2024", "--department", "县市监局", lang=lang), VIEW[lang]
    assert view["title"] in lines
    assert [line for line in lines if line in ("牵头", "配合", "Led", "Supported")] == view["groups"][:1]
    table = lines[start(lines, {"zh": "部门（", "en": "Departments ("}[lang]) + 3 :]
    assert [line.split("  ")[0] for line in table[: table.index("")]] == view["departments"]
    assert [line for line in lines if line.startswith(("差距（", "Gaps ("))] == view["gaps"]
    assert lines[-1:] == view["summary"]
    assert not [line for line in lines if line.startswith(("评价指标", "Evaluation", "类别", "Categories"))]


def test_rows_are_grouped_by_whether_a_department_leads_or_supports_them(gongfu: Run) -> None:
    lines = screen(gongfu, "2024", "--department", "县发改局", "--show", "indicators")
    led, supported = start(lines, "牵头"), start(lines, "配合")
    assert (listed(lines[led:supported]), listed(lines[supported:])) == (["1", "4", "8"], ["2"])


def test_gaps_and_reports_of_a_department_are_those_of_what_it_leads(gongfu: Run) -> None:
    """What it supports is shown among the indicators, and is another's to report."""
    lines = screen(gongfu, "2024", "--department", "县发改局")
    assert listed(gap_lines(lines)) == ["4"]
    shown = document(gongfu, "2024", "--department", "县发改局", "--standing", "gap")["indicators"]
    assert [row["id"] for row in shown] == ["2", "4"]


@both_languages
def test_any_name_of_a_department_is_the_same_view(gongfu: Run, lang: str) -> None:
    """An alias, an English name, that of a body which it has taken over: shown under the name in force."""
    views = [
        screen(gongfu, "2024", "--department", name, lang=lang)
        for name in ("县民社局", "县人社局", "Civil Affairs, Human Resources and Social Security Bureau")
    ]
    assert views[0] == views[1] == views[2]


@both_languages
def test_a_department_that_leads_nothing_is_told_so(gongfu: Run, data: Path, lang: str) -> None:
    table = data / "indicators.yaml"
    text = table.read_text(encoding="utf-8")
    assert text.count("departments: [县市监局") == 2
    table.write_text(text.replace("departments: [县市监局", "departments: [县统计局, 县市监局"), encoding="utf-8")
    lines = screen(gongfu, "2024", "--department", "县市监局", lang=lang)
    assert lines[-1] == {"zh": "县市监局没有牵头的指标。", "en": "Market Regulation Bureau leads no indicator."}[lang]


@both_languages
def test_a_department_without_any_row_does_not_see_those_of_others(gongfu: Run, data: Path, lang: str) -> None:
    register = data / "departments.yaml"
    register.write_text(register.read_text(encoding="utf-8") + "  - {name: 县档案馆}\n", encoding="utf-8")
    assert document(gongfu, "2024", "--department", "县档案馆")["indicators"] == []
    lines = screen(gongfu, "2024", "--department", "县档案馆", lang=lang)
    assert lines[-1] == {"zh": "县档案馆没有牵头的指标。", "en": "县档案馆 leads no indicator."}[lang]
    assert not listed(lines)


def test_several_departments_have_a_sum_each(gongfu: Run) -> None:
    lines = screen(gongfu, "2024", "--department", "县统计局,县发改局")
    assert [line.partition(" ")[0] for line in lines[-3:] if "牵头的" in line] == [
        "县发改局牵头的评价指标3项：已评价",
        "县统计局牵头的评价指标2项：已评价",
    ]


@both_languages
def test_a_table_without_rows_is_not_there(gongfu: Run, lang: str) -> None:
    lines = screen(gongfu, "2024", "--standing", "no_data", lang=lang)
    assert not [line for line in lines if line.startswith("─")]
    assert lines[-2].startswith({"zh": "评价指标8项：", "en": "8 evaluation indicators:"}[lang])


# Rates


@both_languages
def test_a_year_of_two_values_does_not_read_100_percent(gongfu: Run, data: Path, lang: str) -> None:
    """Where too little of what should be judged is, the count stands where the rate stood, the rate in brackets."""
    (data / "actuals" / "2026.yaml").write_text(
        "year: 2026\nstatus: published\nsource: 公报\nvalues: {1: 30, 9: 99}\n", encoding="utf-8"
    )
    text = "\n".join(screen(gongfu, "2026", lang=lang))
    assert {"zh": "达到率 已评价 2/7（100.0%）", "en": "rate 2/7 judged (100.0%)"}[lang] in text
    assert re.findall(r"(?<![（(])100\.0%", text) == []


@both_languages
def test_a_department_that_has_not_reported_is_not_2_of_2(gongfu: Run, lang: str) -> None:
    lines = screen(gongfu, "2024", "--data", str(SHIPPED), "--show", "departments", lang=lang)
    name = {"zh": "县文旅局", "en": "County Culture and Tourism Bureau"}[lang]
    assert {"zh": "2/2（缺 1）", "en": "2/2 (1 missing)"}[lang] in lines[start(lines, name)]


# Lists with commas


@pytest.mark.parametrize(
    ("listed", "one_by_one"),
    [
        (["--category", "Economy,社会和谐和睦"], ["--category", "Economy", "--category", "社会和谐和睦"]),
        (["--standing", "gap, no_reference"], ["--standing", "gap", "--standing", "no_reference"]),
        (["--standing", "略有滞后、倒退"], ["--standing", "slightly_behind", "--standing", "regressed"]),
        (["--attribute", "evaluation，observation"], ["--attribute", "evaluation", "--attribute", "observation"]),
        (["--department", "县统计局,县市监局"], ["--department", "县统计局", "--department", "县市监局"]),
        (["--show", "gaps,summary"], ["--show", "gaps", "--show", "summary"]),
    ],
)
def test_an_option_that_is_repeatable_takes_a_list_with_commas(
    gongfu: Run, listed: list[str], one_by_one: list[str]
) -> None:
    """Chinese ones too."""
    assert gongfu("score", "2024", *listed) == gongfu("score", "2024", *one_by_one)


def test_a_name_may_have_a_comma_itself(gongfu: Run) -> None:
    name = "Civil Affairs, Human Resources and Social Security Bureau"
    assert gongfu("score", "2024", "--department", name) == gongfu("score", "2024", "--department", "县民社局")


def test_of_a_list_the_word_that_means_nothing_is_named(gongfu: Run) -> None:
    code, out, err = gongfu("score", "2024", "--lang", "en", "--standing", "gap,behnd")
    assert (code, out) == (2, "")
    assert err.startswith("there is no standing “behnd”. Did you mean “behind”?")


@pytest.mark.parametrize("words", ["regressed,no-data", "no_data,regressed", "gap,NO_DATA"])
def test_fail_on_takes_a_list_and_hyphens_for_underscores(gongfu: Run, words: str) -> None:
    assert gongfu("score", "2025", "--fail-on", words)[0] == 1


@pytest.mark.parametrize(
    ("bodies", "said"),
    [(2, "乙1局"), (5, "乙1局、乙2局、乙3局、乙4局"), (6, "乙1局、乙2局、乙3局等5个")],
)
def test_of_many_supporting_bodies_the_first_are_named(bodies: int, said: str) -> None:
    """A workbook has room for all of them."""
    names = ["甲局", *(f"乙{n}局" for n in range(1, bodies))]
    card = score(
        county(
            f"direction: rising, baseline: 1, departments: [{', '.join(names)}]", targets="1: {2025: 2}", actuals={}
        ),
        2025,
    )
    (grid,) = scorecard_sheet(card, card.rows, ["indicators"]).grids
    shown = {
        medium: [
            row[[column.title.zh for column in made.columns].index("配合部门")].text.zh for row in made.groups[0].rows
        ]
        for medium, made in (("text", grid.shown_in("text")), ("workbook", grid.shown_in("workbook")))
    }
    assert shown == {"text": [said], "workbook": ["、".join(names[1:])]}
