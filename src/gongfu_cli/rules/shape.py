"""GF1: whether a file has the fields, words, numbers and dates that its kind of file has."""

from collections.abc import Iterator, Sequence

from gongfu_cli.finding import Finding, Hit, Misread, Place, rule
from gongfu_cli.source import Listing, Node, Text
from gongfu_cli.words import Phrase, did_you_mean, listed


@rule("GF101", "unknown-field")
def unknown_field(place: Place, key: str, known: Sequence[str], meant: str | None) -> Iterator[Hit]:
    """A field that this kind of row does not have."""
    yield Hit(
        place,
        Phrase(f"没有“{key}”这个字段", f"there is no field “{key}” here"),
        Phrase(f"是否想写“{meant}”？", f"Did you mean “{meant}”?")
        if meant
        else Phrase("这里的字段有：", "the fields here are:").then(listed(known)),
    )


@rule("GF102", "missing-field")
def missing_field(place: Place, key: str) -> Iterator[Hit]:
    """A field that has to be there is not, or is empty."""
    yield Hit(
        place,
        Phrase(f"缺少必填字段“{key}”", f"the field “{key}” is missing or empty"),
        Phrase(f"补上一行：{key}: …", f"add a line: {key}: …"),
    )


@rule("GF103", "not-a-number")
def not_a_number(place: Place, misread: Misread) -> Iterator[Hit]:
    """A number is written in a way that numbers are not written here."""
    yield Hit(place, misread.message, misread.hint, misread.fix)


@rule("GF104", "unknown-word")
def unknown_word(place: Place, word: str, known: Sequence[str]) -> Iterator[Hit]:
    """A field that takes one of a few words has another."""
    choices = Phrase("可用：", "one of:").then(listed(known))
    yield Hit(
        place,
        Phrase(f"不认得“{word}”", f"“{word}” is not one of the words for this field"),
        (did_you_mean(word, known) or Phrase("", "")).then(choices) if did_you_mean(word, known) else choices,
    )


@rule("GF105", "unreadable-target")
def unreadable_target(place: Place, misread: Misread) -> Iterator[Hit]:
    """A target cell has a wording that is not known."""
    yield Hit(place, misread.message, misread.hint, misread.fix)


@rule("GF106", "bad-date")
def bad_date(place: Place, misread: Misread) -> Iterator[Hit]:
    """Not a date, not a year, or not the year of the file's name."""
    yield Hit(place, misread.message, misread.hint, misread.fix)


def other_year(place: Place, year: int, file: str) -> list[Finding]:
    """GF106 for an actuals file whose year is not the one of its name."""
    return bad_date(
        place,
        Misread(
            Phrase(f"文件名是 {file}，里面的年份却是 {year}", f"the file is called {file}, but its year is {year}"),
            Phrase("改年份，或改文件名", "change the year, or rename the file"),
        ),
    )


def early_milestone(place: Place, year: int, baseline_year: int) -> list[Finding]:
    """GF106 for a milestone that is not later than the baseline."""
    return bad_date(
        place,
        Misread(
            Phrase(f"目标年份 {year} 不晚于基期 {baseline_year}", f"the milestone {year} is not later than the baseline year {baseline_year}"),
        ),
    )


@rule("GF107", "wrong-shape")
def wrong_shape(place: Place, wanted: Phrase, node: Node) -> Iterator[Hit]:
    """A list where a value belongs, and the like."""
    if isinstance(node, Text):
        given, hint = Phrase(f"“{node.text}”", f"“{node.text}”") if node.text else Phrase("空的", "nothing"), None
        if "：" in node.text:
            hint = Phrase("全角冒号“：”要改为半角冒号加空格", "write “: ” for the full-width colon “：”")
    elif isinstance(node, Listing):
        given, hint = Phrase(f"{len(node.items)} 项的列表", f"a list of {len(node.items)}"), None
    else:
        given, hint = Phrase("若干“名: 值”", "a mapping (name: value)"), None
    yield Hit(place, Phrase(f"这里应是{wanted.zh}，现在是{given.zh}", f"{wanted.en} belongs here, not {given.en}"), hint)
