"""`gongfu score`, `diff` and `explain`."""

from typing import Annotated

import typer

from gongfu_cli.cli import completion, options, select
from gongfu_cli.cli.running import FOUND, kind_of, open_book, put_csv, put_json, put_sheet, scorecard
from gongfu_cli.cli.session import Session
from gongfu_cli.formats import documents, records
from gongfu_cli.language.phrase import Phrase, Refusal
from gongfu_cli.scoring.bands import bands
from gongfu_cli.scoring.diff import compare

FAILURES = ("gap", "regressed", "no_data")


def score(
    ctx: typer.Context,
    year: options.Year = None,
    show: Annotated[
        list[str] | None,
        options.option(
            "--show",
            "PART",
            "只显示某部分：indicators categories departments summary（可重复）",
            "only this part: indicators, categories, departments, summary (repeatable)",
            completion.words("indicators", "categories", "departments", "summary"),
        ),
    ] = None,
    department: options.Department = None,
    category: options.Category = None,
    standing: options.Standing = None,
    attribute: options.Attribute = None,
    path: options.Course = "linear",
    targets: options.Targets = None,
    format: options.Format = "table",
    output: options.Output = None,
    fail_on: Annotated[
        list[str] | None,
        options.choice(
            "--fail-on",
            FAILURES,
            "所选指标有这种情况时以 1 退出（可重复）",
            "exit with 1 if a row chosen has this (repeatable)",
        ),
    ] = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Score a year: indicators, categories, departments and a line that sums it up."""
    from gongfu_cli.sheets.scorecard import PARTS, scorecard_sheet

    session: Session = ctx.obj
    kind = kind_of(format, output, options.FORMATS)
    parts = [select.one_of(each, PARTS, Phrase("--show ", "part for --show")) for each in show or PARTS]
    failures = [select.one_of(each, FAILURES, Phrase("--fail-on ", "value for --fail-on")) for each in fail_on or ()]
    book, (last,) = open_book(session, data, [year])
    card = scorecard(book, last, path, targets)
    rows = select.rows(card, select.Filters(department or (), category or (), standing or (), attribute or ()))
    if kind == "json":
        put_json(documents.score_document(card, rows), output)
    elif kind == "csv":
        put_csv(records.score_lines(card, rows), output)
    else:
        put_sheet(session, scorecard_sheet(card, rows, parts), kind, output)
    if any(failure in (row.verdict, row.standing) for row in rows for failure in failures):
        raise typer.Exit(FOUND)


def diff(
    ctx: typer.Context,
    years: Annotated[
        list[str] | None,
        options.argument(
            "[YEAR] [YEAR]",
            "两个年份（默认最近一年与上一年）",
            "the two years (default: the latest and the one before)",
            completion.years,
        ),
    ] = None,
    department: options.Department = None,
    category: options.Category = None,
    standing: options.Standing = None,
    attribute: options.Attribute = None,
    path: options.Course = "linear",
    targets: options.Targets = None,
    format: options.Format = "table",
    output: options.Output = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """What changed between two years (one year: from the one before)."""
    from gongfu_cli.sheets.comparison import comparison_sheet

    session: Session = ctx.obj
    kind = kind_of(format, output, options.FORMATS)
    given = years or []
    if len(given) > 2:
        raise Refusal(Phrase(f"最多两个年份，现在是 {len(given)} 个", f"two years at most, not {len(given)}"))
    wanted: list[str | None] = [None, None, *given]
    book, (before, after) = open_book(session, data, wanted[-2:])
    if before == after:
        raise Refusal(Phrase("两个年份相同", "the two years are the same"))
    if before > after:
        command = f"gongfu diff {after} {before}"
        raise Refusal(Phrase(f"先写早的年份：{command}", f"the earlier year goes first: {command}"))
    comparison = compare(scorecard(book, before, path, targets), scorecard(book, after, path, targets))
    filters = select.Filters(department or (), category or (), standing or (), attribute or ())
    shown = {row.indicator.id for row in select.rows(comparison.after, filters)}
    changes = [each for each in comparison.changes if each.indicator.id in shown]
    if kind == "json":
        put_json(documents.diff_document(comparison, changes), output)
    elif kind == "csv":
        put_csv(records.diff_lines(comparison, changes), output)
    else:
        put_sheet(session, comparison_sheet(comparison, changes), kind, output)


def explain(
    ctx: typer.Context,
    id: Annotated[str, options.argument("ID", "指标编号或名称", "the indicator's id or name", completion.indicators)],
    year: options.Year = None,
    path: options.Course = "linear",
    targets: options.Targets = None,
    format: options.Format = "table",
    output: options.Output = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """One indicator in full: its cells, the requirement, the arithmetic, the thresholds, and file:line."""
    from gongfu_cli.sheets.explanation import explanation_sheet

    session: Session = ctx.obj
    kind = kind_of(format, output, options.FORMATS)
    book, (last,) = open_book(session, data, [year])
    card = scorecard(book, last, path, targets)
    wanted = select.indicator(book, id)
    row = next(each for each in card.rows if each.indicator is wanted)
    if kind == "json":
        put_json(documents.explain_document(card, row, bands(row)), output)
    elif kind == "csv":
        put_csv(records.score_lines(card, [row]), output)
    else:
        put_sheet(session, explanation_sheet(card, row), kind, output)
