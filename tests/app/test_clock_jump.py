"""F09: a clock that was moved is told of by the health page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from app import clock, tasks
from app.extensions import db
from tests.pages import Visitor


@pytest.fixture
def clock_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(clock, "_clock_file", tmp_path / "clock")
    return tmp_path / "clock"


@pytest.mark.parametrize("hours", [-3, -1, 1])
def test_a_clock_that_was_moved_is_no_health(app: Flask, visitor: Visitor, clock_file: Path, hours: int) -> None:
    assert visitor.get("/helse").status == 200
    clock_file.write_text((clock.now() + timedelta(hours=hours)).isoformat())
    page = visitor.get("/helse")
    assert page.status == 503
    assert "the clock was moved by" in page.body
    clock_file.unlink()
    assert visitor.get("/helse").status == 200


def test_a_clock_that_stands_still_is_no_health(
    app: Flask, visitor: Visitor, clock_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock_file.write_text(clock.now().isoformat())
    ticking = clock._ticking()
    monkeypatch.setattr(clock, "_ticking", lambda: ticking + 600)
    assert visitor.get("/helse").status == 503


def test_a_clock_that_goes_is_well_however_long_it_has_gone(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, ticks = clock._began
    monkeypatch.setattr(clock, "_began", (began - timedelta(days=400), ticks - 400 * 86_400))
    assert visitor.get("/helse").status == 200


def test_rows_that_were_written_ahead_of_the_clock_are_told_of(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        with clock.set_to(clock.now() + timedelta(hours=3)):
            tasks.enqueue("test_only", "x", {})
        db.session.commit()
    page = visitor.get("/helse")
    assert page.status == 200, "remarks are taken"
    assert "is the clock right?" in page.body
