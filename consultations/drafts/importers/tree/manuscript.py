"""A document as it is written down: headings part it, everything else becomes blocks under them."""

from collections.abc import Callable

from flask_babel import gettext

from ..notices import Notices
from ..outline import TITLE_LIMIT, Part, plain_title
from ..targets import Targets
from .blocks import Block, html_of_blocks
from .notes import NoteMarks
from .number import Number
from .spans import Span, html_of, plain

TEXT, TITLE, CAPTION, QUOTE = "p", "title", "caption", "quote"


class DraftManuscript:
    """`front` is what stands ahead of the first heading; `depth` counts the cells and boxes we are in."""

    def __init__(
        self, notices: Notices, targets: Targets, marks: NoteMarks, note_text: Callable[[str, str], str]
    ) -> None:
        self.title = ""
        self.front = Part("", 1)
        self.parts: list[Part] = []
        self.depth = 0
        self._notices, self._targets, self._marks, self._note_text = notices, targets, marks, note_text
        self._blocks: list[Block] = []

    def place(self, spans: list[Span], level: int | None, number: Number | None, kind: str, met: int = 0) -> None:
        """Decides what becomes of a paragraph that is read; its notes are those from number `met` of the waiting."""
        title = plain(spans)
        if level and len(title) > TITLE_LIMIT:
            self._notices.add("long-heading")
        elif level and title and self.depth:
            self._notices.add("heading-in-table")
        elif level and title:
            self._heading(title, level, number, met)
            self._beside(spans)
            return
        elif level and not html_of(spans):
            self._notices.add("empty-heading")
        if kind == TITLE and title and not self.title and not self.parts and not self.depth:
            self.title = plain_title(title)
            self._beside(spans)
            return
        self._text(html_of(spans), number, kind)

    def framed(self, html: str) -> None:
        """A table or a box that is HTML already."""
        if html:
            self._blocks.append(Block("table", html))

    def land(self) -> None:
        """The places met so far are here."""
        if not self.depth:
            self._targets.land(self._here)

    def flow(self, write: Callable[[], None]) -> str:
        """What is written meanwhile, as the content of a cell or a box: a lone paragraph stands without its tag."""
        kept, self._blocks = self._blocks, []
        self.depth += 1
        write()
        self.depth -= 1
        blocks, self._blocks = self._blocks, kept
        return blocks[0].html if len(blocks) == 1 and blocks[0].kind == TEXT else html_of_blocks(blocks)

    def close(self) -> None:
        """Ends the section: its blocks, then the notes it refers to."""
        notes = self._marks.listed(self._note_text)
        self._here.html += [piece for piece in (html_of_blocks(self._blocks), notes) if piece]
        self._blocks = []

    @property
    def _here(self) -> Part:
        return self.parts[-1] if self.parts else self.front

    def _heading(self, title: str, level: int, number: Number | None, met: int) -> None:
        earlier, own = self._marks.waiting[:met], self._marks.waiting[met:]
        self._marks.waiting = earlier
        self.close()
        self._marks.waiting = own
        label = number.label.rstrip(" \t.:") if number and not number.is_bullet else ""
        self.parts.append(Part(title, level, label or None))
        self._notices.where = title

    def _beside(self, spans: list[Span]) -> None:
        """What a title cannot hold stands first below it: pictures, and the marks of its notes."""
        self._blocks += [Block("p", span.html) for span in spans if span.html.startswith("<img")]
        marks = "".join(span.html for span in spans if span.html.startswith("<sup"))
        if marks:
            words = gettext("Note til overskriften:")
            self._blocks.append(Block("p", f"{words} {marks}"))

    def _text(self, html: str, number: Number | None, kind: str) -> None:
        if not html.replace("<br>", "").strip():
            if number and number.label and self.depth:
                self._blocks.append(Block("p", number.label))  # an empty cell that is cited by its number
            return
        if number and number.simple:
            self._blocks.append(Block("item", html, number))
        elif number:
            self._blocks.append(Block("p", f"{number.label} {html}".strip()))
        else:
            self._blocks.append(Block(kind if kind in (CAPTION, QUOTE) else TEXT, html))
