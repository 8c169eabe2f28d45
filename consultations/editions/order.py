"""An order of an edition: checked and written down at once, made by the worker. One at a time for each hearing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import audit, clock, tasks
from app.accounts.session import current_user
from app.accounts.user import User
from app.database import Model, UtcDateTime
from app.extensions import db
from app.personal_data.staff_text import TextMustBeMended, has_national_id
from app.references import new_reference
from app.rows import hold
from consultations.assessment.coverage import coverage
from consultations.assessment.release import NotCovered, Release
from consultations.assessment.release_findings import look_over
from consultations.hearings.hearing import Hearing

EDITION_TASK = "edition"


class EditionNotReleased(ValueError):
    """There are editions of what is released."""


class BeingMade(ValueError):
    """Somebody has ordered one already, and it is not finished."""


class EditionOrder(Model):
    """The edition that is being made; gone when it is there. `refused_at`: something came to be missing meanwhile."""

    __tablename__ = "edition_order"

    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"), primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    ordered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ordered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    override_reason: Mapped[str] = mapped_column(Text)
    files: Mapped[int] = mapped_column(default=0)  # to be written
    written: Mapped[int] = mapped_column(default=0)
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    hearing: Mapped[Hearing] = relationship()
    ordered_by: Mapped[User | None] = relationship()


def order_edition(hearing: Hearing, override_reason: str = "") -> EditionOrder:
    """Order the next edition of what has come in by now. The worker makes it; until then nothing shows.

    Raises EditionNotReleased, BeingMade, TextMustBeMended, and NotCovered while something is missing and no reason is
    given for going on; the reason and the name of who gave it are printed in the papers.
    """
    hold(hearing)
    if hearing.released_at is None:
        raise EditionNotReleased
    if is_being_made(hearing):
        raise BeingMade
    complete = coverage(hearing).is_complete
    if not complete and not override_reason.strip():
        raise NotCovered
    if look_over(hearing).stopping or has_national_id(override_reason):
        raise TextMustBeMended
    return _ordered(hearing, "" if complete else override_reason.strip())


def order_of(hearing: Hearing) -> EditionOrder | None:
    """What is ordered, or was refused the last time."""
    return db.session.get(EditionOrder, hearing.id)


def is_being_made(hearing: Hearing) -> bool:
    """Whether the worker has an order to do. One that it had to give up counts no more."""
    unfinished = (
        db.select(tasks.Task.id)
        .join(EditionOrder, (tasks.Task.kind == EDITION_TASK) & (tasks.Task.key == EditionOrder.ref))
        .where(EditionOrder.hearing_id == hearing.id, tasks.Task.done_at.is_(None), tasks.Task.dead_at.is_(None))
    )
    return db.session.scalar(unfinished) is not None


def _ordered(hearing: Hearing, override_reason: str) -> EditionOrder:
    before = order_of(hearing)
    if before is not None:
        db.session.delete(before)
        db.session.flush()
    user = current_user()
    made = EditionOrder(
        hearing_id=hearing.id,
        ref=new_reference(),
        ordered_at=clock.now(),
        ordered_by_id=user.id if user else None,
        override_reason=override_reason,
    )
    db.session.add(made)
    db.session.flush()
    tasks.enqueue(EDITION_TASK, made.ref, {"hearing_id": hearing.id}, hearing.municipality_id)
    audit.record(hearing.municipality_id, "edition.ordered", f"hearing:{hearing.id}", {"order": made.ref})
    return made


def order_the_first(released: Release) -> None:
    """Whoever releases the assessments has edition 1 with it, for the same reason where something is missing."""
    _ordered(released.hearing, released.override_reason)
