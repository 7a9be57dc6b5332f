"""A report as one HTML page that needs nothing else: no script, no file, no font."""

import base64
import hashlib
import re
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from gongfu_cli.formats import chart
from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.language.safe import harmless
from gongfu_cli.sheets.report import Report

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def render(report: Report, language: Language) -> str:
    """A report as a page in a language."""
    environment = Environment(
        loader=PackageLoader("gongfu_cli", "formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=partial(_visible, language),
    )
    environment.filters |= {"digest": _digest, "zh": partial(_in_chinese, language)}
    environment.globals |= {"chart": chart}
    template = environment.get_template("report.html.j2")
    return template.render(report=report, say=Phrase, lang={"zh": "zh-CN", "en": "en"}[language])


def _visible(language: Language, value: object) -> object:
    """What stands for a value on the page: a phrase in its language, without anything that cannot be seen."""
    if isinstance(value, Phrase):
        value = value.to(language)
    if isinstance(value, str) and not isinstance(value, Markup):
        return harmless(re.sub(r"[\t\r\n]+", " ", value))
    return value


def _in_chinese(language: Language, text: Phrase | str) -> Markup:
    """A text that is Chinese on an English page too, for those who have it read out."""
    safe = escape(_visible(language, text))
    return Markup('<span lang="zh-CN">{}</span>').format(safe) if _CHINESE.search(safe) else safe


def _digest(text: str) -> str:
    """The hash by which a Content-Security-Policy admits a style sheet."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
