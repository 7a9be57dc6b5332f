"""Which rows of a scorecard are shown: the filters, and what their words may be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongfu_cli.book.book import Book
from gongfu_cli.book.model import Indicator
from gongfu_cli.language.phrase import Phrase, Refusal, did_you_mean, listed
from gongfu_cli.language.terms import ATTRIBUTES, STANDINGS
from gongfu_cli.scoring.scorecard import Scorecard
from gongfu_cli.scoring.scored import Scored


@dataclass(frozen=True)
class Filters:
    """What to show; an empty filter lets everything through."""

    departments: Sequence[str] = ()
    categories: Sequence[str] = ()
    standings: Sequence[str] = ()
    attributes: Sequence[str] = ()


def rows(card: Scorecard, filters: Filters) -> list[Scored]:
    """The rows that pass every filter. Raises Refusal for a word that means nothing."""
    departments = {name for each in filters.departments for name in department(card.book, card.year, each)}
    categories = {category(card.book, each) for each in filters.categories}
    standings = {
        one_of(each, STANDINGS, Phrase("判断", "standing"), {k: v.words for k, v in STANDINGS.items()})
        for each in filters.standings
    }
    kinds = {one_of(each, ATTRIBUTES, Phrase("属性", "attribute"), ATTRIBUTES) for each in filters.attributes}
    return [
        row
        for row in card.rows
        if (not departments or departments & set(row.departments))
        and (not categories or row.indicator.category in categories)
        and (not standings or row.standing in standings)
        and (not kinds or row.indicator.attribute in kinds)
    ]


def department(book: Book, year: int, name: str) -> set[str]:
    """The names in force in a year of the body called `name`: its own, an alias, an earlier or a later one."""
    register = book.register
    named = list(dict.fromkeys(each for row in book.table.indicators for each in row.departments))
    known = [*named, *register.by_name]
    english = {en: each for each in register.by_name if (en := register.name_en(each))}
    name = name if name in known else english.get(name, name)
    if name not in known:
        in_force = dict.fromkeys(register.in_force(each, year) for each in named)
        hint = did_you_mean(name, [*known, *english]) or Phrase("部门有：", "They are:").then(listed(in_force))
        raise Refusal(Phrase(f"没有部门“{name}”。", f"there is no department “{name}”."), hint)
    target = register.chain(name)[0]
    return {register.in_force(each, year) for each in [*named, target] if target in register.chain(each)}


def category(book: Book, name: str) -> str:
    """The category called `name`, in either language."""
    names = {each.name: each.name for each in book.table.categories}
    names |= {each.name_en: each.name for each in book.table.categories if each.name_en}
    if name not in names:
        hint = did_you_mean(name, names) or Phrase("类别有：", "They are:").then(
            listed(each.name for each in book.table.categories)
        )
        raise Refusal(Phrase(f"没有类别“{name}”。", f"there is no category “{name}”."), hint)
    return names[name]


def indicator(book: Book, id: str) -> Indicator:
    """The indicator of the table with an id."""
    if id not in book.indicators:
        by_name = {each.name: each for each in book.table.indicators}
        by_name |= {each.name_en: each for each in book.table.indicators if each.name_en}
        if id in by_name:
            return by_name[id]
        starts = [each for each in book.indicators if each.startswith(f"{id}.")]
        hint = Phrase("是否想写：", "Did you mean:").then(listed(starts)) if starts else None
        hint = (
            hint
            or did_you_mean(id, [*book.indicators, *by_name])
            or Phrase("编号有：", "The ids are:").then(listed(book.indicators))
        )
        raise Refusal(Phrase(f"没有指标“{id}”。", f"there is no indicator “{id}”."), hint)
    return book.indicators[id]


def one_of(word: str, known: Iterable[str], what: Phrase, shown: Mapping[str, Phrase] | None = None) -> str:
    """The known word that `word` is; `-` and `_` are alike, and the words that screens say, where they are `shown`,
    mean the same. Raises Refusal."""
    known, shown = list(known), shown or {}
    for each in known:
        if each.replace("_", "-") == word.strip().lower().replace("_", "-") or word.strip() in shown.get(each, ()):
            return each
    names = Phrase(
        "、".join(f"{each}（{shown[each].zh}）" if each in shown else each for each in known), ", ".join(known)
    )
    hint = did_you_mean(word, known)
    choices = Phrase("可用：", "It is one of:").then(names)
    raise Refusal(
        Phrase(f"{what.zh}没有“{word}”。", f"there is no {what.en} “{word}”."), hint.then(choices) if hint else choices
    )
