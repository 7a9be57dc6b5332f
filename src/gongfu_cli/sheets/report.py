"""A scorecard as a page for people who look rather than read: what depends on the data, in one language, no markup."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.book.number import printed
from gongfu_cli.language.phrase import Language, Phrase, listed, speaking
from gongfu_cli.language.terms import CROSSINGS, DIRECTIONS, FLAGS, ILLUSTRATIVE, MOVEMENTS, STANDINGS, STATUSES, Tone
from gongfu_cli.scoring import clause
from gongfu_cli.scoring.clause import Clause
from gongfu_cli.scoring.diff import Change, Comparison
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import STANDING_ORDER, VERDICTS, Standing
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.sheets.comparison import comparison_sheet
from gongfu_cli.sheets.phrases import (
    STATUS_MARKS,
    in_brackets,
    name_of,
    overall_cell,
    percent,
    requirement_text,
    share,
    standing_cell,
    value_cell,
)
from gongfu_cli.sheets.scorecard import (
    department_name,
    departments_of,
    heading,
    heading_title,
    remarks,
    scorecard_sheet,
    summary,
)
from gongfu_cli.sheets.sheet import Cell

_SINCE = Phrase("与 {year} 年相比", "What changed since {year}")
_OTHER_MOVES = Phrase("判断有其他变化", "other changes of standing")
_MEANINGS: Mapping[Standing, Sequence[Clause]] = {
    "achieved": (clause.MET_AT_LAST_MILESTONE, clause.MET_AT_FINAL_LEVEL),
    "on_track": (clause.MET,),
    "regressed": (clause.REGRESSED,),
    "slightly_behind": (clause.NEARLY_MET,),
    "behind": (clause.MISSED,),
    "no_data": (clause.NO_DATA,),
    "no_reference": (clause.NO_BASELINE, clause.DIRECTION),
    "target_pending": (clause.PENDING,),
    "not_due": (clause.NOT_DUE,),
}
"""The clauses that say what each standing means, in the order in which they are tried."""

Point = tuple[int, Decimal]
"""A year and a value."""


class Shown(NamedTuple):
    """A standing as it is shown: never by colour alone."""

    mark: str
    words: str
    tone: Tone


class Link(NamedTuple):
    """A row that is named elsewhere on the page."""

    anchor: str
    id: str
    name: str
    standing: Shown
    observed: bool


class Figure(NamedTuple):
    """A headline figure with what limits it."""

    label: str
    value: str
    of: str
    notes: Sequence[str]
    tone: Tone = "plain"


class Box(NamedTuple):
    """The rows of one standing: how many, and which, where that is no good news."""

    number: int
    standing: Shown
    rows: Sequence[Link]


class Line(NamedTuple):
    """A category, or all of them: a box for each standing."""

    name: str
    boxes: Sequence[Box]
    judged: str
    rate: str
    observed: str


class Moved(NamedTuple):
    """A row whose standing is another than a year before."""

    row: Link
    values: tuple[str, str]
    movement: Shown
    was: Shown


class Body(NamedTuple):
    """A department, with the gaps that it leads."""

    name: str
    leads: str
    gaps: Sequence[Link]
    supports: str


@dataclass(frozen=True)
class Series:
    """What a small drawing shows, by year, and the same in words."""

    first: int
    year: int
    last: int
    baseline: Point | None
    path: Sequence[Sequence[Point]]
    milestones: Sequence[Point]
    actuals: Sequence[Point]
    tone: Tone
    title: str
    words: str


@dataclass(frozen=True)
class Indicator:
    """A row of the table."""

    link: Link
    unit: str
    about: str
    departments: str
    actual: str
    required: str
    others: Sequence[tuple[str, str]]
    progress: Fraction | None
    elapsed: Fraction | None
    progress_text: str
    elapsed_text: str
    remarks: str
    notes: Sequence[str]
    series: Series


@dataclass(frozen=True)
class Report:
    """The page, from its first line to its last."""

    language: Language
    notice: str
    reminder: str
    title: str
    basis: str
    figures: Sequence[Figure]
    shares: Sequence[tuple[Shown, int]]
    summary: Sequence[str]
    lines: Sequence[Line]
    changes_title: str
    changes_summary: str
    changes: Sequence[tuple[str, Sequence[Moved]]]
    years: tuple[int, int] | None
    bodies: Sequence[Body]
    indicators: Sequence[tuple[str, Sequence[Indicator]]]
    meanings: Sequence[tuple[Shown, str]]
    signs: Sequence[tuple[str, str]]
    sources: Sequence[tuple[str, str, str]]


def report_of(card: Scorecard, comparison: Comparison | None, language: Language) -> Report:
    """The page of a scorecard, and of what changed since an earlier one."""
    return _Page(card, language).report(comparison)


class _Page:
    """A page being written in one language."""

    def __init__(self, card: Scorecard, language: Language) -> None:
        self.card, self.language, self.say = card, language, speaking(language)
        self.base = card.book.table.baseline_year
        self.anchors = {row.indicator.id: f"row-{n}" for n, row in enumerate(card.rows, 1)}

    def report(self, comparison: Comparison | None) -> Report:
        card, language = self.card, self.language
        count, notice = card.of("evaluation"), self.notice()
        in_categories = [(name_of(each, language), card.in_category(each.name)) for each in card.book.table.categories]
        legend = scorecard_sheet(card, card.rows, ["indicators"], language).closing
        return Report(
            language=language,
            notice=notice,
            reminder=ILLUSTRATIVE.to(language) if notice else "",
            title=heading_title(card, language),
            basis=heading(card, language)[-1].text,
            figures=list(self.figures(count)),
            shares=[(self.look(each), number) for each, number in count.standings.items()],
            summary=[line.text for line in summary(card, language) if line.tone != "strong"],
            lines=[self.line(*each) for each in in_categories]
            + [self.line(self.say("合计", "All"), card.rows, total=True)],
            years=(comparison.before.year, comparison.after.year) if comparison else None,
            changes_title=_SINCE(year=comparison.before.year).to(language) if comparison else "",
            changes_summary=comparison_sheet(comparison, [], language).closing[0].text if comparison else "",
            changes=list(self.changes(comparison)) if comparison else [],
            bodies=sorted(map(self.body, card.departments), key=lambda body: -len(body.gaps)),
            indicators=[(name, [self.indicator(row) for row in rows]) for name, rows in in_categories if rows],
            meanings=[
                (self.look(each), self.say("；或", "; or ").join(clause.words.to(language) for clause in clauses))
                for each, clauses in _MEANINGS.items()
            ],
            signs=[(self.say("符号", "Signs"), cell.text) for cell in legend],
            sources=list(self.sources()),
        )

    def notice(self) -> str:
        """The warning of illustrative data: of this year, else of the years before, which the drawings show."""
        if any("illustrative" in row.flags for row in self.card.rows):
            return heading(self.card, self.language)[0].text
        years = dict.fromkeys(str(year) for year, _, status in self.filed() if status == "illustrative")
        if not years:
            return ""
        which = Phrase("{years}年的数值", "values of {years}")(years=listed(years)).to(self.language)
        return ILLUSTRATIVE.to(self.language) + in_brackets(which, self.language)

    # Standings, as they are shown everywhere.

    def look(self, standing: Standing) -> Shown:
        """The standing of several rows."""
        return _shown(overall_cell(self.card.rows, standing, self.language))

    def link(self, row: Scored) -> Link:
        name, standing = name_of(row.indicator, self.language), _shown(standing_cell(row, self.language))
        observed = row.indicator.attribute == "observation"
        return Link(self.anchors[row.indicator.id], row.indicator.id, name, standing, observed)

    # The overview and the tables.

    def figures(self, count: Tally) -> Iterator[Figure]:
        say = self.say

        def counted(verdict: str | None) -> list[str]:
            looks = [(self.look(each).words, n) for each, n in count.standings.items() if VERDICTS.get(each) == verdict]
            return [say(f"{words} {n}", f"{n} {words}") for words, n in looks]

        def rows(number: int) -> str:
            return say("行", "row" if number == 1 else "rows")

        missing = count.rows - count.judged
        judged = say(
            f"评价指标 {count.rows} 行，已判断 {count.judged} 行，其中达到 {count.on_track} 行",
            f"{count.on_track} of the {count.judged} rows judged, of {count.rows} evaluation rows",
        )
        capped = say("当年要求实现率，超过的按 100% 计", "of the year's requirements, each 100% at most")
        yield Figure(say("达到要求", "On track"), percent(count.on_track_rate), "", [judged], "on_track")
        yield Figure(
            say("有差距", "With a gap"),
            str(count.gap),
            rows(count.gap),
            counted("gap"),
            "behind" if count.gap else "plain",
        )
        yield Figure(say("平均实现率", "Mean attainment"), percent(count.attainment), "", [capped])
        yield Figure(say("未判断", "Not judged"), str(missing), rows(missing), counted(None))
        of = say(f"/ {count.rows} 行", f"of {count.rows} rows")
        if count.illustrative:
            unofficial = say("非官方，不得引用", "not official, not to be quoted")
            yield Figure(say("示例数据", "Illustrative"), str(count.illustrative), of, [unofficial], "notice")
        if count.preliminary:
            yield Figure(say("初步值", "Preliminary"), str(count.preliminary), of, [], "notice")

    def line(self, name: str, inside: Sequence[Scored], total: bool = False) -> Line:
        count, observed = self.card.of("evaluation", inside), self.card.of("observation", inside)
        boxes = []
        for each in STANDING_ORDER:
            if self.card.of("evaluation").standings.get(each):
                rows = [row for row in inside if row.standing == each and row.indicator.attribute == "evaluation"]
                named = [] if total or VERDICTS.get(each) == "on_track" else [self.link(row) for row in rows]
                boxes.append(Box(len(rows), self.look(each), named))
        return Line(name, boxes, share(count), percent(count.on_track_rate), share(observed))

    def body(self, name: str) -> Body:
        led = self.card.led_by(name)
        gaps = [row for row in led if row.verdict == "gap"]
        return Body(
            department_name(self.card, name, self.language),
            share(self.card.of("evaluation", led)),
            [self.link(row) for row in sorted(gaps, key=lambda row: -STANDING_ORDER.index(row.standing))],
            share(self.card.of("evaluation", self.card.supported_by(name))),
        )

    def changes(self, comparison: Comparison) -> Iterator[tuple[str, list[Moved]]]:
        for crossing, title in [*CROSSINGS.items(), (None, _OTHER_MOVES)]:
            moved = [self.moved(each) for each in comparison.changes if each.cause and each.crossing == crossing]
            if moved:
                yield title.to(self.language).capitalize(), moved

    def moved(self, each: Change) -> Moved:
        tone, words = MOVEMENTS[each.movement]
        values = value_cell(each.before, self.language).text, value_cell(each.after, self.language).text
        movement = Shown("", words.to(self.language), tone)
        return Moved(self.link(each.after), values, movement, self.link(each.before).standing)

    # The rows.

    def indicator(self, row: Scored) -> Indicator:
        say, given, cells = self.say, row.indicator, row.course.cells
        others = [(say(f"{self.base}基期", f"{self.base} baseline"), given.baseline.text)]
        others += [(say(f"{year}实际", f"{year} actual"), self.value(row, year)) for year, _ in row.earlier[-1:]]
        others += [(say(f"{year}目标", f"{year} target"), cells[year].text) for year in row.course.milestones]
        required = requirement_text(row.requirement).to(self.language) or (row.cell.text if row.cell else "")
        attested = value_cell(row, self.language).text if row.filed.verdict else None
        unasked = FLAGS["not-surveyed"].to(self.language) if "not-surveyed" in row.flags else None
        notes = [attested, unasked, given.note, row.filed.note]
        return Indicator(
            link=self.link(row),
            unit=given.unit or "",
            about=DIRECTIONS[given.direction].to(self.language),
            departments=departments_of(self.card, row.departments, self.language),
            actual=value_cell(row, self.language).text,
            required=say(f"要求 {required}", f"required {required}") if required else say("无要求", "nothing required"),
            others=others,
            progress=row.progress,
            elapsed=row.elapsed,
            progress_text=percent(row.progress),
            elapsed_text=say(f"序时进度 {percent(row.elapsed)}", f"time elapsed {percent(row.elapsed)}"),
            remarks=remarks(row, self.language),
            notes=[note for note in notes if note],
            series=self.series(row),
        )

    def value(self, row: Scored, year: int) -> str:
        """A value as it was filed in a year, with the mark of its status."""
        filed = self.card.book.filed(row.indicator.id, year)
        assert filed.number is not None
        return printed(filed.number) + STATUS_MARKS.get(filed.status or "", "")

    def series(self, row: Scored) -> Series:
        say, baseline = self.say, row.indicator.baseline
        actuals = [*row.earlier, *([(row.year, row.value)] if row.value is not None else [])]
        first, last = min([self.base, *(year for year, _ in actuals)]), max(row.year, row.course.last or self.base)
        asked = {year: row.course.at(year) for year in range(self.base, last + 1)}
        words = [say(f"{self.base}年基期 {baseline.text}", f"{self.base} baseline {baseline.text}")]
        words += [say("{}年实际 {}", "{} actual {}").format(year, self.value(row, year)) for year, _ in actuals]
        words += [
            say("{}年要求 {}", "{} required {}").format(year, requirement_text(each).to(self.language))
            for year, each in asked.items()
            if each and year > self.base
        ]
        name = name_of(row.indicator, self.language)
        return Series(
            first=first,
            year=row.year,
            last=last,
            baseline=None if baseline.value is None else (self.base, baseline.value),
            path=[line for end in (0, 1) for line in _lines(asked, end)],
            milestones=[
                (year, end)
                for year in row.course.milestones
                for end in dict.fromkeys(_ends(asked.get(year)))
                if end is not None
            ],
            actuals=actuals,
            tone=STANDINGS[row.standing].tone,
            title=say(f"{name}，{first}—{last}年走势", f"{name}, {first} to {last}"),
            words=say("；", "; ").join(words),
        )

    # The sources.

    def filed(self) -> Iterator[tuple[int, str, str]]:
        """Year, source and status of every value and verdict that the page rests on."""
        for year in (year for year in self.card.book.years if year <= self.card.year):
            for id in self.card.book.actuals[year].values:
                filed = self.card.book.filed(id, year)
                if id in self.anchors and filed.status:
                    yield year, filed.source or "", filed.status

    def sources(self) -> Iterator[tuple[str, str, str]]:
        say, book = self.say, self.card.book
        yield say("指标表", "Indicator table"), book.table.source, ""
        for document in book.documents:
            decides = any(document is each for each in self.card.documents)
            if decides or document.issued.year <= self.card.year:
                aside = say("据以判断", "decides") if decides else say("仅列示", "shown beside")
                yield say("目标", "Targets"), f"{document.source} ({document.issued})", aside
        counts: dict[tuple[str, str], Counter[int]] = {}
        for year, source, status in self.filed():
            counts.setdefault((source, status), Counter())[year] += 1
        for (source, status), years in counts.items():
            rows = listed(f"{year}（{n}）" if self.language == "zh" else f"{year} ({n})" for year, n in years.items())
            what = Phrase("实际值，{rows}", "Actuals, {rows}")(rows=rows).to(self.language)
            yield what, source or say("未注明", "not named"), STATUSES[status].to(self.language)


def _shown(cell: Cell) -> Shown:
    mark, _, words = cell.text.partition(" ")
    return Shown(mark, words, cell.tone)


def _ends(requirement: Requirement | None) -> tuple[Decimal | None, Decimal | None]:
    return (requirement.low, requirement.high) if requirement else (None, None)


def _lines(asked: Mapping[int, Requirement | None], end: int) -> Iterator[list[Point]]:
    """The lines along which one end of the requirement runs: sloped where it is interpolated, else in steps."""
    line: list[Point] = []
    sloped = False
    for year, requirement in asked.items():
        was_sloped, sloped = sloped, requirement is not None and requirement.basis == "interpolated"
        value = _ends(requirement)[end]
        if value is None or (year == min(asked) and not sloped):
            if line:
                yield line
            line = []
            continue
        if line and not (sloped or was_sloped) and line[-1][1] != value:
            line.append((year, line[-1][1]))
        line.append((year, value))
    if line:
        yield line
