"""Many data folders: each is read, scored and let go of, one after the other or on several processors at once."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from gongfu_cli.book.folder import ACTUALS, MAIN, TABLES, Alike, load, periods_in
from gongfu_cli.book.period import Period
from gongfu_cli.cli import disk, opening, select
from gongfu_cli.cli.periods import is_filed
from gongfu_cli.cli.session import ALL, Session
from gongfu_cli.county import County, Faulty
from gongfu_cli.language.os_errors import why
from gongfu_cli.language.phrase import COLON, Phrase, Refusal, same
from gongfu_cli.scoring.region import Region
from gongfu_cli.scoring.requirement import Path as Course
from gongfu_cli.scoring.scorecard import Deciding, Scorecard
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.source import reading
from gongfu_cli.source.finding import Finding

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

MOST_SHOWN = 20
"""So many findings of one county are listed: `gongfu check` lists them all."""
_AT_ONCE = 8
"""So many counties are handed to a process at a time."""
FEW = 16
"""For no more counties than these no further process is started."""


class Wanted(NamedTuple):
    """What is wanted of every county: those of some periods that it has; which table, or all; one indicator, or all;
    and what is made of each scorecard."""

    periods: Sequence[Period]
    table: str | None
    indicator: str | None
    path: Course
    targets: Deciding
    make: Callable[[Region, Scorecard, Sequence[Scored]], Sequence[Any]]


class Visited(NamedTuple):
    """What came of a county: what was made of its scorecards, and `notes` to people; where it could not be scored,
    `why`, how many `errors` stand in the way, and the first of them, in files that are named from its folder."""

    path: Path
    made: Sequence[Any] = ()
    notes: Sequence[Phrase] = ()
    why: Phrase | None = None
    errors: int = 1
    findings: Sequence[Finding] = ()

    @property
    def folder(self) -> str:
        """The folder as a text; its name may hold bytes that are none."""
        return self.path.as_posix().encode("utf-8", "replace").decode()


class Visitor:
    """Scores one county after the other, in one process; what they have alike is read once."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted, self.alike = wanted, Alike()

    def __call__(self, path: Path) -> Visited:
        """What comes of a county. Nothing is raised."""
        county = Visited(path)
        try:
            tables = self._tables(path)
            made = [*self._made(county.folder, tables)]
            return county._replace(made=made, notes=self._unused(county.folder, tables.values()))
        except Faulty as fault:
            why_not = Phrase(
                f"{fault.count} 个错误，没有评价；gongfu check --data {county.folder} 可全部列出",
                f"{fault.count} error(s), not scored; gongfu check --data {county.folder} lists them all",
            )
            return county._replace(why=why_not, errors=fault.count, findings=fault.findings[:MOST_SHOWN])
        except Refusal as refusal:
            return county._replace(why=refusal.sentence)
        except OSError as error:
            return county._replace(why=why(error))

    def _tables(self, path: Path) -> dict[str, County]:
        """The tables of a county that are wanted, by their names. Their files are named from the folder, so that what
        counties have alike is alike."""
        if not path.is_dir():
            raise _NO_FOLDER if path.exists() else _NOTHING_THERE
        names, name = opening.tables_of(path, self.wanted.table), disk.name_from(path)
        return {table: County(load(path, name, table=table, alike=self.alike)) for table in names}

    def _made(self, folder: str, tables: Mapping[str, County]) -> Iterator[Any]:
        wanted, ids = self.wanted, None
        if wanted.indicator is not None:
            ids = select.indicators({table: county.book(0) for table, county in tables.items()}, wanted.indicator)
        for table, county in tables.items():
            for period in self._periods(table, county):
                card = county.score(period, wanted.path, wanted.targets).card
                rows = [row for row in card.rows if ids is None or row.indicator.id in ids.get(table, ())]
                of = card.book.table
                yield from wanted.make(Region(folder, table, of.title, of.title_en), card, rows)

    def _periods(self, table: str, county: County) -> Sequence[Period]:
        """The periods that can be scored. Where there are none it is the last, and scoring says why; but of all tables
        a further one may be left out."""
        if found := [period for period in self.wanted.periods if period in county.periods]:
            return found
        if not self.wanted.periods:
            county.book(0)  # a folder that is none of ours is told what it lacks first of all
            raise _NO_ACTUALS
        return self.wanted.periods[-1:] if table == MAIN or self.wanted.table != ALL else []

    def _unused(self, folder: str, counties: Iterable[County]) -> list[Phrase]:
        """A note for each file with errors that was not needed."""
        last = self.wanted.periods[-1]
        return [opening.not_used(f"{folder}/{file}", n) for each in counties for file, n in each.aside(last).items()]


