"""Everything the files say, and its look-ups. A book changes nothing and judges nothing."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from typing import NamedTuple, overload

from gongfu_cli.book.model import Actual, Actuals, Attested, Category, Department, Document, IndicatorTable, Status
from gongfu_cli.book.period import Period, last_day, year_of
from gongfu_cli.book.wording import TargetCell, Words
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source.finding import Place


class Register:
    """The bodies that answer for indicators. Without a `departments.yaml` every name stands for itself."""

    __slots__ = ("by_name", "departments")

    def __init__(self, departments: Sequence[Department] = ()) -> None:
        aliases = {alias: department for department in departments for alias in department.aliases}
        self.departments = departments
        self.by_name = aliases | {department.name: department for department in departments}
        """Every body by its name and by each of its aliases; a name goes before an alias."""

    def chain(self, name: str, by: date = date.max) -> list[str]:
        """The body called `name` and the bodies that took over from it until `by`, in turn; the last is in force."""
        names: list[str] = []
        while True:
            found = self.by_name.get(name)
            names.append(found.name if found else name)
            if not found or not found.successor or found.successor.since > by:
                return names
            name = found.successor.name
            if name in names:  # a circle of successors: the last before it closes
                return names

    def in_force(self, name: str, period: Period) -> str:
        """The name on the last day of `period` of the body called `name`."""
        return self.chain(name, last_day(period))[-1]

    def name_en(self, name: str) -> str | None:
        """The English name of a body, where the register has one."""
        found = self.by_name.get(name)
        return found.name_en if found else None

    def named(self, name: str) -> Phrase:
        """A body by its name, in English by the one that the register has, if any."""
        return Phrase(name, self.name_en(name) or name)


Point = tuple[Period, Decimal]
"""A period and the value known for it, in the indicator's unit."""


class Head(Sequence[Point]):
    """The first `length` of some points. No copy: the heads for all years would be quadratic in the years."""

    __slots__ = ("_length", "_points")

    def __init__(self, points: Sequence[Point], length: int) -> None:
        self._points, self._length = points, length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Point: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Point]: ...
    def __getitem__(self, index: int | slice) -> Point | Sequence[Point]:
        within = range(self._length)[index]
        return self._points[within] if isinstance(within, int) else [self._points[n] for n in within]


class Filed(NamedTuple):
    """What was filed for an indicator in a period.

    `number` is in the indicator's unit; `surveyed` is False where `——` stands in its place. `status` and `source` are
    those of the number or verdict, or of its file where it names none, and None where neither is filed. `actual` is
    what is written in the file, `actuals`, behind the id: both None where the id is not there at all.
    """

    number: Decimal | None = None
    verdict: Attested | None = None
    surveyed: bool = True
    status: Status | None = None
    source: str | None = None
    note: str | None = None
    actual: Actual | None = None
    actuals: Actuals | None = None
    id: str = ""

    @property
    def place(self) -> Place | None:
        """The place of the id in the file, if it is there."""
        return self.actuals.key_place("values", self.id) if self.actuals else None


_NOTHING = Filed()


def _filed(id: str, actual: Actual, actuals: Actuals) -> Filed:
    number, verdict = actual.number, actual.verdict
    given = number is not None or verdict is not None
    return Filed(
        number=number,
        verdict=verdict,
        surveyed=actual.surveyed,
        status=(actual.status or actuals.status) if given else None,
        source=(actual.source or actuals.source) if given else None,
        note=actual.note,
        actual=actual,
        actuals=actuals,
        id=id,
    )


class Printed(NamedTuple):
    """A target cell of an indicator, and the document that prints it for a year."""

    document: Document
    id: str
    year: int
    cell: TargetCell

    @property
    def place(self) -> Place:
        """The place of the cell."""
        return self.document.value_place("targets", self.id, str(self.year))


def _complete(table: IndicatorTable) -> IndicatorTable:
    """The table with each id and category once, and behind the categories those that only its rows name: GF201 and
    GF204 may be silenced, and no row is left out for that."""
    rows = {row.id: row for row in table.indicators}
    categories = {category.name: category for category in table.categories}
    for row in rows.values():
        if row.category not in categories:
            categories[row.category] = Category.model_construct(name=row.category)
    return table.model_copy(update={"categories": (*categories.values(),), "indicators": (*rows.values(),)})


