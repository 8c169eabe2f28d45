"""Everything one import carries along while it walks through a page."""

from dataclasses import dataclass, field

from ..notices import Notices
from ..pictures import Pictures
from ..targets import Targets
from ..tree.notes import NoteMarks
from ..xml_part import Element
from .stylesheet import Stylesheet

__all__ = ["Element", "PageReading"]


@dataclass
class PageReading:
    """State of one page; `notes` are the elements that hold its notes, by the id that marks lead to."""

    styles: Stylesheet
    pictures: Pictures = field(default_factory=Pictures)
    notices: Notices = field(default_factory=Notices)
    targets: Targets = field(default_factory=Targets)
    marks: NoteMarks = field(default_factory=NoteMarks)
    notes: dict[str, Element] = field(default_factory=dict)
    in_note: bool = False
    depth: int = 0
