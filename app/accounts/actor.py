"""Who acts: a user, the public, a command or the system itself. The audit chain asks here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_acting: ContextVar[str] = ContextVar("acting", default="system")


def actor() -> str:
    """`user:<ref>`, `public`, `command` or `system`."""
    return _acting.get()


def act_as(name: str) -> None:
    """Say who acts from here on (the shell does it at the start of each request)."""
    _acting.set(name)


@contextmanager
def acting_as(name: str) -> Iterator[None]:
    """Let somebody act for the length of a block, in commands and the demo."""
    token = _acting.set(name)
    try:
        yield
    finally:
        _acting.reset(token)
