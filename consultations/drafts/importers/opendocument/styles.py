"""What a document's styles say about its paragraphs and its running text, through their ancestry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..xml_part import Element
from .names import child, children, q, said

_HEADING = re.compile(r"(?:heading|overskrift)(?:_20_|\s|)([1-9])$", re.IGNORECASE)
_TITLES, _QUOTES = {"title", "tittel"}, {"quotations", "quote", "intense_20_quote", "sitat"}
_CAPTIONS = {"caption", "figure", "illustration", "table", "bildetekst", "figur", "illustrasjon", "tabell"}


@dataclass(frozen=True)
class TextLook:
    """How running text looks; what a style leaves open is False or ""."""

    hidden: bool = False
    struck: bool = False
    strong: bool = False
    em: bool = False
    raised: str = ""


class OdtStyles:
    """Answers by family and name; the document's own automatic styles come before those of the template."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        for root in roots:
            for group in children(root) if root is not None else ():
                for element in children(group) if group.tag in _GROUPS else ():
                    self._take(element)

    def _take(self, element: Element) -> None:
        family = said(element, "style:family")
        if element.tag == q("style:style"):
            self._styles[family, said(element, "style:name")] = element
        elif element.tag == q("style:default-style"):
            self._defaults[family] = element

    def lineage(self, family: str, name: str) -> Iterator[Element]:
        """The style and its ancestors, nearest first, then the default of the family; a circle ends where it closes."""
        seen: set[str] = set()
        while (family, name) in self._styles and name not in seen and len(seen) < 50:
            seen.add(name)
            style = self._styles[family, name]
            yield style
            name = said(style, "style:parent-style-name")
        if family in self._defaults:
            yield self._defaults[family]

    def property(self, family: str, name: str, group: str, attribute: str) -> str:
        found = (said(child(style, f"style:{group}-properties"), attribute) for style in self.lineage(family, name))
        return next((value for value in found if value), "")

    def heading_level(self, name: str) -> int | None:
        """The level of a heading style, or one made from it."""
        found = (_HEADING.match(one) for one in self._names(name))
        return next((int(match.group(1)) for match in found if match), None)

    def is_title(self, name: str) -> bool:
        return any(one.lower() in _TITLES for one in self._names(name))

    def is_caption(self, name: str) -> bool:
        return any(one.lower() in _CAPTIONS for one in self._names(name))

    def is_quote(self, name: str) -> bool:
        return any(one.lower() in _QUOTES for one in self._names(name))

    def list_style(self, name: str) -> str | None:
        """The list that a paragraph style belongs to; "" takes it out of any, None says nothing."""
        found = (style.get(q("style:list-style-name")) for style in self.lineage("paragraph", name))
        return next((one for one in found if one is not None), None)

    def look(self, paragraph: str, spans: tuple[str, ...]) -> TextLook:
        """Of text in a paragraph, within these spans from outermost to innermost."""
        return TextLook(
            hidden=self._is(paragraph, spans, "text:display", {"none"}),
            struck=self._is_struck(paragraph, spans),
            strong=self._first(spans, "fo:font-weight") in {"bold", "600", "700", "800", "900"},
            em=self._first(spans, "fo:font-style") in {"italic", "oblique"},
            raised=_raised(self._first(spans, "style:text-position")),
        )

    def _is(self, paragraph: str, spans: tuple[str, ...], attribute: str, values: set[str]) -> bool:
        own = self._first(spans, attribute)
        return (own or self.property("paragraph", paragraph, "text", attribute)) in values

    def _is_struck(self, paragraph: str, spans: tuple[str, ...]) -> bool:
        for attribute in ("style:text-line-through-style", "style:text-line-through-type"):
            value = self._first(spans, attribute) or self.property("paragraph", paragraph, "text", attribute)
            if value not in ("", "none"):
                return True
        return False

    def _first(self, spans: tuple[str, ...], attribute: str) -> str:
        found = (self.property("text", name, "text", attribute) for name in reversed(spans) if name)
        return next((value for value in found if value), "")

    def _names(self, name: str) -> list[str]:
        """The names that count: an automatic style stands for its parent."""
        return [name, *(said(style, "style:parent-style-name") for style in self.lineage("paragraph", name))][:6]


def _raised(position: str) -> str:
    first = position.split(" ")[0]
    if first == "super" or (first.rstrip("%").isdigit() and first.strip("0%") != ""):
        return "sup"
    return "sub" if first == "sub" or first.startswith("-") else ""


_GROUPS = {q("office:styles"), q("office:automatic-styles")}
