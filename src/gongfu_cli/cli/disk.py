"""Where the data folder is, what its files are called, and writing without leaving halves."""

import errno
import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from gongfu_cli.language.phrase import Refusal
from gongfu_cli.language.safe import harmless

_INDICATORS = "indicators.yaml"
_LONGEST = 60
"""A file's name may have 255 bytes on most systems, and a hanzi has three or four."""


def find_data(given: Path | None, environment: Mapping[str, str], here: Path) -> Path:
    """The data folder: the one given, `$GONGFU_DATA`, the nearest `data/` at or above `here`, the one that is
    installed with the program. Raises Refusal where a folder that was named is none, or may not be entered."""
    named = given or (Path(environment["GONGFU_DATA"]) if environment.get("GONGFU_DATA") else None)
    try:
        if named is not None:
            return _folder(named, "--data" if given else "$GONGFU_DATA")
        for folder in (here, *here.parents):
            if (folder / "data" / _INDICATORS).is_file():
                return Path(os.path.relpath(folder / "data", here))
    except OSError as error:
        raise Refusal(
            f"打不开 {error.filename}：没有权限", f"{error.filename} cannot be opened: {error.strerror}"
        ) from error
    package = Path(__file__).parents[1]
    for folder in (package / "data", package.parents[1] / "data"):  # a wheel; an editable install
        if (folder / _INDICATORS).is_file():
            return folder
    raise Refusal(
        "找不到数据文件夹（data/indicators.yaml）；用 --data 指明",
        "there is no data folder (data/indicators.yaml) here or above; name one with --data",
    )


def _folder(path: Path, option: str) -> Path:
    if path.is_dir():
        return path
    if path.exists():
        raise Refusal(f"{option}：{path} 是文件，不是文件夹", f"{option}: {path} is a file, not a folder")
    raise Refusal(f"{option}：没有数据文件夹 {path}", f"{option}: there is no data folder {path}")


def is_installed(data: Path) -> bool:
    """Whether a data folder is the copy inside the installed package, which is not there to be written to."""
    return data.resolve().is_relative_to(Path(__file__).resolve().parents[1])


def name_from(here: Path) -> Callable[[Path], str]:
    """What gives a file its name: relative to the working folder where it lies in it, else as it was reached."""
    return partial(_name, here)


def _name(here: Path, path: Path) -> str:
    try:
        return path.relative_to(here).as_posix()
    except ValueError:
        return path.as_posix()


def paths_in(folder: Path, names: Iterable[str], ending: str) -> list[Path]:
    """A file in a folder for each of some names, which may come from data: always in that folder, never the same
    twice, and called what every system takes. The folder is made. Raises Refusal."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{folder} 建不了：{error.strerror}", f"{folder} cannot be made: {error.strerror}") from error
    paths: dict[str, Path] = {}
    for name in names:
        plain = re.sub(r'[<>:"/\\|?*]', "_", harmless(name))[:_LONGEST]
        chosen, n = plain, 1
        while chosen.casefold() in paths:
            n += 1
            chosen = f"{plain}~{n}"
        paths[chosen.casefold()] = folder / f"{chosen}{ending}"
    return [*paths.values()]


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all: it is written beside and then takes the place. A link stays a
    link; what is no file, such as a pipe, is written to as it is. Raises Refusal."""
    try:
        place = path.resolve()
        if place.exists() and not place.is_file() and not place.is_dir():
            place.write_bytes(content)
            return
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        import tempfile  # only where something is written

        handle, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            beside.chmod((place.stat().st_mode & 0o777) if place.exists() else 0o666 & ~_umask())
            beside.replace(place)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        why = getattr(error, "strerror", None) or type(error).__name__
        raise Refusal(f"{path} 写不进去：{why}", f"{path} cannot be written: {why}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
