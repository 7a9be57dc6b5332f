"""Tables for the eye: whole screens of a small county against golden files, and that nothing is ever cut.

After a change that is meant to change a screen, write the golden files anew and read the difference:

    GONGFU_UPDATE_GOLDEN=1 pytest tests/test_tables.py
    git diff tests/golden
"""

import io
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import load
from gongfu_cli.checks.run import check
from gongfu_cli.formats import folding, table
from gongfu_cli.language.phrase import BETWEEN_WORDS, NOTHING, Language, same
from gongfu_cli.language.terms import PARTS
from gongfu_cli.scoring.diff import compare
from gongfu_cli.scoring.region import Region, Tallied
from gongfu_cli.scoring.scorecard import Scorecard, score
from gongfu_cli.sheets import captions
from gongfu_cli.sheets.counties import rows_sheet, seen, tallied_sheet
from gongfu_cli.sheets.diff import comparison_sheet
from gongfu_cli.sheets.explanation import explanation_sheet
from gongfu_cli.sheets.scorecard import scorecard_sheet
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def book_of(folder: Path) -> Book:
    """The book of a folder that is called `data` in what is said, wherever it lies."""
    book = check(load(folder, lambda path: f"data/{path.relative_to(folder).as_posix()}")).book
    assert book
    return book


@pytest.fixture(scope="module")
def book() -> Book:
    """The small county."""
    return book_of(GOLDEN / "county")


@pytest.fixture(scope="module")
def shipped() -> Book:
    return book_of(Path(__file__).parents[1] / "data")


def score_screen(book: Book) -> Sheet:
    card = score(book, 2024)
    return scorecard_sheet(card, card.rows, PARTS)


def further_screen(book: Book) -> Sheet:
    card = score(book, 2025)
    return scorecard_sheet(card, card.rows, PARTS)


def diff_screen(book: Book) -> Sheet:
    comparison = compare(score(book, 2023), score(book, 2024))
    return comparison_sheet(comparison, comparison.changes)


def diff_all_screen(book: Book) -> Sheet:
    comparison = compare(score(book, 2023), score(book, 2024))
    return comparison_sheet(comparison, comparison.changes, everything=True)


def counties(book: Book) -> Iterator[tuple[Region, Scorecard]]:
    """The small county twice, in two years."""
    for name in ("counties/linhai", "counties/another"):
        for year in (2023, 2024):
            yield Region(name, "main", book.table.title, book.table.title_en), score(book, year)


def compare_screen(book: Book) -> Sheet:
    return tallied_sheet([Tallied.of(region, card) for region, card in counties(book)], ["counties/gone"])


def compare_indicator_screen(book: Book) -> Sheet:
    lines = [line for region, card in counties(book) for line in seen(region, card, card.rows[:3])]
    return rows_sheet(lines, [f"counties/{n}" for n in range(25)])


def explain_screen(id: str) -> Callable[[Book], Sheet]:
    def screen(book: Book) -> Sheet:
        card = score(book, 2024)
        return explanation_sheet(card, next(row for row in card.rows if row.indicator.id == id))

    return screen


