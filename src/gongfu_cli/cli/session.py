"""What a run of the program knows of its surroundings: language, terminal, working folder."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gongfu_cli.language.phrase import Language, Phrase, Refusal
from gongfu_cli.language.safe import harmless


class Session(NamedTuple):
    """The surroundings of one command."""

    language: Language
    environment: Mapping[str, str]
    here: Path
    file: Path | None = None
    """What the result goes into; None for stdout."""

    def note(self, sentence: Phrase) -> None:
        """A note to the user, on stderr."""
        print(harmless(sentence.to(self.language)), file=sys.stderr)

    @property
    def color(self) -> bool:
        """Whether the result takes colours: at a terminal, or with FORCE_COLOR; never in a file, or with NO_COLOR."""
        if self.file is not None or self.environment.get("NO_COLOR") or self.environment.get("TERM") == "dumb":
            return False
        forced = self.environment.get("FORCE_COLOR")
        return forced not in ("0", "false") if forced else sys.stdout.isatty()

    @property
    def width(self) -> int | None:
        """The terminal's columns; None for a pipe or file, which may be as wide as it needs."""
        if self.file is not None or not sys.stdout.isatty():
            return None
        return max(20, shutil.get_terminal_size().columns)


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """`--lang`, else $GONGFU_LANG, else the locale, else English. Read before the options are, for help and for
    usage errors; Refusal for a language that is neither."""
    given = None
    for n, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            given = argument.removeprefix("--lang=")
        elif argument == "--lang" and n + 1 < len(arguments):
            given = arguments[n + 1]
    wanted = given if given is not None else environment.get("GONGFU_LANG")
    if wanted:
        language = wanted.lower().replace("_", "-").partition("-")[0]
        if language == "zh":
            return "zh"
        if language == "en":
            return "en"
        raise Refusal(Phrase(f"语言只有 zh 和 en，没有“{wanted}”", f"the languages are zh and en, not “{wanted}”"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    if os.name == "nt":  # where the locale is not in the environment
        import locale

        return "zh" if (locale.getlocale()[0] or "").startswith(("zh", "Chinese")) else "en"
    return "en"
