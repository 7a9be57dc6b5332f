"""Findings as SARIF 2.1.0, the exchange format of code scanning."""

import json
import re
from typing import Any
from urllib.parse import quote

from gongfu_cli import __version__
from gongfu_cli.checks.pages import RulePage, page
from gongfu_cli.checks.run import Outcome
from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.language.safe import harmless
from gongfu_cli.source.finding import Finding, Place, Severity
from gongfu_cli.source.rule import RULES

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
_PROBLEMS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "recommendation"}  # GitHub's words


def render(outcome: Outcome, language: Language) -> str:
    """The outcome as a log of one run, with every rule there is, found or not. What was silenced is not in it; what
    was not run is a notification."""
    codes = sorted(code for code in RULES if code < "GF7")  # `check` finds nothing in returned forms
    driver = {
        "name": "gongfu",
        "version": __version__,
        "semanticVersion": __version__,
        "language": _LANGUAGES[language],
        "rules": [_rule(page(RULES[code]), language) for code in codes],
    }
    notifications = [{"level": "note", "message": _message(language, reason)} for reason in outcome.skipped]
    run = {
        "tool": {"driver": driver},
        "language": _LANGUAGES[language],
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notifications}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code), language) for finding in outcome.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(page: RulePage, language: Language) -> dict[str, Any]:
    examples = Phrase(f"示例：gongfu rule {page.code}", f"Examples: gongfu rule {page.code}")
    return {
        "id": page.code,
        "name": page.name,
        "shortDescription": _message(language, page.summary),
        "fullDescription": _message(language, page.summary.then(page.why)),
        "help": _message(language, page.why, examples),
        "defaultConfiguration": {"level": page.severity},
        "properties": {"tags": [page.code[:3]], "problem.severity": _PROBLEMS[page.severity]},
    }


def _result(finding: Finding, index: int, language: Language) -> dict[str, Any]:
    artifact, region = {"uri": _uri(finding.place.file)}, _region(finding.place)
    result = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity,
        "message": _message(language, finding.message, finding.hint),
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if finding.fix is not None:
        replacement = {"deletedRegion": region, "insertedContent": {"text": finding.fix}}
        fix: dict[str, Any] = {"artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}]}
        result["fixes"] = [{"description": _message(language, finding.hint)} | fix if finding.hint else fix]
    return result


def _message(language: Language, *paragraphs: Phrase | None) -> dict[str, str]:
    """Paragraphs as a plain text message, in which braces mean a placeholder unless doubled, and `[…](…)` a link."""
    text = "\n".join(harmless(paragraph.to(language)) for paragraph in paragraphs if paragraph)
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")}


def _region(place: Place) -> dict[str, int]:
    """The span; here too the end column is exclusive."""
    _, line, column, end_line, end_column = place
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _uri(file: str) -> str:
    """A file's name as a reference relative to the working folder, or, where it is absolute, as a `file:` URI. Bytes
    that are no text (a name from another system) stay the bytes they are."""
    drive = re.match("[A-Za-z]:(?=/)", file)
    path = quote(file[drive.end() :] if drive else file, errors="surrogateescape")
    if drive:
        return f"file:///{drive[0]}{path}"
    return f"file://{path}" if file.startswith("/") else path
