"""The answers of a hearing: how many points each answers, and which may be used again."""

from __future__ import annotations

from dataclasses import dataclass

from app.extensions import db
from app.paging import page_count
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point

A_PAGE = 50
OFFERED = 8


@dataclass(frozen=True, slots=True)
class ListedAnswer:
    """An answer and the number of points it answers."""

    assessment: Assessment
    points: int


def answers(hearing: Hearing, page: int) -> tuple[list[ListedAnswer], int]:
    """The answers with most points first, a page of them, and the number of pages."""
    mine = Assessment.hearing_id == hearing.id
    total = db.session.scalar(db.select(db.func.count()).select_from(Assessment).where(mine)) or 0
    pages = page_count(total, A_PAGE)
    count = db.func.count(Point.id)
    query = (
        db.select(Assessment, count)
        .outerjoin(Point, Point.assessment_id == Assessment.id)
        .where(mine)
        .group_by(Assessment)
        .order_by(count.desc(), Assessment.id)
        .limit(A_PAGE)
        .offset((min(page, pages) - 1) * A_PAGE)
    )
    return [ListedAnswer(assessment, points) for assessment, points in db.session.execute(query)], pages


def reusable(hearing: Hearing, point: Point) -> list[ListedAnswer]:
    """Answers that may fit a point: first those given in its theme, then in its section, then the most used."""
    near = db.case(
        (db.func.max(db.case((Point.theme_id == (point.theme_id or 0), 1), else_=0)) == 1, 0),
        (db.func.max(db.case((Point.section_key == (point.section_key or ""), 1), else_=0)) == 1, 1),
        else_=2,
    )
    count = db.func.count(Point.id)
    query = (
        db.select(Assessment, count)
        .join(Point, Point.assessment_id == Assessment.id)
        .where(
            Assessment.hearing_id == hearing.id,
            Assessment.verdict.is_not(None),
            Assessment.id != (point.assessment_id or 0),
        )
        .group_by(Assessment)
        .order_by(near, count.desc(), Assessment.id)
        .limit(OFFERED)
    )
    return [ListedAnswer(assessment, points) for assessment, points in db.session.execute(query)]


def count_points(assessment: Assessment | None) -> int:
    """How many points an answer answers."""
    if assessment is None:
        return 0
    return db.session.scalar(db.select(db.func.count()).where(Point.assessment_id == assessment.id)) or 0


def points_answered(assessment: Assessment, most: int = 500) -> list[Point]:
    """The points an answer answers, at most this many."""
    query = db.select(Point).where(Point.assessment_id == assessment.id).order_by(Point.id).limit(most)
    return list(db.session.scalars(query))
