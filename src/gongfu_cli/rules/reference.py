"""GF2: whether what the files name is there, and once."""

from collections.abc import Iterable, Iterator

from gongfu_cli.book import Book
from gongfu_cli.finding import Hit, Place, rule
from gongfu_cli.load import Folder
from gongfu_cli.requirement import Course
from gongfu_cli.targets import Words
from gongfu_cli.words import Phrase, did_you_mean, listed


def _twice(named: Iterable[tuple[object, Place]], what: Phrase) -> Iterator[Hit]:
    first: dict[object, Place] = {}
    for name, place in named:
        if name is None:
            continue
        if name in first:
            at = first[name]
            yield Hit(
                place,
                Phrase(f"{what.zh}“{name}”重复", f"the {what.en} “{name}” is given twice"),
                Phrase(f"第一处在 {at.file} 第 {at.line} 行", f"first at {at.file}:{at.line}"),
            )
        else:
            first[name] = place


@rule("GF201", "repeated-id")
def repeated_id(folder: Folder) -> Iterator[Hit]:
    """An indicator, a department or a document's date is given twice."""
    if folder.table:
        rows = folder.table.indicators or ()
        yield from _twice(((row.id, row.places.value("id")) for row in rows), Phrase("指标编号", "indicator id"))
        headings = folder.table.categories or ()
        yield from _twice(((row.name, row.places.value("name")) for row in headings), Phrase("类别", "category"))
    if folder.register:
        names = [(row.name, row.places.value("name")) for row in folder.register.departments or ()]
        names += [
            (alias, row.places.value("aliases", str(n)))
            for row in folder.register.departments or ()
            for n, alias in enumerate(row.aliases)
        ]
        yield from _twice(names, Phrase("部门", "department"))
    dates = ((each.issued, each.places.value("issued")) for each in folder.documents.values())
    yield from _twice(dates, Phrase("文件日期", "date of issue"))
    for document in folder.documents.values():
        settled = ((f"{each.id} / {each.year}", each.places.value("id")) for each in document.resolved or ())
        yield from _twice(settled, Phrase("已定目标", "resolved number"))


@rule("GF202", "unknown-indicator")
def unknown_indicator(folder: Folder) -> Iterator[Hit]:
    """An id that the indicator table does not have."""
    known = folder.ids
    if known is None:
        return
    for id, place in _ids(folder):
        if id not in known:
            yield Hit(
                place,
                Phrase(f"指标表里没有编号“{id}”", f"there is no indicator “{id}” in the table"),
                did_you_mean(id, known),
            )


def _ids(folder: Folder) -> Iterator[tuple[str, Place]]:
    for row in (folder.table.indicators if folder.table else None) or ():
        if row.derived:
            for name in ("numerator", "denominator"):
                id = getattr(row.derived, name)
                if id is not None:
                    yield id, row.derived.places.value(name)
    for document in folder.documents.values():
        yield from ((id, document.places.key("targets", id)) for id in document.targets or ())
        yield from ((each.id, each.places.value("id")) for each in document.resolved or () if each.id is not None)
    for actuals in folder.actuals.values():
        yield from ((id, actuals.places.key("values", id)) for id in actuals.values or ())


@rule("GF203", "unknown-department")
def unknown_department(folder: Folder) -> Iterator[Hit]:
    """A department that the register does not have, or one that is called by an alias."""
    if folder.register is None or folder.register.departments is None:
        return
    aliases = {alias: row.name for row in folder.register.departments for alias in row.aliases}
    known = [row.name for row in folder.register.departments if row.name is not None]
    for name, place in _departments(folder):
        if name in known:
            continue
        if name in aliases:
            yield Hit(
                place,
                Phrase(f"“{name}”是“{aliases[name]}”的别名", f"“{name}” is an alias of “{aliases[name]}”"),
                Phrase(f"改为：{aliases[name]}", f"write: {aliases[name]}"),
                aliases[name],
                "warning",
            )
        else:
            yield Hit(
                place,
                Phrase(f"部门名录里没有“{name}”", f"“{name}” is not in the register of departments"),
                did_you_mean(name, [*known, *aliases]),
            )


