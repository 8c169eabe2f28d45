"""The dates of a hearing taken together: what a planner gives, and what the rules say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app import clock
from app.municipalities import body
from consultations.hearings.deadline import Remark, Severity, check_period, may_save
from consultations.hearings.hearing import Hearing
from consultations.hearings.meeting_dates import MeetingDates, check_meetings
from consultations.plans.plan import Plan


class DatesRefused(Exception):
    """Dates that the rules do not allow; `remarks` say why and what to do."""

    def __init__(self, remarks: tuple[Remark, ...]) -> None:
        super().__init__("; ".join(remark.message for remark in remarks))
        self.remarks = remarks


@dataclass(frozen=True, slots=True)
class Dates:
    """When a hearing opens and ends, who decided to hear the draft, and the way ahead."""

    opens: date
    last_day: date
    kind: str = "ordinary"
    period_reason: str = ""
    decided_by_body: str = ""
    decided_on: date | None = None
    decided_case: str = ""
    councils_on: date | None = None
    executive_on: date | None = None
    assembly_on: date | None = None


def remarks_on(plan: Plan, dates: Dates) -> tuple[Remark, ...]:
    """What the rules say of these dates, the gravest first."""
    period = check_period(plan.type, dates.opens, dates.last_day, dates.kind, dates.period_reason)
    meetings = check_meetings(plan.type, dates.opens, dates.last_day, meetings_of(plan, dates))
    found = (*_decided_before_opening(dates), *period, *meetings)
    return tuple(sorted(found, key=lambda remark: list(Severity).index(remark.severity)))


def refuse_bad(remarks: tuple[Remark, ...]) -> None:
    """Raise DatesRefused when one of the remarks forbids the dates."""
    if not may_save(remarks):
        raise DatesRefused(remarks)


def meetings_of(plan: Plan, dates: Dates) -> MeetingDates:
    """The meetings among the dates, with the municipality's own names of the bodies."""
    names = {kind: held.name for kind in (body.EXECUTIVE, body.ASSEMBLY) if (held := plan.municipality.body(kind))}
    return MeetingDates(
        dates.councils_on,
        dates.executive_on,
        dates.assembly_on,
        names.get(body.EXECUTIVE, _("formannskapet")),
        names.get(body.ASSEMBLY, _("kommunestyret")),
    )


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
        councils_on=hearing.councils_on,
        executive_on=hearing.executive_on,
        assembly_on=hearing.assembly_on,
    )


def set_dates(hearing: Hearing, dates: Dates) -> None:
    """Write the dates into a hearing; local days become instants here."""
    hearing.kind = dates.kind
    hearing.opens_at = clock.at_local(dates.opens)
    hearing.last_day, hearing.closes_at = dates.last_day, clock.midnight_after(dates.last_day)
    hearing.period_reason = dates.period_reason
    hearing.decided_by_body, hearing.decided_on = dates.decided_by_body, dates.decided_on
    hearing.decided_case = dates.decided_case
    hearing.councils_on, hearing.executive_on = dates.councils_on, dates.executive_on
    hearing.assembly_on = dates.assembly_on


def _decided_before_opening(dates: Dates) -> tuple[Remark, ...]:
    if dates.decided_on is None or dates.decided_on <= dates.opens:
        return ()
    message = _("Vedtaket om høring kan ikke være datert etter åpningsdagen. Se etter om datoene er riktige.")
    return (Remark(Severity.REFUSE, "decided_on", message),)
