"""Walks through the body of an OpenDocument text."""

from ..prompts import is_prompt
from ..tree.grid import framed
from ..tree.manuscript import CAPTION, QUOTE, TEXT, TITLE, DraftManuscript
from ..tree.number import Number
from ..tree.spans import html_of, plain
from ..xml_part import Element
from .lists import Counting
from .names import child, children, integer, q, said, written
from .reading import OdtReading
from .runs import read_runs
from .tables import cells_of, table_html

_INDEXES = {"table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index"}
_CONTENTS = {q(f"text:{name}") for name in _INDEXES}
_SILENT = {q("text:sequence-decls"), q("office:forms"), q("text:variable-decls"), q("text:user-field-decls")}
_DRAW = q("draw:x").removesuffix("x")
_MAX_TABLES = 3


class OdtBody:
    """Reads the body into a manuscript."""

    def __init__(self, reading: OdtReading) -> None:
        self.reading = reading
        self.manuscript = DraftManuscript(reading.notices, reading.targets, reading.marks, self._note)
        self._changes = 0

    def read(self, text: Element) -> None:
        self._walk(text)
        self.manuscript.close()
        self.reading.notices.where = ""
        self.reading.notices.add("tracked-changes", self._changes)

    def flow(self, element: Element) -> str:
        """The content of a cell or a text box."""
        return self.manuscript.flow(lambda: self._walk(element))

    def _walk(self, element: Element, counting: Counting | None = None, depth: int = 0) -> None:
        for part in children(element):
            self._read(part, counting, depth)

    def _read(self, part: Element, counting: Counting | None, depth: int) -> None:
        tag = str(part.tag)
        if tag in (q("text:p"), q("text:h")):
            self._paragraph(part, None)
        elif tag == q("text:list"):
            self._list(part, counting, depth)
        elif tag == q("table:table"):
            self._table(part)
        elif tag in _CONTENTS:
            self.reading.notices.leave_out_everywhere("contents", written(part))
        elif tag == q("text:tracked-changes"):
            self._tracked(part)
        elif tag == q("text:section") and said(part, "text:display") == "none":
            self.reading.notices.leave_out("hidden-text", written(part))
        elif tag.startswith(_DRAW) and tag != q("draw:text-box"):
            self._drawn(part)
        elif tag == q("text:bibliography") or tag not in _SILENT:
            self._walk(part)

    def _tracked(self, changes: Element) -> None:
        for change in changes.iter(q("text:changed-region")):
            self._changes += 1
            for deleted in change.iter(q("text:deletion")):
                self.reading.notices.left_out.append(written(deleted))

    def _drawn(self, element: Element) -> None:
        """What is anchored to the page and stands between paragraphs."""
        around = element.makeelement(q("text:p"))
        around.append(element)
        self._paragraph(around, None)

    def _list(self, element: Element, outer: Counting | None, depth: int) -> None:
        counting = self.reading.lists.begin(element, outer, said(element, "text:style-name"))
        for item in children(element):
            numbered = item.tag == q("text:list-item")
            for at, part in enumerate(children(item)):
                if part.tag in (q("text:p"), q("text:h")):
                    count = numbered and at == 0
                    start = said(item, "text:start-value")
                    self._paragraph(part, self.reading.lists.count(counting, depth + 1, start) if count else None, True)
                else:
                    self._read(part, counting, depth + 1)

    def _paragraph(self, element: Element, number: Number | None, in_list: bool = False) -> None:
        reading = self.reading
        style = reading.paragraph_style = said(element, "text:style-name")
        met = len(reading.marks.waiting)
        spans = read_runs(reading, element)
        level = self._level(element, style)
        if level and not in_list:
            number = self._outline_number(element, style, level)
        if is_prompt(plain(spans)):
            reading.notices.leave_out("placeholder", plain(spans))
            return
        self.manuscript.place(spans, level, number, self._kind(style), met)
        self._text_boxes()
        self.manuscript.land()

    def _kind(self, style: str) -> str:
        styles = self.reading.styles
        if styles.is_title(style):
            return TITLE
        if styles.is_caption(style):
            return CAPTION
        return QUOTE if styles.is_quote(style) else TEXT

    def _level(self, element: Element, style: str) -> int | None:
        if element.tag == q("text:h"):
            return integer(said(element, "text:outline-level"), 1, 1, 10)
        return self.reading.styles.heading_level(style)

    def _outline_number(self, element: Element, style: str, level: int) -> Number | None:
        if said(element, "text:is-list-header") == "true" or self.reading.styles.list_style(style) == "":
            return None
        lists = self.reading.lists
        restart = said(element, "text:start-value") if said(element, "text:restart-numbering") == "true" else ""
        return lists.count(lists.outline, level, restart)

    def _text_boxes(self) -> None:
        boxes, self.reading.boxes = self.reading.boxes, []
        for box in boxes:
            if self.manuscript.depth >= _MAX_TABLES:
                self._walk(box)
            elif html := self.flow(box):
                self.manuscript.framed(html if html.startswith("<figure") else framed(html))

    def _table(self, table: Element) -> None:
        if self.manuscript.depth < _MAX_TABLES:
            self.manuscript.framed(table_html(self.reading, table, self.flow))
            return
        self.reading.notices.add("deep-table")
        for cell in cells_of(table):
            self._walk(cell)

    def _note(self, _kind: str, key: str) -> str:
        reading = self.reading
        body = child(reading.notes[key], "text:note-body")
        reading.in_note = True
        lines = []
        for paragraph in body.iter(q("text:p"), q("text:h")) if body is not None else ():
            reading.paragraph_style = said(paragraph, "text:style-name")
            lines.append(html_of(read_runs(reading, paragraph)))
        reading.in_note = False
        return "<br>".join(line for line in lines if line)
