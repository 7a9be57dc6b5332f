"""`gongfu tables`: the tables of the data folder."""

from functools import partial

from gongfu_cli.cli import options
from gongfu_cli.cli.output import FORMATS, Result, Results, writer
from gongfu_cli.cli.session import ALL
from gongfu_cli.cli.usage import Context


def command(
    ctx: Context,
    format: options.Format = None,
    output: options.Output = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Write which tables the data folder has, and what each holds."""
    from gongfu_cli.cli import opening
    from gongfu_cli.formats import documents, records
    from gongfu_cli.sheets.tables import Holding, tables_sheet

    session = ctx.obj
    write = writer(session, FORMATS, format)
    holdings = []
    for name, folder in opening.open_tables(session._replace(table=ALL), data).items():
        book = opening.sound_book(session, folder, 0)
        years = {year for document in book.documents for cells in document.targets.values() for year in cells}
        holdings.append(Holding(name, book.table, sorted(years), book.periods))
    result = Result(partial(documents.folder_document, holdings), partial(records.folder_lines, holdings))
    write(Results({"": result}, [partial(tables_sheet, holdings)]))
