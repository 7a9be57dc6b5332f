"""GF2: whether what the files name is there, and once."""

from collections.abc import Iterable, Iterator, Sequence

from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import Folder
from gongfu_cli.book.model import Document, Resolved
from gongfu_cli.book.period import Period, named
from gongfu_cli.book.scalars import BY_VERDICT
from gongfu_cli.book.wording import Kind, Plain, Words
from gongfu_cli.language.phrase import Phrase, did_you_mean, listed, nearest
from gongfu_cli.scoring.requirement import course_of
from gongfu_cli.source.finding import Place, correction
from gongfu_cli.source.nodes import EVERY, Listing, Mapping, Node, Text, at
from gongfu_cli.source.rule import Hit, rule
from gongfu_cli.source.writing import scalar

_SHOWN = 5
"""So many names of a circle are shown."""
_GUESSES = 100
"""How often it is worth guessing; a file with more unknown ids belongs to another table."""


def _twice(names: Iterable[Text], kind: Phrase) -> Iterator[Hit]:
    """A hit for each name that was given before."""
    first: dict[str, Text] = {}
    for name in names:
        before = first.setdefault(name, name)
        if before is not name:
            place = before.place
            yield Hit(
                name.place,
                Phrase(f"{kind.zh}“{name}”重复", f"the {kind.en} “{name}” is given twice"),
                Phrase(f"第一处在 {place.file} 第 {place.line} 行", f"first at {place.file}:{place.line}"),
            )


@rule("GF201", "repeated-id", over=Folder)
def repeated_id(folder: Folder) -> Iterator[Hit]:
    """An indicator id, category, department name, document (its `source`) or resolved number is given twice.

    Whatever refers to it would then mean either of the two. Delete the repeated row, or correct its id or name;
    targets of one document go into one file, and two annexes are told apart in their `source`.

    指标编号、类别、部门名称、文件（source）或已下达的数重复。

    别处引用它时，就分不清指的是哪一个。删去重复的一行，或改正编号、名称；同一份文件的目标写进同一个文件，两个附件
    在 `source` 中写明是哪一个。

    Bad: departments.yaml
        departments:
          - name: 县发改局
          - name: 县发改局
    Bad: departments.yaml
        departments:
          - name: 县发改局
            aliases: [县民社局]
    Bad: indicators.yaml
        indicators:
          - {id: 15, name: 城镇化率, category: 城乡区域协调发展, attribute: evaluation, direction: rising,
             baseline: 65, departments: [县发改局]}
    Bad: indicators.yaml
        categories:
          - name: 经济高质量发展
          - name: 经济高质量发展
    Bad: targets_2026.yaml
        source: 示例县办〔2021〕1号
        issued: 2026-03-01
        targets: {}
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 完成上级下达指标, 2025: 70}
        resolved:
          - {id: 15, year: 2022, target: 67, source: 市下达任务书}
          - {id: 15, year: 2022, target: 68, source: 市下达任务书}
    Good: departments.yaml
        departments:
          - name: 县发改局
          - name: 县民社局
    """
    table, register = folder.root(folder.table_name), folder.root(folder.register_name)
    yield from _twice(folder.texts(table, "indicators", EVERY, "id"), Phrase("指标编号", "indicator id"))
    yield from _twice(folder.texts(table, "categories", EVERY, "name"), Phrase("类别", "category"))
    names = folder.texts(register, "departments", EVERY, "name")
    aliases = folder.texts(register, "departments", EVERY, "aliases", EVERY)
    yield from _twice([*names, *aliases], Phrase("部门", "department"))
    documents = [folder.root(file) for file in folder.targets]
    sources = [source for document in documents for source in folder.texts(document, "source")]
    yield from _twice(sources, Phrase("文件", "document"))
    for document in documents:
        resolved = [
            Text(f"{id} / {year}", id.place)
            for row in at(document, "resolved", EVERY)
            for id in folder.texts(row, "id")
            for year in folder.texts(row, "year")
        ]
        yield from _twice(resolved, Phrase("已定目标", "resolved number"))


