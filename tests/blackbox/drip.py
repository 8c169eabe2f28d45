"""Connections that send a byte now and then, for as long as a test lasts."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = (
    b"POST /logg-inn HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
)


@contextmanager
def dripping(port: int, start: bytes, many: int, pause: float = 0.3) -> Iterator[None]:
    """Each begins so and then sends a byte after every pause. One that is closed is opened again."""
    done = threading.Event()
    hands = [threading.Thread(target=_drip, args=(port, start, pause, done)) for _connection in range(many)]
    for hand in hands:
        hand.start()
    done.wait(1)  # until all of them have begun
    try:
        yield
    finally:
        done.set()
        for hand in hands:
            hand.join()


def _drip(port: int, start: bytes, pause: float, done: threading.Event) -> None:
    while not done.is_set():
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as connection:
            connection.sendall(start)
            while not done.wait(pause):
                connection.sendall(b"a")
