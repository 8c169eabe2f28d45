"""Letters as people without a Norwegian or Sámi keyboard write them."""

import unicodedata
from functools import lru_cache

from app import marks

_DIGRAPHS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_STROKES = str.maketrans({"æ": "ae", "ø": "o", "ä": "ae", "ö": "o", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "ð": "d"})


def digraph(word: str) -> str:
    """Åsen → aasen, the spelling of old names and of visitors; other letters stay."""
    return word.translate(_DIGRAPHS)


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """One key for all ways to write a word without marks: høring, hoering and horing; guovžá and guovza."""
    if word.isascii():
        return word.replace("aa", "a").replace("oe", "o")
    letters = unicodedata.normalize("NFD", marks.thinned(word).translate(_STROKES))
    unmarked = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unmarked.replace("aa", "a").replace("oe", "o")


def has_norwegian_letter(word: str) -> bool:
    """Whoever can type æ, ø or å means the letters: `råd` shall not find `rad`."""
    return any(letter in "æøå" for letter in word)
