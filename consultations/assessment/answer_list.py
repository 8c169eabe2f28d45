"""The answers of a hearing: how many points each answers, and which may be used again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from app.extensions import db
from app.paging import page_count
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point

A_PAGE = 50
OFFERED = 8
LATELY = 200  # points that are looked at for answers near by


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
    order = (Assessment.points.desc(), Assessment.id.desc())
    ids = db.select(Assessment.id).where(mine).order_by(*order).limit(A_PAGE).offset((min(page, pages) - 1) * A_PAGE)
    return _listed(list(db.session.scalars(ids))), pages


def reusable(hearing: Hearing, point: Point) -> list[ListedAnswer]:
    """Answers that may fit a point: first those given lately in its theme, then in its section, then the most used."""
    near = [Point.theme_id == point.theme_id, (Point.hearing_id == hearing.id) & (Point.place == point.place)]
    found = [one for rule in near[point.theme_id is None :] for one in _given_lately(rule)]
    mine = (Assessment.hearing_id == hearing.id, Assessment.verdict.is_not(None))
    used = db.select(Assessment.id).where(*mine).order_by(Assessment.points.desc()).limit(OFFERED + 1)
    ids = [one for one in dict.fromkeys([*found, *db.session.scalars(used)]) if one != point.assessment_id]
    ranks = {one: rank for rank, one in enumerate(ids)}
    return sorted(_listed(ids[:OFFERED]), key=lambda one: ranks[one.assessment.id])


def _given_lately(rule: ColumnElement[bool]) -> list[int]:
    """Of the last points there that are answered, the answers with a verdict, those given most often first."""
    last = db.select(Point.assessment_id).where(rule, Point.assessment_id.is_not(None))
    some = last.order_by(Point.number.desc()).limit(LATELY).subquery()
    query = db.select(some.c.assessment_id).join(Assessment, Assessment.id == some.c.assessment_id)
    given = query.where(Assessment.verdict.is_not(None)).group_by(some.c.assessment_id)
    return list(db.session.scalars(given.order_by(db.func.count().desc()).limit(OFFERED)))


def _listed(ids: Any) -> list[ListedAnswer]:
    order = (Assessment.points.desc(), Assessment.id.desc())
    found = db.session.scalars(db.select(Assessment).where(Assessment.id.in_(ids)).order_by(*order))
    return [ListedAnswer(one, one.points) for one in found]


def points_answered(assessment: Assessment, most: int = 500) -> list[Point]:
    """The points an answer answers, at most this many."""
    query = db.select(Point).where(Point.assessment_id == assessment.id).order_by(Point.id).limit(most)
    return list(db.session.scalars(query))
