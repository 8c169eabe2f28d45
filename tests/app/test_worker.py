"""The worker process: starts its routines, does what is due, and outlives a database that is away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from app import tasks, worker
from app.extensions import db
from search.installation import current_index

KIND = "test_only"


@pytest.fixture
def done() -> Iterator[list[str]]:
    """Keys of the tasks that were done."""
    kinds, made = tasks._kinds.copy(), list[str]()
    tasks.handler(KIND)(lambda jobs: made.extend(job.key for job in jobs))
    yield made
    tasks._kinds.clear()
    tasks._kinds.update(kinds)


def enqueue(app: Flask, *keys: str) -> None:
    with app.app_context():
        for key in keys:
            tasks.enqueue(KIND, key, {})
        db.session.commit()


def test_it_does_what_is_due_and_stops_when_nothing_is_left(app: Flask, done: list[str]) -> None:
    enqueue(app, "a", "b")
    worker.work(app, until_empty=True)
    assert done == ["a", "b"]


def test_a_routine_that_fails_keeps_no_task_waiting(
    app: Flask, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(worker, "at_start", [broken, lambda: done.append("started")])
    enqueue(app, "a")
    worker.work(app, until_empty=True)
    assert done == ["started", "a"]


def test_it_goes_on_when_the_database_comes_back(app: Flask, done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(app, "a")
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)
    with monkeypatch.context() as away:

        def refuse(*_: object) -> None:
            raise OperationalError("SELECT", None, Exception("connection refused"))

        with app.app_context():
            away.setattr(db.engine.pool, "connect", refuse)
        assert worker.work(app, until_empty=True) == 0
    assert worker.work(app, until_empty=True) == 1
    assert done == ["a"]


def test_it_builds_a_ruined_index_anew_before_anything_else(app: Flask) -> None:
    index = Path(app.config["HORING"].data_dir) / "index"
    worker.work(app, until_empty=True)
    files = [path for path in index.rglob("*") if path.is_file()]
    assert files
    for path in files:
        path.write_bytes(b"ruined")
    worker.work(app, until_empty=True)
    with app.app_context():
        assert current_index().is_sound()
