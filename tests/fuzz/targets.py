"""What is fuzzed: each target takes some bytes, hands them to a reader, and asserts what must hold whatever they are.

What a target found stands as a case in the tests of its reader.
"""

import contextlib
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args
from unittest import mock

import yaml
from fuzz.command_line import commands
from fuzz.seeds import FILES, PARTS, TESTS, WORKBOOK
from samples import COUNTY
from tables import read_forms

from gongfu_cli.book import scalars
from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import Folder, again, load
from gongfu_cli.book.period import last_day, month_of, named, period
from gongfu_cli.book.wording import gloss
from gongfu_cli.checks import suppression
from gongfu_cli.checks.fix import repaired
from gongfu_cli.checks.run import check, everything
from gongfu_cli.formats import diagnostics
from gongfu_cli.formats.documents import check_document
from gongfu_cli.formats.json import dumps
from gongfu_cli.forms import county as counties
from gongfu_cli.forms import county_table, merge, returned, tables
from gongfu_cli.forms.form import form
from gongfu_cli.forms.sheet_xml import COLUMNS, ROWS, FormulaError, formula_errors
from gongfu_cli.forms.yaml_file import render
from gongfu_cli.language.phrase import NOTHING, Language
from gongfu_cli.source import reading
from gongfu_cli.source.finding import Finding, Misread, Place
from gongfu_cli.source.nodes import Listing, Node, Text, entries
from gongfu_cli.source.nodes import Mapping as Block
from gongfu_cli.source.writing import scalar

_COUNTY = TESTS.parent / "docs" / "county"
_TOP = Place.top("")
_SHOWN = 10
"""So many findings are shown of one input: it takes most of the time."""


# What must hold of every finding and every node


def lies_in(place: Place, lines: Sequence[str]) -> None:
    """A place is one in a text of these lines: it begins and ends in it, in this order."""
    start, end = (place.line, place.column), (place.end_line, place.end_column)
    assert (1, 1) <= start <= end, place
    for line, column in (start, end):
        assert 1 <= line <= len(lines), place
        assert 1 <= column <= len(lines[line - 1]) + 1, place


def sound(findings: Sequence[Finding], sources: Mapping[str, reading.Source] = {}) -> None:
    """Findings are shown in both languages, without a sign that a terminal obeys, and lie in their files."""
    for finding in findings:
        source = sources.get(finding.place.file)
        if source and source.text:
            lies_in(finding.place, source.lines)
        assert finding.place.line >= 1 and finding.place.column >= 1, finding
        assert finding.message.zh and finding.message.en, finding
    for language in get_args(Language):
        shown = findings[:_SHOWN]
        text = diagnostics.render(shown, sources, language) + diagnostics.concise(shown, language)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", text), text


def leaves(node: Node | None) -> Iterator[Text]:
    """Every key and every value below a node, in the order of the file."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Listing):
        for item in node:
            yield from leaves(item)
    elif isinstance(node, Block):
        for key, value in entries(node):
            yield key
            yield from leaves(value)


def plain(node: Node | None) -> Any:
    """A node as Python's own kinds."""
    if isinstance(node, Listing):
        return [plain(item) for item in node]
    return {str(key): plain(value) for key, value in node.items()} if isinstance(node, Block) else node and str(node)


# The targets


def yaml_text(raw: bytes) -> None:
    """Any bytes are data or findings, in places that are in the file; and what is read without a finding is what
    PyYAML reads in it."""
    source = reading.parse(raw, "f.yaml")
    sound(source.findings, {"f.yaml": source})
    for text in leaves(source.root):
        lies_in(text.place, source.lines)
    if source.findings or re.search(r"[0-9],[0-9]{3}", source.text):  # a thousands comma is taken together
        return
    assert plain(source.root) == yaml.load(source.text, yaml.CBaseLoader)


def folder_with(raw: bytes) -> Folder:
    """The small county with other bytes in one of its files; the first byte chooses it."""
    file = FILES[raw[0] % len(FILES)] if raw else FILES[0]
    return load(_COUNTY, lambda path: path.relative_to(_COUNTY).as_posix(), {file: raw[1:]})


def data_folder(raw: bytes) -> None:
    """Any bytes in a data file make findings or a book; the findings lie in their files, and all of it is JSON."""
    folder = folder_with(raw)
    outcome = check(folder)
    sound(outcome.all, folder.sources)
    json.loads(dumps(check_document(outcome)))


