"""The check rules: their pages, and what `check` finds in the samples on them."""

from __future__ import annotations

import os
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import COUNTY, FORM, county
from tables import read_forms

from gongfu_cli.book.folder import load
from gongfu_cli.checks import pages
from gongfu_cli.checks.pages import RulePage, Sample, SampleFile, page
from gongfu_cli.checks.run import check
from gongfu_cli.checks.suppression import suppressions
from gongfu_cli.cli.program import COMMANDS
from gongfu_cli.cli.select import rule_called
from gongfu_cli.forms import county_table
from gongfu_cli.language.phrase import Refusal
from gongfu_cli.source.finding import Finding
from gongfu_cli.source.reading import parse
from gongfu_cli.source.rule import RULES, Rule

ROOT = Path(__file__).resolve().parent.parent
PAGES = pages.pages()
each_page = pytest.mark.parametrize("page", PAGES, ids=[each.code for each in PAGES])
BAD = [(page, sample) for page in PAGES for sample in page.bad]
GOOD = [(page, sample) for page in PAGES for sample in page.good]
each_bad_sample = pytest.mark.parametrize(("page", "sample"), BAD, ids=[page.code for page, _ in BAD])
each_good_sample = pytest.mark.parametrize(("page", "sample"), GOOD, ids=[page.code for page, _ in GOOD])

CODES = [
    ("GF001", "not-utf8", "error"),
    ("GF002", "yaml-syntax", "error"),
    ("GF003", "repeated-key", "error"),
    ("GF004", "empty-file", "error"),
    ("GF005", "yaml-feature", "error"),
    ("GF006", "odd-character", "error"),
    ("GF007", "too-big", "error"),
    ("GF008", "unreadable-file", "error"),
    ("GF101", "unknown-field", "error"),
    ("GF102", "missing-field", "error"),
    ("GF103", "not-a-number", "error"),
    ("GF104", "unknown-word", "error"),
    ("GF105", "unreadable-target", "error"),
    ("GF106", "bad-date", "error"),
    ("GF107", "wrong-shape", "error"),
    ("GF201", "repeated-id", "error"),
    ("GF202", "unknown-indicator", "error"),
    ("GF203", "unknown-department", "error"),
    ("GF204", "unknown-category", "error"),
    ("GF205", "no-targets", "error"),
    ("GF206", "stray-resolution", "error"),
    ("GF207", "self-reference", "error"),
    ("GF208", "idle-field", "warning"),
    ("GF209", "mixed-deliverable", "error"),
    ("GF301", "target-looser", "warning"),
    ("GF302", "target-retreats", "warning"),
    ("GF303", "no-change-asked", "warning"),
    ("GF304", "derived-target", "warning"),
    ("GF305", "open-target", "note"),
    ("GF306", "too-coarse", "note"),
    ("GF401", "out-of-range", "error"),
    ("GF402", "slipped-unit", "warning"),
    ("GF403", "unchanged", "warning"),
    ("GF404", "equals-target", "note"),
    ("GF405", "derived-value", "warning"),
    ("GF406", "fewer-digits", "note"),
    ("GF501", "not-reported", "note"),
    ("GF502", "no-source", "warning"),
    ("GF503", "illustrative", "note"),
    ("GF504", "stale-preliminary", "warning"),
    ("GF601", "bare-ignore", "warning"),
    ("GF602", "unused-ignore", "warning"),
    ("GF701", "unreadable-form", "error"),
    ("GF702", "no-form", "error"),
    ("GF703", "form-year", "error"),
    ("GF704", "unknown-column", "error"),
    ("GF705", "repeated-column", "error"),
    ("GF706", "unknown-row", "error"),
    ("GF707", "not-a-figure", "error"),
    ("GF708", "unknown-choice", "error"),
    ("GF709", "idle-verdict", "error"),
    ("GF710", "two-values", "error"),
    ("GF711", "verdict-without-source", "error"),
    ("GF712", "status-without-value", "error"),
    ("GF713", "other-name", "error"),
    ("GF714", "not-the-lead", "warning"),
    ("GF715", "beyond-the-heading", "error"),
    ("GF721", "no-county-table", "error"),
    ("GF722", "unread-cell", "error"),
    ("GF723", "left-out", "warning"),
    ("GF724", "percent-format", "warning"),
]
"""Codes are never reused and names never change: people have written both into their files."""


