"""What the files say, typed: the four kinds of file and their rows.

A field is one line: its type says how it is read, its default that it may be left out, its description what an editor
shows. `json_schema` makes the schemas from the same lines.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WrapValidator
from pydantic_core import PydanticKnownError
from pydantic_core.core_schema import (
    CoreSchema,
    no_info_after_validator_function,
    no_info_wrap_validator_function,
    tagged_union_schema,
)

from gongfu_cli.book import faults, scalars
from gongfu_cli.book.period import Period, up_to
from gongfu_cli.book.row import MAPPING, Row, Unfit, misshapen
from gongfu_cli.book.scalars import NOT_SURVEYED, Baseline, Scalar
from gongfu_cli.book.wording import TargetCell
from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source.nodes import Listing, Mapping, Text

Attribute = Literal["evaluation", "observation"]
Direction = Literal["rising", "falling", "keep stable"]
Timing = Literal["level", "rate", "count"]
Worse = Literal["lower", "higher", "either"]
Status = Literal["published", "preliminary", "illustrative"]
Attested = Literal["met", "missed"]


def about(zh: str, en: str, default: Any = ...) -> Any:
    """A field with its description in both languages; one without a default has to be filled in."""
    return Field(default, description=f"{zh}\n\n{en}")


def _not_empty(items: Any, read: Any) -> Any:
    """Refuse an empty list as a field that is missing."""
    if isinstance(items, Listing) and not items:
        raise PydanticKnownError("missing")
    return read(items)


def _with_a_lead(names: Any, read: Any) -> Any:
    """Refuse a list of departments in which there is none."""
    if isinstance(names, Listing) and not names:
        raise Unfit(faults.no_department(names.place))
    return read(names)


def _least_and_greatest(ends: Any, read: Any) -> Any:
    """Refuse what is not a list of two numbers, the lesser first."""
    if not isinstance(ends, Listing) or len(ends) != 2:
        raise misshapen(ends, Phrase("2 个值的列表", "a list of 2 values"))
    low, high = read(ends)
    if low > high:
        raise Unfit(faults.backward_range(ends.place, (low, high)))
    return low, high


def _with_places(node: Any) -> Any:
    """The entries of a mapping, each key with its place; none where nothing is written."""
    if isinstance(node, Mapping):
        return {node.key(name): value for name, value in node.items()}
    return {} if node == "" else node


ENTRIES = BeforeValidator(_with_places)
"""The mark of a mapping with keys of its own, which is empty where nothing is written."""


class Shorthand:
    """The mark of a row that may be written as the value of one of its fields alone."""

    def __init__(self, field: str, kind: Scalar) -> None:
        self.field, self.kind = field, kind

    def __get_pydantic_core_schema__(self, source: type[Row], handler: Any) -> CoreSchema:
        blank = vars(source.model_construct())

        def read(node: Any, whole: Any) -> Row:
            if isinstance(node, Text):
                return source.short(node, {**blank, self.field: self.kind.read(node)})
            if not isinstance(node, Mapping):
                raise misshapen(node, Phrase(f"一个值或{MAPPING.zh}", "a value or a mapping (name: value)"))
            row: Row = whole(node)
            return row

        return no_info_wrap_validator_function(read, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [dict(self.kind.schema), handler(schema)]}


Id = Annotated[str, scalars.IDENTIFIER]
Prose = Annotated[str, scalars.PROSE]
Number = Annotated[Decimal, scalars.NUMBER]
Tolerance = Annotated[Decimal, scalars.TOLERANCE]
Range = Annotated[tuple[Number, Number], WrapValidator(_least_and_greatest)]
Switch = Annotated[bool, scalars.SWITCH]
Year = Annotated[int, scalars.YEAR]
Month = Annotated[int, scalars.MONTH]
Date = Annotated[date, scalars.DATE]
Target = Annotated[TargetCell, scalars.TARGET]
BaselineCell = Annotated[Baseline, scalars.BASELINE]
Value = Annotated[Decimal | Literal["——"] | None, scalars.VALUE]


class Category(Row):
    """指标表里的一个类别

    A heading of the indicator table
    """

    sample: ClassVar = {"name": "经济高质量发展", "name_en": "High-quality economic development"}

    name: Prose = about("类别名称，指标的 category 照此写", "Its name, as `category` of an indicator gives it")
    name_en: Prose | None = about("英文名称", "Its name in English", None)


class Derived(Row):
    """由另外两项推算：分子 ÷ 分母 × 系数

    The quotient of two others: numerator ÷ denominator × factor
    """

    sample: ClassVar = {"numerator": "8", "denominator": "1", "factor": "0.01"}

    numerator: Id = about("分子的编号", "The id of the numerator")
    denominator: Id = about("分母的编号", "The id of the denominator")
    factor: Number = about(
        "系数，如单位换算的 0.01；默认 1", "A factor such as 0.01 between units; 1 by default", Decimal(1)
    )


_ROW = {
    "id": "1",
    "name": "人均生产总值",
    "category": "经济高质量发展",
    "attribute": "evaluation",
    "direction": "rising",
    "baseline": "16.94",
    "departments": ["县发改局", "县统计局"],
}
"""A sample of an indicator with what it needs at least."""


class Indicator(Row):
    """指标表里的一行

    A row of the indicator table
    """

    sample: ClassVar = {
        **_ROW,
        "name_en": "GDP per capita",
        "unit": "万元",
        "unit_en": "10 thousand yuan",
        "worse": "lower",
        "tolerance": "2",
        "range": ["0", "100"],
        "derived": Derived.sample,
        "note": "口径以统计年鉴为准",
        "item": "附件1 第1项",
        "timing": "level",
    }

    id: Id = about(
        "编号，如 8、20.1；其他文件用它指这一行", "Its number, such as 8 or 20.1, by which other files name it"
    )
    name: Prose = about("指标名称", "Its name")
    name_en: Prose | None = about("英文名称", "Its name in English", None)
    category: Prose = about("所属类别，须是 categories 里的一个", "Its category, one of `categories`")
    unit: Prose | None = about("计量单位；没有单位的省去", "The unit of its values; left out where there is none", None)
    unit_en: Prose | None = about("计量单位的英文", "The unit in English", None)
    attribute: Attribute = about(
        "evaluation 评价指标 | observation 观察指标", "Evaluation indicators make the headline tallies"
    )
    direction: Direction = about(
        "rising 越高越好 | falling 越低越好 | keep stable 保持稳定",
        "Whether more is better, less is better, or it is to stay as it is",
    )
    baseline: BaselineCell = about(
        "基期值，照原表：数字；预计55 是估计数；—— 表示没有，也可省去",
        "The cell as printed: a number, 预计55 (an estimate), —— (none), which may be left out",
        Baseline(NOT_SURVEYED, None),
    )
    departments: Annotated[tuple[Prose, ...], WrapValidator(_with_a_lead)] = about(
        "责任部门，第一个牵头", "The departments responsible; the first leads"
    )
    worse: Worse = about(
        "仅用于 keep stable：哪一边算变差，lower 低了 | higher 高了 | either 两边都算（默认）",
        "For keep stable only: on which side it gets worse (default: either)",
        "either",
    )
    tolerance: Tolerance = about(
        "允许的变动，以指标单位计，默认 0；由此放宽的要求会标明",
        "The change allowed, in the unit; 0 by default. A requirement that it moves is marked",
        Decimal(0),
    )
    range: Range | None = about("可能的取值 [最小, 最大]", "The values there can be at all: [least, greatest]", None)
    derived: Derived | None = about(
        "由另外两项推算的，写明哪两项", "The two indicators that it is the quotient of", None
    )
    note: Prose | None = about("说明", "A remark", None)
    item: Prose | None = about(
        "目标在文件中的位置，如 附件3 第24项", "Where the document has the goal, such as 附件3 第24项", None
    )
    timing: Timing = about(
        "level 水平，目标一直有效（默认）| rate 当年增速 | count 当年数量，每年从 0 算起；rate、count 的目标只管当年",
        "level (default): a state, its target stands until the next; rate, count: a goal of its own year only, "
        "a count begins at 0 every year",
        "level",
    )

    @property
    def of_its_year(self) -> bool:
        """Whether each target asks in its own year only."""
        return self.timing != "level"


class IndicatorTable(Row):
    """指标表 indicators.yaml

    The indicator table, indicators.yaml
    """

    sample: ClassVar = {
        "title": "某县共同富裕主要目标指标",
        "title_en": "Common-prosperity indicators of a county",
        "source": "某共富办〔2021〕1号 附件1",
        "baseline_year": "2020",
        "categories": [{"name": "经济高质量发展"}],
        "indicators": [_ROW],
    }

    title: Prose = about("指标表的标题", "The title of the table")
    title_en: Prose | None = about("英文标题", "The title in English", None)
    source: Prose = about("指标表的出处：文号、附件", "Where the table is printed: the document and its annex")
    baseline_year: Year = about("基期年", "The year of the baselines")
    categories: tuple[Category, ...] = about(
        "类别，按显示的先后", "The categories, in the order in which they are shown"
    )
    indicators: Annotated[tuple[Indicator, ...], WrapValidator(_not_empty)] = about(
        "指标，一行一项", "The indicators, one a row"
    )


class Resolved(Row):
    """文件未定的目标在某一年的数

    The number of a single year for a wording that the documents leave open
    """

    sample: ClassVar = {"id": "3", "year": "2024", "target": "≤0.27", "source": "市下达任务书"}

    id: Id = about("指标编号", "The id of the indicator")
    year: Year = about("年份", "The year that it is the target of")
    target: Target = about("目标，写法同 targets", "The target, worded as in `targets`")
    source: Prose | None = about("出处，须写明", "Where it is from; it has to be given", None)


class Differing(Row):
    """口径与指标不同的目标：原文照录，不作比较

    A goal defined otherwise than the indicator: kept as printed, never compared
    """

    sample: ClassVar = {"cell": "达到25", "differs": "只计持证人员"}

    cell: Annotated[TargetCell, scalars.PRINTED] = about(
        "目标原文，不带单位，如 达到25", "The cell as printed, less its unit"
    )
    differs: Prose = about("口径有何不同，如 只计持证人员", "How its definition differs")


class OrDiffering:
    """The mark of a target cell, which may be written as a mapping with how its definition differs."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        choices = {
            "printed": scalars.TARGET.__get_pydantic_core_schema__(source, handler),
            "differing": no_info_after_validator_function(
                lambda row: row.cell.differing(row.differs), handler.generate_schema(Differing)
            ),
        }
        return tagged_union_schema(choices, lambda node: "differing" if isinstance(node, Mapping) else "printed")

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [dict(scalars.TARGET.schema), handler(schema["choices"]["differing"])]}


