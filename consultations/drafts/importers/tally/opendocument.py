"""The words of an .odt: every text node of its content and of its page margins, with the part it stands in."""

from collections.abc import Iterator

import lxml.etree as etree

from ..archive import Archive
from ..ledger import FilePassage

_PARTS = {
    "tracked-changes": "deleted",
    "annotation": "comments",
    "note-body": "notes",
    "table": "tables",
    "text-box": "boxes",
    "custom-shape": "boxes",
    "master-page": "headers",
    "header": "headers",
    "footer": "headers",
}
_STRONGEST = ("deleted", "comments", "headers", "notes")
_SILENT = {"number", "note-citation", "creator", "date", "title", "desc", "script", "forms", "creator-initials"}
_SILENT |= {"meta", "scripts", "font-face-decls", "automatic-styles", "styles", "sequence-decls"}
_GAPS = {"tab", "line-break", "s", "p", "h", "note", "annotation", "ruby-base", "ruby-text"}


def passages(archive: Archive) -> list[FilePassage]:
    """All paragraphs, in the order of the file."""
    found: list[FilePassage] = []
    for name in ("content.xml", "styles.xml"):
        if name in archive.names:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                found += _Reader().read(etree.fromstring(archive.read(name), parser))
            except (etree.XMLSyntaxError, ValueError):
                continue
    return found


class _Reader:
    def __init__(self) -> None:
        self._pieces: list[tuple[str, str]] = []

    def read(self, root: etree._Element) -> Iterator[FilePassage]:
        self._walk(root, "body")
        text = ""
        part = ""
        for part_of_piece, piece in [*self._pieces, ("", "\n")]:
            if piece == "\n" or part_of_piece != part:
                if text.strip():
                    yield FilePassage(part, text)
                text, part = "", part_of_piece
            text += piece.replace("\u00ad", "")

    def _walk(self, element: etree._Element, part: str) -> None:
        name = etree.QName(element).localname
        if name in _SILENT:
            return
        part = part if part in _STRONGEST else _PARTS.get(name, part)
        self._gap(name, part)
        self._pieces.append((part, element.text or ""))
        for child in element.iterchildren(etree.Element):
            self._walk(child, part)
            self._pieces.append((part, child.tail or ""))
        self._gap(name, part)

    def _gap(self, name: str, part: str) -> None:
        if name in ("p", "h"):
            self._pieces.append((part, "\n"))
        elif name in _GAPS:
            self._pieces.append((part, " "))
