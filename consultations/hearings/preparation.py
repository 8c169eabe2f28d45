"""The verbs of a hearing's life before and while it runs: plan, announce, give it its draft, extend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app import audit, clock, published
from app.accounts.user import User
from app.extensions import db
from app.municipalities import body
from app.municipalities.municipality import touch
from consultations.drafts.section import SECTION
from consultations.drafts.version import Version, publish_version
from consultations.hearings.deadline import Remark, Severity, check_extension, check_period, may_save
from consultations.hearings.hearing import DeadlineExtension, Hearing
from consultations.hearings.meeting_dates import MeetingDates, check_meetings
from consultations.plans.plan import Plan
from consultations.plans.plan_type import PlanType


class DatesRefused(Exception):
    """Dates that the rules do not allow; `remarks` say why and what to do."""

    def __init__(self, remarks: tuple[Remark, ...]) -> None:
        super().__init__("; ".join(remark.message for remark in remarks))
        self.remarks = remarks


class NotReady(Exception):
    """Something is missing before the hearing can be announced; `missing` names it."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = missing


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
    names = {kind: held.name for kind in (body.EXECUTIVE, body.ASSEMBLY) if (held := plan.municipality.body(kind))}
    meetings = MeetingDates(
        dates.councils_on,
        dates.executive_on,
        dates.assembly_on,
        names.get(body.EXECUTIVE, _("formannskapet")),
        names.get(body.ASSEMBLY, _("kommunestyret")),
    )
    plan_type = PlanType(plan.plan_type)
    period = check_period(plan_type, dates.opens, dates.last_day, dates.kind, dates.period_reason)
    return (*period, *check_meetings(plan_type, dates.opens, dates.last_day, meetings))


def plan_hearing(plan: Plan, dates: Dates, by: User | None) -> Hearing:
    """Plan the next round on a plan. Raises DatesRefused."""
    _check(plan, dates)
    last = db.session.scalar(db.select(db.func.max(Hearing.round)).where(Hearing.plan_id == plan.id))
    hearing = Hearing(
        municipality_id=plan.municipality_id,
        plan_id=plan.id,
        round=(last or 0) + 1,
        created_by_id=by.id if by else None,
        created_at=clock.now(),
    )
    _set_dates(hearing, dates)
    db.session.add(hearing)
    db.session.flush()
    audit.record(plan.municipality_id, "hearing.planned", subject(hearing), {"last_day": dates.last_day.isoformat()})
    return hearing


def change_dates(hearing: Hearing, dates: Dates) -> None:
    """Move a hearing that nobody outside knows of yet. Raises DatesRefused, also for one that is announced."""
    if hearing.is_public:
        raise DatesRefused((_announced(),))
    _check(hearing.plan, dates)
    _set_dates(hearing, dates)
    audit.record(hearing.municipality_id, "hearing.moved", subject(hearing), {"last_day": dates.last_day.isoformat()})


def announce(hearing: Hearing) -> None:
    """Let the public know. The clock opens the hearing when its draft is there too. Raises NotReady."""
    missing = missing_before_announcement(hearing)
    if missing:
        raise NotReady(missing)
    if hearing.is_public:
        return
    hearing.ready_at = clock.now()
    audit.record(hearing.municipality_id, "hearing.announced", subject(hearing))
    _tell_search(hearing)


def missing_before_announcement(hearing: Hearing) -> list[str]:
    """What a planner has to do before the hearing can be announced."""
    plan = hearing.plan
    wanted = [
        (hearing.decided_on and hearing.decided_by_body, _("Vedtaket om å sende utkastet på høring")),
        (plan.summary, _("En kort omtale av planen")),
        (plan.contact_name, _("Hvem som svarer på spørsmål")),
        (hearing.version_id or clock.now() < hearing.opens_at, _("Et publisert utkast, siden åpningsdagen er kommet")),
    ]
    return [what for there, what in wanted if not there]


def give_draft(hearing: Hearing, version: Version) -> None:
    """Publish a version as this hearing's draft. Raises ValueError for a draft of another plan or once it is open."""
    if version.plan_id != hearing.plan_id or (hearing.draft_is_public and hearing.version_id != version.id):
        raise ValueError("this hearing cannot have that draft")
    publish_version(version)
    hearing.version = version
    db.session.flush()
    audit.record(hearing.municipality_id, "hearing.draft_given", subject(hearing), {"version": version.number})
    _tell_search(hearing)


def extend(hearing: Hearing, last_day: date, reason: str, by: User | None) -> None:
    """Move the last day later, with a reason that the public sees. Raises DatesRefused."""
    remarks = check_extension(hearing.last_day, last_day)
    if not may_save(remarks):
        raise DatesRefused(remarks)
    db.session.add(
        DeadlineExtension(
            hearing_id=hearing.id,
            from_day=hearing.last_day,
            to_day=last_day,
            reason=reason,
            extended_at=clock.now(),
            extended_by_id=by.id if by else None,
        )
    )
    hearing.last_day, hearing.closes_at = last_day, clock.midnight_after(last_day)
    audit.record(hearing.municipality_id, "hearing.extended", subject(hearing), {"last_day": last_day.isoformat()})
    touch(hearing.municipality_id)


def subject(hearing: Hearing) -> str:
    """How the audit chain names a hearing."""
    return f"hearing:{hearing.plan_id}:{hearing.round}"


def _check(plan: Plan, dates: Dates) -> None:
    remarks = remarks_on(plan, dates)
    if not may_save(remarks):
        raise DatesRefused(remarks)


def _announced() -> Remark:
    return Remark(Severity.REFUSE, "last_day", _("Høringen er kunngjort. Fristen kan bare forlenges, med en grunn."))


def _set_dates(hearing: Hearing, dates: Dates) -> None:
    hearing.kind = dates.kind
    hearing.opens_at = clock.at_local(dates.opens)
    hearing.last_day, hearing.closes_at = dates.last_day, clock.midnight_after(dates.last_day)
    hearing.period_reason = dates.period_reason
    hearing.decided_by_body, hearing.decided_on = dates.decided_by_body, dates.decided_on
    hearing.decided_case = dates.decided_case
    hearing.councils_on, hearing.executive_on = dates.councils_on, dates.executive_on
    hearing.assembly_on = dates.assembly_on


def _tell_search(hearing: Hearing) -> None:
    """Sections can be found from the opening on."""
    touch(hearing.municipality_id)
    if hearing.is_ready and hearing.version is not None:
        refs = [str(section.id) for section in hearing.version.sections]
        published.changed(SECTION, refs, hearing.municipality_id, max(hearing.opens_at, clock.now()))
