"""Passages: what is removed is gone, whatever the text and the words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.text import received
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import LOOK_ALIKES, Passage, distinct, without
from moderation.passage import places, standing_alone

MARK, LOOK_ALIKE = ReasonClass.PERSONAL_DATA.mark, "❚"
ALPHABET = "abAB1 \n\tåÅ▮❚.é\u0301"
texts = st.text(ALPHABET, max_size=60).map(received)  # as the door lets it in
words = st.text(ALPHABET.replace(MARK, "").replace(LOOK_ALIKE, ""), min_size=1, max_size=6).filter(
    lambda one: len(one.split()) > 0
)


def folded(text: str) -> str:
    return " ".join(text.split())


@given(texts, words)
def test_words_that_are_removed_stand_nowhere_in_what_is_public(text: str, line: str) -> None:
    public = without(text, places(text, line))
    assert folded(received(line)) not in folded(public)


@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_nothing_of_a_passage_is_left_and_all_else_stays(text: str, cuts: list[tuple[int, int]]) -> None:
    passages = [Passage(start, end) for start, end in cuts if start < end <= len(text)]
    hidden = {place for one in passages for place in range(one.start, one.end)}
    kept = [character.translate(LOOK_ALIKES) for place, character in enumerate(text) if place not in hidden]
    assert without(text, passages).replace(MARK, "") == "".join(kept)


@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_joined_passages_say_the_same_as_the_ones_they_came_from(text: str, cuts: list[tuple[int, int]]) -> None:
    passages = [Passage(start, end) for start, end in cuts if start < end <= len(text)]
    assert without(text, distinct(passages)) == without(text, passages)


def test_nobody_can_feign_a_removal() -> None:
    assert without(f"Her er {MARK} alt.", []) == f"Her er {LOOK_ALIKE} alt."


def test_words_are_found_across_line_breaks_and_where_they_overlap() -> None:
    assert places("Per\n  Ås og Per Ås", "Per Ås") == [Passage(0, 8), Passage(12, 18)]
    assert without("121212", places("121212", "1212")) == MARK


def test_words_that_still_stand_are_told_in_capitals_or_across_lines_but_not_inside_others() -> None:
    text = "PER\nÅS bor i Åsgata. Kari-Anne."
    assert list(standing_alone(text, ["Per Ås", "Ås", "gata", "Kari", "Ola", ""])) == ["Per Ås", "Ås", "Kari"]
