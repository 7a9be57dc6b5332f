"""The options that commands share: their names, their words for help, and what the shell offers for them."""

from pathlib import Path
from typing import Annotated

import typer

from gongfu_cli import completion
from gongfu_cli.usage import said

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        readable=False,
        help=said("数据文件夹（默认就近的 data/）", "the data folder (default: the nearest data/)"),
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="zh|en", help=said("语言", "the language"), autocompletion=completion.words("zh", "en")
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="table|json|csv|markdown|xlsx",
        help=said("输出格式（xlsx 要写入文件）", "the format (xlsx goes to a file)"),
        autocompletion=completion.words("table", "json", "csv", "markdown", "xlsx"),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", readable=False, help=said("写入文件", "write to a file")),
]
Year = Annotated[
    str | None,
    typer.Argument(
        metavar="[YEAR]",
        help=said("年份（默认最近一年）", "the year (default: the latest there is)"),
        autocompletion=completion.years,
    ),
]
Course = Annotated[
    str,
    typer.Option(
        "--path",
        metavar="linear|step",
        help=said("目标年之间按直线推算，或不推算", "between milestones: a straight line, or nothing"),
        autocompletion=completion.words("linear", "step"),
    ),
]
Targets = Annotated[
    str | None,
    typer.Option(
        "--targets",
        metavar="latest|DATE",
        help=said(
            "以哪些文件的目标为准：全部，或某日前印发的", "which documents decide: all, or those issued by a date"
        ),
        autocompletion=completion.words("latest"),
    ),
]
Department = Annotated[
    list[str] | None,
    typer.Option(
        "--department",
        metavar="NAME",
        help=said("只看某部门（曾用名、别名亦可；可重复）", "only this department, by any of its names (repeatable)"),
        autocompletion=completion.departments,
    ),
]
Category = Annotated[
    list[str] | None,
    typer.Option(
        "--category",
        metavar="NAME",
        help=said("只看某类别（可重复）", "only this category (repeatable)"),
        autocompletion=completion.categories,
    ),
]
Standing = Annotated[
    list[str] | None,
    typer.Option(
        "--standing",
        metavar="STANDING",
        help=said("只看某种判断，如 behind（可重复）", "only this standing, such as behind (repeatable)"),
        autocompletion=completion.words(*completion.STANDINGS),
    ),
]
Attribute = Annotated[
    list[str] | None,
    typer.Option(
        "--attribute",
        metavar="evaluation|observation",
        help=said("只看评价指标或观察指标", "only evaluation or observation indicators"),
        autocompletion=completion.words("evaluation", "observation"),
    ),
]
