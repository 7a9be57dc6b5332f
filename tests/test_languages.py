"""A screen in English holds no Chinese but names and what files say; one in Chinese no English but names, commands and
units."""

import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from python_calamine import CalamineWorkbook

from gongfu_cli.book import wording
from gongfu_cli.book.scalars import Baseline
from gongfu_cli.book.wording import gloss, read_cell
from gongfu_cli.sheets.phrases import indicators_of, numbers_of

SHIPPED = Path(__file__).parents[1] / "data"
Run = Callable[..., tuple[int, str, str]]
HANZI = re.compile(r"[\u3000-\u303f\u3400-\u9fff，：；！？（）]")
SCREENS = [
    ["score", "2024"],
    ["score", "2025"],
    ["score", "2025", "--targets", "latest"],
    ["diff", "2023", "2024", "--all"],
    ["trend"],
    *(["explain", id, year] for id in ("1", "2", "3") for year in ("2024", "2025")),
    ["check", "--notes"],
]
OF_THE_SHIPPED = [
    ["explain", id, year] for id in ("10", "18", "21", "33", "38", "39", "51") for year in ("2024", "2025")
]


@pytest.fixture(autouse=True)
def _wide(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "600")


# Wordings


def test_every_wording_that_is_known_has_its_english() -> None:
    for form in (form for forms in wording.KNOWN.values() for form in forms):
        for text in (form, f"力争{form}") if form != "——" else (form,):
            assert read_cell(text)
            assert not HANZI.search(gloss(text)), text


GLOSSES = {
    "维持在合理区间": "within a reasonable range",
    "完成上级下达指标": "as assigned by the higher level",
    "全省前列": "among the best in the province",
    "稳中有升": "steady with a rise",
    "40左右": "about 40",
    "第一": "first",
    "前三": "top 3",
    "全覆盖": "full coverage",
    "清零": "none left",
    "７０以上": "≥70",
    "力争突破28": ">28",
    "0.3～0.4": "0.3–0.4",
    "": "——",
}


@pytest.mark.parametrize(("text", "english"), GLOSSES.items())
def test_a_wording_reads_in_english(text: str, english: str) -> None:
    assert gloss(text) == english


def test_an_estimated_baseline_reads_in_english() -> None:
    cells = (Baseline("预计55.0", Decimal("55.0"), estimated=True), Baseline("55", Decimal(55)), Baseline("——", None))
    assert [cell.gloss for cell in cells] == ["55.0 (est.)", "55", "——"]


# Numbers of indicators


def test_people_say_how_many_indicators_there_are_and_how_many_rows() -> None:
    """Rows that share what stands before a dot are one indicator."""
    assert indicators_of(["19", "20.1", "20.2"]) == ("2项（3个分项）", "2 indicators (3 rows)")
    assert indicators_of(["19", "20"]) == ("2项", "2 indicators")
    assert indicators_of(["20.1"]) == ("1项", "1 indicator")
    assert indicators_of([]) == ("0项", "0 indicators")


def test_rows_go_by_their_number_in_running_text() -> None:
    assert numbers_of(["57"]) == ("第57号", "no. 57")
    assert numbers_of(["3", "20.1"]) == ("第3、20.1号", "no. 3, 20.1")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_shipped_table_is_61_indicators_53_of_them_evaluated(gongfu: Run, lang: str) -> None:
    out = gongfu("score", "2024", "--data", str(SHIPPED), "--lang", lang)[1]
    for sentence in {
        "zh": [
            "61项（62个分项）中有57项（58个分项），以 * 标出",
            "类别：评价指标53项（54个分项）",
            "\n评价指标53项（54个分项）：",
        ],
        "en": ["57 indicators (58 rows) of 61 indicators (62 rows)", "Categories: 53 evaluation indicators (54 rows)"],
    }[lang]:
        assert sentence in out


# English screens


