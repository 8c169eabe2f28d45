"""Places in a document that its own links lead to: each ends up in a section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .notices import Notices

if TYPE_CHECKING:
    from .outline import Part

_LINK = re.compile(r'<a href="avsnitt/@(\d+)(!?)">(.*?)</a>', re.DOTALL)


class Targets:
    """Names are met while a paragraph is read, and land in a part when it is known where the paragraph went."""

    def __init__(self) -> None:
        self._waiting: list[str] = []
        self._parts: dict[str, Part] = {}
        self._numbers: dict[str, int] = {}
        self._moved: dict[int, Part] = {}

    def meet(self, name: str) -> None:
        if name:
            self._waiting.append(name)

    def land(self, part: Part) -> None:
        for name in self._waiting:
            self._parts.setdefault(name, part)
        self._waiting = []

    def move(self, old: Part, new: Part) -> None:
        """What stood in one part stands in another now."""
        self._moved[id(old)] = new

    def href(self, name: str, must: bool = True) -> str:
        """The address to write down until all parts are known; `must` where the reader would miss a dead link."""
        number = self._numbers.setdefault(name, len(self._numbers))
        return f"avsnitt/@{number}{'!' if must else ''}"

    def resolved(self, html: str, parts: list[Part], notices: Notices) -> str:
        """Links lead to a section by its position from 1; a link to nowhere becomes text, and is reported."""
        positions = {id(part): at for at, part in enumerate(parts, 1)}
        names = {number: name for name, number in self._numbers.items()}

        def one(link: re.Match[str]) -> str:
            part = self._parts.get(names.get(int(link.group(1)), ""))
            part = self._moved.get(id(part), part)
            if id(part) in positions:
                return f'<a href="avsnitt/{positions[id(part)]}">{link.group(3)}</a>'
            if link.group(2):
                notices.add("link-target")
            return link.group(3)

        return _LINK.sub(one, html)
