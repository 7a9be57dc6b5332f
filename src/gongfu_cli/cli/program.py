"""The program: its commands, and what becomes of everything that can go wrong. Only here are exit codes decided."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from gongfu_cli import __version__
from gongfu_cli.cli import checking, forms, options, scoring, showing, usage
from gongfu_cli.cli.running import DONE, FAULT, REFUSED
from gongfu_cli.cli.session import Session, language_of
from gongfu_cli.cli.usage import said
from gongfu_cli.language.phrase import Phrase, Refusal


class _Command(TyperCommand):
    """A command whose help is in the language of the session."""

    def get_help(self, ctx: Any) -> str:
        return usage.translated(super().get_help(ctx), ctx.find_root().obj.language)


class _Program(TyperGroup):
    """The program, whose help is in the language of the session."""

    def get_help(self, ctx: Any) -> str:
        return usage.translated(super().get_help(ctx), ctx.find_root().obj.language)


app = typer.Typer(
    cls=_Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
        "token_normalize_func": lambda token: token.replace("_", "-"),
    },
    help=said(
        "按县级指标表判断共同富裕各项指标：哪些达到要求，哪些有差距，归谁负责。",
        "Score a county's common-prosperity indicators: which are on track, which show a gap, and whose they are.",
    ),
)


@app.callback(invoke_without_command=True)
def _program(
    ctx: typer.Context,
    version: Annotated[bool, options.flag("--version", "版本", "the version")] = False,
    lang: options.Lang = None,
) -> None:
    if version:
        print(f"gongfu {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


_COMMANDS: dict[Callable[..., None], str] = {
    scoring.score: "判断一年的指标：各项指标、类别、部门和一句小结。",
    scoring.diff: "两年之间的变化（只给一年时，与上一年比）。",
    scoring.explain: "一项指标的来龙去脉：目标原文、当年要求、算式、界限和出处。",
    checking.check_command: "一次查出数据文件的全部问题。",
    showing.trend: "各年走势：实际值、判断、已有和还需的速度。",
    showing.report: "写一页给领导看的报告（网页，可打印）。",
    forms.template_command: "一年的填报表，发给各部门填写：工作簿或 YAML。",
    forms.import_command: "读回各部门交来的填报表，显示与实绩文件的差异，--write 才写入。",
    checking.rule: "一条检查规则的含义，附错误和正确的示例。",
    checking.schema: "数据文件的 JSON Schema，供编辑器使用。",
}
"""The commands, whose docstrings are their help, and the same in Chinese."""
for _command, _zh in _COMMANDS.items():
    _name, _help = _command.__name__.removesuffix("_command"), said(_zh, _command.__doc__ or "")
    app.command(_name, cls=_Command, help=_help, short_help=_help)(_command)


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError:
        raise Refusal(Phrase("当前文件夹已经不在了", "the working folder is not there any more")) from None


def run(arguments: Sequence[str]) -> int:
    """Run the program with its arguments and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console lacks some signs
    session = Session("en", os.environ, Path())
    try:
        session = Session(language_of(arguments, os.environ), os.environ, _here())
        command = usage.localized(typer.main.get_command(app), session.language)
        code = command.main(list(arguments), prog_name="gongfu", standalone_mode=False, obj=session)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except Refusal as refusal:
        session.say(refusal.sentence)
        return REFUSED
    except TyperException as error:
        session.say(usage.sentence(error))
        return REFUSED
    except SystemExit:
        if type(sys.stdout).__name__ == "PacifyFlushWrapper":  # typer's own end of a help page that was read enough of
            return DONE
        raise
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except Exception:
        import traceback

        traceback.print_exc()
        session.say(
            Phrase(
                f"这是 gongfu {__version__} 自己的错误，不是数据的错。请把以上内容连同所用命令报给维护者。",
                f"This is a fault of gongfu {__version__}, not of the data. Please report it with your command.",
            )
        )
        return FAULT