def in_files(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every text of the data files: its key, what it says, and the mapping that it stands in."""

    def walk(node: Any, key: str, owner: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
        if isinstance(node, dict):
            for name, value in node.items():
                yield from walk(value, str(name), node)
        elif isinstance(node, list):
            for value in node:
                yield from walk(value, key, owner)
        else:
            yield key, str(node), owner

    for file in folder.rglob("*.yaml"):
        yield from walk(yaml.safe_load(file.read_text(encoding="utf-8")), "", {})


def without_what_files_say(text: str, folder: Path) -> str:
    """A screen without sources, remarks and the names that have no English, and without the lines quoted."""
    texts = list(in_files(folder))
    english = {
        said
        for key, said, owner in texts
        if key in ("name", "title") and (owner.get("name_en") or owner.get("title_en"))
    }
    allowed = {said for key, said, _ in texts if key in ("source", "note", "differs")}
    allowed |= {
        said
        for key, said, owner in texts
        if key in ("name", "title", "category", "departments", "unit")
        and not owner.get(f"{key}_en")
        and said not in english
    }
    for said in sorted(allowed, key=len, reverse=True):
        text = text.replace(said, "")
    return re.sub(r"(?m)^ *\d+ \|.*$|“[^”]*”|(?<=write: ).*$", "", text)


def without_printed_cells(text: str, folder: Path) -> str:
    """A screen of `explain` without the cells that stand as printed, each with its English in brackets behind it."""
    cells = {said for key, said, _ in in_files(folder) if key.isdigit() or key in ("cell", "baseline")}
    for cell in sorted(cells, key=len, reverse=True):
        text = text.replace(f"  {cell} (", "  (")
    return text


@pytest.mark.parametrize("command", [*SCREENS, *OF_THE_SHIPPED], ids=" ".join)
@pytest.mark.parametrize("shipped", [True, False], ids=["shipped", "small"])
def test_an_english_screen_holds_no_chinese_but_names_and_what_files_say(
    gongfu: Run, data: Path, command: list[str], shipped: bool
) -> None:
    if command in OF_THE_SHIPPED and not shipped:
        pytest.skip("a row of the shipped table")
    folder = SHIPPED if shipped else data
    code, out, err = gongfu(*command, "--data", str(folder), "--lang", "en")
    assert code == 0, err
    text = without_what_files_say(out, folder)
    text = without_printed_cells(text, folder) if command[0] == "explain" else text
    assert [line for line in text.splitlines() if HANZI.search(line)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("shipped", [True, False], ids=["shipped", "small"])
def test_the_form_and_its_receipt_are_in_one_language(
    gongfu: Run, data: Path, tmp_path: Path, shipped: bool, lang: str
) -> None:
    """Its departments go by the names that `import` knows them by."""
    folder = data
    if shipped:
        folder = tmp_path / "shipped" / "data"
        shutil.copytree(SHIPPED, folder)
    form = tmp_path / "form.xlsx"
    assert gongfu("template", "2026", "-o", str(form), "--data", str(folder), "--lang", lang)[0] == 0
    book = CalamineWorkbook.from_path(form)
    cells = [
        str(cell) for name in book.sheet_names for line in book.get_sheet_by_name(name).to_python() for cell in line
    ]
    code, out, _ = gongfu("import", str(form), "--data", str(folder), "--lang", lang)
    assert code == 0
    names = [said for key, said, owner in in_files(folder) if key in ("name", "aliases") and "attribute" not in owner]
    text = "\n".join([*cells, out])
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    assert foreign(without_what_files_say(text, folder), folder, lang) == []


# Chinese screens

NAMES = "gongfu|xlsx|xls|et|ods|csv|table|n|m|p"
AS_TYPED = re.compile(
    r"--?[a-z][\w-]*|\$\w+|[\w./-]*\.(?:yaml|xlsx|html|csv)\S*|GF\d+ [a-z-]+|\[[A-Za-z|_-]+\]|\b[A-Z][A-Z0-9_.&-]*\b"
)


def foreign(text: str, folder: Path, lang: str) -> list[str]:
    """What is not of the language in a text."""
    if lang == "en":
        return HANZI.findall(text)
    for said in sorted({said for _, said, _ in in_files(folder)}, key=len, reverse=True):
        text = text.replace(said, "") if re.search("[a-zA-Z]", said) and HANZI.search(said) else text
    return [word for word in re.findall("[A-Za-z]+", AS_TYPED.sub("", text)) if not re.fullmatch(NAMES, word)]


@pytest.mark.parametrize("command", [*SCREENS, *OF_THE_SHIPPED], ids=" ".join)
def test_a_chinese_screen_holds_no_english_but_names_and_what_is_typed(gongfu: Run, command: list[str]) -> None:
    code, out, err = gongfu(*command, "--data", str(SHIPPED), "--lang", "zh")
    assert code == 0, err
    text = re.sub(r"(?m)^ *\d+ \|.*$", "", out)
    assert foreign(text, SHIPPED, "zh") == []
