"""One row explained: the cells as printed, the requirement, the arithmetic with its numbers, and where it stands."""

from collections.abc import Iterator
from typing import NamedTuple

from gongfu_cli.book.number import printed
from gongfu_cli.language.phrase import BETWEEN_NAMES, NOTHING, Phrase, same
from gongfu_cli.language.terms import ATTRIBUTES, BASES, DIRECTIONS, FLAGS, STATUSES
from gongfu_cli.scoring.bands import bands
from gongfu_cli.scoring.clause import ALMOST, MOST_OF_THE_WAY, NEAR, NEAR_WITHOUT_PACE
from gongfu_cli.scoring.scorecard import Scorecard, resolutions
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets import arithmetic
from gongfu_cli.sheets.phrases import (
    department_name,
    name_of,
    name_with_unit,
    percent,
    previous_cell,
    requirement_text,
    standing_cell,
    value_cell,
)
from gongfu_cli.sheets.scorecard import first_notice
from gongfu_cli.sheets.sheet import Cell, Column, Grid, Group, Sheet
from gongfu_cli.source.finding import Place


def explanation_sheet(card: Scorecard, row: Scored) -> Sheet:
    """Everything that the standing of one row rests on."""
    title = same(f"{row.indicator.id} ") + name_with_unit(row.indicator)
    return Sheet(
        title,
        [*first_notice([card]), Cell(title + same(f" · {row.year}"), "strong"), standing_cell(row)],
        [
            _grid(Phrase("文件里写的", "What the files say"), _filed(card, row)),
            _grid(Phrase("当年要求", "The requirement"), _required(row)),
            _grid(Phrase("怎样判断", "The judgement"), _judged(row)),
            *_bands_grid(row),
        ],
    )


class Fact(NamedTuple):
    """A label, what there is to say, and the place where it is written, if any."""

    label: Phrase
    text: Phrase
    place: Place | None = None


def _grid(title: Phrase, facts: Iterator[Fact]) -> Grid:
    rows = [
        [Cell(label, "muted"), Cell(text), Cell(same(f"{place.file}:{place.line}") if place else NOTHING, "muted")]
        for label, text, place in facts
    ]
    columns = [Column(NOTHING, fold=10), Column(NOTHING, fold=30), Column(NOTHING, drop=1)]
    return Grid(title, columns, [Group(NOTHING, rows)])


def _filed(card: Scorecard, row: Scored) -> Iterator[Fact]:
    book, indicator = card.book, row.indicator
    places = indicator.places
    yield Fact(Phrase("类别", "category"), _category(card, indicator.category), places.value("category"))
    yield Fact(Phrase("属性", "attribute"), ATTRIBUTES[indicator.attribute], places.value("attribute"))
    yield Fact(Phrase("方向", "direction"), DIRECTIONS[indicator.direction], places.value("direction"))
    lead, *others = (department_name(book.register, name) for name in row.departments)
    departments = BETWEEN_NAMES.join([lead + Phrase("（牵头）", " (leads)"), *others])
    yield Fact(Phrase("责任部门", "departments"), departments, places.value("departments"))
    year = book.table.baseline_year
    baseline = same(indicator.baseline.text)
    yield Fact(Phrase(f"{year} 年基期", f"baseline {year}"), baseline, places.value("baseline"))
    for document in book.documents:
        decides = card.decides(document)
        note = NOTHING if decides else Phrase("（不取代原目标）", " (does not replace)")
        for milestone, cell in sorted(document.targets.get(indicator.id, {}).items()):
            text = _sourced(same(cell.text or "——"), document.source)
            place = document.places.value("targets", indicator.id, str(milestone))
            yield Fact(Phrase(f"{milestone} 年目标", f"target {milestone}"), text + note, place)
    for resolved in resolutions(card, row):
        given = _sourced(same(resolved.target.text), resolved.source)
        yield Fact(Phrase(f"{resolved.year} 年下达", f"given for {resolved.year}"), given, resolved.places.row)
    for year, _ in row.earlier[-1:]:
        actual = book.filed(indicator.id, year).actual
        where = actual.places.value("value") if actual else None
        yield Fact(Phrase(f"{year} 年实际", f"actual {year}"), previous_cell(book, row).text, where)
    filed = value_cell(row).text + same(" ") + STATUSES[row.filed.status]
    if row.filed.source:
        filed = _sourced(filed, row.filed.source)
    yield Fact(Phrase(f"{row.year} 年实际", f"actual {row.year}"), filed, row.filed.place)
    if row.filed.actual and row.filed.note:
        yield Fact(Phrase("说明", "note"), same(row.filed.note), row.filed.actual.places.value("note"))


