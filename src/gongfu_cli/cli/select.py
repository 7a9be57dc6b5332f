"""What the words of the options choose: rows of a scorecard, the course between milestones, documents, rules."""

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial

from gongfu_cli import county
from gongfu_cli.book import scalars
from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Indicator
from gongfu_cli.book.period import Period
from gongfu_cli.checks.suppression import codes_meant
from gongfu_cli.cli.options import Filters, Way
from gongfu_cli.cli.usage import all_of, one_of, some_of
from gongfu_cli.language.phrase import BETWEEN_NAMES, Phrase, Refusal, and_more, did_you_mean, no_such, same
from gongfu_cli.language.terms import ATTRIBUTES, FINAL_GAPS, FINAL_GAPS_SHORT, STANDINGS
from gongfu_cli.scoring.requirement import Path as Course
from gongfu_cli.scoring.scorecard import Deciding, Scorecard, score
from gongfu_cli.scoring.scored import Scored
from gongfu_cli.sheets.phrases import name_of
from gongfu_cli.source.rule import RULES, Rule

_LISTED = 20
"""So many rows or rules that may be meant are listed."""


def meant(filters: Filters, books: Collection[Book], period: Period) -> Filters:
    """The filters with a name that the data know, or the word of a machine, for each of their words. Raises Refusal for
    one that means nothing in any of the books, which share their register."""
    return Filters(
        all_of(filters.department, partial(_body, books, period)),
        all_of(filters.category, partial(_category, books)),
        all_of(filters.standing, _standing),
        some_of(filters.attribute, ATTRIBUTES, Phrase("属性", "attribute"), ATTRIBUTES),
    )


def rows(card: Scorecard, filters: Filters) -> list[Scored]:
    """The rows that pass every filter, as `meant` made them; one of no words lets everything through."""
    departments, standings, wanted = {*bodies(card, filters)}, filters.standing, set(filters.category or ())
    categories = {row.name for row in card.book.table.categories if wanted & {row.name, row.name_en}}
    return [
        row
        for row in card.rows
        if (not departments or departments & set(row.departments))
        and (not wanted or row.indicator.category in categories)
        and (not standings or row.standing in standings or row.verdict in standings)
        and (not filters.attribute or row.indicator.attribute in filters.attribute)
    ]


def bodies(card: Scorecard, filters: Filters) -> list[str]:
    """The names in force of the departments that pass, in the order of the table; one that has nothing in it last."""
    names = names_in_force(card.book, card.period, filters)
    return [*(name for name in card.departments if name in names), *sorted(names - {*card.departments})]


def names_in_force(book: Book, period: Period, filters: Filters) -> set[str]:
    """The names that the departments that pass have in a period: of each its own, those of earlier ones that it took
    over from, or that of a later one."""
    register, found = book.register, set()
    in_table = [name for row in book.table.indicators for name in row.departments]
    for name in filters.department or ():
        body = register.chain(name)[0]
        found |= {register.in_force(other, period) for other in [*in_table, body] if body in register.chain(other)}
    return found


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


def _body(books: Collection[Book], period: Period, word: str) -> str:
    """The name, or an alias, that a word of --department is or means in English."""
    register = next(iter(books)).register
    in_tables = [name for book in books for row in book.table.indicators for name in row.departments]
    names = [*in_tables, *register.by_name]
    english = {name_en: name for name in names if (name_en := register.name_en(name))}
    known = english | {name: name for name in names}
    if word not in known:
        in_force = (register.in_force(name, period) for name in in_tables)
        raise no_such(Phrase("部门", "department"), word, did_you_mean(word, known), in_force)
    return known[word]


def _category(books: Collection[Book], word: str) -> str:
    """A word of --category that is the name of one, in either language."""
    categories = [row for book in books for row in book.table.categories]
    known = [name for row in categories for name in (row.name, row.name_en) if name]
    if word not in known:
        names = (row.name for row in categories)
        raise no_such(Phrase("类别", "category"), word, did_you_mean(word, known), names)
    return word


def indicators(books: Mapping[str, Book], word: str, *, in_full: bool = False) -> dict[str, list[str]]:
    """The ids, by table, of what a word means in some tables: a row by its id or name; all rows of an item by its
    number, which comes before the points of theirs; or a row by a part of its name. Names may be in either language,
    of any width and case. Raises Refusal where it means nothing, or several rows by a part of their names, which are
    listed; with `in_full` a row that may be meant is written with its table, as in levers:24."""
    meant = _plain(word)
    found = {name: ids for name, book in books.items() if (ids := _called(book, meant))}
    if found:
        return found
    rows = [(name, f"{name}:" if in_full else "", row) for name, book in books.items() for row in book.table.indicators]
    if meant and not meant.replace(".", "").isdigit():
        parts = [each for each in rows if any(meant in known for known in _names(each[-1]))]
        if len(parts) == 1:
            return {name: [row.id] for name, _, row in parts}
        if parts:
            named = (same(f"{before}{row.id} ") + name_of(row) for _, before, row in parts[:_LISTED])
            several = BETWEEN_NAMES.join(named) + and_more(len(parts) - _LISTED)
            raise Refusal(f"“{word}”可指：{several.zh}", f"“{word}” can mean: {several.en}")
    every = reversed(rows)  # so that of tables that have the same the first is meant
    known = {text: before + text for _, before, row in every for text in (row.id, row.name, row.name_en) if text}
    near, there_are = did_you_mean(word, known, written=known.__getitem__), [row.id for *_, row in rows]
    raise no_such(Phrase("指标", "indicator"), word, near, there_are, _LISTED)


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
    """The day that a word names. Raises Refusal for one that names none."""
    if found := scalars.day(word):
        return found
    raise Refusal(f"“{word}”不是日期，写成 2026-01-31", f"“{word}” is not a date: write it as 2026-01-31")


def rules(select: Sequence[str], ignore: Sequence[str]) -> Callable[[Rule[...]], bool]:
    """Whether a rule is wanted, by the words of --select and --ignore: codes, their beginnings and names, with commas
    between them."""
    selected, ignored = (set[str]().union(*all_of(filter(None, words), _codes)) for words in (select, ignore))
    return lambda rule: (not selected or rule.code in selected) and rule.code not in ignored


def _codes(word: str) -> set[str]:
    if found := codes_meant(word):
        return found
    raise _no_such_rule(word)


def rule_called(word: str) -> Rule[...]:
    """The rule with a code or a name. Raises Refusal for a word that means none, or several."""
    found = codes_meant(word)
    if len(found) == 1:
        return RULES[found.pop()]
    raise _no_such_rule(word)


def _no_such_rule(word: str) -> Refusal:
    """What to say to a word that means no rule: those whose codes begin so, or else the one that is meant."""
    begun = sorted(codes_meant(word))
    meant = did_you_mean(word, [*RULES, *(rule.name for rule in RULES.values())])
    return no_such(Phrase("规则", "rule"), word, None if begun else meant, begun, _LISTED)
