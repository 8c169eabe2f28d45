"""Commands that serve: the product with its worker, the worker alone, the demo."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import click

from app import worker as worker_process
from app.cli.context import application, migrate
from app.config import Settings, load_settings
from app.demo import accounts, build
from app.factory import create_app
from app.municipalities.municipality import Municipality


@click.command()
@click.option("--demo", "with_demo", is_flag=True, help="Build the demo municipality first, if there is none.")
def run(with_demo: bool) -> None:
    """Serve the product: brings the schema up to date, then web server and worker until Ctrl+C."""
    settings = load_settings()
    migrate(create_app(settings))
    if with_demo:
        _demo_once(settings)
    _announce(settings, with_demo)
    sys.exit(_supervise(settings))


@click.command()
def demo() -> None:
    """Build the demo: an invented municipality with hearings in every stage, and a small one that writes nynorsk."""
    settings = load_settings()
    migrate(create_app(settings))
    if not _demo_once(settings):
        raise click.ClickException("there is a municipality already; the demo wants an empty database")
    for line in accounts():
        click.echo(line)


@click.command()
@click.option("--until-empty", is_flag=True, help="Stop when nothing is due.")
def worker(until_empty: bool) -> None:
    """Do the waiting work: mail, search index. `horing run` starts one by itself."""
    with application() as app:
        pass
    tried = worker_process.work(app, until_empty=until_empty)
    click.echo(f"{tried} tasks done")


def _demo_once(settings: Settings) -> bool:
    """Build the demo in an empty database; False where something is there already."""
    if settings.production:
        raise click.ClickException("the demo is not for production")
    with application(settings) as app:
        from app.extensions import db

        if db.session.scalar(db.select(db.func.count()).select_from(Municipality)):
            return False
        build(app)
    return True


def _announce(settings: Settings, with_demo: bool) -> None:
    click.echo(f"\nHøring is at {settings.site}\n")
    if with_demo:
        for line in accounts():
            click.echo(line)
        click.echo("")


def _supervise(settings: Settings) -> int:
    """Run web server and worker side by side; a worker that dies is started again, a server that dies ends us."""
    web = subprocess.Popen(_web_command(settings))  # noqa: S603 - our own command
    helper = _start_worker()
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping and web.poll() is None:
        if helper.poll() is not None:
            helper = _start_worker()
        time.sleep(0.5)
    for process in (web, helper):
        process.terminate()
    helper.wait()
    return 0 if stopping else web.wait()


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "app.cli", "worker"])  # noqa: S603


def _web_command(settings: Settings) -> list[str]:
    return [
        sys.executable,
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


