"""Everything the files say, and its look-ups. A book changes nothing and judges nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from gongfu_cli.book.model import Actual, Actuals, Department, Document, Indicator, IndicatorTable, Status
from gongfu_cli.book.wording import TargetCell, Words


@dataclass(frozen=True)
class Register:
    """The bodies that answer for indicators. Without a `departments.yaml` every name stands for itself."""

    departments: Sequence[Department] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Department]:
        """Every body by its name and by each of its aliases; a name goes before an alias."""
        aliases = {alias: each for each in self.departments for alias in each.aliases}
        return aliases | {each.name: each for each in self.departments}

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

    def in_force(self, name: str, year: int) -> str:
        """The name on 31 December of `year` of the body called `name`."""
        return self.chain(name, date(year, 12, 31))[-1]

    def name_en(self, name: str) -> str | None:
        """The English name of a body, where the register has one."""
        found = self.by_name.get(name)
        return found.name_en if found else None


@dataclass(frozen=True)
class Book:
    """The indicator table, the target documents by date of issue, the register and the actuals by year."""

    table: IndicatorTable
    documents: Sequence[Document]
    register: Register
    actuals: Mapping[int, Actuals]

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """The rows of the table by id, in its order."""
        return {each.id: each for each in self.table.indicators}

    @property
    def years(self) -> list[int]:
        """The years there are actuals for, in order."""
        return sorted(self.actuals)

    def actual(self, id: str, year: int) -> Actual | None:
        """What was filed for an indicator in a year; None where its id is not there at all."""
        filed = self.actuals.get(year)
        return filed.values.get(id) if filed else None

    def status(self, id: str, year: int) -> Status | None:
        """The status of the value or verdict filed for an indicator in a year; None where nothing is."""
        actual = self.actual(id, year)
        filed = actual is not None and (actual.number is not None or actual.verdict is not None)
        return (actual.status or self.actuals[year].status) if filed and actual else None

    def earlier(self, id: str, year: int) -> list[tuple[int, Decimal]]:
        """The known values of an indicator in the years before `year`, with their years, in order."""
        filed = ((each, self.actual(id, each)) for each in self.years if each < year)
        return [(each, actual.number) for each, actual in filed if actual and actual.number is not None]

    def in_force(self, year: int) -> list[Document]:
        """The documents that decide for a year: the earliest, and those issued by its end that replace it."""
        return [
            each
            for n, each in enumerate(self.documents)
            if n == 0 or (each.replaces and each.issued <= date(year, 12, 31))
        ]

    def issued_by(self, day: date) -> list[Document]:
        """The documents issued up to a day, and always the earliest."""
        return [each for n, each in enumerate(self.documents) if n == 0 or each.issued <= day]

    def cells(self, id: str, documents: Sequence[Document]) -> dict[int, TargetCell]:
        """The target cells of an indicator by year, later documents' replacing earlier ones'."""
        merged: dict[int, TargetCell] = {}
        for document in documents:
            merged |= document.targets.get(id, {})
        return dict(sorted(merged.items()))

    @cached_property
    def _resolved(self) -> dict[tuple[str, int], TargetCell]:
        return {
            (each.id, each.year): each.target
            for document in self.documents
            for each in document.resolved
            if not isinstance(each.target.wording, Words)  # GF206, which may be silenced
        }

    def resolved(self, id: str, year: int) -> TargetCell | None:
        """The number that settles an open wording in a single year, whichever document holds it."""
        return self._resolved.get((id, year))
