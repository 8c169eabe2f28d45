"""F07: the letter with the receipt, when the mail server is away, and when we die between sending and noting it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import timedelta

import pytest

from app import clock
from tests.blackbox import law
from tests.blackbox.hearing import answered, new_hearing
from tests.blackbox.post_office import PostOffice
from tests.blackbox.server import Server, eventually, free_port, running

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def posting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, int]]:
    """The product with the address of a mail server that is not there yet."""
    port = free_port()
    mail = {"HORING_SMTP_HOST": "127.0.0.1", "HORING_SMTP_PORT": str(port)}
    with running(tmp_path_factory.mktemp("posting"), **mail) as server:
        yield server, port
        law.holds(server)


def test_f07_the_letter_waits_for_the_mail_server_and_comes_once(posting: tuple[Server, int]) -> None:
    server, port = posting
    hearing = new_hearing(server)
    answered(server.browser(), hearing, "Uten postkontor.", email="kari@example.no")
    office = PostOffice()
    with office.open(port):
        server.set_clock(clock.now() + timedelta(hours=1))
        eventually(office.arrived.is_set)
        answered(server.browser(), hearing, "Med postkontor.", email="ola@example.no")
        eventually(lambda: len(office.letters) == 2)
    assert sorted(letter["To"] for letter in office.letters) == ["kari@example.no", "ola@example.no"]
    for letter in office.letters:
        assert "postkontor" not in letter.as_string(), "letters carry no text of a statement"
    server.release_clock()


def test_f07_killed_between_sending_and_noting_it_repeats_once_with_the_same_id(posting: tuple[Server, int]) -> None:
    server, port = posting
    hearing, office = new_hearing(server), PostOffice()
    office.silent = True
    with office.open(port):
        answered(server.browser(), hearing, "Sendt, men ikke notert.", email="per@example.no")
        assert office.arrived.wait(60)
        before = server.background_worker()
        assert before is not None
        os.kill(before, signal.SIGKILL)
        office.silent = False
        server.set_clock(clock.now() + timedelta(hours=2))
        eventually(lambda: len(office.letters) == 2)
        answered(server.browser(), hearing, "Noe etterpå.", email="etter@example.no")
        eventually(lambda: any(letter["To"] == "etter@example.no" for letter in office.letters))
    repeated = [letter["Message-ID"] for letter in office.letters if letter["To"] == "per@example.no"]
    assert len(repeated) == 2
    assert len(set(repeated)) == 1
    server.release_clock()
