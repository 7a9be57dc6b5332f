"""Findings as workflow commands of GitHub Actions, which shows each one at its line of a pull request."""

from collections.abc import Mapping

from gongfu_cli.checks.run import Outcome
from gongfu_cli.language.phrase import Language
from gongfu_cli.language.safe import harmless
from gongfu_cli.source.finding import Finding, Place, Severity

_COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def render(outcome: Outcome, language: Language) -> str:
    """One command a finding: the sentence, and below it what to write instead; then what was not run, as notices."""
    lines = [_command(finding, language) for finding in outcome.findings]
    lines += [f"::notice title=gongfu check::{_escape(reason.to(language), _MESSAGE)}" for reason in outcome.skipped]
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, language: Language) -> str:
    text = "\n".join(phrase.to(language) for phrase in (finding.message, finding.hint) if phrase)
    properties = f"file={_escape(finding.place.file, _PROPERTY)},{_span(finding.place)}"
    title = _escape(f"{finding.code} {finding.name}", _PROPERTY)
    return f"::{_COMMANDS[finding.severity]} {properties},title={title}::{_escape(text, _MESSAGE)}"


def _span(place: Place) -> str:
    """The place as GitHub takes it: the end column exclusive, like ours; no columns where the lines differ, because
    then the runner drops them with a complaint."""
    if place.line != place.end_line:
        return f"line={place.line},endLine={place.end_line}"
    return f"line={place.line},col={place.column},endLine={place.end_line},endColumn={place.end_column}"


def _escape(text: str, escapes: Mapping[int, str]) -> str:
    """A text that can end neither its field nor its line. Line breaks are kept as escapes, so a file keeps its name;
    whatever else the log of a run would obey is not."""
    return harmless(text.translate(escapes))
