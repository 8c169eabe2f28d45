"""A mail server on loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


class PostOffice:
    """Keeps the letters it gets. While it is `silent` it holds back its last word."""

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.arrived = threading.Event()
        self.silent = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append(message_from_bytes(envelope.content))
        self.arrived.set()
        if self.silent:
            await asyncio.sleep(3)
        return "250 taken"

    @contextmanager
    def open(self, port: int) -> Iterator[None]:
        """It is open inside the block."""
        controller = Controller(self, hostname="127.0.0.1", port=port)
        controller.start()
        try:
            yield
        finally:
            controller.stop()