def repair(raw: bytes) -> None:
    """A repair leaves nothing that it would repair, makes no new fault, and changes no value but those it names."""
    folder = folder_with(raw)
    new = repaired(folder, everything)
    if not new:
        return
    after = again(folder, new)
    assert repaired(after, everything) == {}
    for file in new:
        was, became = folder.sources[file], after.sources[file]
        if was.root is None or was.findings:
            continue
        assert not became.findings, became.findings
        mended = {finding.place for finding in check(folder).all if finding.fix is not None}
        pairs = [*zip(leaves(was.root), leaves(became.root), strict=True)]
        lost = [(old, fixed) for old, fixed in pairs if old != fixed and old.place not in mended]
        assert not lost, lost
    renamed = any(finding.code == "GF101" for finding in folder.findings)  # its value is looked at only then
    if not renamed and not any(source.findings for source in folder.sources.values()):
        assert len(after.findings) <= len(folder.findings), after.findings


SCALARS = {name: kind for name, kind in vars(scalars).items() if isinstance(kind, scalars.Scalar)}


def words(raw: bytes) -> None:
    """A text is read as a scalar of a kind, as the JSON Schema of the kind says, or misread with a remedy that is read;
    a period is the one that its own name means."""
    text = raw.decode("utf-8", "ignore")
    for name, kind in SCALARS.items():
        pattern = kind.schema.get("pattern", "")
        try:
            kind.parse(text)
            assert re.search(pattern, text), (name, text)
        except Misread as misread:
            sound(kind.refuse(_TOP, misread))
            if misread.fix is not None:
                kind.parse(misread.fix)
                read = reading.parse(f"a: {scalar(misread.fix)}".encode(), "")
                assert read.root == {"a": misread.fix} and not read.findings, misread.fix
    with contextlib.suppress(Misread):
        scalars.PRINTED.parse(text)
        assert gloss(text)
    if found := period(text):
        assert period(str(found)) == found
        assert last_day(found).month == (month_of(found) or 12)
        assert all(named(found))


def comments(raw: bytes) -> None:
    """A comment that silences lies in its file; one that is not quite right is right when it is written as its hint
    says, and says the same."""
    text = raw.decode("utf-8", "ignore")
    source = reading.Source("f.yaml", raw, text)
    found = suppression.suppressions(source)
    sound([*suppression.bare_ignore(found), *suppression.unused_ignore(found, set(), set())], {"f.yaml": source})
    suppression.settle([Finding(each.place, "GF301", "target-looser", "warning", NOTHING) for each in found], found)
    for each in found:
        lies_in(each.place, source.lines)
        assert 1 <= each.line <= len(source.lines) + 1
        if each.instead and each.codes:
            again, *_ = suppression.suppressions(reading.Source("f.yaml", b"", each.instead))
            assert not again.instead, each.instead


def _book() -> Book:
    made = check(load(_COUNTY)).book
    assert made is not None
    return made


BOOK = _book()
NAMES = {row.id: row.name for row in BOOK.table.indicators}


def typed(cell: str) -> tables.Cell:
    """What a workbook may hold in a cell that says this: a number, a date, an error, whether something is true."""
    if re.fullmatch(r"-?[0-9]{1,8}(\.[0-9]{1,17})?", cell):
        return float(cell) if "." in cell else int(cell)
    if re.fullmatch(r"[0-9]+e[0-9]{1,3}|inf|nan", cell):
        return float(cell)
    if re.fullmatch(r"[0-9]{1,5}d", cell):
        return date(1900, 1, 1) + timedelta(int(cell[:-1]))
    if re.fullmatch(r"[0-9]{1,5}t", cell):
        return timedelta(seconds=int(cell[:-1]))
    if cell.startswith("#"):
        return FormulaError(cell)
    return cell == "TRUE" if cell in ("TRUE", "FALSE") else cell


