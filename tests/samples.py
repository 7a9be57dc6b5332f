"""The county of the rules' samples, `docs/county`, and what a sample makes of it."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from gongfu_cli.checks.pages import SampleFile
from gongfu_cli.source.faults import MAX_BYTES

_FOLDER = Path(__file__).resolve().parent.parent / "docs" / "county"
COUNTY: Mapping[str, str] = {
    path.relative_to(_FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in sorted(_FOLDER.rglob("*.yaml"))
}
"""Its files. `check` finds nothing in them."""
FORM = (".csv", ".xlsx")
"""How returned forms end: a sample has them whole."""


def county(sample: Iterable[SampleFile]) -> dict[str, bytes]:
    """The files of the base county with a sample written into them; a folder has no bytes, but a name with a /."""
    files = {name: text.encode() for name, text in COUNTY.items()}
    for file in sample:
        lines = file.text.splitlines()
        if file.note not in ("whole file", "empty", "missing") and not file.name.endswith(FORM):
            lines = _merged(COUNTY.get(file.name, "").splitlines(), lines)
        shown = "".join(f"{line}\n" for line in lines)
        meant = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), shown)
        files[file.name] = _encoded(meant, file.note)
        if file.note in ("missing", "a folder"):
            del files[file.name]
        if file.note == "a folder":
            files[f"{file.name}/"] = b""
    return files


def _encoded(text: str, note: str | None) -> bytes:
    match note:
        case "in GB18030":
            return text.encode("gb18030")
        case "in UTF-16":
            return text.encode("utf-16")
        case "with a damaged character":
            last = max(n for n, character in enumerate(text) if character > "\x7f")
            return text[:last].encode() + text[last].encode()[:-1] + text[last + 1 :].encode()
        case "damaged":
            return b"PK\x03\x04" + text.encode()
        case "larger than 16 MiB":
            return text.encode() + b"#" * MAX_BYTES
        case _:
            return text.encode()


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
