"""The decision to hear a draft, corrected after the announcement: the old facts stay on the page, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app import audit, clock
from app.accounts.user import User
from app.extensions import db
from app.municipalities.municipality import touch
from app.rows import hold
from consultations.hearings.dates import DatesRefused
from consultations.hearings.deadline import DateRemark, Severity
from consultations.hearings.hearing import Hearing
from consultations.plans.correction import add_corrections, corrected


@dataclass(frozen=True, slots=True)
class DecisionToHear:
    """Who decided that the draft goes on hearing, when, and in which case."""

    decided_by_body: str
    decided_on: date | None
    decided_case: str


class NotAnnounced(ValueError):
    """Nobody has read it yet: the dates are changed instead."""


def correct_decision_to_hear(hearing: Hearing, wanted: DecisionToHear, reason: str, by: User | None) -> None:
    """Correct what was announced of the decision.

    Raises NotAnnounced before the announcement, ReasonMissing, and DatesRefused for a day after the opening.
    """
    hold(hearing)
    if not hearing.is_public:
        raise NotAnnounced
    opens = clock.local(hearing.opens_at).date()
    if wanted.decided_on and wanted.decided_on > opens:
        message = _("Vedtaket om høring kan ikke være datert etter åpningsdagen. Se etter om datoene er riktige.")
        raise DatesRefused((DateRemark(Severity.REFUSE, "decided_on", message),))
    changed = [name for name in wanted.__slots__ if getattr(hearing, name) != getattr(wanted, name)]
    if not changed:
        return
    subject, about = f"hearing:{hearing.plan_id}:{hearing.round}", _("Vedtak om høring")
    corrections = [corrected(name, getattr(hearing, name), getattr(wanted, name)) for name in changed]
    add_corrections(hearing.plan_id, subject, about, corrections, reason, by)
    for name in changed:
        setattr(hearing, name, getattr(wanted, name))
    db.session.expire(hearing.plan, ["corrections"])
    audit.record(hearing.municipality_id, "hearing.decision_corrected", subject, {"fields": changed})
    touch(hearing.municipality_id)
