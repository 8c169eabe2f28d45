"""What to propose to a planner who has not chosen her dates yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app import clock
from consultations.hearings.deadline import suggest_last_day
from consultations.hearings.public_holiday import next_working_day
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


def first_monday(day: date) -> date:
    """The first Monday from this day on that is a working day, or the working day after it."""
    return next_working_day(day + timedelta(days=-day.weekday() % 7))
