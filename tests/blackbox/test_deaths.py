"""No worker dies of its work; of one that does the operator is told."""

from __future__ import annotations

import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from tests import factories
from tests.blackbox import law
from tests.blackbox.browser import Answer
from tests.blackbox.hearing import OpenHearing, acknowledge, last_step, new_hearing
from tests.blackbox.server import Server, eventually, running

pytestmark = pytest.mark.slow

HANDS, MOST_PAGES, MOST_SECONDS, STATEMENTS, WRITE_EVERY = 8, 1500, 60, 60, 50


def test_no_worker_dies_while_pages_are_made_anew_and_answers_come_in(each_server: Server) -> None:
    hearing = new_hearing(each_server)
    with each_server.arranging():
        for number in range(STATEMENTS):
            factories.statement(
                hearing.state(), f"Tjenestene, {number}.", f"Boligene, {number}.", sections=(None, None)
            )
    eventually(lambda: len(each_server.web_workers()) == 2)
    before, told = each_server.web_workers(), len(each_server.log)
    sent = _hammered(hearing)
    assert each_server.web_workers() == before
    assert "Worker (pid" not in each_server.log[told:]
    assert hearing.received() == STATEMENTS + sent


@pytest.mark.parametrize("cause", [signal.SIGSEGV, signal.SIGKILL])
def test_the_operator_is_told_of_a_web_worker_that_died(tmp_path: Path, cause: signal.Signals) -> None:
    with running(tmp_path) as server:
        victim = server.web_workers()[0]
        os.kill(victim, cause)
        eventually(lambda: _degraded(server) == [_once("web worker", victim, cause)])
        assert f"Worker (pid:{victim}) was sent {cause.name}!" in server.log
        eventually(lambda: len(server.web_workers()) == 2 and victim not in server.web_workers())
        law.holds(server)


def test_the_operator_is_told_of_a_background_worker_that_died(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        victim = server.background_worker()
        assert victim is not None
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: _degraded(server) == [_once("background worker", victim, signal.SIGKILL)])
        assert f"the background worker (process {victim}) died: SIGKILL" in server.log


def _hammered(hearing: OpenHearing) -> int:
    """Many readers, each at addresses that nobody asked for before, and some who answer. How many answers were sent."""
    numbers, end = count(), time.monotonic() + MOST_SECONDS
    pages = ("", "innspill/", "boliger", "svar/")
    sent: list[str] = []

    def hand(_number: int) -> None:
        while (number := next(numbers)) < MOST_PAGES and time.monotonic() < end:
            if number % WRITE_EVERY == WRITE_EVERY - 1:
                sent.append(_answer(hearing, number))
            else:
                page = hearing.server.browser().get(f"{hearing.page}{pages[number % len(pages)]}?nummer={number}")
                assert page.status == 200, f"{page.path}: {page.status}"

    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(hand, range(HANDS)))
    return len(sent)


def _answer(hearing: OpenHearing, number: int) -> str:
    citizen, text = hearing.server.browser(), f"Innspill {number} mens mange leser på {hearing.slug}."
    acknowledge(hearing.server, text, citizen.post(*last_step(citizen, hearing, text)))
    return text


def _degraded(server: Server) -> list[str]:
    """What the health page tells, without the time."""
    answer: Answer = server.browser().get("/helse")
    assert answer.status == 200, answer.body
    return [line.partition(" at ")[0] + ":" + line.rpartition(":")[2] for line in json.loads(answer.body)["degraded"]]


def _once(who: str, pid: int, cause: signal.Signals) -> str:
    return f"a process died once within a day, last the {who} {pid}: {cause.name}"
