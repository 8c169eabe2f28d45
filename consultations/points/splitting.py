"""Splitting a remark into points where it speaks of several things, and putting it together again.

The sealed original stays as it is; the parts are offsets into it.
"""

from __future__ import annotations

from collections.abc import Sequence

from app import audit
from app.extensions import db
from app.references import new_reference
from app.rows import ChangedMeanwhile, hold, hold_all
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import ensure_open
from consultations.points.history import leave_to
from consultations.points.point import Point
from consultations.points.point_counts import change_points
from consultations.points.sentence import Sentence, sentences
from consultations.points.use import count_answered

MOST_PARTS = 60


class CannotSplit(ValueError):
    """Not a place where this point can be cut, or the papers cite its number already."""


def pieces(point: Point) -> list[Sentence]:
    """What a point can be cut into."""
    return sentences(point.original, point.start_at or 0)


def split(hearing: Hearing, point: Point, before: Sequence[int], version: int) -> list[Point]:
    """Cut a point before these offsets. The first part keeps answer and theme; the others get theme and section.

    Raises CannotSplit, ChangedMeanwhile or CaseClosed.
    """
    _ensure_movable(hearing, point, version)
    cuts = sorted(set(before))
    allowed = {piece.start for piece in pieces(point)[1:]}
    parts = points_of(point)
    if not cuts or not allowed.issuperset(cuts) or len(parts) + len(cuts) > MOST_PARTS:
        raise CannotSplit
    end = point.end_at if point.end_at is not None else len(point.comment.text)
    point.start_at, point.end_at = point.start_at or 0, cuts[0]
    point.version += 1
    made = [_part(point, start, stop) for start, stop in zip(cuts, [*cuts[1:], end], strict=True)]
    _number(parts, made, after=point)
    audit.record(hearing.municipality_id, "point.split", f"point:{point.ref}", {"parts": [part.ref for part in made]})
    return [point, *made]


def join(hearing: Hearing, point: Point, version: int) -> Point:
    """Put all parts of a remark together in the first; its answer and theme stand. Raises as split does."""
    _ensure_movable(hearing, point, version)
    first, *others = parts = points_of(point)
    hold_all(parts)
    leave_to(first, others)
    for other in others:
        db.session.delete(other)
    db.session.flush()
    count_answered({other.assessment_id for other in others if other.assessment_id})
    first.position, first.start_at, first.end_at = 1, None, None
    first.version += 1
    audit.record(
        hearing.municipality_id, "point.joined", f"point:{first.ref}", {"parts": [other.ref for other in others]}
    )
    return first


def points_of(point: Point) -> list[Point]:
    """All parts of the remark that this point belongs to, in order."""
    query = db.select(Point).where(Point.comment_id == point.comment_id).order_by(Point.position)
    return list(db.session.scalars(query))


def _ensure_movable(hearing: Hearing, point: Point, version: int) -> None:
    ensure_open(hearing)
    if hearing.released_at is not None:
        raise CannotSplit
    change_points(Point.comment_id == point.comment_id)
    hold(point)
    if point.version != version:
        raise ChangedMeanwhile


def _part(point: Point, start: int, end: int) -> Point:
    return Point(
        ref=new_reference(),
        hearing_id=point.hearing_id,
        statement_id=point.statement_id,
        comment_id=point.comment_id,
        place=point.place,
        number=point.number,
        remark=point.remark,
        start_at=start,
        end_at=end,
        section_key=point.section_key,
        theme_id=point.theme_id,
    )


def _number(parts: Sequence[Point], made: Sequence[Point], after: Point) -> None:
    """Give the new parts their places; those behind move back, the last one first (places are unique)."""
    behind = [part for part in parts if part.position > after.position]
    for part in reversed(behind):
        part.position += len(made)
        part.version += 1
        db.session.flush()
    for place, part in enumerate(made, after.position + 1):
        part.position = place
    db.session.add_all(made)
    db.session.flush()
