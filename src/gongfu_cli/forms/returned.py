"""Forms that come back: workbooks and CSV files as filed values, with a finding for whatever cannot be placed."""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree

from gongfu_cli.book import faults
from gongfu_cli.book.book import Book
from gongfu_cli.book.number import decimals, number, printed
from gongfu_cli.book.scalars import NOT_SURVEYED, VALUE
from gongfu_cli.checks import reference, values
from gongfu_cli.formats.xlsx import WITHOUT_EXCEL
from gongfu_cli.forms.form import COLUMNS, FIELDS, STATUS_WORDS, FormRow, form
from gongfu_cli.language.phrase import Phrase, Refusal, did_you_mean, listed, nearest, same
from gongfu_cli.language.terms import ATTESTED, STATUSES
from gongfu_cli.source import faults as text_faults
from gongfu_cli.source.finding import Finding, Misread, Place, Rule, Severity
from gongfu_cli.source.writing import tidy

_HEAD_WITHIN: Final = 40
"""In the first so many rows of a sheet stands the row with the columns' names."""
_MAX_CELLS: Final = 4_000_000
_TYPED_DIGITS: Final = 15
"""What a spreadsheet lets people type; digits beyond it come from binary arithmetic."""


class Table(NamedTuple):
    """A sheet and its rows. A cell with an error such as #DIV/0! holds a `Fault`."""

    file: str
    sheet: str
    rows: Sequence[Sequence[object]]

    def place(self, row: int, column: int) -> Place:
        """A cell, as `填报表.xlsx[县发改局]!G7`."""
        name = f"{self.file}[{self.sheet}]" if self.sheet else self.file
        return Place(f"{name}!{_letters(column)}{row + 1}", row + 1, column + 1, row + 1, column + 2)


class Fault(NamedTuple):
    """What a spreadsheet could not work out."""

    text: str


class Head(NamedTuple):
    """The row with the columns' names: which column holds which field, and the year that it gives."""

    row: int
    columns: Mapping[str, int]
    year: int | None
    repeated: Sequence[int]
    unknown: Sequence[int]


@dataclass
class Returned:
    """What came back for a year: texts by field, by id; the ids that were asked for and left empty; the findings."""

    year: int | None = None
    filing: dict[str, dict[str, str]] = field(default_factory=dict)
    empty: Sequence[str] = ()
    findings: list[Finding] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)


def read(files: Iterable[tuple[str, bytes]], book: Book, year: int | None = None) -> Returned:
    """The values in some files, each a name and its bytes, for a year, or for the one that they give. Raises Refusal
    where workbooks cannot be read because the extra is not installed."""
    result = Returned(year)
    heads = [found for name, raw in files for found in _tables(name, raw, result.findings)]
    heads = [(table, head) for table, head in heads if _is_of_the_year(result, book, table, head)]
    if result.year is None:
        return result
    asked = {row.indicator.id: row for row in form(book, result.year).rows}
    to_fill: set[str] = set()
    for table, head in heads:
        to_fill |= _Sheet(result, asked, table, head).read()
    _verdicts_have_sources(result, book)
    _statuses_have_values(result, book)
    result.empty = [id for id in asked if id in to_fill and id not in result.filing]
    return result


def _finding(
    rule: Rule[...], place: Place, message: Phrase, hint: Phrase | None = None, severity: Severity | None = None
) -> Finding:
    return Finding(place, rule.code, rule.name, severity or rule.severity, message, hint)


def _is_of_the_year(result: Returned, book: Book, table: Table, head: Head) -> bool:
    """Whether a form is for the year that is imported; where none is given, the first form decides."""
    place = table.place(head.row, head.columns["value"])
    year = head.year or result.year
    if year is None:
        misread = Misread(
            Phrase("表里没有写是哪一年的", "the table does not say for which year it is"),
            Phrase("用 --year 指明", "say so with --year"),
        )
    elif result.year is not None and year != result.year:
        misread = Misread(
            Phrase(f"这是 {year} 年的表，不是 {result.year} 年的", f"this is a form for {year}, not for {result.year}"),
            Phrase("每次只导入同一年的表", "import the forms of one year at a time"),
        )
    elif year <= book.table.baseline_year:
        base = book.table.baseline_year
        misread = Misread(
            Phrase(f"{year} 年不晚于基期 {base} 年", f"{year} is not later than the baseline year, {base}")
        )
    else:
        result.year = year
        return True
    found = faults.bad_date(place, misread)[0]
    said = ((each.place.file.rpartition("[")[0], each.message) for each in result.findings if table.sheet)
    if (table.file, found.message) not in said:  # once a file
        result.findings.append(found)
    return False


# Files → tables


