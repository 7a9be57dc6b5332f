"""What grows faster than the data: counted in steps, never timed."""

import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import FrameType
from typing import Any
from weakref import ref

import pytest
from tables import county

from gongfu_cli.book.book import Head
from gongfu_cli.book.folder import load
from gongfu_cli.checks.run import check
from gongfu_cli.checks.targets import milestones
from gongfu_cli.checks.values import equals_target, out_of_range, values
from gongfu_cli.cli.program import run
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source import parser
from gongfu_cli.source.faults import MOST
from gongfu_cli.source.reading import parse
from gongfu_cli.source.text import BREAK

Files = dict[str, str]
HEAD = "title: 表\nsource: 某文件\nbaseline_year: 2020\ncategories: [{name: 经济}]\nindicators:\n"
YEAR = "year: 2024\nstatus: published\nsource: 公报\nvalues:\n"


def lines(count: int, line: str) -> str:
    return "".join(line.replace("N", str(n)) for n in range(1, count + 1))


def files(rows: str, targets: str, values: str) -> Files:
    issued = "source: 某文件\nissued: 2021-11-09\ntargets:\n"
    return {"indicators.yaml": HEAD + rows, "targets_1.yaml": issued + targets, "actuals/2024.yaml": YEAR + values}


def row(more: str = "", department: str = "甲局", category: str = "经济") -> str:
    head = f"  - {{id: N, name: 某N, category: {category}, attribute: evaluation, direction: rising, baseline: 10"
    return f"{head}, departments: [{department}]{more}}}\n"


def many(n: int, values: str = "  N: 12.5\n", targets: str = "  N: {2022: 20, 2025: 30}\n", rows: str = row()) -> Files:
    return files(lines(n, rows), lines(n, targets), lines(n, values))


def one(values: str) -> Files:
    return files(row().replace("N", "1"), "  1: {2022: 20, 2025: 30}\n", values)


def years(n: int) -> Files:
    of_years = {f"actuals/{2030 + y}.yaml": YEAR.replace("2024", f"{2030 + y}") + f"  1: {y}.5\n" for y in range(n)}
    return {**one("  1: 12.5\n"), **of_years}


def write(folder: Path, made: Files) -> None:
    for file, text in made.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_odd_characters_are_shown_up_to_a_limit_and_then_counted() -> None:
    findings = parse(f"note: 甲{chr(0x200B) * 5000}乙".encode(), "f").findings
    assert len(findings) == MOST + 1
    assert findings[-1].message.en == f"{5000 - MOST} more such characters in this file"
    assert findings[-1].place.column == findings[-2].place.column + 1
    assert len(parse(f"note: 甲{chr(0x200B) * MOST}乙".encode(), "f").findings) == MOST


def test_earlier_values_are_no_copies() -> None:
    """A copy for every year would be quadratic in the years."""
    years = range(2021, 2041)
    book = county(
        "direction: rising, baseline: 10",
        targets="1: {2040: 90}",
        actuals={year: f"1: {year - 2000}" if year != 2030 else "1: " for year in years},
    )
    earlier = book.earlier("1", 2033)
    assert isinstance(earlier, Head) and len(earlier) == 11
    assert (earlier[0], earlier[-1]) == ((2021, Decimal(21)), (2032, Decimal(32)))
    assert earlier[-2:] == [(2031, Decimal(31)), (2032, Decimal(32))]
    assert [year for year, _ in earlier] == [year for year in range(2021, 2033) if year != 2030]
    assert not book.earlier("1", 2021) and not book.earlier("2", 2040)


def test_a_file_is_split_into_lines_once(monkeypatch: pytest.MonkeyPatch) -> None:
    split: list[str] = []

    def lines_of(text: str) -> list[str]:
        split.append(text)
        return BREAK.split(text)

    monkeypatch.setattr(parser, "lines_of", lines_of)
    parse(lines(50, "noteN: |\n  甲\n").encode(), "f")
    assert len(split) == 1


def test_what_rules_share_of_a_book_is_forgotten_with_it() -> None:
    book = county("direction: rising, baseline: 10", targets="1: {2025: 90}", actuals={2024: "1: 12"})
    assert values(book) is values(book)
    assert milestones(book) is milestones(book)
    assert not equals_target(book) and not out_of_range(book)
    forgotten = ref(book)
    del book
    assert forgotten() is None


# A file with very many findings


