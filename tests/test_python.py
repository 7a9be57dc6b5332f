"""The Python interface: what a notebook, or a program that scores many counties, may rely on."""

import doctest
import inspect
import pickle
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from decimal import Decimal
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from tables import write

import gongfu_cli
from gongfu_cli import County, Faulty, Refusal, Rows, load
from gongfu_cli.book.period import up_to
from gongfu_cli.formats import records

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
PUBLIC_TYPES = (ROOT / "tests" / "public_types.py").read_text(encoding="utf-8")
ILL = "  1: 24,86\n"
"""A value that is none, in the place of the first of a year."""


@pytest.fixture
def county(data: Path) -> County:
    return load("data")


@pytest.fixture
def ill(data: Path) -> County:
    """The small county with a fault in 2024."""
    file = data / "actuals" / "2024.yaml"
    file.write_text(re.sub(r"(?m)^  1: .*\n", ILL, file.read_text(encoding="utf-8")), encoding="utf-8")
    return load("data")


# The names


def test_there_are_four_names_and_two_errors() -> None:
    assert gongfu_cli.__all__ == ["County", "Faulty", "Refusal", "Rows", "Scores", "load"]
    assert {*dir(gongfu_cli)} == {*gongfu_cli.__all__, "__version__"}
    assert all(inspect.getdoc(getattr(gongfu_cli, name)) for name in gongfu_cli.__all__)


def test_a_name_that_there_is_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'gongfu_cli' has no attribute 'read'"):
        gongfu_cli.read  # type: ignore[attr-defined]  # noqa: B018


def test_the_type_of_every_public_name_is_checked(county: County, ill: County) -> None:
    """`.ci/package` runs mypy over the file, where only the wheel is installed."""
    with pytest.raises(Faulty) as fault:
        ill.score(2024)
    with pytest.raises(Refusal) as refusal:
        county.score(2030)
    things = (gongfu_cli, county, county.score(2025), fault.value, refusal.value)
    own = {name for thing in things for name in dir(thing)} - {*dir(Exception), *dir(list)}
    assert [name for name in sorted(own) if name[0] != "_" and not re.search(rf"\b{name}\b", PUBLIC_TYPES)] == []


# What is read


def test_a_folder_is_named_by_a_text_or_a_path(data: Path) -> None:
    assert load("data").score(2025).rows() == load(Path("data")).score(2025).rows()


@pytest.mark.parametrize(
    ("folder", "table", "sentence"),
    [
        ("dta", "main", "there is no data folder dta"),
        ("data/indicators.yaml", "main", "there is no data folder data/indicators.yaml"),
        ("data", "plan", "there is no table “plan”. There are: main"),
    ],
)
def test_what_is_not_there_is_refused_at_once(folder: str, table: str, sentence: str, data: Path) -> None:
    with pytest.raises(Refusal) as refused:
        load(folder, table)
    assert refused.value.sentence.en == sentence


def test_a_folder_without_a_table_is_a_county_with_findings(tmp_path: Path) -> None:
    county = load(tmp_path)
    assert repr(county) == f"<County {tmp_path}>"
    assert (county.periods, county.baseline_year) == ([], 0)
    assert {finding.code for finding in county.check()} == {"GF008"}


def test_a_further_table_is_a_county_of_its_own() -> None:
    county = load(ROOT / "data", table="plan_2025")
    assert "2025" in repr(county)
    assert len(county.score(2025)) == len(county.score(2025).rows()) > 62


def test_the_periods_are_those_that_can_be_scored(tmp_path: Path) -> None:
    filed = dict.fromkeys((2020, 2025, 2022, up_to(2025, 6)), "1: 2")
    county = load(write(tmp_path / "a", "direction: rising, baseline: 1", targets="1: {2025: 2}", actuals=filed))
    assert county.periods == [2022, up_to(2025, 6), 2025]
    assert all(len(county.score(period)) == 1 for period in county.periods)


# What is asked


def test_a_county_answers_the_same_whatever_was_asked_before(county: County) -> None:
    first = county.score(2024).rows()
    county.check(), county.score(2025), county.diff(2023, 2024)
    assert county.score(2024).rows() == first


