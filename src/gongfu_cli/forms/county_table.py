"""A county's table of indicators as it stands in a spreadsheet: its columns found by their headings, its rows read,
and a finding for every cell of which nothing could be made."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby, zip_longest
from operator import gt, lt
from typing import Final, NamedTuple, get_args

from gongfu_cli.book.faults import meant_word, not_among
from gongfu_cli.book.model import Attribute, Direction
from gongfu_cli.book.scalars import BASELINE, IDENTIFIER, NOT_SURVEYED, TARGET, Scalar
from gongfu_cli.book.wording import Bound, Words, value_of
from gongfu_cli.forms import county_faults, faults
from gongfu_cli.forms.sheet_xml import FormulaError
from gongfu_cli.forms.tables import HEAD_WITHIN, Cell, Heading, Table, Unreadable, tables, text_of
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


class Head(Heading):
    """The heading of a county's table: titles in a row, and those in the row above, if it runs over two. A column of
    targets is called by its year. The baseline year where it is given, whether names have their unit in brackets, and
    the titles that were not understood, by column, with their places."""

    def __init__(self, sheet: Table, row: int, titles: Sequence[str], above: Sequence[str] = ()) -> None:
        super().__init__(sheet, row, {})
        self.unknown: dict[int, tuple[Place, str]] = {}
        self.baseline_year, self.unit_in_name = None, False
        for column, (title, over) in enumerate(zip_longest(titles, above, fillvalue="")):
            field, year, has_unit = next(filter(None, map(_column, (f"{over}{title}", title, over))), ("", None, False))
            if field and field not in self.columns:
                self.columns[field] = column
                self.unit_in_name |= has_unit
                self.baseline_year = year or self.baseline_year
            elif title or over:
                self.unknown[column] = sheet.place(row if title else row - 1, column), title or over
        self.years = sorted(int(field) for field in self.columns if field.isdigit())
        """The target years."""
        if "baseline" not in self.columns and len(self.years) > 1:
            self.baseline_year = self.years.pop(0)
            self.columns["baseline"] = self.columns.pop(str(self.baseline_year))


def read(file: str, raw: bytes) -> tuple[CountyTable | None, list[Finding]]:
    """The table in a file, by its name and bytes, and what is wrong with it; None where there is an error. Raises
    Refusal where workbooks cannot be read because the extra is not installed."""
    (sheets,) = tables([(file, raw)])
    if isinstance(sheets, Unreadable):
        return None, faults.unreadable_form(*sheets)
    found = [(sheet, head) for sheet in sheets if (head := _head(sheet.filled()))]
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
    texts = [[text_of(cell) for cell in row] for row in sheet.rows[: HEAD_WITHIN + 1]]
    for n, (titles, below) in enumerate(zip(texts[:HEAD_WITHIN], [*texts[1:], []], strict=False)):
        for head in (Head(sheet, n, titles), Head(sheet, n + 1, below, titles)):
            if "name" in head.columns and head.years:
                return head
    return None


def _column(title: str) -> tuple[str, int | None, bool] | None:
    """The field that a title names, of a target its year; the year of the baseline, and whether the unit stands in the
    same column."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", title)).casefold()
    bare = re.sub(r"\((?:计量)?单位\)|\(unit\)", "", plain)
    words = re.sub(r"[()\[\]]", "", bare)
    year = _YEAR.fullmatch(words)
    field = _FIELDS.get(year[1] + year[3] or "target") if year else _FIELDS.get(words)
    if field == "target" and year:
        return year[2], None, False
    if not field or (field != "baseline" if year else field == "target"):
        return None
    return field, int(year[2]) if year else None, bare != plain


# the rows


