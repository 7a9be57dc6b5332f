"""The page of `gongfu report`: what it says, in which order, and that nothing from a file is ever run."""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from tables import county

from gongfu_cli.book.book import Book, Register
from gongfu_cli.book.folder import load
from gongfu_cli.book.model import Actuals, Department, Indicator
from gongfu_cli.checks.run import check
from gongfu_cli.formats import chart, page_template
from gongfu_cli.formats.html import render
from gongfu_cli.language.phrase import NOTHING, Language, Phrase
from gongfu_cli.language.terms import STANDINGS
from gongfu_cli.scoring.diff import compare
from gongfu_cli.scoring.requirement import Path as CoursePath
from gongfu_cli.scoring.scorecard import score
from gongfu_cli.sheets.report import Report, report_of
from gongfu_cli.sheets.series import Point, Series

LANGUAGES: tuple[Language, ...] = ("zh", "en")
VOID = {"meta", "link", "img", "br", "hr", "input"}
KNOWN = {"html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "h1", "h2", "h3"}
KNOWN |= {"p", "a", "b", "div", "span", "ul", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th"}
KNOWN |= {"td", "svg", "desc", "polyline", "path", "rect", "text"}


def report(book: Book, year: int = 2024, path: CoursePath = "linear") -> Report:
    card = score(book, year, path)
    before = [each for each in book.years if book.table.baseline_year < each < year]
    return report_of(card, compare(score(book, before[-1], path), card) if before else None)


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


def parsed(html: str) -> Page:
    page = Page()
    page.feed(html)
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
            expected += [text for other in each.others for text in other] + [each.series.title, each.series.words]
            texts = [each.link.id, each.unit, each.progress_text, *(phrase.to(language) for phrase in expected)]
            assert [text for text in texts if squeezed(text) not in said] == []
    assert shown == len(page.rows)


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
    html = render(made, language)
    shown = html.partition("<body>")[2].partition("</body>")[0]
    assert parsed(shown).text.strip().startswith(FIRST_LINES[language])
    assert f'@bottom-left {{ content: "{made.reminder.to(language)}"' in html
    assert made.reminder and FIRST_LINES[language].startswith(made.reminder.to(language))


def test_without_illustrative_data_there_is_no_warning() -> None:
    html = render(report(PLAIN), "zh")
    assert "示例数据" not in html and "@bottom-left" not in html


def test_illustrative_values_of_earlier_years_are_warned_of_too() -> None:
    book = county(
        "direction: rising, baseline: 10",
        targets="1: {2025: 40}",
        actuals={2023: "1: {value: 20, status: illustrative}", 2024: "1: 34"},
    )
    assert report(book).notice.zh == "含示例数据，非官方（2023年的数值）"
    assert "2023实际20*" in squeezed(render(report(book), "zh")).replace("</dt><dd>", "")


def test_the_headline_says_what_is_judged_and_what_is_missing() -> None:
    figures = {
        figure.label.en: (figure.value.en, figure.of.en, [note.en for note in figure.notes])
        for figure in report(COUNTIES["shipped"]).figures
    }
    assert figures["On track"] == ("80.0%", "", ["40 of the 50 rows judged, of 54 evaluation rows"])
    assert figures["With a gap"] == ("10", "rows", ["4 slightly behind", "4 behind", "2 regressed"])
    assert figures["Not judged"] == ("4", "rows", ["1 no data", "1 target pending", "2 not due"])
    assert figures["Illustrative"][:2] == ("51", "of 54 rows")


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
    assert first.name == Phrase("县经信局", "County Economy and Information Technology Bureau")
    assert [(row.id, row.standing.words.en) for row in first.gaps] == [("9", "behind"), ("6", "slightly behind")]


def test_what_changed() -> None:
    changes = report(PLAIN).changes
    assert changes
    said = [
        (
            title.zh,
            [
                (move.row.id, *(text.zh for text in (*move.values, move.movement.words, move.was.words)), now.zh)
                for move in rows
                for now in [move.row.standing.words]
            ],
        )
        for title, rows in changes.moves
    ]
    assert said == [
        ("新出现差距", [("2", "30", "20", "变差", "符合进度", "滞后")]),
        ("差距已消除", [("1", "20", "34", "改善", "滞后", "符合进度")]),
    ]


def test_sources_name_documents_and_count_values() -> None:
    assert [tuple(phrase.en for phrase in line) for line in report(PLAIN).sources] == [
        ("Indicator table", "某文件", ""),
        ("Targets", "文件2021 (2021-11-09)", "decides"),
        ("Actuals, 2023 (2), 2024 (2)", "公报", "published"),
    ]


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
    html = render(report(hostile()), language)
    page = parsed(html)
    assert {tag for tag, _ in page.tags} <= KNOWN
    assert not page.attributes("src") and not page.attributes("onerror")
    assert "<script" not in html and "\x1b" not in html and "\u202e" not in html and "49" not in page.rows["row-1"]
    row = page.rows["row-1"]
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
    assert '<span lang="zh-CN">万元</span>' in render(report(COUNTIES["shipped"]), "en")
    assert '<span lang="zh-CN">A' not in render(report(LONG), "en")


# Contrast, from the style sheet itself.


def brightness(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([brightness(one), brightness(other)])
    return (light + 0.05) / (dark + 0.05)


def test_text_and_its_ground_are_far_enough_apart() -> None:
    style = parsed(render(report(SPARSE), "zh")).style
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", style.replace("#fff;", "#ffffff;")))
    tones = {look.tone for look in STANDINGS.values()} - {"muted"}
    pairs: list[tuple[str, str]] = [
        (tone, ground) for tone in tones for ground in ("paper", f"{tone}-wash", "notice-wash")
    ]
    pairs += [(tone, ground) for tone in ("ink", "muted", "link") for ground in ("paper", "wash", "notice-wash")]
    assert [(a, b) for a, b in pairs if contrast(colours[a], colours[b]) < 4.5] == []


# The drawings.


def series(
    actuals: list[Point], baseline: Point | None = None, path: list[list[Point]] | None = None, last: int = 2025
) -> Series:
    return Series(2020, 2024, last, baseline, path or [], [], actuals, "on_track", NOTHING, NOTHING)


def spots(drawing: chart.Drawing, kind: str) -> list[list[tuple[float, float]]]:
    return [list(stroke.spots) for stroke in drawing.strokes if stroke.kind == kind]


def marks(drawing: chart.Drawing, kind: str) -> list[tuple[float, float]]:
    return [(mark.x, mark.y) for mark in drawing.marks if mark.kind == kind]


def test_the_lowest_value_is_at_the_bottom_and_the_highest_at_the_top() -> None:
    drawn = chart.draw(series([(2023, Decimal(15)), (2024, Decimal(20))], baseline=(2020, Decimal(10))))
    assert marks(drawn, "baseline") == [(14.0, 56.0)]
    assert marks(drawn, "actual") == [(117.2, 32.0)]
    assert marks(drawn, "current") == [(151.6, 8.0)]


def test_nothing_is_drawn_over_a_missing_year() -> None:
    drawn = chart.draw(
        series([(2021, Decimal(1)), (2023, Decimal(2)), (2024, Decimal(3))], baseline=(2020, Decimal(0)))
    )
    assert [[x for x, _ in line] for line in spots(drawn, "course")] == [[14.0, 48.4], [117.2, 151.6]]


def test_a_single_value_lies_in_the_middle_without_a_line() -> None:
    drawn = chart.draw(series([(2024, Decimal(7))]))
    assert marks(drawn, "current") == [(151.6, 32.0)]
    assert spots(drawn, "course") == []


def test_no_value_at_all_leaves_the_years() -> None:
    drawn = chart.draw(series([]))
    assert drawn.marks == []
    assert [label.text for label in drawn.labels] == ["2024", "2020", "2025"]


def test_equal_values_are_level() -> None:
    drawn = chart.draw(series([(2023, Decimal("5.0")), (2024, Decimal(5))], baseline=(2020, Decimal(5))))
    assert {mark.y for mark in drawn.marks} == {32.0}


@pytest.mark.parametrize("size", ["1e28", "-1e28", "1e-28"])
def test_huge_and_tiny_values_keep_their_places(size: str) -> None:
    one = Decimal(size)
    drawn = chart.draw(series([(2023, one), (2024, 2 * one)]))
    assert {mark.y for mark in drawn.marks} == {8.0, 56.0}


def test_huge_values_a_hair_apart_are_told_apart() -> None:
    drawn = chart.draw(series([(2023, Decimal("9" * 29 + "0")), (2024, Decimal("9" * 29 + "1"))]))
    assert [mark.y for mark in drawn.marks] == [56.0, 8.0]


def test_everything_stays_inside() -> None:
    for _, indicators in report(COUNTIES["shipped"]).indicators:
        for each in indicators:
            drawn = chart.draw(each.series)
            found = [spot for stroke in drawn.strokes for spot in stroke.spots] + [(m.x, m.y) for m in drawn.marks]
            assert all(0 <= x <= chart.WIDTH and 0 <= y <= chart.HEIGHT for x, y in found)


def test_a_requirement_of_one_year_is_a_dash() -> None:
    drawn = chart.draw(series([], path=[[(2024, Decimal(3))]]))
    assert spots(drawn, "path") == [[(146.6, 32.0), (156.6, 32.0)]]


def test_years_too_close_are_left_out_but_never_the_scored_one() -> None:
    assert [label.text for label in chart.draw(series([], last=2050)).labels] == ["2024", "2050"]


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
    assert [[(year, format(value, "f")) for year, value in line] for line in drawn.path] == expected


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
    assert [(part.x, part.width) for part in chart.shares(parts)] == [(0, 666.7), (666.7, 333.3)]
    assert chart.shares([]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_template_writes_the_same_page(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `hatch_build.py` puts into a wheel."""
    text = Path(page_template.__file__).with_name(page_template.PAGE).read_text(encoding="utf-8")
    code = page_template.environment("en").compile(text, page_template.PAGE, raw=True, defer_init=True)
    (tmp_path / page_template.module_name()).write_text(code, encoding="utf-8")
    monkeypatch.setattr(page_template, "COMPILED", tmp_path)
    compiled = page_template.environment(language).get_template(page_template.PAGE)
    assert compiled.filename != str(Path(page_template.__file__).with_name(page_template.PAGE))
    page = report(COUNTIES["shipped"])
    compiled_page = render(page, language)
    monkeypatch.setattr(page_template, "COMPILED", "compiled")
    assert compiled_page == render(page, language)
