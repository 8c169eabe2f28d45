"""Departures: points where a body decided otherwise than was proposed to it, each with its reason.

A recommendation can depart from what the administration proposed, and the resolution from the recommendation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Select, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import audit
from app.database import Model
from app.extensions import db
from app.municipalities.municipality import touch
from app.personal_data.staff_text import TextMustBeMended
from consultations.outcomes.decision import Decision
from consultations.outcomes.recording import ensure_fit_to_read, ensure_writable
from consultations.points.hidden_words import says_removed_words
from consultations.points.point import Point, cited
from consultations.points.verdict import VERDICTS, outcome_label
from consultations.statements.statement import Comment

LISTED_NUMBERS = 40


class DepartureWithoutReason(ValueError):
    """A departure says what the body decided, or why."""


class Departure(Model):
    """What one body made of some points. No verdict: it went back to what the administration proposed.

    `note` says why. Where the body changed the plan, `text_before` is the sentence of the draft and `text_after` the
    one that stands instead; an empty one means a new sentence, or one that goes out.
    """

    __tablename__ = "departure"
    __table_args__ = (CheckConstraint("note <> ''", name="reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    verdict: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    section_key: Mapped[str | None] = mapped_column(String(80))
    text_before: Mapped[str] = mapped_column(Text, default="")
    text_after: Mapped[str] = mapped_column(Text, default="")

    decision: Mapped[Decision] = relationship()

    @property
    def label(self) -> str:
        return outcome_label(self.verdict) if self.verdict else ""


class DepartedPoint(Model):
    """A point that a departure is about: one departure a point in each decision."""

    __tablename__ = "departed_point"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"), primary_key=True, index=True)
    departure_id: Mapped[int] = mapped_column(ForeignKey("departure.id"), index=True)


@dataclass(frozen=True, slots=True)
class Wording:
    """What the minutes say of some points. Raises KeyError for a verdict that is not in the vocabulary."""

    verdict: str | None
    note: str
    section_key: str | None = None
    text_before: str = ""
    text_after: str = ""

    def __post_init__(self) -> None:
        if self.verdict is not None:
            VERDICTS[self.verdict]


@dataclass(frozen=True, slots=True)
class ListedDeparture:
    """A departure with the first numbers of its points, and how many there are."""

    departure: Departure
    numbers: tuple[str, ...]
    points: int


def depart(decision: Decision, points: ColumnElement[bool], said: Wording) -> int:
    """The body decided otherwise on these points (a condition on Point). Returns how many; marking again replaces it.

    Raises CaseClosed, ClosingUnderWay, CannotDepart, TextMustBeMended and DepartureWithoutReason.
    """
    ensure_writable(decision)
    if not said.note.strip():
        raise DepartureWithoutReason
    mine = db.select(Point.id).where(Point.hearing_id == decision.hearing_id, points)
    _ensure_fit_to_read(mine, said)
    made = _stored(decision, said)
    db.session.execute(
        db.delete(DepartedPoint).where(DepartedPoint.decision_id == decision.id, DepartedPoint.point_id.in_(mine))
    )
    chosen = mine.add_columns(db.literal(decision.id), db.literal(made.id))
    insert = db.insert(DepartedPoint).from_select(["point_id", "decision_id", "departure_id"], chosen)
    result: Any = db.session.execute(insert.execution_options(preserve_rowcount=True))
    _sweep(decision)
    _changed(decision, "outcome.departed", {"points": int(result.rowcount), "verdict": said.verdict or ""})
    return int(result.rowcount)


def undo_departure(decision: Decision, departure_id: int) -> int:
    """The points follow what was proposed after all. Returns how many there were. Raises as `depart` does."""
    ensure_writable(decision)
    gone: Any = db.session.execute(
        db.delete(DepartedPoint).where(
            DepartedPoint.decision_id == decision.id, DepartedPoint.departure_id == departure_id
        )
    )
    _sweep(decision)
    _changed(decision, "outcome.departure_undone", {"points": int(gone.rowcount)})
    return int(gone.rowcount)


def departures(decision: Decision) -> list[ListedDeparture]:
    """What the body decided otherwise, in the order it was marked."""
    query = db.select(Departure).where(Departure.decision_id == decision.id).order_by(Departure.id)
    numbers = numbers_of(decision)
    return [ListedDeparture(one, *numbers.get(one.id, ((), 0))) for one in db.session.scalars(query)]


def numbers_of(decision: Decision) -> dict[int, tuple[tuple[str, ...], int]]:
    """By departure: the first numbers in order, and how many points there are."""
    order = (Point.number, Point.remark, Point.position)
    by = DepartedPoint.departure_id
    ranked = (
        db.select(
            by,
            Point.number,
            Point.remark,
            Point.position,
            Point.start_at,
            db.func.row_number().over(partition_by=by, order_by=order).label("place"),
            db.func.count().over(partition_by=by).label("total"),
        )
        .join(Point, Point.id == DepartedPoint.point_id)
        .where(DepartedPoint.decision_id == decision.id)
        .subquery()
    )
    first = db.select(ranked).where(ranked.c.place <= LISTED_NUMBERS).order_by(ranked.c.departure_id, ranked.c.place)
    found: dict[int, tuple[tuple[str, ...], int]] = {}
    for row in db.session.execute(first):
        before = found[row.departure_id][0] if row.departure_id in found else ()
        number = cited(row.number, row.remark, row.position, row.start_at is not None)
        found[row.departure_id] = ((*before, number), row.total)
    return found


def last_departures(chain: Sequence[Decision]) -> Select[tuple[int, int]]:
    """Point and departure: of several that these decisions hold for a point, the one of the last body."""
    places = {0: 0} | {one.id: place for place, one in enumerate(chain, 1)}
    rank = db.case(places, value=DepartedPoint.decision_id)
    place = db.func.row_number().over(partition_by=DepartedPoint.point_id, order_by=rank.desc()).label("place")
    ranked = (
        db.select(DepartedPoint.point_id, DepartedPoint.departure_id, place)
        .where(DepartedPoint.decision_id.in_([one.id for one in chain]))
        .subquery()
    )
    return db.select(ranked.c.point_id, ranked.c.departure_id).where(ranked.c.place == 1)


def any_departure(chain: Sequence[Decision]) -> bool:
    """Whether any of these decisions departs from what was proposed on some point."""
    query = db.select(DepartedPoint.point_id).where(DepartedPoint.decision_id.in_([one.id for one in chain])).limit(1)
    return db.session.scalar(query) is not None


def _ensure_fit_to_read(points: Select[tuple[int]], said: Wording) -> None:
    """Raises TextMustBeMended for a national id, and for words removed from the very remarks it is about."""
    texts = (said.note, said.text_before, said.text_after)
    ensure_fit_to_read(*texts)
    if says_removed_words(Comment.id.in_(points.with_only_columns(Point.comment_id)), *texts):
        raise TextMustBeMended


def _stored(decision: Decision, said: Wording) -> Departure:
    made = Departure(
        decision_id=decision.id,
        verdict=said.verdict,
        note=said.note.strip(),
        section_key=said.section_key,
        text_before=said.text_before.strip(),
        text_after=said.text_after.strip(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def _sweep(decision: Decision) -> None:
    """A departure whose points have all been marked otherwise says nothing any more."""
    left = db.select(DepartedPoint.departure_id).where(DepartedPoint.decision_id == decision.id)
    db.session.execute(
        db.delete(Departure).where(Departure.decision_id == decision.id, Departure.id.not_in(left)),
        execution_options={"synchronize_session": "fetch"},
    )


def _changed(decision: Decision, action: str, data: dict[str, object]) -> None:
    audit.record(decision.hearing.municipality_id, action, f"decision:{decision.ref}", data)
    touch(decision.hearing.municipality_id)
