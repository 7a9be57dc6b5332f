"""Compiles the templates of the page when a wheel is built: a third of the time of `gongfu report` went there."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTemplate(BuildHookInterface[Any]):
    """Adds the templates as modules to a wheel, not to an editable install, in which a change has to be seen."""

    folder = ""
    """Where they are until the wheel is made: not beside it, or they would be published with it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a build."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from gongfu_cli.formats.page_template import COMPILED, compiled

        self.folder = tempfile.mkdtemp()
        for name, code in compiled():
            module = Path(self.folder, name)
            module.write_text(code, encoding="utf-8")
            build_data["force_include"][str(module)] = f"gongfu_cli/formats/{COMPILED.name}/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called by hatchling after a build."""
        shutil.rmtree(self.folder, ignore_errors=True)
