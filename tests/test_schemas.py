"""The JSON Schemas of the data files: valid, found by editors, and of one mind with `check` on what they can say."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from samples import COUNTY, FORM, county
from test_targets import BOUND_CASES, COVERAGE, RANKS, TWINS, WORDS

from gongfu_cli.book import json_schema
from gongfu_cli.book.faults import flow
from gongfu_cli.book.folder import load
from gongfu_cli.book.model import Category
from gongfu_cli.book.row import Row, read_row
from gongfu_cli.book.wording import CELL_PATTERN, read_cell
from gongfu_cli.checks import pages
from gongfu_cli.checks.pages import RulePage, Sample, SampleFile
from gongfu_cli.checks.run import check
from gongfu_cli.source.finding import Misread
from gongfu_cli.source.reading import parse

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = sorted((ROOT / "data").rglob("*.yaml"))
MADE = {name: json_schema.schema(name) for name in json_schema.NAMES}
VALIDATORS = {name: Draft202012Validator(made) for name, made in MADE.items()}
PAGES = pages.pages()
each_schema = pytest.mark.parametrize("name", json_schema.NAMES)
each_page = pytest.mark.parametrize("page", PAGES, ids=[each.code for each in PAGES])
each_shipped = pytest.mark.parametrize("path", SHIPPED, ids=[each.name for each in SHIPPED])


def kind_of(file: str) -> str:
    """The schema that a data file goes by."""
    if "actuals/" in file:
        return "actuals"
    stem = Path(file).stem
    return "targets" if stem.startswith("targets_") else stem


def accepts(file: str, content: bytes) -> bool:
    """Whether the schema of a file accepts what an editor reads in it."""
    return bool(VALIDATORS[kind_of(file)].is_valid(as_an_editor_reads(content.decode("utf-8"))))


def found(files: dict[str, bytes], folder: Path) -> set[str]:
    """The codes of the errors that `check` finds in a data folder."""
    for file, content in files.items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(content)
    return {each.code for each in check(load(folder)).findings if each.severity == "error"}


# YAML as an editor reads it: with the types of the core schema of YAML 1.2, keys as text.

CORE: list[tuple[str, Callable[[str], Any]]] = [
    (r"null|Null|NULL|~|", lambda text: None),
    (r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    (r"[-+]?[0-9]+", int),
    (r"0o[0-7]+", lambda text: int(text[2:], 8)),
    (r"0x[0-9a-fA-F]+", lambda text: int(text[2:], 16)),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
    (r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", lambda text: float(text.replace(".", ""))),
]


class _Editor(yaml.BaseLoader):
    def construct_scalar(self, node: Any) -> Any:
        if node.style is None:
            for form, typed in CORE:
                if re.fullmatch(form, node.value):
                    return typed(node.value)
        return node.value

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def as_an_editor_reads(text: str) -> Any:
    return yaml.load(text, _Editor)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("'~'", "~"),
        ("True", True),
        ("no", "no"),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("12.50", 12.5),
        ("-.inf", float("-inf")),
        ("2021-11-09", "2021-11-09"),
        ("'18'", "18"),
        ("——", "——"),
        ("{2022: [1, x]}", {"2022": [1, "x"]}),
    ],
)
def test_yaml_is_read_as_an_editor_reads_it(text: str, value: object) -> None:
    assert as_an_editor_reads(text) == value


@pytest.mark.parametrize("kind", Row.__subclasses__(), ids=lambda kind: kind.__name__)
def test_a_row_has_a_sample_of_each_field_that_is_read_without_a_fault(kind: type[Row]) -> None:
    assert kind.sample.keys() == kind.model_fields.keys()
    text = "".join(f"{name}: {flow(sample)}\n" for name, sample in kind.sample.items())
    assert read_row(kind, parse(text.encode(), "").root)[1] == []


def test_the_place_of_what_is_not_written_is_that_of_the_row() -> None:
    row, _ = read_row(Category, parse("name: 经济\n".encode(), "").root)
    assert row
    assert row.key_place("name_en") == row.value_place("name_en") == row.place == row.key_place("name")


# The schemas themselves; that those in schemas/ are fresh is tested with the other generated documents.


@each_schema
def test_schema_is_valid(name: str) -> None:
    assert MADE[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(MADE[name])
    assert VALIDATORS[name].META_SCHEMA["$id"] == MADE[name]["$schema"]


@each_schema
def test_schema_is_self_contained(name: str) -> None:
    references = re.findall(r'"\$ref": "(.*?)"', json.dumps(MADE[name]))
    assert all(each.startswith("#/$defs/") and each[len("#/$defs/") :] in MADE[name]["$defs"] for each in references)


@each_schema
def test_every_field_is_explained_in_both_languages(name: str) -> None:
    """It is what an editor shows where the pointer rests on a field."""
    for row in [MADE[name], *MADE[name].get("$defs", {}).values()]:
        for each in [row, *row["properties"].values()]:
            chinese, english = each["description"].split("\n\n")
            assert re.search("[一-鿿]{2}", chinese)
            assert re.search("[a-z]{2}", english)


@each_schema
def test_no_field_has_a_title_made_of_its_name(name: str) -> None:
    assert not re.findall(r'"title": "(?!gongfu )', json.dumps(MADE[name]))


@each_shipped
def test_shipped_file_names_its_schema(path: Path) -> None:
    first = path.read_text("utf-8").split("\n", 1)[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named
    schema = ROOT / "schemas" / f"{kind_of(path.as_posix())}.schema.json"
    assert (path.parent / named[1]).resolve() == schema
    assert schema.is_file()


# What the schemas accept and refuse


@each_shipped
def test_shipped_file_is_accepted(path: Path) -> None:
    assert accepts(path.as_posix(), path.read_bytes())


@pytest.mark.parametrize("file", COUNTY)
def test_base_county_is_accepted(file: str) -> None:
    assert accepts(file, COUNTY[file].encode())


def accepted(sample: Sample) -> bool:
    """Whether the schemas accept every data file of the base county with a sample written into it."""
    return all(accepts(name, text) for name, text in county(sample).items() if not name.endswith(FORM))


@each_page
def test_good_sample_is_accepted(page: RulePage) -> None:
    for sample in page.good:
        assert accepted(sample)


@pytest.mark.parametrize("page", [each for each in PAGES if each.code >= "GF1"], ids=lambda each: each.code)
def test_bad_sample_is_refused_where_its_fields_are_wrong(page: RulePage) -> None:
    """Family GF1 is what a schema can say, but for some of it. What other families find is none of its business."""
    for sample in page.bad:
        unsaid = any((file.name, file.text, page.code) in UNSAID for file in sample)
        assert accepted(sample) == (page.code >= "GF2" or unsaid)


ACTUALS, TARGETS, INDICATORS = "actuals/2024.yaml", "targets_2022_2025.yaml", "indicators.yaml"
UNSAID = [
    # A schema does not know the name of the file, or what another file says.
    (ACTUALS, "year: 2023\n", "GF106"),
    # It cannot compare two values, or two parts of a text.
    (INDICATORS, "indicators:\n  - id: 15\n    range: [100, 0]\n", "GF103"),
    (TARGETS, "targets:\n  15: {2022: 68, 2025: 70–68}\n", "GF105"),
    # It knows no lower limit of a number or of a list.
    (INDICATORS, "indicators:\n  - id: 15\n    tolerance: -2\n", "GF103"),
    (INDICATORS, "indicators:\n  - id: 15\n    tolerance: -0.5\n", "GF103"),
    (INDICATORS, "indicators:\n  - id: 15\n    departments: []\n", "GF107"),
    (INDICATORS, "indicators: []\n", "GF102"),
    # It does not know the calendar.
    (TARGETS, "issued: 2021-02-30\n", "GF106"),
    # It sees numbers, not how they are written.
    *((ACTUALS, f"values:\n  8: {text}\n", "GF103") for text in ("010", "+5", "1e3", ".5", "5.", "0x1F", "0o17")),
    *((ACTUALS, f"values:\n  8: {text}\n", "GF103") for text in (".inf", ".nan", "1" * 31)),
    (TARGETS, "targets:\n  8: {2022: 010, 2025: 69000}\n", "GF105"),
    (ACTUALS, "year: 2024.0\n", "GF106"),
    # Nor does it see whether nothing is there or the word null, or how true is spelt.
    (ACTUALS, "values:\n  8: null\n", "GF103"),
    (TARGETS, "targets:\n  8: {2022: ~, 2025: 69000}\n", "GF105"),
    (INDICATORS, "indicators:\n  - id: 15\n    tolerance: null\n", "GF103"),
    (TARGETS, "replaces: True\n", "GF104"),
]


@pytest.mark.parametrize(("file", "text", "code"), UNSAID)
def test_what_a_schema_cannot_say_is_left_to_check(file: str, text: str, code: str, tmp_path: Path) -> None:
    files = county([SampleFile(file, text)])
    assert accepts(file, files[file])
    assert found(files, tmp_path) == {code}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (ACTUALS, "year: 24\n"),
        (ACTUALS, "year: 2024年\n"),
        (ACTUALS, "status: final\n"),
        (ACTUALS, "values:\n  8: 65780元\n"),
        (ACTUALS, "values:\n  8: 1_000\n"),
        (ACTUALS, "values:\n  8: 1:30\n"),
        (ACTUALS, "values:\n  8: ６５７８０\n"),
        (ACTUALS, "values:\n  8: 预计65780\n"),
        (ACTUALS, "values:\n  8: [65780]\n"),
        (ACTUALS, "values:\n  8: {value: 65780, verdict: yes}\n"),
        (TARGETS, "issued: 2021-11-9\n"),
        (TARGETS, "replaces: yes\n"),
        (TARGETS, "targets:\n  8: 69000\n"),
        (TARGETS, "targets:\n  8: {2025: {cell: 达到69000}}\n"),
        (TARGETS, "targets:\n  8: {2025: {differs: 只计城镇居民}}\n"),
        (TARGETS, "targets:\n  8: {2025: {cell: , differs: 只计城镇居民}}\n"),
        (TARGETS, "targets:\n  8: {2025: {cell: 达到69000, differs: }}\n"),
        (TARGETS, "targets:\n  8: {2025: {cell: 约69000, differs: 只计城镇居民}}\n"),
        (TARGETS, "targets:\n  8: {2025: {cell: 达到69000, differs: 只计城镇居民, note: 无}}\n"),
        (TARGETS, "targets:\n  8: {2025: [69000]}\n"),
        (INDICATORS, "title:\n"),
        (INDICATORS, "indicators:\n  - id: 15\n    range: [0]\n"),
        (INDICATORS, "indicators:\n  - id: 15\n    range: [0, 50, 100]\n"),
        (INDICATORS, "indicators:\n  - id: 15\n    derived: {numerator: 8}\n"),
        (INDICATORS, "indicators:\n  - id: 15\n    baseline: 预计\n"),
        ("departments.yaml", "departments:\n  - name: 县发改局\n    successor: 县民社局\n"),
    ],
)
def test_wrong_field_is_refused(file: str, text: str, tmp_path: Path) -> None:
    files = county([SampleFile(file, text)])
    assert not accepts(file, files[file])
    assert any(code.startswith("GF1") for code in found(files, tmp_path))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (TARGETS, "targets:\n  8: {'22': 56000}\n"),
        (TARGETS, "targets:\n  8: {2022年: 56000}\n"),
        (TARGETS, "targets:\n  8 8: {2022: 56000}\n"),
        (ACTUALS, "values:\n  8 8: 65780\n"),
        (TARGETS, "issued: ２０２１-11-09\n"),
    ],
)
def test_wrong_key_or_digit_is_refused(file: str, text: str, tmp_path: Path) -> None:
    files = county([SampleFile(file, text)])
    assert not accepts(file, files[file])
    assert found(files, tmp_path) & {"GF106", "GF107"}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (ACTUALS, "values:\n  8:\n  15: ——\n  1: -0.5\n  19: '32.70'\n"),
        (ACTUALS, "values:\n  8: {value: 65780, status: , note: 口径变化, source: 2024}\n"),
        (INDICATORS, "indicators:\n  - id: 15\n    baseline: 预计65\n    unit:\n    range:\n    note: 65\n"),
        (TARGETS, "replaces: false\nresolved:\n"),
        (TARGETS, "targets:\n  8: {2022: 56000, 2025: {cell: 达到69000, differs: 只计城镇居民}}\n"),
        ("departments.yaml", "departments:\n  - name: 县发改局\n    aliases: []\n    name_en:\n"),
    ],
)
def test_what_may_be_left_blank_or_said_otherwise_is_accepted(file: str, text: str, tmp_path: Path) -> None:
    files = county([SampleFile(file, text)])
    assert accepts(file, files[file])
    assert found(files, tmp_path) == set()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (ACTUALS, "year: '2024'\n"),
        (ACTUALS, "values:\n  8: ''\n"),
        (ACTUALS, "year: 2024\nstatus: published\nvalues:\n"),
        (INDICATORS, "indicators:\n  - id: 15\n    range: [65, 65]\n    tolerance: 0\n"),
        (TARGETS, "targets:\n  8:\n"),
        (TARGETS, "replaces: 'false'\n"),
    ],
)
def test_what_only_people_write_is_accepted(file: str, text: str, tmp_path: Path) -> None:
    files = county([SampleFile(file, text, "whole file" if text.startswith("year: 2024\n") else None)])
    assert accepts(file, files[file])
    assert not any(code.startswith("GF1") for code in found(files, tmp_path))


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("year: 1000", True),
        ("year: 999", False),
        ("year: 9999", True),
        ("year: 10000", False),
        ("month: 1", True),
        ("month: 0", False),
        ("month: 11", True),
        ("month: 12", False),
    ],
)
def test_a_year_has_four_digits_and_a_month_is_one_from_1_to_11(text: str, fits: bool) -> None:
    """As numbers, too, of which a schema sees no digits."""
    whole = {"year": 2024, "status": "published", "values": {}} | as_an_editor_reads(text)
    assert VALIDATORS["actuals"].is_valid(whole) == fits


@pytest.mark.parametrize("text", ["title: true\n", "title: null\n", "title_en: ''\n"])
def test_a_schema_wants_two_things_otherwise(text: str, tmp_path: Path) -> None:
    """Quotes around a text that YAML takes for something else, and nothing at all for an empty text in quotes."""
    files = county([SampleFile(INDICATORS, text)])
    assert not accepts(INDICATORS, files[INDICATORS])
    assert found(files, tmp_path) == set()


# The words of a target cell

RANGES = ["0.3–0.4", "0.3-0.4", "0.3～0.4", "0.3至0.4"]
WORDINGS = ["18", "0.05", "-3", *(text for text, _ in BOUND_CASES), *RANGES, *RANKS, *COVERAGE, *WORDS]
REFUSED = "大约70|70左右以上|第0|前01|力争|力争——|"
REFUSED += "≥70以上|70%|18万元|70/80|78±2|持续巩固80|≥|-|待定|≥010|≥1,234|1,234|010|+5| 18|≥ 70|70 以上"
FRAMES = ["以上", "以内", "控制在", "保持在", "不低于", "突破", "持续巩固", "力争", "左右", "——"]
PIECES = [*"0123０１７", *".．-－><＞＜=＝≥≤%~～–至达超第前一十", *FRAMES]


def of_a_form(text: str) -> bool:
    """Whether the pattern accepts a cell; JSON Schema searches, it does not match whole texts by itself."""
    return re.search(CELL_PATTERN, text) is not None


def test_the_pattern_is_in_the_schema_of_the_targets() -> None:
    assert json.dumps(CELL_PATTERN) in json.dumps(MADE["targets"])


@pytest.mark.parametrize("text", WORDINGS)
def test_every_wording_is_accepted(text: str) -> None:
    assert of_a_form(text)


@pytest.mark.parametrize("text", [text for text, _ in TWINS])
def test_full_width_digits_and_signs_are_accepted(text: str) -> None:
    assert of_a_form(text)


@pytest.mark.parametrize("text", [*REFUSED.split("|"), "控制在70", "保持在70", "0.3-0.4-0.5", "1e3", ".5", "5."])
def test_any_other_wording_is_refused(text: str) -> None:
    assert not of_a_form(text)


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
@settings(max_examples=500)
def test_the_pattern_accepts_what_is_read(text: str) -> None:
    try:
        read_cell(text)
        read = True
    except Misread as misread:
        read = "runs backwards" in misread.message.en  # a pattern cannot compare the two ends
    assert of_a_form(text) == read
