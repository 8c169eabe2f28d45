"""What is left to do before a hearing can be announced, and what would make it better."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app import clock
from consultations.hearings.dates import dates_of, remarks_on
from consultations.hearings.deadline import Severity
from consultations.hearings.hearing import Hearing
from consultations.hearings.meeting import first_political_date
from consultations.plans.plan import Plan

PLAN, DATES, DRAFT = "plan", "dates", "draft"


@dataclass(frozen=True, slots=True)
class ChecklistTask:
    """One line of the list. `place` tells where it is done; without what is `required` nothing is announced."""

    text: str
    done: bool
    place: str
    required: bool = True


def checklist(plan: Plan, hearing: Hearing | None) -> list[ChecklistTask]:
    """Everything a hearing on this plan wants, in the order in which it is usually done."""
    return [*_of_plan(plan), *_of_dates(plan, hearing), _draft(hearing), *_better(plan, hearing)]


def missing_before_announcement(hearing: Hearing) -> list[str]:
    """What a planner has to do before the hearing can be announced."""
    return [task.text for task in checklist(hearing.plan, hearing) if task.required and not task.done]


def _of_plan(plan: Plan) -> list[ChecklistTask]:
    return [
        ChecklistTask(_("En kort omtale av planen"), bool(plan.summary), PLAN),
        ChecklistTask(_("Hvem som svarer på spørsmål"), bool(plan.contact_name), PLAN),
    ]


def _of_dates(plan: Plan, hearing: Hearing | None) -> list[ChecklistTask]:
    if hearing is None:
        return [ChecklistTask(_("Datoene for høringen"), False, DATES)]
    return [ChecklistTask(_("Datoene for høringen"), True, DATES), *_wrong(plan, hearing), _decision(hearing)]


def _decision(hearing: Hearing) -> ChecklistTask:
    if not hearing.decision_needed:
        return ChecklistTask(_("Vedtak om høring: ikke nødvendig"), True, DATES)
    decided = bool(hearing.decided_on and hearing.decided_by_body)
    return ChecklistTask(_("Vedtaket om å sende utkastet på høring"), decided, DATES)


def _wrong(plan: Plan, hearing: Hearing) -> list[ChecklistTask]:
    """Dates may turn wrong by themselves: the opening day passes, or the plan gets another type."""
    if hearing.is_public:
        return []
    remarks = remarks_on(plan, dates_of(hearing), hearing.round)
    return [ChecklistTask(remark.message, False, DATES) for remark in remarks if remark.severity is not Severity.WARN]


def _draft(hearing: Hearing | None) -> ChecklistTask:
    due = hearing is not None and clock.now() >= hearing.opens_at
    text = _("Et publisert utkast, siden åpningsdagen er kommet") if due else _("Et publisert utkast til åpningsdagen")
    return ChecklistTask(text, bool(hearing and hearing.version_id), DRAFT, required=due)


def _better(plan: Plan, hearing: Hearing | None) -> list[ChecklistTask]:
    meetings = bool(hearing and first_political_date(hearing.chain))
    wanted = [
        (_("Telefonnummer til den som svarer på spørsmål"), plan.contact_phone, PLAN),
        (_("Hva kommunen vil oppnå med planen"), plan.purpose, PLAN),
        (_("Hvem planen er for"), plan.target_group, PLAN),
        (_("Hva innbyggerne kan påvirke"), plan.can_influence, PLAN),
        (_("Møtene der saken blir behandlet"), meetings, DATES),
    ]
    return [ChecklistTask(text, bool(there), place, required=False) for text, there, place in wanted]
