"""GF1: whether a file has the fields, words, numbers and dates that its kind of file has."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from gongfu_cli.book.number import printed
from gongfu_cli.book.period import Period
from gongfu_cli.language.phrase import Phrase, did_you_mean, listed, same
from gongfu_cli.source.finding import Finding, Misread, Place, correction
from gongfu_cli.source.nodes import Listing, Node, Text
from gongfu_cli.source.rule import Hit, rule


@rule("GF101", "unknown-field")
def unknown_field(place: Place, key: str, known: Sequence[str], meant: str | None) -> Iterator[Hit]:
    """A field has a name that does not belong in this place.

    If a misspelt field were passed over in silence, its value would be lost with it. The hint gives the field that
    was probably meant, or lists those there are. Remarks of your own go into `note` or into a comment after `#`.

    这个地方没有叫这个名称的字段。

    字段名写错了如果不声不响地略过，值也就丢了。提示里给出多半想写的字段，或者列出可用的字段。自己的说明请写
    进 `note`，或写成 `#` 后的注释。

    Bad: actuals/2024.yaml
        values:
          15: {valeu: 67.4, note: 口径变化}
    Bad: actuals/2024.yaml
        values:
          15: {value: 67.4, 备注: 口径变化}
    Good: actuals/2024.yaml
        values:
          15: {value: 67.4, note: 口径变化}
    """
    message = Phrase(f"没有“{key}”这个字段", f"there is no field “{key}” here")
    fields = Phrase("这里的字段有：", "the fields here are:").then(listed(known))
    yield Hit(place, message, did_you_mean(key, [meant]) if meant else fields)


@rule("GF102", "missing-field")
def missing_field(place: Place, key: str, sample: Any) -> Iterator[Hit]:
    """A field that has to be filled in is missing or empty.

    Without it the row cannot be used: the program assumes no direction, no attribute and no status of its own
    accord. Add the line that the hint names.

    必填的字段没有写，或者是空的。

    缺了它这一行就无法使用：方向、属性、数据状态，程序都不会自作主张。按提示补上一行。

    Bad: indicators.yaml
        indicators:
          - id: 15
            direction:
    Bad: indicators.yaml
        indicators: []
    Good: indicators.yaml
        indicators:
          - id: 15
            direction: rising
    """
    message = Phrase(f"缺少必填字段“{key}”", f"the field “{key}” is missing or empty")
    line = f"{key}: {flow(sample)}"
    yield Hit(place, message, Phrase(f"填上，如：{line}", f"fill in, such as: {line}"))


@rule("GF103", "not-a-number")
def not_a_number(place: Place, misread: Misread) -> Iterator[Hit]:
    """A number is not written in plain digits.

    Numbers are taken exactly as they are written, so nothing is guessed at: no thousands comma, unit, percent sign,
    full-width digit, exponent, plus sign or leading zero. Write the number that the hint gives, after making sure
    that it is the one meant.

    数字不是只用半角数字和小数点写的。

    程序照原样取数，不作猜测：不要千分位逗号、单位、百分号、全角数字、科学记数、正号，也不要在前面补零。核对无误
    后，照提示里的数改写。

    Bad: actuals/2024.yaml
        values:
          8: 65,780
    Bad: actuals/2024.yaml
        values:
          15: 67.4%
    Bad: actuals/2024.yaml
        values:
          8: 1111111111111111111111111111111
    Bad: indicators.yaml
        indicators:
          - id: 15
            baseline: 预计65%
    Bad: indicators.yaml
        indicators:
          - id: 15
            range: [100, 0]
    Bad: indicators.yaml
        indicators:
          - id: 15
            tolerance: -2
    Good: actuals/2024.yaml
        values:
          8: 65780
    """
    yield Hit(place, misread.message, misread.hint, misread.fix)


@rule("GF104", "unknown-word")
def unknown_word(place: Place, word: str, known: Sequence[str]) -> Iterator[Hit]:
    """A field that takes one of a few fixed words has another word.

    These words steer the scoring: `direction`, for example, says whether more is better, so a guess could turn a
    result into its opposite. Use one of the words that the hint lists, spelt as there.

    只能填几个固定词的字段填了别的词。

    这些词决定怎样评分，例如 `direction` 说明是越高越好还是越低越好，猜错了结论就会相反。请从提示列出的词里选一
    个，照样写。

    Bad: indicators.yaml
        indicators:
          - id: 15
            direction: up
    Bad: indicators.yaml
        indicators:
          - id: 15
            direction: raising
    Bad: indicators.yaml
        indicators:
          - id: 15
            direction: 越高越好
    Good: indicators.yaml
        indicators:
          - id: 15
            direction: rising
    """
    meant = meant_word(word, known)
    hit = not_among(place, word, known)
    certain = meant if meant and word == _CHINESE[meant].split()[0] else None
    yield hit._replace(hint=correction(meant), fix=certain) if meant else hit


def meant_word(word: str, known: Sequence[str]) -> str | None:
    """The known word that a word is, or is Chinese for; None where it is neither."""
    return next((term for term in known if word in (term, *_CHINESE.get(term, "").split())), None)


_CHINESE: Final[Mapping[str, str]] = {
    "rising": "越高越好 越大越好 正向 正向指标 正指标 提高 上升 增长",
    "falling": "越低越好 越小越好 逆向 逆向指标 逆指标 反向 反向指标 负向 负向指标 降低 下降",
    "keep stable": "保持稳定 稳定 保持 持平",
    "evaluation": "评价指标 评价 评价性",
    "observation": "观察指标 观察 观察性",
    "lower": "低了 低 偏低 下降",
    "higher": "高了 高 偏高 上升",
    "either": "两边都算 两边 双向 高低都算",
    "published": "已公布 公布 已发布 正式 正式值",
    "preliminary": "初步值 初步 快报 快报数 初步核算",
    "illustrative": "示例 示例值 示例数据",
    "met": "已达标 达标 完成 已完成",
    "missed": "未达标 不达标 未完成",
    "true": "是 yes",
    "false": "否 no",
}
"""What people write for a word of ours, what it is called first."""


def in_chinese(word: str) -> str:
    """What a word of ours is called in Chinese."""
    return _CHINESE.get(word, word).split()[0]


def not_among(place: Place, word: str, known: Sequence[str]) -> Hit:
    """A word that is not one of the known ones, in a file or in a returned form."""
    names = {term: in_chinese(term) for term in known}
    glossed = (term if names[term] in known else f"{term}（{names[term]}）" for term in known)
    choices = Phrase("可用：", "one of:").then(Phrase("、".join(glossed), ", ".join(known)))
    guess = did_you_mean(word, known)
    message = Phrase(f"这个字段没有“{word}”这个词", f"“{word}” is not one of the words for this field")
    return Hit(place, message, guess.then(choices) if guess else choices)


@rule("GF105", "unreadable-target")
def unreadable_target(place: Place, misread: Misread) -> Iterator[Hit]:
    """A target cell has a wording that is not known.

    Each known wording stands for one exact requirement (`突破70` is more than 70, `70以上` is 70 or more); another one
    would have to be interpreted. Use the form in the hint that means the same, without unit or `%`, and keep the
    words of the source in a comment.

    目标的措辞不在认得的写法之内。

    每种认得的写法都对应一个确切的要求（`突破70` 是大于 70，`70以上` 是 70 或更多），别的措辞就要靠解释了。请改
    用提示中意思相同的写法，不带单位和 `%`，原文的措辞可以写在注释里。

    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 约70}
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70%以上}
    Bad: targets_2022_2025.yaml
        targets:
          8: {2022: 56000, 2025: "69,000"}
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 达到 70}
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 70–68}
    Good: targets_2022_2025.yaml
        targets:
          15: {2022: 68, 2025: 达到70}
    """
    yield Hit(place, misread.message, misread.hint, misread.fix)


@rule("GF106", "bad-date")
def bad_date(place: Place, misread: Misread) -> Iterator[Hit]:
    """A date or a year is not written as one, or does not fit the place where it stands.

    Years and dates decide which targets apply. A year is written `2024`, a date `2021-11-09`, and the file
    `actuals/2024.yaml` has to say `year: 2024`, the file `actuals/2025-06.yaml` `year: 2025` and `month: 6`.

    日期或年份的写法不对，或者与所在的位置不符。

    适用哪些目标，要看年份和日期。年份写成 `2024`，日期写成 `2021-11-09`；文件 `actuals/2024.yaml` 里必须
    是 `year: 2024`，文件 `actuals/2025-06.yaml` 里必须是 `year: 2025` 和 `month: 6`。

    Bad: targets_2022_2025.yaml
        issued: 2021/11/9
    Bad: targets_2022_2025.yaml
        targets:
          15: {2022年: 68, 2025年: 70}
    Bad: actuals/2024.yaml
        year: 2023
    Bad: actuals/2024.yaml
        month: 12
    Good: targets_2022_2025.yaml
        issued: 2021-11-09
    """
    yield Hit(place, misread.message, misread.hint, misread.fix)


def other_year(place: Place, year: int, file: str) -> list[Finding]:
    """GF106 for an actuals file whose year is not the one of its name."""
    message = Phrase(f"文件名是 {file}，里面的年份却是 {year}", f"the file is called {file}, but its year is {year}")
    return bad_date(place, Misread(message, Phrase("改年份，或改文件名", "change the year, or rename the file")))


def no_period(place: Place, file: str, meant: Period) -> list[Finding]:
    """GF106 for an actuals file whose name is neither a year nor a month of one, and which period is meant."""
    message = Phrase(f"文件名 {file} 不是年份，也不是年月", f"the file’s name, {file}, is no year, nor a month of one")
    return bad_date(place, Misread(message, Phrase(f"改名为 {meant}.yaml", f"call it {meant}.yaml")))


def other_month(place: Place, month: int, file: str) -> list[Finding]:
    """GF106 for an actuals file whose month is not the one of its name."""
    message = Phrase(f"文件名是 {file}，里面的月份却是 {month}", f"the file is called {file}, but its month is {month}")
    return bad_date(place, Misread(message, Phrase("改月份，或改文件名", "change the month, or rename the file")))


def no_month(place: Place, month: int | None, file: str) -> list[Finding]:
    """GF106 for an actuals file without the month of its name."""
    message = Phrase(f"文件名是 {file}，里面没有写月份", f"the file is called {file}, but gives no month")
    return bad_date(place, Misread(message, Phrase(f"补上：month: {month}", f"add: month: {month}")))


def bad_id(place: Place, misread: Misread) -> list[Finding]:
    """GF107 for an id of other characters than ids are made of."""
    made_of = Phrase("由字母、数字、汉字和 . - _ 组成的编号", "an id of letters, digits, hanzi, “.”, “-” and “_”")
    return wrong_shape(place, made_of, Text(misread.message.en, place))


def no_department(place: Place) -> list[Finding]:
    """GF107 for an indicator that nobody answers for."""
    return wrong_shape(place, Phrase("至少一个部门", "at least one department"), Listing([], place))


def backward_range(place: Place, ends: tuple[Decimal, Decimal]) -> list[Finding]:
    """GF103 for a range with its greater end first."""
    swapped = correction(f"[{printed(ends[1])}, {printed(ends[0])}]")
    return not_a_number(place, Misread(Phrase("取值范围的两端写反了", "the range runs backwards"), swapped))


@rule("GF107", "wrong-shape")
def wrong_shape(place: Place, wanted: Phrase, node: Node) -> Iterator[Hit]:
    """One kind of thing stands where another belongs, such as a single value in the place of a list.

    A list is written in square brackets even if it has one item only, and a row as “name: value” pairs. Write what
    the finding says belongs there.

    该写一种内容的地方写了另一种，例如该写列表却只写了一个值。

    列表要放在方括号里，只有一项也一样；一行数据写成若干“名: 值”。按提示所说的改。

    Bad: indicators.yaml
        indicators:
          - id: 15
            departments: 县发改局
    Bad: indicators.yaml
        indicators:
          - id: 15
            departments: []
    Bad: indicators.yaml
        indicators:
          - id: 15
            range: [0, 50, 100]
    Bad: indicators.yaml
        indicators:
          - id: 15
            name: {zh: 常住人口城镇化率}
    Bad: actuals/2024.yaml
        values:
          15: [67.4]
    Bad: targets_2022_2025.yaml
        targets: 15：{2022：68}
    Bad: targets_2022_2025.yaml
        targets:
          1 5: {2022: 68, 2025: 70}
    Good: indicators.yaml
        indicators:
          - id: 15
            departments: [县发改局]
    """
    given, hint = Phrase("若干“名: 值”", "a mapping (name: value)"), None
    if isinstance(node, Listing):
        given = Phrase(f"{len(node)} 项的列表", f"a list of {len(node)}")
    elif isinstance(node, Text):
        given = same(f"“{node}”") if node else Phrase("空的", "nothing")
        if "：" in node:
            hint = Phrase("全角冒号“：”要改为半角冒号加空格", "write “: ” for the full-width colon “：”")
    message = Phrase(f"这里应是：{wanted.zh}；现在是：{given.zh}", f"{wanted.en} belongs here, not {given.en}")
    yield Hit(place, message, hint)


def as_in(findings: Sequence[Finding], key: str, sample: Any) -> list[Finding]:
    """Findings with a sample of what belongs in a field for those of GF107 that have no hint."""
    line = f"{key}: {flow(sample)}"
    hint = Phrase(f"写法如：{line}", f"as in: {line}")
    return [
        finding._replace(hint=finding.hint or hint) if finding.code == wrong_shape.code else finding
        for finding in findings
    ]


def flow(sample: Any) -> str:
    """A sample as it stands in a file, on one line."""
    if isinstance(sample, Mapping):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in sample.items()) + "}"
    return f"[{', '.join(map(flow, sample))}]" if isinstance(sample, list) else str(sample)
