"""A finding: which rule a user's file breaks, where, and what to write instead."""

from typing import Literal, NamedTuple

from gongfu_cli.language.phrase import Phrase

Severity = Literal["error", "warning", "note"]


class Place(NamedTuple):
    """A span of a file: 1-based lines and columns (code points), the end column exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def top(cls, file: str) -> "Place":
        """The start of a file, for what is said of the whole of it."""
        return cls(file, 1, 1, 1, 1)

    @classmethod
    def on_line(cls, file: str, line: int, start: int, end: int) -> "Place":
        """The span from `start` to `end` of one line, all of them counted from 0."""
        return cls(file, line + 1, start + 1, line + 1, end + 1)

    def to(self, end: "Place") -> "Place":
        """The span from the start of this one to the end of another."""
        return Place(self.file, self.line, self.column, end.end_line, end.end_column)

    def part(self, start: int, length: int) -> "Place":
        """The span of `length` characters that begins `start` characters into this one-line span."""
        return Place(self.file, self.line, self.column + start, self.line, self.column + start + length)


class Finding(NamedTuple):
    """One mistake in a user's file. Sorts by file, then place, then code."""

    place: Place
    code: str
    name: str
    severity: Severity
    message: Phrase
    hint: Phrase | None = None
    fix: str | None = None

    def __str__(self) -> str:
        file, line, column, *_ = self.place
        return f"{file}:{line}:{column} {self.severity} {self.code} {self.message.zh} {self.message.en}"


def correction(text: str) -> Phrase:
    """The hint to write `text`."""
    return Phrase(f"改为：{text}", f"write: {text}")


class Misread(ValueError):
    """A text that is not what its place asks for, with the remedy; the reader knows the rule and the place."""

    def __init__(self, message: Phrase, hint: Phrase | None = None, fix: str | None = None) -> None:
        super().__init__(message.en)
        self.message, self.hint, self.fix = message, hint, fix
