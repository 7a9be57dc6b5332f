"""A data folder among others: where it lies, what its table is called, how it stands in a period."""

from typing import NamedTuple

from gongfu_cli.book.period import Period
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.tally import Tally


class Region(NamedTuple):
    """A table of a data folder: the folder as it was reached, the table's name and its title."""

    folder: str
    table: str
    title: str
    title_en: str | None


class Tallied(NamedTuple):
    """How a region stands in a period."""

    region: Region
    period: Period
    evaluation: Tally
    observation: Tally

    @classmethod
    def of(cls, region: Region, card: Scorecard) -> "Tallied":
        """The tallies of a scorecard."""
        return cls(region, card.period, card.of("evaluation"), card.of("observation"))
