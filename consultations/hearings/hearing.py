"""A hearing: one round on one version of a plan. It accepts in [opens, closes); the last day counts whole."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy import CheckConstraint, ForeignKey, Select, String, Text, UniqueConstraint, and_, or_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship
from sqlalchemy.sql import ColumnElement

from app import clock
from app.database import Model, UtcDateTime, one_of
from app.extensions import db
from consultations.drafts.version import Version
from consultations.hearings.hearing_kind import HearingKind
from consultations.hearings.meeting import Chain, Meeting
from consultations.plans.plan import Plan

HEARING = "hearing"  # kind of published document


class Stage(StrEnum):
    """Where a hearing stands. The first three come from the clock, the rest are facts written by verbs."""

    BEING_PREPARED = "being_prepared"  # not ready: nobody outside sees it
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    IN_ASSESSMENT = "in_assessment"
    RELEASED = "released"  # assessments are public, the bodies have yet to decide
    DECIDED = "decided"


class SentBack(StrEnum):
    """How a body gave a case back instead of deciding it."""

    POSTPONED = "postponed"
    RETURNED = "returned"
    NEW_HEARING = "new_hearing"


class Hearing(Model):
    """`closes_at` is the local midnight that ends `last_day`; pages say «til og med»."""

    __tablename__ = "hearing"
    __table_args__ = (
        UniqueConstraint("plan_id", "round"),
        CheckConstraint("opens_at < closes_at", name="opens_before_closes"),
        CheckConstraint(f"kind IN ({', '.join(repr(kind.value) for kind in HearingKind)})", name="kind"),
        CheckConstraint(one_of("sent_back", SentBack), name="sent_back"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"))
    round: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(20), default="ordinary")
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_day: Mapped[date]
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    period_reason: Mapped[str] = mapped_column(Text, default="")  # why a period is shorter than advised
    # The decision to hear the draft.
    decided_by_body: Mapped[str] = mapped_column(String(120), default="")
    decided_on: Mapped[date | None]
    decided_case: Mapped[str] = mapped_column(String(30), default="")
    decision_needed: Mapped[bool] = mapped_column(default=True)  # False where the law asks for none and none was made
    # Facts.
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    draft_given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when this version became the hearing's
    assessment_started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # a body has decided on what was assessed
    sent_back: Mapped[str | None] = mapped_column(String(12))  # by the last body that had it; None: it stays with them
    closed_case_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the last body has decided
    statements_received: Mapped[int] = mapped_column(default=0)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    plan: Mapped[Plan] = relationship()
    version: Mapped[Version | None] = relationship()
    extensions: Mapped[list[DeadlineExtension]] = relationship(order_by="DeadlineExtension.id", viewonly=True)
    meetings: Mapped[list[Meeting]] = relationship(order_by=Meeting.position, cascade="all, delete-orphan")

    @hybrid_property
    def accepting(self) -> bool:
        """Whether a statement that arrives now is in time."""
        return self.is_ready and self.opens_at <= clock.now() < self.closes_at

    @accepting.inplace.expression
    @classmethod
    def _accepting(cls) -> ColumnElement[bool]:
        now = clock.now()
        return and_(cls.ready_at.is_not(None), cls.version_id.is_not(None), cls.opens_at <= now, cls.closes_at > now)

    @property
    def kind_label(self) -> LazyString:
        return HearingKind(self.kind).label

    @property
    def title(self) -> str:
        """The plan's title, and which round it is when there were others before."""
        return (
            self.plan.title
            if self.round == 1
            else _("%(plan)s, runde %(number)s", plan=self.plan.title, number=self.round)
        )

    @property
    def is_ready(self) -> bool:
        """Marked ready, so that the clock may open it."""
        return self.ready_at is not None and self.version_id is not None

    @property
    def is_public(self) -> bool:
        """Whether people outside may know of it."""
        return self.ready_at is not None

    @property
    def draft_is_public(self) -> bool:
        """Whether the text may be read: from the opening on, for ever."""
        return self.is_ready and self.opens_at <= clock.now()

    @property
    def first_day(self) -> date:
        """The day that the period counts from: when this version was really out, or the first day it can be."""
        planned = clock.local(self.opens_at).date()
        if not self.draft_is_public:
            return max(planned, clock.today())
        facts = [instant for instant in (self.ready_at, self.draft_given_at) if instant]
        return max(planned, *(clock.local(instant).date() for instant in facts))

    @property
    def announced_last_day(self) -> date:
        """The last day as it was first announced."""
        return self.extensions[0].from_day if self.extensions else self.last_day

    @property
    def chain(self) -> Chain:
        """The bodies that are asked, recommend and decide, in their order."""
        return tuple(meeting.planned for meeting in self.meetings)

    @property
    def takes_late(self) -> bool:
        """Whether a statement that arrives now is stored as late: the period has ended."""
        return self.is_ready and self.has_closed_at(clock.now())

    @property
    def is_decided(self) -> bool:
        """Whether the last body has closed the case: nothing more is taken."""
        return self.closed_case_at is not None

    @property
    def led_to_new_hearing(self) -> bool:
        """Whether the case goes on with a new round: no body is waited for in this one."""
        return self.sent_back == SentBack.NEW_HEARING

    def has_closed_at(self, instant: datetime) -> bool:
        """Whether the deadline is over at this instant."""
        return instant >= self.closes_at

    @property
    def stage(self) -> Stage:
        if not self.is_public:
            return Stage.BEING_PREPARED
        if self.closed_case_at:
            return Stage.DECIDED
        if self.released_at:
            return Stage.RELEASED
        if clock.now() < self.opens_at or self.version_id is None:
            return Stage.ANNOUNCED
        if clock.now() < self.closes_at:
            return Stage.OPEN
        return Stage.IN_ASSESSMENT if self.assessment_started_at else Stage.CLOSED


