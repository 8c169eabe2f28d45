"""A part of a remark is quoted from the public text: nothing that was removed can come back."""

from hypothesis import given
from hypothesis import strategies as st

from consultations.assessment.quote import kept_spans, public_quote, removed_spans
from consultations.statements.publication import LOOK_ALIKE, MARK, Passage, without

TEXT = "Ring Kari på 22 22 22 22. Vi trenger flere boliger. Naboen heter Ola."


def test_a_part_of_an_untouched_remark_is_that_part() -> None:
    assert public_quote(TEXT, TEXT, 26, 51) == "Vi trenger flere boliger."


def test_a_part_after_a_removed_passage_is_found_in_the_public_text() -> None:
    public = without(TEXT, [Passage(5, 24), Passage(65, 68)])
    assert public_quote(TEXT, public, 26, 51) == "Vi trenger flere boliger."
    assert public_quote(TEXT, public, 0, 25) == f"Ring {MARK}."
    assert public_quote(TEXT, public, 52, len(TEXT)) == f"Naboen heter {MARK}."


def test_a_split_inside_a_removed_passage_leaves_the_mark_on_both_sides() -> None:
    public = without(TEXT, [Passage(5, 24)])
    assert public_quote(TEXT, public, 0, 10) == f"Ring {MARK}"
    assert public_quote(TEXT, public, 10, 25) == f"{MARK}."


def test_where_two_readings_are_possible_the_whole_public_text_is_shown() -> None:
    original = "aXaXa"
    public = f"a{MARK}a{MARK}a"
    assert public_quote(original, public, 2, 3) == "a"
    ambiguous = "ab ab ab ab"
    shown = without(ambiguous, [Passage(0, 3), Passage(5, 11)])
    assert kept_spans(ambiguous, shown) is None
    assert public_quote(ambiguous, shown, 3, 5) == shown


def test_a_sender_cannot_feign_a_removal() -> None:
    original = f"Her {MARK} står et tegn."
    public = without(original, [])
    assert public_quote(original, public, 0, 5) == f"Her {LOOK_ALIKE}"


@given(st.text("ab \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=4), st.data())
def test_a_quote_is_always_a_piece_of_the_public_text(
    original: str, removals: list[tuple[int, int]], data: st.DataObject
) -> None:
    passages = [Passage(start, start + length) for start, length in removals if start + length <= len(original)]
    public = without(original, passages)
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, len(original)))
    assert public_quote(original, public, start, end) in public
    spans = removed_spans(original, public)
    assert all(any(p.start <= at < p.end for p in passages) for start, end in spans for at in range(start, end))
