"""Findings as text for people, in the manner of a compiler: the place, the sentence, the line with its span marked."""

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import combining, east_asian_width

from gongfu_cli.formats.tones import style
from gongfu_cli.language.phrase import COLON, Language
from gongfu_cli.language.safe import harmless
from gongfu_cli.language.terms import SEVERITIES, Tone
from gongfu_cli.source.finding import Finding, Place, Severity
from gongfu_cli.source.reading import Source

_TONES: Mapping[Severity, Tone] = {"error": "behind", "warning": "slightly_behind", "note": "muted"}
"""Not those of the tables, where an error stands on a red ground: that is too much for a whole line."""
_WINDOW = 100
_LONGEST = 600


def concise(findings: Sequence[Finding], language: Language) -> str:
    """One line a finding."""
    return "".join(
        f"{_where(finding.place)} {finding.code} {finding.name} "
        f"{SEVERITIES[finding.severity].words.to(language)}{COLON.to(language)}{_brief(finding.message.to(language))}\n"
        for finding in findings
    )


def render(findings: Sequence[Finding], sources: Mapping[str, Source], language: Language, color: bool = False) -> str:
    """The findings one after the other, each with its line and what to write instead."""
    files = {finding.place.file for finding in findings}
    lines = {file: sources[file].lines for file in files if file in sources}
    blocks = (_block(finding, lines.get(finding.place.file, []), language, color) for finding in findings)
    return "".join(f"{line}\n" for block in blocks for line in block)


def _block(finding: Finding, lines: Sequence[str], language: Language, color: bool) -> Iterator[str]:
    def paint(text: str, tone: Tone) -> str:
        return style(tone).render(text) if color else text

    place, tone = finding.place, _TONES[finding.severity]
    yield f"{paint(_where(place), 'strong')} {paint(f'{finding.code} {finding.name}', tone)}"
    severity = paint(SEVERITIES[finding.severity].words.to(language), tone)
    yield f"  {severity}{COLON.to(language)}{_brief(finding.message.to(language))}"
    margin = " " * len(str(place.line))
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    first = place.column - 1
    start = max(0, first - _WINDOW // 2)
    if line[start : start + _WINDOW].strip():
        last = place.end_column - 1 if place.end_line == place.line else len(line)
        window, span = _visible(line[start : start + _WINDOW]), _visible(line[first : min(last, start + _WINDOW)])
        before = ("… " if start else "") + _visible(line[start:first])
        yield f"  {margin} |"
        yield f"  {place.line} | {'… ' if start else ''}{window}{' …' if len(line) > start + _WINDOW else ''}"
        yield f"  {margin} | {' ' * _columns(before)}{paint('^' * max(1, _columns(span)), tone)}"
    if finding.hint:
        yield f"  {margin} = {_brief(finding.hint.to(language))}"
    yield ""


def _where(place: Place) -> str:
    return f"{harmless(place.file)}:{place.line}:{place.column}"


def _brief(text: str) -> str:
    """A sentence that quotes what is written, however long that is."""
    text = harmless(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"


def _columns(text: str) -> int:
    """How wide a text is on a terminal. Rich, which knows more of emoji, would have to be loaded for this alone."""
    return sum(2 if east_asian_width(character) in "WF" else not combining(character) for character in text)


def _visible(text: str) -> str:
    return harmless(text.replace("\t", " "))