class Document(Row):
    """一份文件的目标 targets_*.yaml

    The targets of one document, targets_*.yaml
    """

    sample: ClassVar = {
        "source": "某共富办〔2021〕1号 附件1",
        "issued": "2021-11-09",
        "replaces": "false",
        "targets": {"1": {"2022": "18", "2025": "21"}},
        "resolved": [Resolved.sample],
    }

    source: Prose = about("文号、附件", "The document and its annex")
    issued: Date = about("印发日期，如 2021-11-09", "The date of issue, such as 2021-11-09")
    replaces: Switch = about(
        "true：自印发之日起取代此前文件的同一目标；默认 false，只是更进一步的要求",
        "true: its cells replace those of earlier documents from its date; false (default): it asks for more",
        False,
    )
    targets: Annotated[dict[Id, Annotated[dict[Year, Annotated[TargetCell, OrDiffering()]], ENTRIES]], ENTRIES] = about(
        "编号: {年份: 目标原文，不带单位}；口径不同的写作 {cell: 达到25, differs: 只计持证人员}",
        "id: {milestone year: the cell as printed, less its unit}; of another definition, {cell: …, differs: …}",
    )
    resolved: tuple[Resolved, ...] = about(
        "文件未定的目标（如“完成上级下达指标”）在某一年的数",
        "The numbers of single years for wordings that the documents leave open",
        (),
    )


