"""What stands above and below the tables: the title, the warning, what decides, the signs, the sum of it all."""

from collections.abc import Container, Iterable, Sequence

from gongfu_cli.book.period import named
from gongfu_cli.language.phrase import BETWEEN_WORDS, DOT, NOTHING, Phrase, listed, same
from gongfu_cli.language.terms import AT_LEVEL, ATTRIBUTES, ILLUSTRATIVE, STANDINGS
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import VERDICTS
from gongfu_cli.scoring.tally import tally
from gongfu_cli.sheets import phrases
from gongfu_cli.sheets.sheet import Cell

BETWEEN_SIGNS = same("  ")
_SIGNS = {
    "interpolated": Phrase("≈ 推算，非官方要求", "≈ interpolated, not an official requirement"),
    "tolerance": Phrase("± 含允许变动，非官方要求", "± less a tolerance, not an official requirement"),
    "illustrative": Phrase("* 示例数据，非官方", "* illustrative, not official"),
    "preliminary": Phrase("p 初步值", "p preliminary"),
    "off-course": Phrase(
        "照此难达：按年均实际变化推算，到期达不到最终目标",
        "off course: would miss the final target at the average yearly change so far",
    ),
}
"""What a flag's mark means, or its remark."""
_INTERPOLATED = {
    "level": Phrase("目标年之间按直线推算（≈）", "Between milestones: a straight line (≈)"),
    "count": Phrase("年中的数量按序时进度折算（≈）", "Of a count: its share of the year (≈)"),
}
"""What an interpolated requirement is, by the timing of the goal."""
_BETWEEN_WAYS = Phrase("；", ". ")


def heading(title: Phrase, cards: Iterable[Scorecard]) -> list[Cell]:
    """The first lines of a sheet: the warning of illustrative data of the first scorecard that has one, the title."""
    warning = next(filter(None, map(notice, cards)), None)
    return [*([Cell(warning, "notice")] if warning else []), Cell(title, "strong")]


def title_of_year(card: Scorecard, bodies: Iterable[str] = (), title: Phrase = NOTHING) -> Phrase:
    """The table's title, or another, the year or the part of it, and the bodies that it is about, if any."""
    names = phrases.department_names(card.book.register, bodies)
    return DOT.join(filter(None, (title or phrases.title_of(card.book.table), named(card.period), names)))


def previous(card: Scorecard) -> Phrase:
    """The title of the column of latest earlier values: their year, where it is the same for all."""
    years = {row.previous[0] for row in card.rows if row.previous}
    return same(str(*years)) if len(years) == 1 else Phrase("上次", "Previous")


def notice(card: Scorecard) -> Phrase:
    """The warning of illustrative data in the rows, of the year or of those before; nothing without any."""
    if illustrative := [row.indicator.id for row in card.rows if "illustrative" in row.flags]:
        count = Phrase("：{all}中有{part}，以 * 标出", "; marked *: {part} of {all}")
        everything = phrases.indicators_of(row.indicator.id for row in card.rows)
        return ILLUSTRATIVE + count(all=everything, part=phrases.indicators_of(illustrative))
    if any(phrases.last_filed(card.book, row).status == "illustrative" for row in card.rows):
        return ILLUSTRATIVE + phrases.in_brackets(Phrase("往年值，以 * 标出", "values of earlier years, marked *"))
    return NOTHING


def basis(card: Scorecard, rows: Iterable[Scored]) -> Phrase:
    """The documents that decide; and, where it concerns the rows, what is asked between their milestones."""
    sources = listed(f"{document.source} ({document.issued})" for document in card.documents)
    text = Phrase(f"目标依据：{sources.zh}。", f"Targets: {sources.en}.")
    if card.path == "step":
        return text.then(Phrase("两个目标年之间不推算", "Nothing is interpolated"))
    timings = {row.indicator.timing for row in rows if "interpolated" in row.flags}
    ways = [words for timing, words in _INTERPOLATED.items() if timing in timings]
    return text.then(_BETWEEN_WAYS.join(ways)) if ways else text


def legend(card: Scorecard, rows: Sequence[Scored]) -> list[Phrase]:
    """What the marks mean that stand in the rows, and a remark that is short."""
    return signs({flag for row in rows for flag in (*row.flags, phrases.last_filed(card.book, row).status)}, rows)


def explained(parts: Sequence[Phrase]) -> list[Cell]:
    """The line below a table that says what its signs mean; none where there are no signs."""
    return [Cell(BETWEEN_SIGNS.join(parts), "muted", parts=parts)] if parts else []


def signs(flags: Container[str | None], rows: Iterable[Scored] = ()) -> list[Phrase]:
    """What the marks of some flags and statuses mean, and that of `achieved` in the rows."""
    kept = {row.course.last for row in rows if row.standing == "achieved" and row.to_be_kept and row.course.last}
    levels = [same(f"{STANDINGS['achieved'].mark} ") + AT_LEVEL(year=year) for year in sorted(kept)]
    return [*levels, *(sign for flag, sign in _SIGNS.items() if flag in flags)]


def summary(card: Scorecard, attribute: str, body: str | None = None) -> Phrase:
    """One sentence on the evaluation or the observation indicators (all, or those that a body leads): how many are
    judged, how they stand, and why the others are not judged. Nothing where there are none."""
    led = card.rows if body is None else card.led_by(body)
    rows = [row for row in led if row.indicator.attribute == attribute]
    count = tally(rows)
    if not rows:
        return NOTHING
    of, on_track = NOTHING, phrases.rate(count)
    if body is not None:
        of = Phrase("{name}牵头的", " led by {name}")(name=card.book.register.named(body))
    what = phrases.indicators_of((row.indicator.id for row in rows), ATTRIBUTES[attribute])
    gaps, others = (BETWEEN_WORDS.join(_counted(rows, verdict)) for verdict in ("gap", None))
    text = Phrase(
        f"{of.zh}{what.zh}：已评价 {count.judged}，达到要求 {count.on_track}，有差距 {count.gap}",
        f"{what.en}{of.en}: {count.judged} judged, {count.on_track} on track, {count.gap} with a gap",
    )
    if gaps:
        text += phrases.in_brackets(gaps)
    if count.judged:
        text += Phrase(f"；达到率 {on_track.zh}", f"; rate {on_track.en}")
    if count.attainment is not None and phrases.enough(count):
        text += Phrase("，平均实现率 ", ", mean attainment ") + same(phrases.percent(count.attainment))
    if others:
        text += Phrase(f"。未评价：{others.zh}", f". Not judged: {others.en}")
    return text + Phrase("。", ".")


def _counted(rows: Sequence[Scored], verdict: str | None) -> list[Phrase]:
    """How many of the rows have each standing with a verdict (None: of those not judged)."""
    counts = {name: n for name, n in tally(rows).standings.items() if VERDICTS.get(name) == verdict}
    named = [(phrases.overall_look(rows, name).words, n) for name, n in counts.items()]
    return [Phrase(f"{words.zh} {n}", f"{n} {words.en}") for words, n in named]
