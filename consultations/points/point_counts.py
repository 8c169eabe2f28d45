"""How many points there are, by all that the planner's list, the coverage and the papers ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select

from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point, is_open
from consultations.statements import counting
from consultations.statements.counting import BETWEEN, Tally, cells, key_of
from consultations.statements.statement import Publicity, Statement
from consultations.statements.statement import must_be_answered as answers_are_due
from consultations.statements.statement_counts import must_be_answered, timing


@dataclass(frozen=True, slots=True)
class PointCount:
    """`n` points of one hearing that are alike. Without a verdict they are open."""

    hearing_id: int
    section_key: str | None
    theme_id: int | None
    verdict: str | None
    publicity: str
    timing: str
    sender_type: str
    n: int

    @property
    def is_withdrawn(self) -> bool:
        return self.publicity == Publicity.WITHDRAWN

    @property
    def is_to_be_answered(self) -> bool:
        return must_be_answered(self.publicity, self.timing)

    @property
    def is_unanswered(self) -> bool:
        return self.verdict is None and self.is_to_be_answered


def point_counts(hearing_ids: Iterable[int], cut_off: datetime | None = None) -> list[PointCount]:
    """All points of these hearings; with a cut-off, those of statements received by then."""
    found = []
    for hearing_id, key, n in cells(POINTS, hearing_ids, cut_off):
        section, theme, verdict, publicity, when, sender = key.split(BETWEEN)
        found.append(
            PointCount(
                hearing_id, section or None, int(theme) if theme else None, verdict or None, publicity, when, sender, n
            )
        )
    return found


def unanswered_statements(hearing: Hearing, cut_off: datetime | None = None) -> int:
    """How many statements that must be answered have a point without an answer."""
    return sum(n for _hearing, _key, n in cells(OPEN, [hearing.id], cut_off))


def counted_by(counts: Iterable[PointCount], of: str) -> Counter[Any]:
    """Points that must be answered, by one of their columns."""
    found: Counter[Any] = Counter()
    for one in counts:
        if one.is_to_be_answered:
            found[getattr(one, of)] += one.n
    return found


def change_points(points: ColumnElement[bool]) -> None:
    """Before anything is changed of these points (a condition on Point): see `counting.take_out`.

    Everybody holds points before statements, and both before answers, so that no two ever wait for each other.
    """
    db.session.flush()
    db.session.execute(db.select(Point.id).where(points).order_by(Point.id).with_for_update()).all()
    counting.take_out(Statement.id.in_(db.select(Point.statement_id).where(points)))


def _points() -> Select[Any]:
    key = key_of(
        Point.section_key,
        Point.theme_id,
        Assessment.verdict,
        Statement.publicity,
        timing(),
        Statement.sender_type,
    )
    query = db.select(Statement.hearing_id, key.label("key")).select_from(Statement)
    return query.join(Point, Point.statement_id == Statement.id).outerjoin(Point.assessment)


def _open() -> Select[Any]:
    unanswered = db.select(Point.id).outerjoin(Point.assessment).where(Point.statement_id == Statement.id, is_open())
    query = db.select(Statement.hearing_id, db.literal("").label("key"))
    return query.where(answers_are_due(), unanswered.correlate(Statement).exists())


POINTS = Tally("points", _points)
OPEN = Tally("open", _open)