SCREENS: dict[str, Callable[[Book], Sheet]] = {
    "score": score_screen,
    "score-further": further_screen,
    "diff": diff_screen,
    "diff-all": diff_all_screen,
    "compare": compare_screen,
    "compare-indicator": compare_indicator_screen,
    "explain-interpolated": explain_screen("1"),
    "explain-regressed": explain_screen("2"),
    "explain-attested": explain_screen("3"),
    "explain-range": explain_screen("4"),
    "explain-course": explain_screen("5.2"),
    "explain-tolerance": explain_screen("7"),
    "explain-not-due": explain_screen("8"),
}
WIDTHS = {"80": 80, "160": 160, "piped": None}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("screen", SCREENS)
def test_golden(book: Book, screen: str, width: str, language: Language) -> None:
    text = table.render(SCREENS[screen](book), language, WIDTHS[width], color=False)
    file = GOLDEN / f"{screen}.{language}.{width}.txt"
    if os.environ.get("GONGFU_UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_every_golden_file_belongs_to_a_test() -> None:
    named = {f"{screen}.{lang}.{width}.txt" for screen in SCREENS for lang in LANGUAGES for width in WIDTHS}
    assert {file.name for file in GOLDEN.glob("*.txt")} == named


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_colours_change_nothing_but_colours(book: Book, screen: str, language: Language) -> None:
    sheet = SCREENS[screen](book)
    colored = table.render(sheet, language, 100, color=True)
    assert "\x1b[" in colored
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert [line.rstrip() for line in stripped.split("\n")] == table.render(sheet, language, 100, color=False).split(
        "\n"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_no_title_stands_over_nothing(book: Book, screen: str, language: Language) -> None:
    """Defect 15: a grid without rows is left out."""
    lines = table.render(SCREENS[screen](book), language, 160, color=False).split("\n")
    for n, line in enumerate(lines):
        if line and not line.strip("─"):
            assert lines[n + 1].strip(), lines[n - 1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", ["score", "diff-all"])
@pytest.mark.parametrize("width", [80, 100, 120, 140, 160, 180, None], ids=str)
def test_a_unit_is_shown_once(book: Book, screen: str, width: int | None, language: Language) -> None:
    """In a column of its own, or behind the name where that column had to go."""
    text = table.render(SCREENS[screen](book), language, width, color=False)
    header = next(line for line in text.split("\n") if line.startswith(("序号", "No.")))
    own_column = re.search(r"\b(单位|Unit)\b", header) is not None
    behind = "（万元）" in text or "(万元)" in text
    assert own_column != behind


def test_the_worst_standing_of_a_department_is_final_where_its_rows_are(data: Path) -> None:
    """Defect 13: a row elsewhere that has no milestone changes nothing about it."""
    targets = data / "targets_2021.yaml"
    text = targets.read_text(encoding="utf-8").replace("8: {2022: ——, 2025: 60}", "8: {2022: ——, 2025: ——}")
    targets.write_text(text, encoding="utf-8")
    text = table.render(further_screen(book_of(data)), "zh", None, color=False)
    line = next(line for line in text.split("\n") if line.startswith("县民社局"))
    assert "● 完成" in line


# Nothing is cut


def ink(text: str) -> Counter[str]:
    """The characters of a text, without rules and blanks."""
    return Counter(re.sub(r"[\s─]", "", text))


def shown(grid: Grid, language: Language, text: str) -> list[int]:
    """Which columns a rendered grid has. A column that can be left out is never folded unless all of them are gone,
    so its title, or its first text, stands in one piece."""
    rows = [row for group in grid.groups for row in group.rows]
    first_line = text.split("─")[0].split("\n", 1)[-1]
    kept = []
    for n, column in enumerate(grid.columns):
        mark = column.title.to(language) or next((row[n].to(language) for row in rows if row[n].to(language)), "")
        place = first_line if column.title.to(language) else text
        if not column.drop or re.search(rf"(^|  ){re.escape(mark)}($|  )", place, re.MULTILINE):
            kept.append(n)
    return kept


def expected_ink(grid: Grid, language: Language, kept: Sequence[int]) -> Counter[str]:
    """The characters that a grid with these columns has to have; a cell says its narrow text where a column that it
    stands in for was left out."""
    left_out = [column.title for n, column in enumerate(grid.columns) if n not in kept]
    phrases = [grid.title, *(grid.columns[n].title for n in kept), *(group.heading for group in grid.groups)]
    elsewhere = [grid.columns[n].stands_in_for for n in kept]
    missed = [title for title in left_out if title and title not in elsewhere]
    phrases += [table.LEFT_OUT(columns=BETWEEN_WORDS.join(missed))] if missed else []
    texts = [phrase.to(language) for phrase in phrases]
    for n in kept:
        stands_in_for = grid.columns[n].stands_in_for
        narrow = stands_in_for in left_out if stands_in_for else bool(left_out)
        cells = [row[n] for group in grid.groups for row in group.rows]
        texts += [cell.to(language, narrow) for cell in cells]
    legend = [part.to(language) for note in grid.notes for part in note.parts or [note.text]]
    signs = [said[0] if said[1] == " " else re.split("[：:]", said)[0] for said in legend]
    there = "\n".join(texts)
    texts += [said for said, sign in zip(legend, signs, strict=True) if not left_out or sign in there]
    return ink("".join(texts))


def whole_grids(sheet: Sheet) -> list[Grid]:
    """The tables of a sheet but those that have columns which are cut on purpose, with … to show for it."""
    return [grid.shown_in("text") for grid in sheet.grids if not any(column.cut for column in grid.columns)]


def some_rows(grid: Grid, turn: int, of: int) -> Grid:
    """Every so-manyth row of each group: all rows take their turn, and a table of a few is drawn at once."""
    groups = [Group(each.heading, each.rows[turn % of :: of]) for each in grid.groups]
    return Grid(grid.title, grid.columns, groups).shown_in("text")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", ["score", "diff", "diff-all", "explain-interpolated"])
def test_nothing_is_cut_at_any_width(shipped: Book, screen: str, language: Language) -> None:
    for whole in whole_grids(SCREENS[screen](shipped)):
        text = table.render(Sheet(NOTHING, grids=[whole]), language, None, color=False)
        assert ink(text) == expected_ink(whole, language, range(len(whole.columns)))
        for width in range(60 + LANGUAGES.index(language), 201, 2 if screen == "score" else 6):
            grid = some_rows(whole, width // 2, 8)
            text = table.render(Sheet(NOTHING, grids=[grid]), language, width, color=False).strip("\n")
            assert max(cell_len(line) for line in text.split("\n")) <= width, (grid.title, width)
            assert ink(text) == expected_ink(grid, language, shown(grid, language, text)), (grid.title, width)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
def test_nothing_of_the_whole_screen_is_cut(shipped: Book, width: int, language: Language) -> None:
    for grid in whole_grids(score_screen(shipped)):
        text = table.render(Sheet(NOTHING, grids=[grid]), language, width, color=False).strip("\n")
        assert ink(text) == expected_ink(grid, language, shown(grid, language, text)), grid.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_above_and_below_are_folded_and_whole(shipped: Book, language: Language) -> None:
    sheet = score_screen(shipped)
    lines = Sheet(NOTHING, sheet.heading, [], sheet.closing)
    for width in range(60, 201):
        text = table.render(lines, language, width, color=False)
        assert max(cell_len(line) for line in text.split("\n")) <= width
        assert ink(text) == ink("".join(cell.to(language) for cell in (*sheet.heading, *sheet.closing)))


def test_a_pipe_is_as_wide_as_it_needs(shipped: Book) -> None:
    sheet = score_screen(shipped)
    text = table.render(sheet, "en", None, color=False)
    for cell in (
        cell for grid in sheet.grids for group in grid.shown_in("text").groups for row in group.rows for cell in row
    ):
        assert cell.to("en") in text


@pytest.mark.parametrize("width", range(4, 40, 3))
def test_nothing_is_cut_where_there_is_no_room_at_all(width: int) -> None:
    """Columns that may neither go nor fold are folded all the same, and are wider than the terminal before they lose
    anything."""
    cells = [Cell(same(text)) for text in ("人均生产总值", "unbreakable", "1234.5", "")]
    titles = [Column(same("指标")), Column(same("word")), Column(same("值"), "decimal"), Column(NOTHING)]
    grid = Grid(same("表"), titles, [Group(same("组"), [cells, cells[::-1]])])
    text = table.render(Sheet(NOTHING, grids=[grid]), "zh", width, color=False)
    assert ink(text) == expected_ink(grid, "zh", range(4))
    assert max(cell_len(line) for line in text.split("\n")) <= max(width, 4 * 2 + 3 * 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_console_of_rich_can_print_and_export_it(book: Book, language: Language) -> None:
    sheet = score_screen(book)
    console = Console(file=io.StringIO(), record=True, width=100, height=50, color_system="standard")
    console.print(table.drawing(sheet, language, 100), soft_wrap=True)
    lines = [line.rstrip() for line in console.export_text(clear=False).split("\n")]
    assert lines == table.render(sheet, language, 100, color=False).split("\n")
    svg = unescape(console.export_svg()).replace("\xa0", " ")
    assert sheet.heading[0].to(language)[:8] in svg


# wrap()


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("short", 5, ["short"]),
        ("two words", 5, ["two", "words"]),
        ("three short words", 11, ["three short", "words"]),
        ("three  spaces", 8, ["three", "spaces"]),
        ("≈ not official  * made up", 24, ["≈ not official", "* made up"]),  # what two spaces part is kept whole
        ("≈ not official  * made up", 12, ["≈ not", "official  *", "made up"]),  # where it fits
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("a unbreakable", 4, ["a", "unbr", "eaka", "ble"]),
        ("人均生产总值", 12, ["人均生产总值"]),
        ("人均生产总值", 5, ["人均", "生产", "总值"]),
        ("居民人均GDP之比", 9, ["居民人均", "GDP之比"]),  # a word is kept whole
        ("县发改局、县住建局", 8, ["县发改", "局、县住", "建局"]),  # no line begins with 、
        ("比重（%）", 5, ["比重", "（%）"]),  # nor ends with an opening bracket
        ("平均（微克）", 10, ["平均", "（微克）"]),
        ("Share (of all)", 8, ["Share", "(of all)"]),
        ("平", 1, ["平"]),  # no room at all: a character all the same
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert folding.wrap(text, width).split("\n") == lines


@pytest.mark.parametrize(
    ("text", "width"),
    [("〔嵊共富办〕1号 附件1〕", 22), ("目标〔2021〕", 10), ("指标【一】", 8), ("“一”“二”", 6), ("一……二", 4)],
)
def test_no_line_begins_with_a_closing_mark(text: str, width: int) -> None:
    """Defect 16: 〔〕 and the like too."""
    for line in folding.wrap(text, width).split("\n"):
        assert line[0] not in "）〕】》」”、，。；：！％"


@pytest.mark.parametrize("text", ["some text ( more text", "some text (", "甲乙丙丁（", "甲乙（ 丙丁"])
def test_wrap_keeps_a_bracket_that_nothing_follows(text: str) -> None:
    """Defect 17."""
    assert ink(folding.wrap(text, 6)) == ink(text)


prose = st.text(st.sampled_from(list("ab1 .%()（）〔〕“”、，。；人均生产总值GDP—≥\N{SUPERSCRIPT TWO}")), max_size=60)


@given(text=prose, width=st.integers(2, 40))
def test_wrap_loses_nothing_and_fits(text: str, width: int) -> None:
    """Defect 17."""
    lines = folding.wrap(text, width).split("\n")
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(cell_len(line) <= width for line in lines)


# decimally()


@pytest.mark.parametrize(
    ("texts", "padded"),
    [
        (["1", "20", "300"], ["1", "20", "300"]),
        (["1.5", "20", "0.25"], ["1.5 ", "20   ", "0.25"]),
        (["-1.5", "+20"], ["-1.5", "+20  "]),
        (["1.5*", "20", "3.25p"], ["1.5* ", "20    ", "3.25p"]),
        (["≥20.00≈", "≤3", "24.8"], ["≥20.00≈", "≤3    ", "24.8  "]),
        (["预计55", "16.94"], ["预计55   ", "16.94"]),
        (["——", "1.5", "未报", ""], ["——", "1.5", "未报", ""]),
        (["0.3–0.4", "1.25"], ["0.3–0.4", "1.25"]),
        (["稳步提升", "≥1"], ["稳步提升", "≥1"]),
        (["达到25（口径不同：只计持证人员）", "≥1.5"], ["达到25（口径不同：只计持证人员）", "≥1.5"]),
        ([], []),
    ],
)
def test_decimally(texts: list[str], padded: list[str]) -> None:
    assert folding.decimally(texts) == padded


@given(st.lists(st.from_regex(r"[≥≤+-]?(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?[*p≈]?", fullmatch=True), max_size=12))
def test_points_stand_below_each_other(texts: list[str]) -> None:
    padded = folding.decimally(texts)
    assert [each.rstrip(" ") for each in padded] == texts
    points = set()
    for each in padded:
        found = re.match(r"[≥≤+-]?\d+", each)
        assert found
        points.add(cell_len(each) - cell_len(found[0]))
    assert len(points) <= 1


# Columns


GONE = "Left out here: {}. A wider terminal shows them, or a pipe (| less -S)."
GRID = Grid(
    same("t"),
    [
        Column(same("name"), fold=6),
        Column(same("first"), drop=3),
        Column(same("second"), "right", drop=1),
        Column(same("value"), "decimal"),
    ],
    [
        Group(
            same("g"),
            [
                [
                    Cell(same("a long name"), narrow=same("short")),
                    Cell(same("xxxxx")),
                    Cell(same("yyyyyy")),
                    Cell(same("1.25")),
                ]
            ],
        )
    ],
)


def drawn(width: int | None) -> list[str]:
    return table.render(Sheet(NOTHING, grids=[GRID]), "en", width, color=False).strip("\n").split("\n")


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (None, ["t", "name         first  second  value", "─" * 33, "g", "a long name  xxxxx  yyyyyy   1.25"]),
        (33, ["t", "name         first  second  value", "─" * 33, "g", "a long name  xxxxx  yyyyyy   1.25"]),
        (28, ["t", "name    first  second  value", "─" * 28, "g", "a long  xxxxx  yyyyyy   1.25", "name"]),
        (27, ["t", "name   second  value", "─" * 20, "g", "short  yyyyyy   1.25", "first"]),
        (21, ["t", "name   second  value", "─" * 20, "g", "short  yyyyyy   1.25", "first"]),
        (20, ["t", "name   value", "─" * 12, "g", "short   1.25", "first, second"]),
        (12, ["t", "name   value", "─" * 12, "g", "short   1.25", "first, second"]),
    ],
    ids=str,
)
def test_columns_give_way_and_come_back(width: int | None, lines: list[str]) -> None:
    """First those that fold give way, down to what they may; then the one with the highest `drop` goes, which a line
    below says; what is narrow is said shorter."""
    gone = [lines.pop()] if len(lines) > 5 and width and width < 28 else []
    below = [line for words in gone for line in folding.wrap(GONE.format(words), width or 0).split("\n")]
    assert drawn(width) == lines + below


def test_a_column_in_which_nothing_stands_is_not_there() -> None:
    """To be read; a workbook has its columns always, and so has a table without rows."""
    columns = [Column(same("name")), Column(same("note"), drop=1), Column(same("more"))]
    grid = Grid(
        same("t"), columns, [Group(NOTHING, [[Cell(same("a")), Cell(NOTHING), Cell(same(text))] for text in ("", "1")])]
    )
    text = table.render(Sheet(NOTHING, grids=[grid]), "en", None, False)
    assert [line.split() for line in text.split("\n") if "name" in line] == [["name", "more"]]
    assert len(grid.shown_in("workbook").columns) == len(grid._replace(groups=[]).shown_in("text").columns) == 3


@pytest.mark.parametrize(
    ("width", "legend"),
    [
        (None, ["* a star  second: a title  ≈ not there"]),
        (30, ["* a star  second: a title"]),
        (20, ["* a star"]),
        (12, []),
    ],
)
def test_a_legend_explains_what_is_there(width: int | None, legend: list[str]) -> None:
    """Of what was left out with its column nothing is said; a line of which nothing remains is not there."""
    titles = ["name", "first", "second", "a third one"]
    columns = [Column(same(title), drop=drop) for drop, title in enumerate(titles)]
    cells = [Cell(same(text)) for text in ("a name", "1*", "2", "3")]
    notes = captions.explained([same("* a star"), same("second: a title"), same("≈ not there")])
    grid = Grid(
        same("t"), [*columns, Column(same("a third one"), drop=3)], [Group(NOTHING, [[*cells, Cell(same("3"))]])], notes
    )
    text = table.render(Sheet(NOTHING, grids=[grid]), "en", width, False)
    assert [line for line in text.split("\n") if "star" in line or "title" in line] == legend


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (25, "a long name  first  lead"),
        (23, "a long     first  lead"),
        (22, "a long name  lead"),
        (16, "a long     lead"),
        (15, "a long    lead"),
        (11, "a     lead"),
        (10, "a long"),
    ],
)
def test_before_a_tight_column_goes_all_are_made_narrower(width: int, line: str) -> None:
    """Wide enough to read as long as another can go; then as narrow as need be, so that it stays."""
    columns = [
        Column(same("name"), fold=9, tight=4),
        Column(same("next"), drop=2),
        Column(same("whose"), drop=1, fold=5, tight=4),
    ]
    cells = [Cell(same(text)) for text in ("a long name", "first", "lead")]
    text = table.render(Sheet(NOTHING, grids=[Grid(same("t"), columns, [Group(NOTHING, [cells])])]), "en", width, False)
    assert text.strip("\n").split("\n")[3] == line


def test_a_number_that_may_fold_stays_in_one_piece() -> None:
    """What is words in a column of numbers is folded; the numbers keep their points below each other."""
    cells = [Cell(same(text)) for text in ("1234.5", "完成上级下达指标", "0.125")]
    grid = Grid(same("t"), [Column(same("值"), "decimal", fold=4)], [Group(NOTHING, [[cell] for cell in cells])])
    lines = table.render(Sheet(NOTHING, grids=[grid]), "zh", 8, color=False).strip("\n").split("\n")
    assert lines[3:] == ["1234.5", "完成上级", "下达指标", "   0.125"]


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [
        ("人均生产总值", 12, "人均生产总值"),
        ("人均生产总值", 11, "人均生产总…"),
        ("人均生产总值", 10, "人均生产…"),
        ("two words", 9, "two words"),
        ("two words", 5, "two…"),
        ("word", 1, "w…"),
    ],
)
def test_cut(text: str, width: int, line: str) -> None:
    """A column may say that its texts are to stay in one line each: what goes is said by …"""
    assert folding.cut(text, width) == line


