"""A gunicorn worker whose threads meet whole requests: who sends slowly waits where it costs nobody a thread.

gunicorn's own gives a thread to a connection when its first byte is there, so eight slow ones shut the site. Here a
request is gathered in the main loop, and long bodies, which are not, have half of the threads at most. A proxy that
buffers (docs/operation.md) does the same for any number of connections.
"""

from __future__ import annotations

import errno
import re
import selectors
import socket
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from app import clock

ARRIVAL_SECONDS = 30.0  # for a head and what is gathered of its body
LONGEST_HEAD = 32 * 1024
GATHERED = 128 * 1024  # of a body: any remark that can be sent
GRACE_SECONDS = 10.0
SLOWEST = 4_000  # bytes a second of a long body or of an answer, after the grace
LINGER_SECONDS = 2.0  # of what has not arrived, when the worker is asked to end

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*\r\n", re.IGNORECASE)
_UNTOLD = re.compile(rb"\r\n(?:transfer-encoding|expect):", re.IGNORECASE)
_ENDED = (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK)


class Impatient(socket.socket):
    """A socket that a thread reads and writes for as long as enough moves through it."""

    due = 0.0

    def begin(self) -> None:
        """A thread takes over."""
        self.due = time.monotonic() + GRACE_SECONDS

    def recv(self, size: int, flags: int = 0) -> bytes:
        self._wait_at_most(self.due - time.monotonic())
        try:
            data = super().recv(size, flags)
        except TimeoutError as error:
            raise _too_slow() from error
        self.due += len(data) / SLOWEST
        return data

    def sendall(self, data: Any, flags: int = 0) -> None:
        self._wait_at_most(GRACE_SECONDS + len(data) / SLOWEST)
        try:
            super().sendall(data, flags)
        except TimeoutError as error:
            raise _too_slow() from error

    def gathered(self, size: int) -> bytes:
        """What is there already; nothing where the other side has closed. Raises BlockingIOError."""
        return super().recv(size)

    def _wait_at_most(self, seconds: float) -> None:
        if seconds <= 0:
            raise _too_slow()
        self.settimeout(seconds)


class Connection(TConn):
    """A connection with what has arrived of its next request; `needed` bytes make it whole, once that is known."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.arrived = bytearray()
        self.needed = 0
        self.began_at = clock.now()
        self.long = False
        self.answered = False  # for good: what still comes is thrown away

    def is_whole(self) -> bool:
        """Whether a thread can take it. A long body, or one of untold length, is read by the thread."""
        if not self.needed:
            end = self.arrived.find(b"\r\n\r\n")
            if end < 0:
                return len(self.arrived) > LONGEST_HEAD
            head = bytes(self.arrived[: end + 2])
            length = _LENGTH.search(head)
            body = int(length[1]) if length else 0
            self.long = body > GATHERED or _UNTOLD.search(head) is not None
            self.needed = end + 4 + (0 if self.long else body)
        return len(self.arrived) >= self.needed

    def close(self, graceful: bool = False) -> None:
        """Gracefully: the answer has its end, and the other side may take its time to read it (RFC 9112, 9.6)."""
        if not graceful:
            super().close()
            return
        self.answered = True
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_WR)

    def take(self) -> None:
        """Give what has arrived to the parser."""
        self.init()
        self.parser.unreader.unread(bytes(self.arrived))
        self.arrived, self.needed, self.data_ready = bytearray(), 0, True
        self.sock.begin()


class WebWorker(ThreadWorker):
    """Gathers requests in the loop that waits for connections, and hands them to the threads."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._long = 0
        self._held: deque[Connection] = deque()

    def accept(self, listener: socket.socket) -> None:
        """Where there are too many, the one that has been arriving for longest goes."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in _ENDED:
                raise
            return
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections and self.pending_conns:
            self._drop(self.pending_conns[0])
        sock = Impatient(fileno=client.detach())
        self._gather(Connection(self.cfg, sock, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: Connection, client: Impatient) -> None:
        """The next request on a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._gather(conn)

    def on_pending_socket_readable(self, conn: Connection, client: Impatient) -> None:
        """A piece of a request."""
        try:
            data = client.gathered(LONGEST_HEAD)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(conn)
            return
        if conn.answered:
            return
        self._add(conn, data)
        if conn.is_whole():
            self._stop_gathering(conn)
            self.enqueue_req(conn)

    def enqueue_req(self, conn: Connection) -> None:
        """Hand it to a thread, once it is whole and, if its body is long, once a thread is free for such."""
        if conn.parser is not None:
            self._add(conn, conn.parser.unreader.take_buffered())
        if not conn.is_whole():
            self._gather(conn)
        elif conn.long and self._long >= max(1, self.cfg.threads // 2):
            self._held.append(conn)
        else:
            self._long += conn.long
            conn.take()
            super().enqueue_req(conn)

    def finish_request(self, conn: Connection, fs: Future[Any]) -> None:
        """An answer is sent: the connection is kept or closed, and the next long one has its turn."""
        self._long -= conn.long
        conn.long = False
        super().finish_request(conn, fs)
        if conn.answered and conn.sock.fileno() >= 0:  # gunicorn waits here for two seconds, and answers nobody
            self.nr_conns += 1
            self._gather(conn)
        if self._held:
            self.enqueue_req(self._held.popleft())

    def handle_request(self, req: Any, conn: Connection) -> bool:
        """Deadlines go by the first byte, however long the rest of it takes."""
        with clock.first_byte_at(conn.began_at):
            return bool(super().handle_request(req, conn))

    def murder_pending(self) -> None:
        """Close what takes too long to arrive; at the end of the worker nothing is waited for."""
        if not self.alive:
            soon = time.monotonic() + LINGER_SECONDS
            for conn in self.pending_conns:
                conn.timeout = min(conn.timeout, soon)
        super().murder_pending()

    def _add(self, conn: Connection, data: bytes) -> None:
        if data and not conn.arrived:
            conn.began_at = clock.now()
        conn.arrived += data

    def _gather(self, conn: Connection) -> None:
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + ARRIVAL_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _stop_gathering(self, conn: Connection) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)

    def _drop(self, conn: Connection) -> None:
        self._stop_gathering(conn)
        self.nr_conns -= 1
        conn.close()


def _too_slow() -> ConnectionResetError:
    """As gunicorn knows it from those who hang up."""
    return ConnectionResetError(errno.ECONNRESET, "too slow")
