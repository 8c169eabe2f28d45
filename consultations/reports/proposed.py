"""Which answers the papers tell of, and the points they answer: as a choice, so that only what is shown is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_

from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import CHANGING, Assessment
from consultations.points.point import Point
from consultations.statements.statement import Statement, must_be_answered

CHANGES = db.text(f"({CHANGING.text})")  # word for word as the index has it


@dataclass(frozen=True, slots=True)
class Followed:
    """Points (columns `id` and, for the answer, `key`), and the rule on Assessment for being the answer of one."""

    points: Select[Any]
    rule: ColumnElement[bool]

    def of(self, assessment_ids: list[int]) -> Select[Any]:
        """The points of these answers."""
        return self.points.where(Point.assessment_id.in_(assessment_ids))


def proposals(hearing: Hearing, cut_off: datetime | None = None) -> Followed:
    """What the administration proposes on statements that must be answered, of those received by the cut-off."""
    points = of_answered(hearing, cut_off).add_columns(Point.assessment_id.label("key"))
    return Followed(points, is_proposed(hearing, cut_off))


def is_proposed(hearing: Hearing, cut_off: datetime | None) -> ColumnElement[bool]:
    """Answers with a verdict to at least one of these points."""
    answered = of_answered(hearing, cut_off).where(Point.assessment_id == Assessment.id)
    has_verdict = db.func.coalesce(Assessment.verdict, "") != ""  # so written, no index of verdicts is walked for it
    mine = (Assessment.hearing_id == hearing.id, has_verdict)
    return and_(*mine, answered.correlate(Assessment).exists())


def of_answered(hearing: Hearing, cut_off: datetime | None) -> Select[Any]:
    """Points of statements that must be answered."""
    query = db.select(Point.id).join(Statement, Statement.id == Point.statement_id)
    mine = query.where(Point.hearing_id == hearing.id, must_be_answered())
    return mine if cut_off is None else mine.where(Statement.received_at <= cut_off)
