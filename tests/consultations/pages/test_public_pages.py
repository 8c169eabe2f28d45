"""What everybody reads: start, hearing, section, statements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.extensions import db
from consultations.hearings.hearing import Hearing
from tests import factories
from tests.pages import Visitor


@pytest.fixture
def hearing_id(app: Flask) -> int:
    with app.app_context():
        home = factories.municipality()
        found = factories.hearing(factories.plan(home.id))
        db.session.commit()
        return found.id


def test_the_start_page_lists_open_hearings_with_their_last_day(hearing_id: int, visitor: Visitor) -> None:
    page = visitor.get("/storvik/")
    assert "Åpne nå" in page.text
    assert "Boligsosial plan" in page.text
    assert "Frist til og med" in page.text


def test_the_hearing_page_leads_to_a_section_and_on_to_the_next(hearing_id: int, visitor: Visitor) -> None:
    section = visitor.get("/storvik/").link("Boligsosial plan").link("Innledning")
    assert section.h1 == "1 Innledning"
    assert section.link("2 Boliger").h1 == "2 Boliger"


def test_a_page_kept_before_the_deadline_is_a_new_page_a_second_after_it(
    app: Flask, hearing_id: int, visitor: Visitor
) -> None:
    with app.app_context():
        closes = db.session.get_one(Hearing, hearing_id).closes_at
    with clock.set_to(closes - timedelta(seconds=1)):
        before = visitor.get("/storvik/horinger/boligsosial-plan/innledning")
        again = visitor.get(before.path, headers={"If-None-Match": before.headers["ETag"]})
    with clock.set_to(closes):
        after = visitor.get(before.path, headers={"If-None-Match": before.headers["ETag"]})
    assert again.status == 304
    assert after.status == 200
    assert "Si din mening" in before.text
    assert "Si din mening" not in after.text
    assert "Fristen gikk ut" in after.text


def test_a_hearing_that_is_not_announced_is_nowhere(app: Flask, hearing_id: int, visitor: Visitor) -> None:
    with app.app_context():
        hearing = db.session.get_one(Hearing, hearing_id)
        hearing.ready_at = hearing.plan.public_since = None
        db.session.commit()
    assert "Boligsosial plan" not in visitor.get("/storvik/").text
    assert visitor.get("/storvik/horinger/boligsosial-plan/").status == 404
    assert visitor.get("/storvik/horinger/boligsosial-plan/innledning").status == 404


def test_an_announced_hearing_tells_the_week_and_hides_the_draft(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        home = factories.municipality()
        factories.hearing(factories.plan(home.id), opens_in=9)
        db.session.commit()
    page = visitor.get("/storvik/horinger/boligsosial-plan/")
    assert "Utkastet blir publisert i uke" in page.text
    assert "Innledning" not in page.text
    assert visitor.get("/storvik/horinger/boligsosial-plan/innledning").status == 404


@pytest.mark.parametrize("side", ["0", "-1", "x", "99999999999999999999", "2", "%00"])
def test_a_page_number_that_is_none_is_not_found(hearing_id: int, visitor: Visitor, side: str) -> None:
    assert visitor.get(f"/storvik/?side={side}").status == 404
    assert visitor.get(f"/storvik/horinger/boligsosial-plan/innledning?side={side}").status == 404


def test_after_the_deadline_the_hearing_page_says_that_late_ones_are_taken(
    app: Flask, hearing_id: int, visitor: Visitor
) -> None:
    with app.app_context():
        closes = db.session.get_one(Hearing, hearing_id).closes_at
    with clock.set_to(closes):
        page = visitor.get("/storvik/horinger/boligsosial-plan/")
        answering = page.link("Send innspill etter fristen")
    assert "blir merket som for sent" in page.text
    assert "Fristen er ute" in answering.text


def test_the_remarks_lead_to_the_numbers_of_moderation(hearing_id: int, visitor: Visitor) -> None:
    page = visitor.get("/storvik/horinger/boligsosial-plan/innspill/")
    assert "Et menneske leser hvert innspill" in page.link("Slik modererer vi").text
