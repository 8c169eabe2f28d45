"""The public page of a plan: people see it once a planner shows it, or once a hearing on the plan is announced."""

from __future__ import annotations

from app import audit
from app.extensions import db
from app.rows import hold
from consultations.plans.plan import Plan, find_plan, make_public


class NothingToShow(Exception):
    """The page does not say enough to be published."""


def may_be_shown(plan: Plan) -> bool:
    """Whether the page says what it is about and whom one can ask."""
    return bool(plan.summary and plan.contact_name)


def show(plan: Plan) -> None:
    """Let people see the plan's page, also before there is a hearing. Raises NothingToShow."""
    hold(plan)
    if plan.is_public:
        return
    if not may_be_shown(plan):
        raise NothingToShow
    audit.record(plan.municipality_id, "plan.shown", f"plan:{plan.key}")
    make_public(plan)


def find_public_plan(municipality_id: int, key: str) -> Plan | None:
    """The plan by that name, if people may know of it."""
    plan = find_plan(municipality_id, key)
    return plan if plan and plan.is_public else None


def successors_of(plan: Plan) -> list[Plan]:
    """The plans that people may know of and that took over from this one."""
    query = db.select(Plan).where(Plan.predecessor_id == plan.id, Plan.public_since.is_not(None))
    return list(db.session.scalars(query.order_by(Plan.id)))
