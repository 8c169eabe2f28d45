"""The schema's history leads exactly to the models, up and down, and costs no row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.exc import IntegrityError

from app import database, migrations
from app.config import Settings
from app.database import Model
from app.extensions import db
from app.factory import create_app
from tests import databases, factories


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table."""
    if request.config.getoption("--database") == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with databases.postgres_database(empty=True) as url:
            yield url


@pytest.fixture
def engine(empty: str) -> Iterator[Engine]:
    made = create_engine(empty)
    database.prepare(made)
    yield made
    made.dispose()


@pytest.fixture
def migrated(empty: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings(environment="test", data_dir=tmp_path, database_url=empty, secret_key="t" * 48))
    with app.app_context():
        migrations.upgrade(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_the_migrations_make_the_tables_of_the_models(migrated: Flask) -> None:
    with migrated.app_context(), db.engine.connect() as connection:
        assert migrations.current(connection) == migrations.head()
        assert compare_metadata(MigrationContext.configure(connection), Model.metadata) == []


def test_down_leaves_nothing_and_up_works_again(engine: Engine) -> None:
    migrations.upgrade(engine)
    migrations.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrations.upgrade(engine)
    assert "statement" in inspect(engine).get_table_names()


def test_rebuilding_a_parent_table_keeps_its_children(migrated: Flask) -> None:
    with migrated.app_context():
        home = factories.municipality()
        factories.hearing(factories.plan(home.id))
        db.session.commit()
        before = _counts()
        migrations.apply(db.engine, _widen_plan_title)
        assert _counts() == before
        assert before["hearing"] == before["plan"] == 1


def test_a_migration_that_orphans_rows_is_rolled_back(migrated: Flask) -> None:
    """SQLite is looked over before the commit; PostgreSQL refuses the delete itself."""
    with migrated.app_context():
        home = factories.municipality()
        factories.plan(home.id)
        db.session.commit()
        with pytest.raises((migrations.BrokenReferences, IntegrityError)):
            migrations.apply(db.engine, lambda operations: operations.execute("DELETE FROM municipality"))
        assert _counts()["municipality"] == 1


def _widen_plan_title(operations: Operations) -> None:
    with operations.batch_alter_table("plan") as table:
        table.alter_column("title", type_=db.String(250), existing_type=db.String(200))


def _counts() -> dict[str, int]:
    counts = {
        table.name: db.session.scalar(db.select(db.func.count()).select_from(table)) or 0
        for table in Model.metadata.sorted_tables
    }
    db.session.rollback()
    return counts
