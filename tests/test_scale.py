"""What grows faster than the data: counted in steps, never timed."""

from decimal import Decimal

from tables import county

from gongfu_cli.book.book import Head
from gongfu_cli.source.faults import MOST
from gongfu_cli.source.reading import parse


def test_odd_characters_are_shown_up_to_a_limit_and_then_counted() -> None:
    findings = parse(f"note: 甲{chr(0x200B) * 5000}乙".encode(), "f").findings
    assert len(findings) == MOST + 1
    assert findings[-1].message.en == f"{5000 - MOST} more such characters in this file"
    assert findings[-1].place.column == findings[-2].place.column + 1
    assert len(parse(f"note: 甲{chr(0x200B) * MOST}乙".encode(), "f").findings) == MOST


def test_earlier_values_are_no_copies() -> None:
    """A copy for every year would be quadratic in the years."""
    years = range(2021, 2041)
    book = county(
        "direction: rising, baseline: 10",
        targets="1: {2040: 90}",
        actuals={year: f"1: {year - 2000}" if year != 2030 else "1: " for year in years},
    )
    earlier = book.earlier("1", 2033)
    assert isinstance(earlier, Head) and len(earlier) == 11
    assert (earlier[0], earlier[-1]) == ((2021, Decimal(21)), (2032, Decimal(32)))
    assert earlier[-2:] == [(2031, Decimal(31)), (2032, Decimal(32))]
    assert [year for year, _ in earlier] == [year for year in range(2021, 2033) if year != 2030]
    assert not book.earlier("1", 2021) and not book.earlier("2", 2040)
