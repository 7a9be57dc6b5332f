"""Score a county's common-prosperity (共富) indicators from YAML tables.

import gongfu_cli
county = gongfu_cli.load("data")
county.check(), county.score(2024), county.diff(2023, 2024)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongfu_cli.county import County, Faulty, Rows, Scores, load
    from gongfu_cli.language.phrase import Refusal

__version__ = "0.1.0"
__all__ = ["County", "Faulty", "Refusal", "Rows", "Scores", "load"]


if not TYPE_CHECKING:  # to a type checker a name that there is not is to be unknown

    def __getattr__(name: str) -> Any:
        """A public name, imported when it is first asked for: the command line starts with less."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from gongfu_cli import county

        return getattr(county, name)

    def __dir__() -> list[str]:
        """What TAB offers in a notebook."""
        return [*__all__, "__version__"]