def _tables(file: str, raw: bytes, findings: list[Finding]) -> list[tuple[Table, Head]]:
    """The forms in a file. A sheet that is not empty and no form is not passed over in silence."""
    try:
        tables = list(_workbook(file, raw) if raw[:2] == b"PK" or raw[:4] == b"\xd0\xcf\x11\xe0" else _csv(file, raw))
    except _Unreadable as unreadable:
        findings += unreadable.findings
        return []
    heads = [(table, head) for table in tables if (head := _head(table)) is not None]
    for table, head in heads:
        twice = Phrase("这一列与前面的列同名", "this column has the same name as one before it")
        for column in head.repeated:
            findings.append(_finding(reference.repeated_id, table.place(head.row, column), twice))
        for column in head.unknown:
            if any(_text(cell) for row in table.rows[head.row + 1 :] for cell in row[column : column + 1]):
                title = _text(table.rows[head.row][column])
                place, known = table.place(head.row, column), [COLUMNS[name].zh for name in FIELDS[1:]]
                findings += faults.unknown_field(place, title, known, nearest(title, known))
    wanted = listed((COLUMNS["id"].zh, COLUMNS["value"](year="YYYY").zh)).zh
    message = Phrase(f"这里没有填报表：没有含“{wanted}”的表头", f"no form here: no row with the columns “{wanted}”")
    for table in tables:
        if any(table is each for each, _ in heads) or not any(_text(cell) for row in table.rows for cell in row):
            continue
        findings.append(_finding(faults.wrong_shape, table.place(0, 0), message, None, "warning" if heads else "error"))
    if not heads and not any(_text(cell) for table in tables for row in table.rows for cell in row):
        findings += text_faults.empty_file(file)
    return heads


class _Unreadable(Exception):
    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings


