"""A bar on stderr for what takes longer than a second."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_PATIENCE = 1
"""Seconds that nobody minds."""
Thing = TypeVar("Thing")


def shown(
    things: Iterable[Thing], total: int, what: str, clock: Callable[[], float] = time.monotonic
) -> Iterator[Thing]:
    """The things as they come, with a bar on stderr once they take long; it is gone at the end. What is written to
    stderr meanwhile comes above it, and stdout is left alone."""
    start, things = clock(), iter(things)
    done = 0
    for thing in things:
        done += 1
        yield thing
        if clock() - start > _PATIENCE:
            break
    if done == total:
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task(what, total=total, completed=done)
        for thing in things:
            yield thing
            progress.advance(task)
