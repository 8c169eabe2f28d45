"""Every test has a database of its own; every page of every test is linted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache

from app.accounts import user
from app.config import Settings
from app.extensions import db
from app.factory import create_app
from search import installation
from tests import databases
from tests.pages import Visitor

# How fast a machine is says nothing about the product.
hypothesis_settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgres", "both"), default="sqlite")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Verbs, queries, contracts and journeys are tested on both databases; the pages of a room on SQLite.

    What one database alone can do is tested there, whichever is chosen.
    """
    if "database" not in metafunc.fixturenames:
        return
    only = metafunc.definition.get_closest_marker("only")
    if only:
        metafunc.parametrize("database", only.args, indirect=True)
        return
    chosen = metafunc.config.getoption("--database")
    both = ["sqlite"] if "visitor" in metafunc.fixturenames and _of_a_room(metafunc) else ["sqlite", "postgres"]
    metafunc.parametrize("database", both if chosen == "both" else [chosen], indirect=True)


def _of_a_room(metafunc: pytest.Metafunc) -> bool:
    return metafunc.module.__name__.split(".")[1] in {"app", "consultations", "moderation", "search"}


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> None:
    """Insecure but fast: a real hash takes 64 MiB and 0.1 s."""
    user._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    user._NOBODY = user._hasher.hash("nobody has this password")


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Every template is compiled once a run, not once a test."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


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
def app(settings: Settings, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The application on an empty database. Use `with app.app_context():` to look into it."""
    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled_templates
    app.config["TESTING"] = True
    yield app
    installation.close(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """A person with a browser and no account. Each has cookies of their own: `Visitor(app)` makes another."""
    return Visitor(app)
