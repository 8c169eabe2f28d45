"""What a machine leaves when it fills in a form. Signs are stored for a moderator; nothing is refused."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app import clock

TRAP = "nettside"  # a field that people neither see nor reach
TRAPPED, FAST, UNMARKED = "trap", "fast", "unmarked"
FASTEST = timedelta(seconds=3)
LABELS = {
    TRAPPED: _l("Fylte ut et felt som folk ikke ser"),
    FAST: _l("Skrevet og sendt på under tre sekunder"),
    UNMARKED: _l("Sendt uten skjemaet vårt"),
}


def mark() -> str:
    """When a form was shown, signed; at most 20 characters."""
    moment = f"{int(clock.now().timestamp()):x}"
    return f"{moment}.{_seal(moment)}"


def shown_at(mark: str) -> datetime | None:
    """When the form with this mark was shown; None for a mark that is not ours."""
    moment, _dot, seal = mark.partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(moment).encode()):
        return None
    return datetime.fromtimestamp(int(moment, 16), UTC)


def signs(trapped: bool, mark: str) -> list[str]:
    """What speaks for a machine in an answer that arrives now."""
    shown = shown_at(mark)
    found = [TRAPPED] if trapped else []
    if shown is None:
        return [*found, UNMARKED]
    return [*found, FAST] if clock.arrived_at() - shown < FASTEST else found


def labels(stored: str) -> list[LazyString]:
    """The words for the signs as a statement keeps them."""
    return [LABELS[sign] for sign in stored.split(",") if sign in LABELS]


def _seal(moment: str) -> str:
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.digest(secret, b"shown:" + moment.encode(), "sha256").hex()[:10]
