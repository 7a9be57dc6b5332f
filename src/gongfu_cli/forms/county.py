"""A county's data folder as it begins: a commented one with made-up figures, or one made from a table that was read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gongfu_cli.forms.county_table import RISES, CountyTable, TableRow
from gongfu_cli.language.phrase import NOTHING
from gongfu_cli.source.writing import scalar, tidy

_STARTER: Final = Path(__file__).parent / "starter"
_A_COUNTY: Final = "某县"
_ONLY_CATEGORY: Final = "主要指标"


def starter(name: str | None) -> dict[str, str]:
    """The commented files for a county of this name, by their path in the data folder."""
    texts = {path.relative_to(_STARTER).as_posix(): path for path in sorted(_STARTER.rglob("*.yaml"))}
    return {file: _named(path.read_text(encoding="utf-8"), name) for file, path in texts.items()}


def _named(text: str, name: str | None) -> str:
    """A file with a county's name in its title and sources."""

    def line(found: re.Match[str]) -> str:
        return f"{found[1]}: {scalar(found[2].replace(_A_COUNTY, name or _A_COUNTY))}{found[3] or ''}"

    return re.sub(rf"(?m)^(title|source): (.*{_A_COUNTY}.*?)(  #.*)?$", line, text)


def written(table: CountyTable, file: str, name: str | None) -> dict[str, str]:
    """The files of a table that was read from the spreadsheet called `file`; what was assumed is marked `# check`."""
    years = "_".join(map(str, dict.fromkeys((table.years[0], table.years[-1]))))
    bodies = dict.fromkeys(body for row in table.rows for body in row.departments)
    files = {
        "indicators": _table(table, tidy(file), name),
        f"targets_{years}": _targets(table, tidy(file)),
        "departments": ["departments:", *(f"  - {{name: {scalar(body)}}}" for body in bodies)],
    }
    schema = "# yaml-language-server: $schema=../schemas/{}.schema.json"
    return {
        f"{kind}.yaml": "\n".join([schema.format(kind.partition("_")[0]), *lines, ""]) for kind, lines in files.items()
    }


def _table(table: CountyTable, file: str, name: str | None) -> Iterator[str]:
    """The lines of the indicator table."""
    title = f"{name or _A_COUNTY}共同富裕主要目标指标" if name or not table.title else table.title
    yield f"# 读自 {file}。标有“# check”的是程序推定的，原表没有：逐处核对，再删去这个标记。"
    yield f"# Read from {file}. What is marked “# check” was assumed, not printed: look at each, then delete the mark."
    yield ""
    yield f"title: {scalar(title)}"
    yield f"source: {scalar(file)}  # check 文号和附件 the document and its annex"
    yield f"baseline_year: {table.baseline_year}" + "  # check" * table.baseline_year_assumed
    yield ""
    yield "categories:"
    yield from (f"  - {{name: {scalar(category)}}}" for category in dict.fromkeys(map(_category, table.rows)))
    yield ""
    yield "indicators:"
    for row in table.rows:
        yield from _row(row)


def _category(row: TableRow) -> str:
    return row.category or _ONLY_CATEGORY


def _row(row: TableRow) -> Iterator[str]:
    """The lines of an indicator, and a blank one."""
    yield f"  - id: {scalar(row.id)}"
    yield f"    name: {scalar(row.name)}"
    yield f"    category: {scalar(_category(row))}"
    if row.unit:
        yield f"    unit: {scalar(row.unit)}"
    yield f"    attribute: {row.attribute}" if row.attribute else "    attribute: evaluation  # check"
    yield f"    direction: {row.direction}" + (
        f"  # check {row.why.zh} {row.why.en}" if row.why not in (NOTHING, RISES) else ""
    )
    if row.worse:
        yield f"    worse: {row.worse}  # check"
    yield f"    baseline: {scalar(row.baseline)}"
    yield f"    departments: [{', '.join(map(scalar, row.departments))}]"
    if row.note:
        yield f"    note: {scalar(row.note)}"
    yield ""


def _targets(table: CountyTable, file: str) -> Iterator[str]:
    """The lines of the document of targets."""
    yield f"# 读自 {file}。认得的写法见 gongfu rule GF105。"
    yield f"# Read from {file}. The wordings that are known: gongfu rule GF105."
    yield ""
    yield f"source: {scalar(file)}  # check 文号和附件 the document and its annex"
    yield f"issued: {table.baseline_year + 1}-01-01  # check 印发日期 the date of issue"
    yield ""
    yield "targets:"
    for row in table.rows:
        cells = ", ".join(f"{year}: {scalar(text)}" for year, text in row.targets.items())
        yield f"  {scalar(row.id)}: {{{cells}}}  # {row.name}"
