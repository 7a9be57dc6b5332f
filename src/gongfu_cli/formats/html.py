"""A report as one HTML page that needs nothing else: no script, no file, no font."""

from gongfu_cli.formats import chart
from gongfu_cli.formats.page_template import PAGE, environment
from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.sheets.page import Page


def render(page: Page, language: Language) -> str:
    """A page in a language."""
    template = environment(language).get_template(PAGE, globals={"chart": chart})
    return template.render(page=page, say=Phrase, lang={"zh": "zh-CN", "en": "en"}[language])
