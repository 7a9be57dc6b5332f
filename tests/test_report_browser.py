"""The page of `gongfu report` in a real browser: nothing fetched, nothing to complain of, and how it prints."""

import importlib.util
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from html import escape, unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from test_report import COUNTIES, LANGUAGES, hostile, render, report, said, squeezed

from gongfu_cli.language.phrase import Language
from gongfu_cli.language.terms import ILLUSTRATIVE
from gongfu_cli.sheets.report import IndicatorCard, Report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
POPPLER = shutil.which("pdftotext") and shutil.which("pdfinfo")
AXE_PACKAGE = importlib.util.find_spec("axe_core_python")
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


MEASURES = """
const frame = document.querySelector("iframe"), found = {};
const torn = (page) => {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT), numbers = [];
  while (walker.nextNode()) {
    const heads = walker.currentNode.parentElement.closest("thead");
    if (heads && heads.offsetWidth <= 1) continue;  // for those who have it read out
    const words = walker.currentNode.parentElement.closest(".standing") ? /[A-Za-z0-9]+/g : /[0-9][0-9.,]*[%*p≈]*/g;
    for (const number of walker.currentNode.data.matchAll(words)) {
      const range = page.createRange();
      range.setStart(walker.currentNode, number.index);
      range.setEnd(walker.currentNode, number.index + number[0].length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) numbers.push(number[0]);
    }
  }
  return numbers;
};
frame.onload = () => {
  const page = frame.contentDocument, root = page.documentElement;
  for (const width of WIDTHS) {
    frame.width = width;
    const boxes = [...page.querySelectorAll("td, th, dd, li, p, h1, h2")];
    const full = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1);
    found[width] = {
      over: root.scrollWidth - width,
      full: full.filter((box) => box.clientWidth > 1).map((box) => box.textContent.trim()),
      torn: torn(page),
      first: page.querySelector(".first").getBoundingClientRect().bottom,
    };
  }
  document.body.textContent = JSON.stringify(found);
};
"""


AXE = """
const frame = document.querySelector("iframe");
frame.onload = async () => {
  const result = await frame.contentWindow.axe.run({resultTypes: ["violations"]});
  const nodes = result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`));
  document.body.textContent = JSON.stringify([result.passes.length, nodes]);
};
"""


class Measured(NamedTuple):
    """A page at a width: how far it is too wide, what does not fit its box, numbers and words of standings over two
    lines, and where the overview ends."""

    over: float
    full: list[str]
    torn: list[str]
    first: float


def measured(folder: Path, html: str, widths: Sequence[int]) -> dict[int, Measured]:
    """A page in a frame of each width; the browser's own window cannot be as narrow as a telephone's."""
    found = framed(folder, html, MEASURES.replace("WIDTHS", json.dumps(list(widths))))
    return {int(width): Measured(**what) for width, what in found.items()}


def without_policy(html: str) -> str:
    """A page into which a test may put what it needs."""
    return re.sub("<meta http-equiv[^>]*>", "", html)


def framed(folder: Path, html: str, script: str, *options: str) -> Any:
    """What a script leaves as JSON that finds a page in a frame."""
    host = folder / "host.html"
    frame = f'<iframe width=1280 height=800 style="border: 0" srcdoc="{escape(html)}"></iframe>'
    host.write_text(f'<!doctype html><meta charset="utf-8"><body>{frame}<script>{script}</script>', encoding="utf-8")
    dom = chromium(folder, host, "--hide-scrollbars", "--dump-dom", *options).stdout
    return json.loads(unescape(dom.partition("<body>")[2].partition("</body>")[0]))


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
        expected = [each.link.name, each.departments, each.required, each.link.standing.words]
        expected += [each.series.words] if each.series.shown else []
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
    if made.notice:
        assert all(squeezed(ILLUSTRATIVE.to(language)) in page for page in pages)