@rule("GF202", "unknown-indicator", over=Folder)
def unknown_indicator(folder: Folder) -> Iterator[Hit]:
    """An id is used that the indicator table does not have.

    A value or a target under a mistyped id would never reach its indicator. Correct the id, or add the indicator to
    `indicators.yaml` first.

    用了指标表里没有的编号。

    编号写错，这个值或目标就到不了它的指标。改正编号，或者先在 `indicators.yaml` 里加上这项指标。

    Bad: actuals/2024.yaml
        values:
          51: 67.4
    Bad: targets_2022_2025.yaml
        targets:
          150: {2022: 68, 2025: 70}
    Bad: targets_2022_2025.yaml
        resolved:
          - {id: 51, year: 2022, target: 67, source: 市下达任务书}
    Bad: indicators.yaml
        indicators:
          - id: 15
            derived: {numerator: 88, denominator: 1}
    Bad: indicators.yaml
        indicators:
          - id: 15
            derived: {numerator: 8, denominator: 11}
    Good: actuals/2024.yaml
        values:
          15: 67.4
    """
    known = folder.ids
    if known is None:
        return
    there = frozenset(known)
    unknown = [id for id in _ids(folder, there) if id not in there]
    for n, id in enumerate(unknown):
        message = Phrase(f"指标表里没有编号“{id}”", f"there is no indicator “{id}” in the table")
        yield Hit(id.place, message, _meant_id(id, known) if n < _GUESSES else None)


def _meant_id(id: str, known: Sequence[str]) -> Phrase | None:
    parts = [part for part in known if part.startswith(f"{id}.")]
    return Phrase("是否想写：", "Did you mean:").then(listed(parts)) if parts else did_you_mean(id, known, cutoff=0.7)


def _ids(folder: Folder, known: frozenset[str]) -> Iterator[Text]:
    """The ids that are used; of the keys, those that are not `known`."""
    for part in ("numerator", "denominator"):
        yield from folder.texts(folder.root(folder.table_name), "indicators", EVERY, "derived", part)
    for document in map(folder.root, folder.targets):
        yield from _keys(folder, document, "targets", known)
        yield from folder.texts(document, "resolved", EVERY, "id")
    for actuals in map(folder.root, folder.periods):
        yield from _keys(folder, actuals, "values", known)


def _keys(folder: Folder, root: Node | None, field: str, known: frozenset[str]) -> Iterator[Text]:
    """The keys of a field that are not `known`, but for those before something of which nothing could be made: that was
    found already."""
    block = next(at(root, field), None)
    if not isinstance(block, Mapping):
        return
    for name, value in block.items():
        if name not in known and isinstance(value, Text | Mapping):
            key = block.key(name)
            if not {key.place, value.place} & folder.unread:
                yield key


@rule("GF203", "unknown-department", over=Folder)
def unknown_department(folder: Folder) -> Iterator[Hit]:
    """A department is not in the register, `departments.yaml`.

    A mistyped name would count as a department of its own and take indicators away from the right one. Correct the
    name, or add the department to the register. An alias is understood and only a warning; the hint gives the name
    to use in its place.

    部门不在名录 `departments.yaml` 里。

    名称写错，就会多算出一个部门，把指标从该负责的部门名下划走。改正名称，或把部门加进名录。写了别名的认得出来，
    只作警告，提示里给出规范的名称。

    Bad: indicators.yaml
        indicators:
          - id: 15
            departments: [县发展局]
    Bad: departments.yaml
        departments:
          - name: 县发改局
            successor: {name: 县经信局, since: 2025-02-28}
    Bad: indicators.yaml (a warning)
        indicators:
          - id: 15
            departments: [县发展和改革局]
    and: departments.yaml
        departments:
          - name: 县发改局
            aliases: [县发展和改革局]
    Good: indicators.yaml
        indicators:
          - id: 15
            departments: [县发改局]
    """
    table, register = folder.root(folder.table_name), folder.root(folder.register_name)
    registered = _all_named(folder, register, "departments")
    if registered is None or folder.has(folder.register_name, "GF005", "GF101", "GF107"):
        return
    bodies: dict[str, list[Text]] = {}
    for row in at(register, "departments", EVERY):
        for alias in folder.texts(row, "aliases", EVERY):
            bodies.setdefault(alias, []).extend(folder.texts(row, "name"))
    known = set(registered)
    answering = folder.texts(table, "indicators", EVERY, "departments", EVERY)
    for name in (*answering, *folder.texts(register, "departments", EVERY, "successor", "name")):
        if name in known:
            continue
        if len(bodies.get(name, ())) == 1:
            body = str(bodies[name][0])
            message = Phrase(f"“{name}”是“{body}”的别名", f"“{name}” is an alias of “{body}”")
            yield Hit(name.place, message, correction(body), body, "warning")
        else:
            message = Phrase(f"部门名录里没有“{name}”", f"“{name}” is not in the register of departments")
            line = f"- {{name: {scalar(name)}}}"
            add = Phrase(f"名录里没有的，加上一行：{line}", f"To add a body to the register: {line}")
            guess = did_you_mean(name, [*registered, *bodies])
            yield Hit(name.place, message, guess.then(add) if guess else add)


