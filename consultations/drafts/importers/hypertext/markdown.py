"""Drafts in Markdown: CommonMark with tables, notes, front matter, and the HTML that people write between."""

import re
from collections.abc import Iterator

from lxml.html import defs
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from ..decoding import plain_text
from ..model import ImportedDraft
from ..outline import plain_title
from ..refusals import refused
from .document import draft_of
from .slugs import Slugs

_MAX_NESTING = 30
_TITLE = re.compile(r"^title[ \t]*:[ \t]*(?:\"(.*)\"|'(.*)'|(.*?))[ \t]*$", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)")
_NOTE = re.compile(r"^( {0,3})\[\^([^\]\s]{1,100})\]:", re.MULTILINE)
_UNKNOWN_TO_LXML = {"main", "section", "article", "header", "footer", "nav", "aside", "figure", "figcaption", "details"}
_KNOWN = (
    {name.lower() for name in defs.tags} | _UNKNOWN_TO_LXML | {"summary", "mark", "picture", "source", "svg", "video"}
)


def read_markdown(data: bytes, stem: str) -> ImportedDraft:
    """A section for each heading; a lone first-level heading at the top is the title. Raises DraftRefused."""
    text = plain_text(data)
    if not text.strip():
        raise refused("no-text")
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    reader.use(front_matter_plugin).use(footnote_plugin, inline=False).use(tasklists_plugin)
    environment: dict[str, object] = {}
    tokens = reader.parse(_with_loose_notes_as_text(text), environment)
    _prepare(tokens)
    front = next((token.content for token in tokens if token.type == "front_matter"), "")
    html = reader.renderer.render(tokens, reader.options, environment)
    return draft_of(f"<body>{html}</body>", _title(front), stem, _TITLE.sub("", front, count=1))


def _prepare(tokens: list[Token]) -> None:
    """Gives headings their addresses and makes HTML that is none text."""
    slugs = Slugs()
    for token, following in zip(tokens, [*tokens[1:], Token("", "", 0)], strict=True):
        if token.type == "heading_open":
            token.attrSet("id", slugs.of(_plain(following)))
    for token in _all(tokens):
        if token.type in ("html_inline", "html_block"):
            token.content = _TAG.sub(_or_text, token.content)


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or []


def _or_text(tag: re.Match[str]) -> str:
    """A tag that HTML does not know, as <navn>, is what the writer wanted to be read."""
    known = tag.group(2).lower() in _KNOWN
    return tag.group(0) if known else tag.group(0).replace("<", "&lt;")


def _title(front: str) -> str:
    found = _TITLE.search(front)
    return plain_title(next((text for text in found.groups() if text), "")) if found else ""


def _with_loose_notes_as_text(text: str) -> str:
    """A note that nothing refers to would be dropped: it is shown where it stands."""

    def one(note: re.Match[str]) -> str:
        mark = f"[^{note.group(2)}]"
        return (
            note.group(0)
            if text.count(mark) > len(re.findall(re.escape(mark) + ":", text))
            else f"{note.group(1)}\\[^{note.group(2)}]:"
        )

    return _NOTE.sub(one, text) if text.count("[^") < 5000 else text


def _plain(token: Token) -> str:
    shown = {"text", "code_inline"}
    return "".join(piece.content for piece in token.children or [] if piece.type in shown)
