"""Kept pages are true: a change, midnight or a deadline makes them anew, and they carry all their headers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from app import clock, page_cache
from app.extensions import db
from app.municipalities.municipality import touch
from app.own_address import OwnAddress
from consultations.hearings.hearing import Hearing
from consultations.plans.plan import Plan
from tests import factories
from tests.pages import Page, Visitor

PAGE = "/storvik/horinger/boligsosial-plan/"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def hearing(app: Flask) -> int:
    with app.app_context(), clock.set_to(NOON):
        made = factories.hearing(factories.plan(factories.municipality().id)).id
        db.session.commit()
    return made


def at(visitor: Visitor, instant: datetime, **headers: str) -> Page:
    with clock.set_to(instant):
        return visitor.get(PAGE, headers=headers)


def retitle(app: Flask, title: str, told: bool) -> None:
    """Change what the page shows, with or without telling the cache."""
    with app.app_context():
        plan = db.session.scalars(db.select(Plan)).one()
        plan.title = title
        if told:
            touch(plan.municipality_id)
        db.session.commit()


def test_a_kept_page_is_sent_again_with_every_header(app: Flask, visitor: Visitor, hearing: int) -> None:
    first = at(visitor, NOON)
    retitle(app, "Stille endret", told=False)
    second = at(visitor, NOON + timedelta(minutes=1))
    assert second.body == first.body
    assert dict(second.headers).items() <= dict(first.headers).items()
    assert "default-src 'none'" in second.headers["Content-Security-Policy"]


def test_a_verb_that_tells_makes_it_anew(app: Flask, visitor: Visitor, hearing: int) -> None:
    first = at(visitor, NOON)
    retitle(app, "Ny tittel", told=True)
    second = at(visitor, NOON)
    assert second.h1 == "Ny tittel"
    assert second.headers["ETag"] != first.headers["ETag"]


def test_an_unchanged_page_is_answered_with_304(visitor: Visitor, hearing: int) -> None:
    tag = at(visitor, NOON).headers["ETag"]
    again = at(visitor, NOON, **{"If-None-Match": tag})
    assert (again.status, again.body) == (304, "")
    assert at(visitor, NOON, **{"If-None-Match": '"another"'}).status == 200


def test_a_page_is_made_anew_at_midnight(visitor: Visitor, hearing: int) -> None:
    evening = clock.midnight_after(clock.local(NOON).date()) - timedelta(seconds=1)
    first = at(visitor, evening)
    second = at(visitor, evening + timedelta(seconds=1))
    assert first.headers["ETag"] != second.headers["ETag"]


def test_a_page_made_while_the_deadline_passes_is_not_kept_beyond_it(
    app: Flask, visitor: Visitor, hearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        deadline = db.session.get_one(Hearing, hearing).closes_at
    arrived = deadline - timedelta(milliseconds=5)
    with monkeypatch.context() as slow:
        slow.setattr(clock, "arrived_at", lambda: arrived)
        at(visitor, arrived)
    assert "Fristen er ute" in at(visitor, deadline).text


def test_head_is_answered_from_what_is_kept_without_a_body(visitor: Visitor, hearing: int) -> None:
    kept = at(visitor, NOON)
    with clock.set_to(NOON):
        answer = visitor.client.head(PAGE)
    assert answer.status_code == 200
    assert answer.data == b""
    assert answer.headers["ETag"] == kept.headers["ETag"]
    assert int(answer.headers["Content-Length"]) == len(kept.response.data)


def test_a_full_cache_lets_the_oldest_go(
    app: Flask, visitor: Visitor, hearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(visitor, NOON)
    cache = kept_by(app)
    room = int(cache._size * 3.5)
    monkeypatch.setattr(page_cache, "MAX_BYTES", room)
    with clock.set_to(NOON):
        for number in range(12):
            visitor.get(f"{PAGE}?n={number}")
    assert [address[-2:] for address in cache._entries] == ["=9", "10", "11"]
    assert 0 < cache._size <= room


def test_a_long_address_is_answered_and_not_kept(app: Flask, visitor: Visitor, hearing: int) -> None:
    with clock.set_to(NOON):
        assert visitor.get(f"{PAGE}?n={'x' * 400}").status == 200
    assert len(kept_by(app)._entries) == 0


def test_a_database_that_does_not_answer_gives_a_page_and_not_a_crash(
    app: Flask, visitor: Visitor, hearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(visitor, NOON)
    with app.app_context():
        engine = db.engine

    def refuse(*_: object) -> None:
        raise OperationalError("SELECT 1", None, Exception("connection refused"))

    monkeypatch.setattr(engine.pool, "connect", refuse)
    page = at(visitor, NOON)
    assert page.status == 503
    assert page.h1 == "Tjenesten er opptatt"


def kept_by(app: Flask) -> page_cache.PageCache:
    """The cache of an application; what says where we are stands before it."""
    assert isinstance(app.wsgi_app, OwnAddress)
    cache = app.wsgi_app._inner
    assert isinstance(cache, page_cache.PageCache)
    return cache
