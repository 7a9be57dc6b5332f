"""Check rules: each is a function that yields its hits, known by its code, with its page as docstring."""

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, ParamSpec

from gongfu_cli.language.phrase import Phrase
from gongfu_cli.source.finding import Finding, Place, Severity

Arguments = ParamSpec("Arguments")


class Hit(NamedTuple):
    """What a rule's body yields: the place, the sentence, the remedy, and, where only one text can have
    been meant, that text as `fix` (it replaces the span)."""

    place: Place
    message: Phrase
    hint: Phrase | None = None
    fix: str | None = None
    severity: Severity | None = None


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
        RULES[code] = made = Rule(code, name, severity, over, body)
        return made

    return register
