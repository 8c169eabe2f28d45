"""The only source of time. Stored in UTC, spoken in Europe/Oslo; demo and tests may set it, production may not."""

from __future__ import annotations

import time as time_module
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)
_arrived: ContextVar[datetime | None] = ContextVar("arrived", default=None)
_first_byte: ContextVar[datetime | None] = ContextVar("first_byte", default=None)
_clock_file: Path | None = None


def use_file(path: Path | None) -> None:
    """Let an ISO 8601 instant in a file decide the time of this process (refused in production by `app.config`)."""
    global _clock_file, _began
    _clock_file = path
    _began = (datetime.now(UTC), _ticking())


def _ticking() -> float:
    """Seconds that nobody can move; where the system tells, those of a machine that slept are among them."""
    return time_module.clock_gettime(getattr(time_module, "CLOCK_BOOTTIME", time_module.CLOCK_MONOTONIC))


def now() -> datetime:
    """The present instant, aware, in UTC."""
    frozen = _frozen.get()
    if frozen is not None:
        return frozen
    if _clock_file is not None and _clock_file.exists():
        return datetime.fromisoformat(_clock_file.read_text().strip()).astimezone(UTC)
    return datetime.now(UTC)


def jumped() -> timedelta:
    """How far the clock has been moved since this process started: what it says has gone by, less what has."""
    began, ticks = _began
    if _frozen.get() is not None:
        return timedelta()
    return now() - began - timedelta(seconds=_ticking() - ticks)


def arrived_at() -> datetime:
    """When the request that is being answered reached us; now, where there is none. Deadlines ask this."""
    return _arrived.get() or now()


@contextmanager
def request_arrived() -> Iterator[None]:
    """Hold on to the instant a request came in for as long as it is answered: its first byte, where we know of it."""
    token = _arrived.set(_first_byte.get() or now())
    try:
        yield
    finally:
        _arrived.reset(token)


@contextmanager
def first_byte_at(instant: datetime) -> Iterator[None]:
    """For a web server that gathers a request before it is answered."""
    token = _first_byte.set(instant)
    try:
        yield
    finally:
        _first_byte.reset(token)


def local(instant: datetime) -> datetime:
    """The same instant on a Norwegian wall clock."""
    return instant.astimezone(OSLO)


def today() -> date:
    """The date in Norway."""
    return local(now()).date()


def at_local(day: date, at: time = time(0)) -> datetime:
    """The UTC instant of a local date and time of day."""
    return datetime.combine(day, at, OSLO).astimezone(UTC)


def midnight_after(day: date) -> datetime:
    """The UTC instant at which that local day has ended: the first instant that no longer belongs to it."""
    return at_local(day + timedelta(days=1))


@contextmanager
def set_to(instant: datetime) -> Iterator[None]:
    """Hold the clock at an instant, for the demo builder and tests."""
    token = _frozen.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


_began = (now(), _ticking())
