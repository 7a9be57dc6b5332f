"""A finding: which rule a user's file breaks, where, and what to write instead."""

from collections.abc import Callable, Iterable
from typing import Generic, Literal, NamedTuple, ParamSpec

from gongfu_cli.language.phrase import Phrase

Severity = Literal["error", "warning", "note"]
Arguments = ParamSpec("Arguments")


class Place(NamedTuple):
    """A span of a file: 1-based lines and columns (code points), the end column exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def to(self, end: "Place") -> "Place":
        """The span from the start of this one to the end of another."""
        return Place(self.file, self.line, self.column, end.end_line, end.end_column)

    def part(self, start: int, length: int) -> "Place":
        """The span of `length` characters that begins `start` characters into this one-line span."""
        return Place(self.file, self.line, self.column + start, self.line, self.column + start + length)


class Hit(NamedTuple):
    """What a rule's body yields: the place, the sentence, the remedy, and, where only one text can have
    been meant, that text as `fix` (it replaces the span)."""

    place: Place
    message: Phrase
    hint: Phrase | None = None
    fix: str | None = None
    severity: Severity | None = None


class Finding(NamedTuple):
    """One mistake in a user's file. Sorts by file, then place, then code."""

    place: Place
    code: str
    name: str
    severity: Severity
    message: Phrase
    hint: Phrase | None = None
    fix: str | None = None


class Rule(Generic[Arguments]):
    """A check rule. Calling it runs its body and returns the findings; its docstring is its page; `over` is what a run
    of all rules hands to it, None where those who read the files call it themselves."""

    def __init__(
        self, code: str, name: str, severity: Severity, over: type | None, body: Callable[Arguments, Iterable[Hit]]
    ) -> None:
        self.code, self.name, self.severity, self.over, self._body = code, name, severity, over, body
        self.__doc__ = body.__doc__

    def __call__(self, *args: Arguments.args, **kwargs: Arguments.kwargs) -> list[Finding]:
        """The findings that the body makes."""
        return [self.finding(hit) for hit in self._body(*args, **kwargs)]

    def finding(self, hit: Hit) -> Finding:
        """A hit as a finding of this rule."""
        return Finding(hit.place, self.code, self.name, hit.severity or self.severity, hit.message, hit.hint, hit.fix)


RULES: dict[str, Rule[...]] = {}
"""Every rule that was imported, by its code."""


def rule(
    code: str, name: str, severity: Severity = "error", *, over: type | None = None
) -> Callable[[Callable[Arguments, Iterable[Hit]]], Rule[Arguments]]:
    """Make a function that yields `Hit`s the check rule `code`, and register it."""

    def register(body: Callable[Arguments, Iterable[Hit]]) -> Rule[Arguments]:
        if code in RULES:
            raise ValueError(f"{code} is taken by {RULES[code].name}")
        made = Rule(code, name, severity, over, body)
        RULES[code] = made
        return made

    return register


class Misread(ValueError):
    """A text that is not what its place asks for, with the remedy; the reader knows the rule and the place."""

    def __init__(self, message: Phrase, hint: Phrase | None = None, fix: str | None = None) -> None:
        super().__init__(message.en)
        self.message, self.hint, self.fix = message, hint, fix
