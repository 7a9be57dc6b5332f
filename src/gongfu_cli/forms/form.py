"""The form of a period: what each department is asked to fill in, with what it needs to know for it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Actual, Status
from gongfu_cli.book.number import printed
from gongfu_cli.book.period import Period, not_after, year_of
from gongfu_cli.language.phrase import BETWEEN_CLAUSES, NOTHING, Phrase, Refusal, same
from gongfu_cli.language.terms import ALL_TABLES, ATTESTED, MEASURE, REASON, STATUSES
from gongfu_cli.scoring.requirement import course_of
from gongfu_cli.scoring.scorecard import score
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets.cells import requirement_cell
from gongfu_cli.sheets.phrases import in_brackets, last_filed, look_of, remarks, title_of

COLUMNS: Final[Mapping[str, Phrase]] = {
    "id": Phrase("编号", "No."),
    "name": Phrase("指标", "Indicator"),
    "unit": Phrase("单位", "Unit"),
    "previous": Phrase("上年值", "Last value"),
    "requirement": Phrase("{period}要求", "Required {period}"),
    "remark": Phrase("上年评价", "Last year"),
    "value": Phrase("{period}实际值", "Actual {period}"),
    "verdict": Phrase("考核结论", "Verdict"),
    "status": Phrase("数据状态", "Status"),
    "source": Phrase("数据来源", "Source"),
    "note": Phrase("说明", "Note"),
    "reason": REASON,
    "measure": MEASURE,
}
"""The columns of the form; from `value` on they are filled in, and named as the fields of the actuals file."""
FIELDS: Final = ("value", "verdict", "status", "source", "note", "reason", "measure")
SIGNED: Final[Mapping[str, Phrase]] = {
    "body": Phrase("填报单位", "Department"),
    "filler": Phrase("填表人", "Filled by"),
    "head": Phrase("负责人", "Approved by"),
    "phone": Phrase("电话", "Phone"),
    "date": Phrase("日期", "Date"),
}
"""Whose form it is, and who answers for it: a line above the columns."""
STATUS_WORDS: Final[Mapping[str, Phrase]] = {
    status: Phrase(words.zh.partition("，")[0], words.en.partition(",")[0])
    for status, words in STATUSES.items()
    if status
}
"""The first word of each status: a list in a cell has room for no more, and takes a comma as the end of a choice."""
CHOICES: Final[Mapping[str, Mapping[str, Phrase]]] = {"verdict": ATTESTED, "status": STATUS_WORDS}
"""The words to choose from in the fields that have some, by the machine's word."""
DEFAULT_STATUS: Final[Status] = "preliminary"
"""What a value of a new file is, unless its department says that it is published."""
OF_TABLE: Final = ":"
"""What stands between the name of a table and an id."""
NOTHING_ASKED: Final = Phrase("无要求", "nothing asked")

DUE: Final = Phrase("报送截止：{due.year}年{due.month}月{due.day}日", "Due by {due}")


class FormRow:
    """An indicator as its departments see it: the bodies in force (the lead first), the latest earlier value and
    its status, the period's requirement in words, what was to be said of it in the last year scored, which of value and
    verdict is `closed` because it decides nothing (if either), how many decimals the table prints, and what is filed
    already. `table` is what stands before its id in a form of several tables, which knows it by `id`: 24.1, or
    levers:24.1. Once a row is `over` nothing can be asked of it any more: it is a goal of its own year and its last
    year is past, or it was attested as met in an earlier period; where something is filed for the period all the same,
    it is not."""

    def __init__(self, book: Book, row: Scored, last: Scored | None, table: str) -> None:
        self.indicator, self.departments, self.previous = row.indicator, row.departments, row.previous
        self.previous_status = last_filed(book, row).status
        self.requirement = requirement_cell(row).text or NOTHING_ASKED
        self.remark = _remark(last, row.period) if last else NOTHING
        is_open = row.cell is not None and row.requirement is None
        self.closed = "value" if row.course.deliverable else "" if is_open else "verdict"
        self.decimals = row.course.places
        self.filed = filed(book.filed(row.indicator.id, row.period).actual)
        last_goal = course_of(book, row.indicator, book.documents).last  # those that are set beside are filed for too
        past = row.indicator.of_its_year and last_goal is not None and last_goal < year_of(row.period)
        self.over = not self.filed and (row.filed.verdict == "met" if row.course.deliverable else past)
        self.table, id = table, row.indicator.id
        self.id = f"{table}{OF_TABLE}{id}" if table else id


