"""A bar on stderr for what takes longer than a second."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from gongfu_cli.language.phrase import Language, Phrase

_PATIENCE = 1
"""Seconds that nobody minds."""
Thing = TypeVar("Thing")


def shown(things: Iterable[Thing], total: int, what: Phrase, language: Language) -> Iterator[Thing]:
    """The things as they come, with a bar on stderr once they take long; it is gone at the end."""
    start, things = time.monotonic(), iter(things)
    done = 0
    for thing in things:
        done += 1
        yield thing
        if time.monotonic() - start > _PATIENCE:
            break
    if done == total:
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what.to(language), total=total, completed=done)
        for thing in things:
            yield thing
            progress.advance(task)
