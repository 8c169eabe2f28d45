"""Holding a row: what a verb checks must still be true when it writes."""

from __future__ import annotations

from app.database import Model
from app.extensions import db


def hold(row: Model) -> None:
    """Read the row anew and keep others from changing it until this transaction ends.

    Changes made in this session are written first, or reading anew would lose them. SQLite has one writer anyway.
    """
    db.session.flush()
    db.session.refresh(row, with_for_update=True)
