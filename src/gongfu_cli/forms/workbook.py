"""The form of a year as a workbook that a clerk fills in with WPS or Excel: a worksheet for each department."""

import io
from collections.abc import Iterable
from typing import Any, Final

from gongfu_cli.book.number import decimals, number, printed
from gongfu_cli.book.scalars import NOT_SURVEYED
from gongfu_cli.formats.xlsx import (
    BODY,
    EVERYWHERE,
    EXACT_DIGITS,
    HEAD,
    LINE,
    STYLES,
    Workbook,
    height,
    padded,
    significant,
    workbook,
)
from gongfu_cli.forms.form import COLUMNS, FIELDS, STATUS_WORDS, Form, FormRow
from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.language.terms import ATTESTED, STATUSES
from gongfu_cli.sheets.phrases import in_brackets, name_of
from gongfu_cli.source.writing import tidy

_WIDTHS: Final = {
    "id": 6,
    "name": 30,
    "unit": 12,
    "previous": 11,
    "requirement": 18,
    "value": 15,
    "verdict": 10,
    "status": 12,
    "source": 24,
    "note": 24,
}
_INPUT = {"locked": False, "bg_color": "#FFFBE6"}
_CLOSED = {"bg_color": "#EEF0F2"}
_TEXT = {"num_format": "@"}
_HEAD_ROW: Final = 3
_FIRST: Final = _HEAD_ROW + 1

_TITLE = Phrase("{title} · {year}年填报表 · {department}", "{title} · form for {year} · {department}")
_GUIDE = Phrase(
    "只填浅黄色的格：实际值填数，不带单位和 %；当年未开展统计的填 ——；尚未报送的留空，可在说明栏写原因。"
    "数据状态留空的，按“{status}”。考核结论只用于目标待上级下达的指标，须写来源。",
    "Fill in the pale yellow cells only. Actual: a number without unit or %; —— if nothing was surveyed; empty if it "
    "is not known yet, with the reason in the note. No status means “{status}”. A verdict is only for targets that "
    "are left open, and needs its source.",
)
_PATH = Phrase("≈ 为直线推算，非官方要求。", "≈ is interpolated, not an official requirement.")
_STARRED = Phrase("上年值中带 * 的是示例数据，非官方。", "Last values marked * are illustrative, not official.")
_SUPPORTED = Phrase("配合的指标：由牵头部门填报，此处仅供参考", "Supported: the lead fills them in; for information")
_HINTS: Final = {
    "value": Phrase("填数，不带单位和 %；当年未开展统计填 ——", "A number without unit or %; —— if not surveyed"),
    "verdict": Phrase("只在没有下达数时选填，并写来源", "Only where no number was given; name the source"),
    "status": Phrase("留空即按表头说明", "Empty: as said at the top"),
}
_NOT_A_NUMBER = Phrase("这里只能填数{range}，或填 ——（当年未开展统计）", "Enter a number{range}, or —— if not surveyed")
_NOT_A_CHOICE = Phrase("请从列表中选", "Choose one from the list")


def render(form: Form, language: Language) -> bytes:
    """The form as a workbook. The ids are locked by a protection without password; the cells to fill in are not."""
    stream = io.BytesIO()
    with workbook(stream) as book:
        for name in form.departments:
            _Page(book, form, name, language).write()
    return stream.getvalue()


