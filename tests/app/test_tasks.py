"""Tasks: done at least once, never lost, and one that cannot be done spoils no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app import clock, tasks
from app.extensions import db

KIND = "test_only"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


class Clerk:
    """A handler that notes what it is given and refuses what it is told to."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.refuses: set[str] = set()

    def __call__(self, jobs: list[tasks.Job]) -> None:
        self.batches.append([job.key for job in jobs])
        if self.refuses & {job.key for job in jobs}:
            raise RuntimeError("not this one")

    @property
    def tried(self) -> list[str]:
        return [key for batch in self.batches for key in batch]


@pytest.fixture
def clerk(app: Flask) -> Iterator[Clerk]:
    held, made = tasks._kinds.copy(), Clerk()
    tasks.handler(KIND, batch=3)(made)
    yield made
    tasks._kinds.clear()
    tasks._kinds.update(held)


def enqueue(app: Flask, *keys: str, not_before: datetime | None = None) -> None:
    with app.app_context(), clock.set_to(NOON):
        for key in keys:
            tasks.enqueue(KIND, key, {"for": key}, not_before=not_before)
        db.session.commit()


def work(app: Flask, after: timedelta = timedelta(0)) -> int:
    with app.app_context(), clock.set_to(NOON + after):
        return tasks.run_due()


def row(app: Flask, key: str) -> tasks.Task:
    with app.app_context():
        found = db.session.scalars(db.select(tasks.Task).where(tasks.Task.kind == KIND, tasks.Task.key == key)).one()
        db.session.expunge_all()
        return found


def test_a_task_is_done_once_and_its_key_is_kept_without_the_payload(app: Flask, clerk: Clerk) -> None:
    enqueue(app, "one", "one")
    enqueue(app, "one")
    work(app)
    enqueue(app, "one")
    work(app, timedelta(hours=1))
    assert clerk.tried == ["one"]
    done = row(app, "one")
    assert done.done_at == NOON
    assert done.payload == {}


def test_a_task_of_a_transaction_that_is_rolled_back_was_never_accepted(app: Flask, clerk: Clerk) -> None:
    with app.app_context():
        tasks.enqueue(KIND, "one", {})
        db.session.rollback()
    assert work(app) == 0


def test_tasks_are_done_in_batches_in_the_order_they_fell_due(app: Flask, clerk: Clerk) -> None:
    enqueue(app, *"abcde")
    work(app)
    assert clerk.batches == [["a", "b", "c"], ["d", "e"]]


def test_a_task_waits_for_its_time(app: Flask, clerk: Clerk) -> None:
    enqueue(app, "later", not_before=NOON + timedelta(hours=1))
    assert work(app, timedelta(minutes=59)) == 0
    assert work(app, timedelta(hours=1)) == 1


def test_a_failed_task_comes_back_later_and_later(app: Flask, clerk: Clerk) -> None:
    enqueue(app, "bad")
    clerk.refuses = {"bad"}
    waits, passed = [], timedelta(0)
    for _try in range(4):
        assert work(app, passed) == 1
        failed = row(app, "bad")
        waits.append(failed.next_try_at - (NOON + passed))
        passed = failed.next_try_at - NOON
    assert waits == [timedelta(seconds=seconds) for seconds in (30, 60, 120, 240)]
    assert row(app, "bad").last_error == "RuntimeError"
    clerk.refuses = set()
    work(app, passed)
    assert row(app, "bad").done_at is not None


def test_a_task_that_never_works_is_given_up_and_stays_visible(app: Flask, clerk: Clerk) -> None:
    enqueue(app, "bad")
    clerk.refuses = {"bad"}
    for attempt in range(tasks.MAX_ATTEMPTS + 3):
        work(app, attempt * timedelta(hours=7))
    assert len(clerk.tried) == tasks.MAX_ATTEMPTS
    with app.app_context():
        assert [task.key for task in tasks.dead()] == ["bad"]
        assert tasks.waiting() == 0
    assert row(app, "bad").payload == {"for": "bad"}


def test_one_that_cannot_be_done_does_not_hold_up_the_others_of_its_batch(app: Flask, clerk: Clerk) -> None:
    enqueue(app, "good", "bad", "fine")
    clerk.refuses = {"bad"}
    for attempt in range(6):
        work(app, attempt * timedelta(hours=1))
    assert row(app, "good").done_at is not None
    assert row(app, "fine").done_at is not None
    assert row(app, "bad").done_at is None


def test_a_task_of_a_worker_that_died_comes_back_when_its_lease_is_over(app: Flask, clerk: Clerk) -> None:
    enqueue(app, "one")
    with app.app_context(), clock.set_to(NOON):
        assert [job.key for job in tasks._claim()] == ["one"]
    assert work(app, tasks.LEASE - timedelta(seconds=1)) == 0
    assert work(app, tasks.LEASE) == 1
    assert clerk.tried == ["one"]


def test_no_transaction_is_open_while_a_handler_runs(app: Flask, clerk: Clerk) -> None:
    seen = []
    tasks.handler(KIND)(lambda _jobs: seen.append(db.session().in_transaction()))
    enqueue(app, "one")
    work(app)
    assert seen == [False]
