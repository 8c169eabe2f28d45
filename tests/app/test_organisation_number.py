"""Organisation numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.organisation_number import is_valid, normalised


@pytest.mark.parametrize(
    "written",
    ["974760673", "974 760 673", "974\N{NO-BREAK SPACE}760\N{NO-BREAK SPACE}673", "NO 974 760 673 MVA", "974.760.673"],
)
def test_a_number_is_taken_as_it_is_written(written: str) -> None:
    assert normalised(written) == "974760673"


def test_numbers_of_the_synthetic_register_are_taken() -> None:
    assert [number for number in range(310000000, 310000010) if is_valid(str(number))]
    assert [number for number in range(210000000, 210000010) if is_valid(str(number))]


@pytest.mark.parametrize("written", ["", "123456789", "97476067", "9747606733", "000000000", "97476O673", "9" * 5000])
def test_anything_else_is_refused(written: str) -> None:
    assert not is_valid(written)


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    assert is_valid(text) in (True, False)
