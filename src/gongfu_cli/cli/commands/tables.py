"""`gongfu tables`: the tables of the data folder."""

from functools import partial
from typing import Annotated

from gongfu_cli.cli import options
from gongfu_cli.cli.output import FORMATS, Result, writer
from gongfu_cli.cli.session import ALL, Session


def command(session: Annotated[Session, options.FORMAT, options.OUTPUT]) -> None:
    """Write which tables the data folder has, and what each holds."""
    from gongfu_cli.cli import opening
    from gongfu_cli.formats import documents, records
    from gongfu_cli.sheets.tables import Holding, tables_sheet

    write = writer(session, FORMATS)
    holdings = []
    for name, folder in opening.open_tables(session._replace(table=ALL)).items():
        book = opening.sound_book(session, folder, 0)
        years = {year for document in book.documents for cells in document.targets.values() for year in cells}
        holdings.append(Holding(name, book.table, sorted(years), book.periods))
    sheet, document = partial(tables_sheet, holdings), partial(documents.folder_document, holdings)
    write({"": Result([sheet], document, partial(records.folder_lines, holdings))})