class Actual(Row):
    """一项指标当年的实绩：数字；—— 表示未调查；留空表示尚未报送

    What was filed for an indicator: a number, —— (not surveyed), or nothing yet
    """

    sample: ClassVar = {
        "value": "24.86",
        "status": "published",
        "verdict": "met",
        "source": "统计公报",
        "note": "口径有调整",
        "reason": "企业订单减少",
        "measure": "出台助企政策",
    }

    value: Value = about("数字；—— 表示未调查", "A number, or —— (not surveyed)", None)
    status: Status | None = about(
        "published 已公布 | preliminary 初步 | illustrative 示例", "Its status, where it is not that of the file", None
    )
    verdict: Attested | None = about(
        "目标未定又没有数的，或目标是完成、建成等一项任务的，经证实的结论：met 完成 | missed 未完成",
        "For an open wording without a number, and for a deliverable: whether it is attested as met or missed",
        None,
    )
    source: Prose | None = about("出处", "Its source, where it is not that of the file", None)
    note: Prose | None = about("说明，如口径变化", "A remark, such as a change of definition", None)
    reason: Prose | None = about("有差距的，原因是什么", "Of a gap: why there is one", None)
    measure: Prose | None = about("有差距的，采取什么措施", "Of a gap: what is done about it", None)

    @property
    def number(self) -> Decimal | None:
        """The number, where there is one."""
        return self.value if isinstance(self.value, Decimal) else None

    @property
    def surveyed(self) -> bool:
        """False where the file says that nothing was surveyed."""
        return not isinstance(self.value, str)


