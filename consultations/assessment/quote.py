"""What the public may read of a part of a remark: parts are offsets into the sealed original, quotes public text.

Every quote is a piece of the public text, so nothing that was removed can stand in it, whatever the offsets say.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from consultations.statements.publication import LOOK_ALIKE, MARK

Span = tuple[int, int]


def public_quote(original: str, public: str, start: int | None, end: int | None) -> str:
    """The part [start, end) of the original as the public text has it; all of it where that is not certain."""
    if start is None or end is None:
        return public
    if len(public) == len(original) and MARK not in public:
        return public[start:end]
    kept = kept_spans(original, public)
    if kept is None:
        return public
    return public[_place(kept, start, False) : _place(kept, end, True)]


def removed_spans(original: str, public: str) -> list[Span]:
    """The passages [start, end) of the original that the public text has not; empty where that is not certain."""
    kept = kept_spans(original, public) or []
    return [(before[1], after[0]) for before, after in pairwise(kept)]


def kept_spans(original: str, public: str) -> list[Span] | None:
    """Where the pieces between the marks stand in the original; None when there is more than one way to read it."""
    seen = original.replace(MARK, LOOK_ALIKE)
    pieces = public.split(MARK)
    if len(pieces) == 1:
        return [(0, len(seen))] if seen == public else None
    if not seen.startswith(pieces[0]) or not seen.endswith(pieces[-1]):
        return None
    first = _from_the_left(seen, pieces)
    return first if first is not None and first == _from_the_right(seen, pieces) else None


def _from_the_left(seen: str, pieces: Sequence[str]) -> list[Span] | None:
    spans = [(0, len(pieces[0]))]
    for piece in pieces[1:-1]:
        place = seen.find(piece, spans[-1][1] + 1)
        if place < 0:
            return None
        spans.append((place, place + len(piece)))
    last = len(seen) - len(pieces[-1])
    return [*spans, (last, len(seen))] if last > spans[-1][1] else None


def _from_the_right(seen: str, pieces: Sequence[str]) -> list[Span] | None:
    spans = [(len(seen) - len(pieces[-1]), len(seen))]
    for piece in reversed(pieces[1:-1]):
        place = seen.rfind(piece, 0, max(spans[0][0] - 1, 0))
        if place < 0:
            return None
        spans.insert(0, (place, place + len(piece)))
    return [(0, len(pieces[0])), *spans]


def _place(kept: Sequence[Span], offset: int, is_end: bool) -> int:
    """The same place in the public text; inside a removed passage the mark belongs to both neighbours."""
    public = 0
    for number, (start, end) in enumerate(kept):
        if offset < start or (offset == start and is_end and number):
            return public if is_end else public - 1
        if offset <= end:
            return public + offset - start
        public += end - start + 1
    return public - 1
