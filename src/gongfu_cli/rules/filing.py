"""GF5: whether the actuals are all there, with their sources, and what they are."""

from collections.abc import Iterator

from gongfu_cli.book import Book
from gongfu_cli.finding import Finding, Hit, rule
from gongfu_cli.model import Actual, Status
from gongfu_cli.requirement import Course
from gongfu_cli.words import Phrase


@rule("GF501", "not-reported", "note")
def not_reported(book: Book) -> Iterator[Hit]:
    """Something is due and no value is filed."""
    for year in book.years:
        if year <= book.table.baseline_year:
            continue
        actuals, documents = book.actuals[year], book.in_force(year)
        for indicator in book.table.indicators:
            id, actual = indicator.id, book.actual(indicator.id, year)
            if actual and (actual.value is not None or actual.verdict):
                continue
            cells = book.cells(id, documents)
            course = Course(indicator, cells, lambda each, id=id: book.resolved(id, each), book.table.baseline_year)
            if course.at(year) is None:
                continue
            name = Phrase(f"指标 {id}（{indicator.name}）", f"{id} ({indicator.name_en or indicator.name})")
            lead = book.register.in_force(indicator.departments[0], year)
            hint = Phrase(f"向{lead}催报；没有开展统计就写 ——", f"ask {lead} for it; write —— if nothing was surveyed")
            if actual:
                message = Phrase(f"{name.zh}尚未报送", f"{name.en} is not reported yet")
                yield Hit(actuals.places.key("values", id), message, hint)
            else:
                message = Phrase(f"文件里没有{name.zh}", f"{name.en} is not in the file")
                yield Hit(actuals.places.key("values"), message, hint, severity="warning")


@rule("GF502", "no-source", "warning")
def no_source(book: Book) -> Iterator[Hit]:
    """A published value without its source."""
    for actuals in book.actuals.values():
        for id, actual in actuals.values.items():
            filed = actual.number is not None or actual.verdict
            if filed and (actual.status or actuals.status) == "published" and not (actual.source or actuals.source):
                message = Phrase(f"指标 {id} 的公布值没有写来源", f"the published value of {id} has no source")
                yield Hit(actual.places.value("value"), message, Phrase("补上 source: …", "add source: …"))


@rule("GF503", "illustrative", "note")
def illustrative(book: Book) -> Iterator[Hit]:
    """How many values of a file are illustrative, not official."""
    for actuals in book.actuals.values():
        places = [actual.places.value("value") for actual, status in _filed(book, actuals.year) if status == "illustrative"]
        if places:
            place = actuals.places.value("status") if actuals.status == "illustrative" else places[0]
            message = Phrase(f"含 {len(places)} 个示例值，非官方", f"{len(places)} illustrative values, not official")
            yield Hit(place, message)


def forbidden(book: Book) -> list[Finding]:
    """GF503 as an error at each illustrative value, for real deployments."""
    message = Phrase("示例值，不得用于正式发布", "an illustrative value where only real ones may stand")
    return [
        Finding(actual.places.value("value"), illustrative.code, illustrative.name, "error", message)
        for year in book.years
        for actual, status in _filed(book, year)
        if status == "illustrative"
    ]


@rule("GF504", "stale-preliminary", "warning")
def stale_preliminary(book: Book) -> Iterator[Hit]:
    """A value is still preliminary, and a later year's file exists."""
    for year, actuals in book.actuals.items():
        if year == max(book.years):
            continue
        message = Phrase(f"{year} 年还是初步值，而 {max(book.years)} 年的文件已经有了", f"still preliminary for {year}, and there is a file for {max(book.years)}")
        hint = Phrase("换成正式值，并把 status 改为 published", "file the final value and make its status published")
        inherits = False
        for actual, status in _filed(book, year):
            if status == "preliminary" and actual.status:
                yield Hit(actual.places.value("status"), message, hint)
            inherits = inherits or (status == "preliminary" and not actual.status)
        if inherits:
            yield Hit(actuals.places.value("status"), message, hint)


def _filed(book: Book, year: int) -> Iterator[tuple[Actual, Status]]:
    """Every value or verdict filed for a year with its status."""
    actuals = book.actuals[year]
    for actual in actuals.values.values():
        if actual.number is not None or actual.verdict:
            yield actual, actual.status or actuals.status
