"""One rule at the last instant: page, form and receipt say the same."""

from __future__ import annotations

import socket
import time
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest

from app import clock
from app.extensions import db
from consultations.hearings.dates import DatesRefused
from consultations.hearings.preparation import extend
from consultations.statements.statement import Statement
from tests.blackbox.hearing import OpenHearing, acknowledge, last_step, look_over, new_hearing
from tests.blackbox.server import Server

pytestmark = pytest.mark.slow

SECOND, MILLISECOND = timedelta(seconds=1), timedelta(milliseconds=1)


def closing(hearing: OpenHearing) -> datetime:
    with hearing.server.arranging():
        return hearing.state().closes_at


@pytest.mark.parametrize("before", [-SECOND, -MILLISECOND, timedelta(0), MILLISECOND], ids=str)
def test_d01_the_instant_decides_and_every_page_says_so(each_server: Server, before: timedelta) -> None:
    hearing, citizen = new_hearing(each_server), each_server.browser()
    text, late = f"Like ved fristen {before} på {each_server.port}.", before >= timedelta(0)
    address, fields = look_over(citizen, hearing, text).form("Send innspillet")
    open_page = citizen.get(hearing.page)
    each_server.set_clock(closing(hearing) + before)
    receipt = citizen.post(address, fields)
    acknowledge(each_server, text, receipt)
    assert ("kom etter fristen" in receipt.text) is late
    page = each_server.browser().get(hearing.page)
    assert _says_closed(page.text) is late
    assert not _says_closed(open_page.text)
    assert ("Du kan fortsatt sende" in citizen.get(hearing.answer).text) is late


def test_d01_a_page_from_before_the_deadline_is_not_taken_for_true_after_it(each_server: Server) -> None:
    hearing, reader = new_hearing(each_server), each_server.browser()
    deadline = closing(hearing)
    each_server.set_clock(deadline - SECOND)
    before = [reader.get(hearing.page) for _each_worker in range(4)][-1]
    assert reader.get(hearing.page, **{"If-None-Match": before.headers["ETag"]}).status == 304
    each_server.set_clock(deadline + SECOND)
    after = reader.get(hearing.page, **{"If-None-Match": before.headers["ETag"]})
    assert after.status == 200
    assert _says_closed(after.text)
    assert after.headers["ETag"] != before.headers["ETag"]
    for page in (before, after):
        assert "Cookie" not in page.headers.get("Vary", "")
        assert "Set-Cookie" not in page.headers
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("size", [200, 100_000, 300_000])
def test_d02_what_was_begun_in_time_is_in_time_though_it_ends_after_the_deadline(server: Server, size: int) -> None:
    """Whatever is gathered before it is answered, and whatever is read while it is."""
    hearing, citizen = new_hearing(server), server.browser()
    text = f"Begynt sendt i tide: {size}."
    deadline = closing(hearing)
    server.set_clock(deadline - SECOND)
    address, fields = last_step(citizen, hearing, text)
    body = urlencode([*fields, ("fyll", "x" * size)]).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in citizen.cookies.items())
    head = f"POST {address} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\nContent-Length: {len(body)}"
    with socket.create_connection(("127.0.0.1", server.port), 60) as connection:
        connection.sendall(f"{head}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n".encode() + body[:99])
        assert server.browser().get(hearing.page).status == 200, "the first bytes have arrived meanwhile"
        time.sleep(0.5)
        server.set_clock(deadline + SECOND)
        connection.sendall(body[99:])
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 303")
    receipt = citizen.get(f"/{hearing.slug}/kvittering/innspill")
    with server.arranging():
        statement = db.session.scalars(db.select(Statement).where(Statement.hearing_id == hearing.hearing_id)).one()
        assert statement.received_at == deadline - SECOND
        assert not statement.late
    assert receipt.status == 200


def test_d05_an_extension_while_forms_are_open_counts_for_them_and_no_deadline_moves_back(server: Server) -> None:
    hearing, citizen = new_hearing(server), server.browser()
    text, deadline = "Sendt etter den gamle fristen og før den nye.", closing(hearing)
    form = look_over(citizen, hearing, text).form("Send innspillet")
    with server.arranging():
        last_day = clock.local(deadline - SECOND).date()
        with pytest.raises(DatesRefused):
            extend(hearing.state(), last_day - timedelta(days=1), "For tidlig.", None)
        extend(hearing.state(), last_day + timedelta(days=14), "Flere ba om mer tid.", None)
    server.set_clock(deadline + SECOND)
    receipt = citizen.post(*form)
    acknowledge(server, text, receipt)
    assert "kom etter fristen" not in receipt.text


def test_d03_a_draft_begun_before_and_sent_after_is_stored_as_late(server: Server) -> None:
    hearing, citizen, text = new_hearing(server), server.browser(), "Begynt i tide, sendt for sent."
    form = look_over(citizen, hearing, text).form("Send innspillet")
    server.set_clock(closing(hearing) + timedelta(days=1))
    receipt = citizen.post(*form)
    acknowledge(server, text, receipt)
    assert "kom etter fristen" in receipt.text


def test_d07_what_the_browser_says_of_time_has_no_effect(server: Server) -> None:
    hearing, citizen, text = new_hearing(server), server.browser(), "Klokken min går som jeg vil."
    server.set_clock(closing(hearing))
    address, fields = last_step(citizen, hearing, text)
    lies = [("received_at", "2020-01-01T00:00:00Z"), ("late", ""), ("arrived", "1"), ("vist", "5f000000.0000000000")]
    receipt = citizen.post(address, [*fields, *lies])
    acknowledge(server, text, receipt)
    assert "kom etter fristen" in receipt.text
    assert clock.now() < closing(hearing)


def _says_closed(text: str) -> bool:
    return "Fristen er ute" in text or "Fristen gikk ut" in text
