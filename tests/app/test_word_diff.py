"""Words compared: what stands, what was taken out, what was put in."""

from hypothesis import given
from hypothesis import strategies as st

from app.word_diff import MOST_WORDS, Fate, Piece, compare


def test_a_changed_word_is_taken_out_and_put_in() -> None:
    assert compare("Vi setter opp to grinder.", "Vi setter opp tre grinder.") == [
        Piece(Fate.KEPT, "Vi setter opp "),
        Piece(Fate.REMOVED, "to"),
        Piece(Fate.ADDED, "tre"),
        Piece(Fate.KEPT, " grinder."),
    ]


def test_nothing_and_the_same() -> None:
    assert compare("", "") == []
    assert compare("Likt.", "Likt.") == [Piece(Fate.KEPT, "Likt.")]


def test_very_long_texts_are_replaced_as_a_whole() -> None:
    long = "ord " * MOST_WORDS
    assert [piece.fate for piece in compare(long, long + "til")] == [Fate.REMOVED, Fate.ADDED]


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert "".join(piece.text for piece in pieces if piece.fate != Fate.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.fate != Fate.REMOVED) == after
