"""The real product in a folder of its own: web server with two workers, background worker. Spoken to by HTTP alone."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from flask import Flask

from app.cli.processes import end_with
from app.config import Settings
from app.extensions import db
from app.factory import create_app
from tests.blackbox.browser import Browser

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
KEY = "blackbox" * 6


@dataclass
class Server:
    """A running product. `acknowledged` is what the oracle keeps: receipt code by text."""

    settings: Settings
    port: int
    process: subprocess.Popen[bytes]
    environment: dict[str, str]
    acknowledged: dict[str, str] = field(default_factory=dict)

    @property
    def log(self) -> str:
        """What its processes wrote for the operator."""
        return _log(self.environment).read_text()

    @cached_property
    def outside(self) -> Flask:
        """The application object on the same database, for arranging a test and for counting afterwards."""
        return create_app(self.settings)

    @contextmanager
    def arranging(self) -> Iterator[None]:
        """Change the database from outside, as a command would."""
        with self.outside.app_context():
            yield
            db.session.commit()

    def browser(self) -> Browser:
        return Browser(self.port)

    def set_clock(self, instant: datetime) -> None:
        """What all processes take for the present instant, changed between two requests and never half."""
        path = Path(self.environment["HORING_CLOCK_FILE"])
        path.with_suffix(".new").write_text(instant.isoformat())
        path.with_suffix(".new").replace(path)

    def release_clock(self) -> None:
        Path(self.environment["HORING_CLOCK_FILE"]).unlink(missing_ok=True)

    def restart(self) -> None:
        """Start again after the processes were killed."""
        self.process = _start(self.environment)
        _wait_until_up(self)

    def kill_everything(self) -> None:
        """As a power cut would: no process gets a word in."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def web_workers(self) -> list[int]:
        """Process ids of the gunicorn workers (the children of its master)."""
        masters = [pid for pid in children(self.process.pid) if "gunicorn" in _command(pid)]
        return [child for master in masters for child in children(master)]

    def background_worker(self) -> int | None:
        """Process id of the worker that sends mail and keeps the index; None while there is none."""
        return next((pid for pid in children(self.process.pid) if "app.cli worker" in _command(pid)), None)

    def everything(self) -> list[int]:
        """Process ids of all that runs below the supervisor."""
        return [pid for child in children(self.process.pid) for pid in (child, *children(child))]


@contextmanager
def running(folder: Path, database_url: str = "", **more: str) -> Iterator[Server]:
    """The product, up and answering, in this folder. Everything it started is ended afterwards."""
    port = free_port()
    environment = os.environ | {
        "HORING_ENVIRONMENT": "test",
        "HORING_DATA_DIR": str(folder),
        "HORING_SECRET_KEY": KEY,
        "HORING_CLOCK_FILE": str(folder / "clock"),
        "PORT": str(port),
        "DATABASE_URL": database_url,
        **more,
    }
    settings = Settings(environment="test", data_dir=folder, database_url=database_url, secret_key=KEY, port=port)
    server = Server(settings, port, _start(environment), environment)
    try:
        _wait_until_up(server)
        yield server
        _close(server)
    finally:
        _end(server.process)


def free_port() -> int:
    """A port below those that the system gives away by itself, so that nobody takes it while the product starts."""
    while True:
        port = secrets.randbelow(10_000) + 20_000
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


def eventually(what: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something is so; fail when it does not come about."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def is_running(pid: int) -> bool:
    """Whether the process lives (one that has ended and waits for its parent does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(pid: int) -> list[int]:
    """Process ids of the children of a process."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _start(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Ends with the tests, also when they are killed."""
    command, tests = [sys.executable, "-m", "app.cli", "run"], os.getpid()
    with _log(environment).open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            stderr=log,
            preexec_fn=lambda: end_with(tests),
        )


def _log(environment: dict[str, str]) -> Path:
    """Beside the data folder: that may be full."""
    folder = Path(environment["HORING_DATA_DIR"])
    return folder.with_name(f"{folder.name}.log")


def _close(server: Server) -> None:
    if "outside" in vars(server):
        with server.outside.app_context():
            db.session.remove()
            db.engine.dispose()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    process.wait(PATIENCE)


def _wait_until_up(server: Server) -> None:
    def answers() -> bool:
        assert server.process.poll() is None, f"the product ended instead of starting: {server.log}"
        try:
            return server.browser().get("/helse").status in (200, 503)
        except OSError:
            return False

    eventually(answers)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
