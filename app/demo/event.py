"""One thing that happens in the demo: at an instant somebody does it, with the verb that people's pages use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from flask import current_app
from flask_babel import force_locale
from flask_login import login_user

from app import clock
from app.accounts import acting_as
from app.accounts.session import SignedIn
from app.accounts.user import User

PUBLIC = None  # nobody who is signed in


@dataclass(frozen=True, slots=True)
class Event:
    """`by` is who is signed in; None is the public. `language` is that of the municipality."""

    at: datetime
    by: User | None
    language: str
    act: Callable[[], object]

    def happen(self) -> None:
        """Set the clock and do it."""
        with clock.set_to(self.at), _somebody(self.by), force_locale(self.language):
            self.act()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The instant of a time of day in Norway."""
    return clock.at_local(day, time(hour, minute))


@contextmanager
def _somebody(user: User | None) -> Iterator[None]:
    """Let a user be signed in, as in a request, or nobody."""
    if user is None:
        with acting_as("public"):
            yield
        return
    with current_app.test_request_context(), acting_as(user.actor):
        login_user(SignedIn("demo", user))
        yield
