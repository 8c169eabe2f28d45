"""`horing`: everything an operator does. Each command says what it did, or what is wrong and exits with 1."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module

import click
from sqlalchemy.exc import DBAPIError

from app import discretion
from app.config import UnsafeSettings

# Where each command lives; only the one that is asked for is loaded.
PLACES = {
    "run": "app.cli.serve:run",
    "demo": "app.cli.serve:demo",
    "user": "app.cli.people:user",
    "import": "app.cli.papers:import_draft",
    "export": "app.cli.papers:export",
    "reindex": "app.cli.papers:reindex",
    "worker": "app.cli.serve:worker",
    "backup": "app.cli.data:backup",
    "restore": "app.cli.data:restore",
    "check": "app.cli.data:check",
    "recount": "app.cli.data:recount",
}


class Commands(click.Group):
    """The commands in the order of a product's life."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(PLACES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in PLACES:
            return None
        module, _colon, attribute = PLACES[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, context: click.Context) -> object:
        """Say in a line what went wrong: an operator reads no traceback."""
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort, UnsafeSettings, DBAPIError, BrokenPipeError):
            raise
        except OSError as problem:
            where = f" ({problem.filename})" if problem.filename else ""
            raise click.ClickException(f"{problem.strerror or problem}{where}") from problem
        except Exception as problem:
            place = traceback.extract_tb(problem.__traceback__)[-1]
            said = discretion.what_failed(problem)
            raise click.ClickException(f"a fault in Høring: {said} at {place.name}, line {place.lineno}") from problem


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="horing")
def commands() -> None:
    """Høring: public consultations for Norwegian municipalities.

    Settings come from the environment: HORING_DATA_DIR, DATABASE_URL, PORT and more; the operator's guide lists them.
    """


def main() -> None:
    """The console script. What it and its children write is for the user it runs as, and nobody else."""
    os.umask(0o077)
    discretion.install()
    try:
        commands(prog_name="horing")
    except UnsafeSettings as problem:
        sys.exit(f"horing: {problem}")
    except DBAPIError as problem:
        sys.exit(f"horing: the database said: {discretion.what_failed(problem)}")
