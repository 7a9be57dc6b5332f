"""Timing of whole cold processes: wall time, user and system CPU time, and peak memory of each."""

import os
import platform
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
GONGFU = str(Path(sys.executable).with_name("gongfu"))
_CHANGING = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH", "PYTHONOPTIMIZE", "PYTHONTRACEMALLOC")
_SPEAKING = ("GONGFU_DATA", "GONGFU_LANG", "NO_COLOR", "FORCE_COLOR")


class Run(NamedTuple):
    """One process: seconds of wall time, seconds of CPU time (user and system, all threads), and peak MiB."""

    wall: float
    cpu: float
    memory: float


def environment() -> dict[str, str]:
    """The environment of every process that is timed: nothing that keeps bytecode from being used or output from
    being buffered, one hash seed, one language."""
    kept = {name: value for name, value in os.environ.items() if name not in _CHANGING + _SPEAKING}
    return kept | {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "COLUMNS": "120", "LINES": "40", "TERM": "xterm"}


_STARTER = """
import os, sys, time
for line in sys.stdin:
    command = line.rstrip().split("\\0")
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    wall, cpu = time.perf_counter() - started, used.ru_utime + used.ru_stime
    print("timed", os.waitstatus_to_exitcode(status), wall, cpu, used.ru_maxrss, file=sys.stderr, flush=True)
"""
# It starts the processes that are timed. A child's peak memory is its parent's to begin with: this parent is small.


def run(command: Sequence[str], folder: Path = ROOT, terminal: bool = False) -> Run:
    """Run a command in a folder to its end, its stdout going nowhere or to a terminal, and time it. Exits where it
    fails."""
    starter = _starter(folder, terminal)
    assert starter.stdin is not None and starter.stderr is not None
    starter.stdin.write("\0".join([shutil.which(command[0]) or command[0], *command[1:]]) + "\n")
    starter.stdin.flush()
    lines = iter(starter.stderr.readline, "")
    _, code, *figures = next(line for line in lines if line.startswith("timed ")).split()
    if int(code):
        sys.exit(f"{' '.join(command)} ended with {code}")
    wall, cpu, memory = map(float, figures)
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB elsewhere
    return Run(wall, cpu, memory * unit / 2**20)


class Peaks(NamedTuple):
    """A process that starts others: the run of all of them together, and the peak MiB of itself and of the largest of
    the others, 0 where there are none."""

    run: Run
    main: float
    worker: float


def watched(command: Sequence[str], folder: Path = ROOT) -> Peaks:
    """Run a command that may start processes of its own to its end, and time it; its CPU time is that of those too.
    The kernel tells the peak memory of all of them as one; so each is asked for its own (VmHWM of Linux) every few
    milliseconds, and its last answer counts. A process that was forked begins with the memory of the one it is from."""
    started = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peaks = dict[int, float]()
    while True:
        ended, status, used = os.wait4(child.pid, os.WNOHANG)
        if ended:
            break
        for process in (child.pid, *_started_by(child.pid)):
            peaks[process] = max(peaks.get(process, 0), _peak(process))
        time.sleep(0.02)
    wall, cpu = time.perf_counter() - started, used.ru_utime + used.ru_stime
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)[:200]} ended with {child.returncode}")
    main = peaks.pop(child.pid)
    return Peaks(Run(wall, cpu, max(main, *peaks.values(), 0)), main, max(peaks.values(), default=0))


def _started_by(process: int) -> list[int]:
    try:
        return [*map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())]
    except OSError:
        return []


def _peak(process: int) -> float:
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:  # it has ended
        pass
    return 0


@cache
def _starter(folder: Path, terminal: bool) -> subprocess.Popen[str]:
    reading, writing = os.openpty() if terminal else (-1, os.open(os.devnull, os.O_WRONLY))
    if terminal:
        threading.Thread(target=_drain, args=[reading], daemon=True).start()
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _STARTER],
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    )


def _drain(terminal: int) -> None:
    try:
        while os.read(terminal, 1 << 16):
            pass
    except OSError:  # the other end is closed
        pass
    os.close(terminal)


def output(command: Sequence[str], folder: Path = ROOT) -> str:
    """What a command prints."""
    done = subprocess.run(command, cwd=folder, env=environment(), stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return done.stdout


def ratio(runs: Sequence[Run], others: Sequence[Run], field: str) -> float:
    """The median over the rounds of one process's time as a multiple of another's in the same round."""
    return float(median(getattr(a, field) / getattr(b, field) for a, b in zip(runs, others, strict=True)))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are flush right."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine(packages: Sequence[str]) -> str:
    """What the numbers were taken on."""
    versions = ", ".join(f"{name} {found}" for name, found in _versions(packages).items())
    return (
        f"{platform.python_implementation()} {platform.python_version()} on {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores ({_processor()}); {versions}"
    )


def _versions(packages: Sequence[str]) -> Mapping[str, str]:
    return {name: metadata.version(name) for name in packages}


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or "unknown"


def installed_in_place() -> bool:
    """Whether gongfu is an editable install, which adds a path file to the start of every process."""
    return "editable" in (metadata.distribution("gongfu-cli").read_text("direct_url.json") or "")
