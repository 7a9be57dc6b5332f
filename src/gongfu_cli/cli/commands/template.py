"""`gongfu template`: the form that departments fill in."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from gongfu_cli.cli import disk, options, saving
from gongfu_cli.cli.output import Made, format_of, put
from gongfu_cli.cli.session import Session
from gongfu_cli.cli.usage import Context
from gongfu_cli.language.phrase import NOTHING, Language, Phrase, Refusal

if TYPE_CHECKING:
    from gongfu_cli.book.folder import Folder
    from gongfu_cli.book.period import Period
    from gongfu_cli.forms.form import Form


def command(
    ctx: Context,
    year: Annotated[
        str,
        options.argument("YEAR", "填报哪一年，或截至某月如 2025-06", "the year to be filed, or a part such as 2025-06"),
    ],
    output: Annotated[
        Path | None,
        options.option(
            "--output/-o", "FILE", "写成 .xlsx 工作簿，或 .yaml 实绩文件", "an .xlsx workbook, or a .yaml actuals file"
        ),
    ] = None,
    split: Annotated[
        Path | None,
        options.option("--split", "DIR", "每个部门写一个工作簿，放进文件夹", "a workbook a department, into a folder"),
    ] = None,
    department: options.Department = None,
    due: Annotated[
        str | None, options.option("--due", "DATE", "报送截止日期，如 2026-01-31", "the day it is due: 2026-01-31")
    ] = None,
    table: options.Table = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Write the form of a year, of the kind that the file's name asks for, or one a department; never over a file
    there is."""
    from gongfu_cli.book.period import meant
    from gongfu_cli.cli import opening, select
    from gongfu_cli.forms import workbook, yaml_file

    session = ctx.obj
    formats: dict[str, Callable[[Form, Language], Made]] = {
        "xlsx": workbook.render,
        "yaml": yaml_file.render,
    }
    wanted, day = meant(year), select.day(due) if due is not None else None
    if output is not None and not output.suffix:
        raise Refusal(f"文件名要以 .xlsx 或 .yaml 结尾：{output}", f"the file has to end in .xlsx or .yaml: {output}")
    render = formats[format_of(session, formats)]
    folders = opening.open_tables(session, data)
    whole = _form(session, folders, wanted, department or ())._replace(due=day)
    if whole.parts and render is yaml_file.render:
        raise Refusal(
            "一个 YAML 实绩文件只属于一张表：--table 名称，或 -o 文件.xlsx",
            "a YAML actuals file is of one table: --table NAME, or -o FILE.xlsx",
        )
    if output is not None and split is None:
        _refuse_what_exists([output])
        made = render(whole, session.language)
        shared = next(iter(folders.values())).shared
        put(session, disk.schema_line(output, shared) + made if isinstance(made, str) else made)
    elif split is not None and output is None:
        paths = saving.paths_in(split, [f"{wanted}-{name}" for name in whole.departments], ".xlsx")
        _refuse_what_exists(paths)
        for name, path in zip(whole.departments, paths, strict=True):
            saving.save(path, workbook.render(whole._replace(departments=[name]), session.language))
        session.note(f"已写入 {split}：{len(paths)} 个工作簿", f"written to {split}: {len(paths)} workbooks")
    else:
        raise Refusal("用 -o FILE 或 --split DIR 指明写到哪里", "say where to write it: -o FILE or --split DIR")


def _form(session: Session, folders: "Mapping[str, Folder]", period: "Period", departments: Sequence[str]) -> "Form":
    """The form of some tables for a period, for the departments that words mean, or for all. Refused where nothing is
    asked for."""
    from gongfu_cli.book.period import named
    from gongfu_cli.cli import opening, select
    from gongfu_cli.forms.form import together

    books = {name: opening.sound_book(session, folder, period) for name, folder in folders.items()}
    books = opening.begun(session, books, period)
    names = {name for book in books.values() for word in departments for name in select.department(book, period, word)}
    whole = together(books, period, names)
    if not whole.departments:
        raise Refusal(
            f"{named(period).zh}没有要填报的：没有指标，或者目标年份已过、事项已完成",
            f"there is nothing to file for {period}: no rows, or their goals are past or done",
        )
    return whole


def _refuse_what_exists(paths: Sequence[Path]) -> None:
    found = [path for path in paths if path.exists()]
    if found:
        more = Phrase(f" 等 {len(found)} 个文件", f" and {len(found) - 1} more") if len(found) > 1 else NOTHING
        raise Refusal(
            f"{found[0]}{more.zh} 已存在，可能已有人填报；换一个文件名",
            f"{found[0]}{more.en} {'exist' if more else 'exists'} and may be filled in: name another file",
        )