class Actuals(Row):
    """一年的实绩 actuals/年份.yaml，或截至某月的 actuals/2025-06.yaml

    The actual values of a year, actuals/YEAR.yaml, or up to the end of a month, actuals/2025-06.yaml
    """

    sample: ClassVar = {
        "year": "2024",
        "month": "6",
        "status": "published",
        "source": "统计公报",
        "values": {"1": "24.86", "2": "——"},
    }

    year: Year = about("年份，与文件名相同", "The year, which is the name of the file")
    month: Month | None = about(
        "数值截至哪个月底（1 到 11），与文件名相同；全年的省去",
        "The month up to whose end the values go (1 to 11), as in the file's name; left out for a whole year",
        None,
    )
    status: Status = about(
        "各数值的状态，另有注明的除外：published 已公布 | preliminary 初步 | illustrative 示例",
        "The status of the values unless they say otherwise",
    )
    source: Prose | None = about(
        "各数值的出处，另有注明的除外", "The source of the values unless they say otherwise", None
    )
    values: Annotated[dict[Id, Annotated[Actual, Shorthand("value", scalars.VALUE)]], ENTRIES] = about(
        "编号: 数字；—— 表示未调查；留空表示尚未报送",
        "id: a number, —— (not surveyed), or nothing yet",
    )

    @property
    def period(self) -> Period:
        """The year, or the part of it."""
        return up_to(self.year, self.month)


class Successor(Row):
    """接手其工作的部门

    The body that took over its work
    """

    sample: ClassVar = {"name": "县民社局", "since": "2025-02-28"}

    name: Prose = about("名称，也须在名录里", "Its name, which has to be in the register too")
    since: Date = about("从何时起，如 2025-02-28", "Since when, such as 2025-02-28")


class Department(Row):
    """一个部门

    A department
    """

    sample: ClassVar = {
        "name": "县人社局",
        "name_en": "County Human Resources and Social Security Bureau",
        "aliases": ["县人力社保局"],
        "successor": Successor.sample,
    }

    name: Prose = about("名称，指标的 departments 照此写", "Its name, as `departments` of an indicator gives it")
    name_en: Prose | None = about("英文名称", "Its name in English", None)
    aliases: tuple[Prose, ...] = about("同一部门的其他写法", "Other names of the same body", ())
    successor: Successor | None = about("接手其工作的部门", "The body that took over its work", None)


class Departments(Row):
    """部门名录 departments.yaml

    The register of departments, departments.yaml
    """

    sample: ClassVar = {"departments": [{"name": "县人社局"}, {"name": "县民社局"}]}

    departments: tuple[Department, ...] = about("部门，一行一个", "The departments, one a row")