def findings(sample: Sample, folder: Path) -> list[Finding]:
    """What `check` finds in the base county with a sample written into it, `import` in the forms of the sample, or
    `init` in its table."""
    files = county(sample)
    forms = [(file.name, files.pop(file.name)) for file in sample if file.name.endswith(FORM)]
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_bytes(content)
    outcome = check(load(folder, lambda path: path.relative_to(folder).as_posix()))
    if not forms:
        return outcome.findings
    assert outcome.book
    if forms[0][0].startswith("指标表"):
        return county_table.read(*forms[0])[1]
    return [*read_forms(forms, outcome.book).findings]


# The rules


def test_rules_have_the_codes_names_and_severities_of_the_contract() -> None:
    assert [(each.code, each.name, each.severity) for each in PAGES] == CODES


def test_no_two_rules_share_a_name() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


# The pages


@each_page
def test_page_is_in_both_languages(page: RulePage) -> None:
    for phrase in (page.summary, page.why):
        assert not re.search(r"[一-鿿]", re.sub("`[^`]*`|[元万]+", "", phrase.en))
        assert re.search(r"[一-鿿]{4}", phrase.zh)
        assert not re.search(r"[a-z] [a-z]+ [a-z]", re.sub("`[^`]*`", "", phrase.zh))


@each_page
def test_summary_is_one_sentence(page: RulePage) -> None:
    assert re.fullmatch(r"[A-Z][^.]*(\.yaml[^.]*)?`?\.", page.summary.en)
    assert re.fullmatch("[^。]*。", page.summary.zh)
    assert len(page.summary.en) <= 120


@each_page
def test_rule_is_explained_shortly(page: RulePage) -> None:
    assert 2 <= len(re.findall(r"[^ ]\. |\.\)? |\.\)?$", page.why.en)) <= 4
    assert 1 <= page.why.zh.count("。") <= 5
    for text in (page.why.en, page.why.zh):
        assert text == re.sub(" {2,}|\n", " ", text).strip()
        assert text.count("`") % 2 == 0


@each_page
def test_first_bad_and_good_sample_are_of_the_same_files(page: RulePage) -> None:
    bad, good = page.bad[0], page.good[0]
    assert [file.name for file in bad] == [file.name for file in good]
    assert bad != good


@each_page
def test_no_sample_is_there_twice(page: RulePage) -> None:
    samples = [*page.bad, *page.good]
    assert all(one != other for n, one in enumerate(samples) for other in samples[:n])


@each_bad_sample
def test_bad_sample_raises_the_rule_and_no_other(page: RulePage, sample: Sample, tmp_path: Path) -> None:
    severity = "warning" if any(file.note == "a warning" for file in sample) else page.severity
    found = findings(sample, tmp_path)
    assert {(each.code, each.name, each.severity) for each in found} == {(page.code, page.name, severity)}


@each_page
def test_bad_samples_raise_these_findings(page: RulePage, tmp_path: Path) -> None:
    """Once they are meant to change: GONGFU_UPDATE_GOLDEN=1 pytest tests/test_rules.py."""
    text = "\n".join(
        "".join(f"{line}\n" for each in findings(sample, tmp_path / str(n)) for line in written(each))
        for n, sample in enumerate(page.bad)
    )
    file = ROOT / "tests" / "golden" / "rules" / f"{page.code}.txt"
    if os.environ.get("GONGFU_UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def written(finding: Finding) -> Iterator[str]:
    """A finding in lines: its place, its sentence and what to write instead, in both languages."""
    place = finding.place
    yield f"{place.file}:{place.line}:{place.column}-{place.end_line}:{place.end_column} {finding.code}"
    yield from finding.message
    yield from (f"  = {hint}" for hint in finding.hint or ())


def test_every_file_of_findings_belongs_to_a_rule() -> None:
    files = (ROOT / "tests" / "golden" / "rules").iterdir()
    assert {file.name for file in files} == {f"{code}.txt" for code, _, _ in CODES}


@each_good_sample
def test_good_sample_raises_nothing(page: RulePage, sample: Sample, tmp_path: Path) -> None:
    assert findings(sample, tmp_path) == []


def test_nothing_is_found_in_the_base_county(tmp_path: Path) -> None:
    assert findings([], tmp_path) == []


@pytest.mark.parametrize("given", ["GF301", "gf301", "target-looser", "Target_Looser", " GF301 "])
def test_a_rule_is_called_by_its_code_or_name(given: str) -> None:
    assert rule_called(given).code == "GF301"


@pytest.mark.parametrize("given", ["", "GF3", "GF999", "looser"])
def test_nothing_else_calls_a_rule(given: str) -> None:
    with pytest.raises(Refusal):
        rule_called(given)


def test_a_docstring_that_is_no_page_is_refused() -> None:
    def body() -> list[None]:
        """Only one line."""
        return []

    with pytest.raises(ValueError, match="GF999"):
        page(Rule("GF999", "no-page", "error", None, body))  # type: ignore[arg-type]


# How a sample is written into the base county


def targets(*files: SampleFile) -> list[str]:
    """The lines under `targets:` of the base county with samples written into it."""
    lines = county(files)["targets_2022_2025.yaml"].decode().splitlines()
    return [line.strip() for line in lines[lines.index("targets:") + 1 :]]


def fragment(text: str, note: str | None = None) -> SampleFile:
    return SampleFile("targets_2022_2025.yaml", text, note)


BASE = [
    "1: {2022: 18, 2025: 21}",
    "8: {2022: 56000, 2025: 69000}",
    "15: {2022: 68, 2025: 70}",
    "19: {2022: 31, 2025: 33}",
]


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        ("  8: {2022: 1}", [BASE[0], "8: {2022: 1}", *BASE[2:]]),  # in the place of its namesake
        ("  16: {2022: 1}", [*BASE, "16: {2022: 1}"]),  # or added
        ("  19: 1\n  19: 2", [*BASE[:3], "19: 1", "19: 2"]),  # what is there twice stays there twice
        ("  8:\n    2022: 1", [BASE[0], "8:", "2022: 1", *BASE[2:]]),
    ],
)
def test_a_fragment_takes_the_place_of_lines_with_the_same_key(lines: str, written: list[str]) -> None:
    assert targets(fragment(f"targets:\n{lines}\n")) == written


