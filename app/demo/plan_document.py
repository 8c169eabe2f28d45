"""Builds the demo's plans as the Word files a planner would upload: automatic numbers, tables, notes, a figure."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from app.demo import manuscript as source
from app.demo.figure import elderly_png
from app.demo.word_parts import (
    WRITTEN,
    add_field,
    add_footnote_reference,
    add_footnotes,
    add_insertion,
    add_numbering,
    element,
    make_item,
)
from app.demo.word_styles import dress
from app.demo.word_tables import add_table

PlanName = Literal["boligsosial", "skole", "trafikk", "friluft"]
AUTHOR = "Marit Elvebakk"
REVIEWER = "Jonas Tveitnes"
FIGURES: dict[str, Callable[[], bytes]] = {"eldre": elderly_png}


def build(name: PlanName) -> bytes:
    """The Word file of a plan; the same bytes every time."""
    return DocumentWriter(source.manuscript(name)).write()


def markdown(name: str = "kulturminne") -> str:
    """The second municipality's plan, in nynorsk, with numbers in its headings; `kulturminne-1` is its first draft."""
    return source.content(f"{name}.md")


def outline(name: str) -> tuple[tuple[str, str], ...]:
    """Printed number and title of each section, in order."""
    return tuple((heading.number, heading.title) for heading in source.manuscript(name).outline)


class DocumentWriter:
    """Writes one manuscript, block by block."""

    def __init__(self, manuscript: source.Manuscript) -> None:
        self.manuscript = manuscript
        self.document = docx.Document()
        self.tables = self.figures = 0

    def write(self) -> bytes:
        dress(self.document)
        add_numbering(self.document, self.lists())
        add_footnotes(self.document, self.manuscript.footnotes)
        self.write_cover()
        self.write_contents()
        self.write_margins()
        for block, following in pairwise([*self.manuscript.blocks, None]):
            assert block is not None
            self.write_block(block, ends_list=not isinstance(following, source.ListItem))
        return sealed(self.document)

    def lists(self) -> dict[int, bool]:
        """Whether each list is numbered at its outermost level."""
        items = [block for block in self.manuscript.blocks if isinstance(block, source.ListItem)]
        return {item.list_number: item.is_numbered for item in reversed(items) if item.level == 0}

    def write_cover(self) -> None:
        """Only the title stands in the body: what surrounds it on the cover is no part of the plan's text."""
        facts = self.manuscript.facts
        self.document.add_paragraph(facts["Tittel"], style="Title")
        properties = self.document.core_properties
        properties.title, properties.author, properties.language = facts["Tittel"], AUTHOR, "nb-NO"
        properties.comments, properties.last_modified_by = "", AUTHOR
        properties.created = properties.modified = datetime.fromisoformat(WRITTEN.removesuffix("Z"))

    def write_contents(self) -> None:
        """A table of contents of two levels without page numbers, marked as Word marks its own."""
        title = self.document.add_paragraph("Innhold", style="Innholdstittel")
        title.paragraph_format.page_break_before = True
        shown = [heading for heading in self.manuscript.outline if heading.level < 3]
        lines = [self.document.add_paragraph(style=f"toc {heading.level}") for heading in shown]
        field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        lines[0]._p.append(element(field.format("begin")))
        lines[0]._p.append(
            element('<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\n \\h </w:instrText></w:r>')
        )
        lines[0]._p.append(element(field.format("separate")))
        for line, heading in zip(lines, shown, strict=True):
            line.add_run(f"{heading.number}  {heading.title}")
        lines[-1]._p.append(element(field.format("end")))
        wrap_contents([title, *lines])

    def write_margins(self) -> None:
        page = self.document.sections[0]
        page.different_first_page_header_footer = True
        facts = self.manuscript.facts
        above, below = page.first_page_header.paragraphs[0], page.first_page_footer.paragraphs[0]
        above.text, below.text = f"{facts['Kommune']} · {facts['Status'].lower()}", facts["Undertittel"]
        above.style = below.style = "Subtitle"
        head = page.header.paragraphs[0]
        head.text = f"{facts['Kommune']} · {facts['Tittel']} · {facts['Status'].lower()}"
        foot = page.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        foot.add_run("Side ")
        add_field(foot, "PAGE", "1")
        foot.add_run(" av ")
        add_field(foot, "NUMPAGES", "1")

    def write_block(self, block: source.Block, *, ends_list: bool) -> None:
        match block:
            case source.Heading():
                heading = self.document.add_paragraph(block.title, style=f"Heading {block.level}")
                heading.paragraph_format.page_break_before = block.number == "1"
            case source.Paragraph():
                self.write_text(self.document.add_paragraph(style="Ingress" if block.is_lead else None), block.text)
            case source.ListItem():
                item = self.document.add_paragraph(style="List Number" if block.is_numbered else "List Bullet")
                make_item(item, block.list_number, block.level)
                item.paragraph_format.space_after = Pt(7) if ends_list else Pt(2)
                self.write_text(item, block.text)
            case source.Table():
                self.tables += 1
                self.write_caption("Tabell", self.tables, block.caption)
                add_table(self.document, block)
            case source.Illustration():
                self.write_figure(block)

    def write_text(self, paragraph: WordParagraph, text: str) -> None:
        for span in source.spans(text):
            if span.kind == "footnote":
                add_footnote_reference(paragraph, span.text)
            elif span.kind == "inserted":
                add_insertion(paragraph, span.text, REVIEWER)
            elif span.kind == "comment":
                self.add_comment(paragraph, span.text)
            else:
                run = paragraph.add_run(span.text)
                run.bold, run.italic = span.kind == "bold" or None, span.kind == "italic" or None

    def add_comment(self, paragraph: WordParagraph, text: str) -> None:
        comment = self.document.add_comment(paragraph.runs[-1], text, author=REVIEWER, initials="JT")
        comment._comment_elm.set(qn("w:date"), WRITTEN)

    def write_caption(self, kind: str, number: int, text: str) -> None:
        caption = self.document.add_paragraph(f"{kind} ", style="Caption")
        add_field(caption, f"SEQ {kind} \\* ARABIC", str(number))
        caption.add_run(f". {text}")

    def write_figure(self, figure: source.Illustration) -> None:
        self.figures += 1
        self.write_caption("Figur", self.figures, figure.caption)
        self.document.add_picture(BytesIO(FIGURES[figure.name]()), width=Cm(15.2))
        shape = self.document.inline_shapes[-1]._inline.docPr
        shape.set("descr", figure.alternative)
        shape.set("name", f"Figur {self.figures}")


def wrap_contents(paragraphs: list[WordParagraph]) -> None:
    box = element(
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        "</w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>"
    )
    paragraphs[0]._p.addprevious(box)
    inside = box[-1]
    for paragraph in paragraphs:
        inside.append(paragraph._p)


def sealed(document: Document) -> bytes:
    """The saved file with the clock taken out of its archive, so that equal content gives equal bytes."""
    raw, result = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as saved, ZipFile(result, "w", ZIP_DEFLATED) as archive:
        for name in saved.namelist():
            entry = ZipInfo(name, (2026, 6, 1, 9, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, saved.read(name))
    return result.getvalue()
