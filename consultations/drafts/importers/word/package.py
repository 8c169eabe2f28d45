"""The parts of a Word document and their relations, by the Open Packaging Conventions."""

import posixpath
import re
from dataclasses import dataclass

import lxml.etree as etree

from ..archive import Archive
from ..refusals import refused
from ..xml_part import parsed
from .names import Element, q

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument|drawingml)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"


@dataclass(frozen=True)
class Relation:
    """Where a part points: `kind` is the last word of the type, `external` is a link out of the file."""

    kind: str
    target: str
    external: bool


class Package:
    """A checked Word file. Raises DraftRefused for other files, macros, entities and broken XML."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._refuse_other_formats()
        mains = [relation.target for relation in self.relations("").values() if relation.kind == "officeDocument"]
        self.main = mains[0] if mains else "word/document.xml"
        if self.main not in self._archive.names:
            raise refused("not-docx")

    def xml(self, part: str) -> Element | None:
        """The root of a part, or None where the file has none."""
        return _parse(self._archive.read(part)) if part in self._archive.names else None

    def data(self, part: str) -> bytes | None:
        return self._archive.read(part) if part in self._archive.names else None

    def relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for link in root.iter(q("rel:Relationship")) if root is not None else ():
            kind, target = (link.get("Type") or "").rpartition("/")[2], link.get("Target") or ""
            external = link.get("TargetMode") == "External"
            full = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[link.get("Id") or ""] = Relation(kind, full, external)
        return found

    def related(self, kind: str) -> list[str]:
        """The parts of a kind that belong to the main document."""
        return [link.target for link in self.relations(self.main).values() if link.kind == kind and not link.external]

    def _refuse_other_formats(self) -> None:
        names = self._archive.names
        types = self.xml("[Content_Types].xml")
        if types is None:
            raise refused("not-docx")
        declared = " ".join(t.get("ContentType") or "" for t in types.iter(etree.Element)).lower()
        if "macroenabled" in declared or "vbaproject" in declared or any("vbaproject" in n.lower() for n in names):
            raise refused("macros")
        if "wordprocessingml.document.main" not in declared and "wordprocessingml.template.main" not in declared:
            raise refused("not-docx")


def _parse(data: bytes) -> Element:
    return parsed(_STRICT.sub(_TRANSITIONAL, data))
