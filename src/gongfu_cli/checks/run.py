"""All check rules over a data folder, by family, in one run."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from gongfu_cli.book.book import Book
from gongfu_cli.book.folder import Folder, without_doubles
from gongfu_cli.checks import filing, reference, suppression, targets, values
from gongfu_cli.language.phrase import Phrase, listed
from gongfu_cli.source.faults import MOST
from gongfu_cli.source.finding import Finding
from gongfu_cli.source.rule import RULES, Rule

_FAMILIES = (reference, targets, values, filing, suppression)  # imported for their rules, in the order of the codes
_NOT_RUN = Phrase(
    "先改好这些文件里的错误，才能检查 GF206、GF208 和 GF3–GF5 各类：",
    "GF206, GF208 and families GF3 to GF5 were not run: they need these files without errors:",
)
_LEFT_OUT = Phrase(
    "GF206、GF208 和 GF3–GF5 各类没有检查这些有错的文件：",
    "GF206, GF208 and families GF3 to GF5 left out these files, which have errors:",
)


class Outcome(NamedTuple):
    """What a check found: the findings in order, those that were silenced, what was not run and why, how many files
    were read, and the book of the sound ones, where there is one. Of a file with very many the worst are listed, the
    last of them saying how many `unlisted` there are besides."""

    findings: Sequence[Finding]
    silenced: Sequence[Finding] = ()
    skipped: Sequence[Phrase] = ()
    files: int = 0
    book: Book | None = None
    unlisted: Sequence[Finding] = ()

    @property
    def all(self) -> list[Finding]:
        """The findings, listed or not."""
        return [*self.findings, *self.unlisted]

    @property
    def suppressed(self) -> int:
        """How many findings were silenced."""
        return len(self.silenced)

    def count(self, severity: str) -> int:
        """How many findings have a severity."""
        return sum(finding.severity == severity for finding in self.all)

    @property
    def summary(self) -> Phrase:
        """How many files were read, and what was found and silenced."""
        errors, warnings, notes = map(self.count, ("error", "warning", "note"))
        found = ", ".join([counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note")])
        text = Phrase(
            f"{self.files} 个文件：{errors} 个错误，{warnings} 个警告，{notes} 个提示",
            f"{counted(self.files, 'file')}: {found}",
        )
        silenced = Phrase(f"（另有 {self.suppressed} 个已注明理由忽略）", f"({self.suppressed} silenced)")
        return text.then(silenced) if self.suppressed else text


def counted(number: int, word: str) -> str:
    """So many of something, in English."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def joined(outcomes: Sequence[Outcome], files: int) -> Outcome:
    """What was found in several tables of a folder, in so many files; what they share is found once."""
    return Outcome(
        findings=_in_order(dict.fromkeys(finding for outcome in outcomes for finding in outcome.findings)),
        silenced=_in_order(dict.fromkeys(finding for outcome in outcomes for finding in outcome.silenced)),
        skipped=[*dict.fromkeys(phrase for outcome in outcomes for phrase in outcome.skipped)],
        files=files,
        unlisted=_in_order(dict.fromkeys(finding for outcome in outcomes for finding in outcome.unlisted)),
    )


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by their places; several of a rule at one place stay as they were found, by the table."""
    return sorted(findings, key=lambda finding: (finding.place, finding.code))


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
    comments = [comment for source in folder.sources.values() for comment in suppression.suppressions(source)]
    found = list(folder.findings)
    for rule in _over(Folder):
        found += without_doubles(rule(folder), folder.findings)
    errors = (finding for finding in found if finding.severity == "error")
    faulty = frozenset(finding.place.file for finding in suppression.settle(errors, comments).open)
    shared = sorted(faulty - folder.periods.keys())
    book = None if shared else folder.book(faulty)
    # whether a comment silences anything is known only once every rule is run
    rules = [rule for rule in _over(Book) if wanted(rule) or wanted(suppression.unused_ignore)] if book else []
    found += [finding for rule in rules for finding in rule(book)]
    if forbid_illustrative and book:
        found = [finding for finding in found if finding.code != filing.illustrative.code] + filing.forbidden(book)
    # a rule that a file was kept from may not have seen what is silenced there
    ran = _READ | {rule.code for rule in _over(Folder) + ([] if faulty else rules)}
    settled = suppression.settle(found, comments)
    unjustified = suppression.bare_ignore(comments) + suppression.unused_ignore(comments, settled.used, ran)
    findings, unlisted = _listed(_of_rules(wanted, settled.open + unjustified))
    return Outcome(
        findings=findings,
        unlisted=unlisted,
        silenced=_of_rules(wanted, settled.silenced),
        skipped=_skipped(shared, faulty),
        files=len(folder.sources),
        book=book,
    )


def _listed(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings in order, of each file no more than `MOST` and one that counts the rest; and the rest."""
    listed: list[Finding] = []
    unlisted: list[Finding] = []
    for _, of_file in groupby(_in_order(findings), key=lambda finding: finding.place.file):
        worst = sorted(of_file, key=lambda finding: _WORST.index(finding.severity))
        listed += _in_order(worst[:MOST])
        if rest := worst[MOST:]:
            message = Phrase(
                f"本文件还有 {len(rest)} 个问题没有列出", f"{len(rest)} more findings in this file are not listed"
            )
            listed.append(rest[0]._replace(message=message, hint=None))
            unlisted += rest[1:]
    return listed, unlisted


_WORST = ("error", "warning", "note")
_READ = {code for code in RULES if code < "GF2"}
"""The rules that reading the files settles."""


def _over(kind: type[Folder] | type[Book]) -> list[Rule[...]]:
    """The rules that look at a folder, or at a book."""
    return [rule for rule in RULES.values() if rule.over is kind]


def _of_rules(wanted: Wanted, findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if wanted(RULES[finding.code])]


def _skipped(shared: Sequence[str], faulty: Collection[str]) -> list[Phrase]:
    """What was not run because of the files that all else rests on, or left out because of others."""
    if shared:
        return [_NOT_RUN.then(listed(shared))]
    return [_LEFT_OUT.then(listed(sorted(faulty)))] if faulty else []
