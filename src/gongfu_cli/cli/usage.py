"""Help and usage errors in both languages: what typer says, said again."""

import re
from typing import Any

from typer.exceptions import TyperException

from gongfu_cli.language.phrase import Language, Phrase

_ZH: dict[str, str] = {}
"""The Chinese of each help text, by its English."""

_FRAME = {
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Usage:": "用法：",
    "Options:": "选项：",
    "Arguments:": "参数：",
    "Commands:": "命令：",
    "[required]": "[必填]",
    "Show this message and exit.": "显示本说明。",
    "Install completion for the current shell.": "为当前 shell 安装自动补全。",
    "Show completion for the current shell, to copy it or customize the installation.": "显示自动补全脚本。",
}


def said(zh: str, en: str) -> str:
    """A help text: the English one, whose Chinese is remembered for `localized`."""
    _ZH[en] = zh
    return en


def localized(command: Any, language: Language) -> Any:
    """A command of typer's with its help texts in `language`; typer takes them as plain strings when it is built."""
    if language == "zh":
        command.help = _ZH.get(command.help, command.help)
        command.short_help = _ZH.get(command.short_help, command.short_help)
        for parameter in command.params:
            if getattr(parameter, "help", None):
                parameter.help = _ZH.get(parameter.help, _FRAME.get(parameter.help, parameter.help))
        for inner in getattr(command, "commands", {}).values():
            localized(inner, language)
    return command


def translated(text: str, language: Language) -> str:
    """A help page with the words of its frame in `language`."""
    if language == "zh":
        for en, zh in _FRAME.items():
            text = text.replace(en, zh)
        text = re.sub(r"\[default: (.*?)\]", r"[默认：\1]", text)
    return text


def sentence(error: TyperException) -> Phrase:
    """A usage error as one clear sentence."""
    english = re.sub(r"\s+", " ", error.format_message()).strip()
    parameter = getattr(error, "param", None)
    name = _name(parameter) if parameter is not None else getattr(error, "option_name", None) or ""
    zh = english
    match type(error).__name__:
        case "NoSuchOption":
            near = sorted(getattr(error, "possibilities", None) or ())
            zh = f"没有选项 {name}" + (f"。是否想写 {'、'.join(near)}？" if near else "")
            english = f"there is no option {name}" + (f". Did you mean {', '.join(near)}?" if near else "")
        case "MissingParameter":
            zh = f"缺少 {name}"
        case "BadOptionUsage":
            zh = f"选项 {name} 后面要有一个值"
        case "BadParameter":
            zh = f"{name} 的值不对：{error.message}"
        case _:
            unknown = re.match(r"No such command '(.*?)'\.?(?: Did you mean (.*)\?)?", english)
            extra = re.match(r"Got unexpected extra argument\S* \((.*)\)", english)
            if unknown:
                zh = f"没有命令“{unknown[1]}”" + (f"。是否想写 {unknown[2]}？" if unknown[2] else "")
            elif extra:
                zh = f"多出的参数：{extra[1]}"
    help_hint = Phrase("（gongfu -h 看用法）", "(see gongfu -h)")
    return Phrase(zh, english).then(help_hint)


def _name(parameter: Any) -> str:
    options = [each for each in getattr(parameter, "opts", []) if each.startswith("-")]
    return options[0] if options else str(getattr(parameter, "metavar", None) or parameter.name).strip("[]")
