"""Whatever `check` passes, every command prints: a finding that is silenced may be wrong, but it stops nothing."""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gongfu_cli.book.folder import load
from gongfu_cli.checks.run import check
from gongfu_cli.cli.exit_codes import DONE, FAULT, FOUND
from gongfu_cli.cli.program import run
from gongfu_cli.source.rule import RULES

Printed = Callable[[Sequence["Edit"]], bool]
COUNTY = Path(__file__).parent / "golden" / "county"
TABLE, REGISTER = "indicators.yaml", "departments.yaml"
FIRST, PLAN = "targets_2021.yaml", "targets_2025_plan.yaml"


class Edit(NamedTuple):
    """One text of a file, with another in its place."""

    file: str
    old: str
    new: str


EDITS: Sequence[Edit] = [
    *(Edit(TABLE, "category: 社会和谐和睦", f"category: {name}") for name in ("别的", "'=1+1'")),
    Edit(TABLE, "  - {name: 社会和谐和睦, name_en: Society}\n", ""),
    Edit(TABLE, "  - {name: 社会和谐和睦, name_en: Society}", "  - {name: 经济高质量发展}"),
    Edit(TABLE, "  - id: 9", "  - id: 1"),
    Edit(TABLE, "  - id: 9", "  - id: 10"),
    Edit(TABLE, "departments: [县发改局]", "departments: [没有的局, 没有的局]"),
    Edit(TABLE, "baseline: 16.94", "baseline: 16.94\n    derived: {numerator: 1, denominator: 1}"),
    Edit(TABLE, "baseline: 16.94", "baseline: 16.94\n    derived: {numerator: 2, denominator: 4}"),
    Edit(TABLE, "baseline: 16.94", "baseline: 16.94\n    derived: {numerator: 88, denominator: 99}"),
    Edit(TABLE, "baseline: 16.94", "baseline: 16.94\n    range: [1, 2]"),
    Edit(TABLE, "baseline: 16.94", "baseline: 0\n    worse: either\n    tolerance: 3"),
    Edit(
        TABLE, "direction: rising\n    baseline: 16.94", "direction: keep stable\n    worse: higher\n    baseline: ——"
    ),
    Edit(TABLE, "baseline: 3.50", "baseline: 0\n    derived: {numerator: 4, denominator: 6, factor: 0}"),
    Edit(TABLE, "baseline_year: 2020", "baseline_year: 2023"),
    Edit(REGISTER, "  - {name: 县民社局,", "  - {name: 县统计局,"),
    Edit(REGISTER, "县发改委", "县统计局"),
    Edit(REGISTER, 'Bureau"}', 'Bureau", successor: {name: 县人社局, since: 2022-01-01}}'),
    Edit(REGISTER, "Market Regulation Bureau}", "M, successor: {name: 没有的局, since: 2022-01-01}}"),
    Edit(FIRST, "  9: {2022: 超过97, 2025: 突破98}\n", ""),
    Edit(FIRST, "  9: {2022: 超过97, 2025: 突破98}", "  9: {}"),
    Edit(FIRST, "  9: {2022: 超过97, 2025: 突破98}", "  9: {2022: 0, 2025: ≤0}\n  77: {2025: 7}"),
    Edit(FIRST, "1: {2022: 18, 2025: 21}", "1: {2022: 60, 2025: 9}"),
    Edit(FIRST, "1: {2022: 18, 2025: 21}", "1: {2022: 18, 2025: 16.94}"),
    Edit(FIRST, "1: {2022: 18, 2025: 21}", "1: {2022: 全省前列, 2025: 稳步提升}"),
    Edit(FIRST, "1: {2022: 18, 2025: 21}", "1: {2022: 开工, 2025: 21}"),
    Edit(FIRST, "1: {2022: 18, 2025: 21}", "1: {2022: 18, 2025: 建成}"),
    Edit(FIRST, "1: {2022: 18, 2025: 21}", "1: {2019: 18, 2021: 0–0, 2025: {cell: 达到25, differs: 另一口径}}"),
    Edit(FIRST, "5.2: {2022: 稳步下降, 2025: 逐步下降}", "5.2: {2022: 稳步提升, 2025: 持续巩固, 9999: ——}"),
    Edit(FIRST, "issued: 2021-11-09", "issued: 2030-01-01"),
    Edit(PLAN, "临共富特领〔2025〕1号", "临共富办〔2021〕1号"),
    Edit(PLAN, "replaces: false", "replaces: true"),
    Edit(PLAN, "{id: 3, year: 2023, target: ≤0.40, source: 省对县考核}", "{id: 1, year: 2024, target: 18}"),
    Edit(PLAN, "{id: 3, year: 2023, target: ≤0.40, source: 省对县考核}", "{id: 3, year: 2024, target: 稳步提升}"),
    Edit(
        PLAN,
        "source: 省对县考核}",
        "source: 省}\n  - {id: 3, year: 2023, target: 5}\n  - {id: 66, year: 2023, target: 1}",
    ),
    Edit("actuals/2024.yaml", "1: 24.86", "1: {value: 24.86, verdict: missed}\n  55: 1"),
    Edit("actuals/2024.yaml", "1: 24.86", "1: 999999999999999"),
    Edit("actuals/2024.yaml", "1: 24.86", "1: 217.0"),
    Edit("actuals/2024.yaml", "2: 3.58", "2: 3.1"),
    Edit("actuals/2024.yaml", "2: 3.58", "2: 0"),
    Edit("actuals/2024.yaml", "2: 3.58", "2: -3.58"),
    Edit("actuals/2024.yaml", "verdict: met, source: 省对县考核", "verdict: met"),
    Edit("actuals/2024.yaml", "source: 统计公报", "source:"),
    Edit("actuals/2024.yaml", "status: published", "status: preliminary"),
    Edit("actuals/2024.yaml", "  8:\n", ""),
]


