"""Write the documents that are made from the code: `python docs/generate.py`.

With `--check` nothing is written, and the exit code is 1 if one of them is stale.
"""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from gongfu_cli import pages, schemas
from gongfu_cli.formats import json

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "docs/rules.md": lambda: pages.markdown(pages.pages()),
    **{
        f"schemas/{name}.schema.json": partial(lambda name: json.dumps(schemas.schema(name)), name)
        for name in schemas.NAMES
    },
}
"""What makes the text of each generated document, by its path in the repository."""


def stale() -> list[str]:
    """The documents that are not what the code makes now."""
    return [
        name
        for name, text in DOCUMENTS.items()
        if not (ROOT / name).exists() or (ROOT / name).read_bytes() != text().encode()
    ]


def main(arguments: list[str]) -> int:
    """Write what is stale, or with `--check` only say so."""
    if arguments not in ([], ["--check"]):
        print("usage: python docs/generate.py [--check]", file=sys.stderr)
        return 2
    found = stale()
    for name in found:
        if arguments:
            print(f"{name} is stale: run python docs/generate.py", file=sys.stderr)
        else:
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_bytes(DOCUMENTS[name]().encode())
            print(f"wrote {name}")
    return 1 if arguments and found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
