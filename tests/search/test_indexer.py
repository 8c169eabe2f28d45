"""The index follows what is public."""

import pytest

from search import indexer
from search.index import Filters, SearchIndex
from search.query import parse
from tests.search.documents import Shelf, document

pytestmark = pytest.mark.usefixtures("database_at_hand")

LILLEVIK = Filters("lillevik")


def test_a_change_puts_what_is_public_and_removes_what_is_not(index: SearchIndex, shelf: Shelf) -> None:
    index.put([document("gone", "bolig"), document("stays", "bolig")])
    shelf.put(document("new", "bolig"))
    indexer.index_changed(index, [("comment", ["new", "gone"]), ("comment", ["new"]), ("unknown", ["x"])])
    assert {hit.ref for hit in index.search(parse("bolig"), LILLEVIK).items} == {"new", "stays"}


def test_a_change_may_be_taken_in_twice(index: SearchIndex, shelf: Shelf) -> None:
    shelf.put(document("a", "bolig"))
    for _ in range(2):
        indexer.index_changed(index, [("comment", ["a"])])
    assert index.search(parse("bolig"), LILLEVIK).total == 1


def test_reconciling_names_every_difference_and_a_rebuild_mends_it(index: SearchIndex, shelf: Shelf) -> None:
    index.put([document("same", "bolig"), document("stale", "før"), document("extra", "bolig")])
    for one in (document("same", "bolig"), document("stale", "etter"), document("missing", "bolig")):
        shelf.put(one)
    report = indexer.reconcile(index)
    assert report.missing == (("comment", "missing"),)
    assert report.stale == (("comment", "stale"),)
    assert report.extra == (("comment", "extra"),)
    assert not report.is_clean
    indexer.rebuild(index)
    assert indexer.reconcile(index).is_clean


def test_a_rebuild_tells_its_progress(index: SearchIndex, shelf: Shelf) -> None:
    for n in range(1_200):
        shelf.put(document(str(n), "bolig"))
    seen: list[int] = []
    assert indexer.rebuild(index, seen.append) == 1_200
    assert seen == [500, 1_000, 1_200]
