"""The style sheet of the papers: real, named styles, so that a planner can go on editing in Word."""

from dataclasses import dataclass

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FONT = "Arial"  # in every Word; LibreOffice sets Liberation Sans, which has the same widths
INK, ACCENT, MUTED = "1D2B2E", "0F5C63", "55666A"
RULE = "C9D5D6"
WARNING, WARNING_WASH, WARNING_RULE = "8A4B08", "FFF6E3", "E0A93B"

_DEFAULTS = f"""
<w:docDefaults {nsdecls("w")}>
  <w:rPrDefault><w:rPr>
    <w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>
    <w:color w:val="{INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/>
    <w:lang w:val="{{language}}" w:eastAsia="{{language}}" w:bidi="ar-SA"/>
  </w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
"""


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """One paragraph style; `size` in half points, spaces in twentieths of a point, `line` in 240ths of a line.

    `extra` is what stands before the spacing in the schema: keepNext, borders or tabs.
    """

    id: str
    name: str
    size: int = 20
    color: str = INK
    bold: bool = False
    before: int = 0
    after: int = 0
    line: int = 264
    extra: str = ""
    outline: int | None = None
    follow: str = ""
    indent: int = 0

    def xml(self) -> str:
        follow = f'<w:next w:val="{self.follow}"/>' if self.follow else ""
        return (
            f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="Normal"/>{follow}<w:qFormat/><w:pPr>{self._paragraph()}</w:pPr>'
            f"<w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _paragraph(self) -> str:
        together = "" if self.outline is None else "<w:keepNext/><w:keepLines/>"
        level = "" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>'
        spacing = f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="{self.line}" w:lineRule="auto"/>'
        indent = f'<w:ind w:left="{self.indent}"/>' if self.indent else ""
        return f"{together}{self.extra}{spacing}{indent}{level}"

    def _run(self) -> str:
        weight = "<w:b/><w:bCs/>" if self.bold else ""
        return f'{weight}<w:color w:val="{self.color}"/><w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>'


_QUOTE_LINE = f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="10" w:color="{ACCENT}"/></w:pBdr>'
_HEADER_LINE = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="6" w:color="{RULE}"/></w:pBdr>'
_PAGE_TAB = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9526"/></w:tabs>'
_FOOTER_LINE = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{RULE}"/></w:pBdr>'

STYLES = (
    PaperStyle("Heading1", "heading 1", 30, ACCENT, True, before=320, after=120, line=252, outline=0, follow="Normal"),
    PaperStyle("Heading2", "heading 2", 23, INK, True, before=220, after=80, line=252, outline=1, follow="Normal"),
    PaperStyle("Heading3", "heading 3", 20, ACCENT, True, before=220, after=60, outline=2, follow="Normal"),
    PaperStyle("Municipality", "Kommunenavn", 22, ACCENT, True, after=240),
    PaperStyle("Title", "Title", 48, INK, True, after=40, line=228, follow="Subtitle"),
    PaperStyle("Subtitle", "Subtitle", 28, MUTED, after=240, line=240, follow="Normal"),
    PaperStyle("Lead", "Ingress", 22, INK, after=160, line=288),
    PaperStyle("Caption", "caption", 17, MUTED, after=80, extra="<w:keepNext/>"),
    PaperStyle("Quote", "Quote", 20, INK, after=100, extra=_QUOTE_LINE, indent=240),
    PaperStyle("References", "Merknadsnumre", 17, MUTED, before=0, after=120),
    PaperStyle("Contents", "toc 1", 19, INK, after=20, extra=_PAGE_TAB),
    PaperStyle("Header", "header", 16, MUTED, extra=_HEADER_LINE),
    PaperStyle("Footer", "footer", 16, MUTED, extra=_FOOTER_LINE),
    PaperStyle("CellText", "Tabelltekst", 17, INK, after=40, line=252),
    PaperStyle("CellNote", "Tabellnote", 15, MUTED, after=30, line=247),
    PaperStyle("CellHead", "Tabellhode", 17, "FFFFFF", True, line=247),
    PaperStyle("CellFact", "Sakshode", 18, INK, line=257),
    PaperStyle("KeyNumber", "Nøkkeltall", 36, ACCENT, True, before=40, line=240),
    PaperStyle("KeyLabel", "Nøkkeltekst", 16, MUTED, after=60, line=240),
    PaperStyle("Draft", "Utkast", 19, WARNING, before=20, after=40),
)

_FIXED = (
    '<w:style {ns} w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
    '<w:style {ns} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    '<w:style {ns} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    f'<w:rPr><w:color w:val="{ACCENT}"/></w:rPr></w:style>',
    '<w:style {ns} w:type="character" w:styleId="DraftMark"><w:name w:val="Utkastmerke"/>'
    f'<w:rPr><w:b/><w:bCs/><w:color w:val="{WARNING}"/><w:spacing w:val="40"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    "</w:rPr></w:style>",
    '<w:style {ns} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    '<w:style {ns} w:type="table" w:styleId="RemarkTable"><w:name w:val="Merknadstabell"/>'
    '<w:basedOn w:val="TableNormal"/>'
    "<w:qFormat/><w:tblPr><w:tblBorders>"
    f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{ACCENT}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>'
    '<w:tblCellMar><w:top w:w="70" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>'
    f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{ACCENT}"/></w:tcPr></w:tblStylePr></w:style>',
)


def install(document: Document, language: str) -> None:
    """Replaces the style sheet of the empty document by ours."""
    sheet = document.styles.element
    for child in list(sheet):
        sheet.remove(child)
    sheet.append(parse_xml(_DEFAULTS.format(language=language)))
    for fixed in _FIXED:
        sheet.append(parse_xml(fixed.format(ns=nsdecls("w"))))
    for style in STYLES:
        sheet.append(parse_xml(style.xml()))