class Form(NamedTuple):
    """The rows of a period, and those of them that are `asked` for: a form that came back may have others. `status` and
    `source` are those of the values that name none; `due` is the day by which they are asked for. In a form of several
    tables `parts` are the forms of each, by what stands before their ids."""

    title: Phrase
    period: Period
    rows: Sequence[FormRow]
    departments: Sequence[str]
    status: Status
    source: str | None
    due: date | None = None
    parts: Mapping[str, "Form"] = MappingProxyType({})

    @property
    def asked(self) -> list[FormRow]:
        """The rows that are not over."""
        return [row for row in self.rows if not row.over]

    def led_by(self, name: str) -> list[FormRow]:
        """The rows that a body is asked to fill in."""
        return [row for row in self.asked if row.departments[0] == name]

    def supported_by(self, name: str) -> list[FormRow]:
        """The rows that a body has a part in; another is asked to fill them in."""
        return [row for row in self.asked if name in row.departments[1:]]


def form(book: Book, period: Period, departments: Collection[str] = (), table: str = "") -> Form:
    """The form of a period for all bodies that lead a row of which something is asked, or for some that have a part in
    one, by their names in force; `table` stands before its ids. There need be no actuals for the period. Raises Refusal
    for one that is not later than the baseline year."""
    baseline = book.table.baseline_year
    if period <= baseline:
        raise Refusal(*not_after(baseline, period))
    last = max((before for before in book.years if baseline < before < year_of(period)), default=None)
    before = {row.indicator.id: row for row in score(book, last).rows} if last else {}
    rows = [FormRow(book, row, before.get(row.indicator.id), table) for row in score(book, period).rows]
    bodies = dict.fromkeys(name for row in rows for name in row.departments)
    asked = [row.departments for row in rows if not row.over]
    wanted = {name for names in asked for name in (names if departments else names[:1])}
    actuals = book.actuals.get(period)
    return Form(
        title=title_of(book.table),
        period=period,
        rows=rows,
        departments=[name for name in bodies if name in wanted and name in (departments or wanted)],
        status=actuals.status if actuals else DEFAULT_STATUS,
        source=actuals.source if actuals else None,
    )


def together(books: Mapping[str, Book], period: Period, departments: Collection[str] = ()) -> Form:
    """The form of several tables, whose books are given by their names; nothing stands before the ids of the first."""
    names = ["", *list(books)[1:]]
    parts = {name: form(book, period, departments, name) for name, book in zip(names, books.values(), strict=True)}
    if len(parts) == 1:
        return parts[""]
    rows = [row for part in parts.values() for row in part.rows]
    bodies = dict.fromkeys(body for part in parts.values() for body in part.departments)
    return parts[""]._replace(title=ALL_TABLES, rows=rows, departments=list(bodies), parts=parts)


def _remark(last: Scored, period: Period) -> Phrase:
    """The standing of a gap, and the remarks on a row, with their year where it is not the one before."""
    words = [look_of(last).words] if last.verdict == "gap" else []
    remark = BETWEEN_CLAUSES.join(phrase for phrase in (*words, remarks(last)) if phrase)
    return remark + in_brackets(same(str(last.period))) if remark and last.period != year_of(period) - 1 else remark


def filed(actual: Actual | None) -> dict[str, str]:
    """What is filed, as texts by field; nothing for a field that is empty."""
    if actual is None:
        return {}
    value = printed(actual.number) if actual.number is not None else actual.value
    fields = {"value": value} | {name: getattr(actual, name) for name in FIELDS[1:]}
    return {name: str(text) for name, text in fields.items() if text is not None}