def _csv(file: str, raw: bytes) -> Iterator[Table]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            raise _Unreadable(text_faults.not_utf8(file, raw)) from None
    if "\0" in text:
        raise _Unreadable(text_faults.unreadable_file(file, _NO_WORKBOOK))
    delimiter = max(",\t;", key=text.partition("\n")[0].count)
    try:
        yield Table(file, "", list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error:
        raise _Unreadable(text_faults.unreadable_file(file, _NO_WORKBOOK)) from None


_NO_WORKBOOK = Phrase(
    "读不出来：不是 xlsx、xls、ods 工作簿，也不是 CSV，或者文件已损坏",
    "cannot be read: no xlsx, xls or ods workbook and no CSV file, or a damaged one",
)
_LOCKED = Phrase("工作簿加了打开密码：去掉密码再交", "the workbook asks for a password: take it off first")
_TOO_BIG = Phrase("工作表里有填到很远处的格，不是填报表", "a sheet has cells far outside any form")


def _workbook(file: str, raw: bytes) -> Iterator[Table]:
    try:
        import python_calamine
    except ImportError:
        raise Refusal(WITHOUT_EXCEL) from None
    try:
        faults = _faults(file, raw)
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for name in workbook.sheet_names:
            rows: list[list[Any]] = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for (row, column), error in faults.get(name, {}).items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = Fault(error)
            yield Table(file, name, rows)
    except _Unreadable:
        raise
    except python_calamine.PasswordError:
        raise _Unreadable(text_faults.unreadable_file(file, _LOCKED)) from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of the library is no Exception
        raise _Unreadable(text_faults.unreadable_file(file, _NO_WORKBOOK)) from None


_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*>')
_ERROR = re.compile(rb'\bt="e"')
_NAMESPACE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def _faults(file: str, raw: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """The cells with an error in an xlsx file, by sheet: the library reads them as empty. Refuses a sheet that would
    take more memory than there is: the library makes room for every cell up to the farthest."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    if raw[:2] != b"PK":
        return found
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sizes = {each.filename: each.file_size for each in archive.infolist()}
        if sum(sizes.values()) > 8 * text_faults.MAX_BYTES:
            raise _Unreadable(text_faults.too_big(Place(file, 1, 1, 1, 1), _TOO_BIG))
        if "xl/workbook.xml" not in sizes:
            return found
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        paths = {each.get("Id"): each.get("Target", "") for each in links}
        for each in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
            path = paths.get(each.get(f"{_NAMESPACE}id"), "") if each.tag.endswith("}sheet") else ""
            path = path.removeprefix("/") if path.startswith("/") else f"xl/{path}"
            if path not in sizes:
                continue
            far = (0, 0)
            for cell in _CELL.finditer(content := archive.read(path)):
                row, column = int(cell[2]) - 1, _column(cell[1].decode())
                far = (max(far[0], row), max(far[1], column))
                if _ERROR.search(cell[0]):
                    value = re.compile(rb"(?:<f\b.*?</f>|<f\b[^>]*/>)?<v>(.*?)</v>", re.S).match(content, cell.end())
                    text = value[1].decode("utf-8", "replace") if value else "#VALUE!"
                    found.setdefault(each.get("name", ""), {})[row, column] = text
            if (far[0] + 1) * (far[1] + 1) > _MAX_CELLS:
                raise _Unreadable(text_faults.too_big(Place(file, 1, 1, 1, 1), _TOO_BIG))
    return found


# Tables → rows


def _head(table: Table) -> Head | None:
    """The first row that names an id and a value column."""
    for n, row in enumerate(table.rows[:_HEAD_WITHIN]):
        columns: dict[str, int] = {}
        repeated: list[int] = []
        unknown: list[int] = []
        year = None
        for column, cell in enumerate(row):
            named = _column_of(_text(cell))
            if not named:
                unknown += [column] if _text(cell) else []
            elif named[0] in columns:
                repeated.append(column)
            elif named[0] in ("id", *FIELDS):  # the others are there to be read only
                columns[named[0]] = column
                year = year or named[1]
        if {"id", "value"} <= columns.keys():
            return Head(n, columns, year, repeated, unknown)
    return None


_ALSO = {"status": ("状态",), "source": ("来源",), "note": ("备注",)}


def _column_of(title: str) -> tuple[str, int | None] | None:
    """The field that a column's title names, and its year."""
    title = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", title)).casefold()
    for name, titles in COLUMNS.items():
        for words in (*titles, name, *_ALSO.get(name, ())):
            pattern = re.escape(unicodedata.normalize("NFKC", words).casefold()).replace(r"\{year\}", "([0-9]{4})")
            if found := re.fullmatch(pattern, title):
                return name, int(found[1]) if found.groups() else None
    return None


class _Sheet:
    """The rows of one form being read."""

    def __init__(self, result: Returned, asked: Mapping[str, FormRow], table: Table, head: Head) -> None:
        self.result, self.asked, self.table, self.head = result, asked, table, head

    def read(self) -> set[str]:
        """Read all rows; the ids that the form asks for, which are those before the list for information."""
        to_fill: set[str] = set()
        told = False
        for n, row in enumerate(self.table.rows[self.head.row + 1 :], self.head.row + 1):
            filled = {name: row[at] for name, at in self.head.columns.items() if at < len(row) and _text(row[at])}
            id = _text(filled.pop("id", ""))
            if id in self.asked:
                to_fill |= set() if told else {id}
                for name, cell in filled.items():
                    self.field(n, self.asked[id], name, cell)
            elif filled:
                self.unknown(n, id)
            elif id:
                told = True
        return to_fill

    def place(self, row: int, name: str) -> Place:
        return self.table.place(row, self.head.columns[name])

    def unknown(self, row: int, id: str) -> None:
        message = Phrase(f"指标表里没有编号“{id}”", f"there is no indicator “{id}” in the table")
        if not id:
            message = Phrase("这一行填了数，却没有编号", "something is filed in this row, but it has no id")
        self.result.findings.append(
            _finding(reference.unknown_indicator, self.place(row, "id"), message, did_you_mean(id, self.asked))
        )

    def field(self, row: int, asked: FormRow, name: str, cell: object) -> None:
        """One cell that is filled in."""
        place, id = self.place(row, name), asked.indicator.id
        findings = self.result.findings
        match name:
            case "value":
                try:
                    text = _value(cell, asked.decimals)
                except Misread as misread:
                    findings += faults.not_a_number(place, misread)
                    return
                if (outside := _out_of_range(asked, text, place)) is not None:
                    findings.append(outside)
                    return
            case "verdict" | "status":
                known = ATTESTED if name == "verdict" else STATUS_WORDS
                word = _word(_text(cell), known)
                if word is None:
                    shown = [each for key, words in known.items() for each in (words.zh, key)]
                    findings += faults.unknown_word(place, tidy(_text(cell)), shown)
                    return
                if name == "verdict" and not asked.open:
                    message = Phrase(
                        f"指标 {id} 的目标不是待定的写法，或已有下达的数，不能附结论",
                        f"the target of indicator {id} is not left open, or has its number: it takes no verdict",
                    )
                    findings.append(
                        _finding(reference.stray_resolution, place, message, Phrase("清空这一格", "empty this cell"))
                    )
                    return
                text = word
            case _:
                text = tidy(_text(cell))
        self.take(place, id, name, text)

    def take(self, place: Place, id: str, name: str, text: str) -> None:
        """Keep a text, unless another was filed for the same."""
        had = self.result.filing.setdefault(id, {}).get(name)
        if had is None:
            self.result.filing[id][name] = text
            self.result.places[id, name] = place
        elif had != text and (name != "value" or VALUE.parse(had) != VALUE.parse(text)):
            first = self.result.places[id, name].file
            column = COLUMNS[name](year=self.result.year)
            message = Phrase(
                f"指标 {id} 的{column.zh}填了两种：“{had}”和“{text}”",
                f"indicator {id} has two for “{column.en}”: “{had}” and “{text}”",
            )
            hint = Phrase(f"第一处在 {first}；两处只留一处", f"the first is {first}; keep one of the two")
            self.result.findings.append(_finding(reference.repeated_id, place, message, hint))


def _out_of_range(asked: FormRow, text: str, place: Place) -> Finding | None:
    ends = asked.indicator.range
    if ends is None or text == NOT_SURVEYED or ends[0] <= number(text) <= ends[1]:
        return None
    low, high = (printed(end) for end in ends)
    message = Phrase(
        f"指标 {asked.indicator.id}（{asked.indicator.name}）的值 {text} 不在 {low} 到 {high} 之间",
        f"{text} is outside what indicator {asked.indicator.id} can be, {low} to {high}",
    )
    return _finding(values.out_of_range, place, message, Phrase("核对数值和单位", "check the figure and its unit"))


def _verdicts_have_sources(result: Returned, book: Book) -> None:
    """A verdict without its source would make the file one that cannot be scored."""
    actuals = book.actuals.get(result.year or 0)
    for (id, name), place in result.places.items():
        had = actuals.values.get(id) if actuals else None
        sources = (result.filing[id].get("source"), had and had.source, actuals and actuals.source)
        if name == "verdict" and not any(sources):
            message = Phrase(f"指标 {id} 的考核结论没有写来源", f"the verdict on indicator {id} has no source")
            hint = Phrase("在数据来源栏写明", "name it in the source column")
            result.findings.append(_finding(reference.stray_resolution, place, message, hint))


def _statuses_have_values(result: Returned, book: Book) -> None:
    """A status or a source beside an emptied value would be taken for that of the value filed before."""
    for (id, name), place in result.places.items():
        had = book.filed(id, result.year or 0).status
        if had and name in ("status", "source") and not {"value", "verdict"} & result.filing[id].keys():
            message = Phrase(
                f"指标 {id} 填了{COLUMNS[name].zh}，却没有填值",
                f"indicator {id} has a {COLUMNS[name].en.casefold()}, but no value",
            )
            hint = Phrase("填上值，或清空这一格", "fill in the value, or empty this cell")
            result.findings.append(_finding(faults.missing_field, place, message, hint))


# Cells


def _value(cell: object, places: int) -> str:
    """The number in a cell, as it is shown there; raises Misread.

    A spreadsheet keeps no final zeros: a number cell gets those that the form shows, up to the decimals that the table
    prints for the row. What was typed as text keeps its digits.
    """
    match cell:
        case bool() | date() | time() | timedelta() | datetime():
            shown = _text(cell)
            message = Phrase(f"这里是“{shown}”，不是数", f"“{shown}” is not a number")
            raise Misread(message, Phrase("重新填数，格式设为常规", "enter the number again, in general format"))
        case Fault(text):
            raise Misread(
                Phrase(f"公式算不出数：{text}", f"a formula that gives no number: {text}"),
                Phrase("直接填数", "enter the number itself"),
            )
        case int() | float():
            text = _shown(cell)
            count = len(text.lstrip("-").replace(".", "").lstrip("0"))
            if "." in text and count >= _TYPED_DIGITS:
                raise Misread(
                    Phrase(f"{text} 是算出来的数，没有取整", f"{text} was worked out and not rounded"),
                    Phrase("按公布的位数填", "enter it with as many digits as are published"),
                )
            missing = places - decimals(number(text))
            return text + ("." if missing == places else "") + "0" * missing if missing > 0 else text
        case _:
            text = str(cell).strip()
            try:
                return NOT_SURVEYED if VALUE.parse(text) == NOT_SURVEYED else text
            except Misread as misread:
                if not re.search(r"\d", text):
                    hint = Phrase("填数；当年未开展统计的填 ——", "enter a number, or —— if nothing was surveyed")
                    raise Misread(misread.message, hint) from None
                raise


def _shown(number: int | float) -> str:
    """A spreadsheet's number with the digits that it shows: the shortest that mean it, 15 at most."""
    exact = Decimal(repr(number))
    if len(exact.as_tuple().digits) > _TYPED_DIGITS:
        exact = Decimal(f"{number:.{_TYPED_DIGITS}g}")
    text = format(exact, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _text(cell: object) -> str:
    """A cell as text, without what surrounds it."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case int() | float():
            return _shown(cell)
        case datetime():
            return cell.isoformat(" ")
        case Fault(text):
            return text
        case _:
            return str(cell).strip()


def _word(text: str, known: Mapping[str, Phrase]) -> str | None:
    """The machine's word for what is chosen in a cell, in any language."""
    for word, phrase in known.items():
        if text.casefold() in {word, *phrase, *(each.casefold() for each in STATUSES.get(word, same("")) if each)}:
            return word
    return None


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