def _departments(folder: Folder) -> Iterator[tuple[str, Place]]:
    for row in (folder.table.indicators if folder.table else None) or ():
        yield from ((name, row.places.value("departments", str(n))) for n, name in enumerate(row.departments or ()))
    for department in (folder.register.departments if folder.register else None) or ():
        if department.successor and department.successor.name is not None:
            yield department.successor.name, department.successor.places.value("name")


@rule("GF204", "unknown-category")
def unknown_category(folder: Folder) -> Iterator[Hit]:
    """An indicator's category is not among the categories."""
    if folder.table is None or folder.table.categories is None:
        return
    known = [row.name for row in folder.table.categories if row.name is not None]
    for row in folder.table.indicators or ():
        if row.category is not None and row.category not in known:
            yield Hit(
                row.places.value("category"),
                Phrase(f"类别里没有“{row.category}”", f"“{row.category}” is not one of the categories"),
                did_you_mean(row.category, known) or Phrase("类别有：", "they are:").then(listed(known)),
            )


@rule("GF205", "no-targets")
def no_targets(folder: Folder) -> Iterator[Hit]:
    """No document mentions an indicator."""
    documents = list(folder.documents.values())
    if folder.table is None or not documents or any(each.targets is None for each in documents):
        return
    for row in folder.table.indicators or ():
        if row.id is not None and not any(row.id in document.targets for document in documents):
            yield Hit(
                row.places.value("id"),
                Phrase(f"没有一份目标文件提到指标 {row.id}", f"no targets file mentions indicator {row.id}"),
                Phrase(f"在目标文件里加上：{row.id}: {{年份: 目标}}；没有目标就写 ——", f"add it to one, as {row.id}: {{year: target}}, with —— where there is none"),
            )


@rule("GF206", "stray-resolution")
def stray_resolution(book: Book) -> Iterator[Hit]:
    """A resolved number or a verdict where the cell is not open, both at once, or one without its source."""
    for document in book.documents:
        for row in document.resolved:
            if isinstance(row.target.form, Words):
                message = Phrase(f"“{row.target.text}”不是一个数", f"“{row.target.text}” is not a number")
                yield Hit(row.places.value("target"), message, Phrase("resolved 只写数字", "resolved takes numbers only"))
            elif row.id in book.indicators and not is_open(book, row.id, row.year):
                yield Hit(
                    row.places.value("id"),
                    Phrase(f"指标 {row.id} 在 {row.year} 年的目标不是待定的写法", f"the target of {row.id} for {row.year} is not left open"),
                    Phrase("删去这一条，或核对编号和年份", "delete this entry, or check its id and year"),
                )
            elif row.source is None:
                message = Phrase("下达的数没有写来源（source）", "a resolved number without its source")
                yield Hit(row.places.value("id"), message, Phrase("补上：source: …", "add: source: …"))
    for year, actuals in book.actuals.items():
        for id, actual in actuals.values.items():
            if actual.verdict is None or id not in book.indicators:
                continue
            place = actual.places.value("verdict")
            if not is_open(book, id, year):
                message = Phrase(f"指标 {id} 在 {year} 年的目标不是待定的写法，不能附结论", f"the target of {id} for {year} is not left open: it takes no verdict")
                yield Hit(place, message, Phrase("删去 verdict", "delete the verdict"))
            elif book.resolved(id, year):
                message = Phrase(f"指标 {id} 在 {year} 年既有下达的数又有结论", f"{id} has both a resolved number and a verdict for {year}")
                yield Hit(place, message, Phrase("只留一个", "keep one of them"))
            elif (actual.source or actuals.source) is None:
                message = Phrase("结论没有写来源（source）", "a verdict without its source")
                yield Hit(place, message, Phrase("补上：source: …", "add: source: …"))


def is_open(book: Book, id: str, year: int) -> bool:
    """Whether the cell in force for an indicator in a year is an open wording."""
    course = Course(book.indicators[id], book.cells(id, book.in_force(year)), lambda year: None, book.table.baseline_year)
    cell = course.cell(year)
    return cell is not None and cell.form == Words("open")
