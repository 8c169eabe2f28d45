"""Which edition a body read stands with its decision; one that says no more what stands is not taken for granted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.accounts import PLANNER
from app.extensions import db
from consultations.editions.edition import OutOfDate
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import Decision, decisions
from consultations.outcomes.recording import Minutes, NotReadByThen, correct_decision, record_decision
from consultations.points.history import points_changed
from tests import factories
from tests.consultations.editions.cases import changed, made, released
from tests.pages import Visitor

CASE = "/storvik/arbeid/vedtak/boligsosial-plan/runde/1/"


def minutes(hearing: Hearing, edition: int | None = None) -> Minutes:
    body = hearing.plan.municipality.body("executive")
    assert body is not None
    return Minutes(body.id, "recommendation", "as_proposed", clock.today(), "PS 4/27", "Som foreslått.", edition)


def out_of_date() -> Hearing:
    """Edition 1 was made, and the answer to the first remark written anew after it."""
    with clock.set_to(clock.now() - timedelta(minutes=2)):
        hearing = released()
        made(hearing)
    with clock.set_to(clock.now() - timedelta(minutes=1)):
        changed(hearing, 1, text="Vi er litt enige.")
    return hearing


def read(decision: Decision) -> int | None:
    return decision.edition.number if decision.edition else None


def test_the_edition_that_the_body_read_stands_with_its_decision(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        made(hearing)
        assert read(record_decision(hearing, minutes(hearing))) == 1


def test_an_edition_that_is_out_of_date_is_named_or_made_anew(app: Flask) -> None:
    with app.app_context():
        hearing = out_of_date()
        with pytest.raises(OutOfDate) as refused:
            record_decision(hearing, minutes(hearing))
        assert (refused.value.edition, refused.value.points, refused.value.total) == (1, ("1-1",), 1)
        assert not decisions(hearing)
        with pytest.raises(NotReadByThen):
            record_decision(hearing, minutes(hearing, edition=2))
        named = record_decision(hearing, minutes(hearing, edition=1))
        assert read(named) == 1
        correct_decision(named, minutes(hearing, edition=1), named.version)
        assert read(named) == 1


def test_a_new_edition_says_again_what_stands(app: Flask) -> None:
    with app.app_context():
        hearing = out_of_date()
        second = made(hearing)
        assert points_changed(hearing, second.made_at) == []
        assert read(record_decision(hearing, minutes(hearing))) == 2


def test_an_edition_that_was_made_after_the_decision_was_not_read(app: Flask) -> None:
    with app.app_context():
        with clock.set_to(clock.now() - timedelta(minutes=2)):
            hearing = released()
            made(hearing)
        with clock.set_to(clock.now() - timedelta(minutes=1)):
            decision = record_decision(hearing, minutes(hearing))
        assert made(hearing).made_at > decision.recorded_at
        correct_decision(decision, minutes(hearing), decision.version)
        assert read(decision) == 1


def test_the_form_names_the_points_and_keeps_what_was_typed(app: Flask) -> None:
    with app.app_context():
        hearing = out_of_date()
        factories.user(hearing.municipality_id, PLANNER)
        said = minutes(hearing)
        db.session.commit()
    planner = Visitor(app)
    planner.sign_in("planner@example.no")
    form = planner.get(CASE).form("Lagre behandlingen")
    assert "edition" not in form.values
    page = form.send(
        body=str(said.body_id),
        kind=said.kind,
        result=said.result,
        decided_on=said.decided_on.isoformat(),
        case_number=said.case_number,
        text=said.text,
    )
    assert page.status == 409
    assert "Disse punktene er endret etter utgave 1: 1-1." in page.select("#edition-feil")[0].text_content()
    again = page.form("Lagre behandlingen")
    assert again.values["text"] == "Som foreslått."
    assert "leste utgave 1" in again.send(edition="1").text
