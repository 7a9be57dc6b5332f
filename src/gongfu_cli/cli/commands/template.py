"""`gongfu template`: the form that departments fill in."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from gongfu_cli.cli import disk, options
from gongfu_cli.cli.output import Made, format_of, put
from gongfu_cli.cli.usage import Context
from gongfu_cli.language.phrase import Language, Refusal


def command(
    ctx: Context,
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
    """Write the form of a year, of the kind that the file's name asks for; never over a file there is."""
    from gongfu_cli.cli import opening, select
    from gongfu_cli.forms import workbook, yaml_file
    from gongfu_cli.forms.form import Form, form

    session = ctx.obj
    formats: dict[str, Callable[[Form, Language], Made]] = {
        "xlsx": workbook.render,
        "yaml": yaml_file.render,
    }
    wanted = select.year(year)
    if not output.suffix:
        raise Refusal(f"文件名要以 .xlsx 或 .yaml 结尾：{output}", f"the file has to end in .xlsx or .yaml: {output}")
    render = formats[format_of(session, formats)]
    if output.exists():
        raise Refusal(
            f"{output} 已存在，可能已有人填报；换一个文件名", f"{output} exists and may be filled in: name another file"
        )
    folder = opening.open_folder(session, data)
    book = opening.sound_book(session, folder, wanted)
    names = {name for word in department or () for name in select.department(book, wanted, word)}
    made = render(form(book, wanted, names), session.language)
    put(session, disk.schema_line(output, folder.path) + made if isinstance(made, str) else made)
