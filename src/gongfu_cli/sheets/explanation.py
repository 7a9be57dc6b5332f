"""One row explained: the cells as printed, the requirement, the arithmetic with its numbers, and where it stands."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.book.number import decimals, digits, minus, plus, printed
from gongfu_cli.book.wording import value_of
from gongfu_cli.language.phrase import BETWEEN_NAMES, NOTHING, Phrase, listed, same
from gongfu_cli.language.terms import ATTRIBUTES, BASES, DIRECTIONS, FLAGS, STATUSES
from gongfu_cli.scoring.bands import bands
from gongfu_cli.scoring.clause import ALMOST, MOST_OF_THE_WAY, NEAR, NEAR_WITHOUT_PACE
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scorecard import Scorecard, resolutions
from gongfu_cli.scoring.scored import Scored
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
            _grid(Phrase("当年要求", "The requirement"), _required(card, row)),
            _grid(Phrase("怎样判断", "The judgement"), _judgement(row)),
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
        decides = any(document is each for each in card.documents)
        note = NOTHING if decides else Phrase("（不取代原目标）", " (does not replace)")
        for milestone, cell in sorted(document.targets.get(indicator.id, {}).items()):
            text = _sourced(same(cell.text or "——"), document.source)
            place = document.places.value("targets", indicator.id, str(milestone))
            yield Fact(Phrase(f"{milestone} 年目标", f"target {milestone}"), text + note, place)
    for each in resolutions(card, row):
        given = _sourced(same(each.target.text), each.source)
        yield Fact(Phrase(f"{each.year} 年下达", f"given for {each.year}"), given, each.places.row)
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


def _required(card: Scorecard, row: Scored) -> Iterator[Fact]:
    r, course, indicator = row.requirement, row.course, row.indicator
    if r is None:
        yield Fact(Phrase("要求", "requirement"), Phrase("无", "none"))
        return
    text = requirement_text(r)
    yield Fact(
        Phrase("要求", "requirement"), Phrase(f"{text.zh}  {BASES[r.basis].zh}", f"{text.en}  {BASES[r.basis].en}")
    )
    if r.basis == "interpolated" and r.value is not None:
        after = min(year for year in course.milestones if year > row.year)
        before = max((year for year in course.milestones if year < row.year), default=card.book.table.baseline_year)
        start = indicator.baseline.value if before not in course.milestones else value_of(course.cells[before].wording)
        end = value_of(course.cells[after].wording)
        assert start is not None and end is not None
        share = f"({row.year} - {before}) ÷ ({after} - {before})"
        exact = Fraction(start) + (Fraction(end) - Fraction(start)) * Fraction(row.year - before, after - before)
        sum_ = f"{printed(start)} + ({printed(end)} - {printed(start)}) × {share} = {digits(exact, 8)}"
        places = decimals(r.value)
        yield Fact(
            Phrase("算式", "arithmetic"),
            Phrase(
                f"{sum_}，按 {places} 位小数向宽松一侧取整为 {printed(r.value)}",
                f"{sum_}, rounded to its lenient side at {places} decimals: {printed(r.value)}",
            ),
        )
    elif r.numeric and r.known and indicator.tolerance and (r.hold or indicator.direction == "keep stable"):
        tolerance, ends = indicator.tolerance, []
        if r.low is not None:
            ends.append(f"{_n(plus(r.low, tolerance))} - {printed(tolerance)} = {printed(r.low)}")
        if r.high is not None:
            ends.append(f"{_n(minus(r.high, tolerance))} + {printed(tolerance)} = {printed(r.high)}")
        sums = listed(ends)
        yield Fact(Phrase("算式", "arithmetic"), Phrase(f"{sums.zh}（容差）", f"{sums.en} (tolerance)"))
    final = course.final
    if final is not None and course.last != row.year:
        yield Fact(Phrase(f"{course.last} 年要求", f"requirement {course.last}"), requirement_text(final))


def _judgement(row: Scored) -> Iterator[Fact]:
    (line, words, _), r, a = row.clause, row.requirement, row.value
    because = Phrase(f"判断表第 {line} 行：{words.zh}", f"line {line} of the table of standings: {words.en}")
    yield Fact(Phrase("依据", "because"), because)
    if a is not None and r is not None:
        yield from _measured(row, a, r)
    for flag in row.flags:
        yield Fact(Phrase("标记", "flag"), FLAGS[flag])
    for each in row.further:
        met = _MET[each.met]
        said = Phrase(f"{each.cell.text}：{met.zh}", f"{each.cell.text}: {met.en}")
        yield Fact(Phrase("另有要求", "further goal"), _sourced(said, each.document.source))


_MET = {True: Phrase("达到", "met"), False: Phrase("未达", "missed"), None: Phrase("无法判断", "unknown")}


def _measured(row: Scored, a: Decimal, r: Requirement) -> Iterator[Fact]:
    """The arithmetic of the judgement, with the numbers put in."""
    b, final = row.indicator.baseline.value, row.course.final
    points = [value for _, value in row.earlier]
    base = b if b is not None else points[0] if points else None
    if not r.numeric and base is not None:
        yield Fact(Phrase("与起点比", "against the start"), same(_difference(a, base)))
        if points:
            yield Fact(Phrase("与上次比", "against the last"), same(_difference(a, points[-1])))
    if row.margin is not None:
        side = Phrase("在要求之内", "inside") if row.margin >= 0 else Phrase("在要求之外", "outside")
        if not row.margin and not r.met(a):
            side = Phrase("恰在界上，严格的界不含界本身", "on the bound itself, which a strict bound does not admit")
        margin = printed(row.margin)
        yield Fact(Phrase("余量", "margin"), Phrase(f"{margin}（{side.zh}）", f"{margin} ({side.en})"))
    if r.known and not r.met(a):
        yield Fact(Phrase("短缺", "shortfall"), _shortfall(a, r.nearest(a)))
    if row.pace is not None and b is not None and r.value is not None:
        yield Fact(Phrase("进度", "pace"), same(_quotient(a, b, r.value, f"{float(row.pace):.3f}")))
    if row.attainment is not None:
        yield Fact(Phrase("当年要求实现率", "attainment"), same(percent(row.attainment, 2)))
    if row.progress is not None and b is not None and final is not None and final.value is not None:
        text, elapsed = _quotient(a, b, final.value, percent(row.progress)), percent(row.elapsed)
        said = Phrase(f"{text}，序时进度 {elapsed}", f"{text}; time elapsed {elapsed}")
        yield Fact(Phrase("目标完成进度", "progress"), said)
    if r.known and not r.met(a):
        shares = " / ".join(percent(each, 0) for each in (ALMOST, NEAR_WITHOUT_PACE, NEAR))
        pace = f"{float(MOST_OF_THE_WAY):.2f}"
        said = Phrase(f"短缺 {shares}，进度 {pace}", f"shortfall {shares}, pace {pace}")
        yield Fact(Phrase("界限", "thresholds"), said)


def _n(value: Decimal) -> str:
    """A number as a term: a negative one in brackets."""
    return f"({printed(value)})" if value < 0 else printed(value)


def _difference(a: Decimal, b: Decimal) -> str:
    return f"{printed(a)} - {_n(b)} = {printed(minus(a, b))}"


def _quotient(a: Decimal, b: Decimal, r: Decimal, ratio: str) -> str:
    return f"({printed(a)} - {_n(b)}) ÷ ({printed(r)} - {_n(b)}) = {ratio}"


def _shortfall(a: Decimal, v: Decimal) -> Phrase:
    if not v:
        return Phrase("要求为 0，任何短缺都超过界限", "the requirement is 0: any shortfall is beyond every threshold")
    ratio = percent(abs(Fraction(a) - Fraction(v)) / abs(Fraction(v)), 2)
    return same(f"|{printed(a)} - {_n(v)}| ÷ |{printed(v)}| = {ratio}")


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
