"""The colours of each tone on a terminal. Rich is loaded only where something is coloured."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gongfu_cli.language.terms import Tone

if TYPE_CHECKING:
    from rich.style import Style

_STYLES: Mapping[Tone, str] = {
    "plain": "",
    "strong": "bold",
    "muted": "bright_black",
    "notice": "magenta",
    "achieved": "green",
    "on_track": "green",
    "slightly_behind": "yellow",
    "behind": "bold red",
    "regressed": "bold reverse red",
}


def style(tone: Tone) -> "Style":
    """How Rich shows a tone."""
    from rich.style import Style

    return Style.parse(_STYLES[tone])
