"""The page and the type of GB/T 9704, the standard for official documents, for documents of python-docx."""

from datetime import datetime
from typing import Any, Final

from gongfu_cli.language.phrase import Language

STYLES: Final = {
    "Normal": ("仿宋_GB2312", 16),
    "Body Text": ("仿宋_GB2312", 16),
    "Title": ("方正小标宋简体", 22),
    "Heading 1": ("黑体", 16),
    "Heading 2": ("楷体_GB2312", 16),
    "Heading 3": ("仿宋_GB2312", 16),
    "Header": ("楷体_GB2312", 12),
    "Footer": ("宋体", 14),
}
"""The styles by their names: the typeface and the size in points, 三号 being 16, 二号 22, 四号 14."""
FALLBACKS: Final = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体", "黑体": "SimHei"}
"""What stands for a typeface where it is not installed."""
PAGE: Final = {
    "page_width": 210,
    "page_height": 297,
    "top_margin": 37,
    "bottom_margin": 35,
    "left_margin": 28,
    "right_margin": 26,
    "header_distance": 25,
    "footer_distance": 23,
}
"""A4 and its margins in millimetres; they leave 156 by 225."""
_LINE: Final = 28.9
"""The height of a line in points: 22 of them fill a page."""
_LATIN: Final = "Times New Roman"
_DAY: Final = datetime(2000, 1, 1)


def set_up(document: Any, title: str, language: Language) -> None:
    """Give a new document its page, type and page numbers, and properties without a clock or a name."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "", ""
    properties.created = properties.modified = _DAY
    for part in PAGE:
        setattr(document.sections[0], part, None)
    complete(document, language)
    for name in STYLES:
        _style(document.styles[name], name, language)
    _number_pages(document)
    fonts = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    names = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in FALLBACKS.items()
    )
    fonts._blob = fonts.blob.replace(b"</w:fonts>", names.encode() + b"</w:fonts>")


def complete(document: Any, language: Language) -> None:
    """Give a document what its pages and its headings lack; what it has stays."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm

    for section in document.sections:
        for part, millimetres in PAGE.items():
            if getattr(section, part) is None:
                setattr(section, part, Mm(millimetres))
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        if name not in document.styles:
            _style(document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True), name, language)


def _number_pages(document: Any) -> None:
    """Page numbers as — 1 —, on the outside."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document.settings.odd_and_even_pages_header_footer = True
    section, right, left = document.sections[0], WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
    for footer, outside in ((section.footer, right), (section.even_page_footer, left)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = outside
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
        paragraph.add_run("— ")
        element(paragraph._p, "w:fldSimple", instr="PAGE")
        paragraph.add_run(" —")


def _style(style: Any, name: str, language: Language) -> None:
    """Give a style the type of `STYLES`, and no colour or border, whatever it had."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for old in (style.element.rPr, style.element.find(f".//{qn('w:pBdr')}")):
        if old is not None:
            old.getparent().remove(old)
    typeface, size = STYLES[name]
    style.font.name, style.font.size = _LATIN, Pt(size)
    style.font.bold = language == "en" and name.startswith(("Title", "Heading"))
    style.element.rPr.rFonts.set(qn("w:eastAsia"), typeface)
    element(style.element.rPr, "w:lang", val="en-US", eastAsia="zh-CN")
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after = Pt(0), Pt(_LINE if name == "Title" else 0)
    paragraph.line_spacing = Pt(_LINE * (1.4 if name == "Title" else 1))
    if name in ("Title", "Header"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if name.startswith(("Body", "Heading")):
        paragraph.first_line_indent = Pt(2 * size)
        paragraph.keep_with_next = name.startswith("Heading")


def element(parent: Any, tag: str, **attributes: str) -> None:
    """Put an element behind the others of its parent."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
