"""Small counties for the tests: a case writes what matters to it, the rest is filled in.

Rows, cells and values are YAML in flow style, as they would stand in a file:

    row("direction: rising, baseline: 10", "2022: 20, 2025: 40", {2024: "30"}).standing
"""

import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import load
from gongfu_cli.book.period import Period, month_of, year_of
from gongfu_cli.checks.run import check
from gongfu_cli.forms.returned import Returned, opened, read
from gongfu_cli.scoring import requirement
from gongfu_cli.scoring.requirement import Course, Requirement
from gongfu_cli.scoring.scorecard import Deciding, score
from gongfu_cli.scoring.scored import Scored

FIRST = "2021-11-09"
FILLED_IN = {"name": "某指标", "category": "经济", "attribute": "evaluation", "departments": "[甲局]"}


def write(
    folder: Path,
    *indicators: str,
    targets: str | Mapping[str, str],
    actuals: Mapping[Period, str],
    departments: str = "",
    status: str = "published",
) -> Path:
    """Write a data folder: rows of the table, numbered from 1 unless they say otherwise; the target cells of the one
    document, or of several by date (`{"2025-02-28, replaces: true": "1: {2025: 50}"}`), called after their year unless
    they say otherwise; and values by period."""
    categories = dict.fromkeys([*re.findall(r"category: (\w+)", " ".join(indicators)), FILLED_IN["category"]])
    rows = ", ".join(_row(n, text) for n, text in enumerate(indicators, 1))
    headings = ", ".join(f"{{name: {name}}}" for name in categories)
    files = {
        "indicators": f"title: 表, source: 某文件, baseline_year: 2020, categories: [{headings}], indicators: [{rows}]"
    }
    documents = {FIRST: targets} if isinstance(targets, str) else targets
    for n, (issued, cells) in enumerate(documents.items(), 1):
        source = "" if ", source: " in issued.partition("[")[0] else f"source: 文件{issued[:4]}, "
        files[f"targets_{n}"] = f"{source}issued: {issued}, targets: {{{cells}}}"
    for period, values in actuals.items():
        month = f", month: {month_of(period)}" if month_of(period) else ""
        files[f"actuals/{period}"] = (
            f"year: {year_of(period)}{month}, status: {status}, source: 公报, values: {{{values}}}"
        )
    if departments:
        files["departments"] = f"departments: [{departments}]"
    (folder / "actuals").mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(f"{{{text}}}\n", encoding="utf-8")
    return folder


def _row(number: int, text: str) -> str:
    filled_in = {"id": str(number), **FILLED_IN}
    missing = [f"{key}: {value}" for key, value in filled_in.items() if not re.search(rf"(^|, ){key}: ", text)]
    return f"{{{', '.join([*missing, text])}}}"


def county(
    *indicators: str,
    targets: str | Mapping[str, str],
    actuals: Mapping[Period, str],
    departments: str = "",
    status: str = "published",
) -> Book:
    """The book of a folder as `write` makes it, which must be free of errors."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        write(folder, *indicators, targets=targets, actuals=actuals, departments=departments, status=status)
        report = check(load(folder))
    errors = [f"{each.code} {each.message.en}" for each in report.findings if each.severity == "error"]
    assert not errors, errors
    assert report.book
    return report.book


def row(
    indicator: str,
    cells: str | Mapping[str, str],
    values: Mapping[Period, str],
    year: Period = 2024,
    path: requirement.Path = "linear",
    targets: Deciding = None,
    status: str = "published",
) -> Scored:
    """The one row of a county, scored: its cells by milestone year (or by document), its values by year."""
    documents = {FIRST: cells} if isinstance(cells, str) else cells
    book = county(
        indicator,
        targets={issued: f"1: {{{each}}}" for issued, each in documents.items()},
        actuals={each: f"1: {value}" for each, value in ({year: ""} | dict(values)).items()},
        status=status,
    )
    return score(book, year, path, targets).rows[0]


def course(indicator: str, cells: str | Mapping[str, str], path: requirement.Path = "linear") -> Course:
    """What the cells of the one row of a county ask for, year by year."""
    return row(indicator, cells, {}, path=path).course


def asked(of: Requirement | None) -> str:
    """A requirement in a few words: `>= 20.0 interpolated`, `76–80 official`, `rise standing`; `?` where unknown."""
    if of is None:
        return "nothing"
    if of.op == "within":
        return f"{'?' if of.low is None else of.low}–{'?' if of.high is None else of.high} {of.basis}"
    if not of.numeric:
        return f"{of.op} {of.basis}"
    return f"{of.op} {'?' if of.value is None else of.value} {of.basis}"


def read_forms(files: Iterable[tuple[str, bytes]], book: Book, period: Period | None = None) -> Returned:
    """What comes back in forms of one table, with all that is wrong with them."""
    heads, findings = opened(files)
    result = read(heads, {"main": book}, period)
    return result._replace(findings=[*findings, *result.findings])
