"""Section 3: the words of a target cell."""

from decimal import Decimal

import pytest
from tables import asked, course

from gongfu_cli.book.wording import KNOWN_FORMS, Bound, Operator, Plain, Within, Wording, Words, read_cell
from gongfu_cli.language.phrase import LONG, Phrase
from gongfu_cli.source.finding import Misread

BOUNDS: dict[Operator, list[str]] = {
    ">=": ["≥70", ">=70", "70以上", "不低于70", "不少于70", "至少70", "达到70", "达70",
           "达到70以上", "达70以上", "提高到70", "提高到70以上", "稳定在70以上", "保持在70以上"],
    ">": [">70", "突破70", "超70", "超过70", "高于70"],
    "<=": ["≤70", "<=70", "70以内", "70以下", "不超过70", "不高于70", "控制在70以内", "保持在70以内",
           "下降至70", "降至70", "下降至70以内", "降至70以内", "下降至70以下", "降至70以下"],
    "<": ["<70", "低于70"],
}  # fmt: skip
RANKS = {"第一": 1, "第二": 2, "第十": 10, "第1": 1, "第12": 12, "前三": 3, "前十": 10, "前10": 10}
COVERAGE = {"全覆盖": (">=", 100), "清零": ("<=", 0), "全部清零": ("<=", 0)}
WORDS = {
    "持续巩固": "hold",
    "保持稳定": "hold",
    "稳步提升": "rise",
    "稳中有升": "rise",
    "巩固提升": "rise",
    "稳步下降": "fall",
    "逐步下降": "fall",
    "稳中有降": "fall",
    "维持在合理区间": "open",
    "完成上级下达指标": "open",
    "全省前列": "open",
    "全省领先": "open",
    "实现新突破": "open",
    "40左右": "open",
    "——": "none",
    "—": "none",
    "--": "none",
    "": "none",
}
BOUND_CASES = [(text, op) for op, texts in BOUNDS.items() for text in texts]


# The form of each wording


@pytest.mark.parametrize(("text", "value"), [("18", "18"), ("0.05", "0.05"), ("-3", "-3"), ("58000", "58000")])
def test_a_number(text: str, value: str) -> None:
    assert read_cell(text).wording == Plain(Decimal(value))


@pytest.mark.parametrize(("text", "op"), BOUND_CASES)
def test_a_bound(text: str, op: Operator) -> None:
    assert read_cell(text).wording == Bound(op, Decimal(70))


@pytest.mark.parametrize(("text", "place"), RANKS.items())
def test_a_place_in_a_ranking_is_that_place_or_a_better_one(text: str, place: int) -> None:
    assert read_cell(text).wording == Bound("<=", Decimal(place), state=True)


@pytest.mark.parametrize(("text", "bound"), COVERAGE.items())
def test_full_coverage_is_100_and_cleared_is_0(text: str, bound: tuple[Operator, int]) -> None:
    op, value = bound
    assert read_cell(text).wording == Bound(op, Decimal(value), state=True)


@pytest.mark.parametrize(
    "text", ["800", "达到800", "≥８００", "0.3–0.4", "第一", "前10", "全覆盖", "持续巩固", "巩固提升", "40左右"]
)
def test_striving_for_it_changes_nothing_but_stays_visible(text: str) -> None:
    """`力争` before a form."""
    hoped = read_cell(f"力争{text}")
    assert (hoped.text, hoped.wording) == (f"力争{text}", read_cell(text).wording)


@pytest.mark.parametrize("text", ["0.3–0.4", "0.3-0.4", "0.3～0.4", "0.3至0.4"])
def test_a_range(text: str) -> None:
    assert read_cell(text).wording == Within(Decimal("0.3"), Decimal("0.4"))


@pytest.mark.parametrize(
    ("text", "low", "high"), [("-3–2", "-3", "2"), ("-3--1", "-3", "-1"), ("-3-2", "-3", "2"), ("5–5", "5", "5")]
)
def test_a_range_below_zero_or_of_one_value(text: str, low: str, high: str) -> None:
    assert read_cell(text).wording == Within(Decimal(low), Decimal(high))


@pytest.mark.parametrize(("text", "kind"), WORDS.items())
def test_a_wording_without_number(text: str, kind: str) -> None:
    form = read_cell(text).wording
    assert isinstance(form, Words)
    assert form.kind == kind


@pytest.mark.parametrize("text", ["18", "12.50", "≥７０", "突破70", "0.3至0.4", "持续巩固", "——", "—", "--", ""])
def test_a_cell_keeps_what_is_printed(text: str) -> None:
    assert read_cell(text).text == text


def test_printed_zeros_stay() -> None:
    number, bound = read_cell("12.50").wording, read_cell("≥12.50").wording
    assert isinstance(number, Plain)
    assert isinstance(bound, Bound)
    assert str(number.value) == str(bound.value) == "12.50"


