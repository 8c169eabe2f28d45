"""Releasing the assessments: from here on everybody may read them, and what was missing stands in the papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import audit, clock, published
from app.accounts.session import current_user
from app.accounts.user import User
from app.database import Model, UtcDateTime
from app.extensions import db
from app.municipalities.municipality import touch
from app.personal_data.staff_text import TextMustBeMended, has_national_id
from app.rows import hold
from consultations.assessment.coverage import coverage
from consultations.assessment.documents import KIND, public_refs
from consultations.assessment.release_findings import look_over
from consultations.hearings.hearing import Hearing


class TooEarly(ValueError):
    """The deadline has not passed, or the step before has not been taken."""


class NotCovered(ValueError):
    """A received statement lacks an assessment, and nobody has taken it on themselves to go on."""


class MustBeConfirmed(ValueError):
    """Something looks like personal data, and nobody has said of all of it that it may stand."""


class Release(Model):
    """What the papers say about themselves: what was in, what was missing, and who let them go in spite of it."""

    __tablename__ = "release"

    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"), primary_key=True)
    released_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    override_reason: Mapped[str] = mapped_column(Text, default="")  # empty: nothing was missing
    unanswered: Mapped[int] = mapped_column(default=0)  # statements, at that moment
    late_undecided: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)  # for a moderator

    hearing: Mapped[Hearing] = relationship()
    released_by: Mapped[User | None] = relationship()


# What follows from a release, in its transaction (set by the factory).
released_hooks: list[Callable[[Release], None]] = []


def start_assessment(hearing: Hearing) -> None:
    """The deadline has passed and the work begins; done twice is the same. Raises TooEarly."""
    if not hearing.takes_late:
        raise TooEarly
    if hearing.assessment_started_at is None:
        hearing.assessment_started_at = clock.now()
        audit.record(hearing.municipality_id, "assessment.started", f"hearing:{hearing.id}")
        touch(hearing.municipality_id)


def release(hearing: Hearing, override_reason: str = "", confirmed: str = "") -> None:
    """Make the assessments public; done twice is the same.

    Raises TooEarly before the work has begun, NotCovered while something is missing and no reason is given for going
    on (the reason and the name of who gave it are printed in the papers), TextMustBeMended, and MustBeConfirmed unless
    `confirmed` is the mark of the likely findings as they are now.
    """
    hold(hearing)
    if hearing.released_at is not None:
        return
    if hearing.assessment_started_at is None:
        raise TooEarly
    covered = coverage(hearing)
    if not covered.is_complete and not override_reason.strip():
        raise NotCovered
    found = look_over(hearing)
    if found.stopping or has_national_id(override_reason):
        raise TextMustBeMended
    if found.likely and confirmed != found.mark:
        raise MustBeConfirmed
    user = current_user()
    hearing.released_at = clock.now()
    made = Release(
        hearing_id=hearing.id,
        released_at=hearing.released_at,
        released_by_id=user.id if user else None,
        override_reason="" if covered.is_complete else override_reason.strip(),
        unanswered=covered.unanswered_statements,
        late_undecided=covered.late_undecided,
        waiting=covered.waiting,
    )
    db.session.add(made)
    db.session.flush()
    counts = {"unanswered": made.unanswered, "late_undecided": made.late_undecided, "waiting": made.waiting}
    counts["confirmed"] = len(found.likely)
    audit.record(hearing.municipality_id, "assessment.released", f"hearing:{hearing.id}", counts)
    for hook in released_hooks:
        hook(made)
    published.changed(KIND, public_refs(hearing), hearing.municipality_id)
    touch(hearing.municipality_id)


def release_of(hearing: Hearing) -> Release | None:
    """How the hearing's assessments were released, if they are."""
    return db.session.get(Release, hearing.id)
