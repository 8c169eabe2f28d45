"""Settlement: the last body's decision closes the case, and every point gets its outcome.

An outcome is what the administration proposed, unless a body whose decision stands departed from it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, or_

from app import audit, clock, published, tasks
from app.extensions import db
from app.municipalities.municipality import touch
from app.rows import hold
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import CaseClosed, may_change
from consultations.outcomes.decision import KIND, REJECTED, Decision, decisions
from consultations.outcomes.departure import Departure, last_departures
from consultations.outcomes.letter import LETTERS_TASK
from consultations.outcomes.outcome import Outcome
from consultations.outcomes.standing import changing, to_settle_on
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.points.verdict import OTHER_OUTCOMES
from consultations.statements.statement import Publicity, Statement, must_be_answered

NOT_ASSESSED, NOT_ADOPTED = "not_assessed", "not_adopted"


class CannotSettle(ValueError):
    """Only the last decision closes a case: a resolution on the matter itself, on nothing that was reopened since."""


def settle(decision: Decision) -> None:
    """Close the case: every point has an outcome, and each sender is to be told. Twice is the same.

    Raises CannotSettle for a decision that does not end the matter, CaseClosed when another one did.
    """
    hearing = decision.hearing
    hold(hearing)
    hold(decision)
    if hearing.closed_case_at is not None:
        if settling_decision(hearing) is decision:
            return
        raise CaseClosed
    if to_settle_on(decisions(hearing)) is not decision or may_change(hearing):
        raise CannotSettle
    settled = _insert(expected(decision))
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


def expected(decision: Decision) -> Select[Any]:
    """point_id, decision_id, verdict and departure_id as they become if the case is closed on this decision.

    Late statements that were not let in, and points without an answer, were not dealt with unless a body did so; what
    its sender has taken back has no outcome.
    """
    assert {NOT_ASSESSED, NOT_ADOPTED} <= OTHER_OUTCOMES.keys()
    departed = last_departures(changing(decisions(decision.hearing))).subquery()
    kept_out = and_(Statement.late.is_(True), Statement.late_counts.is_not(True))
    proposed = db.case((kept_out, NOT_ASSESSED), else_=db.func.coalesce(Assessment.verdict, NOT_ASSESSED))
    rejected = decision.result == REJECTED
    verdict = db.literal(NOT_ADOPTED) if rejected else db.func.coalesce(Departure.verdict, proposed)
    departure = db.null() if rejected else db.case((Departure.verdict.is_not(None), Departure.id))
    return (
        db.select(
            Point.id.label("point_id"),
            db.literal(decision.id).label("decision_id"),
            verdict.label("verdict"),
            departure.label("departure_id"),
        )
        .select_from(Point)
        .join(Statement, Statement.id == Point.statement_id)
        .outerjoin(Assessment, Assessment.id == Point.assessment_id)
        .outerjoin(departed, departed.c.point_id == Point.id)
        .outerjoin(Departure, Departure.id == departed.c.departure_id)
        .where(
            Point.hearing_id == decision.hearing_id,
            or_(must_be_answered(), and_(kept_out, Statement.publicity != Publicity.WITHDRAWN)),
        )
    )


def _insert(chosen: Select[Any]) -> int:
    columns = ["point_id", "decision_id", "verdict", "departure_id"]
    insert = db.insert(Outcome).from_select(columns, chosen).execution_options(preserve_rowcount=True)
    result: Any = db.session.execute(insert)
    return int(result.rowcount)
