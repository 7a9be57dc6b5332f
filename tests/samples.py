"""The county of the rules' samples, `docs/county`, and what a sample makes of it."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from gongfu_cli.checks.pages import Sample

_FOLDER = Path(__file__).resolve().parent.parent / "docs" / "county"
COUNTY: Mapping[str, str] = {
    path.relative_to(_FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in sorted(_FOLDER.rglob("*.yaml"))
}
"""Its files. `check` finds nothing in them."""


def county(samples: Iterable[Sample]) -> dict[str, bytes]:
    """The files of the base county with a sample written into them."""
    files = {file: text.encode() for file, text in COUNTY.items()}
    for sample in samples:
        lines = sample.text.splitlines()
        if sample.note not in ("whole file", "empty", "missing"):
            lines = _merged(COUNTY.get(sample.file, "").splitlines(), lines)
        shown = "".join(f"{line}\n" for line in lines)
        meant = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), shown)
        files[sample.file] = meant.encode("gb18030" if sample.note == "in GB18030" else "utf-8")
        if sample.note == "missing":
            del files[sample.file]
    return files


def _merged(base: list[str], fragment: list[str]) -> list[str]:
    """The lines of a block with those of a fragment in their place; what the fragment gives twice is there twice."""
    blocks = _blocks(base)
    given = set()
    for block in _blocks(fragment):
        key = _key(block)
        place = next((n for n, each in enumerate(blocks) if _key(each) == key), None)
        if place is None or key in given:
            blocks.append(block)
        else:
            blocks[place] = block[:1] + (_merged(blocks[place][1:], block[1:]) if block[1:] else [])
        given.add(key)
    return [line for block in blocks for line in block]


def _blocks(lines: list[str]) -> list[list[str]]:
    """Lines in blocks: each line of the outermost indent with those below it that are indented further."""
    blocks: list[list[str]] = []
    for line in lines:
        if blocks and _indent(line) > _indent(blocks[0][0]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key(block: list[str]) -> str:
    """What a block is known by: a list item by its first line, anything else by what stands before the colon."""
    first = block[0].strip()
    return first if first.startswith("- ") else first.partition(":")[0]
