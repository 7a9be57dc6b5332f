"""What came back of a year as a sheet: which departments have returned their form, what is filled in, what is doubtful;
and, where nothing was filed before, the values."""

from collections.abc import Collection, Mapping, Sequence

from gongfu_cli.book.number import printed
from gongfu_cli.book.period import Period, named
from gongfu_cli.forms.form import COLUMNS, SIGNED, STATUS_WORDS, FormRow, together
from gongfu_cli.forms.returned import Returned
from gongfu_cli.language.phrase import NOTHING, Phrase, listed, same
from gongfu_cli.language.terms import ATTESTED, ILLUSTRATIVE
from gongfu_cli.sheets import cells
from gongfu_cli.sheets.sheet import Cell, Column, Field, Grid, Sheet

_TITLE = Phrase("{period}填报情况", "Returns for {period}")
_COUNTS = Phrase(
    "{bodies} 个部门中 {returned} 个已交回；{rows} 项中已填 {filled} 项，存疑 {doubtful} 项",
    "returned: {returned} of {bodies} departments; filled in: {filled} of {rows} rows; doubtful: {doubtful}",
)
_DOUBTFUL = Phrase("存疑", "Doubtful")
_MOST_NAMED = 10

Doubts = Mapping[str, Sequence[str]]
"""The codes of the rules that doubt what came in, by indicator id."""


class _Body:
    """A department: the rows that it leads, and its forms that came back; the ids of the rows that came in with them,
    and how many are doubtful; the ids of those of which no value or verdict is filed, now or before; and whether
    anything of it is there."""

    def __init__(self, name: Phrase, rows: Sequence[FormRow], result: Returned, doubts: Doubts) -> None:
        self.name, self.rows, self.heads = name, rows, result.forms.get(name.zh, ())
        self.came_in = [row.id for row in rows if row.id in result.filing]
        self.doubtful = sum(id in doubts for id in self.came_in)
        self.empty = [row.id for row in rows if not {"value", "verdict"} & row.filed.keys()]
        self.returned = bool(self.came_in) or len(self.empty) < len(rows)


def receipt_sheet(result: Returned, period: Period, values: Collection[str] = ()) -> Sheet:
    """The departments of a period with what came back of them, and the `values` that came in of some tables."""
    made = together(result.books, period)
    first, book = next(iter(result.books.items()))
    new = [row for row in made.asked if (row.table or first) in values]
    doubts = _doubts(result)
    bodies = [_Body(book.register.named(name), made.led_by(name), result, doubts) for name in made.departments]
    title = _TITLE(period=named(period))
    counts = _COUNTS(
        bodies=len(bodies),
        returned=sum(body.returned for body in bodies),
        rows=len(made.asked),
        filled=len(made.asked) - sum(len(body.empty) for body in bodies),
        doubtful=len(doubts),
    )
    statuses = [each.filed(id, period).status for each in result.books.values() for id in each.indicators]
    statuses += [row.previous_status for row in new]
    warning = [Cell(ILLUSTRATIVE, "notice")] if "illustrative" in statuses else []
    grids = [_departments(bodies)]
    if came_in := {row for row in new if row.id in result.filing}:
        grids.append(_values(bodies, came_in, doubts, period))
    return Sheet(title, [*warning, Cell(title, "strong"), Cell(counts)], grids)


def _doubts(result: Returned) -> Doubts:
    """The warnings and notes at the cells that came in."""
    ids = {text.place: id for id, texts in result.filing.items() for text in texts.values()}
    found: dict[str, list[str]] = {}
    for finding in result.findings:
        if finding.place in ids:
            found.setdefault(ids[finding.place], []).append(finding.code)
    return found


def _departments(bodies: Sequence[_Body]) -> Grid:
    fields: list[Field[_Body]] = [
        (cells.LEAD._replace(fold=16), lambda body: Cell(body.name)),
        (Column(Phrase("交回", "Returned"), fold=12), _returned_cell),
        (Column(SIGNED["filler"], drop=1, fold=9), _signed_cell),
        (
            Column(Phrase("已填", "Filled in"), "right"),
            lambda body: Cell(same(f"{len(body.rows) - len(body.empty)}/{len(body.rows)}")),
        ),
        (Column(_DOUBTFUL, "right"), _doubtful_cell),
        (Column(Phrase("未填", "Left empty"), fold=12), _empty_cell),
    ]
    return Grid.of(Phrase("部门", "Departments"), fields, [(NOTHING, bodies)])


def _empty_cell(body: _Body) -> Cell:
    """The rows left empty; the first of them where nothing came back at all."""
    return Cell(listed(body.empty, None if body.returned else _MOST_NAMED), "muted")


def _returned_cell(body: _Body) -> Cell:
    """The files; or why there are none to name."""
    if body.came_in:
        return Cell(listed(dict.fromkeys(head.table.file.rpartition("/")[2] for head in body.heads)))
    if body.returned:
        return Cell(Phrase("此前已报", "earlier"), "muted")
    return Cell(Phrase("空表", "blank") if body.heads else Phrase("未交", "not returned"), "notice")


def _signed_cell(body: _Body) -> Cell:
    """Who filled in the forms, and how to reach them."""
    people = [f"{head.signed.get('filler', '')} {head.signed.get('phone', '')}".strip() for head in body.heads]
    return Cell(listed(filter(None, dict.fromkeys(people))))


def _doubtful_cell(body: _Body) -> Cell:
    return cells.number_cell(body.doubtful, "slightly_behind") if body.doubtful else Cell(NOTHING)


def _values(bodies: Sequence[_Body], came_in: Collection[FormRow], doubts: Doubts, period: Period) -> Grid:
    """The rows that came in, by department."""
    asked, actual = (COLUMNS[field](period=named(period)) for field in ("requirement", "value"))
    fields: list[Field[FormRow]] = [
        (cells.ID, lambda row: Cell(same(row.id))),
        (cells.NAME, cells.name_cell),
        (cells.UNIT._replace(drop=3), cells.unit_cell),
        (Column(COLUMNS["previous"], "decimal", drop=2), _previous_cell),
        (Column(asked, "decimal", drop=4), lambda row: Cell(row.requirement, "muted")),
        (Column(actual, "decimal"), _value_cell),
        (Column(COLUMNS["status"], drop=6), lambda row: Cell(STATUS_WORDS.get(row.filed.get("status", ""), NOTHING))),
        (Column(COLUMNS["source"], drop=5, fold=20), lambda row: Cell(same(row.filed.get("source", "")), "muted")),
        (Column(COLUMNS["note"], drop=7, fold=20), lambda row: Cell(same(row.filed.get("note", "")), "muted")),
        (Column(_DOUBTFUL), lambda row: Cell(listed(doubts.get(row.id, ())), "slightly_behind")),
    ]
    groups = [(body.name, [row for row in body.rows if row in came_in]) for body in bodies]
    return Grid.of(Phrase("填报值", "What came in"), fields, [(name, rows) for name, rows in groups if rows])


def _previous_cell(row: FormRow) -> Cell:
    mark = "*" if row.previous_status == "illustrative" else ""
    return Cell(same(printed(row.previous[1]) + mark) if row.previous else NOTHING, "muted")


def _value_cell(row: FormRow) -> Cell:
    """The value, or the verdict in words."""
    text = same(row.filed.get("value", "")) or ATTESTED.get(row.filed.get("verdict", ""), NOTHING)
    return Cell(text, "strong")
