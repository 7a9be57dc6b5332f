"""Help pages and usage errors in both languages: typer has English ones, and no setting for others."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import typer

from gongfu_cli.cli.session import Session
from gongfu_cli.language.phrase import Phrase, Refusal, did_you_mean

_CHINESE = {
    "Show this message and exit.": "显示本说明。",
    "Install completion for the current shell.": "为当前 shell 安装自动补全。",
    "Show completion for the current shell, to copy it or customize the installation.": "显示自动补全脚本。",
}
"""The Chinese of each help text, by its English."""
_FRAME = {
    "Usage:": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Options:": "选项：",
    "Arguments:": "参数：",
    "Commands:": "命令：",
    "[default: ": "[默认：",
    "[default:": "[默认：",  # where a line ends
    "[required]": "[必填]",
}
"""The words that typer puts round the help texts."""
Found = TypeVar("Found")


def help_text(zh: str, en: str) -> str:
    """The help of an option: typer takes one text, the English one; its Chinese is remembered for `Context`."""
    _CHINESE[en] = zh
    return en


class Context(typer.Context):
    """One run of a command, made ours where typer has no setting: help is in the language of the session, no argument
    is followed by its Python type, and pydantic is not loaded to check what nobody reads: it takes as long as all the
    rest of `gongfu -h`."""

    obj: Session

    def __init__(self, command: Any, *args: Any, **settings: Any) -> None:
        super().__init__(command, *args, **settings)
        for parameter in command.get_params(self):
            if self.obj.language == "zh":
                parameter.help = _CHINESE.get(parameter.help, parameter.help)
            if parameter.param_type_name == "argument":
                parameter.display_type_rich = _no_type
            elif parameter.is_flag:
                parameter.default = False  # typer's own have None, which it checks
            if self.resilient_parsing or parameter.name == "lang":  # TAB was pressed; the language is known
                parameter.process_value = _as_it_is

    def get_help(self) -> str:
        """The help page."""
        page = super().get_help()
        if self.obj.language == "zh":
            for en, zh in _FRAME.items():
                page = page.replace(en, zh)
        return page


def _no_type(ctx: typer.Context) -> None:
    return None


def _as_it_is(ctx: typer.Context, value: Any) -> Any:
    return value


def one_of(word: str, known: Iterable[str], what: Phrase, names: Mapping[str, Phrase] | None = None) -> str:
    """The known word that `word` is; `-` and `_` are alike, and the `names` that screens show mean the same. Raises
    Refusal, which lists what there is, for a word that is none of them."""
    known, names = list(known), names or {}
    for match in known:
        if match.replace("_", "-") == word.strip().lower().replace("_", "-") or word.strip() in names.get(match, ()):
            return match
    there_are = Phrase(
        "可用：" + "、".join(f"{match}（{names[match].zh}）" if match in names else match for match in known),
        "It is one of: " + ", ".join(known),
    )
    near = did_you_mean(word, [*known, *(name.zh for name in names.values())])
    hint = near.then(there_are) if near else there_are
    raise Refusal(f"{what.zh}没有“{word}”。", f"there is no {what.en} “{word}”.", hint)


def all_of(words: Iterable[str] | None, find: Callable[[str], Found]) -> list[Found]:
    """What the words of a repeatable option mean, several to a word with commas between them. A name may have a comma
    of its own, so that a word is tried whole first. Raises the Refusal of `find` for one that means nothing."""
    found: list[Found] = []
    for word in words or ():
        try:
            found.append(find(word))
        except Refusal:
            parts = [part.strip() for part in re.split("[,，、]", word) if part.strip()]
            if parts in ([], [word]):
                raise
            found += map(find, parts)
    return found


def some_of(
    words: Iterable[str] | None, known: Iterable[str], what: Phrase, names: Mapping[str, Phrase] | None = None
) -> list[str]:
    """The known words that those of a repeatable option are, as `all_of` and `one_of` read them."""
    return all_of(words, partial(one_of, known=known, what=what, names=names))


def _see_help(command: str) -> Phrase:
    return Phrase(f"（{command} -h 看用法）", f"(see {command} -h)")


def no_such_command(name: str, known: Iterable[str]) -> Refusal:
    """What to say to a command that there is not."""
    from difflib import get_close_matches

    near = ", ".join(f"'{match}'" for match in get_close_matches(name, known))
    zh, en = (f"。是否想写 {near}？", f" Did you mean {near}?") if near else ("", "")
    return Refusal(f"没有命令“{name}”{zh}", f"No such command '{name}'.{en}", _see_help("gongfu"))


def extra_arguments(extra: Sequence[str], command: str) -> Refusal:
    """What to say to more arguments than a command takes; `command` is what was called, as `gongfu score`."""
    words = " ".join(extra)
    return Refusal(f"多出的参数：{words}", f"Got unexpected extra argument(s) ({words})", _see_help(command))


def sentence(error: Any, command: str) -> Phrase:
    """What typer found wrong with the arguments of a command, as one clear sentence. Its errors are told apart by what
    they know: their classes are not for others to import."""
    en = zh = " ".join(error.format_message().split())
    if hasattr(error, "possibilities"):
        near = sorted(error.possibilities or ())
        zh = f"没有选项 {error.option_name}" + (f"。是否想写 {'、'.join(near)}？" if near else "")
        en = f"there is no option {error.option_name}" + (f". Did you mean {', '.join(near)}?" if near else "")
    elif hasattr(error, "option_name"):
        zh = f"选项 {error.option_name} 后面{'不能有' if 'does not take' in en else '要有一个'}值"
    elif hasattr(error, "param"):
        name = error.param.opts[0]
        zh = f"缺少 {name if name.startswith('-') else error.param.metavar}"
    return Phrase(zh, en).then(_see_help(command))
