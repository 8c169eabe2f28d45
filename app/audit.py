"""The audit chain: append-only, one chain a municipality, each entry sealed by the hash of the one before.

Entries hold references, hashes and reason classes – never names or what people wrote.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.accounts.actor import actor
from app.database import Model, UtcDateTime
from app.extensions import db
from app.municipalities.municipality import Municipality
from app.rows import insert_once

GENESIS = "0" * 64


class AuditHead(Model):
    """The last entry of a chain, signed: what was cut off from the end is missed.

    The signature needs the installation's secret, which is not in the database.
    """

    __tablename__ = "audit_head"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(64))

    @property
    def is_genuine(self) -> bool:
        """Whether a secret of ours, of now or from before, has signed it."""
        keys = (current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"])
        signed = (_signature(key, self.municipality_id, self.number, self.hash) for key in keys)
        return any(hmac.compare_digest(one, self.signature) for one in signed)


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
    _keep_head(event)


def verify(municipality_id: int) -> Iterator[str]:
    """Name every break of the chain: a changed, missing, inserted or moved entry."""
    previous, number = GENESIS, 0
    head = db.session.get(AuditHead, municipality_id, populate_existing=True)
    named = ""
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
        if head and event.number == head.number:
            named = event.hash
    yield from _faults_of_head(head, number, named)


def sign_heads() -> None:
    """Sign the heads that the update to this version has made of older chains."""
    for head in db.session.scalars(db.select(AuditHead)):
        head.signature = _signature(current_app.config["SECRET_KEY"], head.municipality_id, head.number, head.hash)


def _faults_of_head(head: AuditHead | None, last: int, named: str) -> Iterator[str]:
    if head is None:
        if last:
            yield "the head of the chain is gone"
        return
    if not head.is_genuine:
        yield "the head of the chain was changed"
    if last < head.number:
        yield f"entries {last + 1} to {head.number} are missing: the end of the chain was cut off"
    elif last > head.number or named != head.hash:
        yield f"the chain does not end with entry {head.number} as its head names it: its end was written anew"


def _keep_head(event: AuditEvent) -> None:
    """A head that names another entry than the one before this stays as it is: it is what tells of a cut."""
    key = current_app.config["SECRET_KEY"]
    signature = _signature(key, event.municipality_id, event.number, event.hash)
    values = {"number": event.number, "hash": event.hash, "signature": signature}
    before = (AuditHead.number == event.number - 1, AuditHead.hash == event.previous)
    update = db.update(AuditHead).where(AuditHead.municipality_id == event.municipality_id, *before).values(values)
    db.session.execute(update.execution_options(synchronize_session=False))
    if event.number == 1:
        insert_once(AuditHead, {"municipality_id": event.municipality_id} | values)


def _signature(key: str, municipality_id: int, number: int, hash_: str) -> str:
    return hmac.digest(key.encode(), f"audit-head:{municipality_id}:{number}:{hash_}".encode(), "sha256").hex()


def _hold_chain(municipality_id: int) -> None:
    """One writer a chain at a time; SQLite has one writer anyway."""
    if db.engine.dialect.name != "sqlite":
        db.session.execute(db.select(Municipality.id).where(Municipality.id == municipality_id).with_for_update())
