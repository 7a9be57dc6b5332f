"""The words of a target cell: one entry a form, read once, by exact match.

A cell keeps what is printed and says what it asks for. What that means in a given year is `requirement`'s business.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from gongfu_cli.book.number import PATTERN, meant_number, number, printed
from gongfu_cli.language.phrase import LONG, Phrase
from gongfu_cli.language.terms import OPERATORS
from gongfu_cli.source.finding import Misread, correction

Operator = Literal[">=", ">", "<=", "<"]
Kind = Literal["hold", "rise", "fall", "done", "open", "none"]


class Plain(NamedTuple):
    """A number: at least, at most or about that much, as the indicator's direction says."""

    value: Decimal


class Bound(NamedTuple):
    """A number with its own comparison, whatever the direction. `state` is set for a rank, 全覆盖 and 清零: there is no
    half of these."""

    op: Operator
    value: Decimal
    state: bool = False


class Within(NamedTuple):
    """From `low` to `high`, ends included."""

    low: Decimal
    high: Decimal


class Words(NamedTuple):
    """A wording without a number. `hold`: keep the baseline. `rise`, `fall`: go that way. `done`: a
    deliverable, which a verdict attests. `open`: to be settled by a number or a verdict from elsewhere. `none`: nothing
    is asked."""

    kind: Kind


Wording = Plain | Bound | Within | Words


class TargetCell(NamedTuple):
    """A target cell: the text as printed and the wording read from it.

    Where the goal is defined otherwise than the indicator, `differs` says how: nothing can be compared with it, so its
    wording is open.
    """

    text: str
    wording: Wording
    differs: str | None = None

    def says(self, kind: Kind) -> bool:
        """Whether the wording is one of this kind: no number is compared with words, which takes longer."""
        return isinstance(self.wording, Words) and self.wording.kind == kind

    def differing(self, how: str) -> "TargetCell":
        """The cell as that of another definition; one that asks for nothing still asks for nothing."""
        return self if self.says("none") else TargetCell(self.text, Words("open"), how)


# ASCII twins of the full-width digits and signs that a cell may be typed with.
_TWINS = str.maketrans("０１２３４５６７８９．－＞＜＝～", "0123456789.-><=~")

# The wordings that are read, by what they ask for; N is a number. Words have their English beside them.
_BOUNDS: dict[Operator, str] = {
    ">=": "≥N >=N N以上 不低于N 不少于N 至少N 达到N 达N 达到N以上 达N以上 提高到N 提高到N以上 稳定在N以上 保持在N以上",
    ">": ">N 突破N 超N 超过N 高于N",
    "<=": "≤N <=N N以内 N以下 不超过N 不高于N 控制在N以内 保持在N以内 "
    "下降至N 降至N 下降至N以内 降至N以内 下降至N以下 降至N以下",
    "<": "<N 低于N",
}
_KINDS: dict[Kind, dict[str, str]] = {
    "hold": {"持续巩固": "keep and consolidate", "保持稳定": "keep stable"},
    "rise": {"稳步提升": "rise steadily", "稳中有升": "steady with a rise", "巩固提升": "consolidate and rise"},
    "fall": {"稳步下降": "fall steadily", "逐步下降": "fall step by step", "稳中有降": "steady with a fall"},
    "done": {
        "完成": "completed",
        "办结": "settled",
        "建成": "built",
        "出台": "adopted",
        "印发": "issued",
        "开工": "work begun",
        "投用": "in use",
        "通过": "passed",
        "获批": "approved",
    },
    "open": {
        "维持在合理区间": "within a reasonable range",
        "完成上级下达指标": "as assigned by the higher level",
        "全省前列": "among the best in the province",
        "全省领先": "leading in the province",
        "实现新突破": "a new breakthrough",
        "N左右": "about N",
    },
}
_FULL = {"全覆盖": "full coverage"}
_ZERO = {"清零": "none left", "全部清零": "none left at all"}
_NONE = ("——", "—", "--", "")
# May stand before whatever asks for something, and changes nothing.
_HOPED = "力争"
_WORDS: dict[str, Wording] = {
    **dict.fromkeys(_FULL, Bound(">=", Decimal(100), state=True)),
    **dict.fromkeys(_ZERO, Bound("<=", Decimal(0), state=True)),
    **{form: Words(kind) for kind, forms in _KINDS.items() for form in forms if "N" not in form},
}
_GLOSSES = {form: english for forms in (_FULL, _ZERO, *_KINDS.values()) for form, english in forms.items()}
# What is asked, by what stands before and behind the number.
_FRAMES: dict[tuple[str, ...], Operator | Kind] = {
    tuple(form.split("N")): asks
    for asks, forms in (*((op, forms.split()) for op, forms in _BOUNDS.items()), *_KINDS.items())
    for form in forms
    if "N" in form
}
_SAMPLES: dict[Operator, str] = {">=": "70", ">": "70", "<=": "1.5", "<": "1.5"}

