"""M03: words that a moderator removes are nowhere but in the sealed original."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

from app.extensions import db
from consultations.statements.statement import Statement
from tests import factories
from tests.journeys import answering, traces
from tests.pages import Visitor

NUMBER = "15507600333"  # synthetic: 40 is added to the month
SPACED = "155076 00333"
PHONE = "22 22 55 55"
NEIGHBOUR = "Gunnvor Tvedestrandsen"
SENDER = "Torvald Innbygger"
TEXT = (
    f"Jeg, {SENDER}, fødselsnummer {SPACED}, bor ved siden av {NEIGHBOUR}.\n"
    f"Ring meg på {PHONE}. Vi trenger ungdomsboliger, og det mener\n{NEIGHBOUR} òg."
)
SECRETS = [NUMBER, SPACED, PHONE, PHONE.replace(" ", ""), NEIGHBOUR, "Tvedestrandsen", "Gunnvor", SENDER]


def received(app: Flask) -> str:
    """A statement sent by its sender on the open pages; its reference."""
    answering.open_hearing(app)
    with app.app_context():
        home = factories.db.session.scalars(db.select(factories.Municipality)).one()
        factories.user(home.id, "moderator")
        db.session.commit()
    answering.sent(Visitor(app), TEXT, name=SENDER, email="avsender@example.no")
    with app.app_context():
        return str(db.session.scalars(db.select(Statement.ref)).one())


def found_anywhere(app: Flask) -> list[str]:
    folder = app.config["HORING"].data_dir
    return [
        *traces.on_public_pages(app, SECRETS),
        *traces.on_disk(folder, SECRETS),
        *traces.in_tables(app, SECRETS),
    ]


def what_is_left(app: Flask) -> set[str]:
    """Where the tests' eyes find what may be read: the same places they look for the rest."""
    folder = app.config["HORING"].data_dir
    pages = " ".join(traces.on_public_pages(app, ["ungdomsboliger"]))
    disk = " ".join(traces.on_disk(folder, ["ungdomsboliger", "er nå publisert"]))
    tables = " ".join(traces.in_tables(app, ["ungdomsboliger"]))
    seen = {"page": " on " in pages, "search": "a hit" in pages, "index": "in index" in disk, "mail": "in mail" in disk}
    return {place for place, found in (seen | {"table": "comment.public_text" in tables}).items() if found}


def moderator(app: Flask) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in("moderator@example.no")
    return visitor


def test_removed_words_are_nowhere(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ref = received(app)
    traces.finish_tasks(app)
    assert found_anywhere(app) == []  # before anybody has decided
    form = moderator(app).get(f"/storvik/arbeid/moderering/{ref}").form("Publiser")
    form.send(button=("act", "preview"), words=NEIGHBOUR)
    form.send(button=("act", "approve"), words=NEIGHBOUR, note="Du kan sende inn igjen uten navn.")
    traces.finish_tasks(app)
    page = Visitor(app).get("/storvik/horinger/boligsosial-plan/boliger")
    assert "Vi trenger ungdomsboliger" in page.text
    assert what_is_left(app) == {"page", "search", "index", "mail", "table"}  # or the next line would prove nothing
    assert found_anywhere(app) == []
    assert not [secret for secret in SECRETS if secret in caplog.text]


def test_words_removed_later_are_gone_at_once_and_from_the_index(app: Flask) -> None:
    ref = received(app)
    visitor = moderator(app)
    visitor.get(f"/storvik/arbeid/moderering/{ref}").form("Publiser").send(button=("act", "approve"))
    traces.finish_tasks(app)
    assert Visitor(app).get("/storvik/sok?q=Tvedestrandsen").select(".hits li")
    again = visitor.get(f"/storvik/arbeid/moderering/{ref}").form("Publiser")
    again.send(button=("act", "approve"), words=NEIGHBOUR, again="overlooked")
    assert list(traces.on_public_pages(app, SECRETS)) == []  # before the worker has come to it
    traces.finish_tasks(app)
    assert found_anywhere(app) == []


def test_a_withheld_statement_leaves_no_words(app: Flask) -> None:
    ref = received(app)
    page = moderator(app).get(f"/storvik/arbeid/moderering/{ref}")
    page.form("Publiser").send(button=("act", "withhold"), reason="confidential")
    traces.finish_tasks(app)
    assert found_anywhere(app) == []
    assert list(traces.on_public_pages(app, ["ungdomsboliger"])) == []
