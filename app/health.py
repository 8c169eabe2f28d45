"""Whether the product can take a remark, and what an operator should look at."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy.exc import DBAPIError

from app import clock, deaths, tasks
from app.database import healthy, takes_writes
from app.extensions import db

LOW_DISK = 200 * 1024 * 1024
LATE = timedelta(minutes=10)
JUMP = timedelta(minutes=1)  # more than a clock is set right by in small steps


def problems() -> list[str]:
    """What is wrong, in English for the operator; empty when all is well."""
    try:
        healthy(db.session.connection())
        found = _late_tasks()
    except DBAPIError as error:
        return [f"the database does not answer ({type(error.orig).__name__})"]
    if not takes_writes(db.engine):
        found.append("the database takes no remark: another writer holds it")
    jump = clock.jumped()
    if abs(jump) > JUMP:
        found.append(f"the clock was moved by {int(jump.total_seconds())} seconds since the web server started")
    if shutil.disk_usage(Path(current_app.config["HORING"].data_dir)).free < LOW_DISK:
        found.append("less than 200 MB are free in the data folder")
    return found


def degraded() -> list[str]:
    """What to look into though remarks are taken, in English for the operator."""
    return [*_died(), *_from_the_future()]


def _died() -> list[str]:
    died = deaths.of_the_last_day(current_app.config["HORING"].data_dir)
    if not died:
        return []
    last = died[-1]
    times = f"{len(died)} times" if len(died) > 1 else "once"
    return [
        f"a process died {times} within a day, last the {last.who} {last.pid} "
        f"at {last.at:%Y-%m-%d %H:%M:%S} UTC: {last.cause}"
    ]


def _from_the_future() -> list[str]:
    """A clock that was moved back while nothing of ours ran: what was written last lies ahead."""
    try:
        newest = db.session.scalar(db.select(db.func.max(tasks.Task.created_at)))
    except DBAPIError:
        return []
    ahead = newest - clock.now() if newest else timedelta()
    return [f"the newest row was written {ahead} from now: is the clock right?"] if ahead > JUMP else []


def _late_tasks() -> list[str]:
    late = db.session.scalar(
        db.select(db.func.count())
        .select_from(tasks.Task)
        .where(
            tasks.Task.done_at.is_(None),
            tasks.Task.dead_at.is_(None),
            tasks.Task.attempts == 0,
            tasks.Task.next_try_at < clock.now() - LATE,
        )
    )
    return [f"{late} tasks have waited more than ten minutes: is the worker running?"] if late else []
