"""A remark is stored once and not lost, whatever the person and the network do."""

from __future__ import annotations

import http.client
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.blackbox.browser import Answer, Browser, Fields
from tests.blackbox.hearing import acknowledge, answered, code_on, last_step, look_over, new_hearing
from tests.blackbox.server import Server

pytestmark = pytest.mark.slow


def test_s01_a_receipt_read_again_is_the_same_receipt(server: Server) -> None:
    hearing, citizen = new_hearing(server), server.browser()
    receipt = answered(citizen, hearing, "Bygg flere små boliger nær sentrum.", email="kari@example.no")
    for _again in range(5):
        again = citizen.get(f"/{hearing.slug}/kvittering/innspill")
        assert (again.h1, code_on(again)) == (receipt.h1, code_on(receipt))
    assert hearing.received() == 1


def test_s02_the_same_form_from_two_connections_at_once_is_one_statement(each_server: Server) -> None:
    hearing = new_hearing(each_server)
    for number in range(5):
        citizen, text = each_server.browser(), f"To trykk på knappen, nummer {number}."
        address, fields = look_over(citizen, hearing, text).form("Send innspillet")
        receipts = _pressed_twice(citizen, address, fields)
        codes = {acknowledge(each_server, text, receipt) for receipt in receipts}
        assert len(codes) == 1
        assert hearing.received() == number + 1


def test_s04_a_connection_cut_before_the_answer_loses_nothing_and_doubles_nothing(server: Server) -> None:
    hearing, citizen, text = new_hearing(server), server.browser(), "Forbindelsen ble brutt."
    address, fields = look_over(citizen, hearing, text).form("Send innspillet")
    _send_and_hang_up(citizen, address, fields)
    acknowledge(server, text, citizen.post(address, fields))
    assert hearing.received() == 1


def test_s05_a_browser_without_its_cookies_gets_the_text_back_and_one_click_finishes(server: Server) -> None:
    hearing, citizen, text = new_hearing(server), server.browser(), "Æøå og «emoji» 🏡, uten kake."
    address, fields = look_over(citizen, hearing, text).form("Send innspillet")
    citizen.cookies.clear()
    refused = citizen.post(address, fields)
    assert refused.status == 400
    assert text in refused.text
    assert hearing.received() == 0
    acknowledge(server, text, citizen.send(refused, "Send på nytt"))
    assert hearing.received() == 1


def test_s05_so_does_one_who_loses_them_at_the_first_step(server: Server) -> None:
    hearing, citizen, text = new_hearing(server), server.browser(), "Første steg uten kake."
    page = citizen.get(f"{hearing.answer}?avsnitt=boliger")
    citizen.cookies.clear()
    refused = citizen.send(page, "Gå videre", avsnitt_boliger=text, gjor="videre")
    assert refused.status == 400
    assert text in refused.text
    assert "Steg 2 av 3" in citizen.send(refused, "Send på nytt").text


def test_s06_a_token_of_another_session_is_refused_and_the_text_is_kept(server: Server) -> None:
    hearing, citizen, text = new_hearing(server), server.browser(), "Med en annens billett."
    address, fields = last_step(citizen, hearing, text)
    stranger = server.browser()
    stranger.get(hearing.answer)
    refused = stranger.post(address, fields)
    assert refused.status == 400
    assert text in refused.text
    assert hearing.received() == 0


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=xx"])
@pytest.mark.parametrize("chunked", [False, True], ids=["with length", "without length"])
def test_s12_a_body_beyond_the_limit_is_refused_in_norwegian(server: Server, kind: str, chunked: bool) -> None:
    hearing = new_hearing(server)
    status, page = _huge_post(server.port, hearing.answer, kind, chunked)
    assert status == 413
    assert "Det du sendte, er for stort" in page


def test_s12_a_megabyte_of_text_too_much_comes_back_whole(server: Server) -> None:
    hearing, citizen, text = new_hearing(server), server.browser(), "for mye " * 300_000
    refused = citizen.send(
        citizen.get(f"{hearing.answer}?avsnitt=boliger"), "Gå videre", avsnitt_boliger=text, gjor="videre"
    )
    assert refused.status == 413
    assert text.strip() in refused.text


def _pressed_twice(citizen: Browser, address: str, fields: Fields) -> list[Answer]:
    """The same form from two connections at the same instant."""
    together = threading.Barrier(2, timeout=60)

    def press(cookies: dict[str, str]) -> Answer:
        twin = Browser(citizen.port, dict(cookies))
        together.wait()
        return twin.post(address, fields)

    with ThreadPoolExecutor(2) as hands:
        return list(hands.map(press, [citizen.cookies] * 2))


def _send_and_hang_up(citizen: Browser, address: str, fields: list[tuple[str, str]]) -> None:
    """Send all of a form and close the connection without reading a byte."""
    cut = Browser(citizen.port, dict(citizen.cookies))

    class HangsUp(Exception):
        pass

    def hang_up(connection: http.client.HTTPConnection) -> None:
        assert isinstance(connection.sock, socket.socket)
        connection.sock.shutdown(socket.SHUT_RDWR)
        raise HangsUp

    original = http.client.HTTPConnection.getresponse
    with pytest.MonkeyPatch.context() as patch, pytest.raises(HangsUp):
        patch.setattr(http.client.HTTPConnection, "getresponse", hang_up)
        cut.post(address, fields)
    assert http.client.HTTPConnection.getresponse is original


def _huge_post(port: int, path: str, kind: str, chunked: bool) -> tuple[int, str]:
    """Post 45 MB; the answer may come before all is sent."""
    piece = b"a" * 1_000_000
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("POST", path)
    connection.putheader("Content-Type", kind)
    connection.putheader(*(("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(45 * len(piece)))))
    connection.endheaders()
    try:
        for _number in range(45):
            connection.send(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
        if chunked:
            connection.send(b"0\r\n\r\n")
    except (BrokenPipeError, ConnectionResetError):
        pass  # it has heard enough
    response = connection.getresponse()
    with response:
        page = response.read().decode()
    connection.close()
    return response.status, page
