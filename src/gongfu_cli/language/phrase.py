"""What is said to people, in Chinese and in English."""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Phrase(NamedTuple):
    """One meaning in both languages."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """The words in `language`."""
        return self.zh if language == "zh" else self.en

    def __call__(self, **values: object) -> "Phrase":
        """Both wordings with their `{names}` filled in; a `Phrase` among the values goes in by language."""
        return Phrase(
            self.zh.format(**{k: v.zh if isinstance(v, Phrase) else v for k, v in values.items()}),
            self.en.format(**{k: v.en if isinstance(v, Phrase) else v for k, v in values.items()}),
        )

    def then(self, other: "Phrase") -> "Phrase":
        """This phrase followed by another, with a space between them in English."""
        gap = "" if not self.en or other.en[:1] in " ;,.)" else " "
        return Phrase(self.zh + other.zh, self.en + gap + other.en)

    def join(self, phrases: Iterable["Phrase"]) -> "Phrase":
        """The phrases with this one between them, as `str.join` does."""
        phrases = list(phrases)
        return Phrase(self.zh.join(phrase.zh for phrase in phrases), self.en.join(phrase.en for phrase in phrases))

    def __add__(self, other: "Phrase") -> "Phrase":  # type: ignore[override]  # words, not tuples, are put together
        """This phrase and another with nothing between them."""
        return Phrase(self.zh + other.zh, self.en + other.en)

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.zh or self.en)


def same(text: str) -> Phrase:
    """A text that is the same in both languages (a name, a number)."""
    return Phrase(text, text)


NOTHING = same("")
BETWEEN_WORDS = Phrase("、", ", ")
BETWEEN_NAMES = Phrase("、", "; ")
BETWEEN_CLAUSES = Phrase("；", "; ")
COLON = Phrase("：", ": ")
DOT = same(" · ")
"""What stands between the parts of a title."""


LONG = 60
"""Longer than any name or figure: not worth guessing what was meant."""


def nearest(given: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word most like `given`, or None where none is alike."""
    from difflib import get_close_matches  # only needed once something is wrong

    if len(given) > LONG:
        return None
    by_folded = {word.casefold(): word for word in known}
    found = get_close_matches(given.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[found[0]] if found else None


def did_you_mean(
    given: str, known: Iterable[str], cutoff: float = 0.6, written: Callable[[str], str] = str
) -> Phrase | None:
    """“Did you mean …?”, or None where no known word is alike; `written` says how a known word is typed."""
    near = nearest(given, known, cutoff)
    word = written(near) if near else None
    return Phrase(f"是否想写“{word}”？", f"Did you mean “{word}”?") if word else None


def listed(words: Iterable[str], most: int | None = None) -> Phrase:
    """Words as a list in running text; of more than so many the first, and how many more there are."""
    words = [*words]
    return BETWEEN_WORDS.join(map(same, words[:most])) + and_more(len(words) - (most or len(words)))


def and_more(number: int) -> Phrase:
    """What stands behind a list that leaves out so many, if any."""
    return Phrase(f"，另有 {number} 个", f", and {number} more") if number > 0 else NOTHING


class Refusal(Exception):
    """Why something that was asked for cannot be done: one clear sentence in Chinese and in English, and a hint."""

    def __init__(self, zh: str, en: str, hint: Phrase | None = None) -> None:
        super().__init__(zh, en, hint)  # it can be sent from one process to another
        self.sentence = Phrase(zh, en).then(hint) if hint else Phrase(zh, en)

    def __str__(self) -> str:
        return "\n".join(self.sentence)


def no_such(what: Phrase, word: str, meant: Phrase | None, known: Iterable[str], most: int | None = None) -> Refusal:
    """What to say to a word that means no such thing: what may be `meant`, or else those that there are, so many at
    most."""
    names = listed(dict.fromkeys(known), most)
    hint = meant or (Phrase(f"有的{what.zh}：", "There are:").then(names) if names else None)
    return Refusal(f"没有{what.zh}“{word}”。", f"there is no {what.en} “{word}”.", hint)
