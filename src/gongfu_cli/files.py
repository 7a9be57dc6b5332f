"""Where the data folder is, how files are called in what is said, and writing without leaving halves."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gongfu_cli.words import Phrase, Refusal

_INDICATORS = "indicators.yaml"


def find_data(given: Path | None, environment: Mapping[str, str], here: Path) -> Path:
    """The data folder: the one given, `$GONGFU_DATA`, the nearest `data/` at or above `here`, the one that is
    installed with the program. Raises Refusal where a folder that was named does not exist."""
    named = given or (Path(environment["GONGFU_DATA"]) if environment.get("GONGFU_DATA") else None)
    if named is not None:
        if not named.is_dir():
            raise Refusal(Phrase(f"没有数据文件夹 {named}", f"there is no data folder {named}"))
        return named
    for folder in (here, *here.parents):
        if (folder / "data" / _INDICATORS).is_file():
            return folder / "data"
    package = Path(__file__).parent
    for folder in (package / "data", package.parents[1] / "data"):  # a wheel; an editable install
        if (folder / _INDICATORS).is_file():
            return folder
    raise Refusal(
        Phrase(
            "找不到数据文件夹（data/indicators.yaml）", "there is no data folder (data/indicators.yaml) here or above"
        ),
        Phrase("；用 --data 指明", "; name one with --data"),
    )


def name_from(here: Path) -> "_Names":
    """How files are called: relative to the working folder where they lie in it, else as they were reached."""
    return _Names(here)


class _Names:
    def __init__(self, here: Path) -> None:
        self.here = here

    def __call__(self, path: Path) -> str:
        try:
            return path.relative_to(self.here).as_posix()
        except ValueError:
            return path.as_posix()


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all: it is written beside and then takes the place. Raises Refusal."""
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "is a directory")
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            beside.chmod((path.stat().st_mode & 0o777) if path.exists() else 0o666 & ~_umask())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Refusal(Phrase(f"{path} 写不进去：{why}", f"{path} cannot be written: {why}")) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
