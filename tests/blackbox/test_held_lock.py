"""Somebody else holds the writer's place: we wait a while, then say so and give the text back."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests import factories
from tests.blackbox.hearing import acknowledge, last_step, look_over, new_hearing
from tests.blackbox.server import Server, eventually
from tests.blackbox.staff import signed_in

pytestmark = pytest.mark.slow


@contextmanager
def writer(server: Server) -> Iterator[sqlite3.Connection]:
    """Another connection that writes and does not come to an end."""
    path = server.settings.data_dir / "horing.db"
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@pytest.mark.parametrize("seconds", [1, 3])
def test_f04_a_short_hold_is_waited_for(server: Server, seconds: int) -> None:
    hearing, citizen, text = new_hearing(server), server.browser(), f"Ventet i {seconds} sekunder."
    address, fields = look_over(citizen, hearing, text).form("Send innspillet")
    with writer(server) as held:
        release = threading.Timer(seconds, held.execute, ["ROLLBACK"])
        release.start()
        answer = citizen.post(address, fields)
        release.join()
    acknowledge(server, text, answer)


def test_f04_a_long_hold_gives_503_with_the_text_and_one_click_finishes(server: Server) -> None:
    hearing, citizen, text = new_hearing(server), server.browser(), "Noen andre holder plassen."
    address, fields = look_over(citizen, hearing, text).form("Send innspillet")
    with writer(server):
        refused = citizen.post(address, fields)
        assert refused.status == 503
        assert refused.headers["Retry-After"]
        assert text in refused.text
        assert hearing.received() == 0
        health = server.browser().get("/helse")
        assert health.status == 503
        assert "another writer" in health.body
        assert server.browser().get(hearing.page).status == 200, "reading goes on"
    acknowledge(server, text, citizen.send(refused, "Send på nytt"))
    eventually(lambda: server.browser().get("/helse").status == 200)


def test_f04_twelve_seconds_never_break_a_submission(server: Server) -> None:
    hearing, citizen, text = new_hearing(server), server.browser(), "Prøver igjen og igjen."
    address, fields = last_step(citizen, hearing, text)
    with writer(server) as held:
        release = threading.Timer(12, held.execute, ["ROLLBACK"])
        release.start()
        answer = citizen.post(address, fields)
        for _try in range(6):
            if answer.status != 503:
                break
            assert text in answer.text
            answer = citizen.send(answer, "Send på nytt")
        release.join()
    acknowledge(server, text, answer)


def test_f04_a_moderator_and_one_who_signs_in_keep_what_they_typed(server: Server) -> None:
    hearing = new_hearing(server)
    with server.arranging():
        factories.user(hearing.municipality_id, "reader", email=f"les@{hearing.slug}.example.no")
    stranger = server.browser()
    page = stranger.get("/logg-inn")
    moderator = signed_in(hearing, "kari")
    queue = moderator.get(f"/{hearing.slug}/arbeid/moderering/")
    assert queue.status == 200
    with writer(server):
        refused = stranger.send(page, "Logg inn", email=f"les@{hearing.slug}.example.no", password=factories.PASSWORD)
        assert refused.status == 503
        assert factories.PASSWORD not in refused.body
        assert f"les@{hearing.slug}.example.no" in refused.body
        assert moderator.get(f"/{hearing.slug}/arbeid/moderering/").status == 200
