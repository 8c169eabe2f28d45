"""The verbs of a hearing's life before and while it runs: plan, announce, give it its draft, extend, move its meetings.

Each holds the hearing's row first, so that two people at once cannot undo what the other did.
"""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from app import audit, clock, i18n, published
from app.accounts.user import User
from app.extensions import db
from app.municipalities.municipality import touch
from app.partial_date import in_sentence
from app.rows import hold
from consultations.drafts.section import SECTION
from consultations.drafts.version import Version, publish_version
from consultations.hearings.chain import check_chain
from consultations.hearings.checklist import missing_before_announcement
from consultations.hearings.dates import (
    Dates,
    DatesRefused,
    refuse_bad,
    remarks_on,
    remarks_on_announced,
    set_chain,
    set_dates,
)
from consultations.hearings.deadline import DateRemark, Severity, check_extension
from consultations.hearings.deletion import let_go
from consultations.hearings.hearing import HEARING, DeadlineExtension, Hearing, newest_round
from consultations.hearings.meeting import Chain, first_political_date
from consultations.plans.plan import Plan, add_status, make_public


class NotReady(Exception):
    """Something is missing before the hearing can be announced; `missing` names it."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = missing


class RoundInProgress(Exception):
    """The plan has a hearing that is not over."""


class DraftIsOpen(ValueError):
    """The hearing's draft is public and stays what it is."""


def may_start_round(plan: Plan) -> bool:
    """Whether the plan has no hearing that is being prepared or running."""
    last = newest_round(plan)
    return last is None or last.takes_late


def plan_hearing(plan: Plan, dates: Dates, by: User | None) -> Hearing:
    """Plan the next round on a plan. Raises DatesRefused, or RoundInProgress while the last one is not over."""
    hold(plan)
    if not may_start_round(plan):
        raise RoundInProgress
    refuse_bad(remarks_on(plan, dates))
    last = newest_round(plan)
    hearing = Hearing(
        municipality_id=plan.municipality_id,
        plan_id=plan.id,
        round=last.round + 1 if last else 1,
        created_by_id=by.id if by else None,
        created_at=clock.now(),
    )
    set_dates(hearing, dates)
    db.session.add(hearing)
    db.session.flush()
    audit.record(plan.municipality_id, "hearing.planned", subject(hearing), {"last_day": dates.last_day.isoformat()})
    return hearing


def change_dates(hearing: Hearing, dates: Dates) -> None:
    """Move a hearing that nobody outside knows of yet. Raises DatesRefused, also for one that is announced."""
    hold(hearing)
    if hearing.is_public:
        message = _("Høringen er kunngjort. Fristen kan bare forlenges, med en grunn.")
        raise DatesRefused((DateRemark(Severity.REFUSE, "last_day", message),))
    refuse_bad(remarks_on(hearing.plan, dates, hearing.round))
    set_dates(hearing, dates)
    audit.record(hearing.municipality_id, "hearing.moved", subject(hearing), {"last_day": dates.last_day.isoformat()})


def announce(hearing: Hearing) -> None:
    """Let the public know. The clock opens the hearing when its draft is there too. Raises NotReady."""
    _hold(hearing)
    if hearing.is_public:
        return
    missing = missing_before_announcement(hearing)
    if missing:
        raise NotReady(missing)
    hearing.ready_at = clock.now()
    make_public(hearing.plan)
    audit.record(hearing.municipality_id, "hearing.announced", subject(hearing))
    _tell_search(hearing)


def give_draft(hearing: Hearing, version: Version) -> None:
    """Publish a version as this hearing's draft.

    Raises ValueError for a draft of another plan, DraftIsOpen once people can read the one it has, DatesRefused when
    people could read it for too few days from now on: the deadline is moved first.
    """
    _hold(hearing)
    if version.plan_id != hearing.plan_id:
        raise ValueError("a hearing is on a draft of its own plan")
    if hearing.version_id == version.id:
        return
    if hearing.draft_is_public:
        raise DraftIsOpen("the draft can be read already")
    if hearing.is_public:
        refuse_bad(remarks_on_announced(hearing, hearing.plan.type))
    publish_version(version)
    replaced = hearing.version
    hearing.version, hearing.draft_given_at = version, clock.now()
    db.session.flush()
    if replaced is not None:
        let_go(replaced)
    audit.record(hearing.municipality_id, "hearing.draft_given", subject(hearing), {"version": version.number})
    _tell_search(hearing)


