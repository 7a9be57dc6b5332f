"""The form of a year as a workbook that a clerk fills in with WPS or Excel: a worksheet for each department."""

import io
from collections.abc import Iterable, Sequence
from itertools import groupby
from string import ascii_uppercase
from typing import Any, Final

from gongfu_cli.book.number import decimals, number, printed
from gongfu_cli.book.period import named, year_of
from gongfu_cli.book.scalars import NOT_SURVEYED
from gongfu_cli.formats import xlsx
from gongfu_cli.forms.form import CHOICES, COLUMNS, DUE, SIGNED, Form, FormRow
from gongfu_cli.language.phrase import COLON, Language, Phrase
from gongfu_cli.language.terms import STATUSES
from gongfu_cli.sheets.phrases import in_brackets, name_of, unit_of
from gongfu_cli.source.writing import tidy

_WIDTHS: Final = dict(zip(COLUMNS, (5, 22, 7, 9, 10, 10, 9, 7, 8, 11, 10, 11, 11), strict=True))
"""Together they fit on A4 at a scale that leaves 9 points of the font's 11, also where its digits are 8 pixels wide."""
_INPUT = {"locked": False, "bg_color": "#FFFBE6"}
_CLOSED = {"bg_color": "#EEF0F2"}
_TEXT = {"num_format": "@"}
_ALIGNED: Final[dict[str, xlsx.Style]] = {"requirement": {"align": "right"}, "remark": {"indent": 1}}
_SIGN_ROW: Final = 3
_HEAD_ROW: Final = 4
_FIRST: Final = _HEAD_ROW + 1

_ROOM: Final = ((2, 3, 3), (4, 5, 5), (6, 7, 8), (9, 10, 12))
"""Where the names behind `填报单位` are asked for: the column of the label, and the first and last one to write in."""

_TITLE = Phrase("{title} · {period}填报表 · {department}", "{title} · form for {period} · {department}")
_GUIDE = Phrase(
    "只填浅黄色的格：实际值填数，不带单位和 %；未开展统计的填 ——；尚未报送的留空，可在说明栏写原因。"
    "数据状态留空的，按“{status}”。考核结论只用于目标未明确的指标和要完成的任务，须写来源。有差距的，写明原因和措施。",
    "Fill in the pale yellow cells only. Actual: a number without unit or %; —— if nothing was surveyed; empty if it "
    "is not known yet, with the reason in the note. No status means “{status}”. A verdict is only for targets that "
    "are left open and for what is to be done, and needs its source. For a gap, say its reason and the measure taken.",
)
_PATH = Phrase("≈ 为推算，非官方要求。", "≈ is interpolated, not an official requirement.")
_STARRED = Phrase("上年值中带 * 的是示例数据，非官方。", "Last values marked * are illustrative, not official.")
_OWN_STATUS = Phrase("数据状态留空的，按“{status}”", "no status means “{status}”")
_BETWEEN_NOTICES = Phrase("。", ". ")
_SUPPORTED = Phrase("配合的指标：由牵头部门填报，此处仅供参考", "Supported: the lead fills them in; for information")
_HINTS: Final = {
    "value": Phrase("填数，不带单位和 %；未开展统计填 ——", "A number without unit or %; —— if not surveyed"),
    "verdict": Phrase(
        "任务完成没有，或目标未明确又没有下达数的结论；写明来源",
        "Whether it is done, or, without a number given, the verdict; name the source",
    ),
    "status": Phrase("留空即按表头说明", "Empty: as said at the top"),
}
_NOT_A_NUMBER = Phrase("这里只能填数{range}，或填 ——（未开展统计）", "Enter a number{range}, or —— if not surveyed")
_NOT_A_CHOICE = Phrase("请从列表中选", "Choose one from the list")


def render(form: Form, language: Language) -> bytes:
    """The form as a workbook. The ids are locked by a protection without password; the cells to fill in are not."""
    stream = io.BytesIO()
    with xlsx.workbook(stream) as book:
        for name in form.departments:
            _Page(book, form, language, name).write()
    return stream.getvalue()


