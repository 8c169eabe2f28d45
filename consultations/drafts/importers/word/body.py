"""Walks through the body: headings part the document, everything else becomes blocks under them."""

import re

from ..outline import TITLE_LIMIT, Part, plain_title
from .blocks import Block, html_of_blocks
from .names import Element, child, children, integer, q, val
from .notes import Notes
from .numbering import Number
from .reading import Reading
from .runs import read_runs
from .spans import Span, html_of, plain
from .tables import table_html

_WRAPPERS = {q("w:sdtContent"), q("w:customXml"), q("w:ins"), q("w:moveTo"), q("w:smartTag")}
_MAX_TABLES = 3
_NUMBER_END = re.compile(r"[\s.:]+$")


class WordBody:
    """Collects the parts of the document; `before` is what stands ahead of the first heading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.notes = Notes(reading)
        self.title = ""
        self.before: list[str] = []
        self.parts: list[Part] = []
        self._blocks: list[Block] = []
        self._carried: list[Span] = []

    def read(self, body: Element) -> None:
        self._walk(body)
        self._close()

    def flow(self, element: Element) -> str:
        """The content of a cell or a text box: its paragraphs, lists and tables, a lone paragraph without its tag."""
        kept, self._blocks = self._blocks, []
        carried, self._carried = self._carried, []
        self.reading.depth += 1
        self._walk(element)
        self._put_carried()
        self.reading.depth -= 1
        blocks, self._blocks, self._carried = self._blocks, kept, carried
        return blocks[0].html if len(blocks) == 1 and blocks[0].kind == "p" else html_of_blocks(blocks)

    def _walk(self, element: Element) -> None:
        for part in children(element):
            if part.tag == q("w:p"):
                self._paragraph(part)
            elif part.tag == q("w:tbl"):
                self._table(part)
            elif part.tag == q("w:sdt"):
                self._control(part)
            elif part.tag in _WRAPPERS:
                self._walk(part)
            elif part.tag == q("w:altChunk"):
                self.reading.notices.add("alt-chunk")

    def _control(self, control: Element) -> None:
        gallery = val(child(control, "w:sdtPr", "w:docPartObj", "w:docPartGallery"))
        if gallery == "Table of Contents":
            self.reading.notices.add_once("contents")
            return
        content = child(control, "w:sdtContent")
        if content is not None:
            self._walk(content)

    def _paragraph(self, element: Element) -> None:
        reading, properties = self.reading, child(element, "w:pPr")
        style = val(child(properties, "w:pStyle"))
        level = self._level(properties, style)
        if level and reading.fields.hides_text and element.find(f".//{q('w:fldChar')}") is None:
            reading.fields.forget()  # the file never ended it, and would lose every chapter that follows
        in_contents = reading.fields.in_contents or reading.styles.is_contents(style)
        spans = read_runs(reading, element)
        if in_contents or reading.fields.in_contents:
            reading.notices.add_once("contents")
            return
        spans, self._carried = self._carried + spans, []
        if self._mark_is_deleted(properties):
            self._carried = spans
            return
        number = self._number(properties, style)
        self._place(spans, level, number, style)
        self._text_boxes()

    def _level(self, properties: Element | None, style: str) -> int | None:
        own = child(properties, "w:outlineLvl")
        if own is not None and not self.reading.depth:
            level = integer(val(own), 9)
            return level + 1 if level < 9 else None
        return self.reading.styles.heading_level(style)

    def _mark_is_deleted(self, properties: Element | None) -> bool:
        """The paragraph flows into the next one when its mark is removed."""
        marks = (child(properties, "w:rPr", "w:del"), child(properties, "w:rPr", "w:moveFrom"))
        deleted = any(mark is not None for mark in marks)
        self.reading.changes += deleted
        return deleted

    def _number(self, properties: Element | None, style: str) -> Number | None:
        place = self.reading.numbering.of(properties, style)
        return self.reading.numbering.count(*place) if place else None

    def _place(self, spans: list[Span], level: int | None, number: Number | None, style: str) -> None:
        title = plain(spans)
        if level and len(title) > TITLE_LIMIT:
            self.reading.notices.add("long-heading")
        elif level and not self.reading.depth and title:
            self._heading(title, level, number)
            self._blocks += [Block("p", span.html) for span in spans if span.html.startswith("<img")]
            return
        elif level and not self.reading.depth and not html_of(spans):
            self.reading.notices.add("empty-heading")
        if self._is_title(style, title):
            self.title = plain_title(title)
            return
        self._text(html_of(spans), number, style)

    def _is_title(self, style: str, title: str) -> bool:
        fits = bool(title) and not self.title and not self.parts and not self.reading.depth
        return fits and self.reading.styles.is_called(style, "title", "tittel")

    def _heading(self, title: str, level: int, number: Number | None) -> None:
        self._close()
        label = _NUMBER_END.sub("", number.label) if number and not number.is_bullet else ""
        self.parts.append(Part(title, level, label or None))
        self.reading.notices.where = title

    def _text(self, html: str, number: Number | None, style: str) -> None:
        if not html or html.replace("<br>", "").strip() == "":
            return
        styles = self.reading.styles
        if number and number.simple:
            self._blocks.append(Block("item", html, number))
        elif number:
            self._blocks.append(Block("p", f"{number.label} {html}".strip()))
        elif styles.is_called(style, "caption", "bildetekst"):
            self._blocks.append(Block("caption", html))
        elif styles.is_called(style, "quote", "intense quote", "sitat"):
            self._blocks.append(Block("quote", html))
        else:
            self._blocks.append(Block("p", html))

    def _text_boxes(self) -> None:
        boxes, self.reading.boxes = self.reading.boxes, []
        for box in boxes if self.reading.depth < _MAX_TABLES else ():
            if html := self.flow(box):
                inner = html if html.startswith(("<p", "<ul", "<ol", "<table", "<fig")) else f"<p>{html}</p>"
                self._blocks.append(Block("table", f"<blockquote>{inner}</blockquote>"))

    def _table(self, table: Element) -> None:
        if self.reading.depth < _MAX_TABLES:
            html = table_html(self.reading, table, self.flow)
            self._blocks += [Block("table", html)] if html else []
            return
        for cell in table.iterfind(f"{q('w:tr')}/{q('w:tc')}"):
            for paragraph in cell.iterfind(q("w:p")):
                self._paragraph(paragraph)

    def _close(self) -> None:
        """Ends the section: its blocks, then the notes it refers to."""
        self._put_carried()
        html = html_of_blocks(self._blocks)
        target = self.parts[-1].html if self.parts else self.before
        target += [piece for piece in (html, self.notes.waiting_html()) if piece]
        self._blocks = []

    def _put_carried(self) -> None:
        """Text that waited for a following paragraph where none came."""
        spans, self._carried = self._carried, []
        self._text(html_of(spans), None, "")
