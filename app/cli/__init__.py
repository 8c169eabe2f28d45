"""`horing`: everything an operator does. Each command says what it did, or what is wrong and exits with 1."""

from __future__ import annotations

import sys

import click
from sqlalchemy.exc import DBAPIError

from app.cli.data import backup, check, restore
from app.cli.papers import export, import_draft, reindex
from app.cli.people import user
from app.cli.serve import demo, run, worker
from app.config import UnsafeSettings


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="horing")
def commands() -> None:
    """Høring: public consultations for Norwegian municipalities.

    Settings come from the environment: HORING_DATA_DIR, DATABASE_URL, PORT and more; the operator's guide lists them.
    """


for command in (run, demo, user, import_draft, export, reindex, worker, backup, restore, check):
    commands.add_command(command)


def main() -> None:
    """The console script."""
    try:
        commands()
    except UnsafeSettings as problem:
        sys.exit(f"horing: {problem}")
    except DBAPIError as problem:
        sys.exit(f"horing: the database said: {problem.orig}")


if __name__ == "__main__":
    main()
