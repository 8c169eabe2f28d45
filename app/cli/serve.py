"""Commands that serve: the product with its worker, the worker alone, the demo."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from functools import partial
from pathlib import Path

import click

from app import deaths
from app import worker as worker_process
from app.cli.context import application, migrate
from app.cli.processes import Process
from app.config import Settings, load_settings
from app.extensions import db
from app.factory import create_app
from app.municipalities.municipality import Municipality

LOOK_SECONDS = 0.5
PYTHON = (sys.executable, "-X", "faulthandler")  # what dies of a signal says where it was


@click.command()
@click.option("--demo", "with_demo", is_flag=True, help="Build the demo municipality first, if there is none.")
def run(with_demo: bool) -> None:
    """Serve the product until Ctrl+C: web server and worker.

    Brings the schema of the database up to date first.
    """
    settings = load_settings()
    _refuse_taken_port(settings)
    migrate(create_app(settings))
    if with_demo:
        _demo_once(settings)
    _announce(settings, with_demo)
    sys.exit(_supervise(settings))


@click.command()
def demo() -> None:
    """Build the demo in an empty database.

    An invented municipality with hearings in every stage, and a small one that writes nynorsk.
    """
    settings = load_settings()
    migrate(create_app(settings))
    if not _demo_once(settings):
        raise click.ClickException("there is a municipality already; the demo wants an empty database")
    _show_accounts()


@click.command()
@click.option("--until-empty", is_flag=True, help="Stop when nothing is due.")
def worker(until_empty: bool) -> None:
    """Do the waiting work: mail and search index.

    `horing run` starts one by itself.
    """
    with application() as app:
        pass
    tried = worker_process.work(app, until_empty=until_empty)
    click.echo(f"{tried} tasks done")


def _demo_once(settings: Settings) -> bool:
    """Build the demo in an empty database; False where something is there already (a demo is kept open)."""
    if settings.production:
        raise click.ClickException("the demo is not for production")
    with application(settings) as app:
        from app.demo import build, renew

        if db.session.scalar(db.select(db.func.count()).select_from(Municipality)):
            renew()
            return False
        build(app)
    return True


def _announce(settings: Settings, with_demo: bool) -> None:
    click.echo(f"\nHøring is at {settings.site}\n")
    if with_demo:
        _show_accounts()


def _show_accounts() -> None:
    from app.demo import accounts

    for line in (*accounts(), ""):
        click.echo(line)


def _supervise(settings: Settings) -> int:
    """Run web server and worker side by side; a worker that dies is started again, a server that dies ends us."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _signal, _frame: stopping.set())
    web = Process(_web_command(settings), partial(_tell_of_death, settings, "web server"))
    helper = Process([*PYTHON, "-m", "app.cli", "worker"], partial(_tell_of_death, settings, "background worker"))
    while not stopping.wait(LOOK_SECONDS) and web.is_alive():
        helper.keep_alive()
    if not stopping.is_set():
        web.tell()
    for process in (web, helper):
        process.ask_to_end()
    code = web.ended()
    helper.ended()
    return 0 if stopping.is_set() else code or 1


def _tell_of_death(settings: Settings, who: str, pid: int, exit_code: int) -> None:
    cause = deaths.cause_of(exit_code)
    click.echo(f"the {who} (process {pid}) died: {cause}", err=True)
    deaths.record(settings.data_dir, who, pid, cause)


def _refuse_taken_port(settings: Settings) -> None:
    """Say what is wrong before the web server tries for seconds."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except (OSError, OverflowError) as problem:
            raise click.ClickException(
                f"cannot listen on {settings.host}, port {settings.port} ({problem}): set PORT to a free one"
            ) from problem


def _web_command(settings: Settings) -> list[str]:
    return [
        *PYTHON,
        "-m",
        "gunicorn",
        "--config",
        str(Path(__file__).parent / "gunicorn_settings.py"),
        "--bind",
        f"{settings.host}:{settings.port}",
        "--workers",
        str(settings.workers),
        "--threads",
        str(settings.threads),
        "app.factory:create_app()",
    ]