def _all_named(folder: Folder, root: Node | None, field: str) -> list[Text] | None:
    """The names of all rows of a list; None where one could not be read: it may be any that is not there."""
    names = [*folder.texts(root, field, EVERY, "name")]
    complete = len(names) == len([*at(root, field, EVERY)]) and isinstance(next(at(root, field), None), Listing)
    return names if complete else None


@rule("GF204", "unknown-category", over=Folder)
def unknown_category(folder: Folder) -> Iterator[Hit]:
    """An indicator’s category is not one of the `categories` at the top of the table.

    Results are shown and counted by category, so the indicator would be left out of all of them. Correct the name,
    or add the category to the list.

    指标的类别不在指标表开头的 `categories` 之中。

    结果按类别列出和统计，类别写错的指标哪一类都算不进去。改正名称，或把类别加进列表。

    Bad: indicators.yaml
        indicators:
          - id: 15
            category: 城乡协调发展
    Bad: indicators.yaml
        indicators:
          - id: 15
            category: 人口
    Good: indicators.yaml
        indicators:
          - id: 15
            category: 城乡区域协调发展
    """
    table = folder.root(folder.table_name)
    known = _all_named(folder, table, "categories")
    if known is None:
        return
    there = set(known)
    for category in folder.texts(table, "indicators", EVERY, "category"):
        if category not in there:
            yield Hit(
                category.place,
                Phrase(f"类别里没有“{category}”", f"“{category}” is not one of the categories"),
                did_you_mean(category, known) or Phrase("类别有：", "they are:").then(listed(known)),
            )


@rule("GF205", "no-targets", over=Folder)
def no_targets(folder: Folder) -> Iterator[Hit]:
    """No targets file mentions an indicator of the table.

    An indicator without targets is never due and drops out of every rate without a word; most likely its line was
    forgotten. Add it to the targets file, with `——` for a year in which the document asks for nothing.

    没有一份目标文件提到指标表里的某项指标。

    没有目标的指标任何一年都不作要求，会悄悄退出各项统计，多半是漏了一行。请在目标文件里补上；文件中某年没有目标
    的，写 `——`。

    Bad: targets_2022_2025.yaml (whole file)
        source: 示例县办〔2021〕1号
        issued: 2021-11-09
        targets:
          1: {2022: 18, 2025: 21}
          8: {2022: 56000, 2025: 69000}
          19: {2022: 31, 2025: 33}
    Good: targets_2022_2025.yaml (whole file)
        source: 示例县办〔2021〕1号
        issued: 2021-11-09
        targets:
          1: {2022: 18, 2025: 21}
          8: {2022: 56000, 2025: 69000}
          15: {2022: 68, 2025: 70}
          19: {2022: 31, 2025: 33}
    """
    ids, mentioned = folder.ids, _mentioned(folder)
    if ids is None or mentioned is None:
        return
    missing = [id for id in ids if id not in mentioned]
    misspelt = {nearest(id, missing) for id in mentioned.difference(ids)} if len(missing) < _GUESSES else set()
    for id in missing:
        if id not in misspelt:
            message = Phrase(f"没有一份目标文件提到第{id}号指标", f"no targets file mentions indicator {id}")
            hint = Phrase(
                f"在目标文件里加上：{id}: {{年份: 目标}}；没有目标就写 ——",
                f"add it to one, as {id}: {{year: target}}, with —— where there is none",
            )
            yield Hit(id.place, message, hint)


def _mentioned(folder: Folder) -> set[str] | None:
    """The ids in the targets files; None where there is none, or one could not be read."""
    blocks = [next(at(folder.root(file), "targets"), None) for file in folder.targets]
    if not blocks or not all(isinstance(block, Mapping) or block == "" for block in blocks):
        return None
    return {id for block in blocks if isinstance(block, Mapping) for id in block}