class _Reading:
    """A sheet as its rows are read, one after another, with the findings on the way. `n` is the row at hand, `cells`
    what stands in its fields, and `printed` the same without what is merged into them."""

    def __init__(self, sheet: Table, head: Head) -> None:
        self.sheet, self.head = sheet, head
        self.findings: list[Finding] = []
        self.ids: set[str] = set()
        self.category = ""
        self.n = head.row
        self.cells: Mapping[str, Cell] = {}
        self.printed: Mapping[str, Cell] = {}

    def table(self) -> CountyTable:
        """The whole table."""
        head = self.head
        self.columns()
        for field in ("baseline", "departments"):
            if field not in head.columns:
                self.findings += county_faults.no_county_table(head.table.place(head.row, 0), field)
        rows: list[TableRow] = []
        as_printed = Heading(self.sheet, head.row, head.columns)
        for (self.n, self.cells), (_, self.printed) in zip(head.rows(), as_printed.rows(), strict=True):
            rows += self.row()
        if not rows:
            self.findings += county_faults.no_county_table(head.table.place(head.row, 0))
        first = head.years[0]
        baseline_year = head.baseline_year or (first - 1) // 5 * 5  # the last year of the five-year plan before
        if baseline_year >= first:
            late = Phrase(f"目标年份不晚于基期{baseline_year}年", f"no year after the baseline year, {baseline_year}")
            self.findings += county_faults.unread_cell(head.place(str(first)), late)
        return CountyTable(self.title(), baseline_year, not head.baseline_year, head.years, self.numbered(rows))

    def columns(self) -> None:
        """Note the columns, and the cells beyond them, that are filled in and are not understood."""
        head, sheet = self.head, self.sheet
        for column, (place, title) in head.unknown.items():
            if sheet.is_filled(column, below=head.row):
                repeated = _column(title) is not None
                self.findings += faults.repeated_column(place) if repeated else county_faults.left_out(place, title)
        last = max(*head.columns.values(), *head.unknown)
        for place in sheet.beyond(head.row, range(last + 1)) if not sheet.sheet else ():
            self.findings += faults.beyond_the_heading(place)

    def title(self) -> str:
        """The longest line above the heading, which is what the table is called."""
        above = [{text_of(cell) for cell in row} - {""} for row in self.head.table.rows[: self.head.row]]
        lines = [tidy(*texts) for texts in above if len(texts) == 1]
        return max((line for line in lines if not _REMARK.match(line)), key=len, default="")

    def row(self) -> Iterator[TableRow]:
        """The indicator in the row, if there is one; a row with one text only is a category, or a remark."""
        for field, cell in self.cells.items():
            if isinstance(cell, FormulaError) and field != "baseline" and not field.isdigit():
                self.findings += faults.not_a_figure(self.head.place(field, self.n), cell)
        texts = {text_of(cell) for cell in self.head.table.rows[self.n]} - {""}
        if len(texts) == 1:
            self.heading(tidy(*texts))
        elif name := self.text("name"):
            yield self.indicator(name)
        elif texts - {self.text("id"), self.text("category")}:
            self.unread("name", Phrase("这一行没有指标名称", "this row has no name of an indicator"))

    def heading(self, text: str) -> None:
        """A row with a single text."""
        if _REMARK.match(text) or "category" in self.head.columns:
            self.findings += county_faults.left_out(self.sheet.place(self.n, 0), text)
        else:
            self.category = _without_number(text)

    def indicator(self, name: str) -> TableRow:
        """A row with a name."""
        unit = self.text("unit")
        if self.head.unit_in_name and (split := _UNIT_IN_BRACKETS.fullmatch(name)):
            name, unit = split.groups()
        unit = "" if unit in ("", "/", "-", "—", "——") else unit
        printed = [self.text(field) for field in ("baseline", *map(str, self.head.years))]
        if not unit and any(printed) and all(re.search("[0-9][%％]", text) for text in printed if text):
            unit = "%"
        self.category = _without_number(self.text("category")) or self.category
        baseline = self.figure("baseline", BASELINE, unit)
        targets = {year: self.figure(str(year), TARGET, unit) for year in self.head.years}
        if unit == "%" and _fractions(printed):
            self.findings += county_faults.percent_format(self.head.place("baseline", self.n))
        row = TableRow(
            id=self.id(),
            name=name,
            category=self.category,
            unit=unit,
            attribute=self.word("attribute", get_args(Attribute)),
            direction=self.word("direction", get_args(Direction)),
            baseline=baseline,
            targets=targets,
            departments=self.departments(),
            note=self.text("note"),
        )
        return row if row.direction else _directed(row)

    def text(self, field: str) -> str:
        """What stands in a field; nothing where it has no column."""
        return tidy(text_of(self.cells.get(field, "")))

    def unread(self, field: str, message: Phrase, hint: Phrase | None = None) -> None:
        """Note that nothing can be made of a cell."""
        self.findings += county_faults.unread_cell(self.head.place(field, self.n), message, hint)

    def figure(self, field: str, kind: Scalar, unit: str) -> str:
        """The baseline or a target, less its unit; —— for an empty cell, and for one that cannot be read."""
        cell, text = self.cells.get(field, ""), self.text(field)
        if not isinstance(cell, str):
            wrong = faults.not_a_figure(self.head.place(field, self.n), cell)
            self.findings += wrong
            return NOT_SURVEYED if wrong else text
        if unit:
            text = re.sub(rf"(?<=[0-9])\s*{'[%％]' if unit == '%' else re.escape(unit)}", "", text)
        try:
            kind.parse(text or NOT_SURVEYED)
        except Misread as misread:
            if misread.fix is None:
                self.unread(field, misread.message, misread.hint)
            text = misread.fix or NOT_SURVEYED
        return text or NOT_SURVEYED

    def id(self) -> str:
        """The number in the row as printed; nothing where a cell runs over several rows, or there is none."""
        text = tidy(text_of(self.printed.get("id", ""))).rstrip(".、．")
        try:
            IDENTIFIER.parse(text or "0")
        except Misread:
            self.unread("id", Phrase(f"序号“{text}”不合写法", f"“{text}” cannot be a number of a row"), _MADE_OF)
        if text in self.ids:
            self.unread("id", Phrase(f"序号“{text}”重复", f"the number “{text}” is given twice"))
        self.ids |= {text} - {""}
        return text

    def word(self, field: str, known: Sequence[str]) -> str:
        """Our word for an attribute or a direction; nothing where the cell is empty."""
        text = self.text(field)
        word = meant_word(text, known)
        if text and not word:
            _, message, hint, *_ = not_among(self.head.place(field, self.n), text, known)
            self.unread(field, message, hint)
        return word or ""

    def departments(self) -> list[str]:
        """The bodies, those that lead first."""
        lead, support = (_bodies(text_of(self.cells.get(field, ""))) for field in ("departments", "support"))
        lead.sort(key=lambda body: not _LEAD_MARK.search(body))
        if not lead and "departments" in self.head.columns:
            self.unread("departments", Phrase("这一行没有责任部门", "nobody answers for this row"))
        return list(dict.fromkeys(_LEAD_MARK.sub("", body) for body in (*lead, *support)))

    def numbered(self, rows: Sequence[TableRow]) -> list[TableRow]:
        """The rows with their ids: as printed; `20.1`, `20.2` where one number stands for several rows; from 1 on
        where none are printed."""
        if not self.ids:
            return [row._replace(id=str(n)) for n, row in enumerate(rows, 1)]
        if not rows[0].id:
            message = Phrase("有的行有序号，第一行却没有", "the first row has no number, and others have")
            self.findings += county_faults.unread_cell(self.head.place("id", self.head.row + 1), message)
        ids: Iterable[str] = accumulate((row.id for row in rows), lambda before, id: id or before)
        groups = [[*group] for _, group in groupby(zip(ids, rows, strict=True), key=lambda numbered: numbered[0])]
        return [
            row._replace(id=id if len(group) == 1 else f"{id}.{part}")
            for group in groups
            for part, (id, row) in enumerate(group, 1)
        ]


def _bodies(text: str) -> list[str]:
    """The names in a cell, one perhaps with the mark of the lead, which is no name."""
    return [body for part in _BETWEEN_BODIES.split(text) if _LEAD_MARK.sub("", body := tidy(part))]


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
