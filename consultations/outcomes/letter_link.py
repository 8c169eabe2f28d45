"""The personal link in a letter: a secret of its own, made from our key so that it is written alike a second time."""

from __future__ import annotations

import hmac

from flask import current_app

from app.extensions import db
from app.references import ALPHABET, token_hash
from consultations.outcomes.letter import Letter
from consultations.statements.statement import Statement

LETTERS = 28  # of 5 bits each
TOGETHER = 4  # so that it can be typed from paper


def link_secret(idempotency_key: str) -> str:
    """140 bits, seven groups of four; the same statement always gives the same."""
    return _secret(current_app.config["SECRET_KEY"], idempotency_key)


def secret_shown(letter: Letter) -> str | None:
    """The secret of a letter that is written, also when our key has been changed since; None where no key made it."""
    for key in (current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]):
        secret = _secret(key, letter.statement.idempotency_key)
        if token_hash(secret) == letter.token_hash:
            return secret
    return None


def statement_behind(secret: str) -> Statement | None:
    """The statement that a link opens; None for one that we did not write."""
    query = db.select(Letter).where(Letter.token_hash == token_hash(secret.strip().lower()))
    letter = db.session.scalars(query).first()
    return letter.statement if letter else None


def _secret(key: str, idempotency_key: str) -> str:
    digest = hmac.digest(key.encode(), b"letter:" + idempotency_key.encode(), "sha256")
    bits = int.from_bytes(digest[:18], "big")
    raw = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LETTERS))
    return "-".join(raw[start : start + TOGETHER] for start in range(0, LETTERS, TOGETHER))
