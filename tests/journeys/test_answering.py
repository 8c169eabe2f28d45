"""Somebody says what they mean: from the first step to the receipt, without JavaScript."""

from __future__ import annotations

from flask import Flask

from app import tasks
from app.extensions import db
from consultations.statements.statement import Statement
from tests import factories
from tests.pages import Page, Visitor

ADDRESS = "/storvik/horinger/boligsosial-plan/svar/"


def open_hearing(app: Flask, **facts: int) -> None:
    with app.app_context():
        factories.hearing(factories.plan(factories.municipality().id), **facts)
        db.session.commit()


def written(visitor: Visitor, text: str = "Bygg flere boliger.", section: str = "boliger") -> Page:
    page = visitor.get(f"{ADDRESS}?avsnitt={section}")
    return page.form("Gå videre").send(("gjor", "videre"), **{f"avsnitt-{section}": text})


def reviewed(visitor: Visitor, text: str = "Bygg flere boliger.", **sender: str) -> Page:
    page = written(visitor, text)
    assert "Steg 2 av 3" in page.text, page.text
    return page.form("Gå videre").send(("gjor", "videre"), **({"sender_type": "private"} | sender))


def sent(visitor: Visitor, text: str = "Bygg flere boliger.", **sender: str) -> Page:
    return reviewed(visitor, text, **sender).form("Send innspillet").send()


def code_on(page: Page) -> str:
    return str(page.select(".receipt-code")[0].text_content().strip())


def statements(app: Flask) -> list[str]:
    with app.app_context():
        return [comment.text for one in db.session.scalars(db.select(Statement)) for comment in one.comments]


def test_a_citizen_answers_a_section_and_gets_a_receipt(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = sent(visitor, name="Kari Nordmann", email="kari@example.no")
    assert page.h1 == "Vi har fått innspillet ditt"
    assert "kl. " in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert len(code_on(page)) == 19
    assert statements(app) == ["Bygg flere boliger."]


def test_the_code_opens_the_statement_in_another_browser(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    code = code_on(sent(visitor, name="Kari Nordmann"))
    page = Visitor(app).get("/storvik/kvittering").form("Vis innspillet").send(code=code.lower().replace("-", " "))
    assert page.h1 == "Innspill nr. 1"
    assert "Kari Nordmann" not in page.text
    assert "Bygg flere boliger." not in page.text
    assert code not in page.body


def test_the_receipt_letter_carries_the_code_and_no_text(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    code = code_on(sent(visitor, email="kari@example.no"))
    with app.app_context():
        letters = list(db.session.scalars(db.select(tasks.Task).where(tasks.Task.kind == "mail")))
    assert [letter.payload["to"] for letter in letters] == ["kari@example.no"]
    assert code in letters[0].payload["body"]
    assert "boliger" not in letters[0].payload["body"]
    assert "http://localhost/storvik/kvittering" in letters[0].payload["body"]
    assert "Har du ikke sendt dette?" in letters[0].payload["body"]
