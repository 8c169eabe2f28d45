"""A part of a remark is quoted from the public text: nothing that was removed can come back."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from consultations.points.quote import public_quote
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import ANY_MARK, LOOK_ALIKES, Passage, distinct, place_in_public, without

MARK = ReasonClass.PERSONAL_DATA.mark
TEXT = "Ring Kari på 22 22 22 22. Vi trenger flere boliger. Naboen heter Ola."
Cuts = list[tuple[int, int, ReasonClass]]


def quoted(original: str, passages: list[Passage], start: int, end: int) -> str:
    return public_quote(without(original, passages), distinct(passages), start, end)


def test_a_part_of_an_untouched_remark_is_that_part() -> None:
    assert quoted(TEXT, [], 26, 51) == "Vi trenger flere boliger."


def test_a_part_after_a_removed_passage_is_found_in_the_public_text() -> None:
    passages = [Passage(5, 24), Passage(65, 68)]
    assert quoted(TEXT, passages, 26, 51) == "Vi trenger flere boliger."
    assert quoted(TEXT, passages, 0, 25) == f"Ring {MARK}."
    assert quoted(TEXT, passages, 52, len(TEXT)) == f"Naboen heter {MARK}."


def test_a_split_inside_a_removed_passage_leaves_the_mark_on_both_sides() -> None:
    assert quoted(TEXT, [Passage(5, 24)], 0, 10) == f"Ring {MARK}"
    assert quoted(TEXT, [Passage(5, 24)], 10, 25) == f"{MARK}."


def test_words_that_stand_several_times_are_told_apart() -> None:
    passages = [Passage(0, 3), Passage(5, 11)]
    assert quoted("ab ab ab ab", passages, 3, 5) == "ab"
    assert quoted("Ola, Kari, Per, Lise bor her.", [Passage(0, 3), Passage(5, 14)], 14, 29) == ", Lise bor her."


def test_a_sender_cannot_feign_a_removal() -> None:
    original = f"Her {MARK} står et tegn."
    assert not ANY_MARK.search(without(original, []))


@st.composite
def shortened(draw: st.DrawFn) -> tuple[str, list[Passage]]:
    """Any text with any removals from it, overlapping or not, each for a reason of its own."""
    original = draw(st.text("abÅ \n▮▰❚😀\u0301", min_size=1, max_size=40))
    places = st.integers(0, len(original) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(original)), st.sampled_from(ReasonClass))
    )
    return original, [Passage(*one) for one in draw(st.lists(places, max_size=6))]


@given(shortened())
def test_the_public_text_has_one_mark_a_passage_with_its_reason_and_all_the_rest(
    given: tuple[str, list[Passage]],
) -> None:
    original, passages = given
    public, rows = without(original, passages), distinct(passages)
    assert ANY_MARK.findall(public) == [one.reason.mark for one in rows]
    hidden = {place for one in passages for place in range(one.start, one.end)}
    assert {place for one in rows for place in range(one.start, one.end)} == hidden
    kept = [character for place, character in enumerate(original) if place not in hidden]
    assert ANY_MARK.sub("", public) == "".join(kept).translate(LOOK_ALIKES)
    assert all(before.end <= after.start for before, after in itertools.pairwise(rows))


@given(shortened())
def test_every_place_that_was_not_removed_is_found_in_the_public_text(given: tuple[str, list[Passage]]) -> None:
    original, passages = given
    public, rows = without(original, passages), distinct(passages)
    found = {}
    for place, character in enumerate(original):
        if not any(one.start <= place < one.end for one in rows):
            found[place_in_public(rows, place)] = place
            assert public[place_in_public(rows, place)] == character.translate(LOOK_ALIKES)
    assert len(found) == sum(character not in {"▮", "▰", "▩"} for character in public)  # and back: one place for one


@given(shortened(), st.data())
def test_a_quote_is_the_public_rendition_of_its_part(given: tuple[str, list[Passage]], data: st.DataObject) -> None:
    original, passages = given
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, len(original)))
    rows = distinct(passages)
    inside = [
        Passage(max(one.start, start) - start, min(one.end, end) - start, one.reason)
        for one in rows
        if max(one.start, start) < min(one.end, end)
    ]
    shown = quoted(original, passages, start, end)
    assert shown in without(original, passages)
    if start < end:
        assert shown == without(original[start:end], inside)


@given(shortened(), st.data())
def test_parts_put_together_say_what_the_whole_says(given: tuple[str, list[Passage]], data: st.DataObject) -> None:
    original, passages = given
    cuts = sorted(data.draw(st.sets(st.integers(1, len(original)), max_size=5)) | {0, len(original)})
    parts = [quoted(original, passages, *ends) for ends in itertools.pairwise(cuts)]
    split = sum(one.start < cut < one.end for one in distinct(passages) for cut in cuts)
    assert len("".join(parts)) == len(without(original, passages)) + split  # a mark on both sides of a cut through it
