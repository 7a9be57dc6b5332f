"""GF5: whether the actuals are all there, with their sources, and what they are."""

from collections.abc import Iterator

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Actual, Status
from gongfu_cli.book.period import Period, named, year_of
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.scoring.requirement import Course, course_of
from gongfu_cli.source.finding import Finding
from gongfu_cli.source.rule import Hit, rule

_ASK = Phrase("向{lead}催报；没有开展统计的写 ——", "ask {lead} for it; write —— if nothing was surveyed")

_ASK_DONE = Phrase(
    "向{lead}催报；已完成的写结论和来源（verdict: met）",
    "ask {lead} whether it is done; if so, write a verdict with its source (verdict: met)",
)


@rule("GF501", "not-reported", "note", over=Book)
def not_reported(book: Book) -> Iterator[Hit]:
    """An indicator that is due has no value.

    It cannot be judged, and the coverage of its department falls. Leave the line empty as long as nothing is
    reported, which is a note, and write `——` if nothing was surveyed. An id that is not in the file at all is a
    warning: its line may have been forgotten.

    当年有要求的指标没有填数。

    这项指标无法评价，所属部门的覆盖率随之下降。尚未报送的留空，作为提示；当年没有开展统计的写 `——`。文件里根本
    没有这个编号的是警告：可能漏了一行。

    Bad: actuals/2025.yaml
        values:
          15:
    Bad: actuals/2026.yaml (a warning)
        year: 2026
        status: published
        source: 示例县统计年鉴
        values:
          1: 22.60
          8: 74100
          19: 32.8
    Good: actuals/2025.yaml
        values:
          15: 70.2
    """
    for year in book.years:
        if year <= book.table.baseline_year:
            continue
        actuals, documents = book.actuals[year], book.in_force(year)
        for indicator in book.table.indicators:
            id, filed = indicator.id, book.filed(indicator.id, year)
            course = course_of(book, indicator, documents)
            if filed.status or not _due(book, course, year):
                continue
            name = Phrase(
                f"第{id}号指标（{indicator.name}）", f"indicator {id} ({indicator.name_en or indicator.name})"
            )
            lead = book.register.named(book.register.in_force(indicator.departments[0], year))
            hint = (_ASK_DONE if course.deliverable else _ASK)(lead=lead)
            if filed.place:
                message = Phrase(f"{name.zh}尚未报送", f"{name.en} is not reported yet")
                yield Hit(filed.place, message, hint)
            else:
                message = Phrase(f"文件里没有{name.zh}", f"{name.en} is not in the file")
                yield Hit(actuals.key_place("values"), message, hint, severity="warning")


def _due(book: Book, course: Course, year: int) -> bool:
    """Whether something is asked of an indicator in a year that a value, or of a deliverable a verdict, is missing
    for."""
    id = course.indicator.id
    if course.deliverable:
        return course.due(year) and book.first_met(id, year) is None
    return book.filed(id, year).surveyed and course.at(year) is not None


@rule("GF502", "no-source", "warning", over=Book)
def no_source(book: Book) -> Iterator[Hit]:
    """A published value does not say where it was published.

    Without the source nobody can look the figure up. Add `source` to the value, or once at the top of the file for
    all the values that name none of their own.

    公布值没有写来源。

    没有来源，谁也无法核对。给这个值加上 `source`，或在文件开头写一次，供没有单独注明来源的值共用。

    Bad: actuals/2024.yaml
        status: published
        source:
    Good: actuals/2024.yaml
        status: published
        source: 示例县统计年鉴
    """
    for year, actuals in book.actuals.items():
        for id, actual in actuals.values.items():
            filed = book.filed(id, year)
            published = filed.number is not None and filed.status == "published"
            if published and not filed.source and not filed.verdict:  # a verdict's source is asked for by GF206
                message = Phrase(
                    f"第{id}号指标的公布值没有写来源", f"the published value of indicator {id} has no source"
                )
                yield Hit(
                    actual.value_place("value"), message, Phrase("写明来源（source: …）", "name its source (source: …)")
                )


@rule("GF503", "illustrative", "note", over=Book)
def illustrative(book: Book) -> Iterator[Hit]:
    """Some values of a file are illustrative, not official.

    They were made up to show how the program works, and every result that rests on them is marked. Replace them
    with real figures and change their `status`. With `--forbid illustrative` each of them is an error; use that
    wherever results are sent out.

    文件里有示例值，不是官方数据。

    示例值是为演示而编制的，由它们得出的结果都有标记。换成真实数据，并改写 `status`。加
    上 `--forbid illustrative` 时，每个示例值都是错误；正式使用时请加上。

    Bad: actuals/2024.yaml
        status: illustrative
    Bad: actuals/2024.yaml
        values:
          15: {value: 67.4, status: illustrative}
    Good: actuals/2024.yaml
        status: published
    """
    for period, actuals in book.actuals.items():
        found = _filed(book, period, "illustrative")
        if found:
            of_file = actuals.status == "illustrative"
            place = actuals.value_place("status") if of_file else found[0].value_place("value")
            message = Phrase(
                f"含 {len(found)} 个示例值，非官方",
                f"{len(found)} illustrative {'value' if len(found) == 1 else 'values'}, not official",
            )
            yield Hit(place, message)


def forbidden(book: Book) -> list[Finding]:
    """GF503 as an error at each illustrative value, for real deployments."""
    message = Phrase("示例值，不得用于正式发布", "an illustrative value where only real ones may stand")
    return [
        Finding(actual.value_place("value"), illustrative.code, illustrative.name, "error", message)
        for period in book.periods
        for actual in _filed(book, period, "illustrative")
    ]


@rule("GF504", "stale-preliminary", "warning", over=Book)
def stale_preliminary(book: Book) -> Iterator[Hit]:
    """A value is still preliminary although there is a file for a later year.

    By then the final figure has usually been published, and comparisons should rest on it. File the final value and
    make its `status` `published`.

    已有后面年份的文件，这个值却还是初步值。

    这时正式数通常已经公布，比较应以正式数为准。换成正式值，并把 `status` 改为 `published`。

    Bad: actuals/2024.yaml
        values:
          15: {value: 67, status: preliminary}
    Bad: actuals/2024.yaml
        status: preliminary
    Good: actuals/2024.yaml
        values:
          15: {value: 67.4, status: published}
    """
    latest = max(book.years, default=0)
    for period, actuals in book.actuals.items():
        if year_of(period) >= latest:
            continue
        message = Phrase(
            f"{named(period).zh}还是初步值，而{latest}年的文件已经有了",
            f"still preliminary for {period}, and there is a file for {latest}",
        )
        hint = Phrase("换成正式值，并把 status 改为 published", "file the final value and make its status published")
        preliminary = _filed(book, period, "preliminary")
        yield from (Hit(actual.value_place("status"), message, hint) for actual in preliminary if actual.status)
        if not all(actual.status for actual in preliminary):
            yield Hit(actuals.value_place("status"), message, hint)


def _filed(book: Book, period: Period, status: Status) -> list[Actual]:
    """The values and verdicts filed for a period that have a status, be it that of their file."""
    return [actual for id, actual in book.actuals[period].values.items() if book.filed(id, period).status == status]
