"""Makes the data folders of many counties out of the shipped one: 62 rows, five years, values of their own.

    python benchmarks/county_data.py FOLDER --counties 100 [--own]

All of them have the shipped table, documents and register, byte for byte; with `--own` each has its own, the same rows
under a title and sources that name the county. Every number filed is moved by up to nine units of its last printed
digit, and stays within the range of its row; every hundredth is left out. Nothing is random: the same count gives the
same bytes.
"""

import argparse
import re
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from zlib import crc32

from measure import ROOT

from gongfu_cli.book.folder import load

SHIPPED = ROOT / "data"
_FILED = re.compile(r"^(  ([0-9.]+): (?:\{value: )?)([0-9]+(?:\.[0-9]+)?)(?=[ ,]|$)", re.MULTILINE)
_NAMED = re.compile(r"^(title|source): (.*)$", re.MULTILINE)

Ranges = Mapping[str, tuple[Decimal, Decimal]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the data folders of many counties.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--counties", type=int, default=100)
    parser.add_argument("--own", action="store_true", help="each with a table, documents and register of its own")
    asked = parser.parse_args()
    generate(asked.folder, asked.counties, asked.own)


def generate(folder: Path, count: int, own: bool) -> list[Path]:
    """The data folders, in order."""
    shared = [SHIPPED / "indicators.yaml", SHIPPED / "departments.yaml", *sorted(SHIPPED.glob("targets_*.yaml"))]
    texts = {file: file.read_text(encoding="utf-8") for file in (*shared, *sorted(SHIPPED.glob("actuals/*.yaml")))}
    ranges = _ranges()
    made = []
    for n in range(1, count + 1):
        county = folder / f"county-{n:04}"
        (county / "actuals").mkdir(parents=True)
        for file, text in texts.items():
            target = county / file.relative_to(SHIPPED)
            if file not in shared:
                target.write_text(moved(text, f"{n} {file.stem}", ranges), encoding="utf-8")
            elif own:
                target.write_text(f"# 第{n}县\n" + _NAMED.sub(rf"\1: 第{n}县 \2", text), encoding="utf-8")
            else:
                shutil.copyfile(file, target)
        made.append(county)
    return made


def moved(text: str, seed: str, ranges: Ranges) -> str:
    """A file of actuals with other numbers, of as many decimals."""

    def other(found: re.Match[str]) -> str:
        head, id, printed = found.groups()
        drawn, value = crc32(f"{seed} {id}".encode()), Decimal(printed)
        if drawn % 100 == 0:
            return head if head.endswith(": ") and "{" not in head else found[0]
        low, high = ranges.get(id, (Decimal(0), value + 9))
        unit = Decimal(1).scaleb(int(value.as_tuple().exponent))
        return f"{head}{min(max(value + (drawn // 100 % 19 - 9) * unit, low), high):f}"

    return _FILED.sub(other, text)


def _ranges() -> Ranges:
    table = load(SHIPPED).table
    assert table is not None, "the shipped table has errors"
    return {row.id: row.range for row in table.indicators if row.range}


if __name__ == "__main__":
    main()