def tell(session: Session, county: Visited) -> None:
    """Say what there is to say of a county, on stderr; the files are named as they were reached."""
    notes = [same(county.folder) + COLON + county.why] if county.why else county.notes
    name = disk.name_from(session.here)
    findings = [
        finding._replace(place=finding.place._replace(file=name(county.path / finding.place.file)))
        for finding in county.findings
    ]
    if findings:
        files = {finding.place.file for finding in findings}
        opening.show_findings(session, findings, {file: reading.read(Path(file), file) for file in files})
    for note in notes:
        session.note(*note)


_NOTHING_THERE = Refusal("没有这个文件夹", "there is no such folder")
_NO_FOLDER = Refusal("是文件，不是文件夹", "it is a file, not a folder")
_NO_ACTUALS = Refusal("还没有实际值（actuals/年份.yaml）", "there are no actuals yet (actuals/YEAR.yaml)")


def visits(paths: Sequence[Path], wanted: Wanted, jobs: int) -> Iterator[Visited]:
    """What comes of each county, in the order of the paths, on as many processors as `jobs`. So many are under way at a
    time that memory does not grow with their number. Raises Refusal where a process is ended from outside."""
    if jobs == 1 or len(paths) <= FEW:
        yield from map(Visitor(wanted), paths)
        return
    from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
    from multiprocessing import Event

    shares = [paths[n : n + _AT_ONCE] for n in range(0, len(paths), _AT_ONCE)]
    under_way: deque[Future[list[Visited]]] = deque()
    enough = Event()
    pool = ProcessPoolExecutor(min(jobs, len(shares)), initializer=_begin, initargs=(wanted, enough))
    try:
        for share in shares:
            under_way.append(pool.submit(_visit_some, share))
            if len(under_way) > 3 * jobs:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    except BrokenExecutor:
        raise Refusal("有一个进程中断了；用 --jobs 1 再试", "a process was ended: try again with --jobs 1") from None
    finally:
        enough.set()
        pool.shutdown(cancel_futures=True)


_visitor: Visitor
_enough: "Event"


def _begin(wanted: Wanted, enough: "Event") -> None:
    """Start a process. Ctrl-C is for the one that started it; with that one it ends, however that ended."""
    global _visitor, _enough
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _visitor, _enough = Visitor(wanted), enough


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _visit_some(paths: Sequence[Path]) -> list[Visited]:
    return [_visitor(path) for path in paths if not _enough.is_set()]


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def known(paths: Sequence[Path], table: str | None) -> list[Period]:
    """The periods that any of the folders has actuals for, in order; with a `table`, any of their tables."""
    tables = [*paths, *(further for path in paths for further in path.glob(f"{TABLES}/*"))] if table else paths
    return sorted(set[Period]().union(*map(periods_in, tables)))


def latest(paths: Sequence[Path]) -> list[Period]:
    """The latest period for which something is filed in all folders that have actuals, or else in any; none where there
    are no actuals."""
    filed = {path: periods for path in paths if (periods := periods_in(path))}
    for enough in (all, any):
        for period in sorted(set[Period]().union(*filed.values()), reverse=True):
            if enough(period in periods and _is_filed(path, period) for path, periods in filed.items()):
                return [period]
    return []


def _is_filed(path: Path, period: Period) -> bool:
    return is_filed(reading.read(path / ACTUALS / f"{period}.yaml", f"{period}"))
