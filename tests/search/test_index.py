"""The contract of an index: what is put is found, what is removed is gone, limits and counts are right."""

from datetime import date

import pytest

from search.index import Filters, SearchIndex, fingerprint
from search.query import parse
from tests.search.documents import document

LILLEVIK = Filters("lillevik")


def refs(index: SearchIndex, text: str, filters: Filters = LILLEVIK, **other: object) -> list[str]:
    return [hit.ref for hit in index.search(parse(text), filters, **other).items]  # type: ignore[arg-type]


def test_an_empty_index_finds_nothing_and_is_in_order(index: SearchIndex) -> None:
    hits = index.search(parse("bolig"), LILLEVIK)
    assert (hits.items, hits.total, hits.degraded) == ((), 0, False)


def test_what_is_put_is_found(index: SearchIndex) -> None:
    index.put([document("a", "Flere omsorgsboliger"), document("b", "Mindre støy")])
    assert refs(index, "bustad") == ["a"]
    assert refs(index, "støyen") == ["b"]


def test_an_exact_word_comes_before_a_synonym_and_a_part_and_a_title_before_all(index: SearchIndex) -> None:
    index.put([document("part", "omsorgsbolig her nå"), document("synonym", "bustad her nå")])
    index.put([document("exact", "bolig her nå"), document("title", "noe her nå", title="Bolig")])
    assert refs(index, "bolig") == ["title", "exact", "synonym", "part"]


def test_an_exact_letter_comes_before_a_folded_one(index: SearchIndex) -> None:
    index.put([document("folded", "gården vår"), document("exact", "garden vår")])
    assert refs(index, "gard") == ["exact", "folded"]


def test_a_phrase_asks_for_words_side_by_side(index: SearchIndex) -> None:
    index.put(
        [document("a", "plan for bolig"), document("b", "bolig for plan"), document("c", "x", title="Plan for bolig")]
    )
    assert sorted(refs(index, '"plan for bolig"')) == ["a", "c"]
    assert refs(index, '"finnes ikke her"') == []


def test_an_excluded_word_takes_documents_out(index: SearchIndex) -> None:
    index.put([document("a", "bolig og skole"), document("b", "bolig og butikk")])
    assert refs(index, "bolig -skole") == ["b"]
    assert refs(index, 'bolig -"og butikk"') == ["a"]


def test_a_star_finds_words_that_begin_so(index: SearchIndex) -> None:
    index.put([document("a", "kulvert"), document("b", "kul")])
    assert refs(index, "kulv*") == ["a"]


def test_a_replaced_document_is_found_by_its_new_words_alone(index: SearchIndex) -> None:
    index.put([document("a", "gammelt ordvalg")])
    index.put([document("a", "nye formuleringer")])
    assert refs(index, "ordvalg") == []
    assert refs(index, "formulering") == ["a"]


def test_the_last_of_two_puts_of_a_document_counts(index: SearchIndex) -> None:
    index.put([document("a", "først"), document("a", "sist")])
    assert index.search(parse("sist"), LILLEVIK).total == 1
    assert index.search(parse("først"), LILLEVIK).total == 0


def test_a_removed_document_is_gone_and_the_others_stay(index: SearchIndex) -> None:
    index.put([document(ref, "bolig") for ref in "abc"])
    index.remove("comment", ["b", "never-there"])
    assert sorted(refs(index, "bolig")) == ["a", "c"]
    index.remove("comment", ["a", "c"])
    assert refs(index, "bolig") == []
    index.put([document("d", "bolig")])
    assert refs(index, "bolig") == ["d"]


def test_the_same_reference_of_another_kind_is_another_document(index: SearchIndex) -> None:
    index.put([document("a", "bolig"), document("a", "bolig", kind="section")])
    index.remove("section", ["a"])
    hits = index.search(parse("bolig"), LILLEVIK).items
    assert [(hit.kind, hit.ref) for hit in hits] == [("comment", "a")]


def test_a_municipality_finds_its_own(index: SearchIndex) -> None:
    index.put([document("a", "bolig"), document("b", "bolig", municipality="vesle")])
    assert refs(index, "bolig", Filters("vesle")) == ["b"]


