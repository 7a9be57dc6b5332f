"""One row explained: the cells as printed, the requirement, the arithmetic with its numbers, and where it stands."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongfu_cli.book.book import Printed
from gongfu_cli.book.number import printed
from gongfu_cli.book.period import last_day, named
from gongfu_cli.book.wording import TargetCell, gloss
from gongfu_cli.language.phrase import BETWEEN_NAMES, COLON, DOT, NOTHING, Phrase, same
from gongfu_cli.language.terms import (
    ATTESTED,
    ATTRIBUTES,
    BASES,
    DIRECTIONS,
    FLAGS,
    MEASURE,
    REASON,
    SHARE_OF_THE_YEAR,
    STATUSES,
)
from gongfu_cli.scoring.bands import Band, bands
from gongfu_cli.scoring.clause import ALMOST, MOST_OF_THE_WAY, NEAR, NEAR_WITHOUT_PACE
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scorecard import Scorecard, resolutions
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets import arithmetic, phrases
from gongfu_cli.sheets.captions import heading
from gongfu_cli.sheets.cells import standing_cell, value_cell
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet
from gongfu_cli.source.finding import Place


def explanation_sheet(card: Scorecard, row: Scored) -> Sheet:
    """Everything that the standing of one row rests on."""
    title = same(f"{row.indicator.id} ") + phrases.name_with_unit(row.indicator)
    return Sheet(
        title,
        [*heading(title + DOT + named(row.period), [card]), standing_cell(row)],
        [
            _grid(Phrase("文件里写的", "What the files say"), _filed(card, row)),
            _grid(Phrase("要求怎么定", "The requirement"), _required(row)),
            _grid(Phrase("怎样评价", "The judgement"), _judged(row)),
            *_bands_grid(row),
        ],
    )


class Fact(NamedTuple):
    """A label, what there is to say, and the place where it is written, if any."""

    label: Phrase
    text: Phrase
    place: Place | None = None


_FIELDS: Sequence[Field[Fact]] = (
    (Column(NOTHING, fold=10), lambda fact: Cell(fact.label, "muted")),
    (Column(NOTHING, fold=30), lambda fact: Cell(fact.text)),
    (
        Column(NOTHING, drop=1),
        lambda fact: Cell(same(f"{fact.place.file}:{fact.place.line}") if fact.place else NOTHING, "muted"),
    ),
)


def _grid(title: Phrase, facts: Iterator[Fact]) -> Grid:
    return Grid.of(title, _FIELDS, [(NOTHING, facts)])


def _filed(card: Scorecard, row: Scored) -> Iterator[Fact]:
    book, indicator = card.book, row.indicator
    year, lead = book.table.baseline_year, book.register.named(row.departments[0])
    names = [lead + Phrase("（牵头）", " (leads)"), *map(book.register.named, row.departments[1:])]
    category = next(known for known in book.table.categories if known.name == indicator.category)
    fields = {
        "item": (Phrase("出处", "item"), same(indicator.item or "")),
        "note": (Phrase("指标说明", "row’s note"), same(indicator.note or "")),
        "category": (Phrase("类别", "category"), phrases.name_of(category)),
        "attribute": (Phrase("属性", "attribute"), ATTRIBUTES[indicator.attribute]),
        "direction": (Phrase("方向", "direction"), DIRECTIONS[indicator.direction]),
        "departments": (Phrase("责任部门", "departments"), BETWEEN_NAMES.join(names)),
        "baseline": (Phrase(f"{year}年基期", f"baseline {year}"), phrases.baseline_text(indicator.baseline)),
    }
    if row.course.deliverable:
        del fields["direction"], fields["baseline"]
    yield from (Fact(*said, indicator.value_place(field)) for field, said in fields.items() if said[1])
    yield from _targets(card, row)
    if row.previous:
        last = phrases.last_filed(book, row)
        where = last.actual.value_place("value") if last.actual else None
        yield Fact(
            Phrase("{period}实际", "actual {period}")(period=named(row.previous[0])), phrases.filed_text(last), where
        )
    yield from _of_the_year(row)


def _of_the_year(row: Scored) -> Iterator[Fact]:
    """What was filed for the period: the value, what an assessment concluded, the remarks."""
    filed, period = row.filed, named(row.period)
    status = same(" ") + STATUSES[filed.status]
    if filed.number is not None or not filed.verdict:
        actual = _sourced(value_cell(row).text + status, filed.source)
        yield Fact(Phrase("{period}实际", "actual {period}")(period=period), actual, filed.place)
    if filed.actual and filed.verdict:
        attested = _sourced(ATTESTED[filed.verdict] + status, filed.source)
        place = filed.actual.value_place("verdict")
        yield Fact(Phrase("{period}考核结论", "assessment {period}")(period=period), attested, place)
    labels = {"note": Phrase("说明", "note"), "reason": REASON, "measure": MEASURE}
    for field, label in labels.items():
        if filed.actual and (text := getattr(filed.actual, field)):
            yield Fact(Phrase(label.zh, label.en.lower()), same(text), filed.actual.value_place(field))


def _targets(card: Scorecard, row: Scored) -> Iterator[Fact]:
    """The target cells of all documents, and the numbers given for single years."""
    for each in card.book.printed(row.indicator.id):
        text = _sourced(_quoted(each.cell), each.document.source) + _not_deciding(card, row, each)
        yield Fact(Phrase(f"{each.year}年目标", f"target {each.year}"), text, each.place)
    for resolved in resolutions(card, row):
        given = _sourced(same(resolved.target.text), resolved.source)
        yield Fact(Phrase(f"{resolved.year}年下达", f"given for {resolved.year}"), given, resolved.place)


def _quoted(cell: TargetCell) -> Phrase:
    """A cell as printed, with how its definition differs; in English with what it means behind it."""
    text, meaning = cell.text or "——", gloss(cell.text)
    quoted = Phrase(text, text if meaning == text else f"{text} ({meaning})")
    return quoted if cell.differs is None else quoted + phrases.in_brackets(phrases.differs_text(cell.differs))


def _not_deciding(card: Scorecard, row: Scored, printed: Printed) -> Phrase:
    """Why a document's cell does not decide; nothing where it does."""
    document = printed.document
    if card.decides(document):
        if row.course.cells[printed.year] is printed.cell:
            return NOTHING
        return Phrase("（已由后来的文件取代）", " (replaced by a later document)")
    if not document.replaces:
        return Phrase("（不取代原目标）", " (does not replace)")
    if document.issued > last_day(row.period):
        unborn = Phrase("（{issued} 印发，{period}尚未生效）", " (issued {issued}, not yet in force in {period})")
        return unborn(issued=document.issued, period=named(row.period))
    return Phrase("（不在所选文件之列）", " (not among the documents chosen)")


