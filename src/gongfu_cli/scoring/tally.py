"""How many rows have which standing, and the rates that follow."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import STANDING_ORDER, WORST_FIRST, Standing, Verdict


class Tally(NamedTuple):
    """A count of rows by standing, and what follows from it. Rates are None where nothing is judged."""

    rows: int
    standings: Mapping[Standing, int]
    attainment: Fraction | None
    illustrative: int
    preliminary: int

    @property
    def on_track(self) -> int:
        """Rows with the verdict on track."""
        return self._having("achieved", "on_track")

    @property
    def gap(self) -> int:
        """Rows with the verdict gap."""
        return self._having("slightly_behind", "behind", "regressed")

    @property
    def judged(self) -> int:
        """Rows with a verdict."""
        return self.on_track + self.gap

    @property
    def on_track_rate(self) -> Fraction | None:
        """On track ÷ judged."""
        return Fraction(self.on_track, self.judged) if self.judged else None

    @property
    def due(self) -> int:
        """Rows that should be judged: those that are, and those without data or without reference."""
        return self.judged + self._having("no_data", "no_reference")

    @property
    def coverage(self) -> Fraction | None:
        """Judged ÷ due."""
        return Fraction(self.judged, self.due) if self.due else None

    @property
    def status(self) -> Verdict | None:
        """Gap if there is any, else on track if anything is judged."""
        return "gap" if self.gap else "on_track" if self.judged else None

    @property
    def worst(self) -> Standing | None:
        """The worst standing judged."""
        return next((standing for standing in WORST_FIRST if self.standings.get(standing)), None)

    def _having(self, *standings: Standing) -> int:
        return sum(self.standings.get(standing, 0) for standing in standings)


def tally(rows: Iterable[Scored]) -> Tally:
    """The tally of some rows."""
    rows = list(rows)
    attainments = [row.attainment for row in rows if row.attainment is not None]
    counts = Counter(row.standing for row in rows)
    return Tally(
        rows=len(rows),
        standings={standing: counts[standing] for standing in STANDING_ORDER if counts[standing]},
        attainment=sum(attainments, Fraction(0)) / len(attainments) if attainments else None,
        illustrative=sum(row.filed.status == "illustrative" for row in rows),
        preliminary=sum(row.filed.status == "preliminary" for row in rows),
    )
