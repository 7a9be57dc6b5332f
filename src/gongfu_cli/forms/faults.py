"""GF70 and GF71: what is wrong with forms that come back (`import`). Each rule is called at the file, column or cell
that it is about."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, time, timedelta

from gongfu_cli.book.faults import in_chinese, meant_word, not_among
from gongfu_cli.book.model import Indicator
from gongfu_cli.book.period import Period, named, not_after
from gongfu_cli.book.scalars import VALUE
from gongfu_cli.forms.form import COLUMNS, FIELDS
from gongfu_cli.forms.sheet_xml import FormulaError
from gongfu_cli.forms.tables import TYPED_DIGITS, Cell, text_of
from gongfu_cli.language.phrase import BETWEEN_WORDS, Phrase, did_you_mean, listed
from gongfu_cli.source.finding import Misread, Place
from gongfu_cli.source.rule import Hit, rule


@rule("GF701", "unreadable-form")
def unreadable_form(place: Place, why: Phrase) -> Iterator[Hit]:
    """A returned file cannot be read as a table.

    Forms come back as workbooks (xlsx, xls, ods) or as CSV in UTF-8 or GB18030, without a password. A damaged file
    and one with cells far outside any form are refused too, and a CSV file with a line break in a cell: a quote
    without its partner looks the same, and takes in the rows below. Open the file, save it again as one of these, or
    ask for it once more.

    交回的文件读不成表格。

    能读的是不加密码的工作簿（xlsx、xls、ods），以及 UTF-8 或 GB18030 编码的 CSV。文件损坏，或者在很远处还填有内
    容的，也读不了。CSV 的一格里换了行也不行：引号没有配对时就是这个样子，下面的行会被并进去。打开后另存为其中一种，
    或者请对方重新交一份。

    Bad: 填报表.csv (in UTF-16)
        编号,2025年实际值
        15,70.2
    Bad: 填报表.csv
        编号,2025年实际值,数据来源
        15,70.2,"统计年鉴
        19,32.9,统计年鉴
    Bad: 填报表.xlsx (damaged)
    Good: 填报表.csv (in GB18030)
        编号,2025年实际值
        15,70.2
    """
    yield Hit(place, why)


@rule("GF702", "no-form")
def no_form(file: str, others: Sequence[Place], forms: bool) -> Iterator[Hit]:
    """A returned file holds no form: no row names the columns of the ids and of the values.

    The form is known by its heading, with `编号` and `2025年实际值` among the first rows; what stands under other
    names cannot be placed. Restore the heading of the form that was sent out. Beside a form, a sheet that is none is
    only a warning.

    交回的文件里没有填报表：没有写明编号列和实际值列的表头。

    填报表靠表头辨认，前几行里要有 `编号` 和 `2025年实际值`；别的名称下的内容无从归位。请照发出的表恢复表头。工作
    簿里已有填报表的，多出来的工作表只作警告。

    Bad: 填报表.csv
        指标,实绩
        常住人口城镇化率,70.2
    Bad: 填报表.csv (empty)
    Good: 填报表.csv
        编号,2025年实际值
        15,70.2
    """
    wanted = BETWEEN_WORDS.join([COLUMNS["id"], COLUMNS["value"](period=Phrase("YYYY年", "YYYY"))])
    message = Phrase(
        f"这里没有填报表：没有含“{wanted.zh}”的表头", f"no form here: no row with the columns “{wanted.en}”"
    )
    for place in others:
        yield Hit(place, message, severity="warning" if forms else "error")
    if not others and not forms:
        yield Hit(Place.top(file), Phrase("文件是空的", "there is nothing in this file"))


@rule("GF703", "form-year")
def form_year(place: Place, period: Period | None, imported: Period | None, baseline: int) -> Iterator[Hit]:
    """A form does not say for which year it is, or is for another year than the one that is imported.

    All values of an import are of one period, that in the heading of the first form, or of
    `--year`. Import the forms of one year at a time, and name the year where the heading does not. It has to be later
    than the baseline year.

    填报表没有写明年份，或者不是所导入的年份。

    一次导入的值都属同一期，年份取自第一份表的表头，或由 `--year` 指明。每次只导入同一年的表，表头没有
    年份的要指明。年份必须晚于基期年。

    Bad: 县发改局.csv
        编号,2025年实际值
        15,70.2
    and: 县民社局.csv
        编号,2024年实际值
        19,32.7
    Bad: 填报表.csv
        id,value
        15,70.2
    Bad: 填报表.csv
        编号,2020年实际值
        15,65
    Good: 县发改局.csv
        编号,2025年实际值
        15,70.2
    and: 县民社局.csv
        编号,2025年实际值
        19,32.9
    """
    if period is None:
        message = Phrase("表里没有写是哪一年的", "the table does not say for which year it is")
        yield Hit(place, message, Phrase("用 --year 指明", "say so with --year"))
    elif imported is not None and period != imported:
        message = Phrase(
            f"这是{named(period).zh}的表，不是{named(imported).zh}的",
            f"this is a form for {period}, not for {imported}",
        )
        yield Hit(place, message, Phrase("每次只导入同一年的表", "import the forms of one year at a time"))
    elif period <= baseline:
        yield Hit(place, not_after(baseline, period))


@rule("GF704", "unknown-column")
def unknown_column(place: Place, title: str) -> Iterator[Hit]:
    """Something is filled in under a heading that the form does not have.

    What stands there could not be placed, and would be lost in silence. Give the column its name in the form, move
    what it says to the notes (`说明`), or delete it.

    填报表里没有的一列填了内容。

    这些内容无从归位，略过就等于丢掉。改成表中原有的列名，或把内容移到 `说明` 一列，或删去这一列。

    Bad: 填报表.csv
        编号,2025年实际值,数据来源（盖章）
        15,70.2,统计年鉴
    Bad: 填报表.csv
        编号,2025年实际值,页码
        15,70.2,第 7 页
    Good: 填报表.csv
        编号,2025年实际值,数据来源
        15,70.2,统计年鉴
    """
    titles = [COLUMNS[name] for name in FIELDS[1:]]
    known = Phrase("可用的列：", "the columns are:").then(BETWEEN_WORDS.join(titles))
    message = Phrase(f"填报表没有“{title}”这一列", f"the form has no column “{title}”")
    yield Hit(place, message, did_you_mean(title, [word for words in titles for word in words]) or known)


@rule("GF705", "repeated-column")
def repeated_column(place: Place) -> Iterator[Hit]:
    """Two columns of a form have the same name.

    Which of the two holds the figures cannot be known. Delete the one that was added, or give it a name of its own if
    nothing in it is to be imported.

    填报表里有两列同名。

    无法知道该取哪一列。删去多出的一列。

    Bad: 填报表.csv
        编号,2025年实际值,2025年实际值
        15,70.2,70.4
    Good: 填报表.csv
        编号,2025年实际值
        15,70.2
    """
    yield Hit(place, Phrase("这一列与前面的列同名", "this column has the same name as one before it"))


@rule("GF706", "unknown-row")
def unknown_row(place: Place, id: str, known: Collection[str]) -> Iterator[Hit]:
    """A row is filled in whose id is not in the indicator table, or that has no id.

    A row is known by its id alone, so its value would reach no indicator; in a form of several tables the name of a
    further table stands before it (`levers:24.1`). Restore the id from the form that was sent out. A row that was added
    for an indicator the table lacks has to go.

    填了数的一行，编号不在指标表里，或者没有编号。

    一行数据只凭编号归位，编号不对，就到不了任何指标；几张表合填的，官方表以外的编号前有表名（`levers:24.1`）。照发出
    的表恢复编号；自行添加的、指标表里没有的行要删去。

    Bad: 填报表.csv
        编号,2025年实际值
        51,70.2
    Bad: 填报表.csv
        编号,2025年实际值
        150,70.2
    Bad: 填报表.csv
        编号,2025年实际值
        ,70.2
    Good: 填报表.csv
        编号,2025年实际值
        15,70.2
    """
    message = Phrase(f"指标表里没有编号“{id}”", f"there is no indicator “{id}” in the table")
    if not id:
        message = Phrase("这一行填了数，却没有编号", "something is filed in this row, but it has no id")
    yield Hit(place, message, did_you_mean(id, known))


@rule("GF707", "not-a-figure")
def not_a_figure(place: Place, cell: Cell, to_be_done: bool = False) -> Iterator[Hit]:
    """A cell for a value does not hold a number as it was published.

    Such are words, a number with a unit, percent sign or thousands comma, a date, a formula that fails or whose result
    was not saved (in any column), and digits that a formula worked out and nobody rounded. Nothing is guessed at.
    Enter the number alone, with the digits that are published, or `——` if nothing was surveyed. What is to be done has
    no number: choose its verdict (`考核结论`).

    实际值一格里不是按公布的样子写的数。

    例如文字，带单位、百分号或千分位逗号的数，日期，出错的公式或结果没有存下的公式（不论在哪一列），以及由公式算
    出、没有取整的一长串小数。程序不作猜测。请只填数，位数与公布的相同；没有开展统计的填 `——`。
    要完成的任务没有数，在 `考核结论` 一列选。

    Bad: 填报表.csv
        编号,2025年实际值
        15,70.2%
    Bad: 填报表.csv
        编号,2025年实际值
        15,约七十
    Good: 填报表.csv
        编号,2025年实际值
        15,70.2
    """
    text = text_of(cell)
    match cell:
        case FormulaError() if text.startswith("="):
            message = Phrase(f"公式的结果没有存进文件：{text}", f"the file does not hold what a formula gives: {text}")
            remedy = Phrase("在 Excel 或 WPS 里打开，保存一次", "open it in Excel or WPS and save it once")
            yield Hit(place, message, remedy)
        case FormulaError():
            message = Phrase(f"公式算不出数：{text}", f"a formula that gives no number: {text}")
            yield Hit(place, message, Phrase("直接填数", "enter the number itself"))
        case bool() | date() | time() | timedelta():
            message = Phrase(f"这里是“{text}”，不是数", f"“{text}” is not a number")
            yield Hit(place, message, Phrase("重新填数，格式设为常规", "enter the number again, in general format"))
        case int() | float() if "." in text and len(text.lstrip("-0.").replace(".", "")) >= TYPED_DIGITS:
            message = Phrase(f"{text} 是算出来的数，没有取整", f"{text} was worked out and not rounded")
            yield Hit(place, message, Phrase("按公布的位数填", "enter it with as many digits as are published"))
        case _:
            try:
                VALUE.parse(text)
            except Misread as misread:
                hint = Phrase("填数；未开展统计的填 ——", "enter a number, or —— if nothing was surveyed")
                hint = misread.hint if misread.hint and re.search(r"\d", text) else hint
                yield Hit(place, misread.message, _ATTEST if to_be_done else hint)


_ATTEST = Phrase("清空这一格，在考核结论栏选，并写来源", "empty this cell; choose the verdict, and name its source")


@rule("GF708", "unknown-choice")
def unknown_choice(place: Place, text: str, offered: Sequence[str]) -> Iterator[Hit]:
    """A status or a verdict is not one of those to choose from.

    They decide how a value is shown and judged, so nothing is guessed at. Choose a word from the list in the cell, or
    copy one from the hint.

    数据状态或考核结论不是可选的词。

    这两栏决定怎样标示和评价，程序不作猜测。请在格中的列表里选，或照提示里的词填写。

    Bad: 填报表.csv
        编号,2025年实际值,数据状态
        15,70.2,已公开
    Bad: 填报表.csv
        编号,2025年实际值,考核结论
        15,,好
    Good: 填报表.csv
        编号,2025年实际值,数据状态
        15,70.2,已公布
    """
    hit, word = not_among(place, text, offered), meant_word(text, offered)
    yield hit._replace(hint=Phrase("改为：", "write: ") + Phrase(in_chinese(word), word)) if word else hit


@rule("GF709", "idle-verdict")
def idle_verdict(place: Place, id: str) -> Iterator[Hit]:
    """A verdict is given on an indicator whose target is a number.

    A verdict stands in for a number that was never handed down; where there is one, the value decides. Empty the cell
    and file the value. If the number still has to come, check whether this is the right row.

    有数可依的目标填了考核结论。

    只有目标未明确、又没有下达数的指标，才由考核结论代替；有数的，按实际值评价。清空这一格，填报实际值，并核对
    是否填错了行。

    Bad: 填报表.csv
        编号,2025年实际值,考核结论
        15,70.2,已达标
    Good: 填报表.csv
        编号,2025年实际值,考核结论
        15,70.2,
    Good: 填报表.csv
        编号,2025年实际值,考核结论
        15,70.2,已达标
    and: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 完成上级下达指标}
    """
    message = Phrase(
        f"第{id}号指标的目标并非未明确，或已有下达数，不能附结论",
        f"the target of indicator {id} is not left open, or has its number: it takes no verdict",
    )
    yield Hit(place, message, Phrase("清空这一格", "empty this cell"))


@rule("GF710", "two-values")
def two_values(place: Place, id: str, column: Phrase, texts: tuple[str, str], first: Place) -> Iterator[Hit]:
    """Something is filled in twice for one indicator, and differently.

    Two bodies may have filled in the same row, or a row was copied and its id not changed. Only one of the two can be
    right, and the program does not choose. Ask the body that leads, and keep one.

    同一项指标的同一栏填了两次，内容不同。

    可能是两个部门填了同一行，或者复制了一行却忘了改编号。两处只有一处是对的，程序不代为取舍。向牵头部门核实，只留
    一处。

    Bad: 填报表.csv
        编号,2025年实际值
        15,70.2
        15,70.4
    Bad: 县发改局.csv
        编号,2025年实际值,数据来源
        15,70.2,统计年鉴
    and: 县民社局.csv
        编号,2025年实际值,数据来源
        15,70.2,统计公报
    Good: 填报表.csv
        编号,2025年实际值
        15,70.2
        15,70.20
    """
    one, other = texts
    message = Phrase(
        f"第{id}号指标的{column.zh}填了两种：“{one}”和“{other}”",
        f"indicator {id} has two for “{column.en}”: “{one}” and “{other}”",
    )
    hint = Phrase(f"第一处在 {first.file}；两处只留一处", f"the first is {first.file}; keep one of the two")
    yield Hit(place, message, hint)


@rule("GF711", "verdict-without-source")
def verdict_without_source(place: Place, id: str) -> Iterator[Hit]:
    """A verdict does not say where it comes from.

    There is no figure to look up, so the source is all that a verdict rests on; an actuals file with one that has none
    cannot be scored. Name the document in the source column (`数据来源`).

    考核结论没有写来源。

    结论没有数可查，全凭来源；实绩文件里有缺来源的结论，就无法评分。请在 `数据来源` 一列写明文件名称。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 完成上级下达指标}
    and: 填报表.csv
        编号,2026年实际值,考核结论,数据来源
        15,,已达标,
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 完成上级下达指标}
    and: 填报表.csv
        编号,2026年实际值,考核结论,数据来源
        15,,已达标,市考核通报
    """
    message = Phrase(f"第{id}号指标的考核结论没有写来源", f"the verdict on indicator {id} has no source")
    yield Hit(place, message, Phrase("在数据来源栏写明", "name it in the source column"))


@rule("GF712", "status-without-value")
def status_without_value(place: Place, id: str, column: Phrase) -> Iterator[Hit]:
    """A status or a source is given, but the value beside it was emptied.

    An empty cell says nothing and leaves the value filed before as it is, which would then carry the new status or
    source. Fill in the value too, or empty the cell.

    填了数据状态或数据来源，旁边的实际值却清空了。

    空格不作任何改动，原先填报的值照旧，新的状态或来源就会记到旧值名下。请把实际值也填上，或清空这一格。

    Bad: 填报表.csv
        编号,2025年实际值,数据状态
        15,,已公布
    Bad: 填报表.csv
        编号,2025年实际值,数据来源
        15,,统计年鉴
    Good: 填报表.csv
        编号,2025年实际值,数据状态
        15,70.2,已公布
    """
    zh, en = f"第{id}号指标填了{column.zh}，却没有填值", f"indicator {id} has a {column.en.casefold()}, but no value"
    yield Hit(place, Phrase(zh, en), Phrase("填上值，或清空这一格", "fill in the value, or empty this cell"))


@rule("GF713", "other-name")
def other_name(place: Place, id: str, indicator: Indicator, name: str, ids: Sequence[str]) -> Iterator[Hit]:
    """An id stands beside the name of another indicator.

    Rows were sorted, pasted or renumbered in one column only, so the value would go to the wrong indicator. Look
    whether the id or the name is right, and restore the row from the form that was sent out.

    编号旁边写的是另一项指标的名称。

    多半是只对一列作了排序、粘贴或改号，值会记到别的指标名下。核对编号和名称哪个对，照发出的表恢复这一行。

    Bad: 填报表.csv
        编号,指标,2025年实际值
        8,常住人口城镇化率,70.2
    Good: 填报表.csv
        编号,指标,2025年实际值
        15,常住人口城镇化率,70.2
    """
    message = Phrase(
        f"编号 {id} 是“{indicator.name}”，旁边写的却是“{name}”",
        f"{id} is “{indicator.name_en or indicator.name}”, but the name beside it is “{name}”",
    )
    hint = Phrase("这个名称的编号是：", "the id of that name is:").then(listed(ids))
    yield Hit(place, message, hint)


@rule("GF714", "not-the-lead", "warning")
def not_the_lead(place: Place, id: str, body: Phrase, lead: Phrase) -> Iterator[Hit]:
    """A value comes from a body that does not lead the indicator.

    The lead department answers for the figure, and the others see the row for information only. Ask the lead whether
    the value is its own; if it is, nothing has to be done.

    填报的单位不是这项指标的牵头部门。

    数据由牵头部门负责，配合部门的表里列出这一行只供参考。向牵头部门核实；认可的不必处理。

    Bad: 填报表.csv
        填报单位,县民社局
        编号,2025年实际值
        15,70.1
    Good: 填报表.csv
        填报单位,县发改局
        编号,2025年实际值
        15,70.1
    """
    message = Phrase(
        f"第{id}号指标由{lead.zh}牵头，这里由{body.zh}填报",
        f"indicator {id} is led by {lead.en}, but {body.en} filled it in",
    )
    yield Hit(place, message, Phrase(f"向{lead.zh}核实", f"ask {lead.en} whether it stands"))


@rule("GF715", "beyond-the-heading")
def beyond_the_heading(place: Place) -> Iterator[Hit]:
    """A row goes on beyond the columns of the heading.

    In a CSV file a comma among the digits of a number makes two cells of it, so the figures of the row may stand in
    the wrong columns. Write `69240` for `69,240`, put a text with a comma into quotes, and move a remark into the notes
    (`说明`).

    一行的格比表头的列多。

    CSV 里数字中间的逗号会把一个数分成两格，这一行的内容可能都错了列。`69,240` 请写成 `69240`，有逗号的文字加上引号，
    批注移到 `说明` 一列。

    Bad: 填报表.csv
        编号,2025年实际值
        15,70.2,下月公布
    Good: 填报表.csv
        编号,2025年实际值,说明
        15,70.2,下月公布
    """
    message = Phrase("这一格在表头各列之外", "this cell is outside the columns of the heading")
    hint = Phrase("数字里不要有逗号；批注写进说明一列", "no comma in numbers; a remark goes into the notes")
    yield Hit(place, message, hint)
