"""The words of a .docx: every text node of every story, with the part it stands in."""

from collections.abc import Iterator

import lxml.etree as etree

from ..archive import Archive
from ..ledger import FilePassage

_STORIES = {
    "footnotes": "notes",
    "endnotes": "notes",
    "header": "headers",
    "footer": "headers",
    "comments": "comments",
    "charts/chart": "drawings",
    "diagrams/data": "drawings",
}
_TEXTS = {"t", "delText"}
_GAPS = {"tab", "br", "cr", "ptab", "tc", "noBreakHyphen", "ruby", "rt", "rubyBase", "del", "moveFrom", "ins"}
_JOINED = {"softHyphen", "proofErr", "bookmarkStart", "bookmarkEnd", "rPr", "lastRenderedPageBreak", "instrText"}


def passages(archive: Archive) -> list[FilePassage]:
    """All paragraphs of the document, in the order of the file; a part that is no XML holds no words."""
    found: list[FilePassage] = []
    for name in sorted(archive.names, key=lambda name: ("document" not in name, name)):
        story = _story(name)
        if story:
            try:
                root = etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
            except (etree.XMLSyntaxError, ValueError):
                continue
            found += _paragraphs(root, story)
    return found


def _story(name: str) -> str:
    if not name.endswith(".xml") or "glossary/" in name or "_rels/" in name:
        return ""
    inner = name.rpartition("word/")[2] if "word/" in name else name
    if inner.rstrip("0123456789.xml") == "document" or inner == "document.xml":
        return "body"
    return next((story for start, story in _STORIES.items() if inner.startswith(start)), "")


def _paragraphs(root: etree._Element, story: str) -> Iterator[FilePassage]:
    pieces: dict[str, list[str]] = {}
    goes_on = False  # a drop cap is the beginning of the word that follows
    for element, part in _walk(root, story):
        name = etree.QName(element).localname
        if name == "p" and not goes_on:
            yield from (FilePassage(one, "".join(text)) for one, text in pieces.items())
            pieces = {}
        if name == "p":
            goes_on = _is_drop_cap(element)
        elif name in _TEXTS or (name == "v" and story == "drawings"):
            pieces.setdefault(part, []).append((element.text or "").replace("\u00ad", ""))
        elif name == "textpath":
            pieces.setdefault(part, []).append(f" {element.get('string') or ''} ")
        elif name not in _JOINED and name != "r":
            pieces.setdefault(part, []).append(" " if name in _GAPS else "")
    yield from (FilePassage(one, "".join(text)) for one, text in pieces.items())


def _is_drop_cap(paragraph: etree._Element) -> bool:
    return any(str(name).endswith("}dropCap") for frame in paragraph.iter("{*}framePr") for name in frame.attrib)


def _walk(element: etree._Element, part: str) -> Iterator[tuple[etree._Element, str]]:
    """Elements in order with the part they stand in; of alternatives the first that holds words."""
    yield element, part
    for child in _chosen(element):
        yield from _walk(child, _part(child, part))


def _chosen(element: etree._Element) -> list[etree._Element]:
    inner = list(element.iterchildren(etree.Element))
    if etree.QName(element).localname != "AlternateContent":
        return inner
    return [next((one for one in inner if "".join(one.itertext()).strip()), inner[0])] if inner else []


def _part(element: etree._Element, part: str) -> str:
    name = etree.QName(element).localname
    if part in ("headers", "comments", "drawings", "deleted", "hidden"):
        return part
    if name in ("del", "moveFrom", "delText"):
        return "deleted"
    if name == "r" and any(etree.QName(one).localname == "vanish" for one in element.iter(etree.Element)):
        return "hidden"
    if part == "notes":
        return part
    return {"txbxContent": "boxes", "tbl": "tables"}.get(name, part)