@rule("GF206", "stray-resolution", over=Book)
def stray_resolution(book: Book) -> Iterator[Hit]:
    """A resolved number or a verdict is given where the target is not left open, or is given without its source.

    Only a wording such as `完成上级下达指标` leaves the number to be settled later; where the document prints a number,
    that number decides. A verdict also says whether what was to be done (`完成`, `建成`) is done. Delete the entry, or
    check its id and year. Of a number and a verdict for the same year keep one, and say where it comes from.

    目标并非未明确，却写了下达数或考核结论；或者写了，没有来源。

    只有“完成上级下达指标”这类措辞才把数留待以后确定；文件印了数的，以所印的数为准。目标是“完成”“建成”这类任务的，也
    附结论。删去这一条，或核对编号和年
    份。同一年既有数又有结论的只留一个，并写明来源。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70}
        resolved:
          - {id: 15, year: 2022, target: 67, source: 市下达任务书}
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 完成上级下达指标, 2025: 70}
        resolved:
          - {id: 15, year: 2022, target: 67}
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: ——, 2025: 70}
        resolved:
          - {id: 15, year: 2022, target: 保持稳定, source: 市下达任务书}
    Bad: actuals/2024.yaml
        values:
          15: {value: 67.4, verdict: met}
    Bad: actuals/2025.yaml
        values:
          15: {value: 70.2, verdict: met}
    and: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 完成上级下达指标}
        resolved:
          - {id: 15, year: 2025, target: 69, source: 市下达任务书}
    Bad: actuals/2025.yaml
        status: preliminary
        source:
        values:
          15: {value: 70.2, verdict: met}
    and: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 完成上级下达指标}  # gongfu: ignore[GF305] 只有考核结论
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 完成上级下达指标, 2025: 70}
        resolved:
          - {id: 15, year: 2022, target: 67, source: 市下达任务书}
    Good: actuals/2025.yaml
        values:
          15: {value: 70.2, verdict: met, source: 市考核通报}
    and: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 完成上级下达指标}  # gongfu: ignore[GF305] 只有考核结论
    """
    for document in book.documents:
        for row in document.resolved:
            yield from _stray_number(book, row)
    for period, actuals in book.actuals.items():
        for id, actual in actuals.values.items():
            if actual.verdict and id in book.indicators:
                yield from _stray_verdict(book, id, period, actual.value_place("verdict"))


_ADD_SOURCE = Phrase("补上：source: …", "add: source: …")


def _stray_number(book: Book, row: Resolved) -> Iterator[Hit]:
    applying = [book.in_force(row.year), *([document] for document in book.documents)]
    if isinstance(row.target.wording, Words):
        message = Phrase(f"“{row.target.text}”不是一个数", f"“{row.target.text}” is not a number")
        hint = Phrase("写一个数，或 ≤0.27 这样的界限", "write a number, or a bound such as ≤0.27")
        yield Hit(row.value_place("target"), message, hint)
    elif row.id in book.indicators and not any(is_open(book, row.id, row.year, some) for some in applying):
        message = Phrase(
            f"第{row.id}号指标{row.year}年的目标并非未明确，不能写下达数",
            f"the target of indicator {row.id} for {row.year} is not left open",
        )
        hint = Phrase("删去这一条，或核对编号和年份", "delete this entry, or check its id and year")
        yield Hit(row.value_place("id"), message, hint)
    elif row.source is None:
        message = Phrase("下达数没有写来源（source）", "a resolved number without its source")
        yield Hit(row.value_place("id"), message, _ADD_SOURCE)


def _stray_verdict(book: Book, id: str, period: Period, place: Place) -> Iterator[Hit]:
    if not is_open(book, id, period, book.in_force(period), "done"):
        message = Phrase(
            f"第{id}号指标{named(period).zh}的目标既不是未明确，也不是要完成的任务，不能附结论",
            f"the target of indicator {id} for {period} is not left open, nor anything to be done: it takes no verdict",
        )
        yield Hit(place, message, Phrase("删去 verdict", "delete the verdict"))
    elif period in book.resolved(id):
        message = Phrase(
            f"第{id}号指标{named(period).zh}既有下达数，又有结论",
            f"indicator {id} has both a resolved number and a verdict for {period}",
        )
        yield Hit(place, message, Phrase("只留一个", "keep one of them"))
    elif book.filed(id, period).source is None:
        yield Hit(place, Phrase("结论没有写来源（source）", "a verdict without its source"), _ADD_SOURCE)


