"""`gongfu template`: the form that departments fill in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from gongfu_cli.cli import disk, options, saving
from gongfu_cli.cli.output import Made, format_of, one_place, put
from gongfu_cli.cli.session import Session
from gongfu_cli.language.phrase import NOTHING, Language, Phrase, Refusal

if TYPE_CHECKING:
    from gongfu_cli.forms.form import Form


_OUTPUT = options.output("写成 .xlsx 工作簿，或 .yaml 实绩文件", "an .xlsx workbook, or a .yaml actuals file")


def command(
    session: Annotated[Session, _OUTPUT, options.TABLE],
    year: Annotated[
        str,
        options.argument("YEAR", "填报哪一年，或截至某月如 2025-06", "the year to be filed, or a part such as 2025-06"),
    ],
    split: Annotated[
        Path | None,
        options.option("--split", "DIR", "每个部门写一个工作簿，放进文件夹", "a workbook a department, into a folder"),
    ] = None,
    department: options.Department = None,
    due: Annotated[
        str | None, options.option("--due", "DATE", "报送截止日期，如 2026-01-31", "the day it is due: 2026-01-31")
    ] = None,
) -> None:
    """Write the form of a year, of the kind that the file's name asks for, or one a department; never over a file
    there is."""
    from gongfu_cli.book.period import meant, named
    from gongfu_cli.cli import opening, select
    from gongfu_cli.forms import workbook, yaml_file
    from gongfu_cli.forms.form import together

    formats: dict[str, Callable[[Form, Language], Made]] = {"xlsx": workbook.render, "yaml": yaml_file.render}
    wanted, day, output = meant(year), select.day(due) if due is not None else None, session.output
    one_place(session, split)
    if output is not None and not output.suffix:
        raise Refusal(f"文件名要以 .xlsx 或 .yaml 结尾：{output}", f"the file has to end in .xlsx or .yaml: {output}")
    render = formats[format_of(session, formats)]
    folders = opening.open_tables(session)
    books = opening.sound_books(session, folders, [wanted])
    filters = select.meant(options.Filters(department), books.values(), wanted)
    names = set[str]().union(*(select.names_in_force(book, wanted, filters) for book in books.values()))
    whole = together(books, wanted, names)._replace(due=day)
    if not whole.departments:
        raise Refusal(
            f"{named(wanted).zh}没有要填报的：没有指标，或者目标年份已过、事项已完成",
            f"there is nothing to file for {wanted}: no rows, or their goals are past or done",
        )
    if whole.parts and render is yaml_file.render:
        raise Refusal(
            "一个 YAML 实绩文件只属于一张表：--table 名称，或 -o 文件.xlsx",
            "a YAML actuals file is of one table: --table NAME, or -o FILE.xlsx",
        )
    if output is not None:
        _refuse_what_exists([output])
        made = render(whole, session.language)
        shared = next(iter(folders.values())).shared
        put(session, disk.schema_line(output, shared) + made if isinstance(made, str) else made)
    elif split is not None:
        paths = saving.paths_in(split, [f"{wanted}-{name}" for name in whole.departments], ".xlsx")
        _refuse_what_exists(paths)
        for name, path in zip(whole.departments, paths, strict=True):
            saving.save(path, workbook.render(whole._replace(departments=[name]), session.language))
        session.note(f"已写入 {split}：{len(paths)} 个工作簿", f"written to {split}: {len(paths)} workbooks")


def _refuse_what_exists(paths: Sequence[Path]) -> None:
    found = [path for path in paths if path.exists()]
    if found:
        more = Phrase(f" 等 {len(found)} 个文件", f" and {len(found) - 1} more") if len(found) > 1 else NOTHING
        raise Refusal(
            f"{found[0]}{more.zh} 已存在，可能已有人填报；换一个文件名",
            f"{found[0]}{more.en} {'exist' if more else 'exists'} and may be filled in: name another file",
        )
