"""What the operating system refuses, in both languages."""

import errno
import os
import re

import pytest

from gongfu_cli.language.os_errors import why

COMMON = [
    "EACCES",
    "EPERM",
    "ENOENT",
    "EISDIR",
    "ENOTDIR",
    "ELOOP",
    "ENAMETOOLONG",
    "EINVAL",
    "ENOSPC",
    "EFBIG",
    "EROFS",
    "EBUSY",
    "EMFILE",
    "EIO",
    "EBADF",
]


@pytest.mark.parametrize("name", COMMON)
def test_what_is_common_is_said_in_our_own_words(name: str) -> None:
    """No "Permission denied" in a Chinese sentence."""
    number = getattr(errno, name)
    sentence = why(OSError(number, os.strerror(number)))
    assert re.search("[\u4e00-\u9fff]", sentence.zh) and not re.search("[a-z]", sentence.zh)
    assert sentence.en and sentence.en.lower() != os.strerror(number).lower()


def test_a_permission_and_a_full_disk() -> None:
    assert tuple(why(PermissionError(errno.EACCES, "Permission denied"))) == ("没有权限", "no permission")
    assert tuple(why(OSError(errno.ENOSPC, "No space left on device"))) == ("磁盘已满", "the disk is full")


def test_what_is_rare_is_quoted() -> None:
    strange = os.strerror(errno.ENOEXEC)
    assert tuple(why(OSError(errno.ENOEXEC, strange))) == (f"系统报错“{strange}”", f"the system says “{strange}”")
