"""A report as a document to send round (通报): its sections in order, of what the page of the period says."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongfu_cli.language.phrase import BETWEEN_CLAUSES, BETWEEN_NAMES, COLON, NOTHING, Phrase, same
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.sheets.overview import Figure
from gongfu_cli.sheets.page import Courses, Page, concerned, page_of
from gongfu_cli.sheets.phrases import in_brackets
from gongfu_cli.sheets.report import Report
from gongfu_cli.sheets.scorecard import scorecard_sheet
from gongfu_cli.sheets.sheet import Section, Sheet

_DIGITS = ["", *"一二三四五六七八九"]
_STOP = Phrase("。", ".")


class Briefing(NamedTuple):
    """The document. Its notice, if any, stands on every page; the annexes have the full tables."""

    title: Phrase
    notice: Phrase
    sections: Sequence[Section]
    annexes: Sequence[Sheet]


def briefing_of(courses: Courses, departments: Sequence[str] = ()) -> Briefing:
    """The document of what the page of some tables says; of several tables each has a section of its own, with its
    parts on the level below."""
    page = page_of(courses, departments)
    annexes = [_annex(cards[-1], departments) for cards, _ in concerned(courses, departments).values()]
    title = Phrase(f"{page.title.zh}情况通报", f"Report: {page.title.en}")
    return Briefing(title, page.notice, [*_numbered(_all_sections(page))], annexes)


def _annex(card: Scorecard, departments: Sequence[str]) -> Sheet:
    """The table of all rows; of departments, of what they lead and support."""
    rows = [row for row in card.rows if not departments or {*departments} & {*row.departments}]
    return scorecard_sheet(card, rows, ["indicators"], departments)


def _all_sections(page: Page) -> Iterator[Section]:
    """The sections of all tables, and the one that is left to be written."""
    if page.tables:
        yield page.tables
    for part in page.parts:
        if page.tables:
            yield Section(part.table)
        yield from (section._replace(level=2 if page.tables else 1) for section in _sections(part))
    yield Section(Phrase("下一步", "Next steps"), [NOTHING])


def _numbered(sections: Iterable[Section]) -> Iterator[Section]:
    """The sections with their numbers, 一、 and below it （一）."""
    outer = inner = 0
    for section in sections:
        outer, inner = (outer + 1, 0) if section.level == 1 else (outer, inner + 1)
        numeral = _numeral(inner or outer)
        number = Phrase(f"（{numeral}）", f"({inner}) ") if inner else Phrase(f"{numeral}、", f"{outer}. ")
        yield section._replace(heading=number + section.heading)


def _numeral(number: int) -> str:
    """A number below a hundred as it is written before a heading."""
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens] * (tens > 1)}{'十' * (tens > 0)}{_DIGITS[ones]}"


def _sections(report: Report) -> Iterator[Section]:
    """The sections that there is something for."""
    figures = BETWEEN_CLAUSES.join(map(_figure, report.figures))
    overview = [report.headline, figures, report.summary, report.made, report.basis]
    yield Section(Phrase("总体情况", "Overview"), [_sentence(text) for text in overview if text])
    lines = [body.name + COLON + BETWEEN_NAMES.join(row.title for row in rows) for body, rows in report.unreported]
    unreported = Section(Phrase("未报送的指标", "Not reported"), [*map(_sentence, lines)]) if lines else None
    yield from filter(None, (report.gaps, unreported, report.further, report.changes))


def _sentence(text: Phrase) -> Phrase:
    """A text that ends in a stop."""
    return text if text.zh.endswith(_STOP.zh) else text + _STOP


def _figure(figure: Figure) -> Phrase:
    """A headline figure in running text; what it is of stands in the brackets where that is numbers alone."""
    of, note = (NOTHING, [figure.of, figure.note]) if figure.of.zh == figure.of.en else (figure.of, [figure.note])
    text = same(" ").join(filter(None, (figure.label, figure.value, of)))
    inside = BETWEEN_CLAUSES.join(filter(None, note))
    return text + in_brackets(inside) if inside else text
