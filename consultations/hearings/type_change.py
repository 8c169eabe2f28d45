"""A published hearing holds for the type its plan has: another type asks its own weeks, meetings and decisions."""

from __future__ import annotations

from flask_babel import gettext as _

from app.extensions import db
from consultations.hearings.dates import remarks_on_announced
from consultations.hearings.hearing import Hearing
from consultations.plans.plan import Plan
from consultations.plans.plan_type import PlanType


def why_not(plan: Plan, wanted: PlanType) -> list[str]:
    """Why the plan may not become one of that type, for each of its hearings that is public and not decided."""
    query = db.select(Hearing).where(
        Hearing.plan_id == plan.id, Hearing.ready_at.is_not(None), Hearing.closed_case_at.is_(None)
    )
    return [
        _("Runde %(number)s er kunngjort: %(why)s", number=hearing.round, why=remark.message)
        for hearing in db.session.scalars(query.order_by(Hearing.round))
        for remark in remarks_on_announced(hearing, wanted)
    ]
