"""Take the pictures of the READMEs anew: `python docs/pictures.py`. Needs Chromium and a Chinese font.

The table is what a terminal of WIDTH columns shows, in colour; the page is the report, as it opens in a browser.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

from gongfu_cli.book.folder import load
from gongfu_cli.checks.run import check, errors_only
from gongfu_cli.cli import program
from gongfu_cli.formats import table
from gongfu_cli.language.phrase import Language
from gongfu_cli.scoring.scorecard import score
from gongfu_cli.sheets.scorecard import scorecard_sheet

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH = 132
YEAR = 2024
SHOWN = ("收入分配格局优化", "社会和谐和睦")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


CONSOLE = Console(file=io.StringIO())
PAGE = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 18px; background: #1e1e1e }
body { font: 15px/22px "DejaVu Sans Mono", "Noto Sans CJK SC", monospace }
div { white-space: pre; height: 22px }
i { display: inline-block; font-style: normal; text-align: center }
</style>"""


def terminal(language: Language) -> str:
    """The scorecard's table as a page with one drawing of a terminal."""
    book = check(load(ROOT / "data"), errors_only).book
    assert book is not None
    card = score(book, YEAR)
    names = [
        each.name if language == "zh" else each.name_en or each.name
        for each in book.table.categories
        if each.name in SHOWN
    ]
    rows = [row for row in card.rows if row.indicator.category in SHOWN]
    chosen = " ".join(f"--category '{name}'" for name in names)
    command = f"gongfu score {YEAR} --show indicators --show summary {chosen}"
    text = table.render(scorecard_sheet(card, rows, ("indicators", "summary")), language, WIDTH, color=True)
    lines = Text.from_ansi(f"$ {command}\n{text}").split("\n")
    return PAGE + "".join(f"<div>{_spans(line) or '&nbsp;'}</div>" for line in lines)


def _spans(line: Text) -> str:
    """Every character in a box of its own, one or two columns wide: fonts do not agree on that, terminals do."""
    boxes = []
    for n, character in enumerate(line.plain):
        style = line.get_style_at_offset(CONSOLE, n)
        color = style.color.get_truecolor(DIMMED_MONOKAI).hex if style.color else "#d9d9d9"
        paint = f"background:{color};color:#111" if style.reverse else f"color:{color}"
        weight = ";font-weight:bold" if style.bold else ""
        boxes.append(f'<i style="width:{cell_len(character) * 9}px;{paint}{weight}">{escape(character)}</i>')
    return "".join(boxes)


def photograph(page: Path, picture: Path, width: int, height: int) -> None:
    """A picture of a page in a headless browser."""
    browser = shutil.which("chromium") or sys.exit("Chromium is not installed")
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}"]
        subprocess.run([*command, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True)


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        languages: tuple[Language, ...] = ("en", "zh")
        for language in languages:
            page = Path(folder) / "page.html"
            html = terminal(language)
            page.write_text(html, encoding="utf-8")
            photograph(page, PICTURES / f"score.{language}.png", WIDTH * 9 + 36, html.count("<div>") * 22 + 18)
            program.run(["report", str(YEAR), "-o", str(page), "--lang", language, "--data", str(ROOT / "data")])
            photograph(page, PICTURES / f"report.{language}.png", 1280, 1200)


if __name__ == "__main__":
    main()
