"""What the log may say: what failed and where, never what somebody wrote, their name or their address.

Messages of exceptions are left out unless they are of a kind that holds nothing of people: a database repeats the row
it refuses, a mail server the address, and a conversion the text it could not read.
"""

from __future__ import annotations

import logging
import smtplib
import sqlite3
import traceback
from types import TracebackType

from sqlalchemy.exc import DBAPIError

# SQLite names columns and never values. An OSError has our own file names, except where a mail server speaks.
_PLAIN = (sqlite3.Error, OSError, ImportError, AttributeError, NameError, RecursionError, MemoryError)
_TELLING = (smtplib.SMTPException, UnicodeError)

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """A record with its traceback, without the words of its exceptions."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - logging calls it so
        error = ei[1]
        return "\n".join(_told(error)) if error is not None else ""


def what_failed(error: BaseException) -> str:
    """One line about an exception, without what it says of people."""
    name = type(error).__name__
    if isinstance(error, DBAPIError):
        return f"{name} ({_of_driver(error.orig)})" if error.orig is not None else name
    if isinstance(error, _PLAIN) and not isinstance(error, _TELLING):
        return f"{name}: {error}"
    return name


def install() -> None:
    """Let everything that is logged in this process be discreet."""
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.StreamHandler())
    for handler in logging.getLogger().handlers:
        handler.setFormatter(DiscreetFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))


def _told(error: BaseException) -> list[str]:
    """The chain of causes, the first one first, as Python tells it."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return [*(_told(before) if before else []), *([frames] if frames else []), what_failed(error)]


def _of_driver(error: BaseException) -> str:
    """What a driver says that is no value: SQLite's words, or PostgreSQL's code and the constraint's name."""
    if isinstance(error, sqlite3.Error):
        return f"{type(error).__name__}: {error}"
    facts = (getattr(error, "sqlstate", None), getattr(getattr(error, "diag", None), "constraint_name", None))
    return ", ".join([type(error).__name__, *(str(fact) for fact in facts if fact)])
