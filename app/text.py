"""The one door for text that becomes HTML.

Citizens' text is plain: escaped, with paragraphs and links. Office text (Word, Markdown) keeps the few elements listed
here; what planners type into a field has a door beside this one, `app.planner_text`. Whatever leaves as HTML went
through nh3 last.
"""

import re
from html.parser import HTMLParser

import bleach
import nh3
from markupsafe import Markup, escape

from app import marks

LINKED_LIMIT = 50_000
"""Longer citizens' text is shown in full, but without links: finding them costs more than they are worth."""
OFFICE_LIMIT = 2_000_000
OFFICE_DEPTH = 80

SCHEMES = {"http", "https", "mailto"}
_BLOCK_TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "figure", "figcaption", "blockquote", "br"}
_TABLE_TAGS = {"table", "caption", "colgroup", "thead", "tbody", "tr", "th", "td"}
OFFICE_TAGS = _BLOCK_TAGS | _TABLE_TAGS | {"strong", "em", "sup", "sub", "a", "img"}
OFFICE_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href", "id"},
    "li": {"id"},
    "ol": {"start", "type"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "colgroup": {"span"},
    "img": {"src", "alt", "width", "height"},
}

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # all of Cc but tab and newline, and Cs
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # Word and Outlook paste the rarer ones
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_MAYBE_LINK = re.compile(r"://|www\.|@", re.IGNORECASE)
_WORD = re.compile(r"(\S+)")
_LINK_START = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
_BRACKETS = re.compile(r"([<>«»‹›„“”\"]+)")  # what people put around an address, and no address holds
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
_ATTRIBUTE_VALUES = {
    "href": re.compile(r"(?:https?://|mailto:)\S+|#[A-Za-z][\w-]{0,79}|avsnitt/[a-z0-9-]{1,80}", re.IGNORECASE),
    "src": re.compile(r"bilde/[a-z0-9][a-z0-9-]{0,59}\.(?:png|jpg|gif|webp)"),
    "id": re.compile(r"note-[a-z0-9-]{1,40}"),
    "scope": re.compile(r"(?:row|col)(?:group)?"),
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "span": re.compile(r"[1-9]\d{0,2}"),
    "rowspan": re.compile(r"[1-9]\d{0,3}"),
    "width": re.compile(r"[1-9]\d{0,3}"),
    "height": re.compile(r"[1-9]\d{0,3}"),
    "start": re.compile(r"-?\d{1,6}"),
    "type": re.compile(r"[1aAiI]"),
}
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_IMAGE = re.compile(r'<img((?:\s+[a-z]+="[^"]*")*)\s*/?>')
_VOID = {"br", "img"}
_LinkAttributes = dict[tuple[str | None, str] | str, str]


class TooMuchMarkup(ValueError):
    """The markup is longer or nested deeper than any document a person writes."""


def received(text: str) -> str:
    """Text as we keep it: line ends are LF, no control characters but tab and newline, no lone surrogates, NFC.

    Line ends of every kind count: pasted text has those of Word (vertical tab) and of Unicode. Marks beyond what a
    letter may have (`app.marks`) are left out; forms refuse them before, with everything that was typed.
    """
    return marks.composed(_CONTROLS.sub("", _LINE_ENDS.sub("\n", text)))


def citizen_html(text: str) -> Markup:
    """Plain text as paragraphs with line breaks and links; every character typed is shown as it was typed."""
    text = received(text).strip()
    linked = len(text) <= LINKED_LIMIT
    paragraphs = (_paragraph(part, linked) for part in _PARAGRAPH_BREAK.split(text) if part.strip())
    return Markup(_citizen_wall.clean("\n".join(paragraphs)))  # noqa: S704 - nh3 made it safe


def clean_office_html(html: str) -> str:
    """Keep the allow-listed elements of an officer's rich text, drop every other tag and keep its words.

    Images survive only with a source of the form `bilde/<name>.png`, links within the document as `avsnitt/<key>`.
    Raises TooMuchMarkup above the caps.
    """
    if len(html) > OFFICE_LIMIT or _depth(html) > OFFICE_DEPTH:
        raise TooMuchMarkup
    return _IMAGE.sub(_image_with_source, _office_wall.clean(html))


