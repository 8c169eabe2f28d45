"""Pieces of running text with their emphasis and link, and how they become HTML."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby


@dataclass(frozen=True)
class Span:
    """A stretch of text, or ready HTML (an image, a note's mark, a line break) that titles leave out."""

    text: str = ""
    html: str = ""
    strong: bool = False
    em: bool = False
    raised: str = ""
    href: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        names = (("strong", self.strong), ("em", self.em), (self.raised, bool(self.raised)))
        return tuple(name for name, on in names if on)


def plain(spans: Iterable[Span]) -> str:
    return " ".join("".join(" " if span.html.startswith("<br") else span.text for span in spans).split())


def html_of(spans: Iterable[Span]) -> str:
    """Neighbours with the same link and emphasis share their tags."""
    out = []
    for href, linked in groupby(spans, key=lambda span: span.href):
        inner = "".join(_marked(marks, list(group)) for marks, group in groupby(linked, key=lambda span: span.marks))
        out.append(f'<a href="{escape(href)}">{inner}</a>' if href and inner.strip() else inner)
    return "".join(out).strip()


def _marked(marks: tuple[str, ...], spans: list[Span]) -> str:
    inner = "".join(span.html or escape(span.text, quote=False) for span in spans)
    if not inner.strip():
        return inner
    for mark in reversed(marks):
        inner = f"<{mark}>{inner}</{mark}>"
    return inner