WIDTHS = [390, *range(600, 1001, 20), 761, 768, 834, 1280]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COUNTIES)
def test_nothing_overflows_and_no_number_breaks_at_any_width(tmp_path: Path, name: str, language: Language) -> None:
    """On a telephone, on a tablet either way up, at every width between 600 and 1000 px, on a desk."""
    for width, seen in measured(tmp_path, render(report(COUNTIES[name]), language), WIDTHS).items():
        assert (width, seen.over, seen.full, seen.torn) == (width, 0, [], [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [2024, 2025])
def test_the_gaps_are_on_the_first_screen(tmp_path: Path, year: int, language: Language) -> None:
    """Headline, figures, every gap with its lead, who has not reported what: 1280 × 800 px."""
    (seen,) = measured(tmp_path, render(report(COUNTIES["shipped"], year), language), [1280]).values()
    assert seen.first <= 800


DARK = "--blink-settings=preferredColorScheme=0"


@pytest.mark.skipif(AXE_PACKAGE is None, reason="axe-core is not installed (pip install -e '.[test]')")
@pytest.mark.parametrize(
    ("language", "departments", "scheme"),
    [("zh", [], "light"), ("en", [], "dark"), ("en", ["县发改局"], "light"), ("zh", ["县发改局"], "dark")],
)
def test_axe_finds_nothing_that_keeps_anybody_out(
    tmp_path: Path, language: Language, departments: list[str], scheme: str
) -> None:
    """Contrast, names, headings, tables, landmarks, on the page of all and on a department's."""
    assert AXE_PACKAGE and AXE_PACKAGE.origin
    axe = Path(AXE_PACKAGE.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    html = without_policy(render(report(COUNTIES["shipped"], 2025, departments=departments), language))
    html = html.replace("</body>", f"<script>{axe}</script></body>")
    options = ["--virtual-time-budget=60000", *([DARK] if scheme == "dark" else [])]
    passed, violations = framed(tmp_path, html, AXE, *options)
    assert violations == []
    assert passed > 10


SIZES = """
const frame = document.querySelector("iframe");
frame.onload = () => {
  const page = frame.contentDocument, walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT), sizes = [];
  while (walker.nextNode()) {
    const box = walker.currentNode.parentElement;
    if (box.closest(".first, h1, .notice-line") && walker.currentNode.data.trim())
      sizes.push(parseFloat(page.defaultView.getComputedStyle(box).fontSize) * 0.75);
  }
  document.body.textContent = JSON.stringify(sizes);
};
"""


@pytest.mark.skipif(not POPPLER, reason="no pdftotext on this machine (apt-get install poppler-utils)")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [2024, 2025])
def test_the_overview_is_one_sheet_of_a4_in_legible_type(tmp_path: Path, year: int, language: Language) -> None:
    """The headline, the figures with last year's, the gaps with shortfall and lead, what is unreported: in 10.5 pt."""
    made = report(COUNTIES["shipped"], year)
    html = render(made, language)
    first, second, *_ = pages_of(printed(tmp_path, html))
    expected = [made.headline, *(text for figure in made.figures for text in figure)]
    expected += [text for body, rows in made.unreported for text in (body.name, *(row.name for row in rows))]
    gaps = [text for _, rows in said(made.gaps, language) for row in rows for text in (row[0], row[4], row[6])]
    assert [text for text in [*gaps, *(text.to(language) for text in expected)] if squeezed(text) not in first] == []
    assert squeezed(made.departments[0].leads.zh) in second, "the departments begin on the second sheet"
    sizes = framed(tmp_path, without_policy(html).replace("@media print", "@media all"), SIZES)
    assert len(sizes) > 100 and min(sizes) >= 10.5


def test_paper_is_light_whatever_the_screen(tmp_path: Path) -> None:
    html = render(report(COUNTIES["plain"]), "zh")
    dark = re.search(r"@media screen and \(prefers-color-scheme: dark\) {\s*:root", html)
    assert dark and html.count("prefers-color-scheme") == 1
