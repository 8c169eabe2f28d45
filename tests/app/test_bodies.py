"""The municipality's own list of bodies, as staff arrange it."""

from __future__ import annotations

import pytest
from flask import Flask

from app.audit import AuditEvent
from app.extensions import db
from app.municipalities.body import ASSEMBLY, Body
from tests import factories
from tests.pages import Page, Visitor

LIST = "/storvik/arbeid/utvalg/"


@pytest.fixture(params=["planner", "administrator"])
def staff(app: Flask, request: pytest.FixtureRequest) -> Visitor:
    with app.app_context():
        home = factories.municipality()
        factories.user(home.id, request.param)
        db.session.commit()
    visitor = Visitor(app)
    visitor.sign_in(f"{request.param}@example.no")
    return visitor


def names(page: Page) -> list[str]:
    return [one.text_content() for one in page.select(".office-table tbody th")]


def add(staff: Visitor, name: str, kind: str = "committee") -> Page:
    return staff.get(LIST).form("Legg til utvalget").send(name=name, kind=kind)


def test_a_committee_is_added(app: Flask, staff: Visitor) -> None:
    page = add(staff, "  Hovedutvalg for   plan ")
    assert "Hovedutvalg for plan er lagt til." in page.text
    assert names(page) == ["Eldrerådet", "Formannskapet", "Kommunestyret", "Hovedutvalg for plan"]
    with app.app_context():
        assert db.session.scalars(db.select(AuditEvent.action)).all()[-1] == "body.established"


@pytest.mark.parametrize(
    ("name", "message"), [("", "Skriv navnet"), ("Formannskapet", "Kommunen har alt"), ("x" * 121, "høyst 120")]
)
def test_a_name_that_does_not_do_comes_back(staff: Visitor, name: str, message: str) -> None:
    page = add(staff, name)
    assert page.status == 400
    assert message in page.select("#name-feil")[0].text_content()
    assert len(names(page)) == 3


def test_a_body_gets_another_name_and_another_place(staff: Visitor) -> None:
    add(staff, "Planutvalget")
    page = staff.get(LIST).form("Flytt opp Planutvalget").send()
    assert names(page) == ["Eldrerådet", "Formannskapet", "Planutvalget", "Kommunestyret"]
    page = page.link("Endre navn: Planutvalget").form("Lagre navnet").send(name="Utvalg for plan")
    assert names(page)[2] == "Utvalg for plan"
    refused = page.link("Endre navn: Utvalg for plan").form("Lagre navnet").send(name="Formannskapet")
    assert refused.status == 400


def test_a_body_that_no_case_names_is_taken_away(staff: Visitor) -> None:
    add(staff, "Planutvalget")
    page = staff.get(LIST).link("Ta bort: Planutvalget").form("Ta bort utvalget").send()
    assert names(page) == ["Eldrerådet", "Formannskapet", "Kommunestyret"]


def test_a_body_in_a_case_stays(app: Flask, staff: Visitor) -> None:
    with app.app_context():
        body = db.session.scalars(db.select(Body).where(Body.kind == ASSEMBLY)).one()
        plan = factories.plan(body.municipality_id)
        factories.hearing(plan, meetings=factories.meetings((body, None)))
        db.session.commit()
    page = staff.get(LIST).link("Ta bort: Kommunestyret").form("Ta bort utvalget").send()
    assert page.status == 409
    assert "blir stående" in page.text
    assert "Kommunestyret" in names(staff.get(LIST))


def test_another_municipalitys_body_is_not_found(app: Flask, staff: Visitor) -> None:
    with app.app_context():
        other = factories.municipality("Fjellvik kommune", slug="fjellvik")
        number = other.bodies[0].id
        db.session.commit()
    for address in (f"{LIST}{number}", f"{LIST}{number}/slett", f"{LIST}99999999999999999999"):
        assert staff.get(address).status == 404
