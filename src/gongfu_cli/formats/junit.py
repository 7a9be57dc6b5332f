"""Findings as JUnit XML, in the shape that the xunit plug-in of Jenkins publishes as junit-10 and pytest calls xunit2.

Every error or warning is a test case of its own that failed, every file without one a test case that passed. One case
a file with several failures inside would lose all but the first: Jenkins reads the first `failure` of a case only,
GitLab shows a list of them as one run of text. GitLab keeps the first of several cases with one name, so a name says
rule and place, and is numbered where even that is not enough; and it does not read the attributes of a failure, so
its text repeats them. Without times, equal findings make equal files.
"""

import re
from collections import Counter
from collections.abc import Iterable
from xml.etree import ElementTree

from gongfu_cli.checks.run import Outcome
from gongfu_cli.language.phrase import COLON, Language, Phrase
from gongfu_cli.language.safe import harmless
from gongfu_cli.language.terms import SEVERITIES
from gongfu_cli.source.finding import Finding

_FORBIDDEN = re.compile("[\ud800-\udfff\ufffe\uffff]")  # in XML 1.0, beside the controls that harmless() replaces
_NOT_RUN = Phrase("未检查的规则", "rules not run")


def render(outcome: Outcome, language: Language, files: Iterable[str] = ()) -> str:
    """The outcome as one test suite. `files` are all that were checked; those with findings are known without."""
    suite = ElementTree.Element("testsuite", name="gongfu check")
    names: Counter[str] = Counter()
    by_file: dict[str, list[Finding]] = {file: [] for file in files}
    for finding in outcome.findings:
        by_file.setdefault(finding.place.file, []).append(finding)
    for file, found in sorted(by_file.items()):
        failed = [_failed(suite, names, finding, language) for finding in found if finding.severity != "note"]
        cases = failed or [_case(suite, names, file)]
        if notes := [_text(finding, language) for finding in found if finding.severity == "note"]:
            ElementTree.SubElement(cases[0], "system-out").text = "".join(notes)
    for reason in outcome.skipped:
        skipped = ElementTree.SubElement(_case(suite, names, _NOT_RUN.to(language)), "skipped")
        skipped.text = _allowed(reason.to(language))
    counts = {"tests": str(len(suite)), "failures": str(len(suite.findall("*/failure"))), "errors": "0"}
    suite.attrib |= counts | {"skipped": str(len(outcome.skipped))}
    root = ElementTree.Element("testsuites", {"name": "gongfu"} | counts)
    root.append(suite)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _case(suite: ElementTree.Element, names: Counter[str], name: str) -> ElementTree.Element:
    name = _allowed(name)
    names[name] += 1
    number = f" ({names[name]})" if names[name] > 1 else ""
    return ElementTree.SubElement(suite, "testcase", classname="gongfu.check", name=name + number)


def _failed(
    suite: ElementTree.Element, names: Counter[str], finding: Finding, language: Language
) -> ElementTree.Element:
    case = _case(suite, names, _heading(finding))
    message = _allowed(finding.message.to(language))
    ElementTree.SubElement(case, "failure", type=finding.severity, message=message).text = _text(finding, language)
    return case


def _heading(finding: Finding) -> str:
    return f"{finding.place.file}:{finding.place.line}:{finding.place.column} {finding.code} {finding.name}"


def _text(finding: Finding, language: Language) -> str:
    sentence = SEVERITIES[finding.severity].words + COLON + finding.message
    lines = [f"{_heading(finding)} {sentence.to(language)}", *([finding.hint.to(language)] if finding.hint else [])]
    return "".join(f"{_allowed(line)}\n" for line in lines)


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", harmless(text))
