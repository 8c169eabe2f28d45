"""What an operator relies on: files that are ours alone, a clock that is watched, a power cut at any byte."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app import clock, limits
from tests.blackbox.hearing import answered, last_step, new_hearing
from tests.blackbox.server import ROOT, Server, eventually, running
from tests.blackbox.staff import approved, references, signed_in

pytestmark = pytest.mark.slow

CUTS = 60


def test_all_that_is_written_is_for_the_user_we_run_as(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with running(folder) as server:
        before = os.umask(0o077)  # what this process arranges is not looked at
        hearing = new_hearing(server)
        os.umask(before)
        answered(server.browser(), hearing, "Til mappen.", email="kari@example.no")
        approved(signed_in(hearing, "kari"), hearing, references(hearing)[0])
        eventually(lambda: list(folder.glob("mail/*/*.eml")))
        _horing(server, "reindex")
        _horing(server, "backup", str(tmp_path / "backup.tar.gz"))
        open_to_others = [path for path in [folder, *folder.rglob("*")] if path.stat().st_mode & 0o077]
    assert open_to_others == []
    assert (tmp_path / "backup.tar.gz").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("hours", [-3, 1])
def test_f09_a_clock_that_jumped_makes_health_red_and_closes_nothing_early(server: Server, hours: int) -> None:
    hearing = new_hearing(server)
    server.set_clock(clock.now() + timedelta(hours=hours))
    health = server.browser().get("/helse")
    assert health.status == 503
    assert "the clock was moved by" in health.body
    answered(server.browser(), hearing, f"Sendt med klokka {hours} timer feil.")
    server.release_clock()
    eventually(lambda: server.browser().get("/helse").status == 200)


def test_one_address_gets_so_many_mails_a_day_and_the_receipt_says_so(server: Server) -> None:
    hearing, address = new_hearing(server), "offer@mange.example.no"
    with server.outside.app_context():
        for _mail in range(limits.MAILS_A_DAY):
            assert limits.allow_mail_to(address.upper())
    receipt = answered(server.browser(), hearing, "En til samme adresse.", email=address)
    assert "sender ikke flere dit" in receipt.text
    assert "Vi sender den også på e-post" not in receipt.text
    other = answered(server.browser(), hearing, "En til en annen adresse.", email="annen@mange.example.no")
    assert "Vi sender den også på e-post" in other.text


def test_f11_after_a_power_cut_at_any_byte_of_the_log_there_is_a_prefix_of_what_was_committed(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        hearing = new_hearing(server)
        for number in range(12):
            citizen = server.browser()
            assert citizen.post(*last_step(citizen, hearing, f"Innspill {number}.")).status == 200
        server.kill_everything()
        database, log = tmp_path / "data" / "horing.db", tmp_path / "data" / "horing.db-wal"
        whole, chance = log.read_bytes(), random.Random(11)
        assert whole, "nothing was written back yet"
        for cut in sorted(chance.randrange(len(whole)) for _cut in range(CUTS)):
            copy = tmp_path / "cut.db"
            shutil.copyfile(database, copy)
            (tmp_path / "cut.db-wal").write_bytes(whole[:cut])
            (tmp_path / "cut.db-shm").unlink(missing_ok=True)
            _opens_whole(copy)
        server.restart()
        assert hearing.received() == 12


def _opens_whole(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'statement'").fetchone():
            return
        numbers = [row[0] for row in connection.execute("SELECT number FROM statement ORDER BY number")]
        assert numbers == list(range(1, len(numbers) + 1)), "a prefix"
        told = connection.execute("SELECT count(*) FROM audit_event WHERE action = 'statement.received'").fetchone()
        assert told == (len(numbers),), "a statement and what tells of it, or neither"


def _horing(server: Server, *words: str) -> None:
    subprocess.run([sys.executable, "-m", "app.cli", *words], cwd=ROOT, env=server.environment, check=True)
