"""What the small drawing of an indicator shows: values, requirements and milestones by year, and the same in words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongfu_cli.book.book import Book, Point
from gongfu_cli.book.period import Period, named, year_of
from gongfu_cli.language.phrase import BETWEEN_CLAUSES, Phrase
from gongfu_cli.language.terms import STANDINGS, Tone
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets.phrases import baseline_text, filed_text, name_of, requirement_text


class Asked(NamedTuple):
    """What a period asks: at least `low`, at most `high`, or both; never neither."""

    period: Period
    low: Decimal | None
    high: Decimal | None

    @property
    def ends(self) -> list[Decimal]:
        """The numbers asked for, the lower first."""
        return [end for end in (self.low, self.high) if end is not None]

    @property
    def sides(self) -> tuple[bool, bool]:
        """Whether there is a lower end, and an upper one."""
        return self.low is not None, self.high is not None


class Series(NamedTuple):
    """What a small drawing shows, by year, and the same in words."""

    first: int
    year: Period
    last: int
    baseline: Point | None
    path: Sequence[Sequence[Asked]]
    """The requirements in runs that are alike in their sides; two of one period are a step."""
    milestones: Sequence[Point]
    actuals: Sequence[Point]
    values: Mapping[Period, Phrase]
    """The values as printed or filed, the baseline among them."""
    tone: Tone
    title: Phrase
    words: Phrase

    @property
    def shown(self) -> bool:
        """Whether there is a course to draw: a target alone is said in words."""
        return bool(self.actuals or self.baseline)


def series_of(book: Book, row: Scored) -> Series:
    """The series of a row, from the baseline year, or its first value, to its last milestone or the year scored."""
    base, baseline = book.table.baseline_year, row.indicator.baseline
    actuals = [*row.earlier, *([(row.period, row.value)] if row.value is not None else [])]
    first = min([base, *(year_of(period) for period, _ in actuals)])
    last = max(year_of(row.period), row.course.last or base)
    asked: dict[Period, Requirement | None] = {year: row.course.at(year) for year in range(base, last + 1)}
    now: dict[Period, Requirement | None] = {} if isinstance(row.period, int) else {row.period: row.requirement}
    values: dict[Period, Phrase] = {base: baseline_text(baseline)}
    values |= {period: filed_text(book.filed(row.indicator.id, period)) for period, _ in actuals}
    words = [Phrase(f"{base}年基期 {values[base].zh}", f"{base} baseline {values[base].en}")]
    actual = Phrase("{period}实际 {value}", "{period} actual {value}")
    words += [actual(period=named(period), value=values[period]) for period, _ in actuals]
    required = Phrase("{period}要求 {value}", "{period} required {value}")
    words += [
        required(period=named(period), value=requirement_text(requirement))
        for period, requirement in sorted((asked | now).items(), key=lambda each: each[0])
        if requirement and period > base
    ]
    name = name_of(row.indicator)
    return Series(
        first=first,
        year=row.period,
        last=last,
        baseline=None if baseline.value is None else (base, baseline.value),
        path=[*_path(asked, base), *_path(now, base)] if row.indicator.of_its_year else _path(asked | now, base),
        milestones=[
            (year, end)
            for year in row.course.milestones
            if (requirement := asked.get(year))
            for end in dict.fromkeys(requirement.ends)
        ],
        actuals=actuals,
        values=dict(sorted(values.items())),
        tone=STANDINGS[row.standing].tone,
        title=Phrase(f"{name.zh}，{first}—{last}年走势", f"{name.en}, {first} to {last}"),
        words=BETWEEN_CLAUSES.join(words),
    )


def _path(asked: Mapping[Period, Requirement | None], base: int) -> list[list[Asked]]:
    """The runs of periods along which the requirement goes: sloped where it is interpolated, else in steps."""
    runs: list[list[Asked]] = [[]]
    sloped = False
    for period, requirement in sorted(asked.items(), key=lambda each: each[0]):
        was_sloped, sloped = sloped, requirement is not None and requirement.basis == "interpolated"
        if requirement is None or not requirement.known or (period == base and not sloped):
            runs.append([])
            continue
        now = Asked(period, requirement.low, requirement.high)
        if runs[-1] and runs[-1][-1].sides != now.sides:
            runs.append([])
        if runs[-1] and not (sloped or was_sloped) and runs[-1][-1].ends != now.ends:
            runs[-1].append(runs[-1][-1]._replace(period=period))
        runs[-1].append(now)
    return [run for run in runs if run]