KNOWN: Mapping[str, Sequence[str]] = {
    "number": ["18"],
    **{op: forms.replace("N", _SAMPLES[op]).split() for op, forms in _BOUNDS.items()},
    "rank": ["第一", "第1", "前三", "前10"],
    "full": [*_FULL],
    "zero": [*_ZERO],
    "range": ["0.3–0.4"],
    **{kind: [form.replace("N", "40") for form in forms] for kind, forms in _KINDS.items()},
    "none": ["——"],
}
"""Every wording as it may be written, by what it asks for."""
KNOWN_FORMS = Phrase(
    f"认得的写法：{'；'.join(map('、'.join, KNOWN.values()))}；前面都可以加“{_HOPED}”",
    f"the wordings known: {'; '.join(map(' '.join, KNOWN.values()))}; each also behind {_HOPED}",
)
# What is taken for a unit behind a number: signs, Latin letters, and Chinese words but for those that hedge (左右).
_UNITS = (
    r"[%％‰°℃]|[A-Za-zµ][A-Za-z0-9/³²µ]*"
    r"|(?!左右|上下|多|余|约|以|至|到)[\u4e00-\u9fff]{1,6}?(?:/[\u4e00-\u9fff]{1,6}?)?"
)
_NUMBER = re.compile(PATTERN)
_FRAMED = re.compile(rf"(\D*?)({PATTERN})(\D*)")
_TWO_NUMBERS = re.compile(r"[0-9]\s+(?![0-9]{3}(?![0-9]))[0-9]")
"""A space between digits that parts no thousands: which number is meant cannot be known."""
_RANGE = re.compile(rf"({PATTERN})[–\-～~至]({PATTERN})")
_NUMERALS = "一二三四五六七八九十"
_RANK = re.compile(rf"[第前]([1-9][0-9]*|[{_NUMERALS}])")

# PATTERN, and the signs of the forms, as they may be typed.
_TYPED = r"[\-－]?(?:[0０]|[1-9１-９][0-9０-９]*)(?:[.．][0-9０-９]+)?"
_TYPED_SIGNS = str.maketrans({"-": r"[\-－]", ">": "[>＞]", "<": "[<＜]", "=": "[=＝]"})


def _cell_pattern() -> str:
    frames: dict[str, list[str]] = {"": [""]}  # what stands before the number, by what stands behind it
    for before, behind in _FRAMES:
        frames.setdefault(behind, []).append(before.translate(_TYPED_SIGNS))
    forms = [f"(?:{'|'.join(before)}){_TYPED}{behind}" for behind, before in frames.items()]
    forms += [rf"{_TYPED}[–\-－～~至]{_TYPED}", f"[第前](?:[1-9１-９][0-9０-９]*|[{_NUMERALS}])"]
    forms += _WORDS
    nothing = (word.translate(_TYPED_SIGNS) for word in _NONE)
    return f"^(?:(?:{_HOPED})?(?:{'|'.join(forms)})|{'|'.join(nothing)})$"


CELL_PATTERN = _cell_pattern()
"""The forms as a regular expression, for JSON Schema: full-width digits and signs too."""


def value_of(wording: Wording) -> Decimal | None:
    """The number of a cell that is a number or a bound."""
    return wording.value if isinstance(wording, Plain | Bound) else None


def numbers(wording: Wording) -> list[Decimal]:
    """The numbers that a cell prints."""
    if isinstance(wording, Within):
        return [wording.low, wording.high]
    return [] if isinstance(wording, Words) else [wording.value]


def read_cell(text: str) -> TargetCell:
    """The cell that `text` prints. Raises Misread for any wording that is not in the table of forms."""
    return _cell(str(text))  # without its place, which would keep the whole file in memory


