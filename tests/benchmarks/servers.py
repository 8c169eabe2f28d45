"""gunicorn with the product's own settings, for the product and for what it is compared with."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.config import Settings

ROOT = Path(__file__).parents[2]
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and the processor time that it has used."""

    port: int
    process: subprocess.Popen[bytes]

    def processor_seconds(self) -> float:
        """Of all its workers since they began; 0 where the system does not tell."""
        return sum(_processor_seconds(pid) for pid in (self.process.pid, *_children(self.process.pid)))


@contextmanager
def product(settings: Settings) -> Iterator[Server]:
    """The product on a database that exists. No worker process: what it would do later is not measured."""
    environment = {
        "HORING_ENVIRONMENT": "test",
        "HORING_DATA_DIR": str(settings.data_dir),
        "HORING_SECRET_KEY": settings.secret_key,
        "DATABASE_URL": settings.database_url,
        "HORING_SEARCH": settings.search,
    }
    with _serving("app.factory:create_app()", environment, "/helse") as server:
        yield server


@contextmanager
def bare(page_bytes: int, database: Path) -> Iterator[Server]:
    environment = {"BARE_PAGE_BYTES": str(page_bytes), "BARE_DATABASE": str(database)}
    with _serving("tests.benchmarks.bare:create_app()", environment, "/page") as server:
        yield server


@contextmanager
def _serving(application: str, environment: dict[str, str], path: str) -> Iterator[Server]:
    port = _free_port()
    plain = Settings()
    command = [
        *(sys.executable, "-m", "gunicorn", "--config", str(ROOT / "app" / "cli" / "gunicorn_settings.py")),
        *("--bind", f"127.0.0.1:{port}", "--workers", str(plain.workers), "--threads", str(plain.threads)),
        application,
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    try:
        _wait_until_up(port, path, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_up(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as client:
                client.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
                if client.recv(16).startswith(b"HTTP/1."):
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not come up")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in listed.read_text().split()] if listed.exists() else []


def _processor_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