def is_open(book: Book, id: str, period: Period, documents: Sequence[Document], *kinds: Kind) -> bool:
    """Whether the cell that these documents have for an indicator in a period is an open wording, or one of the other
    `kinds`."""
    cell = course_of(book, book.indicators[id], documents).cell(period)
    return cell is not None and isinstance(cell.wording, Words) and cell.wording.kind in (*kinds, "open")


@rule("GF207", "self-reference", over=Folder)
def self_reference(folder: Folder) -> Iterator[Hit]:
    """Bodies succeed each other in a circle, or an indicator is derived from itself.

    Nobody could say which of the bodies is in force, or what the number rests on. The finding names the circle; one
    link of it is wrong. Delete the `successor` or correct its name; under `derived`, name the two indicators that the
    value really is the quotient of.

    部门的承接关系绕成一圈，或者指标由它自己推算。

    这样就说不清现在是哪个部门，也说不清这个数从哪里来。提示里写明这一圈，其中有一处写错了。删去 `successor` 或改正
    名称；`derived` 里写真正的分子和分母。

    Bad: departments.yaml
        departments:
          - name: 县发改局
            successor: {name: 县民社局, since: 2024-01-01}
          - name: 县民社局
            successor: {name: 县发改局, since: 2025-01-01}
    Bad: indicators.yaml
        indicators:
          - id: 15
            derived: {numerator: 15, denominator: 1}
    Good: departments.yaml
        departments:
          - name: 县发改局
            successor: {name: 县民社局, since: 2024-01-01}
          - name: 县民社局
    """
    for link, circle in _circles(_successors(folder)):
        message = Phrase(f"承接关系绕成一圈：{circle}", f"the successors lead in a circle: {circle}")
        yield Hit(
            link.place, message, Phrase("删去写错的 successor，或改正名称", "delete the wrong one, or correct its name")
        )
    for link, circle in _circles(_parts(folder)):
        message = Phrase(f"指标由它自己推算：{circle}", f"an indicator is derived from itself: {circle}")
        yield Hit(link.place, message, Phrase("写真正的分子和分母", "name the two that it really is the quotient of"))


def _successors(folder: Folder) -> dict[str, list[Text]]:
    """The successor of each body, by its name and by each of its aliases."""
    links: dict[str, list[Text]] = {}
    for row in at(folder.root(folder.register_name), "departments", EVERY):
        followed = [*folder.texts(row, "successor", "name")]
        for name in folder.texts(row, "name"):
            links[name] = followed
        for alias in folder.texts(row, "aliases", EVERY):
            links.setdefault(alias, followed)
    return links


def _parts(folder: Folder) -> dict[str, list[Text]]:
    """What each derived indicator is the quotient of."""
    return {
        id: [part for name in ("numerator", "denominator") for part in folder.texts(row, "derived", name)]
        for row in at(folder.root(folder.table_name), "indicators", EVERY)
        for id in folder.texts(row, "id")
    }


def _circles(links: dict[str, list[Text]]) -> Iterator[tuple[Text, str]]:
    """Each link that leads back to where it was come from, and the circle that it closes."""
    done: set[str] = set()
    for start in links:
        way, ahead = [start], [iter(links[start])]  # the names from the start to here, and what they still lead to
        position = {start: 0}
        while way and start not in done:
            link = next(ahead[-1], None)
            if link is None:
                ahead.pop()
                done.add(way.pop())
            elif position.get(link, len(way)) < len(way) and way[position[link]] == link:
                names = way[position[link] : position[link] + _SHOWN]
                yield link, " → ".join([*names, *(["…"] if len(way) - position[link] > _SHOWN else []), link])
            elif link not in done:
                position[link] = len(way)
                way.append(link)
                ahead.append(iter(links.get(link, ())))


