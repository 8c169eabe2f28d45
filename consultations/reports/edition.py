"""Which printing a paper is: draft or final, what it holds, what it lacks, and who let it go in spite of that."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from app import clock
from app.i18n import date_long
from consultations.assessment.coverage import Coverage, coverage
from consultations.assessment.release import Release, release_of
from consultations.hearings.announcement_text import way_ahead
from consultations.hearings.hearing import Hearing

from .summary import Case, Edition, Missing, Override


class NotFinal(Exception):
    """Something is missing, and nobody with a name has let the paper be final in spite of it."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__()
        self.missing = missing


def draft_edition(hearing: Hearing) -> Edition:
    """A draft of this moment: everything that has come in, and a list of what it lacks."""
    now = clock.now()
    return Edition(hearing.plan.language, now, now, draft=True, missing=missing(coverage(hearing, now)))


def final_edition(hearing: Hearing) -> Edition:
    """The final edition of what has come in by now; where that lacks something, of what was in at the release.

    Raises NotFinal while a statement lacks an assessment (or is undecided or unmoderated) and no override is recorded.
    """
    now = clock.now()
    gaps = missing(coverage(hearing, now))
    if not gaps:
        return _final(hearing, now)
    released = release_of(hearing)
    if released is None:
        raise NotFinal(gaps)
    gaps = missing(coverage(hearing, released.released_at))
    if gaps and not released.override_reason:
        raise NotFinal(gaps)
    return _final(hearing, released.released_at, gaps, _override(released) if gaps else None)


def result_edition(hearing: Hearing) -> Edition:
    """What the result page tells: all that has come in, in the language of the plan."""
    now = clock.now()
    return Edition(hearing.plan.language, now, now, draft=False)


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


def _final(
    hearing: Hearing, cut_off: datetime, gaps: tuple[Missing, ...] = (), override: Override | None = None
) -> Edition:
    return Edition(hearing.plan.language, clock.now(), cut_off, draft=False, missing=gaps, override=override)


def _override(released: Release) -> Override:
    by = released.released_by.name if released.released_by else _("Administrasjonen")
    return Override(released.override_reason, by, clock.local(released.released_at).date())


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
