"""Which printing a paper is: a draft or an edition, what it holds, what it lacks, who let it go in spite of that."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from app import clock
from app.i18n import date_long
from consultations.assessment.coverage import Coverage, coverage
from consultations.hearings.announcement_text import way_ahead
from consultations.hearings.hearing import Hearing

from .summary import Case, Missing, Override, Printing


def draft_printing(hearing: Hearing) -> Printing:
    """A draft of this moment: everything that has come in, and a list of what it lacks."""
    now = clock.now()
    return Printing(hearing.plan.language, now, now, draft=True, missing=missing(coverage(hearing)))


def printing_of_edition(
    hearing: Hearing, number: int, made_at: datetime, cut_off: datetime, override: Override | None
) -> Printing:
    """What the papers of edition `number` say of themselves; what is missing stands in them beside who let them go."""
    gaps = missing(coverage(hearing, cut_off))
    return Printing(
        hearing.plan.language, made_at, cut_off, draft=False, number=number, missing=gaps, override=override
    )


def result_printing(hearing: Hearing) -> Printing:
    """What the result page tells: all that has come in, in the language of the plan."""
    now = clock.now()
    return Printing(hearing.plan.language, now, now, draft=False)


def missing(covered: Coverage) -> tuple[Missing, ...]:
    """What keeps the papers from being final, in words."""
    gaps = (
        Missing(_("Uten vurdering"), tuple(one.number for one in covered.open_points), covered.unanswered_points),
        Missing(
            _("Kom etter fristen, og det er ikke avgjort om de tas med"),
            tuple(map(str, covered.late_numbers)),
            covered.late_undecided,
        ),
        Missing(_("Venter på moderering"), tuple(map(str, covered.waiting_numbers)), covered.waiting),
    )
    return tuple(gap for gap in gaps if gap.total)


def case_of(hearing: Hearing) -> Case:
    """The case header."""
    plan = hearing.plan
    return Case(
        municipality=plan.municipality.name,
        administration=plan.municipality.administration_title,
        plan=plan.title,
        hearing=_round(hearing),
        case_number=plan.case_number,
        unit=plan.unit,
        contact=", ".join(filter(None, (plan.contact_name, plan.contact_phone))),
        decided_by=_decided_by(hearing),
        opened_on=hearing.first_day,
        last_day=hearing.last_day,
        ahead="" if hearing.closed_case_at else way_ahead(hearing),
    )


def _round(hearing: Hearing) -> str:
    if hearing.round == 1:
        return _("Høring av planutkast")
    return _("Høring av planutkast, runde %(number)s", number=hearing.round)


def _decided_by(hearing: Hearing) -> str:
    if hearing.decided_on is None and not hearing.decision_needed:
        return _("ikke nødvendig")
    if hearing.decided_on is None:
        return hearing.decided_by_body
    told = f"{hearing.decided_by_body} {date_long(hearing.decided_on)}".strip()
    return _("%(decision)s, sak %(case)s", decision=told, case=hearing.decided_case) if hearing.decided_case else told
