"""A closing: the case is to be closed on a decision after a pause, in which it can be stopped."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.user import User
from app.database import Model, UtcDateTime
from app.extensions import db
from consultations.hearings.hearing import Hearing

OPEN = "stopped_at IS NULL AND done_at IS NULL"


class ClosingUnderWay(ValueError):
    """The case is about to be closed: it must be stopped before anything is changed."""


class Closing(Model):
    """Planned, then stopped or done. `nothing_departs`: who planned it said that a change touched no point."""

    __tablename__ = "closing"
    __table_args__ = (
        Index("ux_closing_open", "hearing_id", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        CheckConstraint("stopped_at IS NULL OR done_at IS NULL", name="one_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    planned_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    nothing_departs: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stopped_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    hearing: Mapped[Hearing] = relationship()
    planned_by: Mapped[User | None] = relationship(foreign_keys=planned_by_id)

    @property
    def is_open(self) -> bool:
        """In the pause (in SQL: OPEN)."""
        return self.stopped_at is None and self.done_at is None


def closing_under_way(hearing: Hearing) -> Closing | None:
    """The closing that waits for its pause to end."""
    return db.session.scalars(db.select(Closing).where(Closing.hearing_id == hearing.id, text(OPEN))).first()


def closing_done(hearing: Hearing) -> Closing | None:
    """The closing that closed the case."""
    done = db.select(Closing).where(Closing.hearing_id == hearing.id, Closing.done_at.is_not(None))
    return db.session.scalars(done).first()
