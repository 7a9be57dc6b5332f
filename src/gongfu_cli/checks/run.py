"""All check rules over a data folder, by family, in one run."""

from collections.abc import Callable
from dataclasses import dataclass, field

from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import Folder, without_doubles
from gongfu_cli.checks import filing, reference, suppression, targets, values
from gongfu_cli.language.phrase import Phrase, listed
from gongfu_cli.source.finding import Finding
from gongfu_cli.source.rule import RULES, Rule

_FAMILIES = (reference, targets, values, filing, suppression)  # imported for their rules, in the order of the codes


@dataclass
class Outcome:
    """What a check found: the findings in order, those that were silenced, what was not run and why, and the book of
    the sound files, where there is one."""

    findings: list[Finding]
    silenced: list[Finding] = field(default_factory=list)
    skipped: list[Phrase] = field(default_factory=list)
    files: int = 0
    book: Book | None = None

    @property
    def suppressed(self) -> int:
        """How many findings were silenced."""
        return len(self.silenced)

    def count(self, severity: str) -> int:
        """How many findings have a severity."""
        return sum(finding.severity == severity for finding in self.findings)


Wanted = Callable[[Rule[...]], bool]


def everything(rule: Rule[...]) -> bool:
    """Every rule is wanted."""
    return True


def errors_only(rule: Rule[...]) -> bool:
    """The rules whose findings keep a year from being scored."""
    return rule.severity == "error"


def check(folder: Folder, wanted: Wanted = everything, forbid_illustrative: bool = False) -> Outcome:
    """Every finding in the folder's files of the rules that are `wanted`.

    Families GF0 and GF1 were settled in reading; the rules over the book run on files without errors only, and the
    outcome says what was left out.
    """
    bookkeeping = wanted(suppression.unused_ignore)  # whether a comment silences anything is known once all is run
    silencing = [each for source in folder.sources.values() for each in suppression.suppressions(source)]
    ran = {code for code in RULES if code < "GF2"}
    found = list(folder.findings)
    for rule in _over(Folder):
        found += without_doubles(rule(folder), folder.findings)
    open_errors, _, _ = suppression.settle((each for each in found if each.severity == "error"), silencing)
    faulty = frozenset(each.place.file for each in open_errors)
    shared = sorted(faulty - set(folder.years))
    outcome = Outcome([], files=len(folder.sources), book=None if shared else folder.book(faulty))
    if shared:
        outcome.skipped.append(_NOT_RUN.then(listed(shared)))
    elif faulty:
        outcome.skipped.append(_LEFT_OUT.then(listed(sorted(faulty))))
    for rule in _over(Book) if outcome.book else []:
        if wanted(rule) or bookkeeping:
            found += rule(outcome.book)
            if not faulty:  # else a file was left out that it would have seen
                ran.add(rule.code)
    if forbid_illustrative and outcome.book:
        found = [each for each in found if each.code != filing.illustrative.code] + filing.forbidden(outcome.book)
    ran |= {rule.code for rule in _over(Folder)}
    left, used, silenced = suppression.settle(found, silencing)
    left = [each for each in left if wanted(RULES[each.code])]
    outcome.silenced = [each for each in silenced if wanted(RULES[each.code])]
    for more in (suppression.bare_ignore(silencing), suppression.unused_ignore(silencing, used, ran)):
        left += [each for each in more if wanted(RULES[each.code])]
    outcome.findings = sorted(left)
    return outcome


_NOT_RUN = Phrase(
    "先改好这些文件里的错误，才能检查 GF206 和 GF3–GF5 各类：",
    "GF206 and families GF3 to GF5 were not run: they need these files without errors:",
)
_LEFT_OUT = Phrase(
    "GF206 和 GF3–GF5 各类没有检查这些有错的文件：",
    "GF206 and families GF3 to GF5 left out these files, which have errors:",
)


def _over(kind: type[Folder] | type[Book]) -> list[Rule[...]]:
    """The rules that look at a folder, or at a book."""
    return [rule for rule in RULES.values() if rule.over is kind]
