"""Putting a file in place whole or not at all, with nothing left behind and nothing of others overwritten."""

import contextlib
import errno
import os
import re
import signal
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from gongfu_cli.cli.disk import INDICATORS
from gongfu_cli.language.os_errors import why
from gongfu_cli.language.phrase import Phrase, Refusal
from gongfu_cli.language.safe import harmless

_LONGEST = 60
"""A file's name may have 255 bytes on most systems, and a hanzi has three or four."""
READ_ONLY = Phrase("这个文件是只读的", "the file is read-only")
CHANGED = Phrase(
    "读过之后文件又被改动，没有覆盖；请重新运行", "it was changed after it was read and is left alone: run again"
)


class Unsaved(Refusal):
    """Why a file was not put in place; what was there before still is."""

    def __init__(self, path: Path, why: Phrase) -> None:
        super().__init__(*Phrase(f"{path} 无法写入：", f"{path} cannot be written:").then(why))


class Read:
    """What was read of a file before it is replaced: its bytes, or None where there was no file."""

    def __init__(self, content: bytes | None) -> None:
        self.content = content

    def is_still_at(self, place: Path) -> bool:
        """Whether the file has these bytes now."""
        return (place.read_bytes() if place.exists() else None) == self.content


def save(path: Path, content: bytes | Iterable[bytes], read: Read | None = None) -> Phrase | None:
    """Put `content`, or its parts as they are made, at `path`; the return value is what there is to say of it, if
    anything.

    The content is written beside, flushed to the disk, and takes the place in one step; owner, group and mode stay. A
    link stays a link; what is no file, such as a pipe, is written to as it is. Where `read` is given, the file must
    still be as it was read. Raises Unsaved.
    """
    parts = [content] if isinstance(content, bytes) else content
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # /dev/stdout, which leads to no path
            with path.open("wb") as stream:
                stream.writelines(parts)
            return None
        place = _leads_to(path)
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not place.parent.is_dir():
            raise Unsaved(path, Phrase("没有这个文件夹", "there is no such folder"))
        before = place.stat() if place.exists() else None
        if before and not (before.st_mode & 0o222 and os.access(place, os.W_OK)):
            raise Unsaved(path, READ_ONLY)
        with _written_beside(place, parts) as beside:
            _keep_rights(beside, before)
            if read is not None and not read.is_still_at(place):
                raise Unsaved(path, CHANGED)
            beside.replace(place)
        _flush_folder(place.parent)
    except OSError as error:
        raise Unsaved(path, why(error)) from error
    if before and before.st_nlink > 1:
        return Phrase(
            f"{path} 另有硬链接，那些名下仍是旧内容", f"{path} has other hard links, which keep the old content"
        )
    return None


def _leads_to(path: Path) -> Path:
    """The file that a path leads to. Raises OSError."""
    try:
        return path.resolve(strict=path.is_symlink())
    except RuntimeError as error:  # how Python before 3.13 puts a loop of links
        raise OSError(errno.ELOOP, "") from error


def save_all(files: Sequence[tuple[Path, bytes, Read | None]]) -> list[Phrase]:
    """Put several files in place, as `save` does, in folders that are made where there are none: all of them, or none.
    The return value is what there is to say of them. Raises Refusal, and whatever else ends it."""
    done: list[tuple[Path, Read | None]] = []
    remarks = []
    with _ends_on_signal():
        try:
            for path, content, read in files:
                _make(path.parent)
                remarks.append(save(path, content, read))
                done.append((path, read))
        except BaseException:
            for path, read in done:
                if read is None or read.content is None:
                    path.unlink()
                else:
                    save(path, read.content)
            raise
    return [remark for remark in remarks if remark]


def save_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder, which is made where there is none: all of them, or none. Raises Refusal, where one is
    there already too."""
    taken = [path for path in (folder / "data", *(folder / file for file in (INDICATORS, *files))) if _is_taken(path)]
    if taken:
        raise Refusal(
            f"{taken[0]} 已经有了，不会覆盖；换一个文件夹",
            f"{taken[0]} is there and is not written over: name another folder",
        )
    save_all([(folder / file, content, None) for file, content in files.items()])


def _is_taken(path: Path) -> bool:
    """Whether there is a file, or a folder with anything in it."""
    return any(path.iterdir()) if path.is_dir() else path.exists() or path.is_symlink()


def paths_in(folder: Path, names: Iterable[str], ending: str) -> list[Path]:
    """A file in a folder for each of some names, which may come from data: always in that folder, never the same
    twice, and called what every system takes. The folder is made. Raises Refusal."""
    _make(folder)
    paths: dict[str, Path] = {}
    for name in names:
        plain = re.sub(r'[<>:"/\\|?*]', "_", harmless(name))[:_LONGEST]
        chosen, n = plain, 1
        while chosen.casefold() in paths:
            n += 1
            chosen = f"{plain}~{n}"
        paths[chosen.casefold()] = folder / f"{chosen}{ending}"
    return [*paths.values()]


def _make(folder: Path) -> None:
    """Make a folder where there is none. Raises Refusal."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = why(OSError(errno.ENOTDIR, "") if isinstance(error, FileExistsError) else error)
        raise Refusal(*Phrase(f"{folder} 无法新建：", f"{folder} cannot be made:").then(reason)) from error


@contextlib.contextmanager
def _written_beside(place: Path, parts: Iterable[bytes]) -> Iterator[Path]:
    """A new file in the same folder with the content, on the disk; it is gone afterwards if it was not moved, a
    polite kill included."""
    import tempfile  # only where something is written

    with _ends_on_signal():
        handle, name = tempfile.mkstemp(prefix=".gongfu-", dir=place.parent)  # a long name leaves no room for its own
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.writelines(parts)
                stream.flush()
                os.fsync(stream.fileno())
            yield beside
        finally:
            beside.unlink(missing_ok=True)


@contextlib.contextmanager
def _ends_on_signal() -> Iterator[None]:
    """Have SIGTERM and SIGHUP end the program as an exception does, so that it can clean up."""

    def end(number: int, frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    try:
        before = {name: signal.signal(getattr(signal, name), end) for name in names}
    except ValueError:  # not in the main thread
        before = {}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _keep_rights(beside: Path, before: os.stat_result | None) -> None:
    """Give a new file the owner, group and mode of the one that it replaces; without one, what the umask leaves."""
    if before is None:
        beside.chmod(0o666 & ~_umask())
        return
    if hasattr(os, "chown"):
        for owner, group in ((before.st_uid, -1), (-1, before.st_gid)):
            with contextlib.suppress(PermissionError):  # only root gives files away; the group may be another's
                os.chown(beside, owner, group)
    beside.chmod(stat.S_IMODE(before.st_mode))


def _flush_folder(folder: Path) -> None:
    """Have the new name on the disk too, where folders can be flushed."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder against other runs of this program while it is read and written. Where the system has no such
    lock, `Read` still keeps one run from overwriting what another wrote."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # not there, or not to be read: whoever reads it says so
        yield
        return
    try:
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
