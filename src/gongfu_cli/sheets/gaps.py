"""The gaps, worst first, and whose they are; and who has not reported what."""

from collections.abc import Iterable, Sequence

from gongfu_cli.language.phrase import BETWEEN_CLAUSES, BETWEEN_NAMES, BETWEEN_WORDS, NOTHING, Phrase, listed, same
from gongfu_cli.language.terms import STANDINGS
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import WORST_FIRST
from gongfu_cli.scoring.tally import tally
from gongfu_cli.sheets import cells, phrases
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid

_MISSING = Phrase("{body}未报送：{rows}", "{body} has not reported: {rows}")
_OFF_COURSE = Phrase("已达到要求、照此难达最终目标：", "On track, but off course for the final target: ")


def gaps_grid(card: Scorecard, gaps: Sequence[Scored], notes: Sequence[Cell] = ()) -> Grid:
    """The rows with a gap, each on one line at any width; `notes` stand below."""
    fields: list[Field[Scored]] = [
        (cells.ID, _marked_id_cell),
        (Column(cells.NAME.title, fold=16, cut=True), lambda row: Cell(phrases.name_of(row.indicator))),
        (cells.actual(card)._replace(drop=2), cells.value_cell),
        (cells.REQUIRED._replace(drop=1, cut=True), cells.requirement_cell),
        (cells.SHORTFALL, cells.shortfall_cell),
        (cells.LEAD._replace(fold=12, cut=True), lambda row: cells.lead_cell(card, row)),
    ]
    return Grid.of(_title(gaps), fields, [(NOTHING, gaps)], notes)


def no_gaps(rows: Iterable[Scored]) -> Phrase:
    """What stands in their place where there are none: among how many rows. Nothing where none is judged."""
    judged = [row.indicator.id for row in rows if row.verdict is not None]
    words = Phrase("已评价的{judged}均无差距。", "No gap among those judged: {judged}.")
    return words(judged=phrases.indicators_of(judged)) if judged else NOTHING


def unreported_lines(card: Scorecard, rows: Sequence[Scored]) -> list[Cell]:
    """A line for each body that has not reported something, with the rows that it leads."""
    look, named = STANDINGS["no_data"], card.book.register.named
    return [
        Cell(_MISSING(body=named(body), rows=BETWEEN_NAMES.join(map(_in_text, missing))), look.tone, mark=look.mark)
        for body, missing in unreported_by_lead(card, rows)
    ]


def unreported_by_lead(card: Scorecard, rows: Sequence[Scored]) -> list[tuple[str, list[Scored]]]:
    """The bodies that have not reported something, in the order of the table, with the rows that they lead."""
    missing = card.unreported(rows)
    by_lead = {body: [row for row in missing if row.departments[0] == body] for body in card.departments}
    return [(body, led) for body, led in by_lead.items() if led]


def off_course_line(rows: Iterable[Scored]) -> list[Cell]:
    """An early warning, where there is one: the rows that are on track, and would miss the last milestone."""
    ids = listed(row.indicator.id for row in rows if "off-course" in row.flags)
    return [Cell(_OFF_COURSE + ids, "notice")] if ids else []


def numbered(row: Scored) -> Phrase:
    """A row by its id and name, with a remark where it is an observation indicator, which n/m do not count."""
    return same(f"{row.indicator.id} ") + _remarked(row)


def _in_text(row: Scored) -> Phrase:
    """The same in a sentence."""
    return Phrase(f"第{row.indicator.id}号", f"{row.indicator.id} ") + _remarked(row)


def _remarked(row: Scored) -> Phrase:
    name, observed = phrases.name_of(row.indicator), row.indicator.attribute == "observation"
    return name + phrases.OBSERVED if observed else name


def _marked_id_cell(row: Scored) -> Cell:
    look = phrases.look_of(row)
    return cells.id_cell(row, look.tone)._replace(mark=look.mark)


def _title(gaps: Sequence[Scored]) -> Phrase:
    """How many gaps of which kind there are, with the marks that stand before their numbers; and which are no
    evaluation indicators."""
    counts = tally(gaps).standings
    looks = {name: phrases.overall_look(gaps, name, short=True) for name in WORST_FIRST if name in counts}
    kinds = [
        Phrase(f"{look.mark} {look.words.zh} {counts[name]}", f"{look.mark} {counts[name]} {look.words.en}")
        for name, look in looks.items()
    ]
    inside = BETWEEN_WORDS.join(kinds)
    if observed := [row.indicator.id for row in gaps if row.indicator.attribute == "observation"]:
        named = Phrase("{numbers}为观察指标", "observation: {numbers}")(numbers=phrases.numbers_of(observed))
        inside = BETWEEN_CLAUSES.join([inside, named])
    return Phrase("差距", "Gaps") + phrases.in_brackets(inside)