TWINS: list[tuple[str, Wording]] = [
    ("７８", Plain(Decimal(78))),
    ("７．８", Plain(Decimal("7.8"))),
    ("－５", Plain(Decimal(-5))),
    ("≥７０", Bound(">=", Decimal(70))),
    ("＞＝７０", Bound(">=", Decimal(70))),
    ("＞70", Bound(">", Decimal(70))),
    ("＜＝１．５", Bound("<=", Decimal("1.5"))),
    ("＜1.5", Bound("<", Decimal("1.5"))),
    ("突破７０", Bound(">", Decimal(70))),
    ("控制在１．５以内", Bound("<=", Decimal("1.5"))),
    ("前１０", Bound("<=", Decimal(10), state=True)),
    ("４０左右", Words("open")),
    ("０．３－０．４", Within(Decimal("0.3"), Decimal("0.4"))),
    ("０．３～０．４", Within(Decimal("0.3"), Decimal("0.4"))),
    ("－－", Words("none")),
]


@pytest.mark.parametrize(("text", "form"), TWINS)
def test_full_width_digits_and_signs_are_accepted_as_their_ascii_twins(text: str, form: Wording) -> None:
    assert read_cell(text).wording == form


# What each form requires


@pytest.mark.parametrize(
    ("indicator", "requirement"),
    [
        ("direction: rising, baseline: 10", ">= 18 official"),
        ("direction: falling, baseline: 10", "<= 18 official"),
        ("direction: keep stable, worse: lower, tolerance: 2, baseline: 10", ">= 16 official"),
        ("direction: keep stable, worse: higher, tolerance: 2, baseline: 10", "<= 20 official"),
        ("direction: keep stable, worse: either, tolerance: 2, baseline: 10", "16–20 official"),
        ("direction: keep stable, baseline: 10", "18–18 official"),
    ],
)
def test_a_number_requires_what_the_direction_says(indicator: str, requirement: str) -> None:
    assert asked(course(indicator, "2025: 18").at(2025)) == requirement


@pytest.mark.parametrize("direction", ["rising", "falling", "keep stable"])
@pytest.mark.parametrize("op", BOUNDS)
def test_a_bound_requires_its_comparison_whatever_the_direction(op: Operator, direction: str) -> None:
    indicator = f"direction: {direction}, baseline: 10, tolerance: 2"
    for text in BOUNDS[op]:
        assert asked(course(indicator, f"2025: '{text}'").at(2025)) == f"{op} 70 official"


@pytest.mark.parametrize("direction", ["rising", "falling", "keep stable"])
def test_a_range_requires_to_be_within_ends_included(direction: str) -> None:
    requirement = course(f"direction: {direction}, baseline: 1, tolerance: 2", "2025: 0.3–0.4").at(2025)
    assert asked(requirement) == "0.3–0.4 official"
    assert requirement
    values = ["0.29", "0.3", "0.35", "0.4", "0.41"]
    assert [requirement.met(Decimal(value)) for value in values] == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("op", "met"),
    [
        (">=", [False, True, True]),
        (">", [False, False, True]),
        ("<=", [True, True, False]),
        ("<", [True, False, False]),
    ],
)
def test_a_strict_bound_is_missed_by_its_own_value(op: Operator, met: list[bool]) -> None:
    requirement = course("direction: rising, baseline: 1", f"2025: '{op}70'").at(2025)
    assert requirement
    assert [requirement.met(Decimal(value)) for value in ("69.99", "70", "70.01")] == met


@pytest.mark.parametrize(
    ("text", "requirement"),
    [
        ("持续巩固", ">= 10 baseline"),
        ("稳步提升", "rise official"),
        ("稳步下降", "fall official"),
        ("第一", "<= 1 official"),
        ("全覆盖", ">= 100 official"),
        ("清零", "<= 0 official"),
        ("40左右", "nothing"),
        ("完成上级下达指标", "nothing"),
        ("——", "nothing"),
    ],
)
def test_words_require(text: str, requirement: str) -> None:
    assert asked(course("direction: rising, baseline: 10", f"2025: {text}").at(2025)) == requirement


# What is refused


def refusal(text: str) -> Misread:
    with pytest.raises(Misread) as refused:
        read_cell(text)
    return refused.value


