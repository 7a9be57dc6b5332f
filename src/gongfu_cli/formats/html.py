"""A report as one HTML page that needs nothing else: no script, no file, no font."""

from gongfu_cli.formats import chart
from gongfu_cli.formats.page_template import PAGE, environment
from gongfu_cli.language.phrase import Language, Phrase
from gongfu_cli.sheets.report import Report


def render(report: Report, language: Language) -> str:
    """A report as a page in a language."""
    template = environment(language).get_template(PAGE, globals={"chart": chart})
    return template.render(report=report, say=Phrase, lang={"zh": "zh-CN", "en": "en"}[language])
