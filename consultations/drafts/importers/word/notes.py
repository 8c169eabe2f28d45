"""Footnotes and endnotes: listed where the section ends, with links there and back."""

from ..tree.spans import html_of
from .inline.fields import drop_torn
from .inline.runs import read_runs
from .names import Element, child, q, val, written
from .reading import Reading

_PARTS = {"f": ("footnotes", "w:footnote"), "s": ("endnotes", "w:endnote")}


class Notes:
    """The texts of the notes, by kind ("f" or "s") and id."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._texts: dict[tuple[str, str], Element] = {}
        self._parts: dict[str, str] = {}
        for kind, (relation, tag) in _PARTS.items():
            for part in reading.package.related(relation)[:1]:
                self._parts[kind] = part
                root = reading.package.xml(part)
                for note in root.iter(q(tag)) if root is not None else ():
                    self._texts[kind, val(note, "w:id")] = note

    def report_loose(self) -> None:
        """Notes whose mark was never met, as when it was deleted or hidden."""
        for (kind, key), note in self._texts.items():
            if (kind, key) not in self._reading.marks.numbers:
                self._reading.notices.leave_out("loose-note", written(note))

    def text(self, kind: str, key: str) -> str:
        """The text of one note."""
        note, reading = self._texts.get((kind, key)), self._reading
        if note is None:
            return ""
        kept, reading.relations = reading.relations, reading.package.relations(self._parts[kind])
        reading.in_note = True
        drop_torn(note)
        paragraphs = [self._paragraph(paragraph) for paragraph in note.iter(q("w:p"))]
        reading.in_note, reading.relations = False, kept
        return "<br>".join(text for text in paragraphs if text)

    def _paragraph(self, paragraph: Element) -> str:
        self._reading.paragraph_style = val(child(paragraph, "w:pPr", "w:pStyle"))
        return html_of(read_runs(self._reading, paragraph))
