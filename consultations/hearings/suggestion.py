"""What to propose to a planner who has not chosen her dates yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app import clock
from app.municipalities.body import EXECUTIVE
from consultations.hearings.dates import Dates
from consultations.hearings.deadline import suggest_last_day
from consultations.hearings.hearing import newest_round
from consultations.hearings.meeting import usual_chain
from consultations.hearings.public_holiday import next_working_day
from consultations.plans.plan import Plan
from consultations.plans.plan_type import PlanType

DAYS_TO_PREPARE = 7


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A last day for a hearing that opens on `opens`, and why just that one."""

    opens: date
    last_day: date
    reasons: tuple[str, ...]


def suggestion(plan_type: PlanType, opens: date | None = None) -> Suggestion:
    """The advised last day; for a hearing without an opening day, from the first Monday after a week of preparation."""
    if opens is None or not 1900 <= opens.year <= 2200:
        opens = first_monday(clock.today() + timedelta(days=DAYS_TO_PREPARE))
    return Suggestion(opens, *suggest_last_day(plan_type, opens))


def suggested_dates(plan: Plan) -> Dates:
    """Dates to begin with: the period that the rules advise, and the bodies of the last round, or the usual ones."""
    offered, last = suggestion(plan.type), newest_round(plan)
    executive = plan.municipality.body(EXECUTIVE)
    bodies = [replace(one, when=None) for one in last.chain] if last else usual_chain(plan.municipality.bodies)
    return Dates(
        offered.opens, offered.last_day, decided_by_body=executive.name if executive else "", chain=tuple(bodies)
    )


def first_monday(day: date) -> date:
    """The first Monday from this day on that is a working day, or the working day after it."""
    return next_working_day(day + timedelta(days=-day.weekday() % 7))
