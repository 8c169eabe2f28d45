"""Every test has a database of its own; every page of every test is linted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.config import Settings
from app.extensions import db
from app.factory import create_app
from tests import databases
from tests.pages import Visitor


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgres", "both"), default="sqlite")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--database")
        metafunc.parametrize("database", ["sqlite", "postgres"] if chosen == "both" else [chosen], indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of its own with all tables and no rows."""
    if request.param == "sqlite":
        yield databases.sqlite_database(tmp_path / "test.db")
    else:
        with databases.postgres_database() as url:
            yield url


@pytest.fixture
def settings(tmp_path: Path, database: str) -> Settings:
    return Settings(
        environment="test", data_dir=tmp_path, database_url=database, secret_key="t" * 48, base_url="http://localhost"
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on an empty database. Use `with app.app_context():` to look into it."""
    app = create_app(settings)
    app.config["TESTING"] = True
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """A person with a browser and no account. Each has cookies of their own: `Visitor(app)` makes another."""
    return Visitor(app)
