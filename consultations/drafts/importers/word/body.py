"""Walks through the body of a Word document; a paragraph's fate is decided when its runs are read."""

from ..tree.grid import framed
from ..tree.manuscript import CAPTION, QUOTE, TEXT, TITLE, DraftManuscript
from ..tree.number import Number
from ..tree.spans import Span, plain
from .contents import is_contents_title
from .inline.fields import drop_torn
from .inline.forms import is_only_prompt, shows_prompt
from .inline.runs import read_runs
from .names import Element, branch, child, children, integer, q, val
from .notes import Notes
from .reading import Reading
from .tables import inside, table_html

_WRAPPERS = {q("w:sdtContent"), q("w:customXml"), q("w:ins"), q("w:moveTo"), q("w:smartTag")}
_MAX_TABLES = 3
_KINDS = {
    TITLE: ("title", "tittel"),
    CAPTION: ("caption", "bildetekst"),
    QUOTE: ("quote", "intense quote", "sitat"),
}


class WordBody:
    """Reads the body into a manuscript."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.notes = Notes(reading)
        self.manuscript = DraftManuscript(reading.notices, reading.targets, reading.marks, self.notes.text)
        self._carried: list[Span] = []
        self._in_contents = False

    def read(self, body: Element) -> None:
        drop_torn(body)
        self._walk(body)
        self._put_carried()
        self.manuscript.close()

    def flow(self, element: Element) -> str:
        """The content of a cell or a text box."""
        carried, self._carried = self._carried, []
        html = self.manuscript.flow(lambda: self._walk_to_the_end(element))
        self._carried = carried
        return html

    def _walk_to_the_end(self, element: Element) -> None:
        self._walk(element)
        self._put_carried()

    def _walk(self, element: Element) -> None:
        for part in children(element):
            self._read(part)

    def _read(self, part: Element) -> None:
        if part.tag == q("w:p"):
            self._paragraph(part)
        elif part.tag == q("w:tbl"):
            self._table(part)
        elif part.tag == q("w:sdt"):
            self._control(part)
        elif part.tag in _WRAPPERS:
            self._walk(part)
        elif part.tag == q("mc:AlternateContent"):
            for one in branch(part):
                self._read(one)
        elif part.tag == q("w:r"):  # an alternative to a whole paragraph may hold only runs
            self._paragraph(_paragraph_around(part))
        elif part.tag == q("w:bookmarkStart"):
            self.reading.targets.meet(val(part, "w:name"))
        elif part.tag == q("w:altChunk"):
            self.reading.notices.add("alt-chunk")

    def _control(self, control: Element) -> None:
        if shows_prompt(self.reading, control):
            return
        kept = self._in_contents
        gallery = val(child(control, "w:sdtPr", "w:docPartObj", "w:docPartGallery"))
        self._in_contents = kept or gallery == "Table of Contents"
        content = child(control, "w:sdtContent")
        if content is not None:
            self._walk(content)
        self._in_contents = kept

    def _paragraph(self, element: Element) -> None:
        reading, properties = self.reading, child(element, "w:pPr")
        style = reading.paragraph_style = val(child(properties, "w:pStyle"))
        level = self._level(properties, style)
        if level and reading.fields.in_contents and element.find(f".//{q('w:fldChar')}") is None:
            reading.fields.forget()  # no table of contents holds headings: the file ends it too late
        met = len(reading.marks.waiting)
        spans = read_runs(reading, element)
        if self._is_contents(spans, style):
            return
        spans, self._carried = self._carried + spans, []
        if self._mark_is_deleted(properties) or _is_drop_cap(properties):
            self._carried = spans
        elif not is_only_prompt(reading, plain(spans)):
            self.manuscript.place(spans, level, self._number(properties, style), self._kind(style), met)
            self._text_boxes()
            self.manuscript.land()

    def _kind(self, style: str) -> str:
        return next((kind for kind, names in _KINDS.items() if self.reading.styles.is_called(style, *names)), TEXT)

    def _level(self, properties: Element | None, style: str) -> int | None:
        own = child(properties, "w:outlineLvl")
        if own is not None and not self.manuscript.depth:
            level = integer(val(own), 9)
            return level + 1 if level < 9 else None
        styles = self.reading.styles
        return styles.heading_level(style) or (1 if styles.is_contents_heading(style) else None)

    def _is_contents(self, spans: list[Span], style: str) -> bool:
        """A line of a table of contents, told by its style once its field is read; or the title above one."""
        text, styles = plain(spans), self.reading.styles
        headed, in_one = styles.is_contents_heading(style), self._in_contents
        titles = (headed and in_one) or ((headed or in_one) and is_contents_title(text))
        if text and (titles or (styles.is_contents(style) and text[-1].isdigit())):
            self.reading.notices.leave_out_everywhere("contents", text)
            return True
        return False

    def _mark_is_deleted(self, properties: Element | None) -> bool:
        """The paragraph flows into the next one when its mark is removed."""
        marks = (child(properties, "w:rPr", "w:del"), child(properties, "w:rPr", "w:moveFrom"))
        deleted = any(mark is not None for mark in marks)
        self.reading.changes += deleted
        return deleted

    def _number(self, properties: Element | None, style: str) -> Number | None:
        place = self.reading.numbering.of(properties, style)
        return self.reading.numbering.count(*place) if place else None

    def _text_boxes(self) -> None:
        boxes, self.reading.boxes = self.reading.boxes, []
        for box in boxes:
            if self.manuscript.depth >= _MAX_TABLES:
                self._walk(box)
            elif html := self.flow(box):
                self.manuscript.framed(framed(html))

    def _table(self, table: Element) -> None:
        if self.manuscript.depth < _MAX_TABLES:
            self.manuscript.framed(table_html(self.reading, table, self.flow))
            return
        self.reading.notices.add("deep-table")
        for row in inside(table, q("w:tr")):
            for cell in inside(row, q("w:tc")):
                self._walk(cell)

    def _put_carried(self) -> None:
        """Text and boxes that waited for a following paragraph where none came."""
        spans, self._carried = self._carried, []
        self.manuscript.place(spans, None, None, TEXT)
        self._text_boxes()


def _is_drop_cap(properties: Element | None) -> bool:
    """A first letter in a frame of its own, which belongs to the word that follows."""
    return val(child(properties, "w:framePr"), "w:dropCap") in ("drop", "margin")


def _paragraph_around(run: Element) -> Element:
    around = run.makeelement(q("w:p"))
    around.append(run)
    return around
