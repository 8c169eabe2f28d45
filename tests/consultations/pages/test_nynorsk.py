"""A municipality that writes nynorsk has nynorsk pages, from the start page to the receipt."""

from __future__ import annotations

import pytest
from flask import Flask

from app.extensions import db
from tests import factories
from tests.pages import Visitor


@pytest.fixture(autouse=True)
def hearing(app: Flask) -> None:
    with app.app_context():
        home = factories.municipality("Skar kommune", language="nn")
        factories.hearing(factories.plan(home.id))
        db.session.commit()


def test_the_pages_of_a_hearing_are_nynorsk(visitor: Visitor) -> None:
    start = visitor.get("/skar/")
    assert start.tree is not None
    assert start.tree.get("lang") == "nn"
    assert "Opne no" in start.text, "no compiled catalogue: run `make translations`"
    hearing = start.link("Boligsosial plan")
    assert "Høyringa er open" in hearing.text
    assert "(veke " in hearing.text


def test_a_statement_is_written_and_received_in_nynorsk(visitor: Visitor) -> None:
    write = visitor.get("/skar/horinger/boligsosial-plan/").link("Si di meining")
    sender = write.form("Gå vidare").send(**{"hele-planen": "Bygg fleire bustader."})
    forgotten = sender.form("Gå vidare").send()
    assert "Vel kven du svarer som." in forgotten.text
    receipt = forgotten.form("Gå vidare").send(sender_type="private").form("Send innspelet").send()
    assert receipt.h1 == "Vi har fått innspelet ditt"


def test_a_neighbour_keeps_bokmaal(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        factories.hearing(factories.plan(factories.municipality("Storvik kommune").id))
        db.session.commit()
    assert "Åpne nå" in visitor.get("/storvik/").text
    assert "Opne no" in visitor.get("/skar/").text
