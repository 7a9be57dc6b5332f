"""What the words of the options choose: rows of a scorecard, the course between milestones, documents, rules."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial

from gongfu_cli import county
from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Indicator
from gongfu_cli.book.period import Period
from gongfu_cli.checks.suppression import matches
from gongfu_cli.cli.options import Filters, Way
from gongfu_cli.cli.usage import all_of, one_of, some_of
from gongfu_cli.language.phrase import BETWEEN_NAMES, Phrase, Refusal, did_you_mean, listed, same
from gongfu_cli.language.terms import ATTRIBUTES, FINAL_GAPS, FINAL_GAPS_SHORT, STANDINGS
from gongfu_cli.scoring.requirement import Path as Course
from gongfu_cli.scoring.scorecard import Deciding, Scorecard, score
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets.phrases import name_of
from gongfu_cli.source.rule import RULES, Rule

Words = Sequence[str] | None
"""What was given to a repeatable option."""


def rows(card: Scorecard, filters: Filters) -> list[Scored]:
    """The rows that pass every filter; one of no words lets everything through. Raises Refusal for a word that means
    nothing."""
    departments = set(bodies(card, filters.department))
    categories = all_of(filters.category, partial(_category, card.book))
    standings = all_of(filters.standing, _standing)
    attributes = some_of(filters.attribute, ATTRIBUTES, Phrase("属性", "attribute"), ATTRIBUTES)
    return [
        row
        for row in card.rows
        if (not departments or departments & set(row.departments))
        and (not categories or row.indicator.category in categories)
        and (not standings or row.standing in standings or row.verdict in standings)
        and (not attributes or row.indicator.attribute in attributes)
    ]


def bodies(card: Scorecard, words: Words) -> list[str]:
    """The names in force of the bodies that words of --department mean, in the order of the table; one that has
    nothing in it last."""
    meant = set().union(*all_of(words, partial(department, card.book, card.period)))
    return [*(name for name in card.departments if name in meant), *sorted(meant - {*card.departments})]


def ordered(card: Scorecard, rows: Sequence[Scored], order: str) -> list[Scored]:
    """The rows in the order that --sort says: the gaps first, as they are listed, or by who leads."""
    if order == "shortfall":
        return [*card.gaps(rows), *(row for row in rows if row.verdict != "gap")]
    if order == "department":
        return sorted(rows, key=lambda row: card.departments.index(row.departments[0]))
    return list(rows)


def _standing(word: str) -> str:
    """The standing, or the verdict gap, that a word means; also one of those that it has from the last milestone on."""
    final = (name for names in (FINAL_GAPS, FINAL_GAPS_SHORT) for name, words in names.items() if word.strip() in words)
    names = {**{name: look.words for name, look in STANDINGS.items()}, "gap": Phrase("有差距", "gap")}
    return next(final, None) or one_of(word, names, Phrase("等次", "standing"), names)


def department(book: Book, period: Period, name: str) -> set[str]:
    """The names in force in a period of the body called `name`: its own, an alias, an earlier or a later one."""
    register = book.register
    in_table = list(dict.fromkeys(name for row in book.table.indicators for name in row.departments))
    known = [*in_table, *register.by_name]
    english = {name_en: name for name in register.by_name if (name_en := register.name_en(name))}
    name = name if name in known else english.get(name, name)
    if name not in known:
        in_force = dict.fromkeys(register.in_force(other, period) for other in in_table)
        hint = did_you_mean(name, [*known, *english]) or Phrase("部门有：", "They are:").then(listed(in_force))
        raise Refusal(f"没有部门“{name}”。", f"there is no department “{name}”.", hint)
    target = register.chain(name)[0]
    return {register.in_force(other, period) for other in [*in_table, target] if target in register.chain(other)}


def _category(book: Book, name: str) -> str:
    """The category called `name`, in either language."""
    categories = book.table.categories
    names = {row.name: row.name for row in categories} | {row.name_en: row.name for row in categories if row.name_en}
    if name not in names:
        there_are = Phrase("类别有：", "They are:").then(listed(row.name for row in categories))
        hint = did_you_mean(name, names) or there_are
        raise Refusal(f"没有类别“{name}”。", f"there is no category “{name}”.", hint)
    return names[name]


def indicators(books: Mapping[str, Book], word: str) -> dict[str, list[str]]:
    """The ids, by table, of what a word means in some tables: a row by its id or name; all rows of an item by its
    number, which comes before the points of theirs; or a row by a part of its name. Names may be in either language,
    of any width and case. Raises Refusal where it means nothing, or several rows by a part of their names, which are
    listed."""
    meant = _plain(word)
    found = {name: ids for name, book in books.items() if (ids := _called(book, meant))}
    if found:
        return found
    rows = [(name, row) for name, book in books.items() for row in book.table.indicators]
    if meant and not meant.replace(".", "").isdigit():
        parts = [(name, row) for name, row in rows if any(meant in known for known in _names(row))]
        if len(parts) == 1:
            return {name: [row.id] for name, row in parts}
        if parts:
            several = BETWEEN_NAMES.join(same(f"{row.id} ") + name_of(row) for _, row in parts)
            raise Refusal(f"“{word}”可指：{several.zh}", f"“{word}” can mean: {several.en}")
    ids = [row.id for _, row in rows]
    known = [*ids, *(name for _, row in rows for name in (row.name, row.name_en) if name)]
    hint = did_you_mean(word, known) or Phrase("编号有：", "The ids are:").then(listed(dict.fromkeys(ids)))
    raise Refusal(f"没有指标“{word}”。", f"there is no indicator “{word}”.", hint)


def _called(book: Book, meant: str) -> list[str]:
    """The ids of the rows of a table that are called so, or else of those of the item with this number."""
    rows = book.table.indicators
    called = [row.id for row in rows if meant in (_plain(row.id), *_names(row))]
    return called or [row.id for row in rows if row.id.startswith(f"{meant}.")]


def _names(row: Indicator) -> list[str]:
    return [_plain(name) for name in (row.name, row.name_en) if name]


def _plain(text: str) -> str:
    """A text without what does not matter: full-width characters, case, blanks at its ends."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def scorecard(book: Book, period: Period, asked: Way) -> Scorecard:
    """The scorecard of a period. Raises as `way` does."""
    return score(book, period, *way(asked))


