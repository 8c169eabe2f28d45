"""Everything one import carries along while it walks through the document."""

from dataclasses import dataclass, field

from ..notices import Notices
from ..pictures import Pictures
from ..targets import Targets
from ..tree.notes import NoteMarks
from .inline.fields import Fields
from .names import Element
from .numbering import Numbering
from .package import Package, Relation
from .styles import Styles


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
    targets: Targets = field(default_factory=Targets)
    marks: NoteMarks = field(default_factory=NoteMarks)
    boxes: list[Element] = field(default_factory=list)
    changes: int = 0
    in_note: bool = False
    paragraph_style: str = ""
    table_style: str = ""
