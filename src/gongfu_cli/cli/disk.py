"""Where the data folder is, what its files are called, reading what the user names, and what is not written over."""

import os
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from gongfu_cli.language.os_errors import why
from gongfu_cli.language.phrase import Phrase, Refusal

INDICATORS = "indicators.yaml"


def find_data(given: Path | None, environment: Mapping[str, str], here: Path) -> Path | None:
    """The data folder: the one given, `$GONGFU_DATA`, the nearest `data/` at or above `here`; None where there is none.
    Raises Refusal where a folder that was named is none, and OSError where one may not be entered."""
    named = given or (Path(environment["GONGFU_DATA"]) if environment.get("GONGFU_DATA") else None)
    if named is not None:
        return _folder(named, "--data" if given else "$GONGFU_DATA")
    for folder in (here, *here.parents):
        if (folder / "data" / INDICATORS).is_file():
            return Path(os.path.relpath(folder / "data", here))
    return None


def bundled_data() -> Path | None:
    """The data folder that came with the program, where it did: in a wheel, or beside an editable install."""
    package = Path(__file__).parents[1]
    folders = (package / "data", package.parents[1] / "data")
    return next((folder for folder in folders if (folder / INDICATORS).is_file()), None)


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


def refuse_data_file(output: Path | None, data: Path) -> None:
    """Raise Refusal where an output file is a data file, however it is spelt: a YAML file inside the data folder, or a
    file of one of its tables. Links, hard links and other cases of letters lead to the same file."""
    if output is None or not output.exists():
        return
    place = output.resolve()
    inside = place.suffix.lower() in (".yaml", ".yml") and place.is_relative_to(data.resolve())
    files = chain.from_iterable(map(data.glob, ("*.yaml", "actuals/*.yaml", "tables/*/*.yaml", "tables/*/*/*.yaml")))
    if inside or any(file.exists() and output.samefile(file) for file in files):
        raise Refusal(
            f"{output} 是数据文件，不写结果；换一个文件名",
            f"{output} is a data file, and no result is written over it: name another file",
        )


def read(path: Path) -> bytes:
    """What is in a file that the user named. Raises Refusal, for one that is larger than a data file may be too."""
    from gongfu_cli.source.faults import MAX_BYTES
    from gongfu_cli.source.reading import beginning

    try:
        content = beginning(path)
    except OSError as error:
        raise Refusal(*Phrase(f"{path} 无法读取：", f"{path} cannot be read:").then(why(error))) from error
    if len(content) > MAX_BYTES:
        raise Refusal(f"{path} 大于 16 MiB，没有读", f"{path} is larger than 16 MiB and was not read")
    return content