def broken(folder: Path, edits: Sequence[Edit]) -> None:
    """Write the county with some edits."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(COUNTY, folder)
    for edit in edits:
        path = folder / edit.file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(edit.old, edit.new, 1), encoding="utf-8")


def silenced(folder: Path) -> bool:
    """Silence whatever can be silenced in a folder; whether `check` passes it then."""
    for _ in range(2):
        findings = check(load(folder)).findings
        for file in {finding.place.file for finding in findings}:
            lines = Path(file).read_text(encoding="utf-8").split("\n")
            codes: dict[int, set[str]] = {}
            for finding in findings:
                if finding.place.file == file and "GF2" <= finding.code < "GF6":
                    codes.setdefault(finding.place.line - 1, set()).add(finding.code)
            for n, found in codes.items():
                lines[n] += f"  # gongfu: ignore[{', '.join(sorted(found))}] 试"
            Path(file).write_text("\n".join(lines), encoding="utf-8")
    return not any(finding.severity == "error" for finding in check(load(folder)).findings)


def commands() -> list[list[str]]:
    """Every command that reads data, in each of its formats, in both languages."""
    formats = [
        *(["score", "2024", "--format", name] for name in ("table", "json", "csv", "markdown", "xlsx")),
        *(["check", "--notes", "--format", name] for name in ("text", "json", "github", "junit", "sarif", "xlsx")),
        *(["trend", "--format", name] for name in ("table", "json", "xlsx")),
        *(["diff", "2023", "2024", "--format", name] for name in ("table", "json", "csv")),
        *(["compare", "--years", "all", "--format", name] for name in ("table", "json", "csv")),
        *(["compare", "2024", "--rows", "--format", name] for name in ("table", "json", "parquet", "xlsx")),
        *(["explain", id] for id in ("1", "2", "3", "7", "9")),
        *(["explain", "5.2", "--format", name] for name in ("json", "markdown")),
        ["score", "2025", "--targets", "latest"],
        ["score", "2023", "--path", "step"],
        ["report", "2024"],
        ["template", "2026", "-o", "form.yaml"],
        ["template", "2026", "-o", "form.xlsx"],
    ]
    return [
        [*words, *([] if "-o" in words else ["-o", "made"]), "--data", "data", "--lang", ("zh", "en")[n % 2]]
        for n, words in enumerate(formats)
    ]


def assert_printed(capsys: pytest.CaptureFixture[str], edits: Sequence[Edit]) -> bool:
    """Every command prints the county with these edits, silenced, or says in a sentence why it does not. False where
    `check` finds what cannot be silenced."""
    broken(Path("data"), edits)
    if not silenced(Path("data")):
        return False
    for words in commands():
        code = run(words)
        said = capsys.readouterr()
        assert code in (DONE, FOUND) or (code != FAULT and len(said.err.splitlines()) == 1), (words, said.err)
    return True


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Printed:
    monkeypatch.chdir(tmp_path)
    return partial(assert_printed, capsys)


def test_the_edits_break_every_rule_that_can_be_silenced(tmp_path: Path) -> None:
    found: set[str] = set()
    for edit in EDITS:
        broken(tmp_path / "data", [edit])
        found |= {finding.code for finding in check(load(tmp_path / "data")).findings}
    assert {code for code in RULES if "GF2" <= code < "GF6"} <= found


def test_no_row_is_left_out_for_a_fault_that_is_silenced(tmp_path: Path) -> None:
    """A category that only a row names stands behind the others."""
    broken(tmp_path / "data", [Edit(TABLE, "category: 社会和谐和睦", "category: 别的")])
    assert silenced(tmp_path / "data")
    book = check(load(tmp_path / "data")).book
    assert book
    assert [category.name for category in book.table.categories][-1] == "别的"
    assert {row.category for row in book.table.indicators} <= {category.name for category in book.table.categories}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.file}: {edit.new[:40]!r}")
def test_what_check_passes_every_command_prints(printed: Printed, edit: Edit) -> None:
    assert edit.old in (COUNTY / edit.file).read_text(encoding="utf-8")
    assert printed([edit])


@given(st.lists(st.sampled_from(EDITS), min_size=2, max_size=6, unique=True))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much])
def test_likewise_of_several_faults_at_once(printed: Printed, edits: list[Edit]) -> None:
    assume(printed(edits))
