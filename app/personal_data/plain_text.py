"""A text as a searcher of numbers wants it, and the way back to the places in the text as it was written."""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlainText:
    """`text` with ASCII digits, plain spaces and hyphens, without invisible characters; `origin` maps its places."""

    text: str
    origin: array[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the written text for a non-empty span of the plain one."""
        return self.origin[start], self.origin[end - 1] + 1


def plain(written: str) -> PlainText:
    """Every spelling of a digit, space or dash made plain; soft hyphens and zero-width characters left out."""
    known: dict[str, str] = {}
    characters: list[str] = []
    origin = array("L")
    for place, character in enumerate(written):
        if character not in known:
            known[character] = character if character.isascii() and character != "\r" else _plain(character)
        if known[character]:
            characters.append(known[character])
            origin.append(place)
    return PlainText("".join(characters), origin)


def _plain(character: str) -> str:
    """One plain character, or none for an invisible one."""
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in ("Zl", "Zp") or character in "\r\x85":
        return "\n"
    if category == "Zs":
        return " "
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 and category != "No" else character
