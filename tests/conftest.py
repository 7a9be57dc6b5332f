"""Property tests try the same examples in every run; only five with `HYPOTHESIS_PROFILE=five`, as the mutants do."""

import gc
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from gongfu_cli.cli.program import run

settings.register_profile("same-every-time", derandomize=True, deadline=None, max_examples=60)
settings.register_profile(
    "five", settings.get_profile("same-every-time"), max_examples=5, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same-every-time"))


def pytest_runtest_setup(item: pytest.Function) -> None:
    """Nothing of a page written before is left: hypothesis looks through all modules, and would stumble over a
    template of jinja2 that goes meanwhile."""
    if hasattr(item.obj, "hypothesis") and any("_jinja2_" in name for name in sys.modules):
        gc.collect()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small county of `golden/county` as `data/` in the working folder, and an environment that says nothing."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "GONGFU_LANG", "GONGFU_DATA", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(Path(__file__).parent / "golden" / "county", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


@pytest.fixture
def gongfu(capsys: pytest.CaptureFixture[str], data: Path) -> Callable[..., tuple[int, str, str]]:
    """The program beside the small county: its arguments → exit code, stdout, stderr."""

    def run_it(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(arguments)
        return code, *capsys.readouterr()

    return run_it