class _Page:
    """The worksheet of one department."""

    def __init__(self, book: Workbook, form: Form, department: str, language: Language) -> None:
        self.book, self.form, self.department, self.language = book, form, department, language
        self.sheet: Any = book.sheet(department)

    def write(self) -> None:
        led, supported = self.form.led_by(self.department), self.form.supported_by(self.department)
        self.heading([*led, *supported])
        row = _FIRST
        for each in led:
            self.known(row, each)
            for name in FIELDS:
                self.input(row, name, each)
            row += 1
        if supported:
            self.book.text(self.sheet, row + 1, 0, _SUPPORTED.to(self.language), STYLES["muted"])
            row += 2
        for each in supported:
            self.known(row, each, lead=each.departments[0])
            row += 1
        last = len(COLUMNS) - 1
        for n, name in enumerate(COLUMNS):
            self.sheet.set_column(n, n, padded(_WIDTHS[name]))
        self.sheet.freeze_panes(_FIRST, 2)
        self.sheet.repeat_rows(_HEAD_ROW)
        self.sheet.print_area(0, 0, row - 1, last)
        self.sheet.ignore_errors({"number_stored_as_text": EVERYWHERE})
        self.sheet.protect("", {"format_rows": True, "format_columns": True})

    def heading(self, rows: Iterable[FormRow]) -> None:
        rows = list(rows)
        title = _TITLE(title=self.form.title, year=self.form.year, department=self.department)
        guide = _GUIDE(status=STATUSES[self.form.status])
        if any("≈" in row.requirement.zh for row in rows):
            guide = guide.then(_PATH)
        starred = any(row.previous_status == "illustrative" for row in rows)
        lines = [
            (title.to(self.language), {"bold": True, "font_size": 14}),
            (guide.to(self.language), {}),
            (_STARRED.to(self.language) if starred else "", STYLES["notice"]),
        ]
        width = sum(_WIDTHS.values())
        for row, (text, style) in enumerate(lines):
            shown = self.book.format(style, {"text_wrap": True, "valign": "vcenter"})
            self.sheet.merge_range(row, 0, row, len(COLUMNS) - 1, "", shown)
            self.book.text(self.sheet, row, 0, text, style, {"text_wrap": True, "valign": "vcenter"})
            self.sheet.set_row(row, 24 if row == 0 else height([(text, width)]))
        for n, words in enumerate(COLUMNS.values()):
            self.book.text(self.sheet, _HEAD_ROW, n, words(year=self.form.year).to(self.language), HEAD)
        self.sheet.set_row(_HEAD_ROW, 2 * LINE)

    def known(self, row: int, each: FormRow, lead: str = "") -> None:
        """The columns that are given."""
        name = name_of(each.indicator)
        if lead:
            name += in_brackets(Phrase(f"牵头：{lead}", f"lead: {lead}"))
        texts = {"id": each.indicator.id, "name": name.to(self.language), "unit": each.indicator.unit or ""}
        texts["requirement"] = each.requirement.to(self.language)
        for n, field in enumerate(COLUMNS):
            if field in texts:
                style = {"align": "right"} if field == "requirement" else {}
                self.book.text(self.sheet, row, n, texts[field], BODY, _CLOSED, _TEXT, style)
            elif field == "previous":
                self.previous(row, n, each)
        shown = texts if lead else texts | dict(each.filed)
        self.sheet.set_row(row, height((text, _WIDTHS[field]) for field, text in shown.items()))

    def previous(self, row: int, column: int, each: FormRow) -> None:
        if each.previous is None:
            self.book.text(self.sheet, row, column, "", BODY, _CLOSED)
            return
        year, value = each.previous
        star = "*" if each.previous_status == "illustrative" else ""
        if year == self.form.year - 1 and significant(printed(value)) <= EXACT_DIGITS:
            shown = _printed(decimals(value)) + (f'"{star}"' if star else "")
            style = self.book.format(BODY, _CLOSED, {"num_format": shown, "align": "right"})
            self.sheet.write_number(row, column, float(value), style)
        else:
            text = printed(value) + star + ("" if year == self.form.year - 1 else f" ({year})")
            self.book.text(self.sheet, row, column, text, BODY, _CLOSED, {"align": "right"})

    def input(self, row: int, name: str, each: FormRow) -> None:
        """A cell to fill in, with what is filed already; a verdict is closed where a number decides."""
        column = list(COLUMNS).index(name)
        text = each.filed.get(name, "")
        if name == "verdict" and not each.open and not text:
            self.book.text(self.sheet, row, column, "", BODY, _CLOSED)
            return
        rule: dict[str, Any] = {}
        if name == "value":
            self.value(row, column, each, text)
            rule = self.numbers(f"{'ABCDEFGHIJ'[column]}{row + 1}", each)
        else:
            words = {"verdict": ATTESTED, "status": STATUS_WORDS}.get(name, {})
            shown = words[text].to(self.language) if text in words else tidy(text)
            self.book.text(self.sheet, row, column, shown, BODY, _INPUT, {} if words else _TEXT)
            if words:
                choices = [word.to(self.language) for word in words.values()]
                rule = {"validate": "list", "source": choices, "error_message": _NOT_A_CHOICE.to(self.language)}
        if rule:
            rule["input_message"] = _HINTS[name].to(self.language)
            self.sheet.data_validation(row, column, row, column, rule)

    def value(self, row: int, column: int, each: FormRow, text: str) -> None:
        filed = number(text) if text and text != NOT_SURVEYED else None
        places = decimals(filed) if filed is not None else each.decimals
        style = (BODY, _INPUT, {"align": "right", "num_format": _typed(places)})
        if filed is None or significant(text) > EXACT_DIGITS:
            self.book.text(self.sheet, row, column, text, *style)
        else:
            self.sheet.write_number(row, column, float(filed), self.book.format(*style))

    def numbers(self, cell: str, each: FormRow) -> dict[str, Any]:
        """The validation of a value: a number, inside the indicator's range where it has one, or the sign for not
        surveyed."""
        test, said = f"ISNUMBER({cell})", ""
        if each.indicator.range:
            low, high = (printed(end) for end in each.indicator.range)
            test = f"AND({test},{cell}>={low},{cell}<={high})"
            said = Phrase(f"（{low} 到 {high}）", f" from {low} to {high}").to(self.language)
        return {
            "validate": "custom",
            "value": f'=OR({test},{cell}="{NOT_SURVEYED}",{cell}="—",{cell}="--")',
            "error_message": _NOT_A_NUMBER(range=said).to(self.language),
        }


def _printed(places: int) -> str:
    """The number format with exactly so many decimals."""
    return "0." + "0" * places if places else "0"


def _typed(places: int) -> str:
    """The number format of a value to be typed: at least so many decimals, and as many more as are typed."""
    return "0." + "0" * places + "#" * 6 if places else "General"
