"""The schema's history. While a table is rebuilt SQLite's foreign keys are off; they are checked before the commit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

HERE = Path(__file__).parent


class BrokenReferences(Exception):
    """A migration left rows that point to nothing; it was rolled back."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up to a revision. Raises BrokenReferences."""
    run(engine, lambda config: command.upgrade(config, revision))


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema back to a revision (`base`: no tables). Raises BrokenReferences."""
    run(engine, lambda config: command.downgrade(config, revision))


def current(connection: Connection) -> str | None:
    """The revision of the database; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """The revision this code needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def apply(engine: Engine, change: Callable[[Operations], None]) -> None:
    """Make one change by hand as a migration would. Raises BrokenReferences."""
    _guarded(engine, lambda connection: change(Operations(MigrationContext.configure(connection))))


def run(engine: Engine, action: Callable[[Config], object]) -> None:
    """Let Alembic act on this database."""

    def migrate(connection: Connection) -> None:
        config = _config()
        config.attributes["connection"] = connection
        action(config)

    _guarded(engine, migrate)


def _guarded(engine: Engine, work: Callable[[Connection], None]) -> None:
    """SQLite cannot switch foreign keys inside a transaction, and a rebuilt table would take its children with it."""
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                work(connection)
                if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
                    raise BrokenReferences(f"{len(broken)} rows point to nothing, first: {broken[0]}")
        finally:
            if sqlite:
                _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, state: str) -> None:
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={state}")
    cursor.close()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    return config
