"""The letters that tell each sender what came of the case: links and numbers, no text of anybody.

Who left an address gets an e-mail; for the others a letter is to be printed. Each sender has one letter, once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Select, String
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app.database import Model, UtcDateTime
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.outcomes.outcome import Outcome
from consultations.points.point import Point
from consultations.statements.statement import Publicity, Sender, Statement

LETTERS_TASK = "outcome-letters"


class LetterKind(StrEnum):
    """What there is to tell."""

    OUTCOME = "outcome"  # of each point
    LATE = "late"  # came after the deadline and was not let in
    NO_REMARKS = "no_remarks"


class Letter(Model):
    """A letter that has been written: its secret opens the receipt. `by_email`: it was handed to the mail."""

    __tablename__ = "letter"

    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    by_email: Mapped[bool]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    statement: Mapped[Statement] = relationship()


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter tells of one statement: how many points ended how, and how many otherwise than proposed."""

    statement: Statement
    verdicts: tuple[tuple[str, int], ...]
    departs: int

    @property
    def kind(self) -> LetterKind:
        if (
            self.statement.late
            and self.statement.late_counts is not True
            and set(dict(self.verdicts)) <= {"not_assessed"}
        ):
            return LetterKind.LATE
        return LetterKind.OUTCOME if self.verdicts else LetterKind.NO_REMARKS

    @property
    def points(self) -> int:
        return sum(count for _verdict, count in self.verdicts)


def addressees(hearing: Hearing, *, by_email: bool | None = None) -> Select[Statement]:
    """The statements whose senders are to be told, by number: all that are not taken back."""
    query = (
        db.select(Statement)
        .join(Statement.sender)
        .where(Statement.hearing_id == hearing.id, Statement.publicity != Publicity.WITHDRAWN)
        .options(joinedload(Statement.sender))
        .order_by(Statement.number)
    )
    return query if by_email is None else query.where(has_address() if by_email else ~has_address())


def has_address() -> ColumnElement[bool]:
    """Whether the sender can be reached by e-mail."""
    return Sender.email != ""


def told(statements: Sequence[Statement], outcomes: Select[Any] | None = None) -> list[Told]:
    """What the letters to these senders tell. `outcomes` are those that are expected, before they are settled."""
    counted = _counted([statement.id for statement in statements], outcomes)
    return [_told(statement, counted[statement.id]) for statement in statements]


def count_letters(hearing: Hearing) -> tuple[int, int]:
    """How many senders are told by e-mail, and how many have to be written to."""
    every = (
        addressees(hearing).order_by(None).with_only_columns(Statement.id, has_address().label("reached")).subquery()
    )
    reached = db.func.coalesce(db.func.sum(db.case((every.c.reached, 1), else_=0)), 0)
    row = db.session.execute(db.select(reached, db.func.count()).select_from(every)).one()
    return int(row[0]), int(row[1]) - int(row[0])


def _told(statement: Statement, counts: Mapping[str, tuple[int, int]]) -> Told:
    ordered = sorted(counts.items(), key=lambda item: (-item[1][0], item[0]))
    return Told(
        statement, tuple((code, points) for code, (points, _) in ordered), sum(one[1] for one in counts.values())
    )


def _counted(statement_ids: Iterable[int], outcomes: Select[Any] | None) -> dict[int, dict[str, tuple[int, int]]]:
    settled = db.select(Outcome.point_id, Outcome.verdict, Outcome.departure_id) if outcomes is None else outcomes
    ended = settled.subquery()
    query = (
        db.select(Point.statement_id, ended.c.verdict, db.func.count(), db.func.count(ended.c.departure_id))
        .join(ended, ended.c.point_id == Point.id)
        .where(Point.statement_id.in_(list(statement_ids)))
        .group_by(Point.statement_id, ended.c.verdict)
    )
    counted: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for statement_id, verdict, points, departs in db.session.execute(query):
        counted[statement_id][verdict] = (int(points), int(departs))
    return counted
