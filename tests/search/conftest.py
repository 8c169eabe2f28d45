"""An empty index of each engine, and a shelf that the indexer reads."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import published
from app.extensions import db
from search.index import SearchIndex
from search.tantivy_index import TantivyIndex
from search.whoosh_index import WhooshIndex
from tests.search.documents import Shelf

ENGINES: dict[str, Callable[[Path], SearchIndex]] = {"tantivy": TantivyIndex, "whoosh": WhooshIndex}


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine; every test of the contract runs on each."""
    return str(request.param)


@pytest.fixture
def opened(engine: str) -> Iterator[Callable[[Path], SearchIndex]]:
    """Opens an index as a process of its own would."""
    held: list[SearchIndex] = []

    def opened(root: Path) -> SearchIndex:
        held.append(ENGINES[engine](root))
        return held[-1]

    yield opened
    for one in held:
        one.close()


@pytest.fixture
def index(opened: Callable[[Path], SearchIndex], tmp_path: Path) -> SearchIndex:
    """An empty index."""
    index = opened(tmp_path / "index")
    index.rebuild([], lambda _: None)
    return index


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
