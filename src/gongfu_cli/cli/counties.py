"""Many data folders: each is read, scored and let go of, one after the other or on several processors at once."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from gongfu_cli.book.folder import Alike, Folder, load, periods_in
from gongfu_cli.book.period import Period
from gongfu_cli.cli import disk, opening, select
from gongfu_cli.county import County, Faulty
from gongfu_cli.formats import diagnostics
from gongfu_cli.language.phrase import Language, Phrase, Refusal, same
from gongfu_cli.language.safe import harmless
from gongfu_cli.scoring.region import Region
from gongfu_cli.scoring.requirement import Path as Course
from gongfu_cli.scoring.scorecard import Deciding, Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.source import reading

MOST_SHOWN = 20
"""So many findings of one county are listed: `gongfu check` lists them all."""
_AT_ONCE = 8
"""So many counties are handed to a process at a time."""
FEW = 16
"""For no more counties than these no further process is started."""


class Wanted(NamedTuple):
    """What is wanted of every county: in which `period`, or in all those of its years `between` two; of which table or
    of all; of one indicator or of all; and what is made of each scorecard. Findings are for people here."""

    period: Period | None
    between: tuple[int, int] | None
    table: str | None
    indicator: str | None
    path: Course
    targets: Deciding
    make: Callable[[Region, Scorecard, Sequence[Scored]], Sequence[Any]]
    here: Path
    language: Language
    color: bool


class Visited(NamedTuple):
    """What came of a county: what was made of its scorecards; or how many errors its files have, and a `report`."""

    folder: str
    made: Sequence[Any] = ()
    errors: int = 0
    report: str | None = None


class Visitor:
    """Scores one county after the other, in one process; what they have alike is read once."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted, self.alike = wanted, Alike()

    def __call__(self, path: Path) -> Visited:
        """What comes of a county. Nothing is raised."""
        name = path.as_posix()
        try:
            tables = opening.tables_of(path, self.wanted.table)
            return Visited(name, [made for table in tables for made in self._made(path, table)])
        except Faulty as fault:
            return Visited(name, errors=fault.count, report=self._findings(path, fault))
        except Refusal as refusal:
            said = same(f"{name}: ") + refusal.sentence
            return Visited(name, report=f"{harmless(said.to(self.wanted.language))}\n")

    def _made(self, path: Path, table: str) -> Iterator[Any]:
        wanted = self.wanted
        county = County(self._read(path, table))
        for period in self._periods(county):
            card = county.score(period, wanted.path, wanted.targets).card
            rows = card.rows
            if wanted.indicator is not None:
                ids = select.indicators({table: card.book}, wanted.indicator)[table]
                rows = [row for row in rows if row.indicator.id in ids]
            of = card.book.table
            yield from wanted.make(Region(path.as_posix(), table, of.title, of.title_en), card, rows)

    def _read(self, path: Path, table: str) -> Folder:
        """The folder, its files named from itself, so that what counties have alike is alike."""
        return load(path, partial(disk.name_in, path), table=table, alike=self.alike)

    def _periods(self, county: County) -> list[Period]:
        if self.wanted.period is not None:
            return [self.wanted.period]
        first, last = self.wanted.between or (0, 9999)
        filed = [year for year in county.folder.periods.values() if isinstance(year, int)]
        if years := [year for year in sorted(filed) if first <= year <= last and year > county.baseline_year]:
            return [*years]
        raise Refusal("没有这些年份的实际值", "there are no actuals for these years")

    def _findings(self, path: Path, fault: Faulty) -> str:
        """The errors of a county for people, the files named as they were reached."""
        language, name = self.wanted.language, disk.name_from(self.wanted.here)
        findings = [
            finding._replace(place=finding.place._replace(file=name(path / finding.place.file)))
            for finding in fault.findings[:MOST_SHOWN]
        ]
        sources = {file: reading.read(Path(file), file) for file in {finding.place.file for finding in findings}}
        more = Phrase(
            f"{path}：{fault.count} 个错误，没有评价；gongfu check --data {path} 可全部列出",
            f"{path}: {fault.count} error(s), not scored; gongfu check --data {path} lists them all",
        )
        return f"{diagnostics.render(findings, sources, language, self.wanted.color)}{harmless(more.to(language))}\n"


def visits(paths: Sequence[Path], wanted: Wanted, jobs: int) -> Iterator[Visited]:
    """What comes of each county, in the order of the paths, on as many processors as `jobs`. So many are under way at a
    time that memory does not grow with their number."""
    if jobs == 1 or len(paths) <= FEW:
        yield from map(Visitor(wanted), paths)
        return
    from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor

    under_way: deque[Future[list[Visited]]] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(wanted,))
    try:
        for n in range(0, len(paths), _AT_ONCE):
            under_way.append(pool.submit(_visit_some, paths[n : n + _AT_ONCE]))
            if len(under_way) > 3 * jobs:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    except BrokenExecutor:
        raise Refusal("有一个进程中断了；用 --jobs 1 再试", "a process was ended: try again with --jobs 1") from None
    finally:
        pool.shutdown(cancel_futures=True)


def latest(paths: Sequence[Path]) -> Period:
    """The latest period that all folders have actuals for, or else any. Raises Refusal where there are none."""
    filed = [periods for path in paths if (periods := periods_in(path))]
    for periods in (set.intersection(*filed), set.union(*filed)) if filed else ():
        if periods:
            return max(periods)
    raise Refusal(
        "这些文件夹里没有实际值（actuals/年份.yaml）", "there are no actuals (actuals/YEAR.yaml) in these folders"
    )


_visitor: Visitor


def _begin(wanted: Wanted) -> None:
    """Start a process: Ctrl-C is for the one that started it."""
    global _visitor
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _visitor = Visitor(wanted)


def _visit_some(paths: Sequence[Path]) -> list[Visited]:
    return [*map(_visitor, paths)]


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
