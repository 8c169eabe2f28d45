"""Our own address is what the operator set, whatever a request says of it.

Host, scheme and mount point of every link, redirect and kept page come from `HORING_BASE_URL`; no header changes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class OwnAddress:
    """WSGI middleware before everything that reads an address."""

    def __init__(self, app: Flask, site: str) -> None:
        self._inner = app.wsgi_app
        address = urlsplit(site)
        self._scheme, self._host = address.scheme, address.netloc
        app.wsgi_app = self  # type: ignore[method-assign]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["HTTP_HOST"], environ["wsgi.url_scheme"], environ["SCRIPT_NAME"] = self._host, self._scheme, ""
        return self._inner(environ, start_response)
