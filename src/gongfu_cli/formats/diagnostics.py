"""Findings as text for people, in the manner of a compiler: the place, the sentence, the line with its span marked."""

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len

from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.language.safe import harmless
from gongfu_cli.language.terms import SEVERITIES
from gongfu_cli.source.finding import Finding
from gongfu_cli.source.nodes import Source

_COLORS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[36m"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_WINDOW = 100
_LONGEST = 600


def concise(findings: Sequence[Finding], language: Language) -> str:
    """One line a finding."""
    return "".join(
        f"{harmless(each.place.file)}:{each.place.line}:{each.place.column} {each.code} {each.name} "
        f"{SEVERITIES[each.severity][1].to(language)}{Phrase('：', ': ').to(language)}"
        f"{_brief(each.message.to(language))}\n"
        for each in findings
    )


def render(findings: Sequence[Finding], sources: Mapping[str, Source], language: Language, color: bool = False) -> str:
    """The findings one after the other, each with its line and what to write instead."""
    lines: dict[str, list[str]] = {}
    text: list[str] = []
    for each in findings:
        if each.place.file in sources and each.place.file not in lines:
            lines[each.place.file] = sources[each.place.file].lines
        text += _block(each, lines.get(each.place.file, []), language, color)
    return "".join(f"{line}\n" for line in text)


def _block(finding: Finding, lines: Sequence[str], language: Language, color: bool) -> Iterator[str]:
    place, tone = finding.place, _COLORS[finding.severity] if color else ""
    bold, plain = (_BOLD, _PLAIN) if color else ("", "")
    severity = SEVERITIES[finding.severity][1]
    yield f"{bold}{harmless(place.file)}:{place.line}:{place.column}{plain} {tone}{finding.code} {finding.name}{plain}"
    separator = Phrase("：", ": ").to(language)
    yield f"  {tone}{severity.to(language)}{plain}{separator}{_brief(finding.message.to(language))}"
    margin = " " * len(str(place.line))
    if place.line <= len(lines) and lines[place.line - 1].strip():
        line = lines[place.line - 1]
        first = place.column - 1
        last = place.end_column - 1 if place.end_line == place.line else len(line)
        start = max(0, first - _WINDOW // 2)
        shown, span = _shown(line[start : start + _WINDOW]), _shown(line[first : min(last, start + _WINDOW)])
        before = ("… " if start else "") + _shown(line[start:first])
        yield f"  {margin} |"
        yield f"  {place.line} | {'… ' if start else ''}{shown}{' …' if len(line) > start + _WINDOW else ''}"
        yield f"  {margin} | {' ' * cell_len(before)}{tone}{'^' * max(1, cell_len(span))}{plain}"
    if finding.hint:
        yield f"  {margin} = {_brief(finding.hint.to(language))}"
    yield ""


def _brief(text: str) -> str:
    """A sentence that quotes what is written, however long that is."""
    text = harmless(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"


def _shown(text: str) -> str:
    return harmless(text.replace("\t", " "))
