"""Putting a file in place whole or not at all, with nothing left behind and nothing of others overwritten."""

import contextlib
import errno
import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

from gongfu_cli.language.os_errors import why
from gongfu_cli.language.phrase import Phrase, Refusal

READ_ONLY = Phrase("这个文件是只读的", "the file is read-only")
CHANGED = Phrase(
    "读过之后文件又被改动，没有覆盖；请重新运行", "it was changed after it was read and is left alone: run again"
)


class Unsaved(Refusal):
    """Why a file was not put in place; what was there before still is."""

    def __init__(self, path: Path, why: Phrase) -> None:
        super().__init__(*Phrase(f"{path} 写不进去：", f"{path} cannot be written:").then(why))


class Changed(Unsaved):
    """Somebody else wrote the file after it was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, CHANGED)


class Read:
    """What was read of a file before it is replaced: its bytes, or None where there was no file."""

    def __init__(self, content: bytes | None) -> None:
        self.content = content

    def is_still_at(self, place: Path) -> bool:
        """Whether the file has these bytes now."""
        return (place.read_bytes() if place.exists() else None) == self.content


def save(path: Path, content: bytes, read: Read | None = None) -> Phrase | None:
    """Put `content` at `path`; the return value is what there is to say of it, if anything.

    The content is written beside, flushed to the disk, and takes the place in one step; owner, group and mode stay. A
    link stays a link; what is no file, such as a pipe, is written to as it is. Where `read` is given, the file must
    still be as it was read. Raises Unsaved, and of that Changed.
    """
    try:
        place = path.resolve(strict=path.is_symlink())
        if place.exists() and not place.is_file() and not place.is_dir():
            place.write_bytes(content)
            return None
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not place.parent.is_dir():
            raise Unsaved(path, Phrase("没有这个文件夹", "there is no such folder"))
        before = place.stat() if place.exists() else None
        if before and not (before.st_mode & 0o222 and os.access(place, os.W_OK)):
            raise Unsaved(path, READ_ONLY)
        with _written_beside(place, content) as beside:
            _keep_rights(beside, before)
            if read is not None and not read.is_still_at(place):
                raise Changed(path)
            beside.replace(place)
        _flush_folder(place.parent)
    except OSError as error:
        raise Unsaved(path, why(error)) from error
    except RuntimeError as error:  # how Python before 3.13 puts a loop of links
        raise Unsaved(path, why(OSError(errno.ELOOP, ""))) from error
    if before and before.st_nlink > 1:
        return Phrase(
            f"{path} 另有硬链接，那些名下仍是旧内容", f"{path} has other hard links, which keep the old content"
        )
    return None


@contextlib.contextmanager
def _written_beside(place: Path, content: bytes) -> Iterator[Path]:
    """A new file in the same folder with the content, on the disk; it is gone afterwards if it was not moved, a
    polite kill included."""
    import tempfile  # only where something is written

    with _ends_on_signal():
        handle, name = tempfile.mkstemp(prefix=".gongfu-", dir=place.parent)  # a long name leaves no room for its own
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
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
