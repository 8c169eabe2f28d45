"""The worker process: does tasks as they fall due, until it is asked to stop."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from types import FrameType

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import tasks
from app.extensions import db

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.5
PAUSE_SECONDS = 2.0

Routine = Callable[[], object]

# What it does once before its first task, with the application's context open; set by the factory.
at_start: list[Routine] = []
# What it does each time it has looked for tasks; set by the factory. Each commits what it does.
between: list[Routine] = []


def work(app: Flask, *, until_empty: bool = False) -> int:
    """Do tasks until SIGTERM or SIGINT (or until none is due). Returns how many were tried."""
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    if not until_empty:
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
    _do(app, at_start)
    tried = 0
    while not stopping:
        done = _round(app)
        _do(app, between)
        tried += done
        if not done:
            if until_empty:
                break
            time.sleep(IDLE_SECONDS)
    return tried


def _do(app: Flask, routines: list[Routine]) -> None:
    """A routine that fails is logged: the tasks have to be done all the same."""
    for routine in routines:
        with app.app_context():
            try:
                routine()
                db.session.commit()
            except Exception:
                log.exception("%s failed", routine.__name__)
                db.session.rollback()


def _round(app: Flask) -> int:
    with app.app_context():
        try:
            return tasks.run_due()
        except (SQLAlchemyError, OSError):
            log.exception("the database did not answer; trying again")
            db.session.rollback()
            time.sleep(PAUSE_SECONDS)
            return 0
