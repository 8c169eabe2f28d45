"""An outcome: what the bodies made of a point. It follows the proposed verdict unless the body decided otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model
from app.extensions import db
from consultations.assessment.coverage import must_be_answered
from consultations.assessment.point import Point
from consultations.assessment.verdict import label
from consultations.hearings.hearing import Hearing
from consultations.statements.statement import Statement


class Outcome(Model):
    """A departure from, or confirmation of, the proposal for one point, by one decision."""

    __tablename__ = "outcome"

    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"), primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    departs: Mapped[bool] = mapped_column(default=False)  # the body decided otherwise than proposed

    @property
    def label(self) -> str:
        return label(self.verdict)


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many points ended so, and on how many of them the body departed from the proposal."""

    verdict: str
    points: int
    departures: int

    @property
    def label(self) -> str:
        return label(self.verdict)


def outcome_counts(hearing: Hearing) -> list[OutcomeCount]:
    """The outcomes of a closed case, the most frequent first; empty before it is closed.

    They add up to the points that had to be answered: what was taken back before the deadline, or came too late to
    count, is in no figure.
    """
    if hearing.closed_case_at is None:
        return []
    departed = db.func.sum(db.case((Outcome.departs, 1), else_=0))
    query = (
        db.select(Outcome.verdict, db.func.count().label("points"), departed.label("departures"))
        .join(Point, Point.id == Outcome.point_id)
        .join(Statement, Statement.id == Point.statement_id)
        .where(Point.hearing_id == hearing.id, must_be_answered())
        .group_by(Outcome.verdict)
        .order_by(db.func.count().desc(), Outcome.verdict)
    )
    return [OutcomeCount(row.verdict, int(row.points), int(row.departures)) for row in db.session.execute(query)]


def outcomes(hearing: Hearing, point_ids: Iterable[int]) -> dict[int, Outcome]:
    """Outcomes by point id, once the case is closed."""
    ids = list(point_ids)
    if hearing.closed_case_at is None or not ids:
        return {}
    found = db.session.scalars(db.select(Outcome).where(Outcome.point_id.in_(ids)))
    return {outcome.point_id: outcome for outcome in found}
