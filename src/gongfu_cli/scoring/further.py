"""The further goals of a row, which documents set that ask for more without replacing a target."""

from collections.abc import Iterator
from typing import NamedTuple

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Document
from gongfu_cli.book.period import last_day
from gongfu_cli.book.wording import TargetCell, Words
from gongfu_cli.scoring.case import Case
from gongfu_cli.scoring.requirement import course_of


class Further(NamedTuple):
    """What a document that does not decide asks, and whether the actual meets it (None: cannot be said)."""

    document: Document
    cell: TargetCell
    met: bool | None


def further(book: Book, case: Case) -> Iterator[Further]:
    """What each document that does not decide asks by itself in the period of the case."""
    deciding = case.course.documents
    for document in book.documents:
        if document.issued > last_day(case.period) or any(document is other for other in deciding):
            continue
        course = course_of(book, case.indicator, [document], case.course.path)
        cell, requirement, value = course.cell(case.period), course.at(case.period), case.value
        if cell is None:
            continue
        words = isinstance(cell.wording, Words) and cell.wording.kind != "hold"
        met = None if requirement is None or not requirement.known or value is None or words else requirement.met(value)
        yield Further(document, cell, met)