def _sourced(text: Phrase, source: str | None) -> Phrase:
    """A text with its source behind it, where there is one."""
    return text if source is None else Phrase(f"{text.zh}  〔{source}〕", f"{text.en}  [{source}]")


def _required(row: Scored) -> Iterator[Fact]:
    course = row.course
    yield from _asked(row, row.requirement) if row.requirement else _nothing_asked(row)
    if course.final is not None and course.last != row.period:
        yield Fact(Phrase(f"{course.last}年要求", f"requirement {course.last}"), phrases.requirement_text(course.final))


def _nothing_asked(row: Scored) -> Iterator[Fact]:
    """The words that are open, or that nothing is asked, and of a level why not yet."""
    cell, first = row.cell, min(row.course.milestones, default=0)
    asked = phrases.target_text(cell) or Phrase("无", "none")
    if cell and cell.differs is None:
        asked += Phrase("（目标未明确，须有下达数或考核结论）", " (open until a number or a verdict comes)")
    elif not cell and row.period < first and not row.indicator.of_its_year:
        yet = Phrase(
            "（首个目标年{year}年之前不作推算）", " (nothing is worked out before the first milestone, {year})"
        )
        asked += yet(year=first)
    yield Fact(Phrase("要求", "requirement"), asked)


def _asked(row: Scored, requirement: Requirement) -> Iterator[Fact]:
    """The requirement, its basis, and the sums that lead to it."""
    sum_, counts = Phrase("算式", "arithmetic"), row.indicator.timing == "count"
    basis = SHARE_OF_THE_YEAR if counts and requirement.line else BASES[requirement.basis]
    yield Fact(Phrase("要求", "requirement"), phrases.requirement_text(requirement) + same("  ") + basis)
    if requirement.line is not None and requirement.value is not None:
        yield Fact(sum_, arithmetic.interpolation(requirement.line, row.period, requirement.value, counts))
    if requirement.before_tolerance is not None:
        lenience = arithmetic.lenience(requirement, requirement.before_tolerance, row.indicator.tolerance)
        yield Fact(sum_, lenience, row.indicator.value_place("tolerance"))


