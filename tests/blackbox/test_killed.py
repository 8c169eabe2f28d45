"""kill -9 at any moment: what was acknowledged is there, once."""

from __future__ import annotations

import http.client
import os
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.blackbox.browser import Answer, Browser
from tests.blackbox.hearing import OpenHearing, acknowledge, answered, last_step, new_hearing
from tests.blackbox.server import Server, eventually, is_running

pytestmark = pytest.mark.slow

SUBMITS, HANDS, MOST_TRIES, MOST_KILLS = 200, 6, 60, 25


def test_f01_every_acknowledged_text_survives_the_kills_once(each_server: Server) -> None:
    hearing, done = new_hearing(each_server), threading.Event()
    killer = threading.Thread(target=_kill_web_workers, args=(each_server, done))
    killer.start()
    try:
        with ThreadPoolExecutor(HANDS) as hands:
            list(hands.map(lambda number: _stubborn(hearing, f"Innspill {number} midt i uværet."), range(SUBMITS)))
    finally:
        done.set()
        killer.join()
    assert hearing.received() == SUBMITS
    numbers = {hearing.stored(f"Innspill {number} midt i uværet.") for number in range(0, SUBMITS, 20)}
    assert numbers == {1}


def test_f02_a_power_cut_between_two_submits_loses_nothing(each_server: Server) -> None:
    hearing, citizen = new_hearing(each_server), each_server.browser()
    answered(citizen, hearing, f"Like før strømmen gikk på {each_server.port}.")
    each_server.kill_everything()
    each_server.restart()
    answered(each_server.browser(), hearing, f"Like etter at den kom tilbake på {each_server.port}.")
    assert hearing.received() == 2


def test_when_the_supervisor_is_killed_nothing_is_left_running(server: Server) -> None:
    everything = server.everything()
    assert len(everything) == 4, "web server, its two workers, the background worker"
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    eventually(lambda: not any(map(is_running, everything)))
    server.restart()


def test_a_background_worker_that_dies_is_started_again(server: Server) -> None:
    before = server.background_worker()
    assert before is not None
    os.kill(before, signal.SIGKILL)
    eventually(lambda: server.background_worker() not in (None, before))


def _stubborn(hearing: OpenHearing, text: str) -> None:
    """Somebody who sends the same form until a receipt comes."""
    citizen = hearing.server.browser()
    form = _patiently(lambda: last_step(citizen, hearing, text))
    assert form is not None
    receipt = _patiently(lambda: _receipt(citizen, *form))
    assert isinstance(receipt, Answer), "no receipt after many tries"
    acknowledge(hearing.server, text, receipt)


def _receipt(citizen: Browser, address: str, fields: list[tuple[str, str]]) -> Answer | None:
    answer = citizen.post(address, fields)
    assert answer.status in (200, 503), f"{answer.status}: {answer.text[:300]}"
    return answer if answer.status == 200 else None


def _patiently(attempt):  # type: ignore[no-untyped-def]
    for _try in range(MOST_TRIES):
        try:
            found = attempt()
        except (OSError, http.client.HTTPException):
            found = None
        if found is not None:
            return found
        time.sleep(0.2)
    return None


def _kill_web_workers(server: Server, done: threading.Event) -> None:
    chance = random.Random(22)
    for _kill in range(MOST_KILLS):
        if done.wait(chance.uniform(0.1, 1.5)):
            return
        workers = server.web_workers()
        if workers:
            victim = chance.choice(workers)
            if is_running(victim):
                os.kill(victim, signal.SIGKILL)
