"""Two texts compared word by word: what stands, what was taken out and what was put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 4000  # of both texts; longer ones are shown as one replaced by the other

_WORD = re.compile(r"\s+|[^\s]+")


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one fate."""

    fate: Fate
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """The pieces in reading order. Those kept and removed make up `before`, those kept and added `after`."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return _joined([(Fate.REMOVED, before), (Fate.ADDED, after)])
    found: list[tuple[Fate, str]] = []
    for change, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            found.append((Fate.KEPT, "".join(old[i1:i2])))
        else:
            found += [(Fate.REMOVED, "".join(old[i1:i2])), (Fate.ADDED, "".join(new[j1:j2]))]
    return _joined(found)


def _joined(found: list[tuple[Fate, str]]) -> list[Piece]:
    return [Piece(fate, text) for fate, text in found if text]
