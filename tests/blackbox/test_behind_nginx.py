"""The proxy that the operator's guide names, run for real with the file it gives."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import limits
from tests.blackbox.browser import Browser
from tests.blackbox.drip import BODY, HEAD, dripping
from tests.blackbox.hearing import OpenHearing, answered, new_hearing
from tests.blackbox.server import PATIENCE, ROOT, Server, eventually, free_port, running

pytestmark = pytest.mark.slow

AROUND = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{ours}
}}
"""


@dataclass
class Behind:
    """The product, and the port of the proxy in front of it."""

    server: Server
    port: int

    def hearing(self) -> OpenHearing:
        return new_hearing(self.server)

    def browser(self) -> Browser:
        return Browser(self.port)


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    if shutil.which("nginx") is None:
        assert not os.environ.get("HORING_REQUIRE_ALL"), "nginx is not installed"
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    with (
        running(tmp_path_factory.mktemp("behind"), HORING_TRUSTED_PROXIES="1") as server,
        _nginx(folder, server.port) as port,
    ):
        yield Behind(server, port)


@pytest.mark.parametrize("start", [HEAD, BODY + b"2000\r\n\r\nemail=", BODY + b"20000000\r\n\r\nemail="])
def test_forty_that_drip_stop_neither_readers_nor_senders(behind: Behind, start: bytes) -> None:
    hearing = behind.hearing()
    with dripping(behind.port, start, many=40):
        for _reader in range(4):
            assert behind.browser().get(hearing.page).status == 200
        answered(behind.browser(), hearing, f"Sendt mens førti andre drypper {start[-30:]!r}.")


def test_idle_connections_stop_nobody(behind: Behind) -> None:
    hearing = behind.hearing()
    with ExitStack() as held:
        for _connection in range(150):
            held.enter_context(socket.create_connection(("127.0.0.1", behind.port), 5))
        answered(behind.browser(), hearing, "Sendt mens hundre og femti andre bare er til stede.")


def test_a_sender_cannot_say_where_it_is(behind: Behind) -> None:
    """Wrong passwords are counted by the address that the proxy saw, whatever the sender says."""
    page = behind.browser().get("/logg-inn")
    _address, fields = page.form("Logg inn")
    assert fields
    statuses = [_wrong(behind, number) for number in range(limits.FAILED_PER_ACCOUNT_AND_PLACE + 1)]
    assert statuses == [400] * limits.FAILED_PER_ACCOUNT_AND_PLACE + [429]
    assert _wrong(behind, 99, source="127.0.0.2") == 400, "somebody else has tried nothing yet"


def _wrong(behind: Behind, number: int, source: str = "127.0.0.1") -> int:
    forged = {"X-Forwarded-For": f"192.0.2.{number}", "Forwarded": f"for=192.0.2.{number}", "X-Real-IP": "192.0.2.1"}
    browser = Browser(behind.port, source=source)
    return browser.send(browser.get("/logg-inn"), "Logg inn", headers=forged, email="ola@x.no", password="galt").status


@contextmanager
def _nginx(folder: Path, behind: int) -> Iterator[int]:
    """nginx with the guide's file, but without TLS and on a port of its own."""
    port = free_port()
    ours = (ROOT / "docs" / "nginx.conf").read_text()
    ours = re.sub(r"^\s*ssl_certificate.*$", "", ours, flags=re.MULTILINE)
    ours = ours.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};").replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, ours=ours))
    command = [shutil.which("nginx") or "nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        eventually(lambda: _answers(port))
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _answers(port: int) -> bool:
    try:
        return Browser(port).get("/helse").status == 200
    except OSError:
        return False
