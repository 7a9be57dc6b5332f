"""What each kind of row and each of its fields means: what an editor shows where the pointer rests on one."""

from collections.abc import Mapping

from gongfu_cli.book.model import (
    Actual,
    Actuals,
    Category,
    Department,
    Departments,
    Derived,
    Document,
    Indicator,
    IndicatorTable,
    Resolved,
    Row,
    Successor,
)
from gongfu_cli.language.phrase import Phrase

ROWS: Mapping[type[Row], Phrase] = {
    IndicatorTable: Phrase("指标表 indicators.yaml", "The indicator table, indicators.yaml"),
    Category: Phrase("指标表里的一个类别", "A heading of the indicator table"),
    Indicator: Phrase("指标表里的一行", "A row of the indicator table"),
    Derived: Phrase(
        "由另外两项推算：分子 ÷ 分母 × 系数", "The quotient of two others: numerator ÷ denominator × factor"
    ),
    Document: Phrase("一份文件的目标 targets_*.yaml", "The targets of one document, targets_*.yaml"),
    Resolved: Phrase(
        "文件未定的目标在某一年的数", "The number of a single year for a wording that the documents leave open"
    ),
    Actuals: Phrase("一年的实绩 actuals/年份.yaml", "The actual values of a year, actuals/YEAR.yaml"),
    Actual: Phrase(
        "一项指标当年的实绩：数字；—— 表示当年未调查；留空表示尚未报送",
        "What was filed for an indicator: a number, —— (not surveyed this year), or nothing yet",
    ),
    Departments: Phrase("部门名录 departments.yaml", "The register of departments, departments.yaml"),
    Department: Phrase("一个部门", "A department"),
    Successor: Phrase("接手其工作的部门", "The body that took over its work"),
}

FIELDS: Mapping[type[Row], Mapping[str, Phrase]] = {
    IndicatorTable: {
        "title": Phrase("指标表的标题", "The title of the table"),
        "title_en": Phrase("英文标题", "The title in English"),
        "source": Phrase("指标表的出处：文号、附件", "Where the table is printed: the document and its annex"),
        "baseline_year": Phrase("基期年", "The year of the baselines"),
        "categories": Phrase("类别，按显示的先后", "The categories, in the order in which they are shown"),
        "indicators": Phrase("指标，一行一项", "The indicators, one a row"),
    },
    Category: {
        "name": Phrase("类别名称，指标的 category 照此写", "Its name, as `category` of an indicator gives it"),
        "name_en": Phrase("英文名称", "Its name in English"),
    },
    Indicator: {
        "id": Phrase(
            "编号，如 8、20.1；其他文件用它指这一行", "Its number, such as 8 or 20.1, by which other files name it"
        ),
        "name": Phrase("指标名称", "Its name"),
        "name_en": Phrase("英文名称", "Its name in English"),
        "category": Phrase("所属类别，须是 categories 里的一个", "Its category, one of `categories`"),
        "unit": Phrase("计量单位；没有单位的省去", "The unit of its values; left out where there is none"),
        "attribute": Phrase(
            "evaluation 评价指标 | observation 观察指标", "Evaluation indicators make the headline tallies"
        ),
        "direction": Phrase(
            "rising 越高越好 | falling 越低越好 | keep stable 保持稳定",
            "Whether more is better, less is better, or it is to stay as it is",
        ),
        "baseline": Phrase(
            "基期值，照原表：数字；预计55 是估计数；—— 表示没有",
            "The cell as printed: a number, 预计55 (an estimate), —— (none)",
        ),
        "departments": Phrase("责任部门，第一个牵头", "The departments responsible; the first leads"),
        "worse": Phrase(
            "仅用于 keep stable：哪一边算变差，lower 低了 | higher 高了 | either 两边都算（默认）",
            "For keep stable only: on which side it gets worse (default: either)",
        ),
        "tolerance": Phrase("允许的变动，以指标单位计，默认 0", "The change allowed, in the unit; 0 by default"),
        "range": Phrase("可能的取值 [最小, 最大]", "The values there can be at all: [least, greatest]"),
        "derived": Phrase("由另外两项推算的，写明哪两项", "The two indicators that it is the quotient of"),
        "note": Phrase("说明", "A remark"),
    },
    Derived: {
        "numerator": Phrase("分子的编号", "The id of the numerator"),
        "denominator": Phrase("分母的编号", "The id of the denominator"),
        "factor": Phrase("系数，如单位换算的 0.01；默认 1", "A factor such as 0.01 between units; 1 by default"),
    },
    Document: {
        "source": Phrase("文号、附件", "The document and its annex"),
        "issued": Phrase("印发日期，如 2021-11-09", "The date of issue, such as 2021-11-09"),
        "replaces": Phrase(
            "true：自印发之日起取代此前文件的同一目标；默认 false，只是更进一步的要求",
            "true: its cells replace those of earlier documents from its date; false (default): it asks for more",
        ),
        "targets": Phrase(
            "编号: {年份: 目标原文，不带单位}", "id: {milestone year: the cell as printed, less its unit}"
        ),
        "resolved": Phrase(
            "文件未定的目标（如“完成上级下达指标”）在某一年的数",
            "The numbers of single years for wordings that the documents leave open",
        ),
    },
    Resolved: {
        "id": Phrase("指标编号", "The id of the indicator"),
        "year": Phrase("年份", "The year that it is the target of"),
        "target": Phrase("目标，写法同 targets", "The target, worded as in `targets`"),
        "source": Phrase("出处，须写明", "Where it is from; it has to be given"),
    },
    Actuals: {
        "year": Phrase("年份，与文件名相同", "The year, which is the name of the file"),
        "status": Phrase(
            "各数值的状态，另有注明的除外：published 已公布 | preliminary 初步 | illustrative 示例",
            "The status of the values unless they say otherwise",
        ),
        "source": Phrase("各数值的出处，另有注明的除外", "The source of the values unless they say otherwise"),
        "values": Phrase(
            "编号: 数字；—— 表示当年未调查；留空表示尚未报送",
            "id: a number, —— (not surveyed this year), or nothing yet",
        ),
    },
    Actual: {
        "value": Phrase("数字；—— 表示当年未调查", "A number, or —— (not surveyed this year)"),
        "status": Phrase(
            "published 已公布 | preliminary 初步 | illustrative 示例", "Its status, where it is not that of the file"
        ),
        "verdict": Phrase(
            "目标未定又没有数的，经证实的结论：met 完成 | missed 未完成",
            "For an open wording without a number: whether it is attested as met or missed",
        ),
        "source": Phrase("出处", "Its source, where it is not that of the file"),
        "note": Phrase("说明，如口径变化", "A remark, such as a change of definition"),
    },
    Departments: {"departments": Phrase("部门，一行一个", "The departments, one a row")},
    Department: {
        "name": Phrase("名称，指标的 departments 照此写", "Its name, as `departments` of an indicator gives it"),
        "name_en": Phrase("英文名称", "Its name in English"),
        "aliases": Phrase("同一部门的其他写法", "Other names of the same body"),
        "successor": Phrase("接手其工作的部门", "The body that took over its work"),
    },
    Successor: {
        "name": Phrase("名称，也须在名录里", "Its name, which has to be in the register too"),
        "since": Phrase("从何时起，如 2025-02-28", "Since when, such as 2025-02-28"),
    },
}
