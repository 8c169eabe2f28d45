"""What the bodies decided is what became of the points: departures, own changes, postponements, withdrawn senders."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import true

from app import clock
from app.audit import AuditEvent
from app.extensions import db
from app.personal_data.staff_text import TextMustBeMended
from consultations.hearings.hearing import Hearing, Stage
from consultations.hearings.lock import CaseClosed
from consultations.outcomes.amendment import NothingChanges, amend, drop_amendment
from consultations.outcomes.cited_points import points_cited, these
from consultations.outcomes.course import courses
from consultations.outcomes.departure import DepartureWithoutReason, Wording, depart, departures, undo_departure
from consultations.outcomes.outcome import outcome_counts
from consultations.outcomes.recording import CannotDepart
from consultations.outcomes.settlement import CannotSettle, settle
from consultations.points.point import Point
from consultations.reports.compilation import summary_of, table_of
from consultations.reports.printing import result_printing
from consultations.statements.publication import publish, withdraw
from consultations.statements.removal import Passage
from consultations.statements.statement import Statement
from tests.consultations.outcomes.cases import decided, released_case, resolved
from tests.pages import Visitor

RESULT = "/storvik/horinger/boligsosial-plan/resultat"
SCHOOL = Wording(
    "accepted", "Kommunestyret vedtok at skolen består.", "tjenester", "Skolen legges ned.", "Skolen består."
)


def ended(hearing: Hearing) -> dict[str, str]:
    """The word for each point by its number, as pages say it."""
    comments = [point.comment_id for point in db.session.scalars(db.select(Point))]
    return {one.number: one.label for each in courses(hearing, comments).values() for one in each}


def test_forty_points_decided_otherwise_are_told_as_decided_everywhere(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        hearing = released_case(41)
        made = resolved(hearing, "changed")
        assert depart(made, these(points_cited(hearing, "7-1"), same_answer=True), SCHOOL) == 40
        settle(made)
        counts = {one.verdict: (one.points, one.departures) for one in outcome_counts(hearing)}
        assert counts == {"accepted": (41, 40)}
        told = summary_of(hearing, result_printing(hearing))
        assert told.declined == ()
        assert [(one.decided, one.proposed, len(one.numbers)) for one in told.overturned] == [
            ("Tatt til følge", "Tas ikke til følge", 21)
        ]
        assert [(one.before, one.after, one.by) for one in told.changes] == [
            ("To boliger.", "Ti boliger.", ""),
            ("Skolen legges ned.", "Skolen består.", "Kommunestyret"),
        ]
        rows = list(table_of(hearing, result_printing(hearing)).rows)
        assert {(row.outcome, row.departs) for row in rows[1:]} == {("Tatt til følge", True)}
        assert rows[1].change.endswith("Før: Skolen legges ned.\nNå: Skolen består.")
        db.session.commit()
    page = visitor.get(RESULT)
    assert "Kommunestyret: Kommunestyret vedtok at skolen består." in page.text
    assert "Det er for dyrt." not in page.text
    assert "foreslår" not in page.text
    assert "Vedtatte endringer i planen" in page.text
    section = visitor.get("/storvik/horinger/boligsosial-plan/innspill/")
    assert "Avgjort av Kommunestyret" in section.text
    assert "Foreslått av kommunedirektøren: Tas ikke til følge" in section.text


def test_a_proposal_is_called_one_until_a_body_has_decided(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        hearing = released_case()
        made = decided(hearing, "executive", "recommendation")
        depart(made, these(points_cited(hearing, "2-1"), same_answer=False), SCHOOL)
        assert ended(hearing) == {"1-1": "Tas til følge", "2-1": "Tas ikke til følge", "3-1": "Tas ikke til følge"}
        db.session.commit()
    page = visitor.get("/storvik/horinger/boligsosial-plan/innspill/")
    assert page.text.count("Forslag fra kommunedirektøren") == 3
    assert "Formannskapet, innstilling" in page.text
    result = visitor.get(RESULT)
    assert "Her vil utvalgene noe annet enn foreslått" in result.text
    assert "Vedtatt" not in result.text


def test_a_recommendation_stands_until_the_resolution_goes_back(app: Flask) -> None:
    with app.app_context():
        hearing = released_case()
        recommended = decided(hearing, "executive", "recommendation", days_ago=2)
        depart(recommended, true(), Wording("later", "Vent til høsten."))
        made = resolved(hearing, "changed")
        depart(
            made, these(points_cited(hearing, "3-1"), False), Wording(None, "Kommunestyret fulgte kommunedirektøren.")
        )
        settle(made)
        assert ended(hearing) == {
            "1-1": "Ivaretas i senere arbeid",
            "2-1": "Ivaretas i senere arbeid",
            "3-1": "Ikke tatt til følge",
        }
        assert sum(one.departures for one in outcome_counts(hearing)) == 2


def test_a_postponed_case_is_reopened_and_decided_later(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        hearing = released_case()
        recommended = decided(hearing, "executive", "recommendation", days_ago=4)
        depart(recommended, these(points_cited(hearing, "1-1"), False), Wording("noted", "Vi venter."))
        postponed = decided(hearing, "assembly", "resolution", "postponed", days_ago=3)
        with pytest.raises(CannotSettle):
            settle(postponed)
        assert hearing.stage is Stage.RELEASED
        reopened = db.session.scalar(db.select(AuditEvent.data).where(AuditEvent.action == "hearing.reopened"))
        assert reopened == {"reason": "Kommunestyret utsatte saken. Den kommer opp igjen."}
        db.session.commit()
    for page in (visitor.get(RESULT), visitor.get("/storvik/horinger/boligsosial-plan/")):
        assert "Kommunestyret utsatte saken." in page.text
    with app.app_context():
        hearing = db.session.scalars(db.select(Hearing)).one()
        made = resolved(hearing, days_ago=1)
        settle(made)
        assert ended(hearing)["1-1"] == "Tatt til orientering"
        assert db.session.scalars(db.select(Hearing)).one().closed_case_at is not None


def test_what_was_recommended_falls_when_the_case_is_sent_back(app: Flask) -> None:
    with app.app_context():
        hearing = released_case()
        recommended = decided(hearing, "executive", "recommendation", days_ago=4)
        depart(recommended, these(points_cited(hearing, "1-1"), False), Wording("noted", "Vi venter."))
        decided(hearing, "assembly", "resolution", "returned", days_ago=3)
        settle(resolved(hearing))
        assert ended(hearing)["1-1"] == "Tatt til følge"


def test_a_body_changes_the_plan_by_itself_and_the_next_may_not_follow(app: Flask) -> None:
    with app.app_context():
        hearing = released_case()
        recommended = decided(hearing, "executive", "recommendation", days_ago=2)
        kept = amend(
            recommended, section_key="tjenester", text_before="", text_after="Åpent hele uka.", note="Flertall."
        )
        dropped = amend(recommended, section_key=None, text_before="Stengt.", text_after="")
        made = resolved(hearing, "changed")
        drop_amendment(made, dropped)
        with pytest.raises(NothingChanges):
            amend(made, section_key=None, text_before="Likt.", text_after=" Likt. ")
        settle(made)
        told = summary_of(hearing, result_printing(hearing)).changes
        assert [(one.after, one.by, one.note) for one in told] == [
            ("Ti boliger.", "", ""),
            (kept.text_after, "Formannskapet", "Flertall."),
        ]


def test_a_sender_who_withdraws_after_the_decision_changes_no_figure(app: Flask) -> None:
    with app.app_context():
        hearing = released_case()
        settle(resolved(hearing))
        before = summary_of(hearing, result_printing(hearing))
        first = db.session.scalars(db.select(Statement).order_by(Statement.number)).first()
        assert first is not None
        withdraw(first)
        after = summary_of(hearing, result_printing(hearing))
        assert after.changes == before.changes
        assert [one.numbers for one in after.declined] == [one.numbers for one in before.declined]
        assert after.figures[0] == before.figures[0]
        assert sum(one.points for one in outcome_counts(hearing)) == 3


def test_a_departure_needs_a_reason_and_a_body_that_changed_something(app: Flask) -> None:
    with app.app_context():
        hearing = released_case()
        recommended = decided(hearing, "executive", "recommendation", "as_proposed", days_ago=2)
        with pytest.raises(CannotDepart):
            depart(recommended, true(), SCHOOL)
        made = resolved(hearing, "changed")
        with pytest.raises(DepartureWithoutReason):
            depart(made, true(), Wording("noted", " "))
        with pytest.raises(KeyError):
            Wording("nonsense", "Nei.")
        depart(made, true(), Wording("noted", "Først."))
        depart(made, these(points_cited(hearing, "1-1"), False), SCHOOL)
        assert [(one.departure.note, one.numbers) for one in departures(made)] == [
            ("Først.", ("2-1", "3-1")),
            (SCHOOL.note, ("1-1",)),
        ]
        assert undo_departure(made, departures(made)[0].departure.id) == 2
        settle(made)
        with pytest.raises(CaseClosed):
            depart(made, true(), SCHOOL)


def test_a_reason_says_nothing_that_was_removed_or_a_national_id(app: Flask) -> None:
    with app.app_context():
        hearing = released_case()
        statement = db.session.scalars(db.select(Statement).order_by(Statement.number)).first()
        assert statement is not None
        publish(statement, {statement.comments[0].id: [Passage(13, 22)]})
        made = resolved(hearing, "changed")
        for note in ("Fødselsnummer 29819010046.", "Barna på Haugneset skal få gå der."):
            with pytest.raises(TextMustBeMended):
                depart(made, true(), Wording("noted", note))
        assert clock.today() == made.decided_on
