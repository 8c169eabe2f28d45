"""A hearing in assessment, made as small as a test of the papers asks for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from werkzeug.datastructures import Headers

from app import clock
from app.accounts import MODERATOR, PLANNER, READER
from app.extensions import db
from app.references import new_reference
from consultations.assessment.release import start_assessment
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.points.theme import find_or_create
from consultations.points.use import count_answered
from consultations.statements.statement import Statement
from tests import factories
from tests.pages import Visitor

OFFICE = "/storvik/arbeid/rapporter"
REPORT = f"{OFFICE}/boligsosial-plan/runde/1"
RESULT = "/storvik/horinger/boligsosial-plan/runde/1/resultat"


def closed_hearing() -> Hearing:
    """A hearing whose deadline has passed, with staff of every role."""
    home = factories.municipality()
    for role in (PLANNER, READER, MODERATOR):
        factories.user(home.id, role)
    hearing = factories.hearing(factories.plan(home.id, summary="Flere skal få et hjem."), opens_in=-50, days=40)
    start_assessment(hearing)
    return hearing


def received(hearing: Hearing, *texts: str, **facts: object) -> Statement:
    """A statement that came in while the hearing was open."""
    return factories.statement(hearing, *texts, **({"received_at": hearing.opens_at} | facts))  # type: ignore[arg-type]


def answer(*statements: Statement, verdict: str = "accepted", theme: str = "", **texts: str) -> Assessment:
    """One answer to all points of these statements."""
    told = {"text": "Vi er enige.", "change": "«noen» blir «minst tolv»" if verdict == "accepted" else ""} | texts
    made = Assessment(
        hearing_id=statements[0].hearing_id,
        ref=new_reference(),
        verdict=verdict,
        created_at=clock.now(),
        updated_at=clock.now(),
        **told,
    )
    db.session.add(made)
    db.session.flush()
    comments = [comment.id for statement in statements for comment in statement.comments]
    for point in db.session.scalars(db.select(Point).where(Point.comment_id.in_(comments))):
        point.assessment_id = made.id
        point.theme_id = find_or_create(statements[0].hearing, theme).id if theme else None
    count_answered([made.id])
    return made


def statements_of(hearing: Hearing) -> list[Statement]:
    """All that came in, by number."""
    query = db.select(Statement).where(Statement.hearing_id == hearing.id).order_by(Statement.number)
    return list(db.session.scalars(query))


def signed_in(app: Flask, role: str) -> Visitor:
    """Somebody of the staff at work."""
    visitor = Visitor(app)
    visitor.sign_in(f"{role}@example.no")
    return visitor


@dataclass(frozen=True, slots=True)
class Download:
    """A file as it came down."""

    status: int
    headers: Headers
    data: bytes


def download(visitor: Visitor, path: str) -> Download:
    """Take a file out."""
    with visitor.client.get(path) as response:
        return Download(response.status_code, response.headers, response.get_data())
