"""Keeps the demo young: a hearing that is about to close is extended by its planner, as planners do."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import force_locale
from flask_babel import gettext as _

from app import clock
from app.accounts import acting_as
from app.accounts.user import User
from app.demo.calendar import extended
from app.demo.hearings import chain
from app.demo.places import COMMITTEES
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.hearings.preparation import extend, move_meetings
from consultations.plans.plan import Plan

PLANS = ("boligsosial", "kulturminne")
NEAR = timedelta(days=14)


def renew() -> int:
    """Extend the demo's open hearings that close within two weeks, or have closed. Returns how many."""
    due = [hearing for hearing in _open_hearings() if hearing.last_day - clock.today() < NEAR]
    for hearing in due:
        _extend(hearing)
    return len(due)


def _open_hearings() -> list[Hearing]:
    """Those that were opened to be answered: announced, with a draft, and not yet assessed."""
    query = (
        db.select(Hearing)
        .join(Hearing.plan)
        .where(Hearing.assessment_started_at.is_(None), Hearing.released_at.is_(None))
        .where(db.or_(*(Plan.key.startswith(name) for name in PLANS)))
    )
    return [hearing for hearing in db.session.scalars(query) if hearing.draft_is_public]


def _extend(hearing: Hearing) -> None:
    """The meetings move first: nothing closes after the day on which it is to be decided."""
    planner = db.session.get(User, hearing.created_by_id)
    times = extended(clock.today())
    with acting_as(planner.actor if planner else "command"), force_locale(hearing.plan.municipality.language):
        move_meetings(hearing, chain([one.body for one in hearing.meetings], times, COMMITTEES))
        reason = _("Flere lag og foreninger har bedt om mer tid til å svare.")
        extend(hearing, times.last_day, reason, planner)
