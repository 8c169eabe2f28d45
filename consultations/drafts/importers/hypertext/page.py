"""Walks through a page: headings part it, everything else becomes blocks under them."""

from ..outline import TITLE_LIMIT, Part, plain_title
from .blocks import Blocks
from .elements import BLOCKS, HEADINGS, NO_TEXT, is_block, parts, words_in
from .notes import notes_of
from .reading import Element, PageReading

_THROUGH = (
    BLOCKS - HEADINGS.keys() - {"p", "ul", "ol", "dl", "table", "pre", "blockquote", "figure", "hr", "summary", "menu"}
)
_THROUGH -= {"dir", "dt", "dd", "nav", "figcaption", "legend", "li"}


class Page:
    """Collects the parts of the page; `front` is what stands ahead of the first heading."""

    def __init__(self, reading: PageReading, root: Element) -> None:
        self.reading = reading
        self.title = ""
        self.front = Part("", 1)
        self.parts: list[Part] = []
        self._blocks = Blocks(reading)
        self._loose: list[str | Element] = []
        reading.notes = notes_of(root)

    def read(self, root: Element) -> None:
        self._walk(root)
        self._close()

    @property
    def _here(self) -> Part:
        return self.parts[-1] if self.parts else self.front

    def _walk(self, element: Element) -> None:
        """Elements that only hold others are walked through, so that a heading in any of them parts the page."""
        self.reading.targets.meet(element.get("id") or "")
        for part in parts(element):
            if isinstance(part, str) or not is_block(part):
                self._loose.append(part)
                continue
            self._end_paragraph()
            if self._blocks.stays_out(part) or part.tag in NO_TEXT:
                continue
            if part.tag in HEADINGS:
                self._heading_and_rest(part)
            elif part.tag in _THROUGH or part.tag not in BLOCKS:
                self._walk(part)
                self._end_paragraph()
            else:
                self._put(self._blocks.block(part))
        self._end_paragraph()

    def _heading_and_rest(self, element: Element) -> None:
        """A heading that was never closed holds what follows it: only its first line is the heading."""
        line = element.makeelement(element.tag, dict(element.attrib))
        line.text = element.text
        for child in list(element):
            if is_block(child):
                break
            line.append(child)
        if not len(element) or not words_in(line).strip():
            line.extend(list(element))
            self._heading(line)
            return
        element.text, element.tag = None, "div"
        self._heading(line)
        self._walk(element)

    def _heading(self, element: Element) -> None:
        before = len(self.reading.marks.waiting)
        html = self._blocks.running(element)
        met = self.reading.marks.waiting[before:]
        title = plain_title(words_in(self._blocks.without_marks(element)))
        if not title:
            self.reading.notices.add("empty-heading")
            self._put(f"<p>{html}</p>" if html else "")
        elif len(title) > TITLE_LIMIT:
            self.reading.notices.add("long-heading")
            self._put(f"<p>{html}</p>")
        elif "title" in (element.get("class") or "").split() and not self.title and not self.parts:
            self.title = title
        else:
            self.reading.marks.waiting = self.reading.marks.waiting[:before]
            self._close()
            self.reading.marks.waiting = met
            self.parts.append(Part(title, HEADINGS[str(element.tag)]))
            self.reading.notices.where = title
            self._put(self._blocks.beside(html))
        self.reading.targets.meet(element.get("id") or "")
        self.reading.targets.land(self._here)

    def _end_paragraph(self) -> None:
        loose, self._loose = self._loose, []
        self._put(self._blocks.paragraph(loose))

    def _put(self, html: str) -> None:
        if html:
            self._here.html.append(html)
            self.reading.targets.land(self._here)

    def _close(self) -> None:
        """Ends the section: the notes it refers to."""
        notes = self.reading.marks.listed(self._blocks.note)
        if notes:
            self._here.html.append(notes)
