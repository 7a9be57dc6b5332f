"""Where the data folder is, what its files are called, and writing without leaving halves."""

import errno
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from gongfu_cli.language.phrase import Refusal

_INDICATORS = "indicators.yaml"


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


def schema_line(file: Path, data: Path) -> str:
    """The first line of an actuals file, which tells editors its schema: the one beside the data folder, or nothing
    where there is none."""
    schema = data.resolve().parent / "schemas" / "actuals.schema.json"
    try:
        there = Path(os.path.relpath(schema, file.resolve().parent)).as_posix()
    except ValueError:  # on another drive
        return ""
    return f"# yaml-language-server: $schema={there}\n" if schema.is_file() else ""


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
        why = error.strerror or type(error).__name__
        raise Refusal(f"{folder} 写不进去：{why}", f"{folder} cannot be written: {why}") from error


def _is_taken(path: Path) -> bool:
    """Whether there is a file, or a folder with anything in it."""
    return any(path.iterdir()) if path.is_dir() else path.exists() or path.is_symlink()


def read(path: Path) -> bytes:
    """What is in a file that the user named. Raises Refusal."""
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Refusal(f"{path} 读不出来：{why}", f"{path} cannot be read: {why}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
