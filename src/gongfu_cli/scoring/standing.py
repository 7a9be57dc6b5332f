"""Book, year → scorecard: the standing of every row, its measures and flags, and the tallies.

Nothing here is rounded: values are decimals, ratios are fractions, and comparisons are exact.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Actual, Document, Indicator, Resolved, Status
from gongfu_cli.book.number import minus, unit_of
from gongfu_cli.book.wording import TargetCell, Words
from gongfu_cli.scoring.requirement import Course, Path, Requirement, better
from gongfu_cli.source.finding import Place

Standing = Literal[
    "regressed",
    "behind",
    "slightly_behind",
    "on_track",
    "achieved",
    "no_data",
    "no_reference",
    "target_pending",
    "not_due",
]
Verdict = Literal["on_track", "gap"]
VERDICTS: dict[Standing, Verdict] = {
    "achieved": "on_track",
    "on_track": "on_track",
    "slightly_behind": "gap",
    "behind": "gap",
    "regressed": "gap",
}
WORST_FIRST: tuple[Standing, ...] = ("regressed", "behind", "slightly_behind", "on_track", "achieved")
STANDING_ORDER: tuple[Standing, ...] = (
    *reversed(WORST_FIRST),
    "no_data",
    "no_reference",
    "target_pending",
    "not_due",
)

# The thresholds of the table of standings (docs/methodology.md), lines 10 and 11.
ALMOST = Fraction(1, 100)
MOST_OF_THE_WAY = Fraction(60, 100)
NEAR = Fraction(10, 100)
NEAR_WITHOUT_PACE = Fraction(5, 100)


@dataclass(frozen=True)
class Further:
    """What a document that does not decide asks, and whether the actual meets it (None: cannot be said)."""

    document: Document
    cell: TargetCell
    met: bool | None


@dataclass(frozen=True)
class Judged:
    """A standing, and the line of the table of standings that gave it."""

    standing: Standing
    line: int


@dataclass(frozen=True)
class Scored:
    """A row of the table in a year, with everything that its standing rests on."""

    indicator: Indicator
    year: int
    departments: tuple[str, ...]
    actual: Actual | None
    status: Status | None
    source: str | None
    place: Place | None
    earlier: Sequence[tuple[int, Decimal]]
    course: Course
    cell: TargetCell | None
    requirement: Requirement | None
    judged: Judged
    margin: Decimal | None
    pace: Fraction | None
    attainment: Fraction | None
    progress: Fraction | None
    elapsed: Fraction | None
    flags: tuple[str, ...]
    further: tuple[Further, ...]

    @property
    def value(self) -> Decimal | None:
        """The actual value, where there is one."""
        return self.actual.number if self.actual else None

    @property
    def standing(self) -> Standing:
        """The standing."""
        return self.judged.standing

    @property
    def verdict(self) -> Verdict | None:
        """On track, gap, or None where the row is not judged."""
        return VERDICTS.get(self.standing)

    @property
    def previous(self) -> tuple[int, Decimal] | None:
        """The latest earlier actual with its year."""
        return self.earlier[-1] if self.earlier else None

    @property
    def final(self) -> bool:
        """Whether the last milestone is reached, so that the standing is final."""
        return self.course.last is not None and self.year >= self.course.last


@dataclass(frozen=True)
class Tally:
    """A count of rows by standing, and what follows from it. Rates are None where nothing is judged."""

    rows: int
    standings: Mapping[Standing, int]
    attainment: Fraction | None
    illustrative: int
    preliminary: int

    def count(self, *standings: Standing) -> int:
        """How many rows have one of these standings."""
        return sum(self.standings.get(each, 0) for each in standings)

    @property
    def on_track(self) -> int:
        """Rows with the verdict on track."""
        return self.count("achieved", "on_track")

    @property
    def gap(self) -> int:
        """Rows with the verdict gap."""
        return self.count("slightly_behind", "behind", "regressed")

    @property
    def judged(self) -> int:
        """Rows with a verdict."""
        return self.on_track + self.gap

    @property
    def on_track_rate(self) -> Fraction | None:
        """On track ÷ judged."""
        return Fraction(self.on_track, self.judged) if self.judged else None

    @property
    def coverage(self) -> Fraction | None:
        """Judged ÷ (judged + without data + without reference)."""
        wanted = self.judged + self.count("no_data", "no_reference")
        return Fraction(self.judged, wanted) if wanted else None

    @property
    def status(self) -> Verdict | None:
        """Gap if there is any, else on track if anything is judged."""
        return "gap" if self.gap else "on_track" if self.judged else None

    @property
    def worst(self) -> Standing | None:
        """The worst standing judged."""
        return next((each for each in WORST_FIRST if self.standings.get(each)), None)


def tally(rows: Iterable[Scored]) -> Tally:
    """The tally of some rows."""
    rows = list(rows)
    attainments = [row.attainment for row in rows if row.attainment is not None]
    counts = Counter(row.standing for row in rows)
    return Tally(
        rows=len(rows),
        standings={each: counts[each] for each in STANDING_ORDER if counts[each]},
        attainment=sum(attainments, Fraction(0)) / len(attainments) if attainments else None,
        illustrative=sum("illustrative" in row.flags for row in rows),
        preliminary=sum("preliminary" in row.flags for row in rows),
    )


@dataclass(frozen=True)
class Scorecard:
    """All rows of a year, scored one way."""

    book: Book
    year: int
    path: Path
    documents: Sequence[Document]
    rows: Sequence[Scored]

    def of(self, attribute: str, rows: Iterable[Scored] | None = None) -> Tally:
        """The tally of the rows (all, or those given) that are evaluation or observation indicators."""
        return tally(row for row in (self.rows if rows is None else rows) if row.indicator.attribute == attribute)

    @property
    def departments(self) -> list[str]:
        """The bodies in force, in the order in which the table first names them."""
        return list(dict.fromkeys(name for row in self.rows for name in row.departments))

    def led_by(self, name: str) -> list[Scored]:
        """The rows that a body leads."""
        return [row for row in self.rows if row.departments[0] == name]

    def supported_by(self, name: str) -> list[Scored]:
        """The rows that a body supports and does not lead."""
        return [row for row in self.rows if name in row.departments[1:]]

    def in_category(self, name: str) -> list[Scored]:
        """The rows of a category."""
        return [row for row in self.rows if row.indicator.category == name]


Deciding = Literal["latest"] | date | None
"""Which documents decide: those in force, all of them, or all issued up to a date."""


def score(book: Book, year: int, path: Path = "linear", targets: Deciding = None) -> Scorecard:
    """The scorecard of a year. The book must be free of faults and the year later than its baseline year."""
    day = date.max if targets == "latest" else targets
    documents = book.in_force(year) if day is None else book.issued_by(day)
    rows = {each.id: _Row(book, each, year, path, documents).scored() for each in book.table.indicators}
    for id, row in rows.items():
        parts = row.indicator.derived
        if parts and row.verdict == "gap":
            known = (rows.get(part) for part in (parts.numerator, parts.denominator))  # GF202 may be silenced
            verdicts = {part and part.verdict for part in known}
            if verdicts == {"on_track"}:
                rows[id] = replace(row, flags=tuple(sorted([*row.flags, "parts-on-track"])))
    return Scorecard(book, year, path, documents, tuple(rows.values()))


def standing_of(card: Scorecard, row: Scored, value: Decimal) -> Standing:
    """The standing that a row of the card would have with another actual value."""
    supposed = Actual.model_construct(value=value)
    return _Row(card.book, row.indicator, card.year, card.path, card.documents, supposed).judge().standing


def resolutions(card: Scorecard, row: Scored) -> list[Resolved]:
    """The resolved numbers that the row rests on: of the year, and of the last milestone year."""
    years = (row.year, row.course.last)
    return [
        each
        for document in card.book.documents
        for each in document.resolved
        if each.id == row.indicator.id and each.year in years
    ]


class _Row:
    """One row being scored: by the letters of docs/methodology.md."""

    def __init__(
        self,
        book: Book,
        indicator: Indicator,
        year: int,
        path: Path,
        documents: Sequence[Document],
        supposed: Actual | None = None,
    ) -> None:
        self.book, self.indicator, self.y, self.path, self.documents = book, indicator, year, path, documents
        self.course = self.course_of(documents)
        self.Y = self.course.last
        self.cell, self.r = self.course.cell(year), self.course.at(year)
        self.R = self.course.final
        self.actual = supposed or book.actual(indicator.id, year)
        self.a = self.actual.number if self.actual else None
        self.b = indicator.baseline.value
        self.earlier = book.earlier(indicator.id, year)
        self.directed = indicator.direction != "keep stable"
        filed = self.actual if self.actual and (self.a is not None or self.actual.verdict) else None
        of_year = book.actuals.get(year)
        self.status: Status | None = None
        self.source: str | None = None
        if filed:
            self.status = filed.status or (of_year.status if of_year else None)
            self.source = filed.source or (of_year.source if of_year else None)

    def course_of(self, documents: Sequence[Document]) -> Course:
        id = self.indicator.id
        return Course(
            self.indicator,
            self.book.cells(id, documents),
            lambda year: self.book.resolved(id, year),
            self.book.table.baseline_year,
            self.path,
        )

    def better(self, a: Decimal | None, b: Decimal | None) -> bool:
        return better(self.indicator, a, b)

    def scored(self) -> Scored:
        judged = self.judge()
        register, id = self.book.register, self.indicator.id
        return Scored(
            indicator=self.indicator,
            year=self.y,
            departments=tuple(dict.fromkeys(register.in_force(name, self.y) for name in self.indicator.departments)),
            actual=self.actual,
            status=self.status,
            source=self.source,
            place=self.book.actuals[self.y].places.key("values", id) if self.actual else None,
            earlier=self.earlier,
            course=self.course,
            cell=self.cell,
            requirement=self.r,
            judged=judged,
            margin=self.margin,
            pace=self.pace,
            attainment=self.attainment if judged.line >= 7 else None,
            progress=self.progress,
            elapsed=self.elapsed if self.progress is not None else None,
            flags=tuple(sorted(self.flags())),
            further=tuple(self.further()),
        )

    # The standing

    def judge(self) -> Judged:
        a, b, r, R = self.a, self.b, self.r, self.R  # noqa: N806
        final = self.Y is not None and self.y >= self.Y
        if self.cell is not None and self.cell.wording == Words("open") and r is None:
            attested = self.actual.verdict if self.actual else None
            if attested == "met":
                return Judged("achieved" if final else "on_track", 1)
            return Judged("behind", 1) if attested else Judged("target_pending", 2)
        if r is None or (self.actual is not None and not self.actual.surveyed):
            return Judged("not_due", 3)
        if a is None:
            return Judged("no_data", 4)
        if r.hold and not r.known:
            return Judged("no_reference", 5)
        if not r.numeric:
            return Judged(self.judge_course(a, r, final), 6)
        if r.met(a):
            if final:
                return Judged("achieved", 7)
            reference = r.value if b is None else b
            if R is not None and R.met(a) and self.directed and self.better(R.value, reference):
                return Judged("achieved", 8)
            return Judged("on_track", 9)
        if self.better(b, a) and self.shortfall_over(ALMOST) and self.directed and not r.hold:
            return Judged("regressed", 10)
        pace = self.pace
        if (
            not self.shortfall_over(ALMOST)
            or (pace is not None and pace >= MOST_OF_THE_WAY and not self.shortfall_over(NEAR))
            or (pace is None and not self.shortfall_over(NEAR_WITHOUT_PACE))
        ):
            return Judged("slightly_behind", 11)
        return Judged("behind", 12)

    def judge_course(self, a: Decimal, r: Requirement, final: bool) -> Standing:
        """Rise and fall, by two signs, as in the German sustainability indicators."""
        points = [value for _, value in self.earlier]
        base = self.b if self.b is not None else points[0] if points else None
        if base is None:
            return "no_reference"
        sign = 1 if r.op == "rise" else -1
        overall, recent = (a - base) * sign, (a - (points[-1] if points else base)) * sign
        if final:
            return "achieved" if overall > 0 else "regressed" if overall < 0 else "behind"
        if overall > 0:
            return "slightly_behind" if recent < 0 else "on_track"
        if recent > 0:
            return "slightly_behind"
        return "regressed" if overall < 0 else "behind"

    @property
    def shortfall(self) -> Fraction | None:
        """How far the actual is from the nearest value that would be met, as a share of that value; None where that
        value is 0."""
        assert self.r is not None and self.a is not None
        nearest = Fraction(self.r.nearest(self.a))
        return abs(Fraction(self.a) - nearest) / abs(nearest) if nearest else None

    def shortfall_over(self, threshold: Fraction) -> bool:
        shortfall = self.shortfall
        return shortfall is None or shortfall > threshold

    # Measures

    @property
    def margin(self) -> Decimal | None:
        r, a = self.r, self.a
        if r is None or a is None or not r.known:
            return None
        inside = [minus(a, r.low)] if r.low is not None else []
        inside += [minus(r.high, a)] if r.high is not None else []
        return min(inside)

    @property
    def pace(self) -> Fraction | None:
        r, a, b = self.r, self.a, self.b
        if r is None or a is None or b is None or r.hold or r.value is None:
            return None
        if not self.directed or not self.better(r.value, b):
            return None
        return Fraction(minus(a, b)) / Fraction(minus(r.value, b))

    @property
    def attainment(self) -> Fraction:
        """Of a row judged by a number."""
        r, a = self.r, self.a
        assert r is not None and a is not None
        met, v = r.met(a), r.nearest(a)
        bound = r.value if r.value is not None else v
        if met and (r.op == "within" or r.high is not None or bound <= 0 or a < 0):
            return Fraction(1)
        if bound <= 0 or a < 0:
            return Fraction(0)
        if r.op == "within":
            return max(Fraction(0), 1 - (self.shortfall or Fraction(0)))
        share = Fraction(a) / Fraction(bound) if r.low is not None else Fraction(bound) / Fraction(a)
        return min(Fraction(1), share)

    @property
    def asks_number(self) -> bool:
        """Whether the last milestone asks for a number or bound."""
        return self.directed and self.R is not None and not self.R.hold and self.R.value is not None

    @property
    def progress(self) -> Fraction | None:
        a, b, R = self.a, self.b, self.R  # noqa: N806
        if not self.asks_number or R is None or R.value is None or a is None or b is None:
            return None
        if not self.better(R.value, b):
            return None
        return Fraction(minus(a, b)) / Fraction(minus(R.value, b))

    @property
    def elapsed(self) -> Fraction:
        assert self.Y is not None
        start = self.book.table.baseline_year
        return min(Fraction(1), Fraction(self.y - start, self.Y - start)) if start < self.Y else Fraction(1)

    # Flags and further goals

    def further(self) -> Iterable[Further]:
        for document in self.book.documents:
            if any(document is each for each in self.documents) or document.issued > date(self.y, 12, 31):
                continue
            course = self.course_of([document])
            cell = course.cell(self.y)
            if cell is None:
                continue
            asked = course.at(self.y)
            words = isinstance(cell.wording, Words) and cell.wording.kind != "hold"
            yield Further(document, cell, None if self.a is None or words or asked is None else asked.met(self.a))

    def flags(self) -> Iterator[str]:
        a, b, r, R = self.a, self.b, self.r, self.R  # noqa: N806
        if r is not None and r.basis == "interpolated":
            yield "interpolated"
        if self.indicator.baseline.estimated:
            yield "estimated-baseline"
        if R is not None and self.asks_number:
            if self.better(b, R.value):
                yield "looser-target"
            if a is not None and self.y < (self.Y or 0) and R.met(a):
                yield "at-final-level"
        if self.better(b, a):
            yield "worse-than-baseline"
        if a is not None and r is not None and r.known and self.rounding_decides(a, r):
            yield "rounding-sensitive"
        if self.status in ("preliminary", "illustrative"):
            yield str(self.status)
        if self.actual is not None and not self.actual.surveyed:
            yield "not-surveyed"
        if self.revised():
            yield "revised-target"

    def rounding_decides(self, a: Decimal, r: Requirement) -> bool:
        """Whether some value that is printed as `a`, half a unit up or down included, is judged otherwise."""
        half = unit_of(a) / 2
        low, high = Fraction(a) - half, Fraction(a) + half
        if r.met(a):
            return not (r.met(low) and r.met(high))
        nearest = Fraction(r.nearest(a))
        return r.met(low) or r.met(high) or (r.op == "within" and low <= nearest <= high)

    def revised(self) -> bool:
        """Whether a later one of the documents that decide changed the words of a cell of the row."""
        words: dict[int, str] = {}
        for document in self.documents:
            for year, cell in document.targets.get(self.indicator.id, {}).items():
                if words.setdefault(year, cell.text) != cell.text:
                    return True
        return False
