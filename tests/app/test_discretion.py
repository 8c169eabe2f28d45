"""The log says what failed and where, and nothing that people wrote."""

from __future__ import annotations

import logging
import smtplib
import sqlite3
import sys

import pytest
from flask import Flask
from sqlalchemy import exc

from app.discretion import DiscreetFormatter, what_failed
from app.extensions import db

SECRET = "Kari Nordmann har skrevet dette"


def logged(error: BaseException) -> str:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError:
            raise error from None
    except BaseException:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "the database failed", (), sys.exc_info())
    return DiscreetFormatter("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize(
    "error",
    [
        ValueError(SECRET),
        KeyError(SECRET),
        exc.StatementError(SECRET, "INSERT", {"text": SECRET}, ValueError(SECRET)),
        exc.IntegrityError("INSERT", {"text": SECRET}, Exception(f"Failing row contains ({SECRET})")),
        smtplib.SMTPRecipientsRefused({SECRET: (550, b"no")}),
        smtplib.SMTPSenderRefused(550, b"no", SECRET),
        UnicodeEncodeError("ascii", SECRET, 0, 1, "x"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_words_of_people_are_logged(error: Exception) -> None:
    told = logged(error)
    assert SECRET not in told
    assert type(error).__name__ in told
    assert "test_discretion.py" in told, "it says where"


def test_every_cause_is_told_by_its_name() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as first:
            raise ValueError(SECRET) from first
    except ValueError:
        told = DiscreetFormatter().formatException(sys.exc_info())  # type: ignore[arg-type]
    assert SECRET not in told
    assert told.index("KeyError") < told.index("ValueError")


def test_what_helps_the_operator_is_kept() -> None:
    assert what_failed(OSError(28, "No space left on device")) == "OSError: [Errno 28] No space left on device"
    full = exc.OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))
    assert what_failed(full) == "OperationalError (OperationalError: database or disk is full)"


def test_the_engine_hides_what_was_sent(app: Flask) -> None:
    with app.app_context(), pytest.raises(exc.DBAPIError) as failed:
        db.session.execute(db.text("SELECT * FROM no_such_table WHERE x = :secret"), {"secret": SECRET})
    assert SECRET not in str(failed.value)