def _mixed(index: SearchIndex) -> None:
    index.put(
        [
            document("1", "bolig", hearing="boligplan", sender_type="private"),
            document("2", "bolig", hearing="boligplan", sender_type="council"),
            document("3", "bolig", hearing="veiplan", sender_type="private"),
            document("4", "bolig", hearing="veiplan", kind="section", sender_type=""),
            document("5", "bolig", municipality="vesle"),
            document("6", "skole"),
        ]
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters("lillevik"), {"1", "2", "3", "4"}),
        (Filters("lillevik", hearings=frozenset({"veiplan"})), {"3", "4"}),
        (Filters("lillevik", kinds=frozenset({"section"})), {"4"}),
        (Filters("lillevik", sender_types=frozenset({"private", "council"})), {"1", "2", "3"}),
        (Filters("lillevik", frozenset({"boligplan"}), frozenset({"comment"}), frozenset({"council"})), {"2"}),
        (Filters("lillevik", hearings=frozenset({"unknown"})), set()),
        (Filters(), {"1", "2", "3", "4", "5"}),
    ],
)
def test_filters_limit(index: SearchIndex, filters: Filters, expected: set[str]) -> None:
    _mixed(index)
    hits = index.search(parse("bolig"), filters)
    assert {hit.ref for hit in hits.items} == expected
    assert hits.total == len(expected)


def test_facets_count_what_each_choice_would_give(index: SearchIndex) -> None:
    _mixed(index)
    facets = index.search(parse("bolig"), Filters("lillevik", hearings=frozenset({"boligplan"}))).facets
    assert facets.hearings == {"boligplan": 2, "veiplan": 2}
    assert facets.kinds == {"comment": 2}
    assert facets.sender_types == {"private": 1, "council": 1}


def test_hidden_documents_are_neither_shown_nor_counted(index: SearchIndex) -> None:
    _mixed(index)
    hits = index.search(parse("bolig"), LILLEVIK, without={("comment", "1"), ("comment", "unknown")})
    assert {hit.ref for hit in hits.items} == {"2", "3", "4"}
    assert hits.total == 3
    assert hits.facets.hearings["boligplan"] == 1


def test_pages_follow_each_other_without_gap_or_repetition(index: SearchIndex) -> None:
    index.put([document(f"{n:02}", "bolig", date=date(2026, 1, 1 + n)) for n in range(25)])
    pages = [refs(index, "bolig", page=page, per_page=10) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({ref for page in pages for ref in page}) == 25


def test_newest_first(index: SearchIndex) -> None:
    index.put([document("old", "bolig bolig", date=date(2020, 1, 1)), document("new", "bolig", date=date(2026, 1, 1))])
    assert refs(index, "bolig", newest_first=True) == ["new", "old"]


@pytest.mark.parametrize(("page", "per_page"), [(0, 0), (-1, -5), (10**12, 10**9), (1, 10**9)])
def test_any_page_number_is_harmless(index: SearchIndex, page: int, per_page: int) -> None:
    index.put([document("a", "bolig")])
    assert index.search(parse("bolig"), LILLEVIK, page, per_page).total == 1


def test_the_index_tells_what_it_holds(index: SearchIndex) -> None:
    documents = [document("a", "bolig"), document("b", "skole")]
    index.put(documents)
    assert dict(index.fingerprints()) == {(one.kind, one.ref): fingerprint(one) for one in documents}
    assert index.is_sound()


def test_a_rebuild_takes_the_place_of_all_that_was(index: SearchIndex) -> None:
    index.put([document("old", "bolig")])
    seen: list[int] = []
    assert index.rebuild([[document("a", "bolig")], [document("b", "bolig")]], seen.append) == 2
    assert sorted(refs(index, "bolig")) == ["a", "b"]
    assert seen == [1, 2]


def test_a_rebuild_that_fails_leaves_the_old_index(index: SearchIndex) -> None:
    index.put([document("old", "bolig")])

    def broken() -> object:
        yield [document("a", "bolig")]
        raise ConnectionError("database gone")

    with pytest.raises(ConnectionError):
        index.rebuild(broken(), lambda _: None)  # type: ignore[arg-type]
    assert refs(index, "bolig") == ["old"]


def test_many_small_changes_keep_every_document(index: SearchIndex) -> None:
    for start in range(0, 360, 12):
        index.put([document(f"{n:03}", f"bolig nummer{n}") for n in range(start, start + 12)])
    assert index.search(parse("bolig"), LILLEVIK).total == 360
    assert refs(index, "nummer7") == ["007"]