class Book:
    """The indicator table, the target documents by date of issue (of one day, those that replace nothing first, then by
    the names of their files), the register and the actuals by period."""

    def __init__(
        self,
        table: IndicatorTable,
        documents: Sequence[Document],
        register: Register,
        actuals: Mapping[Period, Actuals],
    ) -> None:
        self.table, self.documents, self.register = _complete(table), documents, register
        self.indicators = {indicator.id: indicator for indicator in self.table.indicators}
        """The rows of the table by id, in its order."""
        self.courses: dict[object, object] = {}
        """What was worked out of the table and the documents alone, by their addresses: books that differ in actuals
        only share it, and it is not sent elsewhere."""
        self._resolved: dict[str, dict[int, TargetCell]] = {}
        for document in documents:
            for row in document.resolved:
                if not isinstance(row.target.wording, Words):  # GF206, which may be silenced
                    self._resolved.setdefault(row.id, {})[row.year] = row.target
        self._file(actuals)

    def with_actuals(self, actuals: Mapping[Period, Actuals]) -> "Book":
        """The same table, documents and register with other actuals."""
        book = copy(self)
        book.courses = self.courses
        book._file(actuals)
        return book

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"courses": {}}

    def _file(self, actuals: Mapping[Period, Actuals]) -> None:
        self.actuals = actuals
        self.periods = sorted(actuals)
        """The years and part-years there are actuals for, in order."""
        self.years = [period for period in self.periods if isinstance(period, int)]
        """The years among them."""
        self._filed = {
            period: {id: _filed(id, actual, actuals[period]) for id, actual in actuals[period].values.items()}
            for period in self.periods
        }
        self._done: dict[str, tuple[Period, Filed]] = {}
        for period, filings in self._filed.items():
            for id, filed in filings.items():
                if filed.verdict == "met":
                    self._done.setdefault(id, (period, filed))
        self._points: dict[str, list[Point]] = {}
        for year in self.years:
            for id, filed in self._filed[year].items():
                if filed.number is not None:
                    self._points.setdefault(id, []).append((year, filed.number))

    def filed(self, id: str, period: Period) -> Filed:
        """What was filed for an indicator in a period, which may be nothing."""
        return self._filed.get(period, {}).get(id, _NOTHING)

    def first_met(self, id: str, period: Period) -> Filed | None:
        """What was filed for an indicator where it was first attested as met, in a period or before it."""
        first, filed = self._done.get(id, (None, None))
        return filed if first is not None and first <= period else None

    def earlier(self, id: str, period: Period) -> Sequence[Point]:
        """The known values of an indicator in the full years before the year of `period`, in order."""
        points = self._points.get(id, [])
        return Head(points, bisect_left(points, (year_of(period), Decimal("-Infinity"))))

    def in_force(self, period: Period) -> list[Document]:
        """The documents that decide for a period: the first, and those issued by its end that replace."""
        return [
            document
            for n, document in enumerate(self.documents)
            if n == 0 or (document.replaces and document.issued <= last_day(period))
        ]

    def issued_by(self, day: date) -> list[Document]:
        """The documents issued up to a day, and always the earliest."""
        return [document for n, document in enumerate(self.documents) if n == 0 or document.issued <= day]

    def cells(self, id: str, documents: Sequence[Document]) -> dict[int, TargetCell]:
        """The target cells of an indicator by year, later documents' replacing earlier ones'."""
        return dict(sorted({each.year: each.cell for each in self.printed(id, documents)}.items()))

    def printed(self, id: str, documents: Sequence[Document] | None = None) -> Iterator[Printed]:
        """Every target cell of an indicator, of all documents or of those given, one document after the other."""
        for document in self.documents if documents is None else documents:
            for year, cell in document.targets.get(id, {}).items():
                yield Printed(document, id, year, cell)

    def resolved(self, id: str) -> Mapping[int, TargetCell]:
        """The numbers that settle an open wording of an indicator in a single year, whichever document holds them."""
        return self._resolved.get(id, {})