def test_a_fragment_reaches_into_the_row_with_its_id() -> None:
    before = COUNTY["indicators.yaml"]
    after = county([SampleFile("indicators.yaml", "indicators:\n  - id: 15\n    baseline: 66\n")])["indicators.yaml"]
    assert after.decode() == before.replace("baseline: 65\n", "baseline: 66\n")


def test_notes_say_what_text_cannot_show() -> None:
    name = "targets_2022_2025.yaml"
    assert county([fragment("", "empty")])[name] == b""
    assert county([fragment("targets: {}\n", "whole file")])[name] == b"targets: {}\n"
    assert name not in county([fragment("", "missing")])
    assert county([fragment("", "in GB18030")])[name].decode("gb18030") == COUNTY[name]
    assert targets(fragment(r"targets:" "\n" r"  8: \u3000" "\n"))[1] == "8: \u3000".strip()
    assert county([SampleFile("actuals/2026.yaml", "year: 2026\n")])["actuals/2026.yaml"] == b"year: 2026\n"


# The documents made from the code

GENERATED = runpy.run_path(str(ROOT / "docs" / "generate.py"), run_name="generate")["DOCUMENTS"]


@pytest.mark.parametrize("name", GENERATED)
def test_generated_document_is_fresh(name: str) -> None:
    """Once it is stale: python docs/generate.py."""
    assert (ROOT / name).read_bytes() == GENERATED[name]().encode()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_says_how_to_begin(name: str) -> None:
    """How `gongfu` comes onto the path, what installs, every command, the guide, and how to silence a finding."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"`gongfu {command}" in text
    for told in (
        "uv tool install .",
        "pipx install .",
        "Activate.ps1",
        "python -m pip install XlsxWriter python-calamine",
    ):
        assert told in text
    assert "gongfu-cli[excel]" not in text
    assert f"docs/your-own-county{name.removeprefix('README')}" in text
    (silenced,) = re.findall(r"^7: .*#.*$", text, re.MULTILINE)
    (comment,) = suppressions(parse(f"{silenced}\n".encode(), ""))
    assert (comment.codes, comment.instead) == (("GF303",), "")


def test_the_guides_run_the_same_commands_on_the_same_files() -> None:
    """That they print what is shown is tested with the other generated documents: the commands are run for it."""
    en, zh = ((ROOT / "docs" / f"your-own-county{end}.md").read_text(encoding="utf-8") for end in ("", ".zh-CN"))
    commands, files = (
        re.compile(r"^\$ .*", re.MULTILINE),
        re.compile(r"<!-- (?:write|append): .*?```\n(?=\n)", re.DOTALL),
    )
    assert commands.findall(en) == commands.findall(zh)
    assert files.findall(en) == files.findall(zh)
    assert len(commands.findall(en)) >= 10


def test_the_document_of_the_rules_links_to_every_page() -> None:
    text = GENERATED["docs/rules.md"]()
    headings = re.findall(r"^### (.+)$", text, re.MULTILINE)
    links = re.findall(r"^\| \[GF\d+\]\(#([^)]+)\)", text, re.MULTILINE)
    assert links == [heading.lower().replace(" ", "-") for heading in headings]
    assert len(links) == len(CODES)