@pytest.mark.parametrize("period", [2024, "2024", " 2024年"])
def test_a_year_is_a_number_or_a_word(period: int | str, county: County) -> None:
    assert county.score(period).card.period == 2024


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"period": 2030}, "there are no actuals for 2030 (actuals/2030.yaml); there are 2022, 2023, 2024, 2025"),
        ({"period": 2020}, "there are no actuals for 2020 (actuals/2020.yaml); there are 2022, 2023, 2024, 2025"),
        (
            {"period": "latest"},
            "“latest” is not a year or a month; write 2026, or 2026-06; there are 2022, 2023, 2024, 2025",
        ),
        ({"period": 2024, "path": "curve"}, "path takes linear or step, not “curve”"),
        ({"period": 2024, "targets": "all"}, "targets takes latest or a date such as 2025-02-28, not “all”"),
    ],
)
def test_what_cannot_be_done_is_refused(arguments: dict[str, Any], sentence: str, county: County) -> None:
    with pytest.raises(Refusal) as refused:
        county.score(**arguments)
    assert refused.value.sentence.en == sentence


@pytest.mark.parametrize(
    ("targets", "documents"),
    [(None, 1), ("latest", 2), ("Latest", 2), ("2025-02-27", 1), ("2025-02-28", 2), (date(2025, 2, 28), 2)],
)
def test_which_documents_decide(targets: Any, documents: int, county: County) -> None:
    assert len(county.score(2024, targets=targets).card.documents) == documents


def test_errors_are_asked_of_the_files_that_are_needed_only(ill: County) -> None:
    assert len(ill.score(2023)) == 10
    with pytest.raises(Faulty) as fault:
        ill.score(2025)
    assert [finding.code for finding in fault.value.findings] == ["GF103"]
    assert fault.value.count == 1


# Rows


def asked(county: County) -> dict[str, Rows[Any]]:
    return {"check": county.check(), "score": county.score(2025), "diff": county.diff(2024, 2025)}


QUESTIONS = ("check", "score", "diff")


@pytest.mark.parametrize("question", QUESTIONS)
def test_there_is_a_plain_row_for_each_typed_one(question: str, county: County) -> None:
    rows = asked(county)[question]
    assert len(rows.rows()) == len(rows) == len([*rows]) > 5


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_part_of_the_rows_has_their_plain_rows(question: str, county: County) -> None:
    rows = asked(county)[question]
    assert rows[2:5].rows() == rows.rows()[2:5]
    assert rows[5:5].rows() == []


