"""A case before the bodies, made as small as a test of decisions asks for."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import true

from app import clock
from app.accounts import PLANNER, READER
from app.extensions import db
from consultations.assessment.answering import AnswerContent, answer, answer_all
from consultations.assessment.release import release, start_assessment
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import Decision
from consultations.outcomes.opening import write_opening
from consultations.outcomes.recording import Minutes, record_decision
from consultations.points.point import Point
from tests import factories

OPENING = "Mange ville beholde skolen. Kommunestyret vedtok planen. Svarene står under."


def released_case(texts: int = 3, plan_type: str = "temaplan", emails: bool = True) -> Hearing:
    """The first remark is accepted with a new sentence, the others are refused with one common answer."""
    home = factories.municipality()
    for role in (PLANNER, READER):
        factories.user(home.id, role)
    hearing = factories.hearing(factories.plan(home.id, plan_type=plan_type), opens_in=-50, days=40)
    for number in range(texts):
        email = f"person{number}@example.no" if emails else ""
        factories.statement(
            hearing, f"La skolen på Haugneset bestå ({number}).", received_at=hearing.opens_at, email=email
        )
    start_assessment(hearing)
    first = db.session.scalars(db.select(Point).order_by(Point.id)).first()
    assert first is not None
    change = AnswerContent(
        "Ja.", "accepted", change="Ti boliger.", change_before="To boliger.", change_section_key="boliger"
    )
    answer(hearing, [first], change, {first.ref: 1})
    answer_all(hearing, true(), AnswerContent("Det er for få elever.", "rejected", reason="Det er for dyrt."))
    with clock.set_to(clock.now() - timedelta(days=8)):
        release(hearing)
    return hearing


def decided(
    hearing: Hearing, body: str, kind: str, result: str = "changed", days_ago: int = 0, on: date | None = None
) -> Decision:
    """What a body decided, some days ago."""
    found = hearing.plan.municipality.body(body)
    assert found is not None
    day = on or clock.today() - timedelta(days=days_ago)
    return record_decision(hearing, Minutes(found.id, kind, result, day, "PS 4/27", "Planen vedtas."))


def resolved(hearing: Hearing, result: str = "as_proposed", days_ago: int = 0) -> Decision:
    """Kommunestyrets vedtak, with the opening written."""
    made = decided(hearing, "assembly", "resolution", result, days_ago)
    write_opening(made, OPENING)
    return made
