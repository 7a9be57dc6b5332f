"""A file is put in place whole or not at all, whatever happens meanwhile: faults are injected, none is waited for."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gongfu_cli.cli import saving
from gongfu_cli.cli.saving import Read, Unsaved, save

OLD, NEW = b"old\n" * 1000, b"new\n" * 2000
posix = pytest.mark.skipif(sys.platform == "win32", reason="files of POSIX")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with the old content, alone in its folder."""
    path = tmp_path / "2026.yaml"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_new_content_takes_the_place(file: Path) -> None:
    assert save(file, NEW) is None
    assert (file.read_bytes(), names(file.parent)) == (NEW, [file.name])


def test_a_file_that_was_not_there(tmp_path: Path) -> None:
    save(tmp_path / "new.yaml", NEW, Read(None))
    assert (tmp_path / "new.yaml").read_bytes() == NEW


KILLED = """
import os, pathlib, sys, tempfile
from gongfu_cli.cli import saving
turn, path = int(sys.argv[1]), pathlib.Path(sys.argv[2])
calls = 0
def count(event, arguments):
    global calls
    if event in ("open", "os.chmod", "os.chown", "os.rename", "os.remove", "tempfile.mkstemp"):
        calls += 1
        if calls == turn:
            os._exit(9)
import signal, contextlib
sys.addaudithook(count)
saving.save(path, b"new\\n" * 2000, saving.Read(b"old\\n" * 1000))
os._exit(0)
"""


@posix
def test_killed_at_any_step_the_file_is_the_old_or_the_new(file: Path) -> None:
    outcomes = []
    for turn in range(1, 40):
        file.write_bytes(OLD)
        ended = subprocess.run([sys.executable, "-c", KILLED, str(turn), str(file)], check=False).returncode
        outcomes.append((ended, file.read_bytes() == NEW))
        assert file.read_bytes() in (OLD, NEW)
        if ended == 0:
            break
    assert outcomes[0] == (9, False) and outcomes[-1] == (0, True)
    assert len(outcomes) > 5


@posix
def test_a_full_disk_leaves_the_old_file_and_nothing_beside(file: Path) -> None:
    limited = """
import pathlib, resource, signal, sys
from gongfu_cli.cli import saving
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    saving.save(pathlib.Path(sys.argv[1]), b"new\\n" * 2000)
except saving.Unsaved as error:
    print(error.sentence.en)
"""
    done = subprocess.run([sys.executable, "-c", limited, str(file)], capture_output=True, text=True, check=True)
    assert "cannot be written" in done.stdout
    assert (file.read_bytes(), names(file.parent)) == (OLD, [file.name])


@pytest.mark.parametrize("fails", ["fsync", "fdopen"])
def test_an_error_of_the_disk_leaves_the_old_file(file: Path, fails: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(saving.os, fails, fail)
    with pytest.raises(Unsaved):
        save(file, NEW)
    assert (file.read_bytes(), names(file.parent)) == (OLD, [file.name])


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP] if sys.platform != "win32" else [])
def test_a_polite_kill_leaves_nothing_behind(
    file: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving.os, "fsync", lambda _: signal.raise_signal(number))
    before = signal.getsignal(number)
    with pytest.raises(SystemExit):
        save(file, NEW)
    assert signal.getsignal(number) is before
    assert (file.read_bytes(), names(file.parent)) == (OLD, [file.name])


def change(path: Path) -> None:
    path.write_bytes(b"other")


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("meanwhile", [change, remove])
def test_a_file_that_changed_underneath_is_left_alone_and_said(file: Path, meanwhile: Callable[[Path], None]) -> None:
    read = Read(file.read_bytes())
    meanwhile(file)
    after = file.read_bytes() if file.exists() else None
    with pytest.raises(Unsaved) as refused:
        save(file, NEW, read)
    assert "changed after it was read" in refused.value.sentence.en and "又被改动" in refused.value.sentence.zh
    assert (file.read_bytes() if file.exists() else None) == after
    assert all(not name.startswith(".gongfu") for name in names(file.parent))


def test_a_file_that_came_meanwhile_is_left_alone(file: Path) -> None:
    with pytest.raises(Unsaved, match="changed after it was read"):
        save(file, NEW, Read(None))
    assert file.read_bytes() == OLD


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o4755])
def test_owner_group_and_mode_stay(file: Path, mode: int) -> None:
    if os.getuid() == 0:
        os.chown(file, 12345, 23456)
    file.chmod(mode)
    before = file.stat()
    save(file, NEW)
    after = file.stat()
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)


@posix
def test_a_new_file_has_the_rights_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        save(tmp_path / "new.yaml", NEW)
    finally:
        os.umask(before)
    assert (tmp_path / "new.yaml").stat().st_mode & 0o777 == 0o640


def test_a_read_only_file_is_not_overwritten(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(Unsaved) as refused:
        save(file, NEW)
    assert "read-only" in refused.value.sentence.en and "只读" in refused.value.sentence.zh
    assert (file.read_bytes(), names(file.parent)) == (OLD, [file.name])


@posix
def test_hard_links_that_keep_the_old_content_are_said(file: Path) -> None:
    os.link(file, file.with_name("other"))
    remark = save(file, NEW)
    assert remark is not None and "hard links" in remark.en
    assert (file.read_bytes(), file.with_name("other").read_bytes()) == (NEW, OLD)


@posix
def test_a_symbolic_link_stays_a_link(file: Path) -> None:
    link = file.with_name("link.yaml")
    link.symlink_to(file)
    save(link, NEW)
    assert link.is_symlink() and file.read_bytes() == NEW


def test_the_longest_name_that_a_folder_takes(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 246 + ".yaml")
    save(path, NEW)
    assert path.read_bytes() == NEW


def test_a_name_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(Unsaved):
        save(tmp_path / ("a" * 256), NEW)
    with pytest.raises(Unsaved):
        save(tmp_path, NEW)
    with pytest.raises(Unsaved):
        save(tmp_path / "no" / "x.yaml", NEW)
