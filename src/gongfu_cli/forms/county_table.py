"""A county's table of indicators as it stands in a spreadsheet: its columns found by their headings, its rows read,
and a finding for every cell of which nothing could be made."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from operator import gt, lt
from typing import Any, Final, NamedTuple, get_args

from gongfu_cli.book.faults import meant_word, not_among
from gongfu_cli.book.model import Attribute, Direction
from gongfu_cli.book.scalars import BASELINE, IDENTIFIER, NOT_SURVEYED, TARGET
from gongfu_cli.book.wording import Bound, Words, value_of
from gongfu_cli.forms import county_faults, faults
from gongfu_cli.forms.sheet_xml import FormulaError
from gongfu_cli.forms.tables import HEAD_WITHIN, Cell, Table, Unreadable, tables, text_of
from gongfu_cli.language.phrase import NOTHING, Phrase
from gongfu_cli.source.finding import Finding, Misread, Place
from gongfu_cli.source.writing import tidy

_TITLES: Final = {
    "id": "序号 编号 指标序号 指标编号 no. no id",
    "category": "类别 指标类别 类型 领域 分类 维度 方面 一级指标 category domain",
    "name": "指标 指标名称 主要指标 具体指标 指标内容 二级指标 三级指标 indicator name",
    "unit": "单位 计量单位 指标单位 unit",
    "attribute": "属性 指标属性 指标性质 attribute",
    "direction": "方向 指标方向 direction",
    "departments": "责任部门 责任单位 牵头部门 牵头单位 主要责任部门 主要责任单位 departments leaddepartment",
    "support": "配合部门 配合单位 协同部门 协同单位 协办单位 supportingdepartments",
    "note": "备注 说明 note notes",
    "baseline": "基期 基期值 基期数 基期年 基数 基准 基准值 现状 现状值 baseline",
    "target": "目标 目标值 预期 预期值 预期目标 规划目标 计划 计划值 target goal",
}
"""What a column may be called, in small letters and without spaces or brackets; the last two with a year beside it."""
_FIELDS: Final = {title: field for field, titles in _TITLES.items() for title in titles.split()}
_YEAR: Final = re.compile(r"(\D*?)((?:19|20)[0-9]{2})年?(\D*)")
_UNIT_IN_BRACKETS: Final = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")
_BETWEEN_BODIES: Final = re.compile(r"\s*[、,，;；\n]\s*|(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
"""Spaces part Chinese names only: English ones have some of their own."""
_LEAD_MARK: Final = re.compile(r"[(（](?:牵头|负责|lead)[)）]")
_REMARK: Final = re.compile(r"(?:注|备注|说明|填表|单位|来源|note)s?\s*[:：0-9]", re.IGNORECASE)
_SOUNDS_FALLING: Final = re.compile(
    "死亡|失业|能耗|排放|碳|事故|发生|发案|案件|倍差|差距|系数|污染|下降|降低|负担|患病|辍学|浓度|强度|占用|超标|投诉"
    "|mortality|fatalit|unemploy|emission|pollut|accident|intensity|gap",
    re.IGNORECASE,
)
_MADE_OF: Final = Phrase("由字母、数字、汉字和 . - _ 组成", "it is made of letters, digits, hanzi, “.”, “-” and “_”")


class TableRow(NamedTuple):
    """A row, its cells as printed. `worse` is given for keep stable only, `why` for a direction that is not printed."""

    id: str
    name: str
    category: str
    unit: str
    attribute: str
    direction: str
    baseline: str
    targets: Mapping[int, str]
    departments: Sequence[str]
    note: str = ""
    worse: str = ""
    why: Phrase = NOTHING


class CountyTable(NamedTuple):
    """What a spreadsheet says. The baseline year may be assumed, where its column gives none."""

    title: str
    baseline_year: int
    baseline_year_assumed: bool
    years: Sequence[int]
    rows: Sequence[TableRow]


class Head(NamedTuple):
    """The heading of a table: its last row, the column of each field and of each target year, the baseline year where
    it is given, whether names have their unit in brackets, and the columns that were not understood."""

    row: int
    columns: Mapping[str, int]
    years: Mapping[int, int]
    baseline_year: int | None
    unit_in_name: bool
    unknown: Sequence[int]


def read(file: str, raw: bytes) -> tuple[CountyTable | None, list[Finding]]:
    """The table in a file, by its name and bytes, and what is wrong with it; None where there is an error. Raises
    Refusal where workbooks cannot be read because the extra is not installed."""
    (sheets,) = tables([(file, raw)])
    if isinstance(sheets, Unreadable):
        return None, faults.unreadable_form(*sheets)
    found = [(sheet, head) for sheet in sheets if (head := _head(sheet))]
    if not found:
        first = next((sheet.place(0, 0) for sheet in sheets if not sheet.empty), Place.top(file))
        return None, county_faults.no_county_table(first)
    reading = _Reading(*found[0])
    table, findings = reading.table(), reading.findings
    for sheet in sheets:
        if sheet is not reading.sheet and not sheet.empty:
            findings += county_faults.left_out(sheet.place(0, 0), sheet.sheet)
    return (None if any(finding.severity == "error" for finding in findings) else table), findings


# the heading


def _head(sheet: Table) -> Head | None:
    """The first row, or two rows, that name the indicators and a year to reach."""
    texts = [[text_of(cell) for cell in row] for row in sheet.filled()[: HEAD_WITHIN + 1]]
    for n, titles in enumerate(texts[:HEAD_WITHIN]):
        below = texts[n + 1] if n + 1 < len(texts) else []
        stacked = [(f"{one}{other}", other, one) for one, other in zip_longest(titles, below, fillvalue="")]
        head = _named(n, [(title,) for title in titles]) or _named(n + 1, stacked)
        if head:
            return head
    return None


def _named(row: int, titles: Sequence[Sequence[str]]) -> Head | None:
    """The heading that these titles make; None where it names no indicators or no year."""
    columns: dict[str, int] = {}
    years: dict[int, int] = {}
    unknown: list[int] = []
    baseline_year, unit_in_name = None, False
    for column, wordings in enumerate(titles):
        field, year, has_unit = next(filter(None, map(_column, wordings)), ("", None, False))
        if field == "target" and year and year not in years:
            years[year] = column
        elif field and field != "target" and field not in columns:
            columns[field] = column
            unit_in_name |= has_unit
            baseline_year = year or baseline_year
        elif any(wordings):
            unknown.append(column)
    if "baseline" not in columns and len(years) > 1:
        baseline_year = min(years)
        columns["baseline"] = years.pop(baseline_year)
    if "name" not in columns or not years:
        return None
    return Head(row, columns, dict(sorted(years.items())), baseline_year, unit_in_name, unknown)


def _column(title: str) -> tuple[str, int | None, bool] | None:
    """The field that a title names, its year, and whether the unit stands in the same column."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", title)).casefold()
    bare = re.sub(r"\((?:计量)?单位\)|\(unit\)", "", plain)
    words = re.sub(r"[()\[\]]", "", bare)
    year = _YEAR.fullmatch(words)
    field = _FIELDS.get(year[1] + year[3] or "target") if year else _FIELDS.get(words)
    if not field or (field not in ("baseline", "target") if year else field == "target"):
        return None
    return field, int(year[2]) if year else None, bare != plain


