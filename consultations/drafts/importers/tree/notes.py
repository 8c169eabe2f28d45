"""Footnotes and endnotes: numbered as they are met, listed where the section ends, with links there and back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask_babel import gettext

KINDS = ("f", "s")
"""Footnotes and endnotes (Norwegian: sluttnoter)."""


@dataclass
class NoteMarks:
    """The notes met so far, with their printed numbers; `waiting` are those whose text is due at the section's end."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    waiting: list[tuple[str, str]] = field(default_factory=list)

    def mark(self, kind: str, key: str) -> str:
        """The raised number in the text; only the first mark of a note can be led back to."""
        first = (kind, key) not in self.numbers
        if first:
            self.numbers[kind, key] = self.counts[kind] = self.counts.get(kind, 0) + 1
            self.waiting.append((kind, key))
        number = self.numbers[kind, key]
        own = f' id="note-{kind}{number}-tilbake"' if first else ""
        return f'<sup><a href="#note-{kind}{number}"{own}>{number}</a></sup>'

    def listed(self, text_of: Callable[[str, str], str]) -> str:
        """The notes met since the last time, as ordered lists."""
        waiting, self.waiting = self.waiting, []
        return "\n".join(filter(None, (self._list(kind, waiting, text_of) for kind in KINDS)))

    def _list(self, kind: str, waiting: list[tuple[str, str]], text_of: Callable[[str, str], str]) -> str:
        keys = [key for waiting_kind, key in waiting if waiting_kind == kind]
        if not keys:
            return ""
        start = self.numbers[kind, keys[0]]
        items = "".join(self._item(kind, key, text_of(kind, key)) for key in keys)
        return f'<ol start="{start}">{items}</ol>' if start != 1 else f"<ol>{items}</ol>"

    def _item(self, kind: str, key: str, text: str) -> str:
        name = f"note-{kind}{self.numbers[kind, key]}"
        back = gettext("Tilbake til teksten")
        return f'<li id="{name}">{text} <a href="#{name}-tilbake">{back}</a></li>'
