"""An empty index of each engine, and a shelf that the indexer reads."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import published
from app.extensions import db
from search.index import SearchIndex
from search.whoosh_index import WhooshIndex
from tests.search.documents import Shelf

ENGINES: dict[str, Callable[[Path], SearchIndex]] = {"whoosh": WhooshIndex}


@pytest.fixture(params=sorted(ENGINES))
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    """An empty index; every test of the contract runs on every engine."""
    engine = ENGINES[request.param](tmp_path / "index")
    engine.rebuild([], lambda _: None)
    yield engine
    engine.close()


@pytest.fixture
def database_at_hand(tmp_path: Path) -> Iterator[None]:
    """A database to read from, for tests whose documents stand on a shelf."""
    app = Flask("search-tests")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{tmp_path / 'empty.db'}"
    db.init_app(app)
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The only room that publishes anything."""
    shelf = Shelf()
    monkeypatch.setattr(published, "_providers", {})
    published.register(shelf)
    return shelf
