"""A plan: what is decided on. It lives for years; hearings and versions come and go."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import audit, clock, published
from app.database import Model, UtcDateTime
from app.extensions import db
from app.municipalities.municipality import Municipality, touch
from app.sorting import sort_key
from consultations.plans.correction import FactCorrection
from consultations.plans.plan_type import PlanType

PLAN = "plan"  # kind of published document

# What a planner writes on the plan page.
HEADINGS = (
    "title",
    "plan_type",
    "language",
    "period_from",
    "period_to",
    "summary",
    "purpose",
    "background",
    "target_group",
    "actions",
    "involved",
    "timing",
    "can_influence",
    "is_fixed",
    "legal_basis",
    "unit",
    "contact_name",
    "contact_phone",
    "contact_email",
    "case_number",
    "predecessor_id",
    "predecessor_name",
    "predecessor_url",
)


class PlanStatus(StrEnum):
    """Where a plan stands by itself; while it is heard, its hearing says more."""

    BEING_PREPARED = "being_prepared"
    ADOPTED = "adopted"
    FOLLOWED_UP = "followed_up"


class Plan(Model):
    """The fixed headings of a plan page (*Hva skal vi oppnå? …*) are columns; an empty one is not shown."""

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("municipality_id", "key"),
        CheckConstraint(f"plan_type IN ({', '.join(repr(one.value) for one in PlanType)})", name="plan_type"),
        CheckConstraint("predecessor_id <> id", name="not_its_own_predecessor"),
        CheckConstraint("followed_up_since IS NULL OR adopted_on IS NOT NULL", name="adopted_before_followed_up"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    plan_type: Mapped[str] = mapped_column(String(30))
    language: Mapped[str] = mapped_column(String(5), default="nb")
    period_from: Mapped[int | None]
    period_to: Mapped[int | None]
    summary: Mapped[str] = mapped_column(Text, default="")  # one short paragraph in plain language
    purpose: Mapped[str] = mapped_column(Text, default="")  # Hva skal vi oppnå?
    background: Mapped[str] = mapped_column(Text, default="")  # Bakgrunn
    target_group: Mapped[str] = mapped_column(Text, default="")  # Hvem er målgruppen?
    actions: Mapped[str] = mapped_column(Text, default="")  # Hva skal vi gjøre?
    involved: Mapped[str] = mapped_column(Text, default="")  # Hvem er involvert?
    timing: Mapped[str] = mapped_column(Text, default="")  # Når?
    can_influence: Mapped[str] = mapped_column(Text, default="")  # Dette kan du påvirke
    is_fixed: Mapped[str] = mapped_column(Text, default="")  # Dette ligger fast
    legal_basis: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(String(120), default="")
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_phone: Mapped[str] = mapped_column(String(30), default="")
    contact_email: Mapped[str] = mapped_column(String(200), default="")
    case_number: Mapped[str] = mapped_column(String(30), default="")
    # The plan that this one takes over from: one of ours, or one that lies elsewhere.
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"), index=True)
    predecessor_name: Mapped[str] = mapped_column(String(200), default="")
    predecessor_url: Mapped[str] = mapped_column(String(500), default="")
    # Facts.
    public_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    adopted_on: Mapped[date | None]
    followed_up_since: Mapped[date | None]
    last_statement_number: Mapped[int] = mapped_column(default=0)  # given out, through all rounds
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    municipality: Mapped[Municipality] = relationship()
    status_log: Mapped[list[StatusEntry]] = relationship(
        order_by="StatusEntry.on_date.desc(), StatusEntry.id.desc()", viewonly=True
    )
    corrections: Mapped[list[FactCorrection]] = relationship(order_by=FactCorrection.id.desc(), viewonly=True)
    predecessor: Mapped[Plan | None] = relationship(remote_side=[id])

    @property
    def type(self) -> PlanType:
        return PlanType(self.plan_type)

    @property
    def is_public(self) -> bool:
        """Whether people outside may know of it."""
        return self.public_since is not None

    @property
    def status(self) -> PlanStatus:
        if self.followed_up_since:
            return PlanStatus.FOLLOWED_UP
        return PlanStatus.ADOPTED if self.adopted_on else PlanStatus.BEING_PREPARED

    @property
    def mark(self) -> str:
        """Changes whenever the headings do: a form that was opened before shows by it what it had seen."""
        said = json.dumps([getattr(self, name) for name in HEADINGS])
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class StatusEntry(Model):
    """A dated line of the plan's status log. Lines are added, never changed."""

    __tablename__ = "status_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    on_date: Mapped[date]
    text: Mapped[str] = mapped_column(Text)


# Called when the page of a public plan has changed (set by the factory).
shown_hooks: list[Callable[[Plan], None]] = []


def make_public(plan: Plan) -> None:
    """People outside may know of the plan from now on. Doing it twice is the same."""
    if plan.public_since is None:
        plan.public_since = clock.now()
    touch(plan.municipality_id)
    tell_search(plan)


def tell_search(plan: Plan) -> None:
    """The plan's page has changed: what can be found of it follows."""
    if plan.is_public:
        published.changed(PLAN, [str(plan.id)], plan.municipality_id)
        for tell in shown_hooks:
            tell(plan)


def add_status(plan: Plan, on_date: date, text: str) -> None:
    """Add a dated line to the status log."""
    db.session.add(StatusEntry(plan_id=plan.id, on_date=on_date, text=text))
    db.session.flush()
    db.session.expire(plan, ["status_log"])
    audit.record(plan.municipality_id, "plan.status_added", f"plan:{plan.key}")
    touch(plan.municipality_id)


def find_plan(municipality_id: int, key: str) -> Plan | None:
    return db.session.scalars(db.select(Plan).where(Plan.municipality_id == municipality_id, Plan.key == key)).first()


def plans_of(municipality_id: int) -> list[Plan]:
    """All plans of a municipality, by title."""
    plans = db.session.scalars(db.select(Plan).where(Plan.municipality_id == municipality_id))
    return sorted(plans, key=lambda plan: sort_key(plan.title))


def same_plan(municipality_id: int, title: str, period_from: int | None) -> Plan | None:
    """A plan with the same title from the same year: nobody means to have two of them."""
    query = db.select(Plan).where(Plan.municipality_id == municipality_id, Plan.title == title)
    return next((plan for plan in db.session.scalars(query) if plan.period_from == period_from), None)
