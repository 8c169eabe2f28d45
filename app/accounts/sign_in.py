"""A try to sign in: many wrong ones slow down whoever comes next in the same lane, and refuse no right one.

A password is checked whatever others have tried, a few at a time, with no transaction open. Where an account or a place
has had many wrong tries, checks come one by one and slowly; a browser its user has signed in from before goes past.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

from app import limits
from app.accounts import known_browser
from app.accounts.user import User, find_user, is_password_of
from app.extensions import db, reading

AT_ONCE = 2  # checks in a process: each takes 64 MB and a tenth of a second
PATIENCE = 5.0
SLOW_SECONDS = 0.5
WAITING = 2  # in the slow lane: one whose turn it is and one who waits, so that other pages keep their threads

_room = threading.BoundedSemaphore(AT_ONCE)
_slow_turn = threading.Lock()
_slow_room = threading.BoundedSemaphore(WAITING)


class Crowded(Exception):
    """Too many are signing in at this moment; nothing was checked."""


class WrongPassword(Exception):
    """No such user with this password; `slowed` where the next try will take its time too."""

    def __init__(self, slowed: bool) -> None:
        super().__init__(slowed)
        self.slowed = slowed


def signed_in_as(email: str, password: str) -> User:
    """The active user with this address and password.

    Raises WrongPassword, Crowded, and `limits.CountersBroken` where wrong tries cannot be counted.
    """
    with reading():
        user = find_user(email)
        known = known_browser.mark_of(user) if user else None
        user_id, password_hash = (user.id, user.password_hash) if user and user.active else (None, None)
    slowed = limits.is_slowed(email, known)
    with _slowly() if slowed else _at_once():
        right = is_password_of(password_hash, password)
    if not right or user_id is None:
        limits.count_failed_sign_in(email, known)
        raise WrongPassword(slowed)
    return db.session.get_one(User, user_id)


@contextmanager
def _at_once() -> Iterator[None]:
    if not _room.acquire(timeout=PATIENCE):
        raise Crowded
    try:
        yield
    finally:
        _room.release()


@contextmanager
def _slowly() -> Iterator[None]:
    """One after the other, and no faster than a person types."""
    if not _slow_room.acquire(blocking=False):
        raise Crowded
    try:
        with _slow_turn:
            sleep(SLOW_SECONDS)
            yield
    finally:
        _slow_room.release()
