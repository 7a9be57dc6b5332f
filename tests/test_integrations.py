"""What runs `gongfu check` elsewhere: the hooks for pre-commit and the action for GitHub."""

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from samples import COUNTY

from gongfu_cli import __version__
from gongfu_cli.cli import program
from gongfu_cli.cli.session import Session

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = ACTION["runs"]["steps"]
SHIPPED = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "data").rglob("*.yaml"))]
each_hook = pytest.mark.parametrize("hook", HOOKS, ids=[each["id"] for each in HOOKS])


def understood(arguments: list[str]) -> dict[str, Any]:
    """What the program makes of the arguments of a command, which is not run. Fails where it would refuse them."""
    name, *rest = arguments
    session = Session("en", {}, Path())
    parameters: dict[str, Any] = program.command(name, "en").make_context(name, rest, obj=session).params
    return parameters | {"data": str(parameters["data"])}


# pre-commit


def test_there_are_two_hooks() -> None:
    assert [each["id"] for each in HOOKS] == ["gongfu-check", "gongfu-fix"]


@each_hook
def test_a_hook_calls_a_command_that_there_is(hook: dict[str, Any]) -> None:
    called, *arguments = shlex.split(hook["entry"])
    assert called in PROJECT["scripts"]
    assert hook["language"] == "python"
    parameters = understood(arguments)
    assert parameters["data"] == "data"
    assert parameters["fix_"] == (hook["id"] == "gongfu-fix")


@each_hook
def test_a_hook_checks_the_whole_folder(hook: dict[str, Any]) -> None:
    assert hook["pass_filenames"] is False
    called = understood(shlex.split(hook["entry"])[1:])
    assert (called["only"] in (None, [], ()), called["table"]) == (True, "all")


@each_hook
def test_a_hook_takes_another_folder_and_more_options(hook: dict[str, Any]) -> None:
    called = understood([*shlex.split(hook["entry"])[1:], "--data", "county", "--strict"])
    assert (called["data"], called["strict"]) == ("county", True)


@each_hook
@pytest.mark.parametrize("file", [*SHIPPED, *COUNTY, "a/b/targets_x.yaml"])
def test_a_hook_runs_for_a_data_file(file: str, hook: dict[str, Any]) -> None:
    assert re.search(hook["files"], file)


@each_hook
@pytest.mark.parametrize(
    "file", ["README.md", "action.yml", "data/indicators.yaml.bak", "my-indicators.yaml", "targets.yaml", "data/a.yaml"]
)
def test_a_hook_does_not_run_for_another_file(file: str, hook: dict[str, Any]) -> None:
    assert not re.search(hook["files"], file)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_release_that_is_shown_is_this_one(name: str) -> None:
    shown = re.findall(r"v[0-9]+\.[0-9]+\.[0-9]+", (ROOT / name).read_text("utf-8"))
    assert len(shown) == 3
    assert {*shown} == {f"v{__version__}"}


# GitHub


def expressions(text: str) -> list[str]:
    return re.findall(r"\$\{\{\s*(.*?)\s*\}\}", text)


def run_check(folder: Path, data: str, args: str) -> list[str]:
    """The arguments with which the last step calls the program, given the inputs of the action."""
    program = folder / "gongfu"
    program.write_text('#!/bin/sh\nprintf \'%s\\0\' "$@" > "$(dirname "$0")/called"\n', "utf-8")
    program.chmod(0o755)
    inputs = {"steps.install.outputs.gongfu": str(program), "inputs.data": data, "inputs.args": args}
    environment = {name: _filled(value, inputs) for name, value in STEPS[-1]["env"].items()}
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash")
    command = [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[-1]["run"]]
    subprocess.run(command, env={"PATH": "/usr/bin:/bin"} | environment, cwd=folder, check=True)
    return (folder / "called").read_text("utf-8").split("\0")[:-1]


def _filled(text: str, values: dict[str, str]) -> str:
    for name in expressions(text):
        text = text.replace(f"${{{{ {name} }}}}", values[name])
    return text


def test_action_is_composite() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert {"name", "description", "inputs", "runs"} <= ACTION.keys()
    assert all(step["shell"] == "bash" for step in STEPS if "run" in step)


def test_inputs_are_optional_and_described() -> None:
    assert list(ACTION["inputs"]) == ["data", "args", "python-version"]
    for each in ACTION["inputs"].values():
        assert each["description"]
        assert isinstance(each["default"], str)


def test_nothing_is_filled_into_a_script() -> None:
    """An expression in a script is filled in before the shell reads it, which would then run what an input says."""
    for step in STEPS:
        assert not expressions(step.get("run", ""))


def test_expressions_name_what_there_is() -> None:
    ids = {step["id"] for step in STEPS if "id" in step}
    filled = [str(value) for step in STEPS for part in ("env", "with") for value in step.get(part, {}).values()]
    used = [name for text in filled for name in expressions(text)]
    used += [step["if"].split()[0] for step in STEPS if "if" in step]
    for name in used:
        kind, _, rest = name.partition(".")
        assert (
            name == "github.action_path"
            or (kind == "inputs" and rest in ACTION["inputs"])
            or (kind == "steps" and rest.split(".")[0] in ids)
        )
    assert {name.removeprefix("inputs.") for name in used if name.startswith("inputs.")} == set(ACTION["inputs"])


def test_action_asks_for_the_python_that_the_project_asks_for() -> None:
    found = re.search(r"sys\.version_info < \((\d+), (\d+)\)", STEPS[1]["run"])
    assert found
    assert PROJECT["requires-python"] == f">={found[1]}.{found[2]}"
    assert f"Python {found[1]}.{found[2]} or newer" in STEPS[1]["run"]


def test_action_installs_its_own_program() -> None:
    assert STEPS[1]["env"]["PROGRAM"] == "${{ github.action_path }}"
    assert 'pip install --quiet "$PROGRAM"' in STEPS[1]["run"]
    assert "gongfu=$bin/gongfu" in STEPS[1]["run"]
    assert "gongfu" in PROJECT["scripts"]


def test_action_calls_a_command_that_there_is(tmp_path: Path) -> None:
    default = {name: each["default"] for name, each in ACTION["inputs"].items()}
    called = understood(run_check(tmp_path, default["data"], default["args"]))
    assert (called["data"], called["format"], called["table"], called["strict"]) == ("data", "text", "all", False)


@pytest.mark.parametrize("args", ["--strict --lang zh", "  --strict\n--lang   zh\n"])
def test_options_are_split_at_spaces(args: str, tmp_path: Path) -> None:
    called = run_check(tmp_path, "data", args)
    assert called == ["check", "--format", "text", "--table", "all", "--data=data", "--strict", "--lang", "zh"]
    assert understood(called)["strict"]


@pytest.mark.parametrize("text", ["$(touch x)", "`touch x`", '"; touch x; "', "'; touch x #", "a; touch x", "*", "\\"])
def test_an_input_is_never_run(text: str, tmp_path: Path) -> None:
    called = run_check(tmp_path, text, text)
    assert called == ["check", "--format", "text", "--table", "all", f"--data={text}", *text.split()]
    assert {path.name for path in tmp_path.iterdir()} == {"gongfu", "called"}


def test_a_folder_may_have_spaces_in_its_name(tmp_path: Path) -> None:
    assert understood(run_check(tmp_path, "海岛 data", ""))["data"] == "海岛 data"
