"""Blocks of a page as the HTML that we keep."""

import re
from collections.abc import Sequence
from copy import deepcopy
from html import escape

from flask_babel import gettext

from .controls import control_text
from .elements import BLOCKS, FOREIGN, HEADINGS, LISTS, MARKS, NO_TEXT, STRUCK, is_block, parts, words_in
from .pictures import picture
from .reading import Element, PageReading
from .tables import table_html

_SPACES = re.compile(r"[ \t\n\r\f]+")
_MARK = re.compile(r'<sup><a href="#note-[^>]*>\d+</a></sup>')
_WEB = re.compile(r"(?:https?://|mailto:)[^\s\"<>]{1,2000}", re.IGNORECASE)
_MAX_TABLES = 3


class Blocks:
    """Turns elements into allowed HTML and reports what cannot follow."""

    def __init__(self, reading: PageReading) -> None:
        self.reading = reading
        self._tables = 0

    def stays_out(self, element: Element) -> bool:
        """Hidden elements and navigation, each with its notice; notes stand elsewhere. Tells of struck text, too."""
        if element in self.reading.notes.values() and not self.reading.in_note:
            return True
        if self.reading.styles.hides(element):
            self.reading.notices.leave_out("hidden-text", words_in(element))
            return True
        if element.tag == "nav":
            self.reading.notices.leave_out_everywhere("contents", words_in(element))
        if element.tag in FOREIGN:
            self.reading.notices.add("script")
            self.reading.notices.left_out.append(words_in(element))
        if element.tag in STRUCK or self.reading.styles.strikes(element):
            self.reading.notices.add("struck-text", int(bool(words_in(element).strip())))
        return element.tag == "nav" or element.tag in FOREIGN

    def flow(self, element: Element) -> str:
        """The content of a cell or an item: a lone paragraph stands without its tag."""
        self.reading.targets.meet(element.get("id") or "")
        out: list[str] = []
        loose: list[str | Element] = []
        for part in parts(element):
            if isinstance(part, str) or not is_block(part):
                loose.append(part)
                continue
            out.append(self.paragraph(loose))
            loose = []
            out.append(self.block(part))
        out.append(self.paragraph(loose))
        found = [html for html in out if html]
        lone = len(found) == 1 and found[0].startswith("<p>") and found[0].count("<p>") == 1
        inline_first = len(found) > 1 and found[0].startswith("<p>") and element.tag == "li"
        if inline_first and found[1].startswith(("<ul", "<ol")):
            found[0] = found[0][3:-4]
        return found[0][3:-4] if lone and found[0].endswith("</p>") else "\n".join(found)

    def paragraph(self, loose: Sequence[str | Element]) -> str:
        html = _trimmed("".join(self._inline(part) for part in loose))
        return f"<p>{html}</p>" if html else ""

    def block(self, element: Element) -> str:
        """One block inside a section, whatever it is."""
        tag = str(element.tag)
        if tag in NO_TEXT or self.stays_out(element):
            return ""
        self.reading.targets.meet(element.get("id") or "")
        if tag in HEADINGS:
            self.reading.notices.add("heading-in-table")
            return self._wrapped("strong", self.running(element))
        if tag in ("p", "summary", "legend", "figcaption"):
            return self.flow_of_paragraph(element)
        if tag == "pre":
            return self._preformatted(element)
        if tag in LISTS:
            return self._list(element)
        if tag == "dl":
            return "\n".join(filter(None, (self.block(part) for part in element if isinstance(part.tag, str))))
        if tag == "dt":
            return self._wrapped("strong", self.running(element))
        if tag == "table":
            return self._table(element)
        if tag == "figure":
            return self._figure(element)
        html = self._paragraphs(self.flow(element))
        return f"<blockquote>{html}</blockquote>" if tag == "blockquote" and html else html

    def flow_of_paragraph(self, element: Element) -> str:
        return self._paragraphs(self.flow(element))

    def running(self, element: Element) -> str:
        """The text of a line with its emphasis."""
        return _trimmed("".join(self._inline(part) for part in parts(element)))

    def without_marks(self, element: Element) -> Element:
        """The element as a title reads it: no marks of notes, nothing hidden."""
        bare = _copy(element)
        for inner in list(bare.iter()):
            if isinstance(inner.tag, str) and (
                _leads_to(inner) in self.reading.notes or self.reading.styles.hides(inner)
            ):
                _drop(inner)
        return bare

    def beside(self, html: str) -> str:
        """What a title cannot hold stands first below it: pictures, and the marks of its notes."""
        images = "".join(f"<p>{image}</p>" for image in re.findall(r"<img [^>]*>", html))
        marks = "".join(_MARK.findall(html))
        words = gettext("Note til overskriften:")
        return images + (f"<p>{words} {marks}</p>" if marks else "")

    def note(self, _kind: str, key: str) -> str:
        """The text of a note, without its links back."""
        item = _copy(self.reading.notes[key])
        for link in list(item.iter("a")):
            back = (link.get("href") or "").startswith("#") and len("".join(link.itertext()).strip()) <= 5
            if back:
                _drop(link)
        self.reading.in_note = True
        html = self.flow(item)
        self.reading.in_note = False
        return html.strip().removeprefix("<p>").removesuffix("</p>").replace("</p>\n<p>", "<br>")

    def _paragraphs(self, html: str) -> str:
        inline = not html.startswith(("<p", "<ul", "<ol", "<table", "<figure", "<blockquote"))
        return f"<p>{html}</p>" if html and inline else html

    def _wrapped(self, tag: str, html: str) -> str:
        return f"<p><{tag}>{html}</{tag}></p>" if html else ""

    def _preformatted(self, element: Element) -> str:
        lines = words_in(element).strip("\n").split("\n")
        html = "<br>".join(escape(line.replace("\t", "    "), quote=False) for line in lines)
        return f"<p>{html}</p>" if html.strip() else ""

    def _list(self, element: Element) -> str:
        tag = "ol" if element.tag == "ol" else "ul"
        items = []
        for part in parts(element):
            html = escape(part, quote=False).strip() if isinstance(part, str) else self._item(part)
            items += [f"<li>{html}</li>"] if html else []
        start = element.get("start") or ""
        kind = element.get("type") or ""
        attributes = f' start="{start}"' if tag == "ol" and re.fullmatch(r"-?\d{1,6}", start) and start != "1" else ""
        attributes += f' type="{kind}"' if tag == "ol" and kind in tuple("aAiI") else ""
        return f"<{tag}{attributes}>{''.join(items)}</{tag}>" if items else ""

    def _item(self, element: Element) -> str:
        return "" if self.stays_out(element) else self.flow(element) if element.tag == "li" else self.block(element)

    def _table(self, element: Element) -> str:
        if self._tables >= _MAX_TABLES:
            self.reading.notices.add("deep-table")
            cells = [
                cell for cell in element.iter("td", "th", "caption") if next(cell.iterancestors("table")) is element
            ]
            return "\n".join(filter(None, (self._paragraphs(self.flow(cell)) for cell in cells)))
        self._tables += 1
        html = table_html(self.reading, element, self.flow, self.stays_out)
        self._tables -= 1
        return html

    def _figure(self, element: Element) -> str:
        captions = [self.running(one) for one in element.iterchildren("figcaption")]
        caption = "<br>".join(filter(None, captions))
        rest = _copy(element)
        for one in list(rest.iterchildren("figcaption")):
            _drop(one)
        html = self.flow(rest)
        if html.startswith("<img") and caption:
            return f"<figure>{html}<figcaption>{caption}</figcaption></figure>"
        return "\n".join(filter(None, (self._paragraphs(html), f"<p>{caption}</p>" if caption else "")))

    def _inline(self, part: str | Element) -> str:
        if isinstance(part, str):
            return escape(_SPACES.sub(" ", part), quote=False)
        tag = str(part.tag)
        if tag in NO_TEXT:
            return self._unshown(part)
        if self.stays_out(part):
            return ""
        self._meet(part)
        if tag == "br":
            return "<br>"
        if tag == "img":
            return picture(self.reading, part)
        if tag in ("input", "select", "textarea", "button"):
            return escape(control_text(self.reading, part), quote=False)
        inner = "".join(self._inline(child) for child in parts(part))
        if tag == "a":
            return self._link(part, inner)
        if tag == "q":
            return f"«{inner}»"
        mark = MARKS.get(tag)
        gap = " " if tag in BLOCKS else ""
        is_note = inner.startswith('<sup><a href="#note-')
        return f"<{mark}>{inner}</{mark}>" if mark and inner.strip() and not is_note else f"{gap}{inner}{gap}"

    def _unshown(self, element: Element) -> str:
        if element.tag == "script":
            self.reading.notices.add("script")
        return ""

    def _meet(self, element: Element) -> None:
        for name in {element.get("id") or "", element.get("name") or "" if element.tag == "a" else ""}:
            self.reading.targets.meet(name)

    def _link(self, element: Element, inner: str) -> str:
        href = (element.get("href") or "").strip()
        name = _leads_to(element)
        if name in self.reading.notes and not self.reading.in_note:
            return self.reading.marks.mark("f", name)
        if not inner.strip() or not href:
            return inner
        if _WEB.fullmatch(href):
            return f'<a href="{escape(href)}">{inner}</a>'
        if name:
            return f'<a href="{self.reading.targets.href(name)}">{inner}</a>'
        self.reading.notices.add("link-target")
        return inner


def _leads_to(element: Element) -> str:
    href = element.get("href") or "" if element.tag == "a" else ""
    return href[1:] if href.startswith("#") else ""


def _trimmed(html: str) -> str:
    html = _SPACES.sub(" ", html).strip()
    while html.startswith("<br>") or html.endswith("<br>"):
        html = html.removeprefix("<br>").removesuffix("<br>").strip()
    return html


def _copy(element: Element) -> Element:
    made: Element = deepcopy(element)
    made.tail = None
    return made


def _drop(element: Element) -> None:
    """Takes an element out and leaves what stands behind it."""
    parent, tail = element.getparent(), element.tail or ""
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)
