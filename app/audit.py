"""The audit chain: append-only, one chain a municipality, each entry sealed by the hash of the one before.

Entries hold references, hashes and reason classes – never names or what people wrote.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.accounts.actor import actor
from app.database import Model, UtcDateTime
from app.extensions import db
from app.municipalities.municipality import Municipality

GENESIS = "0" * 64


class AuditEvent(Model):
    """One thing that happened."""

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("municipality_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    def computed_hash(self) -> str:
        """SHA-256 over everything the entry says and the hash of the one before."""
        said = [
            self.municipality_id,
            self.number,
            self.at.isoformat(timespec="microseconds"),
            self.actor,
            self.action,
            self.subject,
            self.data,
            self.previous,
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def record(municipality_id: int, action: str, subject: str, data: dict[str, Any] | None = None) -> None:
    """Append an entry in the caller's transaction; the actor is who acts in this request or command."""
    _hold_chain(municipality_id)
    last = db.session.execute(
        db.select(AuditEvent.number, AuditEvent.hash)
        .where(AuditEvent.municipality_id == municipality_id)
        .order_by(AuditEvent.number.desc())
        .limit(1)
    ).first()
    event = AuditEvent(
        municipality_id=municipality_id,
        number=last.number + 1 if last else 1,
        at=clock.now(),
        actor=actor(),
        action=action,
        subject=subject,
        data=data or {},
        previous=last.hash if last else GENESIS,
    )
    event.hash = event.computed_hash()
    db.session.add(event)
    db.session.flush()


def verify(municipality_id: int) -> Iterator[str]:
    """Name every break of the chain: a changed, missing, inserted or moved entry."""
    previous, number = GENESIS, 0
    events = db.select(AuditEvent).where(AuditEvent.municipality_id == municipality_id).order_by(AuditEvent.number)
    for event in db.session.scalars(events.execution_options(yield_per=1000)):
        number += 1
        if event.number != number:
            yield f"entry {number} is missing (found {event.number})"
            number = event.number
        if event.previous != previous:
            yield f"entry {event.number} does not follow the one before"
        if event.hash != event.computed_hash():
            yield f"entry {event.number} was changed"
        previous = event.hash


def _hold_chain(municipality_id: int) -> None:
    """One writer a chain at a time; SQLite has one writer anyway."""
    if db.engine.dialect.name != "sqlite":
        db.session.execute(db.select(Municipality.id).where(Municipality.id == municipality_id).with_for_update())
