"""Whether the political meetings come in the right order, with time to answer and time to assess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from app.i18n import date_full
from consultations.hearings.deadline import Remark, Severity
from consultations.plans.plan_type import PlanType

ASSESSMENT_DAYS = 14


@dataclass(frozen=True, slots=True)
class MeetingDates:
    """The planned meetings, each None while it is not set. The names are the municipality's own."""

    councils_on: date | None = None
    executive_on: date | None = None
    assembly_on: date | None = None
    executive: str = "formannskapet"
    assembly: str = "kommunestyret"


def check_meetings(plan_type: PlanType, opens: date, last_day: date, meetings: MeetingDates) -> tuple[Remark, ...]:
    """What there is to say of the meetings after the hearing; nothing for a good plan or for dates not set."""
    return (
        *_after_deadline(last_day, meetings),
        *_executive_first(meetings),
        *_councils_first(meetings),
        *_public_before_decision(plan_type, opens, meetings),
    )


def _after_deadline(last_day: date, meetings: MeetingDates) -> Iterable[Remark]:
    """The bodies that decide meet after the last day, the first of them with time to assess in between."""
    planned = (("executive_on", meetings.executive_on), ("assembly_on", meetings.assembly_on))
    early = [field for field, day in planned if day is not None and day <= last_day]
    for field in early:
        message = _("Møtet er før høringen er over. Velg en dag etter %(day)s.", day=date_full(last_day))
        yield Remark(Severity.REFUSE, field, message)
    first = next(((field, day) for field, day in planned if day is not None), None)
    if first and not early and first[1] < last_day + timedelta(days=ASSESSMENT_DAYS):
        message = _(
            "Det er bare %(days)s dager fra fristen til møtet. Sett av minst to uker til å vurdere merknadene.",
            days=(first[1] - last_day).days,
        )
        yield Remark(Severity.WARN, first[0], message)


def _executive_first(meetings: MeetingDates) -> Iterable[Remark]:
    if meetings.executive_on and meetings.assembly_on and meetings.assembly_on < meetings.executive_on:
        message = _(
            "Møtet i %(assembly)s er før møtet i %(executive)s, som skal gi sin innstilling først. Velg en senere dag.",
            assembly=meetings.assembly,
            executive=meetings.executive,
        )
        yield Remark(Severity.REFUSE, "assembly_on", message)


def _councils_first(meetings: MeetingDates) -> Iterable[Remark]:
    deciding = min((day for day in (meetings.executive_on, meetings.assembly_on) if day), default=None)
    if meetings.councils_on and deciding and meetings.councils_on > deciding:
        message = _("Rådene møtes først etter at saken er behandlet. Velg en dag før %(day)s.", day=date_full(deciding))
        yield Remark(Severity.WARN, "councils_on", message)


def _public_before_decision(plan_type: PlanType, opens: date, meetings: MeetingDates) -> Iterable[Remark]:
    days = plan_type.rules.public_before_decision_days
    if days and meetings.assembly_on and (meetings.assembly_on - opens).days < days:
        message = _(
            "For plantypen «%(type)s» skal forslaget ligge åpent i minst %(days)s dager før vedtaket. "
            "Velg %(day)s eller en senere dag.",
            type=plan_type.label,
            days=days,
            day=date_full(opens + timedelta(days=days)),
        )
        yield Remark(Severity.REFUSE, "assembly_on", message)
