"""The dates of a hearing taken together: what a planner gives, and what the rules say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app import clock
from app.extensions import db
from consultations.hearings.chain import check_chain
from consultations.hearings.deadline import DateRemark, Severity, check_period, check_real_period, may_save
from consultations.hearings.hearing import Hearing, earlier_rounds
from consultations.hearings.meeting import Chain, rows
from consultations.hearings.round_order import check_kind
from consultations.plans.plan import Plan
from consultations.plans.plan_type import PlanType


class DatesRefused(Exception):
    """Dates that the rules do not allow; `remarks` say why and what to do."""

    def __init__(self, remarks: tuple[DateRemark, ...]) -> None:
        super().__init__("; ".join(remark.message for remark in remarks))
        self.remarks = remarks


@dataclass(frozen=True, slots=True)
class Dates:
    """When a hearing opens and ends, who decided to hear the draft (or that nobody needs to), and the way ahead."""

    opens: date
    last_day: date
    kind: str = "ordinary"
    period_reason: str = ""
    decided_by_body: str = ""
    decided_on: date | None = None
    decided_case: str = ""
    decision_needed: bool = True
    chain: Chain = ()


def remarks_on(plan: Plan, dates: Dates, number: int | None = None) -> tuple[DateRemark, ...]:
    """What the rules say of these dates, the gravest first; `number` is the round's, None for one yet to be planned."""
    found = (
        *check_kind(plan.type, dates.kind, earlier_rounds(plan, number)),
        *_decision(plan.type, dates),
        *check_period(plan.type, dates.opens, dates.last_day, dates.kind, dates.period_reason),
        *check_chain(plan.type, dates.opens, dates.last_day, dates.chain),
    )
    return tuple(sorted(found, key=lambda remark: list(Severity).index(remark.severity)))


def remarks_on_announced(hearing: Hearing, plan_type: PlanType) -> tuple[DateRemark, ...]:
    """What forbids that an announced hearing is what it is, for a plan of this type, from the day its draft is out."""
    opens = clock.local(hearing.opens_at).date()
    announced = (hearing.announced_last_day - opens).days
    found = (
        *check_kind(plan_type, hearing.kind, earlier_rounds(hearing.plan, hearing.round)),
        *_decision(plan_type, dates_of(hearing)),
        *check_real_period(plan_type, hearing.kind, hearing.first_day, hearing.last_day, announced),
        *check_chain(plan_type, hearing.first_day, hearing.last_day, hearing.chain),
    )
    return tuple(remark for remark in found if remark.severity is Severity.REFUSE)


def refuse_bad(remarks: tuple[DateRemark, ...]) -> None:
    """Raise DatesRefused when one of the remarks forbids the dates."""
    if not may_save(remarks):
        raise DatesRefused(remarks)


def dates_of(hearing: Hearing) -> Dates:
    """The dates that a hearing has now."""
    return Dates(
        opens=clock.local(hearing.opens_at).date(),
        last_day=hearing.last_day,
        kind=hearing.kind,
        period_reason=hearing.period_reason,
        decided_by_body=hearing.decided_by_body,
        decided_on=hearing.decided_on,
        decided_case=hearing.decided_case,
        decision_needed=hearing.decision_needed,
        chain=hearing.chain,
    )


def set_dates(hearing: Hearing, dates: Dates) -> None:
    """Write the dates into a hearing; local days become instants here."""
    hearing.kind = dates.kind
    hearing.opens_at = clock.at_local(dates.opens)
    hearing.last_day, hearing.closes_at = dates.last_day, clock.midnight_after(dates.last_day)
    hearing.period_reason = dates.period_reason
    decided = dates.decision_needed or dates.decided_on is not None
    hearing.decided_by_body, hearing.decided_on = dates.decided_by_body if decided else "", dates.decided_on
    hearing.decided_case, hearing.decision_needed = dates.decided_case, dates.decision_needed
    set_chain(hearing, dates.chain)


def set_chain(hearing: Hearing, chain: Chain) -> None:
    """Write the chain anew; the old rows go first, so that a body may change its place."""
    hearing.meetings.clear()
    if hearing.id:
        db.session.flush()
    hearing.meetings.extend(rows(chain))


def _decision(plan_type: PlanType, dates: Dates) -> tuple[DateRemark, ...]:
    if not dates.decision_needed and plan_type.rules.decision_to_hear:
        message = _("For plantypen «%(type)s» må noen vedta å sende utkastet på høring.", type=plan_type.label)
        return (DateRemark(Severity.REFUSE, "no_decision", message),)
    if dates.decided_on is None or dates.decided_on <= dates.opens:
        return ()
    message = _("Vedtaket om høring kan ikke være datert etter åpningsdagen. Se etter om datoene er riktige.")
    return (DateRemark(Severity.REFUSE, "decided_on", message),)
