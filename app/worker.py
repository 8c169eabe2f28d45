"""The worker process: does tasks as they fall due, until it is asked to stop."""

from __future__ import annotations

import logging
import signal
import time
from types import FrameType

from flask import Flask
from sqlalchemy.exc import DBAPIError

from app import tasks
from app.extensions import db

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.5


def work(app: Flask, *, until_empty: bool = False) -> int:
    """Do tasks until SIGTERM or SIGINT (or until none is due). Returns how many were tried."""
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    if not until_empty:
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
    tried = 0
    while not stopping:
        done = _round(app)
        tried += done
        if not done:
            if until_empty:
                break
            time.sleep(IDLE_SECONDS)
    return tried


def _round(app: Flask) -> int:
    with app.app_context():
        try:
            return tasks.run_due()
        except DBAPIError:
            log.exception("the database did not answer; trying again")
            db.session.rollback()
            time.sleep(2)
            return 0
