"""Where a remark may be cut: before a sentence that can be a point by itself.

A heading, a greeting, a number, the head of an e-mail and a signature say nothing that can be answered. They go with
the sentence they belong to: a signature with the one before it, the others with the one that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 120  # beyond that, whole paragraphs

_SENTENCE = re.compile(r"(?<=[.!?;])[ \t]+(?=[A-ZÆØÅÁČĐŊŠŦŽ0-9«\"–-])|\n\s*")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_NUMBER = re.compile(r"(?:[a-zæøå]|\d+(?:\.\d+)*|[ivx]+)[.):]?|[–•*-]", re.IGNORECASE)
_MAIL_HEAD = re.compile(
    r"(?:fra|til|kopi|sendt|dato|emne|from|to|cc|sent|date|subject|vår ref|deres ref)\.?\s*:.*", re.IGNORECASE
)
_GREETING = re.compile(r"(?:hei|hallo|god ?dag|kjære|til rette vedkommende)\b.{0,40}", re.IGNORECASE)
_FAREWELL = re.compile(
    r"(?:(?:med|vennlig|venleg|beste|mange)\b.{0,20}\s)?(?:hilsen|hilsing|helsing|mvh|vh)\b.{0,60}", re.IGNORECASE
)
_POSTSCRIPT = re.compile(r"p\.?\s?s\b", re.IGNORECASE)
_ENDS = tuple('.!?;»"')
LONGEST_HEADING, LONGEST_NAME = 80, 50


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a paragraph; a cut can be made before it. `start` counts from the start of the remark."""

    start: int
    text: str


def sentences(text: str, base: int = 0) -> list[Sentence]:
    """The text in pieces that can be points, whole: each character is in one of them. `base` is where it starts."""
    cut = _cut(text, _SENTENCE)
    if len(cut) > MOST:
        cut = _cut(text, _PARAGRAPH)[:MOST]
    starts = list(_starts(text, cut))
    ends = [*starts[1:], len(text)]
    return [Sentence(base + start, text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _cut(text: str, boundary: re.Pattern[str]) -> list[int]:
    return [0, *(match.end() for match in boundary.finditer(text) if 0 < match.end() < len(text))]


def _starts(text: str, cut: list[int]) -> Iterator[int]:
    """Those of the cuts before which a point can begin; the first is always one."""
    yield 0
    said, signed = False, False
    pieces = [text[start:end].strip() for start, end in zip(cut, [*cut[1:], len(text)], strict=True)]
    for place, (start, piece) in enumerate(zip(cut, pieces, strict=True)):
        signed = not _begins_anew(piece) if signed else said and _FAREWELL.fullmatch(piece) is not None
        if signed:
            continue
        if said:
            yield start
        following = pieces[place + 1] if place + 1 < len(pieces) else ""
        said = not _leads_on(piece, following)


def _begins_anew(piece: str) -> bool:
    """Whether it comes after a signature and is not part of it: a postscript, or the letter that was answered."""
    if any(kind.match(piece) for kind in (_MAIL_HEAD, _GREETING, _POSTSCRIPT)):
        return True
    return len(piece) > LONGEST_NAME and piece.endswith(_ENDS)


def _leads_on(piece: str, following: str) -> bool:
    """Whether it says nothing without what follows."""
    if any(kind.fullmatch(piece) for kind in (_NUMBER, _MAIL_HEAD, _GREETING)):
        return True
    return _is_heading(piece) and following.endswith(_ENDS)


def _is_heading(piece: str) -> bool:
    short = "\n" not in piece and len(piece) <= LONGEST_HEADING
    return short and not piece.endswith((*_ENDS, ",")) and not piece.startswith(("-", "–", "•", "*"))
