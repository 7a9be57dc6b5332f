"""What a type checker says of the public names, to those who installed the package: `.ci/package` runs mypy over it.

Nothing here is run; `test_python.py` sees to it that no public name is left out.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, assert_type

import gongfu_cli
from gongfu_cli import County, Faulty, Refusal, Rows, Scores, load
from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import Folder
from gongfu_cli.book.model import Indicator
from gongfu_cli.book.period import Period
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.scoring.diff import Cause, Change, Movement
from gongfu_cli.scoring.further import Further
from gongfu_cli.scoring.requirement import Requirement
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.scoring.standing import Standing, Verdict
from gongfu_cli.scoring.tally import Tally
from gongfu_cli.source.finding import Finding, Place

assert_type(gongfu_cli.__version__, str)
print(gongfu_cli.no_such_name)  # type: ignore[attr-defined]  # unknown, and not of any type

county = load("data")
assert_type(county, County)
assert_type(load(Path("data"), table="plan_2025"), County)
load(2024)  # type: ignore[arg-type]

assert_type(county.folder, Folder)
assert_type(county.baseline_year, int)
assert_type(county.periods, list[Period])
assert_type(county.book(2024), Book)
assert_type(county.aside(2024), Mapping[str, int])

findings = county.check()
assert_type(findings, Rows[Finding])
assert_type(findings[0].code, str)
assert_type(findings[0].place, Place)
assert_type(findings[0].severity, Literal["error", "warning", "note"])
assert_type(findings[0].message, Phrase)

scores = county.score(2024)
assert_type(scores, Scores)
assert_type(county.score("2025-06", path="step", targets="latest"), Scores)
assert_type(county.score(county.periods[-1], targets=date(2025, 2, 28)), Scores)
county.score(2024, path="curve")  # type: ignore[arg-type]
assert_type(scores.card, Scorecard)
assert_type(scores.evaluation, Tally)
assert_type(scores.observation, Tally)
assert_type(scores.observation.on_track_rate, Fraction | None)

assert_type(len(scores), int)
assert_type(scores[0], Scored)
assert_type(scores[:10], Rows[Scored])
assert_type(list(scores), list[Scored])
assert_type(scores.rows(), list[dict[str, Any]])

row = scores[0]
assert_type(row.indicator, Indicator)
assert_type(row.period, Period)
assert_type(row.departments, Sequence[str])
assert_type(row.value, Decimal | None)
assert_type(row.requirement, Requirement | None)
assert_type(row.standing, Standing)
assert_type(row.verdict, Verdict | None)
assert_type(row.margin, Decimal | None)
assert_type(row.shortfall, Fraction | None)
assert_type(row.attainment, Fraction | None)
assert_type(row.flags, Sequence[str])
assert_type(row.further, Sequence[Further])

changes = county.diff(2023, "2024")
assert_type(changes, Rows[Change])
assert_type(changes[0].before, Scored)
assert_type(changes[0].change, Decimal | None)
assert_type(changes[0].movement, Movement)
assert_type(changes[0].cause, Cause | None)

try:
    county.score(2024)
except Faulty as fault:
    assert_type(fault.findings, Sequence[Finding])
    assert_type(fault.count, int)
except Refusal as refusal:
    assert_type(refusal.sentence, Phrase)
