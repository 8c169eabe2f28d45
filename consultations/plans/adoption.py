"""The decision that makes a plan the one that holds. What was recorded wrongly is recorded anew; the newest holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app import audit, clock
from app.accounts.user import User
from app.database import Model, UtcDateTime
from app.extensions import db
from app.municipalities.municipality import touch
from app.rows import hold
from consultations.plans.plan import Plan, tell_search


class Adoption(Model):
    """Rows are added, never changed. `valid_from` and `valid_to` are days, both counted in; None is open."""

    __tablename__ = "plan_adoption"
    __table_args__ = (CheckConstraint("valid_from <= valid_to", name="valid_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    decided_on: Mapped[date]
    body: Mapped[str] = mapped_column(String(120))
    case_number: Mapped[str] = mapped_column(String(30), default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    @property
    def holds(self) -> bool:
        """Whether the plan is the one that holds today."""
        today = clock.today()
        return (self.valid_from or self.decided_on) <= today and (self.valid_to is None or today <= self.valid_to)


@dataclass(frozen=True, slots=True)
class AdoptionFacts:
    """What is recorded of the decision."""

    decided_on: date
    body: str
    case_number: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class NotDecidedYet(ValueError):
    """The day of the decision lies ahead."""


class NotAdopted(Exception):
    """Only a plan that was adopted is followed up."""


def adopt(plan: Plan, facts: AdoptionFacts, by: User | None) -> Adoption:
    """Record that the plan was adopted. Raises NotDecidedYet."""
    hold(plan)
    if facts.decided_on > clock.today():
        raise NotDecidedYet
    adoption = Adoption(
        plan_id=plan.id,
        decided_on=facts.decided_on,
        body=facts.body,
        case_number=facts.case_number,
        valid_from=facts.valid_from,
        valid_to=facts.valid_to,
        recorded_at=clock.now(),
        recorded_by_id=by.id if by else None,
    )
    db.session.add(adoption)
    db.session.flush()
    plan.adopted_on = facts.decided_on
    audit.record(plan.municipality_id, "plan.adopted", f"plan:{plan.key}", {"decided_on": str(facts.decided_on)})
    _seen(plan)
    return adoption


def follow_up(plan: Plan) -> None:
    """The measures of an adopted plan are under way. Doing it twice is the same. Raises NotAdopted."""
    hold(plan)
    if plan.adopted_on is None:
        raise NotAdopted
    if plan.followed_up_since is None:
        plan.followed_up_since = clock.today()
        audit.record(plan.municipality_id, "plan.followed_up", f"plan:{plan.key}")
        _seen(plan)


def adoption_of(plan: Plan) -> Adoption | None:
    """What holds of the plan's adoption."""
    query = db.select(Adoption).where(Adoption.plan_id == plan.id).order_by(Adoption.id.desc()).limit(1)
    return db.session.scalars(query).first()


def _seen(plan: Plan) -> None:
    touch(plan.municipality_id)
    tell_search(plan)
