"""B04: who sends slowly, or nothing at all, keeps nobody from reading and sending."""

from __future__ import annotations

import socket
from contextlib import ExitStack

import pytest

from tests.blackbox.drip import BODY, HEAD, dripping
from tests.blackbox.hearing import answered, new_hearing
from tests.blackbox.server import Server

pytestmark = pytest.mark.slow

STARTS = {
    "heads": HEAD,
    "short bodies": BODY + b"2000\r\n\r\nemail=",
    "long bodies": BODY + b"2000000\r\n\r\nemail=",
    "bodies of untold length": BODY.replace(b"Content-Length: ", b"Transfer-Encoding: chunked\r\n\r\n7d0\r\nemail="),
}


@pytest.mark.parametrize("kind", STARTS)
def test_b04_sixteen_that_drip_stop_neither_readers_nor_senders(server: Server, kind: str) -> None:
    hearing = new_hearing(server)
    with dripping(server.port, STARTS[kind], many=16):
        for _reader in range(4):
            assert server.browser().get(hearing.page).status == 200
        answered(server.browser(), hearing, f"Sendt mens seksten andre drypper: {kind}.")


def test_b04_idle_connections_stop_nobody(server: Server) -> None:
    hearing = new_hearing(server)
    with ExitStack() as held:
        for _connection in range(300):
            held.enter_context(socket.create_connection(("127.0.0.1", server.port), 5))
        answered(server.browser(), hearing, "Sendt mens tre hundre andre bare er til stede.")


def test_b04_answers_that_nobody_reads_stop_nobody(server: Server) -> None:
    hearing = new_hearing(server)
    with ExitStack() as held:
        for _connection in range(16):
            connection = held.enter_context(socket.create_connection(("127.0.0.1", server.port), 5))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            connection.sendall(f"GET {hearing.page} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        answered(server.browser(), hearing, "Sendt mens seksten andre ikke leser.")


def test_b04_connections_that_are_not_closed_after_their_answer_stop_nobody(server: Server) -> None:
    hearing = new_hearing(server)
    with ExitStack() as held:
        for _connection in range(40):
            connection = held.enter_context(socket.create_connection(("127.0.0.1", server.port), 5))
            connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answered(server.browser(), hearing, "Sendt mens førti andre lar være å legge på.")


def test_two_requests_in_one_packet_are_both_answered(server: Server) -> None:
    hearing = new_hearing(server)
    request = f"GET {hearing.page} HTTP/1.1\r\nHost: localhost\r\nConnection: %s\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), 30) as connection:
        connection.sendall((request % "keep-alive" + request % "close").encode())
        received = b""
        while piece := connection.recv(65536):
            received += piece
    assert received.count(b"HTTP/1.1 200 OK") == 2


def test_a_body_in_pieces_and_one_of_untold_length_arrive_whole(server: Server) -> None:
    hearing = new_hearing(server)
    body = b"email=" + b"x" * 300
    head = b"POST /logg-inn HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    whole = head + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body
    chunked = head + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    for sent in (whole, chunked):
        with socket.create_connection(("127.0.0.1", server.port), 30) as connection:
            for start in range(0, len(sent), 50):
                connection.sendall(sent[start : start + 50])
            answer = b""
            while piece := connection.recv(65536):
                answer += piece
        assert answer.startswith(b"HTTP/1.1 400"), "no token"
        assert b"x" * 300 in answer
    assert server.browser().get(hearing.page).status == 200
