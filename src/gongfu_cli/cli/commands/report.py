"""`gongfu report`: the page or the document to send round, or a page for each department."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from gongfu_cli.cli import options
from gongfu_cli.cli.output import format_of, one_place, put
from gongfu_cli.cli.session import Session
from gongfu_cli.language.phrase import Refusal

if TYPE_CHECKING:
    from gongfu_cli.sheets.page import Courses

HOME = "index.html"
"""The page for all, among those of departments."""


_OUTPUT = options.output("写入的网页，或 Word 文档（.docx）", "the page, or the Word document (.docx), to write")


def command(
    session: Annotated[Session, _OUTPUT, options.TABLE],
    year: options.Year = None,
    template: Annotated[
        Path | None,
        options.option(
            "--template",
            "FILE",
            "Word 文档的模板（.docx）：接在其后，用其样式",
            "a document (.docx) whose styles a Word document takes, and whose contents it follows",
        ),
    ] = None,
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
    way: options.Way = options.USUAL_WAY,
) -> None:
    """Write the page or the document of a year, of all that there is or of what a department leads and supports; with
    --split a page for each department, and one for all of them that leads to these."""
    from gongfu_cli.cli import opening, select
    from gongfu_cli.formats import html
    from gongfu_cli.scoring.trend import trends
    from gongfu_cli.sheets.page import page_of

    one_place(session, split)
    kind = format_of(session, ["html", "docx"])
    if template and kind != "docx":
        raise Refusal("--template 只用于 Word 文档：-o 文件.docx", "--template is for a Word document: -o FILE.docx")
    books, (last,) = opening.open_books(session, [year])
    courses = {name: trends(book, *select.way(way), until=last) for name, book in books.items()}
    filters = select.meant(options.Filters(department), books.values(), last)
    chosen = dict.fromkeys(name for cards, _ in courses.values() for name in select.bodies(cards[-1], filters))
    if split is not None:
        _pages(session, courses, [*chosen], split)
    elif kind == "docx":
        put(session, _document(session, courses, [*chosen], template))
    else:
        put(session, html.render(page_of(courses, [*chosen]), session.language).encode())


def _pages(session: Session, courses: "Courses", departments: Sequence[str], folder: Path) -> None:
    """Write the page for all and those of departments, of all of them where none are named."""
    from gongfu_cli.cli import saving
    from gongfu_cli.formats import html
    from gongfu_cli.sheets.page import page_of
    from gongfu_cli.sheets.report import Site

    last = [cards[-1] for cards, _ in courses.values()]
    names = departments or [*dict.fromkeys(name for card in last for name in card.departments)]
    files = saving.paths_in(folder, [f"{last[0].period}-{name}" for name in names], ".html")
    site = Site(HOME, dict(zip(names, (file.name for file in files), strict=True)))
    for file, parts in [(folder / HOME, []), *((file, [name]) for name, file in zip(names, files, strict=True))]:
        saving.save(file, html.render(page_of(courses, parts, site), session.language).encode())
    session.note(f"已写入 {folder}：{len(files) + 1} 页", f"written: {folder}, {len(files) + 1} pages")


def _document(session: Session, courses: "Courses", departments: Sequence[str], template: Path | None) -> bytes:
    """The report as a Word document, with the tables of its rows as annexes."""
    from gongfu_cli.cli import disk
    from gongfu_cli.formats.docx import render
    from gongfu_cli.sheets.briefing import briefing_of

    if template and session.file and template.resolve() == session.file.resolve():
        raise Refusal(f"{template} 是模板，结果写到另一个文件", f"{template} is the template: write to another file")
    briefing = briefing_of(courses, departments)
    return render(briefing, session.language, disk.read(template) if template else None)