def as_workbook(files: Sequence[tuple[str, bytes]]) -> Iterator[list[tables.Table] | tables.Unreadable]:
    """Files as `tables` reads CSV, but with the cells, and the merged cells, of a workbook's sheet."""
    for read in tables.tables(files):
        if isinstance(read, tables.Unreadable):
            yield read
            continue
        for table in read:
            rows = [[typed(cell) for cell in row if isinstance(cell, str)] for row in table.rows]
            merged = [
                ((n, column + 1), (n + int(size[1]), column + 1 + int(size[2])))
                for n, row in enumerate(table.rows)
                for column, cell in enumerate(row)
                if isinstance(cell, str) and (size := re.fullmatch(r"\[([0-9])x([0-9])\]", cell))
            ]
            yield [tables.Table(table.file, "表", rows, merged)]


def read_as(module: Any, raw: bytes) -> contextlib.AbstractContextManager[Any]:
    """Reads a file as CSV, or with the cells of a workbook: its first byte says which."""
    return mock.patch.object(module, "tables", as_workbook) if raw[:1] == b"w" else contextlib.nullcontext()


def forms(raw: bytes) -> None:
    """A form that comes back is values or findings; the values go into the actuals file, new or old, and read back."""
    with read_as(returned, raw):
        result = read_forms([("form.csv", raw[1:])], BOOK)
    sound(result.findings)
    if result.period is None or any(finding.severity == "error" for finding in result.findings):
        return
    old = COUNTY.get(f"actuals/{result.period}.yaml")
    new = render(form(BOOK, result.period), "zh")
    for text in filter(None, (old, new)):
        once = merge.merged(text, result.filing, NAMES)
        assert merge.is_sound(once.encode())
        assert merge.merged(once, result.filing, NAMES) == once


FILING = {"1": {"value": "21.0"}, "15": {"value": "——", "note": "未调查: #1"}, "19": {"status": "preliminary"}}


def merging(raw: bytes) -> None:
    """Values are filed into every actuals file without errors; the result has none either, and filing them again
    changes nothing."""
    if not merge.is_sound(raw):
        return
    once = merge.merged(raw.decode(), FILING, NAMES)
    assert merge.is_sound(once.encode()), once
    assert merge.merged(once, FILING, NAMES) == once


def county_sheet(raw: bytes) -> None:
    """A county's table is read or findings say why not; what is written of it is a data folder without a fault of
    form."""
    with read_as(county_table, raw):
        table, findings = county_table.read("表.csv", raw[1:])
    sound(findings)
    if table is None:
        return
    with tempfile.TemporaryDirectory() as name:
        for file, text in counties.written(table, "表.csv", None).items():
            (Path(name) / file).write_text(text, encoding="utf-8")
        folder = load(Path(name))
    assert not folder.findings, folder.findings


_OF_ODS = ("content.xml", "META-INF/manifest.xml")


def workbook_of(raw: bytes) -> bytes:
    """A workbook one of whose parts is these bytes, or the bytes themselves: the first one says which."""
    which, content = raw[:1], raw[1:]
    if not which.isdigit() or int(which) >= len(PARTS):
        return content
    is_ods = PARTS[int(which)] == "content.xml"
    parts = {name: part for name, part in WORKBOOK.items() if (name in _OF_ODS) == is_ods}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in (parts | {PARTS[int(which)]: content}).items():
            archive.writestr(name, part)
    return stream.getvalue()


def sheet_parts(raw: bytes) -> None:
    """What the XML of a workbook's sheets says is errors of formulas in cells of a form's size, or why there are
    none."""
    errors = formula_errors(workbook_of(raw))
    if isinstance(errors, str):
        return
    for cells in errors.values():
        assert all(0 <= row < ROWS and 0 <= column < COLUMNS for row, column in cells), cells
    read = tables._tables("f.xlsx", [(name, [], []) for name in errors], errors)
    assert isinstance(read, list)
    for table in read:
        table.filled()


def workbooks(raw: bytes) -> None:
    """A damaged workbook is tables or why there are none; whatever is in the tables is findings or values."""
    file = ("f.xlsx", workbook_of(raw))
    (read,) = tables.tables([file])
    for module in (returned, county_table):
        with mock.patch.object(module, "tables", lambda files: iter([read])):
            if module is returned:
                sound(read_forms([file], BOOK).findings)
            else:
                sound(county_table.read(*file)[1])


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "yaml": yaml_text,
    "folder": data_folder,
    "repair": repair,
    "words": words,
    "comments": comments,
    "forms": forms,
    "merge": merging,
    "county": county_sheet,
    "sheets": sheet_parts,
    "workbooks": workbooks,
    "commands": commands,
}
