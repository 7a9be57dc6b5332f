"""How a command is called: typer reads one flat list of options, and the command gets them in groups.

A command is a function of the session and of what is its own: arguments, options, and groups of options that belong
together, each a NamedTuple. What the other options say, the session has. It returns its exit code, or nothing where it
is always done.
"""

from collections.abc import Callable
from inspect import Parameter, Signature, signature
from itertools import chain
from typing import Any, get_args

from gongfu_cli.cli import options
from gongfu_cli.cli.usage import Context


def flat(command: Callable[..., int | None]) -> Callable[..., int | None]:
    """A command as typer takes it: its arguments and options one after the other, those of a group where the group
    stands, then those of the session, which are named where the command takes it, and what every command has."""
    first, *own = signature(command).parameters.values()
    groups = {each.name: each.annotation for each in own if _is_group(each)}
    of_session = [*get_args(first.annotation)[1:], options.DATA]

    def called(ctx: Context, lang: options.Lang = None, **given: Any) -> int | None:
        session = ctx.obj._replace(**{each.name: given.pop(each.name) for each in of_session})
        for name, group in groups.items():
            given[name] = group(*(given.pop(field) for field in group._fields))
        return command(session, **given)

    ctx, lang, _ = signature(called).parameters.values()
    parts = (signature(groups[each.name]).parameters.values() if each.name in groups else [each] for each in own)
    called.__signature__ = Signature(  # type: ignore[attr-defined]  # a function may have one
        [each.replace(kind=Parameter.KEYWORD_ONLY) for each in (ctx, *chain.from_iterable(parts), *of_session, lang)]
    )
    return called


def _is_group(parameter: Parameter) -> bool:
    return isinstance(parameter.annotation, type) and issubclass(parameter.annotation, tuple)