class _Page:
    """The worksheet of one department. Its rows are counted from 0, as `line`."""

    def __init__(self, book: xlsx.Workbook, form: Form, language: Language, department: str) -> None:
        self.book, self.form, self.language, self.department = book, form, language, department
        self.widths = dict(_WIDTHS)
        self.sheet: Any = book.sheet(department)

    def write(self) -> None:
        led, supported = self.form.led_by(self.department), self.form.supported_by(self.department)
        self.widths["id"] = max([self.widths["id"], *(len(row.id) for row in [*led, *supported])])
        self.heading([*led, *supported])
        self.signatures()
        end = self.rows(_FIRST, led)
        if supported:
            self.text(end + 1, 0, _SUPPORTED.to(self.language), xlsx.STYLES["muted"])
            end = self.rows(end + 2, supported)
        for column, field in enumerate(COLUMNS):
            self.sheet.set_column(column, column, xlsx.padded(self.widths[field]))
        self.sheet.freeze_panes(_FIRST, 2)
        self.sheet.repeat_rows(_HEAD_ROW)
        self.sheet.print_area(0, 0, end - 1, len(COLUMNS) - 1)
        self.sheet.ignore_errors({"number_stored_as_text": xlsx.EVERYWHERE})
        self.sheet.protect("", {"format_rows": True, "format_columns": True})

    def rows(self, line: int, rows: Iterable[FormRow]) -> int:
        """Rows from a line on, those of each table under its title where there are several; the line behind them. An
        id's column says nothing beside a title: below words there a list is for information."""
        for table, group in groupby(rows, key=lambda row: row.table):
            if self.form.parts:
                self.text(line, 1, self.title(self.form.parts[table]).to(self.language), {"bold": True})
                line += 1
            for row in group:
                self.row(line, row)
                line += 1
        return line

    def title(self, part: Form) -> Phrase:
        """The title of a table, and what its values are that have no status, where that is not as said at the top."""
        status = _OWN_STATUS(status=STATUSES[part.status])
        return part.title if part.status == self.form.status else part.title + in_brackets(status)

    def text(self, line: int, column: int, text: str, *styles: xlsx.Style) -> None:
        self.book.text(self.sheet, line, column, text, *styles)

    def heading(self, rows: Sequence[FormRow]) -> None:
        title = _TITLE(title=self.form.title, period=named(self.form.period), department=self.department)
        guide = _GUIDE(status=STATUSES[self.form.status])
        if any("≈" in row.requirement.zh for row in rows):
            guide = guide.then(_PATH)
        notices = [DUE(due=self.form.due)] if self.form.due else []
        if any(row.previous_status == "illustrative" for row in rows):
            notices.append(_STARRED)
        lines: list[tuple[str, xlsx.Style]] = [
            (title.to(self.language), {"bold": True, "font_size": 14}),
            (guide.to(self.language), {}),
            (_BETWEEN_NOTICES.join(notices).to(self.language), xlsx.STYLES["notice"]),
        ]
        wrapped = {"text_wrap": True, "valign": "vcenter"}
        for line, (text, style) in enumerate(lines):
            self.merged(line, 0, len(COLUMNS) - 1, text, style, wrapped)
            self.sheet.set_row(line, 24 if line == 0 else xlsx.height([(text, sum(self.widths.values()))]))
        for column, words in enumerate(COLUMNS.values()):
            self.text(_HEAD_ROW, column, words(period=named(self.form.period)).to(self.language), xlsx.HEAD)
        self.sheet.set_row(_HEAD_ROW, 2 * xlsx.LINE)

    def signatures(self) -> None:
        """The line above the columns: whose form it is, and room for who filled it in and who answers for it."""
        words = {field: (label + COLON).to(self.language) for field, label in SIGNED.items()}
        bold = {"bold": True, "align": "right", "valign": "vcenter"}
        whose = f"{words.pop('body')}{self.department}"
        self.merged(_SIGN_ROW, 0, 1, whose, {"bold": True, "text_wrap": True, "valign": "vcenter"})
        height = xlsx.height([(whose, self.widths["id"] + self.widths["name"])])
        self.sheet.set_row(_SIGN_ROW, max(height, 1.5 * xlsx.LINE))
        for text, (label, first, last) in zip(words.values(), _ROOM, strict=True):
            self.text(_SIGN_ROW, label, text, bold)
            self.merged(_SIGN_ROW, first, last, "", xlsx.BODY, _INPUT, _TEXT)

    def merged(self, line: int, first: int, last: int, text: str, *styles: xlsx.Style) -> None:
        """A text over some columns."""
        if first < last:
            self.sheet.merge_range(line, first, line, last, "", self.book.format(*styles))
        self.text(line, first, text, *styles)

    def row(self, line: int, row: FormRow) -> None:
        """The columns that are there to be read, and those to fill in; in a list for information the name of the lead
        in their place."""
        lead, name = row.departments[0], name_of(row.indicator)
        is_led = lead == self.department
        if not is_led:
            name += in_brackets(Phrase(f"牵头：{lead}", f"lead: {lead}"))
        texts = {
            "id": row.id,
            "name": name.to(self.language),
            "unit": unit_of(row.indicator).to(self.language),
            "requirement": row.requirement.to(self.language),
            "remark": row.remark.to(self.language),
        }
        for column, field in enumerate(COLUMNS):
            if field in texts:
                self.text(line, column, texts[field], xlsx.BODY, _CLOSED, _TEXT, _ALIGNED.get(field, {}))
            elif field == "previous":
                self.previous(line, column, row)
            elif is_led:
                self.input(line, column, field, row)
        in_row = texts | dict(row.filed) if is_led else texts
        self.sheet.set_row(line, xlsx.height((text, self.widths[field]) for field, text in in_row.items()))

    def previous(self, line: int, column: int, row: FormRow) -> None:
        """The last value: a number where it is that of the year before, else a text with its year."""
        if row.previous is None:
            self.text(line, column, "", xlsx.BODY, _CLOSED)
            return
        year, value = row.previous
        is_last = year == year_of(self.form.period) - 1
        star = "*" if row.previous_status == "illustrative" else ""
        text, shown = printed(value) + star + ("" if is_last else f" ({year})"), value if is_last else None
        self.book.cell(self.sheet, line, column, text, shown, xlsx.BODY, _CLOSED, {"align": "right"})

    def input(self, line: int, column: int, field: str, row: FormRow) -> None:
        """A cell to fill in, with what is filed already; that of value and verdict which decides nothing is closed."""
        text, words = row.filed.get(field, ""), CHOICES.get(field, {})
        if field == row.closed and not text:
            self.text(line, column, "", xlsx.BODY, _CLOSED)
            return
        if field == "value":
            self.value(line, column, row, text)
            rule = self.numbers_only(f"{ascii_uppercase[column]}{line + 1}", row)
        elif words:
            self.text(line, column, words[text].to(self.language) if text in words else tidy(text), xlsx.BODY, _INPUT)
            choices = [word.to(self.language) for word in words.values()]
            rule = {"validate": "list", "source": choices, "error_message": _NOT_A_CHOICE.to(self.language)}
        else:
            self.text(line, column, tidy(text), xlsx.BODY, _INPUT, _TEXT)
            return
        rule["input_message"] = _HINTS[field].to(self.language)
        self.sheet.data_validation(line, column, line, column, rule)

    def value(self, line: int, column: int, row: FormRow, text: str) -> None:
        filed = number(text) if text and text != NOT_SURVEYED else None
        places = decimals(filed) if filed is not None else row.decimals
        style = (xlsx.BODY, _INPUT, {"align": "right", "num_format": _at_least(places)})
        if filed is None or xlsx.significant(text) > xlsx.EXACT_DIGITS:
            self.text(line, column, text, *style)
        else:
            self.sheet.write_number(line, column, float(filed), self.book.format(*style))

    def numbers_only(self, cell: str, row: FormRow) -> dict[str, Any]:
        """The validation of a value: a number, inside the indicator's range where it has one, or the sign for not
        surveyed."""
        test, range = f"ISNUMBER({cell})", ""
        if row.indicator.range:
            low, high = (printed(end) for end in row.indicator.range)
            test = f"AND({test},{cell}>={low},{cell}<={high})"
            range = Phrase(f"（{low} 到 {high}）", f" from {low} to {high}").to(self.language)
        return {
            "validate": "custom",
            "value": f'=OR({test},{cell}="{NOT_SURVEYED}",{cell}="—",{cell}="--")',
            "error_message": _NOT_A_NUMBER(range=range).to(self.language),
        }


def _at_least(places: int) -> str:
    """The number format with so many decimals, and as many more as are typed."""
    return "0." + "0" * places + "#" * 6 if places else "General"