# the rows


class _Reading:
    """A sheet as its rows are read, one after another, with the findings on the way."""

    def __init__(self, sheet: Table, head: Head) -> None:
        self.sheet, self.head, self.rows = sheet, head, sheet.filled()
        self.findings: list[Finding] = []
        self.ids: set[str] = set()
        self.category = ""

    def table(self) -> CountyTable:
        """The whole table."""
        head, sheet = self.head, self.sheet
        for column in head.unknown:
            n = head.row if text_of(self.cell(head.row, column)) else head.row - 1  # a heading may run over two rows
            place, title = sheet.place(n, column), text_of(self.cell(n, column))
            if sheet.is_filled(column, below=head.row):
                repeated = _column(title) is not None
                self.findings += faults.repeated_column(place) if repeated else county_faults.left_out(place, title)
        last = max((*head.columns.values(), *head.years.values(), *head.unknown))
        for place in sheet.beyond(head.row, range(last + 1)) if sheet.is_csv else ():
            self.findings += faults.beyond_the_heading(place)
        for field in ("baseline", "departments"):
            if field not in head.columns:
                self.findings += county_faults.no_county_table(sheet.place(head.row, 0), field)
        rows = [row for n in range(head.row + 1, len(sheet.rows)) for row in self.row(n)]
        if not rows:
            self.findings += county_faults.no_county_table(sheet.place(head.row, 0))
        first = min(head.years)
        baseline_year = head.baseline_year or (first - 1) // 5 * 5  # the last year of the five-year plan before
        if baseline_year >= first:
            self.findings += county_faults.unread_cell(
                sheet.place(head.row, head.years[first]),
                Phrase(f"目标年份不晚于基期{baseline_year}年", f"no year after the baseline year, {baseline_year}"),
            )
        return CountyTable(self.title(), baseline_year, not head.baseline_year, list(head.years), self.numbered(rows))

    def title(self) -> str:
        """The longest line above the heading, which is what the table is called."""
        above = [{text_of(cell) for cell in row} - {""} for row in self.rows[: self.head.row]]
        lines = [tidy(*texts) for texts in above if len(texts) == 1]
        return max((line for line in lines if not _REMARK.match(line)), key=len, default="")

    def row(self, n: int) -> Iterator[TableRow]:
        """The indicator in a row, if there is one; a row with one text only is a category, or a remark."""
        for field, column in self.head.columns.items():
            if field != "baseline" and isinstance(cell := self.cell(n, column), FormulaError):
                self.findings += faults.not_a_figure(self.place(n, field), cell)
        texts = {text_of(cell) for cell in self.rows[n]} - {""}
        if len(texts) == 1:
            self.heading(n, tidy(*texts))
        elif texts and (name := self.text(n, "name")):
            yield self.indicator(n, name)
        elif texts - {self.text(n, "id"), self.text(n, "category")}:
            self.unread(n, "name", Phrase("这一行没有指标名称", "this row has no name of an indicator"))

    def heading(self, n: int, text: str) -> None:
        """A row with a single text."""
        if _REMARK.match(text) or "category" in self.head.columns:
            self.findings += county_faults.left_out(self.sheet.place(n, 0), text)
        else:
            self.category = _without_number(text)

    def indicator(self, n: int, name: str) -> TableRow:
        """A row with a name."""
        unit = self.text(n, "unit")
        if self.head.unit_in_name and (split := _UNIT_IN_BRACKETS.fullmatch(name)):
            name, unit = split.groups()
        unit = "" if unit in ("", "/", "-", "—", "——") else unit
        printed = [self.text(n, "baseline"), *(text_of(self.cell(n, column)) for column in self.head.years.values())]
        if not unit and any(printed) and all(re.search("[0-9][%％]", text) for text in printed if text):
            unit = "%"
        self.category = _without_number(self.text(n, "category")) or self.category
        baseline = self.figure(n, self.head.columns.get("baseline"), BASELINE.parse, unit)
        targets = {year: self.figure(n, at, TARGET.parse, unit) for year, at in self.head.years.items()}
        if unit == "%" and _fractions(printed):
            self.findings += county_faults.percent_format(self.place(n, "baseline"))
        row = TableRow(
            id=self.id(n),
            name=name,
            category=self.category,
            unit=unit,
            attribute=self.word(n, "attribute", get_args(Attribute)),
            direction=self.word(n, "direction", get_args(Direction)),
            baseline=baseline,
            targets=targets,
            departments=self.departments(n),
            note=self.text(n, "note"),
        )
        return row if row.direction else _directed(row)

    def cell(self, n: int, column: int | None) -> Cell:
        return _at(self.rows[n], column)

    def text(self, n: int, field: str) -> str:
        return tidy(text_of(self.cell(n, self.head.columns.get(field))))

    def place(self, n: int, field: str) -> Place:
        return self.sheet.place(n, self.head.columns.get(field, 0))

    def unread(self, n: int, field: str, message: Phrase, hint: Phrase | None = None) -> None:
        """Note that nothing can be made of a cell."""
        self.findings += county_faults.unread_cell(self.place(n, field), message, hint)

    def figure(self, n: int, column: int | None, parse: Callable[[str], Any], unit: str) -> str:
        """A cell of the baseline or a target, less its unit; —— for an empty one, and for one that cannot be read."""
        cell, place = self.cell(n, column), self.sheet.place(n, column or 0)
        text = tidy(text_of(cell))
        if not isinstance(cell, str):
            wrong = faults.not_a_figure(place, cell)
            self.findings += wrong
            return NOT_SURVEYED if wrong else text
        if unit:
            text = re.sub(rf"(?<=[0-9])\s*{'[%％]' if unit == '%' else re.escape(unit)}", "", text)
        try:
            parse(text or NOT_SURVEYED)
        except Misread as misread:
            if misread.fix is None:
                self.findings += county_faults.unread_cell(place, misread.message, misread.hint)
            text = misread.fix or NOT_SURVEYED
        return text or NOT_SURVEYED

    def id(self, n: int) -> str:
        """The number in a row as printed; nothing where a cell runs over several rows, or there is none."""
        text = tidy(text_of(_at(self.sheet.rows[n], self.head.columns.get("id")))).rstrip(".、．")
        try:
            IDENTIFIER.parse(text or "0")
        except Misread:
            message = Phrase(f"序号“{text}”不合写法", f"“{text}” cannot be a number of a row")
            self.unread(n, "id", message, _MADE_OF)
        if text in self.ids:
            self.unread(n, "id", Phrase(f"序号“{text}”重复", f"the number “{text}” is given twice"))
        self.ids |= {text} - {""}
        return text

    def word(self, n: int, field: str, known: Sequence[str]) -> str:
        """Our word for an attribute or a direction; nothing where the cell is empty."""
        text = self.text(n, field)
        word = meant_word(text, known)
        if text and not word:
            hit = not_among(self.place(n, field), text, known)
            self.unread(n, field, hit.message, hit.hint)
        return word or ""

    def departments(self, n: int) -> list[str]:
        """The bodies, those that lead first."""
        lead, support = (text_of(self.cell(n, self.head.columns.get(field))) for field in ("departments", "support"))
        bodies = _bodies(lead)
        bodies.sort(key=lambda body: not _LEAD_MARK.search(body))
        if not bodies and "departments" in self.head.columns:
            self.unread(n, "departments", Phrase("这一行没有责任部门", "nobody answers for this row"))
        return list(dict.fromkeys(_LEAD_MARK.sub("", body) for body in (*bodies, *_bodies(support))))

    def numbered(self, rows: Sequence[TableRow]) -> list[TableRow]:
        """The rows with their ids: as printed; `20.1`, `20.2` where one number stands for several rows; from 1 on
        where none are printed."""
        if not any(row.id for row in rows):
            return [row._replace(id=str(n)) for n, row in enumerate(rows, 1)]
        if not rows[0].id:
            message = Phrase("有的行有序号，第一行却没有", "the first row has no number, and others have")
            self.unread(self.head.row + 1, "id", message)
        groups: list[list[TableRow]] = []
        for row in rows:
            if row.id or not groups:
                groups.append([row])
            else:
                groups[-1].append(row)
        return [
            row._replace(id=row.id if len(group) == 1 else f"{group[0].id}.{part}")
            for group in groups
            for part, row in enumerate(group, 1)
        ]


