"""From the bytes of an HTML file to a draft."""

import re

import lxml.etree as etree
import lxml.html

from ..decoding import page_text
from ..model import ImportedDraft
from ..outline import assemble, plain_title
from ..refusals import refused
from .page import Page
from .reading import Element, PageReading
from .stylesheet import Stylesheet

_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


def looks_like_html(data: bytes) -> bool:
    return bool(_START.match(data[:4000].removeprefix(b"\xef\xbb\xbf")))


def read_html(data: bytes, stem: str) -> ImportedDraft:
    """The draft in an HTML page. Raises DraftRefused and nothing else."""
    text = page_text(data)
    if "<!entity" in text.lower():
        raise refused("entities")
    return draft_of(text, "", stem)


def draft_of(html: str, title: str, stem: str, front_matter: str = "") -> ImportedDraft:
    """The draft in a piece of HTML; `title` is what else names it. Raises DraftRefused."""
    root = _parsed(html)
    styles = Stylesheet("\n".join(style.text or "" for style in root.iter("style")))
    page = Page(PageReading(styles), root)
    page.read(root)
    reading = page.reading
    reading.notices.where = ""
    reading.notices.leave_out_everywhere("front-matter", front_matter)
    draft = assemble(title or page.title, page.front, page.parts, reading.pictures, reading.notices, reading.targets)
    named = next((plain_title(one.text or "") for one in root.iter("title")), "")
    return draft if draft.title else draft.called(named or stem)


def _parsed(html: str) -> Element:
    if not html.strip():
        raise refused("no-text")
    try:
        return lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(no_network=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise refused("no-text") from None
