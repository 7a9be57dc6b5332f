"""Fuzz one target with atheris, which tries what reaches more of the program: `python -m fuzz TARGET FOLDER`, then what
libFuzzer takes."""

import importlib
import pkgutil
import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["gongfu_cli"]):
    import gongfu_cli

    for module in pkgutil.walk_packages(gongfu_cli.__path__, "gongfu_cli."):
        if not module.name.endswith("__main__"):  # it changes the process that it runs in
            importlib.import_module(module.name)


def main(target: str, folder: str, *arguments: str) -> None:
    """Run a target on its seeds, which are put into an empty folder, and on what becomes of them. The arguments are
    libFuzzer's: how long, and where that goes which it finds."""
    from fuzz import seeds, targets  # now that it is seen which lines of the program they reach

    for n, seed in enumerate(seeds.SEEDS[target]()):
        Path(folder, f"{n:04}").write_bytes(seed)
    words = Path(f"{folder}.words")
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in seeds.WORDS), encoding="ascii")
    atheris.Setup([sys.argv[0], f"-dict={words}", *arguments, folder], targets.TARGETS[target])
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


main(*sys.argv[1:])
