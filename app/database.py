"""The database: one code path for SQLite and PostgreSQL, read-only transactions for reading, typed UTC instants."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, TypeDecorator, event, text
from sqlalchemy.orm import DeclarativeBase

# True while a GET is answered: its transactions may only read.
read_only: ContextVar[bool] = ContextVar("read_only", default=False)

BUSY_SECONDS = 5
LOOK_AGAIN_SECONDS = 0.001
PROBE_SECONDS = 2


class Model(DeclarativeBase):
    """Base of all tables. Constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant. SQLite keeps it as naive UTC, PostgreSQL with its zone; Python sees aware UTC from both."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must be aware")
        moved = value.astimezone(UTC)
        return moved.replace(tzinfo=None) if dialect.name == "sqlite" else moved

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(column: str, values: type[StrEnum]) -> str:
    """The condition of a CHECK that a column holds a member of the enumeration."""
    members = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({members})"


def prepare(engine: Engine) -> None:
    """Make every connection durable and every transaction honest about whether it writes.

    SQLite does not wait on an upgrade from reading to writing, so writers begin IMMEDIATE; a reader that tries to
    write fails at once instead of taking a lock.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        turns = Turns()
        event.listen(engine, "begin", turns.begin)
        event.listen(engine, "commit", turns.end)
        event.listen(engine, "rollback", turns.end)
        event.listen(engine, "checkin", turns.given_back)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _open_sqlite(connection: Any, _record: Any) -> None:
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "temp_store=MEMORY",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


class Turns:
    """Writers of this process take turns, so that SQLite sees one of them at a time.

    SQLite has no queue: who waits looks again after up to a tenth of a second, and in a rush some never find it free.
    Whose turn it is looks every millisecond, against the writers of other processes. Only the order depends on this;
    that there is one writer at a time is SQLite's own promise.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._holder: tuple[Connection, sqlite3.Connection] | None = None

    def begin(self, connection: Connection) -> None:
        """Begin a transaction that may only read, or one that holds the file's place for a writer."""
        file, reading = connection.connection.driver_connection, read_only.get()
        assert isinstance(file, sqlite3.Connection)
        if connection.info.get("reading") is not reading:
            file.execute(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
            connection.info["reading"] = reading
        if reading:
            file.execute("BEGIN")
        else:
            self._begin_writing(connection, file)

    def end(self, connection: Connection) -> None:
        holder = self._holder
        if holder is not None and holder[0] is connection:
            self._release()

    def given_back(self, file: Any, _record: Any) -> None:
        """A connection that was dropped gives up its turn too."""
        holder = self._holder
        if holder is not None and holder[1] is file:
            self._release()

    def _begin_writing(self, connection: Connection, file: sqlite3.Connection) -> None:
        """Raises OperationalError when the place is not free within BUSY_SECONDS."""
        end = time.monotonic() + BUSY_SECONDS
        if self._turn.acquire(timeout=BUSY_SECONDS):
            self._holder = (connection, file)
        file.execute("PRAGMA busy_timeout=0")
        try:
            while _another_writes(file) and time.monotonic() < end:
                time.sleep(LOOK_AGAIN_SECONDS)
            if not file.in_transaction:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            self.end(connection)
            raise
        finally:
            file.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")

    def _release(self) -> None:
        self._holder = None
        self._turn.release()


def _another_writes(file: sqlite3.Connection) -> bool:
    """Try to begin; whether another writer is in the way. Any other trouble is told by the next try."""
    try:
        file.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return False


def _begin_postgresql(connection: Connection) -> None:
    """Whoever reads sees one moment, as on SQLite: a page or a paper of many queries contradicts itself nowhere."""
    reads = "ISOLATION LEVEL REPEATABLE READ, READ ONLY"
    connection.exec_driver_sql(f"SET TRANSACTION {reads if read_only.get() else 'READ WRITE'}")


def healthy(connection: Connection) -> bool:
    """Whether the database answers."""
    return bool(connection.execute(text("SELECT 1")).scalar() == 1)


def takes_writes(engine: Engine) -> bool:
    """Whether somebody can write: not while SQLite's one place for a writer is held for two seconds on end."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return True
    with closing(sqlite3.connect(engine.url.database, timeout=PROBE_SECONDS, isolation_level=None)) as probe:
        try:
            probe.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        probe.execute("ROLLBACK")
    return True
