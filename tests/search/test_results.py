"""What a searcher sees comes from the database: the index may be behind, the page may not."""

import pytest

from search import indexer
from search.highlight import snippets
from search.index import Filters, SearchIndex
from search.query import parse
from search.results import Results, find
from tests.search.documents import Shelf, document

pytestmark = pytest.mark.usefixtures("database_at_hand")

LILLEVIK = Filters("lillevik")


def shelved(index: SearchIndex, shelf: Shelf, count: int = 30) -> None:
    for n in range(count):
        shelf.put(document(f"{n:02}", f"En bolig med nummer {n}", hearing=f"plan{n % 2}"))
    indexer.rebuild(index)


def seen(results: Results) -> set[str]:
    return {found.document.ref for found in results.items}


def test_hits_are_loaded_and_marked(index: SearchIndex, shelf: Shelf) -> None:
    shelf.put(document("a", "Vi trenger <b>omsorgsboliger</b> nå.", title="Om boligen"))
    indexer.rebuild(index)
    (found,) = find(index, parse("bolig"), LILLEVIK).items
    assert found.title == (("Om ", False), ("boligen", True))
    assert found.snippets[0].segments == (
        ("Vi trenger <b>", False), ("omsorgsboliger", True), ("</b> nå.", False),
    )  # fmt: skip


def test_a_withdrawn_document_is_gone_at_once_and_the_page_is_filled_up(index: SearchIndex, shelf: Shelf) -> None:
    shelved(index, shelf)
    first = find(index, parse("bolig"), LILLEVIK).items[0].document.ref
    del shelf.documents[first]
    results = find(index, parse("bolig"), LILLEVIK)
    assert first not in seen(results)
    assert len(results.items) == 20
    assert results.total == 29


def test_a_withdrawn_document_of_a_later_page_is_not_counted_either(index: SearchIndex, shelf: Shelf) -> None:
    shelved(index, shelf)
    everything = [find(index, parse("bolig"), LILLEVIK, page).items for page in (1, 2)]
    last = everything[1][-1].document
    del shelf.documents[last.ref]
    results = find(index, parse("bolig"), LILLEVIK, waiting={("comment", last.ref)})
    assert results.total == 29
    assert results.facets.hearings[last.hearing] == 14


def test_a_document_without_the_words_any_more_is_not_shown(index: SearchIndex, shelf: Shelf) -> None:
    shelved(index, shelf, 3)
    shelf.put(document("01", "[…]", hearing="plan1"))
    results = find(index, parse("bolig"), LILLEVIK)
    assert seen(results) == {"00", "02"}
    assert results.total == 2


def test_a_changed_document_that_still_answers_is_shown_as_it_is_now(index: SearchIndex, shelf: Shelf) -> None:
    shelved(index, shelf, 1)
    shelf.put(document("00", "En annen bolig"))
    (found,) = find(index, parse("bolig"), LILLEVIK, waiting={("comment", "00")}).items
    assert found.document.text == "En annen bolig"


def test_everything_withdrawn_gives_nothing(index: SearchIndex, shelf: Shelf) -> None:
    shelved(index, shelf)
    keys = {("comment", ref) for ref in shelf.documents}
    shelf.documents.clear()
    results = find(index, parse("bolig"), LILLEVIK, waiting=keys)
    assert (results.items, results.total) == ((), 0)
    assert find(index, parse("bolig"), LILLEVIK).items == ()


def test_snippets_stand_around_the_finds_and_say_where_they_are_cut() -> None:
    text = "Innledning. " * 60 + "Her kommer støyskjermen mot veien. " + "Avslutning. " * 60
    (snippet,) = snippets(text, parse("støy"))
    assert ("støyskjermen", True) in snippet.segments
    assert snippet.cut_before
    assert snippet.cut_after
    assert sum(len(piece) for piece, _ in snippet.segments) <= 180


def test_a_text_without_a_find_shows_its_beginning() -> None:
    (snippet,) = snippets("Kort tekst", parse("bolig"))
    assert snippet.segments == (("Kort tekst", False),)
    assert snippets("  ", parse("bolig")) == ()


def test_a_phrase_is_marked_whole_and_overlaps_are_marked_once() -> None:
    (snippet,) = snippets("Vi vil ikke bygge her", parse('"ikke bygge"'))
    assert snippet.segments == (("Vi vil ", False), ("ikke bygge", True), (" her", False))
    (snippet,) = snippets("ikke bygge bolig", parse('"ikke bygge" bygge bolig'))
    assert "".join(piece for piece, _ in snippet.segments) == "ikke bygge bolig"


def test_excluded_words_are_not_marked() -> None:
    (snippet,) = snippets("bolig og vei", parse("bolig -skole"))
    assert [piece for piece, mark in snippet.segments if mark] == ["bolig"]
