"""What was received is sealed in the audit chain by its hash: a changed original or flag is found, and so is one gone.

The hash covers what never changes of a statement: its texts, who sent it, when and how it came, whether it was late.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import joinedload, selectinload

from app.audit import AuditEvent
from app.extensions import db
from consultations.statements.statement import Publicity, Sender, Statement

RECEIVED = "statement.received"
AT_A_TIME = 200
_SENT = ("name", "organisation", "organisation_number", "on_behalf_of", "co_senders", "supports", "email", "under_18")
_FACTS = ("hearing_id", "number", "ref", "channel", "language", "sender_type", "late", "no_remarks", "signatories")
_SHOWN = {
    "statement.published": Publicity.PUBLISHED,
    "statement.withheld": Publicity.WITHHELD,
    "statement.withdrawn": Publicity.WITHDRAWN,
    "statement.withdrawal_noted": Publicity.NOTED,
}


def seal(statement: Statement) -> str:
    """SHA-256 of what was received, for the entry that tells of it."""
    sender = statement.sender or Sender()
    said = {
        "texts": [[comment.position, comment.text] for comment in statement.comments],
        "sender": [getattr(sender, name) or "" for name in _SENT],
        "facts": [getattr(statement, name) for name in _FACTS],
        "received_at": statement.received_at.isoformat(timespec="microseconds"),
        "adopted_on": str(statement.board_decided_on),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def seal_faults(municipality_id: int) -> Iterator[str]:
    """What is not as the chain tells, in words for the operator."""
    told = _told(municipality_id)
    shown = _last_shown(municipality_id)
    every = db.select(Statement).where(Statement.municipality_id == municipality_id).order_by(Statement.id)
    whole = every.options(joinedload(Statement.sender), selectinload(Statement.comments))
    for statement in db.session.scalars(whole.execution_options(yield_per=AT_A_TIME)):
        subject = f"statement:{statement.ref}"
        if subject not in told:
            yield f"{subject} was received and the chain does not tell of it"
        elif (told.pop(subject) or seal(statement)) != seal(statement):
            yield f"{subject} is not what was received: its text, sender, time or a flag was changed"
        if statement.publicity != shown.get(subject, Publicity.WAITING):
            yield f"{subject} is {statement.publicity}, and the chain says {shown.get(subject, Publicity.WAITING)}"
        db.session.expunge(statement)
    yield from (f"{subject} was received and is gone" for subject in told)


def unsealed(municipality_id: int) -> int:
    """How many statements came in before their hash was kept."""
    return sum(not sealed for sealed in _told(municipality_id).values())


def _told(municipality_id: int) -> dict[str, str]:
    """The seal of each statement that the chain tells of; "" for one from before there were seals."""
    events = _events(municipality_id).where(AuditEvent.action == RECEIVED)
    return {row.subject: str(row.data.get("seal", "")) for row in db.session.execute(events)}


def _last_shown(municipality_id: int) -> dict[str, Publicity]:
    events = _events(municipality_id).where(AuditEvent.action.in_(_SHOWN)).order_by(AuditEvent.number)
    return {row.subject: _SHOWN[row.action] for row in db.session.execute(events)}


def _events(municipality_id: int) -> Select[tuple[str, str, dict[str, Any]]]:
    columns = (AuditEvent.subject, AuditEvent.action, AuditEvent.data)
    return db.select(*columns).where(AuditEvent.municipality_id == municipality_id)