FEW = 20


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lower limit, for the sake of time."""
    monkeypatch.setattr("gongfu_cli.checks.run.MOST", FEW)


def wrong(folder: Path, errors: int, notes: int = 0) -> Path:
    """The data folder with so many bad values in one file, behind so many empty ones."""
    values = lines(notes, "  N:\n") + "".join(f"  x{n}: 1\n" for n in range(errors))
    write(folder, many(max(notes, 1)) | {"actuals/2024.yaml": YEAR + values})
    return folder


@pytest.mark.usefixtures("few")
def test_so_many_findings_of_a_file_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    outcome = check(load(wrong(tmp_path, FEW + 50), str))
    assert (len(outcome.findings), len(outcome.all), outcome.count("error")) == (FEW + 1, FEW + 50, FEW + 50)
    assert outcome.findings[-1].message == Phrase(
        "本文件还有 50 个问题没有列出", "50 more findings in this file are not listed"
    )
    assert outcome.findings[-1].place.line == outcome.findings[-2].place.line + 1


@pytest.mark.usefixtures("few")
def test_one_more_than_the_limit_is_none_too_many(tmp_path: Path) -> None:
    outcome = check(load(wrong(tmp_path, FEW), str))
    assert (len(outcome.findings), outcome.unlisted) == (FEW, [])


@pytest.mark.usefixtures("few")
def test_the_worst_are_listed_wherever_they_stand(tmp_path: Path) -> None:
    """An error behind very many notes is not lost among them."""
    made = many(FEW + 5, values="  N: 12\n", targets="  N: {2022: 20, 2025: 30.5}\n")
    write(tmp_path, {**made, "actuals/2024.yaml": made["actuals/2024.yaml"] + "  no: 1\n"})
    outcome = check(load(tmp_path, str))
    assert "GF202" in {finding.code for finding in outcome.findings}


FORMATS = ["text", "concise", "json", "github", "junit", "sarif"]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_says_how_many_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format: str, lang: str
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong(Path("data"), FEW + 50)
    assert run(["check", "--format", format, "--lang", lang]) == 1
    out = capsys.readouterr().out
    more = "50 more findings in this file" if lang == "en" else "本文件还有 50 个问题没有列出"
    assert out.count(more) == (2 if format == "junit" else 1)  # an attribute, and the text
    if format == "json":
        assert json.loads(out)["summary"]["errors"] == FEW + 50
    if format in ("text", "concise"):
        assert f"{FEW + 50} 个错误" in out or f"{FEW + 50} errors" in out


@pytest.mark.usefixtures("few")
def test_what_is_not_listed_is_mended_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("data"), many(FEW + 50, values="  N: ２.5\n"))
    assert run(["check", "--fix", "--lang", "en"]) == 0
    assert "２" not in Path("data/actuals/2024.yaml").read_text(encoding="utf-8")


@pytest.mark.usefixtures("few")
def test_what_keeps_a_year_from_being_scored_is_listed_likewise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong(Path("data"), FEW + 50)
    assert run(["score", "2024", "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert "50 more findings in this file are not listed" in err
    assert err.endswith(f"{FEW + 50} error(s) to mend first.\n")


# Whole commands: as many steps more for the third hundred of something as for the second

CASES: dict[str, tuple[list[str], Callable[[int], Files]]] = {
    "bad values": (["check"], lambda n: many(n, "  N: ２.5\n")),
    "bad values, mended": (["check", "--fix"], lambda n: many(n, "  N: ２.5\n")),
    "bad values, as JUnit": (["check", "--format", "junit"], lambda n: many(n, "  N: ２.5\n")),
    "bad values, as a workbook": (["check", "-o", "made.xlsx"], lambda n: many(n, "  N: ２.5\n")),
    "bad values of one line": (["check"], lambda n: one("  1: {" + lines(n, "fN: ２.5, ") + "}\n")),
    "odd characters of one line": (["check"], lambda n: one("  1: {value: 2.5, note: 甲" + "\u200b" * n + "}\n")),
    "spaces that are none": (["check"], lambda n: one("  1: 2.5\n" + "\u3000" * n + "\n")),
    "suppressions": (
        ["check"], lambda n: many(n, targets="  N: {2022: 20, 2025: 9}  # gongfu: ignore[GF301, GF302] 照录\n")),
    "suppressions of one line": (["check"], lambda n: one("  1: 2.5  #" + " gongfu: ignore[GF301] 照录" * n + "\n")),
    "aliases": (["check"], lambda n: one("  1: 2.5\n" + lines(n, "  xN: *aN\n"))),
    "bounds without quotes": (["check"], lambda n: one("  1: 2.5\n" + lines(n, "  xN: >5\n"))),
    "unknown ids": (["check"], lambda n: one("  1: 2.5\n" + lines(n, "  xN: 5\n"))),
    "unknown departments": (
        ["check"], lambda n: many(n, rows=row(department="局N")) | {"departments.yaml": "departments: [{name: 甲}]\n"}),
    "unknown categories": (["check"], lambda n: many(n, rows=row(category="类N"))),
    "files with errors": (
        ["score", "2024"],
        lambda n: {**one("  1: 12.5\n"), **{f"actuals/{3000 + y}.yaml": "year: ３\n" for y in range(n)}}),
    "years": (["check"], years),
    "years of a trend": (["trend"], years),
    "years of a score": (["score"], years),
    "years of a comparison": (["compare", "data", "--years", "all"], years),
    "rows of a comparison": (["compare", "data", "--rows", "--format", "csv"], many),
    "indicators of as many departments": (["score"], lambda n: many(n, rows=row(department="局N"))),
    "the same as JSON": (["score", "--format", "json"], lambda n: many(n, rows=row(department="局N"))),
    "indicators of a page": (["report", "-o", "made.html"], many),
    "derived from one another": (
        ["check"], lambda n: many(n, rows=row(", derived: {numerator: 1, denominator: N}"))),
}  # fmt: skip


def steps(arguments: list[str]) -> int:
    """How many lines of this program and its libraries a command runs through."""
    count = 0

    def step(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        assert run(arguments) != 3
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(("arguments", "made"), CASES.values(), ids=CASES)
def test_nothing_grows_faster_than_the_data(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    made: Callable[[int], Files],
) -> None:
    monkeypatch.chdir(tmp_path)
    counts = []
    for n in (5, 40, 80, 120):  # the first loads what is loaded once
        write(tmp_path / "data", made(n))
        counts.append(steps([*arguments, "--lang", "en"]))
    _, first, second, third = counts
    assert third - second <= 1.2 * (second - first), counts
