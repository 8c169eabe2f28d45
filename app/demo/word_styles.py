"""How the demo's plans look: one calm colour, generous leading, tables that a planner would keep."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FJORD = RGBColor(0x1F, 0x5C, 0x6B)
INK = RGBColor(0x1D, 0x2B, 0x2F)
QUIET = RGBColor(0x55, 0x62, 0x66)
TYPEFACE = "Arial"


def dress(document: Document) -> None:
    """Sets page, typeface and every paragraph style the manuscript uses."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.7)
    page.top_margin, page.bottom_margin = Cm(2.6), Cm(2.4)
    shape(document, "Normal", 10, INK, after=7, leading=1.22)
    shape(document, "Title", 28, FJORD, bold=True, before=150, after=6, leading=1.05)
    shape(document, "Subtitle", 15, QUIET, after=10)
    for level, (size, before, after) in enumerate(((19, 26, 8), (13.5, 17, 5), (11, 13, 4)), start=1):
        shape(document, f"Heading {level}", size, FJORD, bold=True, before=before, after=after, leading=1.1)
    shape(document, "Caption", 9, INK, bold=True, before=9, after=4)
    add_style(document, "Ingress", 11.5, FJORD, after=10, leading=1.25)
    add_style(document, "Tabelltekst", 9, INK, after=0, leading=1.1)
    add_style(document, "footnote text", 8.5, INK, after=2, identity="FootnoteText")
    add_style(document, "toc 1", 11, INK, bold=True, before=7, after=1, identity="TOC1")
    add_style(document, "toc 2", 10.5, INK, after=1, identity="TOC2").paragraph_format.left_indent = Cm(0.9)
    add_style(document, "Innholdstittel", 20, FJORD, bold=True, after=10)
    reference = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.element.set(qn("w:styleId"), "FootnoteReference")
    reference.font.superscript = True
    speak_norwegian(document)


def add_style(
    document: Document,
    name: str,
    size: float,
    colour: RGBColor,
    *,
    identity: str = "",
    bold: bool = False,
    **spacing: float,
) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    if identity:
        style.element.set(qn("w:styleId"), identity)
    return shape(document, name, size, colour, bold=bold, **spacing)


def shape(
    document: Document,
    name: str,
    size: float,
    colour: RGBColor,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    leading: float = 1.15,
) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bool(bold), False
    style.font.color.rgb = colour
    set_typeface(style)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), leading
    form.widow_control = True
    form.keep_with_next = name.startswith(("Heading", "Caption"))
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)
    return style


def set_typeface(style: ParagraphStyle) -> None:
    """Names the typeface outright: the template's theme fonts would win otherwise."""
    style.font.name = TYPEFACE
    fonts = style.element.rPr.rFonts
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), TYPEFACE)


def speak_norwegian(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nb-NO")
