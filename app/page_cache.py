"""Public pages kept in the process: the bytes by address, as long as they are true.

An entry is good while its municipality's revision stands and the instant at which the page must change by itself (local
midnight, a hearing that opens or closes) has not come. The strong ETag is the hash of the bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, request
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app import clock
from app.extensions import db
from app.municipalities.municipality import municipality_or_none

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

MAX_BYTES = 64 * 1024 * 1024
MAX_ADDRESS = 300
PACKING = 6
GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:;\s*q=(?P<weight>[01](?:\.\d{0,3})?)\s*)?(?=,|$)", re.IGNORECASE)

# Says when a municipality's pages change by themselves; registered by the factory.
NextChange = Callable[[int, datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it is sent."""

    municipality_id: int
    revision: int
    good_until: datetime
    body: bytes
    packed: bytes  # the same, gzipped once for all who take it so
    etag: str
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed)


class PageCache:
    """WSGI middleware before Flask. Thread-safe; the oldest pages go when it is full."""

    def __init__(self, app: Flask, next_change: NextChange) -> None:
        self._inner = app.wsgi_app
        self._app = app
        self._next_change = next_change
        self._entries: OrderedDict[str, KeptPage] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._driver_error: type[Exception] = DBAPIError
        app.after_request(self._keep)
        app.wsgi_app = self  # type: ignore[method-assign]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            entry = self._entries.get(_address(environ))
            if entry is not None and self._good(entry):
                return _send(entry, environ, start_response)
        return self._inner(environ, start_response)

    def _good(self, entry: KeptPage) -> bool:
        return clock.now() < entry.good_until and self._revision(entry.municipality_id) == entry.revision

    def _revision(self, municipality_id: int) -> int | None:
        """The municipality's revision; None where there is none or the database cannot say."""
        try:
            return self._read_revision(municipality_id)
        except (DBAPIError, PoolTimeout, self._driver_error):
            log.exception("the revision cannot be read")
            return None

    def _read_revision(self, municipality_id: int) -> int | None:
        if self._engine is None:
            with self._app.app_context():
                self._engine = db.engine
                self._driver_error = db.engine.dialect.loaded_dbapi.Error
        connection: Any = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(f"SELECT revision FROM municipality WHERE id = {int(municipality_id)}")
            row = cursor.fetchone()
            cursor.close()
        finally:
            connection.close()
        return row[0] if row else None

    def _keep(self, response: Response) -> Response:
        """After a public page was made: give it its ETag, and keep it."""
        view = current_app.view_functions.get(request.endpoint or "")
        if getattr(view, "access", None) != "public" or response.status_code != 200 or request.method != "GET":
            return response
        response.headers["Cache-Control"] = "public, no-cache"
        municipality = municipality_or_none()
        if response.is_streamed or municipality is None or not getattr(view, "cached", True):
            return response
        body = response.get_data()
        response.set_etag(hashlib.sha256(body).hexdigest()[:32])
        response.vary.add("Accept-Encoding")
        if len(_address(request.environ)) <= MAX_ADDRESS:
            self._put(response, body, municipality.id, municipality.revision)
        response.make_conditional(request.environ)
        return response

    def _put(self, response: Response, body: bytes, municipality_id: int, revision: int) -> None:
        now = clock.arrived_at()  # the page was made after this, so it is never kept for longer than it is true
        changes = [clock.midnight_after(clock.local(now).date()), self._next_change(municipality_id, now)]
        entry = KeptPage(
            municipality_id,
            revision,
            min(instant for instant in changes if instant),
            body,
            gzip.compress(body, PACKING, mtime=0),
            response.headers["ETag"],
            tuple((name, value) for name, value in response.headers if name not in ("Content-Length", "ETag")),
        )
        with self._lock:
            old = self._entries.pop(_address(request.environ), None)
            self._size += entry.size - (old.size if old else 0)
            self._entries[_address(request.environ)] = entry
            while self._size > MAX_BYTES:
                _gone, oldest = self._entries.popitem(last=False)
                self._size -= oldest.size


def _address(environ: WSGIEnvironment) -> str:
    """Path and query are all that tells two pages apart: host, scheme and mount point are ours (`app.own_address`)."""
    return f"{environ.get('PATH_INFO', '')}?{environ.get('QUERY_STRING', '')}"


def _send(entry: KeptPage, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The page, gzipped where the browser takes that: the same page with a mark of its own."""
    packed = _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body, etag = (entry.packed, f'{entry.etag[:-1]}-gzip"') if packed else (entry.body, entry.etag)
    known = next((mark for mark in (etag, entry.etag) if mark in environ.get("HTTP_IF_NONE_MATCH", "")), None)
    headers = [*entry.headers, ("ETag", known or etag)]
    if known:
        start_response("304 Not Modified", [header for header in headers if header[0] != "Content-Type"])
        return []
    if packed:
        headers.append(("Content-Encoding", "gzip"))
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _takes_gzip(accepted: str) -> bool:
    """Whether a browser's list of encodings has gzip in it, and not with a weight of nothing."""
    found = GZIP.search(accepted)
    return found is not None and float(found["weight"] or 1) > 0