def _judged(row: Scored) -> Iterator[Fact]:
    number, words, _ = row.clause
    because = Phrase(f"评价规则第{number}条：{words.zh}", f"line {number} of the table of standings: {words.en}")
    yield Fact(Phrase("依据", "because"), because)
    yield from _measured(row)
    for flag in row.flags:
        yield Fact(Phrase("标记", "flag"), FLAGS[flag])
    for goal in row.further:
        text = phrases.target_text(goal.cell) + COLON + _MET[goal.met] + phrases.why_unknown(row, goal)
        yield Fact(Phrase("另有要求", "further goal"), _sourced(text, goal.document.source))


_MET = {True: Phrase("达到", "met"), False: Phrase("未达到", "missed"), None: Phrase("无法比较，", "cannot be said: ")}


def _measured(row: Scored) -> Iterator[Fact]:
    """The measures that the judgement rests on, and their sums."""
    value = row.value
    if value is None:
        return
    yield from (Fact(label, text) for label, text in arithmetic.changes(row))
    if row.margin is not None:
        yield Fact(Phrase("余量", "margin"), arithmetic.margin(row, row.margin))
    if row.nearest is not None:
        yield Fact(Phrase("差距幅度", "shortfall"), arithmetic.shortfall(row, value, row.nearest))
    baseline, goal, final = row.baseline, row.goal(row.requirement), row.goal(row.course.final)
    if row.pace is not None and baseline is not None and goal is not None:
        yield Fact(Phrase("进度", "pace"), same(arithmetic.share_made(value, baseline, goal, f"{float(row.pace):.3f}")))
    if row.attainment is not None:
        yield Fact(Phrase("要求实现率", "attainment"), same(phrases.percent(row.attainment, 2)))
    if row.progress is not None and baseline is not None and final is not None:
        progress = arithmetic.share_made(value, baseline, final, phrases.percent(row.progress))
        elapsed = phrases.percent(row.elapsed)
        text = Phrase(f"{progress}，序时进度 {elapsed}", f"{progress}; time elapsed {elapsed}")
        yield Fact(Phrase("目标完成进度", "progress"), text)
    if "off-course" in row.flags:
        yield Fact(Phrase("照此推算", "at this pace"), arithmetic.projection(row))
    if row.nearest is not None:
        yield Fact(Phrase("界限", "thresholds"), _THRESHOLDS)


_THRESHOLDS = Phrase("差距幅度 {shares}，进度 {pace}", "shortfall {shares}, pace {pace}")(
    shares=" / ".join(phrases.percent(share, 0) for share in (ALMOST, NEAR_WITHOUT_PACE, NEAR)),
    pace=f"{float(MOST_OF_THE_WAY):.2f}",
)


def _bands_grid(row: Scored) -> list[Grid]:
    fields: list[Field[Band]] = [
        (Column(NOTHING), lambda band: Cell(same(_range(band)), "strong" if _holds(band, row) else "plain")),
        (Column(NOTHING), lambda band: standing_cell(row, band.standing)),
        (Column(NOTHING), lambda band: Cell(Phrase("← 现在", "← now") if _holds(band, row) else NOTHING)),
    ]
    title = Phrase("不同实际值对应的等次", "Which value would have which standing")
    known = bands(row)
    return [Grid.of(title, fields, [(NOTHING, known)])] if known else []


def _range(band: Band) -> str:
    low, high, _ = band
    if low is not None and high is not None:
        return printed(low) if low == high else f"{printed(low)} – {printed(high)}"
    if low is not None:
        return f"≥ {printed(low)}"
    return f"≤ {printed(high)}" if high is not None else "–"


def _holds(band: Band, row: Scored) -> bool:
    """Whether the row's value is in the band."""
    low, high, value = band.low, band.high, row.value
    return value is not None and (low is None or low <= value) and (high is None or value <= high)