def way(asked: Way) -> tuple[Course, Deciding]:
    """What --path and --targets say. Raises Refusal for a word that means nothing."""
    linear = one_of(asked.path, ("linear", "step"), Phrase("路径", "path")) == "linear"
    return "linear" if linear else "step", county.deciding(asked.targets, "--targets")


def day(word: str) -> date:
    """A day written out: 2026-01-31, 2026/1/31 or 2026年1月31日, in full-width digits too."""
    found = re.fullmatch(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?", unicodedata.normalize("NFKC", word))
    if found:
        with suppress(ValueError):
            return date(*map(int, found.groups()))
    raise Refusal(f"“{word}”不是日期，写成 2026-01-31", f"“{word}” is not a date: write it as 2026-01-31")


def rules(select: Sequence[str], ignore: Sequence[str]) -> Callable[[Rule[...]], bool]:
    """Whether a rule is wanted, by the words of --select and --ignore: codes, their beginnings and names, with commas
    between them."""
    selected, ignored = (all_of(filter(None, words), _pattern) for words in (select, ignore))

    def wanted(rule: Rule[...]) -> bool:
        return (not selected or _matches(rule, selected)) and not _matches(rule, ignored)

    return wanted


def _pattern(word: str) -> str:
    if not any(_matches(rule, [word]) for rule in RULES.values()):
        raise no_such_rule(word)
    return word


def _matches(rule: Rule[...], patterns: Sequence[str]) -> bool:
    return any(matches(pattern, rule.code, rule.name) for pattern in patterns)


def no_such_rule(word: str) -> Refusal:
    """What to say to a word that means no rule."""
    known = [*RULES, *(rule.name for rule in RULES.values())]
    return Refusal(f"没有规则“{word}”。", f"there is no rule “{word}”.", did_you_mean(word, known))
