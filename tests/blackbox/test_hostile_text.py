"""X01: what a citizen writes is text on every page, whatever it looks like."""

from __future__ import annotations

from urllib.parse import quote

import html5lib
import pytest

from app.accounts import ADMINISTRATOR, MODERATOR, PLANNER, READER
from tests.blackbox.browser import Answer, Browser
from tests.blackbox.hearing import OpenHearing, acknowledge, last_step, new_hearing
from tests.blackbox.payloads import MARK, PAYLOADS
from tests.blackbox.server import Server
from tests.blackbox.staff import approved, references, signed_in

pytestmark = pytest.mark.slow

MOST_PAGES = 250
RUNS_IN = {"src", "srcdoc", "style", "action", "formaction", "data", "background", "poster", "xlink:href"}
SAFE_LINKS = ("http://", "https://", "mailto:", "tel:", "/", "#", "?")


def test_x01_payloads_in_every_field_stay_text_everywhere(server: Server) -> None:
    hearing = new_hearing(server)
    everybody = (ADMINISTRATOR, MODERATOR, PLANNER, READER)
    staff = signed_in(hearing, "kari", *everybody)
    for number, payload in enumerate(PAYLOADS):
        _send(hearing, number, payload)
    _walk(staff, hearing, "arbeid/")
    for number, ref in enumerate(references(hearing)):
        if number % 4 == 3:
            continue
        page = approved(staff, hearing, ref)
        assert page.status == 200, page.text[:300]
        _inert(page)
    _inert(server.browser().get(f"/{hearing.slug}/sok?q={MARK}"))
    walked = _walk(server.browser(), hearing, "")
    assert walked > 10
    _walk(staff, hearing, "arbeid/")


def test_x01_payloads_in_addresses_and_refused_forms_stay_text(server: Server) -> None:
    hearing, anybody = new_hearing(server), server.browser()
    for payload in PAYLOADS:
        for path in (f"sok?q={quote(payload)}", f"sok?horing={quote(payload)}&slag={quote(payload)}&side=1"):
            _inert(anybody.get(f"/{hearing.slug}/{path}"))
        _inert(anybody.get(f"/{hearing.slug}/horinger/{quote(payload, safe='')}/"))
        _inert(anybody.get(f"{hearing.answer}?avsnitt={quote(payload)}"))
        _inert(anybody.post(f"{hearing.answer}", [("hele-planen", payload), (payload, payload)]))
        _inert(anybody.send(anybody.get("/logg-inn"), "Logg inn", email=payload, password=payload, next=payload))


def _send(hearing: OpenHearing, number: int, payload: str) -> None:
    """One statement with the payload wherever a citizen can write; every other one from an organisation."""
    citizen, text = hearing.server.browser(), f"Nr. {number}: {payload}"
    sender = {"name": payload[:190], "on_behalf_of": payload[:190], "hele-planen": f"Helheten {number}: {payload}"}
    if number % 2:
        sender |= {"sender_type": "association", "organisation": payload[:190]}
    address, fields = last_step(citizen, hearing, text, **sender)
    answer = citizen.post(address, fields)
    _inert(answer)
    acknowledge(hearing.server, text, answer)
    _inert(citizen.get(f"/{hearing.slug}/kvittering/trekk"))


def _walk(browser: Browser, hearing: OpenHearing, under: str) -> int:
    """Read every page that links lead to; each must be inert."""
    start = f"/{hearing.slug}/{under}"
    waiting, seen = [start], set[str]()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        page = browser.get(path)
        assert page.status < 500, f"{path}: {page.status}"
        if page.headers.get("Content-Type", "").startswith("text/html"):
            _inert(page)
            waiting += [link for link in sorted(page.links()) if link.startswith(start)]
    return len(seen)


def _inert(page: Answer) -> None:
    """Parsed as a browser does, the mark is in no name, in no script and in no attribute that runs or loads."""
    if not page.headers.get("Content-Type", "").startswith("text/html"):
        return
    tree = html5lib.parse(page.body, treebuilder="lxml", namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            assert MARK not in (element.text or ""), f"{page.path}: in a comment"
            continue
        where = f"{page.path}: <{element.tag}>"
        assert MARK not in element.tag, where
        assert element.tag not in ("iframe", "object", "embed", "base", "math"), where
        assert element.tag != "style" or MARK not in (element.text or ""), where
        if element.tag == "script":
            assert element.get("src", "").startswith("/static/"), where
            assert not (element.text or "").strip(), where
        for name, value in element.attrib.items():
            assert MARK not in name and not name.startswith("on"), f"{where} {name}"
            assert name not in RUNS_IN or MARK not in value, f"{where} {name}={value}"
            if name == "href" and MARK in value:
                assert value.startswith(SAFE_LINKS) and not value.startswith("//"), f"{where} {name}={value}"
