"""What a document's styles say about its paragraphs, through their ancestry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .names import Element, child, integer, is_on, q, val

_HEADING = re.compile(r"(?:heading|overskrift) ?([1-9])$")
_BARE_HEADING = {"heading", "overskrift"}  # what Pages calls its only heading; LibreOffice's is only an ancestor
_CONTENTS = re.compile(r"(?:toc|innh|contents|(?:\w+ )?index|indeks) ?\d+$|table of (?:figures|authorities)$")
_CONTENTS_HEADINGS = {"toc heading", "toa heading", "index heading", "contents heading"}


@dataclass(frozen=True)
class Style:
    """One style as it stands in the file, before inheritance."""

    key: str
    name: str
    parent: str
    outline: int | None
    num_id: int | None
    ilvl: int | None
    run: Element | None


class Styles:
    """Answers by style id; the empty id is the default paragraph style."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default = ""
        for element in root.iter(q("w:style")) if root is not None else ():
            style = _style(element)
            self._styles[style.key] = style
            if val(element, "w:type") == "paragraph" and val(element, "w:default") in ("1", "true"):
                self._default = style.key
        self._defaults = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")

    def lineage(self, key: str) -> Iterator[Style]:
        """The style and its ancestors, nearest first; a circle ends where it closes."""
        seen: set[str] = set()
        style = self._styles.get(key or self._default)
        while style and style.key not in seen and len(seen) < 50:
            seen.add(style.key)
            yield style
            style = self._styles.get(style.parent)

    def heading_level(self, key: str) -> int | None:
        """1 to 9 for a heading style or one made from it."""
        for style in self.lineage(key):
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else None
            if found := _HEADING.match(style.name):
                return int(found.group(1))
        return 1 if self._name(key) in _BARE_HEADING else None

    def is_contents(self, key: str) -> bool:
        """An entry of a table of contents or of a list of figures."""
        return bool(_CONTENTS.match(self._name(key))) and not self.is_contents_heading(key)

    def is_contents_heading(self, key: str) -> bool:
        return self._name(key) in _CONTENTS_HEADINGS

    def _name(self, key: str) -> str:
        return next((style.name for style in self.lineage(key)), "")

    def is_called(self, key: str, *names: str) -> bool:
        return any(style.name in names for style in self.lineage(key))

    def numbering(self, key: str) -> tuple[int | None, int | None]:
        """numId and level that the style gives, each from the nearest ancestor that has it."""
        lineage = list(self.lineage(key))
        num_id = next((style.num_id for style in lineage if style.num_id is not None), None)
        ilvl = next((style.ilvl for style in lineage if style.ilvl is not None), None)
        return num_id, ilvl

    def is_set(self, name: str, paragraph: str, character: str, table: str) -> bool:
        """Whether any style over a run, or the document's defaults, switches this on (w:vanish, w:strike)."""
        found = [child(self._defaults, name), self._switch(paragraph, name)]
        found += [self._switch(key, name) for key in (character, table) if key]
        return any(is_on(element) for element in found)

    def _switch(self, key: str, name: str) -> Element | None:
        found = (child(style.run, name) for style in self.lineage(key))
        return next((element for element in found if element is not None), None)

    def run_switch(self, key: str, name: str) -> Element | None:
        """A property of running text (w:b, w:i, w:vertAlign) from a character style."""
        return self._switch(key, name) if key else None


def _style(element: Element) -> Style:
    properties = child(element, "w:pPr")
    outline, number = child(properties, "w:outlineLvl"), child(properties, "w:numPr")
    num_id, ilvl = child(number, "w:numId"), child(number, "w:ilvl")
    return Style(
        key=val(element, "w:styleId"),
        name=" ".join(val(child(element, "w:name")).lower().split()),
        parent=val(child(element, "w:basedOn")),
        outline=integer(val(outline), 9) if outline is not None else None,
        num_id=integer(val(num_id), 0) if num_id is not None else None,
        ilvl=integer(val(ilvl), 0, high=8) if ilvl is not None else None,
        run=child(element, "w:rPr"),
    )
