"""The receipt code: made from the idempotency key and our secret, so that it is shown again and never stored."""

from __future__ import annotations

import hmac

from flask import current_app

from app.references import ALPHABET, code_hash

LETTERS = 16  # of 5 bits each


def code_for(idempotency_key: str) -> str:
    """80 bits written XXXX-XXXX-XXXX-XXXX; the same key always gives the same code."""
    return _code(current_app.config["SECRET_KEY"], idempotency_key)


def code_shown(idempotency_key: str, stored_hash: str) -> str | None:
    """The code of a statement, also when our secret has been changed since; None where no secret of ours made it."""
    for secret in (current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]):
        code = _code(secret, idempotency_key)
        if code_hash(code) == stored_hash:
            return code
    return None


def _code(secret: str, idempotency_key: str) -> str:
    digest = hmac.digest(secret.encode(), b"receipt:" + idempotency_key.encode(), "sha256")
    bits = int.from_bytes(digest[:10], "big")
    raw = "".join(ALPHABET[bits >> 5 * place & 31] for place in range(LETTERS)).upper()
    return "-".join(raw[start : start + 4] for start in range(0, LETTERS, 4))
