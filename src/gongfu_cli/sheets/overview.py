"""The overview of the report: the headline, categories, departments, and how rows and departments are linked to."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gongfu_cli.book.period import named
from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import Look
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import VERDICTS
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.sheets.cells import attainment_cell
from gongfu_cli.sheets.gaps import numbered
from gongfu_cli.sheets.phrases import look_of, name_of, overall_look, rate, share
from gongfu_cli.sheets.sheet import Cell

_ALL = Phrase("合计", "All")


class Link(NamedTuple):
    """A row that is named elsewhere on the page; its title is its number and name, with a remark if it is observed."""

    anchor: str
    id: str
    name: Phrase
    title: Phrase
    standing: Look
    observed: bool

    @property
    def cell(self) -> Cell:
        """Its title, which leads to it."""
        return Cell(self.title, link=f"#{self.anchor}")


Links = Mapping[str, Link]
"""The links to all rows, by the ids of their indicators."""


class Body(NamedTuple):
    """A department that is named on the page: where on it its part is, and the file of its own page, if there are."""

    name: Phrase
    anchor: str = ""
    page: str = ""

    @property
    def cell(self) -> Cell:
        """Its name, which leads to its part of the page, else to its own page."""
        return Cell(self.name, link=f"#{self.anchor}" if self.anchor else self.page)


Bodies = Mapping[str, Body]
"""The departments by their names in the year."""


class Figure(NamedTuple):
    """A headline figure, what it is of, and what limits it or was before."""

    label: Phrase
    value: Phrase
    of: Phrase = NOTHING
    note: Phrase = NOTHING


class Box(NamedTuple):
    """The rows of one standing: how many, and which, where that is no good news."""

    number: int
    standing: Look
    rows: Sequence[Link]


class CategoryLine(NamedTuple):
    """A category, or all of them: a box for each standing."""

    name: Phrase
    boxes: Sequence[Box]
    judged: Phrase
    rate: Phrase
    observed: Phrase


class DepartmentLine(NamedTuple):
    """A department, with the gaps that it leads and what it has not reported."""

    body: Body
    leads: Phrase
    gaps: Sequence[Link]
    unreported: Sequence[Link]
    supports: Phrase


def links(card: Scorecard, at: str) -> Links:
    """The links to the rows of a card; an id is fit for an anchor. `at` is what the anchors begin with."""
    return {row.indicator.id: _link(row, at) for row in card.rows}


def _link(row: Scored, at: str) -> Link:
    id, observed = row.indicator.id, row.indicator.attribute == "observation"
    return Link(f"{at}no-{id}", id, name_of(row.indicator), numbered(row), look_of(row), observed)


def bodies_of(card: Scorecard, on_page: bool, pages: Mapping[str, str], at: str) -> Bodies:
    """The departments of a card, with the pages of those that have one; those that stand `on_page` have an anchor."""
    anchors = _anchors(card.departments, at) if on_page else {}
    return {
        name: Body(card.book.register.named(name), anchors.get(name, ""), pages.get(name, ""))
        for name in card.departments
    }


def _anchors(bodies: Iterable[str], at: str) -> dict[str, str]:
    """The anchor of each department: what its name has of letters, digits and `.-_`; no two are alike."""
    by_anchor: dict[str, str] = {}
    for body in bodies:
        stem = anchor = f"{at}dept-" + re.sub(r"[^\w.-]+", "-", body)
        number = 1
        while anchor in by_anchor:
            number += 1
            anchor = f"{stem}-{number}"
        by_anchor[anchor] = body
    return {body: anchor for anchor, body in by_anchor.items()}


def headline(card: Scorecard, leads: Phrase) -> Phrase:
    """The year in one sentence, of the evaluation indicators: all, or those that the bodies named in `leads` lead."""
    count = card.of("evaluation")
    if not count.rows and leads:
        return Phrase(f"{leads.zh}没有牵头的评价指标。", f"{leads.en} leads no evaluation indicators.")
    items = len({row.indicator.id.partition(".")[0] for row in card.rows if row.indicator.attribute == "evaluation"})
    missing, plural = count.standings.get("no_data", 0), "s" * (items != 1)
    unit, whole, rows = "项", f"{items}项", f"{items} evaluation indicator{plural}"
    if items != count.rows:  # some have parts
        unit, whole = "个分项", f"{items}项（{count.rows}个分项）"
        rows = f"{count.rows} evaluation rows ({items} indicator{plural})"
    return Phrase(
        (f"{leads.zh}牵头的" if leads else "")
        + f"{whole}评价指标中，已评价{count.judged}{unit}，{count.on_track}{unit}达到要求，{count.gap}{unit}有差距"
        + (f"，{missing}{unit}未报送。" if missing else "。"),
        (f"{leads.en} leads {rows}, {count.judged} judged: " if leads else f"{count.judged} of {rows} judged: ")
        + f"{count.on_track} on track, {count.gap} with a gap"
        + (f"; {missing} not reported." if missing else "."),
    )


def figures(card: Scorecard, before: Scorecard | None) -> Iterator[Figure]:
    """The headline in figures, of the evaluation indicators, each with that of the year before."""
    count, missing = card.of("evaluation"), _missing(card.of("evaluation"))
    judged = same(f"{count.on_track}/{count.judged}") if count.judged else NOTHING
    values: list[tuple[Phrase, Callable[[Tally], Phrase], Phrase]] = [
        (Phrase("达到率", "On track"), rate, judged),
        (Phrase("有差距", "With a gap"), lambda tally: same(str(tally.gap)), _rows(count.gap)),
        (Phrase("平均实现率", "Mean attainment"), lambda tally: attainment_cell(tally).text, NOTHING),
        (Phrase("未评价", "Not judged"), lambda tally: same(str(_missing(tally))), _rows(missing)),
    ]
    for label, value, unit in values:
        was = NOTHING
        if before:
            was = Phrase("{year} ", "{year}: ")(year=named(before.period)) + value(before.of("evaluation"))
        yield Figure(label, value(count), unit, was)
    of = Phrase(f"/ {count.rows} 个分项", f"of {count.rows} rows")
    if count.illustrative:
        unofficial = Phrase("非官方，不得引用", "not to be quoted")
        yield Figure(Phrase("示例数据", "Illustrative"), same(str(count.illustrative)), of, unofficial)
    if count.preliminary:
        yield Figure(Phrase("初步值", "Preliminary"), same(str(count.preliminary)), of)


def _missing(count: Tally) -> int:
    return count.rows - count.judged


def _rows(number: int) -> Phrase:
    return Phrase("个分项", "row" if number == 1 else "rows")


def category_lines(card: Scorecard, to: Links) -> list[CategoryLine]:
    """A line for each category, and one for all of them, which names no rows."""
    lines = [(name_of(category), card.in_category(category.name)) for category in card.book.table.categories]
    return [*(_category_line(card, name, rows, to) for name, rows in lines), _category_line(card, _ALL, card.rows, {})]


def _category_line(card: Scorecard, name: Phrase, inside: Sequence[Scored], to: Links) -> CategoryLine:
    count, observed = card.of("evaluation", inside), card.of("observation", inside)
    boxes = []
    for standing in card.of("evaluation").standings:
        rows = [row for row in inside if row.standing == standing and row.indicator.attribute == "evaluation"]
        good = VERDICTS.get(standing) == "on_track"
        named = [to[row.indicator.id] for row in rows if not good and row.indicator.id in to]
        boxes.append(Box(len(rows), overall_look(card.rows, standing, short=True), named))
    return CategoryLine(name, boxes, share(count), rate(count), share(observed))


def department_lines(card: Scorecard, to: Links, bodies: Bodies) -> list[DepartmentLine]:
    """The departments, those that lead the most gaps first."""
    lines = [
        DepartmentLine(
            body,
            share(card.of("evaluation", led := card.led_by(name))),
            [to[row.indicator.id] for row in card.gaps(led)],
            [to[row.indicator.id] for row in card.unreported(led)],
            share(card.of("evaluation", card.supported_by(name))),
        )
        for name, body in bodies.items()
    ]
    return sorted(lines, key=lambda line: -len(line.gaps))
