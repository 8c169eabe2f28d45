"""Names of the OpenDocument vocabulary and small, forgiving readers of its attributes."""

from collections.abc import Iterator

import lxml.etree as etree

from ..xml_part import Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    "office": f"{_OASIS}office:1.0",
    "text": f"{_OASIS}text:1.0",
    "style": f"{_OASIS}style:1.0",
    "table": f"{_OASIS}table:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "form": f"{_OASIS}form:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "manifest": f"{_OASIS}manifest:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


def q(name: str) -> str:
    """The qualified name of "text:p"."""
    space, local = name.split(":")
    return f"{{{_SPACES[space]}}}{local}"


def said(element: Element | None, name: str) -> str:
    return (element.get(q(name)) or "") if element is not None else ""


def children(element: Element) -> Iterator[Element]:
    """Child elements, without comments and processing instructions."""
    yield from element.iterchildren(etree.Element)


def child(element: Element | None, *names: str) -> Element | None:
    """The element at the end of a path of direct children."""
    for name in names:
        element = element.find(q(name)) if element is not None else None
    return element


_PARAGRAPHS = (q("text:p"), q("text:h"))
_GAPS = {q("text:s"), q("text:tab"), q("text:line-break"), *_PARAGRAPHS}
_UNREAD = {q("text:number"), q("text:note-citation"), q("dc:creator"), q("dc:date"), q("svg:title"), q("svg:desc")}


def written(element: Element) -> str:
    """The words in an element, paragraphs parted by a space."""
    if element.tag in _UNREAD:
        return ""
    pieces = [" " if element.tag in _GAPS else "", element.text or ""]
    for part in children(element):
        pieces += [written(part), part.tail or ""]
    return "".join([*pieces, " " if element.tag in _PARAGRAPHS else ""])


def integer(text: str, default: int, low: int = 0, high: int = 1_000_000) -> int:
    """A number within bounds, whatever the file says."""
    plain = text.strip()
    return max(low, min(high, int(plain))) if plain.isascii() and plain.isdigit() and len(plain) < 10 else default
