"""Reopening: the bodies sent a case back, and the work on it is taken up again."""

from __future__ import annotations

from app import audit
from app.municipalities.municipality import touch
from consultations.hearings.hearing import Hearing


def reopen(hearing: Hearing, reason: str) -> None:
    """Take the work up again, for a reason that is kept."""
    audit.record(hearing.municipality_id, "hearing.reopened", f"hearing:{hearing.id}", {"reason": reason})
    touch(hearing.municipality_id)
