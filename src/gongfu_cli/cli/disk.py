"""Where the data folder is, what its files are called, and writing without leaving halves."""

import errno
import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from gongfu_cli.language.os_errors import why
from gongfu_cli.language.phrase import Phrase, Refusal
from gongfu_cli.language.safe import harmless

_INDICATORS = "indicators.yaml"
_LONGEST = 60
"""A file's name may have 255 bytes on most systems, and a hanzi has three or four."""


def find_data(given: Path | None, environment: Mapping[str, str], here: Path) -> Path | None:
    """The data folder: the one given, `$GONGFU_DATA`, the nearest `data/` at or above `here`; None where there is none.
    Raises Refusal where a folder that was named is none, and OSError where one may not be entered."""
    named = given or (Path(environment["GONGFU_DATA"]) if environment.get("GONGFU_DATA") else None)
    if named is not None:
        return _folder(named, "--data" if given else "$GONGFU_DATA")
    for folder in (here, *here.parents):
        if (folder / "data" / _INDICATORS).is_file():
            return Path(os.path.relpath(folder / "data", here))
    return None


def bundled_data() -> Path | None:
    """The data folder that came with the program, where it did: in a wheel, or beside an editable install."""
    package = Path(__file__).parents[1]
    folders = (package / "data", package.parents[1] / "data")
    return next((folder for folder in folders if (folder / _INDICATORS).is_file()), None)


def _folder(path: Path, option: str) -> Path:
    if path.is_dir():
        return path
    if path.exists():
        raise Refusal(f"{option}：{path} 是文件，不是文件夹", f"{option}: {path} is a file, not a folder")
    raise Refusal(f"{option}：没有数据文件夹 {path}", f"{option}: there is no data folder {path}")


def name_from(here: Path) -> Callable[[Path], str]:
    """What gives a file its name: relative to the working folder where it lies in it, else as it was reached."""
    return partial(_name, here)


def _name(here: Path, path: Path) -> str:
    try:
        return path.relative_to(here).as_posix()
    except ValueError:
        return path.as_posix()


def schema_line(file: Path, data: Path) -> str:
    """The first line of an actuals file, which tells editors its schema: the one beside the data folder, or nothing
    where there is none."""
    schema = data.resolve().parent / "schemas" / "actuals.schema.json"
    try:
        there = Path(os.path.relpath(schema, file.resolve().parent)).as_posix()
    except ValueError:  # on another drive
        return ""
    return f"# yaml-language-server: $schema={there}\n" if schema.is_file() else ""


def paths_in(folder: Path, names: Iterable[str], ending: str) -> list[Path]:
    """A file in a folder for each of some names, which may come from data: always in that folder, never the same
    twice, and called what every system takes. The folder is made. Raises Refusal."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = why(OSError(errno.ENOTDIR, "") if isinstance(error, FileExistsError) else error)
        raise Refusal(*Phrase(f"{folder} 建不了：", f"{folder} cannot be made:").then(reason)) from error
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
        if not place.parent.is_dir():
            raise _unwritten(path, Phrase("没有这个文件夹", "there is no such folder"))
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
    except OSError as error:
        raise _unwritten(path, why(error)) from error
    except RuntimeError as error:  # how Python before 3.13 puts a loop of links
        raise _unwritten(path, why(OSError(errno.ELOOP, ""))) from error


def _unwritten(path: Path, why: Phrase) -> Refusal:
    return Refusal(*Phrase(f"{path} 写不进去：", f"{path} cannot be written:").then(why))


def refuse_data_file(output: Path, folder: Path, files: Iterable[Path]) -> None:
    """Raise Refusal where an output file is a data file, however it is spelt: one of `files`, which were read, or a
    YAML file inside the data folder. Links, hard links and other cases of letters lead to the same file."""
    if not output.exists():
        return
    place = output.resolve()
    inside = place.suffix.lower() in (".yaml", ".yml") and place.is_relative_to(folder.resolve())
    if inside or any(path.exists() and output.samefile(path) for path in files):
        raise Refusal(
            f"{output} 是数据文件，不写结果；换一个文件名",
            f"{output} is a data file, and no result is written over it: name another file",
        )


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder, which is made where there is none: all of them, or none. Raises Refusal, where one is
    there already too."""
    taken = [path for path in (folder / "data", *(folder / file for file in (_INDICATORS, *files))) if _is_taken(path)]
    if taken:
        raise Refusal(
            f"{taken[0]} 已经有了，不会覆盖；换一个文件夹",
            f"{taken[0]} is there and is not written over: name another folder",
        )
    done: list[Path] = []
    try:
        for file, content in files.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, content)
            done.append(path)
    except (OSError, Refusal) as error:
        for path in done:
            path.unlink()
        if isinstance(error, Refusal):
            raise
        raise _unwritten(folder, why(error)) from error


def _is_taken(path: Path) -> bool:
    """Whether there is a file, or a folder with anything in it."""
    return any(path.iterdir()) if path.is_dir() else path.exists() or path.is_symlink()


def read(path: Path) -> bytes:
    """What is in a file that the user named. Raises Refusal."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(*Phrase(f"{path} 读不出来：", f"{path} cannot be read:").then(why(error))) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
