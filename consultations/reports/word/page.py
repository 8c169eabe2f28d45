"""The empty paper: A4 pages with header and footer, language, properties and style sheet."""

import io
from dataclasses import dataclass
from datetime import UTC

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm
from flask_babel import gettext as _

from .. import wording
from ..characters import xml_safe
from ..summary import Case, Printing
from . import styles, text

PORTRAIT_WIDTH = 9526  # 16.8 cm in twentieths of a point
LANDSCAPE_WIDTH = 15138  # 26.7 cm
_LEFTOVERS = ("/stylesWithEffects", "/customXml", "/numbering")
LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO"}


@dataclass(frozen=True, slots=True)
class Paper:
    """What every page of a paper says of itself."""

    title: str
    case: Case
    printing: Printing


def empty_document(paper: Paper) -> Document:
    """A document of one portrait section with all that a paper has apart from its content."""
    document = docx.Document()
    language = LANGUAGES.get(paper.printing.language, paper.printing.language)
    styles.install(document, language)
    _drop_template_leftovers(document)
    _set_up(document, language)
    _set_properties(document, paper, language)
    portrait(document.sections[0], paper)
    return document


def portrait(section: Section, paper: Paper) -> None:
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.2)
    _dress(section, paper, PORTRAIT_WIDTH)


def landscape(section: Section, paper: Paper) -> None:
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(1.9)
    _dress(section, paper, LANDSCAPE_WIDTH)


def add_landscape(document: Document, paper: Paper) -> None:
    """Ends the upright pages in a paragraph too small to need a page of its own."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    document.paragraphs[-1].style = "Tabellnote"
    landscape(section, paper)


def _dress(section: Section, paper: Paper, width: int) -> None:
    """Header and footer of a section; every section has its own, so that none can lose "UTKAST"."""
    section.header_distance = section.footer_distance = Cm(1.1)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    mark = text.run(wording.draft_label(), style="DraftMark") if paper.printing.draft else ""
    whose = text.run(f"{paper.case.municipality}  ·  {paper.title}: {paper.case.plan}\t")
    _only_paragraph(section.header._element, text.paragraph("Header", whose, mark, properties=tab))
    stamp = text.run(wording.version(paper.printing) + "\t")
    _only_paragraph(section.footer._element, text.paragraph("Footer", stamp, _page_of_pages(), properties=tab))


def _page_of_pages() -> str:
    before, between, after = _("Side %(page)s av %(pages)s", page="\0", pages="\0").split("\0")
    return text.run(before) + text.field("PAGE") + text.run(between) + text.field("NUMPAGES") + text.run(after)


def _only_paragraph(part: object, xml: str) -> None:
    for child in list(part):  # type: ignore[call-overload]
        part.remove(child)  # type: ignore[attr-defined]
    part.append(parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))  # type: ignore[attr-defined]


def _set_up(document: Document, language: str) -> None:
    settings = document.settings.element
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")
    for tag, value in (("w:themeFontLang", language), ("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        for element in settings.iter(qn(tag)):
            element.set(qn("w:val"), value)


def _set_properties(document: Document, paper: Paper, language: str) -> None:
    made = paper.printing.generated_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    about = document.core_properties
    about.title = _property(f"{paper.title} – {paper.case.plan}")
    about.author = about.last_modified_by = _property(paper.case.municipality)
    about.subject = _property(f"{paper.case.hearing} ({paper.case.case_number})")
    about.comments, about.keywords = wording.version(paper.printing), ""
    about.language = language
    about.created = about.modified = made


def _property(value: str) -> str:
    """Core properties hold 255 characters."""
    return xml_safe(value)[:255]


def _drop_template_leftovers(document: Document) -> None:
    """The picture and the old style copy of the library's own template have no place in a case system."""
    package = document.part.package
    for relation in [rel for rel in package.rels.values() if rel.reltype.endswith("/thumbnail")]:
        del package.rels[relation.rId]
    for relation in [rel for rel in document.part.rels.values() if rel.reltype.endswith(_LEFTOVERS)]:
        del document.part.rels[relation.rId]


def picture(document: Document, png: bytes) -> str:
    """Puts a picture in the file and tells the id to draw it by."""
    relation_id, _image = document.part.get_or_add_image(io.BytesIO(png))
    return str(relation_id)
