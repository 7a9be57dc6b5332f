"""`gongfu template` and `import`: the form that departments fill in, and its way back into the actuals."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from gongfu_cli.book.folder import ACTUALS
from gongfu_cli.cli import disk, options, select
from gongfu_cli.cli.running import REFUSED, open_folder, put_difference, sound_book
from gongfu_cli.cli.session import Session
from gongfu_cli.language.phrase import Phrase, Refusal, listed
from gongfu_cli.source.writing import difference

_SHOWN = 12


def template_command(
    ctx: typer.Context,
    year: Annotated[str, options.argument("YEAR", "填报哪一年", "the year to be filed")],
    output: Annotated[
        Path,
        options.option(
            "--output/-o", "FILE", "写成 .xlsx 工作簿，或 .yaml 实绩文件", "an .xlsx workbook, or a .yaml actuals file"
        ),
    ],
    department: options.Department = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """The form of a year for the departments to fill in: a workbook or YAML."""
    from gongfu_cli.forms import workbook, yaml_file
    from gongfu_cli.forms.form import form

    session: Session = ctx.obj
    wanted = _year(year)
    kind = output.suffix.lower()
    if kind not in (".xlsx", ".yaml", ".yml"):
        raise Refusal(
            Phrase(f"文件名要以 .xlsx 或 .yaml 结尾：{output}", f"the file has to end in .xlsx or .yaml: {output}")
        )
    if output.exists():
        raise Refusal(
            Phrase(
                f"{output} 已存在，可能已有人填报；换一个文件名",
                f"{output} exists and may be filled in: name another file",
            )
        )
    book = sound_book(session, open_folder(session, data), wanted)
    names = {name for each in department or () for name in select.department(book, wanted, each)}
    made = form(book, wanted, names)
    if kind == ".xlsx":
        disk.write(output, workbook.render(made, session.language))
    else:
        disk.write(output, yaml_file.render(made, session.language).encode())


def import_command(
    ctx: typer.Context,
    forms: Annotated[
        list[Path], options.argument("FILE...", "交回的表：xlsx xls ods csv", "returned forms: xlsx, xls, ods, csv")
    ],
    year: Annotated[
        str | None, options.option("--year", "YEAR", "年份（默认看表头）", "the year (default: what the forms say)")
    ] = None,
    write: Annotated[
        bool, options.flag("--write", "写入实绩文件（默认只显示差异）", "write the actuals file, not only show")
    ] = False,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Read returned forms and show what changes in the actuals; --write writes it."""
    from gongfu_cli.formats import diagnostics
    from gongfu_cli.forms import merge, returned, yaml_file
    from gongfu_cli.forms.form import form

    session: Session = ctx.obj
    folder = open_folder(session, data)
    if write and disk.is_installed(folder.path):
        raise Refusal(
            Phrase(
                "附近没有数据文件夹，不写进程序自带的那一份；用 --data 指明",
                "there is no data folder nearby, and the program's own copy is not written to; name one with --data",
            )
        )
    book = sound_book(session, folder, 0)  # of the actuals, only those that are written have to be sound
    named = [(folder.name(path), _bytes(path)) for path in forms]
    result = returned.read(named, book, _year(year) if year is not None else None)
    if result.findings:
        color = session.color and sys.stderr.isatty()
        sys.stderr.write(diagnostics.render(result.findings, {}, session.language, color))
    errors = sum(each.severity == "error" for each in result.findings)
    if errors or result.year is None:
        session.say(Phrase(f"{errors} 个错误，什么也没有写入。", f"{errors} error(s); nothing was written."))
        raise typer.Exit(REFUSED)
    path = folder.path / ACTUALS / f"{result.year}.yaml"
    name = folder.name(path)
    if path.exists() and result.year not in book.actuals:
        raise Refusal(
            Phrase(f"{name} 有错误，先改好再导入（gongfu check）", f"{name} has errors to mend first (gongfu check)")
        )
    before = _bytes(path).decode() if path.exists() else ""
    after = before
    if result.filing:
        text = before or yaml_file.render(form(book, result.year), session.language)
        after = merge.merged(text, result.filing, {each.id: each.name for each in book.table.indicators})
    put_difference(difference(before, after, name), None)
    session.say(_summary(len(result.filing), result.empty))
    if after == before:
        session.say(Phrase(f"{name} 没有变化", f"{name}: nothing changes"))
    elif write:
        path.parent.mkdir(exist_ok=True)
        disk.write(path, after.encode())
        session.say(Phrase(f"已写入 {name}", f"written: {name}"))
    else:
        session.say(Phrase("没有写入；加上 --write 写入", "nothing was written; --write writes it"))


def _summary(count: int, empty: Sequence[str]) -> Phrase:
    summary = Phrase(f"填了 {count} 项", f"rows filed: {count}")
    if not empty:
        return summary
    shown = listed([*empty[:_SHOWN], *["…"] * (len(empty) > _SHOWN)])
    left = Phrase(f"，未填 {len(empty)} 项（{shown.zh}）", f"and {len(empty)} left empty ({shown.en})")
    return summary.then(left)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Refusal(Phrase(f"{path} 读不出来：{why}", f"{path} cannot be read: {why}")) from error


def _year(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) == 4):
        sentence = Phrase(
            f"“{given}”不是年份，写四位数字，如 2026", f"“{given}” is not a year: write four digits, as 2026"
        )
        raise Refusal(sentence)
    return int(given)
