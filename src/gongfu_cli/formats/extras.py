"""The libraries that some formats need, and that are not installed with the program."""

import shlex
import sys

from gongfu_cli.language.phrase import Refusal


def not_installed(zh: str, en: str, packages: str) -> Refusal:
    """What to say where some packages are missing: what they are for, and how to install them for the Python that
    runs."""
    command = f"{shlex.quote(sys.executable or 'python')} -m pip install {packages}"
    return Refusal(f"{zh}的组件还没有安装：{command}", f"the {en} not installed: {command}")
