"""Late statements: received all the same; a planner decides with a reason whether each counts."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import joinedload

from app import audit
from app.audit import AuditEvent
from app.extensions import db
from app.personal_data.staff_text import TextMustBeMended, has_national_id
from app.rows import ChangedMeanwhile, hold
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import ensure_open
from consultations.statements import counting
from consultations.statements.statement import Publicity, Statement

DECIDED = "statement.late_decided"


class LateWithoutReason(ValueError):
    """Letting a late statement in, or keeping it out, takes a reason."""


def decide_late(hearing: Hearing, statement: Statement, counts: bool, reason: str, seen: bool | None) -> None:
    """Decide whether a late statement counts; `seen` is the decision as the planner read it.

    Raises LateWithoutReason, ChangedMeanwhile, CaseClosed, TextMustBeMended (the sender reads it at once), and
    ValueError for a statement in time.
    """
    if not statement.late:
        raise ValueError("the statement came in time")
    ensure_open(hearing)
    if not reason.strip():
        raise LateWithoutReason
    if has_national_id(reason):
        raise TextMustBeMended
    hold(statement)
    if statement.late_counts is not seen:
        raise ChangedMeanwhile
    counting.take_out(Statement.id == statement.id)
    statement.late_counts, statement.late_reason = counts, reason.strip()
    audit.record(hearing.municipality_id, DECIDED, f"statement:{statement.ref}", {"counts": counts})


def late_statements(hearing: Hearing) -> list[Statement]:
    """Late statements, those without a decision first, at most 500."""
    query = (
        db.select(Statement)
        .where(Statement.hearing_id == hearing.id, Statement.late.is_(True), Statement.publicity != Publicity.WITHDRAWN)
        .order_by(Statement.late_counts.is_not(None), Statement.number)
        .options(joinedload(Statement.sender))
        .limit(500)
    )
    return list(db.session.scalars(query))


def late_faults(municipality_id: int) -> Iterator[str]:
    """Late statements that count, or do not, otherwise than the chain tells; for `horing check`."""
    events = db.session.execute(
        db.select(AuditEvent.subject, AuditEvent.data)
        .where(AuditEvent.municipality_id == municipality_id, AuditEvent.action == DECIDED)
        .order_by(AuditEvent.number)
    )
    told = {row.subject: row.data["counts"] for row in events}
    stored = db.select(Statement.ref, Statement.late_counts).where(Statement.municipality_id == municipality_id)
    for ref, counts in db.session.execute(stored):
        if told.get(f"statement:{ref}") is not counts:
            yield f"statement:{ref} counts otherwise than the planner decided"
