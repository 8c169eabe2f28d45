"""Everything one import carries along while it walks through an OpenDocument text."""

from dataclasses import dataclass, field

from ..archive import Archive
from ..notices import Notices
from ..pictures import Pictures
from ..targets import Targets
from ..tree.notes import NoteMarks
from ..xml_part import Element
from .lists import Lists
from .styles import OdtStyles


@dataclass
class OdtReading:
    """State of one document; `boxes` are the text boxes just met, `notes` the notes by their key."""

    archive: Archive
    styles: OdtStyles
    lists: Lists
    pictures: Pictures = field(default_factory=Pictures)
    notices: Notices = field(default_factory=Notices)
    targets: Targets = field(default_factory=Targets)
    marks: NoteMarks = field(default_factory=NoteMarks)
    boxes: list[Element] = field(default_factory=list)
    notes: dict[str, Element] = field(default_factory=dict)
    controls: dict[str, Element] = field(default_factory=dict)
    paragraph_style: str = ""
    in_note: bool = False
