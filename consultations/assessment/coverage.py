"""Coverage: what has come in, and which of it nobody has answered yet. Every received statement is accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_

from app import clock
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point, cited, is_open, open_ids
from consultations.points.point_counts import point_counts, unanswered_statements
from consultations.statements.statement import Publicity, Statement, must_be_answered
from consultations.statements.statement_counts import LEFT_OUT, UNDECIDED, StatementCount, statement_counts

LISTED = 100
FEW = 20  # one in so many


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
    """What came in before the cut-off and what of it is unanswered; without one up to now, from the counts kept."""
    mine = and_(Statement.hearing_id == hearing.id, Statement.received_at <= (cut_off or clock.now()))
    undecided = and_(
        Statement.late.is_(True), Statement.late_counts.is_(None), Statement.publicity != Publicity.WITHDRAWN
    )
    numbers = _numbers(statement_counts([hearing.id], cut_off))
    points = [one for one in point_counts([hearing.id], cut_off) if one.is_to_be_answered]
    unanswered = sum(one.n for one in points if one.is_unanswered)
    few = unanswered * FEW < sum(one.n for one in points)
    return Coverage(
        cut_off=cut_off or clock.now(),
        **numbers,
        points=sum(one.n for one in points),
        unanswered_points=unanswered,
        unanswered_statements=unanswered_statements(hearing, cut_off) if unanswered else 0,
        unanswered_numbers=_unanswered_numbers(hearing, mine, few) if unanswered else (),
        open_points=_open_points(hearing, mine, few) if unanswered else (),
        late_numbers=_first(mine, undecided) if numbers["late_undecided"] else (),
        waiting_numbers=_first(mine, Statement.publicity == Publicity.WAITING) if numbers["waiting"] else (),
    )


def _numbers(counts: Iterable[StatementCount]) -> dict[str, int]:
    rules: dict[str, Callable[[StatementCount], bool]] = {
        "to_answer": lambda one: one.is_to_be_answered,
        "withdrawn": lambda one: one.publicity == Publicity.WITHDRAWN,
        "withdrawals_noted": lambda one: one.publicity == Publicity.NOTED,
        "withheld": lambda one: one.publicity == Publicity.WITHHELD,
        "waiting": lambda one: one.publicity == Publicity.WAITING,
        "late": lambda one: one.is_late,
        "late_undecided": lambda one: one.timing == UNDECIDED and one.publicity != Publicity.WITHDRAWN,
        "late_not_counted": lambda one: one.timing == LEFT_OUT,
    }
    every = list(counts)
    numbers = {name: sum(one.n for one in every if rule(one)) for name, rule in rules.items()}
    return numbers | {"statements": sum(one.n for one in every)}


def _open(hearing: Hearing, mine: ColumnElement[bool], few: bool, *columns: Any) -> Select[Any]:
    """Unanswered points. Where they are few they are looked up; else the list of all points soon has enough of them."""
    unanswered = Point.id.in_(open_ids(hearing.id)) if few else is_open()
    return (
        db.select(*columns)
        .select_from(Point)
        .join(Statement, Statement.id == Point.statement_id)
        .outerjoin(Assessment, Assessment.id == Point.assessment_id)
        .where(Point.hearing_id == hearing.id, mine, must_be_answered(), unanswered)
        .limit(LISTED)
    )


def _unanswered_numbers(hearing: Hearing, mine: ColumnElement[bool], few: bool) -> tuple[int, ...]:
    query = _open(hearing, mine, few, Point.number).distinct().order_by(Point.number)
    return tuple(db.session.scalars(query))


def _open_points(hearing: Hearing, mine: ColumnElement[bool], few: bool) -> tuple[OpenPoint, ...]:
    columns = (Point.ref, Point.number, Point.remark, Point.position, Point.start_at)
    order = (Point.number, Point.remark, Point.position)
    rows = db.session.execute(_open(hearing, mine, few, *columns).order_by(*order))
    return tuple(OpenPoint(row[0], cited(row[1], row[2], row[3], row[4] is not None)) for row in rows)


def _first(mine: ColumnElement[bool], rule: ColumnElement[bool]) -> tuple[int, ...]:
    query = db.select(Statement.number).where(mine, rule).order_by(Statement.number).limit(LISTED)
    return tuple(db.session.scalars(query))
