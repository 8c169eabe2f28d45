"""Names of the OOXML vocabulary and small, forgiving readers of its attributes."""

from collections.abc import Iterator
from typing import TypeAlias

import lxml.etree as etree

Element: TypeAlias = etree._Element

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "dc": "http://purl.org/dc/elements/1.1/",
}


_SHOWN_NAMES = ("w:t", "w:p", "w:r", "a:t", "a:blip", "a:graphicData", "v:imagedata", "v:textpath", "m:t")


def q(name: str) -> str:
    """The qualified name of "w:p"."""
    space, local = name.split(":")
    return f"{{{_SPACES[space]}}}{local}"


_SHOWN = tuple(map(q, _SHOWN_NAMES))


def child(element: Element | None, *names: str) -> Element | None:
    """The element at the end of a path of direct children."""
    for name in names:
        element = element.find(q(name)) if element is not None else None
    return element


def branch(alternative: Element) -> list[Element]:
    """What to read of an mc:AlternateContent: the first branch in which we find something to show."""
    branches = list(children(alternative))
    readable = (one for one in branches if next(one.iter(*_SHOWN), None) is not None)
    return list(children(next(readable, branches[0]))) if branches else []


def children(element: Element) -> Iterator[Element]:
    """Child elements, without comments and processing instructions."""
    yield from element.iterchildren(etree.Element)


def val(element: Element | None, name: str = "w:val") -> str:
    return (element.get(q(name)) or "") if element is not None else ""


def written(element: Element) -> str:
    """The words in an element, its own way of writing them left aside: paragraphs and cells are parted by a space."""
    pieces = []
    for part in element.iter(etree.Element):
        if part.tag in (q("w:t"), q("w:delText"), q("a:t"), q("m:t")):
            pieces.append(part.text or "")
        elif part.tag in (q("w:p"), q("a:p"), q("w:tab"), q("w:br"), q("w:cr")):
            pieces.append(" ")
    return "".join(pieces)


def is_on(element: Element | None) -> bool:
    """Word's switches: present means on unless it says otherwise."""
    return element is not None and val(element).lower() not in ("0", "false", "off", "none")


def integer(text: str, default: int, low: int = 0, high: int = 1_000_000) -> int:
    """A number within bounds, whatever the file says."""
    digits = text.strip()
    if not digits.lstrip("-").isascii() or not digits.lstrip("-").isdigit() or len(digits) > 9:
        return default
    try:
        return max(low, min(high, int(digits)))
    except ValueError:
        return default
