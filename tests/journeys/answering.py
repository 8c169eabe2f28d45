"""The way of somebody who answers, step by step, for tests that begin somewhere along it."""

from __future__ import annotations

from flask import Flask

from app.extensions import db
from consultations.statements.statement import Statement
from tests import factories
from tests.pages import Page, Visitor

HEARING = "/storvik/horinger/boligsosial-plan/"
ADDRESS = f"{HEARING}svar/"
TEXT = "Bygg flere boliger."


def open_hearing(app: Flask, **facts: int) -> None:
    with app.app_context():
        factories.hearing(factories.plan(factories.municipality().id), **facts)
        db.session.commit()


def written(visitor: Visitor, text: str = TEXT, section: str = "boliger") -> Page:
    """Step 2, after something was written about a section."""
    page = visitor.get(f"{ADDRESS}?avsnitt={section}")
    return page.form("Gå videre").send(("gjor", "videre"), **{f"avsnitt-{section}": text})


def reviewed(visitor: Visitor, text: str = TEXT, **sender: str) -> Page:
    """Step 3, ready to be sent."""
    page = written(visitor, text)
    return page.form("Gå videre").send(("gjor", "videre"), **({"sender_type": "private"} | sender))


def sent(visitor: Visitor, text: str = TEXT, **sender: str) -> Page:
    """The receipt."""
    return reviewed(visitor, text, **sender).form("Send innspillet").send()


def code_on(page: Page) -> str:
    return str(page.select(".receipt-code")[0].text_content().strip())


def stored(app: Flask) -> list[Statement]:
    """All statements with what hangs on them, by number."""
    with app.app_context():
        found = list(db.session.scalars(db.select(Statement).order_by(Statement.number)))
        for statement in found:
            assert statement.sender is not None
            assert statement.comments is not None
        db.session.expunge_all()
        return found


def texts(app: Flask) -> list[str]:
    return [comment.text for statement in stored(app) for comment in statement.comments]
