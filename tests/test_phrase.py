"""Phrases are put together in both languages at once."""

import pytest

from gongfu_cli.language.phrase import BETWEEN_NAMES, NOTHING, Phrase, listed, same

ONE, OTHER = Phrase("甲", "one"), Phrase("乙", "other")


@pytest.mark.parametrize(
    ("phrase", "zh", "en"),
    [
        pytest.param(ONE + OTHER, "甲乙", "oneother", id="with nothing between"),
        pytest.param(ONE + same(" 1"), "甲 1", "one 1", id="with a number"),
        pytest.param(ONE.then(OTHER), "甲乙", "one other", id="with a space in English"),
        pytest.param(ONE.then(same("; 2")), "甲; 2", "one; 2", id="without one before a mark"),
        pytest.param(BETWEEN_NAMES.join([ONE, OTHER]), "甲、乙", "one; other", id="joined"),
        pytest.param(BETWEEN_NAMES.join([]), "", "", id="nothing joined"),
        pytest.param(listed(["a", "b"]), "a、b", "a, b", id="words in a list"),
        pytest.param(listed("abc", 1), "a，另有 2 个", "a, and 2 more", id="the first of a list"),
        pytest.param(listed("ab", 2), "a、b", "a, b", id="a list that is not longer"),
        pytest.param(same("{it}{n}")(it=ONE, n=2), "甲2", "one2", id="filled in"),
    ],
)
def test_a_phrase_in_both_languages(phrase: Phrase, zh: str, en: str) -> None:
    assert (phrase.to("zh"), phrase.to("en")) == (zh, en)


@pytest.mark.parametrize(
    ("phrase", "says"), [(NOTHING, False), (same(""), False), (ONE, True), (Phrase("", "s"), True)]
)
def test_a_phrase_that_says_nothing_is_false(phrase: Phrase, says: bool) -> None:
    assert bool(phrase) is says
