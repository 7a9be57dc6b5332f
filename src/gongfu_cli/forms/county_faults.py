"""GF72: what is wrong with a county's table as a spreadsheet (`init --from`). Each rule is called at the file, row
or cell that it is about."""

from collections.abc import Iterator

from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source.finding import Place
from gongfu_cli.source.rule import Hit, rule


@rule("GF721", "no-county-table")
def no_county_table(place: Place, field: str = "name") -> Iterator[Hit]:
    """A spreadsheet holds no county's table of indicators, or one without a column that is needed.

    `gongfu init --from` knows the table by its heading: a column `指标`, columns of years such as `2022年` and
    `2025年`, one of the baseline (`基期`, or the earliest year) and one of those who answer for it (`责任部门`), in any
    order. Name the columns so, in one row or two.

    表格里没有县的指标表，或者缺了必需的一列。

    `gongfu init --from` 靠表头辨认指标表：要有 `指标` 一列，`2022年`、`2025年` 这样的年份列，`基期`（或最早的一年）
    和 `责任部门`，先后不限。请照此写表头，一行两行都可以。

    Bad: 指标表.csv
        人均生产总值,万元,16.94,21
    Bad: 指标表.csv
        指标,单位,2020年,2025年
        人均生产总值,万元,16.94,21
    Good: 指标表.csv
        指标,单位,2020年,2025年,责任部门
        人均生产总值,万元,16.94,21,县发改局
    """
    missing = {
        "name": Phrase("指标和目标年份（如 2025年）", "for the indicators (指标) and the years to reach (2025年)"),
        "baseline": Phrase("基期", "for the baseline (基期)"),
        "departments": Phrase("责任部门", "for those who answer for it (责任部门)"),
    }[field]
    message = Phrase(f"这里没有指标表：表头缺{missing.zh}", f"no county's table here: no column {missing.en}")
    titles = "指标 单位 基期 2022年 2025年 属性 责任部门"
    yield Hit(place, message, Phrase(f"表头如：{titles}", f"a heading: {titles}"))


@rule("GF722", "unread-cell")
def unread_cell(place: Place, message: Phrase, hint: Phrase | None = None) -> Iterator[Hit]:
    """A cell of a county's table is empty or cannot be read.

    Every row needs a name, a body that answers for it, and a baseline and targets worded as `gongfu rule GF105` lists;
    two rows cannot have one number. Nothing is written while there is such a cell. Mend it in the spreadsheet, and run
    the command again.

    县指标表里有一格空着，或者读不出来。

    每一行都要有指标名称、责任部门，基期和目标要用 `gongfu rule GF105` 列出的写法，序号不能重复。只要还有这样的格，就
    什么也不写入。在表格里改好，再运行一次。

    Bad: 指标表.csv
        指标,单位,2020年,2025年,责任部门
        人均生产总值,万元,2020年 16.94,21,县发改局
    Bad: 指标表.csv
        指标,单位,2020年,2025年,责任部门
        人均生产总值,万元,16.94,21,
    Bad: 指标表.csv
        序号,指标,基期,2025年,责任部门
        1,人均生产总值,16.94,21,县发改局
        1,居民人均可支配收入,50000,69000,县发改局
    Bad: 指标表.csv
        指标,方向,2020年,2025年,责任部门
        人均生产总值,好,16.94,21,县发改局
    Good: 指标表.csv
        指标,单位,2020年,2025年,责任部门
        人均生产总值,万元,16.94,21,县发改局
    """
    yield Hit(place, message, hint)


@rule("GF723", "left-out", "warning")
def left_out(place: Place, text: str) -> Iterator[Hit]:
    """A row, a column or a sheet of a county's table has no place in the data and was left out.

    Remarks below the table, columns with other headings and further sheets are such. See that nothing among them is an
    indicator or a target. If it is, give the column a heading that is known, or move the row into the table.

    县指标表里的一行、一列或一张工作表无处可放，没有读入。

    例如表后的注、别的表头下的列、另外的工作表。请看看里面有没有指标或目标；有的，改成认得的表头，或移进表里。

    Bad: 指标表.csv
        指标,单位,2020年,2025年,责任部门,页码
        人均生产总值,万元,16.94,21,县发改局,12
    Bad: 指标表.csv
        指标,单位,2020年,2025年,责任部门
        人均生产总值,万元,16.94,21,县发改局
        注：数据来自统计年鉴,,,,
    Good: 指标表.csv
        指标,单位,2020年,2025年,责任部门,备注
        人均生产总值,万元,16.94,21,县发改局,数据来自统计年鉴
    """
    yield Hit(place, Phrase(f"没有读入“{text}”", f"“{text}” was not read"))


@rule("GF724", "percent-format", "warning")
def percent_format(place: Place) -> Iterator[Hit]:
    """The figures of a row in per cent all lie between 0 and 1, as those of cells in percent format do.

    A cell that shows 65% in percent format holds 0.65, and that is what is read. If 65 is meant, set the format of the
    cells to general and enter the numbers as they are printed.

    以百分比计的一行，各数都在 0 和 1 之间，像是设了百分比格式的格。

    设了百分比格式、显示 65% 的格，里面的数是 0.65，读入的就是它。如果应是 65，请把格式设为常规，照显示的样子重新
    输入。

    Bad: 指标表.csv
        指标,单位,2020年,2025年,责任部门
        常住人口城镇化率,%,0.65,0.7,县发改局
    Good: 指标表.csv
        指标,单位,2020年,2025年,责任部门
        常住人口城镇化率,%,65,70,县发改局
    """
    message = Phrase("这一行的数都不到 1，像是百分比格式", "all figures of this row are below 1: percent format?")
    yield Hit(place, message, Phrase("应是 65 的不要写成 0.65", "enter 65, not 0.65, if that is meant"))
