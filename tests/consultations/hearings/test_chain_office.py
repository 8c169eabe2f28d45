"""A planner chooses the bodies of a case, their order and their dates as well as they are known, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from app import clock
from app.extensions import db
from app.municipalities.body import COMMITTEE, establish
from consultations.hearings.hearing import Hearing
from tests import factories
from tests.pages import Form, Page, Visitor

PLAN = "/storvik/arbeid/planer/boligsosial-plan/"
TODAY = date(2026, 11, 2)
PERIOD = {"opens": "9.11.2026", "last_day": "21.12.2026", "no_decision": "y"}


@pytest.fixture
def planner(app: Flask) -> Iterator[Visitor]:
    with clock.set_to(clock.at_local(TODAY)):
        with app.app_context():
            home = factories.municipality()
            factories.user(home.id, "planner")
            factories.plan(home.id, summary="Kort.")
            establish(home.id, COMMITTEE, "Planutvalget")
            other = factories.municipality("Fjellvik kommune", slug="fjellvik")
            establish(other.id, COMMITTEE, "Utvalg i Fjellvik")
            db.session.commit()
        visitor = Visitor(app)
        visitor.sign_in("planner@example.no")
        yield visitor


def dates(planner: Visitor) -> Form:
    return planner.get(f"{PLAN}horing/ny").form("Lagre")


def option(page: Page, name: str, words: str) -> str:
    return str(next(one.get("value") for one in page.select(f"[name={name}] option") if words in one.text_content()))


def names(page: Page) -> list[str]:
    return [one.text_content() for one in page.select(".chain-rows select[name$=-body] option[selected]")]


def stored(app: Flask) -> list[tuple[str, str, str, date | None]]:
    with app.app_context():
        hearing = db.session.scalars(db.select(Hearing)).one()
        return [(row.body.name, row.part, row.precision, row.planned_from) for row in hearing.meetings]


def test_the_usual_bodies_stand_there_already(planner: Visitor) -> None:
    assert names(planner.get(f"{PLAN}horing/ny")) == ["Eldrerådet", "Formannskapet", "Kommunestyret"]


def test_a_committee_is_added_and_moved_without_losing_what_was_typed(app: Flask, planner: Visitor) -> None:
    page = planner.get(f"{PLAN}horing/ny")
    committee = option(page, "nytt_utvalg", "Planutvalget")
    typed = {**PERIOD, "chain-1-when": "en gang i vinter", "decided_case": "PS 9/26"}
    page = page.form("Lagre").send(("kjede", "ny"), nytt_utvalg=committee, **typed)
    assert names(page) == ["Eldrerådet", "Formannskapet", "Kommunestyret", "Planutvalget"]
    page = page.form("Lagre").send(("kjede", "opp-3"))
    page = page.form("Lagre").send(("kjede", "opp-2"))
    assert names(page) == ["Eldrerådet", "Planutvalget", "Formannskapet", "Kommunestyret"]
    values = page.form("Lagre").values
    assert (values["chain-2-when"], values["decided_case"]) == ("en gang i vinter", "PS 9/26")
    page = page.form("Lagre").send(
        **{"chain-1-when": "uke 4 2027", "chain-2-when": "mars 2027", "chain-3-when": "våren 2027"}
    )
    assert page.status == 200
    assert stored(app) == [
        ("Eldrerådet", "consulted", "day", None),
        ("Planutvalget", "recommending", "week", date(2027, 1, 25)),
        ("Formannskapet", "recommending", "month", date(2027, 3, 1)),
        ("Kommunestyret", "deciding", "season", date(2027, 3, 1)),
    ]


def test_the_form_comes_back_as_it_was_stored(app: Flask, planner: Visitor) -> None:
    dates(planner).send(**PERIOD, **{"chain-1-when": "uke 4 2027", "chain-2-when": "12.3.2027"})
    values = planner.get(f"{PLAN}horing/1/datoer").form("Lagre").values
    assert (values["chain-0-when"], values["chain-1-when"]) == ("", "uke 4 2027")
    assert values["chain-2-when"] == "12.3.2027"
    assert "no_decision" in values
    before = stored(app)
    planner.get(f"{PLAN}horing/1/datoer").form("Lagre").send()
    assert stored(app) == before


def test_bodies_are_taken_away_and_may_be_none(app: Flask, planner: Visitor) -> None:
    page = dates(planner).send(("kjede", "bort-0"), **PERIOD)
    assert names(page) == ["Formannskapet", "Kommunestyret"]
    for _ in range(2):
        page = page.form("Lagre").send(("kjede", "bort-0"))
    assert "Ingen utvalg er valgt." in page.text
    page.form("Lagre").send()
    assert stored(app) == []


@pytest.mark.parametrize("act", ["opp-0", "ned-2", "opp-99", "bort--1", "bort-x", "tull", "", "ny", "opp-²"])
def test_a_button_that_is_none_moves_nothing(planner: Visitor, act: str) -> None:
    page = dates(planner).send(("kjede", act), **PERIOD, nytt_utvalg="999999")
    assert page.status == 200
    assert names(page) == ["Eldrerådet", "Formannskapet", "Kommunestyret"]


def test_a_body_of_another_municipality_is_no_choice(app: Flask, planner: Visitor) -> None:
    with app.app_context():
        number = db.session.scalars(db.text("SELECT id FROM body WHERE name = 'Utvalg i Fjellvik'")).one()
    page = dates(planner).send(**PERIOD, **{"chain-1-body": str(number)})
    assert page.status == 400
    page = dates(planner).send(("kjede", "ny"), **PERIOD, nytt_utvalg=str(number))
    assert "Utvalg i Fjellvik" not in page.text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("chain-1-when", "snart", "Skriv en dag, en uke, en måned eller en årstid"),
        ("chain-1-when", "uke 50 2026", "Møtet er før høringen er over."),
        ("chain-0-part", "deciding", "er et råd"),
        ("chain-1-part", "deciding", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_row(planner: Visitor, field: str, value: str, message: str) -> None:
    page = dates(planner).send(**PERIOD, **{field: value})
    assert page.status == 400
    said = page.select(f"#{field}-feil") or page.select("#chain-2-part-feil")
    assert message in said[0].text_content()
    assert page.select(".ds-error-summary li")


def test_meetings_of_an_announced_hearing_move_by_the_same_form(app: Flask, planner: Visitor) -> None:
    dates(planner).send(**PERIOD)
    planner.get(PLAN).form("Kunngjør").send()
    page = planner.get(f"{PLAN}horing/1/moter").form("Lagre").send(("kjede", "bort-0"))
    page = page.form("Lagre").send(**{"chain-0-when": "januar 2027", "chain-1-when": "våren 2027"})
    assert "Møtedatoene er lagret." in page.text
    assert "våren 2027" in Visitor(app).get("/storvik/horinger/boligsosial-plan/").text
    assert "Kommunestyret vedtar våren 2027" in planner.get(f"{PLAN}horing/1/kunngjoring").text


def test_no_decision_is_asked_for_where_the_law_asks_for_none(planner: Visitor) -> None:
    page = dates(planner).send(**PERIOD)
    assert "Vedtak om høring: ikke nødvendig" in page.text
    page.form("Kunngjør").send()
    assert "ikke nødvendig" in planner.get(PLAN).text


def test_a_draft_that_comes_too_late_is_sent_to_the_deadline(app: Flask, planner: Visitor) -> None:
    dates(planner).send(**PERIOD | {"last_day": "23.11.2026"})
    planner.get(PLAN).form("Kunngjør").send()
    with app.app_context():
        plan = db.session.scalars(db.select(Hearing)).one().plan
        factories.version(plan).published_at = None
        db.session.commit()
    with clock.set_to(clock.at_local(TODAY + timedelta(days=9))):
        late = Visitor(app)
        late.sign_in("planner@example.no")
        page = late.get(f"{PLAN}utkast/1/publiser").form("Publiser utkastet").send()
        assert page.status == 409
        assert "Forleng fristen til onsdag 25. november 2026" in page.text.replace("\xa0", " ")
        page.link("Forleng fristen").form("Forleng").send(last_day="25.11.2026", reason="Utkastet kom sent")
        page = late.get(f"{PLAN}utkast/1/publiser").form("Publiser utkastet").send()
        assert "Utkastet er publisert." in page.text
        assert "onsdag 11. november 2026" in page.text.replace("\xa0", " ")
