"""An outcome: what the bodies made of a point, settled when the case is closed and never changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.points.point import Point
from consultations.points.verdict import outcome_label
from consultations.statements.statement import Statement, must_be_answered


class Outcome(Model):
    """The settled value for one point; with the departure it comes from, where a body decided otherwise."""

    __tablename__ = "outcome"

    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"), primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(20))
    departure_id: Mapped[int | None] = mapped_column(ForeignKey("departure.id"), index=True)


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many points ended so, and on how many of them a body departed from the proposal."""

    verdict: str
    points: int
    departures: int

    @property
    def label(self) -> str:
        return outcome_label(self.verdict)


def outcome_counts(hearing: Hearing) -> list[OutcomeCount]:
    """The outcomes of a closed case, the most frequent first; empty before it is closed.

    They add up to the points that had to be answered: what was taken back before the deadline, or came too late to
    count, is in no figure.
    """
    if hearing.closed_case_at is None:
        return []
    query = (
        db.select(
            Outcome.verdict,
            db.func.count().label("points"),
            db.func.count(Outcome.departure_id).label("departures"),
        )
        .join(Point, Point.id == Outcome.point_id)
        .join(Statement, Statement.id == Point.statement_id)
        .where(Point.hearing_id == hearing.id, must_be_answered())
        .group_by(Outcome.verdict)
        .order_by(db.func.count().desc(), Outcome.verdict)
    )
    return [OutcomeCount(row.verdict, int(row.points), int(row.departures)) for row in db.session.execute(query)]