def _sourced(text: Phrase, source: str | None) -> Phrase:
    return Phrase(f"{text.zh}  〔{source}〕", f"{text.en}  [{source}]")


def _category(card: Scorecard, category: str) -> Phrase:
    return next((name_of(known) for known in card.book.table.categories if known.name == category), same(category))


def _required(row: Scored) -> Iterator[Fact]:
    requirement, course = row.requirement, row.course
    if requirement is None:
        yield Fact(Phrase("要求", "requirement"), Phrase("无", "none"))
        return
    text = requirement_text(requirement) + same("  ") + BASES[requirement.basis]
    yield Fact(Phrase("要求", "requirement"), text)
    sum_ = Phrase("算式", "arithmetic")
    if requirement.line is not None and requirement.value is not None:
        yield Fact(sum_, arithmetic.interpolation(requirement.line, row.year, requirement.value))
    if requirement.before_tolerance is not None:
        tolerance = row.indicator.tolerance
        yield Fact(sum_, arithmetic.lenience(requirement, requirement.before_tolerance, tolerance))
    if course.final is not None and course.last != row.year:
        yield Fact(Phrase(f"{course.last} 年要求", f"requirement {course.last}"), requirement_text(course.final))


def _judged(row: Scored) -> Iterator[Fact]:
    number, words, _ = row.clause
    because = Phrase(f"判断表第 {number} 行：{words.zh}", f"line {number} of the table of standings: {words.en}")
    yield Fact(Phrase("依据", "because"), because)
    yield from _measured(row)
    for flag in row.flags:
        yield Fact(Phrase("标记", "flag"), FLAGS[flag])
    for goal in row.further:
        met = _MET[goal.met]
        text = Phrase(f"{goal.cell.text}：{met.zh}", f"{goal.cell.text}: {met.en}")
        yield Fact(Phrase("另有要求", "further goal"), _sourced(text, goal.document.source))


_MET = {True: Phrase("达到", "met"), False: Phrase("未达", "missed"), None: Phrase("无法判断", "unknown")}


def _measured(row: Scored) -> Iterator[Fact]:
    """The measures that the judgement rests on, and their sums."""
    case, value = row.case, row.value
    if value is None:
        return
    yield from (Fact(label, text) for label, text in arithmetic.changes(row))
    if row.margin is not None:
        yield Fact(Phrase("余量", "margin"), arithmetic.margin(row, row.margin))
    if row.nearest is not None:
        yield Fact(Phrase("短缺", "shortfall"), arithmetic.shortfall(row, value, row.nearest))
    baseline, goal, final = case.baseline, case.goal(case.requirement), case.goal(case.final_requirement)
    if row.pace is not None and baseline is not None and goal is not None:
        pace = arithmetic.share_made(value, baseline, goal, f"{float(row.pace):.3f}")
        yield Fact(Phrase("进度", "pace"), same(pace))
    if row.attainment is not None:
        yield Fact(Phrase("当年要求实现率", "attainment"), same(percent(row.attainment, 2)))
    if row.progress is not None and baseline is not None and final is not None:
        progress, elapsed = arithmetic.share_made(value, baseline, final, percent(row.progress)), percent(row.elapsed)
        text = Phrase(f"{progress}，序时进度 {elapsed}", f"{progress}; time elapsed {elapsed}")
        yield Fact(Phrase("目标完成进度", "progress"), text)
    if row.nearest is not None:
        yield Fact(Phrase("界限", "thresholds"), _THRESHOLDS)


def _thresholds() -> Phrase:
    shares = " / ".join(percent(share, 0) for share in (ALMOST, NEAR_WITHOUT_PACE, NEAR))
    pace = f"{float(MOST_OF_THE_WAY):.2f}"
    return Phrase(f"短缺 {shares}，进度 {pace}", f"shortfall {shares}, pace {pace}")


_THRESHOLDS = _thresholds()


def _bands_grid(row: Scored) -> list[Grid]:
    rows = []
    for low, high, standing in bands(row):
        if low is None or high is None:
            known = low if low is not None else high
            text = f"{'≥' if high is None else '≤'} {printed(known)}" if known is not None else "–"
        else:
            text = printed(low) if low == high else f"{printed(low)} – {printed(high)}"
        here = row.value is not None and (low is None or low <= row.value) and (high is None or row.value <= high)
        mark = Cell(Phrase("← 现在", "← now") if here else NOTHING)
        rows.append([Cell(same(text), "strong" if here else "plain"), standing_cell(row, standing), mark])
    title = Phrase("实际值是多少，判断就是什么", "Which value would have which standing")
    return [Grid(title, [Column(NOTHING)] * 3, [Group(NOTHING, rows)])] if rows else []