def text_of_html(html: str) -> str:
    """The words of a piece of HTML: a line for each block, a space between cells, the alternative text of images."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return "\n".join(line for line in lines if line)


def with_links(text: str) -> str:
    """Plain text as HTML in which what was written as an address is a link."""
    if not _MAYBE_LINK.search(text):
        return _escaped(text)
    return "".join(_with_links(piece) for word in _WORD.split(text) for piece in _BRACKETS.split(word))


def _paragraph(text: str, linked: bool) -> str:
    text = text.strip("\n")
    html = with_links(text) if linked else _escaped(text)
    return f"<p>{html.replace(chr(10), '<br>')}</p>"


def _escaped(text: str) -> str:
    return str(escape(text))


def _with_links(text: str) -> str:
    html = _escaped(text)
    if not _MAYBE_LINK.search(text) or len(text) > 300 or text.count(".") > 12 or text.count("@") > 2:
        return html  # bleach's search takes quadratic time within one word
    html = bleach.clean(html, tags=set())
    return str(bleach.linkify(html, callbacks=[_plain_link], parse_email=_names_whole_mail(text)))


def _names_whole_mail(text: str) -> bool:
    """No letter stands at an address that bleach does not count to it: se@eksempel.no is not åse@eksempel.no."""
    found = list(_MAIL.finditer(text))
    return not any(text[: mail.start()][-1:].isalnum() or text[mail.end() :][:1].isalnum() for mail in found)


def _plain_link(attributes: _LinkAttributes, _new: bool) -> _LinkAttributes | None:
    """Link only what was written as an address; "fint her.Er det" is a missing space, not a site in Eritrea."""
    is_mail = attributes.get((None, "href"), "").startswith("mailto:")
    return attributes if is_mail or _LINK_START.match(attributes.get("_text", "")) else None


def _depth(html: str) -> int:
    """How deep the elements nest at most, read from the tags in one pass."""
    still_open: dict[str, int] = {}
    depth = deepest = 0
    for closing, name in _TAG.findall(html):
        name = name.lower()
        if name in _VOID:
            continue
        if not closing:
            still_open[name] = still_open.get(name, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
        elif still_open.get(name):
            still_open[name] -= 1
            depth -= 1
    return deepest


def _office_attribute(_tag: str, attribute: str, value: str) -> str | None:
    allowed = _ATTRIBUTE_VALUES.get(attribute)
    return value if allowed is None or allowed.fullmatch(value) else None


def _image_with_source(image: re.Match[str]) -> str:
    return image.group(0) if ' src="' in image.group(1) else ""


_citizen_wall = nh3.Cleaner(
    tags={"p", "br", "a"},
    attributes={"*": set(), "a": {"href"}},
    url_schemes=SCHEMES,
    url_relative="deny",
    link_rel="nofollow noopener ugc",
)
_office_wall = nh3.Cleaner(
    tags=OFFICE_TAGS,
    attributes=OFFICE_ATTRIBUTES,
    attribute_filter=_office_attribute,
    url_schemes=SCHEMES,
    link_rel=None,
)


class _Words(HTMLParser):
    """Collects the text of a document, with a newline at each block's edge."""

    BLOCKS = _BLOCK_TAGS | (_TABLE_TAGS - {"th", "td"}) | {"h1", "div", "section", "dt", "dd", "pre"}
    SILENT = frozenset(("script", "style"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in self.SILENT
        if tag == "img":
            self.words.append(f" {dict(attrs).get('alt') or ''} ")
        self._edge(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent = False
        self._edge(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data.replace("\n", " "))

    def _edge(self, tag: str) -> None:
        if tag in self.BLOCKS:
            self.words.append("\n")
        elif tag in ("td", "th"):
            self.words.append(" ")
