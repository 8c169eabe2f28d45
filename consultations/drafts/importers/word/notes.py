"""Footnotes and endnotes: listed where the section ends, with links there and back."""

from flask_babel import gettext

from .names import Element, q, val
from .reading import Reading
from .runs import read_runs
from .spans import html_of

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

    def waiting_html(self) -> str:
        """The notes met since the last time, as ordered lists."""
        marks = self._reading.marks
        waiting, marks.waiting = marks.waiting, []
        lists = []
        for kind in ("f", "s"):
            keys = [key for waiting_kind, key in waiting if waiting_kind == kind]
            if keys:
                start = marks.numbers[kind, keys[0]]
                items = "".join(self._item(kind, key) for key in keys)
                lists.append(f'<ol start="{start}">{items}</ol>' if start != 1 else f"<ol>{items}</ol>")
        return "\n".join(lists)

    def _item(self, kind: str, key: str) -> str:
        name = f"note-{kind}{self._reading.marks.numbers[kind, key]}"
        back = gettext("Tilbake til teksten")
        return f'<li id="{name}">{self._text(kind, key)} <a href="#{name}-tilbake">{back}</a></li>'

    def _text(self, kind: str, key: str) -> str:
        note, reading = self._texts.get((kind, key)), self._reading
        if note is None:
            return ""
        kept, reading.relations = reading.relations, reading.package.relations(self._parts[kind])
        reading.in_note = True
        paragraphs = [html_of(read_runs(reading, paragraph)) for paragraph in note.iter(q("w:p"))]
        reading.in_note, reading.relations = False, kept
        return "<br>".join(text for text in paragraphs if text)
