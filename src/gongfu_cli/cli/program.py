"""The program: its commands, and what becomes of everything that can go wrong."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from gongfu_cli import __version__
from gongfu_cli.cli import options, usage
from gongfu_cli.cli.exit_codes import DONE, FAULT, REFUSED
from gongfu_cli.cli.output import put
from gongfu_cli.cli.session import Session, drop, language_of, open_streams
from gongfu_cli.language.os_errors import why
from gongfu_cli.language.phrase import Language, Phrase, Refusal, same


class Help(NamedTuple):
    """What the help of a command says of it: what it does, in both languages, and how it is called."""

    zh: str
    en: str
    examples: Sequence[str]


COMMANDS: Mapping[str, Help] = {
    "score": Help(
        "一年的评价：各项指标、类别、部门、差距和一句小结。",
        "Score a year: indicators, categories, departments, the gaps and a line that sums it up.",
        ["gongfu score 2024 --show gaps", "gongfu score 2024 -o score.xlsx"],
    ),
    "diff": Help(
        "两年之间的变化（只给一年时，与上一年比）。",
        "What changed between two years (one year: from the one before).",
        ["gongfu diff 2023 2024"],
    ),
    "explain": Help(
        "一项指标的来龙去脉：目标原文、要求、算式、界限和出处。",
        "One indicator in full: its cells, the requirement, the arithmetic, the thresholds, and file:line.",
        ["gongfu explain 8 2024"],
    ),
    "check": Help(
        "一次查出数据文件的全部问题。",
        "Find every fault of the data files in one run.",
        ["gongfu check", "gongfu check --strict -o findings.xlsx"],
    ),
    "trend": Help(
        "各年走势：实际值、等次、年均实际变化和年均还需变化。",
        "The course over the years: values, standings, the pace kept and the pace needed.",
        ["gongfu trend 1 8"],
    ),
    "compare": Help(
        "各县对照：一个数据文件夹一行，或一项指标在各县如何。",
        "Counties side by side: a line a data folder, or one indicator across them.",
        ["gongfu compare 2024 data", "gongfu compare --rows --years all -o rows.csv data"],
    ),
    "tables": Help(
        "数据文件夹里有哪些表：项数、目标年、已有年份、出处。",
        "The tables of the data folder: rows, milestones, years filed, source.",
        ["gongfu tables"],
    ),
    "init": Help(
        "为另一个县建数据文件夹：示例，或读入已有的指标表。",
        "A data folder for another county: commented samples, or its own table.",
        ["gongfu init daishan"],
    ),
    "report": Help(
        "写一页给领导看的报告（网页，可打印），或书面通报（Word 文档）。",
        "Write the page to send round (HTML, ready to print), or a Word document.",
        [
            "gongfu report 2024 -o report.html",
            "gongfu report 2024 -o report.docx",
            "gongfu report 2025 --split pages --table all",
        ],
    ),
    "template": Help(
        "一年的填报表，发给各部门填写：工作簿或 YAML。",
        "The form of a year for the departments to fill in: a workbook or YAML.",
        ["gongfu template 2026 -o form.xlsx", "gongfu template 2026 --split forms --table all --due 2027-01-31"],
    ),
    "import": Help(
        "读回填报表：谁已交、填了什么、哪些存疑；--write 才写入。",
        "Read returned forms: who has returned, what is filled in, what is doubtful; --write writes it.",
        ["gongfu import form.xlsx", "gongfu import forms --write"],
    ),
    "rule": Help(
        "一条检查规则的含义，附错误和正确的示例。",
        "What a check rule means, with a bad and a good example.",
        ["gongfu rule GF103"],
    ),
    "schema": Help(
        "数据文件的 JSON Schema，供编辑器使用。",
        "The JSON Schema of a data file, for editors.",
        ["gongfu schema actuals -o actuals.schema.json"],
    ),
}
"""The commands and their help. Each is the function `command` of a module of its name in `commands`, imported when the
command is asked for."""
_ABOUT = Phrase(
    "按县级指标表评价共同富裕各项指标：哪些达到要求，哪些有差距，归谁负责。",
    "Score a county's common-prosperity indicators: which are on track, which show a gap, and whose they are.",
)
_EXAMPLES = Phrase("示例：", "Examples:")
_EXIT_CODES = Phrase(
    "退出码：0 完成；1 查出问题，或符合 --fail-on；2 做不了；3 gongfu 自身的错误",
    "Exit codes: 0 done; 1 findings, or --fail-on met; 2 not done; 3 our fault",
)


class _Program(TyperGroup):
    """The program. Its commands are names with a help text, enough for help and for TAB, until one is asked for."""

    context_class = usage.Context

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, *rest = args
        if name == "help" and not ctx.resilient_parsing:
            if rest and not rest[0].startswith("-"):
                return self.resolve_command(ctx, [*rest, "--help"])
            _show_help(ctx)
            raise typer.Exit
        if name in self.commands:
            return name, command(name, ctx.obj.language), rest
        if ctx.resilient_parsing:  # TAB was pressed
            return None, None, rest
        raise usage.no_such_command(name, self.commands)


class _Command(TyperCommand):
    """A command: it takes no more arguments than it has, and writes into no folder."""

    context_class = usage.Context
    allow_extra_args = True  # here, where we can say it in both languages

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        folders = {Path(word.removeprefix("--output=").removeprefix("-o")) for word in args if word.endswith("/")}
        try:
            extra = super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise Refusal(*usage.sentence(error, ctx.command_path)) from error
        if extra and not ctx.resilient_parsing:
            raise usage.extra_arguments(extra, ctx.command_path)
        file = ctx.params.get("output")
        if file in folders:  # which the path itself does not tell
            raise Refusal(f"{file}/ 是文件夹，要写明文件名", f"{file}/ is a folder: name a file")
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
        epilog=_epilog(["gongfu score 2024", "gongfu help score"], language),
    )
    app.callback(invoke_without_command=True)(_start)
    group = typer.main.get_command(app)
    assert isinstance(group, _Program)
    for name, help in COMMANDS.items():
        group.add_command(TyperCommand(name, short_help=Phrase(help.zh, help.en).to(language)))
    return group


def command(name: str, language: Language) -> Any:
    """A command of the program, by its name, with its help in `language`."""
    from gongfu_cli.cli.calling import flat

    module = import_module(f"gongfu_cli.cli.commands.{f'{name}_' if iskeyword(name) else name}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    help = COMMANDS[name]
    app.command(
        name,
        cls=_Command,
        help=Phrase(help.zh, help.en).to(language),
        epilog=_epilog(help.examples, language),
    )(flat(module.command))
    return typer.main.get_command(app)


def _epilog(examples: Sequence[str], language: Language) -> str:
    """What stands below the options; `\b` keeps a paragraph's lines as they are."""
    lines = "".join(f"\n  {example}" for example in examples)
    return f"\b\n{_EXAMPLES.to(language)}{lines}\n\n{_EXIT_CODES.to(language)}"


