"""The pieces of a Word file that python-docx has no verbs for: numbering, footnotes, fields, tracked insertions."""

import re
from collections.abc import Mapping
from html import escape

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

W = nsdecls("w")
WRITTEN = "2026-06-01T09:00:00Z"
HEADINGS, BULLETS, NUMBERS = 60, 61, 62
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
BULLET_SIGNS = ("•", "–", "•")
OUTER_TAG = re.compile(r"^<[\w:]+")
NUMBER_FORMATS = ("decimal", "lowerLetter", "lowerRoman")


def element(xml: str) -> _Element:
    """An element from its XML, where `w:` needs no declaration."""
    made: _Element = parse_xml(OUTER_TAG.sub(rf"\g<0> {W}", xml, count=1))
    return made


def add_numbering(document: Document, lists: Mapping[int, bool]) -> None:
    """Headings number themselves; each list (number → is numbered) starts again from one."""
    root = document.part.numbering_part.element
    first_num = root.find(qn("w:num"))
    for abstract in (heading_levels(), list_levels(BULLETS), list_levels(NUMBERS)):
        first_num.addprevious(element(abstract))
    root.append(element(f'<w:num w:numId="{HEADINGS}"><w:abstractNumId w:val="{HEADINGS}"/></w:num>'))
    for number, is_numbered in lists.items():
        root.append(element(list_instance(number, NUMBERS if is_numbered else BULLETS)))
    for level in range(3):
        style = document.styles[f"Heading {level + 1}"].element
        style.get_or_add_pPr().append(
            element(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{HEADINGS}"/></w:numPr>')
        )


def heading_levels() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{n + 1}" for n in range(level + 1))}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:tabs><w:tab w:val="num" w:pos="737"/></w:tabs><w:ind w:left="737" w:hanging="737"/></w:pPr></w:lvl>'
        for level in range(3)
    )
    return f'<w:abstractNum w:abstractNumId="{HEADINGS}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def list_levels(identity: int) -> str:
    levels = "".join(list_level(identity, level) for level in range(3))
    kind = "hybridMultilevel"
    return f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'


def list_level(identity: int, level: int) -> str:
    is_numbered = identity == NUMBERS
    form = NUMBER_FORMATS[level] if is_numbered else "bullet"
    text = f"%{level + 1}." if is_numbered else BULLET_SIGNS[level]
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{397 * (level + 1)}" w:hanging="340"/></w:pPr></w:lvl>'
    )


def list_instance(number: int, abstract: int) -> str:
    restarts = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(2)
    )
    return f'<w:num w:numId="{100 + number}"><w:abstractNumId w:val="{abstract}"/>{restarts}</w:num>'


def make_item(paragraph: Paragraph, list_number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    xml = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{100 + list_number}"/></w:numPr>'
    properties.append(element(xml))


def add_footnotes(document: Document, footnotes: Mapping[str, str]) -> None:
    """A real footnotes part; note n has the id n + 1, below it stand the two separators Word asks for."""
    notes = "".join(
        f'<w:footnote w:id="{int(mark) + 1}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for mark, text in footnotes.items()
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {W}>'
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        f"</w:footnote>{notes}</w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_footnote_reference(paragraph: Paragraph, mark: str) -> None:
    paragraph._p.append(
        element(
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{int(mark) + 1}"/></w:r>'
        )
    )


def add_insertion(paragraph: Paragraph, text: str, author: str) -> None:
    """A tracked insertion, as when a colleague has added a sentence with changes shown."""
    paragraph._p.append(
        element(
            f'<w:ins w:id="900" w:author="{escape(author)}" w:date="{WRITTEN}">'
            f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:ins>'
        )
    )


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field with the text to show until Word computes it anew."""
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{escape(shown)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(element(f"<w:r>{inside}</w:r>"))
