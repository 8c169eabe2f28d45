"""From innstilling to vedtak: decisions are recorded, departures marked, the case closed, senders told."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import true

from app import clock, published
from app.accounts import PLANNER, READER
from app.audit import AuditEvent
from app.extensions import db
from consultations.assessment.answering import AnswerContent, answer, answer_all
from consultations.assessment.release import release, start_assessment
from consultations.hearings.hearing import Hearing, Stage
from consultations.hearings.lock import CaseClosed
from consultations.outcomes.cited_points import UnknownNumbers, points_cited, these
from consultations.outcomes.course import courses
from consultations.outcomes.decision import decisions
from consultations.outcomes.departure import Wording, depart
from consultations.outcomes.outcome import outcome_counts
from consultations.outcomes.recording import Minutes, NotReleased, TwiceOneDay, WrongDate, record_decision
from consultations.outcomes.settlement import CannotSettle, settle
from consultations.points.point import Point
from consultations.reports.reading import reading
from tests import factories
from tests.pages import Visitor

CASE = "/storvik/arbeid/vedtak/boligsosial-plan/runde/1/"


def assessed(texts: int = 3, released: bool = True) -> Hearing:
    """A hearing with answered statements: the first accepted, the others noted with one common answer."""
    home = factories.municipality()
    factories.user(home.id, PLANNER)
    factories.user(home.id, READER)
    away = factories.municipality("Fjelldal kommune")
    factories.user(away.id, PLANNER, email="annen@example.no")
    hearing = factories.hearing(factories.plan(home.id), opens_in=-50, days=40)
    for number in range(texts):
        factories.statement(hearing, received_at=hearing.opens_at, email=f"person{number}@example.no")
    start_assessment(hearing)
    first = db.session.scalars(db.select(Point).order_by(Point.id)).first()
    assert first is not None
    answer(hearing, [first], AnswerContent("Ja.", "accepted", change="Ny setning."), {first.ref: 1})
    answer_all(hearing, true(), AnswerContent("Takk.", "noted"))
    if released:
        release(hearing)
    return hearing


def outcomes_in_the_papers(hearing: Hearing) -> list[str]:
    return [row.outcome for row in reading(hearing, clock.now()).rows()]


def minutes(hearing: Hearing, body: str, kind: str, result: str = "as_proposed", on: date | None = None) -> Minutes:
    found = hearing.plan.municipality.body(body)
    assert found is not None
    return Minutes(found.id, kind, result, on or clock.today(), "PS 4/27", "Planen vedtas.")


def test_the_final_resolution_settles_every_point_as_proposed(app: Flask) -> None:
    with app.app_context():
        hearing = assessed()
        record_decision(hearing, minutes(hearing, "executive", "recommendation"))
        resolution = record_decision(hearing, minutes(hearing, "assembly", "resolution"))
        assert hearing.stage == Stage.RELEASED
        settle(resolution)
        assert hearing.stage == Stage.DECIDED
        assert [(count.verdict, count.points) for count in outcome_counts(hearing)] == [("noted", 2), ("accepted", 1)]
        assert outcomes_in_the_papers(hearing) == ["Tatt til følge", *["Tatt til orientering"] * 2]
        settle(resolution)
        assert sum(count.points for count in outcome_counts(hearing)) == 3
        closings = db.select(db.func.count()).where(AuditEvent.action == "case.closed")
        assert db.session.scalar(closings) == 1


def test_a_departure_stands_and_the_rest_follows_the_proposal(app: Flask) -> None:
    with app.app_context():
        hearing = assessed()
        resolution = record_decision(hearing, minutes(hearing, "assembly", "resolution", "changed"))
        chosen = these(points_cited(hearing, "2-1"), same_answer=True)
        assert depart(resolution, chosen, Wording("rejected", "Flertallet ville ikke.")) == 2
        assert outcomes_in_the_papers(hearing) == ["", "", ""]
        settle(resolution)
        counts = {count.verdict: (count.points, count.departures) for count in outcome_counts(hearing)}
        assert counts == {"rejected": (2, 2), "accepted": (1, 0)}
        with pytest.raises(CaseClosed):
            depart(resolution, chosen, Wording("noted", "For sent."))


def test_a_plan_that_is_not_adopted_leaves_no_point_followed(app: Flask) -> None:
    with app.app_context():
        hearing = assessed()
        settle(record_decision(hearing, minutes(hearing, "assembly", "resolution", "rejected")))
        ids = list(db.session.scalars(db.select(Point.comment_id)))
        told = [one for each in courses(hearing, ids).values() for one in each]
        assert {(one.label, one.change) for one in told} == {("Planen ble ikke vedtatt", None)}


def test_what_settles_nothing_closes_nothing(app: Flask) -> None:
    with app.app_context():
        with clock.set_to(clock.now() - timedelta(days=3)):
            hearing = assessed()
        for on, body, kind, result in (
            (2, "executive", "recommendation", "as_proposed"),
            (1, "assembly", "resolution", "postponed"),
            (0, "assembly", "resolution", "new_hearing"),
        ):
            day = clock.today() - timedelta(days=on)
            with pytest.raises(CannotSettle):
                settle(record_decision(hearing, minutes(hearing, body, kind, result, day)))


def test_the_order_of_the_chain_is_kept(app: Flask) -> None:
    with app.app_context():
        hearing = assessed(released=False)
        with pytest.raises(NotReleased):
            record_decision(hearing, minutes(hearing, "executive", "recommendation"))
        release(hearing)
        yesterday = clock.today() - timedelta(days=1)
        record_decision(hearing, minutes(hearing, "executive", "recommendation"))
        with pytest.raises(TwiceOneDay):
            record_decision(hearing, minutes(hearing, "executive", "recommendation"))
        for day in (yesterday, clock.today() + timedelta(days=1), hearing.last_day):
            with pytest.raises(WrongDate):
                record_decision(hearing, minutes(hearing, "assembly", "resolution", on=day))
        assert len(decisions(hearing)) == 1


def test_numbers_are_read_as_the_papers_write_them(app: Flask) -> None:
    with app.app_context():
        hearing = assessed()
        assert len(points_cited(hearing, "1-1, 2-1; 3-1")) == 3
        for wrong in ("9-9", "1-1a", "<script>", "1-1, tull", "9999999999-1"):
            with pytest.raises(UnknownNumbers):
                points_cited(hearing, wrong)


def test_a_decision_is_found_by_search_and_an_answer_once_it_is_released(app: Flask) -> None:
    with app.app_context():
        hearing = assessed(released=False)
        assert list(published._providers["assessment"].refs()) == []
        release(hearing)
        refs = list(published._providers["assessment"].refs())
        documents = published.load("assessment", refs)
        assert len(documents) == 2
        assert all("/storvik/horinger/boligsosial-plan/runde/1/innspill/" in one.url for one in documents.values())
        made = record_decision(hearing, minutes(hearing, "executive", "recommendation"))
        assert "Formannskapet" in published.load("decision", [made.ref])[made.ref].title


def committed(app: Flask) -> None:
    with app.app_context():
        assessed()
        db.session.commit()


def planner(app: Flask, email: str = "planner@example.no") -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(email)
    return visitor


def test_a_planner_records_and_marks_what_a_body_changed(app: Flask) -> None:
    committed(app)
    page = planner(app).get(CASE)
    refused = page.form("Lagre behandlingen").send(text="Planen vedtas.")
    assert refused.status == 400
    assert refused.form("Lagre behandlingen").values["text"].strip() == "Planen vedtas."
    body = next(option.get("value") for option in page.select("option") if option.text == "Kommunestyret")
    recorded = refused.form("Lagre behandlingen").send(
        body=body, kind="resolution", decided_on=clock.today().isoformat(), case_number="PS 4/27", result="changed"
    )
    assert "Kommunestyret: vedtak" in recorded.text
    page = recorded.link("Merk hva utvalget endret")
    unknown = page.form("Merk avviket").send(numbers="77-1", verdict="rejected", note="Nei.")
    assert unknown.status == 400
    assert "77-1" in unknown.text
    marked = unknown.form("Merk avviket").send(numbers="1-1")
    assert "1 punkt er merket" in marked.text
    own = marked.form("Før inn endringen").send(**{"egen-text_after": "Skolen består."})
    assert "Endringen er ført inn" in own.text
    assert "Skolen består." in own.text
    undone = own.form("Angre avviket").send()
    assert "Ingen punkter er merket." in undone.text


def test_a_reader_sees_and_a_stranger_does_not(app: Flask) -> None:
    committed(app)
    reader = planner(app, "reader@example.no")
    page = reader.get(CASE)
    assert page.status == 200
    token = page.form("Logg ut").values["csrf_token"]
    assert reader.post(CASE, {"csrf_token": token}).status == 403
    assert planner(app, "annen@example.no").get(CASE).status == 404
    assert planner(app, "annen@example.no").get(CASE.replace("storvik", "fjelldal")).status == 404
