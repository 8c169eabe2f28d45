"""A small load generator: some connections kept alive, each with one request under way, in one thread."""

from __future__ import annotations

import selectors
import socket
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class Run:
    """What one round gave. `statuses` counts answers by status."""

    seconds: float
    times: list[float]
    statuses: dict[int, int]

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds


@dataclass(slots=True)
class _Connection:
    socket: socket.socket
    received: bytearray = field(default_factory=bytearray)
    ends_at: int = -1
    status: int = 0
    began: float = 0.0

    def send(self, request: bytes) -> None:
        self.received.clear()
        self.ends_at, self.began = -1, time.perf_counter()
        self.socket.sendall(request)

    def take_in(self) -> bool:
        """Read what there is; whether the answer is complete."""
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionError("the server closed the connection")
        self.received += part
        if self.ends_at < 0:
            self._read_head()
        return 0 <= self.ends_at <= len(self.received)

    def _read_head(self) -> None:
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.received[:end]).lower()
        self.status = int(head[9:12])
        at = head.find(b"\r\ncontent-length:")
        length = int(head[at + 17 :].split(b"\r\n", 1)[0]) if at >= 0 and self.status != 304 else 0
        self.ends_at = end + 4 + length


def read(port: int, requests: Callable[[], bytes], *, connections: int, seconds: float) -> Run:
    """Ask for as much as comes back in this time."""
    end = time.perf_counter() + seconds

    def until_the_end() -> Iterator[bytes]:
        while time.perf_counter() < end:
            yield requests()

    return send(port, until_the_end(), connections=connections)


def send(port: int, requests: Iterable[bytes], *, connections: int, source: str = "127.0.0.1") -> Run:
    """Send every request once, whatever connection is free. `source` is the address on loopback to come from."""
    waiting = iter(requests)
    times: list[float] = []
    statuses: dict[int, int] = {}
    with selectors.DefaultSelector() as selector:
        began = time.perf_counter()
        for _ in range(connections):
            _next(selector, _Connection(_connected(port, source)), waiting)
        while selector.get_map():
            ready = selector.select(LONGEST_WAIT)
            if not ready:
                raise TimeoutError("the server does not answer")
            for key, _events in ready:
                connection: _Connection = key.data
                if connection.take_in():
                    times.append(time.perf_counter() - connection.began)
                    statuses[connection.status] = statuses.get(connection.status, 0) + 1
                    selector.unregister(connection.socket)
                    _next(selector, connection, waiting)
        return Run(time.perf_counter() - began, times, statuses)


def _connected(port: int, source: str) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), LONGEST_WAIT, (source, 0))
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def _next(selector: selectors.BaseSelector, connection: _Connection, waiting: Iterator[bytes]) -> None:
    request = next(waiting, None)
    if request is None:
        connection.socket.close()
        return
    connection.send(request)
    selector.register(connection.socket, selectors.EVENT_READ, connection)


def get(path: str, *headers: str) -> bytes:
    """A GET as a browser on a kept connection sends it."""
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]).encode()


def post(path: str, body: bytes, *headers: str) -> bytes:
    form = ("Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}")
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: 127.0.0.1", *form, *headers, "", ""]).encode() + body


def milliseconds(times: list[float], share: float = 0.5) -> float:
    """The time within which this share of the answers came."""
    return 1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))] if times else 0.0


def median(values: Iterable[float]) -> float:
    return statistics.median(values)
