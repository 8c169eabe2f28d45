"""The real product in a folder of its own: web server, worker, mail server on loopback. Spoken to by HTTP alone."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from lxml import html

from app.config import Settings
from app.factory import create_app

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@dataclass
class Server:
    """A running product. `settings` opens the same database from outside, for arranging and for counting."""

    settings: Settings
    port: int
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def browser(self) -> Browser:
        return Browser(self.port)

    def restart(self) -> None:
        """Start again after the processes were killed."""
        self.process = _start(self.environment)
        _wait_until_up(self.port, self.process)

    def kill_everything(self) -> None:
        """As a power cut would: no process gets a word in."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def web_workers(self) -> list[int]:
        """Process ids of the gunicorn workers (the children of its master)."""
        masters = _children(self.process.pid)
        return [child for master in masters for child in _children(master)]


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str
    path: str

    @property
    def tree(self) -> Any:
        return html.fromstring(self.body)

    @property
    def text(self) -> str:
        return " ".join(self.tree.text_content().split())

    def fields(self, button: str) -> tuple[str, list[tuple[str, str]]]:
        """Address and fields of the first POST form that has these words on it."""
        for form in self.tree.forms:
            if form.method == "POST" and button in form.text_content():
                return urllib.parse.urljoin(self.path, form.get("action") or self.path), list(form.form_values())
        raise AssertionError(f"no form with «{button}» on {self.path}: {self.text[:400]}")


@dataclass
class Browser:
    """Cookies and a connection a request, so that every request may reach another worker."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, follow: bool = True, **headers: str) -> Answer:
        return self._ask("GET", path, None, follow, headers)

    def post(self, path: str, fields: list[tuple[str, str]], follow: bool = True) -> Answer:
        body = urllib.parse.urlencode(fields)
        return self._ask("POST", path, body, follow, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: str | None, follow: bool, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            if self.cookies:
                headers = headers | {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
            self._remember(response)
        finally:
            connection.close()
        location = response.getheader("Location")
        if follow and location and response.status in (301, 302, 303, 308):
            target = urllib.parse.urlsplit(urllib.parse.urljoin(path, location))
            return self.get(target._replace(scheme="", netloc="", fragment="").geturl())
        return Answer(response.status, dict(response.getheaders()), text, path)

    def _remember(self, response: http.client.HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value


@contextmanager
def running(folder: Path, database_url: str = "", **more: str) -> Iterator[Server]:
    """The product, up and answering, in this folder. Everything it started is ended afterwards."""
    port = free_port()
    environment = os.environ | {
        "HORING_ENVIRONMENT": "test",
        "HORING_DATA_DIR": str(folder),
        "HORING_SECRET_KEY": "blackbox" * 6,
        "HORING_CLOCK_FILE": str(folder / "clock"),
        "PORT": str(port),
        "DATABASE_URL": database_url,
        **more,
    }
    settings = Settings(
        environment="test", data_dir=folder, database_url=database_url, secret_key="blackbox" * 6, port=port
    )
    server = Server(settings, port, _start(environment), environment)
    try:
        _wait_until_up(port, server.process)
        yield server
    finally:
        if server.process.poll() is None:
            os.killpg(server.process.pid, signal.SIGTERM)
            server.process.wait(30)


def outside(server: Server) -> Any:
    """The application object on the same database, for arranging a test."""
    return create_app(server.settings)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _start(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "app.cli", "run"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)


def _wait_until_up(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "the product ended instead of starting"
        try:
            if Browser(port).get("/helse").status in (200, 503):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the product did not come up")


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]
