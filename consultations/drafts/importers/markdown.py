"""Drafts in Markdown: CommonMark with tables, raw HTML shown as text."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.text import received

from .model import ImportedDraft
from .notices import Notices
from .outline import Part, assemble, plain_title
from .pictures import Pictures
from .refusals import refused

_MAX_NESTING = 30


def read_markdown(data: bytes, stem: str) -> ImportedDraft:
    """A section for each heading; a lone first-level heading at the top is the title. Raises DraftRefused."""
    try:
        text = received(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise refused("not-utf8") from None
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": _MAX_NESTING}).enable("table")
    notices = Notices()
    before, parts = _split(reader, reader.parse(text), notices)
    draft = assemble("", before, parts, Pictures(), notices)
    return draft if draft.title else ImportedDraft(stem, draft.sections, draft.images, draft.notices)


def _split(reader: MarkdownIt, tokens: list[Token], notices: Notices) -> tuple[list[str], list[Part]]:
    before: list[str] = []
    parts: list[Part] = []
    body: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open" and token.level == 0:
            (parts[-1].html if parts else before).append(_html(reader, body, notices))
            body, heading = [], tokens[place + 1]
            place += 3
            title = plain_title(_plain(heading))
            if title:
                parts.append(Part(title[:300], int(token.tag[1])))
                notices.where = parts[-1].title
            continue
        body.append(token)
        place += 1
    (parts[-1].html if parts else before).append(_html(reader, body, notices))
    return before, parts


def _html(reader: MarkdownIt, tokens: list[Token], notices: Notices) -> str:
    for token in tokens:
        images = [child for child in token.children or [] if child.type == "image"]
        notices.add("image-linked", len(images))
    html = reader.renderer.render(tokens, reader.options, {})
    html = re.sub(r"<(/?)h1>", r"<\1h2>", html).replace("<th>", '<th scope="col">')
    return html.replace("<pre><code>", "<p>").replace("</code></pre>", "</p>")


def _plain(token: Token) -> str:
    shown = {"text", "code_inline", "image"}
    return "".join(piece.content if piece.type in shown else _gap(piece) for piece in token.children or [])


def _gap(piece: Token) -> str:
    return " " if piece.type.endswith("break") else ""
