"""The options that commands share: their names, their words for help, and what the shell offers for them."""

from collections.abc import Callable, Iterable
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from gongfu_cli.cli import completion
from gongfu_cli.cli.output import FORMATS
from gongfu_cli.cli.usage import help_text
from gongfu_cli.language.terms import ATTRIBUTES, STANDINGS


def option(names: str, metavar: str, zh: str, en: str, complete: Callable[..., Any] | None = None) -> Any:
    """An option with a value, its names between slashes; `complete` is what the shell offers for it. What is wrong
    with a file is for those to say who read it, so typer is not to try (`readable`)."""
    return typer.Option(
        *names.split("/"), metavar=metavar, help=help_text(zh, en), autocompletion=complete, readable=False
    )


def choice(name: str, words: Iterable[str], zh: str, en: str) -> Any:
    """An option that takes one of a few words."""
    return option(name, "|".join(words), zh, en, completion.words(*words))


def flag(name: str, zh: str, en: str, at_once: Callable[..., None] | None = None) -> Any:
    """An option without a value; `at_once` is called before any other option is read."""
    return typer.Option(name, help=help_text(zh, en), callback=at_once, is_eager=at_once is not None)


def argument(metavar: str, zh: str, en: str, complete: Callable[..., Any] | None = None) -> Any:
    """An argument, likewise."""
    return typer.Argument(metavar=metavar, help=help_text(zh, en), autocompletion=complete, readable=False)


def of_session(field: str, kind: type, made: Any) -> Parameter:
    """An option whose value the session has in a field; a command that has it says so where it takes the session."""
    return Parameter(field, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind | None, made])


def format(words: Iterable[str], zh: str, en: str) -> Parameter:
    """The option --format of a command that has these formats."""
    return of_session("format", str, choice("--format", words, zh, en))


def output(zh: str, en: str) -> Parameter:
    """The option --output."""
    return of_session("output", Path, option("--output/-o", "FILE", zh, en))


Lang = Annotated[str | None, choice("--lang", ("zh", "en"), "语言", "the language")]
"""Every command has it, and the next one."""
DATA = of_session(
    "data",
    Path,
    option("--data", "DIR", "数据文件夹（默认就近的 data/）", "the data folder (default: the nearest data/)"),
)
TABLE = of_session(
    "table",
    str,
    option(
        "--table",
        "NAME|all",
        "数据文件夹里的哪张表（默认 main）",
        "which table of the data folder (default: main)",
        completion.tables,
    ),
)
FORMAT = format(FORMATS, "输出格式（默认 table；xlsx 要写入文件）", "the format (default: table; xlsx goes to a file)")
OUTPUT = output("写入文件，格式看文件名结尾", "write to a file, in the format that its name ends in")

Year = Annotated[
    str | None,
    argument(
        "YEAR",
        "年份，或截至某月如 2025-06（默认最近一期）",
        "the year, or a part such as 2025-06 (default: the latest)",
        completion.years,
    ),
]
Department = Annotated[
    list[str] | None,
    option(
        "--department",
        "NAME",
        "只看某部门（曾用名、别名亦可；可重复）",
        "only this department, by any of its names (repeatable)",
        completion.departments,
    ),
]
Category = Annotated[
    list[str] | None,
    option("--category", "NAME", "只看某类别（可重复）", "only this category (repeatable)", completion.categories),
]


class Filters(NamedTuple):
    """Which rows are wanted; all of them where nothing is given."""

    department: Department = None
    category: Category = None
    standing: Annotated[
        list[str] | None,
        option(
            "--standing",
            "STANDING",
            "只看某一等次，gap 为全部差距（可重复）",
            "only this standing, such as behind, or gap for every gap (repeatable)",
            completion.words(*STANDINGS, "gap"),
        ),
    ] = None
    attribute: Annotated[
        list[str] | None,
        choice(
            "--attribute",
            ATTRIBUTES,
            "只看评价指标或观察指标（可重复）",
            "only evaluation or observation indicators (repeatable)",
        ),
    ] = None


ALL_ROWS = Filters()


class Way(NamedTuple):
    """The way rows are scored: the course between milestones, and the documents that decide."""

    path: Annotated[
        str,
        choice(
            "--path",
            ("linear", "step"),
            "目标年之间按直线推算，或不推算",
            "between milestones: a straight line, or nothing",
        ),
    ] = "linear"
    targets: Annotated[
        str | None,
        option(
            "--targets",
            "latest|DATE",
            "以哪些文件的目标为准：全部，或某日前印发的",
            "which documents decide: all, or those issued by a date",
            completion.words("latest"),
        ),
    ] = None


USUAL_WAY = Way()
