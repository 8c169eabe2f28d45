"""Faults of the decisions, for `horing check`: those that are gone, and those that the audit chain does not tell of."""

from __future__ import annotations

from collections.abc import Iterator

from app.audit import AuditEvent
from app.extensions import db
from consultations.statements.statement import Statement
from moderation.decision import ModerationDecision, Ruling

_ACTIONS = {f"moderation.{ruling}": ruling for ruling in Ruling}

Told = tuple[str, int, str]  # subject, version of the statement, verdict


def decision_faults(municipality_id: int) -> Iterator[str]:
    """What is wrong, in words for the operator."""
    told, stored = _told(municipality_id), _stored(municipality_id)
    yield from (f"the decision on {one[0]} ({one[2]}, version {one[1]}) is gone" for one in sorted(told - stored))
    for one in sorted(stored - told):
        yield f"the chain does not tell of the decision on {one[0]} ({one[2]}, version {one[1]})"


def _told(municipality_id: int) -> set[Told]:
    events = db.session.execute(
        db.select(AuditEvent.subject, AuditEvent.action, AuditEvent.data).where(
            AuditEvent.municipality_id == municipality_id, AuditEvent.action.in_(_ACTIONS)
        )
    )
    return {(row.subject, int(row.data["version"]), str(_ACTIONS[row.action])) for row in events}


def _stored(municipality_id: int) -> set[Told]:
    decisions = db.session.execute(
        db.select(Statement.ref, ModerationDecision.statement_version, ModerationDecision.verdict)
        .join(ModerationDecision.statement)
        .where(Statement.municipality_id == municipality_id)
    )
    return {(f"statement:{ref}", version, verdict) for ref, version, verdict in decisions}
