"""Write the documents that are made from the code: `python docs/generate.py`.

With `--check` nothing is written, and the exit code is 1 if one of them is stale.
"""

import contextlib
import io
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from unittest import mock

from gongfu_cli import cli, pages, schemas
from gongfu_cli.formats import json
from gongfu_cli.session import Session

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 96
FAULT = ("actuals/2024.yaml", "  8: 65780", "  8: 65,780")
"""The slip that the READMEs show: a file of the data, and a text in it with what it becomes."""


def output(command: str, language: str, data: Path = ROOT / "data") -> str:
    """What a command prints at a terminal of WIDTH columns, stderr included, without colours."""
    with (
        contextlib.redirect_stdout(io.StringIO()) as out,
        contextlib.redirect_stderr(out),
        contextlib.chdir(data.parent),
        mock.patch.multiple(Session, width=WIDTH, color=False),
    ):
        cli.run([*shlex.split(command)[1:], "--data", data.name, "--lang", language])
    return "\n".join(line.rstrip() for line in out.getvalue().strip("\n").split("\n"))


def readme(name: str, language: str) -> str:
    """A README with the output of each command that a comment names, and of a fault in a data file."""
    text = (ROOT / name).read_text(encoding="utf-8")

    def block(comment: str, command: str, shown: str) -> str:
        return f"{comment}\n```console\n$ {command}\n{shown}\n```"

    def command_block(found: re.Match[str]) -> str:
        return block(found[1], found[2], output(found[2], language))

    def fault_block(found: re.Match[str]) -> str:
        return block(found[1], "gongfu check", _fault(language))

    rest = r"(?:\n```console\n.*?\n```)?"
    text = re.sub(rf"(<!-- output: (.*?) -->){rest}", command_block, text, flags=re.DOTALL)
    return re.sub(rf"(<!-- fault -->){rest}", fault_block, text, flags=re.DOTALL)


def _fault(language: str) -> str:
    file, good, bad = FAULT
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "data"
        for path in (ROOT / "data").rglob("*.yaml"):
            there = copy / path.relative_to(ROOT / "data")
            there.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            there.write_text(text.replace(good, bad) if path == ROOT / "data" / file else text, encoding="utf-8")
        return output("gongfu check --select GF103", language, copy)


def schema(name: str) -> str:
    """The JSON Schema of a kind of file."""
    return json.dumps(schemas.schema(name))


DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "docs/rules.md": lambda: pages.markdown(pages.pages()),
    **{f"schemas/{name}.schema.json": partial(schema, name) for name in schemas.NAMES},
    "README.md": partial(readme, "README.md", "en"),
    "README.zh-CN.md": partial(readme, "README.zh-CN.md", "zh"),
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
