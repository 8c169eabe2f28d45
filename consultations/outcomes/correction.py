"""A slip in the date or the case number of a decision, corrected after the case was closed: everybody sees it."""

from __future__ import annotations

from datetime import date

from app import audit, clock, published
from app.accounts.user import User
from app.extensions import db
from app.municipalities.municipality import touch
from app.rows import hold
from consultations.editions.edition import can_be_read
from consultations.outcomes.decision import KIND, Decision, decisions
from consultations.outcomes.recording import NotReadByThen, TwiceOneDay, WrongDate
from consultations.plans.correction import FactCorrection, add_corrections, corrected, corrections_of


class CaseOpen(ValueError):
    """Until the case is closed the decision itself is corrected."""


def correct_slip(decision: Decision, decided_on: date, case_number: str, reason: str, by: User | None) -> None:
    """Correct the date and the case number of a decision in a closed case.

    Raises CaseOpen, ReasonMissing, WrongDate for a day that no meeting can have been on (NotReadByThen:
    before the papers), TwiceOneDay.
    """
    hearing = decision.hearing
    hold(hearing)
    hold(decision)
    if hearing.closed_case_at is None:
        raise CaseOpen
    wanted: dict[str, date | str] = {"decided_on": decided_on, "case_number": case_number}
    changed = [name for name, value in wanted.items() if getattr(decision, name) != value]
    if not changed:
        return
    _check_day(decision, decided_on)
    about = f"{decision.body.name}, {decision.kind_label.lower()}"
    corrections = [corrected(name, getattr(decision, name), wanted[name]) for name in changed]
    add_corrections(hearing.plan_id, subject(decision), about, corrections, reason, by)
    for name in changed:
        setattr(decision, name, wanted[name])
    decision.version += 1
    db.session.flush()
    db.session.expire(hearing.plan, ["corrections"])
    audit.record(hearing.municipality_id, "decision.slip_corrected", subject(decision), {"fields": changed})
    published.changed(KIND, [decision.ref], hearing.municipality_id)
    touch(hearing.municipality_id)


def slips(decision: Decision) -> list[FactCorrection]:
    """What was corrected on the decision since the case was closed, the newest first."""
    return corrections_of(decision.hearing.plan_id, subject(decision))


def subject(decision: Decision) -> str:
    """How the audit chain names a decision."""
    return f"decision:{decision.ref}"


def _check_day(decision: Decision, day: date) -> None:
    if not decision.hearing.last_day < day <= clock.today():
        raise WrongDate
    if not can_be_read(decision.hearing, day, decision.recorded_at):
        raise NotReadByThen
    others = (one for one in decisions(decision.hearing) if one is not decision)
    if any(one.body_id == decision.body_id and one.decided_on == day for one in others):
        raise TwiceOneDay
