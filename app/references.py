"""Names for things in addresses and letters: random references, receipt codes, readable keys."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata

from app import marks

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
_MISREAD = str.maketrans({"i": "1", "l": "1", "o": "0"})
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"})


def new_reference() -> str:
    """A public reference of 60 random bits, 12 characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


def code_hash(code: str) -> str:
    """SHA-256 of a receipt code as a person may type it: any case, spaces and hyphens free, i/l read as 1, o as 0."""
    letters = "".join(character for character in code.lower() if character.isalnum())
    return hashlib.sha256(letters.translate(_MISREAD).encode()).hexdigest()


def new_token() -> str:
    """A secret for a link or a session, 256 bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What we keep of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def slug(title: str, fallback: str = "side") -> str:
    """A readable key of at most 60 characters a-z, 0-9 and hyphens."""
    plain = unicodedata.normalize("NFKD", marks.thinned(title).lower().translate(_LETTERS))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    key = re.sub(r"[^a-z0-9]+", "-", plain.translate(_LETTERS)).strip("-")[:60].strip("-")
    return key or fallback