@lru_cache(maxsize=1024)
def _cell(text: str) -> TargetCell:
    # the same few cells stand in every row, document and county
    plain = text.translate(_TWINS)
    wording = _wording_of(plain)
    if wording is None:
        raise _misread(text, plain)
    return TargetCell(text, wording)


def gloss(text: str) -> str:
    """What a cell says, in English: its numbers with signs, or what its words mean. The text must be one that can be
    read."""
    plain = text.translate(_TWINS).removeprefix(_HOPED)
    if plain in _NONE:
        return "——"
    if plain in _GLOSSES:
        return _GLOSSES[plain]
    if found := _RANK.fullmatch(plain):
        place = _place(found[1])
        return "first" if place == 1 else f"top {place}"
    match _wording_of(plain):
        case Plain(value):
            return printed(value)
        case Bound(op, value):
            return f"{OPERATORS[op]}{printed(value)}"
        case Within(low, high):
            return f"{printed(low)}–{printed(high)}"
    found = _FRAMED.fullmatch(plain)
    assert found is not None
    before, digits, behind = found.groups()
    return _GLOSSES[f"{before}N{behind}"].replace("N", digits)


def _wording_of(plain: str) -> Wording | None:
    if _NUMBER.fullmatch(plain):  # most cells: spared what follows
        return Plain(number(plain))
    if plain in _NONE:
        return Words("none")
    plain = plain.removeprefix(_HOPED)
    if plain in _WORDS:
        return _WORDS[plain]
    if found := _RANGE.fullmatch(plain):
        low, high = number(found[1]), number(found[2])
        return Within(low, high) if low <= high else None
    if found := _RANK.fullmatch(plain):
        return Bound("<=", _place(found[1]), state=True)
    found = _FRAMED.fullmatch(plain)
    return _framed(*found.groups()) if found else None


def _place(rank: str) -> Decimal:
    """The number of a rank."""
    return Decimal(_NUMERALS.index(rank) + 1) if rank in _NUMERALS else number(rank)


def _framed(before: str, digits: str, behind: str) -> Wording | None:
    """A number by what stands before and behind it."""
    if not before and not behind:
        return Plain(number(digits))
    match _FRAMES.get((before, behind)):
        case ">=" | ">" | "<=" | "<" as op:
            return Bound(op, number(digits))
        case "open":
            return Words("open")
    return None


def _misread(text: str, plain: str) -> Misread:
    unknown = Phrase(f"目标“{text}”不是认得的写法", f"the target “{text}” is not a wording that is known")
    if len(text) > LONG:
        return Misread(unknown, KNOWN_FORMS)
    backwards = _RANGE.fullmatch(plain)
    if backwards:
        message = Phrase(f"目标“{text}”的两端写反了", f"the range “{text}” runs backwards")
        return Misread(message, correction(f"{backwards[2]}–{backwards[1]}"))
    closed = re.sub(r"\s+", "", plain)
    if closed != plain and _wording_of(closed) is not None and not _TWO_NUMBERS.search(plain):
        message = Phrase(f"目标“{text}”中有空格", f"there are spaces in the target “{text}”")
        return Misread(message, correction(closed), None if re.search(r"\d\s+\d", plain) else closed)
    meant, certain = meant_number(text)
    if meant and not re.search(r"[^\d.,，\s_+\-−'eE]", plain):
        message = Phrase(
            f"目标“{text}”不是这里的数字写法", f"the target “{text}” is not a number as numbers are written here"
        )
        return Misread(message, correction(meant), meant if certain else None)
    with_unit = re.search(rf"(?<=[0-9])\s*({_UNITS})(?=$|以上|以内|以下|左右|[–\-～~至%])", plain)
    short = re.sub(rf"(?<=[0-9])\s*{re.escape(with_unit[1])}|[%％]|\s", "", plain) if with_unit else ""
    if with_unit and _wording_of(short) is not None:
        unit = with_unit[1]
        message = Phrase(
            f"目标“{text}”的数字后面带了单位“{unit}”", f"the target “{text}” has a unit, “{unit}”, after its number"
        )
        belongs = Phrase("单位只写在指标表里，", "the unit belongs in the indicator table;")
        return Misread(message, belongs.then(correction(short)))
    return Misread(unknown, KNOWN_FORMS)
