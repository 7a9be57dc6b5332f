"""The page of `gongfu report`: what it says, in which order, and that nothing from a file is ever run."""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from itertools import combinations, pairwise
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from pathlib import Path

import pytest
from tables import county, write

from gongfu_cli.book.book import Book, Point, Register
from gongfu_cli.book.folder import load
from gongfu_cli.book.model import Actuals, Department, Indicator
from gongfu_cli.book.period import Period, up_to
from gongfu_cli.checks.run import check
from gongfu_cli.cli.program import run
from gongfu_cli.formats import chart, html, page_template
from gongfu_cli.language.phrase import NOTHING, Language, Phrase, same
from gongfu_cli.language.terms import ILLUSTRATIVE, STANDINGS
from gongfu_cli.scoring.requirement import Path as CoursePath
from gongfu_cli.scoring.trend import trends
from gongfu_cli.sheets.page import paged
from gongfu_cli.sheets.report import Report, report_of
from gongfu_cli.sheets.series import Asked, Series
from gongfu_cli.sheets.sheet import Section

LANGUAGES: tuple[Language, ...] = ("zh", "en")
VOID = {"meta", "link", "img", "br", "hr", "input"}
KNOWN = {"html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "h1", "h2", "h3"}
KNOWN |= {"p", "a", "b", "div", "span", "ul", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th"}
KNOWN |= {"td", "svg", "desc", "polyline", "path", "rect", "text"}


def report(book: Book, year: Period = 2024, path: CoursePath = "linear", departments: Sequence[str] = ()) -> Report:
    return report_of(*trends(book, path, until=year), departments)


def said(section: Section | None, language: Language = "zh", table: int = 0) -> list[tuple[str, list[list[str]]]]:
    """The groups of a table of a section as a page shows them: their headings, and what stands in their rows."""
    assert section
    groups = section.grids[table].shown_in("page").groups
    return [
        (group.heading.to(language), [[cell.to(language) for cell in row] for row in group.rows]) for group in groups
    ]


def render(made: Report, language: Language) -> str:
    """The page of one report."""
    return html.render(paged([made], made.title), language)


def shipped() -> Book:
    book = check(load(Path(__file__).resolve().parent.parent / "data")).book
    assert book
    return book


SPARSE = county(
    "direction: rising, baseline: ——",
    "direction: falling, baseline: 3, attribute: observation",
    "direction: rising, baseline: 1",
    targets="1: {2025: 稳步提升}, 2: {2025: 完成上级下达指标}, 3: {2025: ——}",
    actuals={2024: "1: , 2: , 3: "},
)
LONG = county(
    *[
        f"name: {'海岛样板县高质量发展建设共同富裕示范区' * 5}{n}, name_en: {'Anextraordinarilylongname' * 5}{n}, "
        f"unit: {'微克每立方米' * 6}, baseline: 1234567890.1, direction: rising, "
        f"departments: [{'市生态环境局嵊泗分局综合行政执法大队' * 3}, 乙局]"
        for n in range(4)
    ],
    targets=", ".join(f"{n}: {{2022: 2345678901.1, 2025: 3456789012.3}}" for n in range(1, 5)),
    actuals={
        2023: "1: 2234567811.1, 2: 2234567811.1, 3: 2234567811.1, 4: 2234567811.1",
        2024: f"1: {{value: 3345678911.1, note: {'口径变化' * 40}, source: {'来源' * 40}}}, 2: 3, 3: 3, 4: 3",
    },
)
PLAIN = county(
    "direction: rising, baseline: 10, unit: 万元",
    "direction: rising, baseline: 10",
    targets="1: {2022: 20, 2025: 40}, 2: {2022: 20, 2025: 40}",
    actuals={2023: "1: 20, 2: 30", 2024: "1: 34, 2: 20"},
)
COUNTIES = {"shipped": shipped(), "sparse": SPARSE, "long": LONG, "plain": PLAIN}


@dataclass
class Page(HTMLParser):
    """What a page consists of."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    rows: dict[str, str] = field(default_factory=dict)
    headings: list[tuple[int, str]] = field(default_factory=list)
    style: str = ""
    open: list[str] = field(default_factory=list)
    row: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.row = dict(attrs).get("id") or ""
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            self.style += data
            return
        self.text += data
        if "tr" in self.open and self.row:
            self.rows[self.row] = self.rows.get(self.row, "") + data
        if self.headings and re.fullmatch("h[1-6]", next((t for t in reversed(self.open) if t not in ("span",)), "")):
            level, said = self.headings[-1]
            self.headings[-1] = (level, said + data)

    def attributes(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def parsed(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return page


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(params=[(name, language) for name in COUNTIES for language in LANGUAGES], ids=" ".join)
def both(request: pytest.FixtureRequest) -> tuple[Report, Language, Page]:
    name, language = request.param
    made = report(COUNTIES[name])
    return made, language, parsed(render(made, language))


def test_every_row_says_its_name_unit_departments_values_requirement_and_standing(
    both: tuple[Report, Language, Page],
) -> None:
    made, language, page = both
    shown = 0
    for category, indicators in made.indicators:
        assert category.to(language) in page.text
        for each in indicators:
            shown += 1
            said = squeezed(page.rows[each.link.anchor])
            expected = [each.link.name, each.about, each.departments, each.actual, each.required]
            expected += [*each.notes, each.remarks, each.link.standing.words]
            expected += [each.unit, *(text for other in each.others for text in other)]
            if each.series.shown:
                expected += [each.series.title, each.series.words, *each.series.values.values()]
            texts = [each.link.id, each.progress.to(language), *(phrase.to(language) for phrase in expected)]
            assert [text for text in texts if squeezed(text) not in said] == []
    assert shown == len([anchor for anchor in page.rows if anchor.startswith("no-")])


def test_headings_are_in_order(both: tuple[Report, Language, Page]) -> None:
    levels = [level for level, _ in both[2].headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(said.strip() for _, said in both[2].headings)


def test_nothing_is_fetched_or_run(both: tuple[Report, Language, Page]) -> None:
    *_, page = both
    assert {tag for tag, _ in page.tags} <= KNOWN
    assert all(href.startswith("#") for href in page.attributes("href"))
    assert not page.attributes("src") and not page.attributes("style")
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert "url(" not in page.style and "@import" not in page.style


def test_the_policy_admits_the_one_style_sheet_and_nothing_else(both: tuple[Report, Language, Page]) -> None:
    *_, page = both
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    policies = [given["content"] for _, given in page.tags if given.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"]


def test_names_point_at_what_is_there(both: tuple[Report, Language, Page]) -> None:
    *_, page = both
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.attributes("href")} <= set(ids)
    assert {id for names in page.attributes("aria-labelledby") for id in names.split()} <= set(ids)


def test_it_can_be_read_out(both: tuple[Report, Language, Page]) -> None:
    _, language, page = both
    tags = [tag for tag, _ in page.tags]
    assert page.tags[0] == ("html", {"lang": {"zh": "zh-CN", "en": "en"}[language]})
    assert [tags.count(each) for each in ("header", "nav", "main", "h1", "title")][:4] == [1, 1, 1, 1]
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    tables = [attributes for tag, attributes in page.tags if tag == "table"]
    assert tags.count("caption") + sum("aria-labelledby" in attributes for attributes in tables) == len(tables)
    for tag, attributes in page.tags:
        if tag == "svg":
            assert attributes.get("aria-hidden") == "true" or attributes["role"] == "img"


FIRST_LINES: dict[Language, str] = {
    "zh": "含示例数据，非官方：61项（62个分项）中有57项（58个分项），以 * 标出",
    "en": "Contains illustrative data: not official; marked *: 57 indicators (58 rows) of 61 indicators (62 rows)",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_warning_of_illustrative_data_is_the_first_line_and_at_the_foot_of_every_page(language: Language) -> None:
    made = report(COUNTIES["shipped"])
    text = render(made, language)
    shown = text.partition("<body>")[2].partition("</body>")[0]
    assert parsed(shown).text.strip().startswith(FIRST_LINES[language])
    assert f'@bottom-left {{ content: "{ILLUSTRATIVE.to(language)}"' in text
    assert FIRST_LINES[language].startswith(ILLUSTRATIVE.to(language))


def test_without_illustrative_data_there_is_no_warning() -> None:
    text = render(report(PLAIN), "zh")
    assert "示例数据" not in text and "@bottom-left" not in text


def test_illustrative_values_of_earlier_years_are_warned_of_too() -> None:
    book = county(
        "direction: rising, baseline: 10",
        targets="1: {2025: 40}",
        actuals={2023: "1: {value: 20, status: illustrative}", 2024: "1: 34"},
    )
    assert report(book).notice.zh == "含示例数据，非官方（2023年的数值）"
    assert "202320*" in squeezed(render(report(book), "zh")).replace("</dt><dd>", "")


def test_the_headline_says_what_is_judged_and_what_is_missing() -> None:
    """One sentence, then figures with those of the year before; people say 53 indicators, 54 rows."""
    made = report(COUNTIES["shipped"])
    assert made.headline == Phrase(
        "53项（54个分项）评价指标中，已评价50个分项，40个分项达到要求，10个分项有差距，1个分项未报送。",
        "50 of 54 evaluation rows (53 indicators) judged: 40 on track, 10 with a gap; 1 not reported.",
    )
    assert {figure.label.en: tuple(text.en for text in figure[1:]) for figure in made.figures} == {
        "On track": ("80.0%", "40/50", "2023: 71.2%"),
        "With a gap": ("10", "rows", "2023: 15"),
        "Mean attainment": ("97.0%", "", "2023: 98.7%"),
        "Not judged": ("4", "rows", "2023: 2"),
        "Illustrative": ("51", "of 54 rows", "not to be quoted"),
    }
    assert [(look.words.en, number) for look, number in made.shares[2:]] == [
        ("slightly behind", 4),
        ("behind", 4),
        ("regressed", 2),
        ("no data", 1),
        ("target pending", 1),
        ("not due", 2),
    ]


def test_a_table_without_parts_counts_indicators() -> None:
    assert report(PLAIN).headline == Phrase(
        "2项评价指标中，已评价2项，1项达到要求，1项有差距。",
        "2 of 2 evaluation indicators judged: 1 on track, 1 with a gap.",
    )


def test_nothing_judged_is_no_rate() -> None:
    made = report(SPARSE)
    assert [figure.value.en for figure in made.figures] == ["0/1 judged", "0", "–", "2"]
    assert made.changes is None and "相比" not in parsed(render(made, "zh")).text


def test_the_matrix_counts_every_row_once() -> None:
    *lines, total = report(COUNTIES["shipped"]).categories
    for n, box in enumerate(total.boxes):
        assert box.number == sum(line.boxes[n].number for line in lines)
    assert sum(box.number for box in total.boxes) == 54
    assert [row.id for row in lines[0].boxes[2].rows] == ["6"]


def test_departments_with_gaps_come_first_in_the_page_language() -> None:
    first = report(COUNTIES["shipped"]).departments[0]
    assert first.body.name == Phrase("县经信局", "County Economy and Information Technology Bureau")
    assert [(row.id, row.standing.words.en) for row in first.gaps] == [("9", "behind"), ("6", "slightly behind")]


def test_what_changed() -> None:
    assert said(report(PLAIN).changes) == [
        ("新出现差距", [["2 某指标", "30", "20", "变差", "○ 符合进度", "▲ 滞后"]]),
        ("差距已消除", [["1 某指标", "20", "34", "改善", "▲ 滞后", "○ 符合进度"]]),
    ]


def test_where_nothing_changed_that_is_said() -> None:
    book = county("direction: rising, baseline: 10", targets="1: {2022: 20}", actuals={2023: "1: 20", 2024: "1: 20"})
    changes = report(book).changes
    assert changes and not changes.grids
    assert changes.paragraphs[-1] == Phrase("没有一行的评价有实质变化。", "No standing changed in a way that matters.")
    assert changes.paragraphs[-1].zh in parsed(render(report(book), "zh")).text


def test_sources_name_documents_and_count_values() -> None:
    assert [tuple(phrase.en for phrase in line) for line in report(PLAIN).sources] == [
        ("Indicator table", "某文件", ""),
        ("Targets", "文件2021 (2021-11-09)", "decides"),
        ("Actuals, 2023 (2), 2024 (2)", "公报", "published"),
    ]


def test_only_changes_that_matter_are_shown() -> None:
    """Not those that go by another name but are as good as before: the target year came, and what was on track is
    achieved."""
    book = county(
        *["direction: rising, baseline: 10"] * 5,
        targets=", ".join(f"{n}: {{2022: 20, 2024: 40}}" for n in range(1, 6)),
        actuals={2023: "1: 35, 2: 35, 3: 11, 4: 35, 5: 20", 2024: "1: 42, 2: 12, 3: 38, 4: , 5: 41"},
    )
    made = report(book)
    standings = {row.link.id: row.link.standing.words.en for _, rows in made.indicators for row in rows}
    assert standings == {"1": "achieved", "2": "not met", "3": "nearly met", "4": "no data", "5": "achieved"}
    assert [(title, [row[0] for row in rows]) for title, rows in said(made.changes, "en")] == [
        ("Now a gap", ["2 某指标"]),
        ("Gap closed", ["5 某指标"]),
        ("Other changes of standing", ["3 某指标"]),
        ("Data came or went", ["4 某指标"]),
    ]


def test_further_goals_are_counted_by_document_with_the_reason_where_they_cannot_be_compared() -> None:
    book = county(
        *["direction: rising, baseline: 10"] * 5,
        targets={
            "2021-11-09": ", ".join(f"{n}: {{2025: 20}}" for n in range(1, 6)),
            "2025-02-28": "1: {2025: 突破28}, 2: {2025: 30以上}, 3: {2025: 40}, 4: {2025: 稳步提升}, "
            "5: {2025: {cell: 达到25, differs: 只计持证人员}}",
        },
        actuals={2024: "1: 20", 2025: "1: 29, 2: 29, 3: , 4: 25, 5: 26"},
    )
    further = report(book, 2025).further
    assert further and [goals.title for goals in further.grids] == [
        Phrase("文件2025 5项：达到1，未达到1，无法比较3", "文件2025, 5 goals: 1 met, 1 missed, 3 not comparable")
    ]
    assert said(further, "en") == [
        (
            "",
            [
                ["1 某指标", ">28", "29", "● met"],
                ["2 某指标", "≥30", "29", "▲ missed"],
                ["3 某指标", "40", "none", "－ not comparable: no value is filed"],
                [
                    "4 某指标",
                    "rise steadily",
                    "25",
                    "－ not comparable: the goal is in words, without a number to compare",
                ],
                ["5 某指标", "达到25", "26", "－ not comparable: another definition: 只计持证人员"],
            ],
        )
    ]
    assert [row[1] for row in said(further)[0][1]] == ["突破28", "30以上", "40", "稳步提升", "达到25"]
    assert report(book, 2024).further is None, "the document is not issued yet"


def test_an_assessment_that_decides_is_named() -> None:
    rows = {row.link.id: row for _, rows in report(COUNTIES["shipped"]).indicators for row in rows}
    assert rows["3"].notes == [Phrase("考核结论：已达标", "assessment: met")]


def test_the_gaps_come_first_with_shortfall_and_lead() -> None:
    ((_, gaps),) = said(report(COUNTIES["shipped"]).gaps, "en")
    ids = [name.partition(" ")[0] for name, *_ in gaps]
    assert ids == ["57", "19", "47", "45", "9", "51", "59", "6", "20.2", "34", "38"]
    assert gaps[0] == [
        "57 Work safety fatality rate per 100 million yuan of GDP",
        "0.014*",
        "0.037*",
        "≤0.016≈",
        "131.3%",
        "▼ regressed",
        "County Emergency Management Bureau",
        *("", ""),  # neither a reason nor a measure was filed
    ]


def test_a_gap_leads_to_its_row_and_its_department() -> None:
    gaps = report(COUNTIES["shipped"]).gaps
    assert gaps
    (group,) = gaps.grids[0].shown_in("page").groups
    assert [cell.link for cell in group.rows[0] if cell.link] == ["#no-57", "#dept-县应急管理局"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_of_a_table_says_what_it_is(language: Language) -> None:
    """By the title of its column, which stands before it where there is no room for columns."""
    text = render(report(COUNTIES["shipped"]), language)
    for name in ("gaps", "changes"):
        table = text.partition(f'<table class="{name}">')[2].partition("</table>")[0]
        _, *titles = re.findall('<th scope="col".*?>(.*?)</th>', table)
        rows = [re.findall('<td.*? data-label="(.*?)"', row) for row in re.split('<th scope="row">', table)[1:]]
        assert len(rows) > 10 and all(row == titles for row in rows)


@pytest.mark.parametrize(
    ("language", "line"),
    [("zh", "原因：订单减少<script>措施：出台助企政策"), ("en", "Reason: 订单减少<script>Measure: 出台助企政策")],
)
def test_the_reason_and_the_measure_stand_beside_the_gap(language: Language, line: str) -> None:
    """Where a department gave them; a row on track says nothing of them."""
    said = "reason: 订单减少<script>, measure: 出台助企政策"
    book = county(
        "direction: rising, baseline: 10",
        "direction: rising, baseline: 10",
        targets="1: {2024: 20}, 2: {2024: 20}",
        actuals={2024: f"1: {{value: 15, {said}}}, 2: {{value: 25, {said}}}"},
    )
    text = squeezed(parsed(render(report(book), language)).text)
    assert text.count(squeezed(line)) == 1


def test_who_has_not_reported_what() -> None:
    made = report(COUNTIES["shipped"])
    ((body, rows),) = made.unreported
    assert (body.name.zh, [row.id for row in rows]) == ("县文旅局", ["49"])
    assert {line.body.name.zh: [row.id for row in line.unreported] for line in made.departments}["县文旅局"] == ["49"]


def test_what_is_not_due_yet_is_not_said_to_be_reported() -> None:
    """In June nobody is late, and whoever has filed nothing has not filed everything either."""
    rows = (
        "direction: rising, baseline: 10, departments: [甲局]",
        "direction: rising, baseline: 10, departments: [乙局]",
    )
    book = county(*rows, targets="1: {2025: 20}, 2: {2025: 20}", actuals={up_to(2025, 6): "1: 18"})
    lines = report(book, up_to(2025, 6)).departments
    assert [(line.body.name.zh, line.pending.zh) for line in lines] == [("甲局", ""), ("乙局", "未到期 1")]
    text = squeezed(parsed(render(report(book, up_to(2025, 6)), "zh")).text)
    assert squeezed("乙局 0/0 无 未到期 1") in text


def test_an_early_warning_names_what_is_on_track_and_will_not_be() -> None:
    made = report(COUNTIES["shipped"])
    assert [row.id for row in made.off_course] == ["15", "24", "26", "30", "35"]
    remarks = {row.link.id: row.remarks.zh for _, rows in made.indicators for row in rows}
    assert "照此难达最终目标" in remarks["15"] and "照此难达" not in remarks["1"]


def test_a_requirement_that_a_tolerance_moved_is_marked_beside_the_row() -> None:
    made = report(COUNTIES["shipped"])
    remarks = {row.link.id: (row.required.zh, row.remarks.zh) for _, rows in made.indicators for row in rows}
    assert remarks["38"] == ("要求 ≥73.3±", "要求含允许变动；差于基期")


def test_where_too_little_is_judged_the_count_stands_where_the_rate_stood() -> None:
    book = county(
        *["direction: rising, baseline: 10"] * 3,
        targets="1: {2025: 20}, 2: {2025: 20}, 3: {2025: 20}",
        actuals={2024: "1: 19, 2: , 3: "},
    )
    assert report(book).figures[0].value == Phrase("已评价 1/3（100.0%）", "1/3 judged (100.0%)")


def test_a_line_says_whose_the_values_are_and_how_far_they_reach() -> None:
    assert report(PLAIN).made == Phrase(
        "截至2024年底的实际值：公报（2个分项，已公布）", "Actual values to the end of 2024: 公报 (2 rows, published)"
    )
    sourced = ", ".join(f"{n}: {{value: 1, source: 来源{n}}}" for n in range(1, 5))
    many = county(
        *["direction: rising, baseline: 1"] * 4,
        targets="1: {2025: 2}, 2: {2025: 2}, 3: {2025: 2}, 4: {2025: 2}",
        actuals={2024: sourced},
    )
    assert report(many).made.en.endswith("来源1 (1 row, published); 来源2 (1 row, published); 2 more sources")


def test_what_was_attested_earlier_in_the_year_has_its_source_too() -> None:
    """It counts in June although it is filed for March; a number of March says nothing of June."""
    met, march, june = "{verdict: met, source: 验收单}", up_to(2025, 3), up_to(2025, 6)
    book = county(
        "direction: rising",
        "direction: rising, baseline: 10",
        targets="1: {2025: 建成}, 2: {2025: 20}",
        actuals={march: f"1: {met}, 2: {{value: 15, source: 三月报}}", june: "2: {value: 18, source: 六月报}"},
    )
    made = report(book, june)
    assert made.made.zh == "截至2025年6月底的实际值：验收单（1个分项，已公布）；六月报（1个分项，已公布）"
    assert [(what.zh, source.zh) for what, source, _ in made.sources if what.zh.startswith("实际值")] == [
        ("实际值，2025-03（1）", "验收单"),
        ("实际值，2025-06（1）", "六月报"),
    ]


def test_standings_are_explained_as_they_came_about() -> None:
    """Those that there are, each by the clauses that gave it: in June what is not due yet has no value."""
    rows = ["direction: rising", "direction: rising, baseline: 10", "direction: rising, baseline: 10"]
    book = county(
        *rows,
        targets="1: {2025: 建成}, 2: {2025: 20}, 3: {2025: 20}",
        actuals={up_to(2025, 6): "1: {verdict: met, source: 验收单}, 2: 25"},
    )
    page = paged([report(book, up_to(2025, 6))], same(""))
    assert [(look.words.en, words.en) for look, words in page.meanings] == [
        (
            "at the target level, to be kept",
            "something is to be done: the attested verdict decides; without one, no data are missing before it is due; "
            "or met, and the final target is met already",
        ),
        ("not due yet", "something is asked and no value is filed; before the year’s end that is not due yet"),
    ]


def test_anchors_carry_the_number_of_the_indicator() -> None:
    anchors = {row.link.id: row.link.anchor for _, rows in report(COUNTIES["shipped"]).indicators for row in rows}
    assert (anchors["57"], anchors["20.1"]) == ("no-57", "no-20.1")
    assert all(anchor == f"no-{id}" for id, anchor in anchors.items())


# Names as they may be written, and the anchors of the departments.
ANCHORS = {"县发改局": "dept-县发改局", "a/b c": "dept-a-b-c", "a-b-c": "dept-a-b-c-2", "<x>": "dept--x-"}


def test_every_department_has_an_anchor_and_no_two_have_the_same() -> None:
    book = county(
        *[f"direction: rising, baseline: 1, departments: ['{name}']" for name in ANCHORS],
        targets=", ".join(f"{n}: {{2025: 2}}" for n, _ in enumerate(ANCHORS, 1)),
        actuals={2024: ""},
        departments=", ".join(f"{{name: '{name}'}}" for name in ANCHORS),
    )
    made = report(book)
    assert {line.body.name.zh: line.body.anchor for line in made.departments} == ANCHORS
    assert set(ANCHORS.values()) <= set(parsed(render(made, "zh")).attributes("id"))


DEPARTMENTS = county(
    "direction: rising, baseline: 10, departments: [甲局, 乙局]",
    "direction: rising, baseline: 10, departments: [甲局]",
    "direction: rising, baseline: 10, departments: [乙局, 甲局]",
    "direction: rising, baseline: 10, departments: [乙局]",
    targets=", ".join(f"{n}: {{2022: 20, 2026: 40}}" for n in range(1, 5)),
    actuals={2023: "1: 20, 2: 20, 3: 20, 4: 20", 2024: "1: 22, 2: , 3: 21, 4: 30"},
    departments="{name: 甲局, name_en: First Bureau}, {name: 乙局, name_en: Second Bureau}",
)


def test_the_page_of_a_department_has_what_it_leads_supports_and_still_needs() -> None:
    made = report(DEPARTMENTS, departments=["甲局"])
    assert made.title.en.endswith(" · 2024 · First Bureau")
    assert made.headline == Phrase(
        "甲局牵头的2项评价指标中，已评价1项，0项达到要求，1项有差距，1项未报送。",
        "First Bureau leads 2 evaluation indicators, 1 judged: 0 on track, 1 with a gap; 1 not reported.",
    )
    assert [(title.zh, [row.link.id for row in rows]) for title, rows in made.indicators] == [
        ("牵头", ["1", "2"]),
        ("配合", ["3"]),
    ]
    assert [(title, [(gap[0], gap[6]) for gap in gaps]) for title, gaps in said(made.gaps)] == [
        ("牵头", [("1 某指标", "+9.0")]),
        ("配合", [("3 某指标", "+9.5")]),
    ]
    assert [[row.id for row in rows] for _, rows in made.unreported] == [["2"]]
    assert made.departments == [] and made.categories == [], "nobody else's"
    assert made.made.en == "Actual values to the end of 2024: 公报 (2 rows, published)"
    last = {row.link.id: row.others[-1] for _, rows in made.indicators for row in rows}
    assert last["1"] == (Phrase("到2026年，年均还需", "needed per year to 2026"), same("+9.0"))
    assert last["2"][1] == same("+6.7"), "from its latest value"


ENGLISH = county(
    "name: 甲指标, name_en: First, unit: 万元, unit_en: 10k yuan, baseline: 预计55, direction: rising",
    "name: 乙指标, name_en: Second, unit: 人, unit_en: persons, baseline: 70, direction: keep stable",
    "name: 丙指标, name_en: Third, baseline: ——, direction: falling, attribute: observation",
    "name: 丁指标, name_en: Fourth, baseline: 3, direction: falling",
    targets={
        "2021-11-09": "1: {2022: 达到60, 2025: 70以上}, 2: {2025: 持续巩固}, "
        "3: {2025: 维持在合理区间}, 4: {2025: 稳步下降}",
        "2024-02-28": "1: {2025: 达到80}, 2: {2025: 保持稳定}",
    },
    actuals={2023: "1: 58, 2: 70, 3: 3, 4: 2", 2024: "1: 56, 2: 60, 3: 3, 4: "},
    departments="{name: 甲局, name_en: First Bureau}",
)


def test_an_english_page_holds_no_chinese_but_names_without_an_english_one_and_sources() -> None:
    page = parsed(render(report(ENGLISH), "en"))
    shown = page.text.replace("某文件", "").replace("公报", "").replace("表 · 2024", "").replace("经济", "")
    assert re.findall(r"[^\s]*[\u4e00-\u9fff]+[^\s]*", re.sub(r"文件20\d\d", "", shown)) == []


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>]]>{{ 7*7 }}</title></style>\x1b[31m\u202e&amp;"
HARMLESS = HOSTILE.replace("\x1b", "\ufffd").replace("\u202e", "\ufffd")


def hostile() -> Book:
    """A book in which every text is out to be run."""
    book = PLAIN

    def of(indicator: Indicator) -> Indicator:
        names = {"name": HOSTILE, "name_en": HOSTILE, "unit": HOSTILE, "note": HOSTILE, "category": HOSTILE}
        return indicator.model_copy(update={**names, "departments": (HOSTILE,)})

    def filed(actuals: Actuals) -> Actuals:
        texts = {"source": HOSTILE, "note": HOSTILE}
        values = {id: each.model_copy(update=texts) for id, each in actuals.values.items()}
        return actuals.model_copy(update={"source": HOSTILE, "status": "illustrative", "values": values})

    named = {"name": HOSTILE, "name_en": HOSTILE}
    table = book.table.model_copy(
        update={
            "title": HOSTILE,
            "title_en": HOSTILE,
            "source": HOSTILE,
            "categories": tuple(category.model_copy(update=named) for category in book.table.categories[:1]),
            "indicators": tuple(map(of, book.table.indicators)),
        }
    )
    documents = [document.model_copy(update={"source": HOSTILE}) for document in book.documents]
    register = Register((Department.model_construct(**named),))
    return Book(table, documents, register, {year: filed(each) for year, each in book.actuals.items()})


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_from_files_are_shown_and_never_run(language: Language) -> None:
    text = render(report(hostile()), language)
    page = parsed(text)
    assert {tag for tag, _ in page.tags} <= KNOWN
    assert not page.attributes("src") and not page.attributes("onerror")
    assert "<script" not in text and "\x1b" not in text and "\u202e" not in text and "49" not in page.rows["no-1"]
    row = page.rows["no-1"]
    assert row.count(HARMLESS) >= 5, "name, unit, department, both notes"
    assert page.headings[0][1].startswith(HARMLESS)
    assert page.text.count(HARMLESS) > row.count(HARMLESS) * 2


def test_a_note_of_several_lines_is_one_line() -> None:
    of_year = PLAIN.actuals[2024]
    noted = {"1": of_year.values["1"].model_copy(update={"value": Decimal(34), "note": "一\n二\t三"})}
    actuals = {**PLAIN.actuals, 2024: of_year.model_copy(update={"values": noted})}
    book = Book(PLAIN.table, PLAIN.documents, PLAIN.register, actuals)
    assert "一 二 三" in parsed(render(report(book), "zh")).text


def test_chinese_on_an_english_page_is_marked_as_such() -> None:
    assert '<span lang="zh-CN">嵊共富办〔2021〕1号 附件</span>1' in render(report(COUNTIES["shipped"]), "en")
    text = render(report(LONG), "en")
    assert '<span lang="zh-CN">A' not in text
    assert 'Targets: <span lang="zh-CN">文件</span>2021 (2021-11-09).' in text
    assert "<span lang=" not in render(report(LONG), "zh"), "the page is in Chinese throughout"


# Contrast, from the style sheet itself.


def brightness(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([brightness(one), brightness(other)])
    return (light + 0.05) / (dark + 0.05)


def palettes() -> dict[str, dict[str, str]]:
    """The colours by name, on a light and on a dark screen."""
    style = parsed(render(report(SPARSE), "zh")).style
    light, dark = re.findall(r":root {(.*?)}", style, re.DOTALL)
    return {
        scheme: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", text))
        for scheme, text in (("light", light), ("dark", dark))
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_its_ground_are_far_enough_apart(scheme: str) -> None:
    colours = palettes()[scheme]
    tones = {look.tone for look in STANDINGS.values()} - {"muted"}
    pairs: list[tuple[str, str]] = [
        (tone, ground) for tone in tones for ground in ("paper", f"{tone}-wash", "notice-wash")
    ]
    pairs += [(tone, ground) for tone in ("ink", "muted", "link") for ground in ("paper", "wash", "notice-wash")]
    assert [(a, b) for a, b in pairs if contrast(colours[a], colours[b]) < 4.5] == []


def test_both_schemes_name_the_same_colours() -> None:
    light, dark = palettes().values()
    assert light.keys() == dark.keys()


# How colours look to those who lack a kind of cone (Machado, Oliveira and Fernandes 2009, in linear light).
EYES: dict[str, tuple[tuple[float, float, float], ...]] = {
    "most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def lab(colour: str, eyes: str) -> tuple[float, float, float]:
    """A colour in CIE L*a*b* (D65) as some eyes see it."""
    seen = [sum(share * part for share, part in zip(row, linear(colour), strict=True)) for row in EYES[eyes]]
    red, green, blue = (min(1.0, max(0.0, part)) for part in seen)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """CIEDE2000."""
    (light1, a1, b1), (light2, a2, b2) = one, other
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - sqrt(mean**7 / (mean**7 + 25**7)))
    chroma1, chroma2 = hypot(a1 * stretch, b1), hypot(a2 * stretch, b2)
    hue1, hue2 = degrees(atan2(b1, a1 * stretch)) % 360, degrees(atan2(b2, a2 * stretch)) % 360
    turn = (hue2 - hue1 + 180) % 360 - 180
    light, chroma, hue = (light1 + light2) / 2, (chroma1 + chroma2) / 2, hue1 + turn / 2
    waves = ((0.17, 1, -30), (-0.24, 2, 0), (-0.32, 3, 6), (0.2, 4, -63))
    weight = 1 - sum(size * cos(radians(times * hue + shift)) for size, times, shift in waves)
    lighter = (light2 - light1) / (1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2))
    stronger = (chroma2 - chroma1) / (1 + 0.045 * chroma)
    turned = 2 * sqrt(chroma1 * chroma2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    bend = 60 * exp(-((((hue % 360) - 275) / 25) ** 2))
    rotation = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(bend))
    return sqrt(lighter**2 + stronger**2 + turned**2 + rotation * stronger * turned)


def test_the_measure_of_colours_is_right() -> None:
    """From the data that Sharma, Wu and Dalal (2005) publish with the formula."""
    assert round(difference((50, 2.6772, -79.7751), (50, 0, -82.7485)), 4) == 2.0425
    assert round(difference((50, 2.5, 0), (58, 24, 15)), 4) == 19.4535
    assert round(difference((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514)), 4) == 0.9082


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_parts_of_the_bar_differ_for_all_eyes(scheme: str, eyes: str) -> None:
    """Any two may adjoin, where there is nothing between them."""
    fills = {name: lab(colour, eyes) for name, colour in palettes()[scheme].items() if name.endswith("-fill")}
    assert len(fills) == 7
    close = {(a, b): difference(fills[a], fills[b]) for a, b in combinations(fills, 2)}
    assert {pair: apart for pair, apart in close.items() if apart < 10} == {}


# The drawings.


def series(
    actuals: list[Point], baseline: Point | None = None, path: list[list[Asked]] | None = None, last: int = 2025
) -> Series:
    known = [*([baseline] if baseline else []), *actuals]
    values = {year: same(format(value, "f")) for year, value in known}
    return Series(2020, 2024, last, baseline, path or [], [], actuals, values, "on_track", NOTHING, NOTHING)


def spots(drawing: chart.Drawing, kind: str) -> list[list[tuple[float, float]]]:
    return [list(stroke.spots) for stroke in drawing.strokes if stroke.kind == kind]


def marks(drawing: chart.Drawing, kind: str) -> list[tuple[float, float]]:
    return [(mark.x, mark.y) for mark in drawing.marks if mark.kind == kind]


def test_the_lowest_value_is_at_the_bottom_and_the_highest_at_the_top() -> None:
    drawn = chart.draw(series([(2023, Decimal(15)), (2024, Decimal(20))], baseline=(2020, Decimal(10))))
    assert marks(drawn, "baseline") == [(14.0, 72.0)]
    assert marks(drawn, "actual") == [(165.2, 46.0)]
    assert marks(drawn, "current") == [(215.6, 20.0)]


def test_nothing_is_drawn_over_a_missing_year() -> None:
    drawn = chart.draw(
        series([(2021, Decimal(1)), (2023, Decimal(2)), (2024, Decimal(3))], baseline=(2020, Decimal(0)))
    )
    assert [[x for x, _ in line] for line in spots(drawn, "course")] == [[14.0, 64.4], [165.2, 215.6]]


def test_a_single_value_lies_in_the_middle_without_a_line() -> None:
    drawn = chart.draw(series([(2024, Decimal(7))]))
    assert marks(drawn, "current") == [(215.6, 46.0)]
    assert spots(drawn, "course") == []


def test_no_value_at_all_leaves_the_years() -> None:
    drawn = chart.draw(series([]))
    assert drawn.marks == []
    assert [label.text.en for label in drawn.labels] == ["2024", "2020", "2025"]


def test_equal_values_are_level() -> None:
    drawn = chart.draw(series([(2023, Decimal("5.0")), (2024, Decimal(5))], baseline=(2020, Decimal(5))))
    assert {mark.y for mark in drawn.marks} == {46.0}


@pytest.mark.parametrize("size", ["1e28", "-1e28", "1e-28"])
def test_huge_and_tiny_values_keep_their_places(size: str) -> None:
    one = Decimal(size)
    drawn = chart.draw(series([(2023, one), (2024, 2 * one)]))
    assert {mark.y for mark in drawn.marks} == {20.0, 72.0}


def test_huge_values_a_hair_apart_are_level() -> None:
    drawn = chart.draw(series([(2023, Decimal("9" * 29 + "0")), (2024, Decimal("9" * 29 + "1"))]))
    assert [mark.y for mark in drawn.marks] == [46.0, 46.0]


def test_half_a_point_is_no_cliff() -> None:
    """The height stands for a tenth of the greatest value at least: 98.5 → 98.0 is a twentieth of it."""
    drawn = chart.draw(series([(2023, Decimal("98.5")), (2024, Decimal("98.0"))]))
    (_, before), (_, after) = [(mark.x, mark.y) for mark in drawn.marks]
    assert 0 < after - before < (72 - 20) / 10
    twice = chart.draw(series([(2023, Decimal(100)), (2024, Decimal(50))]))
    assert [mark.y for mark in twice.marks] == [20.0, 72.0]


def test_the_first_and_the_last_value_stand_in_figures_away_from_the_line() -> None:
    drawn = chart.draw(series([(2023, Decimal(15)), (2024, Decimal(20))], baseline=(2020, Decimal(10))))
    figures = {label.kind: (label.text.zh, label.x, label.y) for label in drawn.labels if label.kind != "year"}
    assert figures["until"] == ("20", 215.6, 12.0), "above the mark: the line comes from below"
    assert figures["from"][:2] == ("10", 14.0)
    falling = chart.draw(series([(2023, Decimal(20)), (2024, Decimal(10))]))
    assert [(label.text.zh, label.y) for label in falling.labels if label.kind != "year"] == [
        ("20", 12.0),
        ("10", 87.0),
    ]
    alone = chart.draw(series([(2024, Decimal(7))]))
    assert [(label.kind, label.text.zh) for label in alone.labels if label.kind != "year"] == [("until", "7")]


SIDES: dict[str, tuple[str | None, str | None, list[float]]] = {
    "at least: above the line": ("10", None, [2, 2, 46, 46]),
    "at most: below the line": (None, "10", [46, 46, 90, 90]),
    "a range: between its ends": ("5", "15", [20, 20, 72, 72]),
}


@pytest.mark.parametrize(("low", "high", "heights"), SIDES.values(), ids=SIDES)
def test_the_side_that_meets_the_requirement_is_shaded(low: str | None, high: str | None, heights: list[float]) -> None:
    ends = low and Decimal(low), high and Decimal(high)
    drawn = chart.draw(series([], path=[[Asked(2021, *ends), Asked(2025, *ends)]]))
    (side,) = spots(drawn, "met")
    assert sorted(y for _, y in side) == heights
    assert {x for x, _ in side} == {64.4, 266.0}
    assert len(spots(drawn, "path")) == len([end for end in ends if end])


def test_everything_stays_inside() -> None:
    for _, indicators in report(COUNTIES["shipped"]).indicators:
        for each in indicators:
            drawn = chart.draw(each.series)
            found = [spot for stroke in drawn.strokes for spot in stroke.spots]
            found += [(mark.x, mark.y) for mark in drawn.marks] + [(label.x, label.y) for label in drawn.labels]
            assert all(0 <= x <= chart.WIDTH and 0 <= y <= chart.HEIGHT for x, y in found)


def test_a_requirement_of_one_year_is_a_dash() -> None:
    drawn = chart.draw(series([], path=[[Asked(2024, Decimal(3), None)]]))
    assert spots(drawn, "path") == [[(210.6, 46.0), (220.6, 46.0)]]


def test_years_too_close_are_left_out_but_never_the_scored_one() -> None:
    assert [label.text.en for label in chart.draw(series([], last=2060)).labels] == ["2024", "2060"]


# The path of requirements: cells, how it runs between milestones, the lines it is drawn along.
PATHS: dict[str, tuple[str, str, CoursePath, list[list[tuple[int, str]]]]] = {
    "sloped": (
        "direction: rising, baseline: 10",
        "2022: 20, 2025: 50",
        "linear",
        [[(2020, "10"), (2021, "15"), (2022, "20"), (2023, "30"), (2024, "40"), (2025, "50")]],
    ),
    "in steps": (
        "direction: rising, baseline: 10",
        "2022: 20, 2025: 50",
        "step",
        [[(2022, "20"), (2023, "20"), (2024, "20"), (2025, "20"), (2025, "50")]],
    ),
    "a hold is level": (
        "direction: keep stable, baseline: 10, worse: lower",
        "2022: 持续巩固",
        "linear",
        [[(year, "10") for year in range(2021, 2025)]],
    ),
    "a range has two": (
        "direction: keep stable, baseline: 10",
        "2022: 8–12",
        "linear",
        [[(year, "8") for year in range(2021, 2025)], [(year, "12") for year in range(2021, 2025)]],
    ),
    "words have none": ("direction: rising, baseline: 10", "2022: 稳步提升", "linear", []),
}


@pytest.mark.parametrize(("indicator", "cells", "path", "expected"), PATHS.values(), ids=PATHS)
def test_the_path_of_requirements(
    indicator: str, cells: str, path: CoursePath, expected: list[list[tuple[int, str]]]
) -> None:
    book = county(indicator, targets=f"1: {{{cells}}}", actuals={2024: "1: 11"})
    drawn = report(book, path=path).indicators[0][1][0].series
    lines = [
        [(asked.period, format(end, "f")) for asked in run if (end := getattr(asked, side)) is not None]
        for side in ("low", "high")
        for run in drawn.path
    ]
    assert [line for line in lines if line] == expected


# The same of a part-year: what it is asked stands on the line, or, of a goal of its own year, by itself.
JUNE = up_to(2024, 6)
PATHS_IN_JUNE: dict[str, tuple[str, str, list[list[tuple[Period, str]]]]] = {
    "a level": (
        "direction: rising, baseline: 10",
        "2022: 20, 2024: 40",
        [[(2020, "10"), (2021, "15"), (2022, "20"), (2023, "30"), (JUNE, "35"), (2024, "40")]],
    ),
    "in steps": (
        "direction: keep stable, worse: lower",
        "2022: 20, 2024: 40",
        [[(2021, "20"), (2022, "20"), (2023, "20"), (JUNE, "20"), (2024, "20"), (2024, "40")]],
    ),
    "a count": (
        "direction: rising, timing: count",
        "2023: 100, 2024: 120",
        [[(2023, "100"), (2024, "100"), (2024, "120")], [(JUNE, "60")]],
    ),
    "a rate": ("direction: rising, timing: rate", "2024: 6", [[(2024, "6")], [(JUNE, "6")]]),
}


@pytest.mark.parametrize(("indicator", "cells", "expected"), PATHS_IN_JUNE.values(), ids=PATHS_IN_JUNE)
def test_the_path_of_requirements_in_a_part_year(
    indicator: str, cells: str, expected: list[list[tuple[Period, str]]]
) -> None:
    made = report(county(indicator, targets=f"1: {{{cells}}}", actuals={2023: "1: 11"}), JUNE)
    drawn = made.indicators[0][1][0].series
    assert [
        [(asked.period, format(asked.low, "f")) for asked in run if asked.low is not None] for run in drawn.path
    ] == (expected)
    assert f"2024-06 required ≥{dict(expected[-1])[JUNE]}" in drawn.words.en
    now = next(stroke for stroke in chart.draw(drawn).strokes if stroke.kind == "now").spots[0][0]
    assert any(x - 5 <= now <= x + 5 for run in spots(chart.draw(drawn), "path") for x, _ in run)


@pytest.mark.parametrize(
    ("progress", "elapsed", "end", "beyond"),
    [("1/2", "4/5", 50.0, []), ("39/20", "4/5", 100.0, ["more"]), ("-3/10", "1", 0.0, ["less"]), ("1", "1", 100.0, [])],
)
def test_progress_beyond_the_bar_is_marked(progress: str, elapsed: str, end: float, beyond: list[str]) -> None:
    drawn = chart.gauge(Fraction(progress), Fraction(elapsed))
    assert spots(drawn, "done") == [[(0, 7), (end, 7)]]
    assert spots(drawn, "elapsed")[0][0][0] == float(Fraction(elapsed) * 100)
    assert [mark.kind for mark in drawn.marks] == beyond


def test_shares_fill_the_bar() -> None:
    parts = [(STANDINGS["on_track"], 2), (STANDINGS["behind"], 1)]
    assert [(part.x, part.width) for part in chart.shares(parts)] == [(0, 662.7), (666.7, 329.3)], "white between them"
    assert chart.shares([]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_template_writes_the_same_page(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `hatch_build.py` puts into a wheel."""
    for name, code in page_template.compiled():
        (tmp_path / name).write_text(code, encoding="utf-8")
    with monkeypatch.context() as built:
        built.setattr(page_template, "COMPILED", tmp_path)
        built.setattr(page_template, "TEMPLATES", tmp_path / "none")
        compiled_page = render(report(COUNTIES["shipped"]), language)
    assert compiled_page == render(report(COUNTIES["shipped"]), language)


# The command.


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the data of three bodies, two of them with names that are no names of files."""
    write(
        tmp_path / "data",
        "direction: rising, baseline: 10, departments: ['a/b:c', CON]",
        "direction: rising, baseline: 10, departments: ['A/B:C']",
        targets="1: {2022: 20, 2025: 40}, 2: {2022: 20, 2025: 40}",
        actuals={2023: "1: 20, 2: 20", 2024: "1: 22, 2: "},
        departments="{name: 'a/b:c'}, {name: 'A/B:C'}, {name: CON, name_en: Third Bureau}",
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GONGFU_DATA", raising=False)
    return tmp_path


def test_split_writes_a_page_a_department_under_names_that_every_system_takes(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And one for all that leads to them, as they lead to it."""
    assert run(["report", "2024", "--split", "out/pages", "--lang", "zh"]) == 0
    assert capsys.readouterr().err == "已写入 out/pages：4 页\n"
    pages = {path.name: parsed(path.read_text(encoding="utf-8")) for path in (here / "out" / "pages").iterdir()}
    assert sorted(pages) == ["2024-A_B_C~2.html", "2024-CON.html", "2024-a_b_c.html", "index.html"]
    away = {name: {href for href in page.attributes("href") if href[0] != "#"} for name, page in pages.items()}
    assert away.pop("index.html") == {"2024-a_b_c.html", "2024-A_B_C~2.html", "2024-CON.html"}
    assert all("index.html" in hrefs for hrefs in away.values())
    assert all(href in pages for hrefs in away.values() for href in hrefs)
    assert "CON没有牵头的评价指标。" in pages["2024-CON.html"].text and "配合" in pages["2024-CON.html"].text


def test_a_department_by_any_of_its_names(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "--department", "Third Bureau", "-o", "page.html", "--lang", "en"]) == 0
    assert "<title>表 · 2024 · Third Bureau</title>" in (here / "page.html").read_text(encoding="utf-8")
    assert run(["report", "--department", "nobody", "-o", "other.html", "--lang", "en"]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("there is no department “nobody”.")
    assert not (here / "other.html").exists()


@pytest.mark.parametrize("where", [[], ["-o", "page.html", "--split", "pages"]])
def test_one_place_to_write_to_is_named(here: Path, where: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "2024", *where, "--lang", "en"]) == 2
    assert capsys.readouterr().err == "say where to write it: -o FILE or --split DIR\n"


def test_a_folder_that_cannot_be_made_is_one_sentence(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "2024", "--split", "data/indicators.yaml", "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("data/indicators.yaml cannot be made: ")
