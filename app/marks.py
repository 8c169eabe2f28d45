"""Marks on letters: accents and the like, which can be piled up on one letter without end.

Composing takes time by the square of the highest pile, so none is composed that is higher than a person writes.
"""

from __future__ import annotations

import re
import unicodedata

FIRST = 0x300
MOST = 10
"""On one letter. Every written language does with half of them; more stick out into what others wrote."""


def too_many(text: str) -> bool:
    """Whether a letter of the text has more marks than anybody writes. Time grows with the length of the text."""
    return not text.isascii() and _PILE.search(text) is not None


def thinned(text: str) -> str:
    """The text without the marks beyond what one letter may have."""
    return text if text.isascii() else _PILE.sub(lambda pile: pile[0][:MOST], text)


def composed(text: str) -> str:
    """NFC, in time that grows with the length of the text: what is `too_many` is left out."""
    return text if text.isascii() else unicodedata.normalize("NFC", thinned(text))


def _characters() -> str:
    """All characters that stand on another, as a regular expression's set.

    Beyond the basic plane, in scripts of old, whole stretches are taken: a set of few parts is searched at full speed.
    """
    basic = (point for point in range(FIRST, 0x10000) if _stands_on_another(chr(point)))
    stretches: list[list[int]] = []
    for point in (*range(0x10000, 0x20000), *range(0xE0100, 0xE01F0)):
        if not _stands_on_another(chr(point)):
            continue
        if stretches and point - stretches[-1][1] < 0x100:
            stretches[-1][1] = point
        else:
            stretches.append([point, point])
    return "".join(map(chr, basic)) + "".join(f"{chr(first)}-{chr(last)}" for first, last in stretches)


def _stands_on_another(character: str) -> bool:
    return unicodedata.combining(character) != 0 or unicodedata.category(character) in ("Mn", "Me")


_MARK = f"[{_characters()}]"
_PILE = re.compile(f"{_MARK}{_MARK}{{{MOST},}}")  # a set in front, which is looked for at full speed
