"""A municipality with an open hearing and two moderators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from app.accounts import MODERATOR
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.statements.statement import Statement
from tests import factories
from tests.pages import Page, Visitor

KARI, OLA = "kari@example.no", "ola@example.no"


@dataclass
class Office:
    """What the tests of this room start from. Statements are told by their references."""

    app: Flask
    hearing_id: int

    def receive(self, *texts: str, sender: dict[str, Any] | None = None, **facts: Any) -> str:
        """A statement that waits for a moderator; its reference."""
        with self.app.app_context():
            hearing = db.session.get(Hearing, self.hearing_id)
            assert hearing is not None
            made = factories.statement(hearing, *texts, published=False, points=False, **facts)
            for name, value in (sender or {}).items():
                setattr(made.sender, name, value)
            ref = made.ref
            db.session.commit()
        return ref

    def moderator(self, email: str = KARI) -> Visitor:
        """Somebody signed in who may moderate."""
        visitor = Visitor(self.app)
        visitor.sign_in(email)
        return visitor

    def open(self, ref: str, visitor: Visitor | None = None) -> Page:
        return (visitor or self.moderator()).get(self.item(ref))

    def item(self, ref: str) -> str:
        return f"/storvik/arbeid/moderering/{ref}"

    def state(self, ref: str) -> Statement:
        """The row as it is now, loaded with its comments and detached."""
        with self.app.app_context():
            found = db.session.scalars(db.select(Statement).where(Statement.ref == ref)).one()
            assert found.comments is not None
            assert found.sender is not None
            db.session.expunge_all()
        return found


@pytest.fixture
def office(app: Flask) -> Office:
    with app.app_context():
        home = factories.municipality()
        factories.user(home.id, MODERATOR, email=KARI)
        factories.user(home.id, MODERATOR, email=OLA).name = "Ola Moderator"
        hearing = factories.hearing(factories.plan(home.id))
        hearing_id = hearing.id
        db.session.commit()
    return Office(app, hearing_id)
