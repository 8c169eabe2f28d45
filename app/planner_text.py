"""What planners type into a field: their lists, bold words and links become real ones; all else is plain text.

A list begins with "- ", "• " or "1. "; **bold**, *italic* and [words](address) are as in Markdown. No headings, no
pictures, no HTML. "3. juni" stays a date and "– Ja" stays a quotation.
"""

from __future__ import annotations

import re

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup

from app.text import received, text_of_html, with_links

_BULLET = re.compile(r"^[ \t]*[•·▪‣●][ \t]+")  # pasted, with whatever stood before it
_INNER_BULLET = re.compile(r"^[ \t]*[◦○][ \t]+")
_NUMBER = re.compile(r"^([ \t]*)(\d{1,9})([.)])(?=[ \t]|$)")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_MONTH = re.compile(
    r"[.)][ \t]+(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S|mailto:\S", re.IGNORECASE)
_MAX_NESTING = 20

_wall = nh3.Cleaner(
    tags={"p", "br", "ul", "ol", "li", "strong", "em", "a"},
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel=None,
)


def planner_html(text: str) -> Markup:
    """The text as HTML that may stand on a page."""
    html = _reader.render("\n".join(_list_lines(received(text).strip().split("\n"))))
    return Markup(_wall.clean(html).strip())  # noqa: S704 - nh3 made it safe


def words_of(text: str) -> str:
    """The same text without its marks, for those who search."""
    return text_of_html(planner_html(text))


def _list_lines(lines: list[str]) -> list[str]:
    """Bullets of all kinds become one, a number that begins no list stays text, and a line after a list ends it."""
    written: list[str] = []
    number = 0
    for line in lines:
        line, number = _number_kept(_INNER_BULLET.sub("  - ", _BULLET.sub("- ", line)), number)
        if written and line.strip() and not line[0].isspace() and not _ITEM.match(line) and _ITEM.match(written[-1]):
            written.append("")
        written.append(line)
    return written


def _number_kept(line: str, before: int) -> tuple[str, int]:
    """The line, with the number at its start made text unless it is 1 or goes on from the one before it."""
    found = _NUMBER.match(line)
    if found is None:
        return line, 0 if line.strip() and not line[0].isspace() and not line.startswith("-") else before
    number = int(found[2])
    is_item = number in (1, before + 1) and line[found.end() :].strip() and not _MONTH.match(line, found.start(3))
    if not is_item:
        return _NUMBER.sub(r"\1\2\\\3", line), 0
    return line, number


def _link_addresses(state: StateCore) -> None:
    """What was written as an address becomes a link, outside of links."""
    for block in state.tokens:
        inside = 0
        for token in block.children or []:
            inside += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "text" and not inside:
                token.type, token.content = "html_inline", with_links(token.content)


def _may_be_linked(url: str) -> bool:
    return _ADDRESS.match(url) is not None


def _made() -> MarkdownIt:
    reader = MarkdownIt("zero", {"breaks": True, "html": False, "maxNesting": _MAX_NESTING})
    reader.enable(["list", "emphasis", "link", "escape", "newline"])
    reader.validateLink = _may_be_linked  # type: ignore[method-assign]
    reader.core.ruler.push("addresses", _link_addresses)
    return reader


_reader = _made()
