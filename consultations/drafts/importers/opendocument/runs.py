"""Running text of a paragraph: spans, links, notes, fields and what is drawn in it."""

import re
from urllib.parse import unquote

from ..tree.spans import Span
from ..xml_part import Element
from .frames import read_drawing
from .names import children, integer, q, said, written
from .reading import OdtReading

_SPACES = re.compile(r"[ \t\n\r]+")
_SILENT = {q("text:number"), q("text:script"), q("office:annotation-end"), q("text:ruby-text")}
_PLACES = {q("text:bookmark"), q("text:bookmark-start"), q("text:reference-mark"), q("text:reference-mark-start")}
_REFERENCES = {q("text:bookmark-ref"), q("text:reference-ref")}
_DRAW = q("draw:x").removesuffix("x")
_HIDING = {q("text:hidden-text"), q("text:hidden-paragraph")}


def read_runs(reading: OdtReading, element: Element, spans: tuple[str, ...] = (), href: str = "") -> list[Span]:
    """The spans of a paragraph or of something inside one."""
    found = _text(reading, element.text, spans, href)
    for part in children(element):
        found += _read_part(reading, part, spans, href)
        found += _text(reading, part.tail, spans, href)
    return found


def _text(reading: OdtReading, text: str | None, spans: tuple[str, ...], href: str) -> list[Span]:
    if not text:
        return []
    look = reading.styles.look(reading.paragraph_style, spans)
    if look.hidden:
        reading.notices.leave_out("hidden-text", text)
        return []
    if look.struck and text.strip():
        reading.notices.add("struck-text")
    shown = _SPACES.sub(" ", text.replace("\u00ad", ""))
    return [Span(shown, "", look.strong, look.em, look.raised, href)]


def _read_part(reading: OdtReading, part: Element, spans: tuple[str, ...], href: str) -> list[Span]:
    tag = str(part.tag)
    if tag == q("text:span"):
        return read_runs(reading, part, (*spans, said(part, "text:style-name")), href)
    if tag == q("text:a"):
        return read_runs(reading, part, spans, _address(reading, said(part, "xlink:href")) or href)
    if tag in _REFERENCES:
        return read_runs(reading, part, spans, href or reading.targets.href(said(part, "text:ref-name"), must=False))
    if tag == q("text:note"):
        return _note(reading, part)
    if tag == q("text:s"):
        return [Span(" " * integer(said(part, "text:c"), 1, 1, 200))]
    if tag == q("text:tab"):
        return [Span("\t")]
    if tag == q("text:line-break"):
        return [Span(html="<br>")]
    if tag.startswith(_DRAW):
        return read_drawing(reading, part)
    if tag == q("text:ruby"):
        base = [span for one in part.iterchildren(q("text:ruby-base")) for span in read_runs(reading, one, spans, href)]
        return [*base, Span(f" ({' '.join(written(one) for one in part.iterchildren(q('text:ruby-text')))})")]
    return _other(reading, part, spans, href)


def _other(reading: OdtReading, part: Element, spans: tuple[str, ...], href: str) -> list[Span]:
    if part.tag in _PLACES:
        reading.targets.meet(said(part, "text:name"))
    elif part.tag == q("office:annotation"):
        reading.notices.add("comments")
        reading.notices.left_out.append(written(part))
    elif part.tag == q("text:placeholder"):
        reading.notices.leave_out("placeholder", written(part))
    elif part.tag in _HIDING and said(part, "text:is-hidden") == "true":
        reading.notices.leave_out("hidden-text", written(part) or said(part, "text:string-value"))
    elif part.tag not in _SILENT:
        return read_runs(reading, part, spans, href)
    return []


def _note(reading: OdtReading, note: Element) -> list[Span]:
    if reading.in_note:
        return []
    kind = "s" if said(note, "text:note-class") == "endnote" else "f"
    key = str(len(reading.notes))
    reading.notes[key] = note
    return [Span(html=reading.marks.mark(kind, key))]


def _address(reading: OdtReading, href: str) -> str:
    if href.startswith("#"):
        return reading.targets.href(unquote(href[1:]).removesuffix("|outline"))
    if href.lower().startswith(("http://", "https://", "mailto:")) and not any(c.isspace() for c in href):
        return href[:2000]
    if href:
        reading.notices.add("link-target")
    return ""
