"""The data files that a user names: which folder and table they are of, and what they are called in it."""

from collections.abc import Sequence
from pathlib import Path

from gongfu_cli.book.folder import ACTUALS, INDICATORS, MAIN, TABLES, Folder
from gongfu_cli.cli import disk
from gongfu_cli.cli.opening import open_tables, read_folder
from gongfu_cli.cli.session import Session
from gongfu_cli.language.phrase import Refusal


def open_folders_of(session: Session, files: Sequence[Path]) -> tuple[list[Folder], set[str]]:
    """The user's own table that some files are of, and their names in it; the tables that are asked for, and no names,
    for no files. They are read whole: files are checked against the rest of the folder."""
    if not files:
        return [*open_tables(session, own=True).values()], set()
    path, table = _whole(_parent(files))
    if session.data:
        path = disk.find_data(session.data, session.environment, session.here) or path
    folder = read_folder(session, path, table)
    whole = folder.path.resolve()
    return [folder], {_name(folder, file) for file in files if not (file.is_dir() and file.resolve() == whole)}


def _whole(path: Path) -> tuple[Path, str]:
    """The data folder that a folder is, or that it is a further table of, and the name of the table."""
    shared = path.parent.parent
    if path.parent.name == TABLES and (shared / INDICATORS).exists():
        return shared, path.name
    return path, MAIN


def _parent(files: Sequence[Path]) -> Path:
    folders = {}
    for file in files:
        if not file.exists() and not file.is_symlink():
            raise Refusal(f"没有文件 {file}", f"there is no file {file}")
        folder = file if file.is_dir() and (file / INDICATORS).exists() else file.absolute().parent
        if folder.name == ACTUALS:
            folder = folder.parent
        folders[folder.resolve()] = folder
    if len(folders) > 1:
        paths = " ".join(sorted(map(str, folders)))
        raise Refusal(f"一次只查一个数据文件夹：{paths}", f"one data folder at a time: {paths}")
    return next(iter(folders.values()))


def _name(folder: Folder, file: Path) -> str:
    for name, path in folder.paths.items():
        if path.absolute() == file.absolute():
            return name
    raise Refusal(
        f"{file} 不是数据文件（indicators.yaml、departments.yaml、targets_*.yaml、actuals/年份或年月.yaml）",
        f"{file} is no data file (indicators.yaml, departments.yaml, targets_*.yaml, actuals/YEAR[-MONTH].yaml)",
    )
