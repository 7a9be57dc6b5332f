"""How the templates of the page are read: as they were compiled when the wheel was built, or from their text."""

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined
from markupsafe import Markup, escape

from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.language.safe import one_line

PAGE = "report.html.j2"
"""The template of the page, which puts the others together."""
TEMPLATES = Path(__file__).with_name("page")
COMPILED = Path(__file__).with_name("compiled")
"""The folder into which `hatch_build.py` puts the templates compiled."""
_HANZI = r"[\u3400-\u9fff\uf900-\ufaff]"
_CHINESE = re.compile(f"{_HANZI}(?:[^A-Za-z]*{_HANZI})?")
"""From a Chinese character to the last before a Latin letter."""


def environment(language: Language) -> Environment:
    """What the template of the page is read and filled in with, in a language."""
    made = Environment(
        loader=ChoiceLoader([ModuleLoader(COMPILED), FileSystemLoader(TEMPLATES)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=partial(_visible, language),
    )
    made.filters |= {"digest": _digest, "zh": partial(_in_chinese, language)}
    return made


def compiled() -> Iterator[tuple[str, str]]:
    """Every template as a module: the name of the file that the loader looks for, and the code."""
    for path in sorted(TEMPLATES.iterdir()):
        code = environment("en").compile(path.read_text(encoding="utf-8"), path.name, raw=True, defer_init=True)
        yield str(ModuleLoader.get_module_filename(path.name)), code


def _visible(language: Language, value: object) -> object:
    """What stands for a value on the page: a phrase in its language, without anything that cannot be seen."""
    if isinstance(value, Phrase):
        value = value.to(language)
    if isinstance(value, str) and not isinstance(value, Markup):
        return one_line(value)
    return value


def _in_chinese(language: Language, text: Phrase | str) -> Markup:
    """A text in which Chinese on an English page is marked, for those who have it read out."""
    safe = escape(_visible(language, text))
    return safe if language == "zh" else Markup(_CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', str(safe)))


def _digest(text: str) -> str:
    """The hash by which a Content-Security-Policy admits a style sheet."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
