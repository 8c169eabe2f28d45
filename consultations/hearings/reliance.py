"""What people rely on: from the announcement of a hearing on, all that its plan's page says."""

from __future__ import annotations

from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.plans.plan import Plan


def is_announced(plan: Plan) -> bool:
    """Whether any hearing of the plan was announced."""
    query = db.select(Hearing.id).where(Hearing.plan_id == plan.id, Hearing.ready_at.is_not(None)).limit(1)
    return db.session.scalar(query) is not None
