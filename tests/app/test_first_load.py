"""What a first visit costs: under 100 kB and at most ten requests, counted over HTTP as a browser would load it."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from lxml import html
from werkzeug.serving import WSGIRequestHandler, make_server

from app.extensions import db
from consultations.assessment.release import release, start_assessment
from tests import factories

MOST_BYTES, MOST_REQUESTS = 100_000, 10
HEARING = "/storvik/horinger/boligsosial-plan/runde/1/"
PAGES = {
    "start": "/storvik/",
    "hearing": HEARING,
    "section": f"{HEARING}boliger",
    "form": f"{HEARING}svar/?avsnitt=boliger",
    "result": f"{HEARING}resultat",
}
FACE = re.compile(r"@font-face\s*\{[^}]*?url\(\"?([^\")]+)\"?\)[^}]*?unicode-range:([^;}]+)", re.DOTALL)


class Silent(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *_what: object) -> None:
        pass


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """The product over HTTP, with a hearing that is released."""
    with app.app_context():
        home = factories.municipality(accent="#7a1f3d")
        hearing = factories.hearing(factories.plan(home.id), opens_in=-50, days=40)
        for number in range(40):
            text = f"Merknad {number}: Vi trenger flere boliger for unge i sentrum, og de må ha råd til dem. " * 4
            factories.statement(hearing, text, sections=("boliger",), received_at=hearing.opens_at)
        start_assessment(hearing)
        release(hearing, "Vi svarer samlet.")
        db.session.commit()
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("page", PAGES)
def test_the_first_visit_is_light(port: int, page: str) -> None:
    loaded = _first_load(port, PAGES[page])
    told = f"{sum(loaded.values())} bytes: {loaded}"
    assert sum(loaded.values()) < MOST_BYTES, told
    assert len(loaded) <= MOST_REQUESTS, told


def _first_load(port: int, path: str) -> dict[str, int]:
    """Bytes of every answer by its address: heads and bodies of the page and of all that it loads."""
    loaded: dict[str, int] = {}
    tree = html.fromstring(_get(port, path, loaded))
    text = tree.text_content()
    styles = [link.get("href") for link in tree.iterfind(".//link[@rel='stylesheet']")]
    others = [one.get("href") for one in tree.iterfind(".//link[@rel='icon']")]
    others += [one.get("src") for one in tree.xpath("//script[@src] | //img[@src]")]
    for address in others:
        _get(port, address, loaded)
    for address in styles:
        css = _get(port, address, loaded)
        for font, ranges in FACE.findall(css):
            if any(_within(ord(character), ranges) for character in set(text)):
                _get(port, urljoin(address, font), loaded)
    return loaded


def _within(character: int, ranges: str) -> bool:
    for one in ranges.upper().replace("U+", "").split(","):
        first, _dash, last = one.strip().partition("-")
        if int(first, 16) <= character <= int(last or first, 16):
            return True
    return False


def _get(port: int, address: str, loaded: dict[str, int]) -> str:
    parts = urlsplit(address)
    assert not parts.netloc, f"{address} is somebody else's"
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request("GET", target, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, f"{address}: {answer.status}"
    loaded[address] = len(body) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    connection.close()
    if answer.getheader("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return body.decode("utf-8", "replace")
