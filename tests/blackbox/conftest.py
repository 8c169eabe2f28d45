"""The product is started once a database; the law holds after every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import databases
from tests.blackbox import law
from tests.blackbox.server import Server, running


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("product")) as server:
        yield server


@pytest.fixture(scope="session")
def on_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with (
        databases.postgres_database(empty=True) as url,
        running(tmp_path_factory.mktemp("product"), url) as server,
    ):
        yield server


@pytest.fixture
def server(on_sqlite: Server) -> Iterator[Server]:
    """The product, with the law checked afterwards."""
    yield on_sqlite
    law.holds(on_sqlite)


@pytest.fixture(params=["on_sqlite", pytest.param("on_postgres", marks=pytest.mark.postgres)])
def each_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The product on each database, with the law checked afterwards."""
    product: Server = request.getfixturevalue(request.param)
    yield product
    law.holds(product)
