"""The processes that `horing run` looks after: none outlives it, and one that keeps dying is started less often."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

LONGEST_PAUSE = 60.0
STEADY = 60.0  # seconds after which a process counts as well
PATIENCE = 30.0

PR_SET_PDEATHSIG = 1


class Process:
    """A child process. It is asked to end when its parent dies, however that happens (Linux).

    `died` is told the process id and the exit code of one that ended without being asked.
    """

    def __init__(self, command: Sequence[str], died: Callable[[int, int], None]) -> None:
        self._command = command
        self._died = died
        self._pause = 1.0
        self._again_at = 0.0
        self._start()

    def is_alive(self) -> bool:
        return self._running.poll() is None

    def keep_alive(self) -> None:
        """Start it again if it has died: at once after a steady life, else after a pause that doubles."""
        now = time.monotonic()
        if self.is_alive():
            return
        if not self._again_at:
            self.tell()
            steady = now - self._started > STEADY
            self._pause = 1.0 if steady else min(2 * self._pause, LONGEST_PAUSE)
            self._again_at = now if steady else now + self._pause / 2
        if now >= self._again_at:
            self._start()

    def tell(self) -> None:
        """Tell of its death, once it has died."""
        self._died(self._running.pid, self._running.returncode)

    def ask_to_end(self) -> None:
        if self.is_alive():
            self._running.terminate()

    def ended(self) -> int:
        """Its exit code, once it has ended; one that does not listen is killed."""
        try:
            return self._running.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._running.kill()
            return self._running.wait()

    def _start(self) -> None:
        self._started, self._again_at = time.monotonic(), 0.0
        parent = os.getpid()
        self._running = subprocess.Popen(self._command, preexec_fn=lambda: end_with(parent))  # noqa: S603


def end_with(parent: int) -> None:
    """Have the kernel send SIGTERM to this process when its parent is gone; at once if it is gone already."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
