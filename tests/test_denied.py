"""What may not be read or written, and what is no file, is one sentence and exit code 2; nothing waits for it."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongfu_cli.cli.exit_codes import DONE, FOUND, REFUSED

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions and pipes of POSIX")

DENIED = [
    (["check", "--data", "locked"], "locked/departments.yaml"),
    (["check", "locked/indicators.yaml"], "locked/indicators.yaml"),
    (["score", "--data", "locked"], "locked/departments.yaml"),
    (["diff", "--data", "locked"], "locked/departments.yaml"),
    (["trend", "--data", "locked/inside"], "locked/inside"),
    (["explain", "1", "--data", "locked"], "locked/departments.yaml"),
    (["score", "-o", "locked/x.xlsx"], "locked/x.xlsx"),
    (["check", "-o", "locked/x.json"], "locked/x.json"),
    (["report", "-o", "locked/x.html"], "locked/x.html"),
    (["template", "2026", "-o", "locked/x.yaml"], "locked/x.yaml"),
    (["template", "2026", "--split", "locked"], "locked/2026-县发改局.xlsx"),
    (["import", "locked/x.csv"], "locked/x.csv"),
    (["import", "locked"], "locked"),
    (["init", "locked/x"], "locked/x/data"),
    (["init", "new", "--from", "locked/x.csv"], "locked/x.csv"),
]
"""Commands that need to go into a folder where they may not, and what they name."""


@pytest.fixture
def locked(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that nobody may enter, in a working folder that everybody may."""
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        here.chmod(0o755)
        shutil.copytree(data, here / "data")
        monkeypatch.chdir(here)
        (here / "locked").mkdir(mode=0)
        try:
            yield here / "locked"
        finally:
            (here / "locked").chmod(0o755)


def as_nobody(gongfu: Run, *arguments: str) -> tuple[int, str, str]:
    """The program as a user whom permissions bind. A run as root loads what root alone may read."""
    gongfu(*arguments)
    if os.geteuid() != 0:
        return gongfu(*arguments)
    os.seteuid(65534)
    try:
        return gongfu(*arguments)
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(("arguments", "name"), DENIED, ids=[" ".join(arguments) for arguments, _ in DENIED])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_folder_without_permission_is_one_sentence(
    gongfu: Run, locked: Path, arguments: list[str], name: str, lang: str
) -> None:
    code, out, err = as_nobody(gongfu, *arguments, "--lang", lang)
    assert (code, out, err.count("\n")) == (REFUSED, "", 1)
    assert err.startswith(name) and err.endswith("没有权限\n" if lang == "zh" else "no permission\n")


@pytest.mark.parametrize("year", [["2024"], []], ids=str)
def test_a_county_without_permission_is_named_and_the_others_are_scored(
    gongfu: Run, locked: Path, year: list[str]
) -> None:
    code, out, err = as_nobody(gongfu, "compare", *year, "locked", "locked/inside", "data", "--lang", "en")
    assert (code, err) == (FOUND, "locked: no permission\nlocked/inside: no permission\n")
    assert "\ndata " in out and out.endswith("Not scored: locked, locked/inside\n")


def test_actuals_that_may_not_be_looked_into_are_found(gongfu: Run, locked: Path) -> None:
    actuals = locked.parent / "data" / "actuals"
    actuals.chmod(0)
    try:
        code, out, _ = as_nobody(gongfu, "check", "--lang", "en", "--format", "concise")
    finally:
        actuals.chmod(0o755)
    assert code == FOUND
    assert "data/actuals:1:1 GF008 unreadable-file error: this folder cannot be opened" in out


@pytest.fixture
def pipe(data: Path) -> Path:
    """A pipe that nobody writes to or reads from."""
    path = data.parent / "pipe.csv"
    os.mkfifo(path)
    return path


def test_a_pipe_in_the_place_of_a_data_file_is_found(gongfu: Run, data: Path, pipe: Path) -> None:
    file = data / "actuals" / "2024.yaml"
    file.unlink()
    pipe.rename(file)
    code, out, _ = gongfu("check", "--lang", "en", "--format", "concise")
    assert code == FOUND
    assert "data/actuals/2024.yaml:1:1 GF008 unreadable-file error: this is no ordinary file" in out
    assert gongfu("score", "2024", "--lang", "en")[0] == REFUSED


@pytest.mark.parametrize("arguments", [["import", "pipe.csv"], ["init", "new", "--from", "pipe.csv"]], ids=" ".join)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_pipe_is_no_form_and_no_table(gongfu: Run, pipe: Path, arguments: list[str], lang: str) -> None:
    said = {"zh": "pipe.csv 无法读取：这不是普通文件\n", "en": "pipe.csv cannot be read: this is no ordinary file\n"}
    assert gongfu(*arguments, "--lang", lang) == (REFUSED, "", said[lang])


def test_a_pipe_takes_a_result_and_stays_one(gongfu: Run, pipe: Path) -> None:
    """A result may go through one to another program: there somebody reads."""
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert gongfu("score", "2024", "-o", "pipe.csv", "--lang", "en") == (DONE, "", "written: pipe.csv\n")
    reader.join(timeout=10)
    assert read[0].startswith(b"\xef\xbb\xbfid,")
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev here")
def test_the_name_of_stdout_takes_a_result(data: Path) -> None:
    command = [sys.executable, "-m", "gongfu_cli", "score", "2024", "--format", "json", "-o", "/dev/stdout"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == DONE
    assert done.stdout.startswith(b'{\n  "schema": "gongfu.score/1"')
