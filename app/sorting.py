"""Keys that sort Norwegian words, names and section numbers, made to be stored.

A key holds digits only, so that every database sorts it alike whatever its collation.
"""

from __future__ import annotations

import re
import unicodedata

from app import marks

LONGEST_KEY = 200

_LIKE = str.maketrans(
    {"ä": "æ", "ö": "ø", "ő": "ø", "ü": "y", "ű": "y", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "ı": "i"}
    | {"þ": "th", "œ": "oe", "ß": "ss"}
)
_LETTERS = {letter: f"{weight}" for weight, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå", start=40)}
_BREAK, _NUMBER, _FOREIGN = "10", "20", "99"
_TOKEN = re.compile(r"\d+|[^\W\d_]|[\W_]+")


def sort_key(text: str) -> str:
    """Order of the Norwegian alphabet: æ, ø, å last, aa as å, ä as æ, ö as ø, ü as y; case and accents free.

    Punctuation only parts words, and 9 comes before 10. At most `LONGEST_KEY` digits.
    """
    return natural_key(marks.composed(text).casefold().replace("aa", "å"))


def natural_key(text: str) -> str:
    """Order of section numbers and their titles: 2.9 before 2.10, 2 before 2.1. At most `LONGEST_KEY` digits."""
    tokens = _TOKEN.findall(_plain(text))
    return "".join(_weight(token) for token in tokens)[:LONGEST_KEY].removesuffix(_BREAK)


def _plain(text: str) -> str:
    """Letters of the Norwegian alphabet and bare digits, without marks, case or punctuation at the start."""
    letters = marks.composed(text).casefold().translate(_LIKE)
    bare = (letter if letter in "æøå" else unicodedata.normalize("NFKD", letter) for letter in letters)
    kept = "".join(character for character in "".join(bare) if not unicodedata.combining(character))
    return re.sub(r"^[\W_]+", "", kept.casefold().translate(_LIKE))


def _weight(token: str) -> str:
    if token[0].isdecimal():
        digits = "".join(str(unicodedata.decimal(digit)) for digit in token).lstrip("0") or "0"
        return f"{_NUMBER}{min(len(digits), 99):02}{digits}"
    if token in _LETTERS:
        return _LETTERS[token]
    return f"{_FOREIGN}{ord(token):07}" if token.isalpha() else _BREAK
