"""What pages ask of published remarks."""

from __future__ import annotations

from flask import Flask

from app.extensions import db
from app.paging import ListPlace
from consultations.statements.publication import withdraw
from consultations.statements.statement import PAGE_SIZE, published_comments
from consultations.statements.statement_counts import counts_by_section
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
        counts = counts_by_section(hearing)
        assert counts == {"boliger": PAGE_SIZE + 5, None: 1}
        pages = [published_comments(hearing, "boliger", ListPlace(number), counts["boliger"]) for number in (1, 2)]
        assert (pages[0].total, pages[0].pages) == (PAGE_SIZE + 5, 2)
        assert [comment.public_text for page in pages for comment in page.rows] == [
            f"Merknad {number}" for number in reversed(range(PAGE_SIZE + 5))
        ]
        assert [comment.public_text for comment in published_comments(hearing, None, ListPlace(), 1).rows] == ["Om alt"]
        for beyond in (3, 10**12):
            assert published_comments(hearing, "boliger", ListPlace(beyond), counts["boliger"]).rows == []


def test_a_page_is_found_by_the_remark_beside_it_and_shows_none_twice(app: Flask) -> None:
    with app.app_context():
        hearing = factories.hearing(factories.plan(factories.municipality().id))
        for number in range(2 * PAGE_SIZE + 5):
            factories.statement(hearing, f"Merknad {number}", sections=("boliger",))
        total = counts_by_section(hearing)["boliger"]
        first = published_comments(hearing, "boliger", ListPlace(), total)
        factories.statement(hearing, "Kom imens", sections=("boliger",))
        assert first.way(2) == {"side": 2, "etter": first.last}
        second = published_comments(hearing, "boliger", ListPlace(2, after=first.last), total + 1)
        assert [one.public_text for one in second.rows] == [f"Merknad {n}" for n in range(PAGE_SIZE + 4, 4, -1)]
        third = published_comments(hearing, "boliger", ListPlace(3, after=second.last), total + 1)
        assert [one.public_text for one in third.rows] == [f"Merknad {n}" for n in range(4, -1, -1)]
        back = published_comments(hearing, "boliger", ListPlace(2, before=third.first), total + 1)
        assert [one.id for one in back.rows] == [one.id for one in second.rows]
        assert (second.way(1), third.way(2)) == ({"side": None}, {"side": 2, "for": third.first})
        gone = published_comments(hearing, "boliger", ListPlace(2, after="ukjent"), total + 1)
        assert gone.rows[0].public_text == f"Merknad {PAGE_SIZE + 5}"  # the old address: by number
