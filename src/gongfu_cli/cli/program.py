"""The program: its commands, and what becomes of everything that can go wrong."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from gongfu_cli import __version__
from gongfu_cli.cli import options, usage
from gongfu_cli.cli.exit_codes import DONE, FAULT, REFUSED
from gongfu_cli.cli.output import put
from gongfu_cli.cli.session import Session, language_of
from gongfu_cli.language.phrase import Language, Phrase, Refusal

COMMANDS: Mapping[str, Phrase] = {
    "score": Phrase(
        "判断一年的指标：各项指标、类别、部门、差距和一句小结。",
        "Score a year: indicators, categories, departments, the gaps and a line that sums it up.",
    ),
    "diff": Phrase(
        "两年之间的变化（只给一年时，与上一年比）。", "What changed between two years (one year: from the one before)."
    ),
    "explain": Phrase(
        "一项指标的来龙去脉：目标原文、当年要求、算式、界限和出处。",
        "One indicator in full: its cells, the requirement, the arithmetic, the thresholds, and file:line.",
    ),
    "check": Phrase("一次查出数据文件的全部问题。", "Find every fault of the data files in one run."),
    "trend": Phrase(
        "各年走势：实际值、判断、已有和还需的速度。",
        "The course over the years: values, standings, the pace kept and the pace needed.",
    ),
    "report": Phrase("写一页给领导看的报告（网页，可打印）。", "Write the page to send round (HTML, ready to print)."),
    "template": Phrase(
        "一年的填报表，发给各部门填写：工作簿或 YAML。",
        "The form of a year for the departments to fill in: a workbook or YAML.",
    ),
    "import": Phrase(
        "读回各部门交来的填报表，显示与实绩文件的差异，--write 才写入。",
        "Read returned forms and show what changes in the actuals; --write writes it.",
    ),
    "rule": Phrase(
        "一条检查规则的含义，附错误和正确的示例。", "What a check rule means, with a bad and a good example."
    ),
    "schema": Phrase("数据文件的 JSON Schema，供编辑器使用。", "The JSON Schema of a data file, for editors."),
}
"""The commands and their help. Each is the function `command` of a module of its name in `commands`, imported when the
command is asked for."""
_ABOUT = Phrase(
    "按县级指标表判断共同富裕各项指标：哪些达到要求，哪些有差距，归谁负责。",
    "Score a county's common-prosperity indicators: which are on track, which show a gap, and whose they are.",
)
_OPTIONS = Phrase("[选项]", "[OPTIONS]")
_COMMAND = Phrase("命令 [参数]...", "COMMAND [ARGS]...")


class _Program(TyperGroup):
    """The program. Its commands are names with a help text, enough for help and for TAB, until one is asked for."""

    context_class = usage.Context

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, *rest = args
        if name in self.commands:
            return name, command(name, ctx.obj.language), rest
        if ctx.resilient_parsing:  # TAB was pressed
            return None, None, rest
        raise usage.no_such_command(name, self.commands)


class _Command(TyperCommand):
    """A command, which takes no more arguments than it has."""

    context_class = usage.Context
    allow_extra_args = True  # here, where we can say it in both languages

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        extra = super().parse_args(ctx, args)
        if extra and not ctx.resilient_parsing:
            raise usage.extra_arguments(extra)
        return extra


def program(language: Language) -> TyperGroup:
    """The program with its help in `language`."""
    app = typer.Typer(
        cls=_Program,
        rich_markup_mode=None,
        context_settings={
            "help_option_names": ["-h", "--help"],
            "max_content_width": 100,
            "token_normalize_func": lambda token: token.replace("_", "-"),
        },
        help=_ABOUT.to(language),
        options_metavar=_OPTIONS.to(language),
        subcommand_metavar=_COMMAND.to(language),
    )
    app.callback(invoke_without_command=True)(_start)
    group = typer.main.get_command(app)
    assert isinstance(group, _Program)
    for name, words in COMMANDS.items():
        group.add_command(TyperCommand(name, short_help=words.to(language)))
    return group


def command(name: str, language: Language) -> Any:
    """A command of the program, by its name, with its help in `language`."""
    module = import_module(f"gongfu_cli.cli.commands.{f'{name}_' if iskeyword(name) else name}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=_Command, help=COMMANDS[name].to(language), options_metavar=_OPTIONS.to(language))(
        module.command
    )
    return typer.main.get_command(app)


def _show_version(ctx: typer.Context, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        put(f"gongfu {__version__}\n")
        raise typer.Exit


def _start(
    ctx: typer.Context,
    version: Annotated[bool, options.flag("--version", "版本", "the version", _show_version)] = False,
    lang: options.Lang = None,
) -> None:
    if ctx.invoked_subcommand is None:
        put(f"{ctx.get_help()}\n")


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError:
        raise Refusal("当前文件夹已经不在了", "the working folder is not there any more") from None


def run(arguments: Sequence[str]) -> int:
    """Run the program with its arguments and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console lacks some signs
    session = Session("en", os.environ, Path())
    try:
        session = Session(language_of(arguments, os.environ), os.environ, _here())
        code = program(session.language).main(list(arguments), "gongfu", standalone_mode=False, obj=session)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except Refusal as refusal:
        session.note(*refusal.sentence)
        return REFUSED
    except typer.TyperException as error:
        session.note(*usage.sentence(error))
        return REFUSED
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # of a help page enough was read
            return DONE
        raise
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except Exception:
        import traceback

        traceback.print_exc()
        session.note(
            f"这是 gongfu {__version__} 自己的错误，不是数据的错。请把以上内容连同所用命令报给维护者。",
            f"This is a fault of gongfu {__version__}, not of the data. Please report it with your command.",
        )
        return FAULT
