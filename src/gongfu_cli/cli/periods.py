"""Which periods are meant, by a word or by none: those that something is filed for."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from gongfu_cli.book.folder import Folder
from gongfu_cli.book.period import Period, meant_of, period, year_of
from gongfu_cli.language.phrase import Refusal
from gongfu_cli.source.nodes import EVERY, at
from gongfu_cli.source.reading import Source


def there_are(folders: Iterable[Folder]) -> list[Period]:
    """The periods that any of the folders has a file for, in order."""
    return sorted({period for folder in folders for period in folder.periods.values() if period is not None})


def meant_by(wanted: Sequence[str | None], main: Folder, known: Sequence[Period]) -> list[Period]:
    """The periods that words mean, of those `known`; a None is the latest for which anything is filed in the main
    table, or the full year before that of the next. Raises Refusal for one that there is not."""
    filed = {period for file, period in main.periods.items() if period is not None and is_filed(main.sources[file])}
    base = main.table.baseline_year if main.table else 0
    chosen: list[Period] = []
    for word in reversed(wanted):
        before = chosen[0] if chosen else None
        chosen.insert(0, _latest(sorted(filed) or known, base, before) if word is None else meant_of(word, known))
    return chosen


def period_and_folders(words: Sequence[str]) -> tuple[Period | None, list[Path]]:
    """What the arguments of `gongfu compare` mean: the first is a period where it can be, all others are folders."""
    first = period(words[0]) if words else None
    return first, [*map(Path, words if first is None else words[1:])]


def is_filed(source: Source) -> bool:
    """Whether an actuals file holds any value, or cannot be read so far as to know."""
    empty = any(fault.code == "GF004" for fault in source.findings)
    return not empty and (source.root is None or any(at(source.root, "values", EVERY)))


def _latest(known: Sequence[Period], base: int, before: Period | None) -> Period:
    """The latest period after the baseline year, or the latest full year before that of another period."""
    later = [period for period in known if period > base]
    if before is not None:
        later = [period for period in later if isinstance(period, int) and period < year_of(before)]
    if later:
        return later[-1]
    if before is not None:
        year = year_of(before)
        raise Refusal(f"{year}年之前没有实际值", f"there are no actuals before {year}")
    raise Refusal("还没有任何一年的实际值（actuals/年份.yaml）", "there are no actuals yet (actuals/YEAR.yaml)")
