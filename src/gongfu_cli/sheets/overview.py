"""The overview of the report: headline figures, categories, what changed, and departments with their gaps."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongfu_cli.language.phrase import NOTHING, Phrase, same
from gongfu_cli.language.terms import CROSSINGS, MOVEMENTS, Look, Tone
from gongfu_cli.scoring.diff import Change, Comparison
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import STANDING_ORDER, VERDICTS
from gongfu_cli.sheets.captions import counted
from gongfu_cli.sheets.cells import value_cell
from gongfu_cli.sheets.diff import summary_of
from gongfu_cli.sheets.phrases import department_name, look_of, name_of, overall_look, percent, rate, share

_ALL = Phrase("合计", "All")
_OTHER_MOVES = Phrase("判断有其他变化", "other changes of standing")


class Link(NamedTuple):
    """A row that is named elsewhere on the page."""

    anchor: str
    id: str
    name: Phrase
    standing: Look
    observed: bool


Links = Mapping[str, Link]
"""The links to all rows, by the ids of their indicators."""


class Figure(NamedTuple):
    """A headline figure with what limits it."""

    label: Phrase
    value: Phrase
    of: Phrase = NOTHING
    notes: Sequence[Phrase] = ()
    tone: Tone = "plain"


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


class Move(NamedTuple):
    """A row whose standing is another than a year before."""

    row: Link
    values: tuple[Phrase, Phrase]
    movement: Look
    was: Look


class Changes(NamedTuple):
    """What changed since an earlier year; the moves under what happened to the rows."""

    title: Phrase
    years: tuple[int, int]
    summary: Phrase
    moves: Sequence[tuple[Phrase, Sequence[Move]]]


class DepartmentLine(NamedTuple):
    """A department, with the gaps that it leads."""

    name: Phrase
    leads: Phrase
    gaps: Sequence[Link]
    supports: Phrase


def links(card: Scorecard) -> Links:
    """The links to the rows of a card, which are numbered: an id from a file need not be fit for a name in HTML."""
    links = {}
    for n, row in enumerate(card.rows, 1):
        indicator, observed = row.indicator, row.indicator.attribute == "observation"
        links[indicator.id] = Link(f"row-{n}", indicator.id, name_of(indicator), look_of(row), observed)
    return links


def figures(card: Scorecard) -> Iterator[Figure]:
    """The headline, of the evaluation indicators."""
    count = card.of("evaluation")
    evaluated = [row for row in card.rows if row.indicator.attribute == "evaluation"]
    missing = count.rows - count.judged
    judged = Phrase(
        f"评价指标 {count.rows} 行，已判断 {count.judged} 行，其中达到 {count.on_track} 行",
        f"{count.on_track} of the {count.judged} rows judged, of {count.rows} evaluation rows",
    )
    capped = Phrase("当年要求实现率，超过的按 100% 计", "of the year's requirements, each 100% at most")
    gap_tone: Tone = "behind" if count.gap else "plain"
    yield Figure(Phrase("达到要求", "On track"), rate(count), notes=[judged], tone="on_track")
    yield Figure(
        Phrase("有差距", "With a gap"), same(str(count.gap)), _rows(count.gap), counted(evaluated, "gap"), gap_tone
    )
    yield Figure(Phrase("平均实现率", "Mean attainment"), same(percent(count.attainment)), notes=[capped])
    yield Figure(Phrase("未判断", "Not judged"), same(str(missing)), _rows(missing), counted(evaluated, None))
    of = Phrase(f"/ {count.rows} 行", f"of {count.rows} rows")
    if count.illustrative:
        unofficial = Phrase("非官方，不得引用", "not official, not to be quoted")
        yield Figure(Phrase("示例数据", "Illustrative"), same(str(count.illustrative)), of, [unofficial], "notice")
    if count.preliminary:
        yield Figure(Phrase("初步值", "Preliminary"), same(str(count.preliminary)), of, tone="notice")


def _rows(number: int) -> Phrase:
    return Phrase("行", "row" if number == 1 else "rows")


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
        boxes.append(Box(len(rows), overall_look(card.rows, standing), named))
    return CategoryLine(name, boxes, share(count), rate(count), share(observed))


def department_lines(card: Scorecard, to: Links) -> list[DepartmentLine]:
    """The departments, those that lead the most gaps first."""
    return sorted((_department_line(card, name, to) for name in card.departments), key=lambda line: -len(line.gaps))


def _department_line(card: Scorecard, name: str, to: Links) -> DepartmentLine:
    led = card.led_by(name)
    gaps = sorted((row for row in led if row.verdict == "gap"), key=lambda row: -STANDING_ORDER.index(row.standing))
    return DepartmentLine(
        department_name(card.book.register, name),
        share(card.of("evaluation", led)),
        [to[row.indicator.id] for row in gaps],
        share(card.of("evaluation", card.supported_by(name))),
    )


def changes_of(comparison: Comparison, to: Links) -> Changes:
    """The rows whose standing changed: into a gap, out of one, or neither."""
    before, after = comparison.before.year, comparison.after.year
    title = Phrase(f"与 {before} 年相比", f"What changed since {before}")
    return Changes(title, (before, after), summary_of(comparison), list(_moves(comparison, to)))


def _moves(comparison: Comparison, to: Links) -> Iterator[tuple[Phrase, list[Move]]]:
    for crossing, title in [*CROSSINGS.items(), (None, _OTHER_MOVES)]:
        moved = [change for change in comparison.changes if change.cause and change.crossing == crossing]
        if moved:
            yield Phrase(title.zh, title.en.capitalize()), [_move(change, to) for change in moved]


def _move(change: Change, to: Links) -> Move:
    tone, words = MOVEMENTS[change.movement]
    values = value_cell(change.before).text, value_cell(change.after).text
    return Move(to[change.indicator.id], values, Look("", tone, words), look_of(change.before))
