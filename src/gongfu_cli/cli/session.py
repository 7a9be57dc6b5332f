"""What a run of the program knows: its surroundings, and the options that mean the same in every command."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TextIO, cast, get_args

from gongfu_cli.language.phrase import Language, Phrase, Refusal
from gongfu_cli.language.safe import harmless

ALL = "all"
"""What `--table` says for every table."""
STDOUT = Path("-")
"""What `--output` takes for stdout, as elsewhere."""


class Session(NamedTuple):
    """The surroundings of one command, and what was given to its options of these names; None where one is not given,
    or the command has no such option."""

    language: Language
    environment: Mapping[str, str]
    here: Path
    data: Path | None = None
    """The data folder."""
    table: str | None = None
    """A further table of the data folder, `main` or `all`."""
    format: str | None = None
    output: Path | None = None

    @property
    def file(self) -> Path | None:
        """The file that the result goes into; None for stdout."""
        return None if self.output == STDOUT else self.output

    def note(self, zh: str, en: str) -> None:
        """A note to the user, on stderr, in the one language or the other."""
        self.say(f"{harmless(Phrase(zh, en).to(self.language))}\n")

    def say(self, text: str) -> None:
        """A text on stderr; where that is full or closed there is nobody to be told."""
        try:
            sys.stderr.write(self.shielded(text) if "::" in text or "##[" in text else text)
            sys.stderr.flush()
        except OSError:
            drop(sys.stderr)

    @property
    def on_github(self) -> bool:
        """Whether a runner of GitHub Actions reads what is printed."""
        return self.environment.get("GITHUB_ACTIONS") == "true"

    def shielded(self, text: str) -> str:
        """A text for people, such that a runner of GitHub Actions takes nothing in it for a command: it may quote the
        user's files."""
        if not self.on_github:
            return text
        import secrets

        token = secrets.token_hex(16)
        return f"::stop-commands::{token}\n{text}::{token}::\n"

    @property
    def color(self) -> bool:
        """Whether the result takes colours: at a terminal, or with FORCE_COLOR; never in a file, or with NO_COLOR."""
        if self.file is not None or self.environment.get("NO_COLOR") or self.environment.get("TERM") == "dumb":
            return False
        forced = self.environment.get("FORCE_COLOR")
        return forced not in ("0", "false") if forced else sys.stdout.isatty()

    @property
    def width(self) -> int | None:
        """$COLUMNS, else the terminal's columns; None for a file and for a pipe, which may be as wide as they need."""
        terminal = sys.stdout.isatty()
        if self.file is not None or not (terminal or self.environment.get("COLUMNS")):
            return None
        columns = shutil.get_terminal_size((80 if terminal else 0, 24)).columns
        return max(20, columns) if columns else None


def open_streams() -> None:
    """Make stdout and stderr fit to be written to: where a sign is lacking (a GBK console) another one stands in, and
    a stream that was closed from the start refuses, as a full disk does, instead of being None."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8"))
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def drop(stream: TextIO) -> None:
    """Let go of what a stream could not write, lest Python try again at the end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """`--lang`, else $GONGFU_LANG, else the locale, else English. Read before the options are, for help and for
    usage errors; Refusal for a language that is neither."""
    wanted = next(_languages(arguments), environment.get("GONGFU_LANG"))
    if wanted:
        for language in get_args(Language):
            if wanted.lower().replace("_", "-").partition("-")[0] == language:
                return cast(Language, language)
        raise Refusal(f"语言只有 zh 和 en，没有“{wanted}”", f"the languages are zh and en, not “{wanted}”")
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    if not locale and os.name == "nt":  # where it is not in the environment
        from locale import getlocale

        locale = getlocale()[0] or ""
    return "zh" if locale.lower().startswith(("zh", "chinese")) else "en"


def _languages(arguments: Sequence[str]) -> Iterator[str]:
    """What stands behind each `--lang`, the last first."""
    words = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for n, word in reversed([*enumerate(words)]):
        if word.startswith("--lang="):
            yield word.removeprefix("--lang=")
        elif word == "--lang" and n + 1 < len(words):
            yield words[n + 1]
