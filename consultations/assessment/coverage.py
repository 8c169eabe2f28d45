"""Coverage: what has come in, and which of it nobody has answered yet. Every received statement is accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_

from app import clock
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point, cited, is_open
from consultations.statements.statement import Publicity, Statement, must_be_answered

LISTED = 100


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A point without an answer."""

    ref: str
    number: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts at a cut-off. `to_answer` are the statements that must be answered: not withdrawn, and in time or let in.

    `withdrawals_noted` came after the deadline, and are among those to answer.

    `unanswered_numbers`, `late_numbers` and `waiting_numbers` (of statements) and `open_points` hold the first 100.
    """

    cut_off: datetime
    statements: int
    to_answer: int
    withdrawn: int
    withdrawals_noted: int
    withheld: int
    waiting: int
    late: int
    late_undecided: int
    late_not_counted: int
    points: int
    unanswered_points: int
    unanswered_statements: int
    unanswered_numbers: tuple[int, ...]
    open_points: tuple[OpenPoint, ...]
    late_numbers: tuple[int, ...]
    waiting_numbers: tuple[int, ...]

    @property
    def is_complete(self) -> bool:
        """Nothing that was received is without an answer, undecided or unmoderated."""
        return not (self.unanswered_statements or self.late_undecided or self.waiting)

    @property
    def answered_points(self) -> int:
        return self.points - self.unanswered_points

    @property
    def share(self) -> int:
        """Per cent of the points that are answered, never rounded up to all of them."""
        return 100 * self.answered_points // self.points if self.points else 100


def coverage(hearing: Hearing, cut_off: datetime | None = None) -> Coverage:
    """What came in before the cut-off (now, where none is given) and what of it is unanswered."""
    cut_off = cut_off or clock.now()
    mine = and_(Statement.hearing_id == hearing.id, Statement.received_at <= cut_off)
    undecided = and_(
        Statement.late.is_(True), Statement.late_counts.is_(None), Statement.publicity != Publicity.WITHDRAWN
    )
    waiting = Statement.publicity == Publicity.WAITING
    numbers = _numbers(mine, undecided, waiting)
    open_count, open_statements = _open_counts(hearing, mine)
    return Coverage(
        cut_off=cut_off,
        **numbers,
        points=_points(hearing, mine),
        unanswered_points=open_count,
        unanswered_statements=open_statements,
        unanswered_numbers=_unanswered_numbers(hearing, mine) if open_count else (),
        open_points=_open_points(hearing, mine) if open_count else (),
        late_numbers=_first(mine, undecided) if numbers["late_undecided"] else (),
        waiting_numbers=_first(mine, waiting) if numbers["waiting"] else (),
    )


def _numbers(mine: ColumnElement[bool], undecided: ColumnElement[bool], waiting: ColumnElement[bool]) -> dict[str, int]:
    wanted: dict[str, ColumnElement[bool]] = {
        "to_answer": must_be_answered(),
        "withdrawn": Statement.publicity == Publicity.WITHDRAWN,
        "withdrawals_noted": Statement.publicity == Publicity.NOTED,
        "withheld": Statement.publicity == Publicity.WITHHELD,
        "waiting": waiting,
        "late": Statement.late.is_(True),
        "late_undecided": undecided,
        "late_not_counted": and_(Statement.late.is_(True), Statement.late_counts.is_(False)),
    }
    sums = [db.func.coalesce(db.func.sum(db.case((rule, 1), else_=0)), 0).label(name) for name, rule in wanted.items()]
    row = db.session.execute(db.select(db.func.count().label("statements"), *sums).where(mine)).one()
    return {name: int(value) for name, value in row._mapping.items()}


def _of_points(*columns: Any, mine: ColumnElement[bool], hearing: Hearing) -> Any:
    return (
        db.select(*columns)
        .select_from(Point)
        .join(Statement, Statement.id == Point.statement_id)
        .where(Point.hearing_id == hearing.id, mine, must_be_answered())
    )


def _points(hearing: Hearing, mine: ColumnElement[bool]) -> int:
    return int(db.session.scalar(_of_points(db.func.count(), mine=mine, hearing=hearing)) or 0)


def _open(*columns: Any, mine: ColumnElement[bool], hearing: Hearing) -> Any:
    answered = Assessment.id == Point.assessment_id
    return _of_points(*columns, mine=mine, hearing=hearing).outerjoin(Assessment, answered).where(is_open())


def _open_counts(hearing: Hearing, mine: ColumnElement[bool]) -> tuple[int, int]:
    counts = (db.func.count(Point.id), db.func.count(db.distinct(Statement.id)))
    points, statements = db.session.execute(_open(*counts, mine=mine, hearing=hearing)).one()
    return int(points), int(statements)


def _unanswered_numbers(hearing: Hearing, mine: ColumnElement[bool]) -> tuple[int, ...]:
    query = _open(Statement.number, mine=mine, hearing=hearing).distinct().order_by(Statement.number).limit(LISTED)
    return tuple(db.session.scalars(query))


def _open_points(hearing: Hearing, mine: ColumnElement[bool]) -> tuple[OpenPoint, ...]:
    columns = (Point.ref, Point.number, Point.remark, Point.position, Point.start_at)
    order = (Point.number, Point.remark, Point.position)
    rows = db.session.execute(_open(*columns, mine=mine, hearing=hearing).order_by(*order).limit(LISTED))
    return tuple(OpenPoint(row[0], cited(row[1], row[2], row[3], row[4] is not None)) for row in rows)


def _first(mine: ColumnElement[bool], rule: ColumnElement[bool]) -> tuple[int, ...]:
    query = db.select(Statement.number).where(mine, rule).order_by(Statement.number).limit(LISTED)
    return tuple(db.session.scalars(query))
