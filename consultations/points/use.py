"""How many points an answer answers, kept with it, so that the most used come first without a count of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.extensions import db
from consultations.points.assessment import Assessment
from consultations.points.point import Point


def count_answered(assessment_ids: Iterable[int]) -> None:
    """After these answers were given to points, or taken away from some."""
    db.session.flush()
    mine = db.update(Assessment).where(Assessment.id.in_(list(assessment_ids))).values(points=_answered())
    db.session.execute(mine.execution_options(synchronize_session=False))


def count_all_answered() -> None:
    """Count for every answer."""
    wrong = db.update(Assessment).where(Assessment.points != _answered()).values(points=_answered())
    db.session.execute(wrong.execution_options(synchronize_session=False))


def miscounted_answers() -> Iterator[str]:
    """References of answers whose count is wrong."""
    return iter(db.session.scalars(db.select(Assessment.ref).where(Assessment.points != _answered())))


def _answered() -> db.ScalarSelect[int]:  # type: ignore[name-defined]
    return db.select(db.func.count()).where(Point.assessment_id == Assessment.id).scalar_subquery()