class DeadlineExtension(Model):
    """A deadline that was moved: it only moves later, with a reason."""

    __tablename__ = "deadline_extension"

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"), index=True)
    from_day: Mapped[date]
    to_day: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    extended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    extended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


def public_hearings(municipality_id: int) -> Select[Hearing]:
    """Every hearing that people may know of, newest opening first."""
    return (
        db.select(Hearing)
        .where(Hearing.municipality_id == municipality_id, Hearing.ready_at.is_not(None))
        .options(joinedload(Hearing.plan))
        .order_by(Hearing.opens_at.desc(), Hearing.id.desc())
    )


def public_rounds(municipality_id: int, plan_key: str) -> list[Hearing]:
    """The rounds of a plan that people may know of, the newest first."""
    query = public_hearings(municipality_id).join(Hearing.plan).where(Plan.key == plan_key)
    return list(db.session.scalars(query.order_by(None).order_by(Hearing.round.desc())))


def newer_round(hearing: Hearing) -> Hearing | None:
    """The newest round that people may know of, where it came after this one."""
    newest = public_rounds(hearing.municipality_id, hearing.plan.key)[0]
    return newest if newest.round > hearing.round else None


def newest_round(plan: Plan) -> Hearing | None:
    """The last round on a plan, whether anybody outside knows of it or not."""
    query = db.select(Hearing).where(Hearing.plan_id == plan.id).order_by(Hearing.round.desc()).limit(1)
    return db.session.scalars(query).first()


def rounds_of(plan: Plan) -> list[Hearing]:
    """All rounds on a plan, the newest first, whether anybody outside knows of them or not."""
    return list(db.session.scalars(db.select(Hearing).where(Hearing.plan_id == plan.id).order_by(Hearing.round.desc())))


def earlier_rounds(plan: Plan, before: int | None = None) -> list[Hearing]:
    """The rounds before this one, the oldest first; all of them before one that is yet to be planned."""
    return [one for one in reversed(rounds_of(plan)) if before is None or one.round < before]


def find_round(plan: Plan, number: int) -> Hearing | None:
    query = db.select(Hearing).where(Hearing.plan_id == plan.id, Hearing.round == number)
    return db.session.scalars(query).first()


def newest_rounds(municipality_id: int) -> dict[int, Hearing]:
    """The last round of every plan that has one, by the plan's id."""
    query = db.select(Hearing).where(Hearing.municipality_id == municipality_id).order_by(Hearing.round)
    return {hearing.plan_id: hearing for hearing in db.session.scalars(query)}


def count_unready(municipality_id: int) -> int:
    """Hearings that will not open by themselves: not announced, or without a draft."""
    query = db.select(db.func.count(Hearing.id)).where(
        Hearing.municipality_id == municipality_id,
        Hearing.closed_case_at.is_(None),
        or_(Hearing.ready_at.is_(None), Hearing.version_id.is_(None)),
    )
    return db.session.scalar(query) or 0


def next_change(municipality_id: int, now: datetime) -> datetime | None:
    """The next instant at which a hearing of the municipality opens or closes by itself."""
    opens = db.select(db.func.min(Hearing.opens_at)).where(Hearing.opens_at > now)
    closes = db.select(db.func.min(Hearing.closes_at)).where(Hearing.closes_at > now)
    instants = [db.session.scalar(query.where(Hearing.municipality_id == municipality_id)) for query in (opens, closes)]
    return min((instant for instant in instants if instant), default=None)
