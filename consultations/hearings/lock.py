"""The lock on what was assessed: it stands from a body's first decision on, until it is reopened with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import audit, clock
from app.accounts.session import current_user
from app.accounts.user import User
from app.database import Model, UtcDateTime
from app.extensions import db
from app.municipalities.municipality import touch
from app.rows import hold
from consultations.hearings.hearing import Hearing


class CaseClosed(ValueError):
    """What was assessed stands: the last body has decided."""


class AssessmentsLocked(CaseClosed):
    """What was assessed stands for now: a body has decided on it, and nobody has reopened it."""


class NotLocked(ValueError):
    """There is nothing to reopen."""


class NoReasonToReopen(ValueError):
    """Reopening takes a reason, which is told with a name."""


class Reopening(Model):
    """Somebody let the assessments be changed after a body had decided on them."""

    __tablename__ = "reopening"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"), index=True)
    reopened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(Text)

    reopened_by: Mapped[User | None] = relationship()


# What follows from a reopening, in its transaction (set by the factory).
reopened_hooks: list[Callable[[Hearing], None]] = []


def may_change(hearing: Hearing) -> bool:
    """Whether verdicts, answers, points and themes may be changed."""
    return hearing.closed_case_at is None and hearing.locked_at is None


def ensure_open(hearing: Hearing) -> None:
    """Raises CaseClosed or AssessmentsLocked; no body can decide before this transaction has ended."""
    db.session.flush()
    db.session.refresh(hearing, ["closed_case_at", "locked_at"], with_for_update={"read": True, "key_share": True})
    if hearing.closed_case_at is not None:
        raise CaseClosed
    if hearing.locked_at is not None:
        raise AssessmentsLocked


def follow_decision(hearing: Hearing, recorded_at: datetime, *, goes_back: bool) -> None:
    """The last decision of the chain locks what was assessed, or gives it back to be worked on (postponed, sent back).

    The caller holds the hearing. A decision from before the last reopening does neither, however it is corrected.
    """
    reopened = last_reopening(hearing)
    if reopened is not None and recorded_at < reopened.reopened_at:
        return
    if goes_back:
        hearing.locked_at = None
    elif hearing.locked_at is None:
        hearing.locked_at = clock.now()


def reopen(hearing: Hearing, reason: str) -> Reopening:
    """Let the assessments be changed again; the next decision needs an edition made after this.

    Raises NotLocked, CaseClosed or NoReasonToReopen.
    """
    hold(hearing)
    if hearing.closed_case_at is not None:
        raise CaseClosed
    if hearing.locked_at is None:
        raise NotLocked
    if not reason.strip():
        raise NoReasonToReopen
    user = current_user()
    made = Reopening(
        hearing_id=hearing.id,
        reopened_at=clock.now(),
        reopened_by_id=user.id if user else None,
        reason=reason.strip(),
    )
    hearing.locked_at = None
    db.session.add(made)
    db.session.flush()
    for hook in reopened_hooks:
        hook(hearing)
    audit.record(hearing.municipality_id, "assessment.reopened", f"hearing:{hearing.id}", {"reopening": made.id})
    touch(hearing.municipality_id)
    return made


def reopenings(hearing: Hearing) -> list[Reopening]:
    """When, by whom and why the assessments were reopened, in order."""
    query = db.select(Reopening).where(Reopening.hearing_id == hearing.id).order_by(Reopening.id)
    return list(db.session.scalars(query))


def last_reopening(hearing: Hearing, before: datetime | None = None) -> Reopening | None:
    """The last one, or the last up to an instant."""
    found = [one for one in reopenings(hearing) if before is None or one.reopened_at <= before]
    return found[-1] if found else None
