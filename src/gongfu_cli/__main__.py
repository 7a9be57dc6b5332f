"""The program `gongfu`."""

import gc
import os
import sys

gc.disable()  # a short-lived process: collecting takes a fifteenth of its time and frees nothing that matters
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it reads what every installed package offers


def main() -> None:
    """Run the command line and exit with its code."""
    from gongfu_cli.cli.program import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
