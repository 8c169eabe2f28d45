"""Whether the bodies of a chain come in the right order, each with its part, and with time to answer and to assess.

A date that is only known as a week or a month is refused where no day of it would do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from flask_babel import gettext as _

from app.i18n import date_full
from app.municipalities.body import ASSEMBLY, COUNCIL
from app.partial_date import PartialDate, in_sentence
from consultations.hearings.deadline import DateRemark, Severity
from consultations.hearings.meeting import BodyRole, Chain, PlannedMeeting
from consultations.plans.plan_type import AdoptedBy, PlanType

ASSESSMENT_DAYS = 14

Placed = tuple[int, PlannedMeeting]


def check_chain(plan_type: PlanType, first_day: date, last_day: date, chain: Chain) -> tuple[DateRemark, ...]:
    """What there is to say of the meetings on a draft that is out from `first_day` on; nothing for a good chain."""
    placed = list(enumerate(chain))
    return (
        *_once_each(placed),
        *_parts(plan_type, placed),
        *_one_decides_last(placed),
        *_after_deadline(last_day, placed),
        *_in_order(placed),
        *_councils_first(placed),
        *_public_before_decision(plan_type, first_day, placed),
    )


def _remark(severity: Severity, at: int, name: str, message: str) -> DateRemark:
    return DateRemark(severity, f"chain-{at}-{name}", message)


def _once_each(placed: list[Placed]) -> Iterable[DateRemark]:
    seen: set[int] = set()
    for at, planned in placed:
        if planned.body.id in seen:
            yield _remark(Severity.REFUSE, at, "body", _("%(body)s står to ganger.", body=planned.body.name))
        seen.add(planned.body.id)


def _parts(plan_type: PlanType, placed: list[Placed]) -> Iterable[DateRemark]:
    """A council gives advice; what the law leaves to the assembly nobody else decides."""
    for at, planned in placed:
        if planned.is_political and planned.body.kind == COUNCIL:
            message = _("%(body)s er et råd. Det uttaler seg, men behandler ikke saken.", body=planned.body.name)
            yield _remark(Severity.REFUSE, at, "part", message)
        elif _must_be_the_assembly(plan_type, planned):
            message = _("«%(type)s» vedtas av kommunestyret eller heradsstyret.", type=plan_type.label)
            yield _remark(Severity.REFUSE, at, "part", message)


def _must_be_the_assembly(plan_type: PlanType, planned: PlannedMeeting) -> bool:
    law = plan_type.rules.adopted_by is AdoptedBy.ASSEMBLY
    return law and planned.part is BodyRole.DECIDING and planned.body.kind != ASSEMBLY


def _one_decides_last(placed: list[Placed]) -> Iterable[DateRemark]:
    decided = False
    for at, planned in placed:
        if decided and planned.is_political:
            message = _("Ett utvalg vedtar, og det er det siste som behandler saken. Endre rekkefølgen.")
            yield _remark(Severity.REFUSE, at, "part", message)
        decided = decided or planned.part is BodyRole.DECIDING


def _dated(placed: list[Placed]) -> list[tuple[int, PlannedMeeting, PartialDate]]:
    """The bodies that the case comes before, as far as their dates are known."""
    return [(at, planned, planned.when) for at, planned in placed if planned.is_political and planned.when]


def _after_deadline(last_day: date, placed: list[Placed]) -> Iterable[DateRemark]:
    """Each meets after the last day, the first of them with time to assess in between."""
    dated = _dated(placed)
    for at, _planned, when in dated:
        if when.last <= last_day:
            message = _("Møtet er før høringen er over. Velg en dag etter %(day)s.", day=date_full(last_day))
            yield _remark(Severity.REFUSE, at, "when", message)
    if dated and last_day < dated[0][2].last < last_day + timedelta(days=ASSESSMENT_DAYS):
        at, _planned, when = dated[0]
        message = _(
            "Det er bare %(days)s dager fra fristen til møtet. Sett av minst to uker til å vurdere merknadene.",
            days=(when.last - last_day).days,
        )
        yield _remark(Severity.WARN, at, "when", message)


def _in_order(placed: list[Placed]) -> Iterable[DateRemark]:
    for (_at, earlier, before), (at, later, after) in pairwise(_dated(placed)):
        if after.last < before.first:
            message = _(
                "Møtet i %(later)s er før møtet i %(earlier)s, som skal behandle saken først. Velg en senere dag.",
                later=later.body.name,
                earlier=earlier.body.name,
            )
            yield _remark(Severity.REFUSE, at, "when", message)


def _councils_first(placed: list[Placed]) -> Iterable[DateRemark]:
    dated = _dated(placed)
    for at, planned in placed:
        if dated and not planned.is_political and planned.when and planned.when.first > dated[0][2].last:
            message = _(
                "%(body)s møtes først etter at saken er behandlet. Velg en dag før %(day)s.",
                body=planned.body.name,
                day=in_sentence(dated[0][2]),
            )
            yield _remark(Severity.WARN, at, "when", message)


def _public_before_decision(plan_type: PlanType, first_day: date, placed: list[Placed]) -> Iterable[DateRemark]:
    days = plan_type.rules.public_before_decision_days
    for at, planned, when in _dated(placed):
        if planned.part is BodyRole.DECIDING and (when.last - first_day).days < days:
            message = _(
                "For plantypen «%(type)s» skal forslaget ligge åpent i minst %(days)s dager før vedtaket. "
                "Velg %(day)s eller en senere dag.",
                type=plan_type.label,
                days=days,
                day=date_full(first_day + timedelta(days=days)),
            )
            yield _remark(Severity.REFUSE, at, "when", message)
