"""Settlement: the last body's decision closes the case, and every point gets its outcome.

An outcome is what the administration proposed unless the body decided otherwise (a departure, marked before).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement

from app import audit, clock, published, tasks
from app.extensions import db
from app.municipalities.municipality import touch
from app.row_lock import hold
from consultations.assessment.assessment import Assessment
from consultations.assessment.point import Point
from consultations.assessment.staff_text import TextMustBeMended, has_national_id
from consultations.assessment.verdict import OTHER_OUTCOMES, VERDICTS
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import KIND, REJECTED, CaseClosed, Decision, decisions
from consultations.outcomes.letter import LETTERS_TASK
from consultations.outcomes.outcome import Outcome
from consultations.statements.statement import Comment, Statement

NOT_ASSESSED, NOT_ADOPTED = "not_assessed", "not_adopted"


class CannotSettle(ValueError):
    """Only the last body's decision on the matter itself closes a case."""


class NoReason(ValueError):
    """A departure says what the body decided."""


def mark_departure(decision: Decision, points: ColumnElement[bool], verdict: str, note: str) -> int:
    """The body decided otherwise on these points (a condition on Point). Returns how many; marking again replaces it.

    Raises CaseClosed, NoReason, TextMustBeMended for a national id in the note, and KeyError for a verdict that is not
    in the vocabulary.
    """
    _ensure_open(decision)
    code = VERDICTS[verdict].code
    if not note.strip():
        raise NoReason
    if has_national_id(note):
        raise TextMustBeMended
    mine = db.select(Point.id).where(Point.hearing_id == decision.hearing_id, points)
    db.session.execute(db.delete(Outcome).where(Outcome.point_id.in_(mine)))
    chosen = mine.add_columns(db.literal(decision.id), db.literal(code), db.literal(note.strip()), db.true())
    marked = _insert(chosen)
    data = {"points": marked, "verdict": code}
    audit.record(decision.hearing.municipality_id, "outcome.departed", f"decision:{decision.ref}", data)
    return marked


def undo_departure(decision: Decision, points: ColumnElement[bool]) -> int:
    """The points follow the proposal after all. Returns how many there were. Raises CaseClosed."""
    _ensure_open(decision)
    mine = db.select(Point.id).where(Point.hearing_id == decision.hearing_id, points)
    gone: Any = db.session.execute(db.delete(Outcome).where(Outcome.point_id.in_(mine)))
    data = {"points": gone.rowcount}
    audit.record(decision.hearing.municipality_id, "outcome.departure_undone", f"decision:{decision.ref}", data)
    return int(gone.rowcount)


def settle(decision: Decision) -> None:
    """Close the case: every point has an outcome, and each sender who left an address is told. Twice is the same.

    Raises CannotSettle for a decision that does not end the matter, CaseClosed when another one did.
    """
    hearing = decision.hearing
    hold(hearing)
    hold(decision)
    if not decision.settles:
        raise CannotSettle
    if hearing.closed_case_at is not None:
        if settling_decision(hearing) is decision:
            return
        raise CaseClosed
    settled = _insert(_proposals(decision))
    hearing.closed_case_at = clock.now()
    db.session.flush()
    data = {"points": settled, "result": decision.result}
    audit.record(hearing.municipality_id, "case.closed", f"decision:{decision.ref}", data)
    tasks.enqueue(LETTERS_TASK, f"{hearing.id}", {"hearing_id": hearing.id}, hearing.municipality_id)
    published.changed(KIND, [decision.ref], hearing.municipality_id)
    touch(hearing.municipality_id)


def settling_decision(hearing: Hearing) -> Decision | None:
    """The decision that closed the case."""
    if hearing.closed_case_at is None:
        return None
    return next((decision for decision in reversed(decisions(hearing)) if decision.settles), None)


def _ensure_open(decision: Decision) -> None:
    hold(decision.hearing)
    if not decision.settles:
        raise CannotSettle
    if decision.hearing.closed_case_at is not None:
        raise CaseClosed


def _proposals(decision: Decision) -> Any:
    """Every point that has no outcome yet, with what was proposed; without an answer it was not dealt with."""
    lapsed = decision.result == REJECTED
    verdict = db.literal(NOT_ADOPTED) if lapsed else db.func.coalesce(Assessment.verdict, NOT_ASSESSED)
    assert {NOT_ASSESSED, NOT_ADOPTED} <= OTHER_OUTCOMES.keys()
    left_out = (Statement.late.is_(True)) & (Statement.late_counts.is_not(True))
    return (
        db.select(
            Point.id,
            db.literal(decision.id),
            db.case((left_out, NOT_ASSESSED), else_=verdict),
            db.literal(""),
            db.false(),
        )
        .select_from(Point)
        .join(Comment, Comment.id == Point.comment_id)
        .join(Statement, Statement.id == Comment.statement_id)
        .outerjoin(Assessment, Assessment.id == Point.assessment_id)
        .where(
            Point.hearing_id == decision.hearing_id,
            ~db.exists().where(Outcome.point_id == Point.id),
        )
    )


def _insert(chosen: Any) -> int:
    columns = ["point_id", "decision_id", "verdict", "note", "departs"]
    insert = db.insert(Outcome).from_select(columns, chosen).execution_options(preserve_rowcount=True)
    result: Any = db.session.execute(insert)
    return int(result.rowcount)
