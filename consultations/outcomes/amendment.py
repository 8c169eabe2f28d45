"""Amendments: changes in the plan that a body made by itself, without any remark having asked for them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app import audit
from app.database import Model
from app.extensions import db
from app.municipalities.municipality import touch
from consultations.outcomes.decision import Decision
from consultations.outcomes.recording import ensure_fit_to_read, ensure_writable


class NothingChanges(ValueError):
    """A change has an old sentence, a new one, or both, and they are not the same."""


class Amendment(Model):
    """The sentence of the draft and the one that stands instead; an empty one means a new sentence, or one taken out.

    `dropped_by_id` is a later body's decision that did not follow it.
    """

    __tablename__ = "amendment"
    __table_args__ = (CheckConstraint("text_before <> text_after", name="changes_something"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    section_key: Mapped[str | None] = mapped_column(String(80))
    text_before: Mapped[str] = mapped_column(Text, default="")
    text_after: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")  # why, where the minutes say so
    dropped_by_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)

    decision: Mapped[Decision] = relationship(foreign_keys=decision_id)


def amend(
    decision: Decision, *, section_key: str | None, text_before: str, text_after: str, note: str = ""
) -> Amendment:
    """The body changed the plan by itself. Raises NothingChanges, TextMustBeMended, CaseClosed,
    ClosingUnderWay and CannotDepart.
    """
    ensure_writable(decision)
    before, after = text_before.strip(), text_after.strip()
    if before == after:
        raise NothingChanges
    ensure_fit_to_read(before, after, note)
    made = Amendment(
        decision_id=decision.id, section_key=section_key, text_before=before, text_after=after, note=note.strip()
    )
    db.session.add(made)
    db.session.flush()
    _changed(decision, "decision.amended")
    return made


def remove_amendment(decision: Decision, amendment: Amendment) -> None:
    """It was not so after all. Raises CaseClosed, ClosingUnderWay and CannotDepart."""
    ensure_writable(decision)
    db.session.delete(amendment)
    _changed(decision, "decision.amendment_removed")


def drop_amendment(decision: Decision, amendment: Amendment, *, dropped: bool = True) -> None:
    """This later body did not follow what the one before it changed; or did, after all. Raises as `amend` does."""
    ensure_writable(decision)
    amendment.dropped_by_id = decision.id if dropped else None
    _changed(decision, "decision.amendment_dropped" if dropped else "decision.amendment_kept")


def amendments(chain: Sequence[Decision]) -> list[Amendment]:
    """What these bodies changed by themselves, in the order of the chain, dropped ones too."""
    places = {decision.id: place for place, decision in enumerate(chain)}
    query = db.select(Amendment).where(Amendment.decision_id.in_(places)).order_by(Amendment.id)
    found = db.session.scalars(query.options(joinedload(Amendment.decision).joinedload(Decision.body)))
    return sorted(found, key=lambda one: places[one.decision_id])


def _changed(decision: Decision, action: str) -> None:
    audit.record(decision.hearing.municipality_id, action, f"decision:{decision.ref}")
    touch(decision.hearing.municipality_id)
