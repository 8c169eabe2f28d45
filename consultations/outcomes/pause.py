"""The pause before a case is closed: planned, stopped, or carried out by the worker when it is over."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from app import audit, clock, tasks
from app.accounts.session import current_user
from app.extensions import db
from app.rows import hold
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import CaseClosed, may_change
from consultations.outcomes.amendment import amendments
from consultations.outcomes.closing import Closing, ClosingUnderWay, closing_under_way
from consultations.outcomes.decision import Decision, decisions
from consultations.outcomes.departure import any_departure
from consultations.outcomes.opening import opening_of
from consultations.outcomes.settlement import CannotSettle, settle
from consultations.outcomes.standing import changing, to_settle_on

CLOSING_TASK = "close-case"


class NothingMarked(ValueError):
    """The body decided «med endringer», yet nothing is marked as changed, and nobody has said that this is right."""


class NoOpening(ValueError):
    """The result page opens with a few sentences, and nobody has written or accepted them."""


class AlreadyDone(ValueError):
    """The pause is over and the case is closed."""


def plan_closing(decision: Decision, *, nothing_departs: bool = False) -> Closing:
    """Close the case on this decision when the pause is over; until then nothing is settled, public or sent.

    `nothing_departs`: the user says that «med endringer» touched no point. Raises CaseClosed, ClosingUnderWay,
    CannotSettle, NothingMarked and NoOpening.
    """
    hearing = decision.hearing
    hold(hearing)
    hold(decision)
    _check(decision, nothing_departs)
    user, now = current_user(), clock.now()
    closing = Closing(
        hearing_id=hearing.id,
        decision_id=decision.id,
        planned_at=now,
        planned_by_id=user.id if user else None,
        nothing_departs=nothing_departs and nothing_marked(decision),
        due_at=now + timedelta(minutes=current_app.config["HORING"].closing_pause_minutes),
    )
    db.session.add(closing)
    db.session.flush()
    data = {"due_at": closing.due_at.isoformat(), "nothing_departs": closing.nothing_departs}
    audit.record(hearing.municipality_id, "case.closing_planned", f"decision:{decision.ref}", data)
    payload = {"closing_id": closing.id}
    tasks.enqueue(CLOSING_TASK, f"{closing.id}", payload, hearing.municipality_id, not_before=closing.due_at)
    return closing


def stop_closing(closing: Closing) -> None:
    """Stop it in the pause: the case is open as before. Twice is the same. Raises AlreadyDone."""
    hold(closing)
    if closing.done_at is not None:
        raise AlreadyDone
    if closing.stopped_at is None:
        user = current_user()
        closing.stopped_at, closing.stopped_by_id = clock.now(), user.id if user else None
        audit.record(closing.hearing.municipality_id, "case.closing_stopped", f"hearing:{closing.hearing_id}")


def carry_out(closing: Closing) -> None:
    """The pause is over: settle the case, and let the letters be written. Nothing where it was stopped or is done."""
    hold(closing.hearing)
    hold(closing)
    if not closing.is_open:
        return
    decision = db.session.get_one(Decision, closing.decision_id)
    closing.done_at = clock.now()
    settle(decision)


@tasks.handler(CLOSING_TASK)
def _close(jobs: list[tasks.Job]) -> None:
    for job in jobs:
        carry_out(db.session.get_one(Closing, job.payload["closing_id"]))


def nothing_marked(decision: Decision) -> bool:
    """Whether the body decided «med endringer» and neither a point nor a sentence is marked as changed."""
    if not decision.changes:
        return False
    chain = changing(decisions(decision.hearing))
    own = [one for one in amendments(chain) if one.dropped_by_id is None or one.dropped_by_id == decision.id]
    return not own and not any_departure(chain)


def _check(decision: Decision, nothing_departs: bool) -> None:
    hearing = decision.hearing
    if hearing.closed_case_at is not None:
        raise CaseClosed
    if closing_under_way(hearing) is not None:
        raise ClosingUnderWay
    if to_settle_on(decisions(hearing)) is not decision or may_change(hearing):
        raise CannotSettle
    if nothing_marked(decision) and not nothing_departs:
        raise NothingMarked
    if opening_of(decision) is None:
        raise NoOpening


def stop_for_reopening(hearing: Hearing) -> None:
    """No case is closed on what is worked on again."""
    closing = closing_under_way(hearing)
    if closing is not None:
        stop_closing(closing)
