"""The library that reads workbooks, in a process of its own with little memory and time: over a damaged file it may
end the process that it runs in. That process runs this module as a program, and needs nothing else of the package."""

import contextlib
import faulthandler
import io
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal

MEMORY: Final = 1 << 30
"""Bytes for the process, where the system keeps to a limit."""
SECONDS: Final = 20
"""For one workbook."""
CELLS: Final = 2_560_000
"""So many cells may a workbook's sheets have, the empty ones up to the last included, and as many in merged ranges."""

_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
"""In a workbook with a password, which the library only knows by the name of the file."""

Fault = Literal["damaged", "locked", "big"]
Range = tuple[tuple[int, int], tuple[int, int]]


Sheet = tuple[str, list[list[Any]], Sequence[Range]]
"""A sheet as the library gives it: its name, its rows, and the first and the last cell of each range that is merged."""


def read(workbooks: Sequence[bytes]) -> list[list[Sheet] | Fault]:
    """The sheets of each workbook, or what is wrong with it. One over which the process ends is damaged, and those
    after it are read in another."""
    results: list[list[Sheet] | Fault] = []
    while left := workbooks[len(results) :]:
        answers = list(_answers(b"".join(map(pickle.dumps, left))))
        results += answers
        if len(answers) < len(left):
            results.append("damaged")
    return results


def _answers(request: bytes) -> Iterator[list[Sheet] | Fault]:
    """What a process says of the workbooks until it ends."""
    command = [sys.executable, "-P", __file__]  # -P: nothing is imported from this folder, or from that of the user
    done = subprocess.run(command, input=request, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    stream = io.BytesIO(done.stdout)
    with contextlib.suppress(EOFError, pickle.UnpicklingError):  # it ended in the middle of an answer
        while True:
            fault, sheets = pickle.load(stream)
            yield fault or sheets


# in the process


def _serve() -> None:
    """Answer for each workbook on stdin at once, as a later one may end the process."""
    _limit_memory()
    with Path(os.devnull).open("w") as nowhere, contextlib.suppress(EOFError):
        while True:
            raw = pickle.load(sys.stdin.buffer)
            faulthandler.dump_traceback_later(SECONDS, exit=True, file=nowhere)  # stops native code too
            sys.stdout.buffer.write(pickle.dumps(_sheets(raw)))
            sys.stdout.buffer.flush()
            faulthandler.cancel_dump_traceback_later()


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit, nor need of it
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _sheets(raw: bytes) -> tuple[Fault | None, list[Sheet]]:
    """What is wrong with a workbook, and its sheets."""
    import python_calamine

    cells = 0
    sheets: list[Sheet] = []
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            merged = sheet.merged_cell_ranges or []
            cells += sheet.total_height * sheet.total_width
            cells += sum((bottom - top + 1) * (right - left + 1) for (top, left), (bottom, right) in merged)
            if cells > CELLS:
                return "big", []
            sheets.append((name, sheet.to_python(skip_empty_area=False), merged))
    except python_calamine.PasswordError:
        return "locked", []
    except BaseException:  # a panic of the library is no Exception
        return ("locked" if _LOCKED in raw else "damaged"), []
    return None, sheets


if __name__ == "__main__":
    _serve()
