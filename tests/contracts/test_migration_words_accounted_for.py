"""Imports keep the account of their words, and sections their whole number. Up and down, on rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from app import database, migrations
from tests import databases
from tests.contracts.test_migration_editions import put

LONG = "Planbestemmelse nr. 12"


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database as it was before, with a version of two sections."""
    if request.config.getoption("--database") == "sqlite":
        yield from _prepared(create_engine(f"sqlite:///{tmp_path / 'old.db'}"))
    else:
        with databases.postgres_database(empty=True) as url:
            yield from _prepared(create_engine(url))


def _prepared(engine: Engine) -> Iterator[Engine]:
    database.prepare(engine)
    migrations.upgrade(engine, "0008")
    _fill(engine)
    yield engine
    engine.dispose()


def test_versions_of_before_have_an_empty_account_and_keep_their_sections(engine: Engine) -> None:
    migrations.upgrade(engine, "0012")
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT CAST(ledger AS VARCHAR(9)) FROM version")) == "[]"
        connection.execute(text("UPDATE section SET number = :long WHERE id = 1"), {"long": LONG})
        numbers = connection.execute(text("SELECT number FROM section ORDER BY id")).scalars().all()
    assert numbers == [LONG, "2"]


def test_down_again_long_numbers_are_cut_and_no_section_is_lost(engine: Engine) -> None:
    migrations.upgrade(engine, "0012")
    with engine.begin() as connection:
        connection.execute(text("UPDATE section SET number = :long WHERE id = 1"), {"long": LONG})
    migrations.downgrade(engine, "0008")
    with engine.connect() as connection:
        numbers = connection.execute(text("SELECT number FROM section ORDER BY id")).scalars().all()
    assert numbers == [LONG[:20], "2"]
    assert "ledger" not in {column["name"] for column in inspect(engine).get_columns("version")}


def _fill(engine: Engine) -> None:
    put(engine, "municipality", id=1, slug="storvik", language="nb", accent=None)
    put(engine, "stored_file", id=1, municipality_id=1)
    put(engine, "plan", id=1, municipality_id=1, key="plan", plan_type="temaplan", language="nb")
    put(engine, "version", id=1, plan_id=1, source_id=1)
    for number, key in ((1, "en"), (2, "to")):
        put(engine, "section", id=number, version_id=1, key=key, position=number, level=1, number=str(number))
