"""From a change in a room to the index: told in the caller's transaction, taken in by the worker."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app import published, tasks
from app.extensions import db
from search.index import Filters, SearchIndex
from search.installation import current_index
from search.query import parse
from tests.search.documents import Shelf, document


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def index(context: None) -> SearchIndex:
    return current_index()


def test_documents_are_loaded_by_kind_and_unknown_ones_left_out(shelf: Shelf) -> None:
    shelf.put(document("a", "bolig"))
    assert published.load("comment", ["a", "b"]) == {"a": shelf.documents["a"]}
    assert published.load("unknown", ["a"]) == {}
    assert published.load("comment", []) == {}


def test_all_documents_come_in_batches_each_once(shelf: Shelf) -> None:
    for n in range(25):
        shelf.put(document(f"{n:02}", "bolig"))
    batches = list(published.all_documents(batch=10))
    assert [len(batch) for batch in batches] == [10, 10, 5]
    assert {one.ref for batch in batches for one in batch} == set(shelf.documents)
    assert published.count() == 25


@pytest.mark.usefixtures("context")
def test_a_change_waits_until_the_worker_took_it_in(shelf: Shelf, index: SearchIndex) -> None:
    shelf.put(document("a", "bolig"))
    published.changed("comment", ["a", "a"])
    db.session.commit()
    assert published.waiting() == {("comment", "a")}
    tasks.run_due()
    assert published.waiting() == set()
    assert index.search(parse("bolig"), Filters("lillevik")).total == 1


@pytest.mark.usefixtures("context")
def test_the_same_document_may_change_again_before_the_worker_comes(shelf: Shelf, index: SearchIndex) -> None:
    shelf.put(document("a", "bolig"))
    published.changed("comment", ["a"])
    db.session.commit()
    del shelf.documents["a"]
    published.changed("comment", ["a"])
    published.changed("comment", [])
    db.session.commit()
    tasks.run_due()
    assert published.waiting() == set()
    assert index.search(parse("bolig"), Filters("lillevik")).total == 0
