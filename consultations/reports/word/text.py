"""Paragraphs, links and runs as WordprocessingML strings; any text goes in, well-formed XML comes out."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from ..characters import xml_safe

_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_PIECES = re.compile("([\n\t])")
_EMPTY_LINES = re.compile(r"\n[ \t]*\n")
_SHORT_TEXT = 1200
KEEP_NEXT = "<w:keepNext/>"


def attribute(text: str) -> str:
    """The text as a quoted attribute value."""
    return quoteattr(xml_safe(text))


def run(text: str, *, bold: bool = False, color: str = "", italic: bool = False, style: str = "") -> str:
    """One run; line breaks and tabs in the text are kept."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    look += ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    look += f'<w:color w:val="{color}"/>' if color else ""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}{_content(text)}</w:r>"


def _content(text: str) -> str:
    clean = escape(xml_safe(text.replace("\r\n", "\n").replace("\r", "\n")))
    if "\n" not in clean and "\t" not in clean:
        return f'<w:t xml:space="preserve">{clean}</w:t>'
    pieces = filter(None, _PIECES.split(clean))
    return "".join(_BREAKS.get(piece) or f'<w:t xml:space="preserve">{piece}</w:t>' for piece in pieces)


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'


def prose(text: str, style: str = "Normal") -> str:
    """A longer text: an empty line starts a new paragraph. Never nothing, for a cell needs a paragraph."""
    return "".join(paragraph(style, run(part)) for part in _parts(text)) or paragraph(style)


def kept_prose(text: str, style: str = "Normal", *, with_next: bool = False) -> str:
    """A text whose paragraphs stand on one page if they are short, and on that of what follows if asked to."""
    parts = _parts(text)
    short = len(text) < _SHORT_TEXT
    keeps = [short] * (len(parts) - 1) + [with_next]
    kept = zip(parts, keeps, strict=False)
    return "".join(paragraph(style, run(part), properties=KEEP_NEXT if keep else "") for part, keep in kept)


def _parts(text: str) -> list[str]:
    parts = _EMPTY_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return [part.strip("\n") for part in parts if part.strip()]


def heading(level: int, text: str, *, name: str = "", bookmark_id: int = 0) -> str:
    content = bookmarked(run(text), name, bookmark_id) if name else run(text)
    return paragraph(f"Heading{level}", content)


def bookmarked(content: str, name: str, bookmark_id: int) -> str:
    return f'<w:bookmarkStart w:id="{bookmark_id}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{bookmark_id}"/>'


def link(content: str, bookmark: str) -> str:
    """A link to a bookmark in the same document."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{content}</w:hyperlink>'


def field(instruction: str, shown: str = "1") -> str:
    """A field that Word and LibreOffice compute, such as PAGE. With nothing to show it is marked stale, for Word."""
    stale = "" if shown else ' w:dirty="true"'
    parts = (
        f'<w:fldChar w:fldCharType="begin"{stale}/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{shown}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


def remark_bookmark(number: str) -> str:
    """The name of the place where a remark stands in the table."""
    return "merknad_" + re.sub(r"\W", "_", number)[:30]


def remark_links(numbers: Iterable[str]) -> str:
    """The numbers, each leading to its row of the table; what is no number («og 31 til») stands as it is."""
    return "".join(_remark_link(number, place) for place, number in enumerate(numbers))


def _remark_link(number: str, place: int) -> str:
    if not number[:1].isdigit():
        return run(f" {number}")
    unbroken = run(number, style="Hyperlink").replace("-", '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">')
    return (run(", ") if place else "") + link(unbroken, remark_bookmark(number))
