"""Members of staff at their browsers."""

from __future__ import annotations

from app.accounts import MODERATOR, PLANNER
from app.extensions import db
from consultations.statements.statement import Statement
from tests import factories
from tests.blackbox.browser import Answer, Browser
from tests.blackbox.hearing import OpenHearing


def signed_in(hearing: OpenHearing, name: str, *roles: str) -> Browser:
    """Somebody who may moderate and plan (or has other roles) in the hearing's municipality."""
    email = f"{name}@{hearing.slug}.example.no"
    with hearing.server.arranging():
        factories.user(hearing.municipality_id, *(roles or (MODERATOR, PLANNER)), email=email)
    browser = hearing.server.browser()
    page = browser.sign_in(email, factories.PASSWORD)
    assert page.status == 200, page.text
    return browser


def desk(hearing: OpenHearing, ref: str) -> str:
    return f"/{hearing.slug}/arbeid/moderering/{ref}"


def opened(browser: Browser, hearing: OpenHearing, ref: str) -> Answer:
    return browser.get(desk(hearing, ref))


def approved(browser: Browser, hearing: OpenHearing, ref: str) -> Answer:
    return browser.send(opened(browser, hearing, ref), "Publiser", act="approve")


def references(hearing: OpenHearing) -> list[str]:
    """References of what came in, in order."""
    with hearing.server.arranging():
        query = db.select(Statement.ref).where(Statement.hearing_id == hearing.hearing_id)
        return list(db.session.scalars(query.order_by(Statement.number)))
