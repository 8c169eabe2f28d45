"""A released hearing with two answered statements, and the worker that makes its editions."""

from __future__ import annotations

from app import tasks
from app.extensions import db
from consultations.assessment.answering import AnswerContent as Content
from consultations.assessment.answering import answer, content_of, rewrite
from consultations.assessment.release import release
from consultations.editions.edition import Edition, newest_edition
from consultations.editions.order import order_edition, order_of
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.reports.making import make_edition
from consultations.statements.statement import Statement
from tests.consultations.reports.cases import closed_hearing, received

AGREED = Content("Vi er enige.", "accepted", change="«noen» blir «minst tolv»")


def answered(hearing: Hearing, statement: Statement, content: Content = AGREED) -> Assessment:
    """Every point of a statement answered through the verb."""
    query = db.select(Point).where(Point.statement_id == statement.id).order_by(Point.id)
    points = list(db.session.scalars(query))
    return answer(hearing, points, content, {point.ref: point.version for point in points})


def released() -> Hearing:
    """Two statements, answered and released; edition 1 is ordered and not made."""
    hearing = closed_hearing()
    answered(hearing, received(hearing, "Bygg flere små boliger.", sections=("boliger",)))
    velforening = received(hearing, "Vi vil ha lys.", sender_type="association", organisation="Velforeningen Solsia")
    answered(hearing, velforening, Content("Tas opp i budsjettet.", "noted"))
    release(hearing)
    db.session.commit()
    return hearing


def made(hearing: Hearing, reason: str = "") -> Edition:
    """The edition that is ordered, or the next one, made at once."""
    order = order_of(hearing) or order_edition(hearing, reason)
    db.session.commit()
    make_edition(order.ref)
    found = newest_edition(hearing)
    assert found is not None
    return found


def changed(hearing: Hearing, number: int, **what: str) -> Assessment:
    """The answer to the first point of a statement, written anew."""
    point = db.session.scalars(db.select(Point).where(Point.hearing_id == hearing.id, Point.number == number)).first()
    assert point is not None and point.assessment is not None
    now = content_of(point.assessment)
    wanted = {"text": now.text, "verdict": now.verdict, "reason": now.reason, "change": now.change} | what
    rewrite(hearing, point.assessment, Content(**wanted), point.assessment.version)
    db.session.commit()
    return point.assessment


def work() -> None:
    """The worker does what is due."""
    db.session.commit()
    while tasks.run_due():
        pass