def test_a_column_that_is_cut_has_one_line_a_row() -> None:
    columns = [Column(same("name"), fold=5, cut=True), Column(same("x"))]
    grid = Grid(same("t"), columns, [Group(NOTHING, [[Cell(same("a long name")), Cell(same("1"))]])])
    lines = table.render(Sheet(NOTHING, grids=[grid]), "en", 9, color=False).strip("\n").split("\n")
    assert lines[3:] == ["a lon…  1"]


def test_the_lines_of_a_table_stand_below_it() -> None:
    grids = [grid._replace(notes=[Cell(same(f"about {name}"))]) for name, grid in (("a", GRID), ("b", GRID))]
    sheet = Sheet(NOTHING, grids=grids, closing=[Cell(same("the end"))])
    text = table.render(sheet, "en", None, color=False)
    assert [line for line in text.split("\n") if line.startswith(("about", "the", "t"))] == [
        "t", "about a", "t", "about b", "the end",
    ]  # fmt: skip


def test_colour_is_on_words_and_not_on_the_padding_behind_them() -> None:
    cells = [[Cell(same("worse"), "regressed")], [Cell(same("much worse"), "regressed")]]
    for align, line in (("left", "{}worse{}     "), ("right", "     {}worse{}")):
        grid = Grid(same("t"), [Column(same("x"), align)], [Group(NOTHING, cells)])  # type: ignore[arg-type]
        drawing = table.render(Sheet(NOTHING, grids=[grid]), "en", 80, color=True)
        assert line.format("\x1b[1;7;31m", "\x1b[0m").rstrip() in [text.rstrip() for text in drawing.split("\n")]


def test_chinese_is_two_columns_wide() -> None:
    rows = [[Cell(same("人均")), Cell(same("1"))], [Cell(same("GDP")), Cell(same("2"))]]
    grid = Grid(same("t"), [Column(same("指标")), Column(same("x"))], [Group(NOTHING, rows)])
    lines = table.render(Sheet(NOTHING, grids=[grid]), "zh", 80, color=False).split("\n")
    assert lines[-3:-1] == ["人均  1", "GDP   2"]


def test_markup_emoji_and_terminal_codes_are_only_text() -> None:
    text = same("[red]x[/red] :star: \x1b[31m\u202e")
    grid = Grid(same("t"), [Column(same("x"))], [Group(text, [[Cell(text)]])])
    drawing = table.render(Sheet(NOTHING, [Cell(text)], [grid], [Cell(text)]), "en", 80, color=False)
    assert drawing.count("[red]x[/red] :star: \ufffd[31m\ufffd") == 4
    assert "\x1b" not in drawing
