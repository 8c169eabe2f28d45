"""What the public may read of a part of a remark: parts are offsets into the sealed original, quotes public text.

Every quote is a piece of the public text, so nothing that was removed can stand in it, whatever the offsets say.
"""

from __future__ import annotations

from collections.abc import Sequence

from consultations.statements.removal import Passage, place_in_public


def public_quote(public: str, removed: Sequence[Passage], start: int | None, end: int | None) -> str:
    """The part [start, end) of the original as the public text has it, given what was removed from the original."""
    if start is None or end is None:
        return public
    return public[place_in_public(removed, start) : place_in_public(removed, end, is_end=True)]