@rule("GF208", "idle-field", "warning", over=Book)
def idle_field(book: Book) -> Iterator[Hit]:
    """A `worse` or a `tolerance`, or a value, is given for an indicator on which it has no effect.

    `worse` says which side is bad where an indicator is to be kept stable; of a rising or falling one the direction
    says it. A `tolerance` moves a target to keep something as it is, and the number of an indicator to be kept
    stable; no target here is either. Delete the line, or correct the direction. What is to be done (`完成`, `建成`) is
    judged by a verdict, not by a number or `——`: write `{verdict: met, source: …}`.

    写了 `worse`、`tolerance` 或数值，对这项指标却不起作用。

    `worse` 说明要求保持稳定的指标哪一边算变差，上升或下降的指标由方向说明。`tolerance` 只放宽“保持”一类的目标，和要
    求保持稳定的指标的数，这里的目标都不是。删去这一行，或改正方向。目标是“完成”“建成”这类任务的，看结论，不看数值
    和 `——`：写 `{verdict: met, source: …}`。

    Bad: indicators.yaml
        indicators:
          - id: 15
            worse: lower
    Bad: indicators.yaml
        indicators:
          - id: 15
            tolerance: 2
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 开工, 2025: 建成}
    and: actuals/2024.yaml
        values:
          15: 1
    and: actuals/2025.yaml
        values:
          15: {verdict: met, source: 市考核通报}
    Good: indicators.yaml
        indicators:
          - id: 15
            direction: keep stable
            worse: lower
            tolerance: 2
    """
    deliverables = set()
    for id, indicator in book.indicators.items():
        cells = [target.cell for target in book.printed(id) if not target.cell.says("none")]
        if cells and all(cell.says("done") for cell in cells):
            deliverables.add(id)
        stable = indicator.direction == "keep stable"
        if not stable and any(at(indicator.node, "worse")):
            message = Phrase(
                f"指标 {indicator.id} 不要求保持稳定，worse 不起作用",
                f"indicator {indicator.id} is not to be kept stable: worse has no effect",
            )
            yield Hit(indicator.key_place("worse"), message, Phrase("删去 worse", "delete it"))
        numbered = any(isinstance(cell.wording, Plain) for cell in cells) or book.resolved(id)
        if indicator.tolerance and not any(cell.says("hold") for cell in cells) and not (stable and numbered):
            message = Phrase(
                f"指标 {indicator.id} 没有一个目标用得上 tolerance",
                f"no target of indicator {indicator.id} has a use for the tolerance",
            )
            yield Hit(indicator.key_place("tolerance"), message, Phrase("删去 tolerance", "delete it"))
    for actuals in book.actuals.values():
        for id, actual in actuals.values.items():
            if id in deliverables and actual.value is not None and actual.verdict is None:
                message = Phrase(
                    f"指标 {id} 要的是完成一项任务，数值不起作用",
                    f"indicator {id} is something to be done: a value has no effect",
                )
                yield Hit(actual.value_place("value"), message, BY_VERDICT)


@rule("GF209", "mixed-deliverable", over=Book)
def mixed_deliverable(book: Book) -> Iterator[Hit]:
    """A row asks for something to be done, and elsewhere for something else.

    `完成`, `建成` and the like are attested once and for all, while a number is asked for again and again: one row
    cannot be judged both ways. Make two rows of it, one for what is to be done and one for the number.

    同一行里既有要完成的任务，又有别的目标。

    “完成”“建成”这类目标，一经证实就算完成；数值目标则年年都要看。一行不能用两种办法评价。分成两行：任务一行，数值
    一行。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 建成}
    and: actuals/2024.yaml
        values:
          15: 67.4
    and: actuals/2025.yaml
        values:
          15: {verdict: met, source: 市考核通报}
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 开工, 2025: 建成}
    and: actuals/2024.yaml
        values:
          15: {verdict: met, source: 市考核通报}
    and: actuals/2025.yaml
        values:
          15: {verdict: met, source: 市考核通报}
    """
    for id in book.indicators:
        asked = [target for target in book.printed(id) if not target.cell.says("none")]
        done = [target.cell.says("done") for target in asked]
        if any(done) and not all(done):
            other = asked[done.index(not done[0])]  # the first that is of the other kind
            words = asked[0].cell.text, other.cell.text
            message = Phrase(
                "指标 {} 既有要完成的任务又有别的目标：“{}”“{}”".format(id, *words),
                "indicator {} is to be done, and has another target: “{}”, “{}”".format(id, *words),
            )
            yield Hit(other.place, message, Phrase("分成两行", "make two rows of it"))
