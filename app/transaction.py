"""The application object: one transaction a request, committed before the answer exists; no cookie on public pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, Request, Response, abort, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import ImmutableDict, ImmutableMultiDict, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.routing import IntegerConverter, Map
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream

from app import clock, marks, static_files
from app.accounts.actor import act_as
from app.database import read_only
from app.extensions import db

LONGEST_FORM = 12 * 1024 * 1024  # of a form without files: it is read into memory at once
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class SparingSessions(SecureCookieSessionInterface):
    """Flask's signed cookie, but public pages and static files never set it (and so never say Vary: Cookie)."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        access = getattr(app.view_functions.get(request.endpoint or ""), "access", None)
        if request.endpoint not in (None, "static") and access != "public":
            super().save_session(app, session, response)


CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LINE_ENDS = str.maketrans("\v\f", "\n\n")  # as Word pastes them


class CleanRequest(Request):
    """A request whose parameters hold no control characters but tab and line breaks (PostgreSQL refuses NUL)."""

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        return _clean(super().args, marks.thinned)

    def _load_form_data(self) -> None:
        """Reads the body once. Werkzeug cuts a body of unknown length off at the limit; we refuse it instead."""
        if "form" in self.__dict__:
            return
        super()._load_form_data()
        self.__dict__["form"] = _clean(self.__dict__["form"])
        body = self.__dict__["stream"]
        if self.content_length is None and isinstance(body, LimitedStream) and body.is_exhausted:
            raise RequestEntityTooLarge


def _clean(values: MultiDict[str, str], also: Callable[[str], str] = str) -> ImmutableMultiDict[str, str]:
    pairs = values.items(multi=True)
    return ImmutableMultiDict((name, also(CONTROLS.sub("", value.translate(LINE_ENDS)))) for name, value in pairs)


class SmallNumber(IntegerConverter):
    """A number in a path, small enough for every database; a longer one is no address of ours."""

    regex = r"\d{1,9}"


class Addresses(Map):
    """The addresses of the product."""

    default_converters = ImmutableDict(Map.default_converters, int=SmallNumber)


class HoringApp(Flask):
    """Flask with one commit a request. An error at commit reaches the error pages like any other."""

    session_interface = SparingSessions()
    request_class = CleanRequest
    url_map_class = Addresses

    def send_static_file(self, filename: str) -> Response:
        return static_files.send(filename, self.get_send_file_max_age(filename))

    def full_dispatch_request(self) -> Response:
        if request.mimetype == "application/x-www-form-urlencoded":
            request.max_content_length = min(LONGEST_FORM, self.config["MAX_CONTENT_LENGTH"])
        read_only.set(request.method in READING)
        act_as("public")
        try:
            with clock.request_arrived():
                return super().full_dispatch_request()
        finally:
            read_only.set(False)

    def dispatch_request(self) -> ResponseReturnValue:
        if CONTROLS.search(request.path):
            abort(404)
        response = self.make_response(super().dispatch_request())
        if request.method in READING:
            return response
        if response.status_code < 400:
            db.session.commit()
        else:
            db.session.rollback()
        return response

    def log_exception(self, exc_info: Any) -> None:
        """Without the path: it may hold somebody's secret link."""
        self.logger.error("%s %s failed", request.method, request.endpoint, exc_info=exc_info)

    def handle_user_exception(self, error: Exception) -> Any:
        """Error pages write nothing, so they need not wait for a lock that somebody else holds."""
        db.session.rollback()
        read_only.set(True)
        return super().handle_user_exception(error)


@contextmanager
def only_reading() -> Iterator[None]:
    """A long reading in a command: what came before is committed, and no lock is held while it lasts."""
    with _in_a_transaction_of_its_own(reading=True):
        yield


@contextmanager
def recording() -> Iterator[None]:
    """The exception to «a GET only reads»: the audit entry of a download, in a transaction of its own."""
    with _in_a_transaction_of_its_own(reading=False):
        yield


@contextmanager
def beside() -> Iterator[Session]:
    """A short writing of its own while a long reading goes on: how far a command or a task has come."""
    before = read_only.set(False)
    try:
        with Session(db.engine) as session, session.begin():
            yield session
    finally:
        read_only.reset(before)


@contextmanager
def _in_a_transaction_of_its_own(*, reading: bool) -> Iterator[None]:
    db.session.commit()
    before = read_only.set(reading)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        read_only.reset(before)
