"""What the operating system refuses, as sentences for people; its own words are English and a programmer's."""

import errno
import os
from collections.abc import Mapping

from gongfu_cli.language.phrase import Phrase

_NOT_ALLOWED = Phrase("没有权限", "no permission")
_WHY: Mapping[int, Phrase] = {
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.ENOENT: Phrase("没有这个文件", "there is no such file"),
    errno.EISDIR: Phrase("这是一个文件夹，不是文件", "this is a folder, not a file"),
    errno.ENODEV: Phrase("这不是普通文件", "this is no ordinary file"),
    errno.ENOTDIR: Phrase("路径中有一段是文件，不是文件夹", "a part of its path is a file, not a folder"),
    errno.ELOOP: Phrase("符号链接循环", "a loop of symbolic links"),
    errno.ENAMETOOLONG: Phrase("文件名太长", "the file's name is too long"),
    errno.EINVAL: Phrase("文件名不合要求", "not a possible name for a file"),
    errno.ENOSPC: Phrase("磁盘已满", "the disk is full"),
    errno.EFBIG: Phrase("超过了文件大小的上限", "larger than a file may be"),
    errno.EROFS: Phrase("磁盘只读", "the disk is read-only"),
    errno.EBUSY: Phrase("另一个程序正在使用", "another program is using it"),
    errno.EMFILE: Phrase("打开的文件太多", "too many files are open"),
    errno.EIO: Phrase("磁盘读写出错", "the disk cannot be read or written"),
    errno.EBADF: Phrase("已经关闭", "it is closed"),
}


def why(error: OSError) -> Phrase:
    """Why the operating system could not do something; in its own words where we have none."""
    number = error.errno or 0
    return _WHY.get(number) or Phrase(f"系统报错“{os.strerror(number)}”", f"the system says “{os.strerror(number)}”")
