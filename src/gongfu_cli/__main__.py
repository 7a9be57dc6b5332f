"""The program `gongfu`."""

import gc
import sys
from types import ModuleType
from typing import Any

gc.disable()  # a short-lived process: collecting takes a fifteenth of its time and frees nothing that matters


class NoPlugins(ModuleType):
    """In the place of pydantic's search for plug-ins, of which this program has none. The search loads
    `importlib.metadata` and with it mail, archives and sockets: a twelfth of every command."""

    def __getattr__(self, name: str) -> Any:
        """Whatever is called finds nothing; what every module may be asked for, such as its file, it has not."""
        return super().__getattribute__(name) if name.startswith("__") else tuple


sys.modules["pydantic.plugin._loader"] = NoPlugins("pydantic.plugin._loader")


def main() -> None:
    """Run the command line and exit with its code."""
    from gongfu_cli.cli.program import run

    code = run(sys.argv[1:])
    gc.freeze()  # at the exit everything would be looked through all the same: a fifth of the time of a command
    sys.exit(code)


if __name__ == "__main__":
    main()
