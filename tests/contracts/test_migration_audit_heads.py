"""0012: the last entry of each chain becomes its head, and the first start signs it. Up and down."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app import audit, migrations
from app.cli.context import migrate
from app.config import Settings
from app.extensions import db
from app.factory import create_app
from tests import databases, factories

BEFORE = str(import_module("app.migrations.versions.0013_heads_of_the_audit_chains").down_revision)


@pytest.fixture
def updated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An installation with two chains, of five entries and of none, as it was before there were heads."""
    if request.config.getoption("--database") == "sqlite":
        yield from _installed(f"sqlite:///{tmp_path / 'old.db'}", tmp_path)
    else:
        with databases.postgres_database(empty=True) as url:
            yield from _installed(url, tmp_path)


def _installed(url: str, folder: Path) -> Iterator[Flask]:
    app = create_app(Settings(environment="test", data_dir=folder, database_url=url, secret_key="t" * 48))
    with app.app_context():
        migrations.upgrade(db.engine)
        home, _other = factories.municipality().id, factories.municipality("Nordvik kommune").id
        for number in range(5):
            audit.record(home, "statement.received", f"statement:{number}")
        db.session.commit()
        migrations.downgrade(db.engine, BEFORE)
        db.session.remove()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_chains_of_before_have_signed_heads_after_the_first_start(updated: Flask) -> None:
    migrate(updated)
    with updated.app_context():
        rows = db.session.execute(text("SELECT number, length(signature) FROM audit_head ORDER BY number")).all()
        assert [tuple(row) for row in rows if row[0] >= 5] == [(rows[-1][0], 64)]
        for home in (1, 2):
            assert list(audit.verify(home)) == []
        db.session.execute(text("DELETE FROM audit_event WHERE number > 2"))
        db.session.commit()
        assert "cut off" in next(iter(audit.verify(1)))


def test_a_second_start_signs_nothing_that_was_changed_meanwhile(updated: Flask) -> None:
    migrate(updated)
    with updated.app_context():
        db.session.execute(text("UPDATE audit_head SET signature = ''"))
        db.session.commit()
    migrate(updated)
    with updated.app_context():
        assert list(audit.verify(1)) == ["the head of the chain was changed"]