@pytest.mark.parametrize(
    ("text", "unit", "meant"),
    [
        ("70%", "%", "70"),
        ("70％", "％", "70"),
        ("18万元", "万元", "18"),
        ("≥70%", "%", "≥70"),
        ("超70%", "%", "超70"),
        ("达70人", "人", "达70"),
        ("70%以上", "%", "70以上"),
        ("1.5%以内", "%", "1.5以内"),
        ("保持在1.5%以内", "%", "保持在1.5以内"),
        ("≤1.5元/人", "元/人", "≤1.5"),
        ("0.3–0.4%", "%", "0.3–0.4"),
        ("40人左右", "人", "40左右"),
        ("稳定在28%以上", "%", "稳定在28以上"),
        ("下降至15%以内", "%", "下降至15以内"),
        ("第1名", "名", "第1"),
        ("70 %", "%", "70"),
        ("18 万元", "万元", "18"),
    ],
)
def test_a_unit_after_the_number_is_an_error_that_says_so(text: str, unit: str, meant: str) -> None:
    misread = refusal(text)
    assert misread.message == Phrase(
        f"目标“{text}”的数字后面带了单位“{unit}”", f"the target “{text}” has a unit, “{unit}”, after its number"
    )
    assert misread.hint == Phrase(
        f"单位只写在指标表里，改为：{meant}", f"the unit belongs in the indicator table; write: {meant}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "大约70",
        "大约70左右",
        "力争",
        "力争——",
        "力争力争70",
        "第0",
        "第1.5",
        "前01",
        "第十一",
        "≥70以上",
        "70/80",
        "78±2",
        "持续巩固80",
        "不高于",
        "≥",
        "-",
        "待定",
        "70以上80以下",
        "0.3-0.4-0.5",
        "n/a",
        "≥010",
        "≥1,234",
    ],
)
def test_any_other_wording_is_an_error_that_names_the_cell_and_lists_the_known_forms(text: str) -> None:
    misread = refusal(text)
    assert misread.message == Phrase(
        f"目标“{text}”不是认得的写法", f"the target “{text}” is not a wording that is known"
    )
    assert misread.hint == KNOWN_FORMS


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_known_forms_are_all_listed(language: str) -> None:
    listed = KNOWN_FORMS.zh if language == "zh" else KNOWN_FORMS.en
    as_listed = [text if op in (">=", ">") else text.replace("70", "1.5") for text, op in BOUND_CASES]
    for text in [
        "18",
        *as_listed,
        "第一",
        "前10",
        *COVERAGE,
        "0.3–0.4",
        "力争",
        *(text for text, kind in WORDS.items() if kind != "none"),
        "——",
    ]:
        assert text in listed


@pytest.mark.parametrize(
    ("text", "meant", "certain"),
    [
        ("1,234", "1234", True),
        ("１，２３４", "1234", True),
        ("010", "10", False),
        ("+5", "5", False),
        ("1e3", "1000", False),
        ("1_000", "1000", False),
        (".5", "0.5", False),
        ("5.", "5", False),
    ],
)
def test_a_number_written_another_way_is_refused_with_the_number_probably_meant(
    text: str, meant: str, certain: bool
) -> None:
    misread = refusal(text)
    assert misread.message == Phrase(
        f"目标“{text}”不是这里的数字写法", f"the target “{text}” is not a number as numbers are written here"
    )
    assert misread.hint == Phrase(f"改为：{meant}", f"write: {meant}")
    assert misread.fix == (meant if certain else None)


def test_a_number_of_31_digits_is_refused() -> None:
    assert refusal("1" * 31).message.en == "a number of 31 characters is no statistic"
    assert refusal("≥" + "1" * 31).message.en == "a number of 31 characters is no statistic"


@pytest.mark.parametrize("text", ["0.4–0.3", "０．４～０．３", "0.4至0.3"])
def test_a_range_that_runs_backwards(text: str) -> None:
    misread = refusal(text)
    assert misread.message == Phrase(f"目标“{text}”的两端写反了", f"the range “{text}” runs backwards")
    assert misread.hint == Phrase("改为：0.3–0.4", "write: 0.3–0.4")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (" 18", "18"),
        ("≥ 70", "≥70"),
        ("70 以上", "70以上"),
        ("0.3 – 0.4", "0.3–0.4"),
        ("持续 巩固", "持续巩固"),
        ("70\u3000", "70"),
    ],
)
def test_spaces(text: str, meant: str) -> None:
    misread = refusal(text)
    assert misread.message == Phrase(f"目标“{text}”中有空格", f"there are spaces in the target “{text}”")
    assert misread.hint == Phrase(f"改为：{meant}", f"write: {meant}")
    assert misread.fix == meant


@pytest.mark.parametrize("text", ["70 80", "68 70以上", "2025年 70", "2025年70"])
def test_of_two_numbers_none_is_suggested(text: str) -> None:
    assert refusal(text).hint == KNOWN_FORMS


def test_a_space_may_part_thousands() -> None:
    misread = refusal("12 500")
    assert (misread.hint, misread.fix) == (Phrase("改为：12500", "write: 12500"), None)


def test_nothing_is_guessed_in_a_text_longer_than_any_cell() -> None:
    assert refusal("≥5".rjust(LONG)).hint == Phrase("改为：≥5", "write: ≥5")
    assert refusal("≥5".rjust(LONG + 1)).hint == KNOWN_FORMS
