"""The product is started once a file; the law holds after every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.blackbox import law
from tests.blackbox.server import Server, running


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product on SQLite."""
    with running(tmp_path_factory.mktemp("product")) as server:
        yield server


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def product_on_each(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product on SQLite, then on PostgreSQL."""
    folder: Path = tmp_path_factory.mktemp("product")
    if request.param == "sqlite":
        with running(folder) as server:
            yield server
    else:
        with databases.postgres_database(empty=True) as url, running(folder, url) as server:
            yield server


@pytest.fixture
def server(product: Server) -> Iterator[Server]:
    """The product, with the law checked afterwards."""
    yield product
    law.holds(product)


@pytest.fixture
def each_server(product_on_each: Server) -> Iterator[Server]:
    """The product on each database, with the law checked afterwards."""
    yield product_on_each
    law.holds(product_on_each)
