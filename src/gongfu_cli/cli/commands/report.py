"""`gongfu report`: the page to send round, or a page for each department."""

from pathlib import Path
from typing import Annotated

from gongfu_cli.cli import options
from gongfu_cli.cli.output import format_of, put
from gongfu_cli.cli.usage import Context
from gongfu_cli.language.phrase import Refusal

HOME = "index.html"
"""The page for all, among those of departments."""


def command(
    ctx: Context,
    year: options.Year = None,
    output: Annotated[Path | None, options.option("--output/-o", "FILE", "写入的网页文件", "the page to write")] = None,
    split: Annotated[
        Path | None,
        options.option(
            "--split",
            "DIR",
            "每个部门一页，连同总页写入此文件夹",
            "a page for each department, and one for all, go here",
        ),
    ] = None,
    department: options.Department = None,
    path: options.Course = "linear",
    targets: options.Targets = None,
    table: options.Table = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Write the page of a year, of all that there is or of what a department leads and supports; with --split one for
    each department, and one for all of them that leads to these."""
    from gongfu_cli.cli import opening, saving, select
    from gongfu_cli.formats import html
    from gongfu_cli.scoring.trend import trends
    from gongfu_cli.sheets.report import Site, report_of

    session = ctx.obj
    if (output is None) == (split is None):
        raise Refusal("用 -o FILE 或 --split DIR 指明写到哪里", "say where to write it: -o FILE or --split DIR")
    format_of(session, ["html"])
    book, (last,) = opening.open_book(session, data, [year])
    cards, courses = trends(book, select.course(path), select.deciding(targets), until=last)
    chosen = select.bodies(cards[-1], department)
    if split is None:
        put(session, html.render(report_of(cards, courses, chosen), session.language).encode())
        return
    names = chosen or cards[-1].departments
    files = saving.paths_in(split, [f"{last}-{name}" for name in names], ".html")
    site = Site(HOME, dict(zip(names, (file.name for file in files), strict=True)))
    for file, parts in [(split / HOME, []), *((file, [name]) for name, file in zip(names, files, strict=True))]:
        saving.save(file, html.render(report_of(cards, courses, parts, site), session.language).encode())
    session.note(f"已写入 {split}：{len(files) + 1} 页", f"written: {split}, {len(files) + 1} pages")
