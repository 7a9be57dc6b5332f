"""`gongfu schema`: the JSON Schemas of the data files."""

from typing import Annotated

from gongfu_cli.cli import completion, options
from gongfu_cli.cli.output import format_of, put, utf8
from gongfu_cli.cli.session import Session
from gongfu_cli.cli.usage import one_of
from gongfu_cli.language.phrase import Phrase


def command(
    session: Annotated[Session, options.OUTPUT],
    name: Annotated[
        str | None,
        options.argument(
            "NAME",
            "哪种文件：indicators targets actuals departments（默认列出）",
            "which file: indicators, targets, actuals, departments (default: list them)",
            completion.words("indicators", "targets", "actuals", "departments"),
        ),
    ] = None,
) -> None:
    """Write the schema of a kind of file, or the names of the kinds."""
    from gongfu_cli.book.json_schema import NAMES, schema
    from gongfu_cli.formats import json

    format_of(session, ["text"] if name is None else ["json"])
    if name is None:
        put(session, "".join(f"{kind}\n" for kind in NAMES))
    else:
        put(session, utf8(json.dumps(schema(one_of(name, NAMES, Phrase("数据文件", "data file"))))))
