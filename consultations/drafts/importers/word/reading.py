"""Everything one import carries along while it walks through the document."""

from dataclasses import dataclass, field

from ..notices import Notices
from ..pictures import Pictures
from .fields import Fields
from .names import Element
from .numbering import Numbering
from .package import Package, Relation
from .styles import Styles


@dataclass
class NoteMarks:
    """The notes met so far, with their printed numbers; `waiting` are those whose text is due at the section's end."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    waiting: list[tuple[str, str]] = field(default_factory=list)

    def meet(self, kind: str, key: str) -> tuple[int, bool]:
        """The number of a note, and whether this is the first mark that leads to it."""
        first = (kind, key) not in self.numbers
        if first:
            self.numbers[kind, key] = self.counts[kind] = self.counts.get(kind, 0) + 1
            self.waiting.append((kind, key))
        return self.numbers[kind, key], first


@dataclass
class Reading:
    """State of one document; `relations` are those of the part being read, `boxes` the text boxes just met."""

    package: Package
    styles: Styles
    numbering: Numbering
    relations: dict[str, Relation]
    pictures: Pictures = field(default_factory=Pictures)
    notices: Notices = field(default_factory=Notices)
    fields: Fields = field(default_factory=Fields)
    marks: NoteMarks = field(default_factory=NoteMarks)
    boxes: list[Element] = field(default_factory=list)
    changes: int = 0
    in_note: bool = False
    depth: int = 0