@pytest.mark.parametrize("table", ["main", "levers", "plan_2025", "reforms", "tasks"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_row_has_the_same_columns_and_a_column_one_type(question: str, table: str) -> None:
    rows = asked(load(ROOT / "data", table))[question].rows()
    assert all([*row] == [*rows[0]] for row in rows)
    types = {name: {type(row[name]) for row in rows} - {type(None)} for name in (rows[0] if rows else ())}
    assert {name: found for name, found in types.items() if len(found) > 1 or not found <= {str, int, float}} == {}


def test_numbers_are_exact_until_they_are_plain(county: County) -> None:
    row, plain = county.score(2025)[0], county.score(2025).rows()[0]
    assert (row.value, type(row.value), plain["actual"]) == (Decimal("27.38"), Decimal, 27.38)
    assert (row.pace, plain["pace"]) == (Fraction(18, 7), 18 / 7)


def test_the_columns_are_those_of_the_csv(county: County) -> None:
    scores = county.score(2025)
    assert [*scores.rows()[0]] == [*records.score_lines(scores.card, scores).columns]


def test_plain_rows_are_the_callers_own(county: County) -> None:
    scores = county.score(2025)
    scores.rows()[0].clear()
    assert scores.rows()[0]["id"] == "1"


# What is seen

SEEN: dict[str, tuple[Callable[[County], object], str]] = {
    "a county": (lambda county: county, "<County data: 临海县共同富裕主要目标指标>"),
    "its periods": (lambda county: county.periods, "[2022, 2023, 2024, 2025]"),
    "a row": (lambda county: county.score(2025)[0], "<1 人均生产总值 2025: 27.38, achieved>"),
    "a row of which nothing is known": (
        lambda county: county.score(2025)[9],
        "<9 群众安全感满意度 2025: None, no_data>",
    ),
    "a change": (
        lambda county: county.diff(2024, 2025)[0],
        "Change(before=<1 人均生产总值 2024: 24.86, achieved>, after=<1 人均生产总值 2025: 27.38, achieved>)",
    ),
    "some rows": (
        lambda county: county.score(2025)[:2],
        "Rows: 2\n<1 人均生产总值 2025: 27.38, achieved>\n<2 城镇登记失业率 2025: 2.8, achieved>",
    ),
    "a finding": (
        lambda county: county.check()[4:5],
        "Rows: 1\ndata/actuals/2024.yaml:9:16 note GF503 含 1 个示例值，非官方 1 illustrative value, not official",
    ),
    "no findings": (lambda county: county.check()[:0], "Rows: 0"),
}


@pytest.mark.parametrize(("thing", "shown"), SEEN.values(), ids=SEEN)
def test_what_a_notebook_shows(thing: Callable[[County], object], shown: str, county: County) -> None:
    assert repr(thing(county)) == shown


def test_of_many_rows_ten_are_shown(county: County) -> None:
    year, heading, *lines = repr(county.score(2025)).split("\n")
    assert (year, heading) == ("2025: 5 judged, 5 on track, 0 gap", "Scores: 10")
    assert len(lines) == 10
    findings = county.check()
    assert repr(findings).split("\n")[-1] == f"… {len(findings) - 10}"


def test_a_part_of_a_year_is_seen_as_it_is_written(tmp_path: Path) -> None:
    filed = {up_to(2025, 6): "1: 2"}
    made = write(tmp_path / "a", "direction: rising, baseline: 1", targets="1: {2025: 2}", actuals=filed)
    assert repr(load(made).periods) == "[PartYear(2025-06)]"
    assert repr(load(made).score("2025-06")[0]) == "<1 某指标 2025-06: 2, achieved>"


def test_an_error_lists_what_is_wrong_in_both_languages(ill: County) -> None:
    with pytest.raises(Faulty) as fault:
        ill.score(2024)
    assert str(fault.value) == (
        "1 个错误，改好才能算 error(s) to mend first:\n"
        "data/actuals/2024.yaml:5:6 error GF103 “24,86”不是这里的数字写法 "
        "“24,86” is not a number as numbers are written here"
    )


def test_a_refusal_is_a_sentence_in_both_languages(county: County) -> None:
    with pytest.raises(Refusal) as refused:
        county.score(2030)
    assert str(refused.value) == (
        "没有2030年的实际值（actuals/2030.yaml）；有的年份：2022、2023、2024、2025\n"
        "there are no actuals for 2030 (actuals/2030.yaml); there are 2022, 2023, 2024, 2025"
    )


# Other processes


def test_a_county_and_what_it_says_can_be_sent_elsewhere(county: County) -> None:
    sent: County = pickle.loads(pickle.dumps(county))
    assert sent.check().rows() == county.check().rows()
    for question, rows in asked(county).items():
        assert asked(sent)[question].rows() == rows.rows() == pickle.loads(pickle.dumps(rows)).rows()


def test_what_documents_ask_for_is_worked_out_anew_elsewhere(county: County) -> None:
    """It is known by the addresses of the documents, where elsewhere another of them may stand."""
    scores = county.score(2025)
    sent = pickle.loads(pickle.dumps(scores))
    assert scores.card.book.courses and not sent.card.book.courses
    assert [row.course.path for row in sent] == [row.course.path for row in scores]
    book = scores.card.book
    assert book.with_actuals({}).courses is book.courses, "it does not depend on actuals"


def test_what_is_raised_elsewhere_arrives(ill: County) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        with pytest.raises(Faulty) as fault:
            pool.submit(ill.score, 2024).result()
        with pytest.raises(Refusal) as refused:
            pool.submit(ill.score, 2030).result()
    assert (fault.value.count, fault.value.findings[0].code) == (1, "GF103")
    assert refused.value.sentence.en.startswith("there are no actuals for 2030 (actuals/2030.yaml); there are")


# docs/python.md


@pytest.mark.parametrize("library", [None, "pandas", "polars"])
def test_the_guide_says_what_happens(library: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if library:
        pytest.importorskip(library)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```pycon\n(.*?)```", GUIDE, re.DOTALL)
    wanted = [block for block in blocks if re.findall(r"import (pandas|polars)", block) in ([], [library])]
    assert len(wanted) == len(blocks) - (1 if library else 2)
    test = doctest.DocTestParser().get_doctest("\n".join(wanted), {}, "docs/python.md", None, 0)
    said: list[str] = []
    doctest.DocTestRunner().run(test, out=said.append)
    assert "".join(said) == ""