def extend(hearing: Hearing, last_day: date, reason: str, by: User | None) -> None:
    """Move the last day later, with a reason that the public sees. Raises DatesRefused."""
    _hold(hearing)
    refuse_bad((*_not_extendable(hearing), *_no_reason(reason), *_extension(hearing, last_day)))
    before = hearing.last_day
    db.session.add(
        DeadlineExtension(
            hearing_id=hearing.id,
            from_day=before,
            to_day=last_day,
            reason=reason,
            extended_at=clock.now(),
            extended_by_id=by.id if by else None,
        )
    )
    hearing.last_day, hearing.closes_at = last_day, clock.midnight_after(last_day)
    days = {"before": i18n.date_full(before), "after": i18n.date_full(last_day), "reason": reason}
    add_status(hearing.plan, clock.today(), _("Fristen er flyttet fra %(before)s til %(after)s. %(reason)s", **days))
    db.session.expire(hearing, ["extensions"])
    said = {"from": before.isoformat(), "last_day": last_day.isoformat()}
    audit.record(hearing.municipality_id, "hearing.extended", subject(hearing), said)
    published.changed(HEARING, [str(hearing.id)], hearing.municipality_id)


def move_meetings(hearing: Hearing, chain: Chain) -> None:
    """Set the chain of bodies and their planned meetings anew until the last body has decided. Raises DatesRefused."""
    _hold(hearing)
    if hearing.closed_case_at:
        message = _("Saken er ferdig behandlet, og møtedatoene kan ikke endres.")
        raise DatesRefused((DateRemark(Severity.REFUSE, "chain", message),))
    refuse_bad(check_chain(hearing.plan.type, hearing.first_day, hearing.last_day, chain))
    set_chain(hearing, chain)
    audit.record(hearing.municipality_id, "hearing.meetings_moved", subject(hearing))
    touch(hearing.municipality_id)


def subject(hearing: Hearing) -> str:
    """How the audit chain names a hearing."""
    return f"hearing:{hearing.plan_id}:{hearing.round}"


def _hold(hearing: Hearing) -> None:
    """The hearing, and before it its plan: its type decides what may be done."""
    hold(hearing.plan)
    hold(hearing)


def _not_extendable(hearing: Hearing) -> tuple[DateRemark, ...]:
    if not hearing.is_public:
        message = _("Høringen er ikke kunngjort ennå. Endre datoene i stedet.")
    elif hearing.assessment_started_at or hearing.released_at or hearing.closed_case_at:
        message = _("Innspillene blir allerede behandlet. Lag en ny høringsrunde i stedet.")
    else:
        return ()
    return (DateRemark(Severity.REFUSE, "last_day", message),)


def _no_reason(reason: str) -> tuple[DateRemark, ...]:
    if reason.strip():
        return ()
    return (DateRemark(Severity.REFUSE, "reason", _("Skriv hvorfor fristen blir forlenget. Alle kan lese grunnen.")),)


def _extension(hearing: Hearing, last_day: date) -> tuple[DateRemark, ...]:
    """The new last day by itself, and beside the meetings that are planned."""
    first = first_political_date(hearing.chain)
    if first and last_day >= first.last:
        message = _("Saken skal behandles %(day)s. Flytt møtet før du forlenger fristen.", day=in_sentence(first))
        return (DateRemark(Severity.REFUSE, "last_day", message),)
    return check_extension(hearing.last_day, last_day)


def _tell_search(hearing: Hearing) -> None:
    """The round can be found from now on, its sections from the opening on."""
    touch(hearing.municipality_id)
    if hearing.is_public:
        published.changed(HEARING, [str(hearing.id)], hearing.municipality_id)
    if hearing.is_ready and hearing.version is not None:
        refs = [str(section.id) for section in hearing.version.sections]
        published.changed(SECTION, refs, hearing.municipality_id, max(hearing.opens_at, clock.now()))
