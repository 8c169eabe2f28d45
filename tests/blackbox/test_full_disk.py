"""F03: the disk is full when a statement is to be stored."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.blackbox import law
from tests.blackbox.browser import Answer, Browser
from tests.blackbox.full_disk import filled, limited, small_file_system
from tests.blackbox.hearing import OpenHearing, acknowledge, last_step, new_hearing
from tests.blackbox.server import Server, running

pytestmark = pytest.mark.slow

MOST_TRIES = 60


def test_a_full_disk_at_commit_gives_503_with_the_text_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with small_file_system(tmp_path) as mounted:
        if not mounted and os.environ.get("HORING_REQUIRE_ALL"):
            pytest.fail("this machine lets us mount nothing")
        if not mounted:
            pytest.skip("needs root: a small file system of our own cannot be mounted")
        with running(tmp_path) as server:
            _fill_and_submit(server, lambda: filled(tmp_path))
            law.holds(server, says={"ok": False, "problems": ["less than 200 MB are free in the data folder"]})


def test_a_file_that_may_not_grow_gives_503_with_the_text(server: Server) -> None:
    _fill_and_submit(server, lambda: limited(server))


def _fill_and_submit(server: Server, filling: Callable[[], AbstractContextManager[Callable[[], None]]]) -> None:
    hearing = new_hearing(server)
    with filling() as give_back:
        citizen, refused, text = _until_refused(hearing)
        assert text in refused.text
        assert refused.headers["Retry-After"]
        assert hearing.stored(text) == 0
        assert server.browser().get(hearing.page).status == 200, "reading goes on"
        give_back()
        acknowledge(server, text, citizen.send(refused, "Send på nytt"))


def _until_refused(hearing: OpenHearing) -> tuple[Browser, Answer, str]:
    """Submit until there is no room for one more; those before have their receipts."""
    for number in range(MOST_TRIES):
        citizen, text = hearing.server.browser(), f"Innspill {number} på {hearing.slug}. " + "Det er trangt. " * 1200
        answer = citizen.post(*last_step(citizen, hearing, text.strip()))
        assert answer.status in (200, 503), f"{answer.status}: {answer.text[:300]}"
        if answer.status == 503:
            return citizen, answer, text.strip()
        acknowledge(hearing.server, text.strip(), answer)
    raise AssertionError("the disk was never full")
