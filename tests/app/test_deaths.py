"""What died is told for a day, however the file of it looks."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from app import clock, deaths
from tests.pages import Visitor


def test_a_death_is_told_for_a_day(tmp_path: Path) -> None:
    at = clock.now()
    with clock.set_to(at):
        deaths.record(tmp_path, "web worker", 41, "SIGSEGV")
    with clock.set_to(at + timedelta(hours=23)):
        deaths.record(tmp_path, "background worker", 42, "exit code 1")
        assert [(death.pid, death.cause) for death in deaths.of_the_last_day(tmp_path)] == [
            (41, "SIGSEGV"),
            (42, "exit code 1"),
        ]
    with clock.set_to(at + timedelta(hours=25)):
        assert [death.who for death in deaths.of_the_last_day(tmp_path)] == ["background worker"]


def test_who_dies_over_and_over_fills_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deaths, "MOST", 3)
    for pid in range(5):
        deaths.record(tmp_path, "web worker", pid, "SIGSEGV")
    assert [death.pid for death in deaths.of_the_last_day(tmp_path)] == [2, 3, 4]


def test_a_folder_that_is_gone_takes_nobody_down(tmp_path: Path) -> None:
    deaths.record(tmp_path / "gone", "web worker", 41, "SIGSEGV")
    assert deaths.of_the_last_day(tmp_path / "gone") == []


def test_an_exit_code_is_told_in_words() -> None:
    assert deaths.cause_of(-signal.SIGSEGV) == "SIGSEGV"
    assert deaths.cause_of(3) == "exit code 3"


def test_the_health_page_tells_and_stays_well(app: Flask, visitor: Visitor, tmp_path: Path) -> None:
    assert visitor.client.get("/helse").json == {"ok": True, "problems": [], "degraded": []}
    with clock.set_to(clock.now().replace(hour=9, minute=30, second=1)):
        for pid in (41, 42):
            deaths.record(tmp_path, "web worker", pid, "SIGSEGV")
        answer = visitor.client.get("/helse")
    assert answer.status_code == 200
    assert answer.json is not None
    [told] = answer.json["degraded"]
    assert told.startswith("a process died 2 times within a day, last the web worker 42 at ")
    assert told.endswith("09:30:01 UTC: SIGSEGV")
