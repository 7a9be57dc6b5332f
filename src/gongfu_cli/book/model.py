"""What the files say, typed: the shapes of the four kinds of file and of their rows.

The annotations are the specification: `reader` reads files by them and `schema` makes the JSON Schemas from them.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, NamedTuple

from gongfu_cli.book import scalars
from gongfu_cli.book.scalars import NOT_SURVEYED, Baseline
from gongfu_cli.book.wording import TargetCell
from gongfu_cli.source.finding import Place

Id = Annotated[str, scalars.IDENTIFIER]
Prose = Annotated[str, scalars.PROSE]
Number = Annotated[Decimal, scalars.NUMBER]
Year = Annotated[int, scalars.YEAR]
Date = Annotated[date, scalars.DATE]
Target = Annotated[TargetCell, scalars.TARGET]
BaselineCell = Annotated[Baseline, scalars.BASELINE]
Value = Annotated[Decimal | Literal["——"] | None, scalars.VALUE]

Attribute = Literal["evaluation", "observation"]
Direction = Literal["rising", "falling", "keep stable"]
Worse = Literal["lower", "higher", "either"]
Status = Literal["published", "preliminary", "illustrative"]
Attested = Literal["met", "missed"]
Route = tuple[str, ...]


class Places(NamedTuple):
    """Where a row stands, and each of its keys and values, by the route of keys that leads there."""

    row: Place
    keys: dict[Route, Place]
    values: dict[Route, Place]

    def key(self, *route: str) -> Place:
        """The place of a key, or of the row where nothing is written there."""
        return self.keys.get(route, self.row)

    def value(self, *route: str) -> Place:
        """The place of a value, or of the row where nothing is written there."""
        return self.values.get(route, self.row)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Anything that was read from a mapping in a file."""

    places: Places = field(repr=False, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Category(Row):
    """A heading of the indicator table."""

    name: Prose
    name_en: Prose | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Derived(Row):
    """An indicator that is the quotient of two others: numerator ÷ denominator × factor."""

    numerator: Id
    denominator: Id
    factor: Number = Decimal(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator(Row):
    """A row of the indicator table. The first of its departments leads."""

    id: Id
    name: Prose
    name_en: Prose | None = None
    category: Prose
    unit: Prose | None = None
    attribute: Attribute
    direction: Direction
    baseline: BaselineCell
    departments: tuple[Prose, ...]
    worse: Worse = "either"
    tolerance: Number = Decimal(0)
    range: tuple[Number, Number] | None = None
    derived: Derived | None = None
    note: Prose | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorTable(Row):
    """The file `indicators.yaml`."""

    title: Prose
    title_en: Prose | None = None
    source: Prose
    baseline_year: Year
    categories: tuple[Category, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved(Row):
    """The number of a single year for a wording that the documents leave open."""

    id: Id
    year: Year
    target: Target
    source: Prose | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Document(Row):
    """A file `targets_*.yaml`: one document's targets, by indicator and milestone year."""

    source: Prose
    issued: Date
    replaces: Literal["true", "false"] = "false"
    targets: dict[Id, dict[Year, Target]]
    resolved: tuple[Resolved, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Actual(Row):
    """What was filed for an indicator in a year: a number, `——` (not surveyed), or nothing yet."""

    shorthand: ClassVar[str] = "value"
    value: Value = None
    status: Status | None = None
    verdict: Attested | None = None
    source: Prose | None = None
    note: Prose | None = None

    @property
    def number(self) -> Decimal | None:
        """The number, where there is one."""
        return self.value if isinstance(self.value, Decimal) else None

    @property
    def surveyed(self) -> bool:
        """False where the file says that nothing was surveyed."""
        return self.value != NOT_SURVEYED


@dataclass(frozen=True, kw_only=True, slots=True)
class Actuals(Row):
    """A file `actuals/YYYY.yaml`: the values of a year, with the status and source of those that name none."""

    year: Year
    status: Status
    source: Prose | None = None
    values: dict[Id, Actual]


@dataclass(frozen=True, kw_only=True, slots=True)
class Successor(Row):
    """The body that took over a department's work, and since when."""

    name: Prose
    since: Date


@dataclass(frozen=True, kw_only=True, slots=True)
class Department(Row):
    """A body in the register."""

    name: Prose
    name_en: Prose | None = None
    aliases: tuple[Prose, ...] = ()
    successor: Successor | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Departments(Row):
    """The file `departments.yaml`."""

    departments: tuple[Department, ...]
