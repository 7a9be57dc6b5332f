"""How a command is called: typer has one flat list of options, the command its session, its own options and groups."""

from pathlib import Path
from typing import Annotated, Any, NamedTuple

import pytest
import typer

from gongfu_cli.book.json_schema import NAMES
from gongfu_cli.cli import options, program
from gongfu_cli.cli.calling import flat
from gongfu_cli.cli.commands import schema
from gongfu_cli.cli.program import COMMANDS
from gongfu_cli.cli.session import Session
from gongfu_cli.cli.usage import Context

SESSION = Session("en", {}, Path())


class Pair(NamedTuple):
    """Two options that belong together."""

    first: Annotated[str | None, options.option("--first", "WORD", "甲", "one")] = None
    last: Annotated[str, options.option("--last", "WORD", "乙", "the other")] = "z"


def command(
    session: Annotated[Session, options.TABLE, options.OUTPUT],
    word: Annotated[str, options.argument("WORD", "词", "a word")],
    pair: Pair = Pair(),  # noqa: B008, a tuple
    often: Annotated[bool, options.flag("--often", "多次", "often")] = False,
) -> int:
    """A command that keeps what it was called with."""
    called.append((session, word, pair, often))
    return 1


called: list[tuple[Any, ...]] = []


@pytest.fixture
def run() -> Any:
    """Runs the command with its arguments: what it got, and its exit code."""
    app = typer.Typer(add_completion=False)
    app.command("it", cls=WithContext)(flat(command))
    made = typer.main.get_command(app)

    def run(*arguments: str) -> tuple[Any, ...]:
        code = made.main([*arguments], "it", standalone_mode=False, obj=SESSION)
        return *called.pop(), code

    return run


class WithContext(typer.core.TyperCommand):
    context_class = Context


def test_typer_gets_one_list_a_group_where_it_stands_and_what_the_session_is_asked_for_last() -> None:
    app = typer.Typer(add_completion=False)
    app.command("it")(flat(command))
    names = [parameter.opts[0] for parameter in typer.main.get_command(app).params]
    assert names == ["word", "--first", "--last", "--often", "--table", "--output", "--data", "--lang"]


def test_the_command_gets_its_groups_and_the_session_the_rest(run: Any) -> None:
    given = ["w", "--first", "a", "--table", "all", "-o", "f.csv", "--data", "d", "--lang", "zh", "--often"]
    session = SESSION._replace(table="all", output=Path("f.csv"), data=Path("d"))
    assert run(*given) == (session, "w", Pair("a", "z"), True, 1)


def test_what_is_not_given_is_as_the_command_and_its_groups_say(run: Any) -> None:
    assert run("w") == (SESSION, "w", Pair(), False, 1)


def test_a_dash_as_output_is_no_file() -> None:
    assert SESSION.file is None
    assert SESSION._replace(output=Path("-")).file is None
    assert SESSION._replace(output=Path("f")).file == Path("f")


@pytest.mark.parametrize("name", COMMANDS)
def test_typer_has_the_options_of_a_command_and_of_its_groups(name: str) -> None:
    """Each once, `--data` and `--lang` last."""
    options = [parameter.name for parameter in program.command(name, "en").params if parameter.name != "help"]
    assert options[-2:] == ["data", "lang"]
    assert len(options) == len({*options})


def test_a_command_can_be_called_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert schema.command(SESSION) is None
    assert capsys.readouterr().out == "".join(f"{name}\n" for name in NAMES)
