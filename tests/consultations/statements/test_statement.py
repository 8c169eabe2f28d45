"""What pages ask of published remarks."""

from __future__ import annotations

from flask import Flask

from app.extensions import db
from consultations.statements.publication import withdraw
from consultations.statements.statement import PAGE_SIZE, counts_by_section, published_comments
from tests import factories


def test_published_remarks_come_in_pages_the_last_published_first(app: Flask) -> None:
    with app.app_context():
        hearing = factories.hearing(factories.plan(factories.municipality().id))
        for number in range(PAGE_SIZE + 5):
            factories.statement(hearing, f"Merknad {number}", sections=("boliger",))
        factories.statement(hearing, "Venter", sections=("boliger",), published=False)
        withdraw(factories.statement(hearing, "Trukket", sections=("boliger",)))
        factories.statement(hearing, "Om alt")
        db.session.commit()
        first, second = published_comments(hearing, "boliger", 1), published_comments(hearing, "boliger", 2)
        assert (first.total, first.pages) == (PAGE_SIZE + 5, 2)
        assert [comment.public_text for comment in (*first.comments, *second.comments)] == [
            f"Merknad {number}" for number in reversed(range(PAGE_SIZE + 5))
        ]
        assert [comment.public_text for comment in published_comments(hearing, None).comments] == ["Om alt"]
        for beyond in (3, 0, -1, 10**12):
            assert published_comments(hearing, "boliger", beyond).comments == []
        assert counts_by_section(hearing.id) == {"boliger": PAGE_SIZE + 5, None: 1}