def _at(row: Sequence[Cell], column: int | None) -> Cell:
    """The cell of a row in a column; an empty one beyond its end, and where there is no such column."""
    return row[column] if column is not None and column < len(row) else ""


def _bodies(text: str) -> list[str]:
    """The names in a cell."""
    return [body for part in _BETWEEN_BODIES.split(text) if (body := tidy(part))]


def _without_number(text: str) -> str:
    """A category's name without its number (一、) and its count (（13项）)."""
    return re.sub(r"^(?:[（(]?[一二三四五六七八九十]+[）)、.．]\s*)|[（(][0-9]+\s*项[）)]$", "", text)


def _fractions(texts: Iterable[str]) -> bool:
    """Whether all figures lie between 0 and 1, as those of cells in percent format do."""
    return all(re.fullmatch(r"0\.[0-9]+|1", text) for text in texts)


RISES: Final = Phrase("目标高于基期，或写了下限", "the target is above the baseline, or a lower bound")
_FALLS: Final = Phrase("目标低于基期，或写了上限", "the target is below the baseline, or an upper bound")
_SOUNDS: Final = Phrase("名称像是越低越好", "by its name it may be to fall")
_UNSEEN: Final = Phrase("各数看不出方向", "its figures do not show which way")


def _directed(row: TableRow) -> TableRow:
    """A row with the direction that its own cells show: rising, unless they say otherwise."""
    cells = [TARGET.parse(text).wording for text in row.targets.values()]
    kinds = {cell.kind for cell in cells if isinstance(cell, Words)}
    bounds = {cell.op[0] for cell in cells if isinstance(cell, Bound)}
    course = [BASELINE.parse(row.baseline).value, *map(value_of, cells)]
    printed = [value for value in course if value is not None]
    rises, falls = (any(map(compare, printed[1:], printed)) for compare in (gt, lt))
    sounds_falling = bool(_SOUNDS_FALLING.search(row.name))
    if "hold" in kinds:
        worse, side = ("higher", Phrase("高", "higher")) if sounds_falling else ("lower", Phrase("低", "lower"))
        why = Phrase("目标是保持，{side}了算变差", "the target is to hold; {side} is worse")(side=side)
        return row._replace(direction="keep stable", worse=worse, why=why)
    if "fall" in kinds or "<" in bounds or (falls and not rises and ">" not in bounds):
        return row._replace(direction="falling", why=_FALLS)
    clear = "rise" in kinds or ">" in bounds or (rises and not falls and not sounds_falling)
    return row._replace(direction="rising", why=RISES if clear else _SOUNDS if sounds_falling else _UNSEEN)