def _show_help(ctx: typer.Context) -> None:
    put(ctx.obj, f"{ctx.get_help()}\n")


def _show_version(ctx: typer.Context, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        put(ctx.obj, f"gongfu {__version__}\n")
        raise typer.Exit


def _start(
    ctx: typer.Context,
    version: Annotated[bool, options.flag("--version", "版本", "the version", _show_version)] = False,
    lang: options.Lang = None,
) -> None:
    if ctx.invoked_subcommand is None:
        _show_help(ctx)


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError:
        raise Refusal("当前文件夹已经不在了", "the working folder is not there any more") from None


def run(arguments: Sequence[str]) -> int:
    """Run the program with its arguments and return the exit code."""
    open_streams()
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
        session.note(*usage.sentence(error, "gongfu"))
        return REFUSED
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # of a help page enough was read
            return DONE
        raise
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except OSError as error:
        drop(sys.stdout)
        if error.filename is None:  # it was stdout, which a help page or the result went to
            session.note(*Phrase("结果无法输出：", "the result cannot be written:").then(why(error)))
        else:
            session.note(*same(str(error.filename)) + Phrase("：", ": ") + why(error))
        return REFUSED
    except Exception:
        import traceback

        session.say(traceback.format_exc())
        session.note(
            f"这是 gongfu {__version__} 自己的错误，不是数据的错。请把以上内容连同所用命令报给维护者。",
            f"This is a fault of gongfu {__version__}, not of the data. Please report it with your command.",
        )
        return FAULT
