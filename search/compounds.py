"""Compounds taken apart: omsorgsbolig → omsorg + bolig, boligsosial → bolig + sosial.

The parts come from a list of our own rather than from the corpus: terms must not depend on what else happens to be
indexed, or a word found today would be lost tomorrow, and a query would be split otherwise than the documents.
Where only one side is on the list the other is taken as it stands (ballbinge + område), so names and local words join.
"""

from functools import cache, lru_cache

from search.lexicon import words
from search.stems import known, stem

PARTS, UNSPLIT, PREFIXES, SUFFIXES = words("parts"), words("whole"), words("beginnings"), words("endings")

_SHORTEST_UNKNOWN = 4
_MOST_PARTS = 4
_SHORT_HEADS = ("vei", "veg", "råd", "hus", "lån", "sti")
_TAKE_AN_S = ("ing", "het", "heit", "skap", "tet", "sjon", "dom", "sorg", "eid")


@lru_cache(maxsize=100_000)
def split(word: str) -> tuple[str, ...]:
    """The parts of a compound as words, at least two; empty for a simple word, a number or an unknown one."""
    return _split(known(word) or word) or _split(stem(word))


def _split(word: str) -> tuple[str, ...]:
    if len(word) < 5 or not word.isalpha() or word in UNSPLIT or is_known(word) or stem(word) in UNSPLIT:
        return ()
    return _known_parts(word, _MOST_PARTS) or _known_head(word) or _known_modifier(word) or _two_words(word)


def is_known(word: str) -> bool:
    """Whether a word in any form stands on the list of parts."""
    return len(word) >= 2 and (word in PARTS or (len(word) > 3 and stem(word) in _part_stems()))


@cache
def _part_stems() -> frozenset[str]:
    return frozenset(stem(part) for part in PARTS)


def _known_parts(word: str, most: int) -> tuple[str, ...]:
    for end in range(len(word) - 2, 2, -1):
        if word[:end] not in PARTS:
            continue
        for rest in _without_link(word[end:]):
            if len(rest) >= 3 and is_known(rest):
                return word[:end], rest
            deeper = _known_parts(rest, most - 1) if most > 2 else ()
            if deeper:
                return word[:end], *deeper
    return ()


def _without_link(rest: str) -> tuple[str, ...]:
    return (rest, rest[1:]) if rest[:1] in ("s", "e") else (rest,)


def _known_head(word: str) -> tuple[str, ...]:
    """Longest known last part first: ballbingeområde."""
    for start in range(2, len(word) - 2):
        modifier, head = word[:start], word[start:]
        if not (is_known(head) and _may_stand_alone(modifier) and (len(head) > 3 or head in _SHORT_HEADS)):
            continue
        if _is_word(modifier) or (len(stem(head)) > _SHORTEST_UNKNOWN and not known(word)):
            return _unlinked(modifier), head
    return ()


def _known_modifier(word: str) -> tuple[str, ...]:
    for end in range(len(word) - _SHORTEST_UNKNOWN, _SHORTEST_UNKNOWN - 1, -1):
        if word[:end] in PARTS:
            rest = _after_link(word[:end], word[end:])
            return (word[:end], rest) if _may_stand_alone(rest) and not _is_ending(rest) else ()
    return ()


def _two_words(word: str) -> tuple[str, ...]:
    """Two words of the dictionary: tørr + toalett. Shorter ones would be found in too many words."""
    for end in range(len(word) - _SHORTEST_UNKNOWN, _SHORTEST_UNKNOWN - 1, -1):
        if known(word[end:]) and _is_word(word[:end]) and _may_stand_alone(word[:end]) and not _is_ending(word[end:]):
            return _unlinked(word[:end]), word[end:]
    return ()


def _unlinked(modifier: str) -> str:
    """Without the s that links, if it is none of the word's own."""
    if modifier[:-1] in PARTS and modifier[-1] == "s":
        return modifier[:-1]
    if known(modifier) == modifier or len(modifier) <= _SHORTEST_UNKNOWN:
        return modifier
    return modifier.removesuffix("s")


def _is_word(modifier: str) -> bool:
    """Whether the dictionary has it, also without a letter that links."""
    pieces = (modifier, modifier[:-1]) if modifier[-1] in "se" else (modifier,)
    return any(known(piece) == piece for piece in pieces if len(piece) > 1)


def _after_link(modifier: str, rest: str) -> str:
    """Without the list it cannot be known whether an s or e links; these two rules are right in most words."""
    linked = (rest[0] == "s" and (modifier.endswith(_TAKE_AN_S) or rest[1] in "bdfghrs")) or (
        rest[0] == "e" and rest[1] in "aeiouyæøå"
    )
    return rest[1:] if linked and len(rest) > _SHORTEST_UNKNOWN else rest


def _may_stand_alone(piece: str) -> bool:
    if len(piece) < 3:
        return piece in ("bo", "bu", "by")
    return piece not in PREFIXES and any(letter in "aeiouyæøå" for letter in piece)


def _is_ending(rest: str) -> bool:
    return any(rest in (suffix, suffix + "e", suffix + "t", suffix + "en", suffix + "et") for suffix in SUFFIXES)
