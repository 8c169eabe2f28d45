"""Work done later: rows written in the caller's transaction, done at least once by one worker.

A task that is accepted is never lost: a failed try comes back later, a dead one stays visible until somebody acts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.database import Model, UtcDateTime
from app.extensions import db, reading
from app.rows import insert_once

log = logging.getLogger(__name__)

Payload = dict[str, Any]
Handler = Callable[[list["Job"]], None]

MAX_ATTEMPTS = 12
TOGETHER = 3  # tries in a batch before a task is tried alone
LEASE = timedelta(minutes=2)


class Task(Model):
    """One piece of work. Done rows keep their key (so that nothing is done twice) and lose their payload."""

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("kind", "key"), Index("ix_task_next", "done_at", "dead_at", "next_try_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(200))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id", ondelete="CASCADE"))
    payload: Mapped[Payload] = mapped_column(JSON)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dead_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Job:
    """A task as its handler sees it: no transaction is open while it runs, so a slow mail server holds no lock."""

    id: int
    kind: str
    key: str
    municipality_id: int | None
    payload: Payload


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind is done: its handler takes up to `batch` tasks at a time; `keep` says whether done rows stay."""

    handler: Handler
    batch: int
    keep: bool


_kinds: dict[str, Kind] = {}


def handler(kind: str, *, batch: int = 1, keep: bool = True) -> Callable[[Handler], Handler]:
    """Register the function that does one kind of task. It raises to have the whole batch tried again later."""

    def register(function: Handler) -> Handler:
        _kinds[kind] = Kind(function, batch, keep)
        return function

    return register


def enqueue(
    kind: str,
    key: str,
    payload: Payload,
    municipality_id: int | None = None,
    not_before: datetime | None = None,
) -> None:
    """Write a task in the caller's transaction. A second one with the same kind and key is ignored."""
    now = clock.now()
    work = {"kind": kind, "key": key, "payload": payload, "municipality_id": municipality_id}
    insert_once(Task, work | {"attempts": 0, "next_try_at": not_before or now, "created_at": now})


def run_due(limit: int = 200) -> int:
    """Do what is due. Returns the number of tasks tried (0: nothing was due)."""
    tried = 0
    while tried < limit and (jobs := _claim()):
        tried += len(jobs)
        _try(jobs)
    return tried


def waiting() -> int:
    """How many tasks are neither done nor dead."""
    count = db.select(db.func.count()).select_from(Task).where(Task.done_at.is_(None), Task.dead_at.is_(None))
    return db.session.scalar(count) or 0


def dead() -> Iterable[Task]:
    """Tasks that were given up, newest first, at most 100."""
    return db.session.scalars(db.select(Task).where(Task.dead_at.is_not(None)).order_by(Task.id.desc()).limit(100))


def _claim() -> list[Job]:
    """Take the next batch for a while: if this process dies, the tasks come back when the lease has run out."""
    if not _anything_due():
        return []
    now = clock.now()
    first = db.session.scalars(_due().limit(1).with_for_update(skip_locked=True)).first()
    if first is None:
        db.session.rollback()
        return []
    claimed = [first] if first.attempts >= TOGETHER else _alike(first.kind)
    for task in claimed:
        task.attempts += 1
        task.next_try_at = now + LEASE
    jobs = [Job(task.id, task.kind, task.key, task.municipality_id, dict(task.payload)) for task in claimed]
    db.session.commit()
    return jobs


def _alike(kind: str) -> list[Task]:
    """The next batch. A task that has failed often goes alone, so that one that cannot be done spoils no others."""
    together = _due().where(Task.kind == kind, Task.attempts < TOGETHER)
    return list(db.session.scalars(together.limit(_kinds[kind].batch).with_for_update(skip_locked=True)))


def _due() -> Select[Task]:
    return (
        db.select(Task)
        .where(Task.done_at.is_(None), Task.dead_at.is_(None), Task.next_try_at <= clock.now(), Task.kind.in_(_kinds))
        .order_by(Task.next_try_at, Task.id)
    )


def _anything_due() -> bool:
    """Asked without a write lock, twice a second."""
    with reading():
        return db.session.scalars(_due().limit(1)).first() is not None


def _try(jobs: list[Job]) -> None:
    kind, ids = _kinds[jobs[0].kind], [job.id for job in jobs]
    try:
        kind.handler(jobs)
        db.session.commit()
    except Exception as error:  # whatever a handler raises, the task must come back
        log.exception("task %s failed", jobs[0].kind)
        db.session.rollback()
        _put_back(ids, error)
    else:
        _finish(kind, ids)
    db.session.commit()


def _finish(kind: Kind, ids: list[int]) -> None:
    if kind.keep:
        db.session.execute(
            db.update(Task).where(Task.id.in_(ids)).values(done_at=clock.now(), payload={}, last_error=None)
        )
    else:
        db.session.execute(db.delete(Task).where(Task.id.in_(ids)))


def _put_back(ids: list[int], error: Exception) -> None:
    for task in db.session.scalars(db.select(Task).where(Task.id.in_(ids))):
        task.last_error = type(error).__name__
        task.next_try_at = clock.now() + timedelta(seconds=min(15 * 2**task.attempts, 6 * 3600))
        if task.attempts >= MAX_ATTEMPTS:
            task.dead_at = clock.now()
