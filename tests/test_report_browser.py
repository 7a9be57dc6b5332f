"""The page of `gongfu report` in a real browser: nothing fetched, nothing to complain of, and how it prints."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from test_report import COUNTIES, LANGUAGES, hostile, report, squeezed

from gongfu_cli.formats.html import render
from gongfu_cli.language.phrase import Language
from gongfu_cli.sheets.report import IndicatorCard, Report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
POPPLER = shutil.which("pdftotext") and shutil.which("pdfinfo")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt-get install chromium)"),
]


class Visit(NamedTuple):
    """What came of opening a page."""

    dom: str
    console: list[str]
    requests: list[str]


def chromium(folder: Path, page: Path, *options: str) -> subprocess.CompletedProcess[str]:
    profile = folder / "profile"
    shutil.rmtree(profile, ignore_errors=True)
    profile.mkdir()
    assert CHROMIUM
    # No name is resolved: the browser's own errands come to nothing, and those of the page would still be seen.
    alone = [f"--user-data-dir={profile}", "--host-resolver-rules=MAP * ~NOTFOUND"]
    command = [CHROMIUM, *FLAGS, *alone, *options, page.as_uri()]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=120, check=True
    )


def visit(folder: Path, html: str) -> Visit:
    page, log = folder / "report.html", folder / "net.json"
    page.write_text(html, encoding="utf-8")
    run = chromium(folder, page, "--enable-logging=stderr", f"--log-net-log={log}", "--dump-dom")
    asked = [event.get("params", {}) for event in json.loads(log.read_text(encoding="utf-8"))["events"]]
    by_page = [each["url"] for each in asked if "url" in each and "file://" in str(each.get("network_isolation_key"))]
    return Visit(run.stdout, re.findall(r":CONSOLE\S* (.*)", run.stderr), by_page)


def printed(folder: Path, html: str) -> Path:
    page, pdf = folder / "report.html", folder / "report.pdf"
    page.write_text(html, encoding="utf-8")
    chromium(folder, page, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    return pdf


def pages_of(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode("utf-8")
    return [squeezed(page) for page in text.split("\f") if page.strip()]


def rows_of(made: Report) -> Sequence[IndicatorCard]:
    return [each for _, indicators in made.indicators for each in indicators]


def test_a_page_that_fetches_and_complains_is_found_out(tmp_path: Path) -> None:
    seen = visit(tmp_path, "<!doctype html><img src='http://127.0.0.1:9/x.png'><script>console.error('no')</script>")
    assert "http://127.0.0.1:9/x.png" in seen.requests
    assert any("no" in line for line in seen.console)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COUNTIES)
def test_it_opens_without_a_request_or_a_complaint(tmp_path: Path, name: str, language: Language) -> None:
    made = report(COUNTIES[name])
    seen = visit(tmp_path, render(made, language))
    assert seen.requests == []
    assert seen.console == []
    text = squeezed(unescape(re.sub("<[^>]*>", "", seen.dom)))
    for each in rows_of(made):
        expected = [each.link.name, each.departments, each.required, each.link.standing.words, each.series.words]
        assert [said for said in expected if squeezed(said.to(language)) not in text] == []


def test_hostile_texts_do_nothing(tmp_path: Path) -> None:
    seen = visit(tmp_path, render(report(hostile()), "en"))
    assert (seen.requests, seen.console) == ([], [])


def test_the_policy_stops_what_gets_in(tmp_path: Path) -> None:
    smuggled = "<script>document.title = 'run'</script><img src='http://127.0.0.1:9/x.png'><p style='color: red'>"
    seen = visit(tmp_path, render(report(COUNTIES["plain"]), "en").replace("</main>", f"{smuggled}</main>"))
    assert seen.requests == []
    assert "<title>run" not in seen.dom
    assert len([line for line in seen.console if "Content Security Policy" in line]) >= 3


@pytest.mark.skipif(not POPPLER, reason="no pdftotext on this machine (apt-get install poppler-utils)")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COUNTIES)
def test_it_prints_to_a4_with_every_row_whole_on_one_page(tmp_path: Path, name: str, language: Language) -> None:
    made = report(COUNTIES[name])
    pdf = printed(tmp_path, render(made, language))
    sizes = subprocess.run(["pdfinfo", "-l", "99", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert {re.sub(r".*\((.*)\)", r"\1", size) for size in re.findall(r"Page .*size: +(.*)", sizes)} == {"A4"}
    pages = pages_of(pdf)
    heads = {"zh": "指标走势实际与要求", "en": "IndicatorCourseActualandrequirement"}[language]
    for each in rows_of(made):
        parts = [each.link.name, each.departments, each.required, each.link.standing.words, *each.notes]
        whole = [page for page in pages if all(squeezed(part.to(language)) in page for part in parts)]
        assert whole, f"row {each.link.id} is torn"
        assert any(heads in page for page in whole), f"no heads above row {each.link.id}"
    if made.reminder:
        assert all(squeezed(made.reminder.to(language)) in page for page in pages)
